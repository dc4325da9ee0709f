//! What rings, for whom, and what does not.

use habeas_case::{
    AnswerStep, CaseEvent, CloseReason, Decision, Moot, PartOutcome,
    case::{Command, alarms, in_danger},
};

use crate::house::{House, at, code, day, part};

impl House {
    /// Rings an alarm; for whom, and what was told with it.
    fn ring(&mut self, alarm: &str) -> (Vec<String>, Vec<String>) {
        let alarm = code(alarm);
        let Decision::Events(events) = self.does(0, Command::RingAlarm { alarm }) else {
            panic!("it does not ring")
        };
        let CaseEvent::AlarmRung {
            rung_for,
            also_for,
            overtook,
            ..
        } = &events[0]
        else {
            panic!("{events:?}")
        };
        let words = |codes: Vec<&habeas_envelope::Code>| {
            codes.into_iter().map(ToString::to_string).collect()
        };
        (
            words([rung_for].into_iter().chain(also_for).collect()),
            words(overtook.iter().collect()),
        )
    }

    fn codes(&self) -> Vec<String> {
        let alarms = self.with(|ctx| alarms(&self.state, ctx));
        alarms.into_iter().map(|a| a.code.to_string()).collect()
    }
}

fn pause(on: &str) -> Command {
    Command::Pause {
        cause: code("clarification"),
        day: day(on),
        evidence: None,
    }
}

#[test]
fn bug_10_a_paused_case_is_neither_late_nor_reminded_nor_sorted_as_late() {
    let mut house = House::open("mensura", "access", "medical", "2026-03-02");
    assert!(!house.codes().is_empty());
    house.now = at("2026-03-10T09:00:00Z");
    house.must(1, pause("2026-03-10"));
    // Weeks after the day that the month would have ended on.
    house.now = at("2026-05-20T09:00:00Z");
    assert_eq!(house.codes(), Vec::<String>::new());
    let row = house.with(|ctx| house.state.row(ctx)).unwrap();
    assert_eq!((row.due, row.safe), (None, None));
    assert_eq!(row.clock, "paused");
    for alarm in ["remind-1d-2026-04-02", "missed-due-2026-04-02"] {
        let alarm = code(alarm);
        let rung = house.does(0, Command::RingAlarm { alarm });
        assert_eq!(rung, Decision::Moot(Moot::Overtaken));
    }
    assert_eq!(house.state.missed, []);
}

#[test]
fn bug_15_a_closed_or_answered_case_rings_nothing() {
    let mut closed = House::open("mensura", "access", "general", "2026-03-02");
    let reason = CloseReason::Duplicate;
    closed.must(1, Command::Close { reason });
    assert_eq!(closed.codes(), Vec::<String>::new());
    let mut answered = House::open("mensura", "access", "general", "2026-03-02");
    answered.settle_and_route();
    answered.order(1, vec![part(PartOutcome::Granted)]);
    answered.release(1);
    answered.advance(1, AnswerStep::MadeAvailable);
    answered.now = at("2026-06-01T09:00:00Z");
    assert_eq!(answered.codes(), Vec::<String>::new());
    let alarm = code("missed-due-2026-04-02");
    let rung = answered.does(0, Command::RingAlarm { alarm });
    assert_eq!(rung, Decision::Moot(Moot::Overtaken));
}

#[test]
fn the_nearer_the_day_the_further_along_the_chain_it_rings() {
    let mut house = House::open("mensura", "access", "general", "2026-03-02");
    house.settle_and_route();
    let desk = "privacy";
    house.now = at("2026-03-26T06:00:00Z");
    let (whom, _) = house.ring("remind-7d-2026-04-02");
    assert_eq!(whom, [desk]);
    house.now = at("2026-03-30T06:00:00Z");
    let (whom, _) = house.ring("remind-3d-2026-04-02");
    assert_eq!(whom, [desk, "privacy-officer"]);
    house.now = at("2026-04-01T06:00:00Z");
    let (whom, _) = house.ring("remind-1d-2026-04-02");
    assert_eq!(whom, [desk, "privacy-officer", "dpo"]);
    house.now = at("2026-04-02T22:00:00Z");
    let (whom, _) = house.ring("missed-due-2026-04-02");
    assert_eq!(whom, [desk, "privacy-officer", "dpo"]);
}

#[test]
fn bug_15_after_an_outage_one_ring_tells_all_that_was_due_and_since_when() {
    let mut house = House::open("mensura", "access", "general", "2026-03-02");
    house.now = at("2026-05-04T09:00:00Z");
    let alarm = code("remind-50pc-2026-04-02");
    let Decision::Events(events) = house.does(0, Command::RingAlarm { alarm }) else {
        panic!("it rings")
    };
    let CaseEvent::AlarmRung {
        alarm,
        overtook,
        due_at,
        ..
    } = &events[0]
    else {
        panic!("{events:?}")
    };
    assert_eq!(alarm, "missed-due-2026-04-02");
    assert_eq!(*due_at, Some(at("2026-04-02T22:00:00Z")));
    let before: Vec<&str> = overtook.iter().map(habeas_envelope::Code::as_str).collect();
    assert_eq!(
        before,
        [
            "remind-50pc-2026-04-02",
            "remind-75pc-2026-04-02",
            "remind-7d-2026-04-02",
            "remind-3d-2026-04-02",
            "remind-1d-2026-04-02",
        ]
    );
    let missed = CaseEvent::LimitMissed {
        limit: code("due"),
        day: day("2026-04-02"),
    };
    assert_eq!(events[1..], [missed]);
    assert_eq!(house.codes(), Vec::<String>::new());
}

#[test]
fn a_patient_file_has_a_reminder_of_fifteen_days_for_the_house_alone() {
    for controller in ["mensura", "certimed"] {
        let house = House::open(controller, "access", "medical", "2026-03-02");
        let codes = house.codes();
        for caution in [
            "caution-7d-2026-03-17",
            "caution-3d-2026-03-17",
            "caution-1d-2026-03-17",
        ] {
            assert!(
                codes.contains(&caution.to_owned()),
                "{controller}: {codes:?}"
            );
        }
        // It is no limit: nothing is missed by it, and the day to work to is the month's.
        assert!(!codes.contains(&"missed-due-2026-03-17".to_owned()));
        let row = house.with(|ctx| house.state.row(ctx)).unwrap();
        assert_eq!(row.safe, Some(day("2026-04-02")));
        let general = House::open(controller, "access", "general", "2026-03-02");
        assert!(
            general
                .codes()
                .iter()
                .all(|code| !code.starts_with("caution"))
        );
    }
}

#[test]
fn a_date_is_in_danger_on_its_last_days_and_when_missed() {
    for (alarm, danger) in [
        ("missed-due-2026-04-02", true),
        ("remind-1d-2026-04-02", true),
        ("refuse-1d-2026-04-02", true),
        ("remind-3d-2026-04-02", false),
        ("remind-75pc-2026-04-02", false),
        ("caution-1d-2026-03-17", false),
    ] {
        assert_eq!(in_danger(alarm), danger, "{alarm}");
    }
}

/// GDPR art. 12(4): an extension buys no time to refuse, and the log shows it when it is released,
/// whatever the pack counts as answered.
#[test]
fn a_refusal_released_after_the_first_period_is_shown_by_the_audit() {
    for (outcome, late) in [(PartOutcome::Granted, false), (PartOutcome::Partly, true)] {
        let mut house = House::open("mensura", "access", "general", "2026-03-02");
        house.settle_and_route();
        house.now = at("2026-03-20T09:00:00Z");
        house.must(
            1,
            Command::Extend {
                ground: code("complexity"),
                reason: crate::house::item(5),
                day: day("2026-03-20"),
                evidence: None,
            },
        );
        house.now = at("2026-04-10T09:00:00Z");
        let mut parts = vec![part(outcome)];
        for part in &mut parts {
            part.ground = part.ground.take().map(|_| code("rights-of-others"));
        }
        house.order(1, parts);
        house.must(1, Command::EndHold { early: true });
        let names = house.advance(1, AnswerStep::Released);
        let limit = (code("first-due"), day("2026-04-02"));
        if late {
            assert_eq!(names, ["answer-advanced", "limit-missed"]);
            assert_eq!(house.state.missed, [limit]);
        } else {
            assert_eq!(names, ["answer-advanced"]);
        }
    }
}

#[test]
fn a_task_that_is_late_rings_for_whoever_has_it_and_for_who_stands_in() {
    let mut house = House::open("mensura", "access", "general", "2026-03-02");
    let open = Command::OpenTask {
        task: habeas_envelope::ItemId(uuid::Uuid::from_u128(7)),
        kind: habeas_case::TaskKind::Execute,
        holder: code("it"),
        due: Some(day("2026-03-05")),
    };
    house.must(1, open);
    let late = "task-late-2026-03-05";
    assert!(house.codes().iter().any(|known| known == late));
    // The day is over: at seven the next morning in Brussels, and not before.
    house.now = at("2026-03-06T05:59:00Z");
    let alarm = code(late);
    assert_eq!(
        house.does(0, Command::RingAlarm { alarm }),
        Decision::Moot(Moot::Overtaken)
    );
    house.now = at("2026-03-06T06:00:00Z");
    let (whom, overtook) = house.ring(late);
    assert_eq!(whom, ["it", "privacy", "privacy-officer"]);
    assert_eq!(overtook, Vec::<String>::new());
    assert!(!in_danger(late));
    assert!(house.codes().iter().all(|known| known != late), "once");
}
