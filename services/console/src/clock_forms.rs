//! The clock, changed by a person: paused and resumed, with what that comes to.

use askama::Template;
use axum::{extract::Path, response::Response};
use habeas_case::{Refusal, case::Command};
use habeas_envelope::Code;
use habeas_web::{Choice, Form, Layout, Posted, Visit, html};

use crate::{
    cases::CaseFile,
    session::{Session, organisation},
    step::{self, FormStep, Read, Sent},
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
    let change = Change::Pause;
    step::show(Changing { id, change }, s, visit).await
}

pub(crate) async fn resume_page(s: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    let change = Change::Resume;
    step::show(Changing { id, change }, s, visit).await
}

pub(crate) async fn pause(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let change = Change::Pause;
    step::submit(Changing { id, change }, session, visit, posted).await
}

pub(crate) async fn resume(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let change = Change::Resume;
    step::submit(Changing { id, change }, session, visit, posted).await
}

/// The form that changes the clock of a case.
struct Changing {
    id: String,
    change: Change,
}

impl FormStep for Changing {
    type File = CaseFile;

    async fn load(&self, session: &Session) -> Result<CaseFile, Turn> {
        session.case(&self.id).await
    }

    async fn begin(&self, session: &Session, file: &CaseFile, form: Form) -> Result<Form, Turn> {
        Ok(step::with_day(form, "day", session.app.today(&file.pack)))
    }

    async fn read(&self, sent: Sent<'_>, file: &CaseFile, form: &mut Form) -> Result<Read, Turn> {
        if !form.value("show").is_empty() {
            // For the day that was typed, nothing done.
            return Ok(Read::Show);
        }
        let cause = match self.change {
            Change::Pause => step::chosen(form, "cause", CAUSES),
            Change::Resume => None,
        };
        let day = form.read_date("day");
        let (Some(day), false) = (day, form.has_errors()) else {
            return Ok(Read::Wrong);
        };
        let command = match cause {
            Some(cause) => Command::Pause {
                cause: Code::literal(cause),
                day,
                evidence: None,
            },
            None => Command::Resume { day },
        };
        let order = file.order(sent.session, vec![command], sent.version);
        Ok(Read::to_do(order, self.change.word()))
    }

    fn field(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::BeforeReceipt | Refusal::InFuture => "day",
            _ => "",
        }
    }

    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        file: &CaseFile,
        mut form: Form,
    ) -> Result<Response, Turn> {
        let locale = visit.locale;
        let word = self.change.word();
        let mut page = session.page(visit, locale.t(format!("console-clock-{word}-title")));
        page.organisation = Some(organisation(visit, &file.pack));
        let actor = session.actor();
        let ctx = file.context(&session.app, &actor);
        let day = form.read_date("day").unwrap_or_else(|| ctx.today());
        page.has_errors = form.has_errors();
        let thought = match self.change {
            Change::Pause => Thought::Pause(day),
            Change::Resume => Thought::Resume(day),
        };
        Ok(html(&ClockPage {
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
        })?)
    }
}
