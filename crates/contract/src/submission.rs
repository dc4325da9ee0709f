use habeas_case::{
    Capacity, Channel, CloseReason, ContactKind, Questions, SubmissionClass, SubmissionEvent,
    SubmissionReceived,
};
use habeas_envelope::EventRecord;
use prost::Message;

use crate::{DecodeError, dispatch, proto, read::Reader, write};

/// The body of an event of a submission.
#[must_use]
pub fn encode_submission(event: &SubmissionEvent) -> Vec<u8> {
    use SubmissionEvent as E;
    match event {
        E::Received(received) => self::received(received).encode_to_vec(),
        E::Classified { class, rule, cases } => proto::SubmissionClassified {
            class: class.as_str().to_owned(),
            rule: write::code_opt(rule.as_ref()),
            cases: cases.iter().map(write::case_ref).collect(),
        }
        .encode_to_vec(),
        E::IdentityCheckOpened { desk, reason } => proto::IdentityCheckOpened {
            desk: write::code(desk),
            reason: write::code(reason),
        }
        .encode_to_vec(),
        E::IdentityEstablished {
            method,
            attestation,
        } => proto::IdentityEstablished {
            method: write::code(method),
            attestation: write::uuid_opt(*attestation),
        }
        .encode_to_vec(),
        E::IdentityRejected { ground, reason } => proto::IdentityRejected {
            ground: write::code(ground),
            reason: write::uuid_opt(*reason),
        }
        .encode_to_vec(),
        E::IdentityQuestionAsked {
            question,
            day,
            doubt,
        } => proto::IdentityQuestionAsked {
            question: write::uuid(*question),
            day: write::day(*day),
            doubt: write::code_opt(doubt.as_ref()),
        }
        .encode_to_vec(),
        E::IdentityReminded {
            question,
            alarm,
            overtook,
        } => proto::IdentityReminded {
            question: write::uuid(*question),
            alarm: write::code(alarm),
            overtook: overtook.iter().map(write::code).collect(),
        }
        .encode_to_vec(),
        E::IdentityClosureProposed { question } => proto::IdentityClosureProposed {
            question: write::uuid(*question),
        }
        .encode_to_vec(),
        E::IdentityEvidenceReceived { documents } => proto::IdentityEvidenceReceived {
            documents: write::documents(documents),
        }
        .encode_to_vec(),
        E::AuthorityAsked { question } => proto::AuthorityAsked {
            question: write::uuid(*question),
        }
        .encode_to_vec(),
        E::AuthorityProven { method } => proto::AuthorityProven {
            method: write::code(method),
        }
        .encode_to_vec(),
        E::AuthorityRefused { ground } => proto::AuthorityRefused {
            ground: write::code(ground),
        }
        .encode_to_vec(),
        E::AuthorityEnded => proto::AuthorityEnded {}.encode_to_vec(),
        E::HandedOver => proto::SubmissionHandedOver {}.encode_to_vec(),
        E::MessageReceived { item } => proto::MessageReceived {
            item: write::uuid(*item),
        }
        .encode_to_vec(),
        E::MessageSent { item } => proto::MessageSent {
            item: write::uuid(*item),
        }
        .encode_to_vec(),
        E::MessageOpened { item } => proto::MessageOpened {
            item: write::uuid(*item),
        }
        .encode_to_vec(),
        E::DocumentReceived { document } => proto::DocumentReceived {
            document: Some(write::document(document)),
        }
        .encode_to_vec(),
        E::PartyNamed { role, item } => proto::PartyNamed {
            role: write::code(role),
            item: write::uuid_opt(*item),
        }
        .encode_to_vec(),
        E::Withdrawn => proto::SubmissionWithdrawn {}.encode_to_vec(),
        E::AnswerCollected { case, answer } => proto::AnswerCollected {
            case_id: write::uuid(*case),
            answer: write::uuid(*answer),
        }
        .encode_to_vec(),
        E::ContactProven { method } => proto::ContactProven {
            method: write::code(method),
        }
        .encode_to_vec(),
        E::DateTold { day } => proto::SubmissionDateTold {
            day: write::day(*day),
        }
        .encode_to_vec(),
        E::ReceiptCorrected { day, reason } => proto::SubmissionReceiptCorrected {
            day: write::day(*day),
            reason: write::code(reason),
        }
        .encode_to_vec(),
        E::Dispatch(event) => dispatch::encode(event),
        E::Closed { reason } => proto::SubmissionClosed {
            reason: reason.as_str().to_owned(),
        }
        .encode_to_vec(),
        E::KeysDestroyed {
            compartment,
            final_on,
        } => proto::SubmissionKeysDestroyed {
            compartment: write::code_opt(compartment.as_ref()),
            final_on: write::day(*final_on),
        }
        .encode_to_vec(),
    }
}

fn received(received: &SubmissionReceived) -> proto::SubmissionReceived {
    proto::SubmissionReceived {
        pack: write::pinned(&received.pack),
        calendar: write::pinned_opt(received.calendar.as_ref()),
        channel: received.channel.as_str().to_owned(),
        received_at: write::instant(received.received_at),
        received_on: write::day(received.received_on),
        language: write::code(&received.language),
        seed: received.seed.to_vec(),
        reference: write::code(&received.reference),
        person_key: received.person_key.to_vec(),
        capacity: received.capacity.as_str().to_owned(),
        requested: received.requested.iter().map(write::requested).collect(),
        filer: write::uuid(received.filer),
        subject: write::uuid_opt(received.subject),
        contact_kind: received.contact_kind.as_str().to_owned(),
        contact: write::uuid(received.contact),
        words: write::uuid_opt(received.words),
        documents: write::documents(&received.documents),
        named_office: write::code_opt(received.named_office.as_ref()),
        audience: write::code_opt(received.audience.as_ref()),
        elsewhere: received
            .questions
            .elsewhere
            .iter()
            .map(write::code)
            .collect(),
        answers: write::uuid_opt(received.questions.answers),
        aware_on: received.questions.aware_on.and_then(write::day),
        earlier: write::code_opt(received.questions.earlier.as_ref()),
        access_code: write::uuid_opt(received.access_code),
    }
}

/// The event of a submission that a record holds, by its event type.
///
/// # Errors
/// When a newer build wrote it, or the body is not what the schema says.
pub fn decode_submission(record: &EventRecord) -> Result<SubmissionEvent, DecodeError> {
    use SubmissionEvent as E;
    let r = &Reader::new(record);
    Ok(match r.event_type() {
        "submission-received" => E::Received(Box::new(read_received(r)?)),
        "submission-classified" => {
            let m: proto::SubmissionClassified = r.message()?;
            E::Classified {
                class: r.word(m.class, "class", SubmissionClass::from_word)?,
                rule: r.code_opt(m.rule, "rule")?,
                cases: r.cases(m.cases)?,
            }
        }
        "identity-check-opened" => {
            let m: proto::IdentityCheckOpened = r.message()?;
            E::IdentityCheckOpened {
                desk: r.code(m.desk, "desk")?,
                reason: r.code(m.reason, "reason")?,
            }
        }
        "identity-established" => {
            let m: proto::IdentityEstablished = r.message()?;
            E::IdentityEstablished {
                method: r.code(m.method, "method")?,
                attestation: r.uuid_opt(m.attestation.as_deref(), "attestation")?,
            }
        }
        "identity-rejected" => {
            let m: proto::IdentityRejected = r.message()?;
            E::IdentityRejected {
                ground: r.code(m.ground, "ground")?,
                reason: r.uuid_opt(m.reason.as_deref(), "reason")?,
            }
        }
        "identity-question-asked" => {
            let m: proto::IdentityQuestionAsked = r.message()?;
            E::IdentityQuestionAsked {
                question: r.uuid(&m.question, "question")?,
                day: r.day(m.day, "day")?,
                doubt: r.code_opt(m.doubt, "doubt")?,
            }
        }
        "identity-reminded" => {
            let m: proto::IdentityReminded = r.message()?;
            E::IdentityReminded {
                question: r.uuid(&m.question, "question")?,
                alarm: r.code(m.alarm, "alarm")?,
                overtook: r.codes(m.overtook, "overtook")?,
            }
        }
        "identity-closure-proposed" => {
            let m: proto::IdentityClosureProposed = r.message()?;
            E::IdentityClosureProposed {
                question: r.uuid(&m.question, "question")?,
            }
        }
        "identity-evidence-received" => {
            let m: proto::IdentityEvidenceReceived = r.message()?;
            E::IdentityEvidenceReceived {
                documents: r.documents(m.documents)?,
            }
        }
        "authority-asked" => {
            let m: proto::AuthorityAsked = r.message()?;
            E::AuthorityAsked {
                question: r.uuid(&m.question, "question")?,
            }
        }
        "authority-proven" => {
            let m: proto::AuthorityProven = r.message()?;
            E::AuthorityProven {
                method: r.code(m.method, "method")?,
            }
        }
        "authority-refused" => {
            let m: proto::AuthorityRefused = r.message()?;
            E::AuthorityRefused {
                ground: r.code(m.ground, "ground")?,
            }
        }
        "authority-ended" => {
            let proto::AuthorityEnded {} = r.message()?;
            E::AuthorityEnded
        }
        "submission-handed-over" => {
            let proto::SubmissionHandedOver {} = r.message()?;
            E::HandedOver
        }
        "message-received" => {
            let m: proto::MessageReceived = r.message()?;
            E::MessageReceived {
                item: r.uuid(&m.item, "item")?,
            }
        }
        "message-sent" => {
            let m: proto::MessageSent = r.message()?;
            E::MessageSent {
                item: r.uuid(&m.item, "item")?,
            }
        }
        "message-opened" => {
            let m: proto::MessageOpened = r.message()?;
            E::MessageOpened {
                item: r.uuid(&m.item, "item")?,
            }
        }
        "document-received" => {
            let m: proto::DocumentReceived = r.message()?;
            E::DocumentReceived {
                document: r.document(r.present(m.document, "document")?)?,
            }
        }
        "party-named" => {
            let m: proto::PartyNamed = r.message()?;
            E::PartyNamed {
                role: r.code(m.role, "role")?,
                item: r.uuid_opt(m.item.as_deref(), "item")?,
            }
        }
        "submission-withdrawn" => {
            let proto::SubmissionWithdrawn {} = r.message()?;
            E::Withdrawn
        }
        "answer-collected" => {
            let m: proto::AnswerCollected = r.message()?;
            E::AnswerCollected {
                case: r.uuid(&m.case_id, "case_id")?,
                answer: r.uuid(&m.answer, "answer")?,
            }
        }
        "contact-proven" => {
            let m: proto::ContactProven = r.message()?;
            E::ContactProven {
                method: r.code(m.method, "method")?,
            }
        }
        "submission-date-told" => {
            let m: proto::SubmissionDateTold = r.message()?;
            E::DateTold {
                day: r.day(m.day, "day")?,
            }
        }
        "submission-receipt-corrected" => {
            let m: proto::SubmissionReceiptCorrected = r.message()?;
            E::ReceiptCorrected {
                day: r.day(m.day, "day")?,
                reason: r.code(m.reason, "reason")?,
            }
        }
        "submission-closed" => {
            let m: proto::SubmissionClosed = r.message()?;
            E::Closed {
                reason: r.word(m.reason, "reason", CloseReason::from_word)?,
            }
        }
        "submission-keys-destroyed" => {
            let m: proto::SubmissionKeysDestroyed = r.message()?;
            E::KeysDestroyed {
                compartment: r.code_opt(m.compartment, "compartment")?,
                final_on: r.day(m.final_on, "final_on")?,
            }
        }
        _ => E::Dispatch(dispatch::decode(r)?),
    })
}

fn read_received(r: &Reader<'_>) -> Result<SubmissionReceived, DecodeError> {
    let m: proto::SubmissionReceived = r.message()?;
    Ok(SubmissionReceived {
        pack: r.pinned(m.pack, "pack")?,
        calendar: r.pinned_opt(m.calendar, "calendar")?,
        channel: r.word(m.channel, "channel", Channel::from_word)?,
        received_at: r.instant(m.received_at, "received_at")?,
        received_on: r.day(m.received_on, "received_on")?,
        language: r.code(m.language, "language")?,
        seed: r.bytes(&m.seed, "seed")?,
        reference: r.code(m.reference, "reference")?,
        person_key: r.bytes(&m.person_key, "person_key")?,
        capacity: r.word(m.capacity, "capacity", Capacity::from_word)?,
        requested: r.requested(m.requested)?,
        filer: r.uuid(&m.filer, "filer")?,
        subject: r.uuid_opt(m.subject.as_deref(), "subject")?,
        contact_kind: r.word(m.contact_kind, "contact_kind", ContactKind::from_word)?,
        contact: r.uuid(&m.contact, "contact")?,
        words: r.uuid_opt(m.words.as_deref(), "words")?,
        documents: r.documents(m.documents)?,
        named_office: r.code_opt(m.named_office, "named_office")?,
        audience: r.code_opt(m.audience, "audience")?,
        questions: Questions {
            elsewhere: r.codes(m.elsewhere, "elsewhere")?,
            answers: r.uuid_opt(m.answers.as_deref(), "answers")?,
            aware_on: r.day_opt(m.aware_on, "aware_on")?,
            earlier: r.code_opt(m.earlier, "earlier")?,
        },
        access_code: r.uuid_opt(m.access_code.as_deref(), "access_code")?,
    })
}
