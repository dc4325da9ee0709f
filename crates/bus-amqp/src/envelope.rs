//! An event as message properties, and back to what a reader needs of it.

use std::str::FromStr;

use chrono::SecondsFormat;
use habeas_bus::{BadMessage, Notice};
use habeas_envelope::{Code, ControllerId, EventId, EventRecord, StreamKind, StreamRef};
use lapin::{
    BasicProperties,
    types::{AMQPValue, FieldTable},
};
use uuid::Uuid;

/// CloudEvents AMQP binding 1.0.2, section 3.1.3.1: the prefix that every reader can take.
macro_rules! attribute {
    ($name:literal) => {
        concat!("cloudEvents_", $name)
    };
}

const SPEC_VERSION: &str = "1.0";
/// The version of the extensions below.
const ENVELOPE_VERSION: &str = "1";
const CONTENT_TYPE: &str = "application/protobuf";
const PERSISTENT: u8 = 2;

/// `<controller>.<event>`. A dot inside either would make more words of it than the bindings
/// expect, so it is written `~`, which no code can contain.
pub(crate) fn routing_key(record: &EventRecord) -> String {
    let word = |code: &str| code.replace('.', "~");
    let controller = word(record.stream.controller.as_str());
    format!("{controller}.{}", word(record.event_type.as_str()))
}

/// The binding key of an event, whoever the controller is.
pub(crate) fn binding_key(event_type: &str) -> String {
    format!("*.{}", event_type.replace('.', "~"))
}

pub(crate) fn properties(record: &EventRecord) -> BasicProperties {
    let mut headers = FieldTable::default();
    let mut put = |name: &'static str, value: String| {
        headers.insert(name.into(), AMQPValue::LongString(value.into()));
    };
    let stream = &record.stream;
    let id = record.id.to_string();
    let correlation = record.correlation.to_string();
    put(attribute!("specversion"), SPEC_VERSION.into());
    put(attribute!("id"), id.clone());
    put(
        attribute!("source"),
        format!("/habeas/{}", stream.controller),
    );
    put(attribute!("type"), record.event_type.to_string());
    let recorded = record.recorded_at;
    put(
        attribute!("time"),
        recorded.to_rfc3339_opts(SecondsFormat::Micros, true),
    );
    put(
        attribute!("subject"),
        format!("{}/{}", stream.kind, stream.id),
    );
    put(attribute!("envelopeversion"), ENVELOPE_VERSION.into());
    put(attribute!("controller"), stream.controller.to_string());
    put(attribute!("streamkind"), stream.kind.to_string());
    put(attribute!("streamid"), stream.id.to_string());
    put(attribute!("streamseq"), record.seq.to_string());
    put(attribute!("legalday"), record.legal_day.to_string());
    put(attribute!("actor"), record.actor.to_string());
    put(attribute!("correlationid"), correlation.clone());
    if let Some(causation) = record.causation {
        put(attribute!("causationid"), causation.to_string());
    }
    if let Some(traceparent) = &record.traceparent {
        put("traceparent", traceparent.clone());
    }
    BasicProperties::default()
        .with_content_type(CONTENT_TYPE.into())
        .with_delivery_mode(PERSISTENT)
        .with_message_id(id.into())
        .with_correlation_id(correlation.into())
        .with_headers(headers)
}

/// Reads what a notice says. A version that is not known is said before anything else is looked
/// at: a newer build may have renamed the rest.
pub(crate) fn read(properties: &BasicProperties) -> Result<Notice, BadMessage> {
    let none = FieldTable::default();
    let headers = Headers(properties.headers().as_ref().unwrap_or(&none));
    let version = headers.text(attribute!("envelopeversion"))?;
    let spec = headers.text(attribute!("specversion"))?;
    if (version, spec) != (ENVELOPE_VERSION, SPEC_VERSION) {
        return Err(BadMessage::UnknownVersion);
    }
    let kind = attribute!("streamkind");
    let stream = StreamRef {
        controller: headers.parse::<ControllerId>(attribute!("controller"))?,
        kind: StreamKind::from_word(headers.text(kind)?).ok_or(BadMessage::Malformed(kind))?,
        id: headers.parse::<Uuid>(attribute!("streamid"))?,
    };
    Ok(Notice {
        event: headers.parse::<EventId>(attribute!("id"))?,
        event_type: headers.parse::<Code>(attribute!("type"))?,
        stream,
        seq: headers.parse::<u64>(attribute!("streamseq"))?,
        correlation: headers.parse::<Uuid>(attribute!("correlationid"))?,
        traceparent: headers.traceparent(),
    })
}

/// Why the broker gave a message up, from the newest entry of `x-death`.
pub(crate) fn death_reason(properties: &BasicProperties) -> Option<Code> {
    let headers = properties.headers().as_ref()?;
    let AMQPValue::FieldArray(deaths) = headers.inner().get("x-death")? else {
        return None;
    };
    let AMQPValue::FieldTable(last) = deaths.as_slice().first()? else {
        return None;
    };
    Code::new(Headers(last).text("reason").ok()?).ok()
}

struct Headers<'a>(&'a FieldTable);

impl<'a> Headers<'a> {
    /// A header as text; other clients write short or long strings, or bytes.
    fn text(&self, name: &'static str) -> Result<&'a str, BadMessage> {
        let bytes = match self.0.inner().get(name) {
            None => return Err(BadMessage::Missing(name)),
            Some(AMQPValue::LongString(text)) => text.as_bytes(),
            Some(AMQPValue::ShortString(text)) => text.as_str().as_bytes(),
            Some(AMQPValue::ByteArray(bytes)) => bytes.as_slice(),
            Some(_) => return Err(BadMessage::Malformed(name)),
        };
        std::str::from_utf8(bytes).map_err(|_| BadMessage::Malformed(name))
    }

    fn parse<T: FromStr>(&self, name: &'static str) -> Result<T, BadMessage> {
        let text = self.text(name)?;
        text.parse().map_err(|_| BadMessage::Malformed(name))
    }

    /// W3C Trace Context, section 3.2: 55 characters in version 00. What is anything else is left
    /// out; it must not come into a log by this way.
    fn traceparent(&self) -> Option<String> {
        let text = self.text("traceparent").ok()?;
        let plain = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b) || b == b'-';
        (text.len() == 55 && text.bytes().all(plain)).then(|| text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};
    use habeas_envelope::{ActorId, CaseId, Hash32, NewEvent};

    use super::*;

    fn record() -> EventRecord {
        NewEvent {
            id: EventId(Uuid::from_u128(0x10)),
            event_type: Code::literal("case-opened"),
            body: vec![1],
            legal_day: NaiveDate::from_ymd_opt(2026, 2, 1).unwrap(),
            recorded_at: DateTime::from_timestamp_micros(1_769_900_000_120_000).unwrap(),
            actor: ActorId::worker("routing").unwrap(),
            causation: Some(EventId(Uuid::from_u128(0x11))),
            correlation: Uuid::from_u128(0x12),
            traceparent: Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".into()),
        }
        .at(
            StreamRef::case(
                ControllerId::new("house.north").unwrap(),
                CaseId(Uuid::from_u128(0x13)),
            ),
            7,
            Hash32::ZERO,
        )
    }

    fn with(name: &str, value: Option<AMQPValue>) -> BasicProperties {
        let mut headers = properties(&record()).headers().clone().unwrap();
        let mut inner = headers.inner().clone();
        match value {
            Some(value) => inner.insert(name.into(), value),
            None => inner.remove(name),
        };
        headers = inner.into();
        BasicProperties::default().with_headers(headers)
    }

    fn text(value: &str) -> Option<AMQPValue> {
        Some(AMQPValue::LongString(value.into()))
    }

    #[test]
    fn the_attributes_are_those_of_cloudevents() {
        let properties = properties(&record());
        let headers = properties.headers().as_ref().unwrap();
        let shown: Vec<String> = headers
            .inner()
            .iter()
            .map(|(name, value)| match value {
                AMQPValue::LongString(value) => format!("{name}={value}"),
                _ => panic!("{name} is no string"),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "cloudEvents_actor=worker.routing",
                "cloudEvents_causationid=00000000-0000-0000-0000-000000000011",
                "cloudEvents_controller=house.north",
                "cloudEvents_correlationid=00000000-0000-0000-0000-000000000012",
                "cloudEvents_envelopeversion=1",
                "cloudEvents_id=00000000-0000-0000-0000-000000000010",
                "cloudEvents_legalday=2026-02-01",
                "cloudEvents_source=/habeas/house.north",
                "cloudEvents_specversion=1.0",
                "cloudEvents_streamid=00000000-0000-0000-0000-000000000013",
                "cloudEvents_streamkind=case",
                "cloudEvents_streamseq=7",
                "cloudEvents_subject=case/00000000-0000-0000-0000-000000000013",
                "cloudEvents_time=2026-01-31T22:53:20.120000Z",
                "cloudEvents_type=case-opened",
                "traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            ]
        );
        assert_eq!(
            properties.content_type().as_ref().unwrap().as_str(),
            "application/protobuf"
        );
        assert_eq!(*properties.delivery_mode(), Some(2));
    }

    #[test]
    fn a_notice_comes_back_as_it_was() {
        assert_eq!(read(&properties(&record())), Ok(Notice::from(&record())));
    }

    #[test]
    fn a_dot_in_a_code_makes_no_more_words() {
        assert_eq!(routing_key(&record()), "house~north.case-opened");
        assert_eq!(binding_key("case-opened"), "*.case-opened");
    }

    #[test]
    fn what_is_wrong_is_named_and_never_shown() {
        let seq = "cloudEvents_streamseq";
        let missing = |name| Err(BadMessage::Missing(name));
        let malformed = |name| Err(BadMessage::Malformed(name));
        assert_eq!(
            read(&BasicProperties::default()),
            missing("cloudEvents_envelopeversion")
        );
        assert_eq!(read(&with(seq, None)), missing(seq));
        assert_eq!(read(&with(seq, text("-1"))), malformed(seq));
        assert_eq!(
            read(&with(seq, Some(AMQPValue::Boolean(true)))),
            malformed(seq)
        );
        let bytes = AMQPValue::LongString(vec![0xC3, 0x28].into());
        let controller = "cloudEvents_controller";
        assert_eq!(read(&with(controller, Some(bytes))), malformed(controller));
        let version = "cloudEvents_envelopeversion";
        assert_eq!(
            read(&with(version, text("2"))),
            Err(BadMessage::UnknownVersion)
        );
    }

    #[test]
    fn a_trace_context_that_is_none_is_left_out() {
        let read = read(&with("traceparent", text("Jan Peeters"))).unwrap();
        assert_eq!(read.traceparent, None);
    }
}
