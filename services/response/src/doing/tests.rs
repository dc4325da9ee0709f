use habeas_case::{
    CloseReason, DispatchChannel, DispatchCommand, Part, PartOutcome, PartyStep, RestrictionStep,
    RouteVia, TaskKind,
    case::{self, Case, PHYSICIAN},
    submission,
};
use habeas_dossier::copy_for;
use habeas_engine::{Command, PackShelf, testing::World};
use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, DispatchId, Hash32, ItemId, SubmissionId,
};
use habeas_regime::{Library, testing::example_packs};
use uuid::Uuid;

use crate::Response;

const ANSWER: ItemId = ItemId(Uuid::from_u128(0xa1));
const NAMED: ItemId = ItemId(Uuid::from_u128(0x60));
const CONFIRMED: ItemId = ItemId(Uuid::from_u128(0x61));

/// A request received on 2 March 2026 that stands at its desk, who the person is being settled.
fn in_hand(controller: &'static str, right: &str, kind: &str) -> (World, SubmissionId, CaseId) {
    let shelf = PackShelf::new(example_packs(), Library::embedded());
    let controller = ControllerId::new(controller).unwrap();
    let mut world = World::new(shelf, controller, "2026-03-02T09:00:00Z".parse().unwrap());
    let (id, _) = world.file(|_| {}).unwrap();
    let opened = world.opening(id, right, kind);
    world.open(id, vec![opened]).unwrap();
    let (case, state) = world.cases(id)[0];
    let desk = state.desk.clone().unwrap();
    let method = Code::literal("known");
    let establish = submission::Command::EstablishIdentity {
        method: method.clone(),
        attestation: None,
    };
    let route = case::Command::Route {
        desk,
        office: None,
        via: RouteVia::Desk,
        rule: Some(Code::literal("rule")),
    };
    let commands = vec![
        Command::Submission(id, establish),
        Command::Case(case, case::Command::SettleIdentity { method }),
        Command::Case(case, route),
        Command::Submission(id, submission::Command::HandOver),
    ];
    world.execute(ActorId::operator(), commands).unwrap();
    (world, id, case)
}

fn does(world: &mut World, case: CaseId, actor: u128, command: case::Command) {
    let actor = ActorId::staff(Uuid::from_u128(actor));
    let command = Command::Case(case, command);
    world.execute(actor, vec![command]).unwrap();
}

/// An answer granted in one part leaves.
fn answer(world: &mut World, case: CaseId, recipient: &'static str) {
    let (draft, content) = (ItemId(Uuid::from_u128(0xd1)), Hash32([4; 32]));
    let parts = vec![Part {
        what: Code::literal("general"),
        outcome: PartOutcome::Granted,
        ground: None,
        reason: None,
        holder: None,
        compartment: Code::literal("general"),
        recipient: Code::literal(recipient),
    }];
    let write = case::Command::Draft {
        draft,
        content,
        parts,
    };
    does(world, case, 1, write);
    does(world, case, 2, case::Command::Approve { draft, content });
    let order = case::Command::OrderAnswer {
        draft,
        answer: ANSWER,
        content,
        answer_key: [9; 32],
        hold_until: world.now,
    };
    does(world, case, 1, order);
    does(world, case, 1, case::Command::EndHold { early: true });
    world.settle(&Response).unwrap();
}

fn collect(world: &mut World, id: SubmissionId, case: CaseId) {
    let command = submission::Command::Collect {
        case,
        answer: ANSWER,
    };
    let command = Command::Submission(id, command);
    world.execute(ActorId::person(), vec![command]).unwrap();
    world.settle(&Response).unwrap();
}

fn state(world: &World, id: SubmissionId) -> &Case {
    world.cases(id)[0].1
}

fn tasks(world: &World, id: SubmissionId) -> Vec<(TaskKind, &str, Option<String>, bool)> {
    let tasks = state(world, id).tasks.iter();
    tasks
        .map(|t| {
            let due = t.due.map(|day| day.to_string());
            (t.kind, t.holder.as_str(), due, t.done)
        })
        .collect()
}

fn finish(world: &mut World, id: SubmissionId, case: CaseId) {
    let open = state(world, id).open_tasks().next().unwrap().task;
    does(world, case, 3, case::Command::FinishTask { task: open });
    world.settle(&Response).unwrap();
}

#[test]
fn gdpr_19_a_granted_erasure_is_carried_out_then_recipients_are_told_then_it_closes() {
    let (mut world, id, case) = in_hand("mensura", "erasure", "general");
    answer(&mut world, case, "subject");
    let until = Some("2026-04-02".to_owned());
    let (kind, holder, due, done) = tasks(&world, id).remove(0);
    assert_eq!((kind, due, done), (TaskKind::Execute, until.clone(), false));
    let holder = holder.to_owned();
    collect(&mut world, id, case);
    assert_eq!(state(&world, id).closed, None, "it has not been done");
    finish(&mut world, id, case);
    let notify = (TaskKind::Notify, holder.as_str(), until, false);
    assert_eq!(tasks(&world, id)[1], notify);
    assert_eq!(state(&world, id).closed, None, "nobody has been told");
    finish(&mut world, id, case);
    assert_eq!(state(&world, id).closed, Some(CloseReason::Answered));
}

#[test]
fn eurocontrol_10_1_third_parties_are_told_of_a_rectification() {
    let (mut world, id, case) = in_hand("eurocontrol", "rectification", "general");
    answer(&mut world, case, "subject");
    finish(&mut world, id, case);
    let kinds: Vec<TaskKind> = state(&world, id).tasks.iter().map(|t| t.kind).collect();
    assert_eq!(kinds, [TaskKind::Execute, TaskKind::Notify]);
}

#[test]
fn gdpr_18_3_a_restriction_begins_when_it_was_carried_out() {
    let (mut world, id, case) = in_hand("mensura", "restriction", "general");
    answer(&mut world, case, "subject");
    assert_eq!(state(&world, id).restriction, None);
    world.now = "2026-03-05T09:00:00Z".parse().unwrap();
    finish(&mut world, id, case);
    let applied = (
        state(&world, id).restriction,
        state(&world, id).restriction_on,
    );
    let day = "2026-03-05".parse().unwrap();
    assert_eq!(applied, (Some(RestrictionStep::Applied), Some(day)));
}

#[test]
fn access_asks_nobody_to_carry_anything_out() {
    let (mut world, id, case) = in_hand("mensura", "access", "general");
    answer(&mut world, case, "subject");
    assert_eq!(tasks(&world, id), []);
    collect(&mut world, id, case);
    assert_eq!(state(&world, id).closed, Some(CloseReason::Answered));
}

fn window(world: &World, id: SubmissionId, remedy: &str) -> Option<String> {
    let mut windows = state(world, id).remedies.iter();
    windows
        .find(|(known, _)| known == remedy)
        .map(|(_, until)| until.to_string())
}

#[test]
fn eurocontrol_25_4_the_window_for_the_board_opens_on_the_day_the_answer_is_received() {
    let (mut world, id, case) = in_hand("eurocontrol", "access", "general");
    answer(&mut world, case, "subject");
    // It lies ready once the code has gone, on 2 March.
    assert_eq!(window(&world, id, "board-complaint"), None);
    code_sent(&mut world, id, case, "2026-03-02");
    let ready = window(&world, id, "board-complaint");
    assert_eq!(ready.as_deref(), Some("2026-06-02"));
    world.now = "2026-03-20T09:00:00Z".parse().unwrap();
    collect(&mut world, id, case);
    let received = window(&world, id, "board-complaint");
    assert_eq!(received.as_deref(), Some("2026-06-20"));
    // The tribunal opens once the internal way is at its end.
    assert_eq!(window(&world, id, "iloat"), None);
    assert_eq!(window(&world, id, "dpo-advice"), None, "it has no window");
}

#[test]
fn eurocontrol_26_1_the_tribunals_ninety_days_open_with_the_answer_to_a_staff_complaint() {
    let kind = "service-complaint";
    let (mut world, id, case) = in_hand("eurocontrol", kind, kind);
    answer(&mut world, case, "subject");
    collect(&mut world, id, case);
    // Ninety days from 2 March.
    let tribunal = window(&world, id, "iloat");
    assert_eq!(tribunal.as_deref(), Some("2026-05-31"));
}

fn code_sent(world: &mut World, id: SubmissionId, case: CaseId, day: &str) {
    let mails: Vec<_> = state(world, id).outgoing.iter().collect();
    let code = mails
        .iter()
        .find(|(_, view)| view.template == "answer-code");
    let dispatch = code.unwrap().0;
    let day = day.parse().unwrap();
    let sent = DispatchCommand::Sent {
        dispatch,
        day,
        number: None,
    };
    for command in [DispatchCommand::Start { dispatch }, sent] {
        does(world, case, 3, case::Command::Dispatch(command));
    }
    world.settle(&Response).unwrap();
}

fn says(world: &mut World, id: SubmissionId, item: Option<ItemId>) {
    let role = Code::literal(PHYSICIAN);
    let command = submission::Command::NameParty { role, item };
    let command = Command::Submission(id, command);
    world.execute(ActorId::person(), vec![command]).unwrap();
    world.settle(&Response).unwrap();
}

fn confirm(world: &mut World, case: CaseId) {
    let command = case::Command::ChangeParty {
        role: Code::literal(PHYSICIAN),
        step: PartyStep::Confirmed,
        item: Some(CONFIRMED),
    };
    does(world, case, 3, command);
    world.settle(&Response).unwrap();
}

fn letter(world: &World, id: SubmissionId) -> Option<DispatchId> {
    let mut outgoing = state(world, id).outgoing.iter();
    outgoing
        .find(|(_, view)| view.template == "physician-data")
        .map(|(dispatch, view)| {
            let data = copy_for(ANSWER, &Code::literal("physician"));
            assert_eq!(view.channel, DispatchChannel::RegisteredLetter);
            assert_eq!(view.items, [data, CONFIRMED]);
            dispatch
        })
}

fn deliver(world: &mut World, case: CaseId, dispatch: DispatchId) {
    let day = world.now.date_naive();
    for command in [
        DispatchCommand::Queue { dispatch },
        DispatchCommand::Print { dispatch },
        DispatchCommand::Sent {
            dispatch,
            day,
            number: None,
        },
        DispatchCommand::Delivered { dispatch, day },
    ] {
        does(world, case, 4, case::Command::Dispatch(command));
    }
    world.settle(&Response).unwrap();
}

#[test]
fn mensura_15_2_the_letter_goes_to_the_person_and_the_file_to_the_physician() {
    let (mut world, id, case) = in_hand("mensura", "access", "medical");
    says(&mut world, id, Some(NAMED));
    let named = Some((PartyStep::Named, Some(NAMED)));
    assert_eq!(state(&world, id).party(PHYSICIAN), named);
    confirm(&mut world, case);
    assert_eq!(letter(&world, id), None, "nothing leaves before the answer");
    answer(&mut world, case, PHYSICIAN);
    let dispatch = letter(&world, id).expect("the file is on its way");
    let mails = state(&world, id)
        .outgoing
        .iter()
        .filter(|(_, view)| view.channel == DispatchChannel::Mail)
        .count();
    assert_eq!(mails, 2, "the person is told, and has the code");
    collect(&mut world, id, case);
    assert_eq!(state(&world, id).closed, None, "the file is not there yet");
    deliver(&mut world, case, dispatch);
    let delivered = Some((PartyStep::Delivered, Some(CONFIRMED)));
    assert_eq!(state(&world, id).party(PHYSICIAN), delivered);
    assert_eq!(state(&world, id).closed, Some(CloseReason::Answered));
}

#[test]
fn mensura_15_2_without_a_physician_the_answer_in_time_counts_and_the_file_lies_ready() {
    let (mut world, id, case) = in_hand("mensura", "access", "medical");
    world.now = "2026-04-02T09:00:00Z".parse().unwrap();
    answer(&mut world, case, PHYSICIAN);
    collect(&mut world, id, case);
    let answered = state(&world, id);
    assert_eq!(answered.missed, [], "it was in time");
    assert_eq!(answered.closed, None);
    assert_eq!(answered.open_tasks().count(), 1, "the file waits");
    assert_eq!(letter(&world, id), None);
    // Named and confirmed weeks later, the physician gets it without another answer.
    world.now = "2026-05-11T09:00:00Z".parse().unwrap();
    says(&mut world, id, Some(NAMED));
    confirm(&mut world, case);
    let dispatch = letter(&world, id).expect("it leaves now");
    deliver(&mut world, case, dispatch);
    assert_eq!(state(&world, id).closed, Some(CloseReason::Answered));
}

#[test]
fn who_has_no_physician_says_so_and_may_name_one_later() {
    let (mut world, id, _) = in_hand("mensura", "access", "medical");
    says(&mut world, id, None);
    let absent = Some((PartyStep::Absent, None));
    assert_eq!(state(&world, id).party(PHYSICIAN), absent);
    says(&mut world, id, Some(NAMED));
    let named = Some((PartyStep::Named, Some(NAMED)));
    assert_eq!(state(&world, id).party(PHYSICIAN), named);
    // Where the file goes to the person, nobody else comes into it.
    let (mut world, id, _) = in_hand("certimed", "access", "medical");
    says(&mut world, id, Some(NAMED));
    assert_eq!(state(&world, id).party(PHYSICIAN), None);
}
