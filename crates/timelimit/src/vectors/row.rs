//! One row of a file of time limits.

use chrono::{DateTime, FixedOffset, NaiveDate};
use chrono_tz::Tz;
use thiserror::Error;

use super::regimes::Regimes;
use super::{Cells, Finding};
use crate::calendar::Calendars;
use crate::compute::compute_dates;
use crate::computed::{ExtensionOutcome, State};
use crate::facts::{FactError, Facts, Suspension};
use crate::hours::compute_hours;
use crate::instant::{InstantError, legal_day, parse_instant};
use crate::limit::TimeLimit;
use crate::period::Period;

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "regime",
    "clock",
    "timezone",
    "received_at",
    "suspensions",
    "extension_notified_at",
    "expected_first_due",
    "expected_extension",
    "expected_due",
    "expected_due_safe",
    "expected_state",
];

/// A row that cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RowError {
    /// The row is not readable as CSV in UTF-8.
    #[error("the row cannot be read: {0}")]
    Unreadable(String),
    /// A cell too many or too few.
    #[error("the row has {found} cells instead of {expected}")]
    WrongNumberOfCells {
        /// The number of headings.
        expected: usize,
        /// The number of cells.
        found: usize,
    },
    /// No such regime.
    #[error("unknown regime {0}")]
    UnknownRegime(String),
    /// The regime has no such clock.
    #[error("unknown clock {clock} of regime {regime}")]
    UnknownClock {
        /// The regime.
        regime: String,
        /// The clock it does not have.
        clock: String,
    },
    /// No such time zone.
    #[error("unknown time zone {0}")]
    UnknownZone(String),
    /// An instant without zone, or none at all.
    #[error("{column}: {text}: {error}")]
    Instant {
        /// The heading of the column.
        column: &'static str,
        /// What stands there.
        text: String,
        /// What is wrong with it.
        error: InstantError,
    },
    /// A suspension that is not written `from/to` or `from/`.
    #[error("suspensions: {0}: not of the form from/to or from/")]
    SuspensionForm(String),
    /// A suspension that ends before it starts.
    #[error("suspensions: {0}: the suspension ends before it starts")]
    SuspensionEndsBeforeStart(String),
    /// A suspension or a notice of extension before receipt.
    #[error("{column}: {text} is before receipt")]
    BeforeReceipt {
        /// The heading of the column.
        column: &'static str,
        /// What stands there.
        text: String,
    },
    /// The facts give no date.
    #[error(transparent)]
    Facts(#[from] FactError),
}

/// What happened, as instants.
struct Events {
    received: DateTime<FixedOffset>,
    suspensions: Vec<(DateTime<FixedOffset>, Option<DateTime<FixedOffset>>)>,
    notified: Option<DateTime<FixedOffset>>,
}

/// What is compared, each as the file writes it.
struct Outcome {
    first_due: String,
    due: String,
    safe: String,
    extension: ExtensionOutcome,
    state: State,
}

pub(super) fn check(cells: Cells<'_>, regimes: &Regimes, calendars: &Calendars) -> Vec<Finding> {
    match outcome(cells, regimes, calendars) {
        Ok(found) => differences(cells, &found),
        Err(error) => vec![Finding::Invalid(error)],
    }
}

fn outcome(
    cells: Cells<'_>,
    regimes: &Regimes,
    calendars: &Calendars,
) -> Result<Outcome, RowError> {
    let limit = limit(cells, regimes)?;
    let zone = cells.get("timezone");
    let zone: Tz = zone
        .parse()
        .map_err(|_| RowError::UnknownZone(zone.to_owned()))?;
    let events = events(cells)?;
    if matches!(limit.period(), Some(Period::Hours(_))) {
        return in_hours(limit, &events, zone);
    }
    let suspensions = events.suspensions.iter().map(|(from, to)| Suspension {
        from: legal_day(*from, &zone),
        to: to.map(|to| legal_day(to, &zone)),
    });
    let facts = Facts {
        received: legal_day(events.received, &zone),
        suspensions: suspensions.collect(),
        extension_notified: events.notified.map(|notified| legal_day(notified, &zone)),
    };
    let computed = compute_dates(limit, &facts, calendars)?;
    let text = |date: Option<NaiveDate>| date.map_or_else(String::new, |date| date.to_string());
    Ok(Outcome {
        first_due: text(computed.first_due),
        due: text(computed.due),
        safe: text(computed.safe),
        extension: computed.extension,
        state: computed.state,
    })
}

fn limit<'a>(cells: Cells<'_>, regimes: &'a Regimes) -> Result<&'a TimeLimit, RowError> {
    let (regime, clock) = (
        cells.get("regime").to_owned(),
        cells.get("clock").to_owned(),
    );
    match regimes.get(&regime, &clock) {
        Some(limit) => Ok(limit),
        None if regimes.knows(&regime) => Err(RowError::UnknownClock { regime, clock }),
        None => Err(RowError::UnknownRegime(regime)),
    }
}

fn in_hours(limit: &TimeLimit, events: &Events, zone: Tz) -> Result<Outcome, RowError> {
    let due = compute_hours(limit, events.received.with_timezone(&zone))?.to_rfc3339();
    let extension = match events.notified {
        None => ExtensionOutcome::None,
        Some(_) => ExtensionOutcome::NotAvailable,
    };
    Ok(Outcome {
        first_due: due.clone(),
        due: due.clone(),
        safe: due,
        extension,
        state: State::Running,
    })
}

fn events(cells: Cells<'_>) -> Result<Events, RowError> {
    let received = instant("received_at", cells.get("received_at"))?;
    let not_before = |column, text: &str, at: DateTime<FixedOffset>| {
        if at < received {
            Err(RowError::BeforeReceipt {
                column,
                text: text.to_owned(),
            })
        } else {
            Ok(at)
        }
    };

    let mut suspensions = Vec::new();
    let column = "suspensions";
    for text in cells
        .get(column)
        .split(';')
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        let form = || RowError::SuspensionForm(text.to_owned());
        let (from, to) = text.split_once('/').ok_or_else(form)?;
        let from = not_before(column, text, instant(column, from)?)?;
        let to = if to.is_empty() {
            None
        } else {
            Some(instant(column, to)?)
        };
        if to.is_some_and(|to| to < from) {
            return Err(RowError::SuspensionEndsBeforeStart(text.to_owned()));
        }
        suspensions.push((from, to));
    }

    let column = "extension_notified_at";
    let notified = match cells.get(column) {
        "" => None,
        text => Some(not_before(column, text, instant(column, text)?)?),
    };
    Ok(Events {
        received,
        suspensions,
        notified,
    })
}

fn instant(column: &'static str, text: &str) -> Result<DateTime<FixedOffset>, RowError> {
    parse_instant(text).map_err(|error| RowError::Instant {
        column,
        text: text.to_owned(),
        error,
    })
}

fn differences(cells: Cells<'_>, found: &Outcome) -> Vec<Finding> {
    let extension = match found.extension {
        ExtensionOutcome::None => "none",
        ExtensionOutcome::Valid => "valid",
        ExtensionOutcome::Late => "late",
        ExtensionOutcome::NotAvailable => "not_available",
    };
    let state = match found.state {
        State::Running => "running",
        State::Suspended => "suspended",
        State::NoTimeLimit => "no_time_limit",
    };
    let compared = [
        ("expected_first_due", found.first_due.as_str()),
        ("expected_extension", extension),
        ("expected_due", &found.due),
        ("expected_due_safe", &found.safe),
        ("expected_state", state),
    ];
    let differing = compared
        .into_iter()
        .filter(|(column, found)| !same(cells.get(column), found));
    differing
        .map(|(column, found)| Finding::Differs {
            column,
            expected: cells.get(column).to_owned(),
            found: found.to_owned(),
        })
        .collect()
}

/// Instants are the same when they are the same moment, however they are written.
fn same(expected: &str, found: &str) -> bool {
    expected == found
        || matches!((parse_instant(expected), parse_instant(found)), (Ok(a), Ok(b)) if a == b)
}
