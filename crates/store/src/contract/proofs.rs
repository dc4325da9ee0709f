use super::fixture::*;
use crate::{Append, Checkpoint, Head, Store, Unit};

fn head(chain: &Chain) -> Head {
    Head {
        stream: chain.stream.clone(),
        version: chain.seq,
        hash: chain.head,
    }
}

/// Where every stream stands, of every controller and kind, in pages; and where it stood before.
pub async fn heads_are_where_the_streams_stand(store: &dyn Store) {
    assert_eq!(store.heads_kept(None, 10).await.unwrap(), []);
    let (mut one, mut two) = (case(10), submission(20));
    let mut far = case(5).of(other());
    let append = |events| Append {
        events,
        row: None,
        alarms: None,
        dispatches: Vec::new(),
        tallies: Vec::new(),
    };
    let first = one.event(1, 0);
    let before = head(&one);
    for events in [
        vec![first, one.event(2, 60)],
        vec![two.event(3, 60)],
        vec![far.event(4, 0)],
    ] {
        let unit = Unit {
            appends: vec![append(events)],
            ..Unit::default()
        };
        committed(store, unit).await;
    }
    // By controller, the word of the kind, and the id.
    let all = [head(&one), head(&two), head(&far)];
    assert_eq!(store.heads_kept(None, 10).await.unwrap(), all);
    assert_eq!(store.heads_until(at(60), None, 10).await.unwrap(), all);
    let behind = Some(&one.stream);
    assert_eq!(store.heads_kept(behind, 1).await.unwrap(), all[1..2]);
    assert_eq!(
        store.heads_until(at(60), behind, 1).await.unwrap(),
        all[1..2]
    );
    assert_eq!(
        store
            .heads_until(at(60), Some(&far.stream), 1)
            .await
            .unwrap(),
        []
    );
    let then = store.heads_until(at(59), None, 10).await.unwrap();
    assert_eq!(then, [before, head(&far)]);
    assert_eq!(store.heads_until(at(-1), None, 10).await.unwrap(), []);
}

/// A checkpoint is kept as it was first written, and they come in order.
pub async fn checkpoints_are_kept_once(store: &dyn Store) {
    assert_eq!(store.last_checkpoint().await.unwrap(), None);
    let checkpoint = |number, token: &str| Checkpoint {
        number,
        at: at(0),
        token: token.to_owned(),
    };
    let (first, second) = (checkpoint(1, "one"), checkpoint(2, "two"));
    assert!(store.keep_checkpoint(first.clone()).await.unwrap());
    assert!(store.keep_checkpoint(second.clone()).await.unwrap());
    assert!(!store.keep_checkpoint(checkpoint(2, "other")).await.unwrap());
    assert_eq!(store.last_checkpoint().await.unwrap(), Some(second.clone()));
    let all = [first, second.clone()];
    assert_eq!(store.checkpoints(0, 10).await.unwrap(), all);
    assert_eq!(store.checkpoints(0, 1).await.unwrap(), all[..1]);
    assert_eq!(store.checkpoints(1, 10).await.unwrap(), [second]);
}
