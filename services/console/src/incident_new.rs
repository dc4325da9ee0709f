//! An incident is recorded: whose, what it is, when it was learned of. What nobody is sure of is
//! left open and bars nothing.

use std::sync::Arc;

use askama::Template;
use axum::{extract::Query, http::StatusCode, response::IntoResponse};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use habeas_case::{
    IncidentOpened, Refusal,
    obligation::{Command, causes, home, triggers},
};
use habeas_dossier::{Message, kinds, to_bytes};
use habeas_engine::{ExecuteError, Order, pin_pack, store_writes};
use habeas_envelope::{Code, IncidentId, StreamRef, uuid_v7};
use habeas_regime::Pack;
use habeas_vault::{Compartment, Owner, Sealer};
use habeas_web::{Choice, Form, Layout, Lines, Posted, Visit, html};
use serde::Deserialize;

use crate::{
    cases::{parse_id, sealing},
    moment::{self, Unsure},
    session::{Session, organisation},
    turn::{Answer, Turn, to},
};

/// The name of the form.
const FORM: &str = "incident/new";

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// What it is, where another page knows.
    kind: Option<String>,
    organisation: Option<String>,
    /// When it was received, in seconds since 1970.
    at: Option<i64>,
}

#[derive(Template)]
#[template(path = "incident_new.html")]
struct NewPage {
    page: Layout,
    id: String,
    form: Form,
    organisations: Vec<Choice>,
    kinds: Vec<Choice>,
}

pub(crate) async fn show(session: Session, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let packs = session.incident_packs();
    let first = packs.first().ok_or_else(Turn::not_found)?;
    let id = IncidentId(uuid_v7(session.app.now(), &*session.app.engine.entropy));
    let mut form = Form::blank(session.form_token(FORM)).with("id", id);
    if let Some(kind) = &asked.kind {
        form = form.with("kind", kind);
    }
    let wanted = asked.organisation.as_deref();
    let pack = packs
        .iter()
        .find(|p| Some(p.controller().as_str()) == wanted);
    if let Some(pack) = pack {
        form = form.with("organisation", pack.controller());
    }
    if let Some(at) = asked.at.and_then(|at| DateTime::from_timestamp(at, 0)) {
        form = moment::with(form, "learned", at, pack.unwrap_or(first).zone());
    }
    Ok(html(&draw(&session, &visit, form))?)
}

pub(crate) async fn submit(session: Session, visit: Visit, posted: Posted) -> Answer {
    let packs: Vec<Arc<Pack>> = session.incident_packs().into_iter().cloned().collect();
    if packs.is_empty() {
        return Err(Turn::not_found());
    }
    session.check(FORM, &posted)?;
    let mut form = Form::filled(session.form_token(FORM), posted.pairs);
    let wanted = form.value("organisation").to_owned();
    let pack = match packs.as_slice() {
        [one] => Some(one),
        several => several.iter().find(|p| p.controller().as_str() == wanted),
    };
    if pack.is_none() {
        form.refuse("organisation", habeas_web::Message::new("web-error-choose"));
    }
    let kind = form.value("kind").to_owned();
    let known = pack.is_none_or(|pack| kinds_of(pack).contains(&kind));
    if kind.is_empty() || !known {
        let key = if kind.is_empty() {
            "web-error-choose"
        } else {
            "console-incident-not-here"
        };
        form.refuse("kind", habeas_web::Message::new(key));
    }
    let now = session.app.now();
    let learned = learned(&mut form, pack, now);
    let what: Option<Lines<4000>> = form.read_or("what", "console-incident-what-missing");
    let (Some(pack), Some(learned), Some(what), false) = (pack, learned, what, form.has_errors())
    else {
        return again(&session, &visit, form);
    };
    // A double click records it once: the id came with the form.
    let id = IncidentId(parse_id(form.value("id"))?);
    let result = record(&session, pack, id, &kind, learned, what.into_string()).await?;
    match result {
        Ok(()) | Err(ExecuteError::Refused(Refusal::ExistsAlready)) => {
            to(format!("/incidents/{id}?done=incident-opened"))
        }
        Err(ExecuteError::Refused(refusal)) if refusal != Refusal::Unknown => {
            let key = format!("refusal-{}", refusal.code());
            form.refuse("learned", habeas_web::Message::new(key));
            again(&session, &visit, form)
        }
        Err(error) => Err(error.into()),
    }
}

/// When it was learned of; now, where nobody says, and the day's beginning where the time of day
/// is not known: the earliest, for the hours run against the house.
fn learned(form: &mut Form, pack: Option<&Arc<Pack>>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let to_the_minute = |at: DateTime<Utc>| {
        let at = at.trunc_subsecs(0);
        at - TimeDelta::seconds(at.timestamp().rem_euclid(60))
    };
    let parts = [
        "learned-day",
        "learned-month",
        "learned-year",
        "learned-time",
    ];
    if parts.iter().all(|part| form.value(part).trim().is_empty()) {
        return Some(to_the_minute(now));
    }
    let zone = pack?.zone();
    moment::read(form, "learned", zone, now, Unsure::Earliest)
}

async fn record(
    session: &Session,
    pack: &Arc<Pack>,
    id: IncidentId,
    kind: &str,
    learned: DateTime<Utc>,
    what: String,
) -> Result<Result<(), ExecuteError>, Turn> {
    let app = &session.app;
    let controller = pack.controller().clone();
    let stream = StreamRef::incident(controller.clone(), id);
    let owner = Owner::of_stream(&stream).ok_or_else(Turn::not_found)?;
    let mut sealer = Sealer::for_owner(
        app.keyring.public(),
        controller.clone(),
        owner,
        &*app.engine.entropy,
    );
    let item = app.item();
    let text = to_bytes(&Message { text: what })?;
    sealer.seal(
        Compartment::General,
        Code::literal(kinds::INCIDENT),
        item,
        &text,
    )?;
    let (trigger, cause) = match kind.split_once('/') {
        Some((trigger, cause)) => (trigger, Some(cause)),
        None => (kind, None),
    };
    let code = |word: &str| Code::new(word).map_err(|_| Turn::not_found());
    let (desk, office) = home(pack);
    let opened = IncidentOpened {
        pack: pin_pack(pack),
        calendar: pack
            .calendar_id()
            .and_then(|id| app.engine.shelf.calendar_in_force(&controller, id)),
        trigger: code(trigger)?,
        cause: cause.map(code).transpose()?,
        desk,
        office,
        learned_at: learned,
        learned_on: learned.with_timezone(&pack.zone()).date_naive(),
        what: item,
    };
    let command = Command::Open(Box::new(opened));
    let order = Order::new(
        controller,
        session.incident_scope(),
        session.actor(),
        vec![(id, command).into()],
    );
    let writes = store_writes(sealer.finish(), Vec::new());
    let order = sealing(app, order, writes, &[]).await?;
    Ok(session.execute(order).await.map(|_| ()))
}

/// What can be recorded under a pack: a trigger, with what led to it where that is told apart.
fn kinds_of(pack: &Pack) -> Vec<String> {
    let mut all = Vec::new();
    for trigger in triggers(pack) {
        match causes(trigger) {
            [] => all.push(trigger.to_owned()),
            causes => all.extend(causes.iter().map(|cause| format!("{trigger}/{cause}"))),
        }
    }
    all
}

fn again(session: &Session, visit: &Visit, form: Form) -> Answer {
    let page = html(&draw(session, visit, form))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn draw(session: &Session, visit: &Visit, form: Form) -> NewPage {
    let locale = visit.locale;
    let packs = session.incident_packs();
    let mut page = session.page(visit, locale.t("console-incident-new"));
    page.has_errors = form.has_errors();
    let mut kinds: Vec<String> = Vec::new();
    for kind in packs.iter().flat_map(|pack| kinds_of(pack)) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let organisations = match packs.as_slice() {
        [_] => Vec::new(),
        several => several
            .iter()
            .map(|pack| Choice::new(pack.controller().as_str(), organisation(visit, pack)))
            .collect(),
    };
    NewPage {
        page,
        id: form.value("id").to_owned(),
        organisations,
        kinds: kinds
            .iter()
            .map(|kind| {
                let key = format!("console-incident-{}", kind.replace('/', "-"));
                Choice::new(kind.as_str(), locale.t(&key)).hint(locale.t(format!("{key}-hint")))
            })
            .collect(),
        form,
    }
}
