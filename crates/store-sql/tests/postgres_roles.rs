//! What each group role of Postgres may not do, asked of Postgres itself.

use habeas_store::contract::fixture::{
    at, case, code, commit_one, committed, entry, failure, house, id, loaded, mark, refusal, row,
    submission, whole,
};
use habeas_store::{
    Documents as _, Draft, Drafts as _, FailureChange, Failures as _, Log as _, Outbox as _,
    Outcome, Rows as _, SealedField, SealedReads as _, SearchToken, StaffDirectory as _,
    StoreError, Unit, WrappedKey,
};
use habeas_store_sql::{PostgresOptions, PostgresStore, postgres, testing};
use habeas_testkit::{Database, Postgres};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _};

async fn database() -> Database {
    tokio::task::spawn_blocking(|| Postgres::shared().database())
        .await
        .expect("a database")
}

async fn migrated() -> Database {
    let database = database().await;
    postgres::migrate(database.url(), None)
        .await
        .expect("a schema");
    database
}

/// The SQLSTATE with which a statement is refused to a role.
async fn code_of(connection: &mut PgConnection, role: &str, sql: &str) -> String {
    let set = format!("SET ROLE {role}");
    connection
        .execute(AssertSqlSafe(set))
        .await
        .expect("the role");
    let done = connection.execute(AssertSqlSafe(sql.to_owned())).await;
    connection
        .execute("RESET ROLE")
        .await
        .expect("the owner again");
    match done {
        Ok(_) => "done".to_owned(),
        Err(error) => error
            .as_database_error()
            .and_then(|error| error.code().map(|code| code.into_owned()))
            .unwrap_or_else(|| error.to_string()),
    }
}

const LOG: [&str; 5] = [
    "UPDATE events SET actor = 'operator'",
    "DELETE FROM events",
    "TRUNCATE events",
    "ALTER TABLE events DISABLE TRIGGER ALL",
    "DROP TABLE events",
];

#[tokio::test]
async fn nobody_changes_an_event() {
    let database = migrated().await;
    let store = testing::login(database.url(), &[testing::WORKER])
        .await
        .unwrap();
    committed(&store, case(10).unit(1)).await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    for role in [testing::PORTAL, testing::CONSOLE, testing::WORKER] {
        for sql in LOG {
            assert_eq!(
                code_of(&mut connection, role, sql).await,
                "42501",
                "{role}: {sql}"
            );
        }
    }
    // The owner has the right and is stopped all the same.
    for sql in &LOG[..3] {
        let error = connection.execute(*sql).await.expect_err("stopped");
        let code = error.as_database_error().and_then(|error| error.code());
        assert_eq!(code.as_deref(), Some("42501"), "{sql}");
    }
    for role in [testing::CONSOLE, testing::WORKER] {
        let sql = "DELETE FROM streams";
        assert_eq!(code_of(&mut connection, role, sql).await, "42501", "{role}");
    }
    assert_eq!(loaded(&store, &whole(), &case(10).stream).await.len(), 1);
}

#[tokio::test]
async fn each_role_keeps_to_its_tables() {
    let database = migrated().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let refused: [(&str, &[&str]); 3] = [
        (
            testing::PORTAL,
            &[
                "SELECT * FROM staff",
                "SELECT * FROM staff_grants",
                "SELECT * FROM sessions",
                "SELECT * FROM calendar_feeds",
                "SELECT * FROM tokens",
                "INSERT INTO tokens VALUES ('house', 'case', gen_random_uuid(), 'name', '')",
                "SELECT * FROM failures",
                "SELECT * FROM inbox",
                "SELECT * FROM tallies",
                "SELECT * FROM tally_deltas",
                "UPDATE dispatches SET state = 'sent'",
                "DELETE FROM dispatches",
                "UPDATE outbox SET leased_until = 0",
                "UPDATE sealed SET bytes = ''",
                "DELETE FROM sealed",
                "DELETE FROM wraps",
                "DELETE FROM documents",
                "UPDATE documents SET bytes = ''",
                "INSERT INTO pack_texts VALUES ('pack', 'house', '1', '', '')",
                "DELETE FROM rows",
                "CREATE TABLE mine (x INT)",
                "ALTER TABLE rows DISABLE ROW LEVEL SECURITY",
            ],
        ),
        (
            testing::WORKER,
            &[
                "SELECT * FROM staff",
                "SELECT * FROM staff_grants",
                "SELECT * FROM sessions",
                "SELECT * FROM drafts",
                "SELECT * FROM calendar_feeds",
                "UPDATE sealed SET bytes = ''",
                "UPDATE wraps SET bytes = ''",
                "DELETE FROM pack_texts",
                "CREATE TABLE mine (x INT)",
                "INSERT INTO _sqlx_migrations VALUES (99, '', now(), TRUE, '', 0)",
            ],
        ),
        (
            testing::CONSOLE,
            &[
                "UPDATE sealed SET bytes = ''",
                "UPDATE wraps SET bytes = ''",
                "DELETE FROM staff",
                "CREATE TABLE mine (x INT)",
                "DROP TABLE staff",
                "CREATE ROLE mine",
            ],
        ),
    ];
    for (role, statements) in refused {
        for sql in statements {
            assert_eq!(
                code_of(&mut connection, role, sql).await,
                "42501",
                "{role}: {sql}"
            );
        }
    }
    for role in [testing::CONSOLE, testing::WORKER] {
        let sql = "SELECT * FROM tokens";
        assert_eq!(code_of(&mut connection, role, sql).await, "done");
    }
}

async fn portal(database: &Database) -> PostgresStore {
    testing::login(database.url(), &[testing::PORTAL])
        .await
        .expect("a store")
}

/// A unit of the portal: its one event is of this type.
fn filed(n: u128, event: u128, event_type: &str) -> Unit {
    let mut unit = submission(n).unit(event);
    let record = &mut unit.appends[0].events[0];
    record.event_type = code(event_type);
    record.hash = record.computed_hash();
    unit.outbox = vec![entry(event, None)];
    unit
}

fn assert_forbidden(outcome: &Outcome) {
    assert_eq!(
        refusal(outcome).map(|code| code.as_str()),
        Some("42501"),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn the_portal_writes_what_a_person_does_and_nothing_else() {
    let database = migrated().await;
    let portal = portal(&database).await;
    portal.ready().await.unwrap();
    let types = [
        "submission-received",
        "message-received",
        "document-received",
        "identity-evidence-received",
        "submission-withdrawn",
        "answer-collected",
        "message-opened",
        "party-named",
    ];
    for (n, word) in (10_u128..).zip(types) {
        let mut unit = filed(n, n, word);
        unit.appends[0].alarms = Some(Vec::new());
        committed(&portal, unit).await;
    }
    assert_eq!(
        loaded(&portal, &whole(), &submission(10).stream)
            .await
            .len(),
        1
    );
    portal.told(&[entry(10, None)]).await.unwrap();
    assert_eq!(portal.outbox_depth().await.unwrap(), 7);

    // Another type, another actor, another kind of stream.
    assert_forbidden(&commit_one(&portal, filed(30, 30, "identity-verified")).await);
    let mut forged = filed(31, 31, "submission-received");
    let record = &mut forged.appends[0].events[0];
    record.actor = habeas_envelope::ActorId::operator();
    record.hash = record.computed_hash();
    assert_forbidden(&commit_one(&portal, forged).await);
    assert_forbidden(&commit_one(&portal, case(32).unit(32)).await);
    // An event of its own with the row of a case it must not touch: the batch fails alone.
    let batch = vec![filed(33, 33, "message-received"), case(34).unit(34)];
    let outcomes = portal.commit(batch).await.unwrap();
    assert!(outcomes[0].is_committed(), "{outcomes:?}");
    assert_forbidden(&outcomes[1]);
    // Marks, failures, tokens, other people's sealed rows.
    let mut unit = filed(35, 35, "message-received");
    unit.inbox = Some(mark("routing", 35));
    assert_forbidden(&commit_one(&portal, unit).await);
    let mut unit = filed(35, 35, "message-received");
    unit.failures = vec![FailureChange::Record(failure("routing", 35, 0))];
    assert_forbidden(&commit_one(&portal, unit).await);
    let mut unit = filed(35, 35, "message-received");
    unit.tokens = vec![SearchToken {
        owner: submission(35).stream,
        field: code("name"),
        token: vec![1],
    }];
    assert_forbidden(&commit_one(&portal, unit).await);
    let mut unit = filed(35, 35, "message-received");
    unit.wraps = vec![wrap(36, 1, "person", true)];
    assert_forbidden(&commit_one(&portal, unit).await);
}

fn owner(n: u128, of_case: bool) -> habeas_envelope::StreamRef {
    if of_case {
        case(n).stream
    } else {
        submission(n).stream
    }
}

fn wrap(n: u128, key: u128, recipient: &str, of_case: bool) -> WrappedKey {
    WrappedKey {
        owner: owner(n, of_case),
        key_id: id(key),
        compartment: code("answer"),
        recipient: code(recipient),
        suite: code("hpke"),
        bytes: vec![1],
    }
}

fn field(n: u128, item: u128, key: u128, of_case: bool) -> SealedField {
    SealedField {
        owner: owner(n, of_case),
        compartment: code("answer"),
        kind: code("answer"),
        item: id(item),
        key_id: id(key),
        bytes: vec![2],
    }
}

#[tokio::test]
async fn the_portal_reads_back_only_what_is_wrapped_to_the_person() {
    let database = migrated().await;
    let portal = portal(&database).await;
    let worker = testing::login(database.url(), &[testing::WORKER])
        .await
        .unwrap();

    // What the portal seals for the house it cannot read again.
    portal
        .put_document(&house(), id(50), at(0), vec![5])
        .await
        .unwrap();
    let mut unit = filed(10, 10, "submission-received");
    unit.sealed = vec![field(10, 50, 500, false)];
    unit.wraps = vec![wrap(10, 500, "compartment", false)];
    committed(&portal, unit).await;
    let stream = submission(10).stream;
    assert!(portal.sealed(&whole(), &stream).await.unwrap().is_empty());
    assert!(portal.wraps(&whole(), &stream).await.unwrap().is_empty());
    assert_eq!(
        portal.document(&whole(), &house(), id(50)).await.unwrap(),
        None
    );
    assert_eq!(worker.sealed(&whole(), &stream).await.unwrap().len(), 1);
    assert_eq!(
        worker.document(&whole(), &house(), id(50)).await.unwrap(),
        Some(vec![5])
    );

    // An answer of a case, wrapped to the office and to the person; and one not for the person.
    worker
        .put_document(&house(), id(60), at(0), vec![6])
        .await
        .unwrap();
    worker
        .put_document(&house(), id(61), at(0), vec![7])
        .await
        .unwrap();
    let mut unit = case(20).unit(20);
    unit.sealed = vec![field(20, 60, 600, true), field(20, 61, 601, true)];
    unit.wraps = vec![
        wrap(20, 600, "compartment", true),
        wrap(20, 600, "answer", true),
        wrap(20, 601, "compartment", true),
    ];
    committed(&worker, unit).await;
    let stream = case(20).stream;
    let sealed = portal.sealed(&whole(), &stream).await.unwrap();
    assert_eq!(sealed, [field(20, 60, 600, true)]);
    let wraps = portal.wraps(&whole(), &stream).await.unwrap();
    assert_eq!(wraps, [wrap(20, 600, "answer", true)]);
    assert_eq!(
        portal.document(&whole(), &house(), id(60)).await.unwrap(),
        Some(vec![6])
    );
    assert_eq!(
        portal.document(&whole(), &house(), id(61)).await.unwrap(),
        None
    );

    // Rows and events of cases it reads: they hold codes and handles alone.
    let rows = portal
        .rows(&whole(), std::slice::from_ref(&stream))
        .await
        .unwrap();
    let mut chain = case(20);
    let _ = chain.unit(20);
    assert_eq!(rows, [row(&chain)]);
    let events = loaded(&worker, &whole(), &stream).await;
    assert!(!events.is_empty());
    assert_eq!(loaded(&portal, &whole(), &stream).await, events);
    let draft = Draft {
        id: id(1),
        bytes: vec![1],
        expires: at(9),
    };
    portal.put_draft(draft.clone()).await.unwrap();
    assert_eq!(portal.draft(id(1), at(0)).await.unwrap(), Some(draft));
    for refused in [
        portal.staff_of(None).await.err(),
        portal.find(&whole(), &house(), None, b"x", 1).await.err(),
        portal.failures(&whole(), 1).await.err(),
        worker.draft(id(1), at(0)).await.err(),
        worker.staff_by_login("bea").await.err(),
    ] {
        let Some(StoreError::Refused { code, .. }) = refused else {
            panic!("let through: {refused:?}");
        };
        assert_eq!(code.as_str(), "42501");
    }
}

#[tokio::test]
async fn a_database_without_its_schema_is_not_ready() {
    let database = database().await;
    let store = PostgresStore::connect(database.url(), PostgresOptions::default()).unwrap();
    let ready = store.ready().await;
    let Err(StoreError::Schema { found: 0, needed }) = ready else {
        panic!("{ready:?}");
    };
    // Two at once, and again: the schema is made once.
    let (one, two) = tokio::join!(
        postgres::migrate(database.url(), None),
        postgres::migrate(database.url(), None)
    );
    one.unwrap();
    two.unwrap();
    postgres::migrate(database.url(), None).await.unwrap();
    store.ready().await.unwrap();
    database.psql("DELETE FROM _sqlx_migrations WHERE version > 1");
    let ready = store.ready().await;
    assert!(
        matches!(ready, Err(StoreError::Schema { found: 1, needed: n }) if n == needed),
        "{ready:?}"
    );
}

/// The owner needs no superuser: the right to make roles is enough, or roles that are there.
#[tokio::test]
async fn an_owner_who_is_no_superuser_migrates() {
    let database = migrated().await;
    let owner = format!("{}_owner", database.name());
    database.psql(&format!(
        "CREATE ROLE {owner} LOGIN PASSWORD 'x' CREATEROLE"
    ));
    let owned = tokio::task::spawn_blocking(|| Postgres::shared().database())
        .await
        .unwrap();
    owned.psql(&format!("ALTER DATABASE {} OWNER TO {owner}", owned.name()));
    postgres::migrate(&owned.url_as(&owner, "x"), None)
        .await
        .unwrap();
    let store = testing::login(owned.url(), &[testing::WORKER])
        .await
        .unwrap();
    committed(&store, case(10).unit(1)).await;
    drop(owned);
    database.psql(&format!("DROP ROLE {owner}"));
}
