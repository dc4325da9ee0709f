//! How pages call what the pack and the states name by codes.

use chrono::NaiveDate;
use habeas_dossier::{Contact, Party, PostalAddress};
use habeas_envelope::Code;
use habeas_language::Locale;
use habeas_regime::{DeskId, FileKind, OfficeId, Pack, Right, Texts};
use habeas_store::Row;

/// A small mark with a colour that only helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) text: String,
    pub(crate) colour: String,
}

/// A key and a value of a summary.
#[derive(Clone)]
pub(crate) struct Fact {
    pub(crate) key: String,
    pub(crate) value: String,
}

pub(crate) fn picked(locale: Locale, texts: &Texts) -> String {
    locale.pick(texts).cloned().unwrap_or_default()
}

pub(crate) fn right(locale: Locale, pack: &Pack, right: &Code) -> String {
    pack.right(&Right::from(right.clone()))
        .map_or_else(|| right.to_string(), |known| picked(locale, &known.name))
}

pub(crate) fn kind(locale: Locale, pack: &Pack, kind: &Code) -> String {
    pack.file_kind(&FileKind::from(kind.clone()))
        .map_or_else(|| kind.to_string(), |known| picked(locale, &known.name))
}

pub(crate) fn desk(locale: Locale, pack: &Pack, desk: &Code) -> String {
    pack.desk(&DeskId::from(desk.clone()))
        .map_or_else(|| desk.to_string(), |known| picked(locale, &known.name))
}

pub(crate) fn office(locale: Locale, pack: &Pack, office: &Code) -> String {
    pack.office(&OfficeId::from(office.clone()))
        .map_or_else(|| office.to_string(), |known| picked(locale, &known.title))
}

/// The stage of a case or the status of a submission.
pub(crate) fn stage(locale: Locale, status: &str) -> Tag {
    let colour = match status {
        "identity" | "referred" | "received" => "orange",
        "approval" | "ground-asked" => "purple",
        "approved" | "held" | "sending" => "blue",
        "answered" | "in-hand" => "green",
        "closed" | "withdrawn" => "grey",
        _ => "",
    };
    Tag {
        text: locale.t(format!("console-stage-{status}")).to_string(),
        colour: colour.to_owned(),
    }
}

/// How near the day to work to is.
pub(crate) fn due(locale: Locale, day: Option<NaiveDate>, clock: &str, today: NaiveDate) -> Tag {
    let tag = |text: habeas_language::Text, colour: &str| Tag {
        text: text.to_string(),
        colour: colour.to_owned(),
    };
    if clock == "stopped" {
        return tag(locale.t("console-due-stopped"), "grey");
    }
    if clock == "paused" {
        return tag(locale.t("console-due-paused"), "blue");
    }
    let Some(day) = day else {
        return tag(locale.t("console-due-none"), "grey");
    };
    if clock == "none" {
        // A day without a limit is an aim: nobody is late for it.
        return tag(locale.t("why-due-target"), "grey");
    }
    match day.signed_duration_since(today).num_days() {
        late if late < 0 => tag(locale.t("console-due-late").arg("days", -late), "red"),
        0 => tag(locale.t("console-due-today"), "red"),
        days if days <= 7 => tag(locale.t("console-due-days").arg("days", days), "orange"),
        days => tag(locale.t("console-due-days").arg("days", days), ""),
    }
}

/// The day a row is worked to.
pub(crate) fn work_to(row: &Row) -> Option<NaiveDate> {
    row.safe.or(row.due)
}

/// A short date that stays on one line; empty where there is none.
pub(crate) fn unbroken(date: Option<String>) -> String {
    date.unwrap_or_default().replace(' ', "\u{a0}")
}

pub(crate) fn fact(locale: Locale, key: &str, value: impl ToString) -> Fact {
    Fact {
        key: locale.t(key).to_string(),
        value: value.to_string(),
    }
}

/// Somebody, as they said they are.
pub(crate) fn party(locale: Locale, party: &Party) -> Vec<Fact> {
    let mut facts = vec![fact(locale, "console-person-name", &party.name)];
    if let Some(born) = party.born {
        facts.push(fact(locale, "console-person-born", locale.date(born)));
    }
    if let Some(known_as) = &party.known_as {
        facts.push(fact(locale, "console-person-known-as", known_as));
    }
    if let Some(address) = &party.address {
        facts.push(fact(locale, "console-person-address", one_line(address)));
    }
    if let Some(phone) = &party.phone {
        facts.push(fact(locale, "console-person-phone", phone));
    }
    facts
}

pub(crate) fn contact(locale: Locale, contact: &Contact) -> Fact {
    match contact {
        Contact::Email(address) => fact(locale, "console-person-email", address),
        Contact::Post { name, address } => fact(
            locale,
            "console-person-post",
            format!("{name}, {}", one_line(address)),
        ),
    }
}

fn one_line(address: &PostalAddress) -> String {
    let place = format!("{} {}", address.postcode, address.town);
    [&address.street, place.trim(), &address.country]
        .into_iter()
        .filter(|part: &&str| !part.is_empty())
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .join(", ")
}

/// The name of a language, for the tag of an event.
pub(crate) fn language(locale: Locale, tag: &Code) -> String {
    let key = format!("console-language-{tag}");
    if locale.has(&key) {
        locale.t(key).to_string()
    } else {
        tag.to_string()
    }
}

/// The number of bytes as a person reads it.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_tag_says_how_near_the_day_is() {
        let today = day("2026-03-10");
        let tag = |due: &str| super::due(Locale::En, Some(day(due)), "running", today);
        assert_eq!(tag("2026-03-09").text, "1 day late");
        assert_eq!(tag("2026-03-10").text, "Today");
        assert_eq!(tag("2026-03-12").text, "2 days left");
        assert_eq!(tag("2026-03-12").colour, "orange");
        assert_eq!(tag("2026-04-10").colour, "");
        let paused = super::due(Locale::En, Some(today), "paused", today);
        assert_eq!(paused.text, "Paused");
        let aim = super::due(Locale::En, Some(day("2026-03-09")), "none", today);
        assert_eq!((aim.text.as_str(), aim.colour.as_str()), ("Target", "grey"));
    }

    #[test]
    fn sizes_are_rounded_up_and_short() {
        assert_eq!(size(999), "999 B");
        assert_eq!(size(1_001), "2 kB");
        assert_eq!(size(2_345_678), "2.3 MB");
    }
}
