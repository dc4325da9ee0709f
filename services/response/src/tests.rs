use habeas_case::{
    AnswerStep, CloseReason, ContactKind, DispatchChannel, DispatchCommand, ExtensionOrder, Part,
    PartOutcome, RouteVia,
    case::{self, Stage},
    submission,
};
use habeas_dossier::copy_for;
use habeas_engine::{Command, PackShelf, testing::World};
use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, DispatchId, Hash32, ItemId, SubmissionId,
};
use habeas_regime::{Library, testing::example_packs};
use proptest::prelude::*;
use uuid::Uuid;

use crate::Response;

const ANSWER: ItemId = ItemId(Uuid::from_u128(0xa1));

fn staff(n: u128) -> ActorId {
    ActorId::staff(Uuid::from_u128(n))
}

/// A request for access to files of these kinds at a controller whose identity is settled and
/// whose cases stand at their desks.
fn in_hand(kinds: &[&str], contact: ContactKind) -> (World, SubmissionId) {
    let shelf = PackShelf::new(example_packs(), Library::embedded());
    let controller = ControllerId::new("example").unwrap();
    let mut world = World::new(shelf, controller, "2026-03-02T09:00:00Z".parse().unwrap());
    let (id, _) = world.file(|filing| filing.contact_kind = contact).unwrap();
    let opened = kinds
        .iter()
        .map(|kind| world.opening(id, "access", kind))
        .collect();
    world.open(id, opened).unwrap();
    let method = Code::literal("known");
    let establish = submission::Command::EstablishIdentity {
        method: method.clone(),
        attestation: None,
    };
    let mut commands = vec![Command::Submission(id, establish)];
    for (case, state) in world.cases(id) {
        let settle = case::Command::SettleIdentity {
            method: method.clone(),
        };
        let route = case::Command::Route {
            desk: state.desk.clone().unwrap(),
            office: None,
            via: RouteVia::Desk,
            rule: None,
        };
        commands.push(Command::Case(case, settle));
        commands.push(Command::Case(case, route));
    }
    commands.push(Command::Submission(id, submission::Command::HandOver));
    world.execute(ActorId::operator(), commands).unwrap();
    (world, id)
}

/// Writes, approves and orders an answer, held for ten minutes.
fn order(world: &mut World, case: CaseId) {
    let (draft, content) = (ItemId(Uuid::from_u128(0xd1)), Hash32([4; 32]));
    let part = Part {
        what: Code::literal("general"),
        outcome: PartOutcome::Granted,
        ground: None,
        reason: None,
        holder: None,
        compartment: Code::literal("general"),
        recipient: Code::literal("subject"),
    };
    let hold_until = world.now + chrono::Duration::minutes(10);
    let order = case::Command::OrderAnswer {
        draft,
        answer: ANSWER,
        content,
        answer_key: [9; 32],
        hold_until,
    };
    for (actor, command) in [
        (
            1,
            case::Command::Draft {
                draft,
                content,
                parts: vec![part],
            },
        ),
        (2, case::Command::Approve { draft, content }),
        (1, order),
    ] {
        world
            .execute(staff(actor), vec![Command::Case(case, command)])
            .unwrap();
    }
}

fn does(world: &mut World, case: CaseId, command: case::Command) {
    world
        .execute(ActorId::operator(), vec![Command::Case(case, command)])
        .unwrap();
}

fn end_hold(world: &mut World, case: CaseId) {
    world.now += chrono::Duration::minutes(10);
    does(world, case, case::Command::EndHold { early: false });
}

fn collect(world: &mut World, id: SubmissionId, case: CaseId) {
    let command = submission::Command::Collect {
        case,
        answer: ANSWER,
    };
    world
        .execute(ActorId::person(), vec![Command::Submission(id, command)])
        .unwrap();
}

fn only_case(world: &World, id: SubmissionId) -> CaseId {
    world.cases(id)[0].0
}

fn letter(world: &World, id: SubmissionId) -> DispatchId {
    let (_, case) = &world.cases(id)[0];
    let letters: Vec<_> = case.outgoing.iter().collect();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].1.channel, DispatchChannel::Letter);
    assert_eq!(letters[0].1.items, [ANSWER]);
    letters[0].0
}

fn mailed(world: &mut World, id: SubmissionId, template: &str, day: &str) {
    let day: chrono::NaiveDate = day.parse().unwrap();
    world.now = day.and_hms_opt(9, 0, 0).unwrap().and_utc();
    let (case, state) = world.cases(id)[0];
    let mails: Vec<_> = state.outgoing.iter().collect();
    let mail = mails.iter().find(|(_, view)| view.template == template);
    let dispatch = mail.unwrap().0;
    let answered = [
        DispatchCommand::Start { dispatch },
        DispatchCommand::Sent {
            dispatch,
            day,
            number: None,
        },
    ];
    for command in answered {
        does(world, case, case::Command::Dispatch(command));
    }
}

fn post(world: &mut World, case: CaseId, dispatch: DispatchId, day: &str) {
    let day = day.parse().unwrap();
    for command in [
        DispatchCommand::Queue { dispatch },
        DispatchCommand::Print { dispatch },
        DispatchCommand::Sent {
            dispatch,
            day,
            number: None,
        },
    ] {
        does(world, case, case::Command::Dispatch(command));
    }
}

#[test]
fn an_answer_by_mail_is_available_when_the_hold_ends_and_told_in_two_mails() {
    let (mut world, id) = in_hand(&["general"], ContactKind::Email);
    let case = only_case(&world, id);
    order(&mut world, case);
    world.settle(&Response).unwrap();
    assert_eq!(world.cases(id)[0].1.stage(), Stage::Held);
    end_hold(&mut world, case);
    world.settle(&Response).unwrap();

    let (_, state) = world.cases(id)[0];
    let answer = state.answer.as_ref().unwrap();
    let day = Some("2026-03-02".parse().unwrap());
    assert_eq!(answer.step(AnswerStep::Released), day);
    // Nobody has the code yet: the limit runs on.
    assert_eq!(answer.step(AnswerStep::MadeAvailable), None);
    let mut mails: Vec<_> = state
        .outgoing
        .iter()
        .map(|(_, view)| (view.template.as_str(), view.items.clone()))
        .collect();
    mails.sort();
    let code = copy_for(ANSWER, &Code::literal("mail"));
    assert_eq!(
        mails,
        [("answer-code", vec![code]), ("answer-ready", vec![])]
    );
    assert_eq!(state.closed, None);

    let available = |world: &World| {
        let answer = world.cases(id)[0].1.answer.as_ref();
        answer.unwrap().step(AnswerStep::MadeAvailable)
    };
    mailed(&mut world, id, "answer-ready", "2026-03-03");
    world.settle(&Response).unwrap();
    assert_eq!(available(&world), None);
    mailed(&mut world, id, "answer-code", "2026-03-04");
    world.settle(&Response).unwrap();
    assert_eq!(available(&world), Some("2026-03-04".parse().unwrap()));
}

#[test]
fn collecting_closes_the_case_and_the_last_case_the_submission() {
    let (mut world, id) = in_hand(&["general", "medical"], ContactKind::Email);
    let (general, _) = world.case_on(id, "general");
    let (medical, _) = world.case_on(id, "medical");
    order(&mut world, general);
    end_hold(&mut world, general);
    world.settle(&Response).unwrap();
    world.now = "2026-03-05T23:30:00Z".parse().unwrap();
    collect(&mut world, id, general);
    world.now = "2026-03-08T09:00:00Z".parse().unwrap();
    world.settle(&Response).unwrap();
    let (_, state) = world.case_on(id, "general");
    // Half past midnight in Brussels, whenever the worker comes to it.
    let day = Some("2026-03-06".parse().unwrap());
    assert_eq!(
        state.answer.as_ref().unwrap().step(AnswerStep::Collected),
        day
    );
    assert_eq!(state.closed, Some(CloseReason::Answered));
    assert_eq!(world.submission(id).closed, None);

    does(
        &mut world,
        medical,
        case::Command::Close {
            reason: CloseReason::Duplicate,
        },
    );
    world.settle(&Response).unwrap();
    assert_eq!(world.submission(id).closed, Some(CloseReason::Answered));
}

#[test]
fn an_answer_that_is_held_stays_when_a_sibling_closes() {
    let (mut world, id) = in_hand(&["general", "medical"], ContactKind::Email);
    let (held, _) = world.case_on(id, "general");
    let (sibling, _) = world.case_on(id, "medical");
    order(&mut world, held);
    let reason = CloseReason::Duplicate;
    does(&mut world, sibling, case::Command::Close { reason });
    world.settle(&Response).unwrap();
    let (_, state) = world.case_on(id, "general");
    assert_eq!(state.stage(), Stage::Held);
    assert_eq!(state.outgoing.iter().count(), 0);
    assert_eq!(world.submission(id).closed, None);
}

#[test]
fn who_opens_a_closed_case_again_finds_it_open() {
    let (mut world, id) = in_hand(&["general", "medical"], ContactKind::Email);
    let (case, _) = world.case_on(id, "general");
    order(&mut world, case);
    end_hold(&mut world, case);
    world.settle(&Response).unwrap();
    collect(&mut world, id, case);
    world.settle(&Response).unwrap();
    does(
        &mut world,
        case,
        case::Command::Reopen {
            cause: Code::literal("supplement"),
        },
    );
    world.settle(&Response).unwrap();
    assert_eq!(world.case_on(id, "general").1.closed, None);
}

#[test]
fn an_answer_by_post_counts_when_it_is_posted_and_opens_again_when_it_comes_back() {
    let (mut world, id) = in_hand(&["general", "medical"], ContactKind::Post);
    let (case, _) = world.case_on(id, "general");
    order(&mut world, case);
    end_hold(&mut world, case);
    world.settle(&Response).unwrap();
    let (_, state) = world.case_on(id, "general");
    assert_eq!(
        state
            .answer
            .as_ref()
            .unwrap()
            .step(AnswerStep::MadeAvailable),
        None
    );
    let dispatch = state.outgoing.iter().next().unwrap().0;

    world.now = "2026-03-06T09:00:00Z".parse().unwrap();
    post(&mut world, case, dispatch, "2026-03-04");
    world.settle(&Response).unwrap();
    let (_, state) = world.case_on(id, "general");
    let posted = state.answer.as_ref().unwrap().step(AnswerStep::Posted);
    assert_eq!(posted, Some("2026-03-04".parse().unwrap()));
    assert_eq!(state.closed, Some(CloseReason::Answered));

    let day = "2026-03-06".parse().unwrap();
    let reason = Code::literal("moved");
    let returned = DispatchCommand::Returned {
        dispatch,
        day,
        reason,
    };
    does(&mut world, case, case::Command::Dispatch(returned));
    world.settle(&Response).unwrap();
    let (_, state) = world.case_on(id, "general");
    assert_eq!(
        state.answer.as_ref().unwrap().step(AnswerStep::Returned),
        Some(day)
    );
    assert_eq!(state.closed, None);
}

#[test]
fn an_identity_that_cannot_be_settled_closes_all_and_tells_the_person() {
    for (contact, channel) in [
        (ContactKind::Email, DispatchChannel::Mail),
        (ContactKind::Post, DispatchChannel::Letter),
    ] {
        let shelf = PackShelf::new(example_packs(), Library::embedded());
        let controller = ControllerId::new("example").unwrap();
        let mut world = World::new(shelf, controller, "2026-03-02T09:00:00Z".parse().unwrap());
        let (id, _) = world.file(|filing| filing.contact_kind = contact).unwrap();
        let opened = vec![
            world.opening(id, "access", "general"),
            world.opening(id, "access", "medical"),
        ];
        world.open(id, opened).unwrap();
        let check = submission::Command::OpenIdentityCheck {
            desk: Code::literal("privacy"),
            reason: Code::literal("no-proof"),
        };
        let reject = submission::Command::RejectIdentity {
            ground: Code::literal("not-the-subject"),
            reason: Some(ItemId(Uuid::from_u128(0x7e))),
        };
        for command in [check, reject] {
            world
                .execute(staff(1), vec![Command::Submission(id, command)])
                .unwrap();
        }
        world.settle(&Response).unwrap();
        let reason = Some(CloseReason::IdentityNotEstablished);
        assert_eq!(world.submission(id).closed, reason);
        assert!(
            world
                .cases(id)
                .iter()
                .all(|(_, case)| case.closed == reason)
        );
        let told: Vec<_> = world
            .submission(id)
            .outgoing
            .iter()
            .map(|(_, v)| v.clone())
            .collect();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].channel, channel);
        assert_eq!(told[0].template, "identity-not-established");
    }
}

#[derive(Clone, Copy, Debug)]
enum Deed {
    Order,
    Recall,
    EndHold,
    Collect,
    Post,
    Withdraw,
    Deliver(prop::sample::Index),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => Just(Deed::Order),
        1 => Just(Deed::Recall),
        3 => Just(Deed::EndHold),
        2 => Just(Deed::Collect),
        2 => Just(Deed::Post),
        1 => Just(Deed::Withdraw),
        4 => any::<prop::sample::Index>().prop_map(Deed::Deliver),
    ]
}

/// Does what a person could do in this state, if they could.
fn attempt(world: &mut World, id: SubmissionId, deed: Deed) {
    let case = only_case(world, id);
    let state = world.cases(id)[0].1.clone();
    let held = state.stage() == Stage::Held;
    match deed {
        Deed::Order if state.stage() == Stage::Working => order(world, case),
        Deed::Recall if held => does(world, case, case::Command::Recall),
        Deed::EndHold if held => end_hold(world, case),
        Deed::Collect if state.stage() == Stage::Answered => collect(world, id, case),
        Deed::Post => {
            let waiting = state
                .outgoing
                .iter()
                .find(|(_, v)| v.template == "answer" && v.sent_on.is_none());
            if let Some((dispatch, _)) = waiting {
                post(world, case, dispatch, "2026-03-02");
            }
        }
        Deed::Withdraw
            if !world.submission(id).withdrawn && world.submission(id).closed.is_none() =>
        {
            let withdraw = Command::Submission(id, submission::Command::Withdraw);
            world.execute(ActorId::person(), vec![withdraw]).unwrap();
        }
        Deed::Deliver(index) => {
            let told = world.told("response");
            if !told.is_empty() {
                let event = index.get(&told).clone();
                world.deliver(&Response, &event).unwrap();
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever happens meanwhile, no delivery is refused; an answer is sent once, by two mails
    /// or one letter; and a second round records nothing.
    #[test]
    fn deliveries_in_any_order_and_again_send_once(
        deeds in proptest::collection::vec(deed(), 0..14),
        by_post in any::<bool>(),
    ) {
        let contact = if by_post { ContactKind::Post } else { ContactKind::Email };
        let (mut world, id) = in_hand(&["general"], contact);
        for deed in deeds {
            attempt(&mut world, id, deed);
        }
        world.settle(&Response).unwrap();
        let recorded = world.log().len();
        world.settle(&Response).unwrap();
        prop_assert_eq!(world.log().len(), recorded);

        let (_, state) = world.cases(id)[0];
        let released = state.answer.as_ref().is_some_and(|a| a.step(AnswerStep::Released).is_some());
        let each = if by_post { 1 } else { 2 };
        prop_assert_eq!(state.outgoing.iter().count(), if released { each } else { 0 });
        let ended = state.answer.as_ref().is_some_and(|a| a.hold_ended);
        prop_assert_eq!(released, ended);
        let collected = !world.submission(id).collected.is_empty();
        prop_assert!(!collected || state.closed.is_some());
        if by_post && released {
            letter(&world, id);
        }
    }
}

/// An extension ordered with its notice.
fn order_extension(world: &mut World, case: CaseId, channel: DispatchChannel) -> DispatchId {
    let dispatch = DispatchId(Uuid::from_u128(0xe0));
    let notice = ItemId(Uuid::from_u128(0xe1));
    does(
        world,
        case,
        case::Command::OrderExtension(ExtensionOrder {
            ground: Code::literal("complexity"),
            reason: ItemId(Uuid::from_u128(0xe2)),
            notice,
            dispatch,
        }),
    );
    let order = DispatchCommand::Order {
        dispatch,
        channel,
        template: Code::literal("extension-notice"),
        language: Code::literal("nl"),
        office: None,
        not_before: world.now,
        items: vec![notice],
    };
    does(world, case, case::Command::Dispatch(order));
    dispatch
}

#[test]
fn an_extension_counts_when_its_notice_has_left_and_the_person_was_told_the_new_date() {
    let (mut world, id) = in_hand(&["general"], ContactKind::Post);
    let case = only_case(&world, id);
    let notice = order_extension(&mut world, case, DispatchChannel::Letter);
    world.settle(&Response).unwrap();
    assert_eq!(world.cases(id)[0].1.clock.extended_on(), None);
    world.now = "2026-03-12T09:00:00Z".parse().unwrap();
    post(&mut world, case, notice, "2026-03-11");
    world.settle(&Response).unwrap();
    let (_, state) = world.cases(id)[0];
    assert_eq!(state.clock.extended_on(), "2026-03-11".parse().ok());
    assert_eq!(state.told, "2026-06-02".parse().ok());
    let told = &world.submission(id).messages_out;
    assert_eq!(told, &[ItemId(Uuid::from_u128(0xe1))]);
    // Whatever comes again, it is recorded once.
    let version = state.version;
    world.settle(&Response).unwrap();
    assert_eq!(world.cases(id)[0].1.version, version);
}

#[test]
fn a_notice_that_left_too_late_is_recorded_and_tells_no_date() {
    let (mut world, id) = in_hand(&["general"], ContactKind::Post);
    let case = only_case(&world, id);
    let notice = order_extension(&mut world, case, DispatchChannel::Letter);
    world.now = "2026-04-08T09:00:00Z".parse().unwrap();
    post(&mut world, case, notice, "2026-04-03");
    world.settle(&Response).unwrap();
    let (_, state) = world.cases(id)[0];
    assert_eq!(state.clock.extended_on(), "2026-04-03".parse().ok());
    assert_eq!(state.told, None);
}
