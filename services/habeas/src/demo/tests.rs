use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use habeas_case::SubmissionClass;
use habeas_console::MailboxReader as _;
use habeas_dossier::{Party, kinds};
use habeas_engine::{Loaded, Opening};
use habeas_envelope::{ActorId, Code, StreamKind, StreamRef, SubmissionId, verify_chain};
use habeas_store::{DispatchFilter, DispatchRow, Row, RowFilter, Waits};
use habeas_testkit::SeededEntropy;
use habeas_vault::Compartment;

use super::*;

/// A Wednesday morning, in winter time.
const END: &str = "2025-11-19T10:30:00Z";

fn end() -> DateTime<Utc> {
    END.parse().unwrap()
}

async fn made(folder: &Path, submissions: u32) -> Demo {
    prepare(Recipe {
        folder,
        submissions,
        shelf: PackShelf::embedded(),
        entropy: Arc::new(SeededEntropy::new(13)),
        end: end(),
        status_url: "http://localhost:8080/status".to_owned(),
        progress: ProgressBar::hidden(),
    })
    .await
    .unwrap()
}

fn everywhere(demo: &Demo) -> Scope {
    Scope::whole(demo.house.engine.shelf.packs().controllers().cloned())
}

async fn rows(demo: &Demo, kind: StreamKind) -> Vec<Row> {
    let filter = RowFilter {
        kind: Some(kind),
        limit: 10_000,
        ..RowFilter::default()
    };
    demo.house
        .engine
        .store
        .list(&everywhere(demo), &filter)
        .await
        .unwrap()
}

async fn dispatches(demo: &Demo) -> Vec<DispatchRow> {
    let filter = DispatchFilter {
        limit: 10_000,
        ..DispatchFilter::default()
    };
    demo.house
        .engine
        .store
        .dispatches(&everywhere(demo), &filter)
        .await
        .unwrap()
}

fn statuses(rows: &[Row]) -> BTreeSet<&str> {
    rows.iter().map(|row| row.status.as_str()).collect()
}

fn missing<'a>(wanted: &[&'a str], found: &BTreeSet<&str>) -> Vec<&'a str> {
    wanted
        .iter()
        .copied()
        .filter(|word| !found.contains(word))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_history_ends_with_something_on_every_list_and_nothing_owed() {
    let folder = tempfile::tempdir().unwrap();
    let demo = made(folder.path(), 200).await;
    assert!(is_marked(folder.path()));
    let store = demo.house.engine.store.clone();
    let scope = everywhere(&demo);

    let submissions = rows(&demo, StreamKind::Submission).await;
    assert_eq!(submissions.len(), 200);
    let wanted = [
        "identity",
        "identity-asked",
        "in-hand",
        "withdrawn",
        "closed",
    ];
    assert_eq!(missing(&wanted, &statuses(&submissions)), [""; 0]);
    let cases = rows(&demo, StreamKind::Case).await;
    assert!(cases.len() > 200, "everything opens several cases");
    let wanted = [
        "identity", "working", "approval", "approved", "held", "answered", "closed",
    ];
    assert_eq!(missing(&wanted, &statuses(&cases)), [""; 0]);
    for controller in demo.house.engine.shelf.packs().controllers() {
        assert!(
            cases.iter().any(|c| c.stream.controller == *controller),
            "{controller}"
        );
    }

    let clocks: BTreeSet<&str> = cases.iter().map(|row| row.clock.as_str()).collect();
    assert_eq!(missing(&["running", "paused", "stopped"], &clocks), [""; 0]);
    let today = NaiveDate::from_ymd_opt(2025, 11, 19).unwrap();
    let open = || {
        cases
            .iter()
            .filter(|row| !row.closed && row.clock == "running")
    };
    let left = |row: &Row| row.safe.map(|day| (day - today).num_days());
    assert!(open().any(|row| left(row).is_some_and(|days| (0..=8).contains(&days))));
    assert!(open().any(|row| left(row).is_some_and(|days| days < 0)));
    assert!(
        open().any(|row| left(row).is_some_and(|days| days > 30)),
        "an extended case"
    );

    let letters: BTreeSet<&str> = dispatches(&demo)
        .await
        .iter()
        .filter(|row| row.channel == "registered-letter")
        .map(|row| row.state.as_str())
        .collect();
    assert_eq!(
        missing(&["queued", "printed", "sent", "delivered"], &letters),
        [""; 0]
    );

    assert!(cases.iter().any(|row| row.tasks > 0), "a task");
    let kinds: BTreeSet<&str> = cases
        .iter()
        .filter_map(|row| row.kind.as_ref().map(Code::as_str))
        .collect();
    assert_eq!(missing(&["board-complaint"], &kinds), [""; 0]);
    let incidents = rows(&demo, StreamKind::Obligation).await;
    assert_eq!(incidents.len(), 3);
    let happened: BTreeSet<String> = {
        let streams = cases
            .iter()
            .map(|row| row.stream.clone())
            .collect::<Vec<_>>();
        let loaded = store.load(&scope, &streams).await.unwrap();
        let events = loaded.iter().flat_map(|stream| &stream.events);
        events.map(|event| event.event_type.to_string()).collect()
    };
    for event in [
        "extension-ordered",
        "clock-extended",
        "party-changed",
        "task-opened",
    ] {
        assert!(happened.contains(event), "{event}");
    }

    assert_eq!(store.outbox_depth().await.unwrap(), 0);
    assert_eq!(store.failures(&scope, 100).await.unwrap(), []);
    let alarm = store.next_alarm(&scope).await.unwrap();
    assert!(
        alarm.is_some_and(|at| at > end() - TimeDelta::minutes(1)),
        "{alarm:?}"
    );
    for row in submissions.iter().chain(&cases) {
        let owed = match &row.waits {
            Waits::Worker(worker) => Some(worker.as_str()),
            _ => None,
        };
        let held = row.status == "held";
        assert_eq!(
            owed,
            held.then_some("deadlines"),
            "{} {}",
            row.stream.kind,
            row.status
        );
    }

    let mailbox = Mailbox::new(demo.house.engine.clone(), demo.keyring.clone());
    assert_ne!(mailbox.newest(&scope, 20).await.unwrap().len(), 0);
    demo.house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_stream_is_a_whole_chain_and_every_name_opens() {
    let folder = tempfile::tempdir().unwrap();
    let demo = made(folder.path(), 24).await;
    let engine = &demo.house.engine;
    let scope = everywhere(&demo);
    let mut seen = 0;
    for kind in [StreamKind::Submission, StreamKind::Case] {
        let streams = engine
            .store
            .streams(&scope, kind, None, 1_000)
            .await
            .unwrap();
        for stream in engine.store.load(&scope, &streams).await.unwrap() {
            assert!(verify_chain(&stream.events).is_ok());
            let late = stream.events.iter().filter(|e| e.recorded_at > end());
            assert_eq!(late.count(), 0, "nothing happened after the present");
            seen += stream.events.len();
        }
    }
    assert!(seen > 24 * 5, "{seen} events");

    let streams = engine
        .store
        .streams(&scope, StreamKind::Submission, None, 100)
        .await
        .unwrap();
    for stream in streams {
        let state = engine
            .store
            .load(&scope, std::slice::from_ref(&stream))
            .await
            .unwrap();
        let loaded = Loaded::read(&state).unwrap();
        let state = loaded.submission(SubmissionId(stream.id)).unwrap();
        assert_eq!(state.class, Some(SubmissionClass::Request));
        let filer = name(&demo, &scope, stream).await;
        assert!(filer.contains(' '), "a first and a last name");
    }
    demo.house.close().await;
}

async fn name(demo: &Demo, scope: &Scope, owner: StreamRef) -> String {
    let opening = Opening {
        controller: owner.controller.clone(),
        scope: scope.clone(),
        actor: ActorId::operator(),
        owner,
        compartments: vec![Compartment::Contact],
        purpose: Code::literal("identity-check"),
    };
    let keys = demo.keyring.private();
    let wanted = |field: &habeas_store::SealedField| field.kind == kinds::FILER;
    let opened = demo
        .house
        .engine
        .open_for_staff(keys, &opening, wanted)
        .await
        .unwrap();
    let party: Party = habeas_dossier::from_bytes(opened[0].content.expose().as_ref()).unwrap();
    party.name
}

/// What lists show of the cases of a demo, by what was told to the person.
async fn shown(demo: &Demo) -> BTreeMap<String, Vec<String>> {
    let references: BTreeMap<_, _> = rows(demo, StreamKind::Submission)
        .await
        .into_iter()
        .map(|row| (row.submission, row.reference.unwrap_or_default()))
        .collect();
    let mut shown: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(demo, StreamKind::Case).await {
        let line = format!(
            "{} {:?} {:?} {} {} {:?}",
            row.stream.controller, row.right, row.kind, row.status, row.clock, row.safe
        );
        shown
            .entry(references[&row.submission].clone())
            .or_default()
            .push(line);
    }
    shown.values_mut().for_each(|lines| lines.sort());
    shown
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_chance_tells_the_same_story_and_a_new_demo_replaces_the_old() {
    let folder = tempfile::tempdir().unwrap();
    let first = made(folder.path(), 12).await;
    let told = shown(&first).await;
    assert_eq!(told.len(), 12);
    first.house.close().await;
    let second = made(folder.path(), 12).await;
    assert_eq!(shown(&second).await, told);
    second.house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_is_told_whom_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let demo = made(folder.path(), 0).await;
    let text = demo
        .guide
        .text("http://localhost:8080", "http://localhost:8081");
    let staff = demo.house.engine.store.staff_of(None).await.unwrap();
    assert!(staff.len() > 30);
    for member in &staff {
        let line = text
            .lines()
            .find(|line| line.contains(&format!("{} ", member.login)));
        assert!(line.is_some(), "{}", member.login);
        assert!(member.password.starts_with("$argon2id$"));
    }
    // Who is behind a request that concerns the closed desk alone is checked there.
    let walk = ["mailroom", "head-doctor", "head-doctor-deputy", "admin"];
    let steps = text.split("  3.").next().unwrap();
    for role in walk {
        assert!(steps.contains(role), "{role} takes part\n{steps}");
    }
    demo.house.close().await;
}

#[tokio::test]
async fn a_folder_that_is_not_a_demos_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("keyring.toml"), "precious").unwrap();
    let refused = run(Settings::default(), folder.path(), 1, true).await;
    assert!(refused.unwrap_err().to_string().contains("is not empty"));
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 1);
}

#[test]
fn servers_that_are_set_are_refused() {
    let with = |toml: &str| -> Settings {
        let mut settings = toml::Table::try_from(Settings::default()).unwrap();
        settings.extend(toml.parse::<toml::Table>().unwrap());
        settings.try_into().unwrap()
    };
    assert!(refuse_servers(&Settings::default()).is_ok());
    for (name, text) in [
        (
            "postgres",
            "[postgres]\nhost = 'db'\ndatabase = 'd'\nuser = 'u'",
        ),
        ("amqp", "[amqp]\nhost = 'mq'\nuser = 'u'"),
        ("smtp", "[smtp]\nhost = 'mx'\nfrom = 'a@example.org'"),
    ] {
        let refused = refuse_servers(&with(text)).unwrap_err().to_string();
        assert!(refused.contains(name), "{refused}");
    }
}

#[tokio::test]
async fn nothing_is_made_when_a_port_is_taken() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("demo");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut settings = Settings::default();
    settings.portal.listen.set_port(0);
    settings.console.listen = taken.local_addr().unwrap();
    settings.admin.listen.set_port(0);
    let refused = run(settings, &folder, 1, false)
        .await
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("is taken: set [console] listen"),
        "{refused}"
    );
    assert!(!folder.exists());
}

#[test]
fn a_demo_is_served_to_this_machine_alone() {
    let mut settings = Settings::default();
    settings.portal.listen = "0.0.0.0:9080".parse().unwrap();
    settings.portal.public_url = "https://portal.example.org".to_owned();
    loopback(&mut settings);
    assert_eq!(settings.portal.listen.to_string(), "127.0.0.1:9080");
    assert_eq!(settings.portal.public_url, "http://localhost:9080");
    assert_eq!(settings.console.public_url, "http://localhost:8081");
}
