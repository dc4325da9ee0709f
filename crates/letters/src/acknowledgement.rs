//! The letter that tells a person that their request has arrived.

use chrono::NaiveDate;
use habeas_language::Locale;

use crate::RenderError;
use crate::parties::{Person, Sender};
use crate::sheet::{Block, Sheet};

/// Until when, and why then.
#[derive(Clone)]
pub struct ToldDate {
    /// The date and what it is, a sentence.
    pub until: String,
    /// The steps that lead there, a sentence each.
    pub steps: Vec<String>,
    /// The provisions they rest on.
    pub citations: Vec<String>,
}

/// To a person who is reached by post: the request has arrived.
#[derive(Clone)]
pub struct Acknowledgement {
    /// The controller.
    pub sender: Sender,
    /// The person, or who represents them.
    pub addressee: Person,
    /// The day of the letter, in the controller's zone.
    pub date: NaiveDate,
    /// The submission's reference.
    pub reference: String,
    /// The legal day of receipt.
    pub received_on: NaiveDate,
    /// The date that the person is told, where there is one to tell.
    pub told: Option<ToldDate>,
    /// The access code, for somebody who did not file online.
    pub access_code: Option<String>,
}

impl Acknowledgement {
    pub(crate) fn sheet(&self, locale: Locale) -> Result<Sheet, RenderError> {
        let mut sheet = Sheet::new(
            locale,
            &self.sender,
            self.addressee.lines(),
            self.date,
            &self.reference,
        )?;
        sheet.title = locale
            .t("letter-received-subject")
            .arg("reference", &self.reference)
            .to_string();
        sheet.salutation = locale
            .t("letter-answer-salutation")
            .arg("name", &self.addressee.name)
            .to_string();
        sheet.body = self.body(locale);
        sheet.closing = locale.t("letter-answer-closing").to_string();
        Ok(sheet)
    }

    fn body(&self, locale: Locale) -> Vec<Block> {
        let mut body = vec![Block::text(
            locale
                .t("letter-received-on")
                .arg("date", locale.date(self.received_on))
                .arg("reference", &self.reference),
        )];
        body.extend(self.told.iter().map(|told| Block::text(&told.until)));
        for key in [
            "letter-received-answer",
            "letter-received-check",
            "letter-received-how-post",
        ] {
            body.push(Block::text(locale.t(key)));
        }
        if let Some(code) = &self.access_code {
            body.push(Block::heading(locale.t("letter-received-code-title")));
            let code = locale.t("letter-received-code").arg("code", code);
            body.push(Block::text(code));
            body.push(Block::text(locale.t("letter-received-code-keep")));
        }
        if let Some(told) = self.told.as_ref().filter(|told| !told.steps.is_empty()) {
            body.push(Block::heading(locale.t("why-title")));
            let points = told.steps.clone();
            body.push(Block::Points { points });
            if !told.citations.is_empty() {
                body.push(Block::text(
                    locale
                        .t("letter-received-rules")
                        .arg("rules", told.citations.join("; ")),
                ));
            }
        }
        body
    }
}
