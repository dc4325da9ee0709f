use std::{path::Path, process::ExitCode};

use anyhow::{Context, bail};
use chrono::{DateTime, FixedOffset, NaiveDate};
use chrono_tz::Tz;
use habeas_dossier::why;
use habeas_engine::PackShelf;
use habeas_envelope::ControllerId;
use habeas_language::Locale;
use habeas_regime::{FileKind, Right};
use habeas_timelimit::{
    Facts, Suspension, legal_day, parse_instant,
    vectors::{Regimes, check},
};

use crate::{cli::DueCommand, commands::account};

/// Checks a file of worked-out dates: a line for every row that differs, last a count.
///
/// # Errors
/// When the file cannot be read or is not of the form.
pub fn vectors(file: &Path, shelf: &PackShelf) -> anyhow::Result<ExitCode> {
    let reader =
        std::fs::File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut regimes = Regimes::bundled();
    for regime in shelf.library().regimes() {
        for clock in &regime.clocks {
            let limit = clock.limit.clone();
            regimes.insert(regime.id.as_str(), clock.id.as_str(), limit);
        }
    }
    let report = check(reader, &regimes, shelf.calendars())?;
    println!("{report}");
    Ok(if report.all_passed() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The dates of a matter and why, as a person reads them.
///
/// # Errors
/// When something given is not what it must be, or contradicts the receipt.
pub fn explain(command: &DueCommand, shelf: &PackShelf) -> anyhow::Result<String> {
    let DueCommand::Explain {
        pack,
        received,
        suspensions,
        extend_on,
        right,
        kind,
        language,
    } = command;
    let locale = Locale::from_tag(language).with_context(|| {
        let known = Locale::ALL.iter().map(|locale| locale.tag());
        format!(
            "there are no texts in the language {language}; there are in {}",
            known.collect::<Vec<_>>().join(", ")
        )
    })?;
    let known = ControllerId::new(pack.as_str()).ok();
    let known = known.and_then(|controller| shelf.current(&controller));
    let pack = known.with_context(|| {
        let packs = shelf.packs().controllers();
        let packs: Vec<&str> = packs.map(ControllerId::as_str).collect();
        format!("there is no pack {pack}; there are {}", packs.join(", "))
    })?;
    let provisions = pack.provisions();
    let right = match right {
        Some(right) => Right::new(right.as_str())?,
        None => provisions
            .rights
            .first()
            .context("the pack has no right")?
            .id
            .clone(),
    };
    let kind = match kind {
        Some(kind) => FileKind::new(kind.as_str())?,
        None => provisions
            .file_kinds
            .first()
            .context("the pack has no kind of file")?
            .id
            .clone(),
    };
    if !pack.offers(&right, &kind) {
        let offered = pack.exercises();
        let offered: Vec<String> = offered.map(|(r, k)| format!("{r} {k}")).collect();
        bail!(
            "the pack has no right {right} on a file of kind {kind}; it has: {}",
            offered.join(", ")
        );
    }
    let received = received_at(received)?;
    let zone = pack.zone();
    let mut facts = Facts::received(legal_day(received, &zone));
    for suspension in suspensions {
        let read = read_suspension(suspension, received, &zone)
            .with_context(|| format!("suspend: {suspension}"))?;
        facts.suspensions.push(read);
    }
    facts.extension_notified = match extend_on {
        Some(day) => {
            let read = Moment::read(day).and_then(|moment| moment.since(received, &zone));
            Some(read.with_context(|| format!("extend-on: {day}"))?)
        }
        None => None,
    };
    let citation = pack.clock(&right, &kind).citation();
    let heading = format!("{} {right} {kind}: {citation}", pack.controller());
    let account = why::of_facts(locale, pack, shelf.calendars(), (right, kind), facts)?;
    Ok(format!("{heading}\n{}", account::lines(locale, &account)))
}

fn received_at(text: &str) -> anyhow::Result<DateTime<FixedOffset>> {
    parse_instant(text.trim()).with_context(|| format!("received: {text}"))
}

fn read_suspension(
    text: &str,
    received: DateTime<FixedOffset>,
    zone: &Tz,
) -> anyhow::Result<Suspension> {
    let (from, to) = text.split_once('/').unwrap_or((text, ""));
    let from = Moment::read(from)?;
    let to = match to.trim() {
        "" => None,
        to => Some(Moment::read(to)?),
    };
    if let (Moment::Instant(from), Some(Moment::Instant(to))) = (&from, &to)
        && to < from
    {
        bail!("the suspension ends before it starts");
    }
    Ok(Suspension {
        from: from.since(received, zone)?,
        to: to.map(|to| to.day(zone)),
    })
}

/// A legal day, or an instant.
enum Moment {
    Day(NaiveDate),
    Instant(DateTime<FixedOffset>),
}

impl Moment {
    fn read(text: &str) -> anyhow::Result<Self> {
        let text = text.trim();
        if let Ok(day) = text.parse() {
            return Ok(Self::Day(day));
        }
        let instant = parse_instant(text)
            .with_context(|| format!("{text} is no day like 2026-02-03, and no instant"))?;
        Ok(Self::Instant(instant))
    }

    fn day(&self, zone: &Tz) -> NaiveDate {
        match self {
            Self::Day(day) => *day,
            Self::Instant(instant) => legal_day(*instant, zone),
        }
    }

    /// Its legal day, of what cannot lie before receipt.
    fn since(&self, received: DateTime<FixedOffset>, zone: &Tz) -> anyhow::Result<NaiveDate> {
        let before = match self {
            Self::Day(day) => *day < legal_day(received, zone),
            Self::Instant(instant) => *instant < received,
        };
        if before {
            bail!("it lies before receipt, {}", received.to_rfc3339());
        }
        Ok(self.day(zone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pack: &str) -> Asked {
        Asked {
            pack: pack.to_owned(),
            received: "2026-01-31T23:30+01:00".to_owned(),
            suspensions: Vec::new(),
            extend_on: None,
            kind: None,
            language: "en".to_owned(),
        }
    }

    #[derive(Clone)]
    struct Asked {
        pack: String,
        received: String,
        suspensions: Vec<String>,
        extend_on: Option<String>,
        kind: Option<String>,
        language: String,
    }

    impl Asked {
        fn explained(self) -> Result<String, String> {
            let command = DueCommand::Explain {
                pack: self.pack,
                received: self.received,
                suspensions: self.suspensions,
                extend_on: self.extend_on,
                right: None,
                kind: self.kind,
                language: self.language,
            };
            let found = explain(&command, &PackShelf::embedded());
            found.map_err(|error| format!("{error:#}"))
        }
    }

    #[test]
    fn every_pack_explains_itself_in_every_language() {
        let shelf = PackShelf::embedded();
        for controller in shelf.packs().controllers() {
            for locale in Locale::ALL {
                let asked = Asked {
                    suspensions: vec!["2026-02-03/2026-02-10".to_owned()],
                    extend_on: Some("2026-02-12".to_owned()),
                    language: locale.tag().to_owned(),
                    ..asked(controller.as_str())
                };
                let text = asked.explained().unwrap();
                assert!(text.lines().count() >= 2, "{text}");
                assert!(!text.contains("why-") && !text.contains('{'), "{text}");
            }
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_what_would_be_right() {
        let right = asked("mensura");
        let with = |change: fn(&mut Asked)| {
            let mut asked = right.clone();
            change(&mut asked);
            asked.explained().unwrap_err()
        };
        let told = with(|asked| asked.received = "2026-01-31T23:30".to_owned());
        assert!(told.contains("the instant has no zone"), "{told}");
        let told = with(|asked| asked.pack = "mensur".to_owned());
        assert!(
            told.contains("there is no pack mensur; there are") && told.contains("mensura"),
            "{told}"
        );
        let told = with(|asked| asked.pack = "No such pack!".to_owned());
        assert!(told.starts_with("there is no pack No such pack!"), "{told}");
        let told = with(|asked| asked.kind = Some("space".to_owned()));
        assert!(told.contains("it has: access"), "{told}");
        let told = with(|asked| asked.language = "xx".to_owned());
        assert!(told.contains("there are in"), "{told}");
        let told = with(|asked| asked.suspensions = vec!["2026-02-10/2026-02-03".to_owned()]);
        assert!(told.contains("ends before it starts"), "{told}");
        let told = with(|asked| asked.suspensions = vec!["soon/".to_owned()]);
        assert!(told.contains("soon is no day like 2026-02-03"), "{told}");
        let told = with(|asked| asked.suspensions = vec!["2026-01-30/".to_owned()]);
        assert!(
            told.contains("suspend: 2026-01-30/: it lies before receipt"),
            "{told}"
        );
        // Of the same day, and yet before it.
        let told = with(|asked| asked.extend_on = Some("2026-01-31T23:00+01:00".to_owned()));
        assert!(
            told.contains("extend-on") && told.contains("before receipt"),
            "{told}"
        );
    }
}
