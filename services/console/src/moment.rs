//! An instant as a form asks for it: a day, and a time of day that may be left open.

use chrono::{DateTime, Duration, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use habeas_web::{Form, Message};

/// How an instant is read whose time of day nobody knows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unsure {
    /// The day's beginning: what runs against the house runs from its earliest moment.
    Earliest,
    /// The day's end: what the house has done counts from its latest moment.
    Latest,
}

/// Reads `NAME` (a date) and `NAME-time` of a form. Without a time, the day's beginning or end; the
/// end is never after `now`.
pub(crate) fn read(
    form: &mut Form,
    name: &str,
    zone: Tz,
    now: DateTime<Utc>,
    unsure: Unsure,
) -> Option<DateTime<Utc>> {
    let typed = form.value(&time_field(name)).trim().to_owned();
    let time = if typed.is_empty() {
        None
    } else {
        let time = parse(&typed);
        if time.is_none() {
            form.refuse(&time_field(name), Message::new("console-moment-time-wrong"));
        }
        Some(time?)
    };
    let day = form.read_date(name)?;
    let at = match (time, unsure) {
        (Some(time), _) => local(zone, day.and_time(time), unsure),
        (None, Unsure::Earliest) => local(zone, day.and_time(NaiveTime::MIN), unsure),
        (None, Unsure::Latest) => {
            let next = local(zone, day.succ_opt()?.and_time(NaiveTime::MIN), unsure)?;
            Some((next - Duration::minutes(1)).min(now).max(
                // A day that is still to come stays one, and is refused as such.
                local(zone, day.and_time(NaiveTime::MIN), unsure)?,
            ))
        }
    };
    if at.is_none() {
        form.refuse(name, Message::new("web-error-date"));
    }
    at
}

/// The field that holds the time of day.
pub(crate) fn time_field(name: &str) -> String {
    format!("{name}-time")
}

/// Puts an instant into a form that is shown for the first time.
pub(crate) fn with(form: Form, name: &str, at: DateTime<Utc>, zone: Tz) -> Form {
    use chrono::Datelike;
    let local = at.with_timezone(&zone);
    form.with(&format!("{name}-day"), local.day())
        .with(&format!("{name}-month"), local.month())
        .with(&format!("{name}-year"), local.year())
        .with(
            &time_field(name),
            format!("{:02}:{:02}", local.hour(), local.minute()),
        )
}

/// "9:05", "09.05", "9h05", "9u05".
fn parse(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once([':', '.', 'h', 'u'])?;
    let digits = |part: &str| {
        let plain = !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse().ok())?
    };
    NaiveTime::from_hms_opt(digits(hour)?, digits(minute)?, 0)
}

/// A time that summer time leaves out is the first one after it; of one that comes twice the
/// cautious one.
fn local(zone: Tz, wanted: NaiveDateTime, unsure: Unsure) -> Option<DateTime<Utc>> {
    let found = zone.from_local_datetime(&wanted);
    let found = match unsure {
        Unsure::Earliest => found.earliest(),
        Unsure::Latest => found.latest(),
    };
    let later = || {
        let after = wanted + Duration::hours(1);
        zone.from_local_datetime(&after).earliest()
    };
    found.or_else(later).map(|at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Brussels;

    fn read_as(day: [&str; 3], time: &str, unsure: Unsure) -> Option<String> {
        let mut form = Form::blank(String::new())
            .with("at-day", day[0])
            .with("at-month", day[1])
            .with("at-year", day[2])
            .with("at-time", time);
        let now = "2026-10-26T12:00:00Z".parse().unwrap();
        read(&mut form, "at", Brussels, now, unsure).map(|at| at.to_rfc3339())
    }

    #[test]
    fn a_day_without_a_time_is_read_to_the_house_s_disadvantage() {
        let day = ["23", "10", "2026"];
        let early = read_as(day, "", Unsure::Earliest).unwrap();
        assert_eq!(early, "2026-10-22T22:00:00+00:00");
        let late = read_as(day, "", Unsure::Latest).unwrap();
        assert_eq!(late, "2026-10-23T21:59:00+00:00");
        let today = read_as(["26", "10", "2026"], "", Unsure::Latest).unwrap();
        assert_eq!(today, "2026-10-26T12:00:00+00:00");
    }

    #[test]
    fn an_hour_that_comes_twice_is_read_with_caution_and_one_that_does_not_come_is_the_next() {
        let twice = ["25", "10", "2026"];
        let early = read_as(twice, "2:30", Unsure::Earliest).unwrap();
        assert_eq!(early, "2026-10-25T00:30:00+00:00");
        let late = read_as(twice, "02.30", Unsure::Latest).unwrap();
        assert_eq!(late, "2026-10-25T01:30:00+00:00");
        let gap = read_as(["29", "3", "2026"], "2h30", Unsure::Earliest).unwrap();
        assert_eq!(gap, "2026-03-29T01:30:00+00:00");
    }

    #[test]
    fn what_is_no_time_of_day_is_refused() {
        for wrong in ["25:00", "12", "noon", "1:2:3", "٣:٠٠"] {
            let read = read_as(["23", "10", "2026"], wrong, Unsure::Earliest);
            assert_eq!(read, None, "{wrong}");
        }
    }
}
