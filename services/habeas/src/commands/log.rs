use std::{path::Path, process::ExitCode};

use anyhow::{Context, bail};
use habeas_engine::{Engine, VerifyError};
use habeas_proof::{PublicKey, public_key};
use habeas_vault::SigningPurpose;

use crate::keys;

/// Holds the log to its chains, the table of streams and the checkpoints, and says the first thing
/// wrong.
///
/// # Errors
/// When there is no key to check with, or the store cannot be read.
pub async fn verify(engine: &Engine, key: &PublicKey) -> anyhow::Result<ExitCode> {
    match engine.verify_log(key).await {
        Ok(verified) => {
            println!(
                "the log is whole: {} events in {} streams",
                verified.events, verified.streams
            );
            match verified.last {
                Some((number, root)) => {
                    println!("last checkpoint: {number}, root {root}");
                    println!("compare it with what the log of deadlines says it signed");
                }
                None => println!("no checkpoint yet: nothing shows that an end was not cut off"),
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(VerifyError::Fault(fault)) => {
            println!("the log is not whole: {fault}");
            Ok(ExitCode::FAILURE)
        }
        Err(VerifyError::Store(error)) => Err(error.into()),
    }
}

/// The key that checkpoints are checked with: as given, else the public half of the seed in the
/// keyring.
///
/// # Errors
/// When it is no key, or the keyring holds no such seed.
pub fn key(given: Option<&str>, keyring: &Path) -> anyhow::Result<PublicKey> {
    if let Some(given) = given {
        let mut key = [0; 32];
        return match decode(given, &mut key) {
            Some(()) => Ok(PublicKey(key)),
            None => bail!("{given} is no public key: 64 hexadecimal digits"),
        };
    }
    let keyring = keys::open(keyring).context("say whose signature counts: --public-key KEY")?;
    let seed = keyring.signing_seed(SigningPurpose::Checkpoint);
    let seed = seed.context(
        "the keyring holds no key that signs checkpoints: say whose signature counts, \
         --public-key KEY, as `habeas log key` prints it with the keyring of deadlines",
    )?;
    Ok(public_key(seed.expose()))
}

/// The key in hexadecimal.
#[must_use]
pub fn text(key: &PublicKey) -> String {
    key.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn decode(text: &str, into: &mut [u8; 32]) -> Option<()> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, at) in into.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_printed() {
        let known = PublicKey(std::array::from_fn(|n| u8::try_from(n * 8).unwrap_or(255)));
        let read = key(Some(&text(&known)), Path::new("none")).unwrap();
        assert_eq!(read, known);
        assert!(key(Some("00ff"), Path::new("none")).is_err());
        assert!(key(Some(&"zz".repeat(32)), Path::new("none")).is_err());
        assert!(key(None, Path::new("none")).is_err());
    }
}
