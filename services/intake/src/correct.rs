use chrono::NaiveDate;
use habeas_case::{
    Refusal, SUBMISSION_CORRECTED,
    case::{self, Case},
    clock_of,
    submission::{self, Submission},
};
use habeas_engine::{Command, Loaded, ReactContext, Trigger};
use habeas_envelope::{Code, SubmissionId};
use habeas_timelimit::compute_dates;

/// The day of receipt of a submission was another: so it was of every case that is open, and the
/// one date the person sees moves with them. Nothing is counted that could go stale: every date is
/// computed from the facts, an extension's among them.
pub(crate) fn receipt(
    id: SubmissionId,
    state: &Submission,
    loaded: &Loaded,
    trigger: &Trigger,
    ctx: &ReactContext<'_>,
) -> Result<Vec<Command>, Refusal> {
    let Some(day) = state.corrected_receipt else {
        return Ok(Vec::new());
    };
    let mut commands = Vec::new();
    let mut latest = None;
    for (case_id, case) in loaded
        .cases_of(id)
        .filter(|(_, case)| case.closed.is_none())
    {
        let reason = Code::literal(SUBMISSION_CORRECTED);
        commands.push(Command::Case(
            case_id,
            case::Command::CorrectReceipt { day, reason },
        ));
        latest = latest.max(due(case, day, trigger, ctx)?);
    }
    if let Some(day) = latest.filter(|_| state.told.is_some()) {
        commands.push(Command::Submission(
            id,
            submission::Command::TellDate { day },
        ));
    }
    Ok(commands)
}

/// When a case is due once it was received on this day, with all else that stands.
fn due(
    case: &Case,
    day: NaiveDate,
    trigger: &Trigger,
    ctx: &ReactContext<'_>,
) -> Result<Option<NaiveDate>, Refusal> {
    let Some(opened) = &case.opened else {
        return Ok(None);
    };
    let bound = ctx
        .shelf
        .bind_case(&trigger.stream.controller, case)
        .map_err(|_| Refusal::NotOffered)?;
    let Some(clock) = clock_of(&bound.pack, &opened.regime, &opened.clock) else {
        return Ok(None);
    };
    let mut facts = case.clock.facts(opened.received);
    facts.received = day;
    let dates = compute_dates(&clock.limit, &facts, &bound.calendars);
    Ok(dates.ok().and_then(|dates| dates.due))
}
