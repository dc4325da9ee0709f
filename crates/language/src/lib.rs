//! Every word the house says to a person: Fluent texts embedded in the binary, dates in words, and
//! the builder that templates use.
//!
//! ```
//! use habeas_language::Locale;
//!
//! let page = Locale::Nl;
//! assert_eq!(page.t("days").arg("count", 1).to_string(), "1 dag");
//! assert_eq!(page.t("days").arg("count", 30).to_string(), "30 dagen");
//! ```
//!
//! A language is a folder of `texts/`; adding one adds a variant to [`Locale`] and nothing else has
//! to change. The tests hold every folder to the same keys with the same arguments.

mod bundle;
mod dates;
mod locale;
mod reasons;
#[cfg(feature = "testing")]
pub mod testing;
mod text;

pub use locale::{Locale, UnknownLanguage};
pub use text::{Argument, Text};
