//! Processes and servers are killed while people file; afterwards everything that was accepted is
//! there once, and on its way.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use habeas_envelope::{ControllerId, Scope, StreamKind};
use habeas_store::Rows;
use habeas_store_sql::PostgresStore;
use tokio::task::JoinSet;

use crate::{
    installation::{Installation, ROLES},
    soundness::{dispatches, expected_marks, sound_log, still_under_way},
    walk::{Asked, fills_in},
    web::{Browser, Page},
};

/// How many people file in each storm.
const PEOPLE: usize = 24;
/// The longest lease is the relay's of a minute: what a killed process held is taken up after it.
const DRAINED_IN: Duration = Duration::from_secs(120);

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
    sound(&installation, &filed).await;

    let sending = people(&installation, "broker").await;
    tokio::task::block_in_place(|| {
        let rabbitmq = &mut installation.servers.as_mut().unwrap().rabbitmq;
        rabbitmq.kill();
        std::thread::sleep(Duration::from_secs(1));
        rabbitmq.restart();
    });
    filed.extend(all_sent(sending).await);
    sound(&installation, &filed).await;

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
    sound(&installation, &filed).await;
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
async fn sound(installation: &Installation, filed: &BTreeSet<String>) {
    tokio::task::block_in_place(|| installation.wait_until_ready());
    let servers = installation.servers.as_ref().unwrap();
    let store = servers.superuser();
    let scope = Scope::whole([ControllerId::new("example").unwrap()]);

    let begun = Instant::now();
    while let Some(left) = still_to_come(&store, &scope, filed.len()).await {
        assert!(begun.elapsed() < DRAINED_IN, "after all faults: {left}");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    eprintln!("drained in {:?}", begun.elapsed());

    let streams = sound_log(&store, &scope).await;
    assert_eq!(
        streams.len(),
        2 * filed.len(),
        "a submission and a case a filing"
    );
    let expected = expected_marks(&streams);
    let marks = servers.psql("SELECT count(*) FROM inbox");
    assert!(
        marks.parse::<usize>().unwrap() <= expected.len(),
        "{marks} marks for {} reactions",
        expected.len()
    );
    let mut references = BTreeSet::new();
    for stream in &streams {
        let own = std::slice::from_ref(&stream.stream);
        let row = store.rows(&scope, own).await.unwrap().remove(0);
        references.extend(
            row.reference
                .filter(|_| stream.stream.kind == StreamKind::Submission),
        );
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

/// What is not done yet, in words: a mail and a letter for everybody among it.
async fn still_to_come(store: &PostgresStore, scope: &Scope, filed: usize) -> Option<String> {
    let left = still_under_way(store, scope).await;
    let ordered = dispatches(store, scope).await.len();
    left.or_else(|| {
        (ordered != 2 * filed).then(|| format!("{ordered} dispatches of {filed} filings"))
    })
}
