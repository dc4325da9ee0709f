use habeas_vault::{Basis, Compartment, Owner, Receipt};

use crate::Executed;

impl Executed {
    /// The receipt of a dispatch whose start was committed by this; it opens no more than
    /// `opens`. None when nothing was started.
    #[must_use]
    pub fn started(
        &self,
        opens: impl IntoIterator<Item = (Owner, Compartment)>,
    ) -> Option<Receipt> {
        let started = self
            .events
            .iter()
            .find(|record| record.event_type == "dispatch-started")?;
        Some(Receipt::after_commit(
            started.stream.controller.clone(),
            started.actor.clone(),
            started.id,
            Basis::DispatchStarted,
            opens,
        ))
    }
}
