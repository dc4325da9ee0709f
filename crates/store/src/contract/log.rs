use chrono::TimeDelta;
use habeas_envelope::{ActorId, EventId, StreamKind, verify_chain};

use super::fixture::*;
use crate::{Append, Outcome, Store, Unit};

/// Every field of a record comes back as it was written, the microsecond included, and the chain
/// holds.
pub async fn what_was_loaded_is_what_was_written(store: &dyn Store) {
    let mut one = case(10);
    let mut events = vec![one.event(1, 0), one.event(2, 1)];
    let mut full = events[1].clone();
    full.causation = Some(EventId(id(1)));
    full.actor = ActorId::staff(id(9));
    full.traceparent = Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".to_owned());
    full.body = (0..=255).collect();
    full.recorded_at += TimeDelta::microseconds(1);
    full.hash = full.computed_hash();
    events[1] = full;
    let unit = Unit {
        appends: vec![Append {
            events: events.clone(),
            row: None,
            alarms: None,
            dispatches: Vec::new(),
            tallies: Vec::new(),
        }],
        ..Unit::default()
    };
    committed(store, unit).await;
    let back = loaded(store, &whole(), &one.stream).await;
    assert_eq!(back, events);
    assert_eq!(verify_chain(&back), Ok(events[1].hash));
}

/// The answers stand in the order of the questions, doubles and strangers included.
pub async fn loading_keeps_the_order_asked(store: &dyn Store) {
    let (mut one, mut two) = (case(10), case(11));
    committed(store, one.unit(1)).await;
    committed(store, two.unit(2)).await;
    committed(store, two.unit(3)).await;
    let missing = case(12).stream;
    let asked = [&two.stream, &missing, &one.stream, &two.stream].map(Clone::clone);
    let streams = store.load(&whole(), &asked).await.unwrap();
    let versions: Vec<u64> = streams.iter().map(|stream| stream.version()).collect();
    assert_eq!(versions, [2, 0, 1, 2]);
    for (stream, asked) in streams.iter().zip(&asked) {
        assert_eq!(&stream.stream, asked);
    }
    assert_eq!(streams[0].head(), two.head);
    assert!(store.load(&whole(), &[]).await.unwrap().is_empty());
}

/// Another controller's and another desk's stream look like none.
pub async fn a_stream_outside_the_scope_looks_missing(store: &dyn Store) {
    let (mut one, mut nowhere) = (case(10), submission(20));
    committed(store, one.unit(1)).await;
    committed(store, nowhere.unit(2)).await;
    for scope in blind() {
        assert!(
            loaded(store, &scope, &one.stream).await.is_empty(),
            "{scope:?}"
        );
        assert!(loaded(store, &scope, &nowhere.stream).await.is_empty());
        let listed = store.streams(&scope, StreamKind::Case, None, 10).await;
        assert!(listed.unwrap().is_empty());
        assert!(store.recent(&scope, at(-9), 10).await.unwrap().is_empty());
    }
    for scope in seeing() {
        assert_eq!(loaded(store, &scope, &one.stream).await.len(), 1);
        let listed = store.streams(&scope, StreamKind::Case, None, 10).await;
        assert_eq!(listed.unwrap(), [one.stream.clone()]);
    }
    // What stands at no desk is for those who see the whole house.
    assert!(
        loaded(store, &desk("medical"), &nowhere.stream)
            .await
            .is_empty()
    );
    assert_eq!(loaded(store, &whole(), &nowhere.stream).await.len(), 1);
    assert_eq!(
        store
            .recent(&desk("medical"), at(-9), 10)
            .await
            .unwrap()
            .len(),
        1
    );
    // A case that moves to another desk goes out of sight with all of its past.
    let mut moved = one.clone().at_desk("privacy");
    committed(store, moved.unit(3)).await;
    assert!(
        loaded(store, &desk("medical"), &one.stream)
            .await
            .is_empty()
    );
    assert_eq!(loaded(store, &desk("privacy"), &one.stream).await.len(), 2);
}

/// Streams of a kind come in the order of their ids, page by page.
pub async fn streams_are_listed_in_pages(store: &dyn Store) {
    for n in [12_u128, 10, 11] {
        committed(store, case(n).unit(n)).await;
    }
    committed(store, submission(5).unit(5)).await;
    let mut ids = Vec::new();
    let mut after = None;
    loop {
        let page = store
            .streams(&whole(), StreamKind::Case, after, 2)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        ids.extend(page.into_iter().map(|stream| stream.id.as_u128()));
    }
    assert_eq!(ids, [10, 11, 12]);
}

/// Recent events come by instant, from the first asked for.
pub async fn recent_events_come_in_order(store: &dyn Store) {
    for (n, seconds) in [(1_u128, 30), (2, 10), (3, 20)] {
        let mut chain = case(10 + n);
        let unit = Unit {
            appends: vec![Append {
                events: vec![chain.event(n, seconds)],
                row: None,
                alarms: None,
                dispatches: Vec::new(),
                tallies: Vec::new(),
            }],
            ..Unit::default()
        };
        committed(store, unit).await;
    }
    let ids = |events: Vec<habeas_envelope::EventRecord>| -> Vec<u128> {
        events.iter().map(|event| event.id.0.as_u128()).collect()
    };
    assert_eq!(
        ids(store.recent(&whole(), at(0), 10).await.unwrap()),
        [2, 3, 1]
    );
    assert_eq!(
        ids(store.recent(&whole(), at(20), 10).await.unwrap()),
        [3, 1]
    );
    assert_eq!(ids(store.recent(&whole(), at(0), 1).await.unwrap()), [2]);
}

/// A store just opened has the schema this program needs.
pub async fn a_store_is_ready(store: &dyn Store) {
    store.ready().await.expect("ready");
}

/// A mark lives by the instant of its unit, and its message comes anew when it is forgotten.
pub async fn old_marks_are_forgotten(store: &dyn Store) {
    let mut one = case(10);
    let mut unit = one.unit(1);
    unit.inbox = Some(mark("routing", 500));
    committed(store, unit).await;
    assert_eq!(store.prune_inbox(at(0)).await.unwrap(), 0);
    let mut again = one.clone().unit(2);
    again.inbox = Some(mark("routing", 500));
    assert!(matches!(
        commit_one(store, again.clone()).await,
        Outcome::Duplicate
    ));
    assert_eq!(store.prune_inbox(at(1)).await.unwrap(), 1);
    committed(store, again).await;
}
