//! A calendar subscription: the dates of what somebody may see, under a private address that their
//! calendar program reads without signing in. What it shows is worked out from their roles at every
//! reading; whoever loses a role loses its dates.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{Days, NaiveDate};
use habeas_case::obligation::{Duty, number};
use habeas_engine::Loaded;
use habeas_envelope::{ActorId, Hash32, IncidentId, Scope, StreamKind, StreamRef};
use habeas_language::Locale;
use habeas_regime::{DeskId, Pack};
use habeas_store::{CalendarFeed, Row, RowFilter};
use habeas_web::{Form, Layout, PageError, Posted, Visit, html};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    app::App,
    cases::spaced,
    ics::{Feed, FeedDay},
    roles::Roles,
    session::{Session, notice},
    turn::{Answer, Turn, to},
};

/// Rows are read so many at a time.
const AT_ONCE: u32 = 500;
/// A feed holds no more days than a calendar program bears.
const MOST: usize = 5_000;
/// Dates of what is closed are shown as cancelled for so long after they have passed.
const LOOKING_BACK: Days = Days::new(60);

#[derive(Deserialize)]
pub(crate) struct Asked {
    done: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Language {
    language: Option<String>,
}

#[derive(Template)]
#[template(path = "subscription.html")]
struct SubscriptionPage {
    page: Layout,
    form: Form,
    since: Option<String>,
    /// The address, shown once: only its hash is kept.
    address: Option<String>,
}

impl Session {
    /// Whether there are dates for them to subscribe to.
    pub(crate) fn has_dates(&self) -> bool {
        self.roles.has_desks() || self.roles.is("dpo")
    }
}

pub(crate) async fn show(session: Session, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let mut page = draw(&session, &visit, None).await?;
    page.page.notice = notice(&visit, asked.done.as_deref());
    Ok(html(&page)?)
}

async fn draw(
    session: &Session,
    visit: &Visit,
    address: Option<String>,
) -> Result<SubscriptionPage, Turn> {
    if !session.has_dates() {
        return Err(Turn::not_found());
    }
    let locale = visit.locale;
    let store = &session.app.engine.store;
    let feed = store.feed_of(session.staff.id).await?;
    let zone = session
        .roles
        .controllers()
        .into_iter()
        .find_map(|c| session.pack(c).ok())
        .map_or(chrono_tz::UTC, |pack| pack.zone());
    Ok(SubscriptionPage {
        page: session.page(visit, locale.t("console-subscription-title")),
        form: Form::blank(session.form_token("subscription")),
        since: feed.map(|feed| locale.instant(&feed.since.with_timezone(&zone))),
        address,
    })
}

/// Makes a new address; one that there was leads nowhere any more.
pub(crate) async fn make(session: Session, visit: Visit, posted: Posted) -> Answer {
    session.check("subscription", &posted)?;
    if !session.has_dates() {
        return Err(Turn::not_found());
    }
    let mut token = [0; 32];
    session.app.engine.entropy.fill(&mut token);
    let feed = CalendarFeed {
        token: Hash32::of(&token),
        staff: session.staff.id,
        since: session.app.now(),
    };
    session.app.engine.store.put_feed(feed).await?;
    let path = format!(
        "/feeds/{}/dates.ics?language={}",
        Hash32(token),
        visit.locale.tag()
    );
    let address = session.app.public_url.link(&path);
    let page = draw(&session, &visit, Some(address)).await?;
    Ok((StatusCode::OK, html(&page)?).into_response())
}

pub(crate) async fn revoke(session: Session, posted: Posted) -> Answer {
    session.check("subscription", &posted)?;
    let store = &session.app.engine.store;
    store.drop_feed(session.staff.id).await?;
    to("/subscription?done=subscription-revoked")
}

/// The feed of a token, for whoever has it; what is no token of anybody looks like nothing.
pub(crate) async fn feed(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(asked): Query<Language>,
) -> Result<Response, Turn> {
    let token = Hash32::try_from(token).map_err(|_| Turn::not_found())?;
    let store = &app.engine.store;
    let feed = store.feed(Hash32::of(&token.0)).await?;
    let feed = feed.ok_or_else(Turn::not_found)?;
    let staff = store.staff_by_id(feed.staff).await?;
    let staff = staff.filter(|s| s.active).ok_or_else(Turn::not_found)?;
    let roles = Roles::of(&staff.grants, &app.engine.shelf);
    let locale = asked
        .language
        .as_deref()
        .and_then(Locale::from_tag)
        .unwrap_or_default();
    let days = days(&app, &roles, locale).await?;
    let zone = roles
        .controllers()
        .into_iter()
        .find_map(|c| app.engine.shelf.current(c))
        .map_or(chrono_tz::UTC, |pack| pack.zone());
    let text = Feed {
        name: &locale.t("feed-name").to_string(),
        zone: zone.name(),
        host: host(app.public_url.origin()),
        made: app.now(),
        days: &days,
    }
    .text();
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, text).into_response())
}

/// The host of an origin, which makes the ids of a feed this installation's.
fn host(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

async fn days(app: &App, roles: &Roles, locale: Locale) -> Result<Vec<FeedDay>, Turn> {
    let mut days: Vec<FeedDay> = Vec::new();
    // Handlers see the cases of their desks; an officer the dates of the whole house.
    for (scope, officer) in [(roles.scope(), false), (roles.house(&["dpo"]), true)] {
        for row in rows(app, &scope).await? {
            let mine = officer
                || roles.sees(
                    &row.stream.controller,
                    row.desk.as_ref(),
                    row.office.as_ref(),
                );
            if !mine || days.len() >= MOST {
                continue;
            }
            let title = title(app, locale, &row, officer).await?;
            for day in of_row(locale, &row, &title) {
                if days.iter().all(|known| known.uid != day.uid) {
                    days.push(day);
                }
            }
        }
    }
    days.extend(incidents(app, roles, locale).await?);
    Ok(days)
}

/// The days until which somebody must be told of an open incident. A clock of hours stands on the
/// day it ends, its time in the title.
async fn incidents(app: &App, roles: &Roles, locale: Locale) -> Result<Vec<FeedDay>, Turn> {
    let engine = &app.engine;
    let scope = roles.incident_scope(&engine.shelf);
    let actor = ActorId::operator();
    let mut days = Vec::new();
    let mut offset = 0;
    loop {
        let filter = RowFilter {
            kind: Some(StreamKind::Obligation),
            closed: Some(false),
            offset,
            limit: AT_ONCE,
            ..RowFilter::default()
        };
        let rows = engine.store.list(&scope, &filter).await?;
        let streams: Vec<StreamRef> = rows.iter().map(|row| row.stream.clone()).collect();
        let loaded = Loaded::read(&engine.store.load(&scope, &streams).await?)?;
        for row in &rows {
            let id = IncidentId(row.stream.id);
            let Some(incident) = loaded.incident(id) else {
                continue;
            };
            let controller = &row.stream.controller;
            let bind = || engine.shelf.bind_incident(controller, incident);
            let bound = engine.bound(bind).await?;
            let ctx = bound.context(app.now(), &actor);
            for duty in incident.duties(&ctx).iter().filter(|duty| duty.to_tell()) {
                days.extend(of_duty(locale, row, duty, &bound.pack));
            }
        }
        if rows.len() < AT_ONCE as usize || days.len() >= MOST {
            return Ok(days);
        }
        offset += AT_ONCE;
    }
}

fn of_duty(locale: Locale, row: &Row, duty: &Duty<'_>, pack: &Pack) -> Option<FeedDay> {
    let clock = duty.clock.as_ref()?;
    let end = clock.end?.with_timezone(&pack.zone());
    let number = number(IncidentId(row.stream.id));
    let title = match clock.last_day {
        Some(_) => locale.t("feed-incident").arg("number", number),
        None => locale
            .t("feed-incident-at")
            .arg("number", number)
            .arg("time", locale.time(&end)),
    };
    Some(FeedDay {
        uid: Uuid::new_v5(&row.stream.id, duty.id().as_str().as_bytes()),
        day: clock.last_day.unwrap_or_else(|| end.date_naive()),
        title: title.to_string(),
        cancelled: false,
        sequence: row.version,
    })
}

/// Open cases, and those closed whose days have not long passed.
async fn rows(app: &App, scope: &Scope) -> Result<Vec<Row>, Turn> {
    let since = app.now().date_naive() - LOOKING_BACK;
    let mut rows = Vec::new();
    for closed in [false, true] {
        let mut offset = 0;
        loop {
            let filter = RowFilter {
                kind: Some(StreamKind::Case),
                closed: Some(closed),
                due_from: closed.then_some(since),
                offset,
                limit: AT_ONCE,
                ..RowFilter::default()
            };
            let page = app.engine.store.list(scope, &filter).await?;
            let last = page.len() < AT_ONCE as usize || rows.len() >= MOST;
            offset += AT_ONCE;
            rows.extend(page);
            if last {
                break;
            }
        }
    }
    Ok(rows)
}

/// The reference; of a closed desk's case an officer sees that there is one, and no reference.
async fn title(app: &App, locale: Locale, row: &Row, officer: bool) -> Result<String, Turn> {
    let controller = &row.stream.controller;
    let closed_desk = officer
        && row.desk.as_ref().is_some_and(|desk| {
            let pack = app.engine.shelf.current(controller);
            pack.is_some_and(|pack| pack.is_closed(&DeskId::from(desk.clone())))
        });
    if closed_desk {
        return Ok(locale.t("feed-closed-desk").to_string());
    }
    let stream = StreamRef::submission(controller.clone(), row.submission);
    let scope = Scope::whole([controller.clone()]);
    let found = app.engine.store.rows(&scope, &[stream]).await?;
    let reference = found.first().and_then(|row| row.reference.as_deref());
    Ok(reference.map(spaced).unwrap_or_default())
}

/// The days of a case: the last to answer and, where they are others, the last to refuse and the
/// one to work to.
fn of_row(locale: Locale, row: &Row, title: &str) -> Vec<FeedDay> {
    let other = |day: Option<NaiveDate>| day.filter(|day| Some(*day) != row.due);
    let days = [
        ("due", row.due),
        ("first-due", other(row.first_due)),
        (
            "safe",
            other(row.safe).filter(|_| row.safe != row.first_due),
        ),
    ];
    let day = |(what, day): (&str, Option<NaiveDate>)| {
        Some(FeedDay {
            uid: Uuid::new_v5(&row.stream.id, what.as_bytes()),
            day: day?,
            title: locale
                .t(format!("feed-{what}"))
                .arg("reference", title)
                .to_string(),
            cancelled: row.closed || row.clock == "stopped",
            sequence: row.version,
        })
    };
    days.into_iter().filter_map(day).collect()
}

/// A form's address opened by hand leads to its page.
pub(crate) async fn back() -> Result<Response, PageError> {
    Ok(axum::response::Redirect::to("/subscription").into_response())
}
