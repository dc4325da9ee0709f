use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use habeas_envelope::{ControllerId, Entropy};

use crate::{
    AnswerPublic, Compartment, DataKey, PersonPublic, Recipient, RecipientKeyId, Recipients, Suite,
    VaultError, WrappedKey, hpke_suite,
    parts::{Secret32, derive},
    wrap::{unwrap_symmetric, wrap_symmetric},
};

/// The key pair and the symmetric key of one seed.
#[derive(Clone)]
pub(super) struct RecipientPair {
    pub(super) controller: ControllerId,
    pub(super) compartment: Compartment,
    pub(super) seed: Secret32,
    pub(super) public: [u8; 32],
    private: Secret32,
    symmetric: Secret32,
}

impl RecipientPair {
    /// HKDF-SHA256 of the seed, once for the X25519 private key and once for the symmetric key;
    /// controller and compartment are bound in, so that a seed copied to another place in the
    /// file gives other keys.
    pub(super) fn of(controller: ControllerId, compartment: Compartment, seed: Secret32) -> Self {
        let of_use = |used_for: &[u8]| {
            derive(
                seed.as_slice(),
                b"habeas/recipient/1",
                &[
                    used_for,
                    controller.as_str().as_bytes(),
                    compartment.as_str().as_bytes(),
                ],
            )
        };
        let private = of_use(b"x25519");
        let symmetric = of_use(b"symmetric");
        Self {
            public: hpke_suite::public_of(&private),
            private,
            symmetric,
            controller,
            compartment,
            seed,
        }
    }

    pub(super) fn id(&self) -> RecipientKeyId {
        RecipientKeyId::of(&[&self.public])
    }

    fn wrap(&self, key: &DataKey, entropy: &dyn Entropy) -> WrappedKey {
        let row = key.row(Recipient::Compartment, self.id(), Suite::Seed);
        let bytes = wrap_symmetric(&self.symmetric, &key.secret, &row.additional(), entropy);
        WrappedKey { bytes, ..row }
    }

    fn unwrap(&self, row: &WrappedKey) -> Result<DataKey, VaultError> {
        let additional = row.additional();
        let secret = match row.suite {
            Suite::Seed => unwrap_symmetric(&self.symmetric, &row.bytes, &additional)?,
            Suite::Hpke => hpke_suite::open(&self.private, &row.bytes, &additional)?,
            Suite::HpkeTwice => return Err(VaultError::Malformed),
        };
        DataKey::of(row, &secret)
    }
}

/// The public halves of the recipient keys now in force. Seals everything and opens nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicKeyring {
    pub(super) current: BTreeMap<(ControllerId, Compartment), [u8; 32]>,
}

impl PublicKeyring {
    /// The name of the recipient key in force.
    #[must_use]
    pub fn current(
        &self,
        controller: &ControllerId,
        compartment: Compartment,
    ) -> Option<RecipientKeyId> {
        self.public_half(controller, compartment)
            .map(|public| RecipientKeyId::of(&[public]))
    }

    /// The controllers that have recipient keys.
    #[must_use]
    pub fn controllers(&self) -> BTreeSet<ControllerId> {
        self.current.keys().map(|(c, _)| c.clone()).collect()
    }

    fn public_half(
        &self,
        controller: &ControllerId,
        compartment: Compartment,
    ) -> Option<&[u8; 32]> {
        self.current.get(&(controller.clone(), compartment))
    }

    fn required(&self, key: &DataKey) -> Result<&[u8; 32], VaultError> {
        self.public_half(&key.controller, key.compartment)
            .ok_or_else(|| VaultError::NoRecipient {
                controller: key.controller.clone(),
                compartment: key.compartment,
            })
    }
}

/// Wraps by HPKE.
impl Recipients for PublicKeyring {
    fn wrap(&self, key: &DataKey, entropy: &dyn Entropy) -> Result<WrappedKey, VaultError> {
        let public = self.required(key)?;
        let id = RecipientKeyId::of(&[public]);
        let row = key.row(Recipient::Compartment, id, Suite::Hpke);
        let bytes = hpke_suite::seal(public, key.secret.as_slice(), &row.additional(), entropy)?;
        Ok(WrappedKey { bytes, ..row })
    }
}

/// The public halves, and the seeds of some or all compartments: those in force and older ones
/// not yet retired. Opens only against a receipt.
#[derive(Clone, Default)]
pub struct PrivateKeyring {
    public: PublicKeyring,
    pairs: BTreeMap<RecipientKeyId, RecipientPair>,
}

impl PrivateKeyring {
    /// The public half of it, for a service that only writes.
    #[must_use]
    pub fn public(&self) -> &PublicKeyring {
        &self.public
    }

    /// The same public halves with the seeds of these compartments alone.
    #[must_use]
    pub fn subset(&self, compartments: &BTreeSet<Compartment>) -> Self {
        Self {
            public: self.public.clone(),
            pairs: self
                .pairs
                .iter()
                .filter(|(_, pair)| compartments.contains(&pair.compartment))
                .map(|(id, pair)| (*id, pair.clone()))
                .collect(),
        }
    }

    /// Whether the seed behind a recipient key is held. A start that finds rows wrapped to a key
    /// not held must stop and say which.
    #[must_use]
    pub fn holds(&self, id: RecipientKeyId) -> bool {
        self.pairs.contains_key(&id)
    }

    /// The compartments of which a seed is held.
    #[must_use]
    pub fn compartments(&self) -> BTreeSet<Compartment> {
        self.pairs.values().map(|pair| pair.compartment).collect()
    }

    /// The recipient keys held: name, controller, compartment, and whether it is in force.
    pub fn recipient_keys(
        &self,
    ) -> impl Iterator<Item = (RecipientKeyId, &ControllerId, Compartment, bool)> {
        self.pairs.iter().map(|(id, pair)| {
            let in_force = self.public.current(&pair.controller, pair.compartment) == Some(*id);
            (*id, &pair.controller, pair.compartment, in_force)
        })
    }

    /// The same data key wrapped to the recipient key now in force, to replace the row; `None`
    /// if it is already, or if the wrap is a person's. What is sealed stays untouched.
    pub fn rewrap(
        &self,
        row: &WrappedKey,
        entropy: &dyn Entropy,
    ) -> Result<Option<WrappedKey>, VaultError> {
        let in_force = self.public.current(&row.controller, row.compartment);
        if row.recipient != Recipient::Compartment || in_force == Some(row.recipient_key) {
            return Ok(None);
        }
        self.wrap(&self.unwrap(row)?, entropy).map(Some)
    }

    /// A further wrap of a data key, for the person with the access code.
    pub fn wrap_for_person(
        &self,
        row: &WrappedKey,
        person: &PersonPublic,
        entropy: &dyn Entropy,
    ) -> Result<WrappedKey, VaultError> {
        person.wrap(&self.unwrap(row)?, entropy)
    }

    /// A further wrap of a data key, for the person with both codes.
    pub fn wrap_for_answer(
        &self,
        row: &WrappedKey,
        person: &PersonPublic,
        answer: &AnswerPublic,
        entropy: &dyn Entropy,
    ) -> Result<WrappedKey, VaultError> {
        answer.wrap(person, &self.unwrap(row)?, entropy)
    }

    pub(crate) fn unwrap(&self, row: &WrappedKey) -> Result<DataKey, VaultError> {
        self.pairs
            .get(&row.recipient_key)
            .ok_or_else(|| VaultError::NoKey {
                wrapped_to: vec![row.recipient_key],
            })?
            .unwrap(row)
    }

    pub(super) fn add(&mut self, pair: RecipientPair, in_force: bool) {
        if in_force {
            self.add_public(pair.controller.clone(), pair.compartment, pair.public);
        }
        self.pairs.insert(pair.id(), pair);
    }

    pub(super) fn add_public(
        &mut self,
        controller: ControllerId,
        compartment: Compartment,
        public: [u8; 32],
    ) -> Option<[u8; 32]> {
        self.public
            .current
            .insert((controller, compartment), public)
    }

    pub(super) fn retire(&mut self, id: RecipientKeyId) -> bool {
        let in_force = self
            .recipient_keys()
            .any(|(held, _, _, in_force)| held == id && in_force);
        !in_force && self.pairs.remove(&id).is_some()
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = &RecipientPair> {
        self.pairs.values()
    }
}

/// Wraps symmetrically where the seed is held, else by HPKE.
impl Recipients for PrivateKeyring {
    fn wrap(&self, key: &DataKey, entropy: &dyn Entropy) -> Result<WrappedKey, VaultError> {
        let public = self.public.required(key)?;
        match self.pairs.get(&RecipientKeyId::of(&[public])) {
            Some(pair) => Ok(pair.wrap(key, entropy)),
            None => self.public.wrap(key, entropy),
        }
    }
}

impl fmt::Debug for PrivateKeyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKeyring({:?})", self.compartments())
    }
}
