//! Names that stand in several places are the same there, or stand in one place alone.

use std::collections::BTreeSet;

use habeas_bus::WORKERS;
use habeas_regime::Packs;
use prost_reflect::DescriptorPool;

use super::sources::with_endings;

/// The message that carries an event: `CaseOpened` for `case-opened`.
fn message_name(event: &str) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    };
    event.split('-').map(word).collect()
}

#[test]
fn every_event_that_a_worker_reads_is_in_the_contract() {
    let contract = DescriptorPool::decode(habeas_contract::descriptor()).expect("a descriptor");
    let messages: BTreeSet<String> = contract
        .all_messages()
        .map(|message| message.name().to_owned())
        .collect();
    for worker in WORKERS {
        for event in worker.events {
            let name = message_name(event);
            assert!(
                messages.contains(&name),
                "{} reads {event}, no message {name}",
                worker.name
            );
        }
    }
}

#[test]
fn a_worker_of_the_topology_is_a_service() {
    let services = super::metadata::House::get().packages_in("services");
    for worker in WORKERS {
        assert!(
            services.contains(format!("habeas-{}", worker.name).as_str()),
            "{}",
            worker.name
        );
    }
}

#[test]
fn no_organisation_is_named_in_the_program() {
    let packs = Packs::embedded();
    let names: BTreeSet<String> = packs
        .controllers()
        .map(|controller| controller.as_str().to_ascii_lowercase())
        .collect();
    assert!(
        names.contains("mensura") && names.len() >= 2,
        "the packs were read: {names:?}"
    );
    let mut found = Vec::new();
    for source in with_endings(&[".rs"])
        .iter()
        .filter(|source| !source.is_test())
    {
        for (number, line) in source.program_lines() {
            let line = line.to_ascii_lowercase();
            let named = names.iter().filter(|name| line.contains(name.as_str()));
            found.extend(named.map(|name| format!("{}:{number}: {name}", source.path)));
        }
    }
    assert!(found.is_empty(), "it belongs in a pack: {found:#?}");
}
