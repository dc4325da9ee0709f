//! What a text of law says about one time limit.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::calendar::CalendarId;
use crate::period::Period;

/// The rule by which a period is turned into a last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComputationRule {
    /// Regulation (EEC, Euratom) 1182/71: the day of the event is not counted (art. 3(1)), months
    /// clamp (art. 3(2)(c)), a last day that is closed moves to the next working day (art. 3(4)),
    /// and days in the plural hold at least two working days (art. 3(5)). Needs a calendar.
    #[serde(rename = "regulation_1182_71")]
    Regulation1182,
    /// The Dutch Algemene termijnenwet: a statutory term ends on the next open day (art. 1(1)),
    /// three days or more hold two working days (art. 2), and long terms do not move (art. 4(a)).
    /// Needs a calendar.
    AlgemeneTermijnenwet,
    /// A term somebody set themselves: counted like the others, never moved. Takes no calendar.
    SelfImposed,
    /// Exact elapsed hours between instants. Takes no calendar.
    ElapsedHours,
    /// So many working days after the day of the event. Needs a calendar.
    BusinessDays,
}

impl ComputationRule {
    fn needs_calendar(self) -> bool {
        matches!(
            self,
            Self::Regulation1182 | Self::AlgemeneTermijnenwet | Self::BusinessDays
        )
    }

    fn takes(self, period: Period) -> bool {
        match self {
            Self::ElapsedHours => matches!(period, Period::Hours(_)),
            Self::BusinessDays => matches!(period, Period::BusinessDays(_)),
            Self::Regulation1182 | Self::AlgemeneTermijnenwet | Self::SelfImposed => {
                period.is_of_dates()
            }
        }
    }
}

/// Which days of a suspension are not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspensionRule {
    /// The text knows no suspension: one that is recorded changes nothing.
    #[default]
    Ignored,
    /// From its first day up to, and without, the day it ends.
    HalfOpen,
    /// From the day after its first day up to, and without, the day it ends: the Dutch Algemene
    /// wet bestuursrecht, art. 4:15(1).
    Awb,
}

/// From where a further period is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionReading {
    /// The first and the further period are one longer period from receipt, clamped once. The
    /// sequential reading, where earlier, becomes the safe date.
    InOneGo,
    /// The further period starts at the end of the first.
    InSequence,
}

/// How a period may be extended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtensionRule {
    /// The period that is added.
    pub further: Period,
    /// From where it is counted.
    pub reading: ExtensionReading,
    /// The provision that allows it.
    pub citation: String,
}

/// Which date is the earliest defensible one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SafeRule {
    /// Of the readings of an extension, the earlier: for one's own duties.
    #[default]
    EarlierReading,
    /// The last day before it moved for a closed day: for a date somebody else is told to keep.
    Unrolled,
}

/// A time limit as it stands in a file: checked by turning it into a [`TimeLimit`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeLimitData {
    /// The first period; absent where the text states no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// A target that binds nobody, for a text that states no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Period>,
    /// How the last day is found.
    pub rule: ComputationRule,
    /// The calendar the rule needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarId>,
    /// How the period may be extended, if it may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<ExtensionRule>,
    /// What a suspension does.
    #[serde(default)]
    pub suspension: SuspensionRule,
    /// The provision a suspension rests on; the limit's own where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspension_citation: Option<String>,
    /// Which date is the safe one.
    #[serde(default)]
    pub safe: SafeRule,
    /// The provision that sets the limit.
    pub citation: String,
}

/// A time limit whose parts do not contradict each other.
///
/// ```
/// use habeas_timelimit::{Period, TimeLimit};
/// let limit: TimeLimit = toml::from_str(r#"
///     period = { months = 1 }
///     rule = "regulation_1182_71"
///     calendar = "BE"
///     suspension = "half_open"
///     suspension_citation = "EDPB GL 01/2022 s.159"
///     extension = { further = { months = 2 }, reading = "in_one_go", citation = "GDPR art. 12(3)" }
///     citation = "GDPR art. 12(3)"
/// "#).unwrap();
/// assert_eq!(limit.period(), Some(Period::Months(1)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "TimeLimitData", into = "TimeLimitData")]
pub struct TimeLimit(TimeLimitData);

/// Parts of a time limit that contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LimitError {
    /// A length of nothing.
    #[error("a period must be longer than zero")]
    ZeroPeriod,
    /// The rule moves dates but there is no calendar to tell it when.
    #[error("this computation rule needs a calendar")]
    CalendarMissing,
    /// A calendar that would never be asked.
    #[error("this computation rule takes no calendar")]
    CalendarUnused,
    /// Such as hours under a rule of dates.
    #[error("the period's unit does not fit the computation rule")]
    PeriodForOtherRule,
    /// Neither hours nor business days can be suspended or extended.
    #[error("periods in hours or business days are neither suspended nor extended")]
    NotSuspendable,
    /// Two units cannot make one longer period.
    #[error("an extension in one go needs the unit of the first period")]
    ExtensionInOtherUnit,
    /// A target beside a binding period.
    #[error("a target is for texts that state no period")]
    TargetBesidePeriod,
    /// An extension, suspension or calendar where there is no period.
    #[error(
        "a text without a period has no extension, suspension or calendar, and is self-imposed"
    )]
    NothingToCompute,
    /// A provision that cannot be cited cannot be explained.
    #[error("a citation is empty")]
    CitationEmpty,
}

impl TryFrom<TimeLimitData> for TimeLimit {
    type Error = LimitError;

    fn try_from(data: TimeLimitData) -> Result<Self, LimitError> {
        let further = data.extension.as_ref().map(|extension| extension.further);
        let mut lengths = [data.period, data.target, further].into_iter().flatten();
        if lengths.any(|length| length.count() == 0) {
            return Err(LimitError::ZeroPeriod);
        }
        let citations = [
            Some(&data.citation),
            data.suspension_citation.as_ref(),
            data.extension.as_ref().map(|extension| &extension.citation),
        ];
        if citations
            .into_iter()
            .flatten()
            .any(|citation| citation.trim().is_empty())
        {
            return Err(LimitError::CitationEmpty);
        }
        match data.period {
            None => check_without_period(&data)?,
            Some(period) => check_with_period(&data, period)?,
        }
        Ok(Self(data))
    }
}

fn check_without_period(data: &TimeLimitData) -> Result<(), LimitError> {
    let plain = data.rule == ComputationRule::SelfImposed
        && data.calendar.is_none()
        && data.extension.is_none()
        && data.suspension == SuspensionRule::Ignored
        && data.target.is_none_or(Period::is_of_dates);
    if plain {
        Ok(())
    } else {
        Err(LimitError::NothingToCompute)
    }
}

fn check_with_period(data: &TimeLimitData, period: Period) -> Result<(), LimitError> {
    if data.target.is_some() {
        return Err(LimitError::TargetBesidePeriod);
    }
    if !data.rule.takes(period) {
        return Err(LimitError::PeriodForOtherRule);
    }
    match (data.rule.needs_calendar(), data.calendar.is_some()) {
        (true, false) => return Err(LimitError::CalendarMissing),
        (false, true) => return Err(LimitError::CalendarUnused),
        _ => {}
    }
    let moves = data.extension.is_some() || data.suspension != SuspensionRule::Ignored;
    if moves && !period.is_of_dates() {
        return Err(LimitError::NotSuspendable);
    }
    if let Some(extension) = &data.extension {
        if !extension.further.is_of_dates() {
            return Err(LimitError::PeriodForOtherRule);
        }
        let one_go = extension.reading == ExtensionReading::InOneGo;
        if one_go && period.plus(extension.further).is_none() {
            return Err(LimitError::ExtensionInOtherUnit);
        }
    }
    Ok(())
}

impl From<TimeLimit> for TimeLimitData {
    fn from(limit: TimeLimit) -> Self {
        limit.0
    }
}

impl TimeLimit {
    /// The first period; `None` where the text states no limit.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        self.0.period
    }

    /// The target that binds nobody, of a text without a limit.
    #[must_use]
    pub fn target(&self) -> Option<Period> {
        self.0.target
    }

    /// How the last day is found.
    #[must_use]
    pub fn rule(&self) -> ComputationRule {
        self.0.rule
    }

    /// The calendar that decides which days are closed.
    #[must_use]
    pub fn calendar(&self) -> Option<&CalendarId> {
        self.0.calendar.as_ref()
    }

    /// How the period may be extended, if it may.
    #[must_use]
    pub fn extension(&self) -> Option<&ExtensionRule> {
        self.0.extension.as_ref()
    }

    /// What a suspension does.
    #[must_use]
    pub fn suspension(&self) -> SuspensionRule {
        self.0.suspension
    }

    /// The provision a suspension rests on.
    #[must_use]
    pub fn suspension_citation(&self) -> &str {
        self.0
            .suspension_citation
            .as_deref()
            .unwrap_or(&self.0.citation)
    }

    /// Which date is the safe one.
    #[must_use]
    pub fn safe(&self) -> SafeRule {
        self.0.safe
    }

    /// The provision that sets the limit.
    #[must_use]
    pub fn citation(&self) -> &str {
        &self.0.citation
    }

    /// The same limit for a matter that may not be extended, such as a refusal that must leave
    /// within the first period whatever becomes of the answer (GDPR, art. 12(4)).
    #[must_use]
    pub fn without_extension(mut self) -> Self {
        self.0.extension = None;
        self
    }
}
