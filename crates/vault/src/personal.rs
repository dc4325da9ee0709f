use std::fmt;

use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

/// Personal data in memory. It does not print, does not serialise and its `Debug` is blank, so
/// that it reaches no log, event or message by accident; whoever needs the value says
/// [`Personal::expose`].
///
/// It reads from a form:
///
/// ```
/// let name: habeas_vault::Personal<String> = habeas_vault::Personal::new("Peeters".into());
/// assert_eq!(format!("{name:?}"), "Personal");
/// assert_eq!(name.expose(), "Peeters");
/// ```
///
/// and does neither print nor serialise:
///
/// ```compile_fail,E0277
/// println!("{}", habeas_vault::Personal::new(String::new()));
/// ```
///
/// ```compile_fail,E0277
/// fn is_serialize<T: serde::Serialize>(_: T) {}
/// is_serialize(habeas_vault::Personal::new(String::new()));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Personal<T>(T);

/// Opened bytes, wiped when dropped.
pub type PersonalBytes = Personal<Zeroizing<Vec<u8>>>;

/// An opened text, wiped when dropped.
pub type PersonalText = Personal<Zeroizing<String>>;

/// The opened bytes are not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the item is not a text")]
pub struct NotText;

impl<T> Personal<T> {
    /// Marks a value as personal.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for the one place that needs it.
    #[must_use]
    pub fn expose(&self) -> &T {
        &self.0
    }

    /// The value itself, its mark given up.
    #[must_use]
    pub fn into_exposed(self) -> T {
        self.0
    }

    /// Another value made of this one, personal as well.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Personal<U> {
        Personal(change(self.0))
    }
}

impl PersonalBytes {
    /// The bytes as a text.
    pub fn into_text(self) -> Result<PersonalText, NotText> {
        let text = std::str::from_utf8(&self.0).map_err(|_| NotText)?;
        Ok(Personal(Zeroizing::new(text.to_owned())))
    }
}

impl<T> From<T> for Personal<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Personal")
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Personal<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_is_blank_however_deep() {
        #[derive(Debug)]
        #[expect(dead_code, reason = "only its Debug is looked at")]
        struct Party {
            name: Personal<String>,
            card: PersonalBytes,
        }
        let party = Party {
            name: Personal::new("Vandenplas".into()),
            card: Personal::new(Zeroizing::new(vec![77, 78])),
        };
        let shown = format!("{party:?} {party:#?}");
        assert!(!shown.contains("Vandenplas"));
        assert!(!shown.contains("77"));
        assert!(shown.contains("Personal"));
    }

    #[test]
    fn bytes_become_a_text_only_when_they_are_one() {
        let bytes = |b: &[u8]| Personal::new(Zeroizing::new(b.to_vec()));
        let text = bytes("Liège".as_bytes()).into_text().unwrap();
        assert_eq!(text.expose().as_str(), "Liège");
        assert_eq!(bytes(&[0xff]).into_text(), Err(NotText));
    }
}
