//! What holds whatever was received, suspended and extended, and when.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use common::{date, limit};
use habeas_timelimit::vectors::Regimes;
use habeas_timelimit::{
    Calendars, Facts, Period, State, Suspension, TimeLimit, compute, compute_dates,
};
use proptest::prelude::*;

const REGIMES: [&str; 5] = [
    "gdpr-be",
    "gdpr-nl",
    "gdpr-nl-public",
    "formula-air",
    "eurocontrol",
];

fn any_receipt() -> impl Strategy<Value = NaiveDate> {
    (0u64..9_000).prop_map(|days| date("2020-01-01") + Days::new(days))
}

fn any_suspension(within: u64) -> impl Strategy<Value = (u64, Option<u64>)> {
    (0..within, prop::option::weighted(0.85, 0u64..40))
}

fn suspension(received: NaiveDate, (after, length): (u64, Option<u64>)) -> Suspension {
    let from = received + Days::new(after);
    Suspension {
        from,
        to: length.map(|length| from + Days::new(length)),
    }
}

prop_compose! {
    fn any_facts()(
        received in any_receipt(),
        suspensions in prop::collection::vec(any_suspension(150), 0..5),
        notified in prop::option::of(0u64..140),
    ) -> Facts {
        Facts {
            received,
            suspensions: suspensions.into_iter().map(|s| suspension(received, s)).collect(),
            extension_notified: notified.map(|days| received + Days::new(days)),
        }
    }
}

fn any_request() -> impl Strategy<Value = TimeLimit> {
    prop::sample::select(REGIMES.to_vec()).prop_map(|regime| limit(regime, "request"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_order_of_recording_does_not_matter(
        limit in any_request(),
        facts in any_facts(),
        turns in 0usize..5,
    ) {
        let mut turned = facts.clone();
        turned.suspensions.reverse();
        let places = turned.suspensions.len().max(1);
        turned.suspensions.rotate_left(turns % places);
        let calendars = Calendars::bundled();
        prop_assert_eq!(
            compute(&limit, &facts, &calendars).unwrap(),
            compute(&limit, &turned, &calendars).unwrap()
        );
    }

    #[test]
    fn recording_a_suspension_twice_changes_no_date(limit in any_request(), facts in any_facts()) {
        let mut doubled = facts.clone();
        doubled.suspensions.extend(facts.suspensions.clone());
        let calendars = Calendars::bundled();
        prop_assert_eq!(
            compute_dates(&limit, &facts, &calendars).unwrap(),
            compute_dates(&limit, &doubled, &calendars).unwrap()
        );
    }

    #[test]
    fn days_not_counted_are_the_union_of_each_pauses_counted_days(
        received in any_receipt(),
        pauses in prop::collection::vec((0u64..20, 0u64..40), 0..6),
    ) {
        let pause = |(after, length)| suspension(received, (after, Some(length)));
        let mut facts = Facts::received(received);
        facts.suspensions = pauses.into_iter().map(pause).collect();
        for (regime, first_day) in [("gdpr-be", 0), ("formula-air", 0), ("gdpr-nl-public", 1)] {
            let union: BTreeSet<NaiveDate> = facts
                .suspensions
                .iter()
                .flat_map(|pause| {
                    let to = pause.to.unwrap();
                    pause.from.iter_days().skip(first_day).take_while(move |day| *day < to)
                })
                .collect();
            let limit = limit(regime, "request");
            let computed = compute_dates(&limit, &facts, &Calendars::bundled()).unwrap();
            prop_assert_eq!(computed.days_suspended as usize, union.len(), "{}", regime);
        }
    }

    #[test]
    fn without_rollover_the_end_moves_by_the_days_not_counted(
        received in any_receipt(),
        pauses in prop::collection::vec((0u64..20, 0u64..40), 0..6),
    ) {
        let limit = limit("formula-air", "request");
        let mut facts = Facts::received(received);
        let plain = compute_dates(&limit, &facts, &Calendars::bundled()).unwrap();
        facts.suspensions =
            pauses.into_iter().map(|(a, l)| suspension(received, (a, Some(l)))).collect();
        let moved = compute_dates(&limit, &facts, &Calendars::bundled()).unwrap();
        prop_assert_eq!(
            moved.due.unwrap() - plain.due.unwrap(),
            chrono::Duration::days(moved.days_suspended.into())
        );
    }

    #[test]
    fn safe_is_never_after_due_nor_due_before_the_first(
        limit in any_request(),
        facts in any_facts(),
    ) {
        let computed = compute_dates(&limit, &facts, &Calendars::bundled()).unwrap();
        prop_assert_eq!(computed.due.is_none(), computed.state == State::Suspended);
        if let (Some(safe), Some(due)) = (computed.safe, computed.due) {
            prop_assert!(safe <= due);
            prop_assert!(computed.first_due.is_none_or(|first| first <= due));
        }
    }

    #[test]
    fn a_later_receipt_is_never_due_earlier(received in any_receipt(), later in 1u64..400) {
        let (one, other) = (Facts::received(received), Facts::received(received + Days::new(later)));
        let calendars = Calendars::bundled();
        for (regime, clock, limit) in Regimes::bundled().iter() {
            if matches!(limit.period(), None | Some(Period::Hours(_))) {
                continue;
            }
            let due = |facts| compute_dates(limit, facts, &calendars).unwrap().due.unwrap();
            prop_assert!(due(&one) <= due(&other), "{}/{}", regime, clock);
        }
    }

    #[test]
    fn no_last_day_is_closed_where_the_regime_rolls(facts in any_facts()) {
        let calendars = Calendars::bundled();
        for (regime, clock, limit) in Regimes::bundled().iter() {
            let Some(calendar) = limit.calendar().and_then(|id| calendars.get(id)) else {
                continue;
            };
            let computed = compute_dates(limit, &facts, &calendars).unwrap();
            for day in computed.due.into_iter().chain(computed.first_due) {
                prop_assert!(!calendar.is_closed(day), "{}/{} on {}", regime, clock, day);
            }
        }
    }

    #[test]
    fn reasons_lead_from_the_receipt_to_the_due_date(limit in any_request(), facts in any_facts()) {
        let computed = compute(&limit, &facts, &Calendars::bundled()).unwrap();
        prop_assert_eq!(computed.reasons[0].from, facts.received);
        if let Some(due) = computed.due {
            prop_assert!(computed.reasons.iter().any(|step| step.to == due));
        }
    }
}
