//! EUROCONTROL: the complaint to the Data Protection Supervisory Board (articles 25 and 26, Annex
//! IV), a case of its own at a desk of its own.

use super::{
    eurocontrol::STAFF,
    house::{Ask, EMAIL, House},
};
use crate::walk::Filed;

/// A Monday; day sixty is 1 May 2026.
const RECEIVED: &str = "2026-03-02T09:00:00Z";
const SAID: [(&str, &str); 9] = [
    ("audience", "non-staff"),
    ("internal-controller", "Head of Network Operations"),
    ("reason", "My flight plans were passed on."),
    ("measures-wanted", "Take them down."),
    ("pending-elsewhere", "Nowhere."),
    ("contact-with-dpo", "I wrote in January and heard nothing."),
    ("aware-on-day", "20"),
    ("aware-on-month", "2"),
    ("aware-on-year", "2026"),
];

fn complains<'a>() -> Ask<'a> {
    Ask::of("eurocontrol", "board-complaint", "board-complaint").saying(&SAID)
}

async fn complaint(house: &House, ask: &Ask<'_>) -> (Filed, String) {
    house.works(ask, "secretary").await
}

fn step<'a>(word: &'a str, day: &'a str, month: &'a str, text: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("step", word),
        ("day-day", day),
        ("day-month", month),
        ("day-year", "2026"),
        ("text", text),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_25_4_the_complaint_is_the_boards_and_the_agency_sees_nothing_of_it() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = complaint(&house, &complains()).await;
    for login in ["coordinator", "controller", "dpo", "director"] {
        assert_eq!(house.status(login, &case).await, 404, "{login}");
        let list = house.page(login, "/").await;
        assert!(!list.says(&filed.reference), "{login}: {}", list.words());
    }
    assert_eq!(house.status("chair", &case).await, 200);
    let (_, overview) = house.follows(&filed).await;
    assert!(overview.says("Friday 1 May 2026"), "{}", overview.words());
    assert!(overview.says("Annex IV art. 8.9"), "{}", overview.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_annex_iv_8_4_what_a_complaint_has_to_say_is_asked_read_and_never_a_bar() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (_, case) = complaint(&house, &complains()).await;
    let page = house.page("secretary", &case).await;
    for said in [
        "Head of Network Operations",
        "My flight plans were passed on.",
        "Take them down.",
        "Nowhere.",
        "I wrote in January and heard nothing.",
    ] {
        assert!(page.says(said), "{said}: {}", page.words());
    }
    // Nothing said at all: filed all the same, and the desk is shown what to ask for.
    let bare = Ask::of("eurocontrol", "board-complaint", "board-complaint");
    let (_, case) = complaint(&house, &bare).await;
    let page = house.page("secretary", &case).await;
    assert!(page.says("Not said."), "{}", page.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_25_4_sixty_days_of_silence_are_a_refusal_and_open_arbitration() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, _) = complaint(&house, &complains()).await;
    house.goes_on_to("2026-05-01T20:00:00Z").await;
    let (_, overview) = house.follows(&filed).await;
    assert!(
        !overview.says("counts as a refusal"),
        "{}",
        overview.words()
    );
    let before = house.mails.to(EMAIL).len();
    house.goes_on_to("2026-05-01T22:30:00Z").await;
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("counts as a refusal, given on 1 May 2026"),
        "{}",
        overview.words()
    );
    assert!(overview.says("Arbitration"), "{}", overview.words());
    assert!(overview.says("until 1 August 2026"), "{}", overview.words());
    let mails = house.mails.to(EMAIL);
    assert_eq!(mails.len(), before + 1, "{mails:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_25_4_who_is_reached_by_post_is_told_of_the_deemed_refusal_in_a_letter() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, _) = complaint(&house, &complains().by_post()).await;
    house.posts("mailroom", &filed, "2026-03-02").await;
    house.goes_on_to("2026-05-02T08:00:00Z").await;
    let letter = house.posts("mailroom", &filed, "2026-05-02").await;
    assert!(letter.contains("1 May 2026"), "{letter}");
    assert!(letter.contains("counts as a refusal"), "{letter}");
    assert!(letter.contains("Arbitration"), "{letter}");
    assert!(letter.contains("until 1 August 2026"), "{letter}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_annex_iv_8_9_progress_told_in_time_ends_the_silence() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = complaint(&house, &complains()).await;
    house.goes_on_to("2026-04-20T08:00:00Z").await;
    let form = format!("{case}/complaint");
    let progress = step("progress-told", "20", "4", "The rapporteur has been named.");
    house.does("secretary", &form, &progress).await;
    let message = house.message(&filed).await;
    assert!(
        message.says("The rapporteur has been named."),
        "{}",
        message.words()
    );
    house.goes_on_to("2026-05-04T08:00:00Z").await;
    let (_, overview) = house.follows(&filed).await;
    assert!(
        !overview.says("counts as a refusal"),
        "{}",
        overview.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_25_5_the_director_general_decides_on_the_conclusions_and_all_are_told() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = complaint(&house, &complains()).await;
    house.goes_on_to("2026-04-01T08:00:00Z").await;
    let form = format!("{case}/complaint");
    let decided = step(
        "decided",
        "1",
        "4",
        "The Director General follows the Board.",
    );
    let refused = house.refused("secretary", &form, &decided).await;
    assert!(refused.says("first the conclusions"), "{}", refused.words());
    let conclusions = step(
        "conclusions-communicated",
        "1",
        "4",
        "Your complaint is well founded.",
    );
    house.does("secretary", &form, &conclusions).await;
    // The Director General, who decides, and the Officer are written to, with what the Board
    // communicates; neither sees the complaint itself.
    let letters = house.letters("mailroom", &filed).await;
    let to = |office: &str| letters.iter().find(|letter| letter.contains(office));
    for office in ["Director General", "Data Protection Officer"] {
        let letter = to(office).unwrap_or_else(|| panic!("no letter to the {office}: {letters:?}"));
        assert!(
            letter.contains("Your complaint is well founded."),
            "{letter}"
        );
        assert!(letter.contains("25.4"), "{letter}");
        assert!(!letter.contains("My flight plans"), "{letter}");
    }
    for login in ["dpo", "director"] {
        assert_eq!(house.status(login, &case).await, 404, "{login}");
    }
    house.goes_on_to("2026-04-08T08:00:00Z").await;
    let decided = step(
        "decided",
        "8",
        "4",
        "The Director General follows the Board.",
    );
    house.does("secretary", &form, &decided).await;
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("A final decision has been taken"),
        "{}",
        overview.words()
    );
    assert!(overview.says("until 8 July 2026"), "{}", overview.words());
    let message = house.message(&filed).await;
    assert!(message.says("The Director General follows the Board."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_25_3_four_months_of_the_director_general_then_the_tribunals_ninety_days() {
    let house = House::open(RECEIVED, &STAFF).await;
    let said = [("audience", "staff")];
    let ask = Ask::of("eurocontrol", "service-complaint", "service-complaint").saying(&said);
    let filed = house.files(&ask).await;
    house.verifies("coordinator", &filed).await;
    let case = house.case("director", &filed).await;
    for login in ["coordinator", "controller", "secretary"] {
        assert_eq!(house.status(login, &case).await, 404, "{login}");
    }
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("Thursday 2 July 2026"),
        "{}",
        overview.words()
    );
    // Word of its progress is no answer: nobody can record it as one.
    let page = house.page("director", &case).await;
    assert!(page.links(&format!("{case}/complaint")).is_empty());
    house.goes_on_to("2026-07-03T08:00:00Z").await;
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("counts as a refusal, given on 2 July 2026"),
        "{}",
        overview.words()
    );
    assert!(
        overview.says("Administrative Tribunal of the International Labour Organization"),
        "{}",
        overview.words()
    );
    assert!(
        overview.says("until 30 September 2026"),
        "{}",
        overview.words()
    );
}
