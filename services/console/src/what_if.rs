//! What would come of a change of the clock, before it is made: by the same function that is
//! asked afterwards, on a copy.

use chrono::{Days, NaiveDate};
use habeas_case::{CaseEvent, Context, case::Case};
use habeas_envelope::{Code, ItemId};
use habeas_language::Locale;
use habeas_timelimit::SuspensionRule;

use crate::words::{Fact, fact};

/// For how many days of waiting the outlook of a pause shows where it leads.
const WAITS: [u64; 3] = [1, 7, 14];

/// What a page shows before a change: dates, and what to mind.
#[derive(Default)]
pub(crate) struct Outlook {
    pub(crate) dates: Vec<Fact>,
    pub(crate) cautions: Vec<String>,
}

/// A change of the clock that is thought of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thought {
    Pause(NaiveDate),
    Resume(NaiveDate),
    /// The notice of an extension leaves on this day.
    Extend(NaiveDate),
}

impl Thought {
    /// What would be recorded; nothing where the clock does not allow it.
    fn events(self, state: &Case) -> Vec<CaseEvent> {
        match self {
            Self::Pause(day) => vec![paused(day)],
            Self::Resume(day) => state
                .clock
                .open_pause()
                .filter(|(_, from)| *from <= day)
                .map(|(paused_by, _)| CaseEvent::ClockResumed { paused_by, day })
                .into_iter()
                .collect(),
            Self::Extend(day) => vec![CaseEvent::ClockExtended {
                ground: Code::literal("supposed"),
                reason: ItemId(uuid::Uuid::nil()),
                day,
                evidence: None,
            }],
        }
    }

    fn day(self) -> NaiveDate {
        match self {
            Self::Pause(day) | Self::Resume(day) | Self::Extend(day) => day,
        }
    }
}

fn paused(day: NaiveDate) -> CaseEvent {
    CaseEvent::ClockPaused {
        cause: Code::literal("supposed"),
        day,
        evidence: None,
    }
}

/// The day to work to.
pub(crate) fn work_to(state: &Case, ctx: &Context<'_>) -> Option<NaiveDate> {
    let dates = state.dates(ctx)?;
    dates.safe.or(dates.due)
}

/// The case after a pause from one day that ends on another.
pub(crate) fn after_waiting(
    state: &Case,
    from: NaiveDate,
    days: u64,
    ctx: &Context<'_>,
) -> Option<Case> {
    let day = from.checked_add_days(Days::new(days))?;
    let resumed = CaseEvent::ClockResumed {
        paused_by: state.version + 1,
        day,
    };
    Some(state.supposing([paused(from), resumed], ctx))
}

/// What would come of a change.
pub(crate) fn outlook(
    locale: Locale,
    state: &Case,
    thought: Thought,
    ctx: &Context<'_>,
) -> Outlook {
    let mut outlook = Outlook::default();
    let shown = |day: Option<NaiveDate>| match day {
        Some(day) => locale.date_with_weekday(day),
        None => locale.t("clock-none-paused").to_string(),
    };
    let mut add = |key: &str, value: String| outlook.dates.push(fact(locale, key, value));
    add("clock-now", shown(work_to(state, ctx)));
    let before_receipt = state.received_on().is_some_and(|r| thought.day() < r);
    let events = thought.events(state);
    if before_receipt || events.is_empty() {
        return outlook;
    }
    let then = state.supposing(events, ctx);
    let explained = then.explained(ctx);
    match thought {
        Thought::Pause(day) => {
            for days in WAITS {
                if let Some(after) = after_waiting(state, day, days, ctx) {
                    let label = locale.t("clock-after-waiting").arg("days", days);
                    outlook.dates.push(Fact {
                        key: label.to_string(),
                        value: shown(work_to(&after, ctx)),
                    });
                }
            }
            if state.asked_late(day, ctx) {
                outlook
                    .cautions
                    .push(locale.t("clock-asked-late").to_string());
            }
        }
        Thought::Resume(_) => add("clock-then", shown(work_to(&then, ctx))),
        Thought::Extend(_) => {
            add("clock-then", shown(work_to(&then, ctx)));
            if let Some(dates) = explained.as_ref().filter(|d| d.due != d.safe)
                && let Some(due) = dates.due
            {
                add("clock-then-told", locale.date_with_weekday(due));
            }
            match state.notice_by(ctx) {
                Some(by) => add(
                    "clock-notice-by",
                    with_days_in_hand(locale, by, ctx.today()),
                ),
                None => add(
                    "clock-notice-by",
                    locale.t("clock-notice-by-paused").to_string(),
                ),
            }
            if let Some(by) = state.plan_notice_by(ctx).filter(|_| {
                // What is over cannot be planned for.
                state.plan_notice_by(ctx) >= Some(ctx.today())
            }) && state.notice_by(ctx) != Some(by)
            {
                add("clock-notice-plan", locale.date_with_weekday(by));
            }
            if let Some(by) = state.refuse_by(ctx) {
                outlook.cautions.push(
                    locale
                        .t("clock-extension-refusal")
                        .arg("date", locale.date_with_weekday(by))
                        .to_string(),
                );
            }
        }
    }
    for caution in explained.iter().flat_map(|dates| &dates.cautions) {
        outlook.cautions.push(locale.caution(caution));
    }
    outlook
}

/// A last day, and how far it is.
pub(crate) fn with_days_in_hand(locale: Locale, last: NaiveDate, today: NaiveDate) -> String {
    format!(
        "{} ({})",
        locale.date_with_weekday(last),
        in_hand(locale, last, today)
    )
}

/// How many days there are until a last day, in words.
pub(crate) fn in_hand(locale: Locale, last: NaiveDate, today: NaiveDate) -> String {
    let days = last.signed_duration_since(today).num_days();
    match days {
        0 => locale.t("clock-in-hand-today"),
        1.. => locale.t("clock-in-hand").arg("days", days),
        _ => locale.t("clock-in-hand-over").arg("days", -days),
    }
    .to_string()
}

/// Until when a refusal may leave, in words; none where nothing is refused, the clock stands
/// still, or the answer has gone.
pub(crate) fn refusal_limit(
    locale: Locale,
    state: &Case,
    ctx: &Context<'_>,
) -> Option<RefusalLimit> {
    if state.closed.is_some() || state.answered_on(ctx).is_some() {
        return None;
    }
    let by = state.refuse_by(ctx)?;
    let over = by < ctx.today();
    let key = if over {
        "clock-refusal-over"
    } else {
        "clock-refusal-by"
    };
    Some(RefusalLimit {
        text: locale
            .t(key)
            .arg("date", locale.date_with_weekday(by))
            .arg("left", in_hand(locale, by, ctx.today()))
            .to_string(),
        fact: with_days_in_hand(locale, by, ctx.today()),
    })
}

/// The last day for a refusal.
pub(crate) struct RefusalLimit {
    /// As a sentence.
    pub(crate) text: String,
    /// As a value.
    pub(crate) fact: String,
}

/// What asking who the person is does to the date that they see: the latest of the open cases.
/// It tells nothing of the cases themselves, which whoever checks identity does not see.
pub(crate) fn outlook_of_question(
    locale: Locale,
    cases: &[(&Case, Context<'_>)],
    today: NaiveDate,
) -> Outlook {
    let mut outlook = Outlook::default();
    let latest = |waiting: Option<u64>| {
        cases
            .iter()
            .filter_map(|(state, ctx)| match waiting {
                Some(days) if pausable(state, ctx) => {
                    after_waiting(state, today, days, ctx)?.dates(ctx)?.due
                }
                _ => state.dates(ctx)?.due,
            })
            .max()
    };
    let Some(now) = latest(None) else {
        return outlook;
    };
    let date = locale.date_with_weekday(now);
    outlook.dates.push(fact(locale, "clock-told-now", date));
    for days in WAITS {
        if let Some(day) = latest(Some(days)) {
            outlook.dates.push(Fact {
                key: locale
                    .t("clock-after-waiting")
                    .arg("days", days)
                    .to_string(),
                value: locale.date_with_weekday(day),
            });
        }
    }
    let mut paused = cases.iter().filter(|(state, ctx)| pausable(state, ctx));
    if paused.any(|(state, ctx)| state.asked_late(today, ctx)) {
        outlook
            .cautions
            .push(locale.t("clock-asked-late").to_string());
    }
    outlook
}

/// Whether the clock of an open case can be made to stand still.
fn pausable(state: &Case, ctx: &Context<'_>) -> bool {
    state.closed.is_none()
        && state.clock.open_pause().is_none()
        && state
            .law(ctx)
            .is_some_and(|law| law.limit.suspension() != SuspensionRule::Ignored)
}
