use std::{ops::Deref, sync::Arc};

use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    http::{HeaderMap, StatusCode},
    middleware::from_fn_with_state,
    response::Response,
    routing::{get, post},
};
use chrono::{DateTime, NaiveDate, Utc};
use habeas_engine::Engine;
use habeas_envelope::{ControllerId, Hash32, Scope};
use habeas_regime::Pack;
use habeas_uploads::{Limits, Scanner};
use habeas_vault::PublicKeyring;
use habeas_web::{
    CookieKey, Face, FormKey, Guard, Layout, Link, PageError, RateLimit, SealedCookies,
    SessionPolicy, UploadLimits, Visit, assets_router, html,
};
use tokio::sync::Semaphore;

use crate::{
    Portal, Settings, collect, copies, elsewhere, evidence, gate, gate::BODIES_AT_ONCE, messages,
    overview, person, physician, questions, review, start, what, whom, withdraw, words, you,
};

/// How many pictures are decoded at a time: each takes memory and a core.
const PICTURES_AT_ONCE: usize = 2;
/// How many files one form takes.
pub(crate) const FILES_AT_ONCE: usize = 4;

/// What the handlers work with.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) engine: Engine,
    pub(crate) keys: PublicKeyring,
    pub(crate) scanner: Arc<dyn Scanner>,
    pub(crate) forms: FormKey,
    pub(crate) uploads: Limits,
    pub(crate) pictures: Semaphore,
    pub(crate) bodies: Semaphore,
    pub(crate) codes: RateLimit,
    pub(crate) filings: RateLimit,
    /// Where a request is followed, as it is written on paper.
    pub(crate) status_url: String,
    cookie_key: CookieKey,
    policy: SessionPolicy,
    demo: bool,
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// The pages of the portal behind their guard, for [`crate::run`] and for tests.
pub fn router(ports: Portal, settings: &Settings) -> Router {
    let engine = ports.engine;
    let secret = ports.cookie_key.expose();
    let form_secret = Hash32::of(&[b"habeas/portal/forms/1".as_slice(), secret].concat());
    let quotas = settings.quotas;
    let clock = &engine.clock;
    let entropy = Arc::clone(&engine.entropy);
    let app = App(Arc::new(Inner {
        codes: RateLimit::new(quotas.codes, quotas.codes_in_total, Arc::clone(clock)),
        filings: RateLimit::new(quotas.filings, quotas.filings_in_total, Arc::clone(clock)),
        keys: ports.keys,
        scanner: ports.scanner,
        forms: FormKey::new(form_secret.0),
        uploads: settings.uploads.clone(),
        pictures: Semaphore::new(PICTURES_AT_ONCE),
        bodies: Semaphore::new(BODIES_AT_ONCE),
        cookie_key: CookieKey::new(secret),
        policy: SessionPolicy::new(Face::Portal, &settings.public_url),
        status_url: settings.public_url.link("/status"),
        demo: settings.demo,
        engine,
    }));
    let body = FILES_AT_ONCE * app.uploads.bytes + 64 * 1024;
    let file_limits = UploadLimits {
        files: FILES_AT_ONCE,
        bytes_each: app.uploads.bytes,
    };
    let with_files = Router::new()
        .route("/request/copy", get(copies::show).post(copies::submit))
        .route(
            "/status/evidence",
            get(evidence::show).post(evidence::submit),
        )
        .layer(Extension(file_limits))
        .layer(DefaultBodyLimit::max(body))
        .layer(from_fn_with_state(app.clone(), gate::files));
    let pages = Router::new()
        .route("/", get(start::show))
        .route("/o/{controller}", get(what::show).post(what::submit))
        .route("/request/whom", get(whom::show).post(whom::submit))
        .route("/request/you", get(you::show).post(you::submit))
        .route("/request/words", get(words::show).post(words::submit))
        .route(
            "/request/elsewhere",
            get(elsewhere::show).post(elsewhere::submit),
        )
        .route(
            "/request/questions",
            get(questions::show).post(questions::submit),
        )
        .route("/request/review", get(review::show))
        .route("/request/send", get(review::back).post(review::send))
        .route("/request/sent", get(review::sent))
        .route("/status", get(person::show).post(person::sign_in))
        .route("/status/request", get(overview::show))
        .route("/status/leave", post(person::leave))
        .route(
            "/status/message",
            get(messages::show).post(messages::submit),
        )
        .route(
            "/status/messages/{item}",
            get(messages::read).post(messages::open),
        )
        .route(
            "/status/question",
            get(physician::show).post(physician::submit),
        )
        .route(
            "/status/withdraw",
            get(withdraw::show).post(withdraw::submit),
        )
        .route(
            "/status/answers/{number}",
            get(collect::show).post(collect::submit),
        )
        .route("/status/answers/{number}/files/{file}", get(collect::file))
        .merge(with_files)
        .with_state(app.clone())
        .merge(assets_router());
    let frame = app.clone();
    let layout = Arc::new(move |visit: &Visit| frame.page(visit, ""));
    let mut guard = Guard::new(settings.public_url.clone(), layout, entropy);
    guard.proxies = settings.proxies.clone();
    guard.body_limit = guard.body_limit.max(body);
    guard.protect(pages)
}

impl App {
    /// The frame of a page before an organisation is known.
    pub(crate) fn page(&self, visit: &Visit, title: impl ToString) -> Layout {
        let locale = visit.locale;
        let mut page = Layout::new(visit, locale.t("portal-title"), title);
        page.nav = vec![
            Link::new(locale.t("portal-nav-start"), "/"),
            Link::new(locale.t("portal-nav-status"), "/status").at(visit.path()),
        ];
        page.nav[0].current = !page.nav[1].current;
        page.strip = self.demo.then(|| locale.t("portal-demo").to_string());
        page
    }

    /// The frame of a page of an organisation.
    pub(crate) fn page_of(&self, visit: &Visit, pack: &Pack, title: impl ToString) -> Layout {
        let mut page = self.page(visit, title);
        page.organisation = Some(organisation(visit, pack));
        page
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.engine.clock.now()
    }

    /// The present day where an organisation is.
    pub(crate) fn today(&self, pack: &Pack) -> NaiveDate {
        self.now().with_timezone(&pack.zone()).date_naive()
    }

    pub(crate) fn cookies(&self, headers: &HeaderMap) -> SealedCookies {
        SealedCookies::open(headers, &self.cookie_key, self.policy)
    }

    /// The pack in force of an organisation; one that is not served is not there.
    pub(crate) fn pack(&self, controller: &ControllerId) -> Result<Arc<Pack>, PageError> {
        self.engine
            .shelf
            .current(controller)
            .cloned()
            .ok_or_else(PageError::not_found)
    }

    /// All organisations served here.
    pub(crate) fn everywhere(&self) -> Scope {
        Scope::whole(self.engine.shelf.packs().controllers().cloned())
    }
}

/// What the portal calls an organisation.
pub(crate) fn organisation(visit: &Visit, pack: &Pack) -> String {
    let name = &pack.provisions().controller.display_name;
    visit.locale.pick(name).cloned().unwrap_or_default()
}

/// A page with another status than 200.
pub(crate) fn with_status(
    status: StatusCode,
    template: &impl askama::Template,
) -> Result<Response, PageError> {
    let mut response = html(template)?;
    *response.status_mut() = status;
    Ok(response)
}
