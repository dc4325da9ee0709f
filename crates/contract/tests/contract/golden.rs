use std::collections::BTreeMap;

use prost_reflect::{DynamicMessage, ReflectMessage, Value};

use crate::{
    record::{Stream, decode, message_name},
    samples, schema,
};

/// The bytes of events as they once were written, by event type, oldest first.
fn golden() -> BTreeMap<&'static str, Vec<Vec<u8>>> {
    let mut golden: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let lines = include_str!("../golden.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        // The body of an event without fields is empty.
        let (name, bytes) = line.split_once(' ').unwrap_or((line, ""));
        golden
            .entry(name)
            .or_default()
            .push(hex::decode(bytes).unwrap());
    }
    golden
}

#[test]
fn what_was_written_once_is_written_so_still() {
    let golden = golden();
    let mut events = samples::full();
    // A step of a dispatch is the same in every stream.
    events.retain(|e| e.stream() == Stream::Case || !e.name().starts_with("dispatch-"));
    let changed: Vec<String> = events
        .iter()
        .filter(|event| {
            golden.get(event.name()).and_then(|lines| lines.last()) != Some(&event.encode())
        })
        .map(|event| {
            format!("{} {}", event.name(), hex::encode(event.encode()))
                .trim_end()
                .to_owned()
        })
        .collect();
    assert!(changed.is_empty(), "these differ:\n{}", changed.join("\n"));
    assert_eq!(golden.len(), events.len(), "an event type is gone");
}

#[test]
fn whatever_was_written_can_be_read() {
    let golden = golden();
    for event in samples::full() {
        let lines = &golden[event.name()];
        for body in lines {
            decode(event.stream(), event.name(), body).unwrap();
        }
        let newest = lines.last().unwrap();
        assert_eq!(decode(event.stream(), event.name(), newest), Ok(event));
    }
}

/// Else a number could change that no golden bytes show.
#[test]
fn the_newest_golden_bytes_have_every_field() {
    let pool = schema::pool();
    for (name, lines) in golden() {
        let descriptor = pool
            .get_message_by_name(&format!("habeas.v1.{}", message_name(name)))
            .unwrap();
        let newest = lines.last().unwrap().as_slice();
        let message = DynamicMessage::decode(descriptor, newest).unwrap();
        assert_whole(&message);
    }
}

fn assert_whole(message: &DynamicMessage) {
    let descriptor = message.descriptor();
    assert_eq!(message.unknown_fields().count(), 0);
    for field in descriptor.fields() {
        assert!(message.has_field(&field), "{}", field.full_name());
        match message.get_field(&field).as_ref() {
            Value::Message(inner) => assert_whole(inner),
            Value::List(list) => list
                .iter()
                .filter_map(Value::as_message)
                .for_each(assert_whole),
            _ => {}
        }
    }
}
