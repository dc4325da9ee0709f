//! Free TCP ports for servers that must be told theirs before they start.

use std::net::TcpListener;

use crate::process::unique;

/// Below 32768, where Linux begins to hand out ports for outgoing connections, so that none of
/// those can take a port between its choice here and the start of the server.
const RANGE: std::ops::Range<u16> = 20_000..32_000;

/// A port of the loopback address that nobody listens on now. Another process may still take it
/// first: who uses it tries again with another.
///
/// # Panics
/// If every port of the range is taken.
pub fn free() -> u16 {
    let length = RANGE.end - RANGE.start;
    let first = u16::try_from(unique() % u64::from(length)).expect("below the length, a u16");
    (0..length)
        .map(|step| RANGE.start + (first + step) % length)
        .find(|port| TcpListener::bind(("0.0.0.0", *port)).is_ok())
        .expect("no free port between 20000 and 32000 on this machine")
}
