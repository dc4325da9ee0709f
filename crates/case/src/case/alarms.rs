use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use habeas_envelope::Code;
use habeas_timelimit::{Facts, compute_dates};

use super::{Case, Stage, complaint::silence};
use crate::{Alarm, Context};

/// The alarm that ends the hold of an answer.
pub const ALARM_HOLD: &str = "hold";

/// What the code of the alarm begins with that makes silence a refusal.
pub(super) const DEEMED: &str = "deemed-";

/// The hour of the day, in the controller's zone, at which reminders ring.
pub(crate) const REMINDER_HOUR: u32 = 7;

/// The alarms of a case: the end of a hold, the pack's reminders before the day to work to, in an
/// extended case those before the last day for a refusal, and the first moment after a limit. An
/// alarm carries the date it is about in its code, so that a date that moves rings anew; one that
/// rang is not among them, and a clock that stands still reminds of nothing.
///
/// | code | when |
/// | --- | --- |
/// | `hold` | the hold of an answer ends |
/// | `remind-50pc-<safe>` | this much of the time to the day to work to has gone, at seven |
/// | `remind-7d-<safe>` | this many days before the day to work to, at seven |
/// | `refuse-7d-<first due>` | this many days before the last day for a refusal, at seven |
/// | `caution-7d-<day>` | this many days before a day that another law may set, at seven |
/// | `missed-due-<due>` | the last day is over, at midnight |
/// | `task-late-<due>` | the day is over until which something was to be done, at seven |
/// | `deemed-<due>` | the last day of a complaint is over in silence, at midnight |
#[must_use]
pub fn alarms(state: &Case, ctx: &Context<'_>) -> Vec<Alarm> {
    let mut alarms = Vec::new();
    if let Some(answer) = &state.answer
        && !answer.hold_ended
        && state.stage() == Stage::Held
    {
        alarms.push(Alarm {
            code: Code::literal(ALARM_HOLD),
            at: answer.hold_until,
        });
    }
    let is_open = state.stage() != Stage::Closed;
    if is_open && state.answered_on(ctx).is_none() {
        due_alarms(state, ctx, &mut alarms);
    }
    let tasks = state.open_tasks().filter(|_| is_open);
    for due in tasks.filter_map(|task| task.due) {
        if let Some(day) = due.succ_opt() {
            let code = format!("task-late-{due}");
            if !alarms.iter().any(|known| known.code == *code) {
                push(&mut alarms, code, local(ctx, day, REMINDER_HOUR));
            }
        }
    }
    alarms.retain(|alarm| !state.rung.contains(&alarm.code));
    alarms
}

fn due_alarms(state: &Case, ctx: &Context<'_>, alarms: &mut Vec<Alarm>) {
    let (Some(dates), Some(received)) = (state.dates(ctx), state.received_on()) else {
        return;
    };
    if state.heard_in_time(ctx) {
        return;
    }
    if let Some(due) = dates.due.filter(|_| silence(state, ctx).is_some())
        && let Some(day) = due.succ_opt()
    {
        push(alarms, format!("{DEEMED}{due}"), local(ctx, day, 0));
    }
    // Without a limit there may still be a target to work to.
    let Some(safe) = dates.safe else {
        return;
    };
    let reminders = &ctx.pack.provisions().working.reminders;
    for percent in &reminders.percent {
        let span = safe.signed_duration_since(received).num_days();
        let after = u64::try_from(span)
            .unwrap_or(0)
            .saturating_mul(u64::from(*percent))
            / 100;
        if let Some(day) = received.checked_add_days(Days::new(after)) {
            push(
                alarms,
                format!("remind-{percent}pc-{safe}"),
                local(ctx, day, REMINDER_HOUR),
            );
        }
    }
    days_before(alarms, ctx, "remind", safe, received);
    // GDPR art. 12(4): an extension does not give more time to refuse.
    if let Some(by) = state.refuse_by(ctx).filter(|by| *by < safe) {
        days_before(alarms, ctx, "refuse", by, received);
    }
    for day in cautions(state, ctx) {
        days_before(alarms, ctx, "caution", day, received);
    }
    if let Some(due) = dates.due
        && let Some(day) = due.succ_opt()
    {
        push(alarms, format!("missed-due-{due}"), local(ctx, day, 0));
    }
}

/// The earlier days that another law may set for the case, as its pack says: for the house alone,
/// from the receipt as it stands.
fn cautions(state: &Case, ctx: &Context<'_>) -> Vec<NaiveDate> {
    let (Some((right, kind)), Some(received)) = (state.exercise(), state.received_on()) else {
        return Vec::new();
    };
    let mut days: Vec<NaiveDate> = ctx
        .pack
        .cautions(&right, &kind)
        .filter_map(|caution| ctx.pack.clock_by_id(&caution.clock))
        .filter_map(|clock| {
            let facts = Facts::received(received);
            compute_dates(&clock.limit, &facts, ctx.calendars).ok()?.due
        })
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The pack's reminders of a day, but none on the day of receipt or before.
fn days_before(
    alarms: &mut Vec<Alarm>,
    ctx: &Context<'_>,
    what: &str,
    last: NaiveDate,
    received: NaiveDate,
) {
    for before in &ctx.pack.provisions().working.reminders.days_before {
        if let Some(day) = last.checked_sub_days(Days::new(u64::from(*before)))
            && day > received
        {
            let code = format!("{what}-{before}d-{last}");
            push(alarms, code, local(ctx, day, REMINDER_HOUR));
        }
    }
}

fn push(alarms: &mut Vec<Alarm>, code: String, at: DateTime<Utc>) {
    let code = Code::new(code).expect("made of code letters, digits and hyphens");
    alarms.push(Alarm { code, at });
}

/// The instant of an hour of a day in the controller's zone; in a gap of daylight saving time the
/// first instant after it.
pub(crate) fn local(ctx: &Context<'_>, day: NaiveDate, hour: u32) -> DateTime<Utc> {
    let zone = ctx.pack.zone();
    let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    let wanted = day.and_time(time);
    zone.from_local_datetime(&wanted)
        .earliest()
        .or_else(|| {
            zone.from_local_datetime(&(wanted + chrono::Duration::hours(1)))
                .earliest()
        })
        .map_or_else(|| wanted.and_utc(), |at| at.with_timezone(&Utc))
}
