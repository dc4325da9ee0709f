//! What comes out: the dates, and why, as data.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::{CalendarVersion, ClosedDay};
use crate::limit::ComputationRule;
use crate::period::Period;

/// Whether a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It runs, or has run out: there is a due date.
    Running,
    /// It stands still until a suspension ends: there is no due date.
    Suspended,
    /// The text states no limit: there never is a due date.
    NoTimeLimit,
}

/// What became of a notice of extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionOutcome {
    /// No notice was given.
    None,
    /// Given in time: the longer period holds.
    Valid,
    /// Given too late: without effect.
    Late,
    /// The text knows no extension: without effect.
    NotAvailable,
}

/// The dates of one time limit, with their reasons. Days are legal days, each through 24:00 in the
/// zone of the one who is bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Computed {
    /// Whether the clock runs.
    pub state: State,
    /// Last day of the first period: to answer, to refuse, or to give notice of an extension.
    /// `None` while the first period stands suspended.
    pub first_due: Option<NaiveDate>,
    /// Last day, with extension if a valid one was notified. `None` while suspended.
    pub due: Option<NaiveDate>,
    /// The earliest defensible reading of `due`, never after it; without a limit, the target.
    pub safe: Option<NaiveDate>,
    /// What became of a notice of extension.
    pub extension: ExtensionOutcome,
    /// Days of suspension not counted towards `due`; closed suspensions only.
    pub days_suspended: u32,
    /// The calendar that decided which days are closed.
    pub calendar: Option<CalendarVersion>,
    /// Doubts about the data the dates rest on.
    pub warnings: Vec<Warning>,
    /// Why, step by step; empty when not asked for.
    pub reasons: Vec<Step>,
    /// Other readings of `due` that someone may hold against it; empty when reasons were not asked
    /// for.
    pub cautions: Vec<Caution>,
}

/// A doubt about the data a date rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Warning {
    /// A day on which the result depends lies outside the days the calendar's data are known for.
    OutsideCoverage {
        /// The calendar asked.
        calendar: CalendarVersion,
        /// The day it was asked about.
        date: NaiveDate,
        /// The first day its data are known for.
        covered_from: Option<NaiveDate>,
        /// The last day its data are known for.
        covered_until: Option<NaiveDate>,
    },
}

/// Another reading of a due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Caution {
    /// Which reading.
    pub code: CautionCode,
    /// The date it gives, earlier than `due`, or a date where there is no `due`.
    pub date: NaiveDate,
}

/// A reading that is not the law followed here but may be argued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CautionCode {
    /// As if no suspension had any effect.
    Unsuspended,
    /// As if the period began anew on the day the last suspension ended.
    RestartAfterSuspension,
}

/// Which of the dates a step leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// [`Computed::first_due`]; also `due`, when the limit was not extended.
    FirstDue,
    /// [`Computed::due`] of an extended limit.
    Due,
    /// [`Computed::safe`].
    Safe,
}

/// One step from the facts to a date. The words for it come from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The date this step leads to.
    pub of: DateKind,
    /// What was done.
    pub rule: Rule,
    /// The provision it rests on.
    pub citation: Cow<'static, str>,
    /// The date before the step.
    pub from: NaiveDate,
    /// The date after the step; the same when the step changed nothing.
    pub to: NaiveDate,
    /// The closed days that counted in it.
    pub closed: Vec<ClosedDay>,
}

/// What a [`Step`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Rule {
    /// The day of receipt is day zero, whatever weekday it is.
    DayOfEventNotCounted,
    /// The period was added to the day of receipt.
    PeriodAdded {
        /// That period.
        period: Period,
    },
    /// The period, in one go with its extension, was added to the day of receipt.
    ExtendedPeriodAdded {
        /// The whole period.
        period: Period,
    },
    /// The further period was added to the end of the first, before suspension and rollover.
    FurtherPeriodAdded {
        /// The further period.
        period: Period,
    },
    /// The month has no such day: its last day was taken. `from` is the day counted from.
    ClampedToMonthEnd,
    /// The period was lengthened until it held two working days.
    TwoWorkingDays,
    /// Working days were counted; `closed` are the days passed over.
    BusinessDaysCounted {
        /// How many.
        days: u32,
    },
    /// A suspension moved the end by the days not counted before.
    Suspended {
        /// The day it opened.
        opened: NaiveDate,
        /// The day it ended.
        closed: NaiveDate,
        /// The days it added; days already covered by another suspension add nothing.
        days: u32,
    },
    /// A suspension is open: the clock stands still.
    SuspensionOpen {
        /// The day it opened.
        opened: NaiveDate,
    },
    /// A suspension opened after the last day: no effect.
    SuspensionTooLate {
        /// The day it opened.
        opened: NaiveDate,
    },
    /// The text knows no suspension: no effect.
    SuspensionIgnored {
        /// The day it opened.
        opened: NaiveDate,
    },
    /// The suspension opened on a day to which the end had moved: it runs on from the moved end.
    RunsOnFromMovedEnd,
    /// Notice of an extension came in time. `from` is the last day for it, where there is one.
    ExtensionInTime {
        /// The day of the notice.
        notified: NaiveDate,
        /// Whether the clock stood suspended on that day.
        while_suspended: bool,
    },
    /// Notice of an extension came after the last day: no effect.
    ExtensionTooLate {
        /// The day of the notice.
        notified: NaiveDate,
        /// The last day it could be given.
        last_day: NaiveDate,
    },
    /// The text knows no extension: no effect.
    ExtensionNotAvailable {
        /// The day of the notice.
        notified: NaiveDate,
    },
    /// The last day was closed and moved to the next open one: once, and last.
    RolledOver,
    /// The last day is not moved for weekends or holidays under this rule.
    NotRolledOver {
        /// The rule.
        under: ComputationRule,
    },
    /// The further period counted from the end of the first: an earlier reading of the same text.
    SequentialReading,
    /// The last day before it moved: what others are told.
    UnrolledReading,
    /// The text states no limit; the target binds nobody.
    Target {
        /// The target.
        period: Period,
    },
    /// The text states no limit.
    NoLimitStated,
}
