//! A face to test: every layer in front of a few small routes.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, DefaultBodyLimit},
    http::{HeaderMap, Request, Response, StatusCode, header},
    routing::{get, post},
};
use chrono::{DateTime, TimeDelta, Utc};
use habeas_envelope::{Clock, Entropy, SleepUntil};
use habeas_web::{
    ClientPrefix, Guard, Layout, PageError, Posted, TrustedProxies, UploadLimits, Visit,
    assets_router,
};
use tower::ServiceExt;

/// Counts up, so that two draws differ and a run repeats.
#[derive(Default)]
pub(crate) struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, buffer: &mut [u8]) {
        let mut byte = self.0.fetch_add(1, Ordering::Relaxed) as u8;
        for place in buffer {
            *place = byte;
            byte = byte.wrapping_mul(31).wrapping_add(7);
        }
    }
}

/// A clock that stands still until it is moved.
pub(crate) struct StandingClock(Mutex<DateTime<Utc>>);

impl StandingClock {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new(noon())))
    }

    pub(crate) fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for StandingClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    fn sleep_until(&self, _: DateTime<Utc>) -> SleepUntil<'_> {
        Box::pin(std::future::pending())
    }
}

pub(crate) fn noon() -> DateTime<Utc> {
    "2026-04-05T12:00:00Z".parse().unwrap()
}

pub(crate) const HOST: &str = "rights.example";
pub(crate) const ORIGIN: &str = "https://rights.example";

/// A guard of `https://rights.example` that trusts the proxies of 10.0.0.0/8.
pub(crate) fn guard() -> Guard {
    let frame = Arc::new(|visit: &Visit| Layout::new(visit, "Habeas", ""));
    let mut guard = Guard::new(
        ORIGIN.parse().unwrap(),
        frame,
        Arc::new(Counting::default()),
    );
    guard.proxies = TrustedProxies::parse(["10.0.0.0/8"]).unwrap();
    guard.form_limit = 4 * 1024;
    guard.body_limit = 64 * 1024;
    guard.time_limit = Duration::from_millis(200);
    guard
}

pub(crate) fn face() -> Router {
    let uploads = Router::new()
        .route("/upload", post(received))
        .layer(Extension(UploadLimits {
            files: 1,
            bytes_each: 8 * 1024,
        }))
        .layer(DefaultBodyLimit::max(32 * 1024));
    let routes = Router::new()
        .route("/", get(async || "hello"))
        .route("/form", post(received))
        .route(
            "/prefix",
            get(async |client: ClientPrefix| {
                if client == of("203.0.113.9") {
                    "203"
                } else {
                    "another"
                }
            }),
        )
        .route(
            "/broken",
            get(async || -> &'static str { panic!("the secret of a stack trace") }),
        )
        .route(
            "/slow",
            get(async || -> &'static str { std::future::pending().await }),
        )
        .route(
            "/database",
            get(async || -> Result<(), PageError> {
                Err(PageError::unavailable("store").because("pool timed out"))
            }),
        )
        .merge(uploads)
        .merge(assets_router());
    guard().protect(routes)
}

async fn received(posted: Posted) -> String {
    let files: usize = posted.files.iter().map(|file| file.bytes.len()).sum();
    let text: usize = posted.pairs.iter().map(|(_, value)| value.len()).sum();
    format!(
        "{} fields {text} bytes, {} files {files} bytes, too large: {:?}",
        posted.pairs.len(),
        posted.files.len(),
        posted.too_large
    )
}

pub(crate) fn of(address: &str) -> ClientPrefix {
    ClientPrefix::of(address.parse().unwrap())
}

/// A GET as a browser sends it, to be changed.
pub(crate) fn get_of(path: &str) -> axum::http::request::Builder {
    Request::get(path)
        .header(header::HOST, HOST)
        .extension(peer("198.51.100.7"))
}

/// A POST as a browser sends it from our own page, without body type.
pub(crate) fn post_of(path: &str) -> axum::http::request::Builder {
    Request::post(path)
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .extension(peer("198.51.100.7"))
}

pub(crate) fn peer(address: &str) -> ConnectInfo<SocketAddr> {
    ConnectInfo(SocketAddr::new(address.parse().unwrap(), 4711))
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

pub(crate) async fn ask(face: &Router, request: Request<Body>) -> Answer {
    let response: Response<Body> = face.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 16 * 1024 * 1024).await.unwrap().to_vec();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

pub(crate) fn form(pairs: &str) -> (axum::http::HeaderName, &'static str, Body) {
    (
        header::CONTENT_TYPE,
        "application/x-www-form-urlencoded",
        Body::from(pairs.to_owned()),
    )
}
