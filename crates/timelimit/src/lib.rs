#![doc = include_str!("../README.md")]

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
