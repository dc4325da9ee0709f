//! Cases keep the calendar they are bound to, until somebody approves another; then each is bound
//! once, and each person told once. On both stores.

#![expect(
    clippy::unwrap_used,
    reason = "a test panics where something is broken"
)]

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use chrono::NaiveDate;
use habeas_bus::{Bus, BusError, OutboxMode, Subscription};
use habeas_bus_local::LocalBus;
use habeas_case::{
    CaseRef, ContactKind, DispatchChannel, Pinned, SubmissionClass,
    case::{self, case_id},
    registry::{ProposalSource, VersionOf, VersionStage},
    submission,
};
use habeas_engine::{
    Applying, Command, Engine, ExecuteError, Loaded, Order, PackShelf, pin_pack,
    testing::{filing, opening},
};
use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, EventRecord, Hash32, ItemId, Scope, StreamRef,
    SubmissionId,
};
use habeas_regime::{
    CalendarText, DayEdit, Library, Packs, testing::EXAMPLE, testing::example_packs,
};
use habeas_store::{Row, Store};
use habeas_testkit::{Postgres, SeededEntropy, VirtualClock};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Received on 2 March 2026, a month ends on Thursday 2 April 2026.
const DUE: &str = "2026-04-02";
/// When that day is closed too, it ends on Friday 3 April 2026.
const MOVED: &str = "2026-04-03";

fn controller() -> ControllerId {
    ControllerId::new("example").unwrap()
}

fn scope() -> Scope {
    Scope::whole([controller()])
}

fn dpo() -> ActorId {
    ActorId::staff(Uuid::from_u128(77))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A bus that stops whoever works at its first message, as a kill would.
struct Killer {
    inner: LocalBus,
    armed: AtomicBool,
    stop: CancellationToken,
}

#[async_trait]
impl Bus for Killer {
    fn outbox_mode(&self) -> OutboxMode {
        self.inner.outbox_mode()
    }

    async fn publish(&self, records: &[EventRecord]) -> Vec<Result<(), BusError>> {
        if self.armed.load(Ordering::Relaxed) {
            self.stop.cancel();
        }
        self.inner.publish(records).await
    }

    async fn subscribe(&self, worker: &Code) -> Result<Box<dyn Subscription>, BusError> {
        self.inner.subscribe(worker).await
    }

    fn is_ready(&self) -> bool {
        true
    }
}

struct House {
    engine: Engine,
    bus: Arc<Killer>,
}

impl House {
    async fn new<S: Store + 'static>(store: S) -> Self {
        let store = Arc::new(store);
        let bus = Arc::new(Killer {
            inner: LocalBus::new(store.clone()),
            armed: AtomicBool::new(false),
            stop: CancellationToken::new(),
        });
        let (relay, _) = tokio::sync::mpsc::channel(8);
        let engine = Engine {
            store: store.clone(),
            documents: store.clone(),
            bus: bus.clone(),
            clock: Arc::new(VirtualClock::at("2026-03-02T09:00:00Z")),
            entropy: Arc::new(SeededEntropy::new(7)),
            shelf: PackShelf::new(example_packs(), Library::embedded()),
            relay,
        };
        engine.keep_calendars().await.unwrap();
        Self { engine, bus }
    }

    /// Another process over the same store, which has not looked at what is in force since.
    fn as_another_process(&self) -> Self {
        Self {
            engine: Engine {
                shelf: PackShelf::new(example_packs(), Library::embedded()),
                ..self.engine.clone()
            },
            bus: Arc::clone(&self.bus),
        }
    }

    /// The same installation under a release that brings another calendar of Belgium.
    fn of_next_release(&self) -> Self {
        let mut library = Library::embedded();
        let text = "id = \"BE\"\nversion = 2\nrules = \"belgium\"\n\
            listed = [{ date = \"2026-04-02\", citation = \"B.S. 2026, 1\" }]\n";
        library.add_calendar("be.toml", text).unwrap();
        let packs = Packs::from_texts([("example.toml", EXAMPLE)], &library).unwrap();
        Self {
            engine: Engine {
                shelf: PackShelf::new(packs, library),
                ..self.engine.clone()
            },
            bus: Arc::clone(&self.bus),
        }
    }

    /// A request for access to the general and the medical file, of which the person was told when
    /// the answer is due.
    async fn file(&self, n: u8, contact: ContactKind) -> (SubmissionId, [CaseId; 2]) {
        let id = SubmissionId(Uuid::from_u128(n.into()));
        let shelf = &self.engine.shelf;
        let mut received = filing(shelf, &controller(), self.engine.clock.now(), [n; 16]);
        received.contact_kind = contact;
        let opened = ["general", "medical"].map(|kind| {
            let day = received.received_on;
            opening(shelf, &controller(), id, day, "access", kind)
        });
        let cases = opened
            .clone()
            .map(|opened| case_id(&[n; 16], &opened.right, &opened.kind));
        let references = opened.iter().zip(cases).map(|(opened, case)| CaseRef {
            case,
            right: opened.right.clone(),
            kind: opened.kind.clone(),
        });
        let mut commands = vec![
            Command::Submission(id, submission::Command::Receive(Box::new(received.clone()))),
            Command::Submission(
                id,
                submission::Command::Classify {
                    class: SubmissionClass::Request,
                    rule: None,
                    cases: references.collect(),
                },
            ),
        ];
        for (opened, case) in opened.into_iter().zip(cases) {
            commands.push(Command::Case(case, case::Command::Open(Box::new(opened))));
        }
        let tell = submission::Command::TellDate { day: day(DUE) };
        commands.push(Command::Submission(id, tell));
        self.execute(commands).await.unwrap();
        (id, cases)
    }

    async fn execute(&self, commands: Vec<Command>) -> Result<(), ExecuteError> {
        let order = Order::new(controller(), scope(), ActorId::operator(), commands);
        self.engine.execute(order).await.map(|_| ())
    }

    async fn case(&self, id: CaseId, command: case::Command) {
        self.execute(vec![Command::Case(id, command)])
            .await
            .unwrap();
    }

    async fn row(&self, id: CaseId) -> Row {
        let stream = StreamRef::case(controller(), id);
        let rows = self.engine.store.rows(&scope(), &[stream]).await.unwrap();
        rows.into_iter().next().unwrap()
    }

    async fn due(&self, id: CaseId) -> String {
        self.row(id).await.due.unwrap().to_string()
    }

    async fn names(&self, stream: StreamRef) -> Vec<String> {
        let found = self.engine.store.load(&scope(), &[stream]).await.unwrap();
        let names = found[0].events.iter().map(|e| e.event_type.to_string());
        names.collect()
    }

    async fn count(&self, stream: StreamRef, name: &str) -> usize {
        let names = self.names(stream).await;
        names.iter().filter(|have| *have == name).count()
    }

    /// What a change of days of the calendar of Belgium is proposed as.
    async fn propose(&self, edit: DayEdit) -> Pinned {
        let shelf = &self.engine.shelf;
        let id = shelf.calendars_of(&controller()).remove(0);
        let calendar = shelf.calendar_data(&controller(), &id).unwrap();
        let today = self.engine.clock.now().date_naive();
        let text = CalendarText::changed(&calendar, edit, "B.S. 2026, 9", today).unwrap();
        self.engine
            .propose_calendar(&controller(), &dpo(), text, ProposalSource::Person)
            .await
            .unwrap()
    }

    async fn approve(&self, version: &Pinned) {
        self.engine
            .approve_version(&controller(), &dpo(), version)
            .await
            .unwrap();
    }

    async fn apply(&self, version: &Pinned) -> habeas_engine::Applied {
        let applying = Applying::default();
        self.engine
            .apply_version(&controller(), &dpo(), version, &applying)
            .await
            .unwrap()
    }

    async fn stage(&self, version: &Pinned) -> VersionStage {
        let proposed = self.engine.proposed(&controller(), version).await.unwrap();
        proposed.stage
    }
}

async fn a_deploy_with_other_calendar_data_moves_no_date(house: House) {
    let (_, [case, _]) = house.file(1, ContactKind::Email).await;
    assert_eq!(house.due(case).await, DUE);

    let next = house.of_next_release();
    next.engine.keep_calendars().await.unwrap();
    next.engine.refresh_shelf().await.unwrap();
    let hold = case::Command::SetLegalHold {
        cause: Code::literal("court"),
    };
    next.case(case, hold).await;
    assert_eq!(next.due(case).await, DUE, "written by the new release");
    let rebuilt = next.engine.rebuild(true).await.unwrap();
    assert_eq!((rebuilt.differing, rebuilt.moved.len()), (0, 0));

    let worker = ActorId::worker("deadlines").unwrap();
    for _ in 0..2 {
        next.engine
            .propose_release(&controller(), &worker)
            .await
            .unwrap();
    }
    let registry = next.engine.registry(&controller()).await.unwrap();
    let [proposed] = registry.waiting().collect::<Vec<_>>()[..] else {
        panic!("one version is proposed: {registry:?}");
    };
    assert_eq!(proposed.proposed.of, VersionOf::Calendar);
    assert_eq!(proposed.proposed.source, ProposalSource::Release);
    assert_eq!(next.due(case).await, DUE, "a proposal moves nothing");

    let version = proposed.proposed.version.clone();
    next.approve(&version).await;
    assert_eq!(next.due(case).await, DUE, "approving alone moves nothing");
    next.apply(&version).await;
    assert_eq!(next.due(case).await, MOVED);
    assert_eq!(next.stage(&version).await, VersionStage::Applied);
}

async fn a_previewed_change_equals_what_apply_then_writes(house: House) {
    let (told, [plain, paused]) = house.file(1, ContactKind::Email).await;
    let (_, [extended, closed]) = house.file(2, ContactKind::Email).await;
    let today = day("2026-03-02");
    let pause = case::Command::Pause {
        cause: Code::literal("clarification"),
        day: today,
        evidence: None,
    };
    house.case(paused, pause).await;
    let extend = case::Command::Extend {
        ground: Code::literal("complexity"),
        reason: ItemId(Uuid::from_u128(5)),
        day: today,
        evidence: None,
    };
    house.case(extended, extend).await;
    let close = case::Command::Close {
        reason: habeas_case::CloseReason::Withdrawn,
    };
    house.case(closed, close).await;

    let version = house.propose(DayEdit::Add(day(DUE))).await;
    let proposed = house
        .engine
        .proposed(&controller(), &version)
        .await
        .unwrap();
    let preview = house
        .engine
        .preview(&controller(), &proposed)
        .await
        .unwrap();
    let cases = [plain, paused, extended, closed];
    let mut before = Vec::new();
    for case in cases {
        before.push(house.row(case).await);
    }
    assert_eq!(preview.cases, 3, "the closed one is left alone");
    let moved = |case: CaseId| preview.moved.iter().find(|m| m.stream.id == case.0);
    let plain_moved = moved(plain).unwrap();
    assert_eq!(plain_moved.before.due, Some(day(DUE)));
    assert_eq!(plain_moved.after.due, Some(day(MOVED)));
    assert_eq!(plain_moved.told, Some(day(DUE)));
    assert_eq!(plain_moved.submission, told);
    assert!(moved(closed).is_none());

    house.approve(&version).await;
    let applied = house.apply(&version).await;
    assert_eq!((applied.bound, applied.failed), (preview.cases, 0));
    for (case, before) in cases.into_iter().zip(before) {
        let after = house.row(case).await;
        let dates = |row: &Row| (row.first_due, row.due, row.safe);
        let expected = moved(case).map_or(dates(&before), |m| {
            (m.after.first_due, m.after.due, m.after.safe)
        });
        assert_eq!(dates(&after), expected, "{case}");
    }
    let again = house
        .engine
        .preview(&controller(), &proposed)
        .await
        .unwrap();
    assert_eq!((again.cases, again.bound, again.moved.len()), (0, 3, 0));
}

async fn applied_half_way_and_run_again_each_case_has_one_event(house: House) {
    let mut filed = Vec::new();
    for n in 1..=4 {
        filed.push(house.file(n, ContactKind::Email).await);
    }
    let version = house.propose(DayEdit::Add(day(DUE))).await;
    house.approve(&version).await;
    let one_by_one = Applying {
        at_once: 1,
        stop: house.bus.stop.clone(),
    };
    house.bus.armed.store(true, Ordering::Relaxed);
    let applied = house
        .engine
        .apply_version(&controller(), &dpo(), &version, &one_by_one)
        .await
        .unwrap();
    assert_eq!((applied.bound, applied.finished), (2, false));
    assert_eq!(house.stage(&version).await, VersionStage::Approved);
    house.bus.armed.store(false, Ordering::Relaxed);

    // Two go on at the same time.
    let (first, second) = tokio::join!(house.apply(&version), house.apply(&version));
    assert_eq!((first.failed, second.failed), (0, 0));
    assert_eq!(first.bound + second.bound, 6);
    assert_eq!(house.stage(&version).await, VersionStage::Applied);
    house.apply(&version).await;
    for (submission, cases) in filed {
        for case in cases {
            let stream = StreamRef::case(controller(), case);
            assert_eq!(house.count(stream, "calendar-applied").await, 1);
            assert_eq!(house.due(case).await, MOVED);
        }
        let stream = StreamRef::submission(controller(), submission);
        assert_eq!(house.count(stream.clone(), "dispatch-ordered").await, 1);
        assert_eq!(house.count(stream, "submission-date-told").await, 2);
    }
    let proposed = house
        .engine
        .proposed(&controller(), &version)
        .await
        .unwrap();
    assert_eq!(proposed.cases, Some(8));
}

async fn who_was_told_a_date_that_moves_is_told_by_mail_or_by_post(house: House) {
    let (mailed, _) = house.file(1, ContactKind::Email).await;
    let (posted, _) = house.file(2, ContactKind::Post).await;
    let version = house.propose(DayEdit::Add(day(DUE))).await;
    house.approve(&version).await;
    assert_eq!(house.apply(&version).await.told, 2);
    for (id, channel) in [
        (mailed, DispatchChannel::Mail),
        (posted, DispatchChannel::Letter),
    ] {
        let stream = StreamRef::submission(controller(), id);
        let found = house.engine.store.load(&scope(), &[stream]).await.unwrap();
        let loaded = Loaded::read(&found).unwrap();
        let state = loaded.submission(id).unwrap();
        assert_eq!(state.told, Some(day(MOVED)));
        let (dispatch, view) = state.outgoing.iter().next().unwrap();
        assert_eq!(
            (view.channel, view.template.as_str()),
            (channel, "date-moved")
        );
        let why = house
            .engine
            .why_moved(&controller(), id, dispatch)
            .await
            .unwrap();
        assert_eq!(why.added, [day(DUE)]);
        assert_eq!(why.reason.as_deref(), Some("B.S. 2026, 9"));
    }
    // A day on which nobody's time ends moves nothing, and nobody is written to.
    let version = house.propose(DayEdit::Add(day("2027-01-05"))).await;
    house.approve(&version).await;
    let applied = house.apply(&version).await;
    assert_eq!((applied.bound, applied.told), (4, 0));
}

async fn retracting_the_added_day_moves_the_date_back(house: House) {
    let (id, [case, _]) = house.file(1, ContactKind::Email).await;
    let added = house.propose(DayEdit::Add(day(DUE))).await;
    house.approve(&added).await;
    house.apply(&added).await;
    assert_eq!(house.due(case).await, MOVED);
    let removed = house.propose(DayEdit::Remove(day(DUE))).await;
    house.approve(&removed).await;
    house.apply(&removed).await;
    assert_eq!(house.due(case).await, DUE);
    let stream = StreamRef::submission(controller(), id);
    assert_eq!(house.count(stream, "dispatch-ordered").await, 2);
}

/// Bug 16 of the peers: holidays that were loaded once, when the process began.
async fn a_version_approved_in_another_process_is_found_when_it_is_met(house: House) {
    let (_, [case, other]) = house.file(1, ContactKind::Email).await;
    let elsewhere = Engine {
        shelf: PackShelf::new(example_packs(), Library::embedded()),
        ..house.engine.clone()
    };
    let version = house.propose(DayEdit::Add(day(DUE))).await;
    house.approve(&version).await;
    house.apply(&version).await;
    let hold = |case| {
        let cause = Code::literal("court");
        let command = Command::Case(case, case::Command::SetLegalHold { cause });
        Order::new(controller(), scope(), dpo(), vec![command])
    };
    elsewhere.execute(hold(case)).await.unwrap();
    assert_eq!(house.due(case).await, MOVED);
    elsewhere.execute(hold(other)).await.unwrap();
    let rebuilt = elsewhere.rebuild(false).await.unwrap();
    assert_eq!(rebuilt.moved, []);
    // What begins after that is bound to it from the start.
    let pin = elsewhere.shelf.current(&controller()).unwrap();
    assert_eq!(elsewhere.shelf.calendar_pin(pin), Some(version));
}

/// A process that did not know of the version yet opens a case with the one before: the next
/// look binds it. What is bound to something newer is left alone.
async fn a_case_opened_late_with_an_older_version_is_bound_at_the_next_look(house: House) {
    let stale = house.as_another_process();
    house.file(1, ContactKind::Email).await;
    let first = house.propose(DayEdit::Add(day(DUE))).await;
    house.approve(&first).await;
    house.apply(&first).await;
    assert_eq!(house.stage(&first).await, VersionStage::Applied);
    let (id, [case, _]) = stale.file(2, ContactKind::Email).await;
    assert_eq!(house.due(case).await, DUE);
    let applied = house.apply(&first).await;
    assert_eq!((applied.bound, applied.told, applied.failed), (2, 1, 0));
    assert_eq!(house.due(case).await, MOVED);
    let submission = StreamRef::submission(controller(), id);
    assert_eq!(house.count(submission, "dispatch-ordered").await, 1);
    assert_eq!(house.apply(&first).await.bound, 0);
    // Looked at again after the next was applied, the first takes nothing back.
    let second = house.propose(DayEdit::Add(day("2027-01-05"))).await;
    house.approve(&second).await;
    house.apply(&second).await;
    assert_eq!(house.apply(&first).await.bound, 0);
}

async fn a_version_that_is_kept_nowhere_is_an_error_and_no_other_date(house: House) {
    let (id, _) = house.file(1, ContactKind::Email).await;
    let shelf = &house.engine.shelf;
    let received = day("2026-03-02");
    let mut opened = opening(shelf, &controller(), id, received, "erasure", "general");
    opened.calendar.as_mut().unwrap().hash = Hash32([9; 32]);
    let case = case_id(&[1; 16], &opened.right, &opened.kind);
    let open = Command::Case(case, case::Command::Open(Box::new(opened)));
    let error = house.execute(vec![open]).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "calendar be in version 1, which binds example, is not kept here"
    );
    let known = house
        .row(house.file(2, ContactKind::Email).await.1[0])
        .await;
    let missing = Pinned {
        hash: Hash32([9; 32]),
        ..shelf
            .calendar_pin(shelf.current(&controller()).unwrap())
            .unwrap()
    };
    let apply = case::Command::ApplyCalendar { calendar: missing };
    let stream = CaseId(known.stream.id);
    let error = house.execute(vec![Command::Case(stream, apply)]).await;
    assert!(matches!(error, Err(ExecuteError::UnknownPack(_))));
    assert_eq!(house.row(stream).await, known);
}

async fn a_release_with_another_pack_is_proposed_and_binds_once_approved(house: House) {
    let (_, [case, _]) = house.file(1, ContactKind::Email).await;
    let library = Library::embedded();
    let text = EXAMPLE.replace("undo_window_minutes = 0", "undo_window_minutes = 1");
    assert_ne!(text, EXAMPLE);
    let mut packs = example_packs();
    packs.adopt(habeas_regime::Pack::parse_with("next.toml", &text, &library).unwrap());
    let engine = Engine {
        shelf: PackShelf::new(packs, library),
        ..house.engine.clone()
    };
    let next = House {
        engine,
        bus: Arc::clone(&house.bus),
    };
    let brought = pin_pack(next.engine.shelf.current(&controller()).unwrap());
    next.engine
        .propose_release(&controller(), &dpo())
        .await
        .unwrap();
    let proposed = next.engine.proposed(&controller(), &brought).await.unwrap();
    assert_eq!(proposed.proposed.of, VersionOf::Pack);
    let preview = next.engine.preview(&controller(), &proposed).await.unwrap();
    assert_eq!((preview.cases, preview.moved.len()), (2, 0));
    next.approve(&brought).await;
    let applied = next.apply(&brought).await;
    assert_eq!((applied.bound, applied.told), (2, 0));
    let stream = StreamRef::case(controller(), case);
    assert_eq!(next.count(stream, "pack-rebound").await, 1);
    assert_eq!(next.due(case).await, DUE);
}

macro_rules! on_both_stores {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let folder = tempfile::tempdir().unwrap();
                let store = habeas_store_sql::testing::sqlite(folder.path()).await.unwrap();
                super::$name(House::new(store).await).await;
            })+
        }
        mod postgres {
            use super::*;
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let database = Postgres::shared().database();
                let store = habeas_store_sql::testing::postgres(database.url()).await.unwrap();
                super::$name(House::new(store.clone()).await).await;
                store.close().await;
            })+
        }
    };
}

on_both_stores!(
    a_deploy_with_other_calendar_data_moves_no_date,
    a_previewed_change_equals_what_apply_then_writes,
    applied_half_way_and_run_again_each_case_has_one_event,
    who_was_told_a_date_that_moves_is_told_by_mail_or_by_post,
    retracting_the_added_day_moves_the_date_back,
    a_version_approved_in_another_process_is_found_when_it_is_met,
    a_case_opened_late_with_an_older_version_is_bound_at_the_next_look,
    a_version_that_is_kept_nowhere_is_an_error_and_no_other_date,
    a_release_with_another_pack_is_proposed_and_binds_once_approved,
);
