//! The letter that asks a person who they are.

use chrono::NaiveDate;
use habeas_language::Locale;

use crate::RenderError;
use crate::parties::{Person, Sender};
use crate::sheet::{Block, Sheet};

/// A question to the filer about who they are (GDPR, article 12(6)).
#[derive(Clone)]
pub struct IdentityQuestion {
    /// The controller.
    pub sender: Sender,
    /// The filer.
    pub addressee: Person,
    /// The day of the letter, in the controller's zone.
    pub date: NaiveDate,
    /// The submission's reference.
    pub reference: String,
    /// The legal day of receipt.
    pub received_on: NaiveDate,
    /// What to send, a point each, as the pack asks for it.
    pub asked: Vec<String>,
    /// Until when.
    pub answer_by: NaiveDate,
    /// The portal, where there is one to send it through.
    pub link: Option<String>,
}

impl IdentityQuestion {
    pub(crate) fn sheet(&self, locale: Locale) -> Result<Sheet, RenderError> {
        let mut sheet = Sheet::new(
            locale,
            &self.sender,
            self.addressee.lines(),
            self.date,
            &self.reference,
        )?;
        sheet.title = locale
            .t("letter-identity-subject")
            .arg("reference", &self.reference)
            .to_string();
        sheet.salutation = locale
            .t("letter-identity-salutation")
            .arg("name", &self.addressee.name)
            .to_string();
        sheet.body = self.body(locale);
        sheet.closing = locale.t("letter-identity-closing").to_string();
        Ok(sheet)
    }

    fn body(&self, locale: Locale) -> Vec<Block> {
        let mut body = vec![
            Block::text(
                locale
                    .t("letter-identity-received")
                    .arg("date", locale.date(self.received_on)),
            ),
            Block::text(locale.t("letter-identity-asked")),
            Block::Points {
                points: self.asked.clone(),
            },
            Block::text(
                locale
                    .t("letter-identity-by")
                    .arg("date", locale.date(self.answer_by)),
            ),
        ];
        if let Some(link) = &self.link {
            body.push(Block::text(
                locale.t("letter-identity-how-online").arg("link", link),
            ));
        }
        body.push(Block::text(locale.t("letter-identity-how-post")));
        body.push(Block::text(locale.t("letter-identity-use")));
        body
    }
}
