//! Postgres passes the suite of the port, under a login of the group roles of worker and console.

use habeas_store::Store;
use habeas_store_sql::{PostgresStore, testing};
use habeas_testkit::{Database, Postgres};

struct Fresh {
    store: PostgresStore,
    _database: Database,
}

impl Fresh {
    fn store(&self) -> &dyn Store {
        &self.store
    }
}

async fn fresh() -> Fresh {
    let database = tokio::task::spawn_blocking(|| Postgres::shared().database())
        .await
        .expect("a database");
    Fresh {
        store: testing::postgres(database.url()).await.expect("a store"),
        _database: database,
    }
}

habeas_store::store_contract!(fresh);
