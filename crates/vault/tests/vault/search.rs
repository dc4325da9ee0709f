//! Search tokens: found by the same word, by nothing else.

use habeas_envelope::ControllerId;
use habeas_vault::{KeyGrant, SearchField};

use crate::setting::{Seeded, case, house, keyring};

#[test]
fn a_case_is_found_by_each_word_however_typed_and_not_by_a_part_of_it() {
    let keyring = keyring(&Seeded::new(1));
    let search = keyring.search();
    let rows = search.tokens(&house(), case(), SearchField::NameWord, "Zoë van den Bergh");
    assert_eq!(rows.len(), 4);
    let found = |typed: &str| {
        let query = search.query(&house(), SearchField::NameWord, typed);
        !query.is_empty()
            && query
                .iter()
                .all(|token| rows.iter().any(|r| r.token == *token))
    };
    assert!(found("zoe"));
    assert!(found("BERGH, Zoe\u{308}"));
    assert!(!found("berg"));
    assert!(!found("zoe peeters"));
    assert!(!found(" - "));
}

#[test]
fn a_word_twice_is_one_token() {
    let keyring = keyring(&Seeded::new(2));
    let tokens = keyring
        .search()
        .query(&house(), SearchField::NameWord, "Jan jan JAN");
    assert_eq!(tokens.len(), 1);
}

#[test]
fn tokens_differ_by_controller_and_field() {
    let keyring = keyring(&Seeded::new(3));
    let other = ControllerId::new("other").unwrap();
    let query = |controller: &ControllerId, field| {
        let tokens = keyring.search().query(controller, field, "123");
        assert_eq!(tokens.len(), 1);
        tokens[0]
    };
    let tokens: std::collections::BTreeSet<_> = [
        query(&house(), SearchField::NameWord),
        query(&house(), SearchField::Email),
        query(&house(), SearchField::NationalNumber),
        query(&house(), SearchField::ItemNumber),
        query(&other, SearchField::NameWord),
    ]
    .into();
    assert_eq!(tokens.len(), 5);
}

#[test]
fn who_has_no_key_makes_no_token() {
    let portal = keyring(&Seeded::new(4)).narrow(&KeyGrant::portal());
    let tokens = portal
        .search()
        .query(&house(), SearchField::NameWord, "peeters");
    assert_eq!(tokens, [[0_u8; 16]; 0]);
}
