//! Personal data that is planted everywhere somebody can put it is found nowhere outside the
//! vault: not in the bytes of a database and its log, not on the broker's disk, in no mailbox, log
//! or metric.

use std::{
    collections::BTreeSet,
    io::Cursor,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use image::{ImageFormat, Rgb, RgbImage};

use crate::{
    browser::demo::Demo,
    installation::{Installation, files_of},
    walk::{Asked, Filed, approves_and_sends, collects, fills_in_with, posts, verifies, writes},
    web::{Browser, PATIENCE},
};

const NAME: &str = "Qwyxolan Trebizonder";
const EMAIL: &str = "qwyxmail@example.org";
/// A professional number among the person's words, as the handler would be told of a physician.
const WORDS: &str = "Vrazmik wordsmark of mine, RIZIV 1-29847-63-004";
const PROFESSIONAL: &str = "1-29847-63-004";
const FILE_NAME: &str = "Snorvalk filemark.png";
const ANSWER: &str = "Plokvuz answermark of theirs";
const ITEM_NUMBER: &str = "RR473124829BE";
/// Whose mails the server refuses, and what it says about it.
const REFUSED: &str = "drelbmail@example.org";
const SAID: &str = "Krovnasp providermark about the mailbox";

const STAFF: [(&str, &str); 4] = [
    ("doctor", "certimed:office:office=head-doctor"),
    ("deputy-doctor", "certimed:deputy:office=head-doctor"),
    ("post-room", "certimed:mailroom"),
    ("operator", "certimed:admin"),
];

/// The ways in which a text could stand in bytes.
fn written(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut ways = vec![
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 in lower case", text.to_lowercase().into_bytes()),
        ("UTF-16 little-endian", little),
        ("UTF-16 big-endian", big),
    ];
    // Base64 of a text inside another depends on where it begins: the middle of each of the three.
    for offset in 0..3 {
        let mut bytes = vec![0; offset];
        bytes.extend(text.as_bytes());
        let encoded = STANDARD_NO_PAD.encode(&bytes);
        let (from, until) = (offset.div_ceil(3) * 4, bytes.len() / 3 * 4);
        ways.push(("base64", encoded.as_bytes()[from..until].to_vec()));
    }
    ways
}

/// Looks for many texts, each in every way, in one pass over the bytes.
struct Search<'a> {
    ways: Vec<(&'a str, &'static str, Vec<u8>)>,
    /// By their first two bytes, which of the ways begin so.
    begins: Vec<Vec<u16>>,
}

impl<'a> Search<'a> {
    fn of(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let ways: Vec<_> = texts
            .into_iter()
            .flat_map(|text| {
                let ways = written(text).into_iter();
                ways.map(move |(name, way)| (text, name, way))
            })
            .collect();
        let mut begins = vec![Vec::new(); 1 << 16];
        for (n, (_, _, way)) in ways.iter().enumerate() {
            let two = usize::from(u16::from_be_bytes([way[0], way[1]]));
            begins[two].push(u16::try_from(n).unwrap());
        }
        Self { ways, begins }
    }

    /// Which texts stand in the bytes, and how.
    fn finds(&self, bytes: &[u8]) -> BTreeSet<(&'a str, &'static str)> {
        let mut found = BTreeSet::new();
        let Some(first) = bytes.first() else {
            return found;
        };
        let mut before = *first;
        for (at, byte) in bytes.iter().enumerate().skip(1) {
            let two = usize::from(u16::from_be_bytes([before, *byte]));
            before = *byte;
            for n in &self.begins[two] {
                let (text, name, way) = &self.ways[usize::from(*n)];
                if bytes[at - 1..].starts_with(way) {
                    found.insert((*text, *name));
                }
            }
        }
        found
    }

    /// Fails where one of the texts stands in one of the places.
    fn finds_nothing_in(&self, places: &[(PathBuf, Vec<u8>)]) {
        for (path, bytes) in places {
            let found = self.finds(bytes);
            assert!(found.is_empty(), "{found:?} in {}", path.display());
        }
    }
}

#[test]
fn the_search_finds_what_it_looks_for() {
    let search = Search::of([NAME, SAID]);
    for (name, way) in written(NAME) {
        let mut bytes = b"before".to_vec();
        bytes.extend(way);
        bytes.extend(b"after");
        assert!(search.finds(&bytes).contains(&(NAME, name)), "{name}");
    }
    let inside = STANDARD_NO_PAD.encode(format!("{{\"name\":\"{NAME}\"}}"));
    let found = search.finds(inside.as_bytes());
    assert_eq!(found, BTreeSet::from([(NAME, "base64")]));
    assert!(search.finds(b"nothing of the kind").is_empty());
    assert!(search.finds(b"").is_empty());
}

/// Everything that anybody typed or said, whole and in parts.
fn marks<'a>(filed: &'a Filed, second: &'a str) -> Vec<&'a str> {
    let mut marks = vec![
        NAME,
        EMAIL,
        WORDS,
        PROFESSIONAL,
        FILE_NAME,
        ANSWER,
        ITEM_NUMBER,
    ];
    marks.extend(["Qwyxolan", "Trebizonder", "qwyxmail", "Vrazmik", "Snorvalk"]);
    marks.extend(["Plokvuz", REFUSED, "drelbmail", SAID, "Krovnasp"]);
    marks.extend([filed.code.as_str(), second]);
    marks
}

fn asked() -> Asked<'static> {
    Asked {
        controller: "certimed",
        kind: "medical",
        name: NAME,
        email: EMAIL,
        words: WORDS,
    }
}

/// Files with a copy of a card that has a telling name.
async fn files_with_a_card(portal: &str, asked: &Asked<'_>) -> Filed {
    let browser = Browser::new(portal);
    let mut card = Cursor::new(Vec::new());
    RgbImage::from_pixel(64, 40, Rgb([10, 120, 90]))
        .write_to(&mut card, ImageFormat::Png)
        .unwrap();
    let card = Some((FILE_NAME, card.into_inner()));
    let review = fills_in_with(&browser, asked, card).await;
    let sent = browser.does(&review, "/request/send", &[]).await;
    assert_eq!(sent.path, "/request/sent");
    Filed {
        reference: sent.by_id("reference"),
        code: sent.by_id("access-code"),
    }
}

/// The whole walk, and a filing of somebody whose mails are refused; what is to be found nowhere.
async fn walks(installation: &Installation) -> (Filed, String) {
    let filed = files_with_a_card(&installation.portal, &asked()).await;
    verifies(installation, "doctor", &filed.reference).await;
    posts(installation, "post-room", &filed.reference, ITEM_NUMBER).await;
    let case = writes(installation, "doctor", &filed.reference, ANSWER).await;
    approves_and_sends(installation, "deputy-doctor", &case).await;
    let second = installation.mails.tells(EMAIL, "This is your second code:");
    let second = second.await;
    let answer = collects(installation, &filed, &second).await;
    assert!(answer.says(ANSWER), "the walk came to its end");

    installation.mails.refuses(REFUSED, SAID);
    let refused = Asked {
        email: REFUSED,
        ..asked()
    };
    files_with_a_card(&installation.portal, &refused).await;
    let operator = installation.signed_in("operator").await;
    let failures = operator
        .comes("/failures", |page| page.html.contains("smtp-refused"))
        .await;
    // What the server said is kept, and opened by who may.
    let said = failures.links("/failures/said/").remove(0);
    let said = operator.open(&said).await;
    assert!(said.says(SAID), "{}", said.words());
    (filed, second)
}

/// What every process of an installation says of itself.
fn told_by(installation: &Installation) -> Vec<(PathBuf, Vec<u8>)> {
    let logs = installation.logs().into_iter();
    let mut told: Vec<_> = logs.map(|(path, text)| (path, text.into_bytes())).collect();
    let metrics = installation.metrics().into_iter();
    told.extend(metrics.map(|text| (PathBuf::from("metrics"), text.into_bytes())));
    told
}

/// The search is in the right place: what may be there is.
fn holds(places: &[(PathBuf, Vec<u8>)], text: &str, part: &str) {
    let search = Search::of([text]);
    let here = |path: &Path| path.display().to_string().contains(part);
    let mut inside = places.iter().filter(|(path, _)| here(path));
    let found = inside.any(|(_, bytes)| !search.finds(bytes).is_empty());
    assert!(found, "{text} is not in {part}");
}

fn plain(reference: &str) -> String {
    reference.replace('-', "").to_lowercase()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn planted_marks_are_found_nowhere_outside_the_vault() {
    let installation = tokio::task::block_in_place(|| Installation::embedded(0));
    tokio::task::block_in_place(|| installation.adds_staff(&STAFF));
    let (filed, second) = walks(&installation).await;

    let mut places = files_of(&installation.data());
    holds(&places, &plain(&filed.reference), "habeas.sqlite");
    places.extend(told_by(&installation));
    assert!(places.len() >= 4, "{} places", places.len());
    let codes = [plain_code(&filed.code), plain_code(&second)];
    let texts = marks(&filed, &second).into_iter();
    Search::of(texts.chain(codes.iter().map(String::as_str))).finds_nothing_in(&places);
}

fn plain_code(code: &str) -> String {
    code.replace('-', "")
}

/// Over servers, and while messages rest in the queues: nobody reads those of routing and the
/// courier.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn planted_marks_are_not_on_the_disks_of_the_servers() {
    let installation = tokio::task::block_in_place(|| Installation::distributed(0));
    tokio::task::block_in_place(|| installation.adds_staff(&STAFF));
    let (filed, second) = walks(&installation).await;

    installation.kill("routing");
    installation.kill("courier");
    let resting = files_with_a_card(&installation.portal, &asked()).await;
    let servers = installation.servers.as_ref().unwrap();
    let waiting = "SELECT count(*) FROM dispatches WHERE state = 'ordered'";
    let begun = Instant::now();
    tokio::task::block_in_place(|| {
        while servers.psql(waiting) == "0" || servers.psql("SELECT count(*) FROM outbox") != "0" {
            assert!(begun.elapsed() < PATIENCE, "nothing comes to rest");
            std::thread::sleep(Duration::from_millis(200));
        }
        servers.psql("CHECKPOINT");
    });

    let mut places = files_of(servers.postgres.folder());
    holds(&places, &plain(&filed.reference), "/base/");
    holds(&places, &plain(&resting.reference), "/pg_wal/");
    let broker = files_of(servers.rabbitmq.folder());
    holds(&broker, "dispatch-ordered", "mnesia");
    places.extend(broker);
    places.extend(told_by(&installation));
    let codes = [&filed.code, &second, &resting.code].map(|code| plain_code(code));
    let texts = marks(&filed, &second).into_iter();
    let texts = texts.chain(codes.iter().map(String::as_str));
    Search::of(texts.chain([resting.code.as_str()])).finds_nothing_in(&places);
}

/// The demo's mailbox keeps the mails of invented people; one more files, with marks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn planted_marks_are_not_in_the_mailbox_of_a_demo() {
    let demo = tokio::task::block_in_place(Demo::start);
    let sent = |text: &str| {
        let of_mails = |line: &&str| {
            line.starts_with("habeas_dispatches_total")
                && line.contains("channel=\"mail\"")
                && line.contains("outcome=\"sent\"")
        };
        let count = text.lines().find(of_mails);
        count.map_or(0, |line| {
            let (_, count) = line.rsplit_once(' ').unwrap();
            count.parse::<u64>().unwrap()
        })
    };
    let before = sent(&demo.metrics());
    let filed = files_with_a_card(&demo.portal, &asked()).await;
    let begun = Instant::now();
    while sent(&demo.metrics()) == before {
        assert!(begun.elapsed() < PATIENCE, "no mail comes into the mailbox");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let mut places = files_of(demo.folder());
    holds(&places, &plain(&filed.reference), "habeas.sqlite");
    places.push((PathBuf::from("metrics"), demo.metrics().into_bytes()));
    let code = plain_code(&filed.code);
    // Nothing is posted here, and the guide of the demo prints an item number to try.
    let mut texts = marks(&filed, &filed.code);
    texts.retain(|text| *text != ITEM_NUMBER);
    Search::of(texts.into_iter().chain([code.as_str()])).finds_nothing_in(&places);
}
