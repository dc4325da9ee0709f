//! One bad message of fifty leaves the other forty-nine committed, on both stores.

#![expect(
    clippy::unwrap_used,
    reason = "a test panics where something is broken"
)]

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use chrono::NaiveDate;
use habeas_bus_local::LocalBus;
use habeas_case::{
    Capacity, Channel, ContactKind, Questions, Refusal, Requested, SubmissionClass,
    SubmissionReceived, submission,
};
use habeas_engine::{
    Command, Engine, ExecuteError, Health, Loaded, Order, PackShelf, ReactContext, Reaction,
    RelayDuty, Trigger, WorkerSettings, pin_pack, run_reaction, run_relay,
};
use habeas_envelope::{
    ActorId, Code, ControllerId, Entropy, EventId, ItemId, NewEvent, Scope, StreamKind, StreamRef,
    SubmissionId,
};
use habeas_regime::{Library, testing::example_packs};
use habeas_store::{Append, FailureState, OutboxEntry, RowFilter, Store, Unit};
use habeas_testkit::{Postgres, SeededEntropy, VirtualClock};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Classifies every filing as a request without cases, and trips over the ones it is told to.
#[derive(Default)]
struct Toy {
    panics_on: Option<SubmissionId>,
    panics_asking: Option<SubmissionId>,
    refuses: Option<SubmissionId>,
    /// Sends a message each time it is asked, another one than before.
    writes: bool,
    /// How often it was asked to react.
    asked: Arc<AtomicU32>,
}

impl Reaction for Toy {
    fn worker(&self) -> &'static str {
        "intake"
    }

    fn needs(&self, trigger: &Trigger, _: &Loaded) -> Vec<StreamRef> {
        let id = SubmissionId(trigger.stream.id);
        assert_ne!(Some(id), self.panics_asking, "a planted panic");
        Vec::new()
    }

    fn react(
        &self,
        trigger: &Trigger,
        loaded: &Loaded,
        _: &ReactContext<'_>,
    ) -> Result<Vec<Command>, Refusal> {
        let id = SubmissionId(trigger.stream.id);
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        assert_ne!(Some(id), self.panics_on, "a planted panic");
        if self.refuses == Some(id) {
            return Err(Refusal::NotOffered);
        }
        let is_withdrawn = loaded.submission(id).is_some_and(|state| state.withdrawn);
        if self.writes || is_withdrawn {
            let item = if self.writes {
                u64::from(asked)
            } else {
                trigger.seq
            };
            let item = ItemId(Uuid::from_u128(u128::from(item)));
            return Ok(vec![Command::Submission(
                id,
                submission::Command::SendMessage { item },
            )]);
        }
        let classify = submission::Command::Classify {
            class: SubmissionClass::Question,
            rule: Some(Code::literal("toy")),
            cases: Vec::new(),
        };
        Ok(vec![Command::Submission(id, classify)])
    }
}

struct House {
    engine: Engine,
    /// The same house, but nobody hears what it publishes.
    unheard: Engine,
    clock: VirtualClock,
}

fn controller() -> ControllerId {
    ControllerId::new("example").unwrap()
}

fn scope() -> Scope {
    Scope::whole([controller()])
}

impl House {
    fn new<S: Store + 'static>(store: S) -> Self {
        let store = Arc::new(store);
        let clock = VirtualClock::at("2026-03-02T09:00:00Z");
        let (relay, _) = tokio::sync::mpsc::channel(8);
        let engine = Engine {
            store: store.clone(),
            documents: store.clone(),
            bus: Arc::new(LocalBus::new(store.clone())),
            clock: Arc::new(clock.clone()),
            entropy: Arc::new(SeededEntropy::new(7)),
            shelf: PackShelf::new(example_packs(), Library::embedded()),
            relay,
        };
        let unheard = Engine {
            bus: Arc::new(LocalBus::new(store)),
            ..engine.clone()
        };
        Self {
            engine,
            unheard,
            clock,
        }
    }

    async fn file(&self, n: u128) -> SubmissionId {
        self.file_by(&self.engine, n).await
    }

    async fn file_by(&self, engine: &Engine, n: u128) -> SubmissionId {
        engine.execute(filing(engine, n)).await.unwrap();
        SubmissionId(Uuid::from_u128(n))
    }

    /// Runs the worker until `done` holds; fails after ten seconds.
    async fn run_until(&self, toy: Toy, done: impl AsyncFn() -> bool) {
        let stop = CancellationToken::new();
        let settings = WorkerSettings {
            attend_every: Duration::from_millis(20),
            ..WorkerSettings::default()
        };
        let worker = tokio::spawn(run_reaction(
            self.engine.clone(),
            Arc::new(toy),
            settings,
            Health::default(),
            stop.clone(),
        ));
        let waiting = async {
            while !done().await {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let in_time = tokio::time::timeout(Duration::from_secs(10), waiting).await;
        stop.cancel();
        worker.await.unwrap();
        assert!(
            in_time.is_ok(),
            "the worker did not come to the state that was waited for"
        );
    }

    async fn classified(&self) -> u64 {
        let filter = RowFilter {
            kind: Some(StreamKind::Submission),
            statuses: vec![Code::literal("identity")],
            ..RowFilter::default()
        };
        self.engine.store.count(&scope(), &filter).await.unwrap()
    }

    async fn failures(&self) -> Vec<(String, FailureState)> {
        let failures = self.engine.store.failures(&scope(), 100).await.unwrap();
        failures
            .iter()
            .map(|f| (f.class.to_string(), f.state))
            .collect()
    }

    async fn outbox(&self) -> u64 {
        self.engine.store.outbox_depth().await.unwrap()
    }
}

fn filing(engine: &Engine, n: u128) -> Order {
    let receive = submission::Command::Receive(Box::new(received(engine, n)));
    order(n, receive)
}

fn message(n: u128, item: u128) -> Order {
    let item = ItemId(Uuid::from_u128(item));
    order(n, submission::Command::SendMessage { item })
}

fn order(n: u128, command: submission::Command) -> Order {
    let id = SubmissionId(Uuid::from_u128(n));
    let commands = vec![Command::Submission(id, command)];
    Order::new(controller(), scope(), ActorId::person(), commands)
}

fn received(engine: &Engine, n: u128) -> SubmissionReceived {
    let pack = engine.shelf.current(&controller()).unwrap();
    SubmissionReceived {
        pack: pin_pack(pack),
        calendar: None,
        channel: Channel::Portal,
        received_at: engine.clock.now(),
        received_on: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
        language: Code::literal("en"),
        seed: [3; 16],
        reference: Code::new(format!("r{n}")).unwrap(),
        person_key: [1; 32],
        capacity: Capacity::Own,
        requested: vec![Requested {
            right: Code::literal("access"),
            kind: Code::literal("general"),
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

async fn a_panic_leaves_the_other_forty_nine(house: House) {
    let mut ids = Vec::new();
    for n in 1..=50 {
        ids.push(house.file(n).await);
    }
    let toy = Toy {
        panics_on: Some(ids[17]),
        ..Toy::default()
    };
    house
        .run_until(toy, async || {
            house.classified().await == 49 && !house.failures().await.is_empty()
        })
        .await;
    assert_eq!(
        house.failures().await,
        [("panic".to_owned(), FailureState::Waiting)]
    );
    let row = StreamRef::submission(controller(), ids[17]);
    let rows = house.engine.store.rows(&scope(), &[row]).await.unwrap();
    assert_eq!(rows[0].status.as_str(), "received");
}

async fn a_refusal_is_a_failure_that_a_retry_can_settle(house: House) {
    let bad = house.file(1).await;
    house.file(2).await;
    let toy = Toy {
        refuses: Some(bad),
        ..Toy::default()
    };
    house
        .run_until(toy, async || !house.failures().await.is_empty())
        .await;
    assert_eq!(
        house.failures().await,
        [("refused".to_owned(), FailureState::Waiting)]
    );
    house.clock.advance(chrono::TimeDelta::seconds(6));
    let healed = Toy::default();
    house
        .run_until(healed, async || house.failures().await.is_empty())
        .await;
    assert_eq!(house.classified().await, 2);
    // Intake has settled its own; of each filing, deadlines and identity have not read theirs.
    assert_eq!(house.outbox().await, 4);
}

async fn poison_leaves_the_other_forty_nine(house: House) {
    for n in 1..=49 {
        house.file(n).await;
    }
    let stream = StreamRef::submission(controller(), SubmissionId(Uuid::from_u128(50)));
    let poison = NewEvent {
        id: EventId(Uuid::from_u128(999)),
        event_type: Code::literal("submission-received"),
        body: vec![0xff; 40],
        legal_day: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
        recorded_at: house.engine.clock.now(),
        actor: ActorId::person(),
        causation: None,
        correlation: stream.id,
        traceparent: None,
    }
    .at(stream, 1, habeas_envelope::Hash32::ZERO);
    let entry = OutboxEntry {
        controller: controller(),
        event: poison.id,
        reader: Some(Code::literal("intake")),
    };
    let append = Append {
        events: vec![poison],
        row: None,
        alarms: None,
        dispatches: Vec::new(),
        tallies: Vec::new(),
    };
    let unit = Unit {
        appends: vec![append],
        outbox: vec![entry],
        ..Unit::default()
    };
    assert!(house.engine.store.commit(vec![unit]).await.unwrap()[0].is_committed());
    let toy = Toy::default();
    house
        .run_until(toy, async || {
            house.classified().await == 49 && !house.failures().await.is_empty()
        })
        .await;
    assert_eq!(
        house.failures().await,
        [("decode".to_owned(), FailureState::Waiting)]
    );
}

/// What the worker would do a second time is never moot: the inbox alone holds it back.
async fn a_duplicate_among_fifty_changes_nothing_and_holds_up_nobody(house: House) {
    let asked = Arc::new(AtomicU32::new(0));
    let toy = || Toy {
        writes: true,
        asked: Arc::clone(&asked),
        ..Toy::default()
    };
    let streams = |numbers: std::ops::RangeInclusive<u128>| {
        let of = |n| StreamRef::submission(controller(), SubmissionId(Uuid::from_u128(n)));
        numbers.map(of).collect::<Vec<_>>()
    };
    let found = async |numbers| {
        house
            .engine
            .store
            .load(&scope(), &streams(numbers))
            .await
            .unwrap()
    };
    let is_done = async |until| {
        found(1..=until)
            .await
            .iter()
            .map(|s| s.events.len())
            .eq(vec![2; until as usize])
    };
    house.file(1).await;
    let published = AtomicU32::new(0);
    house
        .run_until(toy(), async || {
            // Once the worker listens: what it has dealt with, among what it has not.
            if is_done(1).await && published.fetch_add(1, Ordering::Relaxed) == 0 {
                for n in 2..=50 {
                    house.file_by(&house.unheard, n).await;
                }
                let events: Vec<_> = found(1..=50)
                    .await
                    .into_iter()
                    .map(|stream| stream.events[0].clone())
                    .collect();
                house.engine.bus.publish(&events).await;
            }
            asked.load(Ordering::Relaxed) >= 51 && is_done(50).await
        })
        .await;
    assert!(is_done(50).await);
    assert_eq!(house.failures().await, []);
}

async fn two_messages_of_one_stream_in_a_batch_are_both_dealt_with(house: House) {
    let id = house.file(1).await;
    for n in 2..=50 {
        house.file(n).await;
    }
    let order = Order::new(
        controller(),
        scope(),
        ActorId::person(),
        vec![Command::Submission(id, submission::Command::Withdraw)],
    );
    house.engine.execute(order).await.unwrap();
    let toy = Toy::default();
    house
        .run_until(toy, async || {
            // What deadlines (50) and identity (49) have not read, and nothing of intake's.
            house.classified().await == 49 && house.outbox().await == 99
        })
        .await;
    let stream = StreamRef::submission(controller(), id);
    let found = house.engine.store.load(&scope(), &[stream]).await.unwrap();
    let loaded = Loaded::read(&found).unwrap();
    let state = loaded.submission(id).unwrap();
    let answers: std::collections::BTreeSet<_> = state.messages_out.iter().collect();
    assert_eq!(answers.len(), 2);
    assert!(house.failures().await.is_empty());
    habeas_envelope::verify_chain(&found[0].events).unwrap();
}

async fn a_forgotten_stream_is_nudged(house: House) {
    let id = house.file(1).await;
    let stream = StreamRef::submission(controller(), id);
    let found = house.engine.store.load(&scope(), &[stream]).await.unwrap();
    let lost: Vec<OutboxEntry> = ["intake", "deadlines"]
        .map(|reader| OutboxEntry {
            controller: controller(),
            event: found[0].events[0].id,
            reader: Some(Code::literal(reader)),
        })
        .into();
    house.engine.store.told(&lost).await.unwrap();
    house.clock.advance(chrono::TimeDelta::seconds(61));
    let toy = Toy::default();
    house
        .run_until(toy, async || house.classified().await == 1)
        .await;
}

async fn a_panic_while_it_asks_for_streams_leaves_the_other_forty_nine(house: House) {
    let mut ids = Vec::new();
    for n in 1..=50 {
        ids.push(house.file(n).await);
    }
    let toy = Toy {
        panics_asking: Some(ids[17]),
        ..Toy::default()
    };
    house
        .run_until(toy, async || {
            house.classified().await == 49 && !house.failures().await.is_empty()
        })
        .await;
    assert_eq!(
        house.failures().await,
        [("panic".to_owned(), FailureState::Waiting)]
    );
}

async fn a_nudge_does_not_count_the_attempts_of_a_failure_anew(house: House) {
    let id = house.file(1).await;
    let asked = Arc::new(AtomicU32::new(0));
    let toy = || Toy {
        panics_on: Some(id),
        asked: asked.clone(),
        ..Toy::default()
    };
    house
        .run_until(toy(), async || !house.failures().await.is_empty())
        .await;
    // Both the second attempt and a nudge are due.
    house.clock.advance(chrono::TimeDelta::seconds(61));
    house
        .run_until(toy(), async || asked.load(Ordering::Relaxed) >= 3)
        .await;
    let failures = house.engine.store.failures(&scope(), 10).await.unwrap();
    assert_eq!(failures.len(), 1);
    assert_eq!(failures[0].attempt, 2);
}

async fn what_was_committed_and_never_published_is_found(house: House) {
    let stop = CancellationToken::new();
    let (_, handed) = tokio::sync::mpsc::channel(1);
    let relay = tokio::spawn(run_relay(
        house.engine.clone(),
        handed,
        RelayDuty::Everybodys,
        Health::default(),
        stop.clone(),
    ));
    house.file(1).await;
    let unheard = AtomicU32::new(0);
    house
        .run_until(Toy::default(), async || {
            let first = house.classified().await >= 1;
            if first && unheard.fetch_add(1, Ordering::Relaxed) == 0 {
                house.file_by(&house.unheard, 2).await;
            }
            house.classified().await == 2
        })
        .await;
    stop.cancel();
    relay.await.unwrap();
}

async fn orders_together_leave_one_another_alone(house: House) {
    let known = Loaded::default;
    let engine = &house.engine;
    house.file(2).await;
    let another = SubmissionReceived {
        reference: Code::literal("another"),
        ..received(engine, 2)
    };
    let mut filings: Vec<Order> = (1..=50).map(|n| filing(engine, n)).collect();
    filings[1] = order(2, submission::Command::Receive(Box::new(another)));
    let filings = filings.into_iter().map(|filing| filing.knowing(known()));
    let answers = engine.execute_all(filings.collect()).await.unwrap();
    let refused: Vec<usize> = (0..50).filter(|n| answers[*n].is_err()).collect();
    assert_eq!(refused, [1]);
    assert!(matches!(
        answers[1],
        Err(ExecuteError::Refused(Refusal::ExistsAlready))
    ));

    // Of one stream: in their order, whatever was known of it.
    let left = |n: usize| answers[n].as_ref().unwrap().after.clone();
    let orders = vec![
        message(1, 70),
        message(1, 71).knowing(left(0)),
        message(3, 81).knowing(left(2)),
        message(1, 72).knowing(known()),
    ];
    let answers = engine.execute_all(orders).await.unwrap();
    let seq = |n: usize| answers[n].as_ref().unwrap().events[0].seq;
    assert_eq!([seq(0), seq(1), seq(2), seq(3)], [2, 3, 2, 4]);
}

/// Panics once, when it is asked for the twentieth time.
struct Trips(AtomicU32);

impl Entropy for Trips {
    fn fill(&self, buffer: &mut [u8]) {
        let asked = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        assert_ne!(asked, 20, "a planted panic");
        buffer.fill(0);
        buffer[..4].copy_from_slice(&asked.to_be_bytes());
    }
}

async fn a_panic_among_orders_leaves_the_other_forty_nine(house: House) {
    let engine = Engine {
        entropy: Arc::new(Trips(AtomicU32::new(0))),
        ..house.engine.clone()
    };
    let filings = (1..=50).map(|n| filing(&engine, n)).collect();
    let answers = engine.execute_all(filings).await.unwrap();
    let errors: Vec<_> = answers.iter().filter_map(|a| a.as_ref().err()).collect();
    assert!(matches!(errors[..], [ExecuteError::Panicked]), "{errors:?}");
    let filter = RowFilter::default();
    assert_eq!(engine.store.count(&scope(), &filter).await.unwrap(), 49);
}

macro_rules! on_both_stores {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let folder = tempfile::tempdir().unwrap();
                let store = habeas_store_sql::testing::sqlite(folder.path()).await.unwrap();
                super::$name(House::new(store)).await;
            })+
        }
        mod postgres {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let database = Postgres::shared().database();
                let store = habeas_store_sql::testing::postgres(database.url()).await.unwrap();
                super::$name(House::new(store.clone())).await;
                store.close().await;
            })+
        }
    };
}

on_both_stores!(
    a_panic_leaves_the_other_forty_nine,
    a_refusal_is_a_failure_that_a_retry_can_settle,
    poison_leaves_the_other_forty_nine,
    a_duplicate_among_fifty_changes_nothing_and_holds_up_nobody,
    two_messages_of_one_stream_in_a_batch_are_both_dealt_with,
    a_forgotten_stream_is_nudged,
    a_panic_while_it_asks_for_streams_leaves_the_other_forty_nine,
    a_nudge_does_not_count_the_attempts_of_a_failure_anew,
    what_was_committed_and_never_published_is_found,
    orders_together_leave_one_another_alone,
    a_panic_among_orders_leaves_the_other_forty_nine,
);
