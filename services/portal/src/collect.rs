use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use habeas_case::{SubmissionEvent, submission::Command};
use habeas_dossier::{AnswerContent, kinds, part_words, remedies};
use habeas_engine::{from_store_field, from_store_wrap, person_receipt};
use habeas_envelope::{CaseId, Code, EventRecord, StreamRef};
use habeas_language::Locale;
use habeas_vault::{AnswerCode, AnswerKey, AnswerPublic, Opened, Receipt, SealedField};
use habeas_web::{
    ClientPrefix, Form, Layout, Message, PageError, Posted, SealedCookies, Visit, html,
};
use serde::{Deserialize, Serialize};

use crate::{
    app::{App, with_status},
    messages::paragraphs,
    overview::{Ready, frame, label, ready},
    person::Person,
    turn::Turn,
};

/// The kind of cookie that holds the key of the answer last collected.
pub(crate) const COOKIE: &str = "answer";

#[derive(Template)]
#[template(path = "answer-code.html")]
struct CodePage {
    page: Layout,
    form: Form,
}

#[derive(Template)]
#[template(path = "answer.html")]
struct AnswerPage {
    page: Layout,
    label: String,
    language: String,
    day: String,
    parts: Vec<PartLine>,
    paragraphs: Vec<String>,
    files: Vec<FileLine>,
    remedies: Vec<String>,
}

struct PartLine {
    what: String,
    outcome: String,
}

struct FileLine {
    name: String,
    size: String,
    href: String,
}

/// What the cookie of an answer holds.
#[derive(Serialize, Deserialize)]
struct AnswerCredential {
    case: CaseId,
    key: [u8; 32],
}

/// Asks for the answer's code, or shows the answer once the code was given.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Path(number): Path<usize>,
) -> Result<Response, Turn> {
    let person = Person::of(&app, &headers).await?;
    let ready = find(&app, &person, number).await?;
    let Some(open) = unlocked(&app, &headers, &person, &ready) else {
        let form = Form::blank(person.token(&app, "answer"));
        return Ok(draw_code(&app, &visit, &person, form, StatusCode::OK)?);
    };
    let content = open.content(&app, &person, &ready).await?;
    Ok(draw_answer(&app, &visit, &person, &ready, &content)?)
}

/// Checks the code, and notes that the answer is collected before anything of it is opened.
pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    client: ClientPrefix,
    Path(number): Path<usize>,
    posted: Posted,
) -> Result<Response, Turn> {
    app.codes.check(client).map_err(PageError::from)?;
    let person = Person::posting(&app, &headers).await?;
    let ready = find(&app, &person, number).await?;
    let mut form = person.form(&app, "answer", posted)?;
    if form.value("code").trim().is_empty() {
        form.refuse("code", Message::new("portal-status-code-missing"));
    }
    let key = AnswerCode::parse(form.value("code"))
        .ok()
        .and_then(|code| AnswerPublic(ready.answer_key).verify(&code, ready.case.0));
    let Some(key) = key else {
        form.refuse("code", Message::new("portal-answer-code-refused"));
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw_code(&app, &visit, &person, form, status)?);
    };
    let command = Command::Collect {
        case: ready.case,
        answer: ready.answer,
    };
    app.engine.execute(person.order(command)).await?;
    let credential = AnswerCredential {
        case: ready.case,
        key: *key.to_bytes(),
    };
    let cookies = app
        .cookies(&headers)
        .put(COOKIE, &credential, app.now(), SealedCookies::PERSON)
        .map_err(|_| PageError::internal("cookie"))?;
    let page = format!("/status/answers/{number}");
    Ok((cookies, Redirect::to(&page)).into_response())
}

/// A file of the answer, under a name of our own.
pub(crate) async fn file(
    State(app): State<App>,
    headers: HeaderMap,
    Path((number, file)): Path<(usize, usize)>,
) -> Result<Response, Turn> {
    let person = Person::of(&app, &headers).await?;
    let ready = find(&app, &person, number).await?;
    let open = unlocked(&app, &headers, &person, &ready).ok_or_else(PageError::not_found)?;
    let content = open.content(&app, &person, &ready).await?;
    let place = file.checked_sub(1).ok_or_else(PageError::not_found)?;
    let attachment = content
        .attachments
        .get(place)
        .ok_or_else(PageError::not_found)?;
    let opened = open
        .item(&app, &person, &ready, kinds::ANSWER_FILE, attachment.item)
        .await?;
    let (media_type, ending) = match attachment.media_type.as_str() {
        "application/pdf" => ("application/pdf", "pdf"),
        "image/jpeg" => ("image/jpeg", "jpg"),
        "image/png" => ("image/png", "png"),
        _ => ("application/octet-stream", "bin"),
    };
    let name = format!("attachment; filename=\"answer-{number}-{file}.{ending}\"");
    let disposition = HeaderValue::from_str(&name).map_err(|_| PageError::internal("file-name"))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_DISPOSITION, disposition),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; sandbox"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, opened.content.expose().to_vec()).into_response())
}

/// The answer of a place, if there is one to collect; anything else is not there.
async fn find(app: &App, person: &Person, number: usize) -> Result<Ready, Turn> {
    let ready = ready(app, person).await?;
    let found = ready.into_iter().find(|ready| ready.number == number);
    found.ok_or_else(|| PageError::not_found().into())
}

/// What opens an answer: its key, and the receipt of the event that says it was collected.
struct Unlocked {
    key: AnswerKey,
    receipt: Receipt,
}

fn unlocked(app: &App, headers: &HeaderMap, person: &Person, ready: &Ready) -> Option<Unlocked> {
    let credential: AnswerCredential = app.cookies(headers).get(COOKIE, app.now())?;
    let key = AnswerKey::from_bytes(credential.key);
    if credential.case != ready.case || key.public().0 != ready.answer_key {
        return None;
    }
    let record = collected(person, ready)?;
    let receipt = person_receipt(record)?;
    Some(Unlocked { key, receipt })
}

/// The committed event of the collection.
fn collected<'a>(person: &'a Person, ready: &Ready) -> Option<&'a EventRecord> {
    let wanted = SubmissionEvent::AnswerCollected {
        case: ready.case,
        answer: ready.answer,
    };
    let mut events = person.events.iter();
    events
        .find(|(_, event)| *event == wanted)
        .map(|(record, _)| record)
}

impl Unlocked {
    async fn content(
        &self,
        app: &App,
        person: &Person,
        ready: &Ready,
    ) -> Result<AnswerContent, Turn> {
        let opened = self
            .item(app, person, ready, kinds::ANSWER, ready.answer.0)
            .await?;
        let content = habeas_dossier::from_bytes(opened.content.expose());
        Ok(content.map_err(|_| PageError::internal("content"))?)
    }

    async fn item(
        &self,
        app: &App,
        person: &Person,
        ready: &Ready,
        kind: &str,
        item: uuid::Uuid,
    ) -> Result<Opened, Turn> {
        let store = &app.engine.store;
        let scope = person.scope();
        let owner = StreamRef::case(person.controller.clone(), ready.case);
        let fields = store.sealed(&scope, &owner).await?;
        let field = fields
            .into_iter()
            .find(|field| field.item == item && field.kind == *kind)
            .ok_or_else(PageError::not_found)?;
        let field = app.engine.with_document(&scope, field).await?;
        let field: SealedField =
            from_store_field(field).ok_or_else(|| PageError::internal("field"))?;
        let wraps = store.wraps(&scope, &owner).await?;
        let wraps: Vec<_> = wraps.into_iter().filter_map(from_store_wrap).collect();
        let opened = person
            .key()
            .open_answer(&self.key, &self.receipt, &field, &wraps);
        Ok(opened.map_err(|error| PageError::internal("vault").because(error))?)
    }
}

fn draw_code(
    app: &App,
    visit: &Visit,
    person: &Person,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let mut page = frame(
        app,
        visit,
        person,
        visit.locale.t("portal-answer-code-heading"),
    );
    page.has_errors = form.has_errors();
    with_status(status, &CodePage { page, form })
}

/// The parts of the decision in words; of one part that only says what was asked, none.
fn parts(locale: Locale, person: &Person, ready: &Ready, content: &AnswerContent) -> Vec<PartLine> {
    let parts = ready.parts.iter().enumerate();
    parts
        .map(|(place, part)| {
            let label = content.parts.get(place).and_then(|p| p.label.as_deref());
            let (what, outcome) = part_words(locale, &person.pack, part, label, &ready.exercise);
            PartLine { what, outcome }
        })
        .collect()
}

/// What the person said at intake of who they are to the house.
fn audience(person: &Person) -> Option<&Code> {
    let received = person.state.received.as_ref();
    received.and_then(|received| received.audience.as_ref())
}

fn draw_answer(
    app: &App,
    visit: &Visit,
    person: &Person,
    ready: &Ready,
    content: &AnswerContent,
) -> Result<Response, PageError> {
    let number = ready.number;
    // The answer is in the person's language, whatever the page around it is shown in.
    let locale = Locale::from_tag(&content.language).unwrap_or(visit.locale);
    let files = content.attachments.iter().zip(1..).map(|(file, place)| {
        let kilobytes = file.size.div_ceil(1024);
        let size = visit
            .locale
            .t("portal-kilobytes")
            .arg("kilobytes", kilobytes);
        FileLine {
            name: file.name.clone(),
            size: size.to_string(),
            href: format!("/status/answers/{number}/files/{place}"),
        }
    });
    let label = label(visit, number, person.state.cases.len() > 1);
    html(&AnswerPage {
        page: frame(app, visit, person, &label),
        label,
        language: content.language.clone(),
        day: visit.locale.date(ready.day),
        parts: parts(locale, person, ready, content),
        paragraphs: paragraphs(&content.text),
        files: files.collect(),
        remedies: remedies(
            locale,
            &person.pack,
            &ready.exercise,
            audience(person),
            &ready.windows,
        ),
    })
}
