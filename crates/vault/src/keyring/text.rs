use std::{collections::BTreeMap, fmt::Write};

use habeas_envelope::ControllerId;
use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

use super::{CookieKey, Face, Keyring, PrivateKeyring, RecipientPair, SigningPurpose, SigningSeed};
use crate::{Compartment, RecipientKeyId, SearchKeys};

const FORMAT: &str = "habeas-keyring-1";

/// Why a text is no keyring. Never carries a piece of the text, which is secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// Not TOML, a field is missing or unknown, or a key is not hexadecimal of its length.
    #[error("line {line} of the keyring cannot be read")]
    Syntax {
        /// The line, counted from 1; 0 if it cannot be told.
        line: usize,
    },
    /// Another format, perhaps of a newer build.
    #[error("the keyring is not of the format {FORMAT}")]
    Format,
    /// A seed does not give the public half beside it: two files were mixed, or one was damaged.
    #[error("the seed beside recipient key {0} does not belong to it")]
    SeedMismatch(RecipientKeyId),
    /// A recipient key that is not in force has no seed: it would be of no use.
    #[error("recipient key {0} is neither in force nor with a seed")]
    Useless(RecipientKeyId),
    /// Something stands twice.
    #[error("the keyring has {0} twice")]
    Twice(String),
    /// A seed is held for a controller and compartment that has no recipient key in force.
    #[error("no recipient key is in force for {controller}, compartment {compartment}")]
    NoneInForce {
        /// Whose.
        controller: ControllerId,
        /// Which.
        compartment: Compartment,
    },
}

/// Bytes in hexadecimal.
struct Hex<const N: usize>(Zeroizing<[u8; N]>);

impl<'de, const N: usize> Deserialize<'de> for Hex<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        let mut bytes = Zeroizing::new([0; N]);
        hex::decode_to_slice(text.as_bytes(), bytes.as_mut_slice())
            .map_err(|_| serde::de::Error::custom("not hexadecimal of the right length"))?;
        Ok(Self(bytes))
    }
}

/// A stored word, read by its `FromStr`.
struct Word<T>(T);

impl<'de, T: std::str::FromStr> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map(Self)
            .map_err(|_| serde::de::Error::custom("unknown word"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    #[serde(default)]
    recipient: Vec<RecipientEntry>,
    #[serde(default)]
    search: Vec<SearchEntry>,
    #[serde(default)]
    cookie: Vec<CookieEntry>,
    #[serde(default)]
    signing: Vec<SigningEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecipientEntry {
    controller: Word<ControllerId>,
    compartment: Word<Compartment>,
    in_force: bool,
    public: Hex<32>,
    seed: Option<Hex<32>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SearchEntry {
    controller: Word<ControllerId>,
    key: Hex<32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CookieEntry {
    face: Word<Face>,
    key: Hex<64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SigningEntry {
    purpose: Word<SigningPurpose>,
    seed: Hex<32>,
}

pub(super) fn read(text: &str) -> Result<Keyring, KeyringError> {
    let file: File = toml::from_str(text).map_err(|error| KeyringError::Syntax {
        line: error
            .span()
            .and_then(|span| text.get(..span.start))
            .map_or(0, |before| before.matches('\n').count() + 1),
    })?;
    if file.format != FORMAT {
        return Err(KeyringError::Format);
    }
    let search = once(
        "token key",
        file.search.into_iter().map(|e| (e.controller.0, e.key.0)),
    )?;
    Ok(Keyring {
        private: recipients(file.recipient)?,
        search: SearchKeys { keys: search },
        cookies: once(
            "cookie key",
            file.cookie
                .into_iter()
                .map(|e| (e.face.0, CookieKey(e.key.0))),
        )?,
        signing: once(
            "signing seed",
            file.signing
                .into_iter()
                .map(|e| (e.purpose.0, SigningSeed(e.seed.0))),
        )?,
    })
}

fn recipients(entries: Vec<RecipientEntry>) -> Result<PrivateKeyring, KeyringError> {
    let mut keyring = PrivateKeyring::default();
    for entry in entries {
        let (controller, compartment) = (entry.controller.0, entry.compartment.0);
        let id = RecipientKeyId::of(&[&*entry.public.0]);
        let twice = || KeyringError::Twice(format!("recipient key {id} or another in its force"));
        if entry.in_force
            && keyring
                .add_public(controller.clone(), compartment, *entry.public.0)
                .is_some()
        {
            return Err(twice());
        }
        let Some(seed) = entry.seed else {
            if entry.in_force {
                continue;
            }
            return Err(KeyringError::Useless(id));
        };
        let pair = RecipientPair::of(controller, compartment, seed.0);
        if pair.public != *entry.public.0 {
            return Err(KeyringError::SeedMismatch(id));
        }
        if keyring.holds(id) {
            return Err(twice());
        }
        keyring.add(pair, false);
    }
    let orphan = keyring
        .pairs()
        .find(|pair| {
            let public = keyring.public();
            public.current(&pair.controller, pair.compartment).is_none()
        })
        .map(|pair| KeyringError::NoneInForce {
            controller: pair.controller.clone(),
            compartment: pair.compartment,
        });
    orphan.map_or(Ok(keyring), Err)
}

fn once<K: Ord + std::fmt::Display, V>(
    what: &str,
    entries: impl Iterator<Item = (K, V)>,
) -> Result<BTreeMap<K, V>, KeyringError> {
    let mut map = BTreeMap::new();
    for (name, value) in entries {
        if map.contains_key(&name) {
            return Err(KeyringError::Twice(format!("the {what} of {name}")));
        }
        map.insert(name, value);
    }
    Ok(map)
}

pub(super) fn write(keyring: &Keyring) -> Zeroizing<String> {
    // Room enough that the text never moves and leaves a copy of itself behind.
    let entries = 1 + keyring.public().current.len() + keyring.private().pairs().count();
    let others = keyring.search.keys.len() + keyring.cookies.len() + keyring.signing.len();
    let mut text = Zeroizing::new(String::with_capacity((entries + others) * 512));
    text.push_str(
        "# The keyring of habeas. Whoever reads a seed here can open what is sealed under it.\n\
         # Keep it at mode 0600 and apart from every backup of the database. Without it nothing\n\
         # sealed can ever be read again.\n",
    );
    line(&mut text, "format", FORMAT);
    for pair in keyring.private().pairs() {
        let in_force = keyring.public().current(&pair.controller, pair.compartment);
        let head = (
            &pair.controller,
            pair.compartment,
            in_force == Some(pair.id()),
        );
        recipient(&mut text, head, &pair.public);
        secret(&mut text, "seed", pair.seed.as_slice());
    }
    for ((controller, compartment), public) in &keyring.public().current {
        if !keyring.private().holds(RecipientKeyId::of(&[public])) {
            recipient(&mut text, (controller, *compartment, true), public);
        }
    }
    for (controller, key) in &keyring.search.keys {
        text.push_str("\n[[search]]\n");
        line(&mut text, "controller", controller.as_str());
        secret(&mut text, "key", key.as_slice());
    }
    for (face, key) in &keyring.cookies {
        text.push_str("\n[[cookie]]\n");
        line(&mut text, "face", face.as_str());
        secret(&mut text, "key", key.expose());
    }
    for (purpose, seed) in &keyring.signing {
        text.push_str("\n[[signing]]\n");
        line(&mut text, "purpose", purpose.as_str());
        secret(&mut text, "seed", seed.expose());
    }
    text
}

fn recipient(
    text: &mut String,
    (controller, compartment, in_force): (&ControllerId, Compartment, bool),
    public: &[u8; 32],
) {
    text.push_str("\n[[recipient]]\n");
    line(text, "controller", controller.as_str());
    line(text, "compartment", compartment.as_str());
    let _ = writeln!(text, "in_force = {in_force}");
    line(text, "public", &hex::encode(public));
}

/// A value of code letters or hexadecimal digits, which TOML needs no escapes for.
fn line(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "{name} = \"{value}\"");
}

fn secret(text: &mut String, name: &str, bytes: &[u8]) {
    line(text, name, &Zeroizing::new(hex::encode(bytes)));
}
