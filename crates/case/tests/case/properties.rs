use std::collections::BTreeSet;

use chrono::{TimeDelta, Utc};
use habeas_case::{
    AnswerStep, CaseEvent, Decision, DispatchCommand, DispatchStage,
    case::{Case, Command, Stage, alarms},
    clock_of,
};
use habeas_envelope::Hash32;
use proptest::prelude::*;

use crate::{
    forbidden::broken,
    house::{House, LIBRARY, code, item, opening, part, staff},
    variants::{COMMANDS, DISPATCH, EVENTS, Seed, command, dispatch_command, event, seed},
};

const CONTROLLERS: [&str; 3] = ["mensura", "certimed", "example"];

/// What is done next.
#[derive(Clone, Copy, Debug)]
enum Deed {
    /// Anything.
    Any(Seed),
    /// What brings the case on.
    OnWard(u8),
    /// A due alarm rings.
    Ring(u8),
    /// Hours pass.
    Wait(u16),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        5 => seed().prop_map(Deed::Any),
        4 => any::<u8>().prop_map(Deed::OnWard),
        1 => any::<u8>().prop_map(Deed::Ring),
        1 => (1_u16..400).prop_map(Deed::Wait),
    ]
}

/// As [`deed`], with steps of a complaint among what is done.
fn step_or_deed() -> impl Strategy<Value = Deed> {
    let step = seed().prop_map(|seed| Deed::Any(Seed { what: 30, ..seed }));
    prop_oneof![3 => step, 2 => deed(), 2 => any::<u8>().prop_map(Deed::Ring)]
}

/// A command that fits the stage, so that what is generated comes as far as the end.
fn onward(house: &House, n: u8) -> Command {
    let state = &house.state;
    let today = house.today();
    let answer = state.answer.as_ref().map_or(item(10), |a| a.answer);
    let desk = state.desk.clone().unwrap_or(code("privacy"));
    let draft = state.draft.as_ref();
    match state.stage() {
        Stage::Identity => Command::SettleIdentity {
            method: code("card"),
        },
        Stage::Referred => Command::Route {
            desk,
            office: None,
            via: habeas_case::RouteVia::Desk,
            rule: Some(code("rule")),
        },
        Stage::Working | Stage::GroundAsked => Command::Draft {
            draft: item(u128::from(n % 2)),
            content: Hash32([n % 2; 32]),
            parts: vec![part(habeas_case::PartOutcome::ALL[usize::from(n % 3)])],
        },
        Stage::Approval => Command::Approve {
            draft: draft.map_or(item(0), |d| d.draft),
            content: draft.map_or(Hash32::ZERO, |d| d.content),
        },
        Stage::Approved => Command::OrderAnswer {
            draft: draft.map_or(item(0), |d| d.draft),
            answer: item(10 + u128::from(n % 3)),
            content: Hash32([5; 32]),
            answer_key: [1; 32],
            hold_until: house.now + TimeDelta::hours(i64::from(n % 3)),
        },
        Stage::Held => Command::EndHold {
            early: n.is_multiple_of(2),
        },
        Stage::Sending => Command::Advance {
            step: AnswerStep::Released,
            answer,
            day: today,
        },
        Stage::Answered => Command::Advance {
            step: AnswerStep::ALL[usize::from(n) % AnswerStep::ALL.len()],
            answer,
            day: today,
        },
        Stage::Closed => Command::Reopen {
            cause: code("supplement"),
        },
    }
}

fn dispatch_onward(house: &House, n: u8) -> Option<Command> {
    let (dispatch, view) = house.state.outgoing.iter().next()?;
    let day = house.today();
    let command = match (view.stage, n % 2) {
        (DispatchStage::Ordered, 0) => DispatchCommand::Start { dispatch },
        (DispatchStage::Ordered, _) => DispatchCommand::Queue { dispatch },
        (DispatchStage::Queued, _) => DispatchCommand::Print { dispatch },
        (DispatchStage::Started | DispatchStage::Printed, _) => DispatchCommand::Sent {
            dispatch,
            day,
            number: None,
        },
        (DispatchStage::Sent, _) => DispatchCommand::Delivered { dispatch, day },
        _ => return None,
    };
    Some(Command::Dispatch(command))
}

fn act(house: &mut House, deed: Deed) -> usize {
    let before = house.log.len();
    let (actor, wanted) = match deed {
        Deed::Wait(hours) => {
            house.now += TimeDelta::hours(i64::from(hours));
            return 0;
        }
        Deed::Any(seed) => (u128::from(seed.b % 3), command(seed, house.pack)),
        Deed::OnWard(n) => {
            let dispatch = dispatch_onward(house, n).filter(|_| n > 170);
            (
                u128::from(n % 3),
                dispatch.unwrap_or_else(|| onward(house, n / 3)),
            )
        }
        Deed::Ring(n) => {
            let known = house.with(|ctx| alarms(&house.state, ctx));
            let Some(alarm) = known.get(usize::from(n) % known.len().max(1)) else {
                return 0;
            };
            house.now = house.now.max(alarm.at);
            (
                0,
                Command::RingAlarm {
                    alarm: alarm.code.clone(),
                },
            )
        }
    };
    match house.does(actor, wanted) {
        Decision::Events(events) => assert!(!events.is_empty(), "events, and none of them"),
        Decision::Moot(_) | Decision::Refused(_) => assert_eq!(before, house.log.len()),
    }
    house.log.len() - before
}

/// Whatever of it may be asked for, in any state.
fn looked_at(state: &Case, house: &House) {
    let rows = house.with(|ctx| state.row(ctx));
    assert_eq!(rows.is_some(), state.opened.is_some());
    let rings = house.with(|ctx| {
        let _ = (
            state.dates(ctx),
            state.explained(ctx),
            state.answered_on(ctx),
        );
        let _ = (state.refuse_by(ctx), state.waiting(), state.exercise());
        alarms(state, ctx)
    });
    let codes: BTreeSet<_> = rings.iter().map(|alarm| &alarm.code).collect();
    assert_eq!(codes.len(), rings.len(), "one code, one alarm");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_event_appears_that_the_log_forbids(
        controller in proptest::sample::select(&CONTROLLERS[..]),
        kind in proptest::sample::select(&["general", "medical"][..]),
        deeds in proptest::collection::vec(deed(), 1..60),
    ) {
        let mut house = House::new(controller, "2026-03-02T09:00:00Z");
        let opened = opening(house.pack, "access", kind, crate::house::day("2026-03-02"));
        house.must(0, Command::Open(Box::new(opened)));
        for deed in deeds {
            let new = act(&mut house, deed);
            let opened = house.state.opened.as_ref().unwrap();
            let clock = clock_of(house.pack, &opened.regime, &opened.clock).unwrap();
            for at in house.log.len() - new..house.log.len() {
                let zone = house.pack.zone();
                let log = &house.log[..=at];
                let why = broken(log, &clock.limit, LIBRARY.calendars(), zone);
                prop_assert_eq!(why, None, "{:#?}", log);
            }
            looked_at(&house.state, &house);
            let dated = house.with(|ctx| house.state.dates(ctx));
            prop_assert!(dated.is_some(), "no fact recorded leaves a case without its dates");
        }
        let replayed = Case::replay(house.log.iter().map(|(meta, event)| (meta, event)));
        prop_assert_eq!(replayed, house.state);
    }

    #[test]
    fn no_step_of_a_complaint_appears_that_the_log_forbids(
        right in proptest::sample::select(&["board-complaint", "service-complaint"][..]),
        deeds in proptest::collection::vec(step_or_deed(), 1..60),
    ) {
        let mut house = House::open("eurocontrol", right, right, "2026-03-02");
        house.settle_and_route();
        for deed in deeds {
            let new = act(&mut house, deed);
            let opened = house.state.opened.as_ref().unwrap();
            let clock = clock_of(house.pack, &opened.regime, &opened.clock).unwrap();
            for at in house.log.len() - new..house.log.len() {
                let zone = house.pack.zone();
                let log = &house.log[..=at];
                let why = broken(log, &clock.limit, LIBRARY.calendars(), zone);
                prop_assert_eq!(why, None, "{:#?}", log);
            }
            looked_at(&house.state, &house);
        }
        let replayed = Case::replay(house.log.iter().map(|(meta, event)| (meta, event)));
        prop_assert_eq!(replayed, house.state);
    }

    #[test]
    fn nothing_recorded_in_whatever_order_panics(
        controller in proptest::sample::select(&["mensura", "certimed", "example", "occar"][..]),
        opened_first in any::<bool>(),
        seeds in proptest::collection::vec((seed(), any::<bool>()), 1..60),
    ) {
        let mut house = House::new(controller, "2026-03-02T09:00:00Z");
        if opened_first {
            let opened = opening(house.pack, "access", "general", crate::house::day("2026-03-02"));
            house.must(0, Command::Open(Box::new(opened)));
        }
        let mut state = house.state.clone();
        for (seed, commanded) in seeds {
            if commanded {
                house.does(u128::from(seed.b % 3), command(seed, house.pack));
            } else {
                let event = event(seed, house.pack);
                let legal_day = event.legal_day().unwrap_or(crate::house::day("2026-03-02"));
                house.record(&staff(1), legal_day, event);
            }
            looked_at(&house.state, &house);
            state.clone_from(&house.state);
        }
        let replayed = Case::replay(house.log.iter().map(|(meta, event)| (meta, event)));
        prop_assert_eq!(replayed, state);
    }
}

/// The generators leave no variant out, and what brings a case on comes to the end of its way.
#[test]
fn every_variant_is_generated_and_the_way_leads_to_the_end() {
    let pack = crate::house::pack("mensura");
    let of = |what, a, flag| Seed {
        what,
        a,
        b: 0,
        day: 5,
        flag,
    };
    let mut commands = BTreeSet::new();
    let mut events = BTreeSet::new();
    for what in 0..COMMANDS + DISPATCH {
        for n in 0..2 {
            let seed = Seed {
                b: n,
                ..of(what, n, false)
            };
            let command = format!("{:?}", command(seed, pack));
            let name = command.split([' ', '(', '{']).next().unwrap().to_owned();
            commands.insert(name);
        }
    }
    for what in 0..EVENTS + DISPATCH {
        events.insert(event(of(what, 0, false), pack).name());
    }
    let dispatches: BTreeSet<_> = (0..DISPATCH)
        .map(|what| std::mem::discriminant(&dispatch_command(what, of(0, 0, false))))
        .map(|d| format!("{d:?}"))
        .collect();
    assert_eq!((commands.len(), dispatches.len()), (37, 11));
    assert_eq!(events.len(), 48);

    let mut house = House::open("mensura", "access", "general", "2026-03-02");
    let mut stages = BTreeSet::new();
    for n in 0..40 {
        stages.insert(house.state.stage().as_str());
        house.now += TimeDelta::hours(1);
        let next = onward(&house, n);
        house.does(u128::from(n % 3), next);
    }
    stages.insert(house.state.stage().as_str());
    let expected = [
        "answered", "approval", "approved", "held", "identity", "referred", "sending", "working",
    ];
    assert_eq!(stages, BTreeSet::from(expected));
    let known = |name| {
        house
            .log
            .iter()
            .any(|(_, e): &(_, CaseEvent)| e.name() == name)
    };
    assert!(known("answer-advanced") && house.now > chrono::DateTime::<Utc>::MIN_UTC);
}
