//! What the packs name, the vault knows.

use habeas_regime::Packs;
use habeas_vault::Compartment;

#[test]
fn every_desk_has_a_compartment_of_the_vault() {
    for pack in Packs::embedded().iter() {
        for desk in &pack.provisions().desks {
            let known: Result<Compartment, _> = desk.compartment.as_str().parse();
            assert!(known.is_ok(), "{}: {}", pack.controller(), desk.id);
        }
    }
    assert_eq!(Packs::embedded().iter().count(), 6);
    assert_eq!(
        "medical".parse::<Compartment>().unwrap(),
        Compartment::Medical
    );
}
