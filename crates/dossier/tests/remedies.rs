//! What a person is told they can do who is not content, by organisation.
#![allow(clippy::unwrap_used)]

use habeas_dossier::remedies;
use habeas_envelope::{Code, ControllerId};
use habeas_language::Locale;
use habeas_regime::{FileKind, Right, testing::example_packs};

/// The paragraphs in English for access to the general file.
fn told(
    controller: &str,
    audience: Option<&'static str>,
    opened: &[(&'static str, &str)],
) -> Vec<String> {
    let packs = example_packs();
    let controller = ControllerId::new(controller).unwrap();
    let pack = packs.current(&controller).unwrap();
    let right = Right::literal("access");
    let mut kinds = pack.exercises().filter(|(known, _)| *known == right);
    let exercise: (Right, FileKind) = kinds.next().unwrap();
    let audience = audience.map(Code::literal);
    let opened: Vec<_> = opened
        .iter()
        .map(|(remedy, day)| (Code::literal(remedy), day.parse().unwrap()))
        .collect();
    remedies(Locale::En, pack, &exercise, audience.as_ref(), &opened)
}

#[test]
fn mensura_15_4_and_gdpr_12_4_the_authority_and_the_court_are_named() {
    for controller in ["mensura", "certimed"] {
        let told = told(controller, None, &[]);
        let named = |name: &str| told.iter().any(|text| text.contains(name));
        assert!(named("Data Protection Authority"), "{told:?}");
        assert!(named("court"), "{told:?}");
    }
}

#[test]
fn occar_prints_its_own_address_and_nothing_of_the_gdpr() {
    let told = told("occar", None, &[]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("info@occar.int"));
    for foreign in ["GDPR", "authority", "court", "Authority"] {
        assert!(!told[0].contains(foreign), "{told:?}");
    }
}

#[test]
fn eurocontrol_25_3_and_25_4_staff_and_others_have_ways_of_their_own() {
    let board = |told: &[String]| told.iter().any(|text| text.contains("Supervisory Board"));
    let tribunal = |told: &[String]| told.iter().any(|text| text.contains("Tribunal"));
    let staff = told("eurocontrol", Some("staff"), &[]);
    assert!(!board(&staff) && tribunal(&staff), "{staff:?}");
    let other = told("eurocontrol", Some("non-staff"), &[]);
    assert!(board(&other) && !tribunal(&other), "{other:?}");
    // In doubt both, and each says whom it is for.
    let unsure = told("eurocontrol", Some("unsure"), &[]);
    assert!(board(&unsure) && tribunal(&unsure), "{unsure:?}");
    let whom = |text: &&String| text.starts_with("For ");
    assert_eq!(unsure.iter().filter(whom).count(), 2, "{unsure:?}");
    assert_eq!(staff.iter().filter(whom).count(), 0, "{staff:?}");
}

#[test]
fn eurocontrol_25_4_languages_and_window_of_the_board_are_told() {
    let find = |told: Vec<String>| {
        let mut told = told.into_iter();
        told.find(|text| text.contains("Supervisory Board"))
            .unwrap()
    };
    let before = find(told("eurocontrol", Some("non-staff"), &[]));
    assert!(before.contains("English, French"), "{before}");
    assert!(before.contains("3 months"), "{before}");
    let opened = [("board-complaint", "2026-06-20")];
    let after = find(told("eurocontrol", Some("non-staff"), &opened));
    assert!(after.contains("20 June 2026"), "{after}");
    assert!(!after.contains("3 months"), "{after}");
}
