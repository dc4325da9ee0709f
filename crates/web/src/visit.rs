//! Who looks, in which language, at which page.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Uri, header, request::Parts},
};
use axum_extra::extract::CookieJar;
use habeas_language::Locale;

/// The cookie that remembers a language once chosen. It names nobody.
pub(crate) const LANGUAGE_COOKIE: &str = "habeas-language";

/// What the layout needs to know of a request. Never refuses.
///
/// The language is the one asked for (`?lang=nl`), else the one remembered, else the best of the
/// browser's list, else the default.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The language of the page.
    pub locale: Locale,
    /// Path and query of the request, without `lang`.
    path: String,
}

impl Visit {
    /// Reads a request's address and headers.
    #[must_use]
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let locale = asked_language(uri)
            .or_else(|| {
                CookieJar::from_headers(headers)
                    .get(LANGUAGE_COOKIE)
                    .and_then(|cookie| Locale::from_tag(cookie.value()))
            })
            .or_else(|| {
                let preferred = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
                Locale::from_accept_language(preferred)
            })
            .unwrap_or_default();
        Self {
            locale,
            path: path_without_language(uri),
        }
    }

    /// The path without its query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.path.split('?').next().unwrap_or("/")
    }

    /// The same page in another language.
    #[must_use]
    pub fn in_language(&self, locale: Locale) -> String {
        let joint = if self.path.contains('?') { '&' } else { '?' };
        format!("{}{joint}lang={}", self.path, locale.tag())
    }
}

/// The language that the address asks for, if it is one of ours.
pub(crate) fn asked_language(uri: &Uri) -> Option<Locale> {
    uri.query()?
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))
        .and_then(Locale::from_tag)
}

fn path_without_language(uri: &Uri) -> String {
    let kept: Vec<&str> = uri
        .query()
        .into_iter()
        .flat_map(|query| query.split('&'))
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
        .collect();
    // A path of two slashes would read as another host when it stands in a link.
    let path = format!("/{}", uri.path().trim_start_matches('/'));
    if kept.is_empty() {
        path
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}
