//! The events about grounds that an office alone may use, and about fees.

use habeas_case::{CaseEvent, Money};
use prost::Message;

use crate::{DecodeError, proto, read::Reader, write};

/// The body of such an event; empty for any other.
pub(crate) fn encode(event: &CaseEvent) -> Vec<u8> {
    match event {
        CaseEvent::GroundReferred {
            ground,
            office,
            question,
        } => proto::GroundReferred {
            ground: write::code(ground),
            office: write::code(office),
            question: write::uuid(*question),
        }
        .encode_to_vec(),
        CaseEvent::GroundDecided {
            ground,
            open,
            reason,
        } => proto::GroundDecided {
            ground: write::code(ground),
            open: Some(*open),
            reason: write::uuid(*reason),
        }
        .encode_to_vec(),
        CaseEvent::FeeAsked {
            ground,
            reason,
            amount,
        } => proto::FeeAsked {
            ground: write::code(ground),
            reason: write::uuid(*reason),
            cents: Some(amount.cents),
            currency: write::code(&amount.currency),
        }
        .encode_to_vec(),
        _ => Vec::new(),
    }
}

/// The event of a record whose type is one of these; the last of them otherwise.
pub(crate) fn decode(r: &Reader<'_>) -> Result<CaseEvent, DecodeError> {
    Ok(match r.event_type() {
        "ground-referred" => {
            let m: proto::GroundReferred = r.message()?;
            CaseEvent::GroundReferred {
                ground: r.code(m.ground, "ground")?,
                office: r.code(m.office, "office")?,
                question: r.uuid(&m.question, "question")?,
            }
        }
        "ground-decided" => {
            let m: proto::GroundDecided = r.message()?;
            CaseEvent::GroundDecided {
                ground: r.code(m.ground, "ground")?,
                open: r.present(m.open, "open")?,
                reason: r.uuid(&m.reason, "reason")?,
            }
        }
        _ => {
            let m: proto::FeeAsked = r.message()?;
            CaseEvent::FeeAsked {
                ground: r.code(m.ground, "ground")?,
                reason: r.uuid(&m.reason, "reason")?,
                amount: Money {
                    cents: r.present(m.cents, "cents")?,
                    currency: r.code(m.currency, "currency")?,
                },
            }
        }
    })
}
