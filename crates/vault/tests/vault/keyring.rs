//! The keyring and its file.

use std::collections::BTreeSet;

use habeas_envelope::{ControllerId, Entropy};
use habeas_vault::{
    Basis, Compartment, Face, KeyGrant, Keyring, KeyringError, SearchField, SigningPurpose,
};

use crate::setting::{Seeded, house, keyring, receipt, sealed};

/// Every value of 32 or 64 bytes in hexadecimal that stands behind `name` in a keyring file.
fn values(text: &str, name: &str) -> BTreeSet<String> {
    let start = format!("{name} = \"");
    text.lines()
        .filter_map(|line| line.strip_prefix(&start)?.strip_suffix('"'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_file_gives_the_same_keyring_back() {
    let entropy = Seeded::new(1);
    let mut before = keyring(&entropy);
    let rows = sealed(before.public(), Compartment::Identity, b"card", &entropy);
    before.rotate(&house(), Compartment::Identity, &entropy);
    let text = before.to_file_text();
    let after = Keyring::from_file_text(&text).unwrap();
    assert_eq!(*after.to_file_text(), *text);
    assert_eq!(after.public(), before.public());
    assert_eq!(after.held(), KeyGrant::everything());
    assert_eq!(after.controllers().len(), 2);
    assert_eq!(
        after.search().query(&house(), SearchField::Email, "a@b.be"),
        before
            .search()
            .query(&house(), SearchField::Email, "a@b.be")
    );
    assert_eq!(
        after.cookie_key(Face::Portal).unwrap().expose(),
        before.cookie_key(Face::Portal).unwrap().expose()
    );
    assert_eq!(
        after
            .signing_seed(SigningPurpose::Checkpoint)
            .unwrap()
            .expose(),
        before
            .signing_seed(SigningPurpose::Checkpoint)
            .unwrap()
            .expose()
    );
    let access = receipt(Basis::Access, &rows.fields[0]);
    let opened = after
        .private()
        .open(&access, &rows.fields[0], &rows.keys)
        .unwrap();
    assert_eq!(opened.content.expose().as_slice(), b"card");
    let in_force = after.private().recipient_keys().filter(|key| key.3).count();
    assert_eq!(in_force, 18);
    assert_eq!(after.private().recipient_keys().count(), 19);
}

/// One table of who holds what, against the very texts of the files.
#[test]
fn a_service_s_file_holds_its_secrets_and_no_other() {
    let whole = keyring(&Seeded::new(2));
    let all = whole.to_file_text();
    assert_eq!(values(&all, "seed").len(), 18 + 1);
    assert_eq!(values(&all, "key").len(), 2 + 2);
    for (grant, seeds, keys) in [
        (KeyGrant::nothing(), 0, 0),
        (KeyGrant::portal(), 0, 1),
        (KeyGrant::console(), 18, 3),
        (KeyGrant::courier(), 18, 2),
        (KeyGrant::deadlines(), 1, 0),
    ] {
        let text = whole.narrow(&grant).to_file_text();
        assert_eq!(values(&text, "seed").len(), seeds, "{grant:?}");
        assert_eq!(values(&text, "key").len(), keys, "{grant:?}");
        assert_eq!(values(&text, "public"), values(&all, "public"));
        let read = Keyring::from_file_text(&text).unwrap();
        assert_eq!(read.held(), grant);
    }
    let portal = whole.narrow(&KeyGrant::portal());
    assert!(portal.cookie_key(Face::Portal).is_some());
    assert!(portal.cookie_key(Face::Console).is_none());
    assert!(portal.signing_seed(SigningPurpose::Checkpoint).is_none());
}

#[test]
fn every_secret_is_a_different_one() {
    let text = keyring(&Seeded::new(3)).to_file_text();
    let secrets: usize = text
        .lines()
        .filter(|line| line.starts_with("seed") || line.starts_with("key"))
        .count();
    assert_eq!(secrets, 23);
    let different = values(&text, "seed").len() + values(&text, "key").len();
    assert_eq!(different, secrets);
    assert_eq!(values(&text, "public").len(), 18);
}

#[test]
fn a_new_controller_is_added_once_and_moves_no_other_key() {
    let entropy = Seeded::new(4);
    let mut keyring = keyring(&entropy);
    let before = keyring.to_file_text();
    assert!(!keyring.add_controller(&house(), &entropy));
    assert_eq!(*keyring.to_file_text(), *before);
    let third = ControllerId::new("third").unwrap();
    assert!(keyring.add_controller(&third, &entropy));
    let after = keyring.to_file_text();
    assert!(values(&after, "seed").is_superset(&values(&before, "seed")));
    assert!(keyring.search().has(&third));
}

#[test]
fn nothing_secret_is_in_a_debug_print() {
    let keyring = keyring(&Seeded::new(5));
    let shown = format!(
        "{keyring:?} {:?} {:?} {:?} {:?}",
        keyring.private(),
        keyring.search(),
        keyring.cookie_key(Face::Portal),
        keyring.signing_seed(SigningPurpose::Checkpoint),
    );
    let text = keyring.to_file_text();
    for secret in values(&text, "seed").iter().chain(&values(&text, "key")) {
        assert!(!shown.contains(&secret[..16]));
    }
    assert!(shown.len() < 600, "{shown}");
}

#[test]
fn a_damaged_file_is_refused_without_telling_a_secret() {
    let text = keyring(&Seeded::new(6)).to_file_text();
    let seeds = values(&text, "seed");
    let seed = seeds.first().unwrap();
    let refused = |damaged: &str| {
        let error = Keyring::from_file_text(damaged).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(&seed[2..18]), "{shown}");
        error
    };
    let line_of = |needle: &str| 1 + text[..text.find(needle).unwrap()].matches('\n').count();

    let other_format = text.replace("habeas-keyring-1", "habeas-keyring-2");
    assert_eq!(refused(&other_format), KeyringError::Format);
    let short = text.replace(seed.as_str(), &seed[2..]);
    assert_eq!(
        refused(&short),
        KeyringError::Syntax {
            line: line_of(seed)
        }
    );
    let not_hex = text.replace(&seed[..2], "xy");
    assert!(matches!(refused(&not_hex), KeyringError::Syntax { .. }));
    let unclosed = text.replacen(&format!("{seed}\""), seed, 1);
    assert!(matches!(refused(&unclosed), KeyringError::Syntax { .. }));
    assert!(matches!(refused(""), KeyringError::Syntax { .. }));
    assert!(matches!(
        refused(&format!("{}\nsurplus = 1\n", *text)),
        KeyringError::Syntax { .. }
    ));
}

#[test]
fn a_file_put_together_wrongly_is_refused() {
    let entropy = Seeded::new(7);
    let mut keyring = keyring(&entropy);
    let old = keyring
        .public()
        .current(&house(), Compartment::Mail)
        .unwrap();
    let text = keyring.to_file_text();
    let refused = |text: &str| Keyring::from_file_text(text).unwrap_err();

    let mut seeds = values(&text, "seed").into_iter();
    let (first, second) = (seeds.next().unwrap(), seeds.next().unwrap());
    let swapped = text.replace(&first, &second);
    assert!(matches!(refused(&swapped), KeyringError::SeedMismatch(_)));

    let moved = text.replacen("compartment = \"mail\"", "compartment = \"contact\"", 1);
    assert!(matches!(
        refused(&moved),
        KeyringError::Twice(_) | KeyringError::SeedMismatch(_)
    ));

    let entries: Vec<&str> = text.split("\n\n").collect();
    for kind in ["[[recipient]]", "[[search]]", "[[cookie]]", "[[signing]]"] {
        let entry = entries.iter().find(|e| e.starts_with(kind)).unwrap();
        let twice = format!("{}\n{entry}\n", *text);
        assert!(matches!(refused(&twice), KeyringError::Twice(_)), "{kind}");
    }

    keyring.rotate(&house(), Compartment::Mail, &entropy);
    let rotated = keyring.to_file_text();
    let entries: Vec<&str> = rotated.split("\n\n").collect();
    let head = |e: &&&str, in_force: bool| {
        e.contains(&format!(
            "controller = \"house\"\ncompartment = \"mail\"\nin_force = {in_force}"
        ))
    };
    let none_in_force: Vec<&str> = entries.iter().filter(|e| !head(e, true)).copied().collect();
    assert_eq!(
        refused(&none_in_force.join("\n\n")),
        KeyringError::NoneInForce {
            controller: house(),
            compartment: Compartment::Mail
        }
    );
    let stale = entries.iter().find(|e| head(e, false)).unwrap();
    let seed_line = stale.lines().find(|line| line.starts_with("seed")).unwrap();
    assert_eq!(
        refused(&rotated.replace(seed_line, "")),
        KeyringError::Useless(old)
    );
}

#[test]
fn a_signing_seed_is_a_pkcs8_key() {
    struct Sevens;
    impl Entropy for Sevens {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(7);
        }
    }
    let keyring = Keyring::generate([], &Sevens);
    let seed = keyring.signing_seed(SigningPurpose::Checkpoint).unwrap();
    let der = hex::encode(&*seed.to_pkcs8_der());
    assert_eq!(
        der,
        format!("302e020100300506032b657004220420{}", "07".repeat(32))
    );
}
