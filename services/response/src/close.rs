use habeas_case::{
    CloseReason, ContactKind, DispatchChannel, DispatchCommand, SubmissionClass, case, dispatch_id,
    submission::{self, IdentityState},
};
use habeas_engine::Command;
use habeas_envelope::Code;

use crate::{Family, IDENTITY_NOT_ESTABLISHED};

/// Closes a submission whose identity could not be settled, with its cases, or one whose cases
/// are all closed. One that was taken back is intake's.
pub(crate) fn submission(family: &Family<'_>) -> Vec<Command> {
    let state = family.submission;
    let request = state.class == Some(SubmissionClass::Request);
    if !request || state.withdrawn || state.closed.is_some() {
        return Vec::new();
    }
    let rejected = matches!(state.identity, IdentityState::Rejected { .. });
    if rejected && state.unseen_evidence.is_none() {
        return identity_not_established(family);
    }
    all_closed(family)
        .map(|reason| close(family, reason))
        .into_iter()
        .collect()
}

fn identity_not_established(family: &Family<'_>) -> Vec<Command> {
    let reason = CloseReason::IdentityNotEstablished;
    let open = family.cases().filter(|(_, case)| case.closed.is_none());
    let mut commands: Vec<Command> = open
        .map(|(id, _)| Command::Case(id, case::Command::Close { reason }))
        .collect();
    commands.push(tell(family));
    commands.push(close(family, reason));
    commands
}

/// Tells the person: a mail that says that there is a message, or a letter.
fn tell(family: &Family<'_>) -> Command {
    let by_post = family
        .submission
        .received
        .as_ref()
        .is_some_and(|received| received.contact_kind == ContactKind::Post);
    let channel = if by_post {
        DispatchChannel::Letter
    } else {
        DispatchChannel::Mail
    };
    let template = Code::literal(IDENTITY_NOT_ESTABLISHED);
    let order = DispatchCommand::Order {
        dispatch: dispatch_id(family.trigger.event, family.id.0, &template),
        channel,
        template,
        language: family.language(),
        office: None,
        not_before: family.ctx.now,
        items: Vec::new(),
    };
    Command::Submission(family.id, submission::Command::Dispatch(order))
}

/// Why the submission has come to its end, when all its cases have: answered if one was.
fn all_closed(family: &Family<'_>) -> Option<CloseReason> {
    let mut reason = None;
    for reference in &family.submission.cases {
        let (_, case) = family.cases().find(|(id, _)| *id == reference.case)?;
        let closed = case.closed?;
        if reason != Some(CloseReason::Answered) {
            reason = Some(closed);
        }
    }
    reason
}

fn close(family: &Family<'_>, reason: CloseReason) -> Command {
    Command::Submission(family.id, submission::Command::Close { reason })
}
