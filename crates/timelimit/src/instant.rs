//! From instants to legal days.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone};
use thiserror::Error;

/// A text that is no instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InstantError {
    /// A date and time that does not say in which zone.
    #[error("the instant has no zone: add an offset such as +01:00, or Z")]
    Zoneless,
    /// Not a date and time at all.
    #[error("not an ISO 8601 instant with an offset")]
    Malformed,
}

/// Reads an ISO 8601 instant with an offset or `Z`; seconds may be left out.
///
/// # Errors
/// When the text has no zone or is not of that form.
///
/// ```
/// use habeas_timelimit::{InstantError, parse_instant};
/// assert!(parse_instant("2026-01-31T23:30+01:00").is_ok());
/// assert_eq!(parse_instant("2026-01-31T23:30:00"), Err(InstantError::Zoneless));
/// ```
pub fn parse_instant(text: &str) -> Result<DateTime<FixedOffset>, InstantError> {
    const ZONED: [&str; 2] = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"];
    const ZONELESS: [&str; 2] = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Ok(instant);
    }
    if let Some(instant) = ZONED
        .iter()
        .find_map(|f| DateTime::parse_from_str(text, f).ok())
    {
        return Ok(instant);
    }
    let zoneless = ZONELESS
        .iter()
        .any(|f| NaiveDateTime::parse_from_str(text, f).is_ok())
        || NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
    Err(if zoneless {
        InstantError::Zoneless
    } else {
        InstantError::Malformed
    })
}

/// The calendar day of an instant in the zone of the one who is bound: the only day the law knows.
///
/// ```
/// use chrono::NaiveDate;
/// use habeas_timelimit::{legal_day, parse_instant};
/// let late = parse_instant("2025-03-04T23:30:00Z").unwrap();
/// assert_eq!(
///     legal_day(late, &chrono_tz::Europe::Brussels),
///     NaiveDate::from_ymd_opt(2025, 3, 5).unwrap()
/// );
/// ```
#[must_use]
pub fn legal_day<From: TimeZone, Zone: TimeZone>(
    instant: DateTime<From>,
    zone: &Zone,
) -> NaiveDate {
    instant.with_timezone(zone).date_naive()
}
