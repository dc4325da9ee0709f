use chrono::NaiveDate;
use habeas_envelope::{Code, ItemId};
use habeas_regime::Silence;
use habeas_timelimit::{Facts, compute_dates};

use super::Case;
use crate::{CaseEvent, ComplaintStep, Context, Decision, Moot, Refusal, clock_of};

/// What follows when nothing is said in time, for a complaint whose silence is a decision; none
/// for any other case.
pub(super) fn silence<'a>(state: &Case, ctx: &Context<'a>) -> Option<&'a Silence> {
    let opened = state.opened.as_ref()?;
    let clock = clock_of(ctx.pack, &opened.regime, &opened.clock)?;
    clock.silence.as_ref()
}

/// A step of a complaint that a person records. Nothing here judges whether the complaint came in
/// time: on a contested day that is for who decides it.
pub(super) fn decide(
    state: &Case,
    step: ComplaintStep,
    day: NaiveDate,
    item: Option<ItemId>,
    ctx: &Context<'_>,
) -> Decision<CaseEvent> {
    // Where only the answer ends the silence, there is nothing to record on the way to it.
    let Some(silence) = silence(state, ctx).filter(|silence| silence.ended_by_progress) else {
        return Decision::Refused(Refusal::NotOffered);
    };
    if day > ctx.today() {
        return Decision::Refused(Refusal::InFuture);
    }
    if state.received_on().is_some_and(|received| day < received) {
        return Decision::Refused(Refusal::BeforeReceipt);
    }
    if state.complaint.contains(&(step, day)) {
        return Decision::Moot(Moot::AlreadySo);
    }
    let after = |before| state.complaint_on(before).is_some_and(|on| on <= day);
    let in_order = match step {
        // It may be told more than once, and late as well.
        ComplaintStep::ProgressTold | ComplaintStep::ConclusionsCommunicated => true,
        // Of the passing of time, not of a hand.
        ComplaintStep::DeemedRefused => false,
        ComplaintStep::Decided => after(ComplaintStep::ConclusionsCommunicated),
    };
    if !in_order {
        return Decision::Refused(Refusal::ComplaintOrder);
    }
    let advanced = CaseEvent::ComplaintAdvanced { step, day, item };
    if step != ComplaintStep::Decided {
        return Decision::one(advanced);
    }
    let mut events = vec![advanced];
    events.extend(window(silence, day, ctx));
    Decision::Events(events)
}

/// What happens when the time is over and nothing was said: a refusal is deemed to have been
/// given on the last day, and the window it opens begins that day, the earlier of two readings.
pub(super) fn deemed(state: &Case, last: NaiveDate, ctx: &Context<'_>) -> Vec<CaseEvent> {
    let Some(silence) = silence(state, ctx) else {
        return Vec::new();
    };
    let mut events = vec![CaseEvent::ComplaintAdvanced {
        step: ComplaintStep::DeemedRefused,
        day: last,
        item: None,
    }];
    events.extend(window(silence, last, ctx).filter(|opened| !is_shorter(state, opened)));
    events
}

/// Whether a window would end before one that the person was told of already.
fn is_shorter(state: &Case, opened: &CaseEvent) -> bool {
    match opened {
        CaseEvent::RemedyOpened { remedy, until } => {
            let mut known = state.remedies.iter();
            known.any(|(known, told)| known == remedy && told >= until)
        }
        _ => false,
    }
}

/// The window of the remedy against a refusal, from the day it was given or is deemed to be.
fn window(silence: &Silence, from: NaiveDate, ctx: &Context<'_>) -> Option<CaseEvent> {
    let mut remedies = ctx.pack.provisions().remedies.iter();
    let remedy = remedies.find(|remedy| remedy.id == silence.opens)?;
    let clock = ctx.pack.clock_by_id(remedy.window.as_ref()?)?;
    let dates = compute_dates(&clock.limit, &Facts::received(from), ctx.calendars).ok()?;
    Some(CaseEvent::RemedyOpened {
        remedy: Code::from(remedy.id.clone()),
        until: dates.due?,
    })
}

impl Case {
    /// The last day of a step of a complaint, if it was reached.
    #[must_use]
    pub fn complaint_on(&self, step: ComplaintStep) -> Option<NaiveDate> {
        let days = self.complaint.iter().filter(|(known, _)| *known == step);
        days.map(|(_, day)| *day).max()
    }

    /// Whether the person of a complaint heard of its progress or outcome within its time: then
    /// its silence is over, and with it the limit.
    #[must_use]
    pub fn heard_in_time(&self, ctx: &Context<'_>) -> bool {
        let Some(due) = silence(self, ctx)
            .filter(|silence| silence.ended_by_progress)
            .and_then(|_| self.dates(ctx))
            .and_then(|dates| dates.due)
        else {
            return false;
        };
        self.complaint.iter().any(|(step, day)| {
            let told = matches!(
                step,
                ComplaintStep::ProgressTold | ComplaintStep::ConclusionsCommunicated
            );
            told && *day <= due
        })
    }
}
