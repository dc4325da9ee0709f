//! What must hold of everything recorded, whatever was killed meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use habeas_engine::Loaded;
use habeas_envelope::{EventId, Scope, StreamKind, verify_chain};
use habeas_store::{DispatchFilter, DispatchRow, DispatchState, Store, Stream};

use crate::mail_sink::Mail;

/// The workers that leave a mark for every event they reacted to.
const REACTIONS: [&str; 4] = ["intake", "identity", "routing", "response"];

/// What happens at most once in a stream.
const ONCE: [&str; 9] = [
    "submission-received",
    "submission-classified",
    "identity-check-opened",
    "identity-established",
    "case-opened",
    "case-routed",
    "answer-ordered",
    "answer-collected",
    "case-closed",
];

/// All streams of a kind, as they were recorded.
pub(crate) async fn streams(store: &dyn Store, scope: &Scope, kind: StreamKind) -> Vec<Stream> {
    let streams = store.streams(scope, kind, None, 10_000).await.unwrap();
    store.load(scope, &streams).await.unwrap()
}

/// The log is whole: numbers without a gap, hashes that hold, a state that can be replayed, rows
/// that are those of their streams, and nothing twice that happens once.
pub(crate) async fn sound_log(store: &dyn Store, scope: &Scope) -> Vec<Stream> {
    let mut all = streams(store, scope, StreamKind::Submission).await;
    all.extend(streams(store, scope, StreamKind::Case).await);
    for stream in &all {
        verify_chain(&stream.events).unwrap();
        let seqs: Vec<u64> = stream.events.iter().map(|event| event.seq).collect();
        let gapless: Vec<u64> = (1..).take(seqs.len()).collect();
        assert_eq!(seqs, gapless, "{:?}", stream.stream);
        Loaded::read(std::slice::from_ref(stream)).unwrap();
        let own = std::slice::from_ref(&stream.stream);
        let row = store.rows(scope, own).await.unwrap().remove(0);
        assert_eq!(
            row.version,
            stream.version(),
            "the row is not that of its stream"
        );
        for once in ONCE {
            let same = |event: &&habeas_envelope::EventRecord| event.event_type.as_str() == once;
            let times = stream.events.iter().filter(same).count();
            assert!(times <= 1, "{once} happened {times} times");
        }
    }
    all
}

/// The marks that must stand in the inbox: one for each worker and event that something was
/// recorded for, and no other.
pub(crate) fn expected_marks(streams: &[Stream]) -> BTreeSet<(String, EventId)> {
    let events = streams.iter().flat_map(|stream| &stream.events);
    events
        .filter_map(|event| {
            let worker = event.actor.to_string();
            let worker = worker.strip_prefix("worker.")?;
            let reaction = REACTIONS.contains(&worker);
            reaction.then(|| (worker.to_owned(), event.causation.unwrap()))
        })
        .collect()
}

/// What is still under way, in words; nothing once no event is to be told, nothing has failed and
/// all that was ordered has left.
pub(crate) async fn still_under_way(store: &dyn Store, scope: &Scope) -> Option<String> {
    let told = store.outbox_depth().await.unwrap();
    let failed = store.failures(scope, 10).await.unwrap();
    let dispatches = dispatches(store, scope).await;
    let carried = |d: &&DispatchRow| matches!(d.state, DispatchState::Sent | DispatchState::Queued);
    let carried = dispatches.iter().filter(carried).count();
    let done = told == 0 && failed.is_empty() && dispatches.len() == carried;
    (!done).then(|| {
        let all = dispatches.len();
        format!("{told} to be told, {carried} of {all} dispatches carried, {failed:?}")
    })
}

/// Everything that was ordered out of the house.
pub(crate) async fn dispatches(store: &dyn Store, scope: &Scope) -> Vec<DispatchRow> {
    let filter = DispatchFilter {
        limit: 10_000,
        ..DispatchFilter::default()
    };
    store.dispatches(scope, &filter).await.unwrap()
}

/// How many mails came more than once, each under its one id: those whose outcome a killed
/// courier could not know. Every mail that was ordered came.
pub(crate) fn doubled(mails: &[Mail], dispatches: &[DispatchRow]) -> usize {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for mail in mails {
        *times.entry(&mail.message_id).or_default() += 1;
    }
    let ordered = dispatches.iter().filter(|d| d.state == DispatchState::Sent);
    for dispatch in ordered.clone() {
        let id = dispatch.id.to_string();
        assert!(
            times.keys().any(|known| known.contains(&id)),
            "the mail {id} never came: {times:?}"
        );
    }
    assert_eq!(times.len(), ordered.count(), "mails that nobody ordered");
    times.values().map(|times| times - 1).sum()
}
