//! No way out: what stands in for mail until the operator names a server.

use async_trait::async_trait;

use crate::{FailureClass, MailFailure, MailPort, MailReceipt, OutgoingMail};

/// Sends nothing and says so, so that mails wait as failures on the console.
#[derive(Clone, Copy, Debug, Default)]
pub struct NotConfigured;

impl NotConfigured {
    /// The code of its failure.
    pub const CODE: &'static str = "mail-not-configured";
}

#[async_trait]
impl MailPort for NotConfigured {
    async fn send(&self, _: &OutgoingMail) -> Result<MailReceipt, MailFailure> {
        Err(MailFailure::new(
            FailureClass::Configuration,
            Self::CODE,
            "",
        ))
    }
}
