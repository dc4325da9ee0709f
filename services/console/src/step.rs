//! One step by a form, the same way on every page: shown, read, carried out. Where it cannot be
//! carried out, the form comes back with everything that was typed and with why.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use habeas_case::Refusal;
use habeas_engine::{ExecuteError, Order};
use habeas_web::{Form, Message, Posted, UploadedFile, Visit};

use crate::{
    cases::{CaseFile, settle, version_seen},
    session::Session,
    turn::{Answer, Turn},
};

/// A form of the console and what it does.
pub(crate) trait FormStep: Sized {
    /// What it is about, as it is loaded to be shown and to be decided on.
    type File: Subject;

    /// Loads it for this member of staff; what they may not see is not there.
    async fn load(&self, session: &Session) -> Result<Self::File, Turn>;

    /// What the form shows before anything was typed.
    async fn begin(&self, _: &Session, _: &Self::File, form: Form) -> Result<Form, Turn> {
        Ok(form)
    }

    /// Reads what was typed and makes an order of it. What is wrong stands in the form afterwards.
    async fn read(&self, sent: Sent<'_>, file: &Self::File, form: &mut Form) -> Result<Read, Turn>;

    /// The field beside which a refusal is told; none where it is told above the form.
    fn field(&self, _: Refusal) -> &'static str {
        ""
    }

    /// The page with the form, as it was left.
    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        file: &Self::File,
        form: Form,
    ) -> Result<Response, Turn>;
}

/// What a form is about.
pub(crate) trait Subject {
    /// The name of its forms, which their tokens are made for.
    fn form_name(&self) -> String;
    /// Its page.
    fn home(&self) -> String;
}

impl Subject for CaseFile {
    fn form_name(&self) -> String {
        self.form()
    }

    fn home(&self) -> String {
        self.path()
    }
}

/// What came with a form, beside its fields.
pub(crate) struct Sent<'a> {
    pub(crate) session: &'a Session,
    pub(crate) visit: &'a Visit,
    /// The version of the stream that the form was made from.
    pub(crate) version: u64,
    /// The files handed in.
    pub(crate) files: Vec<UploadedFile>,
    /// The fields whose file was too large.
    pub(crate) too_large: Vec<String>,
}

/// What a form came to when it was read.
pub(crate) enum Read {
    /// Something is wrong, and the form says what.
    Wrong,
    /// It asks to be shown with what was typed; nothing is done.
    Show,
    /// An order, the word of what was done with it (`console-done-…`), and the page that it leads
    /// to, where that is another than the one of what the form is about.
    Do(Box<Order>, String, Option<String>),
}

impl Read {
    /// An order, and the word of what was done with it.
    pub(crate) fn to_do(order: Order, done: impl Into<String>) -> Self {
        Self::Do(Box::new(order), done.into(), None)
    }

    /// As [`Read::to_do`], leading to another page.
    pub(crate) fn leading(order: Order, done: impl Into<String>, page: String) -> Self {
        Self::Do(Box::new(order), done.into(), Some(page))
    }
}

/// Shows the form.
pub(crate) async fn show<S: FormStep>(step: S, session: Session, visit: Visit) -> Answer {
    let file = step.load(&session).await?;
    let form = Form::blank(session.form_token(&file.form_name()));
    let form = step.begin(&session, &file, form).await?;
    step.draw(&session, &visit, &file, form).await
}

/// Takes the form. A stream that changed meanwhile, and a refusal, lose nothing that was typed.
pub(crate) async fn submit<S: FormStep>(
    step: S,
    session: Session,
    visit: Visit,
    posted: Posted,
) -> Answer {
    let mut file = step.load(&session).await?;
    session.check(&file.form_name(), &posted)?;
    let sent = Sent {
        session: &session,
        visit: &visit,
        version: version_seen(&posted)?,
        files: posted.files,
        too_large: posted.too_large,
    };
    let mut form = Form::filled(session.form_token(&file.form_name()), posted.pairs);
    match step.read(sent, &file, &mut form).await? {
        Read::Wrong => {}
        Read::Show => return step.draw(&session, &visit, &file, form).await,
        Read::Do(order, done, page) => match session.execute(*order).await {
            Err(ExecuteError::Refused(refusal)) if refusal != Refusal::Unknown => {
                let why = Message::new(format!("refusal-{}", refusal.code()));
                form.refuse(step.field(refusal), why);
            }
            Err(ExecuteError::Stale) => {
                form.refuse("", Message::new("error-changed-meanwhile"));
                // As it stands now, so that what is decided again is decided on that.
                file = step.load(&session).await?;
            }
            result => {
                let page = page.unwrap_or_else(|| file.home());
                return settle(result, &page, &done);
            }
        },
    }
    let page = step.draw(&session, &visit, &file, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The present day in the fields of a date.
pub(crate) fn with_day(form: Form, name: &str, day: chrono::NaiveDate) -> Form {
    use chrono::Datelike;
    form.with(&format!("{name}-day"), day.day())
        .with(&format!("{name}-month"), day.month())
        .with(&format!("{name}-year"), day.year())
}

/// Reads one of a fixed set of words.
pub(crate) fn chosen<'a>(form: &mut Form, name: &str, words: &[&'a str]) -> Option<&'a str> {
    let typed = form.value(name).to_owned();
    let found = words.iter().find(|known| **known == typed).copied();
    if found.is_none() {
        form.refuse(name, Message::new("web-error-choose"));
    }
    found
}
