//! One row of a file of holidays: the closed days of one calendar and year.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

use super::{Cells, Finding};
use crate::calendar::Calendars;

pub(super) const COLUMNS: &[&str] = &["year", "calendar", "dates"];

/// The ending by which a file asks for the listed days of a calendar alone.
const LISTED_ONLY: &str = "-EQUALISED";

/// A row of holidays that cannot be checked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HolidayRowError {
    /// No such calendar.
    #[error("unknown calendar {0}")]
    UnknownCalendar(String),
    /// The year is no number.
    #[error("{0} is not a year")]
    Year(String),
    /// One of the dates is none.
    #[error("{0} is not a date")]
    Date(String),
}

pub(super) fn check(cells: Cells<'_>, calendars: &Calendars) -> Vec<Finding> {
    match differences(cells, calendars) {
        Ok(None) => Vec::new(),
        Ok(Some(difference)) => vec![difference],
        Err(error) => vec![Finding::InvalidHolidays(error)],
    }
}

fn differences(
    cells: Cells<'_>,
    calendars: &Calendars,
) -> Result<Option<Finding>, HolidayRowError> {
    let year = cells.get("year");
    let year: i32 = year
        .parse()
        .map_err(|_| HolidayRowError::Year(year.to_owned()))?;
    let name = cells.get("calendar");
    let (name, listed_only) = match name.strip_suffix(LISTED_ONLY) {
        Some(name) => (name, true),
        None => (name, false),
    };
    let calendar = calendars
        .named(name)
        .ok_or_else(|| HolidayRowError::UnknownCalendar(name.to_owned()))?;

    let date = |text: &str| {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map_err(|_| HolidayRowError::Date(text.to_owned()))
    };
    let expected: BTreeSet<NaiveDate> = cells
        .get("dates")
        .split_whitespace()
        .map(date)
        .collect::<Result<_, _>>()?;
    let listed = calendar
        .listed_days()
        .map(|(date, _)| date)
        .filter(|date| date.year() == year);
    let mut found: BTreeSet<NaiveDate> = listed.collect();
    if !listed_only {
        found.extend(calendar.holidays_of(year).into_iter().map(|(date, _)| date));
    }
    if expected == found {
        return Ok(None);
    }
    let (expected, found) = (in_words(&expected), in_words(&found));
    Ok(Some(Finding::Differs {
        column: "dates",
        expected,
        found,
    }))
}

fn in_words(dates: &BTreeSet<NaiveDate>) -> String {
    dates
        .iter()
        .map(NaiveDate::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}
