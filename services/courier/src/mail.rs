use habeas_dispatch::{FailureClass, MailFailure, OutgoingMail, Sender};
use habeas_dossier::compose::{self, ComposeError, Contents, Facts};
use habeas_envelope::Code;

use crate::{Courier, carry::Report, parcel::Parcel};

impl Courier {
    /// Composes a mail and gives it to the port, once.
    pub(crate) async fn send(
        &self,
        facts: &Facts<'_>,
        parcel: &Parcel,
        contents: &Contents,
    ) -> Report {
        match self.compose(facts, parcel, contents) {
            Err(error) => error.into(),
            Ok(mail) => match self.ports.mail.send(&mail).await {
                Ok(_) => Report::Sent,
                Err(failure) => judged(&failure),
            },
        }
    }

    fn compose(
        &self,
        facts: &Facts<'_>,
        parcel: &Parcel,
        contents: &Contents,
    ) -> Result<OutgoingMail, ComposeError> {
        let text = compose::mail(facts, contents, &self.settings.status_url)?;
        let to = compose::recipient(facts, contents)?;
        let controller = facts.pack.provisions();
        let name = controller.controller.display_name.get(facts.locale().tag());
        let own = self.settings.mail_from_of.get(facts.pack.controller());
        let from = own.unwrap_or(&self.settings.mail_from).clone();
        let sender = Sender::new(name, from).map_err(|_| ComposeError::Address)?;
        let reference = facts
            .submission
            .received
            .as_ref()
            .map(|r| r.reference.as_str());
        let reference = reference.unwrap_or_default();
        OutgoingMail::new(parcel.id.0, parcel.ordered_at, sender, to, text, reference)
            .map_err(|_| ComposeError::Address)
    }
}

pub(crate) fn judged(failure: &MailFailure) -> Report {
    let reason = Code::new(failure.code).unwrap_or_else(|_| Code::literal("mail-failed"));
    let told = failure.told.clone();
    match failure.class {
        FailureClass::Temporary => Report::Failed {
            reason,
            may_pass: true,
            told,
        },
        FailureClass::Permanent | FailureClass::Configuration => Report::Failed {
            reason,
            may_pass: false,
            told,
        },
        FailureClass::UnknownOutcome => Report::Unknown { reason, told },
    }
}
