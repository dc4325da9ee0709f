use habeas_envelope::Hash32;

use super::fixture::*;
use crate::{CalendarFeed, Draft, PackText, Session, Staff, StaffGrant, Store};

fn grant(role: &str, desk: Option<&str>) -> StaffGrant {
    StaffGrant {
        controller: house(),
        role: code(role),
        desk: desk.map(code),
        office: None,
    }
}

fn somebody(n: u128, login: &str, grants: Vec<StaffGrant>) -> Staff {
    Staff {
        id: id(n),
        login: login.to_owned(),
        name: format!("Ann\u{e9} {login}"),
        password: "$argon2id$v=19$none".to_owned(),
        active: true,
        grants,
    }
}

/// Staff are found by login, id and controller; a login is given once.
pub async fn staff_are_kept_with_their_grants(store: &dyn Store) {
    let mut bea = somebody(
        1,
        "bea",
        vec![grant("dpo", None), grant("handler", Some("medical"))],
    );
    bea.grants.sort();
    let cas = somebody(2, "cas", Vec::new());
    assert!(store.add_staff(cas.clone()).await.unwrap());
    assert!(store.add_staff(bea.clone()).await.unwrap());
    let taken = somebody(3, "bea", vec![grant("admin", None)]);
    assert!(!store.add_staff(taken).await.unwrap());
    let again = somebody(2, "dan", vec![grant("admin", None)]);
    assert!(!store.add_staff(again).await.unwrap());

    let mut found = store.staff_by_login("bea").await.unwrap().unwrap();
    found.grants.sort();
    assert_eq!(found, bea);
    assert_eq!(store.staff_by_id(id(2)).await.unwrap(), Some(cas.clone()));
    assert_eq!(store.staff_by_id(id(3)).await.unwrap(), None);
    assert_eq!(store.staff_by_login("dan").await.unwrap(), None);
    let logins =
        |staff: Vec<Staff>| -> Vec<String> { staff.into_iter().map(|staff| staff.login).collect() };
    assert_eq!(logins(store.staff_of(None).await.unwrap()), ["bea", "cas"]);
    assert_eq!(
        logins(store.staff_of(Some(&house())).await.unwrap()),
        ["bea"]
    );
    assert!(store.staff_of(Some(&other())).await.unwrap().is_empty());

    store
        .set_grants(id(2), vec![grant("intake", None)])
        .await
        .unwrap();
    store.set_grants(id(1), Vec::new()).await.unwrap();
    assert_eq!(
        logins(store.staff_of(Some(&house())).await.unwrap()),
        ["cas"]
    );
    store
        .set_password(id(2), "$argon2id$new".to_owned(), false)
        .await
        .unwrap();
    let changed = store.staff_by_id(id(2)).await.unwrap().unwrap();
    assert_eq!(
        (changed.password.as_str(), changed.active),
        ("$argon2id$new", false)
    );
    assert_eq!(changed.grants, [grant("intake", None)]);
}

fn session(n: u8, staff: u128, since: i64, seen: i64) -> Session {
    Session {
        token: Hash32([n; 32]),
        staff: id(staff),
        since: at(since),
        seen: at(seen),
    }
}

/// A session is found by its token until it ends, is too long unused or too old.
pub async fn sessions_begin_and_end(store: &dyn Store) {
    store
        .add_staff(somebody(1, "bea", Vec::new()))
        .await
        .unwrap();
    store
        .add_staff(somebody(2, "cas", Vec::new()))
        .await
        .unwrap();
    for session in [
        session(1, 1, 0, 0),
        session(2, 1, 10, 10),
        session(3, 2, 20, 20),
        session(4, 2, 30, 30),
        session(5, 2, 5, 90),
    ] {
        store.add_session(session).await.unwrap();
    }
    let find = |n| async move { store.session(Hash32([n; 32])).await.unwrap() };
    store.touch_session(Hash32([1; 32]), at(80)).await.unwrap();
    store.touch_session(Hash32([1; 32]), at(70)).await.unwrap();
    assert_eq!(find(1).await, Some(session(1, 1, 0, 80)), "never back");
    assert_eq!(find(9).await, None);
    store.end_session(Hash32([4; 32])).await.unwrap();
    assert_eq!(find(4).await, None);
    assert_eq!(
        store.prune_sessions(at(15), at(0)).await.unwrap(),
        1,
        "unused"
    );
    assert_eq!(find(2).await, None);
    assert_eq!(
        store.prune_sessions(at(15), at(6)).await.unwrap(),
        2,
        "too old"
    );
    assert_eq!((find(1).await, find(5).await), (None, None));
    store.end_sessions_of(id(1)).await.unwrap();
    assert!(find(3).await.is_some());
    store.end_sessions_of(id(2)).await.unwrap();
    assert_eq!(find(3).await, None);
}

fn draft(n: u128, bytes: &[u8], expires: i64) -> Draft {
    Draft {
        id: id(n),
        bytes: bytes.to_vec(),
        expires: at(expires),
    }
}

/// A draft is replaced by the next one and gone when it has expired.
pub async fn drafts_are_replaced_and_expire(store: &dyn Store) {
    store.put_draft(draft(1, b"one", 10)).await.unwrap();
    let newer = draft(1, b"newer", 20);
    store.put_draft(newer.clone()).await.unwrap();
    store.put_draft(draft(2, b"", 5)).await.unwrap();
    let find = |n, now| async move { store.draft(id(n), at(now)).await.unwrap() };
    assert_eq!(find(1, 19).await, Some(newer));
    assert_eq!(find(1, 20).await, None);
    assert_eq!(find(2, 4).await.map(|draft| draft.bytes.len()), Some(0));
    assert_eq!(find(3, 0).await, None);
    assert_eq!(store.prune_drafts(at(5)).await.unwrap(), 1);
    assert_eq!(find(2, 0).await, None);
    store.drop_draft(id(1)).await.unwrap();
    assert_eq!(find(1, 0).await, None);
}

/// The text of a pack stays as it was first kept; another text is another hash.
pub async fn packs_are_kept_as_first_written(store: &dyn Store) {
    let pack = PackText {
        kind: code("pack"),
        id: code("house"),
        version: "2026.1".to_owned(),
        hash: Hash32::of(b"one"),
        text: "one = \"\u{e9}\"\n".to_owned(),
    };
    let forged = PackText {
        text: "forged".to_owned(),
        ..pack.clone()
    };
    let changed = PackText {
        hash: Hash32::of(b"two"),
        text: "two".to_owned(),
        ..pack.clone()
    };
    for text in [&pack, &forged, &changed, &pack] {
        store.keep_pack(text.clone()).await.unwrap();
    }
    let packs = store.packs().await.unwrap();
    assert_eq!(packs.len(), 2);
    assert!(packs.contains(&pack) && packs.contains(&changed));
}

/// A subscription is found by its token and by its owner, until another takes its place or it is
/// ended.
pub async fn calendar_feeds_are_one_each_and_end(store: &dyn Store) {
    for (n, login) in [(1, "bea"), (2, "cas")] {
        let added = store.add_staff(somebody(n, login, Vec::new())).await;
        assert!(added.unwrap());
    }
    let feed = |n: u8, staff: u128| CalendarFeed {
        token: Hash32([n; 32]),
        staff: id(staff),
        since: at(i64::from(n)),
    };
    for kept in [feed(1, 1), feed(2, 2), feed(3, 1)] {
        store.put_feed(kept).await.unwrap();
    }
    let by_token = |n| async move { store.feed(Hash32([n; 32])).await.unwrap() };
    assert_eq!(by_token(1).await, None, "another took its place");
    assert_eq!(by_token(3).await, Some(feed(3, 1)));
    assert_eq!(store.feed_of(id(2)).await.unwrap(), Some(feed(2, 2)));
    assert_eq!(store.feed_of(id(3)).await.unwrap(), None);
    store.drop_feed(id(1)).await.unwrap();
    store.drop_feed(id(1)).await.unwrap();
    assert_eq!(
        (by_token(3).await, by_token(2).await),
        (None, Some(feed(2, 2)))
    );
}
