//! The kind of file of a case was another: it moves to the desk that has that kind, with the words
//! of the person sealed for that desk and the clock of that kind, after its dates were shown.

use std::collections::HashSet;

use askama::Template;
use axum::{extract::Path, response::Response};
use chrono::NaiveDate;
use habeas_case::{
    CaseEvent, Refusal,
    case::{Command, PHYSICIAN, named_by_the_person, to_physician},
};
use habeas_contract::decode_case;
use habeas_dossier::{copy_for, kinds};
use habeas_engine::{Order, store_writes};
use habeas_envelope::{Code, ItemId};
use habeas_regime::FileKind;
use habeas_vault::{Compartment, Owner, Sealer};
use habeas_web::{Choice, Form, Layout, Lines, PageError, Posted, Visit, html};

use crate::{
    cases::{CaseFile, sealing},
    opening::of_kind,
    route_form::kept_in_the_house,
    session::{Session, organisation},
    step::{self, FormStep, Read, Sent},
    telling,
    turn::{Answer, Turn},
    what_if::work_to,
    words::{self, Fact, fact},
};

/// What a person said to the desks that have their cases, a copy for each.
const SAID: &[&str] = &[
    kinds::WORDS,
    kinds::ANSWERS,
    kinds::MESSAGE_IN,
    kinds::PHYSICIAN,
];

#[derive(Template)]
#[template(path = "kind.html")]
struct KindPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    dates: Vec<Fact>,
    kinds: Vec<Choice>,
}

pub(crate) async fn show(session: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    step::show(Correcting { id }, session, visit).await
}

pub(crate) async fn submit(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    step::submit(Correcting { id }, session, visit, posted).await
}

/// The form that says which kind of file it is.
struct Correcting {
    id: String,
}

/// Where a case of another kind belongs.
struct Place {
    kind: FileKind,
    desk: Code,
    compartment: Compartment,
    regime: Code,
    clock: Code,
}

impl Place {
    fn of(file: &CaseFile, kind: FileKind) -> Result<Self, Turn> {
        let pack = &file.pack;
        let route = pack.route_provision(&file.right, &kind);
        let clock = &pack.time_limit(&file.right, &kind).clock;
        let compartment = pack.compartment(&route.desk);
        let compartment = compartment.as_str().parse();
        Ok(Self {
            desk: route.desk.code().clone(),
            compartment: compartment.map_err(|_| PageError::internal("compartment"))?,
            regime: clock.regime.code().clone(),
            clock: clock.clock.code().clone(),
            kind,
        })
    }

    fn event(&self) -> CaseEvent {
        CaseEvent::KindCorrected {
            kind: self.kind.code().clone(),
            desk: self.desk.clone(),
            compartment: Code::literal(self.compartment.as_str()),
            regime: self.regime.clone(),
            clock: self.clock.clone(),
            reason: None,
        }
    }

    fn command(&self, reason: ItemId) -> Command {
        Command::CorrectKind {
            kind: self.kind.code().clone(),
            desk: self.desk.clone(),
            compartment: Code::literal(self.compartment.as_str()),
            regime: self.regime.clone(),
            clock: self.clock.clone(),
            reason: Some(reason),
        }
    }
}

/// The kinds of file a case can turn out to be about.
fn others(file: &CaseFile) -> impl Iterator<Item = &FileKind> {
    let known = file.pack.provisions().file_kinds.iter();
    known
        .map(|known| &known.id)
        .filter(|kind| **kind != file.kind && file.pack.offers(&file.right, kind))
}

/// Whether the kind of a case can be corrected: while nothing has been decided on it.
pub(crate) fn possible(file: &CaseFile) -> bool {
    let state = &file.state;
    state.closed.is_none() && state.answer_at_hand().is_none() && others(file).next().is_some()
}

fn chosen(file: &CaseFile, form: &mut Form) -> Option<FileKind> {
    let typed = form.value("kind").to_owned();
    let kind = others(file).find(|kind| kind.as_str() == typed).cloned();
    if kind.is_none() {
        form.refuse("kind", habeas_web::Message::new("web-error-choose"));
    }
    kind
}

impl FormStep for Correcting {
    type File = CaseFile;

    async fn load(&self, session: &Session) -> Result<CaseFile, Turn> {
        let file = session.case(&self.id).await?;
        if possible(&file) {
            Ok(file)
        } else {
            Err(Turn::not_found())
        }
    }

    async fn read(&self, sent: Sent<'_>, file: &CaseFile, form: &mut Form) -> Result<Read, Turn> {
        let session = sent.session;
        let kind = chosen(file, form);
        if !form.value("show").is_empty() {
            return Ok(if kind.is_some() {
                Read::Show
            } else {
                Read::Wrong
            });
        }
        let reason: Option<Lines<4000>> = form.read("reason");
        let (Some(kind), Some(reason)) = (kind, reason) else {
            return Ok(Read::Wrong);
        };
        let place = Place::of(file, kind)?;
        let item = session.app.item();
        let mut commands = vec![place.command(item)];
        commands.extend(kept_in_the_house(file));
        let named = file.submission.state.named(&Code::literal(PHYSICIAN));
        if let Some(named) = named
            && to_physician(&file.pack, &file.right, &place.kind)
            && file.state.party(PHYSICIAN).is_none()
        {
            commands.push(named_by_the_person(named));
        }
        let order = file.order(session, commands, sent.version);
        // The desk that has it from now on reads why it came there.
        let sealed_for = (Owner::case(file.id), place.compartment);
        let reason = reason.into_string();
        let order = telling::note(session, order, sealed_for, item, reason).await?;
        let order = resealed(session, file, order, place.compartment).await?;
        let still_seen = session
            .roles
            .sees(file.controller(), Some(&place.desk), None);
        let page = if still_seen {
            file.path()
        } else {
            "/".to_owned()
        };
        Ok(Read::leading(order, "kind-corrected", page))
    }

    fn field(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::NotOffered => "kind",
            _ => "",
        }
    }

    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        file: &CaseFile,
        form: Form,
    ) -> Result<Response, Turn> {
        let locale = visit.locale;
        let mut page = session.page(visit, locale.t("console-correct-kind"));
        page.organisation = Some(organisation(visit, &file.pack));
        page.has_errors = form.has_errors();
        let choice = |kind: &FileKind| {
            let desk = &file.pack.route_provision(&file.right, kind).desk;
            let desk = words::desk(locale, &file.pack, desk.code());
            let name = words::kind(locale, &file.pack, kind.code());
            Choice::new(kind.as_str(), name).hint(desk)
        };
        Ok(html(&KindPage {
            path: file.path(),
            version: file.state.version,
            reference: file.submission.reference.clone(),
            dates: dates(session, visit, file, &form)?,
            kinds: others(file).map(choice).collect(),
            page,
            form,
        })?)
    }
}

/// What it is now and until when and, once a kind was chosen, where it would go and until when.
fn dates(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    form: &Form,
) -> Result<Vec<Fact>, Turn> {
    let locale = visit.locale;
    let actor = session.actor();
    let ctx = file.context(&session.app, &actor);
    let shown = |day: Option<NaiveDate>| match day {
        Some(day) => locale.date_with_weekday(day),
        None => locale.t("clock-none-paused").to_string(),
    };
    let kind = words::kind(locale, &file.pack, file.kind.code());
    let mut dates = vec![
        fact(locale, "console-kind-now", kind),
        fact(locale, "clock-now", shown(work_to(&file.state, &ctx))),
    ];
    let Some(kind) = chosen(file, &mut form.clone()) else {
        return Ok(dates);
    };
    let place = Place::of(file, kind)?;
    let then = file.state.supposing([place.event()], &ctx);
    let desk = words::desk(locale, &file.pack, &place.desk);
    dates.push(fact(locale, "console-kind-desk", desk));
    dates.push(fact(locale, "clock-then", shown(work_to(&then, &ctx))));
    Ok(dates)
}

/// Adds to an order what the person said, sealed for the desk that has the case from now on; what
/// that desk has already, of another case of the same person, it has once.
async fn resealed(
    session: &Session,
    file: &CaseFile,
    order: Order,
    compartment: Compartment,
) -> Result<Order, Turn> {
    if compartment == file.compartment {
        return Ok(order);
    }
    let stream = &file.submission.stream;
    let store = &session.app.engine.store;
    let there = store.sealed(&file.submission.house(), stream).await?;
    let there: HashSet<_> = there.into_iter().map(|field| field.item).collect();
    let opened = session
        .open(stream, &[file.compartment], "kind-corrected", |field| {
            of_kind(field, SAID)
        })
        .await?;
    let mut sealer = Sealer::for_owner(
        session.app.keyring.public(),
        file.controller().clone(),
        Owner::submission(file.submission.id),
        &*session.app.engine.entropy,
    );
    let from = Code::literal(file.compartment.as_str());
    let to = Code::literal(compartment.as_str());
    for (kind, handle) in said(file) {
        let copy = copy_for(handle, &to);
        let Some(bytes) = opened.bytes(copy_for(handle, &from)) else {
            continue;
        };
        if !there.contains(&copy.0) {
            sealer.seal(compartment, Code::literal(kind), copy, bytes)?;
        }
    }
    let writes = store_writes(sealer.finish(), Vec::new());
    sealing(&session.app, order, writes, &[]).await
}

/// The handles of what the person said.
fn said(file: &CaseFile) -> Vec<(&'static str, ItemId)> {
    let submission = &file.submission.state;
    let words = submission.received.as_ref().and_then(|r| r.words);
    let answers = file.state.opened.as_ref().and_then(|o| o.questions.answers);
    let physician = submission.named(&Code::literal(PHYSICIAN)).flatten();
    let once = [
        (kinds::WORDS, words),
        (kinds::ANSWERS, answers),
        (kinds::PHYSICIAN, physician),
    ];
    let once = once
        .into_iter()
        .filter_map(|(kind, item)| Some((kind, item?)));
    let messages = submission.messages_in.iter();
    once.chain(messages.map(|item| (kinds::MESSAGE_IN, *item)))
        .collect()
}

/// Why a case came to its desk from another one, as that one said.
pub(crate) async fn why_it_came(
    session: &Session,
    file: &CaseFile,
) -> Result<Option<String>, Turn> {
    let mut last = None;
    for record in &file.events {
        if let CaseEvent::KindCorrected { reason, .. } = decode_case(record)? {
            last = reason;
        }
    }
    let Some(reason) = last else {
        return Ok(None);
    };
    let opened = session
        .open(&file.stream, &[file.compartment], "case", move |field| {
            of_kind(field, &[kinds::REASON]) && field.item == reason.0
        })
        .await?;
    Ok(opened.message(reason))
}
