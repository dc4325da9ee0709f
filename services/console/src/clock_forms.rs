//! The clock, changed by a person: paused and resumed, with what that comes to.

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::IntoResponse};
use habeas_case::{Refusal, case::Command};
use habeas_engine::ExecuteError;
use habeas_envelope::Code;
use habeas_web::{Choice, Form, Layout, Posted, Visit, html};

use crate::{
    cases::{CaseFile, settle, version_seen},
    session::{Session, organisation},
    turn::{Answer, Turn},
    what_if::{Outlook, Thought, outlook},
};

/// Why a clock is paused by hand.
const CAUSES: &[&str] = &["clarification", "identity-question"];

/// What is to be done with the clock.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Pause,
    Resume,
}

impl Change {
    fn word(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume => "resume",
        }
    }
}

#[derive(Template)]
#[template(path = "clock.html")]
struct ClockPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    word: &'static str,
    hint: String,
    outlook: Outlook,
    causes: Vec<Choice>,
}

pub(crate) async fn pause_page(s: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    blank(&s, &visit, &id, Change::Pause).await
}

pub(crate) async fn resume_page(s: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    blank(&s, &visit, &id, Change::Resume).await
}

pub(crate) async fn pause(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let (file, mut form, version) = typed(&session, &id, posted).await?;
    if !form.value("show").is_empty() {
        return shown(&session, &visit, &file, form, Change::Pause);
    }
    let cause = form.value("cause").to_owned();
    let cause = CAUSES.iter().find(|known| **known == cause);
    if cause.is_none() {
        form.refuse("cause", habeas_web::Message::new("web-error-choose"));
    }
    let day = form.read_date("day");
    let (Some(cause), Some(day)) = (cause, day) else {
        return again(&session, &visit, &file, form, Change::Pause);
    };
    let command = Command::Pause {
        cause: Code::literal(cause),
        day,
        evidence: None,
    };
    let order = file.order(&session, vec![command], version);
    let result = session.execute(order).await;
    finish(&session, &visit, &file, form, Change::Pause, result)
}

pub(crate) async fn resume(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let (file, mut form, version) = typed(&session, &id, posted).await?;
    if !form.value("show").is_empty() {
        return shown(&session, &visit, &file, form, Change::Resume);
    }
    let Some(day) = form.read_date("day") else {
        return again(&session, &visit, &file, form, Change::Resume);
    };
    let order = file.order(&session, vec![Command::Resume { day }], version);
    let result = session.execute(order).await;
    finish(&session, &visit, &file, form, Change::Resume, result)
}

async fn typed(session: &Session, id: &str, posted: Posted) -> Result<(CaseFile, Form, u64), Turn> {
    let file = session.case(id).await?;
    session.check(&file.form(), &posted)?;
    let version = version_seen(&posted)?;
    let form = Form::filled(session.form_token(&file.form()), posted.pairs);
    Ok((file, form, version))
}

fn finish(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    mut form: Form,
    change: Change,
    result: Result<habeas_engine::Executed, ExecuteError>,
) -> Answer {
    match result {
        Err(ExecuteError::Refused(refusal)) if refusal != Refusal::Unknown => {
            let field = match refusal {
                Refusal::BeforeReceipt | Refusal::InFuture => "day",
                _ => "",
            };
            let key = format!("refusal-{}", refusal.code());
            form.refuse(field, habeas_web::Message::new(key));
            again(session, visit, file, form, change)
        }
        result => settle(result, &file.path(), change.word()),
    }
}

async fn blank(session: &Session, visit: &Visit, id: &str, change: Change) -> Answer {
    let file = session.case(id).await?;
    let today = session.app.today(&file.pack);
    let form = Form::blank(session.form_token(&file.form()))
        .with("day-day", chrono::Datelike::day(&today))
        .with("day-month", chrono::Datelike::month(&today))
        .with("day-year", chrono::Datelike::year(&today));
    Ok(html(&draw(session, visit, &file, form, change))?)
}

/// The page for the day that was typed, nothing done.
fn shown(session: &Session, visit: &Visit, file: &CaseFile, form: Form, change: Change) -> Answer {
    Ok(html(&draw(session, visit, file, form, change))?)
}

fn again(session: &Session, visit: &Visit, file: &CaseFile, form: Form, change: Change) -> Answer {
    let page = html(&draw(session, visit, file, form, change))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn draw(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    mut form: Form,
    change: Change,
) -> ClockPage {
    let locale = visit.locale;
    let word = change.word();
    let mut page = session.page(visit, locale.t(format!("console-clock-{word}-title")));
    page.organisation = Some(organisation(visit, &file.pack));
    let actor = session.actor();
    let ctx = file.context(&session.app, &actor);
    let day = form.read_date("day").unwrap_or_else(|| ctx.today());
    page.has_errors = form.has_errors();
    let thought = match change {
        Change::Pause => Thought::Pause(day),
        Change::Resume => Thought::Resume(day),
    };
    ClockPage {
        form,
        path: file.path(),
        version: file.state.version,
        reference: file.submission.reference.clone(),
        word,
        hint: locale.t(format!("console-clock-{word}-hint")).to_string(),
        outlook: outlook(locale, &file.state, thought, &ctx),
        causes: CAUSES
            .iter()
            .map(|c| Choice::new(*c, locale.t(format!("console-cause-{c}"))))
            .collect(),
        page,
    }
}
