use std::collections::BTreeSet;

use habeas_contract::descriptor;
use prost_reflect::{
    Cardinality, DescriptorPool, Kind, MessageDescriptor,
    prost::Message,
    prost_types::{FileDescriptorSet, source_code_info::Location},
};

use crate::{record::message_name, samples};

pub fn pool() -> DescriptorPool {
    DescriptorPool::decode(descriptor()).unwrap()
}

fn messages(pool: &DescriptorPool) -> impl Iterator<Item = MessageDescriptor> {
    pool.all_messages()
        .filter(|message| message.package_name() == "habeas.v1")
}

/// The comment before a thing of the schema.
pub fn comment<'a>(locations: &'a [Location], path: &[i32]) -> &'a str {
    locations
        .iter()
        .find(|location| location.path == path)
        .map_or("", |location| location.leading_comments())
}

/// The string fields that do not say whether they hold an id, a code or a handle.
fn unmarked(pool: &DescriptorPool) -> Vec<String> {
    let mark = pool.get_extension_by_name("habeas.v1.text").unwrap();
    let marked = |field: &prost_reflect::FieldDescriptor| {
        let options = field.options();
        let value = options.get_extension(&mark);
        matches!(value.as_enum_number(), Some(1..=3))
    };
    messages(pool)
        .flat_map(|message| message.fields().collect::<Vec<_>>())
        .filter(|field| field.kind() == Kind::String && !marked(field))
        .map(|field| field.full_name().to_owned())
        .collect()
}

#[test]
fn every_text_is_marked_as_id_code_or_handle() {
    assert_eq!(unmarked(&pool()), [""; 0]);
}

#[test]
fn a_text_without_a_mark_is_found() {
    // The plain types know no marks, so that a pass through them loses all.
    let bare = FileDescriptorSet::decode(descriptor()).unwrap();
    let bare = DescriptorPool::from_file_descriptor_set(bare).unwrap();
    let found = unmarked(&bare);
    assert!(found.contains(&"habeas.v1.Pinned.id".to_owned()));
    assert!(found.contains(&"habeas.v1.AlarmRung.rung_for".to_owned()));
    assert!(!found.contains(&"habeas.v1.FactRetracted.seq".to_owned()));
}

/// Whatever else could carry text: a map, a group, an enum that grows, a foreign message.
#[test]
fn fields_are_texts_bytes_whole_numbers_or_messages_of_the_schema() {
    for message in messages(&pool()) {
        for field in message.fields() {
            let plain = match field.kind() {
                Kind::String | Kind::Bytes | Kind::Bool => true,
                Kind::Int32 | Kind::Int64 | Kind::Uint32 | Kind::Uint64 => {
                    field.supports_presence() || field.cardinality() == Cardinality::Repeated
                }
                Kind::Message(inner) => inner.package_name() == "habeas.v1",
                _ => false,
            };
            assert!(plain && !field.is_map() && !field.is_group(), "{field:?}");
        }
    }
}

#[test]
fn an_event_type_is_a_message_and_a_message_an_event_type_or_part_of_one() {
    let events: BTreeSet<String> = samples::full()
        .iter()
        .map(|event| message_name(event.name()))
        .collect();
    let pool = pool();
    let in_files: BTreeSet<String> = messages(&pool)
        .filter(|message| message.parent_file().name() != "habeas/v1/common.proto")
        .map(|message| message.name().to_owned())
        .collect();
    assert_eq!(events, in_files);
}

#[test]
fn everything_in_the_schema_is_explained() {
    for message in messages(&pool()) {
        let file = message.parent_file();
        let info = file.file_descriptor_proto().source_code_info.as_ref();
        let locations = &info.expect("the descriptor keeps comments").location;
        assert_ne!(comment(locations, message.path()), "", "{message:?}");
        for field in message.fields() {
            assert_ne!(comment(locations, field.path()), "", "{field:?}");
        }
    }
}
