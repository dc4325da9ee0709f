//! A text for a person, before its language is known.

use std::borrow::Cow;

use habeas_language::{Locale, Text};

/// A Fluent key with its arguments, printed once the reader's language is known.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    key: Cow<'static, str>,
    arguments: Vec<(&'static str, MessageArgument)>,
}

/// What a message can be told: whole numbers choose a plural.
#[derive(Clone, PartialEq, Eq)]
pub enum MessageArgument {
    /// A whole number.
    Number(i64),
    /// A text, shown as it is.
    Text(String),
}

impl Message {
    /// A message by its Fluent key.
    #[must_use]
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self {
            key: key.into(),
            arguments: Vec::new(),
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<MessageArgument>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }

    /// The Fluent key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The message in a language.
    #[must_use]
    pub fn text(&self, locale: Locale) -> Text {
        self.arguments
            .iter()
            .fold(locale.t(&self.key), |text, (name, value)| match value {
                MessageArgument::Number(number) => text.arg(name, number),
                MessageArgument::Text(words) => text.arg(name, words),
            })
    }
}

impl std::fmt::Debug for Message {
    /// The key only: an argument may be what a person typed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Message").field(&self.key).finish()
    }
}

impl From<i64> for MessageArgument {
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}

impl From<usize> for MessageArgument {
    /// A number beyond `i64` shows as the largest one.
    fn from(value: usize) -> Self {
        Self::Number(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<String> for MessageArgument {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&str> for MessageArgument {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
