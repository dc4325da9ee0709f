//! The contract, and what only a bus in memory can get wrong.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use habeas_bus::contract::{Harness, event, events};
use habeas_bus::{Bus, BusError, Subscription, readers_of};
use habeas_bus_local::LocalBus;
use habeas_envelope::{Code, EventId, EventRecord};
use habeas_store::{Outbox, OutboxEntry, OutboxItem, StoreError};

/// An outbox in memory, with a database that can be away.
#[derive(Default)]
struct MemoryOutbox {
    rows: Mutex<Vec<OutboxItem>>,
    away: AtomicBool,
    reads: AtomicUsize,
    most_asked_for: AtomicUsize,
}

#[async_trait]
impl Outbox for MemoryOutbox {
    async fn waiting_for(&self, reader: &Code, limit: u32) -> Result<Vec<OutboxItem>, StoreError> {
        // A database takes a while, and a caller may give up meanwhile.
        tokio::task::yield_now().await;
        if self.away.load(Ordering::SeqCst) {
            return Err(StoreError::Unavailable("away".into()));
        }
        self.reads.fetch_add(1, Ordering::SeqCst);
        self.most_asked_for
            .fetch_max(limit as usize, Ordering::SeqCst);
        let rows = self.rows.lock().unwrap();
        let mine = rows
            .iter()
            .filter(|row| row.entry.reader.as_ref() == Some(reader));
        Ok(mine.take(limit as usize).cloned().collect())
    }

    async fn claim_leftovers(
        &self,
        _now: DateTime<Utc>,
        _older_than: Duration,
        _lease: Duration,
        _limit: u32,
    ) -> Result<Vec<OutboxItem>, StoreError> {
        panic!("a bus in one process has no relay");
    }

    async fn told(&self, _entries: &[OutboxEntry]) -> Result<(), StoreError> {
        panic!("a bus in one process deletes no entries");
    }

    async fn outbox_depth(&self) -> Result<u64, StoreError> {
        Ok(self.rows.lock().unwrap().len() as u64)
    }
}

struct House {
    outbox: Arc<MemoryOutbox>,
    bus: LocalBus,
}

impl House {
    fn with_bound(bound: usize) -> Self {
        let outbox = Arc::new(MemoryOutbox::default());
        let bus = LocalBus::with_bound(Arc::clone(&outbox) as Arc<dyn Outbox>, bound);
        Self { outbox, bus }
    }

    async fn tell(&self, records: &[EventRecord]) {
        self.committed(records).await;
        assert!(self.bus.publish(records).await.iter().all(Result::is_ok));
    }

    async fn courier(&self) -> Box<dyn Subscription> {
        self.bus.subscribe(&Code::literal("courier")).await.unwrap()
    }
}

#[async_trait]
impl Harness for House {
    fn bus(&self) -> &dyn Bus {
        &self.bus
    }

    async fn committed(&self, records: &[EventRecord]) {
        let mut rows = self.outbox.rows.lock().unwrap();
        for record in records {
            for reader in readers_of(&record.event_type) {
                rows.push(OutboxItem {
                    entry: OutboxEntry {
                        controller: record.stream.controller.clone(),
                        event: record.id,
                        reader: Some(Code::literal(reader)),
                    },
                    record: record.clone(),
                });
            }
        }
    }

    async fn dealt_with(&self, worker: &Code, events: &[EventId]) {
        let mut rows = self.outbox.rows.lock().unwrap();
        rows.retain(|row| {
            row.entry.reader.as_ref() != Some(worker) || !events.contains(&row.entry.event)
        });
    }

    async fn malformed(&self, _worker: &Code) -> bool {
        false
    }
}

mod with_room {
    async fn house() -> super::House {
        super::House::with_bound(1_024)
    }
    habeas_bus::contract_tests!(house);
}

/// The same suite where nearly everything goes through the outbox.
mod always_full {
    async fn house() -> super::House {
        super::House::with_bound(2)
    }
    // Two at a time never make a batch of twenty-five.
    habeas_bus::contract_tests!(house;
        exactly_the_readers_are_told,
        order_is_kept,
        a_dropped_receive_loses_nothing,
        acknowledged_is_done_with,
        what_was_not_acknowledged_comes_again,
        what_was_released_comes_again,
        an_old_delivery_acknowledges_nothing,
        acknowledging_twice_does_no_harm,
    );
}

async fn sequences(subscription: &mut dyn Subscription, max: usize) -> Vec<u64> {
    let batch = tokio::time::timeout(Duration::from_secs(5), subscription.receive(max));
    let batch = batch.await.expect("a message waits").unwrap();
    batch
        .iter()
        .map(|d| d.notice.as_ref().unwrap().seq)
        .collect()
}

#[tokio::test]
async fn a_process_that_starts_finds_what_the_last_one_left() {
    let house = House::with_bound(10);
    house.committed(&events("dispatch-ordered", 1..=3)).await;
    let mut courier = house.courier().await;
    let got = courier.receive(10).await.unwrap();
    assert_eq!(got.len(), 3);
    assert!(
        got.iter().all(|d| d.redelivered),
        "perhaps one of them killed it"
    );
}

#[tokio::test]
async fn the_hand_over_saves_reading_the_outbox() {
    let house = House::with_bound(10);
    let mut courier = house.courier().await;
    for n in 1..=5 {
        house.tell(&[event("dispatch-ordered", n)]).await;
        let got = courier.receive(10).await.unwrap();
        assert!(!got[0].redelivered);
        house
            .dealt_with(
                &Code::literal("courier"),
                &[got[0].notice.as_ref().unwrap().event],
            )
            .await;
        courier.ack(&[got[0].id]).await.unwrap();
    }
    assert_eq!(
        house.outbox.reads.load(Ordering::SeqCst),
        1,
        "the one of the subscription"
    );
}

#[tokio::test]
async fn a_queue_that_is_full_keeps_order_and_bound_and_loses_nothing() {
    let house = House::with_bound(4);
    let mut courier = house.courier().await;
    house.tell(&events("dispatch-ordered", 1..=100)).await;
    let mut got = Vec::new();
    while got.len() < 100 {
        let batch = sequences(courier.as_mut(), 50).await;
        assert!(batch.len() <= 4, "{} were held in memory", batch.len());
        got.extend(batch);
        if got.len() == 40 {
            house.tell(&[event("dispatch-ordered", 101)]).await;
        }
    }
    assert_eq!(got, (1..=100).collect::<Vec<_>>());
    assert_eq!(sequences(courier.as_mut(), 50).await, [101]);
}

#[tokio::test]
async fn what_was_committed_and_never_published_is_found_by_rereading() {
    let house = House::with_bound(4);
    let mut courier = house.courier().await;
    house.committed(&[event("dispatch-ordered", 1)]).await;
    house.bus.reread();
    assert_eq!(sequences(courier.as_mut(), 5).await, [1]);
    // What is with the reader is not delivered beside itself.
    house.bus.reread();
    house.tell(&[event("dispatch-ordered", 2)]).await;
    assert_eq!(sequences(courier.as_mut(), 5).await, [2]);
}

#[tokio::test]
async fn a_database_that_is_away_is_said_and_read_again_later() {
    let house = House::with_bound(2);
    house.outbox.away.store(true, Ordering::SeqCst);
    let courier = Code::literal("courier");
    assert!(matches!(
        house.bus.subscribe(&courier).await.err(),
        Some(BusError::Unavailable(Some(_)))
    ));
    house.outbox.away.store(false, Ordering::SeqCst);
    let mut subscription = house.courier().await;
    house.tell(&events("dispatch-ordered", 1..=3)).await;
    assert_eq!(sequences(subscription.as_mut(), 5).await, [1, 2]);
    house.outbox.away.store(true, Ordering::SeqCst);
    assert!(matches!(
        subscription.receive(5).await,
        Err(BusError::Unavailable(Some(_)))
    ));
    house.outbox.away.store(false, Ordering::SeqCst);
    assert_eq!(sequences(subscription.as_mut(), 5).await, [3]);
}

#[tokio::test]
async fn a_new_subscription_ends_the_one_before_even_while_it_waits() {
    let house = House::with_bound(4);
    let mut first = house.courier().await;
    let waiting = tokio::spawn(async move { first.receive(1).await });
    tokio::task::yield_now().await;
    let mut second = house.courier().await;
    assert!(matches!(waiting.await.unwrap(), Err(BusError::Ended)));
    house.tell(&[event("dispatch-ordered", 1)]).await;
    assert_eq!(sequences(second.as_mut(), 5).await, [1]);
}

#[tokio::test]
async fn what_was_acknowledged_is_forgotten_and_can_be_told_again() {
    let house = House::with_bound(10);
    let mut courier = house.courier().await;
    for n in 1..=30 {
        house.tell(&[event("dispatch-ordered", n)]).await;
        let got = courier.receive(10).await.unwrap();
        let id = got[0].notice.as_ref().unwrap().event;
        house.dealt_with(&Code::literal("courier"), &[id]).await;
        courier.ack(&[got[0].id]).await.unwrap();
    }
    // A nudge: the same event once more.
    house.tell(&[event("dispatch-ordered", 30)]).await;
    assert_eq!(sequences(courier.as_mut(), 5).await, [30]);
    house.bus.reread();
    house.tell(&[event("dispatch-ordered", 31)]).await;
    assert_eq!(sequences(courier.as_mut(), 5).await, [31]);
    let most = house.outbox.most_asked_for.load(Ordering::SeqCst);
    assert_eq!(most, 11, "the bound, and the one that is with the reader");
}
