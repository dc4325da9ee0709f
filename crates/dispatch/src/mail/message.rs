//! One mail, ready to go.

use std::fmt;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::mail::address::header_text;
use crate::{MailAddress, MailRefused, MailText, Sender};

/// A Message-ID (RFC 5322, section 3.6.4), made from the dispatch so that a repetition carries it
/// again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MessageId(String);

impl MessageId {
    /// The Message-ID of a dispatch at the sender's domain.
    #[must_use]
    pub fn of(dispatch: Uuid, sender: &Sender) -> Self {
        let domain = sender.address().inner().domain();
        Self(format!("<{dispatch}@{domain}>"))
    }

    /// With its angle brackets.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A mail. Whatever came from outside was parsed before it got here; Debug shows the Message-ID alone.
#[derive(Clone)]
pub struct OutgoingMail {
    message_id: MessageId,
    written_at: DateTime<Utc>,
    from: Sender,
    to: MailAddress,
    text: MailText,
    reference: String,
}

impl OutgoingMail {
    /// A mail about a submission. `dispatch` and `written_at` come from the order, so that every
    /// repetition is the same bytes.
    ///
    /// # Errors
    /// When the subject cannot stand in a header.
    pub fn new(
        dispatch: Uuid,
        written_at: DateTime<Utc>,
        from: Sender,
        to: MailAddress,
        text: MailText,
        reference: impl Into<String>,
    ) -> Result<Self, MailRefused> {
        header_text(&text.subject, 400)?;
        Ok(Self {
            message_id: MessageId::of(dispatch, &from),
            written_at,
            from,
            to,
            text,
            reference: reference.into(),
        })
    }

    /// Its Message-ID.
    #[must_use]
    pub fn message_id(&self) -> &MessageId {
        &self.message_id
    }

    /// The instant in its Date header.
    #[must_use]
    pub fn written_at(&self) -> DateTime<Utc> {
        self.written_at
    }

    /// Who it is from.
    #[must_use]
    pub fn from(&self) -> &Sender {
        &self.from
    }

    /// Who it goes to.
    #[must_use]
    pub fn to(&self) -> &MailAddress {
        &self.to
    }

    /// The subject line.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.text.subject
    }

    /// The text.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.text.body
    }

    /// The reference of the submission it is about. It stands in no header.
    #[must_use]
    pub fn reference(&self) -> &str {
        &self.reference
    }
}

impl fmt::Debug for OutgoingMail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OutgoingMail({})", self.message_id.0)
    }
}
