//! Intake: says what a submission is, opens its cases, acknowledges it; and draws the
//! consequences when the person takes everything back or the day of receipt was another.

mod correct;
mod open;
mod withdraw;

use std::sync::Arc;

use habeas_case::Refusal;
use habeas_engine::{
    Command, Engine, Health, Loaded, ReactContext, Reaction, Trigger, WorkerSettings, run_reaction,
};
use habeas_envelope::StreamRef;
use tokio_util::sync::CancellationToken;

/// The reaction of intake.
#[derive(Clone, Copy, Debug, Default)]
pub struct Intake;

impl Reaction for Intake {
    fn worker(&self) -> &'static str {
        "intake"
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
        if submission.closed.is_some() {
            return Ok(Vec::new());
        }
        if submission.withdrawn {
            return Ok(withdraw::close_all(id, loaded));
        }
        if submission.class.is_none() {
            return open::classify(id, submission, trigger, ctx);
        }
        if trigger.event_type == "submission-receipt-corrected" {
            return correct::receipt(id, submission, loaded, trigger, ctx);
        }
        if trigger.event_type == "receipt-corrected" {
            return correct::receipt_of_case(id, submission, loaded, trigger, ctx);
        }
        Ok(Vec::new())
    }
}

/// Runs intake until it is stopped; it finishes what it holds.
pub async fn run(
    engine: Engine,
    settings: WorkerSettings,
    health: Health,
    stop: CancellationToken,
) {
    run_reaction(engine, Arc::new(Intake), settings, health, stop).await;
}

#[cfg(test)]
mod tests;
