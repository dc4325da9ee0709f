//! An extension counts once its notice has left, from the day it did, and not before.

use habeas_case::{
    ClockFact, Decision, DispatchChannel, DispatchCommand, DispatchStage, ExtensionOrder, Moot,
    PartOutcome, Refusal,
    case::{Command, alarms},
};
use habeas_envelope::DispatchId;
use habeas_timelimit::ExtensionOutcome;
use uuid::Uuid;

use crate::house::{House, at, code, day, item, part};

const NOTICE: DispatchId = DispatchId(Uuid::from_u128(0xe0));

fn order() -> ExtensionOrder {
    ExtensionOrder {
        ground: code("complexity"),
        reason: item(5),
        notice: item(6),
        dispatch: NOTICE,
    }
}

impl House {
    /// An extension ordered with the dispatch of its notice.
    fn order_extension(&mut self, channel: DispatchChannel) {
        self.must(1, Command::OrderExtension(order()));
        let dispatch = DispatchCommand::Order {
            dispatch: NOTICE,
            channel,
            template: code("extension-notice"),
            language: code("nl"),
            office: None,
            not_before: self.now,
            items: vec![item(6)],
        };
        self.must(1, Command::Dispatch(dispatch));
    }

    fn dispatch(&mut self, command: DispatchCommand) {
        self.must(0, Command::Dispatch(command));
    }

    /// The letter is printed, and handed over on the day.
    fn post_notice(&mut self, on: &str) {
        self.dispatch(DispatchCommand::Queue { dispatch: NOTICE });
        self.dispatch(DispatchCommand::Print { dispatch: NOTICE });
        self.dispatch(DispatchCommand::Sent {
            dispatch: NOTICE,
            day: day(on),
            number: None,
        });
    }

    fn extension(&self) -> ExtensionOutcome {
        self.with(|ctx| self.state.dates(ctx)).unwrap().extension
    }

    fn worked_to(&self) -> String {
        let row = self.with(|ctx| self.state.row(ctx)).unwrap();
        let [first, due, safe] = [row.first_due, row.due, row.safe]
            .map(|day| day.map_or_else(|| "-".to_owned(), |day| day.to_string()));
        format!("{first} {due} {safe}")
    }

    fn alarm_codes(&self) -> Vec<String> {
        let alarms = self.with(|ctx| alarms(&self.state, ctx));
        alarms.into_iter().map(|a| a.code.to_string()).collect()
    }
}

/// A case received on 2 March 2026, whose month ends on 2 April, on a day of March.
fn on(now: &str) -> House {
    let mut house = House::open("mensura", "access", "general", "2026-03-02");
    house.now = at(now);
    house
}

#[test]
fn bug_19_an_extension_counts_only_once_its_notice_has_gone_out_in_time() {
    let mut house = on("2026-03-25T09:00:00Z");
    let before = house.alarm_codes();
    house.order_extension(DispatchChannel::Letter);
    // Ordered is nothing yet: the old date stands, and rings.
    assert_eq!(house.worked_to(), "2026-04-02 2026-04-02 2026-04-02");
    assert_eq!(house.alarm_codes(), before);
    assert_eq!(house.extension(), ExtensionOutcome::None);
    let left = Command::NoticeLeft { dispatch: NOTICE };
    assert_eq!(house.refused(0, left.clone()), Refusal::DispatchState);
    house.now = at("2026-04-03T09:00:00Z");
    house.post_notice("2026-04-02");
    assert_eq!(house.must(0, left.clone()), ["clock-extended"]);
    assert_eq!(house.worked_to(), "2026-04-02 2026-06-02 2026-06-02");
    assert_eq!(house.extension(), ExtensionOutcome::Valid);
    assert_eq!(house.does(0, left), Decision::Moot(Moot::AlreadySo));
}

#[test]
fn bug_19_a_notice_a_day_too_late_is_recorded_without_effect_and_the_old_date_rings_on() {
    let mut house = on("2026-03-25T09:00:00Z");
    house.order_extension(DispatchChannel::Letter);
    house.now = at("2026-04-07T09:00:00Z");
    house.post_notice("2026-04-03");
    house.must(0, Command::NoticeLeft { dispatch: NOTICE });
    assert_eq!(house.worked_to(), "2026-04-02 2026-04-02 2026-04-02");
    assert_eq!(house.extension(), ExtensionOutcome::Late);
    assert!(
        house
            .alarm_codes()
            .contains(&"missed-due-2026-04-02".to_owned())
    );
}

#[test]
fn bug_18_a_notice_reported_twice_moves_the_date_once() {
    let mut house = on("2026-03-25T09:00:00Z");
    house.order_extension(DispatchChannel::Letter);
    assert_eq!(
        house.does(1, Command::OrderExtension(order())),
        Decision::Moot(Moot::AlreadySo)
    );
    house.now = at("2026-03-26T09:00:00Z");
    house.post_notice("2026-03-26");
    house.must(0, Command::NoticeLeft { dispatch: NOTICE });
    for _ in 0..3 {
        let again = house.does(0, Command::NoticeLeft { dispatch: NOTICE });
        assert_eq!(again, Decision::Moot(Moot::AlreadySo));
    }
    let extended = |fact: &ClockFact| matches!(fact, ClockFact::Extended { .. });
    let facts = house.state.clock.standing();
    assert_eq!(facts.filter(|(_, fact)| extended(fact)).count(), 1);
}

#[test]
fn what_is_taken_back_or_fails_never_happened() {
    let mut house = on("2026-03-25T09:00:00Z");
    let before = (house.worked_to(), house.alarm_codes());
    house.order_extension(DispatchChannel::Letter);
    house.dispatch(DispatchCommand::Queue { dispatch: NOTICE });
    house.dispatch(DispatchCommand::Fail {
        dispatch: NOTICE,
        reason: code("no-address"),
        told: None,
        retry_at: None,
    });
    let (_, stage) = house.state.extension_under_way().unwrap();
    assert_eq!(stage, DispatchStage::Failed);
    assert_eq!((house.worked_to(), house.alarm_codes()), before);
    house.dispatch(DispatchCommand::Cancel { dispatch: NOTICE });
    assert_eq!(house.state.extension_under_way(), None);
    assert_eq!((house.worked_to(), house.alarm_codes()), before);
    // And so another can be ordered, until the last day and not after.
    let another = ExtensionOrder {
        reason: item(15),
        dispatch: DispatchId(Uuid::from_u128(0xe1)),
        ..order()
    };
    house.now = at("2026-04-02T22:30:00Z");
    assert_eq!(
        house.refused(1, Command::OrderExtension(another.clone())),
        Refusal::ExtensionTooLate
    );
    house.now = at("2026-04-02T21:30:00Z");
    house.must(1, Command::OrderExtension(another));
}

#[test]
fn an_extension_is_ordered_once_on_a_ground_of_the_pack_and_before_the_answer() {
    let mut house = on("2026-03-25T09:00:00Z");
    let on_ground = |ground| {
        let ground = code(ground);
        Command::OrderExtension(ExtensionOrder { ground, ..order() })
    };
    assert_eq!(
        house.refused(1, on_ground("holidays")),
        Refusal::ExtensionGround
    );
    house.order_extension(DispatchChannel::Mail);
    let otherwise = Command::Extend {
        ground: code("complexity"),
        reason: item(25),
        day: day("2026-03-24"),
        evidence: Some(item(26)),
    };
    assert_eq!(
        house.refused(1, otherwise.clone()),
        Refusal::ExtensionUnderWay
    );
    assert_eq!(
        house.refused(1, on_ground("number-of-requests")),
        Refusal::ExtensionUnderWay
    );
    // Once the other is taken back, one that went out on paper is recorded with its day.
    house.dispatch(DispatchCommand::Cancel { dispatch: NOTICE });
    house.must(1, otherwise);
    assert_eq!(house.worked_to(), "2026-04-02 2026-06-02 2026-06-02");

    let mut answered = on("2026-03-25T09:00:00Z");
    answered.settle_and_route();
    answered.order(1, vec![part(PartOutcome::Granted)]);
    assert_eq!(
        answered.refused(1, Command::OrderExtension(order())),
        Refusal::AnswerOrdered
    );
}

#[test]
fn bug_9_a_recorded_extension_taken_back_equals_one_never_had() {
    let mut house = on("2026-03-25T09:00:00Z");
    let before = (
        house.worked_to(),
        house.alarm_codes(),
        house.state.clock.facts(day("2026-03-02")),
    );
    house.order_extension(DispatchChannel::Letter);
    house.post_notice("2026-03-25");
    house.must(0, Command::NoticeLeft { dispatch: NOTICE });
    let seq = house.state.version;
    house.must(1, Command::RetractFact { seq });
    let after = (
        house.worked_to(),
        house.alarm_codes(),
        house.state.clock.facts(day("2026-03-02")),
    );
    assert_eq!(after, before);
    // The same notice does not come back by itself, whatever is told of it again.
    let again = house.does(0, Command::NoticeLeft { dispatch: NOTICE });
    assert_eq!(again, Decision::Moot(Moot::AlreadySo));
}

#[test]
fn a_receipt_corrected_to_after_the_notice_leaves_the_case_its_date() {
    let mut house = on("2026-03-25T09:00:00Z");
    house.order_extension(DispatchChannel::Letter);
    house.post_notice("2026-03-25");
    house.now = at("2026-03-27T09:00:00Z");
    let correct = Command::CorrectReceipt {
        day: day("2026-03-26"),
        reason: code("post-mark"),
    };
    house.must(1, correct);
    let left = house.does(0, Command::NoticeLeft { dispatch: NOTICE });
    assert_eq!(left, Decision::Moot(Moot::Overtaken));
    // One month from 26 March is Sunday 26 April.
    assert_eq!(house.worked_to(), "2026-04-27 2026-04-27 2026-04-27");
}

/// Law, section 2.3 and row 7: a notice is valid while the clock stands still, after the day on
/// which the month would have ended.
#[test]
fn reading_7_a_notice_while_the_clock_stands_still_is_in_time() {
    let mut house = on("2026-03-25T09:00:00Z");
    let pause = Command::Pause {
        cause: code("clarification"),
        day: day("2026-03-25"),
        evidence: None,
    };
    house.must(1, pause);
    house.now = at("2026-04-10T09:00:00Z");
    house.order_extension(DispatchChannel::Letter);
    house.post_notice("2026-04-10");
    house.must(0, Command::NoticeLeft { dispatch: NOTICE });
    assert_eq!(house.extension(), ExtensionOutcome::Valid);
    // Planned, it leaves before the month ends that no pause and no closed day moves.
    let planned = house.with(|ctx| house.state.plan_notice_by(ctx));
    assert_eq!(planned, Some(day("2026-04-02")));
}

/// Law, section 5, row 8: the one-go date is shown, and the earlier reading is worked to.
#[test]
fn reading_8_the_sequential_reading_is_worked_to() {
    let mut house = House::open("mensura", "access", "general", "2026-01-31");
    house.now = at("2026-02-20T09:00:00Z");
    house.order_extension(DispatchChannel::Letter);
    house.post_notice("2026-02-20");
    house.must(0, Command::NoticeLeft { dispatch: NOTICE });
    assert_eq!(house.worked_to(), "2026-03-02 2026-04-30 2026-04-28");
    assert!(
        house
            .alarm_codes()
            .contains(&"remind-1d-2026-04-28".to_owned())
    );
    let planned = house.with(|ctx| house.state.plan_notice_by(ctx));
    assert_eq!(planned, Some(day("2026-02-28")));
}

/// The month of GDPR art. 12(4) is a clock of its own: it starts with the receipt, knows no
/// extension, and stands still as the first period does. So a pause inside it moves the last day
/// for a refusal, whether or not the answer was given more time before.
#[test]
fn a_pause_inside_the_first_period_moves_the_last_day_for_a_refusal_after_an_extension_too() {
    let pause = Command::Pause {
        cause: code("clarification"),
        day: day("2026-03-16"),
        evidence: None,
    };
    let resume = Command::Resume {
        day: day("2026-03-26"),
    };
    let mut house = on("2026-03-10T09:00:00Z");
    house.order_extension(DispatchChannel::Letter);
    house.post_notice("2026-03-10");
    house.must(0, Command::NoticeLeft { dispatch: NOTICE });
    assert_eq!(house.worked_to(), "2026-04-02 2026-06-02 2026-06-02");
    house.now = at("2026-03-26T09:00:00Z");
    house.must(1, pause.clone());
    house.must(1, resume.clone());
    // Ten days more: 12 April 2026 is a Sunday; 12 June is a Friday.
    assert_eq!(house.worked_to(), "2026-04-13 2026-06-12 2026-06-12");
    let mut plain = on("2026-03-26T09:00:00Z");
    plain.must(1, pause);
    plain.must(1, resume);
    let refuse_by = |house: &House| house.with(|ctx| house.state.refuse_by(ctx));
    assert_eq!(refuse_by(&plain), Some(day("2026-04-13")));
    assert_eq!(refuse_by(&house), refuse_by(&plain));
    // Nor does the extension open the closed first period again: a later pause moves the answer.
    house.now = at("2026-05-08T09:00:00Z");
    house.must(
        1,
        Command::Pause {
            cause: code("clarification"),
            day: day("2026-05-04"),
            evidence: None,
        },
    );
    house.must(
        1,
        Command::Resume {
            day: day("2026-05-08"),
        },
    );
    assert_eq!(house.worked_to(), "2026-04-13 2026-06-16 2026-06-16");
}

/// Law, section 5, row 3: a question asked more than five working days after receipt pauses a
/// clock that somebody may say was never paused.
#[test]
fn reading_3_a_question_after_five_working_days_is_late() {
    let mut house = House::open("mensura", "access", "general", "2026-04-01");
    house.now = at("2026-04-15T09:00:00Z");
    let late = |on| house.with(|ctx| house.state.asked_late(day(on), ctx));
    // Easter Monday, 6 April, is no working day.
    assert!(!late("2026-04-09"));
    assert!(late("2026-04-10"));
}

/// What is shown beforehand is what comes of it.
#[test]
fn what_is_supposed_is_what_comes() {
    let mut house = on("2026-03-25T09:00:00Z");
    let events = [
        habeas_case::CaseEvent::ClockPaused {
            cause: code("clarification"),
            day: day("2026-03-10"),
            evidence: None,
        },
        habeas_case::CaseEvent::ClockResumed {
            paused_by: house.state.version + 1,
            day: day("2026-03-20"),
        },
    ];
    let supposed = house.with(|ctx| house.state.supposing(events, ctx).explained(ctx));
    let before = house.state.version;
    house.must(
        1,
        Command::Pause {
            cause: code("clarification"),
            day: day("2026-03-10"),
            evidence: None,
        },
    );
    house.must(
        1,
        Command::Resume {
            day: day("2026-03-20"),
        },
    );
    assert_eq!(before + 2, house.state.version);
    assert_eq!(house.with(|ctx| house.state.explained(ctx)), supposed);
    assert_eq!(supposed.unwrap().due, Some(day("2026-04-13")));
}
