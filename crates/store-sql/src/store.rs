use std::sync::Arc;

use async_trait::async_trait;
use habeas_store::{Outcome, StoreError, Unit};

use crate::conn::{Answer, Record};
use crate::sql::{Dialect, Query};

/// A store on one of the two engines. Clones share it.
pub struct SqlStore<B> {
    pub(crate) backend: Arc<B>,
}

impl<B> Clone for SqlStore<B> {
    fn clone(&self) -> Self {
        Self {
            backend: Arc::clone(&self.backend),
        }
    }
}

impl<B> std::fmt::Debug for SqlStore<B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SqlStore")
    }
}

/// How an engine is reached.
#[async_trait]
pub trait Backend: Send + Sync + 'static {
    /// The engine.
    const DIALECT: Dialect;

    /// Runs one statement that writes nothing.
    async fn read(&self, query: Query) -> Result<Vec<Record>, StoreError>;
    /// Runs statements in one transaction.
    async fn write(&self, steps: Vec<Query>) -> Result<Vec<Answer>, StoreError>;
    /// Commits units: see [`habeas_store::Log::commit`].
    async fn commit(&self, units: Vec<Unit>) -> Result<Vec<Outcome>, StoreError>;
}

impl<B: Backend> SqlStore<B> {
    pub(crate) async fn read(&self, query: Query) -> Result<Vec<Record>, StoreError> {
        self.backend.read(query).await
    }

    /// Runs one statement that writes.
    pub(crate) async fn write(&self, query: Query) -> Result<Answer, StoreError> {
        let answers = self.backend.write(vec![query]).await?;
        Ok(answers.into_iter().next().unwrap_or_default())
    }
}
