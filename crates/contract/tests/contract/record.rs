use chrono::{DateTime, NaiveDate};
use habeas_case::{AccessEvent, CaseEvent, ObligationEvent, RegistryEvent, SubmissionEvent};
use habeas_contract::{
    DecodeError, decode_access, decode_case, decode_obligation, decode_registry, decode_submission,
    encode_access, encode_case, encode_obligation, encode_registry, encode_submission,
};
use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, EventId, EventRecord, Hash32, NewEvent, StreamRef,
};
use uuid::Uuid;

/// An event of any stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Submission(SubmissionEvent),
    Case(CaseEvent),
    Access(AccessEvent),
    Registry(RegistryEvent),
    Obligation(ObligationEvent),
}

/// Which of the readers reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Submission,
    Case,
    Access,
    Registry,
    Obligation,
}

impl Stream {
    pub const ALL: [Self; 5] = [
        Self::Submission,
        Self::Case,
        Self::Access,
        Self::Registry,
        Self::Obligation,
    ];
}

impl Event {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Submission(event) => event.name(),
            Self::Case(event) => event.name(),
            Self::Access(event) => event.name(),
            Self::Registry(event) => event.name(),
            Self::Obligation(event) => event.name(),
        }
    }

    pub fn stream(&self) -> Stream {
        match self {
            Self::Submission(_) => Stream::Submission,
            Self::Case(_) => Stream::Case,
            Self::Access(_) => Stream::Access,
            Self::Registry(_) => Stream::Registry,
            Self::Obligation(_) => Stream::Obligation,
        }
    }

    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Submission(event) => encode_submission(event),
            Self::Case(event) => encode_case(event),
            Self::Access(event) => encode_access(event),
            Self::Registry(event) => encode_registry(event),
            Self::Obligation(event) => encode_obligation(event),
        }
    }
}

pub fn decode(stream: Stream, event_type: &str, body: &[u8]) -> Result<Event, DecodeError> {
    let record = record(event_type, body);
    match stream {
        Stream::Submission => decode_submission(&record).map(Event::Submission),
        Stream::Case => decode_case(&record).map(Event::Case),
        Stream::Access => decode_access(&record).map(Event::Access),
        Stream::Registry => decode_registry(&record).map(Event::Registry),
        Stream::Obligation => decode_obligation(&record).map(Event::Obligation),
    }
}

fn record(event_type: &str, body: &[u8]) -> EventRecord {
    NewEvent {
        id: EventId(Uuid::from_u128(1)),
        event_type: Code::new(event_type).unwrap(),
        body: body.to_vec(),
        legal_day: NaiveDate::from_ymd_opt(2026, 1, 31).unwrap(),
        recorded_at: DateTime::from_timestamp_micros(1_769_900_000_123_456).unwrap(),
        actor: ActorId::person(),
        causation: None,
        correlation: Uuid::from_u128(2),
        traceparent: None,
    }
    .at(
        StreamRef::case(
            ControllerId::new("house").unwrap(),
            CaseId(Uuid::from_u128(3)),
        ),
        1,
        Hash32::ZERO,
    )
}

/// `case-opened` as `CaseOpened`.
pub fn message_name(event_type: &str) -> String {
    event_type
        .split('-')
        .map(|word| word[..1].to_ascii_uppercase() + &word[1..])
        .collect()
}
