//! A broker that dies, freezes or is full, and a wire that breaks. Each test has a broker of its
//! own.

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use common::{PATIENCE, connect, options, publish, receive, subscribe, take};
use habeas_bus::contract::{event, events};
use habeas_bus::{Bus, BusError};
use habeas_bus_amqp::{AmqpBus, AmqpOptions, topology};
use habeas_envelope::Code;
use habeas_testkit::{Proxy, RabbitMq};

/// A quorum queue younger than this may come back from a kill without a leader, which is the
/// broker's fault (rabbitmq-server issue 10070), not what is tested here.
const GROWN_UP: Duration = Duration::from_secs(3);

async fn until(what: &str, mut happened: impl FnMut() -> bool) -> Duration {
    let began = Instant::now();
    while !happened() {
        assert!(began.elapsed() < PATIENCE, "never: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    began.elapsed()
}

fn hasty(url: &str) -> AmqpOptions {
    let mut options = options(url);
    options.timeouts.publish = Duration::from_secs(2);
    options.timeouts.request = Duration::from_secs(2);
    options
}

async fn broker() -> RabbitMq {
    let broker = tokio::task::spawn_blocking(RabbitMq::start)
        .await
        .expect("it starts");
    topology::migrate(&options(broker.url()))
        .await
        .expect("declared");
    broker
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_that_is_killed_loses_nothing_that_was_confirmed() {
    let mut broker = broker().await;
    tokio::time::sleep(GROWN_UP).await;
    let bus = Arc::new(connect(options(broker.url())).await);
    publish(&bus, &events("dispatch-ordered", 1..=50)).await;
    let mut subscription = subscribe(&bus, "courier").await;
    let first = take(subscription.as_mut(), 20).await;
    let done: Vec<_> = first[..10].iter().map(|d| d.id).collect();
    subscription.ack(&done).await.unwrap();

    let killed = Arc::new(AtomicBool::new(false));
    let publisher = {
        let (bus, killed) = (Arc::clone(&bus), Arc::clone(&killed));
        tokio::spawn(async move {
            let (mut next, mut unsure) = (51, Vec::new());
            // Goes on until a publish fails, so that the kill comes in the middle of one.
            while unsure.is_empty() || !killed.load(Ordering::SeqCst) {
                let batch = events("dispatch-ordered", next..=next + 4);
                next += 5;
                let outcomes = bus.publish(&batch).await;
                let refused = batch.into_iter().zip(outcomes).filter(|(_, o)| o.is_err());
                unsure.extend(refused.map(|(record, _)| record));
                tokio::task::yield_now().await;
            }
            (next - 1, unsure)
        })
    };
    tokio::time::sleep(Duration::from_millis(200)).await;
    tokio::task::block_in_place(|| broker.kill());
    killed.store(true, Ordering::SeqCst);
    let (last, unsure) = publisher.await.unwrap();
    assert!(!unsure.is_empty());
    until("not ready", || !bus.is_ready()).await;
    loop {
        // What was delivered before the kill may still stand in memory.
        if let Err(error) = receive(subscription.as_mut()).await {
            assert!(matches!(error, BusError::Ended));
            break;
        }
    }
    let acknowledged = subscription.ack(&[first[10].id]).await;
    assert!(matches!(acknowledged, Err(BusError::Ended)));

    tokio::task::block_in_place(|| broker.restart());
    let back = until("ready again", || bus.is_ready()).await;
    assert!(back < Duration::from_secs(10), "came back after {back:?}");
    publish(&bus, &unsure).await;
    let mut again = subscribe(&bus, "courier").await;
    let mut missing: BTreeSet<u64> = (11..=last).collect();
    while !missing.is_empty() {
        let batch = receive(again.as_mut()).await.unwrap();
        for delivery in &batch {
            missing.remove(&delivery.notice.as_ref().unwrap().seq);
        }
        let ids: Vec<_> = batch.iter().map(|d| d.id).collect();
        again.ack(&ids).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_without_memory_delays_nobody_beyond_the_time_out_and_comes_back() {
    let broker = broker().await;
    let bus = connect(hasty(broker.url())).await;
    publish(&bus, &[event("dispatch-ordered", 1)]).await;
    tokio::task::block_in_place(|| {
        broker.ctl(&["set_vm_memory_high_watermark", "absolute", "1MB"])
    });
    for n in 2..=4 {
        let began = Instant::now();
        let outcome = bus.publish(&[event("dispatch-ordered", n)]).await;
        assert!(
            matches!(outcome[0], Err(BusError::Unavailable(_))),
            "{outcome:?}"
        );
        assert!(began.elapsed() < Duration::from_secs(4));
    }
    assert!(!bus.is_ready(), "a blocked connection is not ready");
    tokio::task::block_in_place(|| {
        broker.ctl(&["set_vm_memory_high_watermark", "absolute", "1GB"])
    });
    until("ready again", || bus.is_ready()).await;
    publish(&bus, &events("dispatch-ordered", 2..=4)).await;
    let mut subscription = subscribe(&bus, "courier").await;
    let mut missing = BTreeSet::from([1, 2, 3, 4]);
    while !missing.is_empty() {
        for delivery in receive(subscription.as_mut()).await.unwrap() {
            missing.remove(&delivery.notice.unwrap().seq);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wire_that_stalls_or_breaks_is_replaced() {
    let broker = broker().await;
    let address = broker
        .url()
        .rsplit('@')
        .next()
        .unwrap()
        .split('/')
        .next()
        .unwrap();
    let proxy = Proxy::start(address).await;
    let mut through = hasty(broker.url());
    through.port = proxy.address().port();
    let bus: AmqpBus = connect(through).await;
    let mut subscription = subscribe(&bus, "courier").await;
    publish(&bus, &[event("dispatch-ordered", 1)]).await;
    let got = take(subscription.as_mut(), 1).await;

    // Silence: a publish gives up, and the connection is made anew long before the heartbeat
    // would have noticed.
    proxy.stall();
    let outcome = bus.publish(&[event("dispatch-ordered", 2)]).await;
    assert!(
        matches!(outcome[0], Err(BusError::Unavailable(_))),
        "{outcome:?}"
    );
    until("not ready", || !bus.is_ready()).await;
    proxy.restore();

    // A cut: everything that was under way ends at once.
    proxy.reset();
    let ended = receive(subscription.as_mut()).await;
    assert!(matches!(ended, Err(BusError::Ended)), "{ended:?}");
    assert!(matches!(
        subscription.ack(&[got[0].id]).await,
        Err(BusError::Ended)
    ));
    until("ready again", || bus.is_ready()).await;
    publish(&bus, &[event("dispatch-ordered", 2)]).await;
    let mut again = subscribe(&bus, "courier").await;
    let mut missing = BTreeSet::from([1, 2]);
    while !missing.is_empty() {
        for delivery in receive(again.as_mut()).await.unwrap() {
            missing.remove(&delivery.notice.unwrap().seq);
        }
    }
}

/// The broker's own fault that [`GROWN_UP`] avoids: whatever state the queue comes back in, the
/// worker helps itself, and what was lost is published again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_queue_that_was_killed_young_works_after_it_is_declared_anew() {
    let mut broker = broker().await;
    let bus = connect(hasty(broker.url())).await;
    publish(&bus, &events("dispatch-ordered", 1..=5)).await;
    tokio::task::block_in_place(|| {
        broker.kill();
        broker.restart();
    });
    until("ready again", || bus.is_ready()).await;
    let courier = Code::literal("courier");
    bus.redeclare_queue(&courier).await.unwrap();
    until("ready again", || bus.is_ready()).await;
    publish(&bus, &events("dispatch-ordered", 1..=6)).await;
    let mut subscription = subscribe(&bus, "courier").await;
    let got = take(subscription.as_mut(), 6).await;
    let seqs: Vec<_> = got.iter().map(|d| d.notice.as_ref().unwrap().seq).collect();
    assert_eq!(seqs, [1, 2, 3, 4, 5, 6]);
}
