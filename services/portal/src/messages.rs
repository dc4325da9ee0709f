use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use habeas_case::submission::Command;
use habeas_dossier::{Message as Written, copy_for, kinds, why::requested};
use habeas_engine::{
    ExecuteError, from_store_field, from_store_wrap, person_receipt, store_writes,
};
use habeas_envelope::{Code, EventRecord, ItemId};
use habeas_vault::{Owner, Sealer};
use habeas_web::{ClientPrefix, Form, Layout, Lines, Message, PageError, Posted, Visit, html};
use uuid::Uuid;

use crate::{
    app::{App, with_status},
    draft::What,
    overview::{frame, opened},
    person::Person,
    sending::{compartments, put},
    turn::Turn,
    words::LONGEST,
};

#[derive(Template)]
#[template(path = "message.html")]
struct WritePage {
    page: Layout,
    form: Form,
}

#[derive(Template)]
#[template(path = "read.html")]
struct ReadPage {
    page: Layout,
    day: String,
    paragraphs: Vec<String>,
}

/// A message to the house.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Turn> {
    let person = Person::of(&app, &headers).await?;
    let form = Form::blank(person.token(&app, "message")).with("once", fresh(&app));
    Ok(draw(&app, &visit, &person, form, StatusCode::OK)?)
}

/// Sends it; sent twice, it is one message, for the form carries its handle.
pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    client: ClientPrefix,
    posted: Posted,
) -> Result<Response, Turn> {
    let person = Person::posting(&app, &headers).await?;
    let mut form = person.form(&app, "message", posted)?;
    app.filings.check(client).map_err(PageError::from)?;
    let once: Uuid = form
        .value("once")
        .parse()
        .map_err(|_| PageError::bad_request())?;
    let Some(text) = form.read::<Lines<LONGEST>>("text") else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&app, &visit, &person, form, status)?);
    };
    let item = ItemId(Uuid::new_v5(&person.submission.0, once.as_bytes()));
    let mut sealer = Sealer::for_owner(
        &app.keys,
        person.controller.clone(),
        Owner::submission(person.submission),
        &*app.engine.entropy,
    );
    let written = Written {
        text: text.into_string(),
    };
    for compartment in compartments(&person.pack, &asked(&person)?)? {
        let copy = copy_for(item, &Code::literal(compartment.as_str()));
        put(&mut sealer, compartment, kinds::MESSAGE_IN, copy, &written)?;
    }
    let order = person
        .order(Command::ReceiveMessage { item })
        .sealing(store_writes(sealer.finish(), Vec::new()));
    match app.engine.execute(order).await {
        Ok(_) => Ok(Redirect::to("/status/request?done=message").into_response()),
        Err(error) if error.is_temporary() => {
            form.refuse("", Message::new("portal-error-away"));
            let status = StatusCode::SERVICE_UNAVAILABLE;
            Ok(draw(&app, &visit, &person, form, status)?)
        }
        Err(error) => Err(error.into()),
    }
}

/// What was asked for: its desks are the ones that read what the person writes.
pub(crate) fn asked(person: &Person) -> Result<What, Turn> {
    let received = person.state.received.as_ref();
    let received = received.ok_or_else(PageError::not_found)?;
    let asked = requested(&received.requested);
    Ok(What {
        rights: asked.rights,
        kinds: asked.kinds,
        elsewhere: Vec::new(),
        insists: false,
    })
}

/// Notes that the person opens a message of the house, and goes on to show it.
pub(crate) async fn open(
    State(app): State<App>,
    headers: HeaderMap,
    Path(item): Path<Uuid>,
    posted: Posted,
) -> Result<Response, Turn> {
    let person = Person::posting(&app, &headers).await?;
    person.form(&app, "message", posted)?;
    let item = ItemId(item);
    if opened(&person, item).is_none() {
        match app
            .engine
            .execute(person.order(Command::OpenMessage { item }))
            .await
        {
            Err(ExecuteError::Refused(_)) => return Err(PageError::not_found().into()),
            done => done?,
        };
    }
    Ok(Redirect::to(&format!("/status/messages/{item}")).into_response())
}

/// Shows a message that was opened.
pub(crate) async fn read(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Path(item): Path<Uuid>,
) -> Result<Response, Turn> {
    let person = Person::of(&app, &headers).await?;
    let item = ItemId(item);
    let Some(record) = opened(&person, item) else {
        return Err(Turn::To("/status/request"));
    };
    let message = unseal(&app, &person, item, record).await?;
    let sent = person.events.iter().find_map(|(record, event)| {
        let sent = habeas_case::SubmissionEvent::MessageSent { item };
        (*event == sent).then_some(record.recorded_at)
    });
    let day = sent.map(|instant| instant.with_timezone(&person.pack.zone()).date_naive());
    Ok(html(&ReadPage {
        page: frame(&app, &visit, &person, visit.locale.t("portal-read-heading")),
        day: day.map(|day| visit.locale.date(day)).unwrap_or_default(),
        paragraphs: paragraphs(&message.text),
    })?)
}

async fn unseal(
    app: &App,
    person: &Person,
    item: ItemId,
    record: &EventRecord,
) -> Result<Written, Turn> {
    let scope = person.scope();
    let fields = app.engine.store.sealed(&scope, &person.stream()).await?;
    let field = fields
        .into_iter()
        .find(|field| field.item == item.0 && field.kind == kinds::MESSAGE_OUT)
        .and_then(from_store_field)
        .ok_or_else(PageError::not_found)?;
    let wraps = app.engine.store.wraps(&scope, &person.stream()).await?;
    let wraps: Vec<_> = wraps.into_iter().filter_map(from_store_wrap).collect();
    let receipt = person_receipt(record).ok_or_else(|| PageError::internal("receipt"))?;
    let opened = person
        .key()
        .open(&receipt, &field, &wraps)
        .map_err(|error| PageError::internal("vault").because(error))?;
    let content = habeas_dossier::from_bytes(opened.content.expose());
    Ok(content.map_err(|_| PageError::internal("content"))?)
}

/// A text as paragraphs, parted by empty lines.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What makes one showing of a form one thing, however often it is sent.
pub(crate) fn fresh(app: &App) -> Uuid {
    let mut id = [0; 16];
    app.engine.entropy.fill(&mut id);
    uuid::Builder::from_random_bytes(id).into_uuid()
}

fn draw(
    app: &App,
    visit: &Visit,
    person: &Person,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let mut page = frame(app, visit, person, visit.locale.t("portal-message-heading"));
    page.has_errors = form.has_errors();
    with_status(status, &WritePage { page, form })
}
