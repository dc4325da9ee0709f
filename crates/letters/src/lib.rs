//! Letters on paper: typed data and a language in, PDF bytes out. Pure: no clock, no file, no
//! network; the same letter is the same bytes.
//!
//! Every letter is PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once; the exporter refuses
//! to write one that is not. This is the only crate that knows Typst.
//!
//! Words come from `letters.ftl`; what an organisation calls its rights, files and offices comes with
//! the data, already in the letter's language. Data reaches Typst as JSON and is never part of its
//! source, so markup in it is printed as it stands.
//!
//! # The sheet
//! A4, folded in three, for the Belgian envelope with its window on the right (US 229 × 114 mm, or DL
//! 220 × 110 mm). The address field begins 110 mm from the left and 50 mm from the top and is
//! 80 × 32 mm. Wherever the sheet slides in the envelope, this keeps what bpost's MassPost guide
//! (2025, section 1) asks for: 40 mm free above the address, 15 mm at its right, 30 mm below the
//! window, and nothing but the addressee within it, so the return address stands at the left, where
//! the window does not show it.

mod acknowledgement;
mod answer;
mod error;
mod identity;
mod notice;
mod parties;
mod physician;
mod printable;
mod sheet;
mod transmittal;
mod typeset;

#[cfg(test)]
extern crate self as habeas_letters;
#[cfg(test)]
#[path = "../tests/samples/mod.rs"]
mod samples;

use habeas_language::Locale;

pub use acknowledgement::{Acknowledgement, ToldDate};
pub use answer::{AnswerLetter, DecidedPart};
pub use error::RenderError;
pub use identity::IdentityQuestion;
pub use notice::NoticeLetter;
pub use parties::{Addressee, Channel, Person, RequestRow, Sender};
pub use physician::PhysicianLetter;
pub use transmittal::{OfficeAnswers, TransmittalLetter};

/// A letter the house can write.
pub enum Letter {
    /// A request on its way to the office that decides it.
    Transmittal(TransmittalLetter),
    /// The answer to a person, with the remedies.
    Answer(AnswerLetter),
    /// A question to a person about who they are.
    Identity(IdentityQuestion),
    /// A notice to a person that is no answer: of an extension.
    Notice(NoticeLetter),
    /// A medical file to the physician whom the person named.
    Physician(PhysicianLetter),
    /// To a person: the request has arrived.
    Acknowledgement(Acknowledgement),
}

/// Sets a letter in a language and returns the PDF.
///
/// A letter of two pages takes some 10 ms optimised and 200 ms not, on the calling thread: give it one
/// on which blocking is allowed.
///
/// # Errors
/// [`RenderError`] when the reference is too long for a QR code, or when the letter cannot be set or
/// does not conform. What data can cause is caught before; the last two mean a broken template.
pub fn render(letter: &Letter, locale: Locale) -> Result<Vec<u8>, RenderError> {
    let sheet = match letter {
        Letter::Transmittal(letter) => letter.sheet(locale)?,
        Letter::Answer(letter) => letter.sheet(locale)?,
        Letter::Identity(letter) => letter.sheet(locale)?,
        Letter::Notice(letter) => letter.sheet(locale)?,
        Letter::Physician(letter) => letter.sheet(locale)?,
        Letter::Acknowledgement(letter) => letter.sheet(locale)?,
    };
    typeset::pdf(&sheet, locale)
}
