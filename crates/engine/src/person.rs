use habeas_case::SubmissionEvent;
use habeas_contract::decode_submission;
use habeas_envelope::{EventRecord, SubmissionId};
use habeas_vault::{Basis, Compartment, Owner, Receipt};

/// The receipt that a record read from the log gives to the person: of a message of the house
/// that they opened, or of an answer that they collected. None for any other record.
#[must_use]
pub fn person_receipt(record: &EventRecord) -> Option<Receipt> {
    let (basis, owner, compartment) = match decode_submission(record).ok()? {
        SubmissionEvent::MessageOpened { .. } => (
            Basis::MessageOpened,
            Owner::submission(SubmissionId(record.stream.id)),
            Compartment::General,
        ),
        SubmissionEvent::AnswerCollected { case, .. } => {
            (Basis::Collected, Owner::case(case), Compartment::Answer)
        }
        _ => return None,
    };
    Some(Receipt::after_commit(
        record.stream.controller.clone(),
        record.actor.clone(),
        record.id,
        basis,
        [(owner, compartment)],
    ))
}
