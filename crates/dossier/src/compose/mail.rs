use habeas_dispatch::{MailAddress, MailText};

use super::{ComposeError, Contents, Facts, moved, templates};
use crate::Contact;

/// Where the mail of a dispatch goes.
///
/// # Errors
/// When the contact was not opened or is no e-mail address.
pub fn recipient(facts: &Facts<'_>, contents: &Contents) -> Result<MailAddress, ComposeError> {
    match contents.get(facts.received()?.contact)? {
        Contact::Email(address) => address.parse().map_err(|_| ComposeError::Address),
        Contact::Post { .. } => Err(ComposeError::Address),
    }
}

/// The mail of a dispatch: neutral, with the reference and the page at `status_url`, or with the
/// answer's code alone.
///
/// # Errors
/// When the template is unknown or the code was not opened.
pub fn mail(
    facts: &Facts<'_>,
    contents: &Contents,
    status_url: &str,
) -> Result<MailText, ComposeError> {
    let (locale, reference) = (facts.locale(), facts.reference()?);
    Ok(match facts.dispatch.template.as_str() {
        templates::ACKNOWLEDGEMENT => MailText::acknowledgement(locale, &reference, status_url),
        templates::ANSWER_READY => MailText::answer_ready(locale, &reference, status_url),
        templates::MESSAGE_WAITING
        | templates::IDENTITY_NOT_ESTABLISHED
        | templates::DEEMED_REFUSAL
        | templates::DECISION_LATE
        | templates::EXTENSION_NOTICE => MailText::news(locale, &reference, status_url),
        templates::ANSWER_CODE => {
            let bytes = contents.bytes(facts.item()?).ok_or(ComposeError::Missing)?;
            let code = std::str::from_utf8(bytes).map_err(|_| crate::ContentError)?;
            MailText::answer_code(locale, code)
        }
        templates::DATE_MOVED => {
            let told = moved::told(facts)?;
            let why = told.why(locale).join("\n\n");
            MailText::date_moved(locale, &reference, status_url, &told.day, &why)
        }
        _ => return Err(ComposeError::Template),
    })
}
