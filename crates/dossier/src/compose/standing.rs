use habeas_case::clock_of;
use habeas_letters::{Letter, NoticeLetter, Person};
use habeas_regime::{OfficeId, Silence};

use super::{
    ComposeError, Contents, Facts,
    answer::{paragraphs, signs},
    parties::{addressee, person, sender},
    templates,
};
use crate::{Message, Standing, complaint_standing, late_standing};

/// That nothing was told in time, what that counts as, and what the person can do next: what the
/// page of the request tells who is reached by mail.
pub(super) fn deemed(facts: &Facts<'_>, contents: &Contents) -> Result<Letter, ComposeError> {
    let locale = facts.locale();
    let standing = complaint_standing(locale, facts.pack, facts.case()?);
    let subject = locale
        .t("letter-complaint-subject")
        .arg("reference", facts.reference()?)
        .to_string();
    told(facts, contents, subject, standing)
}

/// That no decision came in time, and what the person can do about it.
pub(super) fn late(facts: &Facts<'_>, contents: &Contents) -> Result<Letter, ComposeError> {
    let locale = facts.locale();
    let standing = late_standing(locale, facts.pack, facts.case()?);
    let subject = locale
        .t("letter-late-subject")
        .arg("reference", facts.reference()?)
        .to_string();
    told(facts, contents, subject, standing)
}

fn told(
    facts: &Facts<'_>,
    contents: &Contents,
    subject: String,
    standing: Option<Standing>,
) -> Result<Letter, ComposeError> {
    // What was overtaken since is told no more.
    let standing = standing.ok_or(ComposeError::State)?;
    let mut paragraphs = vec![format!("{}.", standing.title), standing.text];
    paragraphs.extend(standing.next);
    notice(facts, person(facts, contents)?, subject, paragraphs)
}

/// The conclusions on a complaint, or the decision that follows them, to an office that they are
/// communicated to: their words and the reference, and nothing else of the complaint.
pub(super) fn communicated(facts: &Facts<'_>, contents: &Contents) -> Result<Letter, ComposeError> {
    let locale = facts.locale();
    let case = facts.case()?;
    let opened = case.opened.as_ref().ok_or(ComposeError::State)?;
    let silence = clock_of(facts.pack, &opened.regime, &opened.clock)
        .and_then(|clock| clock.silence.as_ref())
        .ok_or(ComposeError::State)?;
    let decision = facts.dispatch.template == templates::COMPLAINT_DECISION;
    let citation = citation(silence, decision).ok_or(ComposeError::State)?;
    let reference = facts.reference()?;
    let (subject, lead) = if decision {
        (
            locale
                .t("letter-decision-subject")
                .arg("reference", &reference)
                .to_string(),
            locale.t("letter-decision-lead").arg("citation", citation),
        )
    } else {
        (
            locale
                .t("letter-conclusions-subject")
                .arg("reference", &reference)
                .to_string(),
            locale
                .t("letter-conclusions-lead")
                .arg("citation", citation),
        )
    };
    let told: Message = contents.get(facts.item()?)?;
    let mut text = vec![lead.to_string()];
    text.extend(paragraphs(&told.text));
    let office = facts.dispatch.office.clone().map(OfficeId::from);
    let office = addressee(facts, &office.ok_or(ComposeError::State)?)?;
    let mut address: Vec<String> = office.holder.into_iter().collect();
    address.extend(office.address);
    let to = Person {
        name: office.office,
        address,
    };
    notice(facts, to, subject, text)
}

fn citation(silence: &Silence, decision: bool) -> Option<String> {
    let told = if decision {
        &silence.decision
    } else {
        &silence.conclusions
    };
    told.as_ref().map(|told| told.citation.to_string())
}

fn notice(
    facts: &Facts<'_>,
    addressee: Person,
    subject: String,
    paragraphs: Vec<String>,
) -> Result<Letter, ComposeError> {
    let signs = signs(facts, facts.case()?, &facts.exercise()?);
    Ok(Letter::Notice(NoticeLetter {
        sender: sender(facts, signs.as_ref()),
        addressee,
        date: facts.today(),
        reference: facts.reference()?,
        subject,
        paragraphs,
        registered: facts.dispatch.channel == habeas_case::DispatchChannel::RegisteredLetter,
    }))
}
