use chrono::{Datelike, NaiveDate, Weekday};
use habeas_timelimit::{Calendar, CalendarId, Calendars, Closure, ListedDay};
use serde::{Deserialize, Serialize};

/// The longest reason for a change of a calendar, in characters.
pub const LONGEST_REASON: usize = 200;

/// How many days before the data of a calendar end its keeper is warned.
pub const COVERAGE_WARNING_DAYS: i64 = 90;

/// A version of a calendar as it is kept for ever: its data, and why a change of it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarText {
    /// The data.
    pub calendar: Calendar,
    /// The decree or notice that a change follows; none of what a release brings.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What is to become of days of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayEdit {
    /// No period ends on this day any more.
    Add(NaiveDate),
    /// This listed day is a day like others again.
    Remove(NaiveDate),
    /// This listed day was a mistake for that one.
    Correct {
        /// The day that stands in the calendar.
        from: NaiveDate,
        /// The day that was meant.
        to: NaiveDate,
    },
    /// Its listed days are known to be all there are until this day.
    Extend(NaiveDate),
}

/// Why days of a calendar cannot be changed so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// There is no such calendar.
    #[error("there is no calendar {name}; there are {}", known.join(", "))]
    UnknownCalendar {
        /// What was asked for.
        name: String,
        /// The calendars there are.
        known: Vec<String>,
    },
    /// Nothing would change: the day is listed already.
    #[error("{day} stands in the calendar already: {citation}")]
    Listed {
        /// Which day.
        day: NaiveDate,
        /// Where it stands.
        citation: String,
    },
    /// Nothing would change: it is a holiday by the calendar's rules.
    #[error("{day} is a public holiday of the calendar already")]
    Holiday {
        /// Which day.
        day: NaiveDate,
    },
    /// Nothing would change: no period ends on a Saturday or Sunday.
    #[error("{day} is a {}: no period ends on it as it is", if *saturday { "Saturday" } else { "Sunday" })]
    WeekEnd {
        /// Which day.
        day: NaiveDate,
        /// Whether it is a Saturday, else a Sunday.
        saturday: bool,
    },
    /// The day is no listed day, so it cannot be taken out.
    #[error("{day} is not listed in the calendar, so it cannot be taken out")]
    NotListed {
        /// Which day.
        day: NaiveDate,
    },
    /// The day is over: what was computed with it has been told and acted upon.
    #[error("{day} is over: only days to come can be changed")]
    Past {
        /// Which day.
        day: NaiveDate,
    },
    /// Its data reach as far already, or need not reach anywhere.
    #[error("{}", match until {
        Some(until) => format!("its days are known until {until} already"),
        None => "its days are computed: there is no end to extend".to_owned(),
    })]
    Covered {
        /// How far they reach; none where no data are needed.
        until: Option<NaiveDate>,
    },
    /// Nothing says why.
    #[error("a change needs its reason: the decree or notice it follows")]
    NoReason,
    /// The reason is too long, or holds what cannot be printed.
    #[error("a reason is one line of at most {LONGEST_REASON} characters")]
    Reason,
}

impl DayError {
    /// The word of the keys of pages.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::UnknownCalendar { .. } => "unknown-calendar",
            Self::Listed { .. } => "listed",
            Self::Holiday { .. } => "holiday",
            Self::WeekEnd { .. } => "week-end",
            Self::NotListed { .. } => "not-listed",
            Self::Past { .. } => "past",
            Self::Covered { .. } => "covered",
            Self::NoReason => "no-reason",
            Self::Reason => "reason",
        }
    }
}

/// The calendar of a name, however its letters are written.
///
/// # Errors
/// When there is none; the error names those there are.
pub fn calendar_named<'a>(calendars: &'a Calendars, name: &str) -> Result<&'a Calendar, DayError> {
    let same = |id: &CalendarId| id.as_str().eq_ignore_ascii_case(name.trim());
    calendars
        .iter()
        .find(|calendar| same(calendar.id()))
        .ok_or_else(|| DayError::UnknownCalendar {
            name: name.trim().to_owned(),
            known: calendars.iter().map(|c| c.id().to_string()).collect(),
        })
}

impl CalendarText {
    /// The text of what a release brings.
    #[must_use]
    pub fn of(calendar: Calendar) -> Self {
        Self {
            calendar,
            reason: None,
        }
    }

    /// The next version of a calendar, with days changed.
    ///
    /// # Errors
    /// When the change would change nothing, touches a day before `today` or that is not listed,
    /// or has no reason.
    pub fn changed(
        calendar: &Calendar,
        edit: DayEdit,
        reason: &str,
        today: NaiveDate,
    ) -> Result<Self, DayError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(DayError::NoReason);
        }
        if reason.chars().count() > LONGEST_REASON || reason.chars().any(char::is_control) {
            return Err(DayError::Reason);
        }
        let calendar = calendar.clone();
        let calendar = match edit {
            DayEdit::Add(day) => add(calendar, day, reason, today)?,
            DayEdit::Remove(day) => remove(calendar, day, today)?,
            DayEdit::Correct { from, to } => {
                let version = calendar.version() + 1;
                let without = remove(calendar, from, today)?;
                add(without, to, reason, today)?.in_version(version)
            }
            DayEdit::Extend(until) => extend(calendar, until)?,
        };
        Ok(Self {
            calendar,
            reason: Some(reason.to_owned()),
        })
    }
}

fn add(
    calendar: Calendar,
    day: NaiveDate,
    reason: &str,
    today: NaiveDate,
) -> Result<Calendar, DayError> {
    if day < today {
        return Err(DayError::Past { day });
    }
    match calendar.closure(day) {
        Some(Closure::Listed(citation)) => Err(DayError::Listed { day, citation }),
        Some(Closure::Holiday(_)) => Err(DayError::Holiday { day }),
        Some(Closure::Saturday | Closure::Sunday) => Err(DayError::WeekEnd {
            day,
            saturday: day.weekday() == Weekday::Sat,
        }),
        None => Ok(calendar.with_listed_day(ListedDay {
            date: day,
            citation: reason.to_owned(),
        })),
    }
}

fn remove(calendar: Calendar, day: NaiveDate, today: NaiveDate) -> Result<Calendar, DayError> {
    if day < today {
        return Err(DayError::Past { day });
    }
    if calendar.listed_days().all(|(listed, _)| listed != day) {
        return Err(DayError::NotListed { day });
    }
    Ok(calendar.without_listed_day(day))
}

fn extend(calendar: Calendar, until: NaiveDate) -> Result<Calendar, DayError> {
    match calendar.coverage().1 {
        Some(known) if until > known => Ok(calendar.covered_until(until)),
        known => Err(DayError::Covered { until: known }),
    }
}

/// The listed days that differ from one version of a calendar to another: those only the later
/// has, then those only the earlier had.
#[must_use]
pub fn days_between(before: &Calendar, after: &Calendar) -> (Vec<NaiveDate>, Vec<NaiveDate>) {
    let only = |these: &Calendar, those: &Calendar| {
        these
            .listed_days()
            .map(|(day, _)| day)
            .filter(|day| those.listed_days().all(|(other, _)| other != *day))
            .collect()
    };
    (only(after, before), only(before, after))
}

/// The last day that the data of a calendar reach, when `today` is so near to it, or past it, that
/// somebody has to see to it.
#[must_use]
pub fn coverage_ends(calendar: &Calendar, today: NaiveDate) -> Option<NaiveDate> {
    let (_, until) = calendar.coverage();
    until.filter(|until| until.signed_duration_since(today).num_days() <= COVERAGE_WARNING_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn atw() -> Calendar {
        Calendars::bundled().named("NL-ATW").unwrap().clone()
    }

    fn change(edit: DayEdit) -> Result<CalendarText, DayError> {
        CalendarText::changed(&atw(), edit, "Stcrt. 2026, 99", day("2026-11-28"))
    }

    #[test]
    fn coverage_is_extended_forward_only_and_where_there_is_an_end() {
        let known = atw().coverage().1.unwrap();
        let later = day("2040-12-31");
        let extended = change(DayEdit::Extend(later)).unwrap();
        assert_eq!(extended.calendar.coverage().1, Some(later));
        assert_eq!(extended.calendar.version(), atw().version() + 1);
        assert_eq!(days_between(&atw(), &extended.calendar), (vec![], vec![]));
        let covered = Err(DayError::Covered { until: Some(known) });
        assert_eq!(change(DayEdit::Extend(known)), covered);
        let computed = Calendars::bundled().named("BE").unwrap().clone();
        if computed.coverage().1.is_none() {
            let edit = DayEdit::Extend(later);
            let changed = CalendarText::changed(&computed, edit, "x", day("2026-11-28"));
            assert_eq!(changed, Err(DayError::Covered { until: None }));
        }
    }

    #[test]
    fn a_day_added_is_closed_in_the_next_version_and_says_why() {
        let text = change(DayEdit::Add(day("2027-05-14"))).unwrap();
        assert_eq!(text.calendar.version(), atw().version() + 1);
        assert_eq!(
            text.calendar.closure(day("2027-05-14")),
            Some(Closure::Listed("Stcrt. 2026, 99".to_owned()))
        );
        assert_eq!(text.reason.as_deref(), Some("Stcrt. 2026, 99"));
        assert!(!atw().is_closed(day("2027-05-14")));
    }

    #[test]
    fn a_day_taken_out_or_corrected_is_one_version() {
        let text = change(DayEdit::Remove(day("2027-05-07"))).unwrap();
        assert!(!text.calendar.is_closed(day("2027-05-07")));
        assert_eq!(text.calendar.version(), atw().version() + 1);
        let text = change(DayEdit::Correct {
            from: day("2027-05-07"),
            to: day("2027-05-14"),
        })
        .unwrap();
        assert!(!text.calendar.is_closed(day("2027-05-07")));
        assert!(text.calendar.is_closed(day("2027-05-14")));
        assert_eq!(text.calendar.version(), atw().version() + 1);
        assert_eq!(
            days_between(&atw(), &text.calendar),
            (vec![day("2027-05-14")], vec![day("2027-05-07")])
        );
    }

    /// Bug 16 of the peers: a typing error in holiday data, or a day that is closed as it is.
    #[test]
    fn each_wrong_day_is_refused_by_its_own_name() {
        let said = |edit| change(edit).unwrap_err().to_string();
        assert_eq!(
            said(DayEdit::Add(day("2027-05-07"))),
            "2027-05-07 stands in the calendar already: Stcrt. 2025, 24713"
        );
        assert_eq!(
            said(DayEdit::Add(day("2027-12-25"))),
            "2027-12-25 is a public holiday of the calendar already"
        );
        assert_eq!(
            said(DayEdit::Add(day("2027-05-08"))),
            "2027-05-08 is a Saturday: no period ends on it as it is"
        );
        assert_eq!(
            said(DayEdit::Add(day("2027-05-09"))),
            "2027-05-09 is a Sunday: no period ends on it as it is"
        );
        assert_eq!(
            said(DayEdit::Add(day("2026-11-27"))),
            "2026-11-27 is over: only days to come can be changed"
        );
        assert_eq!(
            said(DayEdit::Remove(day("2027-05-14"))),
            "2027-05-14 is not listed in the calendar, so it cannot be taken out"
        );
        assert_eq!(
            said(DayEdit::Remove(day("2026-05-15"))),
            "2026-05-15 is over: only days to come can be changed"
        );
        let reason = |reason: &str| {
            let edit = DayEdit::Add(day("2027-05-14"));
            CalendarText::changed(&atw(), edit, reason, day("2026-11-28")).unwrap_err()
        };
        assert_eq!(reason("  "), DayError::NoReason);
        assert_eq!(reason("a\nb"), DayError::Reason);
        assert_eq!(reason(&"a".repeat(201)), DayError::Reason);
    }

    #[test]
    fn a_calendar_is_found_by_its_name_and_a_typing_error_names_those_there_are() {
        let calendars = Calendars::bundled();
        let found = calendar_named(&calendars, "nl-atw").unwrap();
        assert_eq!(found.id().as_str(), "NL-ATW");
        assert_eq!(
            calendar_named(&calendars, "NL-AWT")
                .unwrap_err()
                .to_string(),
            "there is no calendar NL-AWT; there are BE, NL, NL-ATW"
        );
    }

    /// Bug 16 of the peers: data that ended years ago, and nobody saw.
    #[test]
    fn the_end_of_the_data_is_told_ninety_days_before_and_ever_after() {
        let end = Some(day("2028-12-31"));
        assert_eq!(coverage_ends(&atw(), day("2028-10-01")), None);
        assert_eq!(coverage_ends(&atw(), day("2028-10-02")), end);
        assert_eq!(coverage_ends(&atw(), day("2031-01-01")), end);
        let belgium = Calendars::bundled().named("BE").unwrap().clone();
        assert_eq!(coverage_ends(&belgium, day("2090-01-01")), None);
    }

    #[test]
    fn a_version_is_read_as_it_was_kept() {
        let text = change(DayEdit::Add(day("2027-05-14"))).unwrap();
        let kept = serde_json::to_string(&text).unwrap();
        assert_eq!(serde_json::from_str::<CalendarText>(&kept).unwrap(), text);
    }
}
