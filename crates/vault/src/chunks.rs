use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{AeadInOut, KeyInit},
};
use habeas_envelope::Entropy;
use zeroize::Zeroizing;

use crate::{
    VaultError,
    parts::{Secret32, random},
};

/// Bytes of content in one chunk: 64 KiB. Only the last chunk is shorter.
pub const CHUNK_LEN: usize = 64 * 1024;

const VERSION: u8 = 1;
const PREFIX_LEN: usize = 16;
const TAG_LEN: usize = 16;

/// Seals `plain` in chunks: a version byte, a random nonce prefix of 16 bytes, then the chunks,
/// each with its tag. The nonce of a chunk is the prefix and the chunk's number as eight
/// big-endian bytes. `additional` gives the additional data of a chunk from its number and
/// whether it is the last, so that chunks cannot be cut off, left out or put in another order.
pub(crate) fn seal(
    key: &Secret32,
    plain: &[u8],
    additional: impl Fn(u64, bool) -> Vec<u8>,
    entropy: &dyn Entropy,
) -> Vec<u8> {
    let cipher = XChaCha20Poly1305::new((&**key).into());
    let prefix = random::<PREFIX_LEN>(entropy);
    let count = plain.len().div_ceil(CHUNK_LEN).max(1);
    let mut sealed = Vec::with_capacity(1 + PREFIX_LEN + plain.len() + count * TAG_LEN);
    sealed.push(VERSION);
    sealed.extend_from_slice(prefix.as_slice());
    for number in 0..count {
        let start = number * CHUNK_LEN;
        let end = plain.len().min(start + CHUNK_LEN);
        let at = sealed.len();
        sealed.extend_from_slice(&plain[start..end]);
        let tag = cipher
            .encrypt_inout_detached(
                &nonce(prefix.as_slice(), number as u64),
                &additional(number as u64, number + 1 == count),
                (&mut sealed[at..]).into(),
            )
            .expect("a chunk is far below the 256 GiB that ChaCha20 can take");
        sealed.extend_from_slice(&tag);
    }
    sealed
}

/// Opens what [`seal`] made.
pub(crate) fn open(
    key: &Secret32,
    sealed: &[u8],
    additional: impl Fn(u64, bool) -> Vec<u8>,
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let Some((&VERSION, rest)) = sealed.split_first() else {
        return Err(VaultError::Malformed);
    };
    let (prefix, body) = rest
        .split_at_checked(PREFIX_LEN)
        .ok_or(VaultError::Malformed)?;
    if body.len() < TAG_LEN {
        return Err(VaultError::Malformed);
    }
    let cipher = XChaCha20Poly1305::new((&**key).into());
    let count = body.len().div_ceil(CHUNK_LEN + TAG_LEN);
    let mut plain = Zeroizing::new(Vec::with_capacity(body.len()));
    for (number, piece) in body.chunks(CHUNK_LEN + TAG_LEN).enumerate() {
        let (chunk, tag) = piece
            .split_last_chunk::<TAG_LEN>()
            .ok_or(VaultError::Malformed)?;
        let at = plain.len();
        plain.extend_from_slice(chunk);
        cipher
            .decrypt_inout_detached(
                &nonce(prefix, number as u64),
                &additional(number as u64, number + 1 == count),
                (&mut plain[at..]).into(),
                tag.into(),
            )
            .map_err(|_| VaultError::NotAuthentic)?;
    }
    Ok(plain)
}

fn nonce(prefix: &[u8], number: u64) -> XNonce {
    let mut nonce = XNonce::default();
    nonce[..PREFIX_LEN].copy_from_slice(prefix);
    nonce[PREFIX_LEN..].copy_from_slice(&number.to_be_bytes());
    nonce
}
