//! A calendar feed as RFC 5545 has it: lines of at most 75 octets, ended by CR LF.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// The longest line, in octets, its end aside (RFC 5545, section 3.1).
const LONGEST: usize = 75;

/// One day in a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FeedDay {
    /// The same on every reading.
    pub(crate) uid: Uuid,
    /// The day, in the organisation's zone.
    pub(crate) day: NaiveDate,
    /// What it is, without a word about a person.
    pub(crate) title: String,
    /// Whether it counts no more.
    pub(crate) cancelled: bool,
    /// Grows with every change of what it is about.
    pub(crate) sequence: u64,
}

/// A feed: its name, the zone its days are days of, and the instant it was made.
pub(crate) struct Feed<'a> {
    pub(crate) name: &'a str,
    pub(crate) zone: &'a str,
    pub(crate) host: &'a str,
    pub(crate) made: DateTime<Utc>,
    pub(crate) days: &'a [FeedDay],
}

impl Feed<'_> {
    /// The feed as text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut put = |name: &str, value: &str| fold(&mut text, &format!("{name}:{value}"));
        put("BEGIN", "VCALENDAR");
        put("VERSION", "2.0");
        put("PRODID", "-//habeas//dates//EN");
        put("CALSCALE", "GREGORIAN");
        put("METHOD", "PUBLISH");
        put("X-WR-CALNAME", &escaped(self.name));
        put("X-WR-TIMEZONE", self.zone);
        put("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        let stamp = self.made.format("%Y%m%dT%H%M%SZ").to_string();
        for day in self.days {
            put("BEGIN", "VEVENT");
            put("UID", &format!("{}@{}", day.uid, self.host));
            put("DTSTAMP", &stamp);
            put("SEQUENCE", &day.sequence.to_string());
            put("DTSTART;VALUE=DATE", &date(day.day));
            put(
                "DTEND;VALUE=DATE",
                &date(day.day.succ_opt().unwrap_or(day.day)),
            );
            put("SUMMARY", &escaped(&day.title));
            let status = if day.cancelled {
                "CANCELLED"
            } else {
                "CONFIRMED"
            };
            put("STATUS", status);
            // It takes nobody's time.
            put("TRANSP", "TRANSPARENT");
            put("END", "VEVENT");
        }
        put("END", "VCALENDAR");
        text
    }
}

fn date(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// A text value (RFC 5545, section 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' => escaped.push_str("\\n"),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// Adds a line, folded where it is too long, never inside a character.
fn fold(text: &mut String, line: &str) {
    let mut room = LONGEST;
    for character in line.chars() {
        if character.len_utf8() > room {
            text.push_str("\r\n ");
            room = LONGEST - 1;
        }
        text.push(character);
        room -= character.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(title: &str) -> String {
        let days = [FeedDay {
            uid: Uuid::from_u128(7),
            day: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
            title: title.to_owned(),
            cancelled: false,
            sequence: 4,
        }];
        Feed {
            name: "Dates",
            zone: "Europe/Brussels",
            host: "localhost",
            made: "2026-11-28T10:00:00Z".parse().unwrap(),
            days: &days,
        }
        .text()
    }

    #[test]
    fn a_day_is_a_whole_day_with_a_lasting_id_and_the_instant_of_the_clock() {
        let text = text("7Q4-M0X-9TB: last day to answer");
        for line in [
            "UID:00000000-0000-0000-0000-000000000007@localhost",
            "DTSTAMP:20261128T100000Z",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "SUMMARY:7Q4-M0X-9TB: last day to answer",
            "STATUS:CONFIRMED",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}: {text}");
        }
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n"));
        assert!(text.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn a_long_line_is_folded_between_characters_and_what_separates_is_escaped() {
        let title = format!("a,b;c\\d\n{}", "é".repeat(80));
        let text = text(&title);
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        let unfolded = text.replace("\r\n ", "");
        let wanted = format!("\r\nSUMMARY:a\\,b\\;c\\\\d\\n{}\r\n", "é".repeat(80));
        assert!(unfolded.contains(&wanted), "{unfolded}");
    }
}
