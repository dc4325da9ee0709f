//! Stores for tests of any crate: each with a database of its own.

use std::path::Path;

use crate::{OpenError, SqliteOptions, SqliteStore};

/// A store in `folder`, in the file `habeas.sqlite`.
///
/// # Errors
/// As [`SqliteStore::open`].
pub async fn sqlite(folder: &Path) -> Result<SqliteStore, OpenError> {
    SqliteStore::open(&folder.join("habeas.sqlite"), SqliteOptions::default()).await
}
