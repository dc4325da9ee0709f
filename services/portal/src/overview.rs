use askama::Template;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use chrono::NaiveDate;
use habeas_case::{
    AnswerStep, Part, SubmissionEvent,
    case::{Case, PHYSICIAN},
    submission::IdentityState,
};
use habeas_dossier::{
    Standing, complaint_standing, late_standing,
    why::{self, DateAccount, PersonDate},
};
use habeas_engine::{Bound, Loaded};
use habeas_envelope::{ActorId, CaseId, Code, EventRecord, ItemId, StreamRef};
use habeas_regime::{FileKind, Right};
use habeas_vault::Reference;
use habeas_web::{Account, Form, Layout, Notice, PageError, Visit, html};

use crate::{app::App, person::Person, physician, turn::Turn};

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    page: Layout,
    form: Form,
    state: String,
    state_text: String,
    date: Option<DateBlock>,
    answers: Vec<AnswerLine>,
    outcomes: Vec<Standing>,
    messages: Vec<MessageLine>,
    events: Vec<EventLine>,
    asked_for_evidence: bool,
    asked_for_physician: bool,
    may_name_physician: bool,
    may_hand_in: bool,
    may_write: bool,
    may_withdraw: bool,
}

/// The one date that the person sees, and why.
struct DateBlock {
    /// What the date is: an answer by then, the rest of it, an aim.
    label: String,
    /// None while the time limit stands still, and where there is none.
    date: Option<String>,
    /// The day aimed at, where no limit binds.
    target: Option<String>,
    /// What must be known to read it.
    note: Option<String>,
    sentences: Vec<String>,
    citations: Vec<String>,
}

/// What was done on the page before.
#[derive(serde::Deserialize)]
pub(crate) struct Before {
    done: Option<String>,
}

struct AnswerLine {
    label: String,
    href: String,
    collected: bool,
}

struct MessageLine {
    action: String,
    day: String,
    read: bool,
}

struct EventLine {
    title: String,
    when: String,
}

/// A case whose answer the person can collect.
pub(crate) struct Ready {
    /// Its place among the cases, from 1.
    pub(crate) number: usize,
    pub(crate) case: CaseId,
    pub(crate) answer: ItemId,
    pub(crate) answer_key: [u8; 32],
    /// The legal day it was made available.
    pub(crate) day: NaiveDate,
    /// What it decides.
    pub(crate) parts: Vec<Part>,
    /// The windows for complaint and court that opened with it, with their last days.
    pub(crate) windows: Vec<(Code, NaiveDate)>,
    /// The right exercised, and the kind of file.
    pub(crate) exercise: (Right, FileKind),
}

/// What happened, what comes next, and until when.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Query(before): Query<Before>,
) -> Result<Response, Turn> {
    let person = Person::of(&app, &headers).await?;
    let cases = cases(&app, &person).await?;
    let ready = if person.state.identity_established() {
        cases.iter().filter_map(ready_case).collect()
    } else {
        Vec::new()
    };
    let outcomes = outcomes(&visit, &person, &cases);
    let several = person.state.cases.len() > 1;
    let answers = ready.iter().map(|ready| AnswerLine {
        label: label(&visit, ready.number, several),
        href: format!("/status/answers/{}", ready.number),
        collected: person.state.collected.contains(&(ready.case, ready.answer)),
    });
    let answers: Vec<AnswerLine> = answers.collect();
    let done = Done::of(&app, &cases);
    let state = state_word(&person, &answers, done);
    let open = person.is_open();
    let date = account(&app, &visit, &person, &cases).filter(|_| open && !done.all);
    let asked = !person.state.identity_questions.is_empty()
        && matches!(person.state.identity, IdentityState::Checking { .. });
    let names_physician = physician::open(&person);
    let named = person.state.named(&Code::literal(PHYSICIAN)).is_some();
    let mut page = frame(
        &app,
        &visit,
        &person,
        visit.locale.t("portal-overview-heading"),
    );
    page.notice = notice(&visit, before.done.as_deref());
    Ok(html(&OverviewPage {
        form: Form::blank(person.token(&app, "message")),
        state: visit.locale.t(format!("portal-state-{state}")).to_string(),
        state_text: visit
            .locale
            .t(format!("portal-state-{state}-text"))
            .to_string(),
        date: date
            .and_then(|account| date_block(&visit, account.for_person(), !answers.is_empty())),
        answers,
        outcomes,
        messages: messages(&visit, &person),
        events: timeline(&visit, &person, &ready, several),
        asked_for_evidence: open && asked,
        asked_for_physician: names_physician && !named,
        may_name_physician: names_physician && named,
        may_hand_in: person.may_prove() && !(open && asked),
        may_write: true,
        may_withdraw: open && !done.all,
        page,
    })?)
}

/// That what was done on the page before is done.
fn notice(visit: &Visit, done: Option<&str>) -> Option<Notice> {
    let text = match done? {
        "message" => visit.locale.t("portal-done-message"),
        "evidence" => visit.locale.t("portal-done-evidence"),
        "physician" => visit.locale.t("portal-done-physician"),
        _ => return None,
    };
    Some(Notice {
        text: text.to_string(),
        success: true,
    })
}

/// The frame of the pages of one person's request: the reference, and how to leave.
pub(crate) fn frame(app: &App, visit: &Visit, person: &Person, title: impl ToString) -> Layout {
    let mut page = app.page_of(visit, &person.pack, title);
    page.signed_in = Some(Account {
        name: reference(person),
        sign_out: "/status/leave".to_owned(),
        token: person.token(app, "leave"),
    });
    page
}

/// The reference for eyes.
pub(crate) fn reference(person: &Person) -> String {
    let code = person
        .state
        .received
        .as_ref()
        .map(|received| received.reference.as_str());
    let code = code.unwrap_or_default();
    Reference::parse(code).map_or_else(|_| code.to_owned(), |reference| reference.to_string())
}

/// A part of the request, without saying which kind of file it is about.
pub(crate) fn label(visit: &Visit, number: usize, several: bool) -> String {
    if several {
        visit
            .locale
            .t("portal-part")
            .arg("number", number)
            .to_string()
    } else {
        visit.locale.t("portal-answer").to_string()
    }
}

/// A case of the person's, at its place among them, from 1.
struct Known {
    number: usize,
    id: CaseId,
    state: Case,
    /// What its dates are computed with.
    bound: Bound,
}

/// Whether the cases are answered or closed.
#[derive(Clone, Copy)]
struct Done {
    /// All of them; false while there is none.
    all: bool,
}

impl Done {
    fn of(app: &App, cases: &[Known]) -> Self {
        Self {
            all: !cases.is_empty() && cases.iter().all(|known| known.is_done(app)),
        }
    }
}

impl Known {
    fn is_done(&self, app: &App) -> bool {
        let actor = ActorId::person();
        let ctx = self.bound.context(app.now(), &actor);
        self.state.closed.is_some() || self.state.answered_on(&ctx).is_some()
    }
}

async fn cases(app: &App, person: &Person) -> Result<Vec<Known>, Turn> {
    let cases = &person.state.cases;
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let streams: Vec<StreamRef> = cases
        .iter()
        .map(|case| StreamRef::case(person.controller.clone(), case.case))
        .collect();
    let found = app.engine.store.load(&person.scope(), &streams).await?;
    let loaded = Loaded::read(&found).map_err(|_| PageError::internal("decode"))?;
    let engine = &app.engine;
    let mut known = Vec::new();
    for (place, case) in cases.iter().enumerate() {
        let Some(state) = loaded.case(case.case) else {
            continue;
        };
        let bind = || engine.shelf.bind_case(&person.controller, state);
        known.push(Known {
            number: place + 1,
            id: case.case,
            state: state.clone(),
            bound: engine.bound(bind).await?,
        });
    }
    Ok(known)
}

/// The answers that can be collected, once it is settled who the person is.
pub(crate) async fn ready(app: &App, person: &Person) -> Result<Vec<Ready>, Turn> {
    if !person.state.identity_established() {
        return Ok(Vec::new());
    }
    Ok(cases(app, person)
        .await?
        .iter()
        .filter_map(ready_case)
        .collect())
}

/// What silence or a decision came to, of each complaint; what a decision that is late costs.
fn outcomes(visit: &Visit, person: &Person, cases: &[Known]) -> Vec<Standing> {
    cases
        .iter()
        .flat_map(|known| {
            let (locale, pack) = (visit.locale, &person.pack);
            let complaint = complaint_standing(locale, pack, &known.state);
            complaint
                .into_iter()
                .chain(late_standing(locale, pack, &known.state))
        })
        .collect()
}

fn ready_case(known: &Known) -> Option<Ready> {
    let answer = known.state.answer.as_ref()?;
    Some(Ready {
        number: known.number,
        case: known.id,
        answer: answer.answer,
        answer_key: answer.answer_key,
        day: answer.step(AnswerStep::MadeAvailable)?,
        parts: answer.parts.clone(),
        windows: known.state.remedies.clone(),
        exercise: known.state.exercise()?,
    })
}

/// The latest date of what is not answered; before there are cases, what a filing like this is
/// told.
fn account(app: &App, visit: &Visit, person: &Person, cases: &[Known]) -> Option<DateAccount> {
    if cases.is_empty() {
        let shelf = &app.engine.shelf;
        let bound = shelf.bind_submission(&person.controller, &person.state);
        let calendars = bound.ok()?.calendars;
        return why::of_submission(visit.locale, &person.pack, &calendars, &person.state);
    }
    let actor = ActorId::person();
    let cases = cases.iter();
    why::of_request(
        visit.locale,
        cases.map(|known| (&known.state, known.bound.context(app.now(), &actor))),
    )
}

fn date_block(visit: &Visit, told: PersonDate, of_the_rest: bool) -> Option<DateBlock> {
    let locale = visit.locale;
    let (label, note) = match (told.binding, told.date) {
        (true, Some(_)) if of_the_rest => ("portal-due-rest", None),
        (true, Some(_)) => ("portal-due", None),
        (true, None) => ("portal-due", Some(locale.t("why-person-paused"))),
        // An aim is told as one, in a sentence of its own.
        (false, Some(_)) => ("why-person-aim", None),
        (false, None) => return None,
    };
    Some(DateBlock {
        label: locale.t(label).to_string(),
        date: told
            .date
            .filter(|_| told.binding)
            .map(|day| locale.date_with_weekday(day)),
        target: told
            .date
            .filter(|_| !told.binding)
            .map(|day| locale.date(day)),
        note: note.map(|note| note.to_string()),
        sentences: told.sentences,
        citations: told.citations,
    })
}

/// The word of the keys `portal-state-…`, `portal-state-…-text`.
fn state_word(person: &Person, answers: &[AnswerLine], done: Done) -> &'static str {
    if person.state.withdrawn {
        return "withdrawn";
    }
    if answers.iter().any(|answer| !answer.collected) {
        return "answer-ready";
    }
    if done.all && !answers.is_empty() {
        return "answered";
    }
    match person.state.status() {
        // Whether to close is the desk's to think about; the person may still answer.
        "identity-unanswered" => "identity-asked",
        status => status,
    }
}

fn messages(visit: &Visit, person: &Person) -> Vec<MessageLine> {
    let mut messages = Vec::new();
    for (record, event) in person.events.iter().rev() {
        if let SubmissionEvent::MessageSent { item } = event {
            messages.push(MessageLine {
                action: format!("/status/messages/{item}"),
                day: day_of(visit, person, record),
                read: opened(person, *item).is_some(),
            });
        }
    }
    messages
}

/// The event that says the person read a message.
pub(crate) fn opened(person: &Person, message: ItemId) -> Option<&EventRecord> {
    let mut events = person.events.iter();
    events
        .find(|(_, event)| *event == SubmissionEvent::MessageOpened { item: message })
        .map(|(record, _)| record)
}

fn day_of(visit: &Visit, person: &Person, record: &EventRecord) -> String {
    let instant = record.recorded_at.with_timezone(&person.pack.zone());
    visit.locale.date(instant.date_naive())
}

/// What happened, newest first, in plain words; nothing of what was decided, by whom or about
/// which file.
fn timeline(visit: &Visit, person: &Person, ready: &[Ready], several: bool) -> Vec<EventLine> {
    let mut events: Vec<(NaiveDate, u64, EventLine)> = Vec::new();
    for (record, event) in &person.events {
        let Some(word) = event_word(event) else {
            continue;
        };
        let day = match event {
            SubmissionEvent::Received(received) => received.received_on,
            _ => record
                .recorded_at
                .with_timezone(&person.pack.zone())
                .date_naive(),
        };
        let title = visit.locale.t(format!("portal-event-{word}")).to_string();
        let when = visit.locale.date(day);
        events.push((day, 2 * record.seq, EventLine { title, when }));
    }
    for ready in ready {
        let part = label(visit, ready.number, several);
        let title = visit
            .locale
            .t("portal-event-answer-ready")
            .arg("part", part);
        let line = EventLine {
            title: title.to_string(),
            when: visit.locale.date(ready.day),
        };
        // Of one day, an answer is what came last but for its collection.
        let before_collection = person
            .events
            .iter()
            .find_map(|(record, event)| match event {
                SubmissionEvent::AnswerCollected { case, .. } if *case == ready.case => {
                    Some((2 * record.seq).saturating_sub(1))
                }
                _ => None,
            });
        events.push((ready.day, before_collection.unwrap_or(u64::MAX), line));
    }
    events.sort_by_key(|(day, seq, _)| std::cmp::Reverse((*day, *seq)));
    events.into_iter().map(|(_, _, line)| line).collect()
}

/// The word of the key `portal-event-…`; none for what is the house's own.
fn event_word(event: &SubmissionEvent) -> Option<&'static str> {
    Some(match event {
        SubmissionEvent::Received(_) => "received",
        SubmissionEvent::IdentityCheckOpened { .. } => "identity-check",
        // That authority is asked for is a question like any about who somebody is, and recorded
        // with it.
        SubmissionEvent::IdentityQuestionAsked { .. } => "identity-asked",
        SubmissionEvent::IdentityEvidenceReceived { .. }
        | SubmissionEvent::DocumentReceived { .. } => "evidence",
        SubmissionEvent::IdentityEstablished { .. } => "identity-established",
        SubmissionEvent::IdentityRejected { .. } => "identity-rejected",
        SubmissionEvent::HandedOver => "handed-over",
        SubmissionEvent::PartyNamed { .. } => "party-named",
        SubmissionEvent::MessageReceived { .. } => "message-in",
        SubmissionEvent::MessageSent { .. } => "message-out",
        SubmissionEvent::AnswerCollected { .. } => "collected",
        SubmissionEvent::ReceiptCorrected { .. } => "receipt-corrected",
        SubmissionEvent::Withdrawn => "withdrawn",
        SubmissionEvent::Closed { .. } => "closed",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use habeas_case::Capacity;
    use habeas_language::testing::check_keys;

    use crate::whom::capacity_key;

    #[test]
    fn every_word_of_a_page_has_its_text_in_every_language() {
        let states = [
            "received",
            "identity",
            "identity-asked",
            "identity-rejected",
            "in-hand",
            "answer-ready",
            "answered",
            "withdrawn",
            "closed",
        ];
        check_keys(states.map(|state| format!("portal-state-{state}"))).unwrap();
        check_keys(states.map(|state| format!("portal-state-{state}-text"))).unwrap();
        let events = [
            "received",
            "identity-check",
            "identity-asked",
            "evidence",
            "identity-established",
            "identity-rejected",
            "handed-over",
            "party-named",
            "message-in",
            "message-out",
            "collected",
            "receipt-corrected",
            "withdrawn",
            "closed",
        ];
        check_keys(events.map(|event| format!("portal-event-{event}"))).unwrap();
        check_keys(Capacity::ALL.iter().map(|capacity| capacity_key(*capacity))).unwrap();
        let refused = [
            "empty",
            "unknown-kind",
            "damaged",
            "too-many-pixels",
            "harmful",
        ];
        check_keys(refused.map(|reason| format!("portal-upload-{reason}"))).unwrap();
        check_keys(["identity", "mandate"].map(|kind| format!("portal-copy-kind-{kind}"))).unwrap();
        let errors = ["not-sent", "draft-gone", "changed"];
        check_keys(errors.map(|error| format!("portal-error-{error}-title"))).unwrap();
    }
}
