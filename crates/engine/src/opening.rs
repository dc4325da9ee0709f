use std::collections::BTreeMap;

use habeas_case::{AccessEvent, access_stream};
use habeas_contract::decode_access;
use habeas_envelope::{ActorId, Code, ControllerId, EventId, Hash32, ItemId, Scope, StreamRef};
use habeas_store::{SealedField, StoreError};
use habeas_vault::{
    Basis, Compartment, Opened, Owner, PersonalBytes, PrivateKeyring, Receipt, VaultError,
    WrappedKey,
};

use crate::{Command, Engine, ExecuteError, Order, from_store_field, from_store_wrap};

/// A sealed field that was opened.
pub struct OpenedField {
    /// Its handle.
    pub item: ItemId,
    /// What it is.
    pub kind: Code,
    /// Which compartment it was sealed in.
    pub compartment: Compartment,
    /// The salted hash of what stood in it, as the event that named it has it.
    pub hash: Hash32,
    /// What stood in it.
    pub content: PersonalBytes,
}

/// What is sealed for some owners and the keys to it, as the store keeps them: still closed.
#[derive(Debug, Default)]
pub struct Kept {
    fields: BTreeMap<StreamRef, Vec<SealedField>>,
    wraps: BTreeMap<StreamRef, Vec<WrappedKey>>,
}

/// Why nothing was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The access could not be recorded, and what is not recorded is not opened.
    #[error(transparent)]
    Execute(#[from] ExecuteError),
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The vault does not open it.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// Who opens whose files, and why.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Whose data.
    pub controller: ControllerId,
    /// What the actor may see.
    pub scope: Scope,
    /// Who opens.
    pub actor: ActorId,
    /// The submission or case the files belong to.
    pub owner: StreamRef,
    /// Which compartments.
    pub compartments: Vec<Compartment>,
    /// What for, as a code.
    pub purpose: Code,
}

impl Engine {
    /// Opens for staff every sealed field of an owner in these compartments whose kind is wanted,
    /// after an event in the actor's access stream of the day says so. The same opening for the
    /// same purpose on the same day is recorded once; where there is nothing to open, nothing is
    /// opened and nothing recorded.
    ///
    /// # Errors
    /// When the access cannot be recorded, the store not read, or the key is gone.
    pub async fn open_for_staff(
        &self,
        keys: &PrivateKeyring,
        opening: &Opening,
        wanted: impl Fn(&SealedField) -> bool + Send,
    ) -> Result<Vec<OpenedField>, OpenError> {
        let found = self.store.sealed(&opening.scope, &opening.owner).await?;
        let there = |compartment: &Compartment| {
            found
                .iter()
                .any(|field| compartment.as_str() == field.compartment.as_str() && wanted(field))
        };
        let mut opening = opening.clone();
        opening.compartments.retain(there);
        if opening.compartments.is_empty() {
            return Ok(Vec::new());
        }
        let wraps = self.store.wraps(&opening.scope, &opening.owner).await?;
        let has_key = |compartment: &Compartment| {
            wraps
                .iter()
                .any(|wrap| wrap.compartment.as_str() == compartment.as_str())
        };
        if !opening.compartments.iter().all(has_key) {
            // The keys are destroyed: nothing will be opened.
            return Err(VaultError::NoKey {
                wrapped_to: Vec::new(),
            }
            .into());
        }
        let opening = &opening;
        let event = self.record_access(opening).await?;
        let owner = Owner::of_stream(&opening.owner).ok_or(VaultError::NotCovered)?;
        let receipt = Receipt::after_commit(
            opening.controller.clone(),
            opening.actor.clone(),
            event,
            Basis::Access,
            opening.compartments.iter().map(|c| (owner, *c)),
        );
        let owners = std::slice::from_ref(&opening.owner);
        let kept = self.kept(&opening.scope, owners).await?;
        self.open_kept(keys, opening, &receipt, &kept, wanted).await
    }

    /// Reads what is sealed for these owners, as far as it lies in the scope; opens nothing.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn kept(&self, scope: &Scope, owners: &[StreamRef]) -> Result<Kept, StoreError> {
        let mut kept = Kept::default();
        if owners.is_empty() {
            return Ok(kept);
        }
        for wrap in self.store.wraps_of(scope, owners).await? {
            let owner = wrap.owner.clone();
            if let Some(wrap) = from_store_wrap(wrap) {
                kept.wraps.entry(owner).or_default().push(wrap);
            }
        }
        for field in self.store.sealed_of(scope, owners).await? {
            let owner = field.owner.clone();
            kept.fields.entry(owner).or_default().push(field);
        }
        Ok(kept)
    }

    /// Opens with a receipt at hand what [`Engine::open_for_staff`] would, out of what was read:
    /// for the courier, whose receipt is the start of a dispatch.
    ///
    /// # Errors
    /// When the store cannot be read, or the key is gone.
    pub async fn open_kept(
        &self,
        keys: &PrivateKeyring,
        opening: &Opening,
        receipt: &Receipt,
        kept: &Kept,
        wanted: impl Fn(&SealedField) -> bool + Send,
    ) -> Result<Vec<OpenedField>, OpenError> {
        let wraps = kept
            .wraps
            .get(&opening.owner)
            .map_or(&[][..], Vec::as_slice);
        let mut opened = Vec::new();
        for field in kept.fields.get(&opening.owner).into_iter().flatten() {
            let inside = opening
                .compartments
                .iter()
                .any(|c| c.as_str() == field.compartment.as_str());
            if !inside || !wanted(field) {
                continue;
            }
            let field = self.with_document(&opening.scope, field.clone()).await?;
            let Some(field) = from_store_field(field) else {
                continue;
            };
            let Opened { content, hash } = keys.open(receipt, &field, wraps)?;
            opened.push(OpenedField {
                item: field.item,
                kind: field.kind,
                compartment: field.compartment,
                hash,
                content,
            });
        }
        Ok(opened)
    }

    /// The field with its bytes: those of a document stand apart from its row.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn with_document(
        &self,
        scope: &Scope,
        mut field: SealedField,
    ) -> Result<SealedField, StoreError> {
        if field.bytes.is_empty()
            && let Some(bytes) = self
                .documents
                .document(scope, &field.owner.controller, field.item)
                .await?
        {
            field.bytes = bytes;
        }
        Ok(field)
    }

    async fn record_access(&self, opening: &Opening) -> Result<EventId, OpenError> {
        let day = self.shelf.current(&opening.controller).map_or_else(
            || self.clock.now().date_naive(),
            |pack| self.clock.now().with_timezone(&pack.zone()).date_naive(),
        );
        let stream = access_stream(&opening.controller, &opening.actor, day);
        let scope = Scope::whole([opening.controller.clone()]);
        let have = self
            .store
            .load(&scope, std::slice::from_ref(&stream))
            .await?;
        let mut last = None;
        let mut commands = Vec::new();
        for compartment in &opening.compartments {
            let event = AccessEvent::Accessed {
                owner_kind: opening.owner.kind,
                owner: opening.owner.id,
                compartment: Code::literal(compartment.as_str()),
                purpose: opening.purpose.clone(),
            };
            let recorded = have
                .iter()
                .flat_map(|s| &s.events)
                .find(|record| decode_access(record).is_ok_and(|known| known == event));
            match recorded {
                Some(record) => last = Some(record.id),
                None => commands.push(Command::Access(stream.clone(), event)),
            }
        }
        if !commands.is_empty() {
            let order = Order::new(
                opening.controller.clone(),
                scope,
                opening.actor.clone(),
                commands,
            );
            let executed = self.execute(order).await?;
            last = executed.events.last().map(|record| record.id).or(last);
        }
        last.ok_or(OpenError::Vault(VaultError::NotCovered))
    }
}
