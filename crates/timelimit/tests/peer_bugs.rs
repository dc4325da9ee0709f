//! Bugs that other systems of this kind had, one test each, as far as pure computation goes.
#![allow(clippy::unwrap_used)]

mod common;

use chrono_tz::America::New_York;
use chrono_tz::Europe::{Amsterdam, Brussels};
use common::{date, due, limit, received, request, suspended};
use habeas_timelimit::{
    Calendar, CalendarId, Calendars, ExtensionOutcome, Facts, HolidayRules, ListedDay, State,
    Warning, compute, compute_dates, legal_day, parse_instant,
};

#[test]
fn bug_01_month_ends_clamp() {
    for (day, last) in [
        ("2025-01-31", "2025-02-28"),
        ("2024-01-31", "2024-02-29"),
        ("2024-08-31", "2024-09-30"),
        ("2024-12-31", "2025-01-31"),
        ("2025-02-28", "2025-03-28"),
    ] {
        assert_eq!(
            due(&request("gdpr-be", &received(day))),
            last,
            "received {day}"
        );
    }
    let months = limit("formula-air", "retention_complaint_6m");
    let computed = compute(&months, &received("2025-08-31"), &Calendars::bundled()).unwrap();
    assert_eq!(due(&computed), "2026-02-28");
}

#[test]
fn bug_02_a_month_is_not_thirty_days() {
    assert_eq!(
        due(&request("gdpr-be", &received("2025-07-15"))),
        "2025-08-18"
    );
    assert_eq!(
        due(&request("gdpr-nl", &received("2025-07-15"))),
        "2025-08-15"
    );
    assert_eq!(
        due(&request("gdpr-nl", &received("2025-02-12"))),
        "2025-03-12"
    );
}

#[test]
fn bug_03_the_day_of_receipt_is_day_zero_and_the_last_day_is_whole() {
    assert_eq!(
        due(&request("formula-air", &received("2025-03-05"))),
        "2025-04-02"
    );
    let last_minute = parse_instant("2025-02-28T23:59:59+01:00").unwrap();
    let facts = received("2025-01-31").extended_on(legal_day(last_minute, &Brussels));
    assert_eq!(
        request("gdpr-be", &facts).extension,
        ExtensionOutcome::Valid
    );
}

#[test]
fn bug_04_receipt_on_a_closed_day_or_after_hours_counts() {
    // Sunday, Easter Monday, and 23:59 on a Friday.
    assert_eq!(
        due(&request("gdpr-be", &received("2025-03-09"))),
        "2025-04-09"
    );
    assert_eq!(
        due(&request("gdpr-be", &received("2025-04-21"))),
        "2025-05-21"
    );
    let friday_night = parse_instant("2025-03-07T23:59:00+01:00").unwrap();
    let facts = Facts::received(legal_day(friday_night, &Brussels));
    assert_eq!(due(&request("gdpr-be", &facts)), "2025-04-07");
}

#[test]
fn bug_05_the_end_rolls_once_and_last() {
    // The first month ends on Saturday 1 March; from there, not from Monday the 3rd, go the
    // suspended days and the extension.
    let paused = suspended(received("2025-02-01"), "2025-02-05", Some("2025-02-07"));
    assert_eq!(due(&request("gdpr-be", &paused)), "2025-03-03");
    let extended = received("2025-02-01").extended_on(date("2025-02-20"));
    let computed = request("gdpr-be", &extended);
    assert_eq!(computed.first_due, Some(date("2025-03-03")));
    assert_eq!(due(&computed), "2025-05-02");
    let sequence = received("2025-02-07").extended_on(date("2025-02-20"));
    assert_eq!(due(&request("formula-air", &sequence)), "2025-05-07");
}

#[test]
fn bug_06_an_extension_counts_from_receipt_and_order_does_not_matter() {
    let (a, b) = (("2025-01-14", "2025-01-20"), ("2025-01-28", "2025-01-31"));
    let forth = suspended(
        suspended(received("2025-01-10"), a.0, Some(a.1)),
        b.0,
        Some(b.1),
    );
    let back = suspended(
        suspended(received("2025-01-10"), b.0, Some(b.1)),
        a.0,
        Some(a.1),
    );
    let on = date("2025-02-03");
    let forth = request("gdpr-be", &forth.extended_on(on));
    assert_eq!(forth, request("gdpr-be", &back.extended_on(on)));
    // 10 April and nine days: Saturday 19 April, Easter, Tuesday the 22nd.
    assert_eq!(due(&forth), "2025-04-22");
    // A pause after the notice moves the extended end as much.
    let after = suspended(
        received("2025-01-10").extended_on(on),
        "2025-02-05",
        Some("2025-02-07"),
    );
    assert_eq!(due(&request("gdpr-be", &after)), "2025-04-14");
}

#[test]
fn bug_07_overlapping_pauses_count_once() {
    let one = suspended(received("2025-05-06"), "2025-05-08", Some("2025-05-20"));
    let inside = suspended(one.clone(), "2025-05-10", Some("2025-05-12"));
    let crossing = suspended(one.clone(), "2025-05-12", Some("2025-05-21"));
    assert_eq!(request("gdpr-be", &one).days_suspended, 12);
    assert_eq!(request("gdpr-be", &inside).days_suspended, 12);
    assert_eq!(request("gdpr-be", &crossing).days_suspended, 13);
}

#[test]
fn bug_08_pause_days_are_half_open_and_a_pause_of_a_day_is_nothing() {
    let same_day = suspended(received("2025-02-04"), "2025-02-06", Some("2025-02-06"));
    assert_eq!(due(&request("gdpr-be", &same_day)), "2025-03-04");
    let week = suspended(received("2025-02-03"), "2025-02-05", Some("2025-02-12"));
    assert_eq!(request("gdpr-be", &week).days_suspended, 7);
    assert_eq!(request("gdpr-nl-public", &week).days_suspended, 6);
    assert_eq!(request("eurocontrol", &week).days_suspended, 0);
    // Touching pauses by the Awb leave the day between them counted.
    let touching = suspended(week, "2025-02-12", Some("2025-02-15"));
    assert_eq!(request("gdpr-nl-public", &touching).days_suspended, 8);
}

#[test]
fn bug_09_taking_a_fact_back_is_never_having_had_it() {
    let before = suspended(received("2025-01-10"), "2025-01-14", Some("2025-01-20"));
    let was = request("gdpr-be", &before);
    let mut facts =
        suspended(before, "2025-01-28", Some("2025-02-10")).extended_on(date("2025-02-03"));
    assert_ne!(request("gdpr-be", &facts), was);
    facts.suspensions.pop();
    facts.extension_notified = None;
    assert_eq!(request("gdpr-be", &facts), was);
}

#[test]
fn bug_10_a_paused_clock_has_no_date_to_be_late_by() {
    let open = suspended(received("2025-06-02"), "2025-06-04", None);
    let computed = request("gdpr-be", &open);
    assert_eq!(computed.state, State::Suspended);
    assert_eq!(
        (computed.first_due, computed.due, computed.safe),
        (None, None, None)
    );
    // One opened after the last day pauses nothing: the matter stays late.
    let too_late = request(
        "gdpr-be",
        &suspended(received("2025-06-03"), "2025-07-04", None),
    );
    assert_eq!(
        (too_late.state, due(&too_late)),
        (State::Running, "2025-07-03".to_owned())
    );
}

#[test]
fn bug_12_dates_with_and_without_reasons_are_of_one_formula() {
    let facts = suspended(received("2025-01-31"), "2025-02-03", Some("2025-02-09"))
        .extended_on(date("2025-02-20"));
    for regime in [
        "gdpr-be",
        "gdpr-nl",
        "gdpr-nl-public",
        "formula-air",
        "eurocontrol",
        "occar",
    ] {
        let mut explained = request(regime, &facts);
        explained.reasons.clear();
        explained.cautions.clear();
        let plain =
            compute_dates(&limit(regime, "request"), &facts, &Calendars::bundled()).unwrap();
        assert_eq!(explained, plain, "{regime}");
    }
}

#[test]
fn bug_14_the_legal_day_is_the_controllers() {
    let night = parse_instant("2025-03-04T23:30:00Z").unwrap();
    assert_eq!(legal_day(night, &Brussels), date("2025-03-05"));
    assert_eq!(
        legal_day(night.with_timezone(&New_York), &Brussels),
        date("2025-03-05")
    );
    let last_of_day = parse_instant("2025-03-04T22:59:59Z").unwrap();
    assert_eq!(legal_day(last_of_day, &Brussels), date("2025-03-04"));
    // The night that has one hour twice.
    let twice = parse_instant("2025-10-26T01:30:00Z").unwrap();
    assert_eq!(legal_day(twice, &Amsterdam), date("2025-10-26"));
}

#[test]
fn bug_16_calendars_warn_past_their_data_and_take_late_announcements() {
    let objection = limit("nl-awb", "objection_6w");
    let bundled = Calendars::bundled();
    let known = compute(&objection, &received("2028-10-02"), &bundled).unwrap();
    assert!(known.warnings.is_empty());
    let beyond = compute(&objection, &received("2028-12-01"), &bundled).unwrap();
    assert_eq!(due(&beyond), "2029-01-12");
    let [
        Warning::OutsideCoverage {
            calendar,
            date: asked,
            covered_until,
            ..
        },
    ] = beyond.warnings.as_slice()
    else {
        panic!("no warning past the data: {:?}", beyond.warnings)
    };
    assert_eq!(
        (calendar.id.as_str(), *asked),
        ("NL-ATW", date("2029-01-12"))
    );
    assert_eq!(*covered_until, Some(date("2028-12-31")));

    // A day decreed later closes only in the calendar it was added to.
    let facts = received("2026-11-02");
    assert_eq!(
        due(&compute(&objection, &facts, &bundled).unwrap()),
        "2026-12-14"
    );
    let day = ListedDay {
        date: date("2026-12-14"),
        citation: "Stcrt. 2026, 1".to_owned(),
    };
    let mut changed = bundled.clone();
    changed.insert(
        bundled
            .named("NL-ATW")
            .unwrap()
            .clone()
            .with_listed_day(day),
    );
    let moved = compute(&objection, &facts, &changed).unwrap();
    assert_eq!(due(&moved), "2026-12-15");
    assert_eq!(moved.calendar.unwrap().version, 2);
}

#[test]
fn bug_16_holidays_have_no_last_year() {
    let calendars = Calendars::bundled();
    let (be, nl) = (
        calendars.named("BE").unwrap(),
        calendars.named("NL").unwrap(),
    );
    assert!(be.is_closed(date("2031-06-02")), "Whit Monday");
    assert!(
        nl.is_closed(date("2026-05-05")),
        "5 May outside lustrum years"
    );
    assert!(nl.is_closed(date("2053-05-05")));
    assert!(be.is_closed(date("2076-07-21")));
    assert!(nl.is_closed(date("2031-04-26")) && !nl.is_closed(date("2032-04-26")));
    assert!(
        !be.is_closed(date("2025-04-18")),
        "Good Friday is no Belgian holiday"
    );
}

#[test]
fn bug_16_an_unknown_calendar_is_an_error_and_not_an_empty_one() {
    let empty: Calendars = [].into_iter().collect();
    assert!(
        compute(
            &limit("gdpr-be", "request"),
            &received("2025-02-01"),
            &empty
        )
        .is_err()
    );
    let other = Calendar::new(CalendarId::new("XX"), 1, HolidayRules::WeekendsOnly);
    let other = Calendars::from_iter([other]);
    assert!(
        compute(
            &limit("gdpr-be", "request"),
            &received("2025-02-01"),
            &other
        )
        .is_err()
    );
}

#[test]
fn bug_17_correcting_the_receipt_judges_everything_anew() {
    let facts = received("2025-01-10").extended_on(date("2025-02-05"));
    assert_eq!(due(&request("gdpr-be", &facts)), "2025-04-10");
    let corrected = Facts {
        received: date("2025-01-02"),
        ..facts
    };
    let computed = request("gdpr-be", &corrected);
    assert_eq!(computed.extension, ExtensionOutcome::Late);
    assert_eq!(due(&computed), "2025-02-03");
}

#[test]
fn bug_18_a_fact_recorded_twice_moves_the_date_once() {
    let once = suspended(received("2025-02-03"), "2025-02-05", Some("2025-02-12"));
    let twice = suspended(once.clone(), "2025-02-05", Some("2025-02-12"));
    assert_eq!(due(&request("gdpr-be", &once)), "2025-03-10");
    assert_eq!(due(&request("gdpr-be", &twice)), "2025-03-10");
}

#[test]
fn bug_19_an_extension_after_the_first_period_has_no_effect() {
    let late = request(
        "gdpr-be",
        &received("2025-01-10").extended_on(date("2025-02-11")),
    );
    assert_eq!(
        (late.extension, due(&late)),
        (ExtensionOutcome::Late, "2025-02-10".to_owned())
    );
    let house_rule = request(
        "formula-air",
        &received("2025-01-15").extended_on(date("2025-02-13")),
    );
    assert_eq!(house_rule.extension, ExtensionOutcome::Late);
    // On a day to which the month moved, or while it stands suspended, it is in time.
    let moved = request(
        "gdpr-be",
        &received("2025-02-01").extended_on(date("2025-03-03")),
    );
    assert_eq!(moved.extension, ExtensionOutcome::Valid);
    let open =
        suspended(received("2025-02-03"), "2025-02-20", None).extended_on(date("2025-04-30"));
    let computed = request("gdpr-be", &open);
    assert_eq!(
        (computed.extension, computed.state),
        (ExtensionOutcome::Valid, State::Suspended)
    );
    // But not while a suspension is open that itself came too late.
    let void =
        suspended(received("2025-06-03"), "2025-07-04", None).extended_on(date("2025-07-05"));
    assert_eq!(request("gdpr-be", &void).extension, ExtensionOutcome::Late);
}

#[test]
fn bug_21_missing_and_impossible_dates_are_values_or_errors_never_panics() {
    let calendars = Calendars::bundled();
    let gdpr = limit("gdpr-be", "request");
    for facts in [
        suspended(received("2025-02-03"), "2025-02-01", None),
        suspended(received("2025-02-03"), "2025-02-10", Some("2025-02-09")),
        received("2025-02-03").extended_on(date("2025-02-02")),
        Facts::received(chrono::NaiveDate::MAX),
    ] {
        assert!(compute(&gdpr, &facts, &calendars).is_err(), "{facts:?}");
    }
    let none = request("occar", &received("2025-01-31"));
    assert_eq!(
        (none.state, none.due, none.safe),
        (State::NoTimeLimit, None, Some(date("2025-02-28")))
    );
}
