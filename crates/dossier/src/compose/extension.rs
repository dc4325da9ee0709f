use chrono::NaiveDate;
use habeas_envelope::Code;
use habeas_language::Locale;
use habeas_letters::{Letter, NoticeLetter};
use habeas_regime::{FileKind, Pack, Right};

use super::{
    ComposeError, Contents, Facts,
    answer::{paragraphs, remedies_of, signs},
    moved::in_paragraphs,
    parties::{person, sender},
};
use crate::{Message, why::PersonDate};

/// What the notice of an extension tells the person.
#[derive(Clone, Copy)]
pub struct ExtensionNotice<'a> {
    /// The pack that binds the case.
    pub pack: &'a Pack,
    /// The right and the kind of file.
    pub exercise: &'a (Right, FileKind),
    /// The provision that allows it.
    pub citation: &'a str,
    /// The legal day of receipt.
    pub received_on: NaiveDate,
    /// On which ground.
    pub ground: &'a Code,
    /// The individual reason, in the person's language.
    pub reason: &'a str,
    /// The last day to answer, if the notice leaves in time; none while the clock stands still.
    pub until: Option<NaiveDate>,
    /// How that day is counted, if the notice leaves in time.
    pub account: Option<&'a PersonDate>,
}

impl ExtensionNotice<'_> {
    /// The text of the notice, paragraphs parted by an empty line: the same on screen and on
    /// paper. It holds what GDPR art. 12(3) asks for, the reasons, and where to turn to.
    #[must_use]
    pub fn text(&self, locale: Locale) -> String {
        let ground = format!("clock-notice-ground-{}", self.ground);
        let ground = if locale.has(&ground) {
            locale.t(ground).to_string()
        } else {
            self.ground.to_string()
        };
        let mut paragraphs = vec![
            locale
                .t("clock-notice-opening")
                .arg("received", locale.date(self.received_on))
                .to_string(),
            locale
                .t("clock-notice-ground")
                .arg("ground", ground)
                .arg("citation", self.citation)
                .to_string(),
            self.reason.trim().to_owned(),
            match self.until {
                Some(until) => locale
                    .t("clock-notice-until")
                    .arg("date", locale.date_with_weekday(until)),
                None => locale.t("clock-notice-until-paused"),
            }
            .to_string(),
        ];
        if let Some(account) = self.account.filter(|account| account.date == self.until) {
            let (steps, citations) = (&account.sentences, &account.citations);
            paragraphs.extend(in_paragraphs(locale, steps, citations));
        }
        let remedies = remedies_of(self.pack, locale, self.exercise);
        if !remedies.is_empty() {
            paragraphs.push(locale.t("clock-notice-remedies").to_string());
            paragraphs.extend(remedies);
        }
        paragraphs.join("\n\n")
    }
}

/// The notice on paper: its item, as the person reads it on screen too.
pub(super) fn letter(facts: &Facts<'_>, contents: &Contents) -> Result<Letter, ComposeError> {
    let notice: Message = contents.get(facts.item()?)?;
    let exercise = facts.exercise()?;
    let signs = signs(facts, facts.case()?, &exercise);
    let reference = facts.reference()?;
    Ok(Letter::Notice(NoticeLetter {
        sender: sender(facts, signs.as_ref()),
        addressee: person(facts, contents)?,
        date: facts.today(),
        subject: facts
            .locale()
            .t("clock-notice-subject")
            .arg("reference", &reference)
            .to_string(),
        reference,
        paragraphs: paragraphs(&notice.text),
        registered: facts.dispatch.channel == habeas_case::DispatchChannel::RegisteredLetter,
    }))
}
