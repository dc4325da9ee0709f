use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use chrono::TimeDelta;
use habeas_case::{SubmissionEvent, submission::Submission};
use habeas_contract::decode_submission;
use habeas_engine::Loaded;
use habeas_envelope::{ControllerId, EventRecord, Scope, StreamRef, SubmissionId};
use habeas_regime::Pack;
use habeas_store::Stream;
use habeas_vault::{AccessCode, PersonKey, PersonPublic, Reference};
use habeas_web::{ClientPrefix, Form, Layout, Message, PageError, Posted, SealedCookies, Visit};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

use crate::{
    app::{App, with_status},
    turn::Turn,
};

/// The kind of cookie that holds a person's key.
const COOKIE: &str = "person";
/// The kind of cookie that the form of the codes is bound to before anybody is known.
const VISITOR: &str = "visitor";

#[derive(Template)]
#[template(path = "sign-in.html")]
struct SignInPage {
    page: Layout,
    form: Form,
}

/// What the person's cookie holds.
#[derive(Clone, Serialize, Deserialize)]
struct Credential {
    controller: ControllerId,
    submission: Uuid,
    key: [u8; 32],
}

/// The person behind a submission, with what the log says of it.
pub(crate) struct Person {
    pub(crate) controller: ControllerId,
    pub(crate) submission: SubmissionId,
    pub(crate) state: Submission,
    pub(crate) events: Vec<(EventRecord, SubmissionEvent)>,
    pub(crate) pack: Arc<Pack>,
    key: [u8; 32],
}

/// Asks for reference and access code.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Turn> {
    let now = app.now();
    let cookies = app.cookies(&headers);
    if cookies.get::<Credential>(COOKIE, now).is_some() {
        return Err(Turn::To("/status/request"));
    }
    let visitor = cookies.get::<Uuid>(VISITOR, now).unwrap_or_else(|| {
        let mut id = [0; 16];
        app.engine.entropy.fill(&mut id);
        uuid::Builder::from_random_bytes(id).into_uuid()
    });
    let form = Form::blank(app.forms.token(visitor.as_bytes(), "status"));
    let page = draw(&app, &visit, form, StatusCode::OK)?;
    let cookies = cookies
        .put(VISITOR, &visitor, now, TimeDelta::hours(12))
        .map_err(|_| PageError::internal("cookie"))?;
    Ok((cookies, page).into_response())
}

/// Opens the status. A wrong code and an unknown reference take the same steps and show the same.
pub(crate) async fn sign_in(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    client: ClientPrefix,
    posted: Posted,
) -> Result<Response, Turn> {
    app.codes.check(client).map_err(PageError::from)?;
    let now = app.now();
    let cookies = app.cookies(&headers);
    let visitor: Uuid = cookies
        .get(VISITOR, now)
        .ok_or_else(PageError::stale_form)?;
    app.forms
        .check(visitor.as_bytes(), "status", posted.token())?;
    let token = app.forms.token(visitor.as_bytes(), "status");
    let mut form = Form::filled(token, posted.pairs);
    if form.value("reference").trim().is_empty() {
        form.refuse("reference", Message::new("portal-status-reference-missing"));
    }
    if form.value("code").trim().is_empty() {
        form.refuse("code", Message::new("portal-status-code-missing"));
    }
    if form.has_errors() {
        return Ok(draw(&app, &visit, form, StatusCode::UNPROCESSABLE_ENTITY)?);
    }
    let reference = Reference::parse(form.value("reference")).ok();
    let code = AccessCode::parse(form.value("code")).ok();
    match find(&app, reference, code).await {
        Ok(Some(credential)) => {
            let cookies = cookies
                .put(COOKIE, &credential, now, SealedCookies::PERSON)
                .map_err(|_| PageError::internal("cookie"))?;
            Ok((cookies, Redirect::to("/status/request")).into_response())
        }
        Ok(None) => {
            form.refuse("", Message::new("portal-status-refused"));
            Ok(draw(&app, &visit, form, StatusCode::UNPROCESSABLE_ENTITY)?)
        }
        Err(turn) => Err(turn),
    }
}

/// Ends the session.
pub(crate) async fn leave(
    State(app): State<App>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Turn> {
    let cookies = app.cookies(&headers);
    if let Some(credential) = cookies.get::<Credential>(COOKIE, app.now()) {
        app.forms
            .check(credential.submission.as_bytes(), "leave", posted.token())?;
    }
    let cookies = cookies.remove(COOKIE).remove(crate::collect::COOKIE);
    Ok((cookies, Redirect::to("/status")).into_response())
}

/// What is wrong with either is told to nobody; what both cost is the same.
async fn find(
    app: &App,
    reference: Option<Reference>,
    code: Option<AccessCode>,
) -> Result<Option<Credential>, Turn> {
    let (Some(reference), Some(code)) = (reference, code) else {
        return Ok(None);
    };
    let scope = app.everywhere();
    let wanted = reference.as_str().to_ascii_lowercase();
    let row = app.engine.store.by_reference(&scope, &wanted).await?;
    let stream = match &row {
        Some(row) => row.stream.clone(),
        None => nobody(app)?,
    };
    let found = app
        .engine
        .store
        .load(&scope, std::slice::from_ref(&stream))
        .await?;
    let loaded = read(&found)?;
    let submission = SubmissionId(stream.id);
    let public = loaded
        .submission(submission)
        .and_then(|state| state.received.as_ref())
        .map_or_else(
            || PersonPublic::of_nobody(&*app.engine.entropy),
            |received| PersonPublic(received.person_key),
        );
    let key = public.verify(&code, submission);
    Ok(key.map(|key| Credential {
        controller: stream.controller.clone(),
        submission: stream.id,
        key: *key.to_bytes(),
    }))
}

/// A submission that does not exist, so that looking for it costs what one costs that does.
fn nobody(app: &App) -> Result<StreamRef, Turn> {
    let controller = app.engine.shelf.packs().controllers().next();
    let controller = controller.cloned().ok_or_else(PageError::not_found)?;
    let mut id = [0; 16];
    app.engine.entropy.fill(&mut id);
    let id = uuid::Builder::from_random_bytes(id).into_uuid();
    Ok(StreamRef::submission(controller, SubmissionId(id)))
}

fn read(found: &[Stream]) -> Result<Loaded, PageError> {
    Loaded::read(found).map_err(|_| PageError::internal("decode"))
}

impl Person {
    /// Whether a request's cookie is one of ours that still holds.
    pub(crate) fn is_known(app: &App, headers: &HeaderMap) -> bool {
        let credential: Option<Credential> = app.cookies(headers).get(COOKIE, app.now());
        credential.is_some()
    }

    /// The person of a request's cookie; without one the codes are asked for.
    pub(crate) async fn of(app: &App, headers: &HeaderMap) -> Result<Self, Turn> {
        let credential: Credential = app
            .cookies(headers)
            .get(COOKIE, app.now())
            .ok_or(Turn::To("/status"))?;
        let controller = credential.controller;
        let submission = SubmissionId(credential.submission);
        let stream = StreamRef::submission(controller.clone(), submission);
        let scope = Scope::whole([controller.clone()]);
        let found = app.engine.store.load(&scope, &[stream]).await?;
        let loaded = read(&found)?;
        let state = loaded
            .submission(submission)
            .cloned()
            .ok_or_else(PageError::not_found)?;
        let mut events = Vec::new();
        for record in found.into_iter().flat_map(|stream| stream.events) {
            let event = decode_submission(&record).map_err(|_| PageError::internal("decode"))?;
            events.push((record, event));
        }
        let pack = match &state.received {
            Some(received) => app.engine.shelf.pinned(&controller, &received.pack),
            None => return Err(PageError::not_found().into()),
        };
        let pack = Arc::clone(pack.map_err(|pin| PageError::internal("pack").because(pin))?);
        Ok(Self {
            controller,
            submission,
            state,
            events,
            pack,
            key: credential.key,
        })
    }

    /// The person of a posted form. Without one the page says so, and the browser's way back leads
    /// to what was typed.
    pub(crate) async fn posting(app: &App, headers: &HeaderMap) -> Result<Self, Turn> {
        match Self::of(app, headers).await {
            Err(Turn::To(_)) => Err(PageError::session_ended().into()),
            person => person,
        }
    }

    /// What they see: everything of their controller that the store's role lets the portal read.
    pub(crate) fn scope(&self) -> Scope {
        Scope::whole([self.controller.clone()])
    }

    pub(crate) fn stream(&self) -> StreamRef {
        StreamRef::submission(self.controller.clone(), self.submission)
    }

    /// The key that the access code gave.
    pub(crate) fn key(&self) -> PersonKey {
        PersonKey::from_bytes(self.key)
    }

    pub(crate) fn token(&self, app: &App, form: &str) -> String {
        app.forms.token(self.submission.0.as_bytes(), form)
    }

    /// The posted form, if its token is this person's.
    pub(crate) fn form(&self, app: &App, name: &str, posted: Posted) -> Result<Form, PageError> {
        app.forms
            .check(self.submission.0.as_bytes(), name, posted.token())?;
        Ok(Form::filled(self.token(app, name), posted.pairs))
    }

    /// An order of theirs.
    pub(crate) fn order(&self, command: habeas_case::submission::Command) -> habeas_engine::Order {
        habeas_engine::Order::new(
            self.controller.clone(),
            self.scope(),
            habeas_envelope::ActorId::person(),
            vec![(self.submission, command).into()],
        )
    }

    /// Whether they can still hand things in.
    pub(crate) fn is_open(&self) -> bool {
        !self.state.withdrawn && self.state.closed.is_none()
    }

    /// Whether proof of who they are is still of use: also after the request was closed for want
    /// of it.
    pub(crate) fn may_prove(&self) -> bool {
        let takes = self.is_open() || self.state.closed_for_want_of_proof();
        takes && !self.state.withdrawn && !self.state.identity_established()
    }
}

fn draw(app: &App, visit: &Visit, form: Form, status: StatusCode) -> Result<Response, PageError> {
    let mut page = app.page(visit, visit.locale.t("portal-status-heading"));
    page.has_errors = form.has_errors();
    with_status(status, &SignInPage { page, form })
}
