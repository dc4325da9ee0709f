//! E-mail: the port.

pub(crate) mod address;
pub(crate) mod local;
pub(crate) mod message;
pub(crate) mod not_configured;
pub(crate) mod smtp;
pub(crate) mod wording;

use async_trait::async_trait;

use crate::{FreeText, OutgoingMail};

/// Takes an e-mail out of the house.
#[async_trait]
pub trait MailPort: Send + Sync {
    /// Sends a mail once. A receipt means that the next server, or the mailbox, answers for it; not
    /// that anybody read it. Sending the same mail again sends the same bytes with the same
    /// Message-ID.
    ///
    /// # Errors
    /// [`MailFailure`], whose class says whether sending again can help and whether it can double.
    async fn send(&self, mail: &OutgoingMail) -> Result<MailReceipt, MailFailure>;
}

/// A mail that was taken.
#[derive(Clone, Debug, Default)]
pub struct MailReceipt {
    /// What the server said when it took it.
    pub told: FreeText,
}

/// What a failure means for the one who repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FailureClass {
    /// It was not sent; trying again later can help.
    Temporary,
    /// It was not sent and never will be as it stands: another address or text is needed.
    Permanent,
    /// It was not sent and will not be until the operator changes something.
    Configuration,
    /// It may have been sent or not; nobody knows.
    UnknownOutcome,
}

impl FailureClass {
    /// The word stored in a failure row.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Temporary => "temporary",
            Self::Permanent => "permanent",
            Self::Configuration => "configuration",
            Self::UnknownOutcome => "unknown-outcome",
        }
    }
}

/// A mail that was not sent, or may not have been. Display is the code alone.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{code}")]
pub struct MailFailure {
    /// What it means.
    pub class: FailureClass,
    /// What happened, as a code.
    pub code: &'static str,
    /// What the server said about it.
    pub told: FreeText,
}

impl MailFailure {
    /// A failure with what was said about it.
    #[must_use]
    pub fn new(class: FailureClass, code: &'static str, told: impl Into<String>) -> Self {
        Self {
            class,
            code,
            told: FreeText::new(told),
        }
    }
}
