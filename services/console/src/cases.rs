//! Cases and submissions as pages work with them: loaded, in scope, with what binds them.

use std::sync::Arc;

use habeas_case::{Context, Refusal, case::Case, submission::Submission};
use habeas_engine::{Bound, Command, ExecuteError, Executed, Loaded, Order, SealedWrites};
use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, EventRecord, Scope, StreamRef, SubmissionId,
};
use habeas_regime::{FileKind, Pack, Right};
use habeas_vault::{Compartment, Owner};
use habeas_web::{PageError, Posted};
use uuid::Uuid;

use crate::{
    app::App,
    session::Session,
    turn::{Answer, Turn, to},
};

/// A case, with all that a page needs to know of it.
pub(crate) struct CaseFile {
    pub(crate) id: CaseId,
    pub(crate) stream: StreamRef,
    pub(crate) pack: Arc<Pack>,
    /// What its dates are computed with.
    pub(crate) bound: Bound,
    pub(crate) state: Case,
    pub(crate) events: Vec<EventRecord>,
    pub(crate) right: Right,
    pub(crate) kind: FileKind,
    /// The compartment of what it holds.
    pub(crate) compartment: Compartment,
    pub(crate) submission: SubmissionFile,
}

/// A submission, with all that a page needs to know of it.
pub(crate) struct SubmissionFile {
    pub(crate) id: SubmissionId,
    pub(crate) stream: StreamRef,
    pub(crate) pack: Arc<Pack>,
    pub(crate) state: Submission,
    pub(crate) events: Vec<EventRecord>,
    /// As told to the person.
    pub(crate) reference: String,
    /// The person's language, as a tag.
    pub(crate) language: Code,
}

impl CaseFile {
    pub(crate) fn controller(&self) -> &ControllerId {
        &self.stream.controller
    }

    pub(crate) fn context<'a>(&'a self, app: &'a App, actor: &'a ActorId) -> Context<'a> {
        self.bound.context(app.now(), actor)
    }

    /// Whether a member of staff may approve an answer: they hold the office that approves.
    pub(crate) fn may_approve(&self, session: &Session) -> bool {
        self.pack
            .approval(&self.right, &self.kind)
            .is_some_and(|approval| {
                session
                    .roles
                    .holds(self.controller(), approval.approves.code())
            })
    }

    /// Where what only its desk reads is sealed.
    pub(crate) fn sealed_for(&self) -> (Owner, Compartment) {
        (Owner::case(self.id), self.compartment)
    }

    /// Its page.
    pub(crate) fn path(&self) -> String {
        format!("/cases/{}", self.id)
    }

    /// The name of its forms.
    pub(crate) fn form(&self) -> String {
        format!("case/{}", self.id)
    }

    /// An order of this member of staff, who saw this version of the case.
    pub(crate) fn order(
        &self,
        session: &Session,
        commands: Vec<habeas_case::case::Command>,
        version: u64,
    ) -> Order {
        let commands = commands
            .into_iter()
            .map(|command| Command::Case(self.id, command))
            .collect();
        let scope = session.roles.scope();
        Order::new(self.controller().clone(), scope, session.actor(), commands)
            .seen(self.stream.clone(), version)
    }
}

impl SubmissionFile {
    pub(crate) fn controller(&self) -> &ControllerId {
        &self.stream.controller
    }

    pub(crate) fn path(&self) -> String {
        format!("/submissions/{}", self.id)
    }

    pub(crate) fn form(&self) -> String {
        format!("submission/{}", self.id)
    }

    /// The whole house of its controller: for those who have shown that they may.
    pub(crate) fn house(&self) -> Scope {
        Scope::whole([self.controller().clone()])
    }
}

impl Session {
    /// The case of an id, if it exists and may be seen; else there is nothing here.
    pub(crate) async fn case(&self, id: &str) -> Result<CaseFile, Turn> {
        let id = CaseId(parse_id(id)?);
        let scope = self.roles.scope();
        let refs: Vec<StreamRef> = scope
            .iter()
            .map(|(controller, _)| StreamRef::case(controller.clone(), id))
            .collect();
        let streams = self.app.engine.store.load(&scope, &refs).await?;
        let found = streams
            .into_iter()
            .find(|stream| !stream.events.is_empty())
            .ok_or_else(Turn::not_found)?;
        let loaded = Loaded::read(std::slice::from_ref(&found))?;
        let state = loaded.case(id).cloned().ok_or_else(Turn::not_found)?;
        let controller = found.stream.controller.clone();
        if !self
            .roles
            .sees(&controller, state.desk.as_ref(), state.office.as_ref())
        {
            return Err(Turn::not_found());
        }
        let opened = state.opened.as_ref().ok_or_else(Turn::not_found)?;
        let engine = &self.app.engine;
        let bound = engine
            .bound(|| engine.shelf.bind_case(&controller, &state))
            .await?;
        let compartment = opened
            .compartment
            .as_str()
            .parse()
            .map_err(|_| PageError::internal("compartment"))?;
        let submission = self
            .load_submission(&controller, opened.submission)
            .await?
            .ok_or_else(|| PageError::internal("submission-missing"))?;
        let (right, kind) = state.exercise().ok_or_else(Turn::not_found)?;
        Ok(CaseFile {
            id,
            stream: found.stream,
            pack: Arc::clone(&bound.pack),
            bound,
            events: found.events,
            right,
            kind,
            compartment,
            submission,
            state,
        })
    }

    /// The submission of an id at a controller, whoever may see it: the caller has to know that
    /// this member of staff may.
    pub(crate) async fn load_submission(
        &self,
        controller: &ControllerId,
        id: SubmissionId,
    ) -> Result<Option<SubmissionFile>, Turn> {
        let scope = Scope::whole([controller.clone()]);
        let stream = StreamRef::submission(controller.clone(), id);
        let streams = self
            .app
            .engine
            .store
            .load(&scope, std::slice::from_ref(&stream))
            .await?;
        let loaded = Loaded::read(&streams)?;
        let Some(state) = loaded.submission(id).cloned() else {
            return Ok(None);
        };
        let Some(received) = state.received.clone() else {
            return Ok(None);
        };
        let pack = Arc::clone(self.app.engine.shelf.pinned(controller, &received.pack)?);
        let events = streams
            .into_iter()
            .flat_map(|stream| stream.events)
            .collect();
        Ok(Some(SubmissionFile {
            id,
            stream,
            pack,
            events,
            reference: spaced(received.reference.as_str()),
            language: received.language.clone(),
            state,
        }))
    }

    /// Carries an order out.
    pub(crate) async fn execute(&self, order: Order) -> Result<Executed, ExecuteError> {
        self.app.engine.execute(order).await
    }
}

/// Adds what was sealed to an order, after its documents were put where documents are kept.
pub(crate) async fn sealing(
    app: &App,
    mut order: Order,
    mut writes: SealedWrites,
    documents: &[&str],
) -> Result<Order, Turn> {
    let now = app.now();
    for field in &mut writes.sealed {
        if documents.contains(&field.kind.as_str()) {
            let bytes = std::mem::take(&mut field.bytes);
            let controller = &field.owner.controller;
            app.engine
                .documents
                .put_document(controller, field.item, now, bytes)
                .await?;
        }
    }
    order.writes.sealed.extend(writes.sealed);
    order.writes.wraps.extend(writes.wraps);
    order.writes.tokens.extend(writes.tokens);
    Ok(order)
}

/// Where an action leads: back to its page, with what was done, or why not.
pub(crate) fn settle(result: Result<Executed, ExecuteError>, path: &str, done: &str) -> Answer {
    match result {
        Ok(_) => to(format!("{path}?done={done}")),
        Err(ExecuteError::Refused(refusal)) if refusal != Refusal::Unknown => {
            to(format!("{path}?refused={}", refusal.code()))
        }
        Err(ExecuteError::Stale) => to(format!("{path}?refused=changed")),
        Err(error) => Err(error.into()),
    }
}

/// An id of a path; what is none leads to nothing.
pub(crate) fn parse_id(text: &str) -> Result<Uuid, Turn> {
    Uuid::parse_str(text).map_err(|_| Turn::not_found())
}

/// The version of the stream that a posted form was made from.
pub(crate) fn version_seen(posted: &Posted) -> Result<u64, PageError> {
    posted
        .value("version")
        .parse()
        .map_err(|_| PageError::bad_request())
}

/// A reference as it is told: `7Q4-M0X-9TB`. Events keep it in lower case.
pub(crate) fn spaced(reference: &str) -> String {
    habeas_vault::Reference::parse(reference)
        .map_or_else(|_| reference.to_uppercase(), |known| known.to_string())
}
