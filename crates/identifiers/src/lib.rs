//! National numbers, postal item numbers and machine-readable zones: check digits, nothing else.
//!
//! Each is a type that exists only for a number that agrees with itself. That says nothing about
//! whether it was ever given out, or to whom. Spaces, dots and dashes of the printed forms are
//! skipped. Numbers that stand for a person do not print themselves: they have no `Display`, their
//! `Debug` is blank, and no error repeats what was read.

/// A `Debug` that tells the type and nothing of the person.
macro_rules! blank_debug {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )+};
}

/// `text.parse::<Number>()` as `Number::parse(text)`.
macro_rules! from_str {
    ($($name:ident),+) => {$(
        impl FromStr for $name {
            type Err = InvalidNumber;

            fn from_str(text: &str) -> Result<$name, InvalidNumber> {
                $name::parse(text)
            }
        }
    )+};
}

mod belgium;
mod digits;
mod netherlands;
mod postal;
mod zone;

use thiserror::Error;

pub use belgium::{EidCardNumber, EnterpriseNumber, Insz, InszKind, RizivCheck, RizivNumber};
pub use netherlands::{AgbCode, BigNumber, Bsn};
pub use postal::{BelgianBarcode, PostalItemNumber, S10};
pub use zone::{InvalidZone, MachineReadableZone, ZoneField};

/// Why a text is not the number it was read as. Never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum InvalidNumber {
    /// Nothing but spaces and separators.
    #[error("the number is empty")]
    Empty,
    /// Too short or too long.
    #[error("the number has {found} characters instead of {expected}")]
    Length {
        /// How many the number has.
        expected: usize,
        /// How many were read.
        found: usize,
    },
    /// A character that has no place where it stands.
    #[error("the number has a character that cannot be part of it")]
    Character,
    /// It begins or goes on in a way no such number does.
    #[error("there are no numbers of this form")]
    Form,
    /// The date within it has a month that does not exist.
    #[error("the date in the number does not exist")]
    Date,
    /// Its check digits do not agree with the rest: most likely a typing error.
    #[error("the check digits do not agree: a digit is wrong or two are swapped")]
    CheckDigits,
}

impl InvalidNumber {
    /// A stable name of the reason, for a text in the reader's language.
    pub fn code(&self) -> &'static str {
        match self {
            InvalidNumber::Empty => "number-empty",
            InvalidNumber::Length { .. } => "number-length",
            InvalidNumber::Character => "number-character",
            InvalidNumber::Form => "number-form",
            InvalidNumber::Date => "number-date",
            InvalidNumber::CheckDigits => "number-check-digits",
        }
    }
}

/// A date of birth as far as a number tells it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KnownDate {
    /// The year, with its century.
    pub year: i32,
    /// The month, 1 to 12, where it is known.
    pub month: Option<u32>,
    /// The day of the month, where it is known.
    pub day: Option<u32>,
}

impl KnownDate {
    /// The whole date, where all of it is known.
    pub fn full(&self) -> Option<chrono::NaiveDate> {
        chrono::NaiveDate::from_ymd_opt(self.year, self.month?, self.day?)
    }
}

blank_debug!(KnownDate);
