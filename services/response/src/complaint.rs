use habeas_case::{
    ComplaintStep, ContactKind, DispatchChannel, DispatchCommand, case, dispatch_id,
};
use habeas_engine::Command;
use habeas_envelope::Code;

use crate::Family;

/// The mail that says that there is news.
const NEWS: &str = "message-waiting";

/// A refusal was deemed to be given: who is reached by mail is told that there is news, which the
/// page of the request then shows with the last day of the next remedy. Other steps are told by
/// whoever records them.
pub(crate) fn tell(family: &Family<'_>) -> Vec<Command> {
    if family.trigger.event_type != "complaint-advanced" {
        return Vec::new();
    }
    let by_mail = family
        .submission
        .received
        .as_ref()
        .is_some_and(|received| received.contact_kind == ContactKind::Email);
    let deemed = family
        .cases()
        .filter(|(id, _)| id.0 == family.trigger.stream.id)
        .filter(|(_, case)| case.complaint_on(ComplaintStep::DeemedRefused).is_some());
    deemed
        .filter(|_| by_mail)
        .map(|(id, _)| {
            // One mail a case, whichever message brings it here.
            let template = Code::literal(NEWS);
            let order = DispatchCommand::Order {
                dispatch: dispatch_id(family.deemed_key(), id.0, &template),
                channel: DispatchChannel::Mail,
                template,
                language: family.language(),
                office: None,
                not_before: family.ctx.now,
                items: Vec::new(),
            };
            Command::Case(id, case::Command::Dispatch(order))
        })
        .collect()
}

impl Family<'_> {
    /// What makes the mail of a deemed refusal one: the submission it is about.
    fn deemed_key(&self) -> habeas_envelope::EventId {
        habeas_envelope::EventId(self.id.0)
    }
}
