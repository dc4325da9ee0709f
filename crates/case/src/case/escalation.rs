//! Who is rung: how far along the chain of the pack an alarm reaches. The one place for it.

use habeas_envelope::Code;
use habeas_regime::{DeskId, EscalationStep, OfficeId, Pack};

use super::Case;
use crate::Context;

/// What an alarm is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlarmKind {
    /// A day that another law may set.
    Caution,
    /// A day until which what was decided was to be done.
    Task,
    /// The day to work to.
    Reminder,
    /// The last day for a refusal.
    Refusal,
    /// A limit that passed.
    Missed,
}

/// The kind of an alarm, and how many days before its day it rings, where it does by days.
#[must_use]
pub fn alarm_kind(alarm: &str) -> Option<(AlarmKind, Option<u32>)> {
    let (word, rest) = alarm.split_once('-')?;
    let kind = match word {
        "caution" => AlarmKind::Caution,
        "task" => AlarmKind::Task,
        "remind" => AlarmKind::Reminder,
        "refuse" => AlarmKind::Refusal,
        "missed" | "deemed" => AlarmKind::Missed,
        _ => return None,
    };
    let (before, _) = rest.split_once('-')?;
    let days = before.strip_suffix('d').and_then(|days| days.parse().ok());
    Some((kind, days))
}

/// Whether a date is in danger: it is missed, or its last day begins tomorrow or sooner.
#[must_use]
pub fn in_danger(alarm: &str) -> bool {
    match alarm_kind(alarm) {
        Some((AlarmKind::Missed, _)) => true,
        Some((AlarmKind::Reminder | AlarmKind::Refusal, Some(days))) => days <= 1,
        _ => false,
    }
}

/// How many steps of the chain an alarm reaches:
///
/// | alarm | reaches |
/// | --- | --- |
/// | a share of the time has gone, or more than three days are left | the first step: who handles |
/// | three days or fewer are left | the second as well: who stands in |
/// | one day or less is left to answer or to refuse | the third as well: the first office |
/// | a limit is missed | everybody |
///
/// | a task is late | the second as well, and whoever has the task |
///
/// A caution never goes beyond the second: it is a reminder for the desk itself.
fn reach(alarm: &str) -> usize {
    match alarm_kind(alarm) {
        Some((AlarmKind::Missed, _)) => usize::MAX,
        Some((AlarmKind::Task, _)) => 2,
        Some((AlarmKind::Caution, Some(days))) if days <= 3 => 2,
        Some((AlarmKind::Reminder | AlarmKind::Refusal, Some(days))) if days <= 1 => 3,
        Some((_, Some(days))) if days <= 3 => 2,
        _ => 1,
    }
}

/// Whom these alarms ring for together, each once, in the order of the chain: the office or desk
/// that handles the case, the office that stands in, and the offices that the pack names.
pub(super) fn rings_for<'a>(
    state: &Case,
    alarms: impl Iterator<Item = &'a Code>,
    ctx: &Context<'_>,
) -> Vec<Code> {
    let mut whom: Vec<Code> = Vec::new();
    let mut farthest = 1;
    for alarm in alarms {
        farthest = farthest.max(reach(alarm.as_str()));
        if let Some(due) = alarm.as_str().strip_prefix("task-late-") {
            let late = |task: &&super::Task| task.due.is_some_and(|day| day.to_string() == due);
            for task in state.open_tasks().filter(late) {
                if !whom.contains(&task.holder) {
                    whom.push(task.holder.clone());
                }
            }
        }
    }
    for step in ctx
        .pack
        .provisions()
        .working
        .escalation
        .iter()
        .take(farthest)
    {
        let code = match step {
            EscalationStep::Handler => handler(state),
            EscalationStep::Backup => backup(state, ctx),
            EscalationStep::Office(office) => Some(office.code().clone()),
        };
        whom.extend(code.filter(|code| !whom.contains(code)));
    }
    if whom.is_empty() {
        whom.push(Code::literal("intake"));
    }
    whom
}

/// The office that answers the case, else its desk.
fn handler(state: &Case) -> Option<Code> {
    state.office.clone().or_else(|| state.desk.clone())
}

/// Who stands in: the office that the pack names for it, else the one that heads the desk; of a
/// closed desk always that one, for the other may not know that the case exists.
fn backup(state: &Case, ctx: &Context<'_>) -> Option<Code> {
    let desk = DeskId::from(state.desk.clone()?);
    if let Some(office) = &ctx.pack.provisions().working.backup
        && !ctx.pack.is_closed(&desk)
    {
        return Some(office.code().clone());
    }
    Some(ctx.pack.desk(&desk)?.office.code().clone())
}

/// The template of an office's daily digest, ordered in the registry of the office.
pub const OFFICE_DIGEST: &str = "office-digest";
/// The template of the mail that a date of one case, its only item, is in danger.
pub const OFFICE_ALARM: &str = "office-alarm";
/// The offices in whose daily digest a case stands, by the days left until the day to work to:
/// as far along the chain as an alarm so many days before reaches. A desk stands for the office
/// that heads it; offices alone have an address.
#[must_use]
pub fn digest_for(
    desk: Option<&Code>,
    office: Option<&Code>,
    days_left: i64,
    pack: &Pack,
) -> Vec<OfficeId> {
    let reach = match days_left {
        i64::MIN..0 => usize::MAX,
        0..=1 => 3,
        2..=3 => 2,
        _ => 1,
    };
    let head = || {
        let desk = pack.desk(&DeskId::from(desk?.clone()))?;
        Some(desk.office.clone())
    };
    let mut offices: Vec<OfficeId> = Vec::new();
    for step in pack.provisions().working.escalation.iter().take(reach) {
        let found = match step {
            EscalationStep::Handler => office.cloned().map(OfficeId::from).or_else(head),
            EscalationStep::Backup => pack.provisions().working.backup.clone().or_else(head),
            EscalationStep::Office(office) => Some(office.clone()),
        };
        offices.extend(found.filter(|found| !offices.contains(found)));
    }
    offices.retain(|found| may_be_mailed(found, desk, office, pack));
    offices
}

/// The offices in whose daily digest a case stands whose task is late: who answers it and who
/// stands in, and everybody once that is a week ago.
#[must_use]
pub fn digest_for_task(
    desk: Option<&Code>,
    office: Option<&Code>,
    days_late: i64,
    pack: &Pack,
) -> Vec<OfficeId> {
    let as_if_left = if days_late > 7 { -1 } else { 2 };
    digest_for(desk, office, as_if_left, pack)
}

/// Whether an office may be told by mail of a case at this desk. Of a case at a closed desk its
/// head and the office that answers it alone: a mailbox may be shared, and that the case exists
/// is under secrecy too. Others of the chain see on the console what their role may.
#[must_use]
pub fn may_be_mailed(
    whom: &OfficeId,
    desk: Option<&Code>,
    office: Option<&Code>,
    pack: &Pack,
) -> bool {
    let Some(desk) = desk.map(|desk| DeskId::from(desk.clone())) else {
        return false;
    };
    let heads = pack.desk(&desk).is_some_and(|desk| desk.office == *whom);
    !pack.is_closed(&desk) || heads || office.is_some_and(|office| office == whom.code())
}
