//! The registered letter that brings a medical file to the physician whom the person named.

use chrono::NaiveDate;
use habeas_language::Locale;

use crate::RenderError;
use crate::parties::{Person, Sender};
use crate::sheet::{Block, Sheet};

/// The file of a person, sent to their attending physician.
#[derive(Clone)]
pub struct PhysicianLetter {
    /// The controller.
    pub sender: Sender,
    /// The physician.
    pub addressee: Person,
    /// The day of the letter, in the controller's zone.
    pub date: NaiveDate,
    /// The submission's reference.
    pub reference: String,
    /// Whose file it is.
    pub subject: String,
    /// When they were born, where it is known.
    pub born: Option<NaiveDate>,
    /// Where the pack says that the file goes to the physician.
    pub provision: String,
    /// What is enclosed.
    pub enclosures: Vec<String>,
}

impl PhysicianLetter {
    pub(crate) fn sheet(&self, locale: Locale) -> Result<Sheet, RenderError> {
        let mut sheet = Sheet::new(
            locale,
            &self.sender,
            self.addressee.lines(),
            self.date,
            &self.reference,
        )?;
        sheet.title = locale
            .t("letter-physician-subject")
            .arg("reference", &self.reference)
            .to_string();
        sheet.service = Some(locale.t("letter-registered").to_string());
        sheet.salutation = locale.t("letter-physician-salutation").to_string();
        let whose = match self.born {
            Some(born) => locale
                .t("letter-physician-whose-born")
                .arg("subject", &self.subject)
                .arg("born", locale.date(born))
                .arg("provision", &self.provision),
            None => locale
                .t("letter-physician-whose")
                .arg("subject", &self.subject)
                .arg("provision", &self.provision),
        };
        sheet.body = vec![
            Block::text(whose),
            Block::text(locale.t("letter-physician-discuss")),
            Block::text(locale.t("letter-physician-return")),
        ];
        sheet.closing = locale.t("letter-transmittal-closing").to_string();
        sheet.enclose(locale, &self.enclosures);
        Ok(sheet)
    }
}
