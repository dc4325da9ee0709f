use std::fmt;

use habeas_envelope::Entropy;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    Personal, PersonalBytes, VaultError, chunks,
    parts::{Secret32, join, random},
};

/// The key of a draft: only the cookie of the person who fills in the form holds it, so that the
/// house cannot read what was not sent. Wiped when dropped.
#[derive(Clone)]
pub struct DraftKey(Secret32);

impl DraftKey {
    /// A fresh key.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(random(entropy))
    }

    /// The key out of the cookie.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key for the cookie.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.0.clone()
    }

    /// Seals a part (`part` names it: the form, or one upload) of a draft.
    #[must_use]
    pub fn seal(&self, draft: Uuid, part: &str, content: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
        chunks::seal(&self.0, content, additional(draft, part), entropy)
    }

    /// Opens a part of a draft. Needs no receipt: nothing of it is in the log, and the key is the
    /// person's own.
    pub fn open(
        &self,
        draft: Uuid,
        part: &str,
        sealed: &[u8],
    ) -> Result<PersonalBytes, VaultError> {
        chunks::open(&self.0, sealed, additional(draft, part)).map(Personal::new)
    }
}

impl fmt::Debug for DraftKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DraftKey")
    }
}

fn additional(draft: Uuid, part: &str) -> impl Fn(u64, bool) -> Vec<u8> {
    move |chunk, last| {
        join(&[
            b"habeas/draft/1",
            draft.as_bytes(),
            part.as_bytes(),
            &chunk.to_be_bytes(),
            &[u8::from(last)],
        ])
    }
}
