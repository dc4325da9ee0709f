use chrono::Days;
use habeas_case::case::Case;
use habeas_language::Locale;
use habeas_letters::{AnswerLetter, DecidedPart, IdentityQuestion, Letter, NoticeLetter};
use habeas_regime::{FileKind, OfficeId, Pack, Right};

use super::{
    ComposeError, Contents, Facts,
    parties::{person, sender},
};
use crate::{AnswerContent, Message};

/// The days that a question about identity gives where the pack names none.
const DAYS_TO_ANSWER: u32 = 21;

/// The answer to a person: what is decided, why, and what they can do about it.
pub(super) fn answer(facts: &Facts<'_>, contents: &Contents) -> Result<Letter, ComposeError> {
    let case = facts.case()?;
    let exercise = facts.exercise()?;
    let state = case.answer.as_ref().ok_or(ComposeError::State)?;
    let content: AnswerContent = contents.get(facts.item()?)?;
    let signs = signs(facts, case, &exercise);
    let parts = state
        .parts
        .iter()
        .enumerate()
        .map(|(place, part)| {
            let label = content.parts.get(place).and_then(|p| p.label.as_deref());
            let (what, outcome) =
                crate::part_words(facts.locale(), facts.pack, part, label, &exercise);
            DecidedPart { what, outcome }
        })
        .collect();
    Ok(Letter::Answer(AnswerLetter {
        parts,
        paragraphs: paragraphs(&content.text),
        remedies: remedies(facts, &exercise),
        enclosures: content
            .attachments
            .into_iter()
            .map(|file| file.name)
            .collect(),
        ..to_person(facts, contents, signs.as_ref())?
    }))
}

/// That identity could not be settled, and what the person can do about it.
pub(super) fn not_established(
    facts: &Facts<'_>,
    contents: &Contents,
) -> Result<Letter, ComposeError> {
    let locale = facts.locale();
    let first = facts.submission.cases.first().ok_or(ComposeError::State)?;
    let exercise = (
        Right::from(first.right.clone()),
        FileKind::from(first.kind.clone()),
    );
    let paragraphs = vec![
        locale.t("letter-not-established").to_string(),
        locale.t("letter-not-established-again").to_string(),
    ];
    Ok(Letter::Answer(AnswerLetter {
        paragraphs,
        remedies: remedies(facts, &exercise),
        ..to_person(facts, contents, identity_office(facts).as_ref())?
    }))
}

/// That the date that was told has moved, to what, and why.
pub(super) fn moved(facts: &Facts<'_>, contents: &Contents) -> Result<Letter, ComposeError> {
    let told = super::moved::told(facts)?;
    let locale = facts.locale();
    let text = locale.t("letter-date-moved").arg("date", &told.day);
    let mut paragraphs = vec![text.to_string()];
    paragraphs.extend(told.why(locale));
    Ok(Letter::Answer(AnswerLetter {
        paragraphs,
        ..to_person(facts, contents, identity_office(facts).as_ref())?
    }))
}

/// A message of the house on paper; a question about identity with its date.
pub(super) fn message(facts: &Facts<'_>, contents: &Contents) -> Result<Letter, ComposeError> {
    let item = facts.item()?;
    let message: Message = contents.get(item)?;
    let signs = identity_office(facts);
    let mut questions = facts.submission.identity_questions.iter();
    let Some((_, asked_on)) = questions.find(|(question, _)| *question == item) else {
        let reference = facts.reference()?;
        return Ok(Letter::Notice(NoticeLetter {
            sender: sender(facts, signs.as_ref()),
            addressee: person(facts, contents)?,
            date: facts.today(),
            subject: facts
                .locale()
                .t("letter-message-subject")
                .arg("reference", &reference)
                .to_string(),
            reference,
            paragraphs: paragraphs(&message.text),
            registered: facts.dispatch.channel == habeas_case::DispatchChannel::RegisteredLetter,
        }));
    };
    let days = facts
        .pack
        .provisions()
        .identity
        .question_reminder_days
        .iter()
        .max();
    let days = u64::from(days.copied().unwrap_or(DAYS_TO_ANSWER));
    Ok(Letter::Identity(IdentityQuestion {
        sender: sender(facts, signs.as_ref()),
        addressee: person(facts, contents)?,
        date: facts.today(),
        reference: facts.reference()?,
        received_on: facts.submission.received_on().ok_or(ComposeError::State)?,
        asked: paragraphs(&message.text),
        answer_by: asked_on
            .checked_add_days(Days::new(days))
            .ok_or(ComposeError::State)?,
        link: None,
    }))
}

/// A letter to the person with nothing in it yet.
fn to_person(
    facts: &Facts<'_>,
    contents: &Contents,
    signs: Option<&OfficeId>,
) -> Result<AnswerLetter, ComposeError> {
    Ok(AnswerLetter {
        sender: sender(facts, signs),
        addressee: person(facts, contents)?,
        date: facts.today(),
        reference: facts.reference()?,
        received_on: facts.submission.received_on().ok_or(ComposeError::State)?,
        parts: Vec::new(),
        paragraphs: Vec::new(),
        remedies: Vec::new(),
        enclosures: Vec::new(),
        registered: facts.dispatch.channel == habeas_case::DispatchChannel::RegisteredLetter,
    })
}

/// The office that decides a case.
pub(super) fn signs(
    facts: &Facts<'_>,
    case: &Case,
    (right, kind): &(Right, FileKind),
) -> Option<OfficeId> {
    let addressee = case.office.clone().map(OfficeId::from);
    facts.pack.decider(right, kind, addressee.as_ref()).cloned()
}

/// The office of the desk that looks at who people are.
pub(super) fn identity_office(facts: &Facts<'_>) -> Option<OfficeId> {
    let desk = &facts.pack.provisions().identity.desk;
    facts.pack.desk(desk).map(|desk| desk.office.clone())
}

/// Where to turn to before there is an answer, as the pack words it.
pub(super) fn remedies_of(
    pack: &Pack,
    locale: Locale,
    exercise: &(Right, FileKind),
) -> Vec<String> {
    crate::remedies(locale, pack, exercise, None, &[])
}

/// Where to turn to, as the pack words it, and within which window.
fn remedies(facts: &Facts<'_>, exercise: &(Right, FileKind)) -> Vec<String> {
    let opened = facts
        .case
        .map(|case| &case.remedies[..])
        .unwrap_or_default();
    let received = facts.submission.received.as_ref();
    let audience = received.and_then(|received| received.audience.as_ref());
    crate::remedies(facts.locale(), facts.pack, exercise, audience, opened)
}

/// The paragraphs of a text, parted by empty lines.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(str::to_owned)
        .collect()
}
