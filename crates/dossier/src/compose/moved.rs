use chrono::NaiveDate;
use habeas_language::Locale;

use super::{ComposeError, Facts};

/// Why a date that was told has moved: what changed in a calendar, or the rules themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// The days on which no period ends any more.
    pub added: Vec<NaiveDate>,
    /// The days that are days like others again.
    pub removed: Vec<NaiveDate>,
    /// The decree or notice that says so.
    pub reason: Option<String>,
}

impl Moved {
    /// The reasons as sentences.
    pub(super) fn sentences(&self, locale: Locale) -> Vec<String> {
        let days = |days: &[NaiveDate]| {
            let words: Vec<String> = days.iter().map(|day| locale.date(*day)).collect();
            locale.list(&words)
        };
        let mut sentences = Vec::new();
        for (key, changed) in [("added", &self.added), ("removed", &self.removed)] {
            if !changed.is_empty() {
                let text = locale
                    .t(format!("date-moved-{key}"))
                    .arg("days", days(changed))
                    .arg("count", changed.len());
                sentences.push(text.to_string());
            }
        }
        if sentences.is_empty() {
            sentences.push(locale.t("date-moved-rules").to_string());
        }
        if let Some(reason) = &self.reason {
            let text = locale.t("date-moved-source").arg("reason", reason);
            sentences.push(text.to_string());
        }
        sentences
    }
}

/// The date that holds now, in words, and why.
pub(super) fn told(facts: &Facts<'_>) -> Result<(String, Vec<String>), ComposeError> {
    let locale = facts.locale();
    let day = facts.submission.told.ok_or(ComposeError::State)?;
    let moved = facts.moved.ok_or(ComposeError::State)?;
    Ok((locale.date_with_weekday(day), moved.sentences(locale)))
}
