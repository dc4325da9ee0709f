use habeas_case::{
    AnswerStep, CaseEvent, CloseReason, Decision, Moot, PartOutcome, Refusal,
    case::{Command, alarms},
};
use habeas_timelimit::ExtensionOutcome;

use crate::house::{House, at, code, day, item, part};

fn pause(on: &str) -> Command {
    Command::Pause {
        cause: code("identity-question"),
        day: day(on),
        evidence: None,
    }
}

fn resume(on: &str) -> Command {
    Command::Resume { day: day(on) }
}

fn extend(on: &str) -> Command {
    Command::Extend {
        ground: code("complexity"),
        reason: item(5),
        day: day(on),
        evidence: None,
    }
}

fn correct(on: &str) -> Command {
    Command::CorrectReceipt {
        day: day(on),
        reason: code("post-mark"),
    }
}

impl House {
    /// First due, due and safe of the row, as text; a hyphen where there is none.
    fn dates(&self) -> String {
        let row = self.with(|ctx| self.state.row(ctx)).unwrap();
        [row.first_due, row.due, row.safe]
            .map(|day| day.map_or_else(|| "-".to_owned(), |day| day.to_string()))
            .join(" ")
    }

    fn clock(&self) -> String {
        let row = self.with(|ctx| self.state.row(ctx)).unwrap();
        row.clock.to_string()
    }

    fn rings(&self) -> Vec<(String, String)> {
        let mut rings: Vec<_> = self
            .with(|ctx| alarms(&self.state, ctx))
            .into_iter()
            .map(|alarm| {
                (
                    alarm.at.format("%FT%RZ").to_string(),
                    alarm.code.to_string(),
                )
            })
            .collect();
        rings.sort();
        rings
    }
}

fn listed(rings: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(at, code): &(&str, &str)| ((*at).to_owned(), (*code).to_owned());
    rings.iter().map(owned).collect()
}

#[test]
fn a_month_from_31_january_ends_in_february_and_rolls_once() {
    // 28 February 2026 is a Saturday, 29 February 2024 a Thursday.
    let mensura = House::open("mensura", "access", "general", "2026-01-31");
    assert_eq!(mensura.dates(), "2026-03-02 2026-03-02 2026-03-02");
    let certimed = House::open("certimed", "access", "medical", "2024-01-31");
    assert_eq!(certimed.dates(), "2024-02-29 2024-02-29 2024-02-29");
}

#[test]
fn a_month_that_ends_on_easter_monday_ends_the_day_after() {
    let house = House::open("certimed", "erasure", "general", "2026-03-06");
    assert_eq!(house.dates(), "2026-04-07 2026-04-07 2026-04-07");
}

#[test]
fn an_extension_in_time_gives_three_months_and_the_earlier_day_to_work_to() {
    let mut house = House::open("mensura", "access", "general", "2026-01-31");
    house.now = at("2026-03-02T22:00:00Z");
    house.must(1, extend("2026-03-02"));
    assert_eq!(house.dates(), "2026-03-02 2026-04-30 2026-04-28");
    assert_eq!(
        house.refused(1, extend("2026-02-20")),
        Refusal::ExtendedAlready
    );
    let again = house.does(1, extend("2026-03-02"));
    assert_eq!(again, Decision::Moot(Moot::AlreadySo));
}

#[test]
fn an_extension_a_day_too_late_has_no_effect_and_the_old_date_rings() {
    let mut house = House::open("mensura", "access", "general", "2026-01-31");
    // One minute past midnight in Brussels.
    house.now = at("2026-03-02T23:01:00Z");
    assert_eq!(
        house.refused(1, extend("2026-03-03")),
        Refusal::ExtensionTooLate
    );
    assert_eq!(house.refused(1, extend("2026-03-04")), Refusal::InFuture);
    let alarm = code("missed-due-2026-03-02");
    let names = house.must(0, Command::RingAlarm { alarm });
    assert_eq!(names, ["alarm-rung", "limit-missed"]);
    let limit = (code("due"), day("2026-03-02"));
    assert_eq!(house.state.missed, [limit]);
}

#[test]
fn an_extension_that_a_corrected_receipt_makes_late_counts_no_more() {
    let mut house = House::open("mensura", "access", "general", "2026-03-10");
    house.now = at("2026-04-20T09:00:00Z");
    house.must(1, extend("2026-04-08"));
    assert_eq!(house.dates(), "2026-04-10 2026-06-10 2026-06-10");
    house.must(1, correct("2026-03-06"));
    // One month from 6 March is Easter Monday: 7 April.
    assert_eq!(house.dates(), "2026-04-07 2026-04-07 2026-04-07");
    let outcome = house.with(|ctx| house.state.dates(ctx).unwrap().extension);
    assert_eq!(outcome, ExtensionOutcome::Late);
}

#[test]
fn a_pause_stands_still_and_gives_back_its_days() {
    let mut house = House::open("mensura", "access", "general", "2026-03-02");
    assert_eq!(house.dates(), "2026-04-02 2026-04-02 2026-04-02");
    house.now = at("2026-03-20T09:00:00Z");
    house.must(1, pause("2026-03-10"));
    assert_eq!(house.dates(), "- - -");
    assert_eq!(house.clock(), "paused");
    assert_eq!(house.rings(), []);
    house.must(1, resume("2026-03-20"));
    // Ten days more is a Sunday.
    assert_eq!(house.dates(), "2026-04-13 2026-04-13 2026-04-13");
    assert_eq!(house.clock(), "running");
}

#[test]
fn a_pause_is_one_at_a_time_not_before_receipt_and_ends_not_before_it_began() {
    let mut house = House::open("certimed", "access", "general", "2026-03-02");
    house.now = at("2026-03-20T09:00:00Z");
    assert_eq!(
        house.refused(1, pause("2026-03-01")),
        Refusal::BeforeReceipt
    );
    assert_eq!(house.refused(1, pause("2026-03-21")), Refusal::InFuture);
    assert_eq!(house.refused(1, resume("2026-03-10")), Refusal::NotPaused);
    house.must(1, pause("2026-03-10"));
    let again = house.does(1, pause("2026-03-10"));
    assert_eq!(again, Decision::Moot(Moot::AlreadySo));
    assert_eq!(
        house.refused(1, pause("2026-03-12")),
        Refusal::PausedAlready
    );
    assert_eq!(house.refused(1, resume("2026-03-09")), Refusal::NotPaused);
    house.must(1, resume("2026-03-12"));
    // A pause recorded late, which the other covers in part: the days of both count once.
    house.must(1, pause("2026-03-08"));
    house.must(1, resume("2026-03-11"));
    assert_eq!(house.dates(), "2026-04-07 2026-04-07 2026-04-07");
}

#[test]
fn a_clock_without_suspension_or_extension_refuses_both() {
    let mut house = House::open("occar", "access", "general", "2026-03-02");
    house.now = at("2026-03-20T09:00:00Z");
    assert_eq!(house.refused(1, pause("2026-03-10")), Refusal::NoPause);
    assert_eq!(house.refused(1, extend("2026-03-10")), Refusal::NoExtension);
}

#[test]
fn a_target_is_reminded_of_and_never_missed() {
    let house = House::open("occar", "access", "general", "2026-03-02");
    assert_eq!(house.dates(), "- - 2026-04-02");
    let rings = house.rings();
    assert!(rings.contains(&(
        "2026-04-01T05:00Z".to_owned(),
        "remind-1d-2026-04-02".to_owned()
    )));
    assert!(rings.iter().all(|(_, code)| code.starts_with("remind-")));
}

#[test]
fn no_correction_leaves_a_case_without_a_date() {
    let mut house = House::open("mensura", "access", "general", "2026-03-02");
    house.now = at("2026-03-20T09:00:00Z");
    house.must(1, pause("2026-03-04"));
    house.must(1, resume("2026-03-06"));
    assert_eq!(
        house.refused(1, correct("2026-03-05")),
        Refusal::BeforeReceipt
    );
    // An earlier receipt, a pause after it, and then the correction is to be taken back.
    house.must(1, correct("2026-02-20"));
    let seq = house.state.version;
    house.must(1, pause("2026-02-23"));
    house.must(1, resume("2026-02-25"));
    let back = Command::RetractFact { seq };
    assert_eq!(house.refused(1, back.clone()), Refusal::BeforeReceipt);
    house.must(1, Command::RetractFact { seq: seq + 1 });
    house.must(1, back);
    assert_eq!(house.dates(), "2026-04-07 2026-04-07 2026-04-07");
    let gone = Command::RetractFact { seq: seq + 1 };
    assert_eq!(house.refused(1, gone), Refusal::NoSuchFact);
}

#[test]
fn alarms_ring_at_seven_in_brussels_before_and_after_summer_time_begins() {
    let house = House::open("mensura", "access", "medical", "2026-03-02");
    let expected = [
        ("2026-03-10T06:00Z", "caution-7d-2026-03-17"),
        ("2026-03-14T06:00Z", "caution-3d-2026-03-17"),
        ("2026-03-16T06:00Z", "caution-1d-2026-03-17"),
        ("2026-03-17T06:00Z", "remind-50pc-2026-04-02"),
        ("2026-03-25T06:00Z", "remind-75pc-2026-04-02"),
        ("2026-03-26T06:00Z", "remind-7d-2026-04-02"),
        ("2026-03-30T05:00Z", "remind-3d-2026-04-02"),
        ("2026-04-01T05:00Z", "remind-1d-2026-04-02"),
        ("2026-04-02T22:00Z", "missed-due-2026-04-02"),
    ];
    assert_eq!(house.rings(), listed(&expected));
}

#[test]
fn alarms_ring_at_seven_in_brussels_before_and_after_summer_time_ends() {
    let house = House::open("certimed", "copy", "medical", "2026-09-25");
    // 25 October 2026 is a Sunday, and the night in which the hour comes twice.
    let expected = [
        ("2026-10-03T05:00Z", "caution-7d-2026-10-10"),
        ("2026-10-07T05:00Z", "caution-3d-2026-10-10"),
        ("2026-10-09T05:00Z", "caution-1d-2026-10-10"),
        ("2026-10-10T05:00Z", "remind-50pc-2026-10-26"),
        ("2026-10-18T05:00Z", "remind-75pc-2026-10-26"),
        ("2026-10-19T05:00Z", "remind-7d-2026-10-26"),
        ("2026-10-23T05:00Z", "remind-3d-2026-10-26"),
        ("2026-10-25T06:00Z", "remind-1d-2026-10-26"),
        ("2026-10-26T23:00Z", "missed-due-2026-10-26"),
    ];
    assert_eq!(house.rings(), listed(&expected));
}

#[test]
fn what_moved_rings_anew_and_the_last_day_to_refuse_rings_beside() {
    let mut house = House::open("mensura", "access", "general", "2026-01-31");
    house.now = at("2026-02-20T09:00:00Z");
    let alarm = code("remind-50pc-2026-03-02");
    house.must(
        0,
        Command::RingAlarm {
            alarm: alarm.clone(),
        },
    );
    let again = house.does(0, Command::RingAlarm { alarm });
    assert_eq!(again, Decision::Moot(Moot::Overtaken));
    house.must(1, extend("2026-02-20"));
    let expected = [
        ("2026-02-23T06:00Z", "refuse-7d-2026-03-02"),
        ("2026-02-27T06:00Z", "refuse-3d-2026-03-02"),
        ("2026-03-01T06:00Z", "refuse-1d-2026-03-02"),
        ("2026-03-15T06:00Z", "remind-50pc-2026-04-28"),
        ("2026-04-06T05:00Z", "remind-75pc-2026-04-28"),
        ("2026-04-21T05:00Z", "remind-7d-2026-04-28"),
        ("2026-04-25T05:00Z", "remind-3d-2026-04-28"),
        ("2026-04-27T05:00Z", "remind-1d-2026-04-28"),
        ("2026-04-30T22:00Z", "missed-due-2026-04-30"),
    ];
    assert_eq!(house.rings(), listed(&expected));
    let by = house.with(|ctx| house.state.refuse_by(ctx));
    assert_eq!(by, Some(day("2026-03-02")));
}

#[test]
fn an_alarm_before_its_time_and_one_of_a_closed_case_are_moot() {
    let mut house = House::open("mensura", "access", "general", "2026-03-02");
    let alarm = code("missed-due-2026-04-02");
    house.now = at("2026-04-02T21:59:59Z");
    let early = house.does(
        0,
        Command::RingAlarm {
            alarm: alarm.clone(),
        },
    );
    assert_eq!(early, Decision::Moot(Moot::Overtaken));
    let reason = CloseReason::Duplicate;
    house.must(1, Command::Close { reason });
    house.now = at("2026-04-02T22:00:00Z");
    let late = house.does(0, Command::RingAlarm { alarm });
    assert_eq!(late, Decision::Moot(Moot::Overtaken));
    assert_eq!(house.clock(), "stopped");
}

/// An extended case whose answer is posted after the first period and before the end.
fn posted_in_the_extension(outcome: PartOutcome) -> House {
    let mut house = House::open("mensura", "access", "general", "2026-01-31");
    house.settle_and_route();
    house.now = at("2026-02-20T09:00:00Z");
    house.must(1, extend("2026-02-20"));
    house.now = at("2026-03-10T09:00:00Z");
    house.order(1, vec![part(outcome)]);
    house.release(1);
    house.advance(1, AnswerStep::Posted);
    house
}

#[test]
fn a_refusal_after_the_first_period_is_late_even_when_extended() {
    for outcome in [PartOutcome::Refused, PartOutcome::Partly] {
        let house = posted_in_the_extension(outcome);
        assert_eq!(house.state.missed, [(code("first-due"), day("2026-03-02"))]);
    }
    let granted = posted_in_the_extension(PartOutcome::Granted);
    assert_eq!(granted.state.missed, []);
}

#[test]
fn an_answer_after_the_limit_notes_it_when_no_alarm_has() {
    let mut house = House::open("certimed", "access", "general", "2026-03-02");
    house.settle_and_route();
    house.now = at("2026-04-03T09:00:00Z");
    house.order(1, vec![part(PartOutcome::Refused)]);
    house.release(1);
    let names = house.advance(1, AnswerStep::MadeAvailable);
    assert_eq!(names, ["answer-advanced", "limit-missed"]);
    assert_eq!(house.state.missed, [(code("due"), day("2026-04-02"))]);

    let mut rung = House::open("certimed", "access", "general", "2026-03-02");
    rung.settle_and_route();
    rung.now = at("2026-04-03T09:00:00Z");
    let alarm = code("missed-due-2026-04-02");
    rung.must(0, Command::RingAlarm { alarm });
    rung.order(1, vec![part(PartOutcome::Granted)]);
    rung.release(1);
    assert_eq!(
        rung.advance(1, AnswerStep::MadeAvailable),
        ["answer-advanced"]
    );
    let missed = |e: &&(habeas_case::Meta, CaseEvent)| e.1.name() == "limit-missed";
    assert_eq!(rung.log.iter().filter(missed).count(), 1);
}
