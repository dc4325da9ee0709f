//! Incidents: authorities' requests and breaches, the nearest first, for those who have them.

use std::sync::Arc;

use askama::Template;
use axum::extract::Query;
use chrono::{DateTime, Utc};
use habeas_case::{
    Context,
    obligation::{Duty, Incident, home, triggers},
};
use habeas_engine::{Bound, Command, Loaded, Order, PackShelf};
use habeas_envelope::{
    ActorId, ControllerId, DeskScope, EventRecord, IncidentId, Scope, StreamKind, StreamRef,
};
use habeas_language::Locale;
use habeas_regime::Pack;
use habeas_store::{RowFilter, RowOrder};
use habeas_web::{Layout, Visit, html};
use serde::Deserialize;

use crate::{
    app::App,
    cases::parse_id,
    roles::Roles,
    session::{Session, notice, organisation},
    turn::{Answer, Turn},
    words::{Tag, picked},
};

/// Rows are read so many at a time.
const AT_ONCE: u32 = 200;

/// An incident, with all that a page needs to know of it.
pub(crate) struct IncidentFile {
    pub(crate) id: IncidentId,
    pub(crate) stream: StreamRef,
    pub(crate) pack: Arc<Pack>,
    pub(crate) bound: Bound,
    pub(crate) state: Incident,
    pub(crate) events: Vec<EventRecord>,
}

impl IncidentFile {
    pub(crate) fn context<'a>(&'a self, app: &'a App, actor: &'a ActorId) -> Context<'a> {
        self.bound.context(app.now(), actor)
    }

    pub(crate) fn path(&self) -> String {
        format!("/incidents/{}", self.id)
    }

    /// The name of its forms.
    pub(crate) fn form(&self) -> String {
        format!("incident/{}", self.id)
    }

    pub(crate) fn order(
        &self,
        session: &Session,
        command: habeas_case::obligation::Command,
        version: u64,
    ) -> Order {
        let controller = self.stream.controller.clone();
        let scope = session.incident_scope();
        let commands = vec![Command::Obligation(self.id, command)];
        Order::new(controller, scope, session.actor(), commands).seen(self.stream.clone(), version)
    }

    /// What it is, in words: what led to it, where that is told apart.
    pub(crate) fn title(&self, locale: Locale) -> String {
        let Some(opened) = &self.state.opened else {
            return String::new();
        };
        let cause = opened.cause.as_ref();
        let key = match cause {
            Some(cause) => format!("console-incident-{}-{cause}", opened.trigger),
            None => format!("console-incident-{}", opened.trigger),
        };
        locale.t(key).to_string()
    }
}

impl Roles {
    /// The organisations whose incidents they have: the officer's, and those of the desk that
    /// has them. Only organisations whose pack knows such duties.
    pub(crate) fn incident_packs<'a>(&self, shelf: &'a PackShelf) -> Vec<&'a Arc<Pack>> {
        let has = |pack: &&Arc<Pack>| {
            let (desk, office) = home(pack);
            let controller = pack.controller();
            let theirs = self.has(controller, "dpo")
                || self.holds(controller, &office)
                || self.sees(controller, Some(&desk), Some(&office));
            theirs && !triggers(pack).is_empty()
        };
        let controllers = self.controllers().into_iter();
        controllers
            .filter_map(|controller| shelf.current(controller))
            .filter(has)
            .collect()
    }

    /// The desks at which they see incidents.
    pub(crate) fn incident_scope(&self, shelf: &PackShelf) -> Scope {
        let packs = self.incident_packs(shelf).into_iter();
        packs.fold(Scope::nothing(), |scope, pack| {
            let desk = [home(pack).0].into_iter().collect();
            scope.with(pack.controller().clone(), DeskScope::Only(desk))
        })
    }
}

impl Session {
    /// The organisations whose incidents they have.
    pub(crate) fn incident_packs(&self) -> Vec<&Arc<Pack>> {
        self.roles.incident_packs(&self.app.engine.shelf)
    }

    /// The desks at which they see incidents.
    pub(crate) fn incident_scope(&self) -> Scope {
        self.roles.incident_scope(&self.app.engine.shelf)
    }

    /// The incident of an id, if it exists and they have it; else there is nothing here.
    pub(crate) async fn incident(&self, id: &str) -> Result<IncidentFile, Turn> {
        let id = IncidentId(parse_id(id)?);
        let scope = self.incident_scope();
        let streams: Vec<StreamRef> = scope
            .iter()
            .map(|(controller, _)| StreamRef::incident(controller.clone(), id))
            .collect();
        let mut found = self.incident_files(&scope, &streams).await?;
        found.pop().ok_or_else(Turn::not_found)
    }

    async fn incident_files(
        &self,
        scope: &Scope,
        streams: &[StreamRef],
    ) -> Result<Vec<IncidentFile>, Turn> {
        let mut files = Vec::new();
        for stream in self.app.engine.store.load(scope, streams).await? {
            let loaded = Loaded::read(std::slice::from_ref(&stream))?;
            let id = IncidentId(stream.stream.id);
            let Some(state) = loaded.incident(id).cloned() else {
                continue;
            };
            let controller: &ControllerId = &stream.stream.controller;
            let engine = &self.app.engine;
            let bound = engine
                .bound(|| engine.shelf.bind_incident(controller, &state))
                .await?;
            files.push(IncidentFile {
                id,
                pack: Arc::clone(&bound.pack),
                bound,
                state,
                stream: stream.stream,
                events: stream.events,
            });
        }
        Ok(files)
    }

    /// All incidents they have, open or closed.
    async fn all_incidents(&self, closed: bool) -> Result<Vec<IncidentFile>, Turn> {
        let scope = self.incident_scope();
        let mut files = Vec::new();
        let mut offset = 0;
        loop {
            let filter = RowFilter {
                kind: Some(StreamKind::Obligation),
                closed: Some(closed),
                order: RowOrder::Newest,
                offset,
                limit: AT_ONCE,
                ..RowFilter::default()
            };
            let rows = self.app.engine.store.list(&scope, &filter).await?;
            let streams: Vec<StreamRef> = rows.into_iter().map(|row| row.stream).collect();
            files.extend(self.incident_files(&scope, &streams).await?);
            if streams.len() < AT_ONCE as usize {
                return Ok(files);
            }
            offset += AT_ONCE;
        }
    }
}

/// How much time is left until an instant, in words.
pub(crate) fn left(locale: Locale, end: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Tag {
    let tag = |text: habeas_language::Text, colour: &str| Tag {
        text: text.to_string(),
        colour: colour.to_owned(),
    };
    let Some(end) = end else {
        return tag(locale.t("console-left-at-once"), "red");
    };
    let left = end - now;
    let hours = left.num_hours();
    if left < chrono::TimeDelta::zero() {
        return match -hours {
            0 => tag(locale.t("console-left-just-over"), "red"),
            late if late < 48 => tag(
                locale.t("console-left-late-hours").arg("hours", late),
                "red",
            ),
            late => tag(
                locale.t("console-left-late-days").arg("days", late / 24),
                "red",
            ),
        };
    }
    match hours {
        0 => tag(locale.t("console-left-minutes"), "red"),
        soon if soon < 24 => tag(locale.t("console-left-hours").arg("hours", soon), "orange"),
        soon if soon < 72 => tag(locale.t("console-left-hours").arg("hours", soon), ""),
        later => tag(locale.t("console-left-days").arg("days", later / 24), ""),
    }
}

/// Until when, in the organisation's zone: an instant, or the last day of a clock of days.
pub(crate) fn until(locale: Locale, duty: &Duty<'_>, pack: &Pack) -> Option<String> {
    let clock = duty.clock.as_ref()?;
    if let Some(day) = clock.last_day {
        return Some(locale.date_with_weekday(day));
    }
    let end = clock.end?.with_timezone(&pack.zone());
    let text = locale
        .t("console-weekday-instant")
        .arg("weekday", locale.weekday(end.date_naive()))
        .arg("instant", locale.instant(&end));
    Some(text.to_string())
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    view: Option<String>,
    done: Option<String>,
}

struct Line {
    href: String,
    title: String,
    organisation: Option<String>,
    left: Option<Tag>,
    until: String,
    next: String,
    learned: String,
    stage: Tag,
}

#[derive(Template)]
#[template(path = "incidents.html")]
struct IncidentsPage {
    page: Layout,
    closed: bool,
    lines: Vec<Line>,
}

pub(crate) async fn show(session: Session, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let several = session.incident_packs().len();
    if several == 0 {
        return Err(Turn::not_found());
    }
    let closed = asked.view.as_deref() == Some("closed");
    let locale = visit.locale;
    let actor = session.actor();
    let mut lines = Vec::new();
    for file in session.all_incidents(closed).await? {
        let ctx = file.context(&session.app, &actor);
        let nearest = file.state.nearest(&ctx).filter(|_| !closed);
        let order = nearest.as_ref().and_then(Duty::nearest);
        let (learned, _) = file.state.learned().ok_or_else(Turn::not_found)?;
        let learned_text = locale.instant(&learned.with_timezone(&file.pack.zone()));
        let line = Line {
            href: file.path(),
            title: file.title(locale),
            organisation: (several > 1).then(|| organisation(&visit, &file.pack)),
            left: nearest.as_ref().map(|duty| {
                let end = duty.clock.as_ref().and_then(|clock| clock.end);
                left(locale, end, ctx.now)
            }),
            until: nearest
                .as_ref()
                .and_then(|duty| until(locale, duty, &file.pack))
                .unwrap_or_default(),
            next: nearest
                .as_ref()
                .map(|duty| picked(locale, &duty.provision.name))
                .unwrap_or_default(),
            learned: learned_text,
            stage: stage(locale, file.state.status(&ctx)),
        };
        // What has no open duty left waits only to be decided or closed, and stands last.
        lines.push(((order.is_none(), order, std::cmp::Reverse(learned)), line));
    }
    lines.sort_by_key(|(order, _)| *order);
    let mut page = session.page(&visit, locale.t("console-incidents-title"));
    page.wide = true;
    page.notice = notice(&visit, asked.done.as_deref());
    Ok(html(&IncidentsPage {
        page,
        closed,
        lines: lines.into_iter().map(|(_, line)| line).collect(),
    })?)
}

/// Where an incident stands.
pub(crate) fn stage(locale: Locale, status: &str) -> Tag {
    let colour = match status {
        "overdue" | "objected" => "red",
        "open" => "orange",
        "waiting" => "blue",
        "to-decide" => "purple",
        "closed" => "grey",
        _ => "green",
    };
    Tag {
        text: locale
            .t(format!("console-incident-stage-{status}"))
            .to_string(),
        colour: colour.to_owned(),
    }
}
