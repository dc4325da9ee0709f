//! The controller's registered letter that carries a request to the office that decides it.

use chrono::{DateTime, FixedOffset, NaiveDate};
use habeas_language::Locale;

use crate::RenderError;
use crate::parties::{Addressee, Channel, RequestRow, Sender};
use crate::sheet::{Annex, Block, Sheet};

/// How the office answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeAnswers {
    /// In its own compartment of the console.
    OnScreen,
    /// On the reply slip that is then the letter's last page.
    OnPaper,
}

/// A request on its way to the office that decides it, the request as filed annexed. It is composed
/// without a person reading it.
#[derive(Clone)]
pub struct TransmittalLetter {
    /// The controller.
    pub sender: Sender,
    /// The office.
    pub addressee: Addressee,
    /// The day of the letter, in the controller's zone.
    pub date: NaiveDate,
    /// The submission's or case's reference.
    pub reference: String,
    /// The right exercised, as the pack names it in the letter's language.
    pub right: String,
    /// The kind of file, likewise.
    pub file: String,
    /// The provision under which the office decides, as the pack cites it.
    pub provision: String,
    /// When the request was received, in the controller's zone.
    pub received_at: DateTime<FixedOffset>,
    /// How it came in.
    pub channel: Channel,
    /// The last day of the time limit.
    pub due: NaiveDate,
    /// The request, field by field, in the order it was filed.
    pub request: Vec<RequestRow>,
    /// What the person wrote in their own words.
    pub own_words: Option<String>,
    /// What is enclosed: the copy of the identity card where there is one.
    pub enclosures: Vec<String>,
    /// How the office answers.
    pub answers: OfficeAnswers,
}

impl TransmittalLetter {
    pub(crate) fn sheet(&self, locale: Locale) -> Result<Sheet, RenderError> {
        let mut sheet = Sheet::new(
            locale,
            &self.sender,
            self.addressee.lines(),
            self.date,
            &self.reference,
        )?;
        sheet.title = locale
            .t("letter-transmittal-subject")
            .arg("right", &self.right)
            .arg("file", &self.file)
            .to_string();
        sheet.service = Some(locale.t("letter-registered").to_string());
        sheet.salutation = locale.t("letter-transmittal-salutation").to_string();
        sheet.body = self.body(locale);
        sheet.closing = locale.t("letter-transmittal-closing").to_string();
        sheet.enclose(locale, &self.enclosures);
        sheet.annexes.push(self.annex(locale));
        if self.answers == OfficeAnswers::OnPaper {
            sheet.annexes.push(self.slip(locale));
        }
        Ok(sheet)
    }

    fn body(&self, locale: Locale) -> Vec<Block> {
        let how = match self.answers {
            OfficeAnswers::OnScreen => locale.t("letter-transmittal-screen"),
            OfficeAnswers::OnPaper => locale.t("letter-transmittal-slip"),
        };
        let received = locale
            .t("letter-transmittal-received")
            .arg("instant", locale.moment(&self.received_at))
            .arg("channel", self.channel.words(locale))
            .arg("right", &self.right)
            .arg("file", &self.file);
        // What did not come through the portal was read by whoever wrote it down.
        let over = match self.channel {
            Channel::Portal => locale
                .t("letter-transmittal-unread")
                .arg("provision", &self.provision),
            _ => locale
                .t("letter-transmittal-noted")
                .arg("provision", &self.provision),
        };
        vec![
            Block::text(format!("{received} {over}")),
            Block::text(
                locale
                    .t("letter-transmittal-due")
                    .arg("date", locale.date(self.due)),
            ),
            Block::text(how),
            Block::text(locale.t("letter-transmittal-annexed")),
        ]
    }

    /// The request as filed, with time and channel.
    fn annex(&self, locale: Locale) -> Annex {
        let mut body = vec![Block::text(
            locale
                .t("letter-annex-received")
                .arg("instant", locale.moment(&self.received_at))
                .arg("channel", self.channel.words(locale))
                .arg("reference", &self.reference),
        )];
        if !self.request.is_empty() {
            body.push(Block::Table {
                head: vec![
                    locale.t("letter-annex-item").to_string(),
                    locale.t("letter-annex-content").to_string(),
                ],
                rows: self
                    .request
                    .iter()
                    .map(|row| vec![row.label.clone(), row.value.clone()])
                    .collect(),
            });
        }
        if let Some(words) = &self.own_words {
            body.push(Block::heading(locale.t("letter-annex-own-words")));
            body.push(Block::Quote {
                text: words.clone(),
            });
        }
        Annex {
            title: locale.t("letter-annex-request").to_string(),
            body,
        }
    }

    /// The slip on which an office on paper answers: a decision and a day, nothing confidential.
    fn slip(&self, locale: Locale) -> Annex {
        let tick = |text: habeas_language::Text, line: bool| Block::Tick {
            text: text.to_string(),
            line,
        };
        Annex {
            title: locale.t("letter-slip-title").to_string(),
            body: vec![
                Block::text(
                    locale
                        .t("letter-slip-intro")
                        .arg("date", locale.date(self.due))
                        .arg("address", self.sender.return_address.join(", ")),
                ),
                Block::Code,
                Block::heading(locale.t("letter-slip-choice")),
                tick(locale.t("letter-slip-granted"), true),
                tick(locale.t("letter-slip-partly"), true),
                tick(locale.t("letter-slip-refused"), true),
                tick(locale.t("letter-slip-not-held"), false),
                Block::Fields {
                    labels: vec![
                        locale.t("letter-slip-date").to_string(),
                        locale.t("letter-slip-name").to_string(),
                        locale.t("letter-slip-signature").to_string(),
                    ],
                },
            ],
        }
    }
}
