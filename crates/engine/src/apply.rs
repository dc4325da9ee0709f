//! Binding open cases to a version that was approved: in batches, as often as it takes, and each
//! case once.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use habeas_case::{
    ContactKind, DispatchChannel, DispatchCommand, Pinned, Refusal,
    case::{self, Case, ClockFacts},
    dispatch_id,
    registry::{Registry, Version, VersionOf, VersionStage},
    submission::{self, Submission},
};
use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, EventId, Scope, StreamRef, SubmissionId,
};
use habeas_store::{Outcome, Unit};
use tokio_util::sync::CancellationToken;

use crate::{
    Command, Engine, ExecuteError, Loaded,
    execute::events_of,
    new_traceparent,
    plan::{PlanError, Stamp, plan},
    preview::{Fit, dates},
};

/// The text that tells a person that their date moved, and why.
pub const DATE_MOVED: &str = "date-moved";

/// How often a submission is decided again when it changed underneath.
const TRIES: u32 = 8;

/// How a version is applied.
#[derive(Clone, Debug)]
pub struct Applying {
    /// How many submissions are dealt with in one transaction; at least one.
    pub at_once: usize,
    /// Between two transactions it stops when it is told to; begun again, it goes on.
    pub stop: CancellationToken,
}

impl Default for Applying {
    fn default() -> Self {
        Self {
            at_once: 100,
            stop: CancellationToken::new(),
        }
    }
}

/// What applying a version came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Cases bound by this.
    pub bound: u64,
    /// Persons told that their date moved.
    pub told: u64,
    /// Submissions that could not be dealt with; their cases stay as they were.
    pub failed: u64,
    /// Whether all open cases are bound now.
    pub finished: bool,
}

/// What is to be done with one submission.
struct Plans {
    commands: Vec<Command>,
    bound: u64,
    told: u64,
}

impl Engine {
    /// Binds all open cases of a controller to a version that was approved, and has each person
    /// told whose date moves by it. Begun again after a kill it goes on where it was: a case that
    /// is bound is left, and a notice that was ordered is the same notice.
    ///
    /// # Errors
    /// When the store cannot be used, or the version was not approved.
    pub async fn apply_version(
        &self,
        controller: &ControllerId,
        actor: &ActorId,
        version: &Pinned,
        applying: &Applying,
    ) -> Result<Applied, ExecuteError> {
        self.refresh_shelf().await?;
        let registry = self.registry(controller).await?;
        let version = registry.find(version).cloned();
        let version = version.ok_or(ExecuteError::Refused(Refusal::NoProposal))?;
        let late = LateOnes::of(&registry, &version);
        let mut applied = Applied::default();
        if !matches!(
            version.stage,
            VersionStage::Approved | VersionStage::Applied
        ) {
            return Ok(applied);
        }
        let scope = Scope::whole([controller.clone()]);
        let mut after = None;
        while let Some(page) = self.open_page(&scope, controller, &mut after).await? {
            let mut submissions = Vec::new();
            let mut seen = BTreeSet::new();
            for (row, facts) in &page {
                match self.fit(controller, &version, facts) {
                    Ok(Fit::Foreign | Fit::Without | Fit::Already) => {}
                    Ok(Fit::Would(_)) if !late.concerns(&version, facts) => {}
                    Ok(Fit::Would(_)) | Err(_) => {
                        if seen.insert(row.submission) {
                            submissions.push(row.submission);
                        }
                    }
                }
            }
            for part in submissions.chunks(applying.at_once.max(1)) {
                if applying.stop.is_cancelled() {
                    return Ok(applied);
                }
                let what = (&version, &late);
                self.apply_to(controller, actor, what, part, &mut applied)
                    .await?;
            }
        }
        applied.finished = applied.failed == 0;
        if applied.finished && version.stage == VersionStage::Approved {
            let cases = self.bound_cases(&scope, controller, &version).await?;
            self.finish_applying(controller, actor, &version.proposed.version, cases)
                .await?;
        }
        Ok(applied)
    }

    /// How many open cases are bound to a version, whoever bound them: more than one process may
    /// apply it at the same time.
    async fn bound_cases(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        version: &Version,
    ) -> Result<u64, ExecuteError> {
        let (mut after, mut bound) = (None, 0);
        while let Some(page) = self.open_page(scope, controller, &mut after).await? {
            let already = |facts| matches!(self.fit(controller, version, facts), Ok(Fit::Already));
            bound += page.iter().filter(|(_, facts)| already(facts)).count() as u64;
        }
        Ok(bound)
    }

    /// Binds the cases of these submissions in one transaction; one that changed underneath is
    /// decided again by itself.
    async fn apply_to(
        &self,
        controller: &ControllerId,
        actor: &ActorId,
        what: (&Version, &LateOnes),
        submissions: &[SubmissionId],
        applied: &mut Applied,
    ) -> Result<(), ExecuteError> {
        let again = self
            .apply_round(controller, actor, what, submissions, applied)
            .await?;
        for id in again {
            let mut tries = 1;
            while !self
                .apply_round(controller, actor, what, &[id], applied)
                .await?
                .is_empty()
            {
                tries += 1;
                if tries == TRIES {
                    applied.failed += 1;
                    break;
                }
            }
        }
        Ok(())
    }

    async fn apply_round(
        &self,
        controller: &ControllerId,
        actor: &ActorId,
        what: (&Version, &LateOnes),
        submissions: &[SubmissionId],
        applied: &mut Applied,
    ) -> Result<Vec<SubmissionId>, ExecuteError> {
        let mut loaded = self.load_families(controller, submissions).await?;
        let (mut units, mut plans): (Vec<Unit>, Vec<(SubmissionId, Plans)>) = Default::default();
        for id in submissions {
            let plans_of = match self.plans(controller, what, *id, &loaded) {
                Ok(Some(plans)) => plans,
                Ok(None) => continue,
                Err(error) => {
                    tracing::error!(submission = %id, error = %error, "version.unapplied");
                    applied.failed += 1;
                    continue;
                }
            };
            let stamp = Stamp {
                controller,
                now: self.clock.now(),
                actor,
                causation: what.0.approved_as,
                correlation: id.0,
                traceparent: Some(new_traceparent(&*self.entropy)),
                entropy: &*self.entropy,
                shelf: &self.shelf,
            };
            match plan(&mut loaded, plans_of.commands.clone(), &stamp) {
                Ok(plan) if plan.appends.is_empty() => {}
                Ok(plan) => {
                    units.push(self.unit(plan.appends));
                    plans.push((*id, plans_of));
                }
                Err(PlanError::Refused(refusal)) => {
                    tracing::error!(submission = %id, error = %refusal, "version.unapplied");
                    applied.failed += 1;
                }
                Err(PlanError::UnknownPack(pin)) => {
                    tracing::error!(submission = %id, error = %pin, "version.unapplied");
                    applied.failed += 1;
                }
            }
        }
        if units.is_empty() {
            return Ok(Vec::new());
        }
        let told = units.iter().map(events_of).collect::<Vec<_>>();
        let outcomes = self.store.commit(units).await?;
        let mut again = Vec::new();
        for ((outcome, events), (id, plans)) in outcomes.into_iter().zip(told).zip(plans) {
            match outcome {
                Outcome::Committed => {
                    applied.bound += plans.bound;
                    applied.told += plans.told;
                    self.hand_off(events).await;
                }
                Outcome::Conflict | Outcome::Duplicate => again.push(id),
                Outcome::Failed(error) => {
                    tracing::error!(submission = %id, error = %error, "version.unapplied");
                    applied.failed += 1;
                }
            }
        }
        Ok(again)
    }

    /// The submissions with all their cases.
    pub(crate) async fn load_families(
        &self,
        controller: &ControllerId,
        submissions: &[SubmissionId],
    ) -> Result<Loaded, ExecuteError> {
        let scope = Scope::whole([controller.clone()]);
        let streams: Vec<StreamRef> = submissions
            .iter()
            .map(|id| StreamRef::submission(controller.clone(), *id))
            .collect();
        let mut loaded = Loaded::read(&self.store.load(&scope, &streams).await?)?;
        let cases: Vec<StreamRef> = submissions
            .iter()
            .filter_map(|id| loaded.submission(*id))
            .flat_map(|submission| &submission.cases)
            .map(|case| StreamRef::case(controller.clone(), case.case))
            .collect();
        loaded.add(&self.store.load(&scope, &cases).await?)?;
        Ok(loaded)
    }

    /// What is to be done with the cases of a submission; nothing when all are bound.
    fn plans(
        &self,
        controller: &ControllerId,
        (version, late): (&Version, &LateOnes),
        id: SubmissionId,
        loaded: &Loaded,
    ) -> Result<Option<Plans>, crate::UnknownPin> {
        let Some(submission) = loaded.submission(id) else {
            return Ok(None);
        };
        let mut commands = Vec::new();
        let (mut before, mut after) = (None, None);
        for (case_id, case) in loaded
            .cases_of(id)
            .filter(|(_, case)| case.closed.is_none())
        {
            let Some(facts) = case.clock_facts() else {
                continue;
            };
            let now = self.shelf.bind_case(controller, case)?;
            let old = dates(&facts, &now).due;
            let new = match self.fit(controller, version, &facts)? {
                Fit::Foreign | Fit::Without | Fit::Already => old,
                Fit::Would(_) if !late.concerns(version, &facts) => old,
                Fit::Would(bound) => {
                    commands.push(bind(case_id, version));
                    dates(&facts, &bound).due
                }
            };
            if !is_answered(case, &now) {
                (before, after) = (before.max(old), after.max(new));
            }
        }
        if commands.is_empty() {
            return Ok(None);
        }
        let bound = commands.len() as u64;
        let notice = if before == after {
            None
        } else {
            version.approved_as.zip(after).and_then(|(because, day)| {
                notice_of_moved_date(submission, id, because, day, self.clock.now())
            })
        };
        let told = u64::from(notice.is_some());
        commands.extend(notice.into_iter().flatten());
        Ok(Some(Plans {
            commands,
            bound,
            told,
        }))
    }
}

/// Which cases a version that was applied still concerns: those that were opened late, by a process
/// that did not know of it yet, with something that it took the place of. What came after it is
/// left alone.
struct LateOnes {
    /// None: it is being applied, and concerns every open case.
    older: Option<Vec<Pinned>>,
}

impl LateOnes {
    fn of(registry: &Registry, version: &Version) -> Self {
        if version.stage != VersionStage::Applied {
            return Self { older: None };
        }
        let of = |known: &&Version| {
            let (known, this) = (&known.proposed, &version.proposed);
            known.of == this.of && known.version.id == this.version.id
        };
        let approved = registry.approved();
        let before = approved.into_iter().filter(of);
        let before = before.take_while(|known| known.proposed.version != version.proposed.version);
        let older = before.chain([version]).flat_map(|known| {
            let replaced = known.proposed.replaces.clone();
            replaced.into_iter().chain([known.proposed.version.clone()])
        });
        Self {
            older: Some(
                older
                    .filter(|pin| *pin != version.proposed.version)
                    .collect(),
            ),
        }
    }

    fn concerns(&self, version: &Version, facts: &ClockFacts) -> bool {
        let Some(older) = &self.older else {
            return true;
        };
        match version.proposed.of {
            VersionOf::Calendar => {
                let pin = facts.calendar.as_ref();
                pin.is_some_and(|pin| older.contains(pin))
            }
            VersionOf::Pack => older.contains(&facts.pack),
        }
    }
}

fn is_answered(case: &Case, bound: &crate::Bound) -> bool {
    let actor = ActorId::operator();
    // The present does not matter to whether something happened.
    let ctx = bound.context(chrono::DateTime::UNIX_EPOCH, &actor);
    case.answered_on(&ctx).is_some()
}

fn bind(case: CaseId, version: &Version) -> Command {
    let pin = version.proposed.version.clone();
    Command::Case(
        case,
        match version.proposed.of {
            VersionOf::Calendar => case::Command::ApplyCalendar { calendar: pin },
            VersionOf::Pack => case::Command::Rebind { pack: pin },
        },
    )
}

/// The person who was told a date is told the new one: by mail, or by a letter where they are
/// reached by post. `because` is the event that moved it; of one event there is one notice.
#[must_use]
pub fn notice_of_moved_date(
    submission: &Submission,
    id: SubmissionId,
    because: EventId,
    day: NaiveDate,
    now: chrono::DateTime<chrono::Utc>,
) -> Option<[Command; 2]> {
    let received = submission.received.as_ref()?;
    let told = submission.told?;
    if told == day || submission.withdrawn || submission.closed.is_some() {
        return None;
    }
    let template = Code::literal(DATE_MOVED);
    let order = DispatchCommand::Order {
        dispatch: dispatch_id(because, id.0, &template),
        channel: match received.contact_kind {
            ContactKind::Email => DispatchChannel::Mail,
            ContactKind::Post => DispatchChannel::Letter,
        },
        template,
        language: received.language.clone(),
        office: None,
        not_before: now,
        items: Vec::new(),
    };
    Some([
        Command::Submission(id, submission::Command::TellDate { day }),
        Command::Submission(id, submission::Command::Dispatch(order)),
    ])
}
