//! The one address a face is known by.

use std::{fmt, str::FromStr};

use axum::http::{Uri, uri::Scheme};

/// Where a face is reached from outside: scheme, host and port, nothing else. Links, the host check and
/// the origin check come from it alone.
///
/// It is https, unless its host is the machine itself (`localhost`, `*.localhost`, 127.0.0.0/8, `[::1]`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    authority: String,
    default_port: u16,
    secure: bool,
}

/// Why an address cannot be a public one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PublicUrlError {
    /// It cannot be read as an address, or lacks scheme or host.
    #[error("the public address is not of the form https://host or https://host:port")]
    Malformed,
    /// It names a user, path, query or fragment.
    #[error("the public address may hold nothing but scheme, host and port")]
    MoreThanOrigin,
    /// It is neither https nor http on this machine.
    #[error("the public address must be https, unless its host is localhost")]
    Insecure,
}

impl PublicUrl {
    /// The origin as a browser writes it: `https://host`, with a port only where it is not the scheme's.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// A link to a path, which begins with a slash.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}/{}", self.origin, path.trim_start_matches('/'))
    }

    /// Whether it is https, so that cookies can be bound to it.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether a `Host` header names this address.
    #[must_use]
    pub fn is_host(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let bare = host
            .strip_suffix(&format!(":{}", self.default_port))
            .unwrap_or(&host);
        bare == self.authority
    }
}

impl FromStr for PublicUrl {
    type Err = PublicUrlError;

    fn from_str(text: &str) -> Result<Self, PublicUrlError> {
        if text.contains('#') {
            return Err(PublicUrlError::MoreThanOrigin);
        }
        let uri: Uri = text.parse().map_err(|_| PublicUrlError::Malformed)?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(PublicUrlError::Malformed);
        };
        if authority.as_str().contains('@')
            || !matches!(uri.path(), "" | "/")
            || uri.query().is_some()
        {
            return Err(PublicUrlError::MoreThanOrigin);
        }
        let host = authority.host().to_ascii_lowercase();
        if host.is_empty() || (authority.as_str().ends_with(':')) {
            return Err(PublicUrlError::Malformed);
        }
        let secure = *scheme == Scheme::HTTPS;
        let local = *scheme == Scheme::HTTP && is_this_machine(&host);
        if !secure && !local {
            return Err(PublicUrlError::Insecure);
        }
        let default_port = if secure { 443 } else { 80 };
        let authority = match authority.port_u16() {
            Some(port) if port != default_port => format!("{host}:{port}"),
            _ => host,
        };
        let origin = format!("{}://{authority}", scheme.as_str());
        Ok(Self {
            origin,
            authority,
            default_port,
            secure,
        })
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
