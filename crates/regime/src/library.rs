use std::{collections::BTreeMap, sync::Arc};

use habeas_envelope::Hash32;
use habeas_timelimit::{Calendar, CalendarId, Calendars};
use serde::{Deserialize, Serialize};

use crate::{Clock, ClockId, PackErrors, Regime, RegimeId, embedded, text};

/// What events pin of a calendar: which state of its data a date was computed with.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CalendarRef {
    /// Which calendar.
    pub id: CalendarId,
    /// The version of its data.
    pub version: u32,
    /// The hash of its data.
    pub hash: Hash32,
}

impl CalendarRef {
    /// The reference to a calendar as it is.
    ///
    /// # Panics
    /// Never: a calendar is plain data that TOML can hold.
    #[must_use]
    pub fn of(calendar: &Calendar) -> Self {
        let data = toml::Value::try_from(calendar).expect("a calendar is plain data");
        let mut bytes = b"habeas/calendar/1".to_vec();
        write_value(&data, &mut bytes);
        Self {
            id: calendar.id().clone(),
            version: calendar.version(),
            hash: Hash32::of(&bytes),
        }
    }
}

/// Writes a value so that equal data gives equal bytes, however it was laid out in a file.
fn write_value(value: &toml::Value, bytes: &mut Vec<u8>) {
    let mut put = |tag: u8, text: &str| {
        bytes.push(tag);
        bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
    };
    match value {
        toml::Value::Table(table) => {
            put(b't', &table.len().to_string());
            let mut keys: Vec<_> = table.keys().collect();
            keys.sort();
            for key in keys {
                bytes.push(b'k');
                bytes.extend_from_slice(&(key.len() as u64).to_be_bytes());
                bytes.extend_from_slice(key.as_bytes());
                write_value(&table[key], bytes);
            }
        }
        toml::Value::Array(values) => {
            put(b'a', &values.len().to_string());
            for value in values {
                write_value(value, bytes);
            }
        }
        toml::Value::String(text) => put(b's', text),
        other => put(b'v', &other.to_string()),
    }
}

/// The regimes and calendars that packs refer to.
#[derive(Clone, Debug, Default)]
pub struct Library {
    regimes: BTreeMap<RegimeId, Entry>,
    calendars: Calendars,
}

#[derive(Clone, Debug)]
struct Entry {
    regime: Arc<Regime>,
    text: Arc<str>,
}

impl Library {
    /// The regimes and calendars in the binary.
    ///
    /// # Panics
    /// Never: the files are part of the crate and read by its tests.
    #[must_use]
    pub fn embedded() -> Self {
        let mut library = Self::default();
        for (file, text) in embedded::REGIMES {
            library
                .add_regime(file, text)
                .expect("the embedded regimes are read by this crate's tests");
        }
        for (file, text) in embedded::CALENDARS {
            library
                .add_calendar(file, text)
                .expect("the embedded calendars are read by this crate's tests");
        }
        library
    }

    /// The given regimes, as `(file, text)`, beside the embedded calendars and no other regime.
    ///
    /// # Errors
    /// When a text is no regime.
    pub fn from_regimes(
        texts: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, PackErrors> {
        let mut library = Self {
            regimes: BTreeMap::new(),
            calendars: Self::embedded().calendars,
        };
        for (file, text) in texts {
            library.add_regime(&file, &text)?;
        }
        Ok(library)
    }

    /// Adds a regime, in place of one of the same id. `file` is what errors call it.
    ///
    /// # Errors
    /// When the text is no regime.
    pub fn add_regime(&mut self, file: &str, text: &str) -> Result<(), PackErrors> {
        let regime = Regime::parse(file, text)?;
        self.regimes.insert(
            regime.id.clone(),
            Entry {
                regime: Arc::new(regime),
                text: text.into(),
            },
        );
        Ok(())
    }

    /// Adds a calendar, in place of one of the same id. `file` is what errors call it.
    ///
    /// # Errors
    /// When the text is no calendar.
    pub fn add_calendar(&mut self, file: &str, text: &str) -> Result<(), PackErrors> {
        self.calendars.insert(text::read(file, text)?);
        Ok(())
    }

    /// A regime.
    #[must_use]
    pub fn regime(&self, id: &RegimeId) -> Option<&Regime> {
        self.regimes.get(id).map(|entry| &*entry.regime)
    }

    /// The text a regime was read from.
    #[must_use]
    pub fn regime_text(&self, id: &RegimeId) -> Option<&str> {
        self.regimes.get(id).map(|entry| &*entry.text)
    }

    /// All regimes, by id.
    pub fn regimes(&self) -> impl Iterator<Item = &Regime> {
        self.regimes.values().map(|entry| &*entry.regime)
    }

    /// A clock of a regime.
    #[must_use]
    pub fn clock(&self, id: &ClockId) -> Option<&Clock> {
        self.regime(&id.regime)?.clock(&id.clock)
    }

    /// The calendars.
    #[must_use]
    pub fn calendars(&self) -> &Calendars {
        &self.calendars
    }

    /// What events pin of a calendar.
    #[must_use]
    pub fn calendar_ref(&self, id: &CalendarId) -> Option<CalendarRef> {
        self.calendars.get(id).map(CalendarRef::of)
    }
}
