//! Whether a request that changes something comes from our own pages.

use axum::http::{HeaderMap, Method, header};

use crate::PublicUrl;

/// Whether a request may go on: a safe method always; any other only with `Sec-Fetch-Site: same-origin`,
/// or, from a browser that does not send it, with our own `Origin`. An `Origin` that is there must be ours
/// in any case; `null` never is.
pub(crate) fn is_our_own(method: &Method, headers: &HeaderMap, public_url: &PublicUrl) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let one = |name| {
        let mut values = headers.get_all(name).iter();
        (values.next(), values.next().is_some())
    };
    let (site, several_sites) = one(header::HeaderName::from_static("sec-fetch-site"));
    let (origin, several_origins) = one(header::ORIGIN);
    if several_sites || several_origins {
        return false;
    }
    let ours = origin.map(|origin| origin.as_bytes() == public_url.origin().as_bytes());
    match site {
        Some(site) => site.as_bytes() == b"same-origin" && ours != Some(false),
        None => ours == Some(true),
    }
}
