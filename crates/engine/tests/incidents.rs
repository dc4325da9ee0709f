//! An incident's duties on both stores: recorded, rung after an outage, rebuilt, seen by its desk.
#![expect(
    clippy::unwrap_used,
    reason = "a test panics where something is broken"
)]

use std::sync::Arc;

use chrono::TimeDelta;
use habeas_bus_local::LocalBus;
use habeas_case::{
    IncidentOpened, Refusal,
    obligation::{self, home},
};
use habeas_engine::{Command, Engine, ExecuteError, Loaded, Order, PackShelf, pin_pack};
use habeas_envelope::{
    ActorId, Code, ControllerId, DeskScope, IncidentId, ItemId, Scope, StreamKind, StreamRef,
};
use habeas_store::{RowFilter, Store};
use habeas_testkit::{Postgres, SeededEntropy, VirtualClock};
use uuid::Uuid;

struct House {
    engine: Engine,
    clock: VirtualClock,
}

fn controller() -> ControllerId {
    ControllerId::new("mensura").unwrap()
}

fn whole() -> Scope {
    Scope::whole([controller()])
}

fn desk(desk: &'static str) -> Scope {
    let only = DeskScope::Only([Code::literal(desk)].into_iter().collect());
    Scope::nothing().with(controller(), only)
}

impl House {
    fn new<S: Store + 'static>(store: S) -> Self {
        let store = Arc::new(store);
        let clock = VirtualClock::at("2026-10-23T07:00:00Z");
        let (relay, _) = tokio::sync::mpsc::channel(8);
        let engine = Engine {
            store: store.clone(),
            documents: store.clone(),
            bus: Arc::new(LocalBus::new(store)),
            clock: Arc::new(clock.clone()),
            entropy: Arc::new(SeededEntropy::new(7)),
            shelf: PackShelf::embedded(),
            relay,
        };
        Self { engine, clock }
    }

    async fn command(&self, command: obligation::Command) -> Result<usize, ExecuteError> {
        let commands = vec![Command::Obligation(id(), command)];
        let order = Order::new(controller(), whole(), ActorId::operator(), commands);
        let executed = self.engine.execute(order).await?;
        Ok(executed.events.len())
    }

    async fn open(&self) {
        let pack = self.engine.shelf.current(&controller()).unwrap();
        let (desk, office) = home(pack);
        let opened = IncidentOpened {
            pack: pin_pack(pack),
            calendar: self.engine.shelf.calendar_pin(pack),
            trigger: Code::literal("authority-request"),
            cause: Some(Code::literal("public-body")),
            desk,
            office,
            learned_at: "2026-10-23T07:00:00Z".parse().unwrap(),
            learned_on: "2026-10-23".parse().unwrap(),
            what: ItemId(Uuid::from_u128(1)),
        };
        let opened = obligation::Command::Open(Box::new(opened));
        self.command(opened).await.unwrap();
    }

    async fn seen(&self, scope: &Scope) -> usize {
        let filter = RowFilter {
            kind: Some(StreamKind::Obligation),
            ..RowFilter::default()
        };
        self.engine.store.list(scope, &filter).await.unwrap().len()
    }
}

fn id() -> IncidentId {
    IncidentId(Uuid::from_u128(0x17))
}

/// Told on the Friday evening before summer time ends, the client has until Monday at five.
async fn mensura_18_seventy_two_hours_over_the_end_of_summer_time(house: House) {
    house.open().await;
    house.clock.advance(TimeDelta::hours(9));
    let tell = obligation::Command::Tell {
        duty: Code::literal("client-notice"),
        at: "2026-10-23T16:00:00Z".parse().unwrap(),
        evidence: None,
    };
    assert_eq!(house.command(tell).await.unwrap(), 1);
    let disclose = |at: &str| obligation::Command::Disclose {
        at: at.parse().unwrap(),
        compelled: None,
    };
    house.clock.advance(TimeDelta::hours(80));
    let early = house.command(disclose("2026-10-26T16:59:59+01:00")).await;
    assert!(matches!(
        early,
        Err(ExecuteError::Refused(Refusal::WaitNotOver))
    ));
    let in_time = house.command(disclose("2026-10-26T17:00:00+01:00")).await;
    assert_eq!(in_time.unwrap(), 1);
    house.command(obligation::Command::Close).await.unwrap();
    let stream = StreamRef::incident(controller(), id());
    let found = house.engine.store.load(&whole(), &[stream]).await.unwrap();
    assert!(Loaded::read(&found).unwrap().incident(id()).unwrap().closed);
}

async fn what_fell_due_in_an_outage_is_claimed_and_the_rows_are_made_again(house: House) {
    house.open().await;
    let lease = std::time::Duration::from_secs(60);
    // Three business days after Friday 23 October end with the 28th.
    house.clock.advance(TimeDelta::days(7));
    let now = house.engine.clock.now();
    let store = &house.engine.store;
    let due = store.claim_alarms(&whole(), now, lease, 10).await.unwrap();
    let ends = "2026-10-28T23:00:00Z".parse::<chrono::DateTime<chrono::Utc>>();
    let ends = ends.unwrap().timestamp();
    let codes: Vec<String> = due.iter().map(|alarm| alarm.code.to_string()).collect();
    let expected = ["half", "24h", "12h", "3h", "missed"];
    assert_eq!(codes, expected.map(|w| format!("client-notice-{w}-{ends}")));
    for alarm in due {
        let alarm = alarm.code;
        let ring = obligation::Command::RingAlarm { alarm };
        assert!(house.command(ring).await.unwrap() > 0);
    }
    assert!(store.next_alarm(&whole()).await.unwrap().is_none());
    let rebuilt = house.engine.rebuild(true).await.unwrap();
    assert_eq!((rebuilt.streams, rebuilt.differing), (1, 0));
}

async fn another_desk_does_not_see_it(house: House) {
    house.open().await;
    assert_eq!(house.seen(&desk("privacy")).await, 1);
    assert_eq!(house.seen(&desk("medical")).await, 0);
    let stream = StreamRef::incident(controller(), id());
    let store = &house.engine.store;
    for (scope, seen) in [(desk("privacy"), true), (desk("medical"), false)] {
        let found = store.load(&scope, std::slice::from_ref(&stream)).await;
        let found = found.unwrap().iter().any(|s| !s.events.is_empty());
        assert_eq!(found, seen);
    }
}

macro_rules! on_both_stores {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            use super::*;
            $(#[tokio::test]
            async fn $name() {
                let folder = tempfile::tempdir().unwrap();
                let store = habeas_store_sql::testing::sqlite(folder.path()).await.unwrap();
                super::$name(House::new(store)).await;
            })+
        }
        mod postgres {
            use super::*;
            $(#[tokio::test]
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
    mensura_18_seventy_two_hours_over_the_end_of_summer_time,
    what_fell_due_in_an_outage_is_claimed_and_the_rows_are_made_again,
    another_desk_does_not_see_it,
);
