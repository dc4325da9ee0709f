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

const GOOD: &str = "gdpr-be,request,Europe/Brussels,2024-08-31T09:00:00+02:00,,,2024-09-30,none,2024-09-30,2024-09-30,running";

#[test]
fn a_spreadsheets_file_is_read_as_it_writes_it() {
    let text = format!(
        "\u{feff}{HEADINGS},source,reason\r\n\
         A,{GOOD},\"EDPB, ex.33\",\"a \"\"month\"\", clamped\"\r\n\r\n\
         B,{GOOD}\r\n\
         C,{GOOD},source,a remark, with commas, unquoted\r\n"
    );
    assert_eq!(checked(&text).to_string(), "3 passed, 0 failed");
}

#[test]
fn columns_stand_in_any_order_and_beside_others() {
    let text = "\
        calendar,expected_state,expected_due_safe,note,expected_due,expected_extension,expected_first_due,\
        extension_notified_at,suspensions,received_at,timezone,clock,regime,id\n\
        BE,running,2024-09-30,,2024-09-30,none,2024-09-30,,,2024-08-31T09:00:00+02:00,Europe/Brussels,request,gdpr-be,A\n\
        BE,running,2024-09-30,,2024-09-29,none,2024-09-30,,,2024-08-31T09:00:00+02:00,Europe/Brussels,request,gdpr-be,B\n\
        ,running,2024-09-30,,2024-09-30,none,2024-09-30,,,2024-08-31T09:00:00+02:00,Europe/Brussels,request,gdpr-be,C,more\n";
    assert_eq!(
        checked(text).to_string(),
        "B: expected_due: expected 2024-09-29, found 2024-09-30\n\
         C: error: the row has 15 cells instead of 14\n\
         1 passed, 2 failed"
    );
}

#[test]
fn letters_of_another_encoding_matter_only_where_something_is_read() {
    let mut bytes = format!("{HEADINGS},reason\nA,{GOOD},na").into_bytes();
    bytes.extend_from_slice(b"\xefve\nB,gdpr-b\xe9,");
    bytes.extend_from_slice(GOOD.trim_start_matches("gdpr-be,").as_bytes());
    let report = check(bytes.as_slice(), &Regimes::bundled(), &Calendars::bundled()).unwrap();
    assert_eq!(
        report.to_string(),
        "B: error: unknown regime gdpr-b\u{fffd}\n1 passed, 1 failed"
    );
}

#[test]
fn every_line_is_named_even_without_an_id() {
    let row = GOOD.replace("none,2024-09-30", "none,2024-10-30");
    assert_eq!(
        report_of(&[&format!("A,{GOOD}"), &format!(",{row}")]),
        "line 3: expected_due: expected 2024-10-30, found 2024-09-30\n1 passed, 1 failed"
    );
}

/// Each worked out by hand from the rules.
#[test]
fn rows_in_the_corners_pass() {
    let rows = [
        // The leap day itself, and the month that has none.
        "gdpr-be,request,Europe/Brussels,2024-02-29T10:00:00+01:00,,,2024-03-29,none,2024-03-29,2024-03-29,running",
        "gdpr-be,request,Europe/Brussels,2024-01-31T10:00:00+01:00,,,2024-02-29,none,2024-02-29,2024-02-29,running",
        // The other side of midnight, by an offset of elsewhere: 1 April in Brussels.
        "gdpr-be,request,Europe/Brussels,2025-03-31T15:30:00-06:30,,,2025-05-02,none,2025-05-02,2025-05-02,running",
        // Touching suspensions are one: 4 + 3 days.
        "gdpr-be,request,Europe/Brussels,2025-06-02T10:00:00+02:00,2025-06-07T10:00:00+02:00/2025-06-10T10:00:00+02:00;2025-06-03T10:00:00+02:00/2025-06-07T10:00:00+02:00,,2025-07-09,none,2025-07-09,2025-07-09,running",
        // Opened the day the last ended, on the last day, which had moved from a Saturday.
        "gdpr-be,request,Europe/Brussels,2025-02-08T10:00:00+01:00,2025-03-10T09:00:00+01:00/,,,none,,,suspended",
        // Extended on the rolled last day; and a day after.
        "gdpr-be,request,Europe/Brussels,2025-02-08T10:00:00+01:00,,2025-03-10T23:59:59+01:00,2025-03-10,valid,2025-05-08,2025-05-08,running",
        "gdpr-be,request,Europe/Brussels,2025-02-08T10:00:00+01:00,,2025-03-11T00:00:00+01:00,2025-03-10,late,2025-03-10,2025-03-10,running",
        // Inside a suspension that never ended.
        "gdpr-be,request,Europe/Brussels,2025-06-02T10:00:00+02:00,2025-06-04T10:00:00+02:00/,2025-09-01T10:00:00+02:00,,valid,,,suspended",
        // Suspended in the extended part alone: three months to Tuesday 2 September, and a week.
        "gdpr-be,request,Europe/Brussels,2025-06-02T10:00:00+02:00,2025-08-04T10:00:00+02:00/2025-08-11T10:00:00+02:00,2025-06-20T10:00:00+02:00,2025-07-02,valid,2025-09-09,2025-09-09,running",
        // A notice where the text knows no extension, or no suspension.
        "occar,request,Europe/Brussels,2025-01-31T10:00:00+01:00,2025-02-01T10:00:00+01:00/,2025-02-10T10:00:00+01:00,,not_available,,2025-02-28,no_time_limit",
        "eurocontrol,request,Europe/Brussels,2025-11-30T10:00:00+01:00,2025-12-01T10:00:00+01:00/,2026-01-10T10:00:00+01:00,2026-02-28,valid,2026-05-30,2026-05-28,running",
        // Six weeks end on Ascension Day, the Friday after is decreed, then a weekend.
        "nl-uavg,court_petition_6w,Europe/Amsterdam,2026-04-02T10:00:00+02:00,,,2026-05-18,none,2026-05-18,2026-05-14,running",
        // Beyond what is decreed: the rules alone.
        "nl-awb,objection_6w,Europe/Amsterdam,2045-03-01T10:00:00+01:00,,,2045-04-12,none,2045-04-12,2045-04-12,running",
        // Over the end of summer time: 48 hours and no more.
        "eurocontrol,breach_dpsb_48h,Europe/Brussels,2025-10-25T12:00:00+02:00,,,2025-10-27T11:00:00+01:00,none,2025-10-27T10:00:00Z,2025-10-27T11:00+01:00,running",
    ];
    let rows: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(n, row)| format!("{n},{row}"))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert_eq!(report_of(&rows), "14 passed, 0 failed");
}
