//! Limits in elapsed hours.

use chrono::{DateTime, Duration, TimeZone};

use crate::facts::FactError;
use crate::limit::TimeLimit;
use crate::period::Period;

/// The end of a limit in elapsed hours, in the zone of `event`: exact on the UTC line, so that a
/// change of summer time neither adds nor takes an hour. Never moved for weekends or holidays.
///
/// # Errors
/// [`FactError::NeedsDays`] for a limit that is not in hours; [`FactError::OutOfRange`].
///
/// ```
/// use chrono_tz::Europe::Brussels;
/// use habeas_timelimit::{TimeLimit, compute_hours, parse_instant};
/// let breach: TimeLimit = toml::from_str(r#"
///     period = { hours = 72 }
///     rule = "elapsed_hours"
///     citation = "GDPR art. 33(1)"
/// "#).unwrap();
/// let aware = parse_instant("2025-03-28T18:00:00+01:00").unwrap().with_timezone(&Brussels);
/// assert_eq!(compute_hours(&breach, aware).unwrap().to_rfc3339(), "2025-03-31T19:00:00+02:00");
/// ```
pub fn compute_hours<Zone: TimeZone>(
    limit: &TimeLimit,
    event: DateTime<Zone>,
) -> Result<DateTime<Zone>, FactError> {
    let Some(Period::Hours(hours)) = limit.period() else {
        return Err(FactError::NeedsDays);
    };
    event
        .checked_add_signed(Duration::hours(hours.into()))
        .ok_or(FactError::OutOfRange)
}
