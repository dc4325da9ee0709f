//! Sessions: a random token for staff, a sealed cookie for a person.

use axum::{
    http::HeaderMap,
    response::{IntoResponseParts, ResponseParts},
};
use axum_extra::extract::{
    CookieJar, PrivateCookieJar,
    cookie::{Cookie, Key, SameSite},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use habeas_envelope::Entropy;
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::PublicUrl;

/// How long a session of staff lasts without use.
const STAFF_IDLE: TimeDelta = TimeDelta::minutes(30);
/// How long a session of staff lasts in all.
const STAFF_IN_ALL: TimeDelta = TimeDelta::hours(12);

/// Which face a cookie belongs to. Browsers do not keep ports apart, so the names do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// What a data subject sees.
    Portal,
    /// What staff see.
    Console,
}

/// How a face's cookies are named and bound.
#[derive(Clone, Copy, Debug)]
pub struct SessionPolicy {
    face: Face,
    secure: bool,
}

impl SessionPolicy {
    /// The policy of a face at its public address.
    #[must_use]
    pub fn new(face: Face, public_url: &PublicUrl) -> Self {
        Self {
            face,
            secure: public_url.is_secure(),
        }
    }

    /// The name of a cookie: bound to the host by its prefix where that is possible, which is over https.
    #[must_use]
    pub fn cookie_name(&self, kind: &str) -> String {
        let prefix = if self.secure { "__Host-" } else { "" };
        let face = match self.face {
            Face::Portal => "portal",
            Face::Console => "console",
        };
        format!("{prefix}habeas-{face}-{kind}")
    }

    /// A session cookie, gone when the browser closes; only the server reads it.
    #[must_use]
    pub fn cookie(&self, kind: &str, value: String) -> Cookie<'static> {
        Cookie::build((self.cookie_name(kind), value))
            .path("/")
            .http_only(true)
            .secure(self.secure)
            .same_site(SameSite::Lax)
            .build()
    }

    /// What takes the cookie away.
    #[must_use]
    pub fn removal(&self, kind: &str) -> Cookie<'static> {
        let mut cookie = self.cookie(kind, String::new());
        cookie.make_removal();
        cookie
    }
}

/// The secret in the cookie of a member of staff: 256 random bits.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct StaffToken([u8; 32]);

/// What the table of sessions keeps of a token: its SHA-256. As the token is random, no salt is needed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct StaffTokenHash(pub [u8; 32]);

impl StaffToken {
    /// The kind of cookie it travels in.
    pub const COOKIE: &'static str = "session";

    /// A new token.
    #[must_use]
    pub fn mint(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// The token that a request brings, if any is well-formed.
    #[must_use]
    pub fn from_headers(headers: &HeaderMap, policy: &SessionPolicy) -> Option<Self> {
        let jar = CookieJar::from_headers(headers);
        let text = jar
            .get(&policy.cookie_name(Self::COOKIE))?
            .value()
            .to_owned();
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The cookie that hands the token out.
    #[must_use]
    pub fn cookie(&self, policy: &SessionPolicy) -> Cookie<'static> {
        policy.cookie(Self::COOKIE, URL_SAFE_NO_PAD.encode(self.0))
    }

    /// What is stored and looked up.
    #[must_use]
    pub fn hash(&self) -> StaffTokenHash {
        StaffTokenHash(Sha256::digest(self.0).into())
    }

    /// Whether this token has that hash, in constant time.
    #[must_use]
    pub fn matches(&self, hash: &StaffTokenHash) -> bool {
        self.hash().0.ct_eq(&hash.0).into()
    }

    /// What form tokens of this session are bound to: its hash, which the page may not show either.
    #[must_use]
    pub fn form_owner(&self) -> [u8; 32] {
        self.hash().0
    }
}

impl std::fmt::Debug for StaffToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StaffToken(..)")
    }
}

impl std::fmt::Debug for StaffTokenHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StaffTokenHash(..)")
    }
}

/// When a session of staff began and was last used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaffSession {
    /// The sign-in.
    pub opened: DateTime<Utc>,
    /// The last request.
    pub seen: DateTime<Utc>,
}

impl StaffSession {
    /// Whether it still counts: used within 30 minutes, and not older than 12 hours.
    #[must_use]
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        now < self.seen + STAFF_IDLE && now < self.opened + STAFF_IN_ALL
    }
}

/// The key of sealed cookies: 64 random bytes, of one face alone.
#[derive(Clone)]
pub struct CookieKey(Key);

impl CookieKey {
    /// A key from 64 bytes that nobody can foresee.
    #[must_use]
    pub fn new(bytes: &[u8; 64]) -> Self {
        Self(Key::from(bytes))
    }
}

impl std::fmt::Debug for CookieKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CookieKey(..)")
    }
}

/// Cookies that only we can read: the person's session of 30 minutes, the key of a draft.
///
/// The end is sealed inside, so that a browser that keeps a cookie too long gains nothing. Give it back
/// as part of the response.
#[must_use = "what was put or taken away travels only in a response"]
pub struct SealedCookies {
    jar: PrivateCookieJar,
    policy: SessionPolicy,
}

#[derive(Serialize, serde::Deserialize)]
struct Sealed<T> {
    until: i64,
    value: T,
}

impl SealedCookies {
    /// How long the session of a person lasts.
    pub const PERSON: TimeDelta = TimeDelta::minutes(30);

    /// The cookies of a request.
    pub fn open(headers: &HeaderMap, key: &CookieKey, policy: SessionPolicy) -> Self {
        Self {
            jar: PrivateCookieJar::from_headers(headers, key.0.clone()),
            policy,
        }
    }

    /// What a cookie holds, unless it is missing, forged or over.
    #[must_use]
    pub fn get<T: DeserializeOwned>(&self, kind: &str, now: DateTime<Utc>) -> Option<T> {
        let cookie = self.jar.get(&self.policy.cookie_name(kind))?;
        let sealed: Sealed<T> = serde_json::from_str(cookie.value()).ok()?;
        (now.timestamp_micros() < sealed.until).then_some(sealed.value)
    }

    /// Seals a value into a cookie that counts for a while. A browser keeps at most 4096 bytes, so
    /// the value is small: ids and a key.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn put<T: Serialize>(
        self,
        kind: &str,
        value: &T,
        now: DateTime<Utc>,
        lasts: TimeDelta,
    ) -> Result<Self, serde_json::Error> {
        let cookie = self.policy.cookie(kind, seal(value, now, lasts)?);
        Ok(Self {
            jar: self.jar.add(cookie),
            ..self
        })
    }

    /// Like [`SealedCookies::put`], but the browser keeps it after it is closed: for a device that has
    /// signed in before. It still counts only for its while.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn put_lasting<T: Serialize>(
        self,
        kind: &str,
        value: &T,
        now: DateTime<Utc>,
        lasts: TimeDelta,
    ) -> Result<Self, serde_json::Error> {
        let mut cookie = self.policy.cookie(kind, seal(value, now, lasts)?);
        cookie.make_permanent();
        Ok(Self {
            jar: self.jar.add(cookie),
            ..self
        })
    }

    /// Takes a cookie away.
    pub fn remove(self, kind: &str) -> Self {
        let removal = self.policy.removal(kind);
        Self {
            jar: self.jar.remove(removal),
            ..self
        }
    }
}

fn seal<T: Serialize>(
    value: &T,
    now: DateTime<Utc>,
    lasts: TimeDelta,
) -> Result<String, serde_json::Error> {
    let until = (now + lasts).timestamp_micros();
    serde_json::to_string(&Sealed { until, value })
}

impl IntoResponseParts for SealedCookies {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, response: ResponseParts) -> Result<ResponseParts, Self::Error> {
        self.jar.into_response_parts(response)
    }
}
