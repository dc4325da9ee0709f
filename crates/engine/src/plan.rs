use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use habeas_case::{
    AccessEvent, CaseEvent, Context, Decision, ObligationEvent, Refusal, RegistryEvent,
    SubmissionEvent, case, obligation, registry, submission,
};
use habeas_contract::{
    encode_access, encode_case, encode_obligation, encode_registry, encode_submission,
};
use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, Entropy, EventId, EventRecord, Hash32, IncidentId,
    NewEvent, StreamRef, SubmissionId, uuid_v7,
};
use habeas_store::Append;
use uuid::Uuid;

use crate::{Bound, Command, Loaded, PackShelf, UnknownPin, load::meta, rows};

/// Everything an event is stamped with.
pub(crate) struct Stamp<'a> {
    pub(crate) controller: &'a ControllerId,
    pub(crate) now: DateTime<Utc>,
    pub(crate) actor: &'a ActorId,
    pub(crate) causation: Option<EventId>,
    pub(crate) correlation: Uuid,
    pub(crate) traceparent: Option<String>,
    pub(crate) entropy: &'a dyn Entropy,
    pub(crate) shelf: &'a PackShelf,
}

/// Why commands come to no unit.
#[derive(Debug)]
pub(crate) enum PlanError {
    Refused(Refusal),
    UnknownPack(UnknownPin),
}

impl From<UnknownPin> for PlanError {
    fn from(pin: UnknownPin) -> Self {
        Self::UnknownPack(pin)
    }
}

/// What commands come to: additions to streams, none when all was moot.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) appends: Vec<Append>,
}

/// Decides commands one after the other, each on the state the one before left, and derives
/// everything that is kept beside the events. All or nothing: one refusal refuses all.
pub(crate) fn plan(
    loaded: &mut Loaded,
    commands: Vec<Command>,
    stamp: &Stamp<'_>,
) -> Result<Plan, PlanError> {
    let mut planner = Planner {
        loaded,
        stamp,
        new: Fresh::default(),
    };
    for command in commands {
        match command {
            Command::Submission(id, command) => planner.submission(id, command)?,
            Command::Case(id, command) => planner.case(id, command)?,
            Command::Obligation(id, command) => planner.incident(id, command)?,
            Command::Registry(stream, command) => planner.registry(stream, command)?,
            Command::Access(stream, event) => planner.access(stream, &event),
        }
    }
    planner.finish()
}

#[derive(Default)]
struct Fresh {
    submissions: BTreeMap<SubmissionId, Vec<(EventRecord, SubmissionEvent)>>,
    cases: BTreeMap<CaseId, Vec<(EventRecord, CaseEvent)>>,
    incidents: BTreeMap<IncidentId, Vec<EventRecord>>,
    registries: BTreeMap<StreamRef, Vec<(EventRecord, RegistryEvent)>>,
    plain: BTreeMap<StreamRef, Vec<EventRecord>>,
}

struct Planner<'a> {
    loaded: &'a mut Loaded,
    stamp: &'a Stamp<'a>,
    new: Fresh,
}

impl Planner<'_> {
    fn submission(
        &mut self,
        id: SubmissionId,
        command: submission::Command,
    ) -> Result<(), PlanError> {
        let entry = self.loaded.submissions.entry(id).or_default();
        let (shelf, controller) = (self.stamp.shelf, self.stamp.controller);
        let bound = match (&entry.state.received, &command) {
            (Some(_), _) => shelf.bind_submission(controller, &entry.state)?,
            (None, submission::Command::Receive(received)) => {
                shelf.bind(controller, &received.pack, received.calendar.as_ref())?
            }
            (None, _) => return Err(PlanError::Refused(Refusal::Unknown)),
        };
        let ctx = self.stamp.context(&bound);
        match submission::decide(&entry.state, command, &ctx) {
            Decision::Refused(refusal) => return Err(PlanError::Refused(refusal)),
            Decision::Moot(_) => metrics::counter!("habeas_moot_total").increment(1),
            Decision::Events(events) => {
                let stream = StreamRef::submission(self.stamp.controller.clone(), id);
                for event in events {
                    let record = self.stamp.record(
                        &stream,
                        entry.state.version,
                        entry.head,
                        Code::literal(event.name()),
                        encode_submission(&event),
                        event.legal_day().unwrap_or_else(|| ctx.today()),
                    );
                    submission::apply(&mut entry.state, &meta(&record), &event);
                    entry.head = record.hash;
                    self.new
                        .submissions
                        .entry(id)
                        .or_default()
                        .push((record, event));
                }
            }
        }
        Ok(())
    }

    fn case(&mut self, id: CaseId, command: case::Command) -> Result<(), PlanError> {
        let entry = self.loaded.cases.entry(id).or_default();
        let (shelf, controller) = (self.stamp.shelf, self.stamp.controller);
        let bound = match (&entry.state.opened, &command) {
            (Some(_), _) => shelf.bind_case(controller, &entry.state)?,
            (None, case::Command::Open(opened)) => {
                shelf.bind(controller, &opened.pack, opened.calendar.as_ref())?
            }
            (None, _) => return Err(PlanError::Refused(Refusal::Unknown)),
        };
        let corrects = matches!(command, case::Command::CorrectKind { .. });
        let ctx = self.stamp.context(&bound);
        match case::decide(&entry.state, command, &ctx) {
            Decision::Refused(refusal) => return Err(PlanError::Refused(refusal)),
            Decision::Moot(_) => metrics::counter!("habeas_moot_total").increment(1),
            Decision::Events(events) => {
                let stream = StreamRef::case(self.stamp.controller.clone(), id);
                for event in events {
                    let record = self.stamp.record(
                        &stream,
                        entry.state.version,
                        entry.head,
                        Code::literal(event.name()),
                        encode_case(&event),
                        event.legal_day().unwrap_or_else(|| ctx.today()),
                    );
                    case::apply(&mut entry.state, &meta(&record), &event);
                    entry.head = record.hash;
                    self.new.cases.entry(id).or_default().push((record, event));
                }
            }
        }
        let missing = corrects
            .then(|| shelf.calendar_missing(controller, &entry.state, &bound))
            .flatten();
        match missing {
            Some(calendar) => self.case(id, case::Command::ApplyCalendar { calendar }),
            None => Ok(()),
        }
    }

    fn incident(&mut self, id: IncidentId, command: obligation::Command) -> Result<(), PlanError> {
        let entry = self.loaded.incidents.entry(id).or_default();
        let (shelf, controller) = (self.stamp.shelf, self.stamp.controller);
        let bound = match (&entry.state.opened, &command) {
            (Some(_), _) => shelf.bind_incident(controller, &entry.state)?,
            (None, obligation::Command::Open(opened)) => {
                shelf.bind(controller, &opened.pack, opened.calendar.as_ref())?
            }
            (None, _) => return Err(PlanError::Refused(Refusal::Unknown)),
        };
        let ctx = self.stamp.context(&bound);
        match obligation::decide(&entry.state, command, &ctx) {
            Decision::Refused(refusal) => return Err(PlanError::Refused(refusal)),
            Decision::Moot(_) => metrics::counter!("habeas_moot_total").increment(1),
            Decision::Events(events) => {
                let stream = StreamRef::incident(self.stamp.controller.clone(), id);
                for event in events {
                    let event: ObligationEvent = event;
                    let record = self.stamp.record(
                        &stream,
                        entry.state.version,
                        entry.head,
                        Code::literal(event.name()),
                        encode_obligation(&event),
                        event.legal_day().unwrap_or_else(|| ctx.today()),
                    );
                    obligation::apply(&mut entry.state, &meta(&record), &event);
                    entry.head = record.hash;
                    self.new.incidents.entry(id).or_default().push(record);
                }
            }
        }
        Ok(())
    }

    /// A registry is bound by the pack now in force.
    fn registry(&mut self, stream: StreamRef, command: registry::Command) -> Result<(), PlanError> {
        let bound = self.stamp.shelf.bind_new(&stream.controller)?;
        let ctx = self.stamp.context(&bound);
        let entry = self.loaded.registries.entry(stream.clone()).or_default();
        match registry::decide(&entry.state, command, &ctx) {
            Decision::Refused(refusal) => return Err(PlanError::Refused(refusal)),
            Decision::Moot(_) => metrics::counter!("habeas_moot_total").increment(1),
            Decision::Events(events) => {
                for event in events {
                    let record = self.stamp.record(
                        &stream,
                        entry.state.version,
                        entry.head,
                        Code::literal(event.name()),
                        encode_registry(&event),
                        event.legal_day().unwrap_or_else(|| ctx.today()),
                    );
                    registry::apply(&mut entry.state, &meta(&record), &event);
                    entry.head = record.hash;
                    let new = self.new.registries.entry(stream.clone()).or_default();
                    new.push((record, event));
                }
            }
        }
        Ok(())
    }

    fn access(&mut self, stream: StreamRef, event: &AccessEvent) {
        let (version, head) = self
            .loaded
            .plain
            .get(&stream)
            .copied()
            .unwrap_or((0, Hash32::ZERO));
        let day = self.stamp.shelf.current(&stream.controller).map_or_else(
            || self.stamp.now.date_naive(),
            |pack| self.stamp.now.with_timezone(&pack.zone()).date_naive(),
        );
        let name = Code::literal(event.name());
        let record = self
            .stamp
            .record(&stream, version, head, name, encode_access(event), day);
        self.loaded
            .plain
            .insert(stream.clone(), (record.seq, record.hash));
        self.new.plain.entry(stream).or_default().push(record);
    }

    fn finish(self) -> Result<Plan, PlanError> {
        let mut appends = Vec::new();
        for (id, events) in self.new.submissions {
            let stream = StreamRef::submission(self.stamp.controller.clone(), id);
            let Some(entry) = self.loaded.submissions.get(&id) else {
                continue;
            };
            let bound = self
                .stamp
                .shelf
                .bind_submission(self.stamp.controller, &entry.state)?;
            let ctx = self.stamp.context(&bound);
            let touched: BTreeSet<_> = events
                .iter()
                .filter_map(|(_, event)| match event {
                    SubmissionEvent::Dispatch(event) => Some(event.dispatch()),
                    _ => None,
                })
                .collect();
            let row = entry.state.row(id, &ctx);
            appends.push(Append {
                row: row.map(|view| rows::row(&stream, entry.state.version, view)),
                alarms: Some(rows::alarms(&stream, entry.state.alarms(&ctx))),
                dispatches: rows::dispatches(&stream, None, &entry.state.outgoing, &touched),
                tallies: Vec::new(),
                events: events.into_iter().map(|(record, _)| record).collect(),
            });
        }
        for (id, events) in self.new.cases {
            let stream = StreamRef::case(self.stamp.controller.clone(), id);
            let Some(entry) = self.loaded.cases.get(&id) else {
                continue;
            };
            let bound = self
                .stamp
                .shelf
                .bind_case(self.stamp.controller, &entry.state)?;
            let ctx = self.stamp.context(&bound);
            let touched: BTreeSet<_> = events
                .iter()
                .filter_map(|(_, event)| match event {
                    CaseEvent::Dispatch(event) => Some(event.dispatch()),
                    _ => None,
                })
                .collect();
            let desk = entry.state.desk.as_ref();
            let row = entry.state.row(&ctx);
            appends.push(Append {
                row: row.map(|view| rows::row(&stream, entry.state.version, view)),
                alarms: Some(rows::alarms(&stream, case::alarms(&entry.state, &ctx))),
                dispatches: rows::dispatches(&stream, desk, &entry.state.outgoing, &touched),
                tallies: rows::tallies(self.stamp.controller, desk, &events),
                events: events.into_iter().map(|(record, _)| record).collect(),
            });
        }
        for (id, events) in self.new.incidents {
            let stream = StreamRef::incident(self.stamp.controller.clone(), id);
            let Some(entry) = self.loaded.incidents.get(&id) else {
                continue;
            };
            let bound = self
                .stamp
                .shelf
                .bind_incident(self.stamp.controller, &entry.state)?;
            let ctx = self.stamp.context(&bound);
            let row = entry.state.row(id, &ctx);
            let alarms = obligation::alarms(&entry.state, &ctx);
            appends.push(Append {
                row: row.map(|view| rows::row(&stream, entry.state.version, view)),
                alarms: Some(rows::alarms(&stream, alarms)),
                dispatches: Vec::new(),
                tallies: Vec::new(),
                events,
            });
        }
        for (stream, events) in self.new.registries {
            let Some(entry) = self.loaded.registries.get(&stream) else {
                continue;
            };
            let touched: BTreeSet<_> = events
                .iter()
                .filter_map(|(_, event)| match event {
                    RegistryEvent::Dispatch(event) => Some(event.dispatch()),
                    _ => None,
                })
                .collect();
            appends.push(Append {
                row: None,
                alarms: None,
                dispatches: rows::dispatches(&stream, None, &entry.state.outgoing, &touched),
                tallies: Vec::new(),
                events: events.into_iter().map(|(record, _)| record).collect(),
            });
        }
        for (_, events) in self.new.plain {
            appends.push(Append {
                events,
                row: None,
                alarms: None,
                dispatches: Vec::new(),
                tallies: Vec::new(),
            });
        }
        Ok(Plan { appends })
    }
}

impl Stamp<'_> {
    fn context<'a>(&'a self, bound: &'a Bound) -> Context<'a> {
        bound.context(self.now, self.actor)
    }

    fn record(
        &self,
        stream: &StreamRef,
        version: u64,
        head: Hash32,
        event_type: Code,
        body: Vec<u8>,
        legal_day: NaiveDate,
    ) -> EventRecord {
        NewEvent {
            id: EventId(uuid_v7(self.now, self.entropy)),
            event_type,
            body,
            legal_day,
            recorded_at: self.now,
            actor: self.actor.clone(),
            causation: self.causation,
            correlation: self.correlation,
            traceparent: self.traceparent.clone(),
        }
        .at(stream.clone(), version + 1, head)
    }
}
