//! Where a request comes from, as coarsely as limits need it.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use ipnet::IpNet;

use crate::PageError;

/// The network a client is limited by: its IPv4 address, or the first 56 bits of its IPv6 address.
///
/// It is neither logged nor stored: it has no Display, no Serialize, and its Debug is blank.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientPrefix(IpAddr);

impl ClientPrefix {
    /// The prefix of an address. An IPv4 address written as IPv6 counts as IPv4.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(IpAddr::V4(address)),
            IpAddr::V6(address) => {
                let kept = u128::from(address) & (u128::MAX << (128 - 56));
                Self(IpAddr::V6(Ipv6Addr::from(kept)))
            }
        }
    }
}

impl std::fmt::Debug for ClientPrefix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientPrefix(..)")
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ClientPrefix {
    type Rejection = PageError;

    /// Refuses only where no [`crate::Guard`] stands in front.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        parts
            .extensions
            .get::<Self>()
            .copied()
            .ok_or_else(|| PageError::internal("guard-missing"))
    }
}

/// The proxies whose `X-Forwarded-For` is believed. By default none is.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// Reads addresses (`10.0.0.1`) and networks (`10.0.0.0/8`).
    ///
    /// # Errors
    /// The first entry that is neither.
    pub fn parse<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let network = |entry: &str| {
            IpNet::from_str(entry)
                .or_else(|_| entry.parse::<IpAddr>().map(IpNet::from))
                .map_err(|_| entry.to_owned())
        };
        entries
            .into_iter()
            .map(|entry| network(entry.trim()))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0
            .iter()
            .any(|network| network.contains(&address.to_canonical()))
    }

    /// The client of a request: the peer, or, as long as the one who says so is a trusted proxy, whom
    /// it says it speaks for. Read from the right, since anyone can write at the left.
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> ClientPrefix {
        let hops: Vec<Option<IpAddr>> = headers
            .get_all("x-forwarded-for")
            .iter()
            .flat_map(|value| value.to_str().unwrap_or("?").split(','))
            .map(|hop| address_of(hop.trim()))
            .collect();
        let mut client = peer;
        for hop in hops.into_iter().rev() {
            if !self.trusts(client) {
                break;
            }
            match hop {
                Some(address) => client = address,
                None => break,
            }
        }
        ClientPrefix::of(client)
    }
}

fn address_of(hop: &str) -> Option<IpAddr> {
    hop.parse::<IpAddr>()
        .or_else(|_| hop.parse::<SocketAddr>().map(|address| address.ip()))
        .or_else(|_| {
            hop.trim_start_matches('[')
                .trim_end_matches(']')
                .parse::<IpAddr>()
        })
        .ok()
}

/// The peer of a connection; a server that does not tell it has all clients share one prefix.
pub(crate) fn peer_of(parts: &axum::http::Extensions) -> IpAddr {
    parts
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |ConnectInfo(address)| {
            address.ip()
        })
}
