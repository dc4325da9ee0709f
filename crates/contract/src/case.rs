use habeas_case::{
    AnswerStep, CaseEvent, CaseOpened, CloseReason, ComplaintStep, ExtensionOrder, PartyStep,
    Questions, RestrictionStep, RouteVia, TaskKind,
};
use habeas_envelope::EventRecord;
use prost::Message;

use crate::{DecodeError, dispatch, proto, read::Reader, write};

/// The body of an event of a case.
#[must_use]
pub fn encode_case(event: &CaseEvent) -> Vec<u8> {
    use CaseEvent as E;
    match event {
        E::Opened(opened) => self::opened(opened).encode_to_vec(),
        E::KindCorrected {
            kind,
            desk,
            compartment,
            regime,
            clock,
            reason,
        } => proto::CaseKindCorrected {
            kind: write::code(kind),
            desk: write::code(desk),
            compartment: write::code(compartment),
            regime: write::code(regime),
            clock: write::code(clock),
            reason: write::uuid_opt(*reason),
        }
        .encode_to_vec(),
        E::IdentitySettled { method } => proto::IdentitySettled {
            method: write::code(method),
        }
        .encode_to_vec(),
        E::Routed {
            desk,
            office,
            via,
            rule,
        } => proto::CaseRouted {
            desk: write::code(desk),
            office: write::code_opt(office.as_ref()),
            via: via.as_str().to_owned(),
            rule: write::code_opt(rule.as_ref()),
        }
        .encode_to_vec(),
        E::RoutingReferred { reason } => proto::RoutingReferred {
            reason: write::code(reason),
        }
        .encode_to_vec(),
        E::ClockPaused {
            cause,
            day,
            evidence,
        } => proto::ClockPaused {
            cause: write::code(cause),
            day: write::day(*day),
            evidence: write::uuid_opt(*evidence),
        }
        .encode_to_vec(),
        E::ClockResumed { paused_by, day } => proto::ClockResumed {
            paused_by: Some(*paused_by),
            day: write::day(*day),
        }
        .encode_to_vec(),
        E::ExtensionOrdered(order) => proto::ExtensionOrdered {
            ground: write::code(&order.ground),
            reason: write::uuid(order.reason),
            notice: write::uuid(order.notice),
            dispatch: write::uuid(order.dispatch),
        }
        .encode_to_vec(),
        E::ClockExtended {
            ground,
            reason,
            day,
            evidence,
        } => proto::ClockExtended {
            ground: write::code(ground),
            reason: write::uuid(*reason),
            day: write::day(*day),
            evidence: write::uuid_opt(*evidence),
        }
        .encode_to_vec(),
        E::ReceiptCorrected { day, reason } => proto::ReceiptCorrected {
            day: write::day(*day),
            reason: write::code(reason),
        }
        .encode_to_vec(),
        E::ReceiptLeft { day, reason } => proto::ReceiptLeft {
            day: write::day(*day),
            reason: write::code(reason),
        }
        .encode_to_vec(),
        E::FactRetracted { seq } => proto::FactRetracted { seq: Some(*seq) }.encode_to_vec(),
        E::DateTold { day } => proto::DateTold {
            day: write::day(*day),
        }
        .encode_to_vec(),
        E::Party { role, step, item } => proto::PartyChanged {
            role: write::code(role),
            step: step.as_str().to_owned(),
            item: write::uuid_opt(*item),
        }
        .encode_to_vec(),
        E::TaskOpened {
            task,
            kind,
            holder,
            due,
        } => proto::TaskOpened {
            task: write::uuid(*task),
            kind: kind.as_str().to_owned(),
            holder: write::code(holder),
            due: due.and_then(write::day),
        }
        .encode_to_vec(),
        E::TaskDone { task } => proto::TaskDone {
            task: write::uuid(*task),
        }
        .encode_to_vec(),
        E::GroundReferred { .. } | E::GroundDecided { .. } | E::FeeAsked { .. } => {
            crate::grounds::encode(event)
        }
        E::AnswerDrafted {
            draft,
            content,
            parts,
        } => proto::AnswerDrafted {
            draft: write::uuid(*draft),
            content: write::hash(*content),
            parts: parts.iter().map(write::part).collect(),
        }
        .encode_to_vec(),
        E::AnswerApproved { draft, content } => proto::AnswerApproved {
            draft: write::uuid(*draft),
            content: write::hash(*content),
        }
        .encode_to_vec(),
        E::AnswerReturned { draft, remarks } => proto::AnswerReturnedToAuthor {
            draft: write::uuid(*draft),
            remarks: write::uuid_opt(*remarks),
        }
        .encode_to_vec(),
        E::AnswerOrdered {
            draft,
            answer,
            content,
            answer_key,
            hold_until,
        } => proto::AnswerOrdered {
            draft: write::uuid(*draft),
            answer: write::uuid(*answer),
            content: write::hash(*content),
            answer_key: answer_key.to_vec(),
            hold_until: write::instant(*hold_until),
        }
        .encode_to_vec(),
        E::AnswerRecalled => proto::AnswerRecalled {}.encode_to_vec(),
        E::HoldEnded { early } => proto::HoldEnded {
            early: Some(*early),
        }
        .encode_to_vec(),
        E::Answer { step, answer, day } => proto::AnswerAdvanced {
            step: step.as_str().to_owned(),
            answer: write::uuid(*answer),
            day: write::day(*day),
        }
        .encode_to_vec(),
        E::Restriction { step, day } => proto::RestrictionChanged {
            step: step.as_str().to_owned(),
            day: write::day(*day),
        }
        .encode_to_vec(),
        E::AlarmRung {
            alarm,
            rung_for,
            also_for,
            overtook,
            due_at,
        } => proto::AlarmRung {
            alarm: write::code(alarm),
            rung_for: write::code(rung_for),
            also_for: also_for.iter().map(write::code).collect(),
            overtook: overtook.iter().map(write::code).collect(),
            due_at: due_at.and_then(write::instant),
        }
        .encode_to_vec(),
        E::LimitMissed { limit, day } => proto::LimitMissed {
            limit: write::code(limit),
            day: write::day(*day),
        }
        .encode_to_vec(),
        E::ComplaintAdvanced { step, day, item } => proto::ComplaintAdvanced {
            step: step.as_str().to_owned(),
            day: write::day(*day),
            item: write::uuid_opt(*item),
        }
        .encode_to_vec(),
        E::RemedyOpened { remedy, until } => proto::RemedyOpened {
            remedy: write::code(remedy),
            until: write::day(*until),
        }
        .encode_to_vec(),
        E::Dispatch(event) => dispatch::encode(event),
        E::Closed { reason } => proto::CaseClosed {
            reason: reason.as_str().to_owned(),
        }
        .encode_to_vec(),
        E::Reopened { cause } => proto::CaseReopened {
            cause: write::code(cause),
        }
        .encode_to_vec(),
        E::LegalHoldSet { cause } => proto::LegalHoldSet {
            cause: write::code(cause),
        }
        .encode_to_vec(),
        E::LegalHoldLifted => proto::LegalHoldLifted {}.encode_to_vec(),
        E::PackRebound { pack } => proto::PackRebound {
            pack: write::pinned(pack),
        }
        .encode_to_vec(),
        E::CalendarApplied { calendar } => proto::CalendarApplied {
            calendar: write::pinned(calendar),
        }
        .encode_to_vec(),
        E::KeysDestroyed {
            compartment,
            final_on,
        } => proto::KeysDestroyed {
            compartment: write::code_opt(compartment.as_ref()),
            final_on: write::day(*final_on),
        }
        .encode_to_vec(),
    }
}

fn opened(opened: &CaseOpened) -> proto::CaseOpened {
    proto::CaseOpened {
        submission: write::uuid(opened.submission),
        right: write::code(&opened.right),
        kind: write::code(&opened.kind),
        pack: write::pinned(&opened.pack),
        calendar: write::pinned_opt(opened.calendar.as_ref()),
        regime: write::code(&opened.regime),
        clock: write::code(&opened.clock),
        received: write::day(opened.received),
        desk: write::code(&opened.desk),
        compartment: write::code(&opened.compartment),
        language: write::code(&opened.language),
        named_office: write::code_opt(opened.named_office.as_ref()),
        audience: write::code_opt(opened.audience.as_ref()),
        elsewhere: opened.questions.elsewhere.iter().map(write::code).collect(),
        answers: write::uuid_opt(opened.questions.answers),
        aware_on: opened.questions.aware_on.and_then(write::day),
        earlier: write::code_opt(opened.questions.earlier.as_ref()),
    }
}

/// The event of a case that a record holds, by its event type.
///
/// # Errors
/// When a newer build wrote it, or the body is not what the schema says.
pub fn decode_case(record: &EventRecord) -> Result<CaseEvent, DecodeError> {
    use CaseEvent as E;
    let r = &Reader::new(record);
    Ok(match r.event_type() {
        "case-opened" => E::Opened(Box::new(read_opened(r)?)),
        "case-kind-corrected" => {
            let m: proto::CaseKindCorrected = r.message()?;
            E::KindCorrected {
                kind: r.code(m.kind, "kind")?,
                desk: r.code(m.desk, "desk")?,
                compartment: r.code(m.compartment, "compartment")?,
                regime: r.code(m.regime, "regime")?,
                clock: r.code(m.clock, "clock")?,
                reason: r.uuid_opt(m.reason.as_deref(), "reason")?,
            }
        }
        "identity-settled" => {
            let m: proto::IdentitySettled = r.message()?;
            E::IdentitySettled {
                method: r.code(m.method, "method")?,
            }
        }
        "case-routed" => {
            let m: proto::CaseRouted = r.message()?;
            E::Routed {
                desk: r.code(m.desk, "desk")?,
                office: r.code_opt(m.office, "office")?,
                via: r.word(m.via, "via", RouteVia::from_word)?,
                rule: r.code_opt(m.rule, "rule")?,
            }
        }
        "routing-referred" => {
            let m: proto::RoutingReferred = r.message()?;
            E::RoutingReferred {
                reason: r.code(m.reason, "reason")?,
            }
        }
        "clock-paused" => {
            let m: proto::ClockPaused = r.message()?;
            E::ClockPaused {
                cause: r.code(m.cause, "cause")?,
                day: r.day(m.day, "day")?,
                evidence: r.uuid_opt(m.evidence.as_deref(), "evidence")?,
            }
        }
        "clock-resumed" => {
            let m: proto::ClockResumed = r.message()?;
            E::ClockResumed {
                paused_by: r.present(m.paused_by, "paused_by")?,
                day: r.day(m.day, "day")?,
            }
        }
        "extension-ordered" => {
            let m: proto::ExtensionOrdered = r.message()?;
            E::ExtensionOrdered(ExtensionOrder {
                ground: r.code(m.ground, "ground")?,
                reason: r.uuid(&m.reason, "reason")?,
                notice: r.uuid(&m.notice, "notice")?,
                dispatch: r.uuid(&m.dispatch, "dispatch")?,
            })
        }
        "clock-extended" => {
            let m: proto::ClockExtended = r.message()?;
            E::ClockExtended {
                ground: r.code(m.ground, "ground")?,
                reason: r.uuid(&m.reason, "reason")?,
                day: r.day(m.day, "day")?,
                evidence: r.uuid_opt(m.evidence.as_deref(), "evidence")?,
            }
        }
        "receipt-corrected" => {
            let m: proto::ReceiptCorrected = r.message()?;
            E::ReceiptCorrected {
                day: r.day(m.day, "day")?,
                reason: r.code(m.reason, "reason")?,
            }
        }
        "receipt-left" => {
            let m: proto::ReceiptLeft = r.message()?;
            E::ReceiptLeft {
                day: r.day(m.day, "day")?,
                reason: r.code(m.reason, "reason")?,
            }
        }
        "fact-retracted" => {
            let m: proto::FactRetracted = r.message()?;
            E::FactRetracted {
                seq: r.present(m.seq, "seq")?,
            }
        }
        "date-told" => {
            let m: proto::DateTold = r.message()?;
            E::DateTold {
                day: r.day(m.day, "day")?,
            }
        }
        "party-changed" => {
            let m: proto::PartyChanged = r.message()?;
            E::Party {
                role: r.code(m.role, "role")?,
                step: r.word(m.step, "step", PartyStep::from_word)?,
                item: r.uuid_opt(m.item.as_deref(), "item")?,
            }
        }
        "task-opened" => {
            let m: proto::TaskOpened = r.message()?;
            E::TaskOpened {
                task: r.uuid(&m.task, "task")?,
                kind: r.word(m.kind, "kind", TaskKind::from_word)?,
                holder: r.code(m.holder, "holder")?,
                due: r.day_opt(m.due, "due")?,
            }
        }
        "task-done" => {
            let m: proto::TaskDone = r.message()?;
            E::TaskDone {
                task: r.uuid(&m.task, "task")?,
            }
        }
        "restriction-changed" => {
            let m: proto::RestrictionChanged = r.message()?;
            E::Restriction {
                step: r.word(m.step, "step", RestrictionStep::from_word)?,
                day: r.day(m.day, "day")?,
            }
        }
        "alarm-rung" => {
            let m: proto::AlarmRung = r.message()?;
            E::AlarmRung {
                alarm: r.code(m.alarm, "alarm")?,
                rung_for: r.code(m.rung_for, "rung_for")?,
                also_for: r.codes(m.also_for, "also_for")?,
                overtook: r.codes(m.overtook, "overtook")?,
                due_at: r.instant_opt(m.due_at, "due_at")?,
            }
        }
        "limit-missed" => {
            let m: proto::LimitMissed = r.message()?;
            E::LimitMissed {
                limit: r.code(m.limit, "limit")?,
                day: r.day(m.day, "day")?,
            }
        }
        "complaint-advanced" => {
            let m: proto::ComplaintAdvanced = r.message()?;
            E::ComplaintAdvanced {
                step: r.word(m.step, "step", ComplaintStep::from_word)?,
                day: r.day(m.day, "day")?,
                item: r.uuid_opt(m.item.as_deref(), "item")?,
            }
        }
        "remedy-opened" => {
            let m: proto::RemedyOpened = r.message()?;
            E::RemedyOpened {
                remedy: r.code(m.remedy, "remedy")?,
                until: r.day(m.until, "until")?,
            }
        }
        "case-closed" => {
            let m: proto::CaseClosed = r.message()?;
            E::Closed {
                reason: r.word(m.reason, "reason", CloseReason::from_word)?,
            }
        }
        "case-reopened" => {
            let m: proto::CaseReopened = r.message()?;
            E::Reopened {
                cause: r.code(m.cause, "cause")?,
            }
        }
        "legal-hold-set" => {
            let m: proto::LegalHoldSet = r.message()?;
            E::LegalHoldSet {
                cause: r.code(m.cause, "cause")?,
            }
        }
        "legal-hold-lifted" => {
            let proto::LegalHoldLifted {} = r.message()?;
            E::LegalHoldLifted
        }
        "pack-rebound" => {
            let m: proto::PackRebound = r.message()?;
            E::PackRebound {
                pack: r.pinned(m.pack, "pack")?,
            }
        }
        "calendar-applied" => {
            let m: proto::CalendarApplied = r.message()?;
            E::CalendarApplied {
                calendar: r.pinned(m.calendar, "calendar")?,
            }
        }
        "keys-destroyed" => {
            let m: proto::KeysDestroyed = r.message()?;
            E::KeysDestroyed {
                compartment: r.code_opt(m.compartment, "compartment")?,
                final_on: r.day(m.final_on, "final_on")?,
            }
        }
        "ground-referred" | "ground-decided" | "fee-asked" => crate::grounds::decode(r)?,
        _ => return read_answering(r),
    })
}

fn read_opened(r: &Reader<'_>) -> Result<CaseOpened, DecodeError> {
    let m: proto::CaseOpened = r.message()?;
    Ok(CaseOpened {
        submission: r.uuid(&m.submission, "submission")?,
        right: r.code(m.right, "right")?,
        kind: r.code(m.kind, "kind")?,
        pack: r.pinned(m.pack, "pack")?,
        calendar: r.pinned_opt(m.calendar, "calendar")?,
        regime: r.code(m.regime, "regime")?,
        clock: r.code(m.clock, "clock")?,
        received: r.day(m.received, "received")?,
        desk: r.code(m.desk, "desk")?,
        compartment: r.code(m.compartment, "compartment")?,
        language: r.code(m.language, "language")?,
        named_office: r.code_opt(m.named_office, "named_office")?,
        audience: r.code_opt(m.audience, "audience")?,
        questions: Questions {
            elsewhere: r.codes(m.elsewhere, "elsewhere")?,
            answers: r.uuid_opt(m.answers.as_deref(), "answers")?,
            aware_on: r.day_opt(m.aware_on, "aware_on")?,
            earlier: r.code_opt(m.earlier, "earlier")?,
        },
    })
}

/// The events of the answer and, last, those of what leaves the house.
fn read_answering(r: &Reader<'_>) -> Result<CaseEvent, DecodeError> {
    use CaseEvent as E;
    Ok(match r.event_type() {
        "answer-drafted" => {
            let m: proto::AnswerDrafted = r.message()?;
            E::AnswerDrafted {
                draft: r.uuid(&m.draft, "draft")?,
                content: r.hash(&m.content, "content")?,
                parts: r.parts(m.parts)?,
            }
        }
        "answer-approved" => {
            let m: proto::AnswerApproved = r.message()?;
            E::AnswerApproved {
                draft: r.uuid(&m.draft, "draft")?,
                content: r.hash(&m.content, "content")?,
            }
        }
        "answer-returned-to-author" => {
            let m: proto::AnswerReturnedToAuthor = r.message()?;
            E::AnswerReturned {
                draft: r.uuid(&m.draft, "draft")?,
                remarks: r.uuid_opt(m.remarks.as_deref(), "remarks")?,
            }
        }
        "answer-ordered" => {
            let m: proto::AnswerOrdered = r.message()?;
            E::AnswerOrdered {
                draft: r.uuid(&m.draft, "draft")?,
                answer: r.uuid(&m.answer, "answer")?,
                content: r.hash(&m.content, "content")?,
                answer_key: r.bytes(&m.answer_key, "answer_key")?,
                hold_until: r.instant(m.hold_until, "hold_until")?,
            }
        }
        "answer-recalled" => {
            let proto::AnswerRecalled {} = r.message()?;
            E::AnswerRecalled
        }
        "hold-ended" => {
            let m: proto::HoldEnded = r.message()?;
            E::HoldEnded {
                early: r.present(m.early, "early")?,
            }
        }
        "answer-advanced" => {
            let m: proto::AnswerAdvanced = r.message()?;
            E::Answer {
                step: r.word(m.step, "step", AnswerStep::from_word)?,
                answer: r.uuid(&m.answer, "answer")?,
                day: r.day(m.day, "day")?,
            }
        }
        _ => E::Dispatch(dispatch::decode(r)?),
    })
}
