use chrono::NaiveDate;
use habeas_case::{
    CaseEvent, ContactKind,
    case::{self, Case},
    submission,
};
use habeas_engine::Command;
use habeas_envelope::{ActorId, CaseId};
use habeas_timelimit::ExtensionOutcome;

use crate::Family;

/// Records the extensions of a case whose notice has left, and, where it left in time, the date
/// that the person was told by it. One that has not left, or never will, is nothing yet.
pub(crate) fn follow(family: &Family<'_>, id: CaseId, case: &Case) -> Vec<Command> {
    let mut commands = Vec::new();
    for ordered in case.extensions.iter().filter(|ordered| !ordered.recorded) {
        let order = &ordered.order;
        let sent = case.outgoing.get(order.dispatch);
        let Some(day) = sent.and_then(|view| view.sent_on) else {
            continue;
        };
        let left = case::Command::NoticeLeft {
            dispatch: order.dispatch,
        };
        commands.push(Command::Case(id, left));
        let received = family.submission.received.as_ref();
        if received.is_some_and(|r| r.contact_kind == ContactKind::Post) {
            // Who got it on paper finds it on screen as well, from now on.
            let item = order.notice;
            let tell = submission::Command::SendMessage { item };
            commands.push(Command::Submission(family.id, tell));
        }
        if case.closed.is_none()
            && let Some(day) = extended_to(family, case, order, day)
        {
            commands.push(Command::Case(id, case::Command::TellDate { day }));
        }
    }
    commands
}

/// The last day to answer once the notice is recorded, if it counts.
fn extended_to(
    family: &Family<'_>,
    case: &Case,
    order: &habeas_case::ExtensionOrder,
    day: NaiveDate,
) -> Option<NaiveDate> {
    let actor = ActorId::worker("response").ok()?;
    let controller = &family.trigger.stream.controller;
    let bound = family.ctx.shelf.bind_case(controller, case).ok()?;
    let ctx = bound.context(family.ctx.now, &actor);
    let extended = CaseEvent::ClockExtended {
        ground: order.ground.clone(),
        reason: order.reason,
        day,
        evidence: None,
    };
    let dates = case.supposing([extended], &ctx).dates(&ctx)?;
    dates
        .due
        .filter(|_| dates.extension == ExtensionOutcome::Valid)
}
