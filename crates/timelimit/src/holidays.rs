//! The public holidays of Belgium and the Netherlands, computed for any year.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A public holiday, as data: its name in a language is the reader's affair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// Two days before Easter Sunday (Netherlands).
    GoodFriday,
    /// The day after Easter Sunday.
    EasterMonday,
    /// 27 April, or the 26th when the 27th is a Sunday (Netherlands).
    KingsDay,
    /// 1 May (Belgium).
    LabourDay,
    /// 5 May, every year (Netherlands).
    LiberationDay,
    /// Thirty-nine days after Easter Sunday.
    Ascension,
    /// Fifty days after Easter Sunday.
    WhitMonday,
    /// 21 July (Belgium).
    BelgianNationalDay,
    /// 15 August (Belgium).
    Assumption,
    /// 1 November (Belgium).
    AllSaints,
    /// 11 November (Belgium).
    Armistice,
    /// 25 December.
    Christmas,
    /// 26 December (Netherlands).
    SecondChristmasDay,
}

/// The rules by which a country's public holidays are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayRules {
    /// The ten days of the Belgian Royal Decree of 18 April 1974.
    Belgium,
    /// The nine days of the Dutch Algemene termijnenwet, art. 3(1) and 3(2), as they stand since
    /// the first King's Day of 2014.
    Netherlands,
    /// No computed holidays: only weekends and the days a calendar lists itself.
    WeekendsOnly,
}

impl HolidayRules {
    /// The holiday that falls on `date`, if any.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use habeas_timelimit::{Holiday, HolidayRules};
    /// let monday = NaiveDate::from_ymd_opt(2025, 4, 21).unwrap();
    /// assert_eq!(HolidayRules::Belgium.on(monday), Some(Holiday::EasterMonday));
    /// ```
    #[must_use]
    pub fn on(self, date: NaiveDate) -> Option<Holiday> {
        match self {
            Self::WeekendsOnly => None,
            Self::Belgium => belgian_fixed(date).or_else(|| movable(date, false)),
            Self::Netherlands => dutch_fixed(date).or_else(|| movable(date, true)),
        }
    }
}

fn belgian_fixed(date: NaiveDate) -> Option<Holiday> {
    Some(match (date.month(), date.day()) {
        (1, 1) => Holiday::NewYear,
        (5, 1) => Holiday::LabourDay,
        (7, 21) => Holiday::BelgianNationalDay,
        (8, 15) => Holiday::Assumption,
        (11, 1) => Holiday::AllSaints,
        (11, 11) => Holiday::Armistice,
        (12, 25) => Holiday::Christmas,
        _ => return None,
    })
}

fn dutch_fixed(date: NaiveDate) -> Option<Holiday> {
    let weekday = date.weekday();
    Some(match (date.month(), date.day()) {
        (1, 1) => Holiday::NewYear,
        (4, 26) if weekday == Weekday::Sat => Holiday::KingsDay,
        (4, 27) if weekday != Weekday::Sun => Holiday::KingsDay,
        (5, 5) => Holiday::LiberationDay,
        (12, 25) => Holiday::Christmas,
        (12, 26) => Holiday::SecondChristmasDay,
        _ => return None,
    })
}

fn movable(date: NaiveDate, good_friday: bool) -> Option<Holiday> {
    if !(3..=6).contains(&date.month()) {
        return None;
    }
    match date
        .signed_duration_since(easter_sunday(date.year())?)
        .num_days()
    {
        -2 if good_friday => Some(Holiday::GoodFriday),
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::Ascension),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    }
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm published by Meeus.
///
/// `None` outside the range of dates.
///
/// ```
/// use chrono::NaiveDate;
/// assert_eq!(habeas_timelimit::easter_sunday(2026), NaiveDate::from_ymd_opt(2026, 4, 5));
/// ```
#[must_use]
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let lunar_shift = (century + 8).div_euclid(25);
    let lunar_correction = (century - lunar_shift + 1).div_euclid(3);
    let epact =
        (19 * golden + century - century.div_euclid(4) - lunar_correction + 15).rem_euclid(30);
    let to_sunday =
        (32 + 2 * century.rem_euclid(4) + 2 * (of_century / 4) - epact - of_century.rem_euclid(4))
            .rem_euclid(7);
    let late_moon = (golden + 11 * epact + 22 * to_sunday) / 451;
    let offset = epact + to_sunday - 7 * late_moon + 114;
    let month = u32::try_from(offset / 31).ok()?;
    let day = u32::try_from(offset % 31 + 1).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}
