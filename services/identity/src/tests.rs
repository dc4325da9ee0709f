use habeas_case::{
    CloseReason, DocumentRef, Requested, Waiting, case,
    submission::{self, IdentityState},
};
use habeas_engine::{Command, PackShelf, testing::World};
use habeas_envelope::{ActorId, Code, ControllerId, Hash32, ItemId, SubmissionId};
use habeas_regime::{DeskId, Library, testing::example_packs};
use proptest::prelude::*;
use uuid::Uuid;

use crate::Identity;

fn world(controller: &str, now: &str) -> World {
    let shelf = PackShelf::new(example_packs(), Library::embedded());
    World::new(
        shelf,
        ControllerId::new(controller).unwrap(),
        now.parse().unwrap(),
    )
}

/// Files for access to files of these kinds and opens their cases, as intake does.
fn classified(
    world: &mut World,
    kinds: &[&'static str],
    documents: Vec<DocumentRef>,
) -> SubmissionId {
    let requested = |kind: &&'static str| Requested {
        right: Code::literal("access"),
        kind: Code::literal(kind),
    };
    let (id, _) = world
        .file(|filing| {
            filing.requested = kinds.iter().map(requested).collect();
            filing.documents = documents;
        })
        .unwrap();
    let opened = kinds
        .iter()
        .map(|kind| world.opening(id, "access", kind))
        .collect();
    world.open(id, opened).unwrap();
    id
}

fn document(n: u128) -> DocumentRef {
    DocumentRef {
        item: ItemId(Uuid::from_u128(n)),
        kind: Code::literal("identity"),
        hash: Hash32([3; 32]),
    }
}

fn does(world: &mut World, id: SubmissionId, command: submission::Command) {
    let staff = ActorId::staff(Uuid::from_u128(9));
    world
        .execute(staff, vec![Command::Submission(id, command)])
        .unwrap();
}

fn hand_in(world: &mut World, id: SubmissionId, n: u128) {
    does(
        world,
        id,
        submission::Command::ReceiveEvidence {
            documents: vec![document(n)],
        },
    );
}

fn reject(world: &mut World, id: SubmissionId) {
    let ground = Code::literal("not-the-subject");
    does(
        world,
        id,
        submission::Command::RejectIdentity {
            ground,
            reason: Some(ItemId(Uuid::from_u128(0x7e))),
        },
    );
}

/// Asks for proof on a day and stops the clocks, as the desk does.
fn ask(world: &mut World, id: SubmissionId, day: &str) {
    let day = day.parse().unwrap();
    let question = ItemId(Uuid::from_u128(77));
    does(
        world,
        id,
        submission::Command::AskIdentity {
            question,
            day,
            doubt: Code::literal("no-copy"),
        },
    );
    let pauses = world
        .cases(id)
        .iter()
        .map(|(case, _)| {
            let cause = Code::literal("identity-question");
            Command::Case(
                *case,
                case::Command::Pause {
                    cause,
                    day,
                    evidence: None,
                },
            )
        })
        .collect();
    world.execute(ActorId::operator(), pauses).unwrap();
}

#[test]
fn a_pack_that_does_not_check_settles_it_at_once() {
    let mut world = world("example", "2026-03-02T09:00:00Z");
    let id = classified(&mut world, &["general"], Vec::new());
    world.settle(&Identity).unwrap();
    let method = Code::literal("not-required");
    assert_eq!(
        world.submission(id).identity,
        IdentityState::Established { method }
    );
}

#[test]
fn the_desk_checks_and_is_told_whether_proof_came() {
    for (documents, desk_kinds, desk, reason) in [
        (
            vec![document(1)],
            &["general", "medical"][..],
            "privacy",
            "proof-given",
        ),
        (Vec::new(), &["general"][..], "privacy", "no-proof"),
        (Vec::new(), &["medical"][..], "medical", "no-proof"),
    ] {
        let mut world = world("mensura", "2026-03-02T09:00:00Z");
        // The closed desk alone checks a filing that concerns it alone, where the pack says so.
        let pack = world.shelf.current(&world.controller).unwrap();
        let alone = pack.provisions().identity.closed_desk_alone;
        let desk = if desk == "medical" && !alone {
            "privacy"
        } else {
            desk
        };
        let id = classified(&mut world, desk_kinds, documents);
        world.settle(&Identity).unwrap();
        let desk = DeskId::new(desk).unwrap();
        let state = IdentityState::Checking { desk: desk.into() };
        assert_eq!(world.submission(id).identity, state);
        let opened = world.log().last().unwrap();
        assert_eq!(opened.event_type, "identity-check-opened");
        let text = String::from_utf8_lossy(&opened.body);
        assert!(text.contains(reason), "{reason}");
    }
}

#[test]
fn proof_that_comes_after_a_rejection_opens_the_check_again() {
    let mut world = world("mensura", "2026-03-02T09:00:00Z");
    let id = classified(&mut world, &["general"], Vec::new());
    world.settle(&Identity).unwrap();
    reject(&mut world, id);
    hand_in(&mut world, id, 5);
    world.settle(&Identity).unwrap();
    assert!(matches!(
        world.submission(id).identity,
        IdentityState::Checking { .. }
    ));
}

/// Closed for want of proof is not the end: the check and the cases are open again, on the clock
/// they had.
#[test]
fn proof_that_comes_after_the_submission_was_closed_opens_it_again() {
    let mut world = world("mensura", "2026-03-02T09:00:00Z");
    let id = classified(&mut world, &["general", "training"], Vec::new());
    world.settle(&Identity).unwrap();
    reject(&mut world, id);
    let reason = CloseReason::IdentityNotEstablished;
    let mut close: Vec<Command> = world
        .cases(id)
        .iter()
        .map(|(case, _)| Command::Case(*case, case::Command::Close { reason }))
        .collect();
    close.push(Command::Submission(
        id,
        submission::Command::Close { reason },
    ));
    world.execute(ActorId::operator(), close).unwrap();
    world.settle(&Identity).unwrap();
    assert_eq!(world.submission(id).closed, Some(reason));

    world.now = "2026-03-20T09:00:00Z".parse().unwrap();
    hand_in(&mut world, id, 5);
    let waits = world.submission(id).waiting();
    assert_eq!(waits, Waiting::Worker("identity"));
    world.settle(&Identity).unwrap();
    let submission = world.submission(id);
    assert_eq!(submission.closed, None);
    assert_eq!(submission.status(), "identity");
    let received = "2026-03-02".parse().unwrap();
    for (_, case) in world.cases(id) {
        assert_eq!(case.closed, None);
        assert_eq!(case.clock.received(received), received);
    }
    let recorded = world.log().len();
    world.settle(&Identity).unwrap();
    assert_eq!(world.log().len(), recorded);
}

#[test]
fn proof_that_was_rejected_opens_nothing_when_its_message_comes_late() {
    let mut world = world("mensura", "2026-03-02T09:00:00Z");
    let id = classified(&mut world, &["general"], Vec::new());
    world.settle(&Identity).unwrap();
    hand_in(&mut world, id, 5);
    reject(&mut world, id);
    world.settle(&Identity).unwrap();
    assert!(matches!(
        world.submission(id).identity,
        IdentityState::Rejected { .. }
    ));
}

#[test]
fn proof_ends_the_pause_of_the_question_on_the_day_it_came() {
    let mut world = world("mensura", "2026-03-02T09:00:00Z");
    let id = classified(&mut world, &["general", "training"], Vec::new());
    world.settle(&Identity).unwrap();
    world.now = "2026-03-05T09:00:00Z".parse().unwrap();
    ask(&mut world, id, "2026-03-05");
    world.now = "2026-03-12T09:00:00Z".parse().unwrap();
    hand_in(&mut world, id, 5);
    // The worker comes to it two days late.
    world.now = "2026-03-14T09:00:00Z".parse().unwrap();
    world.settle(&Identity).unwrap();
    for (_, case) in world.cases(id) {
        assert_eq!(case.clock.open_pause(), None);
        let facts = case.clock.facts("2026-03-02".parse().unwrap());
        assert_eq!(facts.suspensions[0].to, Some("2026-03-12".parse().unwrap()));
    }
    let recorded = world.log().len();
    world.settle(&Identity).unwrap();
    assert_eq!(world.log().len(), recorded);
}

#[test]
fn a_reply_by_message_ends_the_pause_of_the_question_as_proof_does() {
    let mut world = world("mensura", "2026-03-02T09:00:00Z");
    let id = classified(&mut world, &["general"], Vec::new());
    world.settle(&Identity).unwrap();
    world.now = "2026-03-05T09:00:00Z".parse().unwrap();
    ask(&mut world, id, "2026-03-05");
    world.now = "2026-03-12T09:00:00Z".parse().unwrap();
    let item = ItemId(Uuid::from_u128(0x51));
    does(&mut world, id, submission::Command::ReceiveMessage { item });
    assert!(
        world
            .told("identity")
            .iter()
            .any(|record| record.event_type == "message-received")
    );
    world.settle(&Identity).unwrap();
    let (_, case) = world.case_on(id, "general");
    let facts = case.clock.facts("2026-03-02".parse().unwrap());
    assert_eq!(facts.suspensions[0].to, Some("2026-03-12".parse().unwrap()));
    assert_eq!(world.submission(id).status(), "identity");
}

/// Whatever the pack has checked, nobody is taken to act for somebody else because they say so.
#[test]
fn a_pack_that_does_not_check_has_who_acts_for_somebody_else_checked() {
    let mut world = world("example", "2026-03-02T09:00:00Z");
    let (id, _) = world
        .file(|filing| filing.capacity = habeas_case::Capacity::Parent)
        .unwrap();
    let opened = world.opening(id, "access", "general");
    world.open(id, vec![opened]).unwrap();
    world.settle(&Identity).unwrap();
    assert!(matches!(
        world.submission(id).identity,
        IdentityState::Checking { .. }
    ));
}

#[test]
fn a_pause_for_another_cause_is_left_alone() {
    let mut world = world("mensura", "2026-03-02T09:00:00Z");
    let id = classified(&mut world, &["general"], Vec::new());
    world.settle(&Identity).unwrap();
    let (case, _) = world.case_on(id, "general");
    let pause = case::Command::Pause {
        cause: Code::literal("clarification"),
        day: "2026-03-02".parse().unwrap(),
        evidence: None,
    };
    world
        .execute(ActorId::operator(), vec![Command::Case(case, pause)])
        .unwrap();
    hand_in(&mut world, id, 5);
    world.settle(&Identity).unwrap();
    assert!(world.case_on(id, "general").1.clock.open_pause().is_some());
}

#[test]
fn what_is_closed_is_not_looked_at() {
    let mut world = world("mensura", "2026-03-02T09:00:00Z");
    let id = classified(&mut world, &["general"], Vec::new());
    does(
        &mut world,
        id,
        submission::Command::Close {
            reason: CloseReason::Duplicate,
        },
    );
    world.settle(&Identity).unwrap();
    assert_eq!(world.submission(id).identity, IdentityState::Unseen);
}

#[derive(Clone, Copy, Debug)]
enum Deed {
    HandIn(u8),
    Reject,
    Deliver(prop::sample::Index),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0_u8..4).prop_map(Deed::HandIn),
        Just(Deed::Reject),
        any::<prop::sample::Index>().prop_map(Deed::Deliver),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// No order of deeds and deliveries is refused, and once all was delivered a second round
    /// records nothing.
    #[test]
    fn deliveries_in_any_order_and_again_are_harmless(deeds in proptest::collection::vec(deed(), 0..10)) {
        let mut world = world("mensura", "2026-03-02T09:00:00Z");
        let id = classified(&mut world, &["general"], Vec::new());
        for deed in deeds {
            match deed {
                Deed::HandIn(n) => hand_in(&mut world, id, u128::from(n) + 10),
                Deed::Reject => {
                    let checking = matches!(
                        world.submission(id).identity,
                        IdentityState::Checking { .. }
                    );
                    if checking {
                        reject(&mut world, id);
                    }
                }
                Deed::Deliver(index) => {
                    let told = world.told("identity");
                    let event = index.get(&told).clone();
                    world.deliver(&Identity, &event).unwrap();
                }
            }
        }
        world.settle(&Identity).unwrap();
        let recorded = world.log().len();
        world.settle(&Identity).unwrap();
        prop_assert_eq!(world.log().len(), recorded);
        let submission = world.submission(id);
        prop_assert!(submission.identity != IdentityState::Unseen);
        let rejected = matches!(submission.identity, IdentityState::Rejected { .. });
        prop_assert!(!(rejected && submission.unseen_evidence.is_some()));
    }
}
