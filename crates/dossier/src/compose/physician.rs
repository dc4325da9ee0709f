use habeas_letters::{Letter, Person, PhysicianLetter};
use habeas_regime::OfficeId;

use super::{
    ComposeError, Contents, Facts,
    parties::{postal_lines, sender},
};
use crate::{AnswerContent, Party, Physician};

/// The file of a person on its way to their attending physician: the items are what is enclosed and
/// who the physician is.
pub(super) fn physician(facts: &Facts<'_>, contents: &Contents) -> Result<Letter, ComposeError> {
    let case = facts.case()?;
    let [data, who] = facts.dispatch.items[..] else {
        return Err(ComposeError::State);
    };
    let enclosed: AnswerContent = contents.get(data)?;
    let physician: Physician = contents.get(who)?;
    let address = physician.address.as_ref().ok_or(ComposeError::Address)?;
    let received = facts.received()?;
    let subject: Party = contents.get(received.subject.unwrap_or(received.filer))?;
    let (right, kind) = facts.exercise()?;
    let signs = case.office.clone().map(OfficeId::from);
    let signs = facts.pack.decider(&right, &kind, signs.as_ref());
    Ok(Letter::Physician(PhysicianLetter {
        sender: sender(facts, signs),
        addressee: Person {
            name: physician.name.clone(),
            address: postal_lines(address),
        },
        date: facts.today(),
        reference: facts.reference()?,
        subject: subject.name,
        born: subject.born,
        provision: facts.pack.answer(&right, &kind).citation.to_string(),
        enclosures: enclosed.attachments.into_iter().map(|f| f.name).collect(),
    }))
}
