//! Processes and servers are killed while people file; afterwards everything that was accepted is
//! there once, and on its way.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use habeas_engine::Loaded;
use habeas_envelope::{ControllerId, Scope, StreamKind, verify_chain};
use habeas_store::{
    DispatchFilter, DispatchState, Dispatches, Failures, Log, Outbox, Rows, Stream,
};
use habeas_store_sql::PostgresStore;
use tokio::task::JoinSet;

use crate::{
    installation::{Installation, ROLES},
    walk::{Asked, fills_in},
    web::{Browser, Page},
};

/// How many people file in each storm.
const PEOPLE: usize = 24;
/// The longest lease is two minutes: what a killed courier held is taken up after it.
const DRAINED_IN: Duration = Duration::from_secs(240);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled_when_processes_and_servers_are_killed() {
    let mut installation = tokio::task::block_in_place(|| Installation::distributed(0));
    let mut filed = BTreeSet::new();

    let sending = people(&installation, "workers").await;
    tokio::task::block_in_place(|| {
        for role in ROLES.into_iter().chain(ROLES) {
            installation.kill_and_start(role);
            std::thread::sleep(Duration::from_millis(250));
        }
    });
    filed.extend(all_sent(sending).await);
    sound(&mut installation, &filed).await;

    let sending = people(&installation, "broker").await;
    tokio::task::block_in_place(|| {
        let rabbitmq = &mut installation.servers.as_mut().unwrap().rabbitmq;
        rabbitmq.kill();
        std::thread::sleep(Duration::from_secs(1));
        rabbitmq.restart();
    });
    filed.extend(all_sent(sending).await);
    sound(&mut installation, &filed).await;

    let sending = people(&installation, "database").await;
    tokio::task::block_in_place(|| {
        let postgres = &mut installation.servers.as_mut().unwrap().postgres;
        postgres.kill();
        std::thread::sleep(Duration::from_secs(1));
        postgres.restart();
        std::thread::sleep(Duration::from_millis(500));
        postgres.restart();
    });
    filed.extend(all_sent(sending).await);
    sound(&mut installation, &filed).await;
}

/// People who have filled in everything and press the button one after the other, again and again
/// until their request is accepted.
async fn people(installation: &Installation, storm: &str) -> JoinSet<String> {
    let mut ready = JoinSet::new();
    for n in 0..PEOPLE {
        let browser = Browser::new(&installation.portal);
        let email = format!("{storm}-{n}@example.org");
        ready.spawn(async move {
            let asked = Asked {
                controller: "example",
                kind: "medical",
                name: "Jan Voorbeeld",
                email: &email,
                words: "",
            };
            let page = fills_in(&browser, &asked).await;
            (n, browser, page)
        });
    }
    let mut sending = JoinSet::new();
    for (n, browser, page) in ready.join_all().await {
        sending.spawn(async move {
            tokio::time::sleep(Duration::from_millis(150) * u32::try_from(n).unwrap()).await;
            sends(&browser, &page).await
        });
    }
    sending
}

async fn sends(browser: &Browser, page: &Page) -> String {
    let begun = Instant::now();
    loop {
        let sent = browser.try_send(page, "/request/send", &[]).await;
        if let Ok(sent) = &sent
            && sent.path == "/request/sent"
            && sent.status == 200
        {
            return sent.by_id("reference");
        }
        let said = sent.map(|page| (page.status, page.words()));
        assert!(
            begun.elapsed() < Duration::from_secs(90),
            "it cannot be sent: {said:?}"
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn all_sent(sending: JoinSet<String>) -> Vec<String> {
    let references = sending.join_all().await;
    assert_eq!(references.len(), PEOPLE);
    references
}

/// Everything that was accepted is in the log once and has come as far as it can without a person;
/// nothing waits to be told, nothing failed; every mail went, and none twice under another id.
async fn sound(installation: &mut Installation, filed: &BTreeSet<String>) {
    tokio::task::block_in_place(|| installation.wait_until_ready());
    let servers = installation.servers.as_ref().unwrap();
    let store = servers.superuser();
    let scope = Scope::whole([ControllerId::new("example").unwrap()]);

    let begun = Instant::now();
    while let Some(left) = still_under_way(&store, &scope, filed.len()).await {
        assert!(begun.elapsed() < DRAINED_IN, "after all faults: {left}");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    eprintln!("drained in {:?}", begun.elapsed());

    let submissions = all(&store, &scope, StreamKind::Submission).await;
    let cases = all(&store, &scope, StreamKind::Case).await;
    assert_eq!((submissions.len(), cases.len()), (filed.len(), filed.len()));
    let mut references = BTreeSet::new();
    for stream in submissions.iter().chain(&cases) {
        verify_chain(&stream.events).unwrap();
        Loaded::read(std::slice::from_ref(stream)).unwrap();
        let row = store
            .rows(&scope, std::slice::from_ref(&stream.stream))
            .await
            .unwrap()
            .remove(0);
        assert_eq!(
            row.version,
            stream.version(),
            "the row is not that of its stream"
        );
        references.extend(
            row.reference
                .filter(|_| stream.stream.kind == StreamKind::Submission),
        );
        for once in [
            "submission-received",
            "submission-classified",
            "case-opened",
            "case-routed",
        ] {
            let times = stream
                .events
                .iter()
                .filter(|e| e.event_type.as_str() == once)
                .count();
            assert!(times <= 1, "{once} happened {times} times");
        }
    }
    let plain = |reference: &String| reference.replace('-', "").to_lowercase();
    assert_eq!(references, filed.iter().map(plain).collect::<BTreeSet<_>>());

    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for mail in installation.mails.mails() {
        ids.entry(mail.to).or_default().insert(mail.message_id);
    }
    assert_eq!(ids.len(), filed.len(), "everybody got an acknowledgement");
    for (to, ids) in ids {
        assert_eq!(
            ids.len(),
            1,
            "{to} got mails under different ids for one cause"
        );
    }
    store.close().await;
}

/// What is not done yet, in words.
async fn still_under_way(store: &PostgresStore, scope: &Scope, filed: usize) -> Option<String> {
    let told = store.outbox_depth().await.unwrap();
    let failed = store.failures(scope, 10).await.unwrap();
    let dispatches = store
        .dispatches(
            scope,
            &DispatchFilter {
                limit: 1000,
                ..DispatchFilter::default()
            },
        )
        .await
        .unwrap();
    let carried = |d: &habeas_store::DispatchRow| {
        matches!(d.state, DispatchState::Sent | DispatchState::Queued)
    };
    let carried = dispatches.iter().filter(|d| carried(d)).count();
    let done =
        told == 0 && failed.is_empty() && carried == 2 * filed && dispatches.len() == carried;
    (!done).then(|| {
        format!(
            "{told} to be told, {carried} of {} dispatches of {filed} filings carried, {failed:?}",
            dispatches.len()
        )
    })
}

async fn all(store: &PostgresStore, scope: &Scope, kind: StreamKind) -> Vec<Stream> {
    let streams = store.streams(scope, kind, None, 10_000).await.unwrap();
    store.load(scope, &streams).await.unwrap()
}
