//! The log is held to its proofs, destroyed data stays destroyed, and keys are rotated, by the
//! operator's own commands.

use std::{
    fs,
    sync::Arc,
    time::{Duration, Instant},
};

use habeas_bus_local::LocalBus;
use habeas_engine::{Engine, OsEntropy, PackShelf};
use habeas_envelope::{ControllerId, Scope, StreamKind};
use habeas_regime::{Library, testing::example_packs};
use habeas_store::SealedReads;
use habeas_store_sql::{SqliteOptions, SqliteStore};
use habeas_testkit::VirtualClock;
use habeas_vault::{Keyring, SigningPurpose};

use crate::{
    installation::{Installation, WHOLE},
    soundness::streams,
    walk::{Asked, Filed, files, finds, follows},
    web::PATIENCE,
};

/// Far enough behind the day of the test that all it recorded counts, a day further each time.
const LATER: [&str; 2] = ["2099-01-01T12:00:00Z", "2099-01-02T12:00:00Z"];

fn asked<'a>(controller: &'a str, name: &'a str) -> Asked<'a> {
    Asked {
        controller,
        kind: "medical",
        name,
        email: "jan@example.org",
        words: "",
    }
}

/// Signs a checkpoint as deadlines does, on a later day.
async fn signs(installation: &Installation, day: &str) {
    let keyring = installation.secrets().join("keyring-deadlines.toml");
    let keyring = Keyring::from_file_text(&fs::read_to_string(keyring).unwrap()).unwrap();
    let seed = keyring.signing_seed(SigningPurpose::Checkpoint).unwrap();
    let store = installation.servers.as_ref().unwrap().superuser();
    let kept = Arc::new(store.clone());
    let (relay, _) = tokio::sync::mpsc::channel(1);
    let engine = Engine {
        store: kept.clone(),
        documents: kept.clone(),
        bus: Arc::new(LocalBus::new(kept)),
        clock: Arc::new(VirtualClock::at(day)),
        entropy: Arc::new(OsEntropy),
        shelf: PackShelf::new(example_packs(), Library::embedded()),
        relay,
    };
    let signed = engine.sign_checkpoint(&seed.to_pkcs8_der()).await.unwrap();
    assert!(signed.is_some(), "a checkpoint a day");
    let again = engine.sign_checkpoint(&seed.to_pkcs8_der()).await.unwrap();
    assert_eq!(again, None);
    store.close().await;
}

/// Who can do everything in the database cuts the end of a stream off, makes a stream vanish,
/// takes a checkpoint away: each is found. Put back, the log is whole again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_end_and_a_vanished_stream_are_found() {
    let installation = tokio::task::block_in_place(|| Installation::distributed(0));
    files(&installation, &asked("example", "Jan Voorbeeld")).await;
    files(&installation, &asked("example", "Piet Voorbeeld")).await;
    let servers = installation.servers.as_ref().unwrap();
    let store = servers.superuser();
    let begun = Instant::now();
    let scope = Scope::whole([ControllerId::new("example").unwrap()]);
    while let Some(left) = crate::soundness::still_under_way(&store, &scope).await {
        assert!(begun.elapsed() < PATIENCE, "{left}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    store.close().await;
    for day in LATER {
        signs(&installation, day).await;
    }

    tokio::task::block_in_place(|| {
        let key = installation.command_as("deadlines", &["log", "key"], "");
        let arguments = ["log", "verify", "--public-key", key.trim()];
        let whole = installation.command_as("console", &arguments, "");
        assert!(whole.contains("the log is whole"), "{whole}");
        let finds = |what: &str| {
            let said = installation.fails_as("console", &arguments);
            assert!(said.contains(what), "{what}: {said}");
        };
        // A transaction that is the attacker's, and one that puts everything back.
        let tampers = |sql: &str, what: &str| {
            servers.psql(
                "CREATE SCHEMA IF NOT EXISTS aside; \
                 CREATE TABLE aside.events AS TABLE events; \
                 CREATE TABLE aside.streams AS TABLE streams; \
                 CREATE TABLE aside.checkpoints AS TABLE checkpoints",
            );
            let unguarded = |sql: &str| {
                servers.psql(&format!("SET session_replication_role = replica; {sql}"));
            };
            unguarded(sql);
            finds(what);
            unguarded(
                "DELETE FROM events; INSERT INTO events SELECT * FROM aside.events; \
                 DELETE FROM streams; INSERT INTO streams SELECT * FROM aside.streams; \
                 DELETE FROM checkpoints; INSERT INTO checkpoints SELECT * FROM aside.checkpoints; \
                 DROP SCHEMA aside CASCADE",
            );
        };
        // The last event of a case, with the table of streams made to fit.
        let cut = "DELETE FROM events e USING streams s WHERE s.kind = 'case' \
             AND e.kind = s.kind AND e.stream = s.id AND e.seq = s.version \
             AND s.id = (SELECT MIN(id::text)::uuid FROM streams WHERE kind = 'case')";
        let fit = "UPDATE streams s SET version = s.version - 1, head = (SELECT e.hash FROM events e \
             WHERE e.kind = s.kind AND e.stream = s.id AND e.seq = s.version - 1) \
             WHERE s.id = (SELECT MIN(id::text)::uuid FROM streams WHERE kind = 'case')";
        tampers(
            cut,
            "the last event that the table of streams names is not in the log",
        );
        tampers(&format!("{cut}; {fit}"), "a stream ended otherwise");
        let of_one = "(SELECT MIN(id::text)::uuid FROM streams WHERE kind = 'case')";
        tampers(
            &format!(
                "DELETE FROM events WHERE stream = {of_one}; DELETE FROM streams WHERE id = {of_one}"
            ),
            "counts 4 streams, the log has 3",
        );
        tampers(
            "UPDATE events SET legal_day = '2020-01-01' WHERE seq = 1 AND kind = 'case'",
            "was changed after it was written",
        );
        tampers(
            "DELETE FROM checkpoints WHERE number = 1",
            "checkpoint 1 is missing",
        );
        tampers(
            "UPDATE checkpoints c SET token = o.token FROM checkpoints o \
             WHERE c.number = 3 AND o.number = 2",
            "checkpoint 3 does not follow",
        );
        let foreign = ["log", "verify", "--public-key", &"ab".repeat(32)];
        let said = installation.fails_as("console", &foreign);
        assert!(said.contains("signature does not hold"), "{said}");
        let whole = installation.command_as("console", &arguments, "");
        assert!(whole.contains("the log is whole"), "{whole}");
    });
}

async fn takes_back(installation: &Installation, filed: &Filed) {
    let person = follows(installation, filed).await;
    let page = person.open("/status/withdraw").await;
    person
        .does(&page, "/status/withdraw", &[("sure", "yes")])
        .await;
}

/// What the file of an embedded installation holds: keys, and events of this name.
async fn held(installation: &Installation, event: &str) -> (usize, usize) {
    let file = installation.data().join("habeas.sqlite");
    let store = SqliteStore::open(&file, SqliteOptions::default())
        .await
        .unwrap();
    let scope = Scope::whole([ControllerId::new("example").unwrap()]);
    let mut all = streams(&store, &scope, StreamKind::Submission).await;
    all.extend(streams(&store, &scope, StreamKind::Case).await);
    let mut keys = 0;
    for stream in &all {
        keys += store.wraps(&scope, &stream.stream).await.unwrap().len();
    }
    let events = all.iter().flat_map(|stream| &stream.events);
    let named = events.filter(|e| e.event_type.as_str() == event).count();
    store.close().await;
    (keys, named)
}

/// A backup from before a destruction is put back: it is not served until what was destroyed is
/// destroyed again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_backup_does_not_bring_destroyed_data_back() {
    let installation = tokio::task::block_in_place(|| Installation::embedded(0));
    let filed = files(&installation, &asked("example", "Jan Voorbeeld")).await;
    takes_back(&installation, &filed).await;
    // Intake closes what was taken back. The file serves one process at a time.
    let begun = Instant::now();
    loop {
        installation.kill(WHOLE);
        let (keys, closed) = held(&installation, "submission-closed").await;
        if closed == 1 {
            assert!(keys > 0, "the filing is sealed");
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "it is not closed");
        installation.start(WHOLE);
        tokio::task::block_in_place(|| installation.wait_until_ready());
        tokio::time::sleep(Duration::from_millis(500)).await;
    }

    tokio::task::block_in_place(|| {
        let database = || {
            let files = fs::read_dir(installation.data()).unwrap().flatten();
            let ours = |name: &str| name.starts_with("habeas.sqlite");
            let files = files.filter(move |file| ours(&file.file_name().to_string_lossy()));
            files.map(|file| file.path()).collect::<Vec<_>>()
        };
        let backup: Vec<_> = database()
            .into_iter()
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect();
        let destroy = ["keys", "destroy", &filed.reference];
        installation.command_as(WHOLE, &destroy, "");
        let ledger = installation.data().join("destroyed-keys.txt");
        assert!(!fs::read_to_string(&ledger).unwrap().is_empty());

        database()
            .into_iter()
            .for_each(|path| fs::remove_file(path).unwrap());
        for (path, bytes) in &backup {
            fs::write(path, bytes).unwrap();
        }
        let refused = installation.fails_as(WHOLE, &[]);
        assert!(refused.contains("run `habeas restore`"), "{refused}");
        let restored = installation.command_as(WHOLE, &["restore"], "");
        assert!(restored.contains("destroyed again"), "{restored}");
        let again = installation.command_as(WHOLE, &["restore"], "");
        assert!(again.starts_with("0 keys"), "{again}");
        installation.command_as(WHOLE, &["log", "verify"], "");
    });
    let (after, recorded) = held(&installation, "submission-keys-destroyed").await;
    assert_eq!(after, 0, "the keys are gone again");
    assert_eq!(recorded, 1, "the log says that they are");
    installation.start(WHOLE);
    tokio::task::block_in_place(|| installation.wait_until_ready());
}

/// What was sealed before a rotation is read after it, and still when the old keys are deleted.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rotated_keys_open_what_was_sealed_before() {
    let installation = tokio::task::block_in_place(|| Installation::embedded(0));
    tokio::task::block_in_place(|| {
        installation.adds_staff(&[("doctor", "certimed:office:office=head-doctor")]);
    });
    let filed = files(&installation, &asked("certimed", "Mia Claes")).await;
    installation.mails.tells("jan@example.org", "").await;
    installation.kill(WHOLE);
    let keyring = || fs::read_to_string(installation.data().join("keyring.toml")).unwrap();
    let before = keyring();
    tokio::task::block_in_place(|| {
        let rotated = installation.command_as(WHOLE, &["keys", "rotate"], "");
        assert!(!rotated.contains("\n0 data keys"), "{rotated}");
        assert_ne!(keyring(), before);
        let none = installation.command_as(WHOLE, &["keys", "rewrap"], "");
        assert!(none.starts_with("0 data keys"), "{none}");
        let retired = installation.command_as(WHOLE, &["keys", "retire"], "");
        assert!(!retired.starts_with("0 "), "{retired}");
        installation.start(WHOLE);
        installation.wait_until_ready();
    });
    let doctor = installation.signed_in("doctor").await;
    let page = finds(&doctor, "/?view=identity", &filed.reference).await;
    let page = doctor.open(&page).await;
    assert!(page.says("Mia Claes"), "{}", page.words());
}
