use std::collections::BTreeSet;
use std::time::Duration;

use futures::future::join_all;
use habeas_envelope::EventId;

use super::fixture::*;
use crate::{FailureChange, FailureState, OutboxItem, Outcome, Store, Unit};

const MINUTE: Duration = Duration::from_secs(60);

fn ids(items: &[OutboxItem]) -> Vec<u128> {
    items
        .iter()
        .map(|item| item.record.id.0.as_u128())
        .collect()
}

/// Each reader has its own entry of an event, and reads the event itself.
pub async fn the_outbox_waits_for_each_reader(store: &dyn Store) {
    let mut one = case(10);
    for event in [2_u128, 1] {
        let mut unit = one.unit(event);
        unit.outbox = vec![
            entry(event, Some("routing")),
            entry(event, Some("deadlines")),
        ];
        committed(store, unit).await;
    }
    let waiting = store.waiting_for(&code("routing"), 10).await.unwrap();
    assert_eq!(ids(&waiting), [1, 2], "recorded at one instant: by id");
    assert_eq!(waiting[0].entry, entry(1, Some("routing")));
    let events = loaded(store, &whole(), &one.stream).await;
    assert_eq!(waiting[1].record, events[0]);
    assert_eq!(
        store.waiting_for(&code("routing"), 1).await.unwrap().len(),
        1
    );
    assert!(
        store
            .waiting_for(&code("courier"), 10)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(store.outbox_depth().await.unwrap(), 4);

    store
        .told(&[
            entry(1, Some("routing")),
            entry(2, Some("routing")),
            entry(9, None),
        ])
        .await
        .unwrap();
    assert!(
        store
            .waiting_for(&code("routing"), 10)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        store
            .waiting_for(&code("deadlines"), 10)
            .await
            .unwrap()
            .len(),
        2
    );
}

/// A reader's entry goes with the unit that answers it, and only that one.
pub async fn an_entry_is_settled_with_its_unit(store: &dyn Store) {
    let mut one = case(10);
    let mut unit = one.unit(1);
    unit.outbox = vec![entry(1, Some("routing")), entry(1, Some("deadlines"))];
    committed(store, unit).await;

    let mut answer = one.unit(2);
    answer.inbox = Some(mark("routing", 1));
    answer.settles = Some(entry(1, Some("routing")));
    answer.outbox = vec![entry(2, Some("routing"))];
    committed(store, answer).await;
    let waiting = store.waiting_for(&code("routing"), 10).await.unwrap();
    assert_eq!(ids(&waiting), [2]);
    assert_eq!(store.outbox_depth().await.unwrap(), 2);
}

/// What was not committed settles nothing: the entry is read again.
pub async fn a_loser_settles_nothing(store: &dyn Store) {
    let mut one = case(10);
    let stale = one.clone();
    let mut unit = one.unit(1);
    unit.outbox = vec![entry(1, Some("routing"))];
    committed(store, unit).await;
    let mut loser = stale.clone().unit(2);
    loser.settles = Some(entry(1, Some("routing")));
    loser.inbox = Some(mark("routing", 1));
    assert!(matches!(commit_one(store, loser).await, Outcome::Conflict));
    assert_eq!(store.outbox_depth().await.unwrap(), 1);

    // An entry told twice in one unit is one entry.
    let mut again = one.unit(3);
    again.outbox = vec![entry(1, Some("routing")), entry(3, None), entry(3, None)];
    committed(store, again).await;
    assert_eq!(store.outbox_depth().await.unwrap(), 2);
}

/// An entry without its event is refused: nobody could ever read it.
pub async fn an_entry_needs_its_event(store: &dyn Store) {
    let mut one = case(10);
    let mut unit = one.unit(1);
    unit.outbox = vec![entry(99, None)];
    assert!(refusal(&commit_one(store, unit).await).is_some());
    assert_eq!(version(store, &one.stream).await, 0);
}

/// A relay takes what was left lying, oldest first, for a while, and tells it once.
pub async fn leftovers_are_leased_and_told(store: &dyn Store) {
    let mut one = case(10);
    for event in [1_u128, 2, 3] {
        let mut unit = one.unit(event);
        unit.appends[0].events[0].recorded_at = at(10 * i64::try_from(event).unwrap());
        let record = &mut unit.appends[0].events[0];
        record.hash = record.computed_hash();
        one.head = record.hash;
        unit.outbox = vec![entry(event, None)];
        committed(store, unit).await;
    }
    let mut embedded = case(11).unit(4);
    embedded.outbox = vec![entry(4, Some("routing"))];
    committed(store, embedded).await;

    let older = Duration::from_secs(5);
    let taken = store
        .claim_leftovers(at(27), older, MINUTE, 1)
        .await
        .unwrap();
    assert_eq!(ids(&taken), [1]);
    let more = store
        .claim_leftovers(at(27), older, MINUTE, 10)
        .await
        .unwrap();
    assert_eq!(ids(&more), [2], "the first is leased, the third too young");
    store.told(&[entry(1, None)]).await.unwrap();
    assert!(
        store
            .claim_leftovers(at(27), older, MINUTE, 10)
            .await
            .unwrap()
            .is_empty()
    );

    let again = store
        .claim_leftovers(at(88), older, MINUTE, 10)
        .await
        .unwrap();
    assert_eq!(ids(&again), [2, 3], "a lease that ran out");
    assert_eq!(again[0].entry, entry(2, None));
    assert_eq!(store.outbox_depth().await.unwrap(), 3);
}

/// Relays that claim side by side share what is there: each entry is held by one.
pub async fn leftovers_are_shared_by_relays(store: &dyn Store) {
    let units: Vec<Unit> = (1..=40_u128)
        .map(|n| {
            let mut unit = case(n).unit(n);
            unit.outbox = vec![entry(n, None)];
            unit
        })
        .collect();
    assert_eq!(letters(store, units).await, "C".repeat(40));
    let claims = (0..8).map(|_| store.claim_leftovers(at(60), MINUTE, MINUTE, 5));
    let mut seen = BTreeSet::new();
    for claimed in join_all(claims).await {
        for item in claimed.expect("the store answers") {
            assert!(seen.insert(item.entry), "an entry is held by one relay");
        }
    }
    loop {
        let rest = store
            .claim_leftovers(at(60), MINUTE, MINUTE, 7)
            .await
            .unwrap();
        if rest.is_empty() {
            break;
        }
        for item in rest {
            assert!(seen.insert(item.entry), "an entry is held by one relay");
        }
    }
    assert_eq!(seen.len(), 40);
}

async fn record(store: &dyn Store, changes: Vec<FailureChange>) {
    let unit = Unit {
        failures: changes,
        ..Unit::default()
    };
    committed(store, unit).await;
}

/// A failure comes when its time has come, to one process, with its event.
pub async fn failures_come_due_and_are_leased(store: &dyn Store) {
    committed(store, case(10).unit(1)).await;
    let known = failure("routing", 1, 30);
    let unknown = failure("routing", 99, 20);
    let elsewhere = failure("courier", 1, 0);
    record(
        store,
        [&known, &unknown, &elsewhere]
            .map(|failure| FailureChange::Record(failure.clone()))
            .to_vec(),
    )
    .await;
    let worker = code("routing");
    assert!(
        store
            .due_failures(&worker, at(10), MINUTE, 10)
            .await
            .unwrap()
            .is_empty()
    );
    let due = store
        .due_failures(&worker, at(20), MINUTE, 10)
        .await
        .unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].0.event, EventId(id(99)));
    assert_eq!(due[0].1, None, "the log does not have it");
    let due = store
        .due_failures(&worker, at(30), MINUTE, 10)
        .await
        .unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!((due[0].0.attempt, due[0].0.since), (2, at(0)));
    assert_eq!(
        due[0].1.as_ref().map(|event| event.id),
        Some(EventId(id(1)))
    );
    assert!(
        store
            .due_failures(&worker, at(79), MINUTE, 10)
            .await
            .unwrap()
            .is_empty()
    );
    let due = store
        .due_failures(&worker, at(90), MINUTE, 10)
        .await
        .unwrap();
    assert_eq!(due.len(), 2, "nobody settled them");
}

/// A failure is one row a worker and event: replaced by the next attempt, gone when settled.
pub async fn a_failure_is_replaced_and_settled(store: &dyn Store) {
    let first = failure("routing", 1, 30);
    record(store, vec![FailureChange::Record(first.clone())]).await;
    let mut second = first.clone();
    second.attempt = 3;
    second.not_before = at(90);
    second.reason = code("store-away");
    second.text = Some(habeas_envelope::ItemId(id(5)));
    record(store, vec![FailureChange::Record(second.clone())]).await;
    assert_eq!(store.failures(&whole(), 10).await.unwrap(), [second]);

    let settled = FailureChange::Settled {
        worker: code("routing"),
        event: EventId(id(1)),
    };
    record(store, vec![settled.clone()]).await;
    assert!(store.failures(&whole(), 10).await.unwrap().is_empty());
    // The last word of a unit about a failure stands.
    record(
        store,
        vec![settled.clone(), FailureChange::Record(first.clone())],
    )
    .await;
    assert_eq!(store.failures(&whole(), 10).await.unwrap(), [first.clone()]);
    record(store, vec![FailureChange::Record(first), settled]).await;
    assert!(store.failures(&whole(), 10).await.unwrap().is_empty());
}

/// A dead letter is not tried again until a person says so, and then from the first attempt.
pub async fn a_dead_failure_waits_for_a_person(store: &dyn Store) {
    committed(store, case(10).unit(1)).await;
    let mut dead = failure("routing", 1, 0);
    dead.state = FailureState::Dead;
    let alive = failure("routing", 2, 500);
    record(
        store,
        vec![
            FailureChange::Record(alive.clone()),
            FailureChange::Record(dead.clone()),
        ],
    )
    .await;
    let worker = code("routing");
    assert!(
        store
            .due_failures(&worker, at(100), MINUTE, 10)
            .await
            .unwrap()
            .is_empty()
    );
    let all = store.failures(&whole(), 10).await.unwrap();
    assert_eq!(all, [dead.clone(), alive]);

    for scope in blind() {
        assert!(
            !store
                .retry(&scope, &worker, dead.event, at(100))
                .await
                .unwrap()
        );
    }
    assert!(
        !store
            .retry(&whole(), &code("courier"), dead.event, at(100))
            .await
            .unwrap()
    );
    assert!(
        store
            .retry(&desk("medical"), &worker, dead.event, at(100))
            .await
            .unwrap()
    );
    let due = store
        .due_failures(&worker, at(100), MINUTE, 10)
        .await
        .unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].0.attempt, 0);
    assert_eq!(due[0].0.state, FailureState::Waiting);
}

/// A failure shows where the stream of its event stands.
pub async fn failures_lie_in_the_scope_of_their_event(store: &dyn Store) {
    committed(store, case(10).unit(1)).await;
    record(store, vec![FailureChange::Record(failure("routing", 1, 0))]).await;
    for scope in blind() {
        assert!(
            store.failures(&scope, 10).await.unwrap().is_empty(),
            "{scope:?}"
        );
    }
    for scope in seeing() {
        assert_eq!(
            store.failures(&scope, 10).await.unwrap().len(),
            1,
            "{scope:?}"
        );
    }
}
