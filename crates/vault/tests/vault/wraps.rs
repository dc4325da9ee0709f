//! Who can open: seeds, public halves, persons, receipts, rotation, destruction.

use habeas_envelope::{ActorId, ControllerId, EventId, SubmissionId};
use habeas_vault::{
    AccessCode, AnswerCode, AnswerKey, Basis, Compartment, KeyGrant, KeyId, Keyring, Owner,
    OwnerKind, PersonKey, PersonPublic, Receipt, Recipient, RecipientKeyId, Sealed, Sealer, Suite,
    VaultError, WrappedKey,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::setting::{
    ID, Seeded, case, document, house, item, keyring, receipt, sealed, submission,
};

const MEDICAL: Compartment = Compartment::Medical;

#[test]
fn the_portal_writes_what_the_console_opens_and_opens_nothing() {
    let entropy = Seeded::new(1);
    let keyring = keyring(&entropy);
    let portal = keyring.narrow(&KeyGrant::portal());
    for compartment in Compartment::ALL {
        let rows = sealed(portal.public(), compartment, b"secret", &entropy);
        assert_eq!(rows.keys[0].suite, Suite::Hpke);
        let access = receipt(Basis::Access, &rows.fields[0]);
        assert_eq!(
            portal
                .private()
                .open(&access, &rows.fields[0], &rows.keys)
                .unwrap_err(),
            VaultError::NoKey {
                wrapped_to: vec![rows.keys[0].recipient_key]
            }
        );
        let console = keyring.narrow(&KeyGrant::console());
        let opened = console
            .private()
            .open(&access, &rows.fields[0], &rows.keys)
            .unwrap();
        assert_eq!(opened.into_text().unwrap().expose().as_str(), "secret");
    }
}

#[test]
fn a_subset_opens_its_compartments_and_still_writes_the_others() {
    let entropy = Seeded::new(2);
    let keyring = keyring(&entropy);
    let some = keyring.private().subset(&[Compartment::General].into());
    let mine = sealed(&some, Compartment::General, b"a", &entropy);
    let theirs = sealed(&some, MEDICAL, b"b", &entropy);
    assert_eq!(mine.keys[0].suite, Suite::Seed);
    assert_eq!(theirs.keys[0].suite, Suite::Hpke);
    let access = |rows: &Sealed| receipt(Basis::Access, &rows.fields[0]);
    assert!(
        some.open(&access(&mine), &mine.fields[0], &mine.keys)
            .is_ok()
    );
    assert!(matches!(
        some.open(&access(&theirs), &theirs.fields[0], &theirs.keys),
        Err(VaultError::NoKey { .. })
    ));
    let whole = keyring.private();
    assert!(
        whole
            .open(&access(&theirs), &theirs.fields[0], &theirs.keys)
            .is_ok()
    );
}

#[test]
fn each_label_of_a_wrap_is_bound() {
    let entropy = Seeded::new(3);
    let keyring = keyring(&entropy);
    let general = keyring
        .public()
        .current(&house(), Compartment::General)
        .unwrap();
    let changes: [(&str, &dyn Fn(&mut WrappedKey)); 7] = [
        ("controller", &|k| {
            k.controller = ControllerId::new("other").unwrap();
        }),
        ("owner kind", &|k| k.owner.kind = OwnerKind::Submission),
        ("owner id", &|k| k.owner.id = Uuid::from_u128(5)),
        ("compartment", &|k| k.compartment = Compartment::General),
        ("key id", &|k| k.key_id = KeyId(Uuid::from_u128(7))),
        ("recipient key", &|k| k.recipient_key = general),
        ("recipient", &|k| k.recipient = Recipient::Person),
    ];
    let person = AccessCode::generate(&entropy).derive(submission()).public();
    for rows in [
        sealed(keyring.private(), MEDICAL, b"x", &entropy),
        sealed(keyring.public(), MEDICAL, b"x", &entropy),
    ] {
        let unwraps = |row: &WrappedKey| keyring.private().wrap_for_person(row, &person, &entropy);
        assert!(unwraps(&rows.keys[0]).is_ok());
        for (label, change) in changes {
            let mut changed = rows.keys[0].clone();
            change(&mut changed);
            assert_eq!(
                unwraps(&changed).unwrap_err(),
                VaultError::NotAuthentic,
                "{label} of {}",
                changed.suite
            );
        }
    }
}

#[test]
fn a_wrap_opens_only_under_the_suite_it_names() {
    let entropy = Seeded::new(4);
    let keyring = keyring(&entropy);
    let suites = [Suite::Seed, Suite::Hpke, Suite::HpkeTwice];
    let mut seen = Vec::new();
    for rows in [
        sealed(keyring.private(), MEDICAL, b"x", &entropy),
        sealed(keyring.public(), MEDICAL, b"x", &entropy),
    ] {
        let access = receipt(Basis::Access, &rows.fields[0]);
        seen.push(rows.keys[0].suite);
        for suite in suites {
            let mut named = rows.keys.clone();
            named[0].suite = suite;
            let opened = keyring.private().open(&access, &rows.fields[0], &named);
            assert_eq!(opened.is_ok(), suite == rows.keys[0].suite, "{suite}");
        }
    }
    assert_eq!(seen, [Suite::Seed, Suite::Hpke]);
}

#[test]
fn nothing_opens_that_the_receipt_does_not_cover() {
    let entropy = Seeded::new(5);
    let keyring = keyring(&entropy);
    let rows = sealed(keyring.private(), MEDICAL, b"x", &entropy);
    let field = &rows.fields[0];
    let open = |controller: ControllerId, basis, opens: &[(Owner, Compartment)]| {
        let receipt = Receipt::after_commit(
            controller,
            ActorId::operator(),
            EventId(ID),
            basis,
            opens.iter().copied(),
        );
        keyring
            .private()
            .open(&receipt, field, &rows.keys)
            .map(drop)
    };
    let other_case = Owner {
        id: Uuid::from_u128(1),
        ..case()
    };
    let same_id = Owner::submission(submission());
    let other_house = ControllerId::new("other").unwrap();
    let covered = [(case(), MEDICAL)];
    assert_eq!(open(house(), Basis::Access, &covered), Ok(()));
    assert_eq!(open(house(), Basis::DispatchStarted, &covered), Ok(()));
    let refused = Err(VaultError::NotCovered);
    assert_eq!(open(house(), Basis::Collected, &covered), refused);
    assert_eq!(open(house(), Basis::MessageOpened, &covered), refused);
    assert_eq!(open(other_house, Basis::Access, &covered), refused);
    assert_eq!(open(house(), Basis::Access, &[]), refused);
    for wrong in [
        (other_case, MEDICAL),
        (same_id, MEDICAL),
        (case(), Compartment::General),
    ] {
        assert_eq!(open(house(), Basis::Access, &[wrong]), refused, "{wrong:?}");
    }
}

#[test]
fn a_message_opens_with_the_access_code_of_its_submission() {
    let entropy = Seeded::new(6);
    let keyring = keyring(&entropy);
    let code = AccessCode::generate(&entropy);
    let person = code.derive(submission());
    let mut sealer = Sealer::for_owner(keyring.private(), house(), case(), &entropy);
    assert_eq!(
        sealer.wrap_for_person(Compartment::General, &person.public()),
        Err(VaultError::NothingSealed(Compartment::General))
    );
    sealer
        .seal(Compartment::General, document(), item(), b"please call")
        .unwrap();
    sealer
        .wrap_for_person(Compartment::General, &person.public())
        .unwrap();
    let rows = sealer.finish();
    let field = &rows.fields[0];
    let looked = receipt(Basis::MessageOpened, field);

    let from_cookie = PersonKey::from_bytes(*person.to_bytes());
    let opened = from_cookie.open(&looked, field, &rows.keys).unwrap();
    assert_eq!(opened.content.expose().as_slice(), b"please call");

    let elsewhere = code.derive(SubmissionId(Uuid::from_u128(1)));
    assert!(elsewhere.open(&looked, field, &rows.keys).is_err());
    let stranger = AccessCode::generate(&entropy).derive(submission());
    assert!(stranger.open(&looked, field, &rows.keys).is_err());
    let staff = receipt(Basis::Access, field);
    assert_eq!(
        person.open(&staff, field, &rows.keys),
        Err(VaultError::NotCovered)
    );
    assert!(keyring.private().open(&staff, field, &rows.keys).is_ok());
}

#[test]
fn an_answer_takes_both_codes() {
    let entropy = Seeded::new(7);
    let keyring = keyring(&entropy);
    let person = AccessCode::generate(&entropy).derive(submission());
    let answer = AnswerCode::generate(&entropy).derive(ID);
    let mut rows = sealed(
        keyring.private(),
        Compartment::Answer,
        b"your file",
        &entropy,
    );
    let released = keyring
        .private()
        .wrap_for_answer(&rows.keys[0], &person.public(), &answer.public(), &entropy)
        .unwrap();
    assert_eq!(released.suite, Suite::HpkeTwice);
    assert_eq!(released.recipient, Recipient::Answer);
    let field = &rows.fields[0];
    let collected = receipt(Basis::Collected, field);
    let before = person.open_answer(&answer, &collected, field, &rows.keys);
    assert!(matches!(before, Err(VaultError::NoKey { .. })));
    rows.keys.push(released);

    let from_cookie = AnswerKey::from_bytes(*answer.to_bytes());
    let opened = person
        .open_answer(&from_cookie, &collected, field, &rows.keys)
        .unwrap();
    assert_eq!(opened.content.expose().as_slice(), b"your file");

    assert!(person.open(&collected, field, &rows.keys).is_err());
    let looked = receipt(Basis::MessageOpened, field);
    assert_eq!(
        person.open_answer(&answer, &looked, field, &rows.keys),
        Err(VaultError::NotCovered)
    );
}

/// The labels of the wrap are forged so that it is tried at all: what refuses is the encryption.
#[test]
fn one_code_in_both_places_does_not_open_an_answer() {
    let entropy = Seeded::new(8);
    let keyring = keyring(&entropy);
    let person = AccessCode::generate(&entropy).derive(submission());
    let answer = AnswerCode::generate(&entropy).derive(ID);
    let strange_person = AccessCode::generate(&entropy).derive(submission());
    let strange_answer = AnswerCode::generate(&entropy).derive(ID);
    let rows = sealed(keyring.private(), Compartment::Answer, b"x", &entropy);
    let wrap = |person: &PersonKey, answer: &AnswerKey| {
        let (person, answer) = (person.public(), answer.public());
        keyring
            .private()
            .wrap_for_answer(&rows.keys[0], &person, &answer, &entropy)
            .unwrap()
    };
    let right = wrap(&person, &answer);
    let field = &rows.fields[0];
    let collected = receipt(Basis::Collected, field);
    let tries = [
        (person.clone(), strange_answer.clone()),
        (strange_person.clone(), answer.clone()),
        (person.clone(), AnswerKey::from_bytes(*person.to_bytes())),
        (PersonKey::from_bytes(*answer.to_bytes()), answer.clone()),
    ];
    for (place, (person, answer)) in tries.into_iter().enumerate() {
        let forged = WrappedKey {
            recipient_key: wrap(&person, &answer).recipient_key,
            ..right.clone()
        };
        assert_eq!(
            person.open_answer(&answer, &collected, field, &[forged]),
            Err(VaultError::NotAuthentic),
            "try {place}"
        );
    }
    assert!(
        person
            .open_answer(&answer, &collected, field, &[right])
            .is_ok()
    );
}

#[test]
fn only_the_code_of_the_submission_passes() {
    let entropy = Seeded::new(9);
    let code = AccessCode::generate(&entropy);
    let verifier = code.derive(submission()).public();
    let key = verifier.verify(&code, submission()).unwrap();
    assert_eq!(key.public(), verifier);
    let wrong = AccessCode::generate(&entropy);
    assert!(verifier.verify(&wrong, submission()).is_none());
    let elsewhere = SubmissionId(Uuid::from_u128(1));
    assert!(verifier.verify(&code, elsewhere).is_none());
    assert!(
        PersonPublic::of_nobody(&entropy)
            .verify(&code, submission())
            .is_none()
    );
    let answer = AnswerCode::generate(&entropy);
    let answer_verifier = answer.derive(ID).public();
    assert!(answer_verifier.verify(&answer, ID).is_some());
    assert!(
        answer_verifier
            .verify(&answer, Uuid::from_u128(1))
            .is_none()
    );
    let as_access = AccessCode::parse(&answer.to_text()).unwrap();
    assert_ne!(as_access.derive(submission()).public().0, answer_verifier.0);
}

#[test]
fn rotation_moves_rows_and_leaves_content_alone() {
    let entropy = Seeded::new(10);
    let mut keyring = keyring(&entropy);
    let by_portal = sealed(keyring.public(), MEDICAL, b"old", &entropy);
    let by_console = sealed(keyring.private(), MEDICAL, b"old", &entropy);
    let old = by_portal.keys[0].recipient_key;
    assert!(!keyring.retire(old), "a key in force cannot be retired");
    let new = keyring.rotate(&house(), MEDICAL, &entropy);
    assert_ne!(new, old);
    assert!(keyring.private().holds(old));

    let mut moved = Vec::new();
    for rows in [by_portal, by_console] {
        let row = keyring
            .private()
            .rewrap(&rows.keys[0], &entropy)
            .unwrap()
            .unwrap();
        assert_eq!((row.recipient_key, row.suite), (new, Suite::Seed));
        assert_eq!(row.key_id, rows.keys[0].key_id);
        assert_eq!(keyring.private().rewrap(&row, &entropy), Ok(None));
        moved.push((rows.fields[0].clone(), row, rows.keys[0].clone()));
    }
    assert!(keyring.retire(old));
    assert!(!keyring.retire(old));
    for (field, row, stale) in moved {
        let access = receipt(Basis::Access, &field);
        let open = |row| keyring.private().open(&access, &field, &[row]);
        assert_eq!(open(row).unwrap().content.expose().as_slice(), b"old");
        assert_eq!(
            open(stale).unwrap_err(),
            VaultError::NoKey {
                wrapped_to: vec![old]
            }
        );
    }
}

#[test]
fn a_person_s_wrap_is_not_rewrapped() {
    let entropy = Seeded::new(11);
    let mut keyring = keyring(&entropy);
    let person = AccessCode::generate(&entropy).derive(submission()).public();
    let rows = sealed(keyring.private(), MEDICAL, b"x", &entropy);
    let row = keyring
        .private()
        .wrap_for_person(&rows.keys[0], &person, &entropy)
        .unwrap();
    keyring.rotate(&house(), MEDICAL, &entropy);
    assert_eq!(keyring.private().rewrap(&row, &entropy), Ok(None));
}

#[test]
fn without_its_wraps_an_item_is_gone() {
    let entropy = Seeded::new(12);
    let keyring = keyring(&entropy);
    let kept = sealed(keyring.private(), MEDICAL, b"kept", &entropy);
    let gone = sealed(keyring.private(), MEDICAL, b"gone", &entropy);
    let access = receipt(Basis::Access, &gone.fields[0]);
    let left = &kept.keys;
    assert_eq!(
        keyring.private().open(&access, &gone.fields[0], left),
        Err(VaultError::NoKey {
            wrapped_to: Vec::new()
        })
    );
    assert!(
        keyring
            .private()
            .open(&access, &kept.fields[0], left)
            .is_ok()
    );
}

#[test]
fn sealing_for_a_controller_without_keys_is_refused() {
    let entropy = Seeded::new(13);
    let keyring = Keyring::generate([ControllerId::new("other").unwrap()], &entropy);
    let mut sealer = Sealer::for_owner(keyring.public(), house(), case(), &entropy);
    assert_eq!(
        sealer.seal(MEDICAL, document(), item(), b"x"),
        Err(VaultError::NoRecipient {
            controller: house(),
            compartment: MEDICAL
        })
    );
    assert_eq!(sealer.finish(), Sealed::default());
}

#[test]
fn a_public_half_of_low_order_is_refused() {
    let entropy = Seeded::new(14);
    let keyring = keyring(&entropy);
    let rows = sealed(keyring.private(), MEDICAL, b"x", &entropy);
    for low in [[0; 32], {
        let mut one = [0; 32];
        one[0] = 1;
        one
    }] {
        assert_eq!(
            keyring
                .private()
                .wrap_for_person(&rows.keys[0], &PersonPublic(low), &entropy),
            Err(VaultError::BadPublicKey)
        );
    }
}

#[test]
fn recipient_key_ids_go_there_and_back() {
    let id = RecipientKeyId([0, 1, 2, 3, 4, 5, 6, 0xff]);
    assert_eq!(id.to_string(), "00010203040506ff");
    assert_eq!("00010203040506ff".parse(), Ok(id));
    assert!("0001".parse::<RecipientKeyId>().is_err());
    for suite in [Suite::Seed, Suite::Hpke, Suite::HpkeTwice] {
        assert_eq!(suite.as_str().parse(), Ok(suite));
    }
    for recipient in [Recipient::Compartment, Recipient::Person, Recipient::Answer] {
        assert_eq!(recipient.as_str().parse(), Ok(recipient));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whoever_has_both_codes_opens_whatever_was_answered(
        seed: u64,
        content in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let entropy = Seeded::new(seed);
        let keyring = keyring(&entropy);
        let (code, second) = (AccessCode::generate(&entropy), AnswerCode::generate(&entropy));
        let person = code.derive(submission()).public();
        let answer = second.derive(ID).public();
        let mut sealer = Sealer::for_owner(keyring.public(), house(), case(), &entropy);
        sealer.seal(Compartment::Answer, document(), item(), &content).unwrap();
        sealer.wrap_for_answer(Compartment::Answer, &person, &answer).unwrap();
        let rows = sealer.finish();
        let typed = AccessCode::parse(&code.to_text().to_lowercase()).unwrap();
        let second_typed = AnswerCode::parse(&second.to_text().replace('-', " ")).unwrap();
        let person = person.verify(&typed, submission()).unwrap();
        let answer = answer.verify(&second_typed, ID).unwrap();
        let collected = receipt(Basis::Collected, &rows.fields[0]);
        let opened = person
            .open_answer(&answer, &collected, &rows.fields[0], &rows.keys)
            .unwrap();
        prop_assert_eq!(opened.content.expose().as_slice(), content.as_slice());
    }
}
