use chrono::NaiveDate;
use habeas_case::{
    Decision, Refusal, SUBMISSION_CORRECTED,
    case::{self, Case},
    submission::Submission,
};
use habeas_engine::{Command, Loaded, ReactContext, Trigger, notice_of_moved_date};
use habeas_envelope::{ActorId, CaseId, Code, SubmissionId};

/// The day of receipt of a submission was another: so it was of every case that is open, and the
/// one date the person sees moves with them. Nothing is counted that could go stale: every date is
/// computed from the facts, an extension's among them. A case whose facts the day would contradict
/// keeps its own, and says so to whoever handles it.
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
    for (case_id, case) in open_cases(id, loaded) {
        let command = case::Command::CorrectReceipt {
            day,
            reason: Code::literal(SUBMISSION_CORRECTED),
        };
        latest = latest.max(due(case, Some(command.clone()), trigger, ctx)?);
        commands.push(Command::Case(case_id, command));
    }
    commands.extend(tell(id, state, loaded, latest, trigger, ctx));
    Ok(commands)
}

/// The day of receipt of one case was corrected by whoever handles it: the person is told where
/// the date moves that they were told.
pub(crate) fn receipt_of_case(
    id: SubmissionId,
    state: &Submission,
    loaded: &Loaded,
    trigger: &Trigger,
    ctx: &ReactContext<'_>,
) -> Result<Vec<Command>, Refusal> {
    let mut latest = None;
    for (_, case) in open_cases(id, loaded) {
        latest = latest.max(due(case, None, trigger, ctx)?);
    }
    Ok(tell(id, state, loaded, latest, trigger, ctx).collect())
}

fn open_cases(id: SubmissionId, loaded: &Loaded) -> impl Iterator<Item = (CaseId, &Case)> {
    loaded
        .cases_of(id)
        .filter(|(_, case)| case.closed.is_none())
}

/// The new date, and a notice of it, where another was told last: at first, or with the notice of
/// an extension.
fn tell(
    id: SubmissionId,
    state: &Submission,
    loaded: &Loaded,
    latest: Option<NaiveDate>,
    trigger: &Trigger,
    ctx: &ReactContext<'_>,
) -> impl Iterator<Item = Command> {
    let extended = open_cases(id, loaded)
        .filter_map(|(_, case)| case.told)
        .max();
    latest
        .filter(|day| extended.max(state.told) != Some(*day))
        .and_then(|day| notice_of_moved_date(state, id, trigger.event, day, ctx.now))
        .into_iter()
        .flatten()
}

/// When a case is due once this is done; none once it counts as answered, for nobody waits for
/// it any more.
fn due(
    case: &Case,
    command: Option<case::Command>,
    trigger: &Trigger,
    ctx: &ReactContext<'_>,
) -> Result<Option<NaiveDate>, Refusal> {
    let bound = ctx
        .shelf
        .bind_case(&trigger.stream.controller, case)
        .map_err(|_| Refusal::NotOffered)?;
    let actor = ActorId::operator();
    let ctx = bound.context(ctx.now, &actor);
    if case.answered_on(&ctx).is_some() {
        return Ok(None);
    }
    let then = match command.map(|command| case::decide(case, command, &ctx)) {
        Some(Decision::Events(events)) => case.supposing(events, &ctx),
        _ => case.clone(),
    };
    Ok(then.dates(&ctx).and_then(|dates| dates.due))
}
