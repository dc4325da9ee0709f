//! Days and instants in words. The order of the parts is a text like any other (`common.ftl`).

use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Timelike};

use crate::Locale;

impl Locale {
    /// The day in words: "5 April 2026", "5 april 2026", "1er avril 2026".
    #[must_use]
    pub fn date(self, day: NaiveDate) -> String {
        self.t("date-long")
            .arg("day", day.day())
            .arg("month", self.t(format!("month-{}", day.month())))
            .arg("year", day.year())
            .to_string()
    }

    /// The day with its weekday: "Sunday 5 April 2026".
    #[must_use]
    pub fn date_with_weekday(self, day: NaiveDate) -> String {
        self.t("date-with-weekday")
            .arg("weekday", self.weekday(day))
            .arg("date", self.date(day))
            .to_string()
    }

    /// The day as short as a list has room for: "5 Apr 2026".
    #[must_use]
    pub fn date_short(self, day: NaiveDate) -> String {
        self.t("date-short")
            .arg("day", day.day())
            .arg("month", self.t(format!("month-short-{}", day.month())))
            .arg("year", day.year())
            .to_string()
    }

    /// The name of the day of the week: "Sunday", "zondag", "dimanche".
    #[must_use]
    pub fn weekday(self, day: NaiveDate) -> String {
        let number = day.weekday().number_from_monday();
        self.t(format!("weekday-{number}")).to_string()
    }

    /// Day and time of day in the zone the instant carries: "5 April 2026 at 14:05". The zone is not
    /// named: give the instant in the controller's zone.
    #[must_use]
    pub fn instant<Z: TimeZone>(self, instant: &DateTime<Z>) -> String {
        self.t("instant")
            .arg("date", self.date(instant.date_naive()))
            .arg("time", self.time(instant))
            .to_string()
    }

    /// An instant whose time of day nobody may know: what lies at the very beginning of a day is
    /// told as that day.
    #[must_use]
    pub fn moment<Z: TimeZone>(self, instant: &DateTime<Z>) -> String {
        let local = instant.naive_local();
        if local.time() == chrono::NaiveTime::MIN {
            self.date(local.date())
        } else {
            self.instant(instant)
        }
    }

    /// The time of day in the zone the instant carries, to the minute: "14:05", "14.05 uur".
    #[must_use]
    pub fn time<Z: TimeZone>(self, instant: &DateTime<Z>) -> String {
        let local = instant.naive_local();
        self.t("time")
            .arg("hour", format!("{:02}", local.hour()))
            .arg("minute", format!("{:02}", local.minute()))
            .to_string()
    }

    /// The things one after another, as a sentence has them: "a, b and c".
    pub fn list<T: AsRef<str>>(self, things: &[T]) -> String {
        match things {
            [] => String::new(),
            [one] => one.as_ref().to_owned(),
            [before @ .., last] => {
                let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
                self.t("list-last")
                    .arg("before", before.join(", "))
                    .arg("last", last.as_ref())
                    .to_string()
            }
        }
    }
}
