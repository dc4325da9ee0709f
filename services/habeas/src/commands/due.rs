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
    let locale = Locale::from_tag(language)
        .with_context(|| format!("there are no texts in the language {language}"))?;
    let controller = ControllerId::new(pack.as_str())?;
    let pack = shelf
        .current(&controller)
        .with_context(|| format!("there is no pack {pack}"))?;
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
    if pack.right(&right).is_none() || pack.file_kind(&kind).is_none() {
        bail!("the pack has no right {right} on a file of kind {kind}");
    }
    let mut facts = Facts::received(legal_day(received_at(received)?, &pack.zone()));
    for suspension in suspensions {
        facts
            .suspensions
            .push(read_suspension(suspension, &pack.zone())?);
    }
    facts.extension_notified = match extend_on {
        Some(day) => Some(read_day(day, &pack.zone())?),
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

fn read_suspension(text: &str, zone: &Tz) -> anyhow::Result<Suspension> {
    let (from, to) = text.split_once('/').unwrap_or((text, ""));
    let to = if to.is_empty() {
        None
    } else {
        Some(read_day(to, zone)?)
    };
    Ok(Suspension {
        from: read_day(from, zone)?,
        to,
    })
}

/// A legal day, or the legal day of an instant.
fn read_day(text: &str, zone: &Tz) -> anyhow::Result<NaiveDate> {
    let text = text.trim();
    if let Ok(day) = text.parse() {
        return Ok(day);
    }
    let instant = parse_instant(text)
        .with_context(|| format!("{text} is no day like 2026-02-03, and no instant"))?;
    Ok(legal_day(instant, zone))
}
