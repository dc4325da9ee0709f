use std::{path::Path, process::ExitCode};

use anyhow::{Context, bail};
use chrono::NaiveDate;
use habeas_engine::PackShelf;
use habeas_envelope::ControllerId;
use habeas_language::Locale;
use habeas_regime::{FileKind, Right};
use habeas_timelimit::{
    DateKind, Facts, State, Suspension, compute, legal_day, parse_instant,
    vectors::{Regimes, check},
};

use crate::cli::DueCommand;

/// Checks a file of worked-out dates: a line for every row that differs, last a count.
///
/// # Errors
/// When the file cannot be read or is not of the form.
pub fn vectors(file: &Path, shelf: &PackShelf) -> anyhow::Result<ExitCode> {
    let reader =
        std::fs::File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let report = check(reader, &Regimes::bundled(), shelf.calendars())?;
    println!("{report}");
    Ok(if report.all_passed() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Prints the dates of a matter and why, as a person reads them.
///
/// # Errors
/// When something given is not what it must be, or contradicts the receipt.
pub fn explain(command: &DueCommand, shelf: &PackShelf) -> anyhow::Result<()> {
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
    let mut facts = Facts::received(legal_day(parse_instant(received)?, &pack.zone()));
    for suspension in suspensions {
        facts.suspensions.push(read_suspension(suspension)?);
    }
    facts.extension_notified = *extend_on;
    let clock = pack.clock(&right, &kind);
    let computed = compute(&clock.limit, &facts, shelf.calendars())?;
    println!("{} {right} {kind}: {}", pack.controller(), clock.citation());
    for step in &computed.reasons {
        println!("  {}", locale.reason(step));
    }
    for caution in &computed.cautions {
        println!("  {}", locale.caution(caution));
    }
    for warning in &computed.warnings {
        println!("  {}", locale.date_warning(warning));
    }
    let say = |key: DateKind, day: Option<NaiveDate>| {
        if let Some(day) = day {
            let word = match key {
                DateKind::FirstDue => "first due",
                DateKind::Due => "due",
                DateKind::Safe => "safe",
            };
            println!("{word}: {day} ({})", locale.date_with_weekday(day));
        }
    };
    say(DateKind::FirstDue, computed.first_due);
    say(DateKind::Due, computed.due);
    say(DateKind::Safe, computed.safe);
    match computed.state {
        State::Suspended => println!("the clock stands still"),
        State::NoTimeLimit => println!("no time limit is stated"),
        State::Running => {}
    }
    Ok(())
}

fn read_suspension(text: &str) -> anyhow::Result<Suspension> {
    let (from, to) = text.split_once('/').unwrap_or((text, ""));
    let day = |text: &str| {
        text.parse::<NaiveDate>()
            .with_context(|| format!("{text} is no date like 2026-02-03"))
    };
    let to = if to.is_empty() { None } else { Some(day(to)?) };
    Ok(Suspension {
        from: day(from)?,
        to,
    })
}
