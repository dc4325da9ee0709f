//! A question about who the person is, that stays unanswered: reminded of on the days of the pack,
//! and then proposed for closing. Never closed by itself.

use chrono::{Days, NaiveDate};
use habeas_envelope::{Code, EventId, ItemId};

use super::{IdentityState, Submission};
use crate::{
    Alarm, ContactKind, Context, Decision, DispatchChannel, DispatchEvent, Moot, SubmissionEvent,
    case::{REMINDER_HOUR, local},
    dispatch_id,
};

/// So many days after the last reminder closing is proposed, if there is no answer: with the days
/// 3, 10 and 21 that makes 28, within a month of the question (GDPR art. 12(2)).
const PROPOSED_AFTER: u64 = 7;
/// The mail that there is something to read, or the letter with the question.
const MESSAGE_WAITING: &str = "message-waiting";

/// The alarms of a submission: of a question about who the person is that nobody answered.
///
/// | code | when |
/// | --- | --- |
/// | `identity-remind-3d-<n>` | this many days after the n-th question, at seven |
/// | `identity-close-<n>` | a week after the last reminder, at seven |
pub(super) fn alarms(state: &Submission, ctx: &Context<'_>) -> Vec<Alarm> {
    let Some((_, asked_on)) = open_question(state) else {
        return Vec::new();
    };
    let n = state.identity_questions.len();
    let days = reminder_days(state, ctx);
    let after = |day: NaiveDate, days: u64| {
        let day = day.checked_add_days(Days::new(days))?;
        Some(local(ctx, day, REMINDER_HOUR))
    };
    let mut alarms: Vec<Alarm> = days
        .iter()
        .filter_map(|days| {
            let code = Code::new(format!("identity-remind-{days}d-{n}")).ok()?;
            let at = after(asked_on, u64::from(*days))?;
            Some(Alarm { code, at })
        })
        .filter(|alarm| !state.rung.contains(&alarm.code))
        .collect();
    // Only who was reminded can be said not to have answered.
    if alarms.is_empty() && !state.closure_proposed {
        let last = days.last().copied().unwrap_or_default();
        let reminded = state.reminded_on.unwrap_or(asked_on);
        let wanted = after(asked_on, u64::from(last) + PROPOSED_AFTER);
        let earliest = after(reminded, PROPOSED_AFTER);
        if let (Some(at), Ok(code)) = (
            wanted.max(earliest),
            Code::new(format!("identity-close-{n}")),
        ) {
            alarms.push(Alarm { code, at });
        }
    }
    alarms
}

/// The question that waits for an answer, and its day.
fn open_question(state: &Submission) -> Option<(ItemId, NaiveDate)> {
    let checking = matches!(state.identity, IdentityState::Checking { .. });
    let over = state.withdrawn || state.closed.is_some();
    if !checking || over || state.question_answered {
        return None;
    }
    state.identity_questions.last().copied()
}

/// The days of the pack; who is reached by post gets one letter, on the last of them.
fn reminder_days(state: &Submission, ctx: &Context<'_>) -> Vec<u32> {
    let days = &ctx.pack.provisions().identity.question_reminder_days;
    match state.received.as_ref().map(|r| r.contact_kind) {
        Some(ContactKind::Post) => days.last().copied().into_iter().collect(),
        _ => days.clone(),
    }
}

/// A reminder that is due goes out, with those before it that did not: one mail. The proposal to
/// close is put to the desk.
pub(super) fn ring(
    state: &Submission,
    alarm: &Code,
    ctx: &Context<'_>,
) -> Decision<SubmissionEvent> {
    let mut due = alarms(state, ctx);
    due.retain(|known| known.at <= ctx.now);
    let (Some((question, _)), true) = (
        open_question(state),
        due.iter().any(|known| known.code == *alarm),
    ) else {
        return Decision::Moot(Moot::Overtaken);
    };
    if alarm.as_str().starts_with("identity-close-") {
        return Decision::one(SubmissionEvent::IdentityClosureProposed { question });
    }
    due.sort_by_key(|known| known.at);
    let Some(last) = due.pop() else {
        return Decision::Moot(Moot::Overtaken);
    };
    let Some(received) = &state.received else {
        return Decision::Moot(Moot::Overtaken);
    };
    let reminder = DispatchEvent::Ordered {
        // Of the question and the reminder: ordered again, it is the same.
        dispatch: dispatch_id(EventId(question.0), question.0, &last.code),
        channel: match received.contact_kind {
            ContactKind::Email => DispatchChannel::Mail,
            ContactKind::Post => DispatchChannel::Letter,
        },
        template: Code::literal(MESSAGE_WAITING),
        language: received.language.clone(),
        office: None,
        not_before: ctx.now,
        items: vec![question],
    };
    Decision::Events(vec![
        SubmissionEvent::IdentityReminded {
            question,
            alarm: last.code,
            overtook: due.into_iter().map(|known| known.code).collect(),
        },
        SubmissionEvent::Dispatch(reminder),
    ])
}
