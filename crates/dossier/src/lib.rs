//! What stands inside the sealed fields, as types, and what is composed of it: letters and mails;
//! and the dates of a request with their reasons in words.
//!
//! The portal writes these contents and cannot read them back; the console and the courier open
//! them against a receipt. The kinds are the words under which fields are sealed: part of the
//! additional data, so never renamed.

#[cfg(feature = "words")]
mod complaint;
#[cfg(feature = "compose")]
pub mod compose;
mod contents;
pub mod kinds;
#[cfg(feature = "words")]
mod part_words;
#[cfg(feature = "words")]
mod remedies;
#[cfg(feature = "words")]
mod standing;
#[cfg(feature = "why")]
pub mod why;

pub use contents::{
    AnswerContent, Attachment, Contact, ContentError, Message, PartWords, Party, Physician,
    PostalAddress, QuestionAnswers, from_bytes, to_bytes,
};

#[cfg(feature = "words")]
pub use complaint::complaint_standing;
#[cfg(feature = "words")]
pub use part_words::part_words;
#[cfg(feature = "words")]
pub use remedies::remedies;
#[cfg(feature = "words")]
pub use standing::{Standing, late_standing};

use habeas_envelope::{Code, ItemId};

/// The handle of a copy of an item for one compartment: UUIDv5 of the item and the compartment.
/// A text that several desks must read is sealed once for each, under a handle of its own.
#[must_use]
pub fn copy_for(item: ItemId, compartment: &Code) -> ItemId {
    ItemId(uuid::Uuid::new_v5(&item.0, compartment.as_str().as_bytes()))
}
