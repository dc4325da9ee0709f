//! The suite that every adapter passes. An adapter's tests write one [`Harness`] and
//! [`contract_tests!`](crate::contract_tests); each test gets a bus that nothing was told yet.

use std::{collections::BTreeSet, time::Duration};

use async_trait::async_trait;
use chrono::{NaiveDate, TimeDelta, TimeZone, Utc};
use habeas_envelope::{
    ActorId, Code, ControllerId, EventId, EventRecord, Hash32, NewEvent, StreamRef, SubmissionId,
};
use tokio::time::timeout;
use uuid::Uuid;

use crate::{Bus, BusError, Delivery, DeliveryId, OutboxMode, Subscription};

/// How long a message that must come may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the suite needs beside the bus itself.
#[async_trait]
pub trait Harness: Send + Sync {
    /// The bus under test.
    fn bus(&self) -> &dyn Bus;

    /// Does what the store does when these are committed, before they are published.
    async fn committed(&self, records: &[EventRecord]);

    /// Does what the store does when `worker` commits the unit in which it dealt with these.
    async fn dealt_with(&self, worker: &Code, events: &[EventId]);

    /// Puts a message that cannot be read before `worker`; false where the adapter carries none.
    async fn malformed(&self, worker: &Code) -> bool;
}

/// Makes one test of each check. Takes the path of an `async fn() -> impl Harness`.
#[macro_export]
macro_rules! contract_tests {
    ($harness:path) => {
        $crate::contract_tests!($harness;
            exactly_the_readers_are_told,
            a_batch_takes_what_waits,
            order_is_kept,
            a_dropped_receive_loses_nothing,
            acknowledged_is_done_with,
            what_was_not_acknowledged_comes_again,
            what_was_released_comes_again,
            an_old_delivery_acknowledges_nothing,
            acknowledging_twice_does_no_harm,
            a_malformed_message_is_shown_and_can_be_acknowledged,
            an_event_without_readers,
            a_worker_nobody_knows,
        );
    };
    ($harness:path; $($check:ident),+ $(,)?) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $check() {
                let harness = $harness().await;
                $crate::contract::$check(&harness).await;
            }
        )+
    };
}

/// An event of the suite: its number is its id and its place in the stream.
///
/// # Panics
/// When `event_type` is no code.
#[must_use]
pub fn event(event_type: &'static str, number: u64) -> EventRecord {
    let controller = ControllerId::from(Code::literal("house"));
    let origin = Uuid::from_u128(0xC0FFEE);
    NewEvent {
        id: EventId(Uuid::from_u128(number.into())),
        event_type: Code::literal(event_type),
        body: vec![8, 1],
        legal_day: NaiveDate::from_ymd_opt(2026, 1, 31).expect("a day"),
        recorded_at: Utc.timestamp_nanos(1_769_900_000_123_456_000)
            + TimeDelta::microseconds(i64::try_from(number).expect("a small number")),
        actor: ActorId::person(),
        causation: None,
        correlation: origin,
        traceparent: Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".into()),
    }
    .at(
        StreamRef::submission(controller, SubmissionId(origin)),
        number,
        Hash32::ZERO,
    )
}

/// The events of one type with these numbers.
#[must_use]
pub fn events(
    event_type: &'static str,
    numbers: std::ops::RangeInclusive<u64>,
) -> Vec<EventRecord> {
    numbers.map(|n| event(event_type, n)).collect()
}

async fn tell(harness: &dyn Harness, records: &[EventRecord]) {
    harness.committed(records).await;
    let results = harness.bus().publish(records).await;
    assert_eq!(results.len(), records.len(), "one result an event");
    for result in results {
        result.expect("the bus takes an event that has readers");
    }
}

async fn subscribe(harness: &dyn Harness, worker: &'static str) -> Box<dyn Subscription> {
    harness
        .bus()
        .subscribe(&Code::literal(worker))
        .await
        .expect("a worker of the topology can subscribe")
}

async fn next(subscription: &mut dyn Subscription, max: usize) -> Vec<Delivery> {
    let batch = timeout(PATIENCE, subscription.receive(max))
        .await
        .expect("a message waits")
        .expect("the subscription goes on");
    assert!(!batch.is_empty(), "receive waits for at least one");
    assert!(batch.len() <= max, "receive takes at most what was asked");
    batch
}

/// Receives until `count` deliveries have come.
async fn take(subscription: &mut dyn Subscription, count: usize) -> Vec<Delivery> {
    let mut all = Vec::new();
    while all.len() < count {
        all.extend(next(subscription, count - all.len()).await);
    }
    all
}

fn numbers(deliveries: &[Delivery]) -> Vec<u64> {
    let number = |d: &Delivery| d.notice.as_ref().expect("a readable message").seq;
    deliveries.iter().map(number).collect()
}

fn ids(deliveries: &[Delivery]) -> Vec<DeliveryId> {
    deliveries.iter().map(|d| d.id).collect()
}

async fn finish(
    harness: &dyn Harness,
    worker: &'static str,
    subscription: &mut dyn Subscription,
    deliveries: &[Delivery],
) {
    let done: Vec<EventId> = deliveries
        .iter()
        .filter_map(|d| d.notice.as_ref().ok())
        .map(|n| n.event)
        .collect();
    harness.dealt_with(&Code::literal(worker), &done).await;
    subscription
        .ack(&ids(deliveries))
        .await
        .expect("what was delivered can be acknowledged");
}

/// Each worker is told the events of its row of the topology and no other, with all that a notice
/// says.
pub async fn exactly_the_readers_are_told(harness: &dyn Harness) {
    let told = [
        event("submission-received", 1),
        event("submission-classified", 3),
        event("identity-evidence-received", 4),
        event("identity-established", 5),
        event("case-opened", 6),
        event("identity-rejected", 7),
        event("dispatch-ordered", 8),
        // The last each worker is told, so that one message too many would show before it.
        event("submission-withdrawn", 11),
        event("submission-classified", 12),
        event("case-kind-corrected", 13),
        event("answer-ordered", 14),
        event("case-closed", 15),
        event("dispatch-ordered", 16),
    ];
    tell(harness, &told).await;
    let expected: [(&'static str, &[u64]); 6] = [
        ("intake", &[1, 11]),
        ("identity", &[3, 4, 12]),
        ("routing", &[5, 6, 13]),
        ("deadlines", &[1, 6, 14]),
        ("response", &[7, 15]),
        ("courier", &[8, 16]),
    ];
    for (worker, wanted) in expected {
        let mut subscription = subscribe(harness, worker).await;
        let got = take(subscription.as_mut(), wanted.len()).await;
        assert_eq!(numbers(&got), wanted, "{worker}");
        let first = told.iter().find(|e| e.seq == wanted[0]).expect("was told");
        let notice = got[0].notice.as_ref().expect("readable");
        assert_eq!(notice.event, first.id);
        assert_eq!(notice.event_type, first.event_type);
        assert_eq!(notice.stream, first.stream);
        assert_eq!(notice.correlation, first.correlation);
        assert_eq!(notice.traceparent, first.traceparent);
    }
}

/// Many that wait come in few batches, and `max` is the most.
pub async fn a_batch_takes_what_waits(harness: &dyn Harness) {
    tell(harness, &events("dispatch-ordered", 1..=60)).await;
    let mut subscription = subscribe(harness, "courier").await;
    let mut got = Vec::new();
    let mut batches = 0;
    while got.len() < 60 {
        got.extend(next(subscription.as_mut(), 25).await);
        batches += 1;
        // A reader at work; meanwhile more arrives, from wherever the adapter has it.
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(numbers(&got), (1..=60).collect::<Vec<_>>());
    assert!(batches < 60, "each came by itself");
}

/// What one caller publishes comes in that order, over several calls and while it is read.
pub async fn order_is_kept(harness: &dyn Harness) {
    let mut subscription = subscribe(harness, "courier").await;
    tell(harness, &events("dispatch-ordered", 1..=50)).await;
    let mut got = take(subscription.as_mut(), 20).await;
    tell(harness, &events("dispatch-ordered", 51..=100)).await;
    got.extend(take(subscription.as_mut(), 80).await);
    assert_eq!(numbers(&got), (1..=100).collect::<Vec<_>>());
}

/// A receive that is dropped at any moment takes no message with it.
pub async fn a_dropped_receive_loses_nothing(harness: &dyn Harness) {
    let mut subscription = subscribe(harness, "courier").await;
    let publish = async {
        for n in 1..=40 {
            tell(harness, &[event("dispatch-ordered", n)]).await;
        }
    };
    let receive = async {
        let mut got = Vec::new();
        let mut micros = 0;
        while got.len() < 40 {
            micros = (micros + 37) % 1_500;
            let patience = Duration::from_micros(micros);
            if let Ok(batch) = timeout(patience, subscription.receive(3)).await {
                got.extend(batch.expect("the subscription goes on"));
            }
        }
        got
    };
    let (got, ()) = timeout(PATIENCE, async { tokio::join!(receive, publish) })
        .await
        .expect("all forty come");
    assert_eq!(numbers(&got), (1..=40).collect::<Vec<_>>());
}

/// What was dealt with and acknowledged is not delivered again.
pub async fn acknowledged_is_done_with(harness: &dyn Harness) {
    tell(harness, &events("dispatch-ordered", 1..=10)).await;
    let mut subscription = subscribe(harness, "courier").await;
    let got = take(subscription.as_mut(), 10).await;
    finish(harness, "courier", subscription.as_mut(), &got).await;
    drop(subscription);
    tell(harness, &[event("dispatch-ordered", 11)]).await;
    let mut again = subscribe(harness, "courier").await;
    assert_eq!(numbers(&next(again.as_mut(), 50).await), [11]);
}

/// A new subscription gets what the one before had and did not acknowledge, in order.
pub async fn what_was_not_acknowledged_comes_again(harness: &dyn Harness) {
    tell(harness, &events("dispatch-ordered", 1..=6)).await;
    let mut subscription = subscribe(harness, "courier").await;
    let got = take(subscription.as_mut(), 6).await;
    // Not a run from the front: three may not be acknowledged by acknowledging four.
    let done: Vec<Delivery> = [0, 1, 3].map(|i| got[i].clone()).to_vec();
    finish(harness, "courier", subscription.as_mut(), &done).await;
    drop(subscription);
    let mut again = subscribe(harness, "courier").await;
    let back = take(again.as_mut(), 3).await;
    assert_eq!(numbers(&back), [3, 5, 6]);
    assert!(
        back.iter().all(|d| d.redelivered),
        "and is said to come again"
    );
    finish(harness, "courier", again.as_mut(), &back).await;
}

/// What was released comes again to the same subscription, and nothing else does.
pub async fn what_was_released_comes_again(harness: &dyn Harness) {
    tell(harness, &events("dispatch-ordered", 1..=5)).await;
    let mut subscription = subscribe(harness, "courier").await;
    let got = take(subscription.as_mut(), 5).await;
    subscription
        .release(&[got[1].id, got[3].id])
        .await
        .expect("what was delivered can be released");
    let back = take(subscription.as_mut(), 2).await;
    assert_eq!(
        numbers(&back).into_iter().collect::<BTreeSet<_>>(),
        BTreeSet::from([2, 4])
    );
    assert!(
        back.iter().all(|d| d.redelivered),
        "and is said to come again"
    );
    let rest: Vec<Delivery> = [0, 2, 4].map(|i| got[i].clone()).to_vec();
    finish(harness, "courier", subscription.as_mut(), &rest).await;
    finish(harness, "courier", subscription.as_mut(), &back).await;
    tell(harness, &[event("dispatch-ordered", 6)]).await;
    assert_eq!(numbers(&next(subscription.as_mut(), 50).await), [6]);
}

/// The delivery of a subscription that is gone acknowledges nothing of the new one.
pub async fn an_old_delivery_acknowledges_nothing(harness: &dyn Harness) {
    tell(harness, &events("dispatch-ordered", 1..=2)).await;
    let mut subscription = subscribe(harness, "courier").await;
    let old = take(subscription.as_mut(), 2).await;
    drop(subscription);
    let mut second = subscribe(harness, "courier").await;
    assert_eq!(numbers(&take(second.as_mut(), 2).await), [1, 2]);
    second.ack(&ids(&old)).await.expect("is no error");
    drop(second);
    let mut third = subscribe(harness, "courier").await;
    assert_eq!(numbers(&take(third.as_mut(), 2).await), [1, 2]);
}

/// A delivery acknowledged twice leaves the subscription and its neighbours as they are.
pub async fn acknowledging_twice_does_no_harm(harness: &dyn Harness) {
    tell(harness, &events("dispatch-ordered", 1..=3)).await;
    let mut subscription = subscribe(harness, "courier").await;
    let got = take(subscription.as_mut(), 3).await;
    finish(harness, "courier", subscription.as_mut(), &got[..1]).await;
    finish(harness, "courier", subscription.as_mut(), &got[..1]).await;
    subscription
        .release(&ids(&got[..1]))
        .await
        .expect("no error");
    subscription
        .ack(&[DeliveryId(u64::MAX)])
        .await
        .expect("no error");
    finish(harness, "courier", subscription.as_mut(), &got[1..]).await;
    tell(harness, &[event("dispatch-ordered", 4)]).await;
    assert_eq!(numbers(&next(subscription.as_mut(), 50).await), [4]);
}

/// A message that cannot be read comes as such, between its neighbours, and goes when
/// acknowledged.
pub async fn a_malformed_message_is_shown_and_can_be_acknowledged(harness: &dyn Harness) {
    let courier = Code::literal("courier");
    tell(harness, &[event("dispatch-ordered", 1)]).await;
    if !harness.malformed(&courier).await {
        return;
    }
    tell(harness, &[event("dispatch-ordered", 2)]).await;
    let mut subscription = subscribe(harness, "courier").await;
    let got = take(subscription.as_mut(), 3).await;
    assert!(got[0].notice.is_ok() && got[1].notice.is_err() && got[2].notice.is_ok());
    finish(harness, "courier", subscription.as_mut(), &got).await;
    drop(subscription);
    tell(harness, &[event("dispatch-ordered", 3)]).await;
    let mut again = subscribe(harness, "courier").await;
    assert_eq!(numbers(&next(again.as_mut(), 50).await), [3]);
}

/// Where the outbox has an entry a reader, an event without readers has none and is no error;
/// where it has one an event, it should not have been there, and the bus says so rather than
/// lose it.
pub async fn an_event_without_readers(harness: &dyn Harness) {
    let records = [event("date-told", 1), event("dispatch-ordered", 2)];
    harness.committed(&records).await;
    let results = harness.bus().publish(&records).await;
    assert_eq!(results.len(), 2);
    match harness.bus().outbox_mode() {
        OutboxMode::PerReader => assert!(results[0].is_ok()),
        OutboxMode::Once => {
            assert!(
                matches!(results[0], Err(BusError::Unroutable)),
                "{:?}",
                results[0]
            );
        }
    }
    assert!(results[1].is_ok(), "its neighbour is taken");
    assert!(harness.bus().publish(&[]).await.is_empty());
}

/// Nobody can read for a worker that the topology does not have.
pub async fn a_worker_nobody_knows(harness: &dyn Harness) {
    let result = harness.bus().subscribe(&Code::literal("nobody")).await;
    assert!(matches!(result.err(), Some(BusError::Topology)));
}
