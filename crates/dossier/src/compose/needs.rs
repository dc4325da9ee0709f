use habeas_case::DispatchChannel;
use habeas_envelope::{Code, ItemId};
use habeas_vault::Compartment;

use super::{ComposeError, Facts, templates};
use crate::{copy_for, kinds};

/// To which stream sealed content belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holder {
    /// To the submission.
    Submission,
    /// To the case that ordered the dispatch.
    Case,
}

/// Something that must be opened before a dispatch can be composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Whose.
    pub holder: Holder,
    /// In which compartment.
    pub compartment: Compartment,
    /// Of which kind.
    pub kind: &'static str,
    /// Its handle.
    pub item: ItemId,
}

/// What must be opened to compose a dispatch: no more than it tells of.
///
/// # Errors
/// When the template is unknown or the state does not hold what it tells of.
pub fn needs(facts: &Facts<'_>) -> Result<Vec<Need>, ComposeError> {
    match facts.dispatch.channel {
        DispatchChannel::Mail => mail(facts),
        DispatchChannel::RegisteredLetter | DispatchChannel::Letter => letter(facts),
    }
}

fn mail(facts: &Facts<'_>) -> Result<Vec<Need>, ComposeError> {
    let mut needs = vec![contact(facts)?];
    if facts.dispatch.template == templates::ANSWER_CODE {
        needs.push(Need {
            holder: Holder::Case,
            compartment: Compartment::Mail,
            kind: kinds::ANSWER_CODE,
            item: facts.item()?,
        });
    }
    Ok(needs)
}

fn letter(facts: &Facts<'_>) -> Result<Vec<Need>, ComposeError> {
    if let templates::COMPLAINT_CONCLUSIONS | templates::COMPLAINT_DECISION =
        facts.dispatch.template.as_str()
    {
        // The office sees what is communicated, and not from whom the complaint came.
        return Ok(vec![Need {
            holder: Holder::Submission,
            compartment: compartment(facts)?,
            kind: kinds::MESSAGE_OUT,
            item: facts.item()?,
        }]);
    }
    let mut needs = parties(facts)?;
    match facts.dispatch.template.as_str() {
        templates::ANSWER => needs.push(Need {
            holder: Holder::Case,
            compartment: Compartment::Answer,
            kind: kinds::ANSWER,
            item: facts.item()?,
        }),
        templates::MESSAGE_WAITING => needs.push(Need {
            holder: Holder::Submission,
            compartment: message_compartment(facts)?,
            kind: kinds::MESSAGE_OUT,
            item: facts.item()?,
        }),
        templates::EXTENSION_NOTICE => needs.push(Need {
            holder: Holder::Submission,
            compartment: compartment(facts)?,
            kind: kinds::MESSAGE_OUT,
            item: facts.item()?,
        }),
        templates::PHYSICIAN_DATA => needs.extend(physician(facts)?),
        templates::ACKNOWLEDGEMENT => needs.extend(access_code(facts)),
        templates::IDENTITY_NOT_ESTABLISHED
        | templates::DATE_MOVED
        | templates::DEEMED_REFUSAL
        | templates::DECISION_LATE => {}
        _ if facts.dispatch.office.is_some() => needs.extend(words(facts)?),
        _ => return Err(ComposeError::Template),
    }
    Ok(needs)
}

/// The access code of somebody who did not file online.
fn access_code(facts: &Facts<'_>) -> Option<Need> {
    Some(Need {
        holder: Holder::Submission,
        compartment: Compartment::Mail,
        kind: kinds::ACCESS_CODE,
        item: facts.dispatch.items.first().copied()?,
    })
}

/// A message that a case sends is sealed for its desk; one of the submission for all.
fn message_compartment(facts: &Facts<'_>) -> Result<Compartment, ComposeError> {
    let opened = facts.case.and_then(|case| case.opened.as_ref());
    let Some(opened) = opened else {
        return Ok(Compartment::General);
    };
    let compartment = opened.compartment.as_str();
    compartment.parse().map_err(|_| ComposeError::State)
}

fn contact(facts: &Facts<'_>) -> Result<Need, ComposeError> {
    Ok(of_contact(kinds::CONTACT, facts.received()?.contact))
}

fn parties(facts: &Facts<'_>) -> Result<Vec<Need>, ComposeError> {
    let received = facts.received()?;
    let mut needs = vec![contact(facts)?, of_contact(kinds::FILER, received.filer)];
    needs.extend(
        received
            .subject
            .map(|item| of_contact(kinds::SUBJECT, item)),
    );
    Ok(needs)
}

fn of_contact(kind: &'static str, item: ItemId) -> Need {
    Need {
        holder: Holder::Submission,
        compartment: Compartment::Contact,
        kind,
        item,
    }
}

/// What is enclosed for a physician, and who they are.
fn physician(facts: &Facts<'_>) -> Result<[Need; 2], ComposeError> {
    let [data, who] = facts.dispatch.items[..] else {
        return Err(ComposeError::State);
    };
    let compartment = compartment(facts)?;
    Ok(
        [(kinds::PHYSICIAN_DATA, data), (kinds::PHYSICIAN, who)].map(|(kind, item)| Need {
            holder: Holder::Case,
            compartment,
            kind,
            item,
        }),
    )
}

/// The person's words, in the copy that the desk of the case may read.
fn words(facts: &Facts<'_>) -> Result<Option<Need>, ComposeError> {
    let compartment = compartment(facts)?;
    let words = facts.received()?.words;
    Ok(words.map(|item| Need {
        holder: Holder::Submission,
        compartment,
        kind: kinds::WORDS,
        item: copy_for(item, &Code::literal(compartment.as_str())),
    }))
}

/// The compartment of what the case holds.
fn compartment(facts: &Facts<'_>) -> Result<Compartment, ComposeError> {
    let opened = facts.case()?.opened.as_ref().ok_or(ComposeError::State)?;
    let word = opened.compartment.as_str();
    word.parse().map_err(|_| ComposeError::State)
}
