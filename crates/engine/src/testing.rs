//! A world in memory for tests of reactions: streams, their states and what was recorded; no
//! store, no bus, no task.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicU64, Ordering},
};

use chrono::{DateTime, NaiveDate, Utc};
use habeas_case::{
    Capacity, CaseOpened, CaseRef, Channel, ContactKind, EVERYTHING, Questions, Refusal, Requested,
    SubmissionClass, SubmissionReceived,
    case::{self, Case, case_id},
    submission::{self, Submission},
};
use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, Entropy, EventRecord, ItemId, StreamKind, StreamRef,
    SubmissionId,
};
use habeas_regime::{FileKind, Right};
use habeas_vault::Reference;
use uuid::Uuid;

use crate::{
    Command, Loaded, PackShelf, ReactContext, Reaction, Trigger, pin_pack,
    plan::{PlanError, Stamp, plan},
};

/// Bytes that count up: the same sequence in every run.
#[derive(Debug, Default)]
pub struct CountingEntropy(AtomicU64);

impl Entropy for CountingEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        for part in buffer.chunks_mut(8) {
            let count = self.0.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
            // An odd factor keeps distinct counts distinct and spreads them over all bytes.
            let bytes = count.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
            part.copy_from_slice(&bytes[..part.len()]);
        }
    }
}

/// The same bytes over and over.
struct Repeated([u8; 16]);

impl Entropy for Repeated {
    fn fill(&self, buffer: &mut [u8]) {
        for (byte, repeated) in buffer.iter_mut().zip(self.0.iter().cycle()) {
            *byte = *repeated;
        }
    }
}

/// One controller's streams, decided on as the engine decides.
pub struct World {
    /// Packs and calendars.
    pub shelf: PackShelf,
    /// The present.
    pub now: DateTime<Utc>,
    /// Whose streams.
    pub controller: ControllerId,
    loaded: Loaded,
    log: Vec<EventRecord>,
    entropy: CountingEntropy,
}

impl World {
    /// An empty world.
    #[must_use]
    pub fn new(shelf: PackShelf, controller: ControllerId, now: DateTime<Utc>) -> Self {
        Self {
            shelf,
            now,
            controller,
            loaded: Loaded::default(),
            log: Vec::new(),
            entropy: CountingEntropy::default(),
        }
    }

    /// Everything recorded, in order.
    #[must_use]
    pub fn log(&self) -> &[EventRecord] {
        &self.log
    }

    /// What was recorded that a worker reads, in order.
    #[must_use]
    pub fn told(&self, worker: &str) -> Vec<EventRecord> {
        let reads = habeas_bus::worker(worker).map_or(&[][..], |w| w.events);
        let told = |record: &&EventRecord| reads.contains(&record.event_type.as_str());
        self.log.iter().filter(told).cloned().collect()
    }

    /// The names of what was recorded, in order.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.log
            .iter()
            .map(|record| record.event_type.as_str())
            .collect()
    }

    /// A submission.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn submission(&self, id: SubmissionId) -> &Submission {
        self.loaded
            .submission(id)
            .expect("the test made this submission")
    }

    /// The cases of a submission, by id.
    #[must_use]
    pub fn cases(&self, id: SubmissionId) -> Vec<(CaseId, &Case)> {
        self.loaded.cases_of(id).collect()
    }

    /// The case of a submission on a kind of file.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn case_on(&self, id: SubmissionId, kind: &str) -> (CaseId, &Case) {
        self.loaded
            .cases_of(id)
            .find(|(_, case)| case.opened.as_ref().is_some_and(|o| o.kind == kind))
            .expect("the test made a case on this kind of file")
    }

    /// Has a person file with the pack now in force, on the present day: for themselves, reached
    /// by e-mail, asking for access to everything unless `change` says otherwise.
    ///
    /// # Errors
    /// When the filing is refused.
    ///
    /// # Panics
    /// When the shelf has no pack of the controller.
    pub fn file(
        &mut self,
        change: impl FnOnce(&mut SubmissionReceived),
    ) -> Result<(SubmissionId, EventRecord), Refusal> {
        let mut seed = [0; 16];
        self.entropy.fill(&mut seed);
        let mut filing = filing(&self.shelf, &self.controller, self.now, seed);
        change(&mut filing);
        let id = SubmissionId(Uuid::new_v5(&Uuid::from_bytes(filing.seed), b"submission"));
        let receive = submission::Command::Receive(Box::new(filing));
        let events = self.execute(ActorId::person(), vec![Command::Submission(id, receive)])?;
        let event = events.into_iter().next().expect("a filing is one event");
        Ok((id, event))
    }

    /// How a case of a submission begins by the pack now in force, received on the
    /// submission's day.
    ///
    /// # Panics
    /// When there is no such submission, pack, right or kind of file.
    #[must_use]
    pub fn opening(&self, id: SubmissionId, right: &str, kind: &str) -> CaseOpened {
        let received = self.submission(id).received_on().expect("it was filed");
        opening(&self.shelf, &self.controller, id, received, right, kind)
    }

    /// Classifies a submission as a request and opens these cases of it beside those it has.
    ///
    /// # Errors
    /// When it is refused.
    pub fn open(&mut self, id: SubmissionId, opened: Vec<CaseOpened>) -> Result<(), Refusal> {
        let mut cases = self.submission(id).cases.clone();
        let seed = self
            .submission(id)
            .received
            .as_ref()
            .map_or([0; 16], |r| r.seed);
        let mut commands = Vec::new();
        for opened in opened {
            let case = case_id(&seed, &opened.right, &opened.kind);
            cases.push(CaseRef {
                case,
                right: opened.right.clone(),
                kind: opened.kind.clone(),
            });
            commands.push(Command::Case(case, case::Command::Open(Box::new(opened))));
        }
        let class = SubmissionClass::Request;
        let classify = submission::Command::Classify {
            class,
            rule: None,
            cases,
        };
        commands.insert(0, Command::Submission(id, classify));
        self.execute(ActorId::operator(), commands).map(|_| ())
    }

    /// Carries out commands together.
    ///
    /// # Errors
    /// When one is refused; nothing is recorded then.
    ///
    /// # Panics
    /// When a stream pins a pack that is not on the shelf.
    pub fn execute(
        &mut self,
        actor: ActorId,
        commands: Vec<Command>,
    ) -> Result<Vec<EventRecord>, Refusal> {
        let before = self.loaded.clone();
        let stamp = Stamp {
            controller: &self.controller,
            now: self.now,
            actor: &actor,
            causation: None,
            correlation: Uuid::nil(),
            traceparent: None,
            entropy: &self.entropy,
            shelf: &self.shelf,
        };
        match plan(&mut self.loaded, commands, &stamp) {
            Ok(plan) => {
                let events: Vec<EventRecord> = plan
                    .appends
                    .into_iter()
                    .flat_map(|append| append.events)
                    .collect();
                self.log.extend(events.iter().cloned());
                Ok(events)
            }
            Err(PlanError::Refused(refusal)) => {
                self.loaded = before;
                Err(refusal)
            }
            Err(PlanError::UnknownPack(pin)) => panic!("{pin}"),
        }
    }

    /// Delivers an event to a reaction, shows it no more than it asks for, and carries out what
    /// it commands.
    ///
    /// # Errors
    /// When it refuses or is refused.
    pub fn deliver(
        &mut self,
        reaction: &dyn Reaction,
        event: &EventRecord,
    ) -> Result<Vec<EventRecord>, Refusal> {
        let trigger = Trigger {
            event: event.id,
            event_type: event.event_type.clone(),
            stream: event.stream.clone(),
            seq: event.seq,
        };
        let mut seen = BTreeSet::from([event.stream.clone()]);
        let shown = loop {
            let shown = self.show(&seen);
            let wanted = reaction.needs(&trigger, &shown);
            let count = seen.len();
            seen.extend(wanted);
            if seen.len() == count {
                break shown;
            }
        };
        let ctx = ReactContext {
            shelf: &self.shelf,
            now: self.now,
        };
        let commands = reaction.react(&trigger, &shown, &ctx)?;
        let worker = ActorId::worker(reaction.worker()).expect("a worker's name is a code");
        self.execute(worker, commands)
    }

    /// Delivers all that the reaction reads, and what comes of it, until nothing new comes.
    ///
    /// # Errors
    /// When it refuses or is refused.
    pub fn settle(&mut self, reaction: &dyn Reaction) -> Result<(), Refusal> {
        let mut done = 0;
        loop {
            let told = self.told(reaction.worker());
            let Some(event) = told.get(done) else {
                return Ok(());
            };
            self.deliver(reaction, event)?;
            done += 1;
        }
    }

    fn show(&self, streams: &BTreeSet<StreamRef>) -> Loaded {
        let mut shown = Loaded::default();
        for stream in streams {
            match stream.kind {
                StreamKind::Submission => {
                    let id = SubmissionId(stream.id);
                    if let Some(found) = self.loaded.submissions.get(&id) {
                        shown.submissions.insert(id, found.clone());
                    }
                }
                StreamKind::Case => {
                    let id = CaseId(stream.id);
                    if let Some(found) = self.loaded.cases.get(&id) {
                        shown.cases.insert(id, found.clone());
                    }
                }
                StreamKind::Registry => {
                    if let Some(found) = self.loaded.registries.get(stream) {
                        shown.registries.insert(stream.clone(), found.clone());
                    }
                }
                StreamKind::Obligation | StreamKind::Access => {}
            }
        }
        shown
    }
}

/// A filing with the pack now in force: for the person themselves, reached by e-mail, asking for
/// access to everything.
///
/// # Panics
/// When the shelf has no pack of the controller.
#[must_use]
pub fn filing(
    shelf: &PackShelf,
    controller: &ControllerId,
    now: DateTime<Utc>,
    seed: [u8; 16],
) -> SubmissionReceived {
    let pack = shelf
        .current(controller)
        .expect("a pack of the test's controller");
    SubmissionReceived {
        pack: pin_pack(pack),
        calendar: shelf.calendar_pin(pack),
        channel: Channel::Portal,
        received_at: now,
        received_on: now.with_timezone(&pack.zone()).date_naive(),
        language: Code::literal("en"),
        seed,
        reference: Code::new(
            Reference::generate(&Repeated(seed))
                .as_str()
                .to_ascii_lowercase(),
        )
        .expect("a reference is letters and digits"),
        person_key: [7; 32],
        capacity: Capacity::Own,
        requested: vec![Requested {
            right: Code::literal("access"),
            kind: Code::literal(EVERYTHING),
        }],
        filer: ItemId(Uuid::from_u128(1)),
        subject: None,
        contact_kind: ContactKind::Email,
        contact: ItemId(Uuid::from_u128(2)),
        words: None,
        documents: Vec::new(),
        named_office: None,
        audience: None,
        questions: Questions::default(),
        access_code: None,
    }
}

/// How a case begins by the pack now in force.
///
/// # Panics
/// When there is no such pack, right or kind of file.
#[must_use]
pub fn opening(
    shelf: &PackShelf,
    controller: &ControllerId,
    submission: SubmissionId,
    received: NaiveDate,
    right: &str,
    kind: &str,
) -> CaseOpened {
    let pack = shelf
        .current(controller)
        .expect("a pack of the test's controller");
    let right = Right::new(right).expect("a right is a code");
    let kind = FileKind::new(kind).expect("a kind of file is a code");
    let route = pack.route_provision(&right, &kind);
    let clock = &pack.time_limit(&right, &kind).clock;
    CaseOpened {
        submission,
        pack: pin_pack(pack),
        calendar: pack
            .clock(&right, &kind)
            .limit
            .calendar()
            .and_then(|id| shelf.calendar_in_force(controller, id)),
        regime: clock.regime.code().clone(),
        clock: clock.clock.code().clone(),
        received,
        desk: route.desk.code().clone(),
        compartment: pack.compartment(&route.desk).code().clone(),
        language: Code::literal("en"),
        named_office: None,
        audience: None,
        questions: Questions::default(),
        right: right.into(),
        kind: kind.into(),
    }
}
