//! At every point of the work at which something can be lost some process is ended, and every process
//! at some. Afterwards nothing is, and nothing is there twice but a mail whose outcome nobody could know.

use std::{
    collections::{BTreeMap, BTreeSet},
    os::unix::process::ExitStatusExt as _,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use habeas_envelope::{ControllerId, EventId, Scope};
use habeas_store::Store;
use habeas_store_sql::{SqliteOptions, SqliteStore};
use habeas_waypoint::Waypoint;
use uuid::Uuid;

use crate::{
    installation::{Installation, WHOLE},
    soundness::{dispatches, doubled, expected_marks, sound_log, still_under_way},
    walk::{Asked, Filed, collects, fills_in, finds},
    web::Browser,
};

/// What a role ends at, by its name; behind a colon at which passing. Each point is some role's
/// twice at least, and together they are all.
type Ends = [(&'static str, &'static str)];

const ROUNDS: [&Ends; 6] = [
    &[
        ("portal", "written"),
        ("intake", "received"),
        ("identity", "telling"),
        ("routing", "written"),
        ("response", "settled"),
        ("console", "telling"),
        ("courier", "started"),
        ("deadlines", "woken"),
    ],
    &[
        ("portal", "committed"),
        ("intake", "decided"),
        ("identity", "published"),
        ("routing", "committed"),
        ("response", "acknowledged"),
        ("console", "published"),
        ("courier", "called"),
    ],
    &[
        ("portal", "telling"),
        ("intake", "written"),
        ("identity", "confirmed"),
        ("routing", "settled"),
        ("response", "telling"),
        ("console", "confirmed"),
        ("courier", "written:2"),
    ],
    &[
        ("portal", "published"),
        ("intake", "committed"),
        ("identity", "struck"),
        ("routing", "acknowledged"),
        ("response", "published"),
        ("console", "struck"),
        ("courier", "reported"),
    ],
    &[
        ("portal", "confirmed"),
        ("intake", "settled"),
        ("identity", "received"),
        ("routing", "telling"),
        ("response", "confirmed"),
        ("console", "written"),
        ("courier", "woken"),
    ],
    &[
        ("portal", "struck"),
        ("intake", "acknowledged"),
        ("identity", "decided"),
        ("routing", "published"),
        ("response", "struck"),
        ("console", "committed"),
        ("courier", "committed:2"),
    ],
];

/// Where the one process of an embedded installation ends.
const WHOLE_ENDS: [&str; 10] = [
    "written",
    "committed",
    "written:2",
    "committed:3",
    "received",
    "decided:2",
    "settled",
    "acknowledged:2",
    "started",
    "called",
];

const STAFF: [(&str, &str); 2] = [
    ("doctor", "certimed:office:office=head-doctor"),
    ("deputy-doctor", "certimed:deputy:office=head-doctor"),
];

/// How long the last of it may take, once everything runs again.
const DRAINED_IN: Duration = Duration::from_secs(90);

#[test]
fn every_point_is_tried() {
    let ends = ROUNDS.into_iter().flatten();
    let names = ends.map(|(_, place)| place.split(':').next().unwrap());
    let tried: BTreeSet<_> = names.map(|name| Waypoint::named(name).unwrap()).collect();
    assert_eq!(tried, BTreeSet::from(Waypoint::ALL));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_that_end_at_chosen_points_lose_and_double_nothing() {
    let installation = tokio::task::block_in_place(|| Installation::distributed(0));
    tokio::task::block_in_place(|| installation.adds_staff(&STAFF));
    let installation = Arc::new(installation);
    let mut repeated = 0;
    for (round, ends) in ROUNDS.into_iter().enumerate() {
        for (role, place) in ends {
            installation.kill(role);
            installation.start_to_end_at(role, Some(place));
        }
        let watch = Watch::over(&installation);
        tokio::task::block_in_place(|| installation.wait_until_ready_again());

        let routed = sends(&installation, "example", &format!("routed-{round}")).await;
        // The portal ends with the first filing, whatever its point.
        watch.until_ended(&installation, "portal").await;
        let filed = sends(&installation, "certimed", &format!("answered-{round}")).await;
        answered(&installation, &filed, &format!("answered-{round}")).await;
        assert!(!routed.reference.is_empty());

        let store = installation.servers.as_ref().unwrap().superuser();
        drained(&store).await;
        let ended = watch.ends();
        let expected: BTreeSet<&str> = ends.iter().map(|(role, _)| *role).collect();
        assert_eq!(ended, expected, "round {round}: who came to their point");

        let streams = sound_log(&store, &scope()).await;
        assert_eq!(
            inbox(&installation),
            expected_marks(&streams),
            "round {round}"
        );
        let filings = streams.iter().filter(|s| s.events[0].seq == 1).count();
        assert_eq!(filings, 4 * (round + 1), "a submission and a case a filing");
        let again = doubled(
            &installation.mails.mails(),
            &dispatches(&store, &scope()).await,
        ) - repeated;
        let courier = ends.iter().find(|(role, _)| *role == "courier");
        let place = courier.map(|(_, place)| *place);
        if place == Some("called") {
            assert!(again >= 1, "what was called and not reported goes again");
        }
        let counted = tokio::task::block_in_place(|| counted(&installation));
        assert!(
            again <= counted,
            "{again} mails went twice, {counted} counted"
        );
        repeated += again;
        store.close().await;

        let rebuilt =
            tokio::task::block_in_place(|| installation.command_as("console", &["rebuild"], ""));
        assert!(
            rebuilt.contains(", 0 rows differ"),
            "replaying the log gives other rows: {rebuilt}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_process_that_ends_at_chosen_points_loses_and_doubles_nothing() {
    let installation = tokio::task::block_in_place(|| Installation::embedded(0));
    let installation = Arc::new(installation);
    for (round, place) in WHOLE_ENDS.into_iter().enumerate() {
        installation.kill(WHOLE);
        installation.start_to_end_at(WHOLE, Some(place));
        let watch = Watch::over(&installation);
        tokio::task::block_in_place(|| installation.wait_until_ready_again());
        sends(&installation, "example", &format!("person-{round}")).await;
        let begun = Instant::now();
        watch.until_ended(&installation, WHOLE).await;
        watch.ends();

        // The file serves one process at a time: it is looked into between two lives.
        loop {
            tokio::task::block_in_place(|| installation.wait_until_ready_again());
            tokio::time::sleep(Duration::from_secs(2)).await;
            installation.kill(WHOLE);
            let file = installation.data().join("habeas.sqlite");
            let store = SqliteStore::open(&file, SqliteOptions::default())
                .await
                .unwrap();
            let left = still_under_way(&store, &scope()).await;
            if left.is_none() {
                let streams = sound_log(&store, &scope()).await;
                assert_eq!(streams.len(), 2 * (round + 1), "after {place}");
                doubled(
                    &installation.mails.mails(),
                    &dispatches(&store, &scope()).await,
                );
            }
            store.close().await;
            installation.start(WHOLE);
            let Some(left) = left else { break };
            assert!(begun.elapsed() < DRAINED_IN, "after {place}: {left}");
        }
    }
}

/// Starts again what ends, until it is asked who did.
struct Watch {
    over: Arc<AtomicBool>,
    ended: Arc<Mutex<BTreeSet<&'static str>>>,
    watching: Option<thread::JoinHandle<BTreeMap<&'static str, Option<i32>>>>,
}

/// A test that fails must not leave somebody behind who starts its processes again.
impl Drop for Watch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        if let Some(watching) = self.watching.take() {
            let _ = watching.join();
        }
    }
}

impl Watch {
    fn over(installation: &Arc<Installation>) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let ended: Arc<Mutex<BTreeSet<&'static str>>> = Arc::default();
        let (stop, known) = (Arc::clone(&over), Arc::clone(&ended));
        let installation = Arc::clone(installation);
        let watching = thread::spawn(move || {
            let mut all = BTreeMap::new();
            while !stop.load(Ordering::SeqCst) {
                for (role, how) in installation.start_ended() {
                    all.insert(role, how.signal());
                    known.lock().unwrap().insert(role);
                }
                thread::sleep(Duration::from_millis(50));
            }
            all
        });
        Self {
            over,
            ended,
            watching: Some(watching),
        }
    }

    fn has_ended(&self, role: &str) -> bool {
        self.ended.lock().unwrap().contains(role)
    }

    /// Waits until a role has come to its end and all are there again.
    async fn until_ended(&self, installation: &Installation, role: &str) {
        let begun = Instant::now();
        while !self.has_ended(role) {
            assert!(
                begun.elapsed() < DRAINED_IN,
                "{role} does not come to its end"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        tokio::task::block_in_place(|| installation.wait_until_ready_again());
    }

    /// Who ended; each as one does that aborts.
    fn ends(mut self) -> BTreeSet<&'static str> {
        self.over.store(true, Ordering::SeqCst);
        let ended = self.watching.take().unwrap().join().unwrap();
        for (role, signal) in &ended {
            assert_eq!(*signal, Some(6), "{role} did not abort");
        }
        ended.into_keys().collect()
    }
}

fn scope() -> Scope {
    Scope::whole(["example", "certimed"].map(|name| ControllerId::new(name).unwrap()))
}

/// Files as somebody would who presses the button again until it says that it was received.
async fn sends(installation: &Installation, controller: &str, name: &str) -> Filed {
    let browser = Browser::new(&installation.portal);
    let email = format!("{name}@example.org");
    let asked = Asked {
        controller,
        kind: "medical",
        name: "Jan Voorbeeld",
        email: &email,
        words: "",
    };
    let review = fills_in(&browser, &asked).await;
    let begun = Instant::now();
    loop {
        if let Ok(sent) = browser.try_send(&review, "/request/send", &[]).await
            && sent.path == "/request/sent"
            && sent.status == 200
        {
            return Filed {
                reference: sent.by_id("reference"),
                code: sent.by_id("access-code"),
            };
        }
        assert!(begun.elapsed() < DRAINED_IN, "it cannot be sent");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The way to the answer in hand, by people who try again where a page does not come.
async fn answered(installation: &Installation, filed: &Filed, name: &str) {
    let doctor = installation.signed_in("doctor").await;
    let page = finds(&doctor, "/?view=identity", &filed.reference).await;
    let verify = format!("{page}/verify");
    doctor
        .insists(
            &page,
            // Once it is established, the submission may be out of the desk's sight.
            |page| page.status < 500 && !page.has_form(&verify),
            &page,
            &verify,
            &[("method", "known")],
        )
        .await;
    let case = finds(&doctor, "/", &filed.reference).await;
    let [form, draft, approve, send] =
        ["answer", "draft", "approve", "send"].map(|last| format!("{case}/{last}"));
    let answer = [("outcome", "granted"), ("text", "This is your file.")];
    let drafted = |page: &crate::web::Page| page.status == 200 && page.path == draft;
    doctor.insists(&draft, drafted, &form, &form, &answer).await;
    let deputy = installation.signed_in("deputy-doctor").await;
    let approved = |page: &crate::web::Page| page.has_form(&send);
    deputy.insists(&case, approved, &draft, &approve, &[]).await;
    let sent = |page: &crate::web::Page| page.status == 200 && !page.has_form(&send);
    deputy.insists(&case, sent, &case, &send, &[]).await;
    let email = format!("{name}@example.org");
    let second = installation
        .mails
        .tells(&email, "This is your second code:");
    let answer = collects(installation, filed, &second.await).await;
    assert!(answer.says("This is your file."), "{}", answer.words());
}

async fn drained(store: &dyn Store) {
    let begun = Instant::now();
    let mut quiet = 0;
    while quiet < 3 {
        match still_under_way(store, &scope()).await {
            None => quiet += 1,
            Some(left) => {
                quiet = 0;
                assert!(begun.elapsed() < DRAINED_IN, "after all ends: {left}");
            }
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

/// All marks of the inbox.
fn inbox(installation: &Installation) -> BTreeSet<(String, EventId)> {
    let servers = installation.servers.as_ref().unwrap();
    let rows = servers.psql("SELECT worker || ' ' || event FROM inbox");
    let marks = rows.lines().map(|line| {
        let (worker, event) = line.split_once(' ').unwrap();
        (worker.to_owned(), EventId(Uuid::parse_str(event).unwrap()))
    });
    marks.collect()
}

/// How many mails the courier says it sent again because it could not know.
fn counted(installation: &Installation) -> usize {
    let metrics = installation.metrics();
    let lines = metrics.iter().flat_map(|text| text.lines());
    lines
        .filter_map(|line| line.strip_prefix("habeas_mails_repeated_total "))
        .map(|count| count.trim().parse::<usize>().unwrap())
        .sum()
}
