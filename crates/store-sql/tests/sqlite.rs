//! SQLite passes the suite of the port.

use habeas_store::Store;
use habeas_store_sql::{SqliteStore, testing};

struct Fresh {
    store: SqliteStore,
    _folder: tempfile::TempDir,
}

impl Fresh {
    fn store(&self) -> &dyn Store {
        &self.store
    }
}

async fn fresh() -> Fresh {
    let folder = tempfile::tempdir().expect("a folder");
    Fresh {
        store: testing::sqlite(folder.path()).await.expect("a store"),
        _folder: folder,
    }
}

habeas_store::store_contract!(fresh);
