use std::collections::BTreeSet;

use habeas_envelope::{ActorId, ControllerId, EventId};

use crate::{Compartment, Owner, SealedField, VaultError};

/// The kinds of event that let somebody open what is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// Staff looked: the `access` event of actor and day.
    Access,
    /// The courier began to send something out.
    DispatchStarted,
    /// The person collected an answer.
    Collected,
    /// The person opened a message of the house.
    MessageOpened,
}

/// The proof that an event saying who opens what stands in the log. The vault opens nothing
/// without one, and nothing it does not cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    controller: ControllerId,
    actor: ActorId,
    event: EventId,
    basis: Basis,
    opens: BTreeSet<(Owner, Compartment)>,
}

impl Receipt {
    /// The receipt of an event that **is committed**. Only the engine calls this, after `commit`
    /// has said that the unit of the event won; called earlier, something could be opened that
    /// the log never hears of. Nothing in the types can check it: a call outside `engine` (or a
    /// test) is a fault to be found in review.
    #[must_use]
    pub fn after_commit(
        controller: ControllerId,
        actor: ActorId,
        event: EventId,
        basis: Basis,
        opens: impl IntoIterator<Item = (Owner, Compartment)>,
    ) -> Self {
        Self {
            controller,
            actor,
            event,
            basis,
            opens: opens.into_iter().collect(),
        }
    }

    /// Who opens.
    #[must_use]
    pub fn actor(&self) -> &ActorId {
        &self.actor
    }

    /// The committed event.
    #[must_use]
    pub fn event(&self) -> EventId {
        self.event
    }

    /// What kind of event it is.
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// Whether the receipt covers a compartment of an owner.
    #[must_use]
    pub fn covers(
        &self,
        controller: &ControllerId,
        owner: Owner,
        compartment: Compartment,
    ) -> bool {
        self.controller == *controller && self.opens.contains(&(owner, compartment))
    }

    /// Refuses a field that the receipt does not cover, or a basis that is not one of `bases`.
    pub(crate) fn require(&self, field: &SealedField, bases: &[Basis]) -> Result<(), VaultError> {
        let covered = self.covers(&field.controller, field.owner, field.compartment);
        if covered && bases.contains(&self.basis) {
            Ok(())
        } else {
            Err(VaultError::NotCovered)
        }
    }
}
