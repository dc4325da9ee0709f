//! Composes what leaves the house: out of the state of a submission or case, the pack, what was
//! opened in the vault, and a language. Nothing here opens, sends or renders; [`needs`] says what
//! must be opened first.

mod acknowledgement;
mod answer;
mod extension;
mod mail;
mod moved;
mod needs;
mod parties;
mod physician;
mod standing;
mod transmittal;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use habeas_case::{Context, DispatchView, SubmissionReceived, case::Case, submission::Submission};
use habeas_envelope::{ActorId, Code, ItemId};
use habeas_language::Locale;
use habeas_letters::Letter;
use habeas_regime::{FileKind, Pack, Right};
use habeas_timelimit::Calendars;
use habeas_vault::Reference;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

pub use extension::ExtensionNotice;
pub use mail::{mail, recipient};
pub use moved::Moved;
pub use needs::{Holder, Need, needs};

use crate::{ContentError, from_bytes};

/// The templates that the house orders.
pub mod templates {
    /// A mail or a letter: the request has arrived.
    pub const ACKNOWLEDGEMENT: &str = "acknowledgement";
    /// A mail: the answer can be collected.
    pub const ANSWER_READY: &str = "answer-ready";
    /// A mail: the answer's own code, its item, and nothing else.
    pub const ANSWER_CODE: &str = "answer-code";
    /// A letter: the answer, its item.
    pub const ANSWER: &str = "answer";
    /// A letter: a medical file to the physician, what is enclosed and who they are its items.
    pub const PHYSICIAN_DATA: &str = "physician-data";
    /// A mail that there is news, or a letter: identity could not be settled.
    pub const IDENTITY_NOT_ESTABLISHED: &str = "identity-not-established";
    /// A mail that there is news, or a letter with the message, its item.
    pub const MESSAGE_WAITING: &str = "message-waiting";
    /// A mail that there is news, or a letter with the notice of an extension, its item.
    pub const EXTENSION_NOTICE: &str = "extension-notice";
    /// A mail that there is news, or a letter: silence counts as a refusal, and what opens with it.
    pub const DEEMED_REFUSAL: &str = "deemed-refusal";
    /// A mail that there is news, or a letter: no decision came in time, and what that costs.
    pub const DECISION_LATE: &str = "decision-late";
    /// A letter to an office: the conclusions on a complaint, its item.
    pub const COMPLAINT_CONCLUSIONS: &str = "complaint-conclusions";
    /// A letter to an office: the final decision on a complaint, its item.
    pub const COMPLAINT_DECISION: &str = "complaint-decision";
    /// A mail or a letter: the date that was told has moved, and why.
    pub const DATE_MOVED: &str = "date-moved";
}

/// All that may be known of a dispatch without opening anything.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The pack that binds the stream.
    pub pack: &'a Pack,
    /// The calendars.
    pub calendars: &'a Calendars,
    /// The submission.
    pub submission: &'a Submission,
    /// The case that ordered the dispatch; none when the submission did.
    pub case: Option<&'a Case>,
    /// What was ordered.
    pub dispatch: &'a DispatchView,
    /// Why the date that was told has moved, for the notice of it.
    pub moved: Option<&'a Moved>,
    /// The present, for the date of a letter.
    pub now: DateTime<Utc>,
}

/// What was opened, by handle; wiped when dropped. No Debug: it is personal data.
#[derive(Default)]
pub struct Contents(BTreeMap<ItemId, Zeroizing<Vec<u8>>>);

/// Why nothing can be composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// There is no such template for this channel.
    #[error("template-unknown")]
    Template,
    /// The state lacks what the template tells of: a case, an answer, a date.
    #[error("state-incomplete")]
    State,
    /// What the template needs was not opened, or never sealed.
    #[error("content-missing")]
    Missing,
    /// What was opened is not of its kind.
    #[error("content-malformed")]
    Content(#[from] ContentError),
    /// There is no address to send it to, or none that can stand in a header or an envelope.
    #[error("address-missing")]
    Address,
}

impl ComposeError {
    /// The word stored in a dispatch's failure.
    #[must_use]
    pub fn code(self) -> Code {
        Code::literal(match self {
            Self::Template => "template-unknown",
            Self::State => "state-incomplete",
            Self::Missing => "content-missing",
            Self::Content(_) => "content-malformed",
            Self::Address => "address-missing",
        })
    }
}

impl Contents {
    /// Adds what was opened.
    pub fn insert(&mut self, item: ItemId, bytes: &[u8]) {
        self.0.insert(item, Zeroizing::new(bytes.to_vec()));
    }

    /// The bytes of a handle.
    #[must_use]
    pub fn bytes(&self, item: ItemId) -> Option<&[u8]> {
        self.0.get(&item).map(|bytes| bytes.as_slice())
    }

    /// The content of a handle.
    ///
    /// # Errors
    /// When it was not opened or is not a `T`.
    pub fn get<T: DeserializeOwned>(&self, item: ItemId) -> Result<T, ComposeError> {
        let bytes = self.bytes(item).ok_or(ComposeError::Missing)?;
        Ok(from_bytes(bytes)?)
    }
}

/// The letter of a dispatch, and the language to render it in.
///
/// # Errors
/// See [`ComposeError`].
pub fn letter(facts: &Facts<'_>, contents: &Contents) -> Result<(Letter, Locale), ComposeError> {
    let letter = match facts.dispatch.template.as_str() {
        templates::ACKNOWLEDGEMENT => acknowledgement::acknowledgement(facts, contents)?,
        templates::ANSWER => answer::answer(facts, contents)?,
        templates::IDENTITY_NOT_ESTABLISHED => answer::not_established(facts, contents)?,
        templates::PHYSICIAN_DATA => physician::physician(facts, contents)?,
        templates::MESSAGE_WAITING => answer::message(facts, contents)?,
        templates::EXTENSION_NOTICE => extension::letter(facts, contents)?,
        templates::DATE_MOVED => answer::moved(facts, contents)?,
        templates::DEEMED_REFUSAL => standing::deemed(facts, contents)?,
        templates::DECISION_LATE => standing::late(facts, contents)?,
        templates::COMPLAINT_CONCLUSIONS | templates::COMPLAINT_DECISION => {
            standing::communicated(facts, contents)?
        }
        _ if facts.dispatch.office.is_some() => transmittal::transmittal(facts, contents)?,
        _ => return Err(ComposeError::Template),
    };
    Ok((letter, facts.locale()))
}

impl<'a> Facts<'a> {
    /// The language of the dispatch; the default one where the house does not write in it.
    #[must_use]
    pub fn locale(&self) -> Locale {
        Locale::from_tag(self.dispatch.language.as_str()).unwrap_or_default()
    }

    fn received(&self) -> Result<&'a SubmissionReceived, ComposeError> {
        self.submission
            .received
            .as_deref()
            .ok_or(ComposeError::State)
    }

    fn case(&self) -> Result<&'a Case, ComposeError> {
        self.case
            .filter(|case| case.opened.is_some())
            .ok_or(ComposeError::State)
    }

    fn exercise(&self) -> Result<(Right, FileKind), ComposeError> {
        self.case()?.exercise().ok_or(ComposeError::State)
    }

    /// The present day in the controller's zone.
    fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.pack.zone()).date_naive()
    }

    /// The reference as eyes read it.
    fn reference(&self) -> Result<String, ComposeError> {
        let stored = self.received()?.reference.as_str();
        let reference = Reference::parse(stored).map_err(|_| ComposeError::State)?;
        Ok(reference.to_string())
    }

    /// The last day to answer the case.
    fn due(&self) -> Result<NaiveDate, ComposeError> {
        let actor = ActorId::operator();
        let ctx = Context {
            now: self.now,
            actor: &actor,
            pack: self.pack,
            calendars: self.calendars,
        };
        let dates = self.case()?.dates(&ctx).ok_or(ComposeError::State)?;
        dates.due.ok_or(ComposeError::State)
    }

    fn item(&self) -> Result<ItemId, ComposeError> {
        self.dispatch
            .items
            .first()
            .copied()
            .ok_or(ComposeError::State)
    }
}
