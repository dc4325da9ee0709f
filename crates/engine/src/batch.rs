use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use habeas_bus::Notice;
use habeas_contract::DecodeError;
use habeas_envelope::{ActorId, Code, EventRecord, Scope, StreamRef};
use habeas_store::{
    Failure, FailureChange, FailureState, InboxMark, OutboxEntry, Outcome, StoreError, Stream, Unit,
};
use habeas_waypoint::{Waypoint, pass};

use crate::{
    Engine, Loaded, ReactContext, Reaction, Trigger,
    execute::events_of,
    failures::Trouble,
    plan::{PlanError, Stamp, plan},
};

/// How often a lone job is decided again when its streams changed underneath.
const TRIES: u32 = 8;

/// From where a job came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A message; the embedded outbox entry that dealing with it settles.
    Message { settles: Option<OutboxEntry> },
    /// A failure that is due again.
    Retry,
    /// A stream that waited too long.
    Nudge,
}

/// One event to react to.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) notice: Notice,
    pub(crate) source: Source,
    pub(crate) earlier: Option<Failure>,
}

/// What a job came to before it is committed.
enum Decided {
    Unit {
        unit: Box<Unit>,
        events: Vec<EventRecord>,
    },
    Nothing,
    Trouble(Trouble),
}

/// Jobs of one worker that are decided and committed together.
pub(crate) struct Batch<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) reaction: &'a dyn Reaction,
    pub(crate) worker: &'a Code,
    pub(crate) scope: &'a Scope,
}

impl Batch<'_> {
    /// Decides and commits jobs. When it returns, every job is written, moot, or a failure row:
    /// what is stored and cannot be read, or cannot be written, fails the job that needs it and
    /// no other.
    ///
    /// # Errors
    /// When the database is away; the jobs may or may not be written, and must come again.
    pub(crate) async fn run(&self, jobs: Vec<Job>) -> Result<(), StoreError> {
        match self.together(jobs.clone()).await {
            Err(error) if lies_in_the_data(&error) => {
                tracing::error!(worker = %self.worker, error = %error, "worker.batch.refused");
            }
            done => return done,
        }
        for job in jobs {
            match self.together(vec![job.clone()]).await {
                Err(error) if lies_in_the_data(&error) => {
                    self.write_trouble(&[(&job, Trouble::Store)]).await?;
                }
                done => done?,
            }
        }
        Ok(())
    }

    /// Decides and commits jobs; those whose streams changed underneath are decided again, one by
    /// one.
    async fn together(&self, jobs: Vec<Job>) -> Result<(), StoreError> {
        let again = self.round(jobs).await?;
        for mut job in again {
            let mut tries = 0;
            loop {
                let Some(conflicting) = self.round(vec![job]).await?.pop() else {
                    break;
                };
                job = conflicting;
                tries += 1;
                if tries >= TRIES {
                    self.write_trouble(&[(&job, Trouble::Conflict)]).await?;
                    break;
                }
            }
        }
        Ok(())
    }

    /// Reacts once more to the last event of a stream that this worker reads.
    pub(crate) async fn nudge(&self, stream: StreamRef) -> Result<(), StoreError> {
        let reads = habeas_bus::worker(self.worker.as_str()).map_or(&[][..], |w| w.events);
        let loaded = self.engine.store.load(self.scope, &[stream]).await?;
        let last = loaded
            .iter()
            .flat_map(|s| s.events.iter().rev())
            .find(|record| reads.contains(&record.event_type.as_str()));
        match last {
            Some(record) => {
                let job = Job {
                    notice: record.into(),
                    source: Source::Nudge,
                    earlier: None,
                };
                self.run(vec![job]).await
            }
            None => Ok(()),
        }
    }

    /// One pass over all jobs; gives back those that met a conflict.
    async fn round(&self, jobs: Vec<Job>) -> Result<Vec<Job>, StoreError> {
        let decided = self.decide(&jobs).await?;
        pass(Waypoint::Decided);
        let mut units = Vec::new();
        let mut unit_jobs = Vec::new();
        let mut troubles = Vec::new();
        for (job, decided) in jobs.iter().zip(decided) {
            match decided {
                Decided::Unit { unit, events } => {
                    units.push(*unit);
                    unit_jobs.push((job, events));
                }
                Decided::Nothing => {
                    self.count("moot");
                    if let Some(unit) = self.settling(job) {
                        units.push(unit);
                        unit_jobs.push((job, Vec::new()));
                    }
                }
                Decided::Trouble(trouble) => troubles.push((job, trouble)),
            }
        }
        let mut again = Vec::new();
        let mut told = Vec::new();
        let mut duplicates = Vec::new();
        let outcomes = if units.is_empty() {
            Vec::new()
        } else {
            self.engine.store.commit(units).await?
        };
        for ((job, events), outcome) in unit_jobs.into_iter().zip(outcomes) {
            match outcome {
                Outcome::Committed => {
                    self.count("committed");
                    told.extend(events);
                }
                Outcome::Duplicate => {
                    self.count("duplicate");
                    duplicates.push(job);
                }
                Outcome::Conflict => {
                    self.count("conflict");
                    again.push(job.clone());
                }
                Outcome::Failed(error) => {
                    tracing::error!(worker = %self.worker, error = %error, "worker.unit.refused");
                    troubles.push((job, Trouble::Store));
                }
            }
        }
        self.engine.hand_off(told).await;
        self.settle_duplicates(&duplicates).await?;
        self.write_trouble(&troubles).await?;
        pass(Waypoint::Settled);
        Ok(again)
    }

    async fn decide(&self, jobs: &[Job]) -> Result<Vec<Decided>, StoreError> {
        let own: BTreeSet<StreamRef> = jobs.iter().map(|j| j.notice.stream.clone()).collect();
        let mut streams = self.load(own).await?;
        let mut looks: Vec<Result<Look, Trouble>> =
            jobs.iter().map(|job| first_look(job, &streams)).collect();
        // What is seen may show what else must be: a case its submission, that its other cases.
        loop {
            let wanted: Vec<BTreeSet<StreamRef>> =
                looks.iter_mut().map(|look| self.wanted(look)).collect();
            if wanted.iter().all(BTreeSet::is_empty) {
                break;
            }
            let all = wanted.iter().flatten();
            let more = all.filter(|s| !streams.contains_key(*s)).cloned().collect();
            streams.extend(self.load(more).await?);
            for (look, wanted) in looks.iter_mut().zip(wanted) {
                if let Ok(seen) = look
                    && let Err(trouble) = seen.add(wanted, &streams)
                {
                    *look = Err(trouble);
                }
            }
        }
        let decided = jobs.iter().zip(looks).map(|(job, look)| match look {
            Err(trouble) => Decided::Trouble(trouble),
            Ok(mut look) => {
                let record = &streams[&job.notice.stream].events[look.at];
                let react = || self.react(job, record, &look.trigger, &mut look.loaded);
                catch_unwind(AssertUnwindSafe(react)).unwrap_or(Decided::Trouble(Trouble::Panic))
            }
        });
        Ok(decided.collect())
    }

    /// The streams that a reaction asks for and has not seen.
    fn wanted(&self, look: &mut Result<Look, Trouble>) -> BTreeSet<StreamRef> {
        let Ok(seen) = look else {
            return BTreeSet::new();
        };
        let needs = catch_unwind(AssertUnwindSafe(|| {
            self.reaction.needs(&seen.trigger, &seen.loaded)
        }));
        match needs {
            Ok(needs) => {
                let unseen = needs.into_iter().filter(|s| !seen.seen.contains(s));
                unseen.collect()
            }
            Err(_) => {
                *look = Err(Trouble::Panic);
                BTreeSet::new()
            }
        }
    }

    async fn load(
        &self,
        streams: BTreeSet<StreamRef>,
    ) -> Result<BTreeMap<StreamRef, Stream>, StoreError> {
        if streams.is_empty() {
            return Ok(BTreeMap::new());
        }
        let streams: Vec<StreamRef> = streams.into_iter().collect();
        let loaded = self.engine.store.load(self.scope, &streams).await?;
        Ok(loaded.into_iter().map(|s| (s.stream.clone(), s)).collect())
    }

    fn react(
        &self,
        job: &Job,
        record: &EventRecord,
        trigger: &Trigger,
        loaded: &mut Loaded,
    ) -> Decided {
        let now = self.engine.clock.now();
        let ctx = ReactContext {
            shelf: &self.engine.shelf,
            now,
        };
        let commands = match self.reaction.react(trigger, loaded, &ctx) {
            Err(refusal) => return Decided::Trouble(Trouble::Refused(refusal.code())),
            Ok(commands) if commands.is_empty() => return Decided::Nothing,
            Ok(commands) => commands,
        };
        let actor = ActorId::worker(self.worker.as_str())
            .expect("a worker's name is a code and has room for a prefix");
        let stamp = Stamp {
            controller: &job.notice.stream.controller,
            now,
            actor: &actor,
            causation: Some(record.id),
            correlation: record.correlation,
            traceparent: record.traceparent.clone(),
            entropy: &*self.engine.entropy,
            shelf: &self.engine.shelf,
        };
        match plan(loaded, commands, &stamp) {
            Err(PlanError::Refused(refusal)) => Decided::Trouble(Trouble::Refused(refusal.code())),
            Err(PlanError::UnknownPack(_)) => Decided::Trouble(Trouble::UnknownPack),
            Ok(plan) if plan.appends.is_empty() => Decided::Nothing,
            Ok(plan) => {
                let mut unit = self.engine.unit(plan.appends);
                let events = events_of(&unit);
                if job.source != Source::Nudge {
                    unit.inbox = Some(InboxMark {
                        worker: self.worker.clone(),
                        event: job.notice.event,
                    });
                }
                self.settle_in(job, &mut unit);
                Decided::Unit {
                    unit: Box::new(unit),
                    events,
                }
            }
        }
    }

    fn settle_in(&self, job: &Job, unit: &mut Unit) {
        if let Source::Message { settles } = &job.source {
            unit.settles.clone_from(settles);
        }
        if job.earlier.is_some() {
            unit.failures.push(FailureChange::Settled {
                worker: self.worker.clone(),
                event: job.notice.event,
            });
        }
    }

    /// What is to be struck off although nothing is recorded.
    fn settling(&self, job: &Job) -> Option<Unit> {
        let mut unit = Unit::default();
        self.settle_in(job, &mut unit);
        (unit.settles.is_some() || !unit.failures.is_empty()).then_some(unit)
    }

    async fn settle_duplicates(&self, jobs: &[&Job]) -> Result<(), StoreError> {
        let units: Vec<Unit> = jobs.iter().filter_map(|job| self.settling(job)).collect();
        self.commit_all(units).await
    }

    async fn write_trouble(&self, troubles: &[(&Job, Trouble)]) -> Result<(), StoreError> {
        if troubles.iter().any(|(_, t)| *t == Trouble::UnknownPack)
            && let Err(error) = self.engine.refresh_shelf().await
        {
            tracing::warn!(worker = %self.worker, error = %error, "worker.shelf.stale");
        }
        let now = self.engine.clock.now();
        let mut units = Vec::with_capacity(troubles.len());
        for (job, trouble) in troubles {
            if job.source == Source::Nudge && self.has_failed(job).await? {
                continue;
            }
            let failure = trouble.failure(self.worker, &job.notice, job.earlier.as_ref(), now);
            tracing::warn!(
                worker = %self.worker,
                event = %job.notice.event,
                class = trouble.class(),
                attempt = failure.attempt,
                "worker.failed"
            );
            if failure.state == FailureState::Dead {
                self.count("dead");
            }
            self.count("failed");
            let mut unit = Unit {
                failures: vec![FailureChange::Record(failure)],
                ..Unit::default()
            };
            if let Source::Message { settles } = &job.source {
                unit.settles.clone_from(settles);
            }
            units.push(unit);
        }
        self.commit_all(units).await
    }

    /// Whether a failure of this event stands already: a nudge must not count its attempts anew,
    /// nor bring a dead letter back to life.
    async fn has_failed(&self, job: &Job) -> Result<bool, StoreError> {
        let failures = self.engine.store.failures(self.scope, u32::MAX).await?;
        let same = |f: &Failure| f.worker == *self.worker && f.event == job.notice.event;
        Ok(failures.iter().any(same))
    }

    /// Commits what must be written before the message may be acknowledged.
    async fn commit_all(&self, units: Vec<Unit>) -> Result<(), StoreError> {
        if units.is_empty() {
            return Ok(());
        }
        for outcome in self.engine.store.commit(units).await? {
            if let Outcome::Failed(error) = outcome {
                return Err(error);
            }
        }
        Ok(())
    }

    fn count(&self, outcome: &'static str) {
        metrics::counter!(
            "habeas_outcomes_total",
            "worker" => self.reaction.worker(),
            "outcome" => outcome
        )
        .increment(1);
    }
}

/// What a reaction to one event sees.
struct Look {
    loaded: Loaded,
    seen: BTreeSet<StreamRef>,
    trigger: Trigger,
    /// Where in its stream the event stands.
    at: usize,
}

impl Look {
    fn add(
        &mut self,
        wanted: BTreeSet<StreamRef>,
        streams: &BTreeMap<StreamRef, Stream>,
    ) -> Result<(), Trouble> {
        for stream in wanted {
            if let Some(found) = streams.get(&stream) {
                self.loaded
                    .add(std::slice::from_ref(found))
                    .map_err(|error| trouble_of(&error))?;
            }
            self.seen.insert(stream);
        }
        Ok(())
    }
}

/// The state of a job's own stream, and where in it the event stands.
fn first_look(job: &Job, streams: &BTreeMap<StreamRef, Stream>) -> Result<Look, Trouble> {
    let stream = streams.get(&job.notice.stream).ok_or(Trouble::NotInLog)?;
    let at = stream
        .events
        .iter()
        .position(|record| record.id == job.notice.event)
        .ok_or(Trouble::NotInLog)?;
    let loaded = Loaded::read(std::slice::from_ref(stream)).map_err(|error| trouble_of(&error))?;
    let record = &stream.events[at];
    let trigger = Trigger {
        event: record.id,
        event_type: record.event_type.clone(),
        stream: record.stream.clone(),
        seq: record.seq,
    };
    let seen = BTreeSet::from([stream.stream.clone()]);
    Ok(Look {
        loaded,
        seen,
        trigger,
        at,
    })
}

fn trouble_of(error: &DecodeError) -> Trouble {
    match error {
        DecodeError::NewerBuild { .. } => Trouble::NewerBuild,
        _ => Trouble::Decode,
    }
}

/// Whether an error comes of what is stored or to be stored, and not of the database being away
/// or of another version: then it meets only who touches it.
pub(crate) fn lies_in_the_data(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Refused { .. } | StoreError::Inconsistent(_)
    )
}
