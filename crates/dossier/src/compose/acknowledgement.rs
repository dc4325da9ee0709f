use habeas_letters::{Acknowledgement, Letter, ToldDate};

use super::{
    ComposeError, Contents, Facts,
    answer::identity_office,
    parties::{person, sender},
};
use crate::why;

/// That the request has arrived, until when it is answered, and why then: what the status page
/// tells who is reached by mail.
pub(super) fn acknowledgement(
    facts: &Facts<'_>,
    contents: &Contents,
) -> Result<Letter, ComposeError> {
    Ok(Letter::Acknowledgement(Acknowledgement {
        sender: sender(facts, identity_office(facts).as_ref()),
        addressee: person(facts, contents)?,
        date: facts.today(),
        reference: facts.reference()?,
        received_on: facts.submission.received_on().ok_or(ComposeError::State)?,
        told: told(facts),
        access_code: access_code(facts, contents)?,
    }))
}

/// The access code of somebody who did not file online, where the letter tells it.
fn access_code(facts: &Facts<'_>, contents: &Contents) -> Result<Option<String>, ComposeError> {
    let Some(item) = facts.dispatch.items.first() else {
        return Ok(None);
    };
    let bytes = contents.bytes(*item).ok_or(ComposeError::Missing)?;
    let code = std::str::from_utf8(bytes).map_err(|_| ComposeError::Missing)?;
    Ok(Some(code.to_owned()))
}

/// The date that the person was told, with its reasons; without them where they lead elsewhere by
/// now, for what was told stays what was told.
fn told(facts: &Facts<'_>) -> Option<ToldDate> {
    let locale = facts.locale();
    let account = why::of_submission(locale, facts.pack, facts.calendars, facts.submission)?;
    let computed = account.for_person();
    match facts.submission.told {
        Some(told) if computed.date != Some(told) || !computed.binding => {
            let date = locale.date_with_weekday(told);
            Some(ToldDate {
                until: locale.t("why-told-by").arg("date", date).to_string(),
                steps: Vec::new(),
                citations: Vec::new(),
            })
        }
        None if computed.binding => None,
        _ => Some(ToldDate {
            until: computed.headline(locale),
            steps: computed.sentences,
            citations: computed.citations,
        }),
    }
}
