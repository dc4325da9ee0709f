//! How a period of law is computed: periods, calendars, suspension, extension, and why.
//!
//! A [`TimeLimit`] is what a text of law says; [`Facts`] are what happened; [`Calendars`] tell
//! which days are closed. [`compute`] makes of them the dates and the reasons for them, as data.
//! Nothing here reads a clock: a date follows from its facts alone.
//!
//! ```
//! use chrono::NaiveDate;
//! use habeas_timelimit::{Calendars, ExtensionOutcome, Facts, Rule, TimeLimit, compute};
//!
//! let limit: TimeLimit = toml::from_str(r#"
//!     period = { months = 1 }
//!     rule = "regulation_1182_71"
//!     calendar = "BE"
//!     suspension = "half_open"
//!     extension = { further = { months = 2 }, reading = "in_one_go", citation = "GDPR art. 12(3)" }
//!     citation = "GDPR art. 12(3)"
//! "#).unwrap();
//! let day = |m, d| NaiveDate::from_ymd_opt(2025, m, d).unwrap();
//!
//! let facts = Facts::received(day(2, 1)).extended_on(day(3, 3));
//! let computed = compute(&limit, &facts, &Calendars::bundled()).unwrap();
//! // Saturday 1 March moves to Monday the 3rd; 1 May is a holiday.
//! assert_eq!(computed.first_due, Some(day(3, 3)));
//! assert_eq!(computed.extension, ExtensionOutcome::Valid);
//! assert_eq!(computed.due, Some(day(5, 2)));
//! assert!(computed.reasons.iter().any(|step| step.rule == Rule::RolledOver));
//! ```
//!
//! # Rules
//! - The day of the event is day zero; receipt on a weekend or a holiday counts.
//! - Months are added to dates, never to instants, and clamp to the end of a shorter month.
//! - Days of suspension are a union: a day is left out once, however many suspensions cover it.
//! - An extension holds only if notice was given within the first period, or while it stood
//!   suspended.
//! - A last day that is closed moves once, and last.

mod calendar;
mod compute;
mod computed;
mod facts;
mod holidays;
mod hours;
mod instant;
mod limit;
mod period;
#[cfg(feature = "vectors")]
pub mod vectors;

pub use calendar::{
    Calendar, CalendarId, CalendarVersion, Calendars, ClosedDay, Closure, ListedDay,
};
pub use compute::{compute, compute_dates, latest_defensible};
pub use computed::{
    Caution, CautionCode, Computed, DateKind, ExtensionOutcome, Rule, State, Step, Warning,
};
pub use facts::{FactError, Facts, Suspension};
pub use holidays::{Holiday, HolidayRules, easter_sunday};
pub use hours::compute_hours;
pub use instant::{InstantError, legal_day, parse_instant};
pub use limit::{
    ComputationRule, ExtensionReading, ExtensionRule, LimitError, SafeRule, SuspensionRule,
    TimeLimit, TimeLimitData,
};
pub use period::Period;
