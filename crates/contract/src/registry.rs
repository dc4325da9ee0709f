use habeas_case::{
    RegistryEvent,
    registry::{DayChange, DayStep, ProposalSource, VersionOf, VersionProposed},
};
use habeas_envelope::EventRecord;
use prost::Message;

use crate::{DecodeError, dispatch, proto, read::Reader, write};

/// The body of an event of a registry.
#[must_use]
pub fn encode_registry(event: &RegistryEvent) -> Vec<u8> {
    match event {
        RegistryEvent::VersionProposed(proposed) => proto::VersionProposed {
            of: proposed.of.as_str().to_owned(),
            version: write::pinned(&proposed.version),
            replaces: write::pinned_opt(proposed.replaces.as_ref()),
            changes: proposed.changes.iter().map(day_change).collect(),
            source: proposed.source.as_str().to_owned(),
        }
        .encode_to_vec(),
        RegistryEvent::VersionApproved { version } => proto::VersionApproved {
            version: write::pinned(version),
        }
        .encode_to_vec(),
        RegistryEvent::VersionDeclined { version, reason } => proto::VersionDeclined {
            version: write::pinned(version),
            reason: write::code(reason),
        }
        .encode_to_vec(),
        RegistryEvent::VersionApplied { version, cases } => proto::VersionApplied {
            version: write::pinned(version),
            cases: Some(*cases),
        }
        .encode_to_vec(),
        RegistryEvent::Dispatch(event) => dispatch::encode(event),
    }
}

fn day_change(change: &DayChange) -> proto::DayChange {
    proto::DayChange {
        day: write::day(change.day),
        step: change.step.as_str().to_owned(),
    }
}

/// The event of a registry that a record holds, by its event type.
///
/// # Errors
/// When a newer build wrote it, or the body is not what the schema says.
pub fn decode_registry(record: &EventRecord) -> Result<RegistryEvent, DecodeError> {
    use RegistryEvent as E;
    let r = &Reader::new(record);
    Ok(match r.event_type() {
        "version-proposed" => {
            let m: proto::VersionProposed = r.message()?;
            let change = |change: proto::DayChange| {
                Ok(DayChange {
                    day: r.day(change.day, "day")?,
                    step: r.word(change.step, "step", DayStep::from_word)?,
                })
            };
            E::VersionProposed(Box::new(VersionProposed {
                of: r.word(m.of, "of", VersionOf::from_word)?,
                version: r.pinned(m.version, "version")?,
                replaces: r.pinned_opt(m.replaces, "replaces")?,
                changes: m
                    .changes
                    .into_iter()
                    .map(change)
                    .collect::<Result<_, DecodeError>>()?,
                source: r.word(m.source, "source", ProposalSource::from_word)?,
            }))
        }
        "version-approved" => {
            let m: proto::VersionApproved = r.message()?;
            E::VersionApproved {
                version: r.pinned(m.version, "version")?,
            }
        }
        "version-declined" => {
            let m: proto::VersionDeclined = r.message()?;
            E::VersionDeclined {
                version: r.pinned(m.version, "version")?,
                reason: r.code(m.reason, "reason")?,
            }
        }
        "version-applied" => {
            let m: proto::VersionApplied = r.message()?;
            E::VersionApplied {
                version: r.pinned(m.version, "version")?,
                cases: r.present(m.cases, "cases")?,
            }
        }
        _ => E::Dispatch(dispatch::decode(r)?),
    })
}
