//! What was recorded of a case and is set right: the day of receipt, with what that comes to; and a
//! legal hold, under which nothing is destroyed.

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::IntoResponse};
use chrono::NaiveDate;
use habeas_case::{CaseEvent, Refusal, case::Command};
use habeas_engine::ExecuteError;
use habeas_envelope::Code;
use habeas_web::{Choice, Form, Layout, Posted, Visit, html};

use crate::{
    cases::{CaseFile, settle, version_seen},
    session::{Session, organisation},
    turn::Answer,
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
    let file = s.case(&id).await?;
    let form = Form::blank(s.form_token(&file.form()));
    Ok(html(&receipt_drawn(&s, &visit, &file, form, None))?)
}

pub(crate) async fn receipt(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let file = session.case(&id).await?;
    session.check(&file.form(), &posted)?;
    let version = version_seen(&posted)?;
    let shows = !posted.value("show").is_empty();
    let mut form = Form::filled(session.form_token(&file.form()), posted.pairs);
    let day = form.read_date("day");
    if shows {
        return Ok(html(&receipt_drawn(&session, &visit, &file, form, day))?);
    }
    let chosen = form.value("choice").to_owned();
    let reason = RECEIPT_REASONS.iter().find(|known| **known == chosen);
    if reason.is_none() {
        form.refuse("choice", habeas_web::Message::new("web-error-choose"));
    }
    let (Some(day), Some(reason)) = (day, reason) else {
        return receipt_again(&session, &visit, &file, form, day);
    };
    let command = Command::CorrectReceipt {
        day,
        reason: Code::literal(reason),
    };
    let order = file.order(&session, vec![command], version);
    match session.execute(order).await {
        Err(ExecuteError::Refused(refusal)) if refusal != Refusal::Unknown => {
            let key = format!("refusal-{}", refusal.code());
            form.refuse("day", habeas_web::Message::new(key));
            receipt_again(&session, &visit, &file, form, Some(day))
        }
        result => settle(result, &file.path(), "receipt-corrected"),
    }
}

pub(crate) async fn hold_page(s: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    let file = s.case(&id).await?;
    let form = Form::blank(s.form_token(&file.form()));
    Ok(html(&hold_drawn(&s, &visit, &file, form))?)
}

pub(crate) async fn hold(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let file = session.case(&id).await?;
    session.check(&file.form(), &posted)?;
    let version = version_seen(&posted)?;
    let mut form = Form::filled(session.form_token(&file.form()), posted.pairs);
    let (command, done) = if form.is("lift", "1") {
        (Command::LiftLegalHold, "hold-lifted")
    } else {
        let chosen = form.value("choice").to_owned();
        let Some(cause) = HOLD_CAUSES.iter().find(|known| **known == chosen) else {
            form.refuse("choice", habeas_web::Message::new("web-error-choose"));
            let page = html(&hold_drawn(&session, &visit, &file, form))?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        };
        let cause = Code::literal(cause);
        (Command::SetLegalHold { cause }, "hold-set")
    };
    let order = file.order(&session, vec![command], version);
    settle(session.execute(order).await, &file.path(), done)
}

fn receipt_again(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    form: Form,
    day: Option<NaiveDate>,
) -> Answer {
    let page = html(&receipt_drawn(session, visit, file, form, day))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
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
    drawn(session, visit, file, form, "receipt", dates, choices)
}

fn hold_drawn(session: &Session, visit: &Visit, file: &CaseFile, form: Form) -> CorrectionPage {
    let choices = choices(visit, "console-hold-cause", HOLD_CAUSES);
    drawn(session, visit, file, form, "hold", Vec::new(), choices)
}

fn choices(visit: &Visit, key: &str, words: &[&'static str]) -> Vec<Choice> {
    let choice = |word: &&'static str| {
        let text = visit.locale.t(format!("{key}-{word}"));
        Choice::new(*word, text)
    };
    words.iter().map(choice).collect()
}

fn drawn(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    form: Form,
    word: &'static str,
    dates: Vec<Fact>,
    choices: Vec<Choice>,
) -> CorrectionPage {
    let locale = visit.locale;
    let lifts = word == "hold" && file.state.legal_hold;
    let key = if lifts { "hold-lift" } else { word };
    let mut page = session.page(visit, locale.t(format!("console-correct-{key}")));
    page.organisation = Some(organisation(visit, &file.pack));
    page.has_errors = form.has_errors();
    CorrectionPage {
        path: file.path(),
        version: file.state.version,
        reference: file.submission.reference.clone(),
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
