use std::{ops::Deref, sync::Arc, time::Duration};

use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    http::HeaderMap,
    routing::{get, post},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use habeas_engine::Engine;
use habeas_envelope::{Hash32, ItemId, uuid_v7};
use habeas_regime::Pack;
use habeas_uploads::{Limits, Scanner};
use habeas_vault::Keyring;
use habeas_web::{
    CookieKey, Face, FormKey, Guard, Layout, PublicUrl, Quota, RateLimit, SealedCookies,
    SessionPolicy, UploadLimits, Visit, assets_router,
};
use tokio::sync::Semaphore;

use crate::{
    Console, ConsoleError, MailboxReader, Settings, answer, approval, calendars, case_page,
    clock_forms, complaint, corrections, export, extension, failures, fee, figures, files,
    identity, incident_new, incident_page, incident_steps, incidents, kind, mailbox, mailroom,
    paper, passwords::Checker, physician, printing, queue, reading, receipt, referral, restriction,
    route_form, search, sending, sign_in, submission, subscription, tasks, throttle::Throttle,
};

/// How many pictures are decoded, or letters set, at a time: each takes memory and a core.
const HEAVY_AT_ONCE: usize = 2;
/// How often one client may read calendar feeds in a minute.
const READINGS: u32 = 30;
/// How often all clients together may.
const READINGS_OF_ALL: u32 = 600;
/// How many files one form takes.
pub(crate) const FILES_AT_ONCE: usize = 5;

/// What the handlers work with.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) engine: Engine,
    pub(crate) keyring: Arc<Keyring>,
    pub(crate) scanner: Arc<dyn Scanner>,
    pub(crate) mailbox: Option<Arc<dyn MailboxReader>>,
    pub(crate) forms: FormKey,
    pub(crate) uploads: Limits,
    pub(crate) heavy: Semaphore,
    pub(crate) checker: Checker,
    pub(crate) throttle: Throttle,
    pub(crate) policy: SessionPolicy,
    pub(crate) undo_window: Option<TimeDelta>,
    pub(crate) public_url: PublicUrl,
    cookie_key: CookieKey,
    demo: bool,
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// The pages of the console behind their guard, for [`crate::run`] and for tests.
///
/// # Errors
/// When the keyring holds no cookie key of the console.
pub fn router(ports: Console, settings: &Settings) -> Result<Router, ConsoleError> {
    let engine = ports.engine;
    let secret = ports
        .keyring
        .cookie_key(habeas_vault::Face::Console)
        .ok_or(ConsoleError::NoCookieKey)?
        .expose();
    let form_secret = Hash32::of(&[b"habeas/console/forms/1".as_slice(), secret].concat());
    let entropy = Arc::clone(&engine.entropy);
    let app = App(Arc::new(Inner {
        forms: FormKey::new(form_secret.0),
        cookie_key: CookieKey::new(secret),
        keyring: ports.keyring,
        scanner: ports.scanner,
        mailbox: ports.mailbox,
        uploads: settings.uploads.clone(),
        heavy: Semaphore::new(HEAVY_AT_ONCE),
        checker: Checker::new(settings.password_cost),
        throttle: Throttle::default(),
        policy: SessionPolicy::new(Face::Console, &settings.public_url),
        undo_window: settings.undo_window,
        public_url: settings.public_url.clone(),
        demo: settings.demo,
        engine,
    }));
    let body = FILES_AT_ONCE * app.uploads.bytes + 256 * 1024;
    let file_limits = UploadLimits {
        files: FILES_AT_ONCE,
        bytes_each: app.uploads.bytes,
    };
    let with_files = Router::new()
        .route("/cases/{id}/answer", get(answer::show).post(answer::submit))
        .route(
            "/incidents/{id}/{step}/{about}",
            get(incident_steps::show_about).post(incident_steps::submit_about),
        )
        .route("/filings/new", get(paper::show).post(paper::submit))
        .layer(Extension(file_limits))
        .layer(DefaultBodyLimit::max(body));
    let readings = RateLimit::new(
        Quota::new(READINGS, Duration::from_secs(60)),
        Quota::new(READINGS_OF_ALL, Duration::from_secs(60)),
        Arc::clone(&app.engine.clock),
    );
    let feeds = Router::new().route("/feeds/{token}/dates.ics", get(subscription::feed));
    let feeds = Arc::new(readings).protect(feeds);
    let pages = Router::new()
        .route("/", get(queue::show))
        .route("/cases.csv", get(export::queue))
        .route("/figures.csv", get(export::figures))
        .route("/sign-in", get(sign_in::show).post(sign_in::submit))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/submissions/{id}", get(submission::show))
        .route("/submissions/{id}/files/{item}", get(files::evidence))
        .route("/submissions/{id}/verify", post(identity::verify))
        .route(
            "/submissions/{id}/ask",
            get(submission::back).post(identity::ask),
        )
        .route(
            "/submissions/{id}/reject",
            get(submission::back).post(identity::reject),
        )
        .route(
            "/submissions/{id}/receipt",
            get(receipt::show).post(receipt::submit),
        )
        .route("/submissions/{id}/classify", post(submission::classify))
        .route("/submissions/{id}/read", post(reading::of_submission))
        .route("/cases/{id}/read", post(reading::of_case))
        .route("/cases/{id}", get(case_page::show))
        .route(
            "/cases/{id}/route",
            get(route_form::show).post(route_form::submit),
        )
        .route(
            "/cases/{id}/pause",
            get(clock_forms::pause_page).post(clock_forms::pause),
        )
        .route(
            "/cases/{id}/resume",
            get(clock_forms::resume_page).post(clock_forms::resume),
        )
        .route(
            "/cases/{id}/extend",
            get(extension::order_page).post(extension::order),
        )
        .route(
            "/cases/{id}/extended",
            get(extension::recorded_page).post(extension::recorded),
        )
        .route(
            "/cases/{id}/extension/take-back",
            post(extension::take_back),
        )
        .route(
            "/cases/{id}/refer",
            get(referral::show).post(referral::submit),
        )
        .route("/cases/{id}/fee", get(fee::show).post(fee::submit))
        .route("/cases/{id}/task", get(tasks::show).post(tasks::submit))
        .route("/cases/{id}/tasks/{task}/done", post(tasks::finish))
        .route(
            "/cases/{id}/restriction",
            get(restriction::show).post(restriction::submit),
        )
        .route(
            "/cases/{id}/physician",
            get(physician::show).post(physician::confirm),
        )
        .route("/cases/{id}/physician/declined", post(physician::decline))
        .route("/referrals", get(referral::list))
        .route("/referrals/{id}", get(referral::one).post(referral::decide))
        .route("/tasks", get(tasks::list))
        .route(
            "/cases/{id}/receipt",
            get(corrections::receipt_page).post(corrections::receipt),
        )
        .route("/cases/{id}/kind", get(kind::show).post(kind::submit))
        .route(
            "/cases/{id}/hold",
            get(corrections::hold_page).post(corrections::hold),
        )
        .route("/cases/{id}/draft", get(approval::show))
        .route(
            "/cases/{id}/complaint",
            get(complaint::show).post(complaint::submit),
        )
        .route("/cases/{id}/approve", post(approval::approve))
        .route(
            "/cases/{id}/return",
            get(approval::back).post(approval::give_back),
        )
        .route("/cases/{id}/send", post(sending::send))
        .route("/cases/{id}/recall", post(sending::recall))
        .route("/cases/{id}/send-now", post(sending::send_now))
        .route("/cases/{id}/files/{item}", get(files::enclosure))
        .route("/mailroom", get(mailroom::list))
        .route("/mailroom/{dispatch}", get(mailroom::show))
        .route("/mailroom/{dispatch}/print", post(printing::print))
        .route(
            "/mailroom/{dispatch}/enclosures/{item}",
            post(printing::enclosure),
        )
        .route(
            "/mailroom/{dispatch}/posted",
            get(mailroom::back).post(mailroom::posted),
        )
        .route(
            "/mailroom/{dispatch}/delivered",
            get(mailroom::back).post(mailroom::delivered),
        )
        .route(
            "/mailroom/{dispatch}/returned",
            get(mailroom::back).post(mailroom::returned),
        )
        .route("/incidents", get(incidents::show))
        .route(
            "/incidents/new",
            get(incident_new::show).post(incident_new::submit),
        )
        .route("/incidents/{id}", get(incident_page::show))
        .route("/incidents/{id}/close", post(incident_steps::close))
        .route("/incidents/{id}/files/{item}", get(incident_page::copy))
        .route(
            "/incidents/{id}/{step}",
            get(incident_steps::show).post(incident_steps::submit),
        )
        .route("/failures", get(failures::show))
        .route(
            "/failures/said/{controller}/{dispatch}",
            get(failures::said),
        )
        .route("/failures/retry", post(failures::retry))
        .route("/failures/dispatch", post(failures::retry_dispatch))
        .route("/mailbox", get(mailbox::list))
        .route("/mailbox/{id}", get(mailbox::show))
        .route("/search", get(search::show).post(search::submit))
        .route("/figures", get(figures::show))
        .route("/calendars", get(calendars::list))
        .route(
            "/calendars/{controller}/{calendar}/change",
            get(calendars::change_page).post(calendars::change),
        )
        .route(
            "/calendars/{controller}/versions/{version}",
            get(calendars::version),
        )
        .route(
            "/calendars/{controller}/versions/{version}/approve",
            get(calendars::back).post(calendars::approve),
        )
        .route(
            "/calendars/{controller}/versions/{version}/decline",
            get(calendars::back).post(calendars::decline),
        )
        .route("/subscription", get(subscription::show))
        .route(
            "/subscription/make",
            get(subscription::back).post(subscription::make),
        )
        .route(
            "/subscription/revoke",
            get(subscription::back).post(subscription::revoke),
        )
        .merge(feeds)
        .merge(with_files)
        .with_state(app.clone())
        .merge(assets_router());
    let frame = app.clone();
    let layout = Arc::new(move |visit: &Visit| frame.page(visit, ""));
    let mut guard = Guard::new(settings.public_url.clone(), layout, entropy);
    guard.proxies = settings.proxies.clone();
    guard.body_limit = guard.body_limit.max(body);
    Ok(guard.protect(pages))
}

impl App {
    /// The frame of a page before anybody has signed in.
    pub(crate) fn page(&self, visit: &Visit, title: impl ToString) -> Layout {
        let locale = visit.locale;
        let mut page = Layout::new(visit, locale.t("console-title"), title);
        page.strip = self.demo.then(|| locale.t("console-demo").to_string());
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

    /// A new handle.
    pub(crate) fn item(&self) -> ItemId {
        ItemId(uuid_v7(self.now(), &*self.engine.entropy))
    }
}
