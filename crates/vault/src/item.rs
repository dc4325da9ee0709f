use std::fmt;

use habeas_envelope::{Code, ControllerId, Entropy, Hash32, ItemId};
use zeroize::Zeroizing;

use crate::{
    Compartment, KeyId, Owner, VaultError, chunks,
    parts::{Secret32, join, random},
};

const SALT_LEN: usize = 32;

/// One sealed item, as the store keeps it. All labels are bound by the seal: a row moved to
/// another controller, owner, compartment, kind or id does not open.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedField {
    /// Whose data it is.
    pub controller: ControllerId,
    /// What it belongs to, and with which it is destroyed.
    pub owner: Owner,
    /// The compartment that may open it.
    pub compartment: Compartment,
    /// What it is: `subject-name`, `document`.
    pub kind: Code,
    /// Its id.
    pub item: ItemId,
    /// The data key it is sealed under.
    pub key_id: KeyId,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
}

impl SealedField {
    /// Seals `content` behind a random salt and returns the sealed item with its salted hash.
    pub(crate) fn seal(
        labels: Self,
        key: &Secret32,
        content: &[u8],
        entropy: &dyn Entropy,
    ) -> (Self, Hash32) {
        let salt = random::<SALT_LEN>(entropy);
        let mut plain = Zeroizing::new(Vec::with_capacity(SALT_LEN + content.len()));
        plain.extend_from_slice(salt.as_slice());
        plain.extend_from_slice(content);
        let bytes = chunks::seal(key, &plain, |n, last| labels.additional(n, last), entropy);
        (
            Self { bytes, ..labels },
            salted_hash(salt.as_slice(), content),
        )
    }

    /// Opens the item: its content and the salted hash of it.
    pub(crate) fn open(&self, key: &Secret32) -> Result<(Zeroizing<Vec<u8>>, Hash32), VaultError> {
        let plain = chunks::open(key, &self.bytes, |n, last| self.additional(n, last))?;
        let (salt, content) = plain
            .split_at_checked(SALT_LEN)
            .ok_or(VaultError::Malformed)?;
        Ok((Zeroizing::new(content.to_vec()), salted_hash(salt, content)))
    }

    /// The additional data of a chunk: version, controller, owner, compartment, kind, item, key
    /// id, chunk number and last flag, each with its length before it.
    fn additional(&self, chunk: u64, last: bool) -> Vec<u8> {
        join(&[
            b"habeas/seal/1",
            self.controller.as_str().as_bytes(),
            self.owner.kind.as_str().as_bytes(),
            self.owner.id.as_bytes(),
            self.compartment.as_str().as_bytes(),
            self.kind.as_str().as_bytes(),
            self.item.0.as_bytes(),
            self.key_id.0.as_bytes(),
            &chunk.to_be_bytes(),
            &[u8::from(last)],
        ])
    }
}

impl fmt::Debug for SealedField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealedField")
            .field("controller", &self.controller)
            .field("owner", &self.owner)
            .field("compartment", &self.compartment)
            .field("kind", &self.kind)
            .field("item", &self.item)
            .field("key_id", &self.key_id)
            .field("len", &self.bytes.len())
            .finish()
    }
}

/// SHA-256 over `habeas/content/1`, salt and content, each with its length before it.
fn salted_hash(salt: &[u8], content: &[u8]) -> Hash32 {
    let joined = Zeroizing::new(join(&[b"habeas/content/1", salt, content]));
    Hash32::of(&joined)
}
