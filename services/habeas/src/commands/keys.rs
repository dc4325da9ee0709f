use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use habeas_engine::{Engine, OsEntropy, from_store_wrap, to_store_wrap};
use habeas_envelope::{Code, Entropy};
use habeas_vault::{Compartment, Keyring, Recipient, RecipientKeyId};

use crate::{keys, secrets_init};

/// How many rows are wrapped anew together.
const PAGE: u32 = 200;

/// Puts a new recipient key in force for every controller and compartment, in the files of
/// keyrings: first the one that holds everything, then those of the services. The old keys stay
/// and open what is wrapped to them.
///
/// # Errors
/// When a file cannot be read or written.
pub fn rotate(whole: &Path, services: Option<&Path>) -> anyhow::Result<Keyring> {
    let mut keyring = keys::open(whole)?;
    if keyring.private().recipient_keys().next().is_none() {
        bail!(
            "{} holds no seeds: rotate with the keyring that holds all",
            whole.display()
        );
    }
    for controller in keyring.controllers() {
        for compartment in Compartment::ALL {
            keyring.rotate(&controller, compartment, &OsEntropy);
        }
    }
    write(whole, services, &keyring)?;
    Ok(keyring)
}

/// Deletes the recipient keys that are no longer in force and that nothing in the database is
/// wrapped to. What only a backup holds under them is destroyed.
///
/// # Errors
/// When a row is still wrapped to one of them, or a file cannot be written.
pub async fn retire(
    engine: &Engine,
    whole: &Path,
    services: Option<&Path>,
) -> anyhow::Result<usize> {
    let mut keyring = keys::open(whole)?;
    let old = old_keys(&keyring);
    for id in &old {
        let left = engine.store.wraps_to(&recipient(*id), 1).await?;
        if !left.is_empty() {
            bail!("there are rows wrapped to {id} still: run `habeas keys rewrap` first");
        }
    }
    for id in &old {
        keyring.retire(*id);
    }
    write(whole, services, &keyring)?;
    Ok(old.len())
}

/// Wraps every data key that is wrapped to an old recipient key to the one in force. What is
/// sealed stays as it is.
///
/// # Errors
/// When the store cannot be used, or a wrap does not open.
pub async fn rewrap(engine: &Engine, keyring: &Keyring) -> anyhow::Result<usize> {
    let entropy: &dyn Entropy = &OsEntropy;
    let mut rewrapped = 0;
    for id in old_keys(keyring) {
        loop {
            let old = engine.store.wraps_to(&recipient(id), PAGE).await?;
            if old.is_empty() {
                break;
            }
            let mut new = Vec::with_capacity(old.len());
            for wrap in &old {
                let wrap = from_store_wrap(wrap.clone()).context("a wrap is not the vault's")?;
                let again = keyring.private().rewrap(&wrap, entropy)?;
                new.push(to_store_wrap(again.context("the key is in force")?));
            }
            rewrapped += old.len();
            engine.store.exchange_wraps(old, new).await?;
        }
    }
    Ok(rewrapped)
}

/// The recipient keys that are held and no longer in force.
fn old_keys(keyring: &Keyring) -> Vec<RecipientKeyId> {
    keyring
        .private()
        .recipient_keys()
        .filter(|(_, _, _, in_force)| !in_force)
        .map(|(id, ..)| id)
        .collect()
}

/// As it stands in the rows of wraps.
fn recipient(id: RecipientKeyId) -> Code {
    Code::new(format!("{}.{id}", Recipient::Compartment.as_str()))
        .expect("a word, a dot and hexadecimal digits are a code")
}

fn write(whole: &Path, services: Option<&Path>, keyring: &Keyring) -> anyhow::Result<()> {
    keys::replace(whole, keyring)?;
    for (file, grant) in services.into_iter().flat_map(keyrings_in) {
        keys::replace(&file, &keyring.narrow(&grant))?;
    }
    Ok(())
}

fn keyrings_in(folder: &Path) -> Vec<(PathBuf, habeas_vault::KeyGrant)> {
    let of = |(service, grant)| (folder.join(secrets_init::keyring_file(service)), grant);
    secrets_init::keyrings().into_iter().map(of).collect()
}
