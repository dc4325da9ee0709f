//! A form between two renderings: what was typed, and what is wrong with it.

use std::{fmt::Display, str::FromStr};

use chrono::NaiveDate;

use crate::Message;

/// A value that can be read from one field of a form.
pub trait Field: Sized {
    /// Reads it from what was typed.
    ///
    /// # Errors
    /// What is wrong, as the person should read it beside the field.
    fn read(raw: &str) -> Result<Self, Message>;
}

/// The fields as typed and the errors found, for showing the form again as it was left.
#[derive(Clone, Default)]
pub struct Form {
    token: String,
    pairs: Vec<(String, String)>,
    errors: Vec<(String, Message)>,
    dates: Vec<String>,
}

impl Form {
    /// A form not yet filled in, with its token.
    #[must_use]
    pub fn blank(token: String) -> Self {
        Self {
            token,
            ..Self::default()
        }
    }

    /// A form as posted, with the token to show it again by.
    #[must_use]
    pub fn filled(token: String, pairs: Vec<(String, String)>) -> Self {
        Self {
            token,
            pairs,
            ..Self::default()
        }
    }

    /// Puts a value into a form that is shown for the first time.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Display) -> Self {
        self.pairs.push((name.to_owned(), value.to_string()));
        self
    }

    /// The token of the form.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// What was typed into a field; empty where nothing was.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values(name).next().unwrap_or_default()
    }

    /// What was typed, or else a value to begin with. An emptied field stays empty.
    #[must_use]
    pub fn value_or(&self, name: &str, fallback: impl Display) -> String {
        self.values(name)
            .next()
            .map_or_else(|| fallback.to_string(), str::to_owned)
    }

    /// All values of a field, in their order.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// One part of a date.
    #[must_use]
    pub fn part(&self, name: &str, part: &str) -> &str {
        self.value(&format!("{name}-{part}"))
    }

    /// Whether a choice was chosen.
    #[must_use]
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.values(name).any(|chosen| chosen == value)
    }

    /// Reads a field that has to be there; what is wrong is kept beside it.
    pub fn read<T: Field>(&mut self, name: &str) -> Option<T> {
        self.read_or(name, "web-error-required")
    }

    /// Reads a field that has to be there, with own words for an empty one.
    pub fn read_or<T: Field>(&mut self, name: &str, missing: &'static str) -> Option<T> {
        if self.value(name).trim().is_empty() {
            self.refuse(name, Message::new(missing));
            return None;
        }
        self.read_value(name)
    }

    /// Reads a field that may be left empty.
    pub fn read_optional<T: Field>(&mut self, name: &str) -> Option<T> {
        if self.value(name).trim().is_empty() {
            return None;
        }
        self.read_value(name)
    }

    fn read_value<T: Field>(&mut self, name: &str) -> Option<T> {
        match T::read(self.value(name)) {
            Ok(value) => Some(value),
            Err(message) => {
                self.refuse(name, message);
                None
            }
        }
    }

    /// Reads one of a fixed set of choices.
    pub fn choose<T: FromStr>(&mut self, name: &str) -> Option<T> {
        self.choose_or(name, "web-error-choose")
    }

    /// Reads one of a fixed set of choices, with own words where none was chosen.
    pub fn choose_or<T: FromStr>(&mut self, name: &str, missing: &'static str) -> Option<T> {
        let chosen = self.value(name).parse().ok();
        if chosen.is_none() {
            self.refuse(name, Message::new(missing));
        }
        chosen
    }

    /// Reads any number of choices; one that does not exist is an error.
    pub fn choose_many<T: FromStr>(&mut self, name: &str) -> Option<Vec<T>> {
        let chosen: Result<Vec<T>, _> = self.values(name).map(str::parse).collect();
        if chosen.is_err() {
            self.refuse(name, Message::new("web-error-choose"));
        }
        chosen.ok()
    }

    /// Reads a date that has to be there.
    pub fn read_date(&mut self, name: &str) -> Option<NaiveDate> {
        self.dates.push(name.to_owned());
        let parts = ["day", "month", "year"].map(|part| self.part(name, part).trim().to_owned());
        if parts.iter().all(String::is_empty) {
            self.refuse(name, Message::new("web-error-date-required"));
            return None;
        }
        let date = date_of(&parts);
        if date.is_none() {
            self.refuse(name, Message::new("web-error-date"));
        }
        date
    }

    /// Reads a date that may be left empty.
    pub fn read_optional_date(&mut self, name: &str) -> Option<NaiveDate> {
        let filled = ["day", "month", "year"]
            .iter()
            .any(|part| !self.part(name, part).trim().is_empty());
        if filled { self.read_date(name) } else { None }
    }

    /// Puts an error beside a field, or beside none (empty name). The first of a field stands.
    pub fn refuse(&mut self, name: &str, message: Message) {
        if name.is_empty() || !self.has_error(name) {
            self.errors.push((name.to_owned(), message));
        }
    }

    /// The error of a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&Message> {
        self.errors
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, message)| message)
    }

    /// Whether a field has an error.
    #[must_use]
    pub fn has_error(&self, name: &str) -> bool {
        self.error(name).is_some()
    }

    /// Whether anything is wrong.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The errors in the order they were found.
    #[must_use]
    pub fn errors(&self) -> &[(String, Message)] {
        &self.errors
    }

    /// The element that an error leads to: of a date, its first field.
    #[must_use]
    pub fn anchor(&self, name: &str) -> String {
        if self.dates.iter().any(|date| date == name) {
            format!("{name}-day")
        } else {
            name.to_owned()
        }
    }

    /// The ids of hint and error, for `aria-describedby`; empty where there is neither.
    #[must_use]
    pub fn described_by(&self, name: &str, hint: impl Display) -> String {
        let mut ids = Vec::new();
        if !hint.to_string().is_empty() {
            ids.push(format!("{name}-hint"));
        }
        if self.has_error(name) {
            ids.push(format!("{name}-error"));
        }
        ids.join(" ")
    }
}

impl std::fmt::Debug for Form {
    /// The names of the fields in error; nothing that was typed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Form")
            .field("errors", &self.errors)
            .finish_non_exhaustive()
    }
}

fn date_of([day, month, year]: &[String; 3]) -> Option<NaiveDate> {
    let digits = |text: &str, longest: usize| -> Option<u32> {
        let plain =
            !text.is_empty() && text.len() <= longest && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse().ok())?
    };
    // Two digits leave the century open, so a year has four.
    let year = (year.len() == 4).then(|| digits(year, 4))??;
    NaiveDate::from_ymd_opt(
        i32::try_from(year).ok()?,
        digits(month, 2)?,
        digits(day, 2)?,
    )
}
