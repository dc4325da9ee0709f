use habeas_case::{
    CloseReason, DispatchCommand, DispatchStage,
    case::{self, Case},
    submission,
};
use habeas_engine::{Command, Loaded};
use habeas_envelope::{CaseId, SubmissionId};

/// Closes all that is open, and takes back what has not left.
pub(crate) fn close_all(id: SubmissionId, loaded: &Loaded) -> Vec<Command> {
    let mut commands = Vec::new();
    for (case_id, case) in loaded
        .cases_of(id)
        .filter(|(_, case)| case.closed.is_none())
    {
        commands.extend(take_back(case_id, case));
        let reason = CloseReason::Withdrawn;
        commands.push(Command::Case(case_id, case::Command::Close { reason }));
    }
    let reason = CloseReason::Withdrawn;
    commands.push(Command::Submission(
        id,
        submission::Command::Close { reason },
    ));
    commands
}

/// The request to an office is stopped while it lies in the house. Of a case that has been
/// answered everything goes on its way.
fn take_back(id: CaseId, case: &Case) -> impl Iterator<Item = Command> {
    let answered = case.answer.as_ref().is_some_and(|answer| answer.hold_ended);
    case.outgoing
        .iter()
        .filter(move |(_, view)| {
            let here = matches!(
                view.stage,
                DispatchStage::Ordered
                    | DispatchStage::Queued
                    | DispatchStage::Printed
                    | DispatchStage::Failed
            );
            here && !answered
        })
        .map(move |(dispatch, _)| {
            Command::Case(
                id,
                case::Command::Dispatch(DispatchCommand::Cancel { dispatch }),
            )
        })
}
