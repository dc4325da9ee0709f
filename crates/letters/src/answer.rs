//! The letter that goes with an answer or a refusal.

use chrono::NaiveDate;
use habeas_language::Locale;

use crate::RenderError;
use crate::parties::{Person, Sender};
use crate::sheet::{Block, Sheet};

/// One part of the decision.
#[derive(Clone)]
pub struct DecidedPart {
    /// What the person asked, in their language.
    pub what: String,
    /// The outcome and, for a refusal, its ground and provision, in words.
    pub outcome: String,
}

/// The answer to a person: what is decided on each part, why, and what they can do about it.
#[derive(Clone)]
pub struct AnswerLetter {
    /// The controller.
    pub sender: Sender,
    /// The person, or who represents them.
    pub addressee: Person,
    /// The day of the letter, in the controller's zone.
    pub date: NaiveDate,
    /// The submission's or case's reference.
    pub reference: String,
    /// The legal day of receipt.
    pub received_on: NaiveDate,
    /// The decision, part by part.
    pub parts: Vec<DecidedPart>,
    /// What the author writes, a paragraph each.
    pub paragraphs: Vec<String>,
    /// Where to complain and within which window, a paragraph each, as the pack words them.
    pub remedies: Vec<String>,
    /// What is enclosed.
    pub enclosures: Vec<String>,
    /// Whether it goes by registered post.
    pub registered: bool,
}

impl AnswerLetter {
    pub(crate) fn sheet(&self, locale: Locale) -> Result<Sheet, RenderError> {
        let mut sheet = Sheet::new(
            locale,
            &self.sender,
            self.addressee.lines(),
            self.date,
            &self.reference,
        )?;
        sheet.title = locale
            .t("letter-answer-subject")
            .arg("reference", &self.reference)
            .to_string();
        if self.registered {
            sheet.service = Some(locale.t("letter-registered").to_string());
        }
        sheet.salutation = locale
            .t("letter-answer-salutation")
            .arg("name", &self.addressee.name)
            .to_string();
        sheet.body = self.body(locale);
        sheet.closing = locale.t("letter-answer-closing").to_string();
        sheet.enclose(locale, &self.enclosures);
        Ok(sheet)
    }

    fn body(&self, locale: Locale) -> Vec<Block> {
        let mut body = vec![Block::text(
            locale
                .t("letter-answer-received")
                .arg("date", locale.date(self.received_on)),
        )];
        if !self.parts.is_empty() {
            body.push(Block::Table {
                head: vec![
                    locale.t("letter-answer-part").to_string(),
                    locale.t("letter-answer-outcome").to_string(),
                ],
                rows: self
                    .parts
                    .iter()
                    .map(|part| vec![part.what.clone(), part.outcome.clone()])
                    .collect(),
            });
        }
        body.extend(self.paragraphs.iter().map(Block::text));
        if !self.remedies.is_empty() {
            body.push(Block::heading(locale.t("letter-answer-remedies")));
            body.extend(self.remedies.iter().map(Block::text));
        }
        body
    }
}
