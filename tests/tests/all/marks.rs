//! Personal data that is planted everywhere a person can put it is found nowhere outside the vault.

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

use crate::{
    installation::{Installation, files_of},
    walk::{Asked, approves_and_sends, collects, files, posts, verifies, writes},
};

const NAME: &str = "Qwyxolan Trebizonder";
const EMAIL: &str = "qwyxmail@example.org";
const WORDS: &str = "Vrazmik wordsmark of mine";
const ANSWER: &str = "Plokvuz answermark of theirs";
const ITEM_NUMBER: &str = "RR473124829BE";

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

/// In which ways a text stands in bytes.
fn found(text: &str, bytes: &[u8]) -> Vec<&'static str> {
    let stands = |way: &[u8]| bytes.windows(way.len()).any(|window| window == way);
    written(text)
        .into_iter()
        .filter(|(_, way)| stands(way))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn the_search_finds_what_it_looks_for() {
    for (name, way) in written(NAME) {
        let mut bytes = b"before".to_vec();
        bytes.extend(way);
        bytes.extend(b"after");
        assert!(found(NAME, &bytes).contains(&name), "{name}");
    }
    let inside = STANDARD_NO_PAD.encode(format!("{{\"name\":\"{NAME}\"}}"));
    assert_eq!(found(NAME, inside.as_bytes()), ["base64"]);
    assert!(found(NAME, b"nothing of the kind").is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn planted_marks_are_found_nowhere_outside_the_vault() {
    let mut installation = tokio::task::block_in_place(|| Installation::embedded(0));
    tokio::task::block_in_place(|| {
        installation.adds_staff(&[
            ("doctor", "certimed:office:office=head-doctor"),
            ("deputy-doctor", "certimed:deputy:office=head-doctor"),
            ("post-room", "certimed:mailroom"),
        ]);
    });
    let asked = Asked {
        controller: "certimed",
        kind: "medical",
        name: NAME,
        email: EMAIL,
        words: WORDS,
    };
    let filed = files(&installation, &asked).await;
    verifies(&installation, "doctor", &filed.reference).await;
    posts(&installation, "post-room", &filed.reference, ITEM_NUMBER).await;
    let case = writes(&installation, "doctor", &filed.reference, ANSWER).await;
    approves_and_sends(&installation, "deputy-doctor", &case).await;
    let second = installation
        .mails
        .tells(EMAIL, "This is your second code:")
        .await;
    let answer = collects(&installation, &filed, &second).await;
    assert!(answer.says(ANSWER), "the walk came to its end");

    let mut places = files_of(&installation.data());
    let of_database = |name: &str| name.ends_with("habeas.sqlite") || name.ends_with("-wal");
    let database: Vec<u8> = places
        .iter()
        .filter(|(path, _)| of_database(&path.display().to_string()))
        .flat_map(|(_, bytes)| bytes.clone())
        .collect();
    let reference = filed.reference.replace('-', "").to_lowercase();
    assert!(
        !found(&reference, &database).is_empty(),
        "the database holds the filing"
    );
    places.extend(
        installation
            .logs()
            .into_iter()
            .map(|(path, text)| (path, text.into_bytes())),
    );
    let metrics = installation.metrics().into_iter().map(String::into_bytes);
    places.extend(metrics.map(|bytes| ("metrics".into(), bytes)));
    assert!(places.len() >= 4, "{} places", places.len());

    let codes = [filed.code.as_str(), second.as_str()].map(|code| code.replace('-', ""));
    let mut marks = vec![
        NAME,
        "Qwyxolan",
        "Trebizonder",
        EMAIL,
        "qwyxmail",
        WORDS,
        "Vrazmik",
    ];
    marks.extend([ANSWER, "Plokvuz", ITEM_NUMBER, &filed.code, &second]);
    marks.extend(codes.iter().map(String::as_str));
    for (path, bytes) in &places {
        for mark in &marks {
            let ways = found(mark, bytes);
            assert!(
                ways.is_empty(),
                "{mark} stands in {} as {ways:?}",
                path.display()
            );
        }
    }
}
