use std::fmt;

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{ActorId, Code, EventId, StreamRef};

/// A SHA-256 hash; shown in lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Hash32(pub [u8; 32]);

impl Hash32 {
    /// What stands before the first event of a stream.
    pub const ZERO: Self = Self([0; 32]);

    /// The hash of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash in a slice of 32 bytes.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        <[u8; 32]>::try_from(bytes).ok().map(Self)
    }
}

impl Default for Hash32 {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<Hash32> for String {
    fn from(hash: Hash32) -> Self {
        hex::encode(hash.0)
    }
}

impl TryFrom<String> for Hash32 {
    type Error = hex::FromHexError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes)?;
        Ok(Self(bytes))
    }
}

impl fmt::Display for Hash32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An event before it has a place in its stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// Its id.
    pub id: EventId,
    /// What happened, by the name both log and bus use: `case-opened`.
    pub event_type: Code,
    /// The protobuf of what happened.
    pub body: Vec<u8>,
    /// The day that counts in law, in the controller's zone.
    pub legal_day: NaiveDate,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// Who did it.
    pub actor: ActorId,
    /// The event this one answers.
    pub causation: Option<EventId>,
    /// What began it all: the id of the submission.
    pub correlation: Uuid,
    /// W3C trace context of the origin.
    pub traceparent: Option<String>,
}

impl NewEvent {
    /// Gives the event its place after `seq - 1` whose hash is `prev_hash`.
    #[must_use]
    pub fn at(self, stream: StreamRef, seq: u64, prev_hash: Hash32) -> EventRecord {
        let mut record = EventRecord {
            stream,
            seq,
            id: self.id,
            event_type: self.event_type,
            body: self.body,
            legal_day: self.legal_day,
            recorded_at: truncate_to_micros(self.recorded_at),
            actor: self.actor,
            causation: self.causation,
            correlation: self.correlation,
            traceparent: self.traceparent,
            prev_hash,
            hash: Hash32::ZERO,
        };
        record.hash = record.computed_hash();
        record
    }
}

/// An event in its place in a stream, as the log keeps it for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRecord {
    /// The stream.
    pub stream: StreamRef,
    /// 1 for the first event of the stream, then without a gap.
    pub seq: u64,
    /// Its id.
    pub id: EventId,
    /// What happened.
    pub event_type: Code,
    /// The protobuf as stored, and as it goes on the bus.
    pub body: Vec<u8>,
    /// The day that counts in law, in the controller's zone.
    pub legal_day: NaiveDate,
    /// When it was written down, in whole microseconds.
    pub recorded_at: DateTime<Utc>,
    /// Who did it.
    pub actor: ActorId,
    /// The event this one answers.
    pub causation: Option<EventId>,
    /// What began it all: the id of the submission.
    pub correlation: Uuid,
    /// W3C trace context of the origin.
    pub traceparent: Option<String>,
    /// The hash of the event before, zeros for the first.
    pub prev_hash: Hash32,
    /// [`EventRecord::computed_hash`] when it was written.
    pub hash: Hash32,
}

impl EventRecord {
    /// SHA-256 over, each with its length before it as eight big-endian bytes: `habeas/log/1`,
    /// the hash before, controller, stream kind, stream id, seq, event id, type, legal day,
    /// recorded instant in microseconds since 1970, actor, causation, correlation, body. Ids are
    /// their 16 bytes, numbers eight big-endian bytes, the day its ISO form, no causation no
    /// bytes. The trace context is left out: it says nothing of what happened.
    #[must_use]
    pub fn computed_hash(&self) -> Hash32 {
        let mut hasher = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        };
        part(b"habeas/log/1");
        part(&self.prev_hash.0);
        part(self.stream.controller.as_str().as_bytes());
        part(self.stream.kind.as_str().as_bytes());
        part(self.stream.id.as_bytes());
        part(&self.seq.to_be_bytes());
        part(self.id.0.as_bytes());
        part(self.event_type.as_str().as_bytes());
        part(self.legal_day.to_string().as_bytes());
        part(&self.recorded_at.timestamp_micros().to_be_bytes());
        part(self.actor.as_str().as_bytes());
        part(
            self.causation
                .as_ref()
                .map_or(&[][..], |id| id.0.as_bytes()),
        );
        part(self.correlation.as_bytes());
        part(&self.body);
        Hash32(hasher.finalize().into())
    }
}

/// Where a stream stopped being what was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainBreak {
    /// A number is missing, doubled or out of order.
    #[error("event {found} stands where event {expected} should")]
    Sequence {
        /// The number that should stand there.
        expected: u64,
        /// The number that does.
        found: u64,
    },
    /// The hash before is not that of the event before.
    #[error("event {0} does not follow the one before it")]
    Link(u64),
    /// The event is not what was hashed.
    #[error("event {0} was changed after it was written")]
    Content(u64),
}

/// Checks a whole stream from its first event: numbers, links and contents.
pub fn verify_chain<'a>(
    events: impl IntoIterator<Item = &'a EventRecord>,
) -> Result<Hash32, ChainBreak> {
    let mut previous = Hash32::ZERO;
    for (expected, event) in (1_u64..).zip(events) {
        if event.seq != expected {
            return Err(ChainBreak::Sequence {
                expected,
                found: event.seq,
            });
        }
        if event.prev_hash != previous {
            return Err(ChainBreak::Link(event.seq));
        }
        if event.computed_hash() != event.hash {
            return Err(ChainBreak::Content(event.seq));
        }
        previous = event.hash;
    }
    Ok(previous)
}

/// The instant without what lies below a microsecond, which Postgres could not keep.
#[must_use]
pub fn truncate_to_micros(instant: DateTime<Utc>) -> DateTime<Utc> {
    instant.trunc_subsecs(6)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;
    use crate::{CaseId, ControllerId};

    fn event(seq: u64, prev: Hash32) -> EventRecord {
        let stream = StreamRef::case(
            ControllerId::new("house").unwrap(),
            CaseId(Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef)),
        );
        NewEvent {
            id: EventId(Uuid::from_u128(u128::from(seq))),
            event_type: Code::literal("case-opened"),
            body: vec![1, 2, 3],
            legal_day: NaiveDate::from_ymd_opt(2026, 1, 31).unwrap(),
            recorded_at: Utc.timestamp_nanos(1_769_900_000_123_456_789),
            actor: ActorId::person(),
            causation: None,
            correlation: Uuid::from_u128(7),
            traceparent: Some("00-x".into()),
        }
        .at(stream, seq, prev)
    }

    #[test]
    fn the_hash_of_a_known_event_never_changes() {
        let first = event(1, Hash32::ZERO);
        assert_eq!(first.recorded_at.timestamp_micros(), 1_769_900_000_123_456);
        assert_eq!(
            first.hash.to_string(),
            "4bfb1dbe45c9f830bcb50d54f14450baece656746c5bed340508759389d229f7"
        );
    }

    #[test]
    fn the_trace_context_does_not_count() {
        let mut other = event(1, Hash32::ZERO);
        other.traceparent = None;
        assert_eq!(other.computed_hash(), event(1, Hash32::ZERO).hash);
    }

    #[test]
    fn a_chain_shows_a_gap_a_change_and_a_wrong_link() {
        let first = event(1, Hash32::ZERO);
        let second = event(2, first.hash);
        let third = event(3, second.hash);
        assert_eq!(verify_chain([&first, &second, &third]), Ok(third.hash));
        assert_eq!(
            verify_chain([&first, &third]),
            Err(ChainBreak::Sequence {
                expected: 2,
                found: 3
            })
        );
        let mut changed = second.clone();
        changed.body.push(0);
        assert_eq!(
            verify_chain([&first, &changed, &third]),
            Err(ChainBreak::Content(2))
        );
        let stray = event(2, Hash32::ZERO);
        assert_eq!(verify_chain([&first, &stray]), Err(ChainBreak::Link(2)));
    }
}
