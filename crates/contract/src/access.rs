use habeas_case::AccessEvent;
use habeas_envelope::{EventRecord, StreamKind};
use prost::Message;

use crate::{DecodeError, proto, read::Reader, write};

/// The body of an event of an access stream.
#[must_use]
pub fn encode_access(event: &AccessEvent) -> Vec<u8> {
    match event {
        AccessEvent::Accessed {
            owner_kind,
            owner,
            compartment,
            purpose,
        } => proto::FileAccessed {
            owner_kind: owner_kind.as_str().to_owned(),
            owner: owner.as_bytes().to_vec(),
            compartment: write::code(compartment),
            purpose: write::code(purpose),
        }
        .encode_to_vec(),
    }
}

/// The event of an access stream that a record holds, by its event type.
///
/// # Errors
/// When a newer build wrote it, or the body is not what the schema says.
pub fn decode_access(record: &EventRecord) -> Result<AccessEvent, DecodeError> {
    let r = Reader::new(record);
    match r.event_type() {
        "file-accessed" => {
            let m: proto::FileAccessed = r.message()?;
            Ok(AccessEvent::Accessed {
                owner_kind: r.word(m.owner_kind, "owner_kind", StreamKind::from_word)?,
                owner: r.uuid(&m.owner, "owner")?,
                compartment: r.code(m.compartment, "compartment")?,
                purpose: r.code(m.purpose, "purpose")?,
            })
        }
        _ => Err(r.newer_build()),
    }
}
