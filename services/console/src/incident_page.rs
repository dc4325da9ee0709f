//! The page of an incident: its duties, until when and why, what is next, and what happened.

use askama::Template;
use axum::extract::{Path, Query};
use habeas_case::obligation::{Duty, DutyState, raisable};
use habeas_dossier::{AnswerContent, from_bytes, kinds};
use habeas_envelope::ItemId;
use habeas_language::Locale;
use habeas_regime::Notified;
use habeas_timelimit::Period;
use habeas_vault::Compartment;
use habeas_web::{Form, Layout, Visit, html};
use serde::Deserialize;

use crate::{
    cases::parse_id,
    files,
    history::{Happened, timeline},
    incidents::{IncidentFile, left, stage, until},
    opening::{Opened, of_kind},
    session::{Session, notice, organisation, refusal},
    turn::{Answer, Turn},
    words::{self, Fact, Tag, fact, picked},
};

#[derive(Deserialize)]
pub(crate) struct Asked {
    done: Option<String>,
    refused: Option<String>,
}

/// A copy that somebody was told by.
struct Copy {
    href: String,
    label: String,
}

/// A duty, in words.
struct DutyCard {
    id: String,
    name: String,
    whom: String,
    state: Tag,
    left: Option<Tag>,
    until: Option<String>,
    late: bool,
    why: Vec<String>,
    citation: String,
    note: Option<String>,
    copies: Vec<Copy>,
    reason: Option<String>,
    may_tell: bool,
    may_correct: bool,
    may_waive: bool,
}

struct Raise {
    word: String,
    text: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "incident.html")]
struct IncidentPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    stage: Tag,
    next: String,
    what: Option<String>,
    destroyed: bool,
    facts: Vec<Fact>,
    duties: Vec<DutyCard>,
    raises: Vec<Raise>,
    discloses: bool,
    may_object: bool,
    may_disclose: bool,
    outcome: Option<String>,
    outcome_reason: Option<String>,
    objection: Option<String>,
    third_party: bool,
    closed: bool,
    may_close: bool,
    history: Vec<Happened>,
}

pub(crate) async fn show(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let file = session.incident(&id).await?;
    let locale = visit.locale;
    let actor = session.actor();
    let ctx = file.context(&session.app, &actor);
    let opened_kinds = [kinds::INCIDENT, kinds::REASON, kinds::NOTE];
    let opened = session
        .open(&file.stream, &[Compartment::General], "incident", |field| {
            of_kind(field, &opened_kinds)
        })
        .await?;
    let names = session.names(&file.stream.controller).await?;
    let state = &file.state;
    let begun = state.opened.as_ref().ok_or_else(Turn::not_found)?;
    let status = state.status(&ctx);
    let mut page = session.page(&visit, file.title(locale));
    page.organisation = Some(organisation(&visit, &file.pack));
    page.wide = true;
    page.notice =
        refusal(&visit, asked.refused.as_deref()).or_else(|| notice(&visit, asked.done.as_deref()));
    let duties = state.duties(&ctx);
    let discloses = state.discloses(&file.pack);
    let raises = raisable(&file.pack, begun.trigger.as_str());
    let open_raises = raises
        .iter()
        .filter(|raised| !state.closed && !state.raised.contains_key(raised));
    Ok(html(&IncidentPage {
        form: Form::blank(session.form_token(&file.form())),
        path: file.path(),
        version: state.version,
        stage: stage(locale, status),
        next: next(&visit, &file, &ctx, status),
        what: opened.message(begun.what),
        destroyed: opened.destroyed,
        facts: facts(&visit, &file),
        duties: duties
            .iter()
            .map(|duty| card(locale, &file, duty, &opened, ctx.now))
            .collect(),
        raises: open_raises
            .map(|raised| Raise {
                word: raised.to_string(),
                text: locale.t(format!("console-raise-{raised}")).to_string(),
                hint: locale.t(format!("console-raise-{raised}-hint")).to_string(),
            })
            .collect(),
        discloses,
        may_object: discloses
            && !state.closed
            && !state.disclosure_decided()
            && state.objected.is_none(),
        may_disclose: discloses && !state.closed && !state.disclosure_decided(),
        outcome: outcome(&visit, &file),
        outcome_reason: state
            .disclosed
            .and_then(|(_, compelled)| compelled)
            .or(state.withheld.flatten())
            .and_then(|item| opened.message(item)),
        objection: state
            .objected
            .and_then(|(_, words)| words)
            .and_then(|item| opened.message(item)),
        third_party: begun.cause.as_ref().is_some_and(|c| *c == "third-party"),
        closed: state.closed,
        may_close: status == "to-close",
        history: timeline(locale, &file.pack, &names, &file.events),
        page,
    })?)
}

/// What is next, and until when, in one sentence.
fn next(
    visit: &Visit,
    file: &IncidentFile,
    ctx: &habeas_case::Context<'_>,
    status: &str,
) -> String {
    let locale = visit.locale;
    let Some(duty) = file.state.nearest(ctx).filter(|_| !file.state.closed) else {
        return locale
            .t(format!("console-incident-next-{status}"))
            .to_string();
    };
    let name = picked(locale, &duty.provision.name);
    let key = match duty.state {
        DutyState::Waiting => "console-incident-next-wait",
        DutyState::Objected => "console-incident-next-objected",
        _ if duty.clock.as_ref().is_some_and(|c| c.end.is_none()) => {
            "console-incident-next-at-once"
        }
        DutyState::Overdue => "console-incident-next-late",
        _ => "console-incident-next-duty",
    };
    let until = until(locale, &duty, &file.pack).unwrap_or_default();
    let text = locale.t(key).arg("duty", name).arg("until", until);
    text.to_string()
}

fn facts(visit: &Visit, file: &IncidentFile) -> Vec<Fact> {
    let locale = visit.locale;
    let zone = file.pack.zone();
    let instant = |at: chrono::DateTime<chrono::Utc>| locale.instant(&at.with_timezone(&zone));
    let mut facts = Vec::new();
    if let Some((learned, _)) = file.state.learned() {
        facts.push(fact(locale, "console-incident-learned", instant(learned)));
    }
    for (raised, (at, _)) in &file.state.raised {
        let key = format!("console-raised-{raised}");
        facts.push(fact(locale, &key, instant(*at)));
    }
    if let Some((at, _)) = file.state.objected {
        facts.push(fact(locale, "console-incident-objected", instant(at)));
    }
    if let Some(opened) = &file.state.opened {
        let desk = words::desk(locale, &file.pack, &opened.desk);
        let office = words::office(locale, &file.pack, &opened.office);
        facts.push(fact(locale, "console-incident-desk", desk));
        facts.push(fact(locale, "console-incident-office", office));
    }
    facts
}

fn outcome(visit: &Visit, file: &IncidentFile) -> Option<String> {
    let locale = visit.locale;
    if let Some((at, compelled)) = file.state.disclosed {
        let key = match compelled {
            Some(_) => "console-incident-disclosed-compelled",
            None => "console-incident-disclosed",
        };
        let at = locale.instant(&at.with_timezone(&file.pack.zone()));
        return Some(locale.t(key).arg("when", at).to_string());
    }
    let withheld = file.state.withheld?;
    let _ = withheld;
    Some(locale.t("console-incident-withheld").to_string())
}

fn card(
    locale: Locale,
    file: &IncidentFile,
    duty: &Duty<'_>,
    opened: &Opened,
    now: chrono::DateTime<chrono::Utc>,
) -> DutyCard {
    let id = duty.id();
    let told = file.state.told.get(id);
    let content = told
        .and_then(|told| told.evidence)
        .and_then(|item| opened.bytes(item))
        .and_then(|bytes| from_bytes::<AnswerContent>(bytes).ok());
    let waived = file.state.not_required.get(id).filter(|_| told.is_none());
    let open = duty.state.is_open();
    let wait = duty.provision.notify == Notified::Wait;
    let end = duty.clock.as_ref().and_then(|clock| clock.end);
    DutyCard {
        id: id.to_string(),
        name: picked(locale, &duty.provision.name),
        whom: locale
            .t(format!("console-notify-{}", notify(duty.provision.notify)))
            .to_string(),
        state: state_tag(locale, duty, told.map(|t| t.at), file),
        left: open.then(|| left(locale, end, now)),
        until: until(locale, duty, &file.pack),
        late: duty.state == DutyState::Overdue,
        why: why(locale, file, duty),
        citation: duty.provision.citation.to_string(),
        note: content
            .as_ref()
            .map(|content| content.text.clone())
            .filter(|text| !text.is_empty()),
        copies: content
            .map(|content| content.attachments)
            .unwrap_or_default()
            .into_iter()
            .map(|copy| Copy {
                href: format!("{}/files/{}", file.path(), copy.item),
                label: format!("{} ({})", copy.name, words::size(copy.size)),
            })
            .collect(),
        reason: waived.map(|(ground, reason)| {
            let ground = locale.t(format!("console-unless-{ground}"));
            let reason = opened.message(*reason).unwrap_or_default();
            format!("{ground}\n{reason}")
        }),
        may_tell: open && !wait && !file.state.closed,
        may_correct: told.is_some() && !file.state.closed && file.state.disclosed.is_none(),
        may_waive: open && !wait && !file.state.closed && !duty.provision.unless.is_empty(),
    }
}

/// The word of who must be told.
pub(crate) fn notify(notify: Notified) -> &'static str {
    match notify {
        Notified::Client => "client",
        Notified::Authority => "authority",
        Notified::Subject => "subject",
        Notified::Dpo => "dpo",
        Notified::Board => "board",
        Notified::Public => "public",
        Notified::Wait => "wait",
    }
}

fn state_tag(
    locale: Locale,
    duty: &Duty<'_>,
    told: Option<chrono::DateTime<chrono::Utc>>,
    file: &IncidentFile,
) -> Tag {
    let colour = match duty.state {
        DutyState::Open => "orange",
        DutyState::Overdue | DutyState::Objected | DutyState::DoneLate => "red",
        DutyState::Done => "green",
        DutyState::Waiting => "blue",
        DutyState::WaitOver => "purple",
        DutyState::NotRequired | DutyState::Settled => "grey",
    };
    let word = duty.state.as_str();
    let mut text = locale.t(format!("console-duty-{word}")).to_string();
    if let Some(at) = told {
        let when = locale.instant(&at.with_timezone(&file.pack.zone()));
        text = locale
            .t(format!("console-duty-{word}-on"))
            .arg("when", when)
            .to_string();
    }
    Tag {
        text,
        colour: colour.to_owned(),
    }
}

/// Why that time, sentence by sentence.
fn why(locale: Locale, file: &IncidentFile, duty: &Duty<'_>) -> Vec<String> {
    let Some(clock) = &duty.clock else {
        return Vec::new();
    };
    let from = locale.instant(&clock.from.with_timezone(&file.pack.zone()));
    let from = locale
        .t(format!("console-duty-from-{}", clock.runs_from.as_str()))
        .arg("when", from);
    let mut why = vec![from.to_string()];
    match clock.period {
        Some(Period::Hours(hours)) => why.push(
            locale
                .t("console-duty-elapsed-hours")
                .arg("hours", hours)
                .to_string(),
        ),
        Some(_) => why.extend(clock.reasons.iter().map(|step| locale.reason(step))),
        None => why.push(locale.t("console-duty-without-delay").to_string()),
    }
    if let Some(aim) = clock.aim {
        let aim = locale.date_with_weekday(aim);
        why.push(locale.t("console-duty-aim").arg("day", aim).to_string());
    }
    why
}

/// A copy of what somebody was told.
pub(crate) async fn copy(session: Session, Path((id, item)): Path<(String, String)>) -> Answer {
    let file = session.incident(&id).await?;
    let item = ItemId(parse_id(&item)?);
    let opened = session
        .open(&file.stream, &[Compartment::General], "incident", |field| {
            of_kind(field, &[kinds::NOTE_FILE]) && field.item == item.0
        })
        .await?;
    let bytes = opened.bytes(item).ok_or_else(Turn::not_found)?;
    let name = format!("{}-{}", files::short(ItemId(file.id.0)), files::short(item));
    Ok(files::serve(bytes, &name, false))
}
