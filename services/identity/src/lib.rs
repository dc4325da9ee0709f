//! Identity: settles whether somebody must look at who the person is, by the pack, and takes up
//! proof that comes in later.

use std::sync::Arc;

use habeas_case::{
    CloseReason, PAUSE_IDENTITY, Refusal, SUBMISSION_CORRECTED, SubmissionClass, case,
    submission::{self, IdentityState, Submission},
};
use habeas_engine::{
    Command, Engine, Health, Loaded, ReactContext, Reaction, Trigger, WorkerSettings, run_reaction,
};
use habeas_envelope::{Code, StreamRef, SubmissionId};
use habeas_regime::{FileKind, IdentityCheck, Pack, Right};
use tokio_util::sync::CancellationToken;

/// How identity is settled where the pack has nobody check it.
pub const NOT_REQUIRED: &str = "not-required";
/// A check is opened because the pack has the desk look at every filing, and proof came with it.
pub const PROOF_GIVEN: &str = "proof-given";
/// A check is opened because the pack has the desk look at every filing; no proof came with it.
pub const NO_PROOF: &str = "no-proof";
/// A check is opened because the filer acts for somebody else, whatever the pack has checked.
pub const FOR_SOMEBODY_ELSE: &str = "for-somebody-else";
/// A check is opened again because proof came in after it had ended.
pub const PROOF_AFTERWARDS: &str = "proof-afterwards";

/// The reaction of identity.
#[derive(Clone, Copy, Debug, Default)]
pub struct Identity;

impl Reaction for Identity {
    fn worker(&self) -> &'static str {
        "identity"
    }

    fn needs(&self, trigger: &Trigger, loaded: &Loaded) -> Vec<StreamRef> {
        loaded.family_of(&trigger.stream)
    }

    fn react(
        &self,
        trigger: &Trigger,
        loaded: &Loaded,
        ctx: &ReactContext<'_>,
    ) -> Result<Vec<Command>, Refusal> {
        let Some(id) = loaded.submission_of(&trigger.stream) else {
            return Ok(Vec::new());
        };
        let Some(submission) = loaded.submission(id) else {
            return Ok(Vec::new());
        };
        let closed = submission.closed.is_some() && !submission.proof_came_afterwards();
        let over = submission.withdrawn || closed;
        if over || submission.class != Some(SubmissionClass::Request) {
            return Ok(Vec::new());
        }
        let Some(received) = &submission.received else {
            return Ok(Vec::new());
        };
        let pack = ctx
            .shelf
            .pinned(&trigger.stream.controller, &received.pack)
            .map_err(|_| Refusal::NotOffered)?;
        Ok(match &submission.identity {
            IdentityState::Unseen => vec![first_look(id, submission, pack)],
            IdentityState::Rejected { .. } if submission.unseen_evidence.is_some() => {
                let mut commands = vec![open_check(id, submission, pack, PROOF_AFTERWARDS)];
                commands.extend(reopen(id, submission, loaded));
                commands
            }
            IdentityState::Checking { .. } => resume(id, submission, loaded),
            IdentityState::Rejected { .. } | IdentityState::Established { .. } => Vec::new(),
        })
    }
}

fn first_look(id: SubmissionId, submission: &Submission, pack: &Pack) -> Command {
    match pack.identity(&exercises(submission)).check {
        IdentityCheck::None if submission.authority_open() => {
            open_check(id, submission, pack, FOR_SOMEBODY_ELSE)
        }
        IdentityCheck::None => Command::Submission(
            id,
            submission::Command::EstablishIdentity {
                method: Code::literal(NOT_REQUIRED),
                attestation: None,
            },
        ),
        IdentityCheck::ByDesk => {
            let proof = submission.documents.iter().any(|d| d.kind == "identity");
            let reason = if proof { PROOF_GIVEN } else { NO_PROOF };
            open_check(id, submission, pack, reason)
        }
    }
}

fn open_check(
    id: SubmissionId,
    submission: &Submission,
    pack: &Pack,
    reason: &'static str,
) -> Command {
    let desk = pack.identity(&exercises(submission)).desk;
    Command::Submission(
        id,
        submission::Command::OpenIdentityCheck {
            desk: desk.into(),
            reason: Code::literal(reason),
        },
    )
}

/// The cases that were closed for want of proof are open again, on the clock they had: the day of
/// receipt is the day of receipt, as it stands by now.
fn reopen(id: SubmissionId, submission: &Submission, loaded: &Loaded) -> Vec<Command> {
    let mut commands = Vec::new();
    let closed = loaded
        .cases_of(id)
        .filter(|(_, case)| case.closed == Some(CloseReason::IdentityNotEstablished));
    for (case_id, case) in closed {
        let cause = Code::literal(PROOF_AFTERWARDS);
        commands.push(Command::Case(case_id, case::Command::Reopen { cause }));
        // The clock stood still until proof came, and not until somebody looks at it.
        if let (Some(came), Some(paused)) = (
            submission.unseen_evidence,
            case.clock.paused_for(PAUSE_IDENTITY),
        ) {
            let day = paused.max(came);
            commands.push(Command::Case(case_id, case::Command::Resume { day }));
        }
        if let Some(day) = submission.corrected_receipt {
            let reason = Code::literal(SUBMISSION_CORRECTED);
            commands.push(Command::Case(
                case_id,
                case::Command::CorrectReceipt { day, reason },
            ));
        }
    }
    commands
}

fn exercises(submission: &Submission) -> Vec<(Right, FileKind)> {
    submission
        .cases
        .iter()
        .map(|case| {
            (
                Right::from(case.right.clone()),
                FileKind::from(case.kind.clone()),
            )
        })
        .collect()
}

/// Proof that was asked for ends the pause of the question on the legal day it came in: the
/// person has done their part, whenever the desk looks at it.
fn resume(id: SubmissionId, submission: &Submission, loaded: &Loaded) -> Vec<Command> {
    let Some(came) = submission.unseen_evidence else {
        return Vec::new();
    };
    loaded
        .cases_of(id)
        .filter(|(_, case)| case.closed.is_none())
        .filter_map(|(case_id, case)| {
            let day = case.clock.paused_for(PAUSE_IDENTITY)?.max(came);
            Some(Command::Case(case_id, case::Command::Resume { day }))
        })
        .collect()
}

/// Runs identity until it is stopped; it finishes what it holds.
pub async fn run(
    engine: Engine,
    settings: WorkerSettings,
    health: Health,
    stop: CancellationToken,
) {
    run_reaction(engine, Arc::new(Identity), settings, health, stop).await;
}

#[cfg(test)]
mod tests;
