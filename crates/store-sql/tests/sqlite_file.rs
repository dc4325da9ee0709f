//! What is SQLite's alone: one server a file, a file that survives, bytes that go.

use std::fs;
use std::path::Path;

use habeas_envelope::verify_chain;
use habeas_store::contract::fixture::{
    case, code, commit_one, committed, loaded, mark, version, whole,
};
use habeas_store::{DestroyKeys, Log as _, Outcome, SealedReads as _, StoreError, WrappedKey};
use habeas_store_sql::{OpenError, SqliteStore, testing};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Executor as _};

async fn raw(folder: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(folder.join("habeas.sqlite"));
    SqliteConnection::connect_with(&options)
        .await
        .expect("a connection")
}

/// The codes of a refused statement's error.
async fn refused(connection: &mut SqliteConnection, sql: &'static str) -> String {
    let error = connection.execute(sql).await.expect_err("refused");
    error
        .as_database_error()
        .expect("by the database")
        .message()
        .to_owned()
}

#[tokio::test]
async fn a_second_server_on_one_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let first = testing::sqlite(folder.path()).await.unwrap();
    let second = testing::sqlite(folder.path()).await;
    let Err(OpenError::InUse(path)) = second else {
        panic!("a second server was let in");
    };
    assert_eq!(path, folder.path().join("habeas.sqlite"));
    committed(&first, case(10).unit(1)).await;
    first.close().await;
    let closed = first.commit(vec![case(11).unit(2)]).await;
    assert!(
        matches!(closed, Err(StoreError::Unavailable(_))),
        "{closed:?}"
    );
    let again = testing::sqlite(folder.path()).await.unwrap();
    assert_eq!(version(&again, &case(10).stream).await, 1);
    // Dropped without a word, the file is free as soon as the writer has noticed.
    drop((first, again));
    for _ in 0..500 {
        match testing::sqlite(folder.path()).await {
            Ok(_) => return,
            Err(OpenError::InUse(_)) => {
                tokio::time::sleep(std::time::Duration::from_millis(10)).await
            }
            Err(error) => panic!("{error}"),
        }
    }
    panic!("the lock was never freed");
}

/// A copy of the files as they lie is what a killed process leaves: everything committed is there.
#[tokio::test]
async fn a_killed_server_loses_nothing_committed() {
    let folder = tempfile::tempdir().unwrap();
    let store = testing::sqlite(folder.path()).await.unwrap();
    let mut one = case(10);
    let mut copies: Vec<(u64, tempfile::TempDir)> = Vec::new();
    for n in 1..=60_u128 {
        let mut unit = one.unit(n);
        unit.inbox = Some(mark("routing", n));
        committed(&store, unit).await;
        if n % 20 == 0 {
            let copy = tempfile::tempdir().unwrap();
            for file in ["habeas.sqlite", "habeas.sqlite-wal"] {
                fs::copy(folder.path().join(file), copy.path().join(file)).unwrap();
            }
            copies.push((one.seq, copy));
        }
    }
    for (seq, copy) in copies {
        let reopened = testing::sqlite(copy.path()).await.unwrap();
        let events = loaded(&reopened, &whole(), &one.stream).await;
        assert_eq!(events.len() as u64, seq);
        verify_chain(&events).expect("the chain holds");
        let mut again = case(11).unit(900);
        again.inbox = Some(mark("routing", 1));
        assert!(matches!(
            commit_one(&reopened, again).await,
            Outcome::Duplicate
        ));
    }
}

#[tokio::test]
async fn events_cannot_be_changed_by_anybody() {
    let folder = tempfile::tempdir().unwrap();
    let store = testing::sqlite(folder.path()).await.unwrap();
    committed(&store, case(10).unit(1)).await;
    store.close().await;
    let mut connection = raw(folder.path()).await;
    for sql in [
        "UPDATE events SET actor = 'operator'",
        "UPDATE events SET body = x'00' WHERE seq = 1",
        "DELETE FROM events",
    ] {
        assert!(
            refused(&mut connection, sql).await.contains("never"),
            "{sql}"
        );
    }
    let message = refused(&mut connection, "DELETE FROM streams").await;
    assert!(message.contains("never deleted"), "{message}");
}

#[tokio::test]
async fn the_bytes_of_destroyed_keys_are_gone_from_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let store = testing::sqlite(folder.path()).await.unwrap();
    let planted = b"PLANTED-KEY-MATERIAL-7f3a".to_vec();
    let mut one = case(10);
    let owner = one.stream.clone();
    let mut unit = one.unit(1);
    unit.wraps = vec![WrappedKey {
        owner: owner.clone(),
        key_id: uuid::Uuid::from_u128(5),
        compartment: code("general"),
        recipient: code("compartment"),
        suite: code("seed"),
        bytes: planted.clone(),
    }];
    committed(&store, unit).await;
    assert!(holds(folder.path(), &planted), "the key was never on disk");

    let mut unit = one.unit(2);
    unit.destroys = vec![DestroyKeys {
        owner: owner.clone(),
        compartment: None,
    }];
    committed(&store, unit).await;
    assert!(store.wraps(&whole(), &owner).await.unwrap().is_empty());
    for _ in 0..500 {
        if !holds(folder.path(), &planted) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the key is still on disk");
}

fn holds(folder: &Path, needle: &[u8]) -> bool {
    fs::read_dir(folder).expect("a folder").any(|file| {
        let bytes = fs::read(file.expect("a file").path()).expect("its bytes");
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    testing::sqlite(folder.path()).await.unwrap().close().await;
    let mut connection = raw(folder.path()).await;
    connection
        .execute(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (99, 'of a later release', TRUE, x'00', 0)",
        )
        .await
        .unwrap();
    connection.close().await.unwrap();
    let opened: Result<SqliteStore, OpenError> = testing::sqlite(folder.path()).await;
    assert!(matches!(opened, Err(OpenError::Schema(_))), "{opened:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let store = testing::sqlite(folder.path()).await.unwrap();
    committed(&store, case(10).unit(1)).await;
    for file in fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", file.file_name());
    }
}
