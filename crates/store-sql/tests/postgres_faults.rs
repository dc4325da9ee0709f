//! What a store does when its Postgres stops, restarts, hangs or cuts connections: a clear class of
//! error, and the next call works.

use std::time::Duration;

use habeas_store::contract::fixture::{case, commit_one, committed, mark, version};
use habeas_store::{Log as _, Outcome, StoreError};
use habeas_store_sql::{PostgresOptions, PostgresStore, postgres, testing};
use habeas_testkit::{Database, Postgres};

struct Server {
    postgres: Postgres,
    database: Database,
}

async fn server() -> Server {
    let (postgres, database) = tokio::task::spawn_blocking(|| {
        let postgres = Postgres::start();
        let database = postgres.database();
        (postgres, database)
    })
    .await
    .expect("a server");
    postgres::migrate(database.url(), None)
        .await
        .expect("a schema");
    Server { postgres, database }
}

fn assert_away<T: std::fmt::Debug>(answer: Result<T, StoreError>) {
    assert!(
        matches!(answer, Err(StoreError::Unavailable(_))),
        "{answer:?}"
    );
}

/// The store works again after at most as many failed calls as it has connections; then each of
/// those that are idle has answered.
async fn recovered(store: &PostgresStore) {
    let (mut failed, mut in_a_row) = (0, 0);
    while in_a_row < 5 {
        match store.ready().await {
            Ok(()) => in_a_row += 1,
            Err(error) => {
                assert!(error.is_temporary(), "{error:?}");
                (failed, in_a_row) = (failed + 1, 0);
                assert!(failed <= 5, "the store does not come back");
            }
        }
    }
}

#[tokio::test]
async fn a_server_that_goes_and_comes_is_only_away() {
    let mut server = server().await;
    let store = testing::login(server.database.url(), &[testing::WORKER])
        .await
        .unwrap();
    let mut one = case(10);
    let mut unit = one.unit(1);
    unit.inbox = Some(mark("routing", 1));
    committed(&store, unit).await;

    // Stopped as an operator does.
    server.postgres.stop();
    assert_away(store.commit(vec![one.clone().unit(2)]).await);
    assert_away(store.ready().await);
    server.postgres.restart();
    recovered(&store).await;

    // Killed like a power cut: what was committed is there.
    let mut unit = one.unit(2);
    unit.inbox = Some(mark("routing", 2));
    committed(&store, unit).await;
    server.postgres.kill();
    assert_away(store.commit(vec![one.clone().unit(3)]).await);
    server.postgres.restart();
    recovered(&store).await;
    assert_eq!(version(&store, &one.stream).await, 2);
    let mut again = case(11).unit(4);
    again.inbox = Some(mark("routing", 2));
    assert!(matches!(
        commit_one(&store, again).await,
        Outcome::Duplicate
    ));
}

#[tokio::test]
async fn connections_that_are_cut_are_replaced() {
    let server = server().await;
    let store = testing::login(server.database.url(), &[testing::WORKER])
        .await
        .unwrap();
    let mut one = case(10);
    for n in 1..=5_u128 {
        recovered(&store).await;
        committed(&store, one.unit(n)).await;
        server.database.psql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'test_%'",
        );
    }
    recovered(&store).await;
    assert_eq!(version(&store, &one.stream).await, 5);
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up() {
    let mut server = server().await;
    let options = PostgresOptions {
        call_timeout: Duration::from_millis(500),
        acquire_timeout: Duration::from_millis(500),
        ..PostgresOptions::default()
    };
    let store = PostgresStore::connect(server.database.url(), options).unwrap();
    let mut one = case(10);
    committed(&store, one.unit(1)).await;
    server.postgres.freeze();
    assert_away(store.commit(vec![one.clone().unit(2)]).await);
    assert_away(store.ready().await);
    server.postgres.thaw();
    recovered(&store).await;
    assert!(version(&store, &one.stream).await <= 2);
}

#[tokio::test]
async fn a_server_that_only_reads_is_away_for_writers() {
    let server = server().await;
    let store = testing::login(server.database.url(), &[testing::WORKER])
        .await
        .unwrap();
    committed(&store, case(10).unit(1)).await;
    let sql = format!(
        "ALTER DATABASE {} SET default_transaction_read_only = on",
        server.database.name()
    );
    server.database.psql(&sql);
    let reader = testing::login(server.database.url(), &[testing::WORKER]).await;
    // Making the login is refused to nobody but this test's owner: the role is there already.
    let reader = reader.unwrap();
    assert_eq!(version(&reader, &case(10).stream).await, 1);
    assert_away(reader.commit(vec![case(11).unit(2)]).await);
}
