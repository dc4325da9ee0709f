//! A complaint whose silence is a decision: a supervisory board's sixty days.

use habeas_case::{
    CaseEvent, ComplaintStep, Decision, Moot, Refusal,
    case::{Command, alarms},
};

use crate::house::{House, at, code, day, item};

const RIGHT: &str = "board-complaint";

/// A complaint received on Monday 2 March 2026: day 60 is Friday 1 May 2026.
fn complaint() -> House {
    let mut house = House::open("eurocontrol", RIGHT, RIGHT, "2026-03-02");
    house.settle_and_route();
    house
}

fn step(step: ComplaintStep, on: &str) -> Command {
    Command::AdvanceComplaint {
        step,
        day: day(on),
        item: Some(item(6)),
    }
}

fn ring(alarm: &str) -> Command {
    Command::RingAlarm { alarm: code(alarm) }
}

/// The days of the windows that were opened.
fn windows(house: &House) -> Vec<String> {
    let remedies = house.state.remedies.iter();
    remedies
        .map(|(remedy, until)| format!("{remedy} {until}"))
        .collect()
}

fn codes(house: &House) -> Vec<String> {
    house
        .with(|ctx| alarms(&house.state, ctx))
        .into_iter()
        .map(|alarm| alarm.code.to_string())
        .collect()
}

#[test]
fn eurocontrol_25_4_silence_for_sixty_days_is_a_refusal_and_opens_arbitration() {
    let mut house = complaint();
    let deemed = "deemed-2026-05-01";
    house.now = at("2026-05-01T21:59:59Z");
    assert_eq!(house.does(0, ring(deemed)), Decision::Moot(Moot::Overtaken));
    // Midnight in Brussels, summer time.
    house.now = at("2026-05-01T22:00:00Z");
    assert_eq!(
        house.must(0, ring(deemed)),
        [
            "alarm-rung",
            "limit-missed",
            "complaint-advanced",
            "remedy-opened"
        ]
    );
    let on = house.state.complaint_on(ComplaintStep::DeemedRefused);
    assert_eq!(on, Some(day("2026-05-01")));
    // Three months from day 60, a Saturday: nothing rolls.
    assert_eq!(windows(&house), ["arbitration 2026-08-01"]);
    assert_eq!(house.does(0, ring(deemed)), Decision::Moot(Moot::Overtaken));
}

#[test]
fn eurocontrol_annex_iv_8_9_progress_told_on_the_last_day_ends_the_silence() {
    let mut house = complaint();
    house.now = at("2026-05-01T15:00:00Z");
    assert!(codes(&house).contains(&"deemed-2026-05-01".to_owned()));
    house.must(1, step(ComplaintStep::ProgressTold, "2026-05-01"));
    assert_eq!(codes(&house), Vec::<String>::new());
    house.now = at("2026-09-01T08:00:00Z");
    assert_eq!(
        house.does(0, ring("deemed-2026-05-01")),
        Decision::Moot(Moot::Overtaken)
    );
    let row = house.with(|ctx| house.state.row(ctx)).unwrap();
    assert_eq!((row.clock.as_str(), row.due), ("none", None));
}

#[test]
fn progress_told_a_day_late_ends_nothing() {
    let mut house = complaint();
    house.now = at("2026-05-02T08:00:00Z");
    house.must(1, step(ComplaintStep::ProgressTold, "2026-05-02"));
    assert_eq!(
        house.must(0, ring("deemed-2026-05-01")),
        [
            "alarm-rung",
            "limit-missed",
            "complaint-advanced",
            "remedy-opened"
        ]
    );
}

#[test]
fn eurocontrol_25_5_the_decision_follows_the_conclusions_and_opens_arbitration() {
    let mut house = complaint();
    house.now = at("2026-04-20T08:00:00Z");
    let decided = step(ComplaintStep::Decided, "2026-04-20");
    assert_eq!(house.refused(1, decided.clone()), Refusal::ComplaintOrder);
    house.must(
        1,
        step(ComplaintStep::ConclusionsCommunicated, "2026-04-10"),
    );
    assert_eq!(
        house.refused(1, step(ComplaintStep::Decided, "2026-04-09")),
        Refusal::ComplaintOrder
    );
    assert_eq!(
        house.must(1, decided.clone()),
        ["complaint-advanced", "remedy-opened"]
    );
    assert_eq!(windows(&house), ["arbitration 2026-07-20"]);
    assert_eq!(house.does(1, decided), Decision::Moot(Moot::AlreadySo));
}

#[test]
fn eurocontrol_25_4_a_refusal_is_deemed_by_time_alone_and_no_day_is_made_up() {
    let mut house = complaint();
    house.now = at("2026-05-10T08:00:00Z");
    let by_hand = step(ComplaintStep::DeemedRefused, "2026-05-01");
    assert_eq!(house.refused(1, by_hand), Refusal::ComplaintOrder);
    let ahead = step(ComplaintStep::ProgressTold, "2026-05-11");
    assert_eq!(house.refused(1, ahead), Refusal::InFuture);
    let before = step(ComplaintStep::ProgressTold, "2026-03-01");
    assert_eq!(house.refused(1, before), Refusal::BeforeReceipt);
}

#[test]
fn eurocontrol_25_4_awareness_long_ago_opens_the_case_all_the_same() {
    use crate::house::opening;
    let mut house = House::new("eurocontrol", "2026-03-02T11:00:00Z");
    let mut opened = opening(house.pack, RIGHT, RIGHT, day("2026-03-02"));
    opened.questions.aware_on = Some(day("2024-01-01"));
    assert_eq!(
        house.must(0, Command::Open(Box::new(opened))),
        ["case-opened"]
    );
}

#[test]
fn a_case_whose_silence_decides_nothing_has_no_such_steps() {
    let mut house = House::open("eurocontrol", "access", "general", "2026-03-02");
    house.settle_and_route();
    assert_eq!(
        house.refused(1, step(ComplaintStep::ProgressTold, "2026-03-02")),
        Refusal::NotOffered
    );
    let deemed = |code: &String| code.starts_with("deemed");
    assert!(!codes(&house).iter().any(deemed));
}

#[test]
fn what_was_recorded_is_replayed() {
    let mut house = complaint();
    house.now = at("2026-04-20T08:00:00Z");
    house.must(1, step(ComplaintStep::ProgressTold, "2026-04-20"));
    let log = house.log.iter().map(|(meta, event)| (meta, event));
    assert_eq!(habeas_case::case::Case::replay(log), house.state);
    let told = |(_, event): &(_, CaseEvent)| event.name() == "complaint-advanced";
    assert_eq!(house.log.iter().filter(|e| told(e)).count(), 1);
}
