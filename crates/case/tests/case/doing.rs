//! Deciding is followed by doing: tasks in their order, and cases that close when both are done.

use habeas_case::{
    AnswerStep, CloseReason, PartOutcome, Refusal, TaskKind, Waiting,
    case::{Command, at_opening, task_id},
    submission::Submission,
};
use habeas_envelope::{CaseId, Code};
use uuid::Uuid;

use crate::house::{House, code, day, item, opening, pack, part};

fn task(n: u128, kind: TaskKind) -> Command {
    Command::OpenTask {
        task: item(n),
        kind,
        holder: code("privacy"),
        due: Some(day("2026-04-02")),
    }
}

fn done(n: u128) -> Command {
    Command::FinishTask { task: item(n) }
}

#[test]
fn gdpr_19_recipients_are_told_when_the_decision_was_carried_out_and_not_before() {
    let mut house = House::open("mensura", "erasure", "general", "2026-03-02");
    house.settle_and_route();
    house.must(1, task(1, TaskKind::Execute));
    assert_eq!(
        house.refused(1, task(2, TaskKind::Notify)),
        Refusal::ExecutionOpen
    );
    house.must(1, done(1));
    house.must(1, task(2, TaskKind::Notify));
    house.must(1, task(3, TaskKind::Execute));
    assert_eq!(house.refused(1, done(2)), Refusal::ExecutionOpen);
    house.must(1, done(3));
    house.must(1, done(2));
}

#[test]
fn a_case_closes_when_its_answer_counts_and_its_tasks_are_done() {
    let mut house = House::open("mensura", "erasure", "general", "2026-03-02");
    house.settle_and_route();
    house.order(1, vec![part(PartOutcome::Granted)]);
    house.must(1, task(1, TaskKind::Execute));
    house.release(1);
    house.advance(1, AnswerStep::MadeAvailable);
    let row = house.with(|ctx| house.state.row(ctx)).unwrap();
    // It stays in sight, with whoever has it and until when, and the clock stands still.
    assert_eq!((row.tasks, row.task_due), (1, Some(day("2026-04-02"))));
    assert_eq!((row.clock.as_str(), row.closed), ("stopped", false));
    assert_eq!(row.waiting, Waiting::Person(code("privacy")));
    let answered = Command::Close {
        reason: CloseReason::Answered,
    };
    assert_eq!(house.refused(0, answered.clone()), Refusal::TasksOpen);
    house.must(1, done(1));
    let row = house.with(|ctx| house.state.row(ctx)).unwrap();
    assert_eq!((row.tasks, row.task_due), (0, None));
    house.must(0, answered);
}

#[test]
fn mensura_point_7_an_objection_to_marketing_is_carried_out_on_receipt() {
    let pack = pack("mensura");
    let right = pack
        .provisions()
        .rights
        .iter()
        .find(|right| right.at_once)
        .unwrap();
    let opened = opening(pack, right.id.as_str(), "general", day("2026-03-02"));
    let case = CaseId(Uuid::from_u128(7));
    let begins = at_opening(case, &opened, &Submission::default(), pack);
    let privacy = code("privacy");
    let expected = Command::OpenTask {
        task: task_id(case.0, TaskKind::Execute, &privacy),
        kind: TaskKind::Execute,
        holder: privacy,
        due: Some(day("2026-03-02")),
    };
    assert_eq!(begins, std::slice::from_ref(&expected));
    let mut house = House::new("mensura", "2026-03-02T11:00:00Z");
    house.must(0, Command::Open(Box::new(opened)));
    // Nobody has looked at who they are, and nothing is decided.
    assert_eq!(house.must(0, expected), ["task-opened"]);
    let ordinary = opening(pack, "objection", "general", day("2026-03-02"));
    assert_eq!(
        at_opening(case, &ordinary, &Submission::default(), pack),
        []
    );
}

#[test]
fn a_physician_named_before_there_is_a_case_is_the_cases_from_its_beginning() {
    let pack = pack("mensura");
    let mut submission = Submission::default();
    let role = Code::literal("physician");
    submission.parties.push((role, Some(item(60))));
    let case = CaseId(Uuid::from_u128(7));
    let begins = |right: &str, kind: &str| {
        let opened = opening(pack, right, kind, day("2026-03-02"));
        at_opening(case, &opened, &submission, pack)
    };
    assert_eq!(
        begins("access", "medical"),
        [habeas_case::case::named_by_the_person(Some(item(60)))]
    );
    assert_eq!(begins("rectification", "medical"), []);
    assert_eq!(begins("access", "general"), []);
}
