//! Calendars: computed holidays, days added as data, and how far those data reach.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::holidays::{Holiday, HolidayRules};

/// The name of a calendar, such as `BE`, `NL` or `NL-ATW`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CalendarId(String);

impl CalendarId {
    /// A calendar's name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CalendarId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A calendar and the version of its data that a date was computed with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CalendarVersion {
    /// Which calendar.
    pub id: CalendarId,
    /// Which version of its data.
    pub version: u32,
}

/// A day closed by decree or notice, with where that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedDay {
    /// The day.
    pub date: NaiveDate,
    /// The decree or notice that closes it.
    pub citation: String,
}

/// Why no period can end on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closure {
    /// A Saturday that is no holiday.
    Saturday,
    /// A Sunday that is no holiday.
    Sunday,
    /// A public holiday computed by the calendar's rules, on whatever weekday.
    Holiday(Holiday),
    /// A day the calendar lists as data, with its citation.
    Listed(String),
}

/// A closed day and why it is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedDay {
    /// The day.
    pub date: NaiveDate,
    /// Why it is closed.
    pub closure: Closure,
}

/// The days on which no period ends in one country or for one law: weekends, computed holidays,
/// and days added as data.
///
/// ```
/// use chrono::NaiveDate;
/// use habeas_timelimit::Calendars;
/// let calendars = Calendars::bundled();
/// let be = calendars.named("BE").unwrap();
/// assert!(be.is_closed(NaiveDate::from_ymd_opt(2026, 7, 21).unwrap()));
/// assert!(!be.is_closed(NaiveDate::from_ymd_opt(2026, 12, 28).unwrap()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "CalendarData", into = "CalendarData")]
pub struct Calendar {
    id: CalendarId,
    version: u32,
    rules: HolidayRules,
    covered_from: Option<NaiveDate>,
    covered_until: Option<NaiveDate>,
    listed: BTreeMap<NaiveDate, String>,
    contested: BTreeMap<NaiveDate, String>,
}

/// A calendar as it stands in a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarData {
    id: CalendarId,
    version: u32,
    rules: HolidayRules,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    covered_from: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    covered_until: Option<NaiveDate>,
    #[serde(default)]
    listed: Vec<ListedDay>,
    #[serde(default)]
    contested: Vec<ListedDay>,
}

impl From<CalendarData> for Calendar {
    fn from(data: CalendarData) -> Self {
        let by_date =
            |days: Vec<ListedDay>| days.into_iter().map(|d| (d.date, d.citation)).collect();
        Self {
            id: data.id,
            version: data.version,
            rules: data.rules,
            covered_from: data.covered_from,
            covered_until: data.covered_until,
            listed: by_date(data.listed),
            contested: by_date(data.contested),
        }
    }
}

impl From<Calendar> for CalendarData {
    fn from(calendar: Calendar) -> Self {
        let as_list = |days: BTreeMap<NaiveDate, String>| {
            days.into_iter()
                .map(|(date, citation)| ListedDay { date, citation })
                .collect()
        };
        Self {
            id: calendar.id,
            version: calendar.version,
            rules: calendar.rules,
            covered_from: calendar.covered_from,
            covered_until: calendar.covered_until,
            listed: as_list(calendar.listed),
            contested: as_list(calendar.contested),
        }
    }
}

impl Calendar {
    /// A calendar of computed holidays and weekends, with no listed day and no end of coverage.
    #[must_use]
    pub fn new(id: CalendarId, version: u32, rules: HolidayRules) -> Self {
        Self {
            id,
            version,
            rules,
            covered_from: None,
            covered_until: None,
            listed: BTreeMap::new(),
            contested: BTreeMap::new(),
        }
    }

    /// The same calendar, one version on, with another day closed.
    #[must_use]
    pub fn with_listed_day(mut self, day: ListedDay) -> Self {
        self.version += 1;
        self.listed.insert(day.date, day.citation);
        self
    }

    /// The same calendar, one version on, with a listed day open again; one that is not listed
    /// changes nothing but the version.
    #[must_use]
    pub fn without_listed_day(mut self, date: NaiveDate) -> Self {
        self.version += 1;
        self.listed.remove(&date);
        self
    }

    /// The same calendar under another version number.
    #[must_use]
    pub fn in_version(mut self, version: u32) -> Self {
        self.version = version;
        self
    }

    /// The same calendar, one version on, its data known through `until`.
    #[must_use]
    pub fn covered_until(mut self, until: NaiveDate) -> Self {
        self.version += 1;
        self.covered_until = Some(until);
        self
    }

    /// The calendar's name.
    #[must_use]
    pub fn id(&self) -> &CalendarId {
        &self.id
    }

    /// The version of its data.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// First and last day through which its data are known; `None` where the rules alone suffice.
    #[must_use]
    pub fn coverage(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.covered_from, self.covered_until)
    }

    /// Whether the data are known to hold on `date`.
    #[must_use]
    pub fn covers(&self, date: NaiveDate) -> bool {
        self.covered_from.is_none_or(|from| date >= from)
            && self.covered_until.is_none_or(|until| date <= until)
    }

    /// Why no period ends on `date`; `None` on a working day.
    #[must_use]
    pub fn closure(&self, date: NaiveDate) -> Option<Closure> {
        if let Some(holiday) = self.rules.on(date) {
            return Some(Closure::Holiday(holiday));
        }
        if let Some(citation) = self.listed.get(&date) {
            return Some(Closure::Listed(citation.clone()));
        }
        match date.weekday() {
            Weekday::Sat => Some(Closure::Saturday),
            Weekday::Sun => Some(Closure::Sunday),
            _ => None,
        }
    }

    /// Whether no period ends on `date`.
    #[must_use]
    pub fn is_closed(&self, date: NaiveDate) -> bool {
        is_weekend(date) || self.rules.on(date).is_some() || self.listed.contains_key(&date)
    }

    /// Whether `date` is closed, or its status is contested: used only in favour of someone who
    /// may be late, never for one's own duty.
    #[must_use]
    pub fn is_arguably_closed(&self, date: NaiveDate) -> bool {
        self.is_closed(date) || self.contested.contains_key(&date)
    }

    /// The days listed as data, in order.
    pub fn listed_days(&self) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.listed
            .iter()
            .map(|(date, citation)| (*date, citation.as_str()))
    }

    /// The computed holidays of a year, in order; two on one day count as one.
    #[must_use]
    pub fn holidays_of(&self, year: i32) -> Vec<(NaiveDate, Holiday)> {
        let Some(first) = NaiveDate::from_ymd_opt(year, 1, 1) else {
            return Vec::new();
        };
        first
            .iter_days()
            .take_while(|date| date.year() == year)
            .filter_map(|date| self.rules.on(date).map(|holiday| (date, holiday)))
            .collect()
    }

    pub(crate) fn named_version(&self) -> CalendarVersion {
        CalendarVersion {
            id: self.id.clone(),
            version: self.version,
        }
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// A set of calendars by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendars(BTreeMap<CalendarId, Calendar>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarsFile {
    calendar: Vec<Calendar>,
}

impl Calendars {
    /// The calendars this crate brings: `BE`, `NL`, and `NL-ATW`, which adds the days put on a par
    /// with holidays by royal decree (Algemene termijnenwet, art. 3(3)).
    ///
    /// # Panics
    /// Never: the file is part of the crate and read by its tests.
    #[must_use]
    pub fn bundled() -> Self {
        Self::from_toml(include_str!("../data/calendars.toml"))
            .expect("the bundled calendars are read by this crate's tests")
    }

    /// Calendars from a TOML text of `[[calendar]]` tables.
    ///
    /// # Errors
    /// When the text is not of that form.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let file: CalendarsFile = toml::from_str(text)?;
        Ok(file.calendar.into_iter().collect())
    }

    /// Puts a calendar in the set, in place of one of the same name.
    pub fn insert(&mut self, calendar: Calendar) {
        self.0.insert(calendar.id.clone(), calendar);
    }

    /// The calendar of that name.
    #[must_use]
    pub fn get(&self, id: &CalendarId) -> Option<&Calendar> {
        self.0.get(id)
    }

    /// The calendar of that name, by text.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Calendar> {
        self.0
            .values()
            .find(|calendar| calendar.id.as_str() == name)
    }

    /// All calendars, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Calendar> {
        self.0.values()
    }
}

impl FromIterator<Calendar> for Calendars {
    fn from_iter<I: IntoIterator<Item = Calendar>>(calendars: I) -> Self {
        Self(calendars.into_iter().map(|c| (c.id.clone(), c)).collect())
    }
}
