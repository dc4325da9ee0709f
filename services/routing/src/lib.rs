//! Routing: brings cases to whoever answers them, by the pack, once it is settled who the person
//! is.

mod letter;

use std::sync::Arc;

use habeas_case::{
    PAUSE_IDENTITY, Refusal, RouteVia,
    case::{self, Case},
    submission::{self, IdentityState, Submission},
};
use habeas_engine::{
    Command, Engine, Health, Loaded, ReactContext, Reaction, Trigger, WorkerSettings, run_reaction,
};
use habeas_envelope::{CaseId, Code, StreamRef, SubmissionId};
use habeas_regime::{OfficeId, Pack, RouteDecision, RouteHints};
use tokio_util::sync::CancellationToken;

/// The reaction of routing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Routing;

impl Reaction for Routing {
    fn worker(&self) -> &'static str {
        "routing"
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
        if submission.withdrawn || submission.closed.is_some() {
            return Ok(Vec::new());
        }
        let IdentityState::Established { method } = &submission.identity else {
            return Ok(Vec::new());
        };
        let mut commands = Vec::new();
        for (case_id, case) in loaded
            .cases_of(id)
            .filter(|(_, case)| case.closed.is_none())
        {
            let mover = Mover {
                id: case_id,
                case,
                submission,
                trigger,
                ctx,
            };
            mover.move_on(method, &mut commands)?;
        }
        if !submission.handed_over {
            commands.push(hand_over(id));
        }
        Ok(commands)
    }
}

fn hand_over(id: SubmissionId) -> Command {
    Command::Submission(id, submission::Command::HandOver)
}

/// What is known when one case is moved on.
struct Mover<'a> {
    id: CaseId,
    case: &'a Case,
    submission: &'a Submission,
    trigger: &'a Trigger,
    ctx: &'a ReactContext<'a>,
}

impl Mover<'_> {
    fn move_on(&self, method: &Code, commands: &mut Vec<Command>) -> Result<(), Refusal> {
        if self.case.identity.is_none() {
            let method = method.clone();
            commands.push(self.command(case::Command::SettleIdentity { method }));
        }
        commands.extend(self.resume());
        if self.case.via.is_none() && self.case.referred.is_none() {
            self.route(commands)?;
        }
        Ok(())
    }

    /// A question about identity holds the clock no longer than until identity is settled.
    fn resume(&self) -> Option<Command> {
        let paused = self.case.clock.paused_for(PAUSE_IDENTITY)?;
        let day = self.submission.identity_decided_on?.max(paused);
        Some(self.command(case::Command::Resume { day }))
    }

    fn route(&self, commands: &mut Vec<Command>) -> Result<(), Refusal> {
        let opened = self.case.opened.as_ref().ok_or(Refusal::Unknown)?;
        let pin = self.case.rebound.as_ref().unwrap_or(&opened.pack);
        let pack = self
            .ctx
            .shelf
            .pinned(&self.trigger.stream.controller, pin)
            .map_err(|_| Refusal::NotOffered)?;
        let (right, kind) = self.case.exercise().ok_or(Refusal::Unknown)?;
        let hints = RouteHints {
            holder_of_file: None,
            named_by_person: opened.named_office.clone().map(OfficeId::from),
        };
        let rule = pack.route_provision(&right, &kind).id.clone();
        match pack.route(&right, &kind, &hints) {
            RouteDecision::Desk { desk } => {
                commands.push(self.routed(desk.into(), None, RouteVia::Desk, rule));
            }
            RouteDecision::RegisteredLetter {
                desk,
                office,
                enclosures,
                template,
            } => {
                let via = RouteVia::RegisteredLetter;
                let to = Some(office.code().clone());
                commands.push(self.routed(desk.into(), to, via, rule));
                let order = letter::order(self, pack, &office, &enclosures, template.into());
                commands.push(self.command(case::Command::Dispatch(order)));
            }
            RouteDecision::NeedsPerson { reason, .. } => {
                let reason = Code::literal(reason.as_str());
                commands.push(self.command(case::Command::ReferRouting { reason }));
            }
        }
        Ok(())
    }

    fn routed(&self, desk: Code, office: Option<Code>, via: RouteVia, rule: Code) -> Command {
        self.command(case::Command::Route {
            desk,
            office,
            via,
            rule: Some(rule),
        })
    }

    fn command(&self, command: case::Command) -> Command {
        Command::Case(self.id, command)
    }

    /// The present day in the controller's zone.
    fn today(&self, pack: &Pack) -> chrono::NaiveDate {
        self.ctx.now.with_timezone(&pack.zone()).date_naive()
    }
}

/// Runs routing until it is stopped; it finishes what it holds.
pub async fn run(
    engine: Engine,
    settings: WorkerSettings,
    health: Health,
    stop: CancellationToken,
) {
    run_reaction(engine, Arc::new(Routing), settings, health, stop).await;
}

#[cfg(test)]
mod tests;
