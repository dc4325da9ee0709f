//! The worked examples pass, and rows that cannot be computed say why.
#![allow(clippy::unwrap_used)]

use habeas_timelimit::Calendars;
use habeas_timelimit::vectors::{Regimes, Report, VectorsError, check};

const TIME_LIMITS: &str = include_str!("vectors/time-limits.csv");
const HOLIDAYS: &str = include_str!("vectors/holidays-be-nl-2024-2035.csv");
const HEADINGS: &str = "id,regime,clock,timezone,received_at,suspensions,extension_notified_at,\
expected_first_due,expected_extension,expected_due,expected_due_safe,expected_state";

fn checked(text: &str) -> Report {
    check(text.as_bytes(), &Regimes::bundled(), &Calendars::bundled()).unwrap()
}

fn report_of(rows: &[&str]) -> String {
    checked(&format!("{HEADINGS}\n{}\n", rows.join("\n"))).to_string()
}

#[test]
fn all_worked_examples_pass() {
    let report = checked(TIME_LIMITS);
    assert_eq!(report.to_string(), "62 passed, 0 failed");
    assert!(report.all_passed());
}

#[test]
fn all_listed_holidays_are_computed() {
    assert_eq!(checked(HOLIDAYS).to_string(), "36 passed, 0 failed");
}

#[test]
fn a_missing_holiday_is_reported() {
    let text = HOLIDAYS.replace("2024-05-05 ", "");
    let report = checked(&text);
    assert_eq!((report.passed, report.failed), (35, 1));
    assert!(
        report
            .to_string()
            .starts_with("NL 2024: dates: expected 2024-01-01 ")
    );
}

#[test]
fn a_differing_row_is_named_with_column_expected_and_found() {
    let row = "A,gdpr-be,request,Europe/Brussels,2024-08-31T09:00:00+02:00,,,2024-09-30,none,2024-10-01,2024-09-30,suspended";
    assert_eq!(
        report_of(&[row]),
        "A: expected_due: expected 2024-10-01, found 2024-09-30\n\
         A: expected_state: expected suspended, found running\n\
         0 passed, 1 failed"
    );
}

#[test]
fn faulty_rows_say_why_and_the_rest_is_still_checked() {
    let report = report_of(&[
        "A,gdpr-xx,request,Europe/Brussels,2025-02-03T10:00:00+01:00,,,,,,,",
        "B,gdpr-be,petition,Europe/Brussels,2025-02-03T10:00:00+01:00,,,,,,,",
        "C,gdpr-be,request,Europe/Brussels,2025-02-03T10:00:00,,,,,,,",
        "D,gdpr-be,request,Europe/Brussels,2025-02-03T10:00:00+01:00,2025-02-06T10:00:00+01:00/2025-02-05T10:00:00+01:00,,,,,,",
        "E,gdpr-be,request,Europe/Brussels,2025-02-03T10:00:00+01:00,2025-02-02T10:00:00+01:00/2025-02-05T10:00:00+01:00,,,,,,",
        "F,gdpr-be,request,Europe/Brussels,2025-02-03T10:00:00+01:00,,2025-02-03T09:59:59+01:00,,,,,",
        "G,gdpr-be,request,Europe/Atlantis,2025-02-03T10:00:00+01:00,,,,,,,",
        "H,gdpr-be,request,Europe/Brussels,2025-02-03T10:00:00+01:00,yesterday,,,,,,",
        "I,gdpr-be,request",
        "J,gdpr-be,request,Europe/Brussels,2025-02-03T10:00:00+01:00,,2025-02-04T10:00,,,,,",
        "K,gdpr-be,request,Europe/Brussels,soon,,,,,,,",
        "L,gdpr-be,request,Europe/Brussels,2024-03-05T09:00:00+01:00,,,2024-04-05,none,2024-04-05,2024-04-05,running",
    ]);
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(
        lines,
        [
            "A: error: unknown regime gdpr-xx",
            "B: error: unknown clock petition of regime gdpr-be",
            "C: error: received_at: 2025-02-03T10:00:00: the instant has no zone: add an offset such as +01:00, or Z",
            "D: error: suspensions: 2025-02-06T10:00:00+01:00/2025-02-05T10:00:00+01:00: the suspension ends before it starts",
            "E: error: suspensions: 2025-02-02T10:00:00+01:00/2025-02-05T10:00:00+01:00 is before receipt",
            "F: error: extension_notified_at: 2025-02-03T09:59:59+01:00 is before receipt",
            "G: error: unknown time zone Europe/Atlantis",
            "H: error: suspensions: yesterday: not of the form from/to or from/",
            "I: error: the row has 3 cells instead of 12",
            "J: error: extension_notified_at: 2025-02-04T10:00: the instant has no zone: add an offset such as +01:00, or Z",
            "K: error: received_at: soon: not an ISO 8601 instant with an offset",
            "1 passed, 11 failed",
        ]
    );
}

#[test]
fn a_row_that_is_no_text_does_not_stop_the_check() {
    let good = "L,gdpr-be,request,Europe/Brussels,2024-03-05T09:00:00+01:00,,,2024-04-05,none,2024-04-05,2024-04-05,running";
    let mut bytes = format!("{HEADINGS}\n").into_bytes();
    bytes.extend_from_slice(b"\xff\xfe,gdpr-be,request,,,,,,,,,\n");
    bytes.extend_from_slice(good.as_bytes());
    let report = check(bytes.as_slice(), &Regimes::bundled(), &Calendars::bundled()).unwrap();
    assert_eq!((report.passed, report.failed), (1, 1));
}

#[test]
fn instants_are_compared_as_moments() {
    let row = "A,gdpr-be,breach_authority_72h,Europe/Brussels,2025-03-28T17:00:00Z,,,2025-03-31T17:00:00Z,none,2025-03-31T19:00:00+02:00,2025-03-31T17:00:00Z,running";
    assert_eq!(report_of(&[row]), "1 passed, 0 failed");
}

#[test]
fn a_file_of_another_form_is_refused() {
    let refused = check(
        "a,b\n1,2\n".as_bytes(),
        &Regimes::bundled(),
        &Calendars::bundled(),
    );
    assert!(matches!(refused, Err(VectorsError::ColumnMissing("id"))));
}

#[test]
fn a_file_without_rows_does_not_pass() {
    assert!(!checked(&format!("{HEADINGS}\n")).all_passed());
}
