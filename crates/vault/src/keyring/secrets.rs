use std::fmt;

use habeas_envelope::Entropy;
use zeroize::Zeroizing;

use crate::parts::{Secret32, random};

/// 64 random bytes for encrypted cookies; wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct CookieKey(pub(super) Zeroizing<[u8; 64]>);

impl CookieKey {
    pub(super) fn generate(entropy: &dyn Entropy) -> Self {
        Self(random(entropy))
    }

    /// The bytes, for the cookie library.
    #[must_use]
    pub fn expose(&self) -> &[u8; 64] {
        &self.0
    }
}

impl fmt::Debug for CookieKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CookieKey")
    }
}

/// The seed of an Ed25519 signing key (RFC 8032); wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningSeed(pub(super) Secret32);

/// PKCS #8 (RFC 8410, section 7) before the 32 bytes of an Ed25519 seed.
const PKCS8_ED25519: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

impl SigningSeed {
    pub(super) fn generate(entropy: &dyn Entropy) -> Self {
        Self(random(entropy))
    }

    /// The seed itself.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The private key as PKCS #8 in DER, as signing libraries read it.
    #[must_use]
    pub fn to_pkcs8_der(&self) -> Zeroizing<Vec<u8>> {
        let mut der = Zeroizing::new(Vec::with_capacity(48));
        der.extend_from_slice(&PKCS8_ED25519);
        der.extend_from_slice(self.0.as_slice());
        der
    }
}

impl fmt::Debug for SigningSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSeed")
    }
}
