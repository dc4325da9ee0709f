use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use habeas_envelope::Code;
use habeas_regime::Notified;

use super::{Duty, DutyState, Incident};
use crate::{Alarm, Context};

/// The alarm of an objection.
pub(super) const OBJECTED: &str = "client-objected";

/// The alarms of an incident: of each duty to be done, half of its time, the pack's last hours,
/// and its end. An alarm carries the end it is about in its code, so that a time that moves rings anew;
/// one that rang is not among them.
///
/// | code | when |
/// | --- | --- |
/// | `<duty>-half-<end>` | half of its time has gone |
/// | `<duty>-24h-<end>` | so many hours before its end |
/// | `<duty>-missed-<end>` | its time is over |
/// | `<duty>-at-once-<from>` | at once, and again each day: it is to be done without delay |
/// | `<duty>-over-<end>` | the other side's time is over: what is disclosed can be decided |
/// | `client-objected` | at the objection, until it is decided what is disclosed |
///
/// Instants stand in the codes as seconds since 1970-01-01T00:00:00Z.
#[must_use]
pub fn alarms(state: &Incident, ctx: &Context<'_>) -> Vec<Alarm> {
    let mut alarms = Vec::new();
    if state.closed {
        return alarms;
    }
    for duty in state.duties(ctx) {
        if duty.to_tell() {
            to_tell(&duty, &state.rung, ctx, &mut alarms);
        } else if matches!(duty.state, DutyState::Waiting | DutyState::WaitOver)
            && let Some(end) = duty.clock.as_ref().and_then(|clock| clock.end)
        {
            push(&mut alarms, duty.id(), "over", end, end);
        }
    }
    if let Some((at, _)) = state.objected
        && !state.disclosure_decided()
    {
        alarms.push(Alarm {
            code: Code::literal(OBJECTED),
            at,
        });
    }
    alarms.retain(|alarm| !state.rung.contains(&alarm.code));
    alarms
}

fn to_tell(duty: &Duty<'_>, rung: &BTreeSet<Code>, ctx: &Context<'_>, alarms: &mut Vec<Alarm>) {
    let Some(clock) = &duty.clock else {
        return;
    };
    let Some(end) = clock.end else {
        at_once(duty, clock.from, rung, ctx.now, alarms);
        return;
    };
    let half = clock.from + (end - clock.from) / 2;
    push(alarms, duty.id(), "half", end, half);
    for hours in &ctx.pack.provisions().working.incident_hours {
        let at = end - Duration::hours(i64::from(*hours));
        if at > clock.from && at != half {
            push(alarms, duty.id(), &format!("{hours}h"), end, at);
        }
    }
    push(alarms, duty.id(), "missed", end, end);
}

/// At once, then each day. Days that passed unheard, in an outage, are one.
fn at_once(
    duty: &Duty<'_>,
    from: DateTime<Utc>,
    rung: &BTreeSet<Code>,
    now: DateTime<Utc>,
    alarms: &mut Vec<Alarm>,
) {
    let mut first = Vec::new();
    push(&mut first, duty.id(), "at-once", from, from);
    let mut day = (now - from).num_days().max(0);
    while first.iter().any(|alarm| rung.contains(&alarm.code)) {
        first.clear();
        let at = from + Duration::days(day);
        push(&mut first, duty.id(), "at-once", at, at);
        day += 1;
    }
    alarms.append(&mut first);
}

fn push(alarms: &mut Vec<Alarm>, duty: &Code, what: &str, about: DateTime<Utc>, at: DateTime<Utc>) {
    let code = format!("{duty}-{what}-{}", about.timestamp().max(0));
    if let Ok(code) = Code::new(code) {
        alarms.push(Alarm { code, at });
    }
}

/// The duty whose end an alarm is, and that end, if the alarm says that it was missed.
pub(super) fn missed<'a>(
    state: &Incident,
    alarm: &Code,
    ctx: &Context<'a>,
) -> Option<(Duty<'a>, DateTime<Utc>)> {
    state.duties(ctx).into_iter().find_map(|duty| {
        let end = duty.clock.as_ref()?.end?;
        let code = format!("{}-missed-{}", duty.id(), end.timestamp().max(0));
        let owed = duty.provision.notify != Notified::Wait;
        (owed && *alarm == *code).then_some((duty, end))
    })
}
