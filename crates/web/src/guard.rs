//! What stands in front of every page of a face.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::{Cookie, SameSite};
use habeas_envelope::Entropy;
use tower_http::{
    catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
};

use crate::{
    Layout, PageError, PublicUrl, TrustedProxies, Visit, client, headers, origin,
    visit::{LANGUAGE_COOKIE, asked_language},
};

/// Makes the frame of an error page: name, home, navigation of the face, without a session.
pub type LayoutMaker = Arc<dyn Fn(&Visit) -> Layout + Send + Sync>;

/// The layers before the handlers, outermost first: headers and error pages, host, origin of unsafe
/// methods, client prefix, time, size, panics.
#[derive(Clone)]
pub struct Guard {
    /// The address the face is known by.
    pub public_url: PublicUrl,
    /// Who may say for whom it speaks.
    pub proxies: TrustedProxies,
    /// The largest body of an ordinary form in bytes. A route that takes files sets its own with
    /// `axum::extract::DefaultBodyLimit::max`.
    pub form_limit: usize,
    /// The largest body of any request in bytes.
    pub body_limit: usize,
    /// How long a request may take, reading its body included.
    pub time_limit: Duration,
    /// The frame of error pages.
    pub layout: LayoutMaker,
    /// Where incident ids come from.
    pub entropy: Arc<dyn Entropy>,
}

impl Guard {
    /// A guard with usual limits: forms of 256 KiB, bodies of 32 MiB, 60 seconds, no proxies.
    #[must_use]
    pub fn new(public_url: PublicUrl, layout: LayoutMaker, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            public_url,
            proxies: TrustedProxies::default(),
            form_limit: 256 * 1024,
            body_limit: 32 * 1024 * 1024,
            time_limit: Duration::from_secs(60),
            layout,
            entropy,
        }
    }

    /// Puts the guard in front of a face's routes. Add routes and fallback before.
    pub fn protect(self, routes: Router) -> Router {
        let guard = Arc::new(self);
        routes
            .layer(DefaultBodyLimit::max(guard.form_limit))
            .layer(CatchPanicLayer::custom(|_| {
                PageError::internal("panic").into_response()
            }))
            .layer(RequestBodyLimitLayer::new(guard.body_limit))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                guard.time_limit,
            ))
            .layer(from_fn_with_state(guard.clone(), admit))
            .layer(from_fn_with_state(guard, present))
    }
}

/// Lets in what is meant for us and comes from our own pages, and tells the handlers the client's prefix.
async fn admit(State(guard): State<Arc<Guard>>, mut request: Request, next: Next) -> Response {
    if !names_us(&guard.public_url, &request) {
        return PageError::misdirected().into_response();
    }
    if !origin::is_our_own(request.method(), request.headers(), &guard.public_url) {
        return PageError::foreign().into_response();
    }
    let client = guard
        .proxies
        .client(client::peer_of(request.extensions()), request.headers());
    request.extensions_mut().insert(client);
    next.run(request).await
}

/// Draws errors as pages, remembers a language chosen, and hardens every response.
async fn present(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let visit = Visit::of(request.uri(), request.headers());
    let chosen = asked_language(request.uri()).filter(|_| request.method() == Method::GET);
    let mut response = next.run(request).await;
    if let Some(error) = error_of(&response) {
        response = error.draw((guard.layout)(&visit), &*guard.entropy);
    }
    if let Some(locale) = chosen {
        let cookie = Cookie::build((LANGUAGE_COOKIE, locale.tag()))
            .path("/")
            .http_only(true)
            .secure(guard.public_url.is_secure())
            .same_site(SameSite::Lax)
            .permanent();
        if let Ok(value) = HeaderValue::from_str(&cookie.build().to_string()) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    headers::harden(response.headers_mut(), guard.public_url.is_secure());
    response
}

/// The error that a response stands for, unless it is a page already.
fn error_of(response: &Response) -> Option<PageError> {
    if let Some(error) = response.extensions().get::<PageError>() {
        return Some(error.clone());
    }
    let status = response.status();
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    ((status.is_client_error() || status.is_server_error()) && !is_page)
        .then(|| PageError::of_status(status))
}

fn names_us(public_url: &PublicUrl, request: &Request) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    match (hosts.next(), hosts.next(), request.uri().authority()) {
        (Some(host), None, None) => host.to_str().is_ok_and(|host| public_url.is_host(host)),
        (Some(host), None, Some(target)) => {
            host.to_str().is_ok_and(|host| public_url.is_host(host))
                && public_url.is_host(target.as_str())
        }
        (None, _, Some(target)) => public_url.is_host(target.as_str()),
        _ => false,
    }
}
