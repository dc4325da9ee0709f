//! The dates of a request with their reasons: who sees which of them, and in which words.
#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use chrono::NaiveDate;
use habeas_case::{
    Context,
    case::{Case, Command},
};
use habeas_dossier::why::{self, DateAccount, PersonDate, ReadingKind};
use habeas_engine::{PackShelf, testing::World};
use habeas_envelope::{ActorId, CaseId, Code, ControllerId, ItemId, SubmissionId};
use habeas_language::Locale;
use habeas_regime::{FileKind, Right};
use habeas_timelimit::{Facts, State};
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn of_facts(pack: &str, right: &str, kind: &str, facts: Facts, locale: Locale) -> DateAccount {
    let shelf = PackShelf::embedded();
    let pack = shelf.current(&ControllerId::new(pack).unwrap()).unwrap();
    let exercise = (Right::new(right).unwrap(), FileKind::new(kind).unwrap());
    why::of_facts(locale, pack, shelf.calendars(), exercise, facts).unwrap()
}

fn told_in(told: &PersonDate, locale: Locale) -> String {
    format!("{} {}", told.headline(locale), told.sentences.join(" "))
}

fn kinds(account: &DateAccount) -> Vec<(ReadingKind, NaiveDate)> {
    account
        .readings
        .iter()
        .map(|reading| (reading.kind, reading.date))
        .collect()
}

/// A request for a medical file, received on 2 March 2026 in Brussels.
fn medical() -> (World, SubmissionId, CaseId) {
    let controller = ControllerId::new("mensura").unwrap();
    let now = "2026-03-02T22:30:00Z".parse().unwrap();
    let mut world = World::new(PackShelf::embedded(), controller, now);
    let (id, _) = world.file(|_| {}).unwrap();
    let opened = vec![world.opening(id, "access", "medical")];
    world.open(id, opened).unwrap();
    let case = world.case_on(id, "medical").0;
    (world, id, case)
}

fn account(world: &World, id: SubmissionId, locale: Locale) -> DateAccount {
    let state: &Case = world.case_on(id, "medical").1;
    let actor = ActorId::operator();
    let ctx = Context {
        now: world.now,
        actor: &actor,
        pack: world.shelf.current(&world.controller).unwrap(),
        calendars: world.shelf.calendars(),
    };
    why::of_case(locale, state, &ctx).unwrap()
}

#[test]
fn a_case_names_who_wrote_down_what_moved_its_date() {
    let (mut world, id, case) = medical();
    world.now = "2026-03-12T09:00:00Z".parse().unwrap();
    let staff = ActorId::staff(Uuid::from_u128(7));
    let pause = Command::Pause {
        cause: Code::literal("clarification"),
        day: day("2026-03-05"),
        evidence: None,
    };
    let resume = Command::Resume {
        day: day("2026-03-12"),
    };
    for command in [pause, resume] {
        world
            .execute(staff.clone(), vec![(case, command).into()])
            .unwrap();
    }
    let account = account(&world, id, Locale::En);
    assert_eq!(account.due, Some(day("2026-04-09")));
    assert_eq!(account.work_to(), Some(day("2026-04-09")));
    let paused = account
        .steps
        .iter()
        .find(|step| !step.recorded.is_empty())
        .unwrap();
    assert_eq!(
        paused.sentence,
        "From 5 March 2026 to 12 March 2026 the time limit stood still, which adds 7 days: 9 April 2026."
    );
    assert_eq!(paused.citation, "EDPB GL 01/2022 s.159");
    assert_eq!(
        (paused.from, paused.to),
        (day("2026-04-02"), day("2026-04-09"))
    );
    let records = |seq: &u64| {
        let of_case = world.log().iter().filter(|r| r.stream.id == case.0);
        let record = of_case.into_iter().find(|r| r.seq == *seq).unwrap();
        (record.event_type.to_string(), record.actor.clone())
    };
    let recorded: Vec<_> = paused.recorded.iter().map(records).collect();
    assert_eq!(
        recorded,
        [
            ("clock-paused".to_owned(), staff.clone()),
            ("clock-resumed".to_owned(), staff)
        ]
    );
    // The unsuspended date, and the fifteen days for patient files; a restart would end later.
    assert_eq!(
        kinds(&account),
        [
            (ReadingKind::Unsuspended, day("2026-04-02")),
            (ReadingKind::OtherLaw, day("2026-03-17")),
        ]
    );
}

#[test]
fn the_person_sees_plain_sentences_and_nothing_of_the_file() {
    for locale in Locale::ALL {
        let (mut world, id, case) = medical();
        let extend = Command::Extend {
            ground: Code::literal("complexity"),
            reason: ItemId(Uuid::from_u128(3)),
            day: day("2026-03-02"),
            evidence: Some(ItemId(Uuid::from_u128(4))),
        };
        world
            .execute(ActorId::operator(), vec![(case, extend).into()])
            .unwrap();
        let account = account(&world, id, *locale);
        assert_eq!(account.first_due, Some(day("2026-04-02")));
        let told = account.for_person();
        assert_eq!(told.date, Some(day("2026-06-02")));
        assert!(told.binding);
        assert_eq!(
            told.citations,
            ["Reg. 1182/71 art. 3(1)", "GDPR art. 12(3)"]
        );
        let text = told_in(&told, *locale).to_lowercase();
        assert!(!text.contains('⟦'), "{text}");
        for secret in [
            "medi", "médi", "patient", "2002", "dossier", "15 ", "refus", "weiger",
        ] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        assert_eq!(
            kinds(&account),
            [
                (ReadingKind::RefuseBy, day("2026-04-02")),
                (ReadingKind::OtherLaw, day("2026-03-17")),
            ]
        );
    }
}

#[test]
fn an_earlier_reading_of_an_extension_is_worked_to_and_not_told() {
    let facts = Facts::received(day("2025-01-31")).extended_on(day("2025-02-10"));
    let account = of_facts("mensura", "access", "general", facts, Locale::En);
    assert_eq!(account.due, Some(day("2025-04-30")));
    assert_eq!(account.work_to(), Some(day("2025-04-28")));
    assert_eq!(account.for_person().date, Some(day("2025-04-30")));
    assert_eq!(
        kinds(&account),
        [
            (ReadingKind::LastDay, day("2025-04-30")),
            (ReadingKind::RefuseBy, day("2025-02-28")),
        ]
    );
    let told = told_in(&account.for_person(), Locale::En);
    assert!(told.contains("Wednesday 30 April 2025"), "{told}");
    assert!(!told.contains("28 April"), "{told}");
}

#[test]
fn a_self_imposed_term_shows_the_statutory_limit_beside_it() {
    let facts = Facts::received(day("2025-03-24"));
    let account = of_facts("formula-air", "access", "general", facts, Locale::En);
    assert_eq!(
        account.due,
        Some(day("2025-04-21")),
        "Easter Monday, not moved"
    );
    assert_eq!(
        kinds(&account),
        [(ReadingKind::StatutoryCap, day("2025-04-24"))]
    );
}

#[test]
fn a_target_is_told_as_an_aim() {
    for locale in Locale::ALL {
        let facts = Facts::received(day("2026-03-02"));
        let account = of_facts("occar", "access", "general", facts, *locale);
        assert_eq!(account.state, State::NoTimeLimit);
        assert_eq!((account.first_due, account.due), (None, None));
        let told = account.for_person();
        assert_eq!((told.date, told.binding), (Some(day("2026-04-02")), false));
        assert!(kinds(&account).is_empty());
        let text = told_in(&told, *locale);
        for word in ["GDPR", "AVG", "RGPD", "2016/679"] {
            assert!(!text.contains(word), "{text}");
            assert!(!told.citations.iter().any(|c| c.contains(word)));
        }
    }
}

#[test]
fn of_several_the_latest_day_is_told() {
    let running = |received: &str| {
        let facts = Facts::received(day(received));
        of_facts("mensura", "access", "general", facts, Locale::En)
    };
    let still = Facts::received(day("2026-03-02")).suspended(day("2026-03-03"), None);
    let still = of_facts("mensura", "access", "general", still, Locale::En);
    let aim = of_facts(
        "occar",
        "access",
        "general",
        Facts::received(day("2026-03-20")),
        Locale::En,
    );
    let due = |accounts: Vec<DateAccount>| why::latest(accounts).unwrap().due;
    let (early, late) = (running("2026-03-02"), running("2026-03-04"));
    assert_eq!(
        due(vec![early.clone(), late.clone(), early.clone()]),
        Some(day("2026-04-07")),
        "4 April is a Saturday before Easter"
    );
    assert_eq!(
        due(vec![still.clone(), early, aim.clone()]),
        Some(day("2026-04-02"))
    );
    let told = why::latest(vec![aim, still]).unwrap().for_person();
    assert_eq!((told.date, told.binding), (None, true));
    assert!(why::latest(Vec::new()).is_none());
}

/// A list's row, the account of a page, and what a letter to an office or a person names.
#[test]
fn bug_12_a_letter_and_a_list_name_the_date_of_the_page() {
    let (world, id, _) = medical();
    let account = account(&world, id, Locale::Nl);
    let actor = ActorId::operator();
    let pack = world.shelf.current(&world.controller).unwrap();
    let ctx = Context {
        now: world.now,
        actor: &actor,
        pack,
        calendars: world.shelf.calendars(),
    };
    let row = world.case_on(id, "medical").1.row(&ctx).unwrap();
    assert_eq!(
        (row.first_due, row.due, row.safe),
        (account.first_due, account.due, account.safe)
    );
    let filed = why::of_submission(
        Locale::Nl,
        pack,
        world.shelf.calendars(),
        world.submission(id),
    );
    let alone = filed.unwrap();
    assert_eq!(alone.due, Some(day("2026-04-02")));
    assert_eq!(account.due, alone.due);
    assert_eq!(account.in_words(), alone.in_words());
}

#[test]
fn every_word_of_a_reading_exists_in_every_language() {
    let keys = [
        "why-last-day",
        "why-refuse-by",
        "why-other-law",
        "why-statutory-cap",
    ];
    habeas_language::testing::check_keys(keys).unwrap();
    for locale in Locale::ALL {
        let facts = Facts::received(day("2025-01-31")).extended_on(day("2025-02-10"));
        let account = of_facts("mensura", "access", "medical", facts, *locale);
        assert_eq!(account.readings.len(), 3);
        for reading in &account.readings {
            assert!(reading.sentence.contains("2025"), "{}", reading.sentence);
        }
    }
}
