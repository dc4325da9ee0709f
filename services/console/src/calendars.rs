//! The calendars of a controller: which version is in force, how far its data reach, what is
//! proposed, and what that would move. For the data protection officer.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::IntoResponse,
};
use chrono::NaiveDate;
use habeas_case::{
    Pinned, Refusal,
    registry::{DayStep, ProposalSource, Version, VersionOf, VersionStage},
};
use habeas_engine::{ExecuteError, MovedCase, Preview};
use habeas_envelope::{Code, ControllerId, StreamRef};
use habeas_language::Locale;
use habeas_regime::{CalendarText, DayEdit, DayError, DeskId, Pack, coverage_ends};
use habeas_timelimit::CalendarId;
use habeas_web::{Choice, Form, Layout, Line, Message, PageError, Posted, Visit, html};
use serde::Deserialize;

use crate::{
    session::{Session, notice, organisation, refusal},
    turn::{Answer, Turn, to},
    words::{self, Fact, Tag},
};

/// So many moved cases are listed, the nearest new day first.
const LISTED: usize = 200;
/// What can be done with a day.
const EDITS: &[&str] = &["add", "remove", "correct", "extend"];
/// A proposal is declined by whoever decides; the log keeps a code.
const DECLINED: &str = "declined-by-officer";

#[derive(Deserialize)]
pub(crate) struct Asked {
    done: Option<String>,
    refused: Option<String>,
}

struct CalendarBlock {
    facts: Vec<Fact>,
    title: String,
    change: String,
    /// That its data end soon, or have ended.
    ends: Option<String>,
}

struct VersionLine {
    href: String,
    title: String,
    by: String,
    stage: Tag,
}

struct House {
    name: String,
    calendars: Vec<CalendarBlock>,
    versions: Vec<VersionLine>,
}

#[derive(Template)]
#[template(path = "calendars.html")]
struct CalendarsPage {
    page: Layout,
    houses: Vec<House>,
}

#[derive(Template)]
#[template(path = "calendar_change.html")]
struct ChangePage {
    page: Layout,
    form: Form,
    calendar: String,
    edits: Vec<Choice>,
}

struct MovedLine {
    reference: String,
    desk: String,
    before: String,
    after: String,
    told: String,
}

#[derive(Template)]
#[template(path = "calendar_version.html")]
struct VersionPage {
    page: Layout,
    form: Form,
    path: String,
    stage: Tag,
    facts: Vec<Fact>,
    counts: Vec<Fact>,
    moved: Vec<MovedLine>,
    more: usize,
    open: bool,
    binding: bool,
}

impl Session {
    /// The controllers whose officer this is.
    fn officer_of(&self) -> Vec<ControllerId> {
        let scope = self.roles.house(&["dpo"]);
        scope.iter().map(|(c, _)| c.clone()).collect()
    }

    /// The pack of a controller whose officer this is; else there is nothing here.
    fn officer_at(&self, controller: &str) -> Result<std::sync::Arc<Pack>, Turn> {
        let found = self
            .officer_of()
            .into_iter()
            .find(|known| known.as_str() == controller)
            .ok_or_else(Turn::not_found)?;
        self.pack(&found)
    }

    /// Whether data of a calendar that this officer keeps end soon: for a mark in the navigation's
    /// pages.
    pub(crate) fn calendars_end(&self, visit: &Visit) -> Vec<String> {
        let mut ends = Vec::new();
        for controller in self.officer_of() {
            let Ok(pack) = self.pack(&controller) else {
                continue;
            };
            for id in self.app.engine.shelf.calendars_of(&controller) {
                let found = self.ends(visit.locale, &pack, &id);
                ends.extend(found.filter(|text| !ends.contains(text)));
            }
        }
        ends
    }

    fn ends(&self, locale: Locale, pack: &Pack, id: &CalendarId) -> Option<String> {
        let today = self.app.today(pack);
        let shelf = &self.app.engine.shelf;
        let calendar = shelf.calendar_data(pack.controller(), id)?;
        let until = coverage_ends(&calendar, today)?;
        let key = if until < today {
            "console-calendar-ended"
        } else {
            "console-calendar-ends"
        };
        let text = locale
            .t(key)
            .arg("calendar", id.as_str())
            .arg("date", locale.date(until))
            .arg("days", until.signed_duration_since(today).num_days());
        Some(text.to_string())
    }
}

pub(crate) async fn list(session: Session, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let controllers = session.officer_of();
    if controllers.is_empty() {
        return Err(Turn::not_found());
    }
    let mut houses = Vec::new();
    for controller in &controllers {
        houses.push(house(&session, &visit, controller).await?);
    }
    let mut page = session.page(&visit, visit.locale.t("console-calendars-title"));
    page.notice =
        refusal(&visit, asked.refused.as_deref()).or_else(|| notice(&visit, asked.done.as_deref()));
    Ok(html(&CalendarsPage { page, houses })?)
}

async fn house(session: &Session, visit: &Visit, controller: &ControllerId) -> Result<House, Turn> {
    let pack = session.pack(controller)?;
    let engine = &session.app.engine;
    let ids = engine.shelf.calendars_of(controller);
    let calendars = ids
        .iter()
        .filter_map(|id| block(session, visit, &pack, id))
        .collect();
    let names = session.names(controller).await?;
    let registry = engine.registry(controller).await?;
    let versions = registry.versions.iter().rev().map(|version| VersionLine {
        href: path_of(controller, &version.proposed.version),
        title: title(visit.locale, version),
        by: visit
            .locale
            .t("console-calendar-by")
            .arg("who", names.of(visit.locale, &version.proposed_by))
            .arg("date", visit.locale.date(version.proposed_on))
            .to_string(),
        stage: stage(visit.locale, version.stage),
    });
    Ok(House {
        name: organisation(visit, &pack),
        calendars,
        versions: versions.collect(),
    })
}

fn block(session: &Session, visit: &Visit, pack: &Pack, id: &CalendarId) -> Option<CalendarBlock> {
    let locale = visit.locale;
    let shelf = &session.app.engine.shelf;
    let calendar = shelf.calendar_data(pack.controller(), id)?;
    let today = session.app.today(pack);
    let listed: Vec<String> = calendar
        .listed_days()
        .filter(|(day, _)| *day >= today)
        .map(|(day, citation)| format!("{} ({citation})", locale.date(day)))
        .collect();
    let fact = |key: &str, value: String| Fact {
        key: locale.t(key).to_string(),
        value,
    };
    let until = calendar.coverage().1.map_or_else(
        || locale.t("console-calendar-computed").to_string(),
        |until| locale.date(until),
    );
    let mut facts = vec![
        fact("console-calendar-version", calendar.version().to_string()),
        fact("console-calendar-until", until),
    ];
    if !listed.is_empty() {
        facts.push(fact("console-calendar-listed", listed.join("; ")));
    }
    Some(CalendarBlock {
        facts,
        title: id.to_string(),
        change: format!("/calendars/{}/{id}/change", pack.controller()),
        ends: session.ends(locale, pack, id),
    })
}

fn path_of(controller: &ControllerId, version: &Pinned) -> String {
    format!("/calendars/{controller}/versions/{}", version.hash)
}

/// What a version is, in a few words.
fn title(locale: Locale, version: &Version) -> String {
    let proposed = &version.proposed;
    let key = match proposed.of {
        VersionOf::Calendar => "console-version-calendar",
        VersionOf::Pack => "console-version-pack",
    };
    locale
        .t(key)
        .arg("id", proposed.version.id.as_str().to_uppercase())
        .arg("version", proposed.version.version.as_str())
        .to_string()
}

fn stage(locale: Locale, stage: VersionStage) -> Tag {
    let colour = match stage {
        VersionStage::Proposed => "orange",
        VersionStage::Approved => "blue",
        VersionStage::Applied => "green",
        VersionStage::Declined => "grey",
    };
    Tag {
        text: locale
            .t(format!("console-version-{}", stage.as_str()))
            .to_string(),
        colour: colour.to_owned(),
    }
}

pub(crate) async fn change_page(
    session: Session,
    visit: Visit,
    Path((controller, calendar)): Path<(String, String)>,
) -> Answer {
    let pack = session.officer_at(&controller)?;
    let id = calendar_id(&session, &pack, &calendar)?;
    let form = Form::blank(session.form_token("calendar")).with("edit", "add");
    Ok(html(&draw_change(&session, &visit, &pack, &id, form))?)
}

fn calendar_id(session: &Session, pack: &Pack, calendar: &str) -> Result<CalendarId, Turn> {
    let ids = session.app.engine.shelf.calendars_of(pack.controller());
    let found = ids.into_iter().find(|id| id.as_str() == calendar);
    found.ok_or_else(Turn::not_found)
}

fn draw_change(
    session: &Session,
    visit: &Visit,
    pack: &Pack,
    id: &CalendarId,
    form: Form,
) -> ChangePage {
    let locale = visit.locale;
    let mut page = session.page(visit, locale.t("console-calendar-change-title"));
    page.organisation = Some(organisation(visit, pack));
    page.has_errors = form.has_errors();
    ChangePage {
        page,
        form,
        calendar: id.to_string(),
        edits: EDITS
            .iter()
            .map(|e| Choice::new(*e, locale.t(format!("console-calendar-{e}"))))
            .collect(),
    }
}

pub(crate) async fn change(
    session: Session,
    visit: Visit,
    Path((controller, calendar)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let pack = session.officer_at(&controller)?;
    let id = calendar_id(&session, &pack, &calendar)?;
    session.check("calendar", &posted)?;
    let mut form = Form::filled(session.form_token("calendar"), posted.pairs);
    let day = form.read_date("day");
    let edit = match form.value("edit") {
        "remove" => day.map(DayEdit::Remove),
        "correct" => {
            let to = form.read_date("to");
            day.zip(to).map(|(from, to)| DayEdit::Correct { from, to })
        }
        "extend" => day.map(DayEdit::Extend),
        _ => day.map(DayEdit::Add),
    };
    let reason: Option<Line<200>> = form.read("reason");
    let shelf = &session.app.engine.shelf;
    let calendar = shelf.calendar_data(pack.controller(), &id);
    let (Some(edit), Some(reason), Some(calendar)) = (edit, reason, calendar) else {
        return again(&session, &visit, &pack, &id, form);
    };
    let today = session.app.today(&pack);
    let text = match CalendarText::changed(&calendar, edit, reason.as_str(), today) {
        Ok(text) => text,
        Err(error) => {
            refuse(&mut form, &error, edit);
            return again(&session, &visit, &pack, &id, form);
        }
    };
    let version = session
        .app
        .engine
        .propose_calendar(
            pack.controller(),
            &session.actor(),
            text,
            ProposalSource::Person,
        )
        .await?;
    to(path_of(pack.controller(), &version))
}

/// Puts what is wrong beside the field it is about.
fn refuse(form: &mut Form, error: &DayError, edit: DayEdit) {
    let about = match error {
        DayError::NoReason | DayError::Reason => "reason",
        DayError::NotListed { .. } => "day",
        _ if matches!(edit, DayEdit::Correct { .. }) => "to",
        _ => "day",
    };
    let key = format!("console-calendar-error-{}", error.word());
    form.refuse(about, Message::new(key));
}

fn again(session: &Session, visit: &Visit, pack: &Pack, id: &CalendarId, form: Form) -> Answer {
    let page = html(&draw_change(session, visit, pack, id, form))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The version of a path, by the hash of its text.
async fn version_of(session: &Session, pack: &Pack, hash: &str) -> Result<Version, Turn> {
    let registry = session.app.engine.registry(pack.controller()).await?;
    let found = registry
        .versions
        .into_iter()
        .rfind(|version| version.proposed.version.hash.to_string() == hash);
    found.ok_or_else(Turn::not_found)
}

pub(crate) async fn version(
    session: Session,
    visit: Visit,
    Path((controller, hash)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let pack = session.officer_at(&controller)?;
    let version = version_of(&session, &pack, &hash).await?;
    let preview = session
        .app
        .engine
        .preview(pack.controller(), &version)
        .await?;
    let locale = visit.locale;
    let mut page = session.page(&visit, title(locale, &version));
    page.organisation = Some(organisation(&visit, &pack));
    page.wide = true;
    page.notice =
        refusal(&visit, asked.refused.as_deref()).or_else(|| notice(&visit, asked.done.as_deref()));
    let names = session.names(pack.controller()).await?;
    let by = names.of(locale, &version.proposed_by);
    let moved = moved(&session, &visit, &pack, &preview.moved).await?;
    Ok(html(&VersionPage {
        page,
        form: Form::blank(session.form_token("calendar-version")),
        path: path_of(pack.controller(), &version.proposed.version),
        stage: stage(locale, version.stage),
        facts: facts(&session, locale, &version, by),
        counts: counts(locale, &preview),
        more: preview.moved.len().saturating_sub(moved.len()),
        moved,
        open: version.stage == VersionStage::Proposed,
        binding: version.stage == VersionStage::Approved,
    })?)
}

fn facts(session: &Session, locale: Locale, version: &Version, by: String) -> Vec<Fact> {
    let fact = |key: &str, value: String| Fact {
        key: locale.t(key).to_string(),
        value,
    };
    let days = |step| {
        let changes = version.proposed.changes.iter();
        let of_step = changes.filter(|change| change.step == step);
        let days: Vec<String> = of_step.map(|c| locale.date_with_weekday(c.day)).collect();
        (!days.is_empty()).then(|| locale.list(&days))
    };
    let mut facts = Vec::new();
    facts.extend(days(DayStep::Added).map(|days| fact("console-calendar-added", days)));
    facts.extend(days(DayStep::Removed).map(|days| fact("console-calendar-removed", days)));
    let text = session.app.engine.shelf.calendar(&version.proposed.version);
    let until = text.as_ref().and_then(|text| text.calendar.coverage().1);
    if let Some(until) = until.filter(|_| version.proposed.changes.is_empty()) {
        facts.push(fact("console-calendar-until", locale.date(until)));
    }
    if let Some(reason) = text.as_ref().and_then(|text| text.reason.clone()) {
        facts.push(fact("console-calendar-given", reason));
    }
    let source = format!("console-version-by-{}", version.proposed.source.as_str());
    let by = locale
        .t(source)
        .arg("who", by)
        .arg("date", locale.date(version.proposed_on));
    facts.push(fact("console-version-proposed-by", by.to_string()));
    facts
}

fn counts(locale: Locale, preview: &Preview) -> Vec<Fact> {
    let told = preview.moved.iter().filter(|case| case.told.is_some());
    let all = [
        ("console-version-cases", preview.cases),
        ("console-version-moved", preview.moved.len() as u64),
        ("console-version-told", told.count() as u64),
        ("console-version-bound", preview.bound),
        ("console-version-left", preview.left),
    ];
    all.into_iter()
        .filter(|(key, count)| *count > 0 || !key.ends_with("left"))
        .map(|(key, count)| Fact {
            key: locale.t(key).to_string(),
            value: count.to_string(),
        })
        .collect()
}

/// The cases whose date moves. That a closed desk has a case of a person is not the officer's to
/// know: of those the dates alone.
async fn moved(
    session: &Session,
    visit: &Visit,
    pack: &Pack,
    moved: &[MovedCase],
) -> Result<Vec<MovedLine>, Turn> {
    let locale = visit.locale;
    let mut nearest: Vec<&MovedCase> = moved.iter().collect();
    nearest.sort_by_key(|case| (case.after.due, case.stream.id));
    nearest.truncate(LISTED);
    let refs: Vec<StreamRef> = nearest
        .iter()
        .map(|case| StreamRef::submission(case.stream.controller.clone(), case.submission))
        .collect();
    let scope = session.roles.house(&["dpo"]);
    let rows = session.app.engine.store.rows(&scope, &refs).await?;
    let day = |day: Option<NaiveDate>| words::unbroken(day.map(|day| locale.date_short(day)));
    let line = |case: &MovedCase| {
        let closed = case
            .desk
            .as_ref()
            .is_some_and(|desk| pack.is_closed(&DeskId::from(desk.clone())));
        let row = rows.iter().find(|row| row.stream.id == case.submission.0);
        let reference = row.and_then(|row| row.reference.as_deref());
        MovedLine {
            reference: reference
                .filter(|_| !closed)
                .map(crate::cases::spaced)
                .unwrap_or_default(),
            desk: case.desk.as_ref().map_or_else(
                || locale.t("console-figures-no-desk").to_string(),
                |desk| words::desk(locale, pack, desk),
            ),
            before: day(case.before.due),
            after: day(case.after.due),
            told: case.told.map_or_else(
                || locale.t("console-version-not-told").to_string(),
                |told| locale.date_short(told),
            ),
        }
    };
    Ok(nearest.into_iter().map(line).collect())
}

pub(crate) async fn approve(
    session: Session,
    Path((controller, hash)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    decide(&session, &controller, &hash, &posted, true).await
}

pub(crate) async fn decline(
    session: Session,
    Path((controller, hash)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    decide(&session, &controller, &hash, &posted, false).await
}

async fn decide(
    session: &Session,
    controller: &str,
    hash: &str,
    posted: &Posted,
    approve: bool,
) -> Answer {
    let pack = session.officer_at(controller)?;
    session.check("calendar-version", posted)?;
    let version = version_of(session, &pack, hash).await?.proposed.version;
    let (engine, actor) = (&session.app.engine, session.actor());
    let (decided, done) = if approve {
        let approving = engine.approve_version(pack.controller(), &actor, &version);
        (approving.await, "version-approved")
    } else {
        let reason = Code::literal(DECLINED);
        let declining = engine.decline_version(pack.controller(), &actor, &version, reason);
        (declining.await, "version-declined")
    };
    let path = path_of(pack.controller(), &version);
    match decided {
        Ok(()) => to(format!("{path}?done={done}")),
        Err(ExecuteError::Refused(refusal)) if refusal != Refusal::Unknown => {
            to(format!("{path}?refused={}", refusal.code()))
        }
        Err(error) => Err(error.into()),
    }
}

/// A path that leads to a form leads back to it when it is opened by hand.
pub(crate) async fn back(
    Path((controller, hash)): Path<(String, String)>,
) -> Result<axum::response::Response, PageError> {
    let path = format!("/calendars/{controller}/versions/{hash}");
    Ok(axum::response::Redirect::to(&path).into_response())
}
