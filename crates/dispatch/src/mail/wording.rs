//! The mails the house writes: neutral, so that whoever sees them over a shoulder learns nothing.
//!
//! A mail carries reference and link, a date that moved with the decree that moved it, or the
//! answer's code alone. No right, no kind of file, no access
//! code and no word the filer typed can get in: there is no argument for them.

use habeas_language::Locale;

/// Subject and text of a mail. Debug is blank, for one of them carries a code.
#[derive(Clone, PartialEq, Eq)]
pub struct MailText {
    pub(crate) subject: String,
    pub(crate) body: String,
}

impl MailText {
    /// The request has arrived.
    #[must_use]
    pub fn acknowledgement(locale: Locale, reference: &str, link: &str) -> Self {
        Self {
            subject: locale
                .t("mail-received-subject")
                .arg("reference", reference)
                .to_string(),
            body: locale
                .t("mail-received-body")
                .arg("reference", reference)
                .arg("link", link)
                .to_string(),
        }
    }

    /// The daily digest of an office: a line a case, with reference, day and page, and nothing of
    /// what the case is about.
    #[must_use]
    pub fn digest(locale: Locale, lines: &[String]) -> Self {
        let cases = lines.len();
        Self {
            subject: locale
                .t("mail-digest-subject")
                .arg("cases", cases)
                .to_string(),
            body: locale
                .t("mail-digest-body")
                .arg("lines", lines.join("\n\n"))
                .to_string(),
        }
    }

    /// A date of one case is in danger.
    #[must_use]
    pub fn in_danger(locale: Locale, reference: &str, line: &str) -> Self {
        Self {
            subject: locale
                .t("mail-danger-subject")
                .arg("reference", reference)
                .to_string(),
            body: locale.t("mail-danger-body").arg("line", line).to_string(),
        }
    }

    /// The time of an incident is running out: a number, an instant and a page, and nothing of
    /// what happened.
    #[must_use]
    pub fn incident(locale: Locale, line: &str) -> Self {
        Self {
            subject: locale.t("mail-incident-subject").to_string(),
            body: locale.t("mail-danger-body").arg("line", line).to_string(),
        }
    }

    /// There is something new on the status page.
    #[must_use]
    pub fn news(locale: Locale, reference: &str, link: &str) -> Self {
        Self {
            subject: locale
                .t("mail-news-subject")
                .arg("reference", reference)
                .to_string(),
            body: locale
                .t("mail-news-body")
                .arg("reference", reference)
                .arg("link", link)
                .to_string(),
        }
    }

    /// The date by which an answer comes has moved: to which, in words, and why. The reasons name
    /// days, decrees and provisions, nothing of the person or the request.
    #[must_use]
    pub fn date_moved(locale: Locale, reference: &str, link: &str, day: &str, why: &str) -> Self {
        Self {
            subject: locale
                .t("mail-date-moved-subject")
                .arg("reference", reference)
                .to_string(),
            body: locale
                .t("mail-date-moved-body")
                .arg("reference", reference)
                .arg("date", day)
                .arg("why", why)
                .arg("link", link)
                .to_string(),
        }
    }

    /// The answer can be collected.
    #[must_use]
    pub fn answer_ready(locale: Locale, reference: &str, link: &str) -> Self {
        Self {
            subject: locale
                .t("mail-answer-subject")
                .arg("reference", reference)
                .to_string(),
            body: locale
                .t("mail-answer-body")
                .arg("reference", reference)
                .arg("link", link)
                .to_string(),
        }
    }

    /// The answer's second code, alone: a mail of its own with neither reference nor link.
    #[must_use]
    pub fn answer_code(locale: Locale, code: &str) -> Self {
        Self {
            subject: locale.t("mail-code-subject").to_string(),
            body: locale.t("mail-code-body").arg("code", code).to_string(),
        }
    }

    /// The subject line.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The text.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }
}

impl std::fmt::Debug for MailText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MailText")
    }
}
