//! Passwords of staff: argon2id (RFC 9106), few at a time, and as dear for a login that nobody
//! has as for one that exists.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use habeas_envelope::Entropy;
use tokio::sync::{OnceCell, Semaphore};
use zeroize::Zeroizing;

/// How many passwords are hashed at a time: each takes [`PasswordCost::memory_kib`] and a core.
const AT_ONCE: usize = 4;

/// What one hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for PasswordCost {
    /// 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
    fn default() -> Self {
        Self {
            memory_kib: 19 * 1024,
            passes: 2,
            lanes: 1,
        }
    }
}

/// A password was neither hashed nor compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// The cost is none that argon2 takes.
    #[error("the cost of password hashes is out of range")]
    Cost,
    /// The text kept for a login is no argon2id hash.
    #[error("a stored password is no argon2id hash")]
    Stored,
    /// The hashing itself failed, as when memory is short.
    #[error("a password could not be hashed")]
    Failed,
}

/// Hashes a password with a salt of its own into a PHC string. Takes some 20 ms of one core: call
/// it where blocking is allowed.
///
/// # Errors
/// When the cost is out of range, or memory is short.
pub fn hash(
    password: &str,
    cost: PasswordCost,
    entropy: &dyn Entropy,
) -> Result<String, PasswordError> {
    let mut salt = [0_u8; 16];
    entropy.fill(&mut salt);
    hasher(cost)?
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash: PasswordHash| hash.to_string())
        .map_err(|_| PasswordError::Failed)
}

/// Whether a password is the one behind a PHC string; as slow as [`hash`].
///
/// # Errors
/// When the string is no argon2id hash.
pub fn verify(password: &str, stored: &str) -> Result<bool, PasswordError> {
    let stored = PasswordHash::new(stored).map_err(|_| PasswordError::Stored)?;
    if stored.algorithm != Algorithm::Argon2id.ident() {
        return Err(PasswordError::Stored);
    }
    // The parameters are those of the stored hash.
    Ok(Argon2::default()
        .verify_password(password.as_bytes(), &stored)
        .is_ok())
}

fn hasher(cost: PasswordCost) -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None)
        .map_err(|_| PasswordError::Cost)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Compares passwords beside the server's threads, a few at a time.
pub(crate) struct Checker {
    cost: PasswordCost,
    permits: Semaphore,
    /// The hash that a login without one is compared with.
    nobody: OnceCell<String>,
}

impl Checker {
    pub(crate) fn new(cost: PasswordCost) -> Self {
        Self {
            cost,
            permits: Semaphore::new(AT_ONCE),
            nobody: OnceCell::new(),
        }
    }

    /// Whether the password belongs to the stored hash; without one the same work is done, for
    /// nothing.
    pub(crate) async fn check(
        &self,
        password: Zeroizing<String>,
        stored: Option<String>,
        entropy: &dyn Entropy,
    ) -> Result<bool, PasswordError> {
        let nobody = self.nobody(entropy).await?;
        let _permit = self.permits.acquire().await;
        let (known, against) = match stored {
            Some(stored) => (true, stored),
            None => (false, nobody),
        };
        tokio::task::spawn_blocking(move || verify(&password, &against))
            .await
            .map_err(|_| PasswordError::Failed)?
            .map(|right| right && known)
    }

    async fn nobody(&self, entropy: &dyn Entropy) -> Result<String, PasswordError> {
        let cost = self.cost;
        self.nobody
            .get_or_try_init(|| async move {
                let mut secret = [0_u8; 32];
                entropy.fill(&mut secret);
                hash(&hex::encode(secret), cost, entropy)
            })
            .await
            .cloned()
    }
}

#[cfg(test)]
mod tests {
    use habeas_testkit::SeededEntropy;

    use super::*;

    const CHEAP: PasswordCost = PasswordCost {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };

    #[test]
    fn a_password_fits_its_hash_alone() {
        let entropy = SeededEntropy::new(1);
        let stored = hash("correct horse", CHEAP, &entropy).unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=64,t=1,p=1$"),
            "{stored}"
        );
        assert_eq!(verify("correct horse", &stored), Ok(true));
        assert_eq!(verify("correct horsf", &stored), Ok(false));
        assert_ne!(hash("correct horse", CHEAP, &entropy).unwrap(), stored);
        assert_eq!(verify("x", "plain"), Err(PasswordError::Stored));
    }

    #[test]
    fn the_default_is_nineteen_mebibytes() {
        let stored = hash("x", PasswordCost::default(), &SeededEntropy::new(2)).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    #[tokio::test]
    async fn nobody_has_no_password() {
        let entropy = SeededEntropy::new(3);
        let checker = Checker::new(CHEAP);
        let stored = hash("right", CHEAP, &entropy).unwrap();
        let typed = |text: &str| Zeroizing::new(text.to_owned());
        assert_eq!(
            checker.check(typed("right"), Some(stored), &entropy).await,
            Ok(true)
        );
        assert_eq!(
            checker.check(typed("right"), None, &entropy).await,
            Ok(false)
        );
    }
}
