//! RFC 9180 in base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305.

use habeas_envelope::Entropy;
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256,
    kem::X25519HkdfSha256,
};
use zeroize::Zeroizing;

use crate::{VaultError, parts::EntropyRng, parts::Secret32};

const INFO: &[u8] = b"habeas/wrap/1";
const ENCAPPED_LEN: usize = 32;

type PrivateHalf = <X25519HkdfSha256 as Kem>::PrivateKey;
type PublicHalf = <X25519HkdfSha256 as Kem>::PublicKey;
type Encapped = <X25519HkdfSha256 as Kem>::EncappedKey;

/// The public half of an X25519 private key (RFC 7748: any 32 bytes, clamped).
pub(crate) fn public_of(private: &Secret32) -> [u8; 32] {
    let mut public = [0; 32];
    X25519HkdfSha256::sk_to_pk(&private_half(private)).write_exact(&mut public);
    public
}

/// The encapsulated key (32 bytes) and the ciphertext.
pub(crate) fn seal(
    public: &[u8; 32],
    plain: &[u8],
    additional: &[u8],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, VaultError> {
    let public = PublicHalf::from_bytes(public).map_err(|_| VaultError::BadPublicKey)?;
    let (encapped, ciphertext) =
        hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &public,
            INFO,
            plain,
            additional,
            &mut EntropyRng(entropy),
        )
        .map_err(|_| VaultError::BadPublicKey)?;
    let mut wrap = encapped.to_bytes().to_vec();
    wrap.extend_from_slice(&ciphertext);
    Ok(wrap)
}

/// Opens what [`seal`] made.
pub(crate) fn open(
    private: &Secret32,
    wrap: &[u8],
    additional: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let (encapped, ciphertext) = wrap
        .split_at_checked(ENCAPPED_LEN)
        .ok_or(VaultError::Malformed)?;
    let encapped = Encapped::from_bytes(encapped).map_err(|_| VaultError::Malformed)?;
    hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &private_half(private),
        &encapped,
        INFO,
        ciphertext,
        additional,
    )
    .map(Zeroizing::new)
    .map_err(|_| VaultError::NotAuthentic)
}

fn private_half(private: &Secret32) -> PrivateHalf {
    PrivateHalf::from_bytes(private.as_slice()).expect("a private half is 32 bytes")
}
