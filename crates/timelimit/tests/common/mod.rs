//! What the tests share: dates by text, limits by name.
#![allow(dead_code)]

use chrono::NaiveDate;
use habeas_timelimit::vectors::Regimes;
use habeas_timelimit::{Calendars, Computed, Facts, TimeLimit, compute};

/// A date written as in a letter to a court: `2025-03-05`.
pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The limit of a regime and clock.
pub fn limit(regime: &str, clock: &str) -> TimeLimit {
    Regimes::bundled().get(regime, clock).unwrap().clone()
}

/// The dates of a regime's limit for a request.
pub fn request(regime: &str, facts: &Facts) -> Computed {
    compute(&limit(regime, "request"), facts, &Calendars::bundled()).unwrap()
}

/// A request received on that day, and nothing more.
pub fn received(day: &str) -> Facts {
    Facts::received(date(day))
}

/// What a test says of facts: one more suspension by text.
pub fn suspended(facts: Facts, from: &str, to: Option<&str>) -> Facts {
    facts.suspended(date(from), to.map(date))
}

/// The due date as text, empty where there is none.
pub fn due(computed: &Computed) -> String {
    computed.due.map_or_else(String::new, |due| due.to_string())
}
