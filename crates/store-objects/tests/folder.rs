//! Documents in a folder, with the database saying what may be read.

#![expect(
    clippy::unwrap_used,
    reason = "a test panics where something is broken"
)]

use std::sync::Arc;

use chrono::{DateTime, Utc};
use habeas_store::{
    Documents, Log, Outcome, SealedField,
    contract::fixture::{at, blind, case, code, everything, house, id, other, seeing, whole},
};
use habeas_store_objects::ObjectDocuments;
use habeas_store_sql::{SqliteStore, testing};
use tempfile::TempDir;

struct House {
    documents: ObjectDocuments,
    fields: Arc<SqliteStore>,
    _database: TempDir,
    folder: TempDir,
}

impl House {
    async fn new() -> Self {
        let (database, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let fields = Arc::new(testing::sqlite(database.path()).await.unwrap());
        let documents = ObjectDocuments::in_folder(folder.path(), fields.clone()).unwrap();
        Self {
            documents,
            fields,
            _database: database,
            folder,
        }
    }

    async fn put(&self, item: u128, bytes: &[u8]) {
        self.documents
            .put_document(&house(), id(item), at(0), bytes.to_vec())
            .await
            .unwrap();
    }

    /// Commits a case at the fixture's desk with a sealed field of this handle.
    async fn name(&self, item: u128) {
        let mut chain = case(10);
        let owner = chain.stream.clone();
        let mut unit = chain.unit(1);
        unit.sealed = vec![SealedField {
            owner,
            compartment: code("general"),
            kind: code("answer-file"),
            item: id(item),
            key_id: id(900),
            bytes: Vec::new(),
        }];
        let outcomes = self.fields.commit(vec![unit]).await.unwrap();
        assert!(matches!(outcomes[..], [Outcome::Committed]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_document_comes_back_and_is_written_once() {
    let house_ = House::new().await;
    house_.put(1, &[42; 300_000]).await;
    house_.put(1, &[7]).await;
    let found = house_
        .documents
        .document(&whole(), &house(), id(1))
        .await
        .unwrap();
    assert_eq!(found, Some(vec![42; 300_000]));
    assert_eq!(
        house_
            .documents
            .document(&whole(), &house(), id(2))
            .await
            .unwrap(),
        None
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_document_outside_the_scope_looks_missing() {
    let house_ = House::new().await;
    house_.put(1, &[1]).await;
    house_.name(1).await;
    for scope in blind() {
        assert_eq!(
            house_
                .documents
                .document(&scope, &house(), id(1))
                .await
                .unwrap(),
            None
        );
    }
    for scope in seeing() {
        let found = house_
            .documents
            .document(&scope, &house(), id(1))
            .await
            .unwrap();
        assert_eq!(found, Some(vec![1]));
    }
    assert_eq!(
        house_
            .documents
            .document(&everything(), &other(), id(1))
            .await
            .unwrap(),
        None
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_no_event_names_is_swept_when_it_is_old() {
    let house_ = House::new().await;
    house_.put(1, &[1]).await;
    house_.put(2, &[2]).await;
    house_.name(1).await;
    assert_eq!(
        house_.documents.sweep_documents(at(0)).await.unwrap(),
        0,
        "nothing is that old"
    );
    let for_ever: DateTime<Utc> = "2999-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(house_.documents.sweep_documents(for_ever).await.unwrap(), 1);
    assert!(
        house_
            .documents
            .document(&whole(), &house(), id(1))
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(
        house_
            .documents
            .document(&whole(), &house(), id(2))
            .await
            .unwrap(),
        None
    );
    let left = std::fs::read_dir(house_.folder.path().join("house"))
        .unwrap()
        .count();
    assert_eq!(left, 1);
}
