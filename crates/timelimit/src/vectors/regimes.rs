//! Time limits by the names a file of vectors gives them.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::limit::TimeLimit;

/// A text that holds no regimes.
#[derive(Debug, Error)]
#[error("the regimes cannot be read: {0}")]
pub struct RegimesError(#[from] toml::de::Error);

/// Time limits by regime (`gdpr-be`) and clock (`request`).
#[derive(Debug, Clone, Default)]
pub struct Regimes(BTreeMap<String, BTreeMap<String, TimeLimit>>);

impl Regimes {
    /// The regimes the bundled vectors speak of.
    ///
    /// # Panics
    /// Never: the file is part of the crate and read by its tests.
    #[must_use]
    pub fn bundled() -> Self {
        Self::from_toml(include_str!("../../data/regimes.toml"))
            .expect("the bundled regimes are read by this crate's tests")
    }

    /// Regimes from a TOML text with a table for each regime and in it one for each clock.
    ///
    /// # Errors
    /// When the text is not of that form, or a limit in it contradicts itself.
    pub fn from_toml(text: &str) -> Result<Self, RegimesError> {
        Ok(Self(toml::from_str(text)?))
    }

    /// Puts a limit in, in place of one of the same names.
    pub fn insert(&mut self, regime: &str, clock: &str, limit: TimeLimit) {
        self.0
            .entry(regime.to_owned())
            .or_default()
            .insert(clock.to_owned(), limit);
    }

    /// The limit of these names.
    #[must_use]
    pub fn get(&self, regime: &str, clock: &str) -> Option<&TimeLimit> {
        self.0.get(regime)?.get(clock)
    }

    /// Whether any limit belongs to this regime.
    #[must_use]
    pub fn knows(&self, regime: &str) -> bool {
        self.0.contains_key(regime)
    }

    /// All limits with their regime and clock.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &TimeLimit)> {
        self.0.iter().flat_map(|(regime, clocks)| {
            clocks
                .iter()
                .map(move |(clock, limit)| (regime.as_str(), clock.as_str(), limit))
        })
    }
}
