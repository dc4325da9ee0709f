//! What happened in one matter, as far as a time limit cares.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::calendar::CalendarId;

/// A time during which the clock may stand still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Suspension {
    /// The day it opened: the question was sent.
    pub from: NaiveDate,
    /// The day it ended: the answer arrived. `None` while it is open.
    pub to: Option<NaiveDate>,
}

/// The facts a date is computed from. All days are legal days: calendar days in the zone of the
/// one who is bound; see [`legal_day`](crate::legal_day). The order of the suspensions is of no
/// matter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Facts {
    /// The day of receipt, or of whatever starts the period: day zero.
    pub received: NaiveDate,
    /// Suspensions, also overlapping ones.
    #[serde(default)]
    pub suspensions: Vec<Suspension>,
    /// The day notice of an extension was given; of several, the first.
    #[serde(default)]
    pub extension_notified: Option<NaiveDate>,
}

impl Facts {
    /// A matter of which nothing is known but the day it was received.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use habeas_timelimit::Facts;
    /// let day = |m, d| NaiveDate::from_ymd_opt(2025, m, d).unwrap();
    /// let facts = Facts::received(day(2, 3))
    ///     .suspended(day(2, 5), Some(day(2, 12)))
    ///     .extended_on(day(2, 20));
    /// assert_eq!(facts.suspensions.len(), 1);
    /// ```
    #[must_use]
    pub fn received(received: NaiveDate) -> Self {
        Self {
            received,
            suspensions: Vec::new(),
            extension_notified: None,
        }
    }

    /// The same with one more suspension.
    #[must_use]
    pub fn suspended(mut self, from: NaiveDate, to: Option<NaiveDate>) -> Self {
        self.suspensions.push(Suspension { from, to });
        self
    }

    /// The same with notice of an extension given on a day.
    #[must_use]
    pub fn extended_on(mut self, notified: NaiveDate) -> Self {
        self.extension_notified = Some(notified);
        self
    }

    pub(crate) fn check(&self) -> Result<(), FactError> {
        for suspension in &self.suspensions {
            if suspension.from < self.received {
                return Err(FactError::SuspensionBeforeReceipt(suspension.from));
            }
            if let Some(to) = suspension.to.filter(|to| *to < suspension.from) {
                return Err(FactError::SuspensionEndsBeforeStart {
                    from: suspension.from,
                    to,
                });
            }
        }
        match self.extension_notified {
            Some(notified) if notified < self.received => {
                Err(FactError::ExtensionBeforeReceipt(notified))
            }
            _ => Ok(()),
        }
    }
}

/// Facts from which no date can be computed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FactError {
    /// A suspension dated before receipt.
    #[error("suspension of {0} is dated before receipt")]
    SuspensionBeforeReceipt(NaiveDate),
    /// A suspension that ends before it starts.
    #[error("suspension from {from} ends before it starts, on {to}")]
    SuspensionEndsBeforeStart {
        /// The day it opened.
        from: NaiveDate,
        /// The day it ended.
        to: NaiveDate,
    },
    /// A notice of extension dated before receipt.
    #[error("extension notice of {0} is dated before receipt")]
    ExtensionBeforeReceipt(NaiveDate),
    /// The limit names a calendar that was not passed in.
    #[error("calendar {0} is not known")]
    UnknownCalendar(CalendarId),
    /// The limit is in hours: use [`compute_hours`](crate::compute_hours).
    #[error("a limit in hours is computed from instants, not from days")]
    NeedsInstants,
    /// The limit is not in hours: use [`compute`](crate::compute).
    #[error("a limit that is not in hours is computed from days, not from instants")]
    NeedsDays,
    /// The result lies outside the range of dates.
    #[error("the result lies outside the range of dates")]
    OutOfRange,
}
