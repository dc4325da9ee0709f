//! Response: lets an answer go when its hold has ended, follows it to the person, and closes what
//! is done.

mod answer;
mod close;
mod complaint;
mod doing;
mod extension;
mod late;

use std::sync::Arc;

use habeas_case::{
    ContactKind, DispatchChannel, PartyStep, Refusal,
    case::{self, Case, PHYSICIAN},
    submission::Submission,
};
use habeas_engine::{
    Command, Engine, Health, Loaded, ReactContext, Reaction, Trigger, WorkerSettings, run_reaction,
};
use habeas_envelope::{CaseId, Code, StreamRef, SubmissionId};
use habeas_regime::Pack;
use tokio_util::sync::CancellationToken;

/// The mail that says that an answer can be collected; the letter that carries one.
pub const ANSWER_READY: &str = "answer-ready";
/// The mail with the answer's own code and nothing else.
pub const ANSWER_CODE: &str = "answer-code";
/// The letter with the answer to who is reached by post.
pub const ANSWER: &str = "answer";
/// The registered letter with the file to the physician whom the person named.
pub const PHYSICIAN_DATA: &str = "physician-data";
/// Tells that identity could not be settled and what can be done about it.
pub const IDENTITY_NOT_ESTABLISHED: &str = "identity-not-established";
/// Why a case is open again whose answer came back.
pub const RETURNED_POST: &str = "returned-post";

/// The reaction of response.
#[derive(Clone, Copy, Debug, Default)]
pub struct Response;

impl Reaction for Response {
    fn worker(&self) -> &'static str {
        "response"
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
        let family = Family {
            id,
            submission,
            loaded,
            trigger,
            ctx,
        };
        let mut commands = Vec::new();
        for (case_id, case) in loaded.cases_of(id) {
            commands.extend(family.physician_named(case_id, case)?);
            commands.extend(extension::follow(&family, case_id, case));
            commands.extend(answer::follow(&family, case_id, case)?);
        }
        commands.extend(complaint::tell(&family));
        commands.extend(late::tell(&family));
        commands.extend(close::submission(&family));
        Ok(commands)
    }
}

/// A submission with its cases, as they stand when a message comes.
struct Family<'a> {
    id: SubmissionId,
    submission: &'a Submission,
    loaded: &'a Loaded,
    trigger: &'a Trigger,
    ctx: &'a ReactContext<'a>,
}

impl Family<'_> {
    fn cases(&self) -> impl Iterator<Item = (CaseId, &Case)> {
        self.loaded.cases_of(self.id)
    }

    /// The pack that binds a case.
    fn pack(&self, case: &Case) -> Result<&Pack, Refusal> {
        let opened = case.opened.as_ref().ok_or(Refusal::Unknown)?;
        let pin = case.rebound.as_ref().unwrap_or(&opened.pack);
        let pack = self.ctx.shelf.pinned(&self.trigger.stream.controller, pin);
        Ok(pack.map_err(|_| Refusal::NotOffered)?)
    }

    /// What the person said of their physician, carried over to a case whose data goes to one.
    fn physician_named(&self, id: CaseId, case: &Case) -> Result<Option<Command>, Refusal> {
        let Some(item) = self.submission.named(&Code::literal(PHYSICIAN)) else {
            return Ok(None);
        };
        let (Some((right, kind)), None) = (case.exercise(), case.closed) else {
            return Ok(None);
        };
        let carried = case.parties.iter().any(|(role, step, known)| {
            *role == PHYSICIAN && *known == item && (item.is_some() || *step == PartyStep::Absent)
        });
        // Said again after somebody was named in between.
        let again = item.is_none()
            && self.trigger.event_type.as_str() == "party-named"
            && case.takes_part(PHYSICIAN);
        if (carried && !again) || !case::to_physician(self.pack(case)?, &right, &kind) {
            return Ok(None);
        }
        Ok(Some(Command::Case(id, case::named_by_the_person(item))))
    }

    /// By what the person is reached.
    fn channel(&self) -> DispatchChannel {
        let received = self.submission.received.as_ref();
        match received.map(|received| received.contact_kind) {
            Some(ContactKind::Post) => DispatchChannel::Letter,
            Some(ContactKind::Email) | None => DispatchChannel::Mail,
        }
    }

    /// The language of the person.
    fn language(&self) -> Code {
        self.submission
            .received
            .as_ref()
            .map_or_else(|| Code::literal("en"), |received| received.language.clone())
    }
}

/// Runs response until it is stopped; it finishes what it holds.
pub async fn run(
    engine: Engine,
    settings: WorkerSettings,
    health: Health,
    stop: CancellationToken,
) {
    run_reaction(engine, Arc::new(Response), settings, health, stop).await;
}

#[cfg(test)]
mod tests;
