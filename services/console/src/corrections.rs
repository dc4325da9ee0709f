//! What was recorded of a case and is set right: the day of receipt, with what that comes to; and a
//! legal hold, under which nothing is destroyed.

use askama::Template;
use axum::{extract::Path, response::Response};
use chrono::NaiveDate;
use habeas_case::{CaseEvent, Refusal, case::Command};
use habeas_envelope::Code;
use habeas_regime::Pack;
use habeas_web::{Choice, Form, Layout, Posted, Visit, html};

use crate::{
    cases::{CaseFile, SubmissionFile},
    session::{Session, organisation},
    step::{self, FormStep, Read, Sent},
    turn::{Answer, Turn},
    what_if::work_to,
    words::{Fact, fact},
};

/// Why the day of receipt was another.
pub(crate) const RECEIPT_REASONS: &[&str] = &["other-channel", "processor", "mistyped"];
/// Why nothing may be destroyed.
pub(crate) const HOLD_CAUSES: &[&str] = &["court", "authority", "complaint"];

#[derive(Template)]
#[template(path = "correction.html")]
struct CorrectionPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    /// `receipt` or `hold`.
    word: &'static str,
    hint: String,
    dates: Vec<Fact>,
    legend: String,
    choices: Vec<Choice>,
    /// Whether a hold stands, which is lifted then.
    lifts: bool,
}

pub(crate) async fn receipt_page(s: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    step::show(Receipt { id }, s, visit).await
}

pub(crate) async fn receipt(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    step::submit(Receipt { id }, session, visit, posted).await
}

/// The form that sets the day of receipt right.
struct Receipt {
    id: String,
}

impl FormStep for Receipt {
    type File = CaseFile;

    async fn load(&self, session: &Session) -> Result<CaseFile, Turn> {
        session.case(&self.id).await
    }

    async fn read(&self, sent: Sent<'_>, file: &CaseFile, form: &mut Form) -> Result<Read, Turn> {
        let day = form.read_date("day");
        if !form.value("show").is_empty() {
            return Ok(Read::Show);
        }
        let reason = step::chosen(form, "choice", RECEIPT_REASONS);
        let (Some(day), Some(reason)) = (day, reason) else {
            return Ok(Read::Wrong);
        };
        let reason = Code::literal(reason);
        let command = Command::CorrectReceipt { day, reason };
        let order = file.order(sent.session, vec![command], sent.version);
        Ok(Read::to_do(order, "receipt-corrected"))
    }

    fn field(&self, _: Refusal) -> &'static str {
        "day"
    }

    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        file: &CaseFile,
        form: Form,
    ) -> Result<Response, Turn> {
        let day = form.clone().read_date("day");
        Ok(html(&receipt_drawn(session, visit, file, form, day))?)
    }
}

pub(crate) async fn hold_page(s: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    step::show(Hold { id }, s, visit).await
}

pub(crate) async fn hold(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    step::submit(Hold { id }, session, visit, posted).await
}

/// The form that sets or lifts a legal hold.
struct Hold {
    id: String,
}

impl FormStep for Hold {
    type File = CaseFile;

    async fn load(&self, session: &Session) -> Result<CaseFile, Turn> {
        session.case(&self.id).await
    }

    async fn read(&self, sent: Sent<'_>, file: &CaseFile, form: &mut Form) -> Result<Read, Turn> {
        let (command, done) = if form.is("lift", "1") {
            (Command::LiftLegalHold, "hold-lifted")
        } else {
            let Some(cause) = step::chosen(form, "choice", HOLD_CAUSES) else {
                return Ok(Read::Wrong);
            };
            let cause = Code::literal(cause);
            (Command::SetLegalHold { cause }, "hold-set")
        };
        let order = file.order(sent.session, vec![command], sent.version);
        Ok(Read::to_do(order, done))
    }

    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        file: &CaseFile,
        form: Form,
    ) -> Result<Response, Turn> {
        Ok(html(&hold_drawn(session, visit, file, form))?)
    }
}

/// The dates as they stand and, once a day was typed, as they would.
fn receipt_drawn(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    form: Form,
    day: Option<NaiveDate>,
) -> CorrectionPage {
    let locale = visit.locale;
    let actor = session.actor();
    let ctx = file.context(&session.app, &actor);
    let shown = |day: Option<NaiveDate>| match day {
        Some(day) => locale.date_with_weekday(day),
        None => locale.t("clock-none-paused").to_string(),
    };
    let mut dates = Vec::new();
    if let Some(received) = file.state.received_on() {
        let received = locale.date_with_weekday(received);
        dates.push(fact(locale, "console-receipt-now", received));
    }
    let now = shown(work_to(&file.state, &ctx));
    dates.push(fact(locale, "clock-now", now));
    if let Some(day) = day.filter(|day| *day <= ctx.today()) {
        let reason = Code::literal("supposed");
        let corrected = CaseEvent::ReceiptCorrected { day, reason };
        let then = file.state.supposing([corrected], &ctx);
        let then = shown(work_to(&then, &ctx));
        dates.push(fact(locale, "clock-then", then));
    }
    let choices = choices(visit, "console-receipt-reason", RECEIPT_REASONS);
    let about = About::of(file);
    drawn(session, visit, about, form, "receipt", (dates, choices))
}

fn hold_drawn(session: &Session, visit: &Visit, file: &CaseFile, form: Form) -> CorrectionPage {
    let choices = choices(visit, "console-hold-cause", HOLD_CAUSES);
    let about = About::of(file);
    let word = if file.state.legal_hold {
        "hold-lift"
    } else {
        "hold"
    };
    drawn(session, visit, about, form, word, (Vec::new(), choices))
}

fn choices(visit: &Visit, key: &str, words: &[&'static str]) -> Vec<Choice> {
    let choice = |word: &&'static str| {
        let text = visit.locale.t(format!("{key}-{word}"));
        Choice::new(*word, text)
    };
    words.iter().map(choice).collect()
}

/// What is set right, as its page names it.
struct About<'a> {
    path: String,
    version: u64,
    reference: &'a str,
    pack: &'a Pack,
}

impl<'a> About<'a> {
    fn of(file: &'a CaseFile) -> Self {
        Self {
            path: file.path(),
            version: file.state.version,
            reference: &file.submission.reference,
            pack: &file.pack,
        }
    }
}

/// The page that sets the day of receipt of a submission right, with what that comes to.
pub(crate) fn receipt_of_submission(
    session: &Session,
    visit: &Visit,
    file: &SubmissionFile,
    form: Form,
    dates: Vec<Fact>,
) -> Result<Response, Turn> {
    let about = About {
        path: file.path(),
        version: file.state.version,
        reference: &file.reference,
        pack: &file.pack,
    };
    let choices = choices(visit, "console-receipt-reason", RECEIPT_REASONS);
    let page = drawn(session, visit, about, form, "receipt", (dates, choices));
    Ok(html(&page)?)
}

fn drawn(
    session: &Session,
    visit: &Visit,
    about: About<'_>,
    form: Form,
    key: &'static str,
    (dates, choices): (Vec<Fact>, Vec<Choice>),
) -> CorrectionPage {
    let locale = visit.locale;
    let lifts = key == "hold-lift";
    let word = if lifts { "hold" } else { key };
    let mut page = session.page(visit, locale.t(format!("console-correct-{key}")));
    page.organisation = Some(organisation(visit, about.pack));
    page.has_errors = form.has_errors();
    CorrectionPage {
        path: about.path,
        version: about.version,
        reference: about.reference.to_owned(),
        word,
        hint: locale.t(format!("console-correct-{key}-hint")).to_string(),
        dates,
        legend: locale.t(format!("console-correct-{word}-why")).to_string(),
        choices,
        lifts,
        form,
        page,
    }
}
