//! What a change of a calendar comes to over 100,000 open cases on the embedded store: the preview
//! from their rows, and, measured apart, applying it, an event and a row each.
//!
//! `HABEAS_BENCH_CASES` sets another number of cases.

use std::{hint::black_box, sync::Arc};

use divan::Bencher;
use habeas_bus_local::LocalBus;
use habeas_case::{
    CaseRef, Pinned, SubmissionClass,
    case::{self, case_id},
    registry::{ProposalSource, Version},
    submission,
};
use habeas_engine::{
    Applying, Command, Engine, Order, PackShelf,
    testing::{filing, opening},
};
use habeas_envelope::{ActorId, Code, ControllerId, Scope, SubmissionId};
use habeas_regime::{CalendarText, DayEdit, Library, testing::example_packs};
use habeas_testkit::{SeededEntropy, VirtualClock};
use tokio::runtime::Runtime;
use uuid::Uuid;

/// Cases of one submission: the kinds of file of the example.
const KINDS: [&str; 3] = ["general", "medical", "psychosocial"];
/// Submissions filed at the same time, so that they are committed together.
const AT_ONCE: usize = 64;

fn main() {
    divan::main();
}

struct House {
    runtime: Runtime,
    engine: Engine,
    version: Version,
    cases: u64,
    _folder: tempfile::TempDir,
}

fn controller() -> ControllerId {
    ControllerId::new("example").expect("a code")
}

fn wanted() -> usize {
    std::env::var("HABEAS_BENCH_CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(100_000)
}

/// A store with so many open cases, and a day proposed on which many of them end.
fn house() -> House {
    let runtime = Runtime::new().expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");
    let (engine, version, cases) = runtime.block_on(async {
        let store = habeas_store_sql::testing::sqlite(folder.path())
            .await
            .expect("a store");
        let store = Arc::new(store);
        let clock = VirtualClock::at("2026-03-02T09:00:00Z");
        let (relay, _) = tokio::sync::mpsc::channel(8);
        let engine = Engine {
            store: store.clone(),
            documents: store.clone(),
            bus: Arc::new(LocalBus::new(store)),
            clock: Arc::new(clock.clone()),
            entropy: Arc::new(SeededEntropy::new(7)),
            shelf: PackShelf::new(example_packs(), Library::embedded()),
            relay,
        };
        engine.keep_calendars().await.expect("calendars are kept");
        let submissions = wanted().div_ceil(KINDS.len());
        for first in (0..submissions).step_by(AT_ONCE) {
            let last = (first + AT_ONCE).min(submissions);
            let filings = (first..last).map(|n| file(&engine, n));
            futures::future::join_all(filings).await;
        }
        let version = propose(&engine).await;
        (engine, version, (submissions * KINDS.len()) as u64)
    });
    House {
        runtime,
        engine,
        version,
        cases,
        _folder: folder,
    }
}

async fn file(engine: &Engine, n: usize) {
    let id = SubmissionId(Uuid::from_u128(n as u128 + 1));
    let seed = (n as u128 + 1).to_be_bytes();
    let mut received = filing(&engine.shelf, &controller(), engine.clock.now(), seed);
    received.reference = Code::new(format!("{n:09}")).expect("digits are a code");
    let opened = KINDS.map(|kind| {
        let day = received.received_on;
        opening(&engine.shelf, &controller(), id, day, "access", kind)
    });
    let cases = opened.clone().map(|opened| CaseRef {
        case: case_id(&seed, &opened.right, &opened.kind),
        right: opened.right,
        kind: opened.kind,
    });
    let told = "2026-04-02".parse().expect("a day");
    let mut commands = vec![
        Command::Submission(id, submission::Command::Receive(Box::new(received))),
        Command::Submission(
            id,
            submission::Command::Classify {
                class: SubmissionClass::Request,
                rule: None,
                cases: cases.to_vec(),
            },
        ),
        Command::Submission(id, submission::Command::TellDate { day: told }),
    ];
    for (case, opened) in cases.into_iter().zip(opened) {
        commands.push(Command::Case(
            case.case,
            case::Command::Open(Box::new(opened)),
        ));
    }
    let scope = Scope::whole([controller()]);
    let order = Order::new(controller(), scope, ActorId::operator(), commands);
    engine.execute(order).await.expect("it is filed");
}

async fn propose(engine: &Engine) -> Version {
    let id = engine.shelf.calendars_of(&controller()).remove(0);
    let calendar = engine
        .shelf
        .calendar_data(&controller(), &id)
        .expect("a calendar");
    let edit = DayEdit::Add("2026-04-02".parse().expect("a day"));
    let today = "2026-03-02".parse().expect("a day");
    let text = CalendarText::changed(&calendar, edit, "B.S.", today).expect("a change");
    let actor = ActorId::operator();
    let pin: Pinned = engine
        .propose_calendar(&controller(), &actor, text, ProposalSource::Person)
        .await
        .expect("it is proposed");
    engine
        .proposed(&controller(), &pin)
        .await
        .expect("it stands")
}

/// Looks at every row, and at the submissions of those whose date moves, which are all.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn preview(bencher: Bencher) {
    let house = house();
    bencher.bench_local(|| {
        let preview = house
            .runtime
            .block_on(house.engine.preview(&controller(), &house.version))
            .expect("a preview");
        assert_eq!(preview.moved.len() as u64, house.cases);
        black_box(preview)
    });
}

/// Binds every case: an event and a row each, and for each submission a date told and a notice.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn apply(bencher: Bencher) {
    bencher.with_inputs(house).bench_local_values(|house| {
        let applied = house.runtime.block_on(async {
            let (actor, pin) = (ActorId::operator(), &house.version.proposed.version);
            let controller = controller();
            let approved = house.engine.approve_version(&controller, &actor, pin);
            approved.await.expect("it is approved");
            house
                .engine
                .apply_version(&controller, &actor, pin, &Applying::default())
                .await
                .expect("it is applied")
        });
        assert_eq!((applied.bound, applied.failed), (house.cases, 0));
        house
    });
}
