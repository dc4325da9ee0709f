use habeas_case::{
    CaseOpened, CloseReason, DispatchChannel, DocumentRef, Requested, RouteVia,
    case::{self, Stage},
    submission,
};
use habeas_engine::{Command, PackShelf, testing::World};
use habeas_envelope::{ActorId, Code, ControllerId, Hash32, ItemId, SubmissionId};
use habeas_regime::{Library, testing::example_packs};
use proptest::prelude::*;
use uuid::Uuid;

use crate::Routing;

fn world(controller: &str) -> World {
    let shelf = PackShelf::new(example_packs(), Library::embedded());
    World::new(
        shelf,
        ControllerId::new(controller).unwrap(),
        "2026-03-02T09:00:00Z".parse().unwrap(),
    )
}

fn opened(world: &World, id: SubmissionId, kind: &str, named: Option<&'static str>) -> CaseOpened {
    CaseOpened {
        named_office: named.map(Code::literal),
        ..world.opening(id, "access", kind)
    }
}

/// Files for access to files of these kinds with a copy of the card, and opens their cases.
fn classified(
    world: &mut World,
    kinds: &[&'static str],
    named: Option<&'static str>,
) -> SubmissionId {
    let requested = |kind: &&'static str| Requested {
        right: Code::literal("access"),
        kind: Code::literal(kind),
    };
    let document = |n: u128, kind: &'static str| DocumentRef {
        item: ItemId(Uuid::from_u128(n)),
        kind: Code::literal(kind),
        hash: Hash32([3; 32]),
    };
    let (id, _) = world
        .file(|filing| {
            filing.requested = kinds.iter().map(requested).collect();
            filing.documents = vec![document(100, "identity"), document(101, "mandate")];
        })
        .unwrap();
    let opened = kinds
        .iter()
        .map(|kind| opened(world, id, kind, named))
        .collect();
    world.open(id, opened).unwrap();
    id
}

fn establish(world: &mut World, id: SubmissionId) {
    let method = Code::literal("card");
    let command = submission::Command::EstablishIdentity {
        method,
        attestation: None,
    };
    world
        .execute(ActorId::operator(), vec![Command::Submission(id, command)])
        .unwrap();
}

#[test]
fn a_medical_file_goes_to_the_head_doctor_by_registered_letter_with_the_card() {
    for (controller, template) in [
        ("mensura", "transmittal-medical"),
        ("certimed", "transmittal-medical"),
    ] {
        let mut world = world(controller);
        let id = classified(&mut world, &["medical"], None);
        establish(&mut world, id);
        world.settle(&Routing).unwrap();
        let (_, case) = world.case_on(id, "medical");
        assert_eq!(case.stage(), Stage::Working);
        assert_eq!(case.via, Some(RouteVia::RegisteredLetter));
        assert_eq!(case.desk, Some(Code::literal("medical")));
        assert_eq!(case.office, Some(Code::literal("head-doctor")));
        let letters: Vec<_> = case.outgoing.iter().map(|(_, view)| view.clone()).collect();
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].channel, DispatchChannel::RegisteredLetter);
        assert_eq!(letters[0].template, template);
        assert_eq!(letters[0].language, "nl");
        assert_eq!(letters[0].office, Some(Code::literal("head-doctor")));
        assert_eq!(letters[0].items, [ItemId(Uuid::from_u128(100))]);
        assert!(world.submission(id).handed_over);
    }
}

#[test]
fn the_rest_stands_at_the_privacy_desk_and_no_letter_goes() {
    let mut world = world("mensura");
    let id = classified(&mut world, &["general"], None);
    establish(&mut world, id);
    world.settle(&Routing).unwrap();
    let (_, case) = world.case_on(id, "general");
    assert_eq!(case.via, Some(RouteVia::Desk));
    assert_eq!(case.office, None);
    assert_eq!(case.outgoing.iter().count(), 0);
}

#[test]
fn the_psychosocial_letter_goes_to_the_office_named_else_to_the_lead() {
    for (named, office) in [
        (Some("prevention-advisor"), "prevention-advisor"),
        (None, "psychosocial-lead"),
    ] {
        let mut world = world("mensura");
        let id = classified(&mut world, &["psychosocial"], named);
        establish(&mut world, id);
        world.settle(&Routing).unwrap();
        let (_, case) = world.case_on(id, "psychosocial");
        assert_eq!(case.office, Some(Code::literal(office)));
    }
}

#[test]
fn an_office_that_cannot_be_named_is_referred_to_a_person_once() {
    let mut world = world("mensura");
    let id = classified(&mut world, &["psychosocial"], Some("dpo"));
    establish(&mut world, id);
    world.settle(&Routing).unwrap();
    let (_, case) = world.case_on(id, "psychosocial");
    assert_eq!(case.referred, Some(Code::literal("office-not-allowed")));
    assert_eq!(case.stage(), Stage::Referred);
    assert!(world.submission(id).handed_over);
    let recorded = world.log().len();
    world.settle(&Routing).unwrap();
    assert_eq!(world.log().len(), recorded);
}

#[test]
fn nothing_moves_before_identity_is_settled_or_after_it_was_taken_back() {
    let mut world = world("mensura");
    let id = classified(&mut world, &["medical"], None);
    world.settle(&Routing).unwrap();
    assert_eq!(world.case_on(id, "medical").1.via, None);
    establish(&mut world, id);
    let withdraw = Command::Submission(id, submission::Command::Withdraw);
    world.execute(ActorId::person(), vec![withdraw]).unwrap();
    world.settle(&Routing).unwrap();
    assert_eq!(world.case_on(id, "medical").1.via, None);
}

#[test]
fn a_case_opened_later_and_a_corrected_kind_are_routed_too() {
    let mut world = world("mensura");
    let id = classified(&mut world, &["general"], None);
    establish(&mut world, id);
    world.settle(&Routing).unwrap();

    let later = opened(&world, id, "medical", None);
    world.open(id, vec![later]).unwrap();
    world.settle(&Routing).unwrap();
    assert_eq!(
        world.case_on(id, "medical").1.via,
        Some(RouteVia::RegisteredLetter)
    );

    let psychosocial = opened(&world, id, "psychosocial", None);
    let (case, _) = world.case_on(id, "general");
    let correct = case::Command::CorrectKind {
        kind: psychosocial.kind.clone(),
        desk: psychosocial.desk.clone(),
        compartment: psychosocial.compartment.clone(),
        regime: psychosocial.regime.clone(),
        clock: psychosocial.clock.clone(),
        reason: None,
    };
    world
        .execute(ActorId::operator(), vec![Command::Case(case, correct)])
        .unwrap();
    assert_eq!(world.case_on(id, "psychosocial").1.via, None);
    world.settle(&Routing).unwrap();
    let (_, corrected) = world.case_on(id, "psychosocial");
    assert_eq!(corrected.via, Some(RouteVia::RegisteredLetter));
    assert_eq!(corrected.office, Some(Code::literal("psychosocial-lead")));
}

#[test]
fn the_clock_runs_again_on_the_day_identity_was_settled() {
    let mut world = world("mensura");
    let id = classified(&mut world, &["general"], None);
    let (case, _) = world.case_on(id, "general");
    let pause = case::Command::Pause {
        cause: Code::literal("identity-question"),
        day: "2026-03-02".parse().unwrap(),
        evidence: None,
    };
    world
        .execute(ActorId::operator(), vec![Command::Case(case, pause)])
        .unwrap();
    world.now = "2026-03-09T09:00:00Z".parse().unwrap();
    establish(&mut world, id);
    world.now = "2026-03-11T09:00:00Z".parse().unwrap();
    world.settle(&Routing).unwrap();
    let (_, case) = world.case_on(id, "general");
    let facts = case.clock.facts("2026-03-02".parse().unwrap());
    assert_eq!(facts.suspensions[0].to, Some("2026-03-09".parse().unwrap()));
}

#[test]
fn two_letters_of_one_filing_are_two_dispatches() {
    let mut world = world("example");
    let id = classified(&mut world, &["medical", "psychosocial"], None);
    establish(&mut world, id);
    world.settle(&Routing).unwrap();
    let ids: std::collections::BTreeSet<_> = world
        .cases(id)
        .iter()
        .flat_map(|(_, case)| case.outgoing.iter().map(|(id, _)| id))
        .collect();
    assert_eq!(ids.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever comes first and however often: each open case is routed once, by one letter at
    /// the most, and a second round records nothing.
    #[test]
    fn deliveries_in_any_order_and_again_route_once(
        before in proptest::collection::vec(any::<prop::sample::Index>(), 0..4),
        after in proptest::collection::vec(any::<prop::sample::Index>(), 1..6),
        close in any::<bool>(),
    ) {
        let mut world = world("example");
        let id = classified(&mut world, &["general", "medical", "psychosocial"], None);
        for index in before {
            let told = world.told("routing");
            world.deliver(&Routing, &index.get(&told).clone()).unwrap();
        }
        if close {
            let (case, _) = world.case_on(id, "medical");
            let reason = CloseReason::Duplicate;
            let command = Command::Case(case, case::Command::Close { reason });
            world.execute(ActorId::operator(), vec![command]).unwrap();
        }
        establish(&mut world, id);
        for index in after {
            let told = world.told("routing");
            world.deliver(&Routing, &index.get(&told).clone()).unwrap();
        }
        world.settle(&Routing).unwrap();
        let recorded = world.log().len();
        world.settle(&Routing).unwrap();
        prop_assert_eq!(world.log().len(), recorded);
        for (_, case) in world.cases(id) {
            let letters = case.outgoing.iter().count();
            let kind = case.opened.as_ref().unwrap().kind.as_str();
            let expected = match kind {
                "medical" => usize::from(!close),
                "psychosocial" => 1,
                _ => 0,
            };
            prop_assert_eq!(letters, expected);
            prop_assert_eq!(case.via.is_some(), case.closed.is_none());
        }
    }
}
