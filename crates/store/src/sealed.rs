use async_trait::async_trait;
use chrono::{DateTime, Utc};
use habeas_envelope::{Code, ControllerId, Scope, StreamKind, StreamRef};
use uuid::Uuid;

use crate::StoreError;

/// To whom sealed bytes belong: a stream of a controller.
pub type Owner = StreamRef;

/// A field sealed by the vault; opaque here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedField {
    /// Whose.
    pub owner: Owner,
    /// Which compartment's key opens it.
    pub compartment: Code,
    /// What it is: `filer`, `message`, `answer`, …
    pub kind: Code,
    /// Its handle.
    pub item: Uuid,
    /// The data key it is sealed under.
    pub key_id: Uuid,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
}

/// A data key wrapped for one recipient; opaque here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    /// Whose.
    pub owner: Owner,
    /// The data key.
    pub key_id: Uuid,
    /// The compartment it seals.
    pub compartment: Code,
    /// For whom it is wrapped: a compartment's key id, `person`, `person-answer`.
    pub recipient: Code,
    /// How it is wrapped.
    pub suite: Code,
    /// The wrapped bytes.
    pub bytes: Vec<u8>,
}

/// A keyed token by which something sealed can be found; opaque here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchToken {
    /// What is found.
    pub owner: Owner,
    /// Which field: `name`, `e-mail`, `national-number`, `item-number`.
    pub field: Code,
    /// The token.
    pub token: Vec<u8>,
}

/// Data keys to forget: all of an owner, with its search tokens, or those of one compartment, which
/// leaves the tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DestroyKeys {
    /// Whose.
    pub owner: Owner,
    /// Only this compartment's.
    pub compartment: Option<Code>,
}

/// Sealed bytes and wrapped keys, to be read back. They are written with their unit.
#[async_trait]
pub trait SealedReads: Send + Sync {
    /// The sealed fields of these owners in scope, owner by owner.
    async fn sealed_of(
        &self,
        scope: &Scope,
        owners: &[Owner],
    ) -> Result<Vec<SealedField>, StoreError>;

    /// The wrapped keys of these owners in scope, owner by owner.
    async fn wraps_of(
        &self,
        scope: &Scope,
        owners: &[Owner],
    ) -> Result<Vec<WrappedKey>, StoreError>;

    /// The sealed fields of an owner in scope.
    async fn sealed(&self, scope: &Scope, owner: &Owner) -> Result<Vec<SealedField>, StoreError> {
        self.sealed_of(scope, std::slice::from_ref(owner)).await
    }

    /// The wrapped keys of an owner in scope.
    async fn wraps(&self, scope: &Scope, owner: &Owner) -> Result<Vec<WrappedKey>, StoreError> {
        self.wraps_of(scope, std::slice::from_ref(owner)).await
    }

    /// Whether a sealed field in scope has this handle: whether a document that is kept elsewhere
    /// may be read.
    async fn is_named(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        item: Uuid,
    ) -> Result<bool, StoreError>;

    /// What is found by a token.
    async fn find(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        kind: Option<StreamKind>,
        token: &[u8],
        limit: u32,
    ) -> Result<Vec<StreamRef>, StoreError>;
}

/// Wrapped keys as the rotation of recipient keys needs them: over all controllers, for the
/// operator alone. What is wrapped stays as it is.
#[async_trait]
pub trait Rewraps: Send + Sync {
    /// Wraps made to a recipient key.
    async fn wraps_to(&self, recipient: &Code, limit: u32) -> Result<Vec<WrappedKey>, StoreError>;

    /// Puts wraps in the place of others, all or none. One whose key was destroyed meanwhile stays
    /// away.
    async fn exchange_wraps(
        &self,
        old: Vec<WrappedKey>,
        new: Vec<WrappedKey>,
    ) -> Result<(), StoreError>;
}

/// Sealed documents: bytes too large for a row of the unit. Written before the event that names
/// them; what no event names is swept after a day.
#[async_trait]
pub trait Documents: Send + Sync {
    /// Keeps a sealed document under its handle.
    async fn put_document(
        &self,
        controller: &ControllerId,
        item: Uuid,
        at: DateTime<Utc>,
        bytes: Vec<u8>,
    ) -> Result<(), StoreError>;

    /// The sealed document, if it is there.
    async fn document(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        item: Uuid,
    ) -> Result<Option<Vec<u8>>, StoreError>;

    /// Removes documents put before `before` whose handle no sealed field names; how many.
    async fn sweep_documents(&self, before: DateTime<Utc>) -> Result<u64, StoreError>;
}
