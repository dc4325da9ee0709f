use habeas_case::{
    AnswerStep, CaseEvent, CloseReason, Decision, DispatchChannel, DispatchCommand, DispatchStage,
    Moot, PartOutcome, PartyStep, Refusal, RestrictionStep, RouteVia,
    case::{Command, Stage, alarms},
};
use habeas_envelope::{DispatchId, Hash32};
use uuid::Uuid;

use crate::house::{House, at, code, day, item, ordering, part};

fn in_hand() -> House {
    let mut house = House::open("mensura", "access", "general", "2026-03-02");
    house.settle_and_route();
    house
}

fn draft(n: u128, content: u8) -> Command {
    Command::Draft {
        draft: item(n),
        content: Hash32([content; 32]),
        parts: vec![part(PartOutcome::Granted)],
    }
}

fn approve(n: u128, content: u8) -> Command {
    Command::Approve {
        draft: item(n),
        content: Hash32([content; 32]),
    }
}

#[test]
fn what_is_sent_was_approved_exactly_as_it_stands_by_another() {
    let mut house = in_hand();
    let order = ordering(1, at("2026-03-02T12:00:00Z"));
    assert_eq!(house.refused(1, order.clone()), Refusal::NothingDrafted);
    house.must(1, draft(1, 4));
    assert_eq!(house.refused(1, order.clone()), Refusal::NotApproved);
    assert_eq!(house.refused(1, approve(1, 4)), Refusal::OwnDraft);
    assert_eq!(house.refused(2, approve(1, 5)), Refusal::DraftChanged);
    house.must(2, approve(1, 4));
    // Changed after the approval: it must be approved anew.
    house.must(3, draft(1, 5));
    assert_eq!(house.refused(1, order.clone()), Refusal::NotApproved);
    house.must(2, approve(1, 5));
    house.must(1, order);
}

#[test]
fn another_decision_under_an_approved_hash_is_refused() {
    let mut house = in_hand();
    house.must(1, draft(1, 4));
    let other = Command::Draft {
        draft: item(1),
        content: Hash32([4; 32]),
        parts: vec![part(PartOutcome::Refused)],
    };
    assert_eq!(house.refused(1, other), Refusal::DraftChanged);
    assert_eq!(house.does(1, draft(1, 4)), Decision::Moot(Moot::AlreadySo));
}

#[test]
fn a_refusal_needs_a_ground_of_the_pack_and_an_individual_reason() {
    let mut house = in_hand();
    let with = |ground: Option<&str>, reason: bool| {
        let mut refused = part(PartOutcome::Refused);
        refused.ground = ground.map(code);
        refused.reason = reason.then(|| item(77));
        Command::Draft {
            draft: item(1),
            content: Hash32([4; 32]),
            parts: vec![refused],
        }
    };
    assert_eq!(house.refused(1, with(None, true)), Refusal::GroundNeeded);
    let in_most_cases = with(Some("legal-obligation"), true);
    assert_eq!(house.refused(1, in_most_cases), Refusal::GroundUnknown);
    assert_eq!(
        house.refused(1, with(Some("excessive"), false)),
        Refusal::ReasonNeeded
    );
    house.must(1, with(Some("excessive"), true));
}

#[test]
fn what_is_recalled_can_be_written_anew_and_does_not_leave() {
    let mut house = in_hand();
    house.order(1, vec![part(PartOutcome::Granted)]);
    assert_eq!(house.refused(1, draft(2, 4)), Refusal::AnswerOrdered);
    house.must(1, Command::Recall);
    let end = Command::EndHold { early: false };
    assert_eq!(house.does(0, end), Decision::Moot(Moot::Overtaken));
    house.must(1, draft(2, 6));
    house.must(2, approve(2, 6));
    house.now = at("2026-03-02T12:00:00Z");
    house.must(1, ordering(2, at("2026-03-02T12:10:00Z")));
    let hold = house.with(|ctx| alarms(&house.state, ctx)).remove(0);
    assert_eq!(
        (hold.code.as_str(), hold.at),
        ("hold", at("2026-03-02T12:10:00Z"))
    );
    house.now = hold.at;
    let alarm = hold.code;
    assert_eq!(house.must(0, Command::RingAlarm { alarm }), ["hold-ended"]);
    assert_eq!(house.refused(1, Command::Recall), Refusal::HoldOver);
}

#[test]
fn a_held_answer_of_a_closed_case_never_leaves_by_itself() {
    let mut house = in_hand();
    house.order(1, vec![part(PartOutcome::Granted)]);
    let reason = CloseReason::Withdrawn;
    house.must(0, Command::Close { reason });
    house.now = at("2026-03-04T09:00:00Z");
    let cause = code("supplement");
    house.must(1, Command::Reopen { cause });
    assert_eq!(house.state.stage(), Stage::Approved);
    let codes = house.with(|ctx| alarms(&house.state, ctx));
    assert!(codes.iter().all(|alarm| alarm.code.as_str() != "hold"));
    house.must(1, ordering(1, at("2026-03-04T09:10:00Z")));
}

#[test]
fn a_case_opened_again_is_answered_again_and_stays_answered_in_time() {
    let mut house = in_hand();
    house.order(1, vec![part(PartOutcome::Partly)]);
    house.release(1);
    house.advance(1, AnswerStep::Posted);
    let answered = Command::Close {
        reason: CloseReason::Answered,
    };
    house.must(0, answered.clone());
    assert_eq!(house.refused(1, draft(2, 6)), Refusal::Closed);
    house.now = at("2026-05-04T09:00:00Z");
    let cause = code("supplement");
    house.must(1, Command::Reopen { cause });
    assert_eq!(house.state.stage(), Stage::Working);
    let first = Some(day("2026-03-02"));
    assert_eq!(house.with(|ctx| house.state.answered_on(ctx)), first);
    house.order(2, vec![part(PartOutcome::Granted)]);
    assert_eq!(house.state.stage(), Stage::Held);
    assert_eq!(house.refused(0, answered.clone()), Refusal::NotReleased);
    // Meanwhile the first one is collected after all.
    house.advance(1, AnswerStep::Collected);
    house.release(2);
    assert_eq!(house.state.stage(), Stage::Answered);
    house.advance(2, AnswerStep::MadeAvailable);
    assert_eq!(house.with(|ctx| house.state.answered_on(ctx)), first);
    assert_eq!(house.state.missed, []);
    house.must(0, answered);
}

#[test]
fn closing_as_answered_needs_a_step_the_pack_counts() {
    let mut house = in_hand();
    let answered = Command::Close {
        reason: CloseReason::Answered,
    };
    assert_eq!(house.refused(0, answered.clone()), Refusal::NotReleased);
    house.order(1, vec![part(PartOutcome::Granted)]);
    house.release(1);
    assert_eq!(house.refused(0, answered.clone()), Refusal::NotReleased);
    house.advance(1, AnswerStep::MadeAvailable);
    house.must(0, answered);
}

#[test]
fn no_step_of_an_answer_is_dated_before_it_could_leave() {
    let mut house = in_hand();
    house.now = at("2026-03-10T09:00:00Z");
    house.order(1, vec![part(PartOutcome::Granted)]);
    let step = |step, on| Command::Advance {
        step,
        answer: item(1001),
        day: day(on),
    };
    let released = AnswerStep::Released;
    assert_eq!(
        house.refused(0, step(released, "2026-03-10")),
        Refusal::NotReleased
    );
    house.must(1, Command::EndHold { early: true });
    assert_eq!(
        house.refused(0, step(released, "2026-03-09")),
        Refusal::NotReleased
    );
    house.must(0, step(released, "2026-03-10"));
    assert_eq!(
        house.refused(0, step(AnswerStep::Posted, "2026-03-09")),
        Refusal::NotReleased
    );
    assert_eq!(
        house.refused(0, step(AnswerStep::Posted, "2026-03-11")),
        Refusal::InFuture
    );
}

#[test]
fn another_kind_or_another_office_writes_its_own_answer() {
    let mut house = in_hand();
    house.must(1, draft(1, 4));
    house.must(2, approve(1, 4));
    let medical = crate::house::opening(house.pack, "access", "medical", day("2026-03-02"));
    let correct = |kind: &str| Command::CorrectKind {
        kind: code(kind),
        desk: medical.desk.clone(),
        compartment: medical.compartment.clone(),
        regime: medical.regime.clone(),
        clock: medical.clock.clone(),
        reason: None,
    };
    assert_eq!(
        house.refused(1, correct("recruitment")),
        Refusal::NotOffered
    );
    house.must(1, correct("medical"));
    assert_eq!(house.state.draft, None);
    let order = ordering(1, at("2026-03-02T12:00:00Z"));
    assert_eq!(house.refused(1, order), Refusal::NothingDrafted);
    assert_eq!(house.refused(1, draft(1, 4)), Refusal::NotRouted);
}

#[test]
fn nobody_takes_a_case_out_of_a_closed_desk_by_hand() {
    let mut house = House::open("mensura", "access", "medical", "2026-03-02");
    let route = |desk: &str, office: Option<&str>| Command::Route {
        desk: code(desk),
        office: office.map(code),
        via: RouteVia::Desk,
        rule: None,
    };
    assert_eq!(
        house.refused(1, route("medical", None)),
        Refusal::IdentityOpen
    );
    let method = code("card");
    house.must(0, Command::SettleIdentity { method });
    assert_eq!(
        house.refused(1, route("privacy", None)),
        Refusal::RouteNotAllowed
    );
    assert_eq!(
        house.refused(1, route("nowhere", None)),
        Refusal::RouteNotAllowed
    );
    assert_eq!(
        house.refused(1, route("medical", Some("nobody"))),
        Refusal::RouteNotAllowed
    );
    house.must(1, route("medical", Some("head-doctor")));
}

/// What is sealed for the open desks is sealed for them still when the case is sent elsewhere.
#[test]
fn nobody_takes_a_case_by_hand_to_a_desk_that_cannot_read_it() {
    let mut house = House::open("mensura", "access", "general", "2026-03-02");
    let method = code("card");
    house.must(0, Command::SettleIdentity { method });
    let route = |desk: &str, rule: Option<&str>| Command::Route {
        desk: code(desk),
        office: None,
        via: RouteVia::Desk,
        rule: rule.map(code),
    };
    let refused = house.refused(1, route("medical", None));
    assert_eq!(refused, Refusal::RouteNotAllowed);
    house.must(1, route("privacy", None));
}

#[test]
fn a_party_named_again_after_another_is_the_one_that_counts() {
    let mut house = in_hand();
    let name = |n, step| Command::ChangeParty {
        role: code("physician"),
        step,
        item: Some(item(n)),
    };
    house.must(1, name(1, PartyStep::Named));
    let again = house.does(1, name(1, PartyStep::Named));
    assert_eq!(again, Decision::Moot(Moot::AlreadySo));
    house.must(1, name(1, PartyStep::Declined));
    house.must(1, name(1, PartyStep::Named));
}

#[test]
fn a_restriction_is_announced_before_it_is_lifted_by_day_too() {
    let mut house = House::open("certimed", "restriction", "general", "2026-03-02");
    house.now = at("2026-03-20T09:00:00Z");
    let step = |step, on| Command::Restrict { step, day: day(on) };
    let order = Refusal::RestrictionOrder;
    assert_eq!(
        house.refused(1, step(RestrictionStep::Lifted, "2026-03-05")),
        order
    );
    house.must(1, step(RestrictionStep::Applied, "2026-03-05"));
    assert_eq!(
        house.refused(1, step(RestrictionStep::Lifted, "2026-03-12")),
        order
    );
    house.must(1, step(RestrictionStep::Announced, "2026-03-10"));
    assert_eq!(
        house.refused(1, step(RestrictionStep::Lifted, "2026-03-09")),
        order
    );
    house.must(1, step(RestrictionStep::Lifted, "2026-03-12"));
}

fn letter(house: &mut House) -> DispatchId {
    let dispatch = DispatchId(Uuid::from_u128(9));
    let order = DispatchCommand::Order {
        dispatch,
        channel: DispatchChannel::RegisteredLetter,
        template: code("transmittal-medical"),
        language: code("nl"),
        office: Some(code("head-doctor")),
        not_before: house.now,
        items: Vec::new(),
    };
    house.must(0, Command::Dispatch(order));
    dispatch
}

#[test]
fn the_mailroom_can_say_that_a_letter_cannot_go_and_take_it_back() {
    let mut house = in_hand();
    let dispatch = letter(&mut house);
    let stage = |house: &House| house.state.outgoing.get(dispatch).unwrap().stage;
    let sent = DispatchCommand::Sent {
        dispatch,
        day: day("2026-03-02"),
        number: None,
    };
    let sent = Command::Dispatch(sent);
    assert_eq!(house.refused(1, sent.clone()), Refusal::DispatchState);
    house.must(0, Command::Dispatch(DispatchCommand::Queue { dispatch }));
    assert_eq!(house.refused(1, sent), Refusal::DispatchState);
    let fail = DispatchCommand::Fail {
        dispatch,
        reason: code("no-address"),
        retry_at: None,
        told: None,
    };
    house.must(1, Command::Dispatch(fail));
    assert_eq!(stage(&house), DispatchStage::Failed);
    let not_before = house.now;
    let retry = DispatchCommand::Retry {
        dispatch,
        not_before,
    };
    house.must(1, Command::Dispatch(retry));
    house.must(0, Command::Dispatch(DispatchCommand::Queue { dispatch }));
    house.must(1, Command::Dispatch(DispatchCommand::Print { dispatch }));
    house.must(1, Command::Dispatch(DispatchCommand::Cancel { dispatch }));
    assert_eq!(stage(&house), DispatchStage::Cancelled);
}

#[test]
fn a_letter_is_not_posted_before_it_was_ordered_and_may_come_back_when_delivered() {
    let mut house = in_hand();
    house.now = at("2026-03-10T09:00:00Z");
    let dispatch = letter(&mut house);
    house.must(0, Command::Dispatch(DispatchCommand::Queue { dispatch }));
    house.must(1, Command::Dispatch(DispatchCommand::Print { dispatch }));
    let sent = |on| {
        Command::Dispatch(DispatchCommand::Sent {
            dispatch,
            day: day(on),
            number: None,
        })
    };
    let returned = |on| {
        Command::Dispatch(DispatchCommand::Returned {
            dispatch,
            day: day(on),
            reason: code("moved"),
        })
    };
    house.now = at("2026-03-20T09:00:00Z");
    assert_eq!(house.refused(1, sent("2026-03-09")), Refusal::DispatchState);
    house.must(1, sent("2026-03-11"));
    let delivered = DispatchCommand::Delivered {
        dispatch,
        day: day("2026-03-12"),
    };
    house.must(1, Command::Dispatch(delivered));
    assert_eq!(
        house.refused(1, returned("2026-03-10")),
        Refusal::DispatchState
    );
    house.must(1, returned("2026-03-16"));
    let last = house.log.last().map(|(_, event)| event.clone());
    assert!(matches!(last, Some(CaseEvent::Dispatch(_))));
}
