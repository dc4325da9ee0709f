use super::metadata::House;

/// Pure: no async, no I/O, no clock, no randomness of its own.
const GROUND_FLOOR: [&str; 5] = [
    "habeas-timelimit",
    "habeas-identifiers",
    "habeas-envelope",
    "habeas-regime",
    "habeas-case",
];

/// What reaches outside, by whatever way it comes in.
const OUTSIDE: [&str; 9] = [
    "tokio",
    "async-std",
    "sqlx",
    "sqlx-core",
    "lapin",
    "axum",
    "hyper",
    "reqwest",
    "lettre",
];

/// Randomness. A library below may bring it for a feature that others use; nobody here calls it.
const RANDOMNESS: [&str; 2] = ["rand", "getrandom"];

/// The leaves behind the ports of store and bus.
const ADAPTERS: [&str; 4] = [
    "habeas-store-sql",
    "habeas-store-objects",
    "habeas-bus-amqp",
    "habeas-bus-local",
];

/// Who may import an adapter: the roof, and the package of the tests that cross services.
const MAY_IMPORT_ADAPTERS: [&str; 2] = ["habeas", "habeas-tests"];

/// Each of these is known to one crate alone.
const KNOWN_TO_ONE: [(&str, &str); 10] = [
    ("sqlx", "habeas-store-sql"),
    ("lapin", "habeas-bus-amqp"),
    ("lettre", "habeas-dispatch"),
    ("typst", "habeas-letters"),
    ("typst-pdf", "habeas-letters"),
    ("prost", "habeas-contract"),
    ("image", "habeas-uploads"),
    ("chacha20poly1305", "habeas-vault"),
    ("hpke", "habeas-vault"),
    ("fluent-bundle", "habeas-language"),
];

#[test]
fn the_ground_floor_is_pure() {
    let house = House::get();
    for package in GROUND_FLOOR {
        let reaches = house.reaches(package);
        for outside in OUTSIDE {
            assert!(
                !reaches.contains(outside),
                "{package} brings {outside} with it"
            );
        }
        for source in RANDOMNESS {
            assert!(
                !house.imports(package).contains(source),
                "{package} imports {source}"
            );
        }
        for other in reaches
            .iter()
            .filter(|name| house.folders.contains_key(**name))
        {
            assert!(
                GROUND_FLOOR.contains(other),
                "{package} stands on {other}, above it"
            );
        }
    }
}

#[test]
fn store_bus_and_vault_know_nothing_of_cases() {
    let house = House::get();
    let mut below = vec!["habeas-store", "habeas-bus", "habeas-vault"];
    below.extend(ADAPTERS);
    for package in below {
        let reaches = house.reaches(package);
        for above in [
            "habeas-case",
            "habeas-contract",
            "habeas-engine",
            "habeas-regime",
        ] {
            assert!(!reaches.contains(above), "{package} knows {above}");
        }
    }
}

#[test]
fn proto_and_case_meet_in_the_contract_alone() {
    let house = House::get();
    let reaches = house.reaches("habeas-case");
    assert!(!reaches.contains("prost"), "the case knows the protobuf");
}

#[test]
fn no_service_imports_a_service() {
    let house = House::get();
    let services = house.packages_in("services");
    for service in services.iter().filter(|name| **name != "habeas") {
        for other in services.iter().filter(|other| *other != service) {
            let imports = house.imports(service).contains(*other)
                || house.test_imports(service).contains(*other);
            assert!(!imports, "{service} imports {other}");
        }
    }
    for package in house.packages_in("crates") {
        let stands_on = services
            .iter()
            .find(|service| house.reaches(package).contains(**service));
        assert_eq!(stands_on, None, "{package} stands on a service");
    }
}

#[test]
fn adapters_are_imported_at_the_roof_alone() {
    let house = House::get();
    for package in house.folders.keys() {
        for adapter in ADAPTERS {
            let imports = house.imports(package).contains(adapter);
            let may = MAY_IMPORT_ADAPTERS.contains(&package.as_str());
            assert!(may || !imports, "{package} imports the adapter {adapter}");
        }
    }
}

#[test]
fn the_testkit_is_for_tests_and_imports_no_adapter() {
    let house = House::get();
    for package in house.folders.keys() {
        assert!(
            !house.imports(package).contains("habeas-testkit"),
            "{package} imports the testkit outside its tests"
        );
    }
    let reaches = house.reaches("habeas-testkit");
    for adapter in ADAPTERS {
        assert!(!reaches.contains(adapter), "the testkit imports {adapter}");
    }
}

#[test]
fn what_reaches_outside_is_known_to_one_crate_each() {
    let house = House::get();
    for (library, owner) in KNOWN_TO_ONE {
        let importers: Vec<&String> = house
            .folders
            .keys()
            .filter(|package| house.imports(package).contains(library))
            .collect();
        assert_eq!(importers, [owner], "who imports {library}");
    }
}
