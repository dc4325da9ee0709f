use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize};

/// A short machine word: lower-case ASCII letters and digits, with `.`, `_` and `-` inside, at
/// most 64 bytes. Codes are the only texts that events, logs, traces and metrics may carry
/// beside ids and handles, so that nothing a person typed can get in.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Code(String);

/// Why a text is not a [`Code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// The text is empty.
    #[error("a code must not be empty")]
    Empty,
    /// The text has more than [`Code::MAX_LEN`] bytes.
    #[error("a code has at most 64 characters")]
    TooLong,
    /// A character outside the alphabet, or a first character that is no letter or digit.
    #[error("a code has only a-z, 0-9, '.', '_' and '-', and begins with a letter or digit")]
    Alphabet,
}

impl Code {
    /// The longest code, in bytes.
    pub const MAX_LEN: usize = 64;

    /// Checks and takes `text`.
    pub fn new(text: impl Into<String>) -> Result<Self, CodeError> {
        let text = text.into();
        let first = text.bytes().next().ok_or(CodeError::Empty)?;
        if text.len() > Self::MAX_LEN {
            return Err(CodeError::TooLong);
        }
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        let inner = |b: u8| plain(b) || matches!(b, b'.' | b'_' | b'-');
        if !plain(first) || !text.bytes().all(inner) {
            return Err(CodeError::Alphabet);
        }
        Ok(Self(text))
    }

    /// Takes a code written in the source.
    ///
    /// # Panics
    /// When `text` is no code: a slip of the pen that the first test shows.
    #[must_use]
    pub fn literal(text: &'static str) -> Self {
        Self::new(text).expect("a code literal in the source is a code")
    }

    /// The text of the code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::new(s)
    }
}

impl AsRef<str> for Code {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_codes_and_refuses_words() {
        assert_eq!(
            Code::new("gdpr-be.request").unwrap().as_str(),
            "gdpr-be.request"
        );
        assert_eq!(Code::new(""), Err(CodeError::Empty));
        assert_eq!(Code::new("Jan Peeters"), Err(CodeError::Alphabet));
        assert_eq!(Code::new("-x"), Err(CodeError::Alphabet));
        assert_eq!(Code::new("é"), Err(CodeError::Alphabet));
        assert_eq!(Code::new("a".repeat(65)), Err(CodeError::TooLong));
    }
}
