//! Styles, script, typefaces and pictures, carried in the binary.
//!
//! The URL holds a hash over all of them, so that a browser may keep what it has for ever and the
//! relative references inside the style sheet stay right.

use std::sync::LazyLock;

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use tower_http::compression::CompressionLayer;

use crate::PageError;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Assets::iter().collect();
    names.sort();
    let mut digest = Sha256::new();
    for name in names {
        if let Some(file) = Assets::get(&name) {
            digest.update((name.len() as u64).to_be_bytes());
            digest.update(name.as_bytes());
            digest.update(file.metadata.sha256_hash());
        }
    }
    URL_SAFE_NO_PAD.encode(&digest.finalize()[..12])
});

/// The URL of an asset, by its name under `assets/`.
///
/// A name that does not exist gives a URL that answers 404; a test reads the templates for such.
#[must_use]
pub fn asset(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

/// Serves the assets under `/assets`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/assets/{version}/{*name}", get(serve))
        .layer(CompressionLayer::new())
}

async fn serve(Path((version, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(file) = Assets::get(&name) else {
        return PageError::not_found().into_response();
    };
    let tag = format!(
        "\"{}\"",
        URL_SAFE_NO_PAD.encode(file.metadata.sha256_hash())
    );
    // A page of an older build may still ask by the older hash: it gets the file, but not for ever.
    let caching = if version == *VERSION {
        FOR_EVER
    } else {
        ASK_AGAIN
    };
    let known = [
        (header::CACHE_CONTROL, caching),
        (
            header::ETAG,
            HeaderValue::from_str(&tag).unwrap_or(ASK_AGAIN),
        ),
    ];
    if has_it_already(&headers, &tag) {
        return (StatusCode::NOT_MODIFIED, known).into_response();
    }
    let kind = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static(content_type(&name)),
    )];
    (known, kind, file.data.into_owned()).into_response()
}

fn has_it_already(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|candidate| candidate.trim().trim_start_matches("W/") == tag)
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
