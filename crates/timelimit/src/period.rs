//! Lengths of time as laws state them.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A length of time as a text of law states it.
///
/// In TOML: `{ months = 1 }`, `{ weeks = 4 }`, `{ years_from_year_end = 10 }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Elapsed hours between instants; see [`compute_hours`](crate::compute_hours).
    Hours(u32),
    /// Calendar days; weekends and holidays are included.
    Days(u32),
    /// Days that are neither Saturday, Sunday nor a holiday of the limit's calendar.
    BusinessDays(u32),
    /// Weeks of seven days: the same weekday as the day of the event.
    Weeks(u32),
    /// Calendar months: the same day of the month, or the last day of a shorter month.
    Months(u32),
    /// Calendar years; 29 February ends on 28 February of a common year.
    Years(u32),
    /// Calendar years counted from 31 December of the year of the event.
    YearsFromYearEnd(u32),
}

/// Where a period that started on a day ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End {
    /// The last day of the period.
    pub(crate) date: NaiveDate,
    /// Whether the month was too short for the day of the event.
    pub(crate) clamped: bool,
}

impl Period {
    /// The number this period holds, whatever its unit.
    #[must_use]
    pub fn count(self) -> u32 {
        match self {
            Self::Hours(n)
            | Self::Days(n)
            | Self::BusinessDays(n)
            | Self::Weeks(n)
            | Self::Months(n)
            | Self::Years(n)
            | Self::YearsFromYearEnd(n) => n,
        }
    }

    /// Both lengths as one, where they have the same unit: one month and two months are three.
    ///
    /// ```
    /// use habeas_timelimit::Period;
    /// assert_eq!(Period::Months(1).plus(Period::Months(2)), Some(Period::Months(3)));
    /// assert_eq!(Period::Weeks(4).plus(Period::Months(2)), None);
    /// ```
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Days(a), Self::Days(b)) => a.checked_add(b).map(Self::Days),
            (Self::Weeks(a), Self::Weeks(b)) => a.checked_add(b).map(Self::Weeks),
            (Self::Months(a), Self::Months(b)) => a.checked_add(b).map(Self::Months),
            (Self::Years(a), Self::Years(b)) => a.checked_add(b).map(Self::Years),
            _ => None,
        }
    }

    /// Whether the length is one of calendar days, weeks, months or years: it needs no calendar of
    /// holidays and no instant.
    #[must_use]
    pub fn is_of_dates(self) -> bool {
        !matches!(self, Self::Hours(_) | Self::BusinessDays(_))
    }

    /// The last day of the period when the event falls on `event`, which itself is day zero
    /// (Regulation 1182/71, art. 3(1) and 3(2)(c)). No rollover.
    ///
    /// `None` for hours and business days, and past the range of dates.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use habeas_timelimit::Period;
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// assert_eq!(Period::Months(1).end_from(day(2025, 1, 31)), Some(day(2025, 2, 28)));
    /// assert_eq!(Period::YearsFromYearEnd(10).end_from(day(2025, 3, 15)), Some(day(2035, 12, 31)));
    /// ```
    #[must_use]
    pub fn end_from(self, event: NaiveDate) -> Option<NaiveDate> {
        self.end(event).map(|end| end.date)
    }

    pub(crate) fn end(self, event: NaiveDate) -> Option<End> {
        let date = match self {
            Self::Hours(_) | Self::BusinessDays(_) => return None,
            Self::Days(n) => event.checked_add_days(Days::new(n.into()))?,
            Self::Weeks(n) => event.checked_add_days(Days::new(u64::from(n) * 7))?,
            Self::Months(n) => event.checked_add_months(Months::new(n))?,
            Self::Years(n) => event.checked_add_months(Months::new(n.checked_mul(12)?))?,
            Self::YearsFromYearEnd(n) => {
                let year = event.year().checked_add(i32::try_from(n).ok()?)?;
                NaiveDate::from_ymd_opt(year, 12, 31)?
            }
        };
        let counts_months = matches!(self, Self::Months(_) | Self::Years(_));
        Some(End {
            date,
            clamped: counts_months && date.day() != event.day(),
        })
    }
}
