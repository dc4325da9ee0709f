use chrono::NaiveDate;
use habeas_language::Locale;

use super::{ComposeError, Facts};
use crate::why::PersonDate;

/// Why a date that was told has moved: what changed in a calendar, the day of receipt, or the
/// rules themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// The days on which no period ends any more.
    pub added: Vec<NaiveDate>,
    /// The days that are days like others again.
    pub removed: Vec<NaiveDate>,
    /// The decree or notice that says so.
    pub reason: Option<String>,
    /// Whether it moved because the day of receipt was another.
    pub receipt: bool,
    /// The date that holds now, with the steps that lead to it.
    pub account: Option<PersonDate>,
}

/// What the notice of a moved date says.
pub(super) struct Told {
    /// The date that holds now, in words.
    pub(super) day: String,
    /// What changed.
    pub(super) changed: Vec<String>,
    /// The steps that lead to the date; none where they lead elsewhere by now, for what was told
    /// stays what was told.
    pub(super) steps: Vec<String>,
    /// The provisions behind them.
    pub(super) citations: Vec<String>,
}

impl Moved {
    /// What changed, as sentences.
    fn sentences(&self, locale: Locale) -> Vec<String> {
        let days = |days: &[NaiveDate]| {
            let words: Vec<String> = days.iter().map(|day| locale.date(*day)).collect();
            locale.list(&words)
        };
        let mut sentences = Vec::new();
        if self.receipt {
            sentences.push(locale.t("date-moved-receipt").to_string());
        }
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
pub(super) fn told(facts: &Facts<'_>) -> Result<Told, ComposeError> {
    let locale = facts.locale();
    let day = facts.submission.told.ok_or(ComposeError::State)?;
    let moved = facts.moved.ok_or(ComposeError::State)?;
    let account = moved.account.as_ref();
    let account = account.filter(|account| account.binding && account.date == Some(day));
    Ok(Told {
        day: locale.date_with_weekday(day),
        changed: moved.sentences(locale),
        steps: account.map_or_else(Vec::new, |account| account.sentences.clone()),
        citations: account.map_or_else(Vec::new, |account| account.citations.clone()),
    })
}

impl Told {
    /// All of it as paragraphs: what changed, and how the date is counted.
    pub(super) fn why(&self, locale: Locale) -> Vec<String> {
        let mut paragraphs = vec![self.changed.join(" ")];
        paragraphs.extend(in_paragraphs(locale, &self.steps, &self.citations));
        paragraphs
    }
}

/// The steps to a date as paragraphs of a notice; none where there are none.
pub(super) fn in_paragraphs(locale: Locale, steps: &[String], citations: &[String]) -> Vec<String> {
    if steps.is_empty() {
        return Vec::new();
    }
    let counted = locale
        .t("why-counted")
        .arg("steps", steps.join(" "))
        .to_string();
    let rules = (!citations.is_empty()).then(|| {
        locale
            .t("letter-received-rules")
            .arg("rules", citations.join("; "))
            .to_string()
    });
    [Some(counted), rules].into_iter().flatten().collect()
}
