//! Twenty-two mistakes about dates that other programs of this kind have made, each with a test that
//! is named after it, at the level where it could happen here.
//!
//! | no | the mistake | test |
//! | --- | --- | --- |
//! | 1 | month ends not clamped | `crates/timelimit/tests/peer_bugs.rs` `bug_01_…` |
//! | 2 | thirty days for a month | there, `bug_02_…` |
//! | 3 | the day of receipt counted, the last day cut short | there, `bug_03_…` |
//! | 4 | receipt on closed days or after hours moved | there, `bug_04_…` |
//! | 5 | rolled over at steps in between | there, `bug_05_…` |
//! | 6 | pause and extension depend on their order | there, `bug_06_…` |
//! | 7 | overlapping pauses counted twice | there, `bug_07_…` |
//! | 8 | both ends of a pause counted | there, `bug_08_…` |
//! | 9 | undoing is not the inverse | there, `bug_09_…`; `crates/case/tests/case`, `bug_9_…` |
//! | 10 | paused shown as late | timelimit, `bug_10_…`; `services/console/tests/console/dates.rs`, `bug_10_…` |
//! | 11 | unverified cases hidden from what is late | `services/console/tests/console/dates.rs` and `messages.rs`, `bug_11_…` |
//! | 12 | an export that computes by itself | timelimit, `bug_12_…`; here, `bug_12_…`; `crates/dossier/tests/why.rs`, `bug_12_…` |
//! | 13 | a second implementation in the browser | here, `bug_13_…` |
//! | 14 | today by UTC or by the client | timelimit, `bug_14_…`; portal `dates.rs` and console `dates.rs`, `bug_14_…` |
//! | 15 | reminders lost in an outage | `services/deadlines/tests`, `bug_15_…` |
//! | 16 | holidays wrong, ended, loaded once | timelimit, `bug_16_…` |
//! | 17 | a corrected receipt leaves what followed from it | timelimit, `bug_17_…`; intake, `bug_17_…` |
//! | 18 | one thing recorded twice moves a date twice | timelimit, `bug_18_…`; `crates/case/tests/case`, `bug_18_…` |
//! | 19 | extended too late or without notice | timelimit, `bug_19_…`; `crates/case/tests/case`, `bug_19_…` |
//! | 20 | tests that repeat the formula or hang on today | here, `bug_20_…` |
//! | 21 | a date that is missing breaks a page | timelimit, `bug_21_…`; console `dates.rs`, `bug_21_…` |
//! | 22 | what looks like a double blocks its victim | portal `dates.rs` and intake, `bug_22_…` |

use crate::{
    house_rules::sources::with_endings,
    installation::Installation,
    walk::{Asked, files, finds, follows, verifies},
};

/// The case page, the status page, the export and the operator's command name one date, in the
/// same words.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bug_12_every_face_names_the_same_date_for_the_same_reasons() {
    let mut installation = tokio::task::block_in_place(|| Installation::embedded(0));
    let staff = [("privacy", "mensura:handler:desk=privacy")];
    tokio::task::block_in_place(|| installation.adds_staff(&staff));
    let asked = Asked {
        controller: "mensura",
        kind: "general",
        name: "Mia Claes",
        email: "mia.claes@example.org",
        words: "",
    };
    let filed = files(&installation, &asked).await;
    verifies(&installation, "privacy", &filed.reference).await;
    let handler = installation.signed_in("privacy").await;
    let case = finds(&handler, "/?view=all", &filed.reference).await;
    let case_page = handler.open(&case).await.words();
    let export = handler.open("/cases.csv").await.html;
    let person = follows(&installation, &filed).await;
    let status_page = person.open("/status/request").await.words();
    let shown = tokio::task::block_in_place(|| installation.shows(&filed.reference));

    let mut rows = csv::Reader::from_reader(export.as_bytes());
    let row = rows
        .records()
        .map(Result::unwrap)
        .find(|row| row[0] == filed.reference)
        .unwrap_or_else(|| panic!("{} is not in {export}", filed.reference));
    let (due, reason) = (&row[7], &row[11]);
    let begin = format!("Due: {due} (");
    let words = shown
        .lines()
        .find_map(|line| line.strip_prefix(&begin)?.strip_suffix(')'))
        .unwrap_or_else(|| panic!("{begin} is not in {shown}"));
    assert!(case_page.contains(words), "{words}: {case_page}");
    assert!(status_page.contains(words), "{words}: {status_page}");
    let steps: Vec<&str> = shown
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| line.contains("(Reg. 1182/71") || line.contains("(GDPR art. 12(3))"))
        .collect();
    assert!(steps.len() >= 2, "{shown}");
    assert_eq!(steps.join(" "), reason);
    for step in steps {
        let (sentence, _) = step.split_once(" (").unwrap();
        assert!(case_page.contains(sentence), "{sentence}: {case_page}");
        assert!(status_page.contains(sentence), "{sentence}: {status_page}");
    }
}

/// Where months are added and closed days are told: the crate of time limits, and places that
/// compute no date of a case.
const COUNTS_ELSEWHERE: [&str; 5] = [
    // Which of the two days of a week-end is refused as an addition to a calendar.
    "crates/regime/src/calendar_text.rs",
    // Whether a question came late, where the clock knows no calendar: a warning, no date.
    "crates/case/src/what_if.rs",
    // On which days an office gets its digest, where its organisation has no calendar.
    "services/deadlines/src/digest.rs",
    // How far back the figures look.
    "services/console/src/figures.rs",
    // On which days the people of the demonstration work.
    "services/habeas/src/demo/windows.rs",
];

#[test]
fn bug_13_dates_are_computed_in_one_place() {
    let telling = ["Months::new", "Weekday::Sat", "easter_sunday", "add_months"];
    let second: Vec<String> = with_endings(&[".rs"])
        .iter()
        .filter(|source| !source.is_test() && !source.path.starts_with("crates/timelimit/"))
        .filter(|source| !COUNTS_ELSEWHERE.contains(&source.path.as_str()))
        .flat_map(|source| {
            source
                .program_lines()
                .filter(|(_, line)| !line.trim_start().starts_with("//"))
                .filter(|(_, line)| telling.iter().any(|word| line.contains(word)))
                .map(|(n, line)| format!("{}:{n}: {}", source.path, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(second.is_empty(), "a second calendar: {second:#?}");
    // What a person or the house is shown comes from one function, with its reasons.
    let faces = [
        "services/portal/src/",
        "services/console/src/",
        "crates/letters/",
    ];
    for source in with_endings(&[".rs"]) {
        let is_face = faces.iter().any(|face| source.path.starts_with(face));
        if is_face && !source.is_test() {
            for name in ["compute_dates", "timelimit::compute", "compute("] {
                let found = source.text.contains(name);
                assert!(
                    !found,
                    "{} computes a date beside dossier::why",
                    source.path
                );
            }
        }
    }
    let scripts = with_endings(&[".mjs"]);
    assert!(!scripts.is_empty());
    for script in scripts {
        let computes = ["new Date", "Date.now", "getMonth", "Temporal"];
        let found = computes.iter().find(|word| script.text.contains(**word));
        assert_eq!(found, None, "{} computes a date", script.path);
    }
}

/// The one test file that types today's date, into the forms of processes on the real clock; no
/// date that is expected comes of it.
const TYPES_TODAY: [&str; 1] = ["tests/tests/all/walk.rs"];

#[test]
fn bug_20_no_test_hangs_on_todays_date_or_repeats_the_formula() {
    let now = ["Utc::now", "Local::now", "SystemTime::now"];
    let own = file!();
    for source in with_endings(&[".rs"]) {
        if source.is_test()
            && !own.ends_with(&source.path)
            && !TYPES_TODAY.contains(&source.path.as_str())
        {
            let found = now.iter().find(|word| source.text.contains(**word));
            assert_eq!(found, None, "{} hangs on today", source.path);
        }
    }
    let golden = with_endings(&["peer_bugs.rs", "rules.rs", "vectors.rs"]);
    let golden = golden
        .iter()
        .filter(|source| source.path.starts_with("crates/timelimit/tests/"));
    let mut looked_at = 0;
    for source in golden {
        looked_at += 1;
        let formula = ["Months::new", "checked_add_", ".end_from(", "+ Days"];
        let found = formula.iter().find(|word| source.text.contains(**word));
        assert_eq!(found, None, "{} repeats the formula", source.path);
    }
    assert_eq!(looked_at, 3);
}
