//! The letter that tells a person of something that is no answer: that more time is needed.

use chrono::NaiveDate;
use habeas_language::Locale;

use crate::RenderError;
use crate::parties::{Person, Sender};
use crate::sheet::{Block, Sheet};

/// A notice to a person, whose words come composed.
#[derive(Clone)]
pub struct NoticeLetter {
    /// The controller.
    pub sender: Sender,
    /// The person, or who represents them.
    pub addressee: Person,
    /// The day of the letter, in the controller's zone.
    pub date: NaiveDate,
    /// The submission's reference.
    pub reference: String,
    /// What it is about, in the letter's language.
    pub subject: String,
    /// What it says, a paragraph each.
    pub paragraphs: Vec<String>,
    /// Whether it goes by registered post.
    pub registered: bool,
}

impl NoticeLetter {
    pub(crate) fn sheet(&self, locale: Locale) -> Result<Sheet, RenderError> {
        let mut sheet = Sheet::new(
            locale,
            &self.sender,
            self.addressee.lines(),
            self.date,
            &self.reference,
        )?;
        sheet.title.clone_from(&self.subject);
        if self.registered {
            sheet.service = Some(locale.t("letter-registered").to_string());
        }
        sheet.salutation = locale
            .t("letter-answer-salutation")
            .arg("name", &self.addressee.name)
            .to_string();
        sheet.body = self.paragraphs.iter().map(Block::text).collect();
        sheet.closing = locale.t("letter-answer-closing").to_string();
        Ok(sheet)
    }
}
