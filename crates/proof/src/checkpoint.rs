use ed25519_dalek::SigningKey;
use habeas_envelope::Hash32;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

/// What kind of token it is, who made it, and what for: a token of another purpose is none.
const TYPE: &str = "habeas-checkpoint+jwt";
const ISSUER: &str = "habeas";
const AUDIENCE: &str = "habeas/checkpoint";

/// The public half of a signing key: all that is needed to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

/// What a checkpoint says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    iss: String,
    aud: String,
    /// Its number, from 1 without a gap.
    pub number: u64,
    /// When it was signed, in seconds since 1970.
    pub iat: i64,
    /// Up to which instant of recording events count, in microseconds since 1970.
    pub until: i64,
    /// How many streams there were.
    pub streams: u64,
    /// The root of the tree over where each of them stood, in hexadecimal.
    pub root: String,
    /// The hash of the checkpoint before, in hexadecimal; zeros before the first.
    pub before: String,
}

impl Claims {
    /// What the checkpoint of this number says, made at this second, of the log up to this
    /// microsecond.
    #[must_use]
    pub fn new(
        number: u64,
        iat: i64,
        until: i64,
        streams: u64,
        root: Hash32,
        before: Hash32,
    ) -> Self {
        Self {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            number,
            iat,
            until,
            streams,
            root: hex::encode(root.0),
            before: hex::encode(before.0),
        }
    }

    /// Whether this is the root of the tree.
    #[must_use]
    pub fn has_root(&self, root: Hash32) -> bool {
        self.root == hex::encode(root.0)
    }

    /// Whether it follows what links to this.
    #[must_use]
    pub fn follows(&self, before: Hash32) -> bool {
        self.before == hex::encode(before.0)
    }
}

/// Why a token is no checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The seed is no key, or signing failed.
    #[error("the checkpoint cannot be signed")]
    Unsigned,
    /// Another key signed it, its content was changed, or it is for another purpose.
    #[error("the signature does not hold")]
    Signature,
}

/// The public half of a seed (RFC 8032, section 5.1.5).
#[must_use]
pub fn public_key(seed: &[u8; 32]) -> PublicKey {
    PublicKey(SigningKey::from_bytes(seed).verifying_key().to_bytes())
}

/// Signs a checkpoint (EdDSA, RFC 8037) with a private key in PKCS #8.
///
/// # Errors
/// When the key is none.
pub fn sign(pkcs8: &[u8], claims: &Claims) -> Result<String, CheckpointError> {
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(TYPE.to_owned());
    encode(&header, claims, &EncodingKey::from_ed_der(pkcs8)).map_err(|_| CheckpointError::Unsigned)
}

/// What a checkpoint says, if this key signed it.
///
/// # Errors
/// When it did not, or it is a token of another purpose.
pub fn read(key: &PublicKey, token: &str) -> Result<Claims, CheckpointError> {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["iss", "aud"]);
    // A checkpoint does not expire.
    validation.validate_exp = false;
    let read = decode::<Claims>(token, &DecodingKey::from_ed_der(&key.0), &validation)
        .map_err(|_| CheckpointError::Signature)?;
    if read.header.typ.as_deref() == Some(TYPE) {
        Ok(read.claims)
    } else {
        Err(CheckpointError::Signature)
    }
}

/// What the next checkpoint names this one by.
#[must_use]
pub fn link(token: &str) -> Hash32 {
    Hash32::of(token.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first key of RFC 8032, section 7.1.
    const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    const PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    fn seed() -> [u8; 32] {
        hex::decode(SEED)
            .expect("hex")
            .try_into()
            .expect("32 bytes")
    }

    fn pkcs8(seed: &[u8; 32]) -> Vec<u8> {
        let mut der = hex::decode("302e020100300506032b657004220420").expect("hex");
        der.extend(seed);
        der
    }

    fn claims() -> Claims {
        Claims::new(
            3,
            1_772_442_000,
            1_772_441_400_000_000,
            12,
            Hash32([7; 32]),
            Hash32([8; 32]),
        )
    }

    #[test]
    fn what_was_signed_is_read_with_the_public_half_alone() {
        let key = public_key(&seed());
        assert_eq!(hex::encode(key.0), PUBLIC);
        let token = sign(&pkcs8(&seed()), &claims()).expect("signed");
        assert_eq!(read(&key, &token), Ok(claims()));
        assert!(claims().has_root(Hash32([7; 32])) && !claims().has_root(Hash32([8; 32])));
        assert!(claims().follows(Hash32([8; 32])) && !claims().follows(Hash32::ZERO));
    }

    #[test]
    fn another_key_another_content_and_another_purpose_are_refused() {
        let key = public_key(&seed());
        let token = sign(&pkcs8(&[9; 32]), &claims()).expect("signed");
        assert_eq!(read(&key, &token), Err(CheckpointError::Signature));

        let good = sign(&pkcs8(&seed()), &claims()).expect("signed");
        let other = Claims {
            streams: 11,
            ..claims()
        };
        let forged = sign(&pkcs8(&[9; 32]), &other).expect("signed");
        let (head, body) = (good.split('.').next(), forged.split('.').nth(1));
        let mixed = [head, body, good.split('.').nth(2)].map(Option::unwrap_or_default);
        assert_eq!(
            read(&key, &mixed.join(".")),
            Err(CheckpointError::Signature)
        );

        let header = Header::new(Algorithm::EdDSA);
        let secret = EncodingKey::from_ed_der(&pkcs8(&seed()));
        let untyped = encode(&header, &claims(), &secret).expect("signed");
        assert_eq!(read(&key, &untyped), Err(CheckpointError::Signature));
        let foreign = Claims {
            aud: "habeas/attestation".to_owned(),
            ..claims()
        };
        let foreign = sign(&pkcs8(&seed()), &foreign).expect("signed");
        assert_eq!(read(&key, &foreign), Err(CheckpointError::Signature));
    }
}
