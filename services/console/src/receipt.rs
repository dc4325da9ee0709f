//! The day on which a submission was received, set right for all of its cases: by intake, which
//! alone reads submissions whole, after the date that the person sees was shown.

use axum::{extract::Path, response::Response};
use chrono::NaiveDate;
use habeas_case::{
    CaseEvent, Decision, Refusal, SUBMISSION_CORRECTED,
    case::{self, Case, decide},
    submission::Command,
};
use habeas_engine::{Bound, Loaded};
use habeas_envelope::Code;
use habeas_web::{Form, Message, Posted, Visit};

use crate::{
    corrections::{RECEIPT_REASONS, receipt_of_submission},
    session::Session,
    step::{self, FormStep, Read, Sent, Subject},
    submission::{Seen, case_stream},
    turn::{Answer, Turn},
    words::{Fact, fact},
};

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

/// The form that says when it was received.
struct Correcting {
    id: String,
}

/// A submission with its open cases, each with what its dates are computed with.
struct Family {
    seen: Seen,
    open: Vec<(Case, Bound)>,
}

impl Subject for Family {
    fn form_name(&self) -> String {
        self.seen.file.form()
    }

    fn home(&self) -> String {
        self.seen.file.path()
    }
}

/// Whether the day of receipt of a submission can be set right by whoever looks.
pub(crate) fn possible(seen: &Seen) -> bool {
    seen.intake && seen.file.state.closed.is_none() && !seen.file.state.withdrawn
}

impl FormStep for Correcting {
    type File = Family;

    async fn load(&self, session: &Session) -> Result<Family, Turn> {
        let seen = session.submission(&self.id).await?;
        if !possible(&seen) {
            return Err(Turn::not_found());
        }
        let file = &seen.file;
        let cases = file.state.cases.iter();
        let streams: Vec<_> = cases.map(|case| case_stream(file, case.case)).collect();
        let engine = &session.app.engine;
        let loaded = Loaded::read(&engine.store.load(&file.house(), &streams).await?)?;
        let mut open = Vec::new();
        for (_, state) in loaded.cases_of(file.id) {
            if state.closed.is_none() {
                let bind = || engine.shelf.bind_case(file.controller(), state);
                open.push((state.clone(), engine.bound(bind).await?));
            }
        }
        Ok(Family { seen, open })
    }

    async fn read(&self, sent: Sent<'_>, family: &Family, form: &mut Form) -> Result<Read, Turn> {
        let session = sent.session;
        let day = form.read_date("day");
        if let Some(refusal) = day.and_then(|day| refused(session, family, day)) {
            form.refuse("day", in_words(refusal));
        }
        if !form.value("show").is_empty() {
            return Ok(if form.has_errors() {
                Read::Wrong
            } else {
                Read::Show
            });
        }
        let reason = step::chosen(form, "choice", RECEIPT_REASONS);
        let (Some(day), Some(reason), false) = (day, reason, form.has_errors()) else {
            return Ok(Read::Wrong);
        };
        let reason = Code::literal(reason);
        let correct = Command::CorrectReceipt { day, reason };
        let order = family.seen.order(session, vec![correct], sent.version);
        Ok(Read::to_do(order, "receipt-corrected"))
    }

    fn field(&self, _: Refusal) -> &'static str {
        "day"
    }

    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        family: &Family,
        form: Form,
    ) -> Result<Response, Turn> {
        let day = form.clone().read_date("day");
        let day = day.filter(|day| refused(session, family, *day).is_none());
        let dates = dates(session, visit, family, day);
        receipt_of_submission(session, visit, &family.seen.file, form, dates)
    }
}

/// Why one of the open cases could not have been received on this day. Asked before, as the day is
/// recorded once for all of them and each takes it over afterwards.
fn refused(session: &Session, family: &Family, day: NaiveDate) -> Option<Refusal> {
    if day > session.app.today(&family.seen.file.pack) {
        return Some(Refusal::InFuture);
    }
    let actor = session.actor();
    family.open.iter().find_map(|(state, bound)| {
        let reason = Code::literal(SUBMISSION_CORRECTED);
        let correct = case::Command::CorrectReceipt { day, reason };
        match decide(state, correct, &bound.context(session.app.now(), &actor)) {
            Decision::Refused(refusal) => Some(refusal),
            Decision::Events(events) => events
                .iter()
                .any(|event| matches!(event, CaseEvent::ReceiptLeft { .. }))
                .then_some(Refusal::BeforeReceipt),
            Decision::Moot(_) => None,
        }
    })
}

fn in_words(refusal: Refusal) -> Message {
    match refusal {
        Refusal::BeforeReceipt => Message::new("console-receipt-fact-before"),
        _ => Message::new(format!("refusal-{}", refusal.code())),
    }
}

/// The day recorded and the one date that the person sees, as it stands and, once a day was typed,
/// as it would: the latest of the open cases.
fn dates(session: &Session, visit: &Visit, family: &Family, day: Option<NaiveDate>) -> Vec<Fact> {
    let locale = visit.locale;
    let actor = session.actor();
    let mut dates = Vec::new();
    if let Some(received) = family.seen.file.state.received_on() {
        let received = locale.date_with_weekday(received);
        dates.push(fact(locale, "console-receipt-now", received));
    }
    let latest = |day: Option<NaiveDate>| {
        let due = family.open.iter().filter_map(|(state, bound)| {
            let ctx = bound.context(session.app.now(), &actor);
            let corrected = day.map(|day| CaseEvent::ReceiptCorrected {
                day,
                reason: Code::literal("supposed"),
            });
            state.supposing(corrected, &ctx).dates(&ctx)?.due
        });
        due.max()
    };
    if let Some(now) = latest(None) {
        let now = locale.date_with_weekday(now);
        dates.push(fact(locale, "clock-told-now", now));
    }
    if let Some(then) = day.and_then(|day| latest(Some(day))) {
        let then = locale.date_with_weekday(then);
        dates.push(fact(locale, "console-receipt-told-then", then));
    }
    dates
}
