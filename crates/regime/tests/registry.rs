//! What is pinned, kept and found again.

use std::collections::BTreeMap;

use habeas_envelope::ControllerId;
use habeas_regime::{
    CalendarRef, ClockId, FileKind, IdentityCheck, Library, NotOffered, Pack, Packs, Regime,
    Requested, RequestedKinds, Right, RouteDecision, RouteHints,
};
use habeas_timelimit::{Calendar, CalendarId, Calendars, HolidayRules, ListedDay};

const EXAMPLE: &str = include_str!("example.toml");

fn example() -> Pack {
    Pack::parse(EXAMPLE).expect("the test says what the pack has")
}

fn newer() -> Pack {
    Pack::parse(&EXAMPLE.replace("version = \"1\"", "version = \"2\""))
        .expect("the test says what the pack has")
}

#[test]
fn equal_texts_have_equal_hashes_and_one_byte_changes_it() {
    assert_eq!(example().reference(), example().reference());
    assert_eq!(example().reference().version, "1");
    let moved = Pack::parse(&format!("{EXAMPLE}\n")).unwrap();
    assert_eq!(moved.reference().version, "1");
    assert_ne!(moved.reference().hash, example().reference().hash);
}

#[test]
fn a_changed_regime_changes_the_hash_of_the_packs_that_refer_to_it() {
    let mut library = Library::embedded();
    let text = library
        .regime_text(&"gdpr-be".parse().unwrap())
        .unwrap()
        .replacen("months = 1", "months = 2", 1);
    library.add_regime("gdpr-be.toml", &text).unwrap();
    let pack = Pack::parse_with("example.toml", EXAMPLE, &library).unwrap();
    assert_ne!(pack.reference().hash, example().reference().hash);

    let mut library = Library::embedded();
    let text = library
        .regime_text(&"occar".parse().unwrap())
        .unwrap()
        .replacen("months = 1", "months = 2", 1);
    library.add_regime("occar.toml", &text).unwrap();
    let pack = Pack::parse_with("example.toml", EXAMPLE, &library).unwrap();
    assert_eq!(pack.reference(), example().reference());
}

#[test]
fn a_kept_pack_is_read_again_as_it_was_after_its_regime_changed() {
    let kept = example().text().clone();
    let again = Pack::reopen(&kept).unwrap();
    assert_eq!(again.reference(), example().reference());
    let access = Right::literal("access");
    let general = FileKind::literal("general");
    assert_eq!(
        again.clock(&access, &general),
        example().clock(&access, &general)
    );
}

#[test]
fn the_registry_keeps_every_state_and_has_one_in_force() {
    let id = ControllerId::new("example").unwrap();
    let mut packs = Packs::default();
    packs.adopt(example());
    packs.adopt(newer());
    assert_eq!(packs.current(&id).unwrap().reference().version, "2");
    let first = packs.pinned(&id, example().reference()).unwrap();
    assert_eq!(first.reference().version, "1");
    packs.keep(example());
    assert_eq!(packs.current(&id).unwrap().reference().version, "2");

    let mut other_hash = example().reference().clone();
    other_hash.hash = newer().reference().hash;
    assert!(packs.pinned(&id, &other_hash).is_none());
    let stranger = ControllerId::new("stranger").unwrap();
    assert!(packs.current(&stranger).is_none());
    assert_eq!(packs.controllers().count(), 1);
}

#[test]
fn the_embedded_packs_are_the_six() {
    let packs = Packs::embedded();
    let ids: Vec<_> = packs.controllers().map(ControllerId::as_str).collect();
    assert_eq!(
        ids,
        [
            "certimed",
            "eurocontrol",
            "formula-air",
            "mensura",
            "occar",
            "werken-bij-defensie"
        ]
    );
}

#[test]
fn every_case_a_pack_offers_has_a_desk_a_clock_and_somebody_who_decides() {
    for pack in Packs::embedded().iter() {
        let provisions = pack.provisions();
        for right in &provisions.rights {
            let requested = Requested {
                rights: vec![right.id.clone()],
                kinds: RequestedKinds::Everything,
            };
            let cases = pack.expand(&requested).unwrap();
            assert!(!cases.is_empty(), "{} {}", pack.controller(), right.id);
            for kind in &provisions.file_kinds {
                if !pack.offers(&right.id, &kind.id) {
                    continue;
                }
                let desk = match pack.route(&right.id, &kind.id, &RouteHints::default()) {
                    RouteDecision::Desk { desk }
                    | RouteDecision::RegisteredLetter { desk, .. }
                    | RouteDecision::NeedsPerson { desk, .. } => desk,
                };
                assert!(pack.desk(&desk).is_some());
                let approval = pack.approval(&right.id, &kind.id).unwrap();
                assert!(pack.office(approval.decides).is_some());
                assert!(pack.office(approval.approves).is_some());
                assert!(!pack.clock(&right.id, &kind.id).citation().is_empty());
            }
        }
    }
}

#[test]
fn the_example_needs_no_person_between_filing_and_routed() {
    let pack = example();
    let requested = Requested {
        rights: vec![Right::literal("access")],
        kinds: RequestedKinds::Everything,
    };
    let cases = pack.expand(&requested).unwrap();
    assert_eq!(cases.len(), 3);
    assert_eq!(pack.identity(&cases).check, IdentityCheck::None);
    for (right, kind) in &cases {
        let decision = pack.route(right, kind, &RouteHints::default());
        assert!(!matches!(decision, RouteDecision::NeedsPerson { .. }));
    }
}

#[test]
fn an_expansion_has_the_order_of_the_pack_and_no_doubles() {
    let requested = Requested {
        rights: vec![
            Right::literal("erasure"),
            Right::literal("access"),
            Right::literal("erasure"),
        ],
        kinds: RequestedKinds::Only(vec![
            FileKind::literal("medical"),
            FileKind::literal("general"),
            FileKind::literal("medical"),
        ]),
    };
    let cases: Vec<String> = example()
        .expand(&requested)
        .unwrap()
        .iter()
        .map(|(right, kind)| format!("{right} {kind}"))
        .collect();
    assert_eq!(
        cases,
        [
            "access general",
            "access medical",
            "erasure general",
            "erasure medical"
        ]
    );
}

#[test]
fn an_expansion_of_what_the_pack_does_not_have_is_refused() {
    let ask = |rights: &[&'static str], kinds| {
        example().expand(&Requested {
            rights: rights.iter().map(|right| Right::literal(right)).collect(),
            kinds,
        })
    };
    let dental = FileKind::literal("dental");
    assert_eq!(
        ask(&["access"], RequestedKinds::Only(vec![dental.clone()])),
        Err(NotOffered::Kind(dental))
    );
    assert_eq!(
        ask(&["pardon"], RequestedKinds::Everything),
        Err(NotOffered::Right(Right::literal("pardon")))
    );
    assert_eq!(
        ask(&[], RequestedKinds::Everything),
        Err(NotOffered::Nothing)
    );
    assert_eq!(
        ask(&["access"], RequestedKinds::Only(Vec::new())),
        Err(NotOffered::Nothing)
    );
}

#[test]
fn a_calendar_is_pinned_by_its_data_not_by_its_layout() {
    let library = Library::embedded();
    let be = CalendarId::new("BE");
    let reference = library.calendar_ref(&be).unwrap();
    assert_eq!(reference.version, 1);
    let bundled = Calendars::bundled();
    assert_eq!(CalendarRef::of(bundled.get(&be).unwrap()), reference);
    let more = library
        .calendars()
        .get(&be)
        .unwrap()
        .clone()
        .with_listed_day(ListedDay {
            date: "2027-01-04".parse().unwrap(),
            citation: "a decree".to_owned(),
        });
    let changed = CalendarRef::of(&more);
    assert_eq!(changed.version, 2);
    assert_ne!(changed.hash, reference.hash);
    let numbered = |version| {
        let rules = HolidayRules::Belgium;
        CalendarRef::of(&Calendar::new(CalendarId::new("BE"), version, rules)).hash
    };
    assert_eq!(numbered(1), numbered(1));
    assert_ne!(numbered(1), numbered(2));
}

#[test]
fn the_calendars_and_limits_are_those_that_the_vectors_are_checked_with() {
    let library = Library::embedded();
    assert_eq!(library.calendars(), &Calendars::bundled());
    let bundled = habeas_timelimit::vectors::Regimes::bundled();
    let mut compared = BTreeMap::new();
    for regime in library.regimes() {
        for clock in &regime.clocks {
            if let Some(limit) = bundled.get(regime.id.as_str(), clock.id.as_str()) {
                assert_eq!(&clock.limit, limit, "{}/{}", regime.id, clock.id);
                *compared.entry(regime.id.as_str()).or_insert(0) += 1;
            }
        }
    }
    assert_eq!(compared["gdpr-be"], 3);
    assert_eq!(compared["eurocontrol"], 9);
    assert_eq!(compared.len(), 10);
}

#[test]
fn a_regime_that_contradicts_itself_is_refused() {
    let base = r#"
format = 1
id = "own"
version = "1"

[[clocks]]
id = "request"
from = "receipt"
GROUNDS

[clocks.limit]
period = { months = 1 }
rule = "RULE"
EXTENSION
citation = "Own rules, 1"
"#;
    let say = |grounds: &str, rule: &str, extension: &str| {
        let text = base
            .replace("GROUNDS", grounds)
            .replace("RULE", rule)
            .replace("EXTENSION", extension);
        Regime::parse("own.toml", &text).unwrap_err().to_string()
    };
    let further =
        r#"extension = { further = { months = 2 }, reading = "in_one_go", citation = "Own, 2" }"#;
    assert_eq!(
        say("", "self_imposed", further),
        "own.toml: clocks[request].extension_grounds: the limit can be extended, but no ground \
         for it is given"
    );
    assert_eq!(
        say("extension_grounds = [\"complexity\"]", "self_imposed", ""),
        "own.toml: clocks[request].extension_grounds: grounds are given, but the limit cannot be \
         extended"
    );
    assert!(say("", "regulation_1182_71", "").contains("this computation rule needs a calendar"),);
    let twice = base
        .replace("GROUNDS", "")
        .replace("RULE", "self_imposed")
        .replace("EXTENSION", "");
    let clock = twice.split_once("[[clocks]]").unwrap().1;
    let twice = format!("{twice}\n[[clocks]]{clock}");
    assert_eq!(
        Regime::parse("own.toml", &twice).unwrap_err().to_string(),
        "own.toml: clocks[request]: there is another clock of this name"
    );
}

#[test]
fn a_clock_is_written_as_regime_and_clock() {
    let id: ClockId = "gdpr-be/request".parse().unwrap();
    assert_eq!(id.regime, "gdpr-be");
    assert_eq!(id.clock, "request");
    assert_eq!(id.to_string(), "gdpr-be/request");
    assert!("gdpr-be".parse::<ClockId>().is_err());
    assert!("gdpr-be/Request".parse::<ClockId>().is_err());
}
