use habeas_case::{DispatchCommand, case, dispatch_id};
use habeas_engine::Command;
use habeas_envelope::{Code, EventId};

use crate::Family;

/// The mail that there is news, or the letter that says that a decision is late and what it costs.
const DECISION_LATE: &str = "decision-late";

/// A last day has passed without a decision, and the pack says what that costs: the person is told
/// of it once a case, as information.
pub(crate) fn tell(family: &Family<'_>) -> Vec<Command> {
    if family.trigger.event_type != "limit-missed" {
        return Vec::new();
    }
    let mut commands = Vec::new();
    for (id, case) in family.cases() {
        let late = case.missed.iter().any(|(limit, _)| limit == "due");
        let costs = case.exercise().is_some_and(|(right, kind)| {
            let pack = family.pack(case);
            pack.is_ok_and(|pack| pack.lateness(&right, &kind).is_some())
        });
        if id.0 != family.trigger.stream.id || !late || !costs || case.closed.is_some() {
            continue;
        }
        let template = Code::literal(DECISION_LATE);
        let order = DispatchCommand::Order {
            // The submission it is about is what makes it one.
            dispatch: dispatch_id(EventId(family.id.0), id.0, &template),
            channel: family.channel(),
            template,
            language: family.language(),
            office: None,
            not_before: family.ctx.now,
            items: Vec::new(),
        };
        commands.push(Command::Case(id, case::Command::Dispatch(order)));
    }
    commands
}
