//! Whom to write to at once, because a date is in danger. Pure: what rang says for whom it rang.

use std::collections::BTreeMap;

use habeas_case::{
    CaseEvent, ObligationEvent,
    case::{self, may_be_mailed},
    obligation,
};
use habeas_contract::{decode_case, decode_obligation};
use habeas_engine::Executed;
use habeas_envelope::{CaseId, Code, EventId, StreamKind, StreamRef};
use habeas_regime::{DeskId, OfficeId, Pack};

/// The offices that what has rung in a stream is told to by a mail of its own, each once, with the
/// event it follows from: of several that rang together the last.
pub(crate) fn told_at_once(
    pack: &Pack,
    stream: &StreamRef,
    executed: &Executed,
) -> BTreeMap<OfficeId, EventId> {
    let mut told = BTreeMap::new();
    for record in &executed.events {
        let rung = match stream.kind {
            StreamKind::Case => match decode_case(record) {
                Ok(CaseEvent::AlarmRung {
                    alarm,
                    rung_for,
                    also_for,
                    ..
                }) => case::in_danger(alarm.as_str()).then_some((rung_for, also_for)),
                _ => None,
            },
            StreamKind::Obligation => match decode_obligation(record) {
                Ok(ObligationEvent::AlarmRung {
                    alarm,
                    rung_for,
                    also_for,
                }) => obligation::in_danger(alarm.as_str()).then_some((rung_for, also_for)),
                _ => None,
            },
            StreamKind::Submission | StreamKind::Access | StreamKind::Registry => None,
        };
        let Some((rung_for, also_for)) = rung else {
            continue;
        };
        let whom = std::iter::once(rung_for).chain(also_for);
        let offices = whom.map(|code| head_of(&code, pack));
        let offices = offices.filter(|whom| may_know(whom, stream, executed, pack));
        told.extend(offices.map(|office| (office, record.id)));
    }
    told
}

/// An incident stands at no closed desk; of a case at one, not everybody may be told.
fn may_know(whom: &OfficeId, stream: &StreamRef, executed: &Executed, pack: &Pack) -> bool {
    if stream.kind == StreamKind::Obligation {
        return true;
    }
    let case = executed.after.case(CaseId(stream.id));
    case.is_some_and(|case| may_be_mailed(whom, case.desk.as_ref(), case.office.as_ref(), pack))
}

/// The office that a code of an alarm stands for: a desk stands for the one that heads it.
fn head_of(code: &Code, pack: &Pack) -> OfficeId {
    let desk = pack.desk(&DeskId::from(code.clone()));
    desk.map_or_else(|| OfficeId::from(code.clone()), |desk| desk.office.clone())
}
