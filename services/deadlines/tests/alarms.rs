//! Alarms ring when they are due, in order, once; after an outage late, and none is lost.
#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use std::{sync::Arc, time::Duration};

use habeas_bus_local::LocalBus;
use habeas_case::{
    CaseRef, IncidentOpened, Part, PartOutcome, RouteVia, SubmissionClass,
    case::{self, case_id},
    submission,
};
use habeas_deadlines::DeadlinesSettings;
use habeas_engine::{
    Command, Engine, Health, Loaded, Order, PackShelf,
    testing::{filing, opening},
};
use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, Hash32, IncidentId, ItemId, Scope, StreamRef, SubmissionId,
};
use habeas_regime::{Library, testing::example_packs};
use habeas_testkit::{SeededEntropy, VirtualClock};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

struct House {
    engine: Engine,
    clock: VirtualClock,
    stop: CancellationToken,
    worker: Option<JoinHandle<()>>,
    _folder: tempfile::TempDir,
}

fn controller() -> ControllerId {
    ControllerId::new("example").unwrap()
}

fn scope() -> Scope {
    Scope::whole([controller()])
}

impl House {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(
            habeas_store_sql::testing::sqlite(folder.path())
                .await
                .unwrap(),
        );
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
        let stop = CancellationToken::new();
        Self {
            engine,
            clock,
            stop,
            worker: None,
            _folder: folder,
        }
    }

    fn start(&mut self) {
        self.stop = CancellationToken::new();
        let running = habeas_deadlines::run(
            self.engine.clone(),
            DeadlinesSettings::default(),
            Health::default(),
            self.stop.clone(),
        );
        self.worker = Some(tokio::spawn(running));
    }

    async fn stop(&mut self) {
        self.stop.cancel();
        let worker = self.worker.take().unwrap();
        tokio::time::timeout(Duration::from_secs(5), worker)
            .await
            .unwrap()
            .unwrap();
    }

    async fn execute(&self, actor: ActorId, commands: Vec<Command>) {
        let order = Order::new(controller(), scope(), actor, commands);
        self.engine.execute(order).await.unwrap();
    }

    /// A case of a request filed now.
    async fn case(&self, n: u8) -> CaseId {
        let now = self.engine.clock.now();
        let received = filing(&self.engine.shelf, &controller(), now, [n; 16]);
        let id = SubmissionId(Uuid::from_u128(u128::from(n)));
        let day = received.received_on;
        let opened = opening(
            &self.engine.shelf,
            &controller(),
            id,
            day,
            "access",
            "general",
        );
        let case = case_id(&received.seed, &opened.right, &opened.kind);
        let reference = CaseRef {
            case,
            right: opened.right.clone(),
            kind: opened.kind.clone(),
        };
        let classify = submission::Command::Classify {
            class: SubmissionClass::Request,
            rule: None,
            cases: vec![reference],
        };
        let commands = vec![
            Command::Submission(id, submission::Command::Receive(Box::new(received))),
            Command::Submission(id, classify),
            Command::Case(case, case::Command::Open(Box::new(opened))),
        ];
        self.execute(ActorId::operator(), commands).await;
        case
    }

    /// An answer of the case, held for ten minutes.
    async fn hold(&self, id: CaseId) {
        let (draft, content) = (ItemId(Uuid::from_u128(0xd1)), Hash32([4; 32]));
        let part = Part {
            what: Code::literal("general"),
            outcome: PartOutcome::Granted,
            ground: None,
            reason: None,
            holder: None,
            compartment: Code::literal("general"),
            recipient: Code::literal("subject"),
        };
        let route = case::Command::Route {
            desk: Code::literal("privacy"),
            office: None,
            via: RouteVia::Desk,
            rule: None,
        };
        let order = case::Command::OrderAnswer {
            draft,
            answer: ItemId(Uuid::from_u128(0xa1)),
            content,
            answer_key: [9; 32],
            hold_until: self.engine.clock.now() + chrono::Duration::minutes(10),
        };
        let settle = case::Command::SettleIdentity {
            method: Code::literal("known"),
        };
        let writes = case::Command::Draft {
            draft,
            content,
            parts: vec![part],
        };
        let approves = case::Command::Approve { draft, content };
        for (n, commands) in [(1, vec![settle, route, writes]), (2, vec![approves, order])] {
            let actor = ActorId::staff(Uuid::from_u128(n));
            let commands = commands.into_iter().map(|c| Command::Case(id, c)).collect();
            self.execute(actor, commands).await;
        }
    }

    async fn names(&self, id: CaseId) -> Vec<String> {
        let stream = StreamRef::case(controller(), id);
        let found = self.engine.store.load(&scope(), &[stream]).await.unwrap();
        found[0]
            .events
            .iter()
            .map(|e| e.event_type.to_string())
            .collect()
    }

    async fn rung(&self, id: CaseId) -> Vec<String> {
        let stream = StreamRef::case(controller(), id);
        let found = self.engine.store.load(&scope(), &[stream]).await.unwrap();
        let loaded = Loaded::read(&found).unwrap();
        loaded
            .case(id)
            .unwrap()
            .rung
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// Waits until something holds; fails after five seconds.
    async fn until(&self, done: impl AsyncFn() -> bool) {
        let waiting = async {
            while !done().await {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        let in_time = tokio::time::timeout(Duration::from_secs(5), waiting).await;
        assert!(in_time.is_ok(), "what was waited for did not come");
    }
}

#[tokio::test]
async fn a_hold_ends_when_its_time_has_come_and_not_before() {
    let mut house = House::new().await;
    house.start();
    let case = house.case(1).await;
    house.hold(case).await;
    house.clock.advance(chrono::TimeDelta::seconds(599));
    house
        .until(async || house.clock.next_wake().is_some())
        .await;
    assert!(!house.names(case).await.contains(&"hold-ended".to_owned()));
    house.clock.advance(chrono::TimeDelta::seconds(1));
    house
        .until(async || house.names(case).await.contains(&"hold-ended".to_owned()))
        .await;
    house.stop().await;
}

#[tokio::test]
async fn bug_15_after_an_outage_everything_rings_in_order_and_once() {
    let mut house = House::new().await;
    let cases = [
        house.case(1).await,
        house.case(2).await,
        house.case(3).await,
    ];
    // Received on 2 March 2026, due on 2 April; nobody rang for two months.
    house
        .clock
        .advance_to("2026-05-04T09:00:00Z".parse().unwrap());
    house.start();
    for case in cases {
        house
            .until(async || house.names(case).await.contains(&"limit-missed".to_owned()))
            .await;
        let rung = house.rung(case).await;
        assert_eq!(
            rung.last().map(String::as_str),
            Some("missed-due-2026-04-02")
        );
        assert!(rung.len() > 1, "reminders ring before the limit: {rung:?}");
        let mut once = rung.clone();
        once.dedup();
        assert_eq!(once, rung);
    }
    house.stop().await;
    let before = house.names(cases[0]).await;
    house.clock.advance(chrono::TimeDelta::days(30));
    house.start();
    let settled = async || house.engine.store.outbox_depth().await.is_ok();
    house.until(settled).await;
    house
        .until(async || house.clock.next_wake().is_some())
        .await;
    house.stop().await;
    assert_eq!(house.names(cases[0]).await, before);
}

#[tokio::test]
async fn what_it_is_told_is_struck_off_the_outbox() {
    let mut house = House::new().await;
    house.case(1).await;
    let reader = Code::literal("deadlines");
    let waiting = async || {
        house
            .engine
            .store
            .waiting_for(&reader, 10)
            .await
            .unwrap()
            .len()
    };
    assert_eq!(waiting().await, 2);
    house.start();
    let waiting = async || {
        house
            .engine
            .store
            .waiting_for(&reader, 10)
            .await
            .unwrap()
            .len()
    };
    house.until(async || waiting().await == 0).await;
    house.stop().await;
}

impl House {
    /// The templates of what was ordered for the office that heads the privacy desk.
    async fn ordered(&self) -> Vec<String> {
        let office = Code::literal("privacy-officer");
        let stream = habeas_case::office_stream(&controller(), &office);
        let filter = habeas_store::DispatchFilter {
            stream: Some(stream),
            ..Default::default()
        };
        let rows = self.engine.store.dispatches(&scope(), &filter).await;
        let templates = rows
            .unwrap()
            .into_iter()
            .map(|row| row.template.to_string());
        let mut templates: Vec<_> = templates.collect();
        templates.sort();
        templates
    }

    async fn until_ordered(&self, wanted: &[&str]) {
        self.until(async || self.ordered().await == wanted).await;
    }

    /// Advances to an instant and waits until the worker has looked and sleeps again.
    async fn at(&self, instant: &str) {
        let instant: chrono::DateTime<chrono::Utc> = instant.parse().unwrap();
        self.clock.advance_to(instant);
        self.until(async || self.clock.next_wake().is_some_and(|wake| wake > instant))
            .await;
    }
}

#[tokio::test]
async fn an_office_gets_one_digest_a_working_day_and_a_mail_at_once_where_a_date_is_in_danger() {
    let mut house = House::new().await;
    house.case(1).await;
    house.start();
    // Due on 2 April: too far to be in a digest.
    house.at("2026-03-24T08:00:00Z").await;
    assert_eq!(house.ordered().await, Vec::<String>::new());
    // Friday, seven in the morning in Brussels and not before.
    house.at("2026-03-27T05:59:00Z").await;
    assert_eq!(house.ordered().await, Vec::<String>::new());
    house.at("2026-03-27T06:00:00Z").await;
    house.until_ordered(&["office-digest"]).await;
    house.at("2026-03-27T16:00:00Z").await;
    house.at("2026-03-28T08:00:00Z").await;
    assert_eq!(
        house.ordered().await,
        ["office-digest"],
        "once, and not on a Saturday"
    );
    // Another process that starts on the same day orders nothing again.
    house.stop().await;
    house
        .clock
        .advance_to("2026-03-30T07:00:00Z".parse().unwrap());
    house.start();
    house
        .until_ordered(&["office-digest", "office-digest"])
        .await;
    house.stop().await;
    house.start();
    house.at("2026-03-30T09:00:00Z").await;
    assert_eq!(house.ordered().await.len(), 2);
    // The day passes: a mail at once, at midnight.
    house.at("2026-04-02T22:00:00Z").await;
    house
        .until(async || {
            let ordered = house.ordered().await;
            ordered.iter().filter(|t| *t == "office-alarm").count() >= 1
        })
        .await;
    house.stop().await;
}

fn mensura() -> ControllerId {
    ControllerId::new("mensura").unwrap()
}

impl House {
    /// A breach at Mensura that its house learned of now.
    async fn breach(&self) -> IncidentId {
        let now = self.engine.clock.now();
        let pack = self.engine.shelf.current(&mensura()).unwrap();
        let (desk, office) = habeas_case::obligation::home(pack);
        let opened = IncidentOpened {
            pack: habeas_engine::pin_pack(pack),
            calendar: self.engine.shelf.calendar_pin(pack),
            trigger: Code::literal("breach"),
            cause: None,
            desk,
            office,
            learned_at: now,
            learned_on: now.with_timezone(&pack.zone()).date_naive(),
            what: ItemId(Uuid::from_u128(0xb1)),
        };
        let id = IncidentId(Uuid::from_u128(0xb0));
        let open = habeas_case::obligation::Command::Open(Box::new(opened));
        let order = Order::new(
            mensura(),
            Scope::whole([mensura()]),
            ActorId::operator(),
            vec![Command::Obligation(id, open)],
        );
        self.engine.execute(order).await.unwrap();
        id
    }

    /// The templates of what was ordered for an office of Mensura.
    async fn ordered_at(&self, office: &'static str) -> Vec<String> {
        let filter = habeas_store::DispatchFilter {
            stream: Some(habeas_case::office_stream(
                &mensura(),
                &Code::literal(office),
            )),
            ..Default::default()
        };
        let scope = Scope::whole([mensura()]);
        let rows = self.engine.store.dispatches(&scope, &filter).await.unwrap();
        let mut templates: Vec<_> = rows.iter().map(|row| row.template.to_string()).collect();
        templates.sort();
        templates
    }
}

/// A breach has hours, and a digest of the next morning can be too late: who handles it, who stands
/// in and the officer get mails, and it stands in the digest besides.
#[tokio::test]
async fn an_incident_is_told_by_mail_while_its_hours_run_and_stands_in_the_digest() {
    let mut house = House::new().await;
    house.breach().await;
    house.start();
    // The client is to be told without delay: at once, to the officer and to who stands in; and
    // the digest of this morning, which had not gone, has it too.
    let today = ["office-alarm", "office-digest"];
    house
        .until(async || house.ordered_at("dpo").await == today)
        .await;
    house
        .until(async || house.ordered_at("privacy-officer").await == today)
        .await;
    // The next morning at seven in Brussels.
    house.at("2026-03-03T06:00:00Z").await;
    let morning = ["office-alarm", "office-digest", "office-digest"];
    // Time goes on: a worker that was still busy with the day before looks again a little later.
    let later = || house.clock.advance(chrono::Duration::seconds(1));
    house
        .until(async || {
            later();
            house.ordered_at("dpo").await == morning
        })
        .await;
    // Seventy-two hours after 2 March, ten in Brussels: a day before, half a day, three hours, over.
    let alarms = async || {
        let ordered = house.ordered_at("dpo").await;
        ordered.iter().filter(|t| *t == "office-alarm").count()
    };
    let before = alarms().await;
    house
        .clock
        .advance_to("2026-03-05T09:00:01Z".parse().unwrap());
    house
        .until(async || {
            later();
            alarms().await > before
        })
        .await;
    house.stop().await;
}
