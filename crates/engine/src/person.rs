use habeas_case::SubmissionEvent;
use habeas_contract::decode_submission;
use habeas_envelope::{EventRecord, SubmissionId};
use habeas_vault::{Basis, Compartment, Owner, Receipt};

/// The compartments that a message to the person can be sealed in: general, or that of the desk
/// that wrote it. The person's own code opens no more of them than was wrapped to it.
const WRITTEN_IN: [Compartment; 5] = [
    Compartment::General,
    Compartment::Medical,
    Compartment::Psychosocial,
    Compartment::Dpo,
    Compartment::Board,
];

/// The receipt that a record read from the log gives to the person: of a message of the house
/// that they opened, or of an answer that they collected. None for any other record.
#[must_use]
pub fn person_receipt(record: &EventRecord) -> Option<Receipt> {
    let (basis, opens) = match decode_submission(record).ok()? {
        SubmissionEvent::MessageOpened { .. } if record.actor.staff_id().is_none() => {
            let owner = Owner::submission(SubmissionId(record.stream.id));
            let opens = WRITTEN_IN.iter().map(|compartment| (owner, *compartment));
            (Basis::MessageOpened, opens.collect())
        }
        SubmissionEvent::AnswerCollected { case, .. } => {
            let opens = vec![(Owner::case(case), Compartment::Answer)];
            (Basis::Collected, opens)
        }
        _ => return None,
    };
    Some(Receipt::after_commit(
        record.stream.controller.clone(),
        record.actor.clone(),
        record.id,
        basis,
        opens,
    ))
}
