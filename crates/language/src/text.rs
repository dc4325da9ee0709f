//! One text with its arguments, ready to print.

use std::borrow::Cow;
use std::fmt;

use fluent_bundle::{FluentArgs, FluentValue};

use crate::{Locale, bundle};

/// A text in a language, with its arguments; printing it resolves it.
///
/// Nothing is escaped here: a template escapes it like any other value, and a mail takes it as is.
pub struct Text {
    locale: Locale,
    key: String,
    arguments: FluentArgs<'static>,
}

impl Locale {
    /// The text of a key. A key without a text prints as `⟦key⟧`.
    pub fn t(self, key: impl AsRef<str>) -> Text {
        Text {
            locale: self,
            key: key.as_ref().to_owned(),
            arguments: FluentArgs::new(),
        }
    }

    /// Whether the key has a text.
    #[must_use]
    pub fn has(self, key: impl AsRef<str>) -> bool {
        bundle::of(self)
            .get_message(key.as_ref())
            .is_some_and(|message| message.value().is_some())
    }
}

impl Text {
    /// Gives the text a value for one of its arguments. Whole numbers choose the plural; an argument
    /// that the text wants and does not get prints as `{$name}`.
    #[must_use]
    pub fn arg(mut self, name: impl AsRef<str>, value: impl Argument) -> Self {
        self.arguments
            .set(name.as_ref().to_owned(), value.to_value());
        self
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bundle = bundle::of(self.locale);
        let Some(pattern) = bundle
            .get_message(&self.key)
            .and_then(|message| message.value())
        else {
            return write!(f, "⟦{}⟧", self.key);
        };
        let mut unresolved = Vec::new();
        f.write_str(&bundle.format_pattern(pattern, Some(&self.arguments), &mut unresolved))
    }
}

impl fmt::Debug for Text {
    /// Language and key only: an argument may be a name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({}, {})", self.locale, self.key)
    }
}

/// What a text takes as an argument: strings, whole numbers, other texts, and references to them,
/// however deep, as templates pass them.
pub trait Argument {
    /// The value as Fluent takes it. Numbers beyond 2^53 lose their last digits.
    fn to_value(&self) -> FluentValue<'static>;
}

impl<T: Argument + ?Sized> Argument for &T {
    fn to_value(&self) -> FluentValue<'static> {
        (**self).to_value()
    }
}

impl Argument for str {
    fn to_value(&self) -> FluentValue<'static> {
        FluentValue::String(Cow::Owned(self.to_owned()))
    }
}

impl Argument for String {
    fn to_value(&self) -> FluentValue<'static> {
        self.as_str().to_value()
    }
}

impl Argument for Cow<'_, str> {
    fn to_value(&self) -> FluentValue<'static> {
        (**self).to_value()
    }
}

impl Argument for Text {
    fn to_value(&self) -> FluentValue<'static> {
        FluentValue::String(Cow::Owned(self.to_string()))
    }
}

macro_rules! whole_numbers {
    ($($number:ty),+) => {
        $(impl Argument for $number {
            fn to_value(&self) -> FluentValue<'static> {
                FluentValue::from(*self)
            }
        })+
    };
}
whole_numbers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);
