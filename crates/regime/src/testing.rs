//! A small fictional pack for the tests and benchmarks of others: no person is needed between
//! filing and routed. It is not embedded.

use crate::{Library, Pack, Packs};

/// The text of the fictional pack.
pub const EXAMPLE: &str = include_str!("../tests/example.toml");

/// The fictional pack.
///
/// # Panics
/// Never: the text is read by this crate's tests.
#[must_use]
pub fn example() -> Pack {
    Pack::parse_with("example.toml", EXAMPLE, &Library::embedded())
        .expect("the example pack is read by this crate's tests")
}

/// The embedded packs and the fictional one.
#[must_use]
pub fn example_packs() -> Packs {
    let mut packs = Packs::embedded();
    packs.adopt(example());
    packs
}
