//! What somebody could do who had taken the portal over: its database login, its broker user and
//! its keys, and nothing else.

use std::{fs, sync::Arc, time::Duration};

use habeas_bus::{Bus, BusError, contract::event};
use habeas_bus_amqp::{AmqpBus, AmqpOptions};
use habeas_engine::{OsEntropy, from_store_field, from_store_wrap};
use habeas_envelope::{ActorId, Code, ControllerId, EventId, Hash32, Scope, StreamKind, StreamRef};
use habeas_store::{
    Documents, Log, Outcome, SealedReads, Sessions, StaffDirectory, StoreError,
    contract::fixture::case,
};
use habeas_store_sql::{PostgresOptions, PostgresStore};
use habeas_vault::{Basis, Compartment, Keyring, Owner, Receipt, VaultError};
use uuid::Uuid;

use crate::{
    installation::Installation,
    walk::{Asked, files},
};

struct TakenOver {
    store: PostgresStore,
    bus: AmqpBus,
    keyring: Keyring,
}

async fn taken_over(installation: &Installation) -> TakenOver {
    let servers = installation.servers.as_ref().unwrap();
    let read = |name: &str| fs::read_to_string(installation.secrets().join(name)).unwrap();
    let url = servers.database_url("habeas-portal");
    let options = PostgresOptions {
        password: Some(read("postgres-portal-password").trim().to_owned()),
        ..PostgresOptions::default()
    };
    let store = PostgresStore::connect(&url, options).unwrap();
    let password = read("amqp-portal-password");
    let (_, address) = servers.rabbitmq.url().split_once('@').unwrap();
    let (address, _) = address.split_once('/').unwrap();
    let url = format!("amqp://habeas-portal:{}@{address}/habeas", password.trim());
    let options = AmqpOptions::from_url(&url).unwrap();
    let bus = AmqpBus::connect(options, Arc::new(OsEntropy), Duration::from_secs(20));
    TakenOver {
        store,
        bus: bus.await.unwrap(),
        keyring: Keyring::from_file_text(&read("keyring-portal.toml")).unwrap(),
    }
}

fn assert_refused<T>(answer: Result<T, StoreError>) {
    match answer {
        Err(StoreError::Refused { code, .. }) => assert_eq!(code.as_str(), "42501"),
        Err(other) => panic!("not refused but: {other}"),
        Ok(_) => panic!("it was allowed"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_takes_the_portal_over_reads_and_forges_nothing() {
    let installation = tokio::task::block_in_place(|| Installation::distributed(0));
    let asked = Asked {
        controller: "example",
        kind: "medical",
        name: "Jan Voorbeeld",
        email: "jan@example.org",
        words: "A word to the doctor.",
    };
    files(&installation, &asked).await;
    let thief = taken_over(&installation).await;
    let controller = ControllerId::new("example").unwrap();
    let scope = Scope::whole([controller.clone()]);
    let streams = thief
        .store
        .streams(&scope, StreamKind::Submission, None, 10)
        .await
        .unwrap();
    let [submission] = streams.as_slice() else {
        panic!("one submission: {streams:?}");
    };

    opens_nothing(&installation, &thief, &scope, submission).await;

    // Staff, sessions, search.
    assert_refused(thief.store.staff_by_login("doctor").await);
    assert_refused(thief.store.staff_of(None).await);
    assert_refused(thief.store.session(Hash32([7; 32])).await);
    assert_refused(
        thief
            .store
            .find(&scope, &controller, None, &[1; 16], 10)
            .await,
    );
    // Evidence that others handed in.
    let strange = Uuid::from_u128(7);
    let document = thief
        .store
        .document(&scope, &controller, strange)
        .await
        .unwrap();
    assert_eq!(document, None);

    // An event of a case.
    let mut outcomes = thief.store.commit(vec![case(10).unit(1)]).await.unwrap();
    match outcomes.remove(0) {
        Outcome::Failed(error) => assert_refused::<()>(Err(error)),
        other => panic!("a case event was not refused: {other:?}"),
    }

    // A message that is not the person's, and reading what workers are told.
    let told = [event("case-opened", 1), event("identity-established", 2)];
    for outcome in thief.bus.publish(&told).await {
        assert!(matches!(outcome, Err(BusError::Forbidden)), "{outcome:?}");
    }
    for worker in ["intake", "courier"] {
        let refused = thief.bus.subscribe(&Code::literal(worker)).await.err();
        assert!(
            matches!(refused, Some(BusError::Forbidden)),
            "{worker}: {refused:?}"
        );
    }
}

/// The rows are hidden from the portal's login; and whoever got at them all the same, with another
/// login, would not open them with the portal's keys.
async fn opens_nothing(
    installation: &Installation,
    thief: &TakenOver,
    scope: &Scope,
    submission: &StreamRef,
) {
    assert_eq!(thief.store.sealed(scope, submission).await.unwrap(), []);
    let whole = installation.servers.as_ref().unwrap().superuser();
    let fields = whole.sealed(scope, submission).await.unwrap();
    assert!(fields.len() >= 3, "filer, contact, words: {}", fields.len());
    let wraps = whole.wraps(scope, submission).await.unwrap();
    let wraps: Vec<_> = wraps.into_iter().filter_map(from_store_wrap).collect();
    let owner = Owner::of_stream(submission).unwrap();
    for field in fields.into_iter().filter_map(from_store_field) {
        let compartment: Compartment = field.compartment;
        let receipt = Receipt::after_commit(
            submission.controller.clone(),
            ActorId::worker("courier").unwrap(),
            EventId(Uuid::from_u128(1)),
            Basis::Access,
            [(owner, compartment)],
        );
        let opened = thief.keyring.private().open(&receipt, &field, &wraps);
        let Err(refused) = opened else {
            panic!("the portal's keys open what they must not");
        };
        assert!(matches!(refused, VaultError::NoKey { .. }), "{refused:?}");
    }
    whole.close().await;
}
