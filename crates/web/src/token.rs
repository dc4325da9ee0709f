//! Form tokens: a form is posted by whom it was shown to, and as the form it was.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::PageError;

/// The key of form tokens: 32 random bytes, of one face alone.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct FormKey([u8; 32]);

impl FormKey {
    /// A key from 32 bytes that nobody can foresee.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The token of a form for its owner: an HMAC-SHA256 over session or draft id and form name.
    #[must_use]
    pub fn token(&self, owner: &[u8], form: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(owner, form).finalize().into_bytes())
    }

    /// Checks a posted token, in constant time.
    ///
    /// # Errors
    /// The page that says the form is too old or not one's own, and that trying again can help.
    pub fn check(&self, owner: &[u8], form: &str, presented: &str) -> Result<(), PageError> {
        let bytes = URL_SAFE_NO_PAD
            .decode(presented)
            .map_err(|_| PageError::stale_form())?;
        self.mac(owner, form)
            .verify_slice(&bytes)
            .map_err(|_| PageError::stale_form())
    }

    fn mac(&self, owner: &[u8], form: &str) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        for part in [b"habeas/form/1".as_slice(), owner, form.as_bytes()] {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }
}

impl std::fmt::Debug for FormKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FormKey(..)")
    }
}
