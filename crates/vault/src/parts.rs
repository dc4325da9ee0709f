use std::convert::Infallible;

use habeas_envelope::Entropy;
use hkdf::Hkdf;
use hpke::rand_core::{TryCryptoRng, TryRng};
use sha2::Sha256;
use zeroize::Zeroizing;

/// A 32-byte secret that is wiped when dropped.
pub(crate) type Secret32 = Zeroizing<[u8; 32]>;

/// The parts one after the other, each with its length before it as eight big-endian bytes, so
/// that no two lists of parts give the same bytes.
pub(crate) fn join(parts: &[&[u8]]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
    for part in parts {
        joined.extend_from_slice(&(part.len() as u64).to_be_bytes());
        joined.extend_from_slice(part);
    }
    joined
}

/// HKDF-SHA256 (RFC 5869) to 32 bytes, with the joined `info` parts.
pub(crate) fn derive(secret: &[u8], salt: &[u8], info: &[&[u8]]) -> Secret32 {
    let mut derived = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand(&join(info), derived.as_mut_slice())
        .expect("HKDF-SHA256 gives up to 8160 bytes");
    derived
}

/// An array of fresh random bytes.
pub(crate) fn random<const N: usize>(entropy: &dyn Entropy) -> Zeroizing<[u8; N]> {
    let mut bytes = Zeroizing::new([0; N]);
    entropy.fill(bytes.as_mut_slice());
    bytes
}

/// The passed-in randomness as the generator that the HPKE library asks for.
pub(crate) struct EntropyRng<'a>(pub(crate) &'a dyn Entropy);

impl TryRng for EntropyRng<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, buffer: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(buffer);
        Ok(())
    }
}

impl TryCryptoRng for EntropyRng<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_one_part_ends_and_the_next_begins_counts() {
        assert_ne!(join(&[b"ab", b"c"]), join(&[b"a", b"bc"]));
        assert_ne!(join(&[b"ab"]), join(&[b"ab", b""]));
        assert_eq!(join(&[b"ab"]), [0, 0, 0, 0, 0, 0, 0, 2, b'a', b'b']);
    }
}
