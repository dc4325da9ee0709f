use anyhow::{Context, bail};
use chrono::NaiveDate;
use habeas_case::registry::{ProposalSource, Version, VersionOf, VersionStage};
use habeas_engine::{Applying, Engine, Preview};
use habeas_envelope::{ActorId, Code, ControllerId};
use habeas_regime::{CalendarText, DayEdit, calendar_named, coverage_ends};
use habeas_store_sql::OpenError;
use habeas_timelimit::CalendarId;

use crate::cli::{CalendarCommand, DayArguments};

/// Changes, shows, approves and declines versions of calendars.
///
/// # Errors
/// When something given is not what it must be, or the store cannot be used.
pub async fn calendar(engine: &Engine, command: &CalendarCommand) -> anyhow::Result<()> {
    match command {
        CalendarCommand::Add { day, with } => change(engine, DayEdit::Add(*day), with).await,
        CalendarCommand::Remove { day, with } => change(engine, DayEdit::Remove(*day), with).await,
        CalendarCommand::Correct { from, to, with } => {
            let edit = DayEdit::Correct {
                from: *from,
                to: *to,
            };
            change(engine, edit, with).await
        }
        CalendarCommand::Extend { until, with } => {
            change(engine, DayEdit::Extend(*until), with).await
        }
        CalendarCommand::List => list(engine).await,
        CalendarCommand::Preview {
            controller,
            version,
        } => {
            let (controller, version) = find(engine, controller, version).await?;
            say(&controller, &version);
            show(&engine.preview(&controller, &version).await?);
            Ok(())
        }
        CalendarCommand::Approve {
            controller,
            version,
        } => approve(engine, controller, version).await,
        CalendarCommand::Decline {
            controller,
            version,
        } => {
            let (controller, version) = find(engine, controller, version).await?;
            let reason = Code::literal("declined-by-operator");
            let pin = &version.proposed.version;
            engine
                .decline_version(&controller, &ActorId::operator(), pin, reason)
                .await?;
            println!("declined: no date moves");
            Ok(())
        }
    }
}

/// Says what can be done where a running habeas serves the same file.
#[must_use]
pub fn while_served(error: anyhow::Error) -> anyhow::Error {
    match error.downcast_ref::<OpenError>() {
        Some(OpenError::InUse(_)) => error.context(
            "calendars cannot be changed from here while habeas runs on the same folder: stop it \
             first, or use the page Calendars of its console, which the data protection officer sees",
        ),
        _ => error,
    }
}

/// The controllers whose pack computes with a calendar, or the one named.
fn concerned(
    engine: &Engine,
    id: &CalendarId,
    only: Option<&str>,
) -> anyhow::Result<Vec<ControllerId>> {
    let shelf = &engine.shelf;
    let uses = |controller: &ControllerId| shelf.calendars_of(controller).contains(id);
    let Some(only) = only else {
        let all: Vec<ControllerId> = shelf.packs().controllers().cloned().collect();
        return Ok(all.into_iter().filter(uses).collect());
    };
    let controller = ControllerId::new(only)?;
    if shelf.current(&controller).is_none() {
        bail!("there is no pack {only}");
    }
    if !uses(&controller) {
        bail!("no clock of {only} computes with the calendar {id}");
    }
    Ok(vec![controller])
}

async fn change(engine: &Engine, edit: DayEdit, with: &DayArguments) -> anyhow::Result<()> {
    let shelf = &engine.shelf;
    let id = calendar_named(shelf.calendars(), &with.calendar)?
        .id()
        .clone();
    let controllers = concerned(engine, &id, with.controller.as_deref())?;
    if controllers.is_empty() {
        bail!("no pack computes with the calendar {id}");
    }
    for controller in controllers {
        let pack = shelf
            .current(&controller)
            .with_context(|| format!("there is no pack {controller}"))?;
        let today = engine.clock.now().with_timezone(&pack.zone()).date_naive();
        let calendar = shelf
            .calendar_data(&controller, &id)
            .with_context(|| format!("the calendar {id} in force is not kept here"))?;
        let text = CalendarText::changed(&calendar, edit, &with.reason, today)?;
        let actor = ActorId::operator();
        let pin = engine
            .propose_calendar(&controller, &actor, text, ProposalSource::Person)
            .await?;
        let version = engine.proposed(&controller, &pin).await?;
        say(&controller, &version);
        if let DayEdit::Extend(until) = edit {
            println!("  its days would be known until {until}");
        }
        show(&engine.preview(&controller, &version).await?);
        println!(
            "nothing has moved yet: habeas calendar approve {} --controller {controller}",
            name(&version)
        );
    }
    Ok(())
}

async fn approve(engine: &Engine, controller: &str, version: &str) -> anyhow::Result<()> {
    let (controller, version) = find(engine, controller, version).await?;
    let (actor, pin) = (ActorId::operator(), version.proposed.version.clone());
    engine.approve_version(&controller, &actor, &pin).await?;
    let applied = engine
        .apply_version(&controller, &actor, &pin, &Applying::default())
        .await?;
    println!(
        "{} cases bound, {} persons told",
        applied.bound, applied.told
    );
    if applied.failed > 0 {
        bail!(
            "{} submissions could not be dealt with; run it again once the log says why",
            applied.failed
        );
    }
    Ok(())
}

async fn list(engine: &Engine) -> anyhow::Result<()> {
    let controllers: Vec<ControllerId> = engine.shelf.packs().controllers().cloned().collect();
    for controller in controllers {
        let today = engine.clock.now().date_naive();
        for id in engine.shelf.calendars_of(&controller) {
            let Some(calendar) = engine.shelf.calendar_data(&controller, &id) else {
                continue;
            };
            let until = calendar
                .coverage()
                .1
                .map_or_else(|| "computed".to_owned(), |until| format!("until {until}"));
            println!("{controller}  {id} version {}  {until}", calendar.version());
            if let Some(until) = coverage_ends(&calendar, today) {
                let days = until.signed_duration_since(today).num_days();
                if days < 0 {
                    println!("  ITS DATA ENDED on {until}");
                } else {
                    println!("  ITS DATA END on {until}, in {days} days");
                }
            }
        }
        for version in engine.registry(&controller).await?.versions {
            say(&controller, &version);
        }
    }
    Ok(())
}

/// The version of a name such as `nl-atw@2`, the last proposed of that name.
async fn find(
    engine: &Engine,
    controller: &str,
    wanted: &str,
) -> anyhow::Result<(ControllerId, Version)> {
    let controller = ControllerId::new(controller)?;
    let registry = engine.registry(&controller).await?;
    let found = registry
        .versions
        .into_iter()
        .rfind(|version| name(version).eq_ignore_ascii_case(wanted));
    let version = found
        .with_context(|| format!("nothing called {wanted} was ever proposed at {controller}"))?;
    Ok((controller, version))
}

fn name(version: &Version) -> String {
    let pin = &version.proposed.version;
    format!("{}@{}", pin.id, pin.version)
}

fn say(controller: &ControllerId, version: &Version) {
    let stage = match version.stage {
        VersionStage::Proposed => "proposed, nothing has moved",
        VersionStage::Approved => "approved, cases are being bound",
        VersionStage::Applied => "in force",
        VersionStage::Declined => "declined",
    };
    let of = match version.proposed.of {
        VersionOf::Calendar => "calendar",
        VersionOf::Pack => "pack",
    };
    println!("{controller}  {of} {}: {stage}", name(version));
    for change in &version.proposed.changes {
        println!("  {} {}", change.day, change.step.as_str());
    }
}

fn show(preview: &Preview) {
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "none".to_owned(), |d| d.to_string());
    for case in &preview.moved {
        println!(
            "  case {}: due {} becomes {}{}",
            case.stream.id,
            day(case.before.due),
            day(case.after.due),
            if case.told.is_some() {
                ", the person was told a date"
            } else {
                ""
            }
        );
    }
    println!(
        "  {} open cases would be bound, {} dates move, {} are bound already",
        preview.cases,
        preview.moved.len(),
        preview.bound
    );
    if preview.left > 0 {
        println!(
            "  {} have no clock in it and stay as they are",
            preview.left
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_use_says_where_calendars_can_be_changed_meanwhile() {
        let path = std::path::PathBuf::from("/srv/habeas/habeas.sqlite");
        let told = format!("{:#}", while_served(OpenError::InUse(path).into()));
        assert!(
            told.starts_with("calendars cannot be changed from here"),
            "{told}"
        );
        assert!(
            told.contains("/srv/habeas/habeas.sqlite is in use"),
            "{told}"
        );
        let other = while_served(anyhow::anyhow!("the disk is full"));
        assert_eq!(format!("{other:#}"), "the disk is full");
    }
}
