use std::time::Duration;

use futures::future::join_all;
use habeas_envelope::{DispatchId, StreamKind, StreamRef, SubmissionId};

use super::fixture::*;
use crate::{
    Derived, DispatchFilter, DispatchState, RowFilter, RowOrder, Store, Tally, TallyDelta, Waits,
};

const MINUTE: Duration = Duration::from_secs(60);

fn numbers(streams: &[StreamRef]) -> Vec<u128> {
    streams.iter().map(|stream| stream.id.as_u128()).collect()
}

async fn list(store: &dyn Store, filter: RowFilter) -> Vec<u128> {
    let rows = store.list(&whole(), &filter).await.unwrap();
    rows.iter().map(|row| row.stream.id.as_u128()).collect()
}

/// A row is what the last unit said, in every field.
pub async fn rows_are_replaced_with_their_events(store: &dyn Store) {
    let mut one = submission(10);
    committed(store, one.unit(1)).await;
    let mut unit = one.unit(2);
    let mut new = row(&one);
    new.reference = Some("K7Q4-M2XW".to_owned());
    new.office = None;
    new.right = None;
    new.kind = None;
    new.first_due = None;
    new.due = None;
    new.safe = None;
    new.closed = true;
    new.waits = Waits::Nothing;
    new.data = serde_json::json!({});
    unit.appends[0].row = Some(new.clone());
    committed(store, unit).await;
    let rows = store.rows(&whole(), &[one.stream.clone()]).await.unwrap();
    assert_eq!(rows, [new.clone()]);

    for waits in [
        Waits::Day(march(9)),
        Waits::Worker(code("routing")),
        Waits::Person(code("dpo")),
    ] {
        let mut unit = one.unit(100 + u128::from(one.seq));
        let mut next = new.clone();
        next.version = one.seq;
        next.waits = waits;
        unit.appends[0].row = Some(next.clone());
        committed(store, unit).await;
        let rows = store.rows(&whole(), &[one.stream.clone()]).await.unwrap();
        assert_eq!(rows, [next]);
    }
    // No row given: the one before stays.
    let mut unit = one.unit(200);
    unit.appends[0].row = None;
    committed(store, unit).await;
    let rows = store.rows(&whole(), &[one.stream.clone()]).await.unwrap();
    assert_eq!(rows[0].version, 5);
}

/// Another controller's and another desk's row look like none, in every read of rows.
pub async fn rows_outside_the_scope_look_missing(store: &dyn Store) {
    let mut one = case(10);
    committed(store, one.unit(1)).await;
    let filter = RowFilter::default();
    for scope in blind() {
        assert!(
            store
                .rows(&scope, &[one.stream.clone()])
                .await
                .unwrap()
                .is_empty()
        );
        assert!(
            store.list(&scope, &filter).await.unwrap().is_empty(),
            "{scope:?}"
        );
        assert_eq!(store.count(&scope, &filter).await.unwrap(), 0);
    }
    for scope in seeing() {
        assert_eq!(
            store
                .rows(&scope, &[one.stream.clone()])
                .await
                .unwrap()
                .len(),
            1
        );
        assert_eq!(
            store.list(&scope, &filter).await.unwrap().len(),
            1,
            "{scope:?}"
        );
        assert_eq!(store.count(&scope, &filter).await.unwrap(), 1);
    }
}

/// Open cases come by their ids, a page after the other; what is closed, no case, another
/// controller's or out of scope does not.
pub async fn open_cases_come_in_pages_and_keep_to_the_scope(store: &dyn Store) {
    for n in [30, 10, 20] {
        committed(store, case(n).unit(n)).await;
    }
    committed(store, submission(40).unit(40)).await;
    committed(store, case(50).of(other()).unit(50)).await;
    let mut closed = case(60);
    let mut unit = closed.unit(60);
    let mut gone = row(&closed);
    gone.closed = true;
    unit.appends[0].row = Some(gone);
    committed(store, unit).await;
    let page = |scope, after, limit| async move {
        let rows = store.open_cases(&scope, &house(), after, limit).await;
        let rows = rows.unwrap();
        rows.iter().map(|row| row.stream.id.as_u128()).collect()
    };
    let first: Vec<u128> = page(everything(), None, 2).await;
    assert_eq!(first, [10, 20]);
    let next: Vec<u128> = page(everything(), Some(id(20)), 2).await;
    assert_eq!(next, [30]);
    let last: Vec<u128> = page(everything(), Some(id(30)), 2).await;
    assert_eq!(last, [0; 0]);
    for scope in blind() {
        let hidden: Vec<u128> = page(scope, None, 9).await;
        assert_eq!(hidden, [0; 0]);
    }
    for scope in seeing() {
        let seen: Vec<u128> = page(scope, None, 9).await;
        assert_eq!(seen, [10, 20, 30]);
    }
}

/// Each condition of a filter narrows the list, and pages cut it.
pub async fn lists_filter_and_page(store: &dyn Store) {
    let mut desks = [
        case(10),
        case(11).at_desk("privacy"),
        submission(12),
        case(13),
    ];
    for (n, chain) in (1_u128..).zip(&mut desks) {
        let mut unit = chain.unit(n);
        if let (4, Some(row)) = (n, &mut unit.appends[0].row) {
            row.status = code("answered");
            row.closed = true;
            row.submission = SubmissionId(id(78));
            row.due = Some(march(5));
            row.safe = None;
            (row.tasks, row.task_due) = (0, None);
        }
        if let (1, Some(row)) = (n, &mut unit.appends[0].row) {
            row.task_due = Some(march(29));
        }
        committed(store, unit).await;
    }
    committed(store, case(14).of(other()).unit(1)).await;
    let any = RowFilter::default;
    assert_eq!(list(store, any()).await, [10, 11, 12, 13]);
    let all = store.count(&everything(), &any()).await.unwrap();
    assert_eq!(all, 5);
    let kind = RowFilter {
        kind: Some(StreamKind::Submission),
        ..any()
    };
    assert_eq!(list(store, kind).await, [12]);
    let controller = RowFilter {
        controller: Some(other()),
        ..any()
    };
    assert_eq!(list(store, controller.clone()).await, [0_u128; 0]);
    assert_eq!(store.count(&everything(), &controller).await.unwrap(), 1);
    let at_desk = RowFilter {
        desk: Some(code("privacy")),
        ..any()
    };
    assert_eq!(list(store, at_desk).await, [11]);
    let statuses = RowFilter {
        statuses: vec![code("answered"), code("refused")],
        ..any()
    };
    assert_eq!(list(store, statuses).await, [13]);
    let open = RowFilter {
        closed: Some(false),
        kind: Some(StreamKind::Case),
        ..any()
    };
    assert_eq!(list(store, open).await, [10, 11]);
    let closed = RowFilter {
        closed: Some(true),
        ..any()
    };
    assert_eq!(list(store, closed).await, [13]);
    let of = RowFilter {
        submission: Some(SubmissionId(id(78))),
        ..any()
    };
    assert_eq!(list(store, of).await, [13]);
    let due = RowFilter {
        due_until: Some(march(5)),
        due_from: Some(march(5)),
        ..any()
    };
    assert_eq!(list(store, due).await, [13]);
    let with_tasks = RowFilter {
        with_tasks: true,
        order: RowOrder::NearestTask,
        ..any()
    };
    assert_eq!(list(store, with_tasks).await, [11, 12, 10]);
    let page = RowFilter {
        offset: 1,
        limit: 2,
        ..any()
    };
    assert_eq!(list(store, page.clone()).await, [11, 12]);
    assert_eq!(store.count(&whole(), &page).await.unwrap(), 4);
}

/// The nearest day first; what is paused or has no day comes last. Or the newest first.
pub async fn the_nearest_due_comes_first(store: &dyn Store) {
    let days = [Some(20), None, Some(5), Some(1), Some(10)];
    for (n, day) in (1_u128..).zip(days) {
        let mut chain = case(10 + n);
        let mut unit = chain.unit(n);
        if let Some(row) = &mut unit.appends[0].row {
            row.safe = day.map(march);
            row.received = march(u32::try_from(n).unwrap());
            if day == Some(1) {
                row.clock = code("paused");
            }
        }
        committed(store, unit).await;
    }
    let mut nearest = list(store, RowFilter::default()).await;
    let last = nearest.split_off(3);
    assert_eq!(nearest, [13, 15, 11]);
    assert!(last.contains(&12) && last.contains(&14), "{last:?}");
    let newest = RowFilter {
        order: RowOrder::Newest,
        ..RowFilter::default()
    };
    assert_eq!(list(store, newest).await, [15, 14, 13, 12, 11]);
}

async fn refer(store: &dyn Store, chain: &mut Chain, event: u128, reference: &str) -> bool {
    let mut unit = chain.unit(event);
    if let Some(row) = &mut unit.appends[0].row {
        row.reference = Some(reference.to_owned());
    }
    commit_one(store, unit).await.is_committed()
}

/// A reference finds its submission, of any controller in scope.
pub async fn a_reference_finds_its_submission(store: &dyn Store) {
    let (mut one, mut two) = (submission(10), submission(11).of(other()));
    assert!(refer(store, &mut one, 1, "K7Q4").await);
    assert!(refer(store, &mut two, 2, "W9RT").await);
    let found = |scope, reference| async move {
        let row = store.by_reference(&scope, reference).await.unwrap();
        row.map(|row| row.stream)
    };
    assert_eq!(found(everything(), "K7Q4").await, Some(one.stream.clone()));
    assert_eq!(found(everything(), "W9RT").await, Some(two.stream.clone()));
    assert_eq!(found(whole(), "W9RT").await, None);
    assert_eq!(found(desk("medical"), "K7Q4").await, None);
    assert_eq!(found(everything(), "k7q4").await, None);
    assert_eq!(found(everything(), "").await, None);
}

/// No two submissions have one reference, at whatever controller.
pub async fn a_reference_is_given_once(store: &dyn Store) {
    let (mut one, mut two) = (submission(10), submission(11).of(other()));
    assert!(refer(store, &mut one, 1, "K7Q4").await);
    assert!(!refer(store, &mut two, 2, "K7Q4").await);
    assert_eq!(version(store, &two.stream).await, 0);
    assert!(
        refer(store, &mut one, 3, "K7Q4").await,
        "its own stays its own"
    );
}

/// Streams that a worker was too long awaited for, longest first.
pub async fn streams_that_wait_too_long_are_nudged(store: &dyn Store) {
    for (n, worker, since) in [
        (1_u128, "routing", 40),
        (2, "routing", 10),
        (3, "deadlines", 0),
        (4, "routing", 60),
    ] {
        let mut unit = case(10 + n).unit(n);
        if let Some(row) = &mut unit.appends[0].row {
            row.waits = Waits::Worker(code(worker));
            row.waits_since = at(since);
        }
        committed(store, unit).await;
    }
    let mut person = case(20).unit(9);
    if let Some(row) = &mut person.appends[0].row {
        row.waits = Waits::Person(code("routing"));
    }
    committed(store, person).await;
    let worker = code("routing");
    let waiting = store.waiting_streams(&worker, at(60), 10).await.unwrap();
    assert_eq!(numbers(&waiting), [12, 11]);
    assert_eq!(waiting[0].controller, house());
    let waiting = store.waiting_streams(&worker, at(60), 1).await.unwrap();
    assert_eq!(numbers(&waiting), [12]);
}

/// A rebuild puts new rows and alarms in place of those that stand, without an event.
pub async fn a_rebuild_replaces_what_is_derived(store: &dyn Store) {
    let (mut one, mut two) = (case(10), case(11));
    let mut unit = one.unit(1);
    unit.appends[0].alarms = Some(vec![alarm(&one, "due-soon", 10)]);
    committed(store, unit).await;
    let mut bare = two.unit(2);
    bare.appends[0].row = None;
    committed(store, bare).await;

    let mut better = row(&one);
    better.projection = 4;
    better.due = Some(march(9));
    let derived = vec![
        Derived {
            row: better.clone(),
            alarms: vec![alarm(&one, "overdue", 30)],
        },
        Derived {
            row: row(&two),
            alarms: Vec::new(),
        },
    ];
    assert_eq!(store.rebuild(derived).await.unwrap(), [true, true]);
    let streams = [one.stream.clone(), two.stream.clone()];
    let rows = store.rows(&whole(), &streams).await.unwrap();
    assert_eq!(rows, [better, row(&two)]);
    assert_eq!(store.next_alarm(&whole()).await.unwrap(), Some(at(30)));
    assert_eq!(version(store, &one.stream).await, 1);
}

/// A rebuild that was overtaken by an event, or that knows of a stream there is not, is left.
pub async fn a_rebuild_leaves_what_has_moved_on(store: &dyn Store) {
    let (mut one, mut fresh) = (case(10), case(12));
    committed(store, one.unit(1)).await;
    let stale = one.clone();
    let mut unit = one.unit(2);
    unit.appends[0].alarms = Some(vec![alarm(&one, "due-soon", 10)]);
    committed(store, unit).await;
    committed(store, fresh.unit(3)).await;
    let derived = [&stale, &case(11), &fresh].map(|chain| Derived {
        row: row(chain),
        alarms: vec![alarm(chain, "overdue", 5)],
    });
    let done = store.rebuild(derived.to_vec()).await.unwrap();
    assert_eq!(done, [false, false, true]);
    let all = [one.stream.clone(), case(11).stream, fresh.stream.clone()];
    let rows = store.rows(&whole(), &all).await.unwrap();
    assert_eq!(rows, [row(&one), row(&fresh)]);
    let rings = store
        .claim_alarms(&whole(), at(10), MINUTE, 9)
        .await
        .unwrap();
    assert_eq!(
        rings,
        [alarm(&fresh, "overdue", 5), alarm(&one, "due-soon", 10)]
    );
    assert!(store.rebuild(Vec::new()).await.unwrap().is_empty());
}

/// An alarm rings for one caller at a time, until the events of its stream replace it.
pub async fn alarms_are_claimed_once_and_replaced(store: &dyn Store) {
    let mut one = case(10);
    let mut unit = one.unit(1);
    let [early, late] = [alarm(&one, "due-soon", 10), alarm(&one, "overdue", 20)];
    unit.appends[0].alarms = Some(vec![late.clone(), early.clone()]);
    committed(store, unit).await;
    let scope = &everything();
    let claim = |now| store.claim_alarms(scope, at(now), MINUTE, 10);
    assert!(claim(9).await.unwrap().is_empty());
    assert_eq!(store.next_alarm(&whole()).await.unwrap(), Some(at(10)));
    let rings = join_all((0..5).map(|_| claim(15))).await;
    let rings: Vec<_> = rings.into_iter().flat_map(Result::unwrap).collect();
    assert_eq!(rings, [early.clone()]);
    assert_eq!(store.next_alarm(&whole()).await.unwrap(), Some(at(20)));
    assert_eq!(
        claim(30).await.unwrap(),
        [late.clone()],
        "the first is leased"
    );
    assert_eq!(store.next_alarm(&whole()).await.unwrap(), Some(at(75)));
    assert_eq!(
        claim(90).await.unwrap(),
        [early, late],
        "nobody handled them"
    );

    let mut keeps = one.unit(2);
    keeps.appends[0].alarms = None;
    committed(store, keeps).await;
    let next = alarm(&one, "overdue", 300);
    let mut replaces = one.unit(3);
    replaces.appends[0].alarms = Some(vec![next.clone()]);
    committed(store, replaces).await;
    assert_eq!(store.next_alarm(&whole()).await.unwrap(), Some(at(300)));
    assert_eq!(claim(300).await.unwrap(), [next]);
    let mut silence = one.unit(4);
    silence.appends[0].alarms = Some(Vec::new());
    committed(store, silence).await;
    assert_eq!(store.next_alarm(&whole()).await.unwrap(), None);
}

/// An alarm rings only where its stream is seen.
pub async fn alarms_outside_the_scope_do_not_ring(store: &dyn Store) {
    let mut one = case(10);
    let mut unit = one.unit(1);
    unit.appends[0].alarms = Some(vec![alarm(&one, "due-soon", 10)]);
    committed(store, unit).await;
    for scope in blind() {
        let rings = store
            .claim_alarms(&scope, at(20), MINUTE, 10)
            .await
            .unwrap();
        assert!(rings.is_empty(), "{scope:?}");
        assert_eq!(store.next_alarm(&scope).await.unwrap(), None);
    }
    for scope in seeing() {
        assert_eq!(store.next_alarm(&scope).await.unwrap(), Some(at(10)));
    }
}

/// What was ordered is claimed once; what was begun by a courier that is gone is claimed again
/// when its lease has run out, and what is done never.
pub async fn dispatches_are_claimed_again_when_their_courier_is_gone(store: &dyn Store) {
    let mut one = case(10);
    let mut unit = one.unit(1);
    let soon = dispatch(&one, 501, DispatchState::Ordered, 10);
    let later = dispatch(&one, 502, DispatchState::Ordered, 300);
    unit.appends[0].dispatches = vec![later.clone(), soon.clone()];
    committed(store, unit).await;
    assert_eq!(store.next_dispatch(&whole()).await.unwrap(), Some(at(10)));
    let scope = &whole();
    let claim = |now| store.claim_dispatches(scope, at(now), MINUTE, 10);
    assert!(claim(9).await.unwrap().is_empty());
    let claimed = join_all((0..5).map(|_| claim(10))).await;
    let claimed: Vec<_> = claimed.into_iter().flat_map(Result::unwrap).collect();
    assert_eq!(claimed, [soon.clone()]);
    assert_eq!(store.next_dispatch(&whole()).await.unwrap(), Some(at(70)));

    let mut begun = one.unit(2);
    let started = dispatch(&one, 501, DispatchState::Started, 10);
    begun.appends[0].dispatches = vec![started.clone()];
    committed(store, begun).await;
    assert!(
        claim(20).await.unwrap().is_empty(),
        "its courier still holds it"
    );
    assert_eq!(claim(70).await.unwrap(), [started], "its courier is gone");

    let mut done = one.unit(3);
    done.appends[0].dispatches = vec![dispatch(&one, 501, DispatchState::Sent, 10)];
    committed(store, done).await;
    assert_eq!(claim(300).await.unwrap(), [later]);
    assert_eq!(store.next_dispatch(&whole()).await.unwrap(), Some(at(360)));
}

/// Dispatches are filtered, and show only where their desk is seen.
pub async fn dispatches_filter_and_keep_to_the_scope(store: &dyn Store) {
    let (mut one, mut two) = (case(10), case(11));
    let letter = dispatch(&one, 501, DispatchState::Queued, 10);
    let mut mail = dispatch(&two, 502, DispatchState::Sent, 5);
    mail.channel = code("mail");
    mail.office = None;
    let mut unit = one.unit(1);
    unit.appends[0].dispatches = vec![letter.clone()];
    committed(store, unit).await;
    let mut unit = two.unit(2);
    unit.appends[0].dispatches = vec![mail.clone()];
    committed(store, unit).await;

    let any = DispatchFilter::default;
    let find = |filter| async move { store.dispatches(&whole(), &filter).await.unwrap() };
    assert_eq!(find(any()).await, [mail.clone(), letter.clone()]);
    assert_eq!(
        find(DispatchFilter { limit: 1, ..any() }).await,
        [mail.clone()]
    );
    let channel = DispatchFilter {
        channel: Some(code("mail")),
        ..any()
    };
    assert_eq!(find(channel).await, [mail.clone()]);
    let states = DispatchFilter {
        states: vec![DispatchState::Queued, DispatchState::Printed],
        ..any()
    };
    assert_eq!(find(states).await, [letter.clone()]);
    let stream = DispatchFilter {
        stream: Some(two.stream.clone()),
        ..any()
    };
    assert_eq!(find(stream).await, [mail.clone()]);

    let wanted = DispatchId(id(501));
    for scope in blind() {
        assert!(store.dispatches(&scope, &any()).await.unwrap().is_empty());
        assert_eq!(
            store.dispatch(&scope, &house(), wanted).await.unwrap(),
            None
        );
        assert!(
            store
                .claim_dispatches(&scope, at(900), MINUTE, 9)
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(store.next_dispatch(&scope).await.unwrap(), None);
    }
    for scope in seeing() {
        let found = store.dispatch(&scope, &house(), wanted).await.unwrap();
        assert_eq!(found, Some(letter.clone()));
    }
    assert_eq!(
        store
            .dispatch(&everything(), &other(), wanted)
            .await
            .unwrap(),
        None
    );
}

fn delta(desk: Option<&str>, name: &str, day: u32, by: i64) -> TallyDelta {
    TallyDelta {
        controller: house(),
        desk: desk.map(code),
        name: code(name),
        day: march(day),
        by,
    }
}

fn tally(desk: Option<&str>, name: &str, day: u32, value: i64) -> Tally {
    Tally {
        controller: house(),
        desk: desk.map(code),
        name: code(name),
        day: march(day),
        value,
    }
}

/// Counts are the sum of all deltas, folded or not, and folding loses none.
pub async fn tallies_add_up_before_and_after_compaction(store: &dyn Store) {
    let mut one = case(10);
    let deltas = [
        vec![
            delta(Some("medical"), "received", 2, 1),
            delta(None, "received", 2, 5),
        ],
        vec![
            delta(Some("medical"), "received", 2, 2),
            delta(Some("medical"), "received", 3, 7),
        ],
    ];
    for (n, deltas) in (1_u128..).zip(deltas) {
        let mut unit = one.unit(n);
        unit.appends[0].tallies = deltas;
        committed(store, unit).await;
    }
    let expected = [
        tally(None, "received", 2, 5),
        tally(Some("medical"), "received", 2, 3),
        tally(Some("medical"), "received", 3, 7),
    ];
    let read = |scope| async move { store.tallies(&scope, march(1), march(9)).await.unwrap() };
    assert_eq!(read(whole()).await, expected);
    assert_eq!(store.compact_tallies().await.unwrap(), 4);
    assert_eq!(read(whole()).await, expected);
    assert_eq!(store.compact_tallies().await.unwrap(), 0);

    let mut unit = one.unit(3);
    unit.appends[0].tallies = vec![delta(Some("medical"), "received", 2, -1)];
    committed(store, unit).await;
    let mended = tally(Some("medical"), "received", 2, 2);
    assert_eq!(read(whole()).await[1], mended);
    let compacted = join_all((0..4).map(|_| store.compact_tallies())).await;
    assert_eq!(compacted.into_iter().map(Result::unwrap).sum::<u64>(), 1);
    assert_eq!(read(whole()).await[1], mended);
    assert_eq!(read(desk("medical")).await.len(), 2);
    for scope in blind() {
        assert!(read(scope).await.is_empty());
    }
    let one_day = store.tallies(&whole(), march(3), march(3)).await.unwrap();
    assert_eq!(one_day, [expected[2].clone()]);
}
