//! Content: each label is bound, each chunk in its place.

use habeas_envelope::{CaseId, Code, ControllerId, ItemId, SubmissionId};
use habeas_vault::{
    Basis, CHUNK_LEN, Compartment, DraftKey, KeyId, Owner, OwnerKind, SealedField, Sealer,
    VaultError, WrappedKey,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::setting::{ID, Seeded, case, document, house, item, keyring, receipt, sealed};

/// Everything of a chunk but its content: the tag.
const SEALED_CHUNK: usize = CHUNK_LEN + 16;

/// The version byte and the nonce prefix.
const HEAD: usize = 17;

/// Opens `change(field)` with a receipt for the changed labels and its keys relabelled alike, so
/// that nothing but the seal itself can refuse.
fn opens_after(change: impl Fn(&mut SealedField, &mut Vec<WrappedKey>)) -> Result<(), VaultError> {
    let entropy = Seeded::new(1);
    let keyring = keyring(&entropy);
    let rows = sealed(keyring.private(), Compartment::Medical, b"x", &entropy);
    let (mut field, mut keys) = (rows.fields[0].clone(), rows.keys);
    change(&mut field, &mut keys);
    let access = receipt(Basis::Access, &field);
    keyring.private().open(&access, &field, &keys).map(drop)
}

#[test]
fn opens_as_it_was_sealed() {
    assert_eq!(opens_after(|_, _| {}), Ok(()));
}

#[test]
fn each_label_of_an_item_is_bound() {
    let changes: [(&str, fn(&mut SealedField)); 6] = [
        ("controller", |f| {
            f.controller = ControllerId::new("other").unwrap();
        }),
        ("owner kind", |f| f.owner.kind = OwnerKind::Submission),
        ("owner id", |f| f.owner.id = Uuid::from_u128(5)),
        ("compartment", |f| f.compartment = Compartment::General),
        ("kind", |f| f.kind = Code::literal("letter")),
        ("item", |f| f.item = ItemId(Uuid::from_u128(6))),
    ];
    for (label, change) in changes {
        let refused = opens_after(|field, _| change(field));
        assert_eq!(refused, Err(VaultError::NotAuthentic), "{label}");
    }
}

#[test]
fn the_key_id_is_bound_in_item_and_wrap() {
    let other = KeyId(Uuid::from_u128(7));
    assert!(matches!(
        opens_after(|field, _| field.key_id = other),
        Err(VaultError::NoKey { .. })
    ));
    let both = opens_after(|field, keys| {
        field.key_id = other;
        keys[0].key_id = other;
    });
    assert_eq!(both, Err(VaultError::NotAuthentic));
}

/// Two items under one data key: an item's bytes under the labels of the other, and the key id
/// alone changed while the very same data key is at hand.
#[test]
fn items_under_one_key_do_not_change_places() {
    let entropy = Seeded::new(2);
    let keyring = keyring(&entropy);
    let mut sealer = Sealer::for_owner(keyring.private(), house(), case(), &entropy);
    let second = ItemId(Uuid::from_u128(6));
    for (item, content) in [(item(), b"one"), (second, b"two")] {
        sealer
            .seal(Compartment::Medical, document(), item, content)
            .unwrap();
    }
    let rows = sealer.finish();
    assert_eq!(rows.keys.len(), 1);
    let mut swapped = rows.fields[0].clone();
    swapped.bytes.clone_from(&rows.fields[1].bytes);
    let access = receipt(Basis::Access, &swapped);
    assert_eq!(
        keyring.private().open(&access, &swapped, &rows.keys),
        Err(VaultError::NotAuthentic)
    );
}

#[test]
fn every_byte_counts() {
    for at in [0, 1, HEAD - 1, HEAD, HEAD + 20] {
        let refused = opens_after(|field, _| field.bytes[at] ^= 1);
        assert!(refused.is_err(), "byte {at}");
    }
    let last = opens_after(|field, _| {
        *field.bytes.last_mut().unwrap() ^= 0x80;
    });
    assert_eq!(last, Err(VaultError::NotAuthentic));
}

#[test]
fn what_is_cut_short_is_refused_at_every_length() {
    let entropy = Seeded::new(3);
    let keyring = keyring(&entropy);
    let rows = sealed(keyring.private(), Compartment::Medical, b"xyz", &entropy);
    let access = receipt(Basis::Access, &rows.fields[0]);
    for length in 0..rows.fields[0].bytes.len() {
        let mut cut = rows.fields[0].clone();
        cut.bytes.truncate(length);
        assert!(
            keyring.private().open(&access, &cut, &rows.keys).is_err(),
            "{length} bytes"
        );
    }
}

#[test]
fn chunks_cannot_be_cut_off_left_out_doubled_or_reordered() {
    let entropy = Seeded::new(4);
    let keyring = keyring(&entropy);
    let content = vec![7; 3 * CHUNK_LEN];
    let rows = sealed(keyring.private(), Compartment::Medical, &content, &entropy);
    let field = &rows.fields[0];
    let access = receipt(Basis::Access, field);
    let head = &field.bytes[..HEAD];
    let chunks: Vec<&[u8]> = field.bytes[HEAD..].chunks(SEALED_CHUNK).collect();
    assert_eq!(chunks.len(), 4, "the salt pushes 32 bytes into a fourth");
    let open = |order: &[usize]| {
        let mut changed = field.clone();
        changed.bytes = head.to_vec();
        for &place in order {
            changed.bytes.extend_from_slice(chunks[place]);
        }
        keyring.private().open(&access, &changed, &rows.keys)
    };
    let whole = open(&[0, 1, 2, 3]).unwrap();
    assert_eq!(whole.content.expose().as_slice(), content);
    for order in [
        &[0, 1, 2][..],
        &[0],
        &[],
        &[1, 2, 3],
        &[0, 2, 3],
        &[0, 2, 1, 3],
        &[1, 0, 2, 3],
        &[0, 1, 1, 2, 3],
        &[0, 1, 2, 3, 3],
    ] {
        assert!(open(order).is_err(), "{order:?}");
    }
}

#[test]
fn the_same_content_is_never_sealed_or_hashed_alike() {
    let entropy = Seeded::new(5);
    let keyring = keyring(&entropy);
    let mut sealer = Sealer::for_owner(keyring.private(), house(), case(), &entropy);
    let mut seal = || {
        sealer
            .seal(Compartment::Medical, document(), item(), b"same")
            .unwrap()
    };
    assert_ne!(seal(), seal());
    let rows = sealer.finish();
    assert_ne!(rows.fields[0].bytes, rows.fields[1].bytes);
}

#[test]
fn a_debug_print_of_a_row_does_not_show_its_bytes() {
    let entropy = Seeded::new(6);
    let keyring = keyring(&entropy);
    let rows = sealed(keyring.private(), Compartment::Medical, b"abc", &entropy);
    let shown = format!("{:?}", rows.fields[0]);
    assert!(shown.contains("len: 68"), "{shown}");
}

#[test]
fn a_draft_opens_only_with_its_key_in_its_place() {
    let entropy = Seeded::new(7);
    let key = DraftKey::generate(&entropy);
    let sealed = key.seal(ID, "form", b"typed", &entropy);
    let again = DraftKey::from_bytes(*key.to_bytes());
    let opened = again.open(ID, "form", &sealed).unwrap();
    assert_eq!(opened.expose().as_slice(), b"typed");
    let refused = Err(VaultError::NotAuthentic);
    assert_eq!(key.open(Uuid::from_u128(1), "form", &sealed), refused);
    assert_eq!(key.open(ID, "upload-1", &sealed), refused);
    assert_eq!(
        DraftKey::generate(&entropy).open(ID, "form", &sealed),
        refused
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_sealed_opens(
        seed: u64,
        length in prop_oneof![
            0..200_usize,
            CHUNK_LEN - 40..CHUNK_LEN + 8,
            2 * CHUNK_LEN - 40..2 * CHUNK_LEN + 8,
        ],
        compartment in proptest::sample::select(&Compartment::ALL[..]),
        by_public: bool,
    ) {
        let entropy = Seeded::new(seed);
        let keyring = keyring(&entropy);
        let content: Vec<u8> = (0..length).map(|i| (i as u64 ^ seed) as u8).collect();
        let rows = if by_public {
            sealed(keyring.public(), compartment, &content, &entropy)
        } else {
            sealed(keyring.private(), compartment, &content, &entropy)
        };
        let access = receipt(Basis::Access, &rows.fields[0]);
        let opened = keyring.private().open(&access, &rows.fields[0], &rows.keys).unwrap();
        prop_assert_eq!(opened.content.expose().as_slice(), content.as_slice());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let refused = opens_after(|field, keys| {
            field.bytes.clone_from(&bytes);
            keys[0].bytes.clone_from(&bytes);
        });
        prop_assert!(refused.is_err());
    }
}

#[test]
fn a_submission_and_a_case_of_the_same_id_are_different_owners() {
    assert_ne!(Owner::case(CaseId(ID)), Owner::submission(SubmissionId(ID)));
}
