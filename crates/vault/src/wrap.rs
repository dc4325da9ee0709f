use std::{fmt, str::FromStr};

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{AeadInOut, KeyInit},
};
use habeas_envelope::{ControllerId, Entropy};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    Compartment, Owner, UnknownWord, VaultError,
    parts::{Secret32, join, random},
};

const NONCE_LEN: usize = 24;

/// The id of a data key: what is destroyed, and what the ledger names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(pub Uuid);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({})", self.0)
    }
}

/// Names the recipient key that a data key is wrapped to: the first eight bytes of a hash of its
/// public half, so that both halves know it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecipientKeyId(pub [u8; 8]);

impl RecipientKeyId {
    /// The name of the key with these public halves (two for an answer, else one).
    pub(crate) fn of(publics: &[&[u8; 32]]) -> Self {
        let mut parts: Vec<&[u8]> = vec![b"habeas/recipient-key/1"];
        parts.extend(publics.iter().map(|public| public.as_slice()));
        let hash = Sha256::digest(join(&parts));
        let mut id = [0; 8];
        id.copy_from_slice(&hash[..8]);
        Self(id)
    }
}

impl fmt::Display for RecipientKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for RecipientKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecipientKeyId({self})")
    }
}

impl FromStr for RecipientKeyId {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut id = [0; 8];
        hex::decode_to_slice(text, &mut id).map_err(|_| UnknownWord("recipient key id"))?;
        Ok(Self(id))
    }
}

/// Whose credential unwraps a wrapped key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Recipient {
    /// The holder of the seed of the compartment.
    Compartment,
    /// The person with the access code.
    Person,
    /// The person with both the access code and the answer's code.
    Answer,
}

impl Recipient {
    const ALL: [Self; 3] = [Self::Compartment, Self::Person, Self::Answer];

    /// The word stored and bound.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compartment => "compartment",
            Self::Person => "person",
            Self::Answer => "answer",
        }
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Recipient {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|recipient| recipient.as_str() == word)
            .ok_or(UnknownWord("recipient"))
    }
}

/// How a data key was wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Suite {
    /// XChaCha20-Poly1305 under the symmetric key of the seed, by a holder of the seed: a nonce
    /// of 24 bytes, the ciphertext with its tag.
    Seed,
    /// HPKE (RFC 9180, base mode; DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305) to
    /// a public half: the encapsulated key, the ciphertext.
    Hpke,
    /// The same twice: to the person's public half, and that to the answer's.
    HpkeTwice,
}

impl Suite {
    const ALL: [Self; 3] = [Self::Seed, Self::Hpke, Self::HpkeTwice];

    /// The word stored and bound.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Seed => "seed-xchacha20poly1305",
            Self::Hpke => "hpke-x25519-sha256-chacha20poly1305",
            Self::HpkeTwice => "hpke-twice-x25519-sha256-chacha20poly1305",
        }
    }
}

impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Suite {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|suite| suite.as_str() == word)
            .ok_or(UnknownWord("suite"))
    }
}

/// A data key wrapped to one recipient, as the store keeps it. Deleting all wraps of a key id
/// destroys what is sealed under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    /// The data key.
    pub key_id: KeyId,
    /// Whose data it seals.
    pub controller: ControllerId,
    /// The owner of what it seals.
    pub owner: Owner,
    /// The compartment of what it seals.
    pub compartment: Compartment,
    /// Who may unwrap it.
    pub recipient: Recipient,
    /// The recipient key it is wrapped to.
    pub recipient_key: RecipientKeyId,
    /// How it was wrapped.
    pub suite: Suite,
    /// The wrapped bytes.
    pub bytes: Vec<u8>,
}

impl WrappedKey {
    /// What every wrap binds: version, suite, recipient, recipient key, controller, owner,
    /// compartment and key id, each with its length before it.
    pub(crate) fn additional(&self) -> Vec<u8> {
        join(&[
            b"habeas/wrap/1",
            self.suite.as_str().as_bytes(),
            self.recipient.as_str().as_bytes(),
            &self.recipient_key.0,
            self.controller.as_str().as_bytes(),
            self.owner.kind.as_str().as_bytes(),
            self.owner.id.as_bytes(),
            self.compartment.as_str().as_bytes(),
            self.key_id.0.as_bytes(),
        ])
    }
}

/// A key that seals the items of one unit, owner and compartment; wiped when dropped.
pub struct DataKey {
    pub(crate) id: KeyId,
    pub(crate) controller: ControllerId,
    pub(crate) owner: Owner,
    pub(crate) compartment: Compartment,
    pub(crate) secret: Secret32,
}

impl DataKey {
    pub(crate) fn generate(
        controller: ControllerId,
        owner: Owner,
        compartment: Compartment,
        entropy: &dyn Entropy,
    ) -> Self {
        let id = uuid::Builder::from_random_bytes(*random::<16>(entropy)).into_uuid();
        Self {
            id: KeyId(id),
            controller,
            owner,
            compartment,
            secret: random(entropy),
        }
    }

    /// The key of an unwrapped row.
    pub(crate) fn of(row: &WrappedKey, secret: &[u8]) -> Result<Self, VaultError> {
        let secret = <[u8; 32]>::try_from(secret).map_err(|_| VaultError::Malformed)?;
        Ok(Self {
            id: row.key_id,
            controller: row.controller.clone(),
            owner: row.owner,
            compartment: row.compartment,
            secret: Zeroizing::new(secret),
        })
    }

    /// A row of this key without its wrapped bytes.
    pub(crate) fn row(
        &self,
        recipient: Recipient,
        recipient_key: RecipientKeyId,
        suite: Suite,
    ) -> WrappedKey {
        WrappedKey {
            key_id: self.id,
            controller: self.controller.clone(),
            owner: self.owner,
            compartment: self.compartment,
            recipient,
            recipient_key,
            suite,
            bytes: Vec::new(),
        }
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DataKey({})", self.id)
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for crate::PublicKeyring {}
    impl Sealed for crate::PrivateKeyring {}
}

/// Either half of a keyring, as what seals: everybody who holds one can write.
pub trait Recipients: sealed::Sealed + Send + Sync {
    /// Wraps a data key to the recipient key now in force for its compartment.
    fn wrap(&self, key: &DataKey, entropy: &dyn Entropy) -> Result<WrappedKey, VaultError>;
}

/// Wraps under a symmetric key: the nonce, the ciphertext, the tag.
pub(crate) fn wrap_symmetric(
    symmetric: &Secret32,
    secret: &Secret32,
    additional: &[u8],
    entropy: &dyn Entropy,
) -> Vec<u8> {
    let nonce = random::<NONCE_LEN>(entropy);
    let mut wrap = nonce.to_vec();
    wrap.extend_from_slice(secret.as_slice());
    let tag = XChaCha20Poly1305::new((&**symmetric).into())
        .encrypt_inout_detached(
            &XNonce::from(*nonce),
            additional,
            (&mut wrap[NONCE_LEN..]).into(),
        )
        .expect("32 bytes are far below the 256 GiB that ChaCha20 can take");
    wrap.extend_from_slice(&tag);
    wrap
}

/// Unwraps what [`wrap_symmetric`] made.
pub(crate) fn unwrap_symmetric(
    symmetric: &Secret32,
    wrap: &[u8],
    additional: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let (nonce, rest) = wrap
        .split_first_chunk::<NONCE_LEN>()
        .ok_or(VaultError::Malformed)?;
    let (ciphertext, tag) = rest.split_last_chunk::<16>().ok_or(VaultError::Malformed)?;
    let mut secret = Zeroizing::new(ciphertext.to_vec());
    XChaCha20Poly1305::new((&**symmetric).into())
        .decrypt_inout_detached(
            &XNonce::from(*nonce),
            additional,
            secret.as_mut_slice().into(),
            tag.into(),
        )
        .map_err(|_| VaultError::NotAuthentic)?;
    Ok(secret)
}
