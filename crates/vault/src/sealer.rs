use std::collections::BTreeMap;

use habeas_envelope::{Code, ControllerId, Entropy, Hash32, ItemId};

use crate::{
    AnswerPublic, Compartment, DataKey, Owner, PersonPublic, Recipients, SealedField, VaultError,
    WrappedKey,
};

/// The rows of one unit: what was sealed for one owner, and the wrapped data keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sealed {
    /// The items, in the order they were sealed.
    pub fields: Vec<SealedField>,
    /// The wraps of their data keys. They go into the same unit as the event; without them the
    /// items open to nobody.
    pub keys: Vec<WrappedKey>,
}

/// Seals the items of one unit for one owner, under one fresh data key per compartment.
pub struct Sealer<'a> {
    recipients: &'a dyn Recipients,
    controller: ControllerId,
    owner: Owner,
    entropy: &'a dyn Entropy,
    data_keys: BTreeMap<Compartment, DataKey>,
    sealed: Sealed,
}

impl<'a> Sealer<'a> {
    /// A sealer for one owner, with either half of a keyring.
    #[must_use]
    pub fn for_owner(
        recipients: &'a dyn Recipients,
        controller: ControllerId,
        owner: Owner,
        entropy: &'a dyn Entropy,
    ) -> Self {
        Self {
            recipients,
            controller,
            owner,
            entropy,
            data_keys: BTreeMap::new(),
            sealed: Sealed::default(),
        }
    }

    /// Seals an item and returns the salted hash of its content, which may stand in an event.
    /// The first item of a compartment makes its data key and wraps it to the compartment.
    pub fn seal(
        &mut self,
        compartment: Compartment,
        kind: Code,
        item: ItemId,
        content: &[u8],
    ) -> Result<Hash32, VaultError> {
        if !self.data_keys.contains_key(&compartment) {
            let key = DataKey::generate(
                self.controller.clone(),
                self.owner,
                compartment,
                self.entropy,
            );
            self.sealed
                .keys
                .push(self.recipients.wrap(&key, self.entropy)?);
            self.data_keys.insert(compartment, key);
        }
        let key = self.data_key(compartment)?;
        let labels = SealedField {
            controller: self.controller.clone(),
            owner: self.owner,
            compartment,
            kind,
            item,
            key_id: key.id,
            bytes: Vec::new(),
        };
        let (field, hash) = SealedField::seal(labels, &key.secret, content, self.entropy);
        self.sealed.fields.push(field);
        Ok(hash)
    }

    /// Lets the person open what was and will be sealed in `compartment`, with the access code
    /// alone: a message of the house.
    pub fn wrap_for_person(
        &mut self,
        compartment: Compartment,
        person: &PersonPublic,
    ) -> Result<(), VaultError> {
        let row = person.wrap(self.data_key(compartment)?, self.entropy)?;
        self.sealed.keys.push(row);
        Ok(())
    }

    /// Lets the person open what was and will be sealed in `compartment`, with both the access
    /// code and the answer's code.
    pub fn wrap_for_answer(
        &mut self,
        compartment: Compartment,
        person: &PersonPublic,
        answer: &AnswerPublic,
    ) -> Result<(), VaultError> {
        let row = answer.wrap(person, self.data_key(compartment)?, self.entropy)?;
        self.sealed.keys.push(row);
        Ok(())
    }

    /// The rows for the unit. The data keys are wiped.
    #[must_use]
    pub fn finish(self) -> Sealed {
        self.sealed
    }

    fn data_key(&self, compartment: Compartment) -> Result<&DataKey, VaultError> {
        self.data_keys
            .get(&compartment)
            .ok_or(VaultError::NothingSealed(compartment))
    }
}
