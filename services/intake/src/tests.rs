use habeas_case::{
    CloseReason, ContactKind, DispatchChannel, DispatchCommand, DispatchStage, Refusal, Requested,
    case::{self, Stage},
    submission,
};
use habeas_engine::{Command, PackShelf, testing::World};
use habeas_envelope::{ActorId, Code, ControllerId, DispatchId, ItemId, SubmissionId};
use habeas_regime::{Library, testing::example_packs};
use proptest::prelude::*;
use uuid::Uuid;

use crate::Intake;

fn world(controller: &str, now: &str) -> World {
    let shelf = PackShelf::new(example_packs(), Library::embedded());
    World::new(
        shelf,
        ControllerId::new(controller).unwrap(),
        now.parse().unwrap(),
    )
}

fn asks(right: &'static str, kind: &'static str) -> Requested {
    Requested {
        right: Code::literal(right),
        kind: Code::literal(kind),
    }
}

fn withdraw(world: &mut World, id: SubmissionId) {
    let command = Command::Submission(id, submission::Command::Withdraw);
    world.execute(ActorId::person(), vec![command]).unwrap();
}

#[test]
fn everything_opens_a_case_at_each_desk_and_tells_the_latest_date() {
    let mut world = world("example", "2026-03-02T09:00:00Z");
    let (id, filed) = world.file(|_| {}).unwrap();
    let events = world.deliver(&Intake, &filed).unwrap();

    let submission = world.submission(id);
    assert_eq!(submission.cases.len(), 3);
    // One month from 2 March 2026: Thursday 2 April 2026.
    assert_eq!(submission.told, Some("2026-04-02".parse().unwrap()));
    let desks: Vec<_> = ["general", "medical", "psychosocial"]
        .iter()
        .map(|kind| {
            let (_, case) = world.case_on(id, kind);
            let opened = case.opened.as_ref().unwrap();
            (opened.desk.to_string(), opened.compartment.to_string())
        })
        .collect();
    let expected = [
        ("privacy", "general"),
        ("medical", "medical"),
        ("psychosocial", "psychosocial"),
    ];
    assert_eq!(desks, expected.map(|(d, c)| (d.to_owned(), c.to_owned())));
    let (_, case) = world.case_on(id, "medical");
    assert_eq!(case.stage(), Stage::Identity);
    let opened = case.opened.as_ref().unwrap();
    assert_eq!(
        (opened.regime.as_str(), opened.clock.as_str()),
        ("gdpr-be", "request")
    );
    assert_eq!(opened.calendar.as_ref().unwrap().id, "be");
    assert_eq!(
        events
            .iter()
            .filter(|e| e.event_type == "dispatch-ordered")
            .count(),
        1
    );
}

#[test]
fn an_end_in_easter_rolls_to_the_day_after() {
    let mut world = world("mensura", "2026-03-04T09:00:00Z");
    let (id, filed) = world
        .file(|filing| filing.requested = vec![asks("access", "general")])
        .unwrap();
    world.deliver(&Intake, &filed).unwrap();
    // 4 April 2026 is a Saturday, 5 April Easter, 6 April Easter Monday.
    assert_eq!(
        world.submission(id).told,
        Some("2026-04-07".parse().unwrap())
    );
}

/// CTS 30e775143: what was extended is counted from the day of receipt as it stands.
#[test]
fn bug_17_a_corrected_receipt_reaches_every_case_and_its_extension() {
    let mut world = world("mensura", "2026-03-04T09:00:00Z");
    let (id, filed) = world
        .file(|filing| {
            filing.requested = vec![asks("access", "general"), asks("access", "training")];
        })
        .unwrap();
    world.deliver(&Intake, &filed).unwrap();
    let (extended, _) = world.case_on(id, "general");
    let extend = case::Command::Extend {
        ground: Code::literal("complexity"),
        reason: ItemId(Uuid::from_u128(3)),
        evidence: None,
        day: "2026-03-04".parse().unwrap(),
    };
    let desk = ActorId::staff(Uuid::from_u128(9));
    world
        .execute(desk.clone(), vec![Command::Case(extended, extend)])
        .unwrap();

    let day = "2026-02-16".parse().unwrap();
    let reason = Code::literal("letter-found");
    let correct = submission::Command::CorrectReceipt { day, reason };
    let corrected = world
        .execute(desk, vec![Command::Submission(id, correct)])
        .unwrap();
    world.deliver(&Intake, &corrected[0]).unwrap();

    let received = "2026-03-04".parse().unwrap();
    for (_, case) in world.cases(id) {
        assert_eq!(case.clock.received(received), day);
    }
    // One month from 16 February 2026 is Monday 16 March; two on top, Saturday 16 May, ends on
    // Monday 18 May.
    let told = world.submission(id).told;
    assert_eq!(told, Some("2026-05-18".parse().unwrap()));
    assert!(world.deliver(&Intake, &corrected[0]).unwrap().is_empty());
}

/// A pause that began before the corrected day would contradict it: that case keeps its own day and
/// says so, its sibling follows, and the person hears the date that holds now.
#[test]
fn a_case_that_cannot_follow_a_corrected_receipt_is_left_and_its_siblings_are_not() {
    let mut world = world("mensura", "2026-03-04T09:00:00Z");
    let (id, filed) = world
        .file(|filing| {
            filing.requested = vec![asks("access", "general"), asks("access", "training")];
        })
        .unwrap();
    world.deliver(&Intake, &filed).unwrap();
    let desk = ActorId::staff(Uuid::from_u128(9));
    let (paused, _) = world.case_on(id, "general");
    world.now = "2026-03-12T09:00:00Z".parse().unwrap();
    let pause = case::Command::Pause {
        cause: Code::literal("identity-question"),
        day: "2026-03-06".parse().unwrap(),
        evidence: None,
    };
    let pause = vec![Command::Case(paused, pause)];
    world.execute(desk.clone(), pause).unwrap();

    let day = "2026-03-10".parse().unwrap();
    let correct = submission::Command::CorrectReceipt {
        day,
        reason: Code::literal("mistyped"),
    };
    let corrected = world
        .execute(desk, vec![Command::Submission(id, correct)])
        .unwrap();
    let events = world.deliver(&Intake, &corrected[0]).unwrap();

    let received = "2026-03-04".parse().unwrap();
    let (_, left) = world.case_on(id, "general");
    assert_eq!(left.clock.received(received), received);
    assert_eq!(left.receipt_left, Some(day));
    let (_, followed) = world.case_on(id, "training");
    assert_eq!(followed.clock.received(received), day);
    assert_eq!(followed.receipt_left, None);
    // One month from 10 March 2026: Friday 10 April.
    let told = world.submission(id).told;
    assert_eq!(told, Some("2026-04-10".parse().unwrap()));
    let names: Vec<&str> = events.iter().map(|e| e.event_type.as_str()).collect();
    assert!(names.contains(&"receipt-left"), "{names:?}");
    let notices = world.submission(id).outgoing.iter();
    let notices: Vec<_> = notices
        .filter(|(_, view)| view.template == "date-moved")
        .collect();
    assert_eq!(notices.len(), 1);
    assert!(world.deliver(&Intake, &corrected[0]).unwrap().is_empty());
    world.settle(&Intake).unwrap();
    let again = world.submission(id).outgoing.iter();
    assert_eq!(again.filter(|(_, v)| v.template == "date-moved").count(), 1);
}

/// Nobody waits for what is answered: the date that the person hears is that of the rest.
#[test]
fn an_answered_sibling_gives_no_date_after_a_corrected_receipt() {
    let mut world = world("mensura", "2026-03-04T09:00:00Z");
    let (id, filed) = world
        .file(|filing| {
            filing.requested = vec![asks("access", "general"), asks("access", "training")];
        })
        .unwrap();
    world.deliver(&Intake, &filed).unwrap();
    let desk = ActorId::staff(Uuid::from_u128(9));
    let (extended, _) = world.case_on(id, "general");
    let extend = case::Command::Extend {
        ground: Code::literal("complexity"),
        reason: ItemId(Uuid::from_u128(3)),
        evidence: None,
        day: "2026-03-04".parse().unwrap(),
    };
    let closes = case::Command::Close {
        reason: CloseReason::Withdrawn,
    };
    let commands = vec![
        Command::Case(extended, extend),
        Command::Case(extended, closes),
    ];
    world.execute(desk.clone(), commands).unwrap();

    let (open, _) = world.case_on(id, "training");
    let correct = case::Command::CorrectReceipt {
        day: "2026-03-02".parse().unwrap(),
        reason: Code::literal("other-channel"),
    };
    let corrected = world
        .execute(desk, vec![Command::Case(open, correct)])
        .unwrap();
    world.deliver(&Intake, &corrected[0]).unwrap();
    // One month from 2 March 2026: Thursday 2 April; it was Tuesday 7 April, after Easter.
    let told = world.submission(id).told;
    assert_eq!(told, Some("2026-04-02".parse().unwrap()));
    let notices = world.submission(id).outgoing.iter();
    assert_eq!(
        notices.filter(|(_, v)| v.template == "date-moved").count(),
        1
    );
    assert!(world.deliver(&Intake, &corrected[0]).unwrap().is_empty());
}

#[test]
fn the_acknowledgement_goes_once_by_the_way_the_person_is_reached() {
    let mut world = world("example", "2026-03-02T09:00:00Z");
    let (id, filed) = world.file(|_| {}).unwrap();
    world.deliver(&Intake, &filed).unwrap();
    assert!(world.deliver(&Intake, &filed).unwrap().is_empty());
    let sent: Vec<_> = world.submission(id).outgoing.iter().collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].1.template, "acknowledgement");
    assert_eq!(sent[0].1.stage, DispatchStage::Ordered);
    assert_eq!(sent[0].1.channel, DispatchChannel::Mail);

    let (id, filed) = world
        .file(|filing| filing.contact_kind = ContactKind::Post)
        .unwrap();
    world.deliver(&Intake, &filed).unwrap();
    assert!(world.deliver(&Intake, &filed).unwrap().is_empty());
    let sent: Vec<_> = world.submission(id).outgoing.iter().collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].1.template, "acknowledgement");
    assert_eq!(sent[0].1.channel, DispatchChannel::Letter);
}

#[test]
fn the_code_of_who_filed_on_paper_goes_with_the_letter_and_with_no_mail() {
    let mut world = world("example", "2026-03-02T09:00:00Z");
    let code = ItemId(Uuid::from_u128(0xc0de));
    for (kind, carried) in [
        (ContactKind::Post, vec![code]),
        (ContactKind::Email, Vec::new()),
    ] {
        let (id, filed) = world
            .file(|filing| {
                filing.contact_kind = kind;
                filing.access_code = Some(code);
            })
            .unwrap();
        world.deliver(&Intake, &filed).unwrap();
        let sent: Vec<_> = world.submission(id).outgoing.iter().collect();
        assert_eq!(sent[0].1.items, carried, "{kind:?}");
    }
}

#[test]
fn a_right_chosen_twice_opens_one_case() {
    let mut world = world("example", "2026-03-02T09:00:00Z");
    let (id, filed) = world
        .file(|filing| {
            filing.requested = vec![asks("access", "medical"), asks("access", "everything")];
        })
        .unwrap();
    world.deliver(&Intake, &filed).unwrap();
    assert_eq!(world.cases(id).len(), 3);
}

#[test]
fn a_kind_the_pack_does_not_have_is_left_to_a_person() {
    let mut world = world("example", "2026-03-02T09:00:00Z");
    let (id, filed) = world
        .file(|filing| filing.requested = vec![asks("access", "aviation")])
        .unwrap();
    assert_eq!(world.deliver(&Intake, &filed), Err(Refusal::NotOffered));
    assert_eq!(world.submission(id).class, None);
}

#[test]
fn a_named_office_is_kept_only_where_the_pack_lets_the_person_name_one() {
    let mut world = world("mensura", "2026-03-02T09:00:00Z");
    let (id, filed) = world
        .file(|filing| filing.named_office = Some(Code::literal("prevention-advisor")))
        .unwrap();
    world.deliver(&Intake, &filed).unwrap();
    let named = |kind: &str| {
        let (_, case) = world.case_on(id, kind);
        case.opened.as_ref().unwrap().named_office.clone()
    };
    assert_eq!(
        named("psychosocial"),
        Some(Code::literal("prevention-advisor"))
    );
    assert_eq!(named("medical"), None);
    assert_eq!(named("general"), None);
}

/// Two filings that say the same open cases of their own each, and what becomes of one does nothing
/// to the other: which of them is the person's is known only once somebody has looked.
#[test]
fn bug_22_what_looks_like_a_double_is_a_request_of_its_own() {
    let mut world = world("mensura", "2026-03-02T09:00:00Z");
    let same = |filing: &mut habeas_case::SubmissionReceived| {
        filing.requested = vec![asks("access", "general")];
    };
    let (stranger, filed) = world.file(same).unwrap();
    world.deliver(&Intake, &filed).unwrap();
    let (victim, filed) = world.file(same).unwrap();
    world.deliver(&Intake, &filed).unwrap();
    let of = |world: &World, id| -> Vec<_> {
        let cases = world.cases(id);
        cases
            .into_iter()
            .map(|(id, case)| (id, case.closed.is_some()))
            .collect()
    };
    let (theirs, own) = (of(&world, stranger), of(&world, victim));
    assert_eq!((theirs.len(), own.len()), (1, 1));
    assert_ne!(theirs[0].0, own[0].0);
    withdraw(&mut world, stranger);
    world.settle(&Intake).unwrap();
    assert_eq!(world.submission(victim).closed, None);
    assert_eq!(of(&world, victim), own);
}

#[test]
fn what_is_withdrawn_is_closed_and_no_case_opens_late() {
    let mut world = world("example", "2026-03-02T09:00:00Z");
    let (id, filed) = world.file(|_| {}).unwrap();
    withdraw(&mut world, id);
    world.deliver(&Intake, &filed).unwrap();
    assert_eq!(world.cases(id).len(), 0);
    assert_eq!(world.submission(id).closed, Some(CloseReason::Withdrawn));

    let (id, filed) = world.file(|_| {}).unwrap();
    world.deliver(&Intake, &filed).unwrap();
    withdraw(&mut world, id);
    world.settle(&Intake).unwrap();
    assert!(
        world
            .cases(id)
            .iter()
            .all(|(_, c)| c.closed == Some(CloseReason::Withdrawn))
    );
}

/// A letter that lies printed in the mailroom, or is being rendered, does not leave any more.
#[test]
fn no_letter_of_a_withdrawn_request_is_left_to_be_posted() {
    for printed in [true, false] {
        let mut world = world("example", "2026-03-02T09:00:00Z");
        let (id, filed) = world.file(|_| {}).unwrap();
        world.deliver(&Intake, &filed).unwrap();
        let (case, _) = world.case_on(id, "general");
        let dispatch = DispatchId(Uuid::from_u128(0xd15));
        let steps = [
            DispatchCommand::Order {
                dispatch,
                channel: DispatchChannel::RegisteredLetter,
                template: Code::literal("transmittal-medical"),
                language: Code::literal("nl"),
                office: Some(Code::literal("head-doctor")),
                not_before: world.now,
                items: Vec::new(),
            },
            DispatchCommand::Start { dispatch },
            DispatchCommand::Queue { dispatch },
            DispatchCommand::Print { dispatch },
        ];
        let done = if printed { 4 } else { 2 };
        let does = |world: &mut World, step: &DispatchCommand| {
            let command = case::Command::Dispatch(step.clone());
            let commands = vec![Command::Case(case, command)];
            world.execute(ActorId::operator(), commands).unwrap();
        };
        for step in &steps[..done] {
            does(&mut world, step);
        }
        withdraw(&mut world, id);
        world.settle(&Intake).unwrap();
        // The courier, who had begun before, comes to the end of it.
        does(&mut world, &DispatchCommand::Queue { dispatch });
        let (_, case) = world.case_on(id, "general");
        let stage = case.outgoing.get(dispatch).unwrap().stage;
        assert_eq!(stage, DispatchStage::Cancelled, "printed: {printed}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever order the messages come in and however often, the end is the same, and a message
    /// that comes again records nothing.
    #[test]
    fn deliveries_in_any_order_and_again_end_the_same(
        withdrawn in any::<bool>(),
        order in proptest::collection::vec(any::<prop::sample::Index>(), 1..6),
    ) {
        let mut world = world("example", "2026-03-02T09:00:00Z");
        let (id, _) = world.file(|_| {}).unwrap();
        if withdrawn {
            withdraw(&mut world, id);
        }
        for index in order {
            let told = world.told("intake");
            let event = index.get(&told).clone();
            world.deliver(&Intake, &event).unwrap();
        }
        let recorded = world.log().len();
        world.settle(&Intake).unwrap();
        prop_assert_eq!(world.log().len(), recorded);
        let submission = world.submission(id);
        prop_assert_eq!(submission.closed.is_some(), withdrawn);
        prop_assert_eq!(submission.cases.len(), if withdrawn { 0 } else { 3 });
        prop_assert_eq!(submission.outgoing.iter().count(), usize::from(!withdrawn));
    }
}
