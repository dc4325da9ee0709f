use std::collections::BTreeSet;

use futures::FutureExt as _;
use futures::future::join_all;
use habeas_envelope::{Hash32, StreamRef};

use super::fixture::*;
use crate::{Outcome, Store, Unit};

/// All that a unit holds is there after its commit.
pub async fn a_unit_is_written_whole(store: &dyn Store) {
    let mut one = case(10);
    let mut unit = one.unit(1);
    unit.inbox = Some(mark("routing", 500));
    unit.outbox = vec![entry(1, Some("deadlines"))];
    unit.appends[0].alarms = Some(vec![alarm(&one, "due-soon", 5)]);
    unit.failures = vec![crate::FailureChange::Record(failure("courier", 1, 5))];
    committed(store, unit).await;

    assert_eq!(version(store, &one.stream).await, 1);
    let rows = store.rows(&whole(), &[one.stream.clone()]).await.unwrap();
    assert_eq!(rows, [row(&one)]);
    assert_eq!(store.outbox_depth().await.unwrap(), 1);
    assert_eq!(store.next_alarm(&whole()).await.unwrap(), Some(at(5)));
    assert_eq!(store.failures(&whole(), 10).await.unwrap().len(), 1);
}

/// No unit, no outcome.
pub async fn nothing_committed_is_nothing_done(store: &dyn Store) {
    assert!(store.commit(Vec::new()).await.unwrap().is_empty());
    // A unit may hold a mark alone: a message that changed nothing.
    let empty = Unit {
        inbox: Some(mark("routing", 1)),
        ..Unit::default()
    };
    committed(store, empty.clone()).await;
    assert!(matches!(commit_one(store, empty).await, Outcome::Duplicate));
}

/// A mark that stands makes a duplicate, and nothing of the unit is written.
pub async fn a_mark_is_taken_once(store: &dyn Store) {
    let (mut one, mut two, mut three) = (case(10), case(11), case(12));
    let mut first = one.unit(1);
    first.inbox = Some(mark("routing", 500));
    committed(store, first).await;

    let mut again = two.unit(2);
    again.inbox = Some(mark("routing", 500));
    again.outbox = vec![entry(2, None)];
    assert!(matches!(commit_one(store, again).await, Outcome::Duplicate));
    assert_eq!(version(store, &two.stream).await, 0);
    assert_eq!(store.outbox_depth().await.unwrap(), 0);

    let mut another_worker = three.unit(3);
    another_worker.inbox = Some(mark("deadlines", 500));
    committed(store, another_worker).await;
}

/// A unit that loses by a conflict does not keep its message from being dealt with.
pub async fn a_mark_of_a_loser_is_free_again(store: &dyn Store) {
    let mut one = case(10);
    let stale = one.clone();
    committed(store, one.unit(1)).await;
    let mut loser = stale.clone().unit(2);
    loser.inbox = Some(mark("routing", 500));
    assert!(matches!(commit_one(store, loser).await, Outcome::Conflict));
    let mut again = one.unit(2);
    again.inbox = Some(mark("routing", 500));
    committed(store, again).await;
}

/// Two units of one batch with one mark: one is written.
pub async fn the_same_message_twice_in_a_batch_counts_once(store: &dyn Store) {
    let (mut one, mut two) = (case(10), case(11));
    let (mut first, mut second) = (one.unit(1), two.unit(2));
    first.inbox = Some(mark("routing", 500));
    second.inbox = Some(mark("routing", 500));
    assert_eq!(letters(store, vec![first, second]).await, "CD");
    assert_eq!(version(store, &two.stream).await, 0);
}

/// A unit that expects another version than stands changes nothing.
pub async fn a_stale_version_conflicts(store: &dyn Store) {
    let mut one = case(10);
    committed(store, one.unit(1)).await;
    let mut stale = one.clone();
    committed(store, one.unit(2)).await;
    assert!(matches!(
        commit_one(store, stale.unit(3)).await,
        Outcome::Conflict
    ));
    let mut ahead = one.clone();
    let _ = ahead.event(4, 0);
    assert!(matches!(
        commit_one(store, ahead.unit(5)).await,
        Outcome::Conflict
    ));
    assert_eq!(version(store, &one.stream).await, 2);
    let rows = store.rows(&whole(), &[one.stream.clone()]).await.unwrap();
    assert_eq!(rows[0].version, 2);

    // A stream that never began is not made by the attempt to continue it.
    let mut unborn = case(11);
    let _ = unborn.event(6, 0);
    assert!(matches!(
        commit_one(store, unborn.unit(7)).await,
        Outcome::Conflict
    ));
    committed(store, case(11).unit(8)).await;
}

/// Two who open the same stream: one opens it.
pub async fn a_new_stream_is_new_once(store: &dyn Store) {
    committed(store, case(10).unit(1)).await;
    assert!(matches!(
        commit_one(store, case(10).unit(2)).await,
        Outcome::Conflict
    ));
    // The same id of another controller or of another kind is another stream.
    committed(store, case(10).of(other()).unit(1)).await;
    committed(store, submission(10).unit(3)).await;
    assert_eq!(version(store, &case(10).stream).await, 1);
}

/// The second unit on a stream sees what the first one leaves.
pub async fn units_on_one_stream_in_a_batch_are_judged_in_order(store: &dyn Store) {
    let mut one = case(10);
    let mut rival = one.clone();
    let first = one.unit(1);
    let stale = rival.unit(2);
    let next = one.unit(3);
    assert_eq!(letters(store, vec![first, stale, next]).await, "CXC");
    let events = loaded(store, &whole(), &one.stream).await;
    let ids: Vec<u128> = events.iter().map(|event| event.id.0.as_u128()).collect();
    assert_eq!(ids, [1, 3]);
    let rows = store.rows(&whole(), &[one.stream.clone()]).await.unwrap();
    assert_eq!(rows[0].version, 2);
}

/// A batch writes its winners, whatever stands between them.
pub async fn one_duplicate_and_one_conflict_leave_the_others(store: &dyn Store) {
    let mut settled = case(1).unit(1);
    settled.inbox = Some(mark("routing", 901));
    committed(store, settled).await;

    let mut units: Vec<Unit> = (10_u128..60)
        .map(|n| {
            let mut unit = case(n).unit(n);
            unit.inbox = Some(mark("routing", 1_000 + n));
            unit.outbox = vec![entry(n, None)];
            unit
        })
        .collect();
    units[7].inbox = Some(mark("routing", 901));
    units[31] = case(1).unit(31);
    let outcome = letters(store, units).await;
    let expected: String = (0..50)
        .map(|n| match n {
            7 => 'D',
            31 => 'X',
            _ => 'C',
        })
        .collect();
    assert_eq!(outcome, expected);
    assert_eq!(store.outbox_depth().await.unwrap(), 48);
    assert_eq!(version(store, &case(17).stream).await, 0);
    assert_eq!(version(store, &case(18).stream).await, 1);
}

/// One unit that breaks a constraint leaves forty-nine committed.
pub async fn one_unwritable_unit_of_fifty_fails_alone(store: &dyn Store) {
    committed(store, case(1).unit(1)).await;
    let mut units: Vec<Unit> = (10_u128..60).map(|n| case(n).unit(n)).collect();
    // An event id that the log holds already.
    units[20] = case(30).unit(1);
    units[20].inbox = Some(mark("routing", 600));
    let outcomes = store.commit(units).await.expect("the store answers");
    for (n, outcome) in outcomes.iter().enumerate() {
        assert_eq!(outcome.is_committed(), n != 20, "{n}: {outcome:?}");
    }
    assert!(refusal(&outcomes[20]).is_some(), "{:?}", outcomes[20]);
    assert_eq!(version(store, &case(30).stream).await, 0);
    assert_eq!(version(store, &case(59).stream).await, 1);
    // Its mark is free: the message is not dealt with.
    let mut again = case(30).unit(30);
    again.inbox = Some(mark("routing", 600));
    committed(store, again).await;
}

/// What no store can write fails without a look at the database.
pub async fn a_malformed_unit_fails_alone(store: &dyn Store) {
    let mut empty = case(10).unit(1);
    empty.appends[0].events.clear();
    let mut chain = case(11);
    let twice = Unit {
        appends: vec![chain.append(2), chain.append(3)],
        ..Unit::default()
    };
    let mut gap = case(12);
    let mut gapped = gap.unit(4);
    let _ = gap.event(5, 0);
    gapped.appends[0].events.push(gap.event(6, 0));
    let mut foreign = case(13).unit(7);
    foreign.appends[0].row = Some(row(&case(14)));
    let units = vec![empty, twice, gapped, foreign, case(15).unit(8)];
    assert_eq!(letters(store, units).await, "FFFFC");
}

/// An event that names another predecessor than stands is never written.
pub async fn a_broken_chain_is_refused(store: &dyn Store) {
    let mut one = case(10);
    committed(store, one.unit(1)).await;
    one.head = Hash32::of(b"something else");
    let outcome = commit_one(store, one.unit(2)).await;
    assert!(refusal(&outcome).is_some(), "{outcome:?}");
    assert_eq!(version(store, &one.stream).await, 1);
}

/// A unit over several streams is written in all or in none.
pub async fn a_unit_across_streams_is_all_or_nothing(store: &dyn Store) {
    let (mut one, mut two, mut three) = (case(10), case(11), case(12));
    let both = Unit {
        appends: vec![two.append(2), one.append(1)],
        ..Unit::default()
    };
    committed(store, both).await;

    let mut stale = case(10);
    let half = Unit {
        appends: vec![three.append(3), stale.append(4), two.append(5)],
        outbox: vec![entry(3, None)],
        ..Unit::default()
    };
    assert!(matches!(commit_one(store, half).await, Outcome::Conflict));
    assert_eq!(version(store, &three.stream).await, 0);
    assert_eq!(version(store, &one.stream).await, 1);
    assert_eq!(version(store, &stale.stream).await, 1);
    assert_eq!(store.outbox_depth().await.unwrap(), 0);
    committed(store, case(12).unit(6)).await;
}

/// Fifty at once on one stream, each with the version that stands: one is written.
pub async fn of_fifty_committers_one_wins(store: &dyn Store) {
    let mut one = case(10);
    committed(store, one.unit(1)).await;
    let tries = (0..50_u128).map(|n| {
        let unit = one.clone().unit(100 + n);
        store.commit(vec![unit])
    });
    let outcomes = join_all(tries).await;
    let winners = outcomes
        .iter()
        .filter(|outcome| outcome.as_ref().unwrap()[0].is_committed())
        .count();
    assert_eq!(winners, 1);
    assert!(
        outcomes
            .iter()
            .flatten()
            .flatten()
            .all(|outcome| { matches!(outcome, Outcome::Committed | Outcome::Conflict) })
    );
    assert_eq!(version(store, &one.stream).await, 2);

    // The same for one mark.
    let tries = (0..50_u128).map(|n| {
        let mut unit = case(200 + n).unit(200 + n);
        unit.inbox = Some(mark("routing", 9));
        store.commit(vec![unit])
    });
    let outcomes = join_all(tries).await;
    let winners = outcomes
        .iter()
        .filter(|outcome| outcome.as_ref().unwrap()[0].is_committed())
        .count();
    assert_eq!(winners, 1);
}

/// Batches that take the same streams and marks in opposite orders do not lock each other up.
pub async fn committers_of_crossed_streams_all_end(store: &dyn Store) {
    let mut chains: Vec<_> = (0..8_u128).map(|n| case(10 + n)).collect();
    for (n, chain) in chains.iter_mut().enumerate() {
        committed(store, chain.unit(1 + n as u128)).await;
    }
    let batches = (0..16_u128).map(|batch| {
        let mut order: Vec<usize> = (0..8).collect();
        if batch % 2 == 1 {
            order.reverse();
        }
        let units = order
            .into_iter()
            .map(|n| {
                let mut unit = chains[n].clone().unit(1_000 + batch * 10 + n as u128);
                unit.inbox = Some(mark("routing", 2_000 + n as u128));
                unit
            })
            .collect();
        store.commit(units)
    });
    let mut winners = 0;
    for outcomes in join_all(batches).await {
        let outcomes = outcomes.expect("no deadlock");
        winners += outcomes
            .iter()
            .filter(|outcome| outcome.is_committed())
            .count();
    }
    assert_eq!(winners, 8, "each stream moved once");
}

/// A batch of hundreds of units, past what one SQLite statement takes.
pub async fn a_large_batch_is_written(store: &dyn Store) {
    let units: Vec<Unit> = (0..900_u128)
        .map(|n| {
            let mut chain = case(10_000 + n);
            let mut unit = chain.unit(20_000 + 3 * n);
            let more = [
                chain.event(20_001 + 3 * n, 1),
                chain.event(20_002 + 3 * n, 2),
            ];
            unit.appends[0].events.extend(more);
            unit.appends[0].row = Some(row(&chain));
            unit.inbox = Some(mark("routing", 30_000 + n));
            unit
        })
        .collect();
    let outcomes: BTreeSet<char> = letters(store, units).await.chars().collect();
    assert_eq!(outcomes, BTreeSet::from(['C']));
    assert_eq!(version(store, &case(10_899).stream).await, 3);
    let filter = crate::RowFilter::default();
    assert_eq!(store.count(&whole(), &filter).await.unwrap(), 900);
}

/// Who stops waiting for a commit (a time-out, a browser that left) leaves all of it or nothing,
/// and a store that goes on.
pub async fn a_commit_given_up_is_whole_or_nothing(store: &dyn Store) {
    let units: Vec<(StreamRef, Unit)> = (0..30_u128)
        .map(|n| {
            let (mut one, mut two) = (case(100 + n), case(200 + n));
            let mut unit = one.unit(1_000 + n);
            unit.appends.push(two.append(2_000 + n));
            unit.inbox = Some(mark("routing", n));
            (two.stream, unit)
        })
        .collect();
    for (_, unit) in &units {
        let given_up = store.commit(vec![unit.clone()]).now_or_never();
        assert!(given_up.is_none(), "a commit takes its time");
    }
    // The same units again tell what became of them: each is written once, by whomever.
    for (stream, unit) in units {
        let outcome = commit_one(store, unit.clone()).await;
        let written = matches!(outcome, Outcome::Committed | Outcome::Duplicate);
        assert!(written, "{outcome:?}");
        assert_eq!(version(store, &stream).await, 1);
        assert_eq!(version(store, unit.appends[0].stream()).await, 1);
    }
}
