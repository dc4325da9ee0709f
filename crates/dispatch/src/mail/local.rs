//! Mail that stays in the house: the demo's mailbox.

use async_trait::async_trait;

use crate::{MailFailure, MailPort, MailReceipt, OutgoingMail};

/// Where a local mailbox keeps its mails. The roof seals them in the vault.
#[async_trait]
pub trait MailSink: Send + Sync {
    /// Keeps a mail. Keeping one with a Message-ID already kept may replace it or keep both.
    ///
    /// # Errors
    /// As for [`MailPort::send`].
    async fn keep(&self, mail: &OutgoingMail) -> Result<(), MailFailure>;
}

/// Hands every mail to a sink instead of a server.
pub struct LocalMailbox<S>(S);

impl<S: MailSink> LocalMailbox<S> {
    /// A mailbox in this sink.
    pub fn new(sink: S) -> Self {
        Self(sink)
    }
}

#[async_trait]
impl<S: MailSink> MailPort for LocalMailbox<S> {
    async fn send(&self, mail: &OutgoingMail) -> Result<MailReceipt, MailFailure> {
        self.0.keep(mail).await?;
        Ok(MailReceipt::default())
    }
}
