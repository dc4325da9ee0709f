use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use habeas_case::{DocumentRef, Refusal, submission::Command};
use habeas_dossier::kinds;
use habeas_engine::{ExecuteError, store_writes};
use habeas_envelope::{Code, ItemId};
use habeas_uploads::Accepted;
use habeas_vault::{Compartment, Owner, Sealer};
use habeas_web::{Form, Layout, Message, PageError, Posted, Visit};
use uuid::Uuid;

use crate::{
    app::{App, with_status},
    messages::fresh,
    overview::frame,
    person::Person,
    sending::put_documents,
    turn::Turn,
    uploads::{IDENTITY, MANDATE, accept_all},
};

/// How often it is tried when the submission changes underneath.
const TRIES: usize = 4;

#[derive(Template)]
#[template(path = "evidence.html")]
struct EvidencePage {
    page: Layout,
    form: Form,
    megabytes: usize,
    asks_mandate: bool,
}

/// Proof of who the person is, or of what lets them act for another.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Turn> {
    let person = Person::of(&app, &headers).await?;
    if !person.may_prove() {
        return Err(Turn::To("/status/request"));
    }
    let form = Form::blank(person.token(&app, "evidence")).with("once", fresh(&app));
    Ok(draw(&app, &visit, &person, form, StatusCode::OK)?)
}

/// Takes it in; a form sent twice is taken in once.
pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    mut posted: Posted,
) -> Result<Response, Turn> {
    let person = Person::posting(&app, &headers).await?;
    let mut with_files = Posted {
        files: std::mem::take(&mut posted.files),
        too_large: std::mem::take(&mut posted.too_large),
        ..Posted::default()
    };
    let mut form = person.form(&app, "evidence", posted)?;
    let once: Uuid = form
        .value("once")
        .parse()
        .map_err(|_| PageError::bad_request())?;
    let accepted = accept_all(&app, &mut form, &mut with_files, &["card", "mandate"]).await?;
    if accepted.is_empty() && !form.has_errors() {
        form.refuse("card", Message::new("portal-evidence-missing"));
    }
    if form.has_errors() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&app, &visit, &person, form, status)?);
    }
    match hand_in(&app, &headers, person, once, &accepted).await {
        Ok(()) => Ok(Redirect::to("/status/request?done=evidence").into_response()),
        Err(error) if is_away(&error) => {
            let person = Person::of(&app, &headers).await?;
            form.refuse("", Message::new("portal-error-away-files"));
            let status = StatusCode::SERVICE_UNAVAILABLE;
            Ok(draw(&app, &visit, &person, form, status)?)
        }
        Err(turn) => Err(turn),
    }
}

fn is_away(turn: &Turn) -> bool {
    matches!(turn, Turn::Error(error) if error.status() == StatusCode::SERVICE_UNAVAILABLE)
}

/// Each try seals anew, under handles of its own: a document is never written over. That the form
/// was taken in already shows in the first half of the handles.
async fn hand_in(
    app: &App,
    headers: &HeaderMap,
    mut person: Person,
    once: Uuid,
    accepted: &[(String, Accepted)],
) -> Result<(), Turn> {
    for _ in 0..TRIES {
        let taken = |d: &DocumentRef| d.item.0.as_bytes()[..8] == once.as_bytes()[..8];
        if person.state.documents.iter().any(taken) {
            return Ok(());
        }
        let now = app.now();
        let mut sealer = Sealer::for_owner(
            &app.keys,
            person.controller.clone(),
            Owner::submission(person.submission),
            &*app.engine.entropy,
        );
        let mut documents = Vec::new();
        for (field, file) in accepted {
            let item = handle(app, once);
            let kind = if field == "mandate" {
                MANDATE
            } else {
                IDENTITY
            };
            let hash = sealer
                .seal(
                    Compartment::Identity,
                    Code::literal(kinds::EVIDENCE),
                    item,
                    file.bytes(),
                )
                .map_err(|error| PageError::internal("vault").because(error))?;
            documents.push(DocumentRef {
                item,
                kind: Code::literal(kind),
                hash,
            });
        }
        let mut writes = store_writes(sealer.finish(), Vec::new());
        put_documents(app, &person.controller, now, &mut writes).await?;
        let order = person
            .order(Command::ReceiveEvidence { documents })
            .sealing(writes)
            .seen(person.stream(), person.state.version);
        match app.engine.execute(order).await {
            Ok(_) => return Ok(()),
            Err(ExecuteError::Stale) => person = Person::of(app, headers).await?,
            Err(ExecuteError::Refused(Refusal::Withdrawn | Refusal::Closed)) => {
                return Err(Turn::To("/status/request"));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(PageError::unavailable("contended").into())
}

/// A handle whose first half is that of the form, and whose second half is random.
fn handle(app: &App, once: Uuid) -> ItemId {
    let mut bytes = *fresh(app).as_bytes();
    bytes[..8].copy_from_slice(&once.as_bytes()[..8]);
    ItemId(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

fn draw(
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
        visit.locale.t("portal-evidence-heading"),
    );
    page.has_errors = form.has_errors();
    let for_another = person
        .state
        .received
        .as_ref()
        .is_some_and(|received| received.subject.is_some());
    with_status(
        status,
        &EvidencePage {
            page,
            form,
            megabytes: app.uploads.bytes >> 20,
            asks_mandate: for_another,
        },
    )
}
