//! Refusing well: grounds of the pack, grounds that an office alone may use, individual reasons,
//! fees.

use habeas_case::{
    Money, Part, PartOutcome, PartyStep, Refusal,
    case::{Command, PHYSICIAN},
};
use habeas_envelope::Hash32;

use crate::house::{House, code, day, item, part};

fn in_hand(controller: &str, right: &str, kind: &str) -> House {
    let mut house = House::open(controller, right, kind, "2026-03-02");
    house.settle_and_route();
    house
}

fn draft(parts: Vec<Part>) -> Command {
    Command::Draft {
        draft: item(1),
        content: Hash32([4; 32]),
        parts,
    }
}

fn on(ground: Option<&str>, reason: bool) -> Part {
    Part {
        ground: ground.map(code),
        reason: reason.then(|| item(77)),
        ..part(PartOutcome::Refused)
    }
}

#[test]
fn mensura_15_1_in_most_cases_is_no_ground_for_refusing_erasure() {
    for controller in ["mensura", "certimed"] {
        let mut house = in_hand(controller, "erasure", "general");
        let alone = draft(vec![on(Some("legal-obligation"), false)]);
        assert_eq!(house.refused(1, alone), Refusal::ReasonNeeded);
        let none = draft(vec![on(None, true)]);
        assert_eq!(house.refused(1, none), Refusal::GroundNeeded);
        let invented = draft(vec![on(Some("in-most-cases"), true)]);
        assert_eq!(house.refused(1, invented), Refusal::GroundUnknown);
        house.must(1, draft(vec![on(Some("legal-obligation"), true)]));
    }
}

#[test]
fn every_part_that_refuses_needs_its_own_ground_and_reason() {
    let mut house = in_hand("mensura", "access", "general");
    let parts = vec![
        part(PartOutcome::Granted),
        on(Some("rights-of-others"), false),
    ];
    assert_eq!(house.refused(1, draft(parts)), Refusal::ReasonNeeded);
    let partly = Part {
        outcome: PartOutcome::Partly,
        ..on(None, true)
    };
    let parts = vec![part(PartOutcome::NotHeld), partly];
    assert_eq!(house.refused(1, draft(parts)), Refusal::GroundNeeded);
    let parts = vec![
        part(PartOutcome::Granted),
        on(Some("rights-of-others"), true),
    ];
    house.must(1, draft(parts));
    assert_eq!(house.state.draft.as_ref().unwrap().parts.len(), 2);
}

fn refer(ground: &str, office: &str) -> Command {
    Command::ReferGround {
        ground: code(ground),
        office: code(office),
        question: item(40),
    }
}

fn decided(open: bool, reason: bool) -> Command {
    Command::DecideGround {
        ground: code("obvious-abuse"),
        open,
        reason: reason.then(|| item(41)),
    }
}

#[test]
fn eurocontrol_7_7_the_dpo_alone_decides_on_obvious_abuse() {
    let mut house = in_hand("eurocontrol", "access", "general");
    let abuse = || draft(vec![on(Some("obvious-abuse"), true)]);
    assert_eq!(house.refused(1, abuse()), Refusal::GroundUnknown);
    assert_eq!(
        house.refused(9, decided(true, true)),
        Refusal::GroundNotReferred
    );
    // What the handler may use is not referred, nor to an office that may not use it either.
    let own = refer("confidentiality", "dpo");
    assert_eq!(house.refused(1, own), Refusal::GroundUnknown);
    let elsewhere = refer("obvious-abuse", "internal-controller");
    assert_eq!(house.refused(1, elsewhere), Refusal::GroundUnknown);
    house.must(1, refer("obvious-abuse", "dpo"));
    assert_eq!(
        house.refused(1, refer("obvious-abuse", "dpo")),
        Refusal::GroundAsked
    );
    assert_eq!(house.refused(1, abuse()), Refusal::GroundUnknown);
    assert_eq!(
        house.refused(9, decided(true, false)),
        Refusal::ReasonNeeded
    );
    house.must(9, decided(true, true));
    assert_eq!(
        house.refused(1, refer("obvious-abuse", "dpo")),
        Refusal::GroundOpen
    );
    // The ground is open now; the reason for this person is still asked.
    let without = draft(vec![on(Some("obvious-abuse"), false)]);
    assert_eq!(house.refused(1, without), Refusal::ReasonNeeded);
    house.must(1, abuse());
}

#[test]
fn eurocontrol_7_7_what_the_dpo_denies_stays_closed_and_may_be_asked_again() {
    let mut house = in_hand("eurocontrol", "access", "general");
    house.must(1, refer("obvious-abuse", "dpo"));
    house.must(9, decided(false, true));
    let abuse = draft(vec![on(Some("obvious-abuse"), true)]);
    assert_eq!(house.refused(1, abuse.clone()), Refusal::GroundUnknown);
    house.must(1, refer("obvious-abuse", "dpo"));
    house.must(9, decided(true, true));
    house.must(1, abuse);
}

fn fee(ground: &str, reason: bool, cents: u32) -> Command {
    Command::AskFee {
        ground: code(ground),
        reason: reason.then(|| item(42)),
        amount: Money::euro(cents),
    }
}

#[test]
fn formula_air_and_gdpr_12_5_a_fee_needs_a_ground_and_a_reason_and_stops_no_clock() {
    let mut house = in_hand("mensura", "access", "general");
    let before = house.with(|ctx| house.state.dates(ctx)).unwrap();
    let copies = |reason, cents| fee("further-copies", reason, cents);
    assert_eq!(house.refused(1, copies(false, 1250)), Refusal::ReasonNeeded);
    assert_eq!(house.refused(1, copies(true, 0)), Refusal::FeeAmount);
    assert_eq!(
        house.refused(1, fee("handling", true, 1250)),
        Refusal::FeeUnknown
    );
    assert_eq!(house.must(1, copies(true, 1250)), ["fee-asked"]);
    assert_eq!(
        house.refused(1, copies(true, 1250)),
        Refusal::FeeAskedAlready
    );
    let after = house.with(|ctx| house.state.dates(ctx)).unwrap();
    assert_eq!((after.due, after.state), (before.due, before.state));
    assert_eq!(after.due, Some(day("2026-04-02")));

    let mut erasure = in_hand("mensura", "erasure", "general");
    assert_eq!(
        erasure.refused(1, fee("further-copies", true, 1250)),
        Refusal::FeeUnknown
    );
    let mut never = in_hand("eurocontrol", "access", "general");
    let excessive = fee("manifestly-unfounded-or-excessive", true, 1250);
    assert_eq!(never.refused(1, excessive), Refusal::FeeUnknown);
}

fn physician(step: PartyStep, who: Option<u128>) -> Command {
    Command::ChangeParty {
        role: code(PHYSICIAN),
        step,
        item: who.map(item),
    }
}

fn to(recipient: &str) -> Command {
    draft(vec![Part {
        what: code("medical"),
        recipient: code(recipient),
        ..part(PartOutcome::Granted)
    }])
}

#[test]
fn mensura_15_2_access_to_a_medical_file_goes_to_the_attending_physician() {
    let mut house = in_hand("mensura", "access", "medical");
    house.must(0, physician(PartyStep::Named, Some(60)));
    // While a physician takes part, nobody gives the file to anybody else.
    assert_eq!(
        house.refused(1, to("subject")),
        Refusal::RecipientNotAllowed
    );
    house.must(1, to(PHYSICIAN));
    house.must(1, physician(PartyStep::Confirmed, Some(61)));
    assert_eq!(house.state.confirmed(PHYSICIAN), Some(item(61)));
    house.must(1, physician(PartyStep::Delivered, Some(61)));
    assert_eq!(house.state.confirmed(PHYSICIAN), Some(item(61)));
}

#[test]
fn mensura_15_2_without_a_physician_the_head_doctor_may_release_directly() {
    let mut house = in_hand("mensura", "access", "medical");
    house.must(0, physician(PartyStep::Absent, None));
    house.must(1, to("subject"));
    // Where the pack lets nobody else have it, a physician gets nothing.
    let mut certimed = in_hand("certimed", "access", "medical");
    assert_eq!(
        certimed.refused(1, to(PHYSICIAN)),
        Refusal::RecipientNotAllowed
    );
    let mut erasure = in_hand("mensura", "erasure", "medical");
    assert_eq!(
        erasure.refused(1, to(PHYSICIAN)),
        Refusal::RecipientNotAllowed
    );
}

#[test]
fn a_physician_is_confirmed_declines_and_is_replaced_in_that_order() {
    let mut house = in_hand("mensura", "access", "medical");
    let early = physician(PartyStep::Delivered, Some(61));
    assert_eq!(house.refused(1, early), Refusal::PartyStepOrder);
    let nobody = physician(PartyStep::Declined, None);
    assert_eq!(house.refused(1, nobody.clone()), Refusal::PartyStepOrder);
    let unnamed = physician(PartyStep::Confirmed, None);
    assert_eq!(house.refused(1, unnamed), Refusal::PartyStepOrder);
    house.must(0, physician(PartyStep::Named, Some(60)));
    house.must(1, physician(PartyStep::Confirmed, Some(61)));
    house.must(1, physician(PartyStep::Replaced, Some(62)));
    assert_eq!(house.state.confirmed(PHYSICIAN), None);
    house.must(1, physician(PartyStep::Confirmed, Some(63)));
    house.must(1, nobody);
    assert!(!house.state.takes_part(PHYSICIAN));
    assert_eq!(house.state.confirmed(PHYSICIAN), None);
}
