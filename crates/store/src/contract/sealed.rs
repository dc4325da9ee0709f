use habeas_envelope::StreamKind;

use super::fixture::*;
use crate::{DestroyKeys, Owner, SealedField, SearchToken, Store, WrappedKey};

fn field(owner: &Owner, item: u128, compartment: &str) -> SealedField {
    SealedField {
        owner: owner.clone(),
        compartment: code(compartment),
        kind: code("filer"),
        item: id(item),
        key_id: id(900 + item),
        bytes: vec![0, 1, 255],
    }
}

fn wrap(owner: &Owner, key: u128, compartment: &str, recipient: &str) -> WrappedKey {
    WrappedKey {
        owner: owner.clone(),
        key_id: id(key),
        compartment: code(compartment),
        recipient: code(recipient),
        suite: code("hpke"),
        bytes: vec![9; 80],
    }
}

fn token(owner: &Owner, field: &str, token: &[u8]) -> SearchToken {
    SearchToken {
        owner: owner.clone(),
        field: code(field),
        token: token.to_vec(),
    }
}

/// Sealed fields and wrapped keys come back as they were; what stands already is left.
pub async fn sealed_fields_and_keys_come_back(store: &dyn Store) {
    let mut one = case(10);
    let owner = one.stream.clone();
    let fields = [field(&owner, 1, "general"), field(&owner, 2, "medical")];
    let wraps = [
        wrap(&owner, 901, "general", "compartment"),
        wrap(&owner, 901, "general", "person"),
    ];
    let mut unit = one.unit(1);
    unit.sealed = fields.to_vec();
    unit.wraps = wraps.to_vec();
    committed(store, unit).await;
    let mut again = one.unit(2);
    again.sealed = vec![SealedField {
        bytes: vec![7],
        ..fields[0].clone()
    }];
    again.wraps = vec![WrappedKey {
        bytes: vec![7],
        ..wraps[0].clone()
    }];
    committed(store, again).await;
    assert_eq!(store.sealed(&whole(), &owner).await.unwrap(), fields);
    assert_eq!(store.wraps(&whole(), &owner).await.unwrap(), wraps);
    let mut two = case(12);
    let (theirs, key) = (
        field(&two.stream, 2, "general"),
        wrap(&two.stream, 902, "general", "compartment"),
    );
    let mut unit = two.unit(3);
    (unit.sealed, unit.wraps) = (vec![theirs.clone()], vec![key.clone()]);
    committed(store, unit).await;
    // One asked for twice is given once; one that has nothing gives nothing.
    let asked = [
        two.stream.clone(),
        owner.clone(),
        case(11).stream,
        owner.clone(),
    ];
    let mut all = fields.to_vec();
    all.push(theirs);
    assert_eq!(store.sealed_of(&whole(), &asked).await.unwrap(), all);
    let mut all = wraps.to_vec();
    all.push(key);
    assert_eq!(store.wraps_of(&whole(), &asked).await.unwrap(), all);
    assert!(
        store
            .sealed(&whole(), &case(11).stream)
            .await
            .unwrap()
            .is_empty()
    );
}

/// Another controller's and another desk's sealed bytes look like none.
pub async fn sealed_bytes_outside_the_scope_look_missing(store: &dyn Store) {
    let mut one = case(10);
    let owner = one.stream.clone();
    let mut unit = one.unit(1);
    unit.sealed = vec![field(&owner, 1, "general")];
    unit.wraps = vec![wrap(&owner, 901, "general", "compartment")];
    unit.tokens = vec![token(&owner, "name", b"abc")];
    committed(store, unit).await;
    for scope in blind() {
        assert!(
            store.sealed(&scope, &owner).await.unwrap().is_empty(),
            "{scope:?}"
        );
        assert!(store.wraps(&scope, &owner).await.unwrap().is_empty());
        let found = store
            .find(&scope, &house(), None, b"abc", 10)
            .await
            .unwrap();
        assert!(found.is_empty());
    }
    for scope in seeing() {
        assert_eq!(store.sealed(&scope, &owner).await.unwrap().len(), 1);
        assert_eq!(store.wraps(&scope, &owner).await.unwrap().len(), 1);
        let found = store
            .find(&scope, &house(), None, b"abc", 10)
            .await
            .unwrap();
        assert_eq!(found, [owner.clone()]);
    }
}

/// Destroying takes the wrapped keys of one compartment, or all with the tokens; the log stays.
pub async fn destroyed_keys_are_gone(store: &dyn Store) {
    let (mut one, mut two) = (case(10), case(11));
    for chain in [&mut one, &mut two] {
        let owner = chain.stream.clone();
        let mut unit = chain.unit(owner.id.as_u128());
        unit.sealed = vec![field(&owner, 1, "general"), field(&owner, 2, "identity")];
        unit.wraps = vec![
            wrap(&owner, 901, "general", "compartment"),
            wrap(&owner, 902, "identity", "compartment"),
        ];
        unit.tokens = vec![token(&owner, "name", b"abc")];
        committed(store, unit).await;
    }
    let owner = one.stream.clone();
    let mut unit = one.unit(1);
    unit.destroys = vec![DestroyKeys {
        owner: owner.clone(),
        compartment: Some(code("identity")),
    }];
    committed(store, unit).await;
    let left = store.wraps(&whole(), &owner).await.unwrap();
    assert_eq!(left, [wrap(&owner, 901, "general", "compartment")]);
    assert_eq!(
        store
            .find(&whole(), &house(), None, b"abc", 9)
            .await
            .unwrap()
            .len(),
        2
    );

    let mut unit = one.unit(2);
    unit.destroys = vec![DestroyKeys {
        owner: owner.clone(),
        compartment: None,
    }];
    committed(store, unit).await;
    assert!(store.wraps(&whole(), &owner).await.unwrap().is_empty());
    let found = store
        .find(&whole(), &house(), None, b"abc", 9)
        .await
        .unwrap();
    assert_eq!(found, [two.stream.clone()], "another owner's stay");
    assert_eq!(store.wraps(&whole(), &two.stream).await.unwrap().len(), 2);
    assert_eq!(version(store, &owner).await, 3, "the log is whole");
}

/// A unit that destroys does not reach into what later units of its batch keep.
pub async fn keys_made_after_a_destruction_stay(store: &dyn Store) {
    let mut one = case(10);
    let owner = one.stream.clone();
    let mut old = one.unit(1);
    old.wraps = vec![wrap(&owner, 901, "general", "compartment")];
    let mut destroys = one.unit(2);
    destroys.destroys = vec![DestroyKeys {
        owner: owner.clone(),
        compartment: None,
    }];
    let mut new = one.unit(3);
    new.wraps = vec![wrap(&owner, 902, "general", "compartment")];
    assert_eq!(letters(store, vec![old, destroys, new]).await, "CCC");
    let left = store.wraps(&whole(), &owner).await.unwrap();
    assert_eq!(left, [wrap(&owner, 902, "general", "compartment")]);
}

/// A token finds each stream once, of the controller and kind asked for.
pub async fn a_token_finds_its_stream(store: &dyn Store) {
    let (mut one, mut two, mut three) = (case(10), submission(11), case(12).of(other()));
    for (n, chain) in [&mut one, &mut two, &mut three].into_iter().enumerate() {
        let owner = chain.stream.clone();
        let mut unit = chain.unit(1 + n as u128);
        unit.tokens = vec![
            token(&owner, "name", b"abc"),
            token(&owner, "e-mail", b"abc"),
        ];
        committed(store, unit).await;
    }
    let find = |kind, token: &'static [u8], limit| async move {
        store
            .find(&everything(), &house(), kind, token, limit)
            .await
            .unwrap()
    };
    let (one, two) = (one.stream, two.stream);
    assert_eq!(find(None, b"abc", 10).await, [one.clone(), two.clone()]);
    assert_eq!(find(Some(StreamKind::Submission), b"abc", 10).await, [two]);
    assert_eq!(find(None, b"abc", 1).await, [one]);
    assert!(find(None, b"abd", 10).await.is_empty());
    assert!(find(None, b"", 10).await.is_empty());
}

/// A document comes back; one that no sealed field names is swept when it is old.
pub async fn documents_come_back_and_orphans_are_swept(store: &dyn Store) {
    let bytes = vec![42; 300_000];
    for item in [1_u128, 2] {
        store
            .put_document(&house(), id(item), at(0), bytes.clone())
            .await
            .unwrap();
    }
    store
        .put_document(&house(), id(3), at(100), vec![1])
        .await
        .unwrap();
    store
        .put_document(&house(), id(1), at(0), vec![7])
        .await
        .unwrap();
    let mut one = case(10);
    let owner = one.stream.clone();
    let mut unit = one.unit(1);
    unit.sealed = vec![field(&owner, 1, "general")];
    committed(store, unit).await;
    let get = |item| async move { store.document(&whole(), &house(), id(item)).await.unwrap() };
    assert_eq!(get(1).await, Some(bytes), "written once");
    assert_eq!(store.sweep_documents(at(0)).await.unwrap(), 0);
    assert_eq!(store.sweep_documents(at(50)).await.unwrap(), 1);
    assert!(get(1).await.is_some());
    assert_eq!(get(2).await, None, "an orphan");
    assert_eq!(get(3).await, Some(vec![1]), "too young");
}

/// A document stands where the stream stands that owns it.
pub async fn documents_outside_the_scope_look_missing(store: &dyn Store) {
    store
        .put_document(&house(), id(1), at(0), vec![1])
        .await
        .unwrap();
    let mut one = case(10);
    let owner = one.stream.clone();
    let mut unit = one.unit(1);
    unit.sealed = vec![field(&owner, 1, "general")];
    committed(store, unit).await;
    for scope in blind() {
        assert_eq!(store.document(&scope, &house(), id(1)).await.unwrap(), None);
    }
    for scope in seeing() {
        assert_eq!(
            store.document(&scope, &house(), id(1)).await.unwrap(),
            Some(vec![1])
        );
    }
    assert_eq!(
        store
            .document(&everything(), &other(), id(1))
            .await
            .unwrap(),
        None
    );
}

/// Wraps move to another recipient key, of every controller; one destroyed meanwhile stays away.
pub async fn wraps_are_exchanged(store: &dyn Store) {
    let (mut one, mut far) = (case(10), case(11).of(other()));
    let (near, away) = (one.stream.clone(), far.stream.clone());
    let old = |owner: &Owner, key| wrap(owner, key, "general", "compartment.old");
    let new = |owner: &Owner, key| wrap(owner, key, "general", "compartment.new");
    let person = wrap(&near, 901, "general", "person.x");
    let mut unit = one.unit(1);
    unit.wraps = vec![old(&near, 901), person.clone()];
    committed(store, unit).await;
    let mut unit = far.unit(2);
    unit.wraps = vec![old(&away, 902)];
    committed(store, unit).await;

    let recipient = code("compartment.old");
    let found = store.wraps_to(&recipient, 10).await.unwrap();
    assert_eq!(found, [old(&near, 901), old(&away, 902)]);
    assert_eq!(store.wraps_to(&recipient, 1).await.unwrap().len(), 1);
    let gone = old(&near, 903);
    let fresh = vec![new(&near, 901), new(&away, 902), new(&near, 903)];
    let replaced = [found, vec![gone]].concat();
    store.exchange_wraps(replaced, fresh).await.unwrap();
    assert!(store.wraps_to(&recipient, 10).await.unwrap().is_empty());
    let kept = store.wraps(&whole(), &near).await.unwrap();
    assert_eq!(kept, [new(&near, 901), person]);
    let moved = store.wraps_to(&code("compartment.new"), 10).await.unwrap();
    assert_eq!(moved, [new(&near, 901), new(&away, 902)]);
}
