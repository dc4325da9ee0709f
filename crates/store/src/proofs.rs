use async_trait::async_trait;
use chrono::{DateTime, Utc};
use habeas_envelope::{Hash32, StreamRef};

use crate::StoreError;

/// Where a stream stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Which stream.
    pub stream: StreamRef,
    /// The number of its last event.
    pub version: u64,
    /// The hash of it.
    pub hash: Hash32,
}

/// A signed statement of where all streams stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Its number, from 1 without a gap.
    pub number: u64,
    /// When it was signed.
    pub at: DateTime<Utc>,
    /// The statement with its signature.
    pub token: String,
}

/// What proves that the log is whole. It is over the whole log, not a scope: it shows ids, numbers
/// and hashes, and is for the operator and the worker that signs.
#[async_trait]
pub trait Proofs: Send + Sync {
    /// Where each stream stood by the events recorded up to an instant, as the events say: in
    /// order of controller, kind and id, those behind `after`.
    async fn heads_until(
        &self,
        until: DateTime<Utc>,
        after: Option<&StreamRef>,
        limit: u32,
    ) -> Result<Vec<Head>, StoreError>;

    /// Where each stream stands, as the table of streams says: in the same order.
    async fn heads_kept(
        &self,
        after: Option<&StreamRef>,
        limit: u32,
    ) -> Result<Vec<Head>, StoreError>;

    /// The checkpoints behind a number, in order.
    async fn checkpoints(&self, after: u64, limit: u32) -> Result<Vec<Checkpoint>, StoreError>;

    /// The checkpoint of the highest number.
    async fn last_checkpoint(&self) -> Result<Option<Checkpoint>, StoreError>;

    /// Keeps a checkpoint; `false` if another has its number, which is kept as it is.
    async fn keep_checkpoint(&self, checkpoint: Checkpoint) -> Result<bool, StoreError>;
}
