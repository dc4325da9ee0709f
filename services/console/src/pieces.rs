//! A letter of the mailroom: its dispatch, the stream that ordered it, what it encloses.

use std::sync::Arc;

use habeas_case::{
    DispatchChannel, DispatchCommand, DispatchStage, DispatchView, case, registry, submission,
};
use habeas_dossier::kinds;
use habeas_engine::{Bound, Command, Loaded, Order};
use habeas_envelope::{CaseId, DispatchId, ItemId, Scope, StreamKind, StreamRef, SubmissionId};
use habeas_regime::Pack;
use habeas_store::{DispatchRow, SealedField};
use habeas_vault::{Compartment, Owner};

use crate::{
    app::App,
    cases::{SubmissionFile, parse_id},
    session::Session,
    turn::Turn,
};

/// A document that goes with a letter, as a job of its own.
pub(crate) struct Enclosed {
    pub(crate) item: ItemId,
    pub(crate) owner: StreamRef,
    pub(crate) compartment: Compartment,
}

/// A letter of the mailroom, with what is behind its envelope.
pub(crate) struct Piece {
    pub(crate) id: DispatchId,
    pub(crate) stream: StreamRef,
    pub(crate) view: DispatchView,
    pub(crate) pack: Arc<Pack>,
    pub(crate) submission: SubmissionFile,
    /// The case that ordered it, when a case did.
    pub(crate) case: Option<case::Case>,
}

impl Piece {
    pub(crate) fn path(&self) -> String {
        format!("/mailroom/{}", self.id)
    }

    pub(crate) fn form(&self) -> String {
        format!("dispatch/{}", self.id)
    }

    pub(crate) fn command(&self, command: DispatchCommand) -> Command {
        dispatch_command(&self.stream, command)
    }

    pub(crate) fn order(&self, session: &Session, commands: Vec<Command>) -> Order {
        let controller = self.stream.controller.clone();
        let scope = Scope::whole([controller.clone()]);
        Order::new(controller, scope, session.actor(), commands)
    }

    /// What it encloses: documents of the submission that the order names, and the files sealed
    /// together with an answer that it names. Nothing is opened for it.
    pub(crate) async fn encloses(&self, session: &Session) -> Result<Vec<Enclosed>, Turn> {
        let documents = self.submission.state.documents.iter();
        let mut enclosed: Vec<Enclosed> = documents
            .filter(|document| self.view.items.contains(&document.item))
            .map(|document| Enclosed {
                item: document.item,
                owner: self.submission.stream.clone(),
                compartment: Compartment::Identity,
            })
            .collect();
        let scope = Scope::whole([self.stream.controller.clone()]);
        let sealed = session
            .app
            .engine
            .store
            .sealed(&scope, &self.stream)
            .await?;
        // All that one answer seals for the person, or for the physician, is sealed under one data
        // key.
        for (kind, compartment) in [
            (kinds::ANSWER, Some(Compartment::Answer)),
            (kinds::PHYSICIAN_DATA, self.desk_compartment()),
        ] {
            let named = |field: &&SealedField| {
                field.kind == kind && self.view.items.contains(&ItemId(field.item))
            };
            let keys: Vec<uuid::Uuid> = sealed.iter().filter(named).map(|f| f.key_id).collect();
            let Some(compartment) = compartment else {
                continue;
            };
            enclosed.extend(
                sealed
                    .iter()
                    .filter(|f| f.kind == kinds::ANSWER_FILE && keys.contains(&f.key_id))
                    .map(|field| Enclosed {
                        item: ItemId(field.item),
                        owner: self.stream.clone(),
                        compartment,
                    }),
            );
        }
        Ok(enclosed)
    }

    /// What binds the stream that ordered it.
    pub(crate) async fn bound(&self, app: &App) -> Result<Bound, Turn> {
        let (engine, controller) = (&app.engine, &self.stream.controller);
        let bind = || match &self.case {
            Some(case) => engine.shelf.bind_case(controller, case),
            None => engine
                .shelf
                .bind_submission(controller, &self.submission.state),
        };
        Ok(engine.bound(bind).await?)
    }

    /// The compartment of the desk whose case ordered it.
    pub(crate) fn desk_compartment(&self) -> Option<Compartment> {
        let opened = self.case.as_ref()?.opened.as_ref()?;
        opened.compartment.as_str().parse().ok()
    }

    pub(crate) fn owner(&self) -> Option<Owner> {
        Owner::of_stream(&self.stream)
    }
}

/// A command to a dispatch of a stream.
pub(crate) fn dispatch_command(stream: &StreamRef, command: DispatchCommand) -> Command {
    match stream.kind {
        StreamKind::Case => Command::Case(CaseId(stream.id), case::Command::Dispatch(command)),
        StreamKind::Registry => {
            Command::Registry(stream.clone(), registry::Command::Dispatch(command))
        }
        _ => Command::Submission(
            SubmissionId(stream.id),
            submission::Command::Dispatch(command),
        ),
    }
}

/// The word of a stage, as rows have it.
pub(crate) fn stage_word(stage: DispatchStage) -> &'static str {
    match stage {
        DispatchStage::Ordered => "ordered",
        DispatchStage::Started => "started",
        DispatchStage::Queued => "queued",
        DispatchStage::Printed => "printed",
        DispatchStage::Sent => "sent",
        DispatchStage::Delivered => "delivered",
        DispatchStage::Returned => "returned",
        DispatchStage::Failed => "failed",
        DispatchStage::Cancelled => "cancelled",
    }
}

impl Session {
    /// What the mailroom reads: the envelopes of the whole house.
    pub(crate) fn mailroom(&self) -> Result<Scope, Turn> {
        if self.roles.is("mailroom") {
            Ok(self.roles.house(&["mailroom"]))
        } else {
            Err(Turn::not_found())
        }
    }

    /// A letter of the mailroom; a mail is none.
    pub(crate) async fn piece(&self, id: &str) -> Result<Piece, Turn> {
        let scope = self.mailroom()?;
        let id = DispatchId(parse_id(id)?);
        let store = &self.app.engine.store;
        for (controller, _) in scope.iter() {
            let Some(row) = store.dispatch(&scope, controller, id).await? else {
                continue;
            };
            if row.channel == DispatchChannel::Mail.as_str() {
                continue;
            }
            return self.behind(row).await;
        }
        Err(Turn::not_found())
    }

    async fn behind(&self, row: DispatchRow) -> Result<Piece, Turn> {
        let scope = Scope::whole([row.stream.controller.clone()]);
        let store = &self.app.engine.store;
        let streams = store
            .load(&scope, std::slice::from_ref(&row.stream))
            .await?;
        let loaded = Loaded::read(&streams)?;
        let (view, case, submission) = match row.stream.kind {
            StreamKind::Case => {
                let case = loaded.case(CaseId(row.stream.id));
                let case = case.cloned().ok_or_else(Turn::not_found)?;
                let opened = case.opened.as_ref().ok_or_else(Turn::not_found)?;
                let submission = opened.submission;
                (case.outgoing.get(row.id).cloned(), Some(case), submission)
            }
            _ => {
                let id = SubmissionId(row.stream.id);
                let state = loaded.submission(id).ok_or_else(Turn::not_found)?;
                (state.outgoing.get(row.id).cloned(), None, id)
            }
        };
        let submission = self
            .load_submission(&row.stream.controller, submission)
            .await?
            .ok_or_else(Turn::not_found)?;
        Ok(Piece {
            id: row.id,
            view: view.ok_or_else(Turn::not_found)?,
            pack: Arc::clone(&submission.pack),
            stream: row.stream,
            submission,
            case,
        })
    }
}
