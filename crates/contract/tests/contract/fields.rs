//! Each field of each event is spoilt in turn, and the reader must say what is wrong with it.

use std::collections::BTreeSet;

use habeas_contract::DecodeError;
use habeas_envelope::Code;
use prost_reflect::{
    DynamicMessage, FieldDescriptor, Kind, Value,
    prost::{Message, bytes::Bytes},
};

use crate::{
    record::{Event, decode, message_name},
    samples, schema,
};

/// The words of closed lists.
const CLOSED: [&str; 18] = [
    "habeas.v1.AnswerAdvanced.step",
    "habeas.v1.CaseClosed.reason",
    "habeas.v1.CaseRouted.via",
    "habeas.v1.ComplaintAdvanced.step",
    "habeas.v1.DayChange.step",
    "habeas.v1.DispatchOrdered.channel",
    "habeas.v1.FileAccessed.owner_kind",
    "habeas.v1.Part.outcome",
    "habeas.v1.PartyChanged.step",
    "habeas.v1.RestrictionChanged.step",
    "habeas.v1.SubmissionClassified.class",
    "habeas.v1.SubmissionClosed.reason",
    "habeas.v1.SubmissionReceived.capacity",
    "habeas.v1.SubmissionReceived.channel",
    "habeas.v1.SubmissionReceived.contact_kind",
    "habeas.v1.TaskOpened.kind",
    "habeas.v1.VersionProposed.of",
    "habeas.v1.VersionProposed.source",
];

/// Every way to change one field of `message`, at any depth: the field and the message so spoilt.
fn spoilt(
    message: &DynamicMessage,
    change: &dyn Fn(&FieldDescriptor, &Value) -> Option<Value>,
) -> Vec<(FieldDescriptor, DynamicMessage)> {
    let mut all = Vec::new();
    for (field, value) in message.fields() {
        let values: Vec<Value> = match value {
            Value::List(list) => list.clone(),
            one => vec![one.clone()],
        };
        for (at, value) in values.iter().enumerate() {
            let mut put = |spoilt_field: FieldDescriptor, changed: Value| {
                let mut values = values.clone();
                values[at] = changed;
                let mut copy = message.clone();
                let whole = if field.is_list() {
                    Value::List(values)
                } else {
                    values.swap_remove(0)
                };
                copy.set_field(&field, whole);
                all.push((spoilt_field, copy));
            };
            if let Value::Message(inner) = value {
                for (spoilt_field, inner) in spoilt(inner, change) {
                    put(spoilt_field, Value::Message(inner));
                }
            } else if let Some(changed) = change(&field, value) {
                put(field.clone(), changed);
            }
        }
    }
    all
}

/// Every message with one field taken out, at any depth.
fn lacking(message: &DynamicMessage) -> Vec<(FieldDescriptor, DynamicMessage)> {
    let mut all = Vec::new();
    for (field, value) in message.fields() {
        let mut without = message.clone();
        without.clear_field(&field);
        all.push((field.clone(), without));
        let inner = match value {
            Value::Message(inner) => lacking(inner),
            Value::List(list) => list
                .iter()
                .filter_map(Value::as_message)
                .flat_map(lacking)
                .collect(),
            _ => vec![],
        };
        for (lacking_field, inner) in inner {
            let mut copy = message.clone();
            let inner = Value::Message(inner);
            let whole = if field.is_list() {
                Value::List(vec![inner])
            } else {
                inner
            };
            copy.set_field(&field, whole);
            all.push((lacking_field, copy));
        }
    }
    all
}

/// As the schema reads it, not as the code under test does.
fn dynamic(event: &Event) -> DynamicMessage {
    let name = format!("habeas.v1.{}", message_name(event.name()));
    let descriptor = schema::pool().get_message_by_name(&name).unwrap();
    DynamicMessage::decode(descriptor, event.encode().as_slice()).unwrap()
}

fn read(event: &Event, message: &DynamicMessage) -> Result<Event, DecodeError> {
    decode(event.stream(), event.name(), &message.encode_to_vec())
}

fn assert_malformed(event: &Event, field: &FieldDescriptor, message: &DynamicMessage) {
    match read(event, message) {
        Err(DecodeError::Malformed {
            event_type,
            field: told,
        }) => {
            assert_eq!(event_type, Code::literal(event.name()));
            assert_eq!(told, field.name(), "{}", field.full_name());
        }
        other => panic!("{}: {other:?}", field.full_name()),
    }
}

#[test]
fn words_of_a_person_are_refused_in_every_text() {
    let text = |_: &FieldDescriptor, value: &Value| {
        value.as_str().map(|_| Value::String("Jan Peeters".into()))
    };
    for event in samples::full() {
        for (field, message) in spoilt(&dynamic(&event), &text) {
            assert_malformed(&event, &field, &message);
        }
    }
}

#[test]
fn bytes_of_another_length_are_refused_in_every_id_hash_and_key() {
    let shorter = |_: &FieldDescriptor, value: &Value| {
        let bytes = value.as_bytes()?;
        Some(Value::Bytes(bytes.slice(1..)))
    };
    let longer = |_: &FieldDescriptor, value: &Value| {
        let bytes = value.as_bytes()?;
        Some(Value::Bytes(Bytes::from([bytes, &b"x"[..]].concat())))
    };
    for event in samples::full() {
        for (field, message) in spoilt(&dynamic(&event), &shorter) {
            assert_malformed(&event, &field, &message);
        }
        for (field, message) in spoilt(&dynamic(&event), &longer) {
            assert_malformed(&event, &field, &message);
        }
    }
}

#[test]
fn days_and_instants_beyond_the_calendar_are_refused() {
    let beyond = |_: &FieldDescriptor, value: &Value| match value {
        Value::I32(_) => Some(Value::I32(i32::MIN)),
        Value::I64(_) => Some(Value::I64(i64::MAX)),
        _ => None,
    };
    for event in samples::full() {
        for (field, message) in spoilt(&dynamic(&event), &beyond) {
            assert_malformed(&event, &field, &message);
        }
    }
}

#[test]
fn a_word_that_a_closed_list_does_not_have_is_a_newer_builds() {
    let unknown = |_: &FieldDescriptor, value: &Value| {
        value
            .as_str()
            .map(|_| Value::String("word-of-tomorrow".into()))
    };
    let mut closed = BTreeSet::new();
    for event in samples::full() {
        for (field, message) in spoilt(&dynamic(&event), &unknown) {
            match read(&event, &message) {
                Ok(_) => {}
                Err(DecodeError::NewerBuild { event_type }) => {
                    assert_eq!(event_type, Code::literal(event.name()));
                    closed.insert(field.full_name().to_owned());
                }
                Err(other) => panic!("{}: {other:?}", field.full_name()),
            }
        }
    }
    let expected: BTreeSet<String> = CLOSED.iter().map(ToString::to_string).collect();
    assert_eq!(closed, expected);
}

/// The schema says of a field that it may be left out, and only of such.
#[test]
fn a_field_is_missed_unless_the_schema_lets_it_be_left_out() {
    for event in samples::full() {
        for (field, message) in lacking(&dynamic(&event)) {
            let file = field.parent_message().parent_file();
            let info = file.file_descriptor_proto().source_code_info.clone();
            let locations = info.expect("the descriptor keeps comments").location;
            let may = schema::comment(&locations, field.path()).contains("left out");
            if field.is_list() || may {
                read(&event, &message).unwrap_or_else(|e| panic!("{}: {e}", field.full_name()));
            } else {
                assert_malformed(&event, &field, &message);
            }
            assert!(!may || field.supports_presence(), "{}", field.full_name());
            assert!(may || field.kind() != Kind::String || !field.supports_presence());
        }
    }
}
