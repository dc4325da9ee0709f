//! Mensura, by its privacy policy. Access by way of the attending physician has a walk of its own.

use super::house::{Ask, EMAIL, House};

const RECEIVED: &str = "2026-03-02T09:00:00Z";
const STAFF: [(&str, &str); 9] = [
    ("officer", "mensura:office:office=privacy-officer"),
    ("handler", "mensura:handler:desk=privacy"),
    ("doctor", "mensura:office:office=head-doctor"),
    ("deputy", "mensura:deputy:office=head-doctor"),
    ("advisor", "mensura:office:office=prevention-advisor"),
    ("lead", "mensura:office:office=psychosocial-lead"),
    ("second", "mensura:deputy:office=psychosocial-lead"),
    ("mailroom", "mensura:mailroom"),
    ("dpo", "mensura:dpo"),
];

fn asks<'a>(right: &'a str, kind: &'a str) -> Ask<'a> {
    Ask::of("mensura", right, kind)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mensura_15_2_any_right_on_a_medical_file_goes_by_registered_letter_to_the_director() {
    let house = House::open(RECEIVED, &STAFF).await;
    let filed = house.files(&asks("erasure", "medical")).await;
    house.verifies("doctor", &filed).await;
    let (letter, envelope) = house.prints("mailroom", &filed).await;
    let to = "Directeur afdeling medisch toezicht";
    assert!(letter.contains("Aangetekende brief"), "{letter}");
    assert!(
        letter.contains(to) && letter.contains("dr. An De Roeck"),
        "{letter}"
    );
    assert!(letter.contains("Italiëlei 2"), "{letter}");
    assert!(letter.contains("Mensura privacy policy, 15.2"), "{letter}");
    // Neither the privacy desk nor the envelope's page says what is in it.
    let page = house.page("mailroom", &envelope).await;
    assert!(!page.says("Erasure"), "{}", page.words());
    let case = house.case("doctor", &filed).await;
    assert_eq!(house.status("officer", &case).await, 404);
    assert_eq!(house.status("handler", &case).await, 404);
    // A decision on another right than access goes to the person, not to a physician.
    let refusal = [
        ("outcome", "refused"),
        ("ground", "legal-obligation"),
        ("reason", "The file is kept for forty years by law."),
        ("text", "We cannot erase it."),
    ];
    let page = house.page("doctor", &case).await;
    assert!(page.links(&format!("{case}/physician")).is_empty());
    house.answers(("doctor", "deputy"), &case, &refusal).await;
    let answer = house.collects(&filed).await;
    assert!(answer.says("We cannot erase it."), "{}", answer.words());
    assert!(
        answer.says("Data Protection Authority"),
        "{}",
        answer.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mensura_15_2_without_a_physician_the_answer_says_in_time_that_the_file_lies_ready() {
    let house = House::open(RECEIVED, &STAFF).await;
    let filed = house.files(&asks("access", "medical")).await;
    house.verifies("doctor", &filed).await;
    house.posts("mailroom", &filed, "2026-03-02").await;
    let case = house.case("doctor", &filed).await;
    // Another law may ask for fifteen days: for the house alone.
    let page = house.page("doctor", &case).await;
    assert!(page.says("17 March 2026"), "{}", page.words());
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("Thursday 2 April 2026"),
        "{}",
        overview.words()
    );
    assert!(!overview.says("17 March 2026"), "{}", overview.words());
    let granted = [("outcome", "granted"), ("text", "This is our answer.")];
    house.answers(("doctor", "deputy"), &case, &granted).await;
    let answer = house.collects(&filed).await;
    assert!(answer.says("lies ready"), "{}", answer.words());
    assert!(answer.says("This is not a refusal."), "{}", answer.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mensura_15_3_a_psychosocial_request_goes_by_registered_letter_and_stays_there() {
    let house = House::open(RECEIVED, &STAFF).await;
    let filed = house.files(&asks("access", "psychosocial")).await;
    house.verifies("lead", &filed).await;
    let (letter, _) = house.prints("mailroom", &filed).await;
    assert!(letter.contains("Aangetekende brief"), "{letter}");
    assert!(letter.contains("Leidend preventieadviseur"), "{letter}");
    assert!(letter.contains("Mensura privacy policy, 15.3"), "{letter}");
    let case = house.case("lead", &filed).await;
    for login in ["officer", "handler", "doctor"] {
        assert_eq!(house.status(login, &case).await, 404, "{login}");
    }
    house.posts("mailroom", &filed, "2026-03-02").await;
    let granted = [("outcome", "granted"), ("text", "This is our answer.")];
    house.answers(("lead", "second"), &case, &granted).await;
    // Straight to the person: no physician stands between.
    let answer = house.collects(&filed).await;
    assert!(answer.says("This is our answer."), "{}", answer.words());
    assert!(!answer.says("physician"), "{}", answer.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mensura_15_1_the_rest_is_the_privacy_desks_within_a_month_and_two_more() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("access", "general"), "officer").await;
    assert_eq!(house.status("doctor", &case).await, 404);
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("Thursday 2 April 2026"),
        "{}",
        overview.words()
    );
    let extension = [
        ("ground", "number-of-requests"),
        ("reason", "You sent nine."),
    ];
    house
        .does("officer", &format!("{case}/extend"), &extension)
        .await;
    // Three months in all end on Tuesday 2 June.
    let notice = house.message(&filed).await;
    assert!(notice.says("Tuesday 2 June 2026"), "{}", notice.words());
    assert!(house.mails.to(EMAIL).len() == 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mensura_15_1_that_most_erasures_are_not_executed_is_no_ground() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (_, case) = house.works(&asks("erasure", "general"), "officer").await;
    let form = format!("{case}/answer");
    let bare = [("outcome", "refused"), ("text", "In most cases we do not.")];
    house.refused("officer", &form, &bare).await;
    let without_reason = [
        ("outcome", "refused"),
        ("ground", "legal-obligation"),
        ("text", "In most cases we do not."),
    ];
    house.refused("officer", &form, &without_reason).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mensura_point_7_advertising_stops_at_once() {
    let house = House::open(RECEIVED, &STAFF).await;
    let filed = house.files(&asks("marketing-objection", "general")).await;
    let tasks = house.page("handler", "/tasks").await;
    assert!(tasks.says(&filed.reference), "{}", tasks.words());
    assert!(tasks.says("Until 2 March 2026"), "{}", tasks.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mensura_point_8_threshold_10() {
    let house = House::open(RECEIVED, &STAFF).await;
    for _ in 0..9 {
        house.files(&asks("access", "general")).await;
    }
    let figures = house.page("dpo", "/figures").await;
    assert!(figures.says("fewer than 10 persons"), "{}", figures.words());
    assert!(
        figures.says("Mensura privacy policy, point 8"),
        "{}",
        figures.words()
    );
    assert!(
        figures.says("Access Not shown All together Not shown"),
        "{}",
        figures.words()
    );
    house.files(&asks("access", "general")).await;
    let figures = house.page("dpo", "/figures").await;
    assert!(
        figures.says("Access 10 All together 10"),
        "{}",
        figures.words()
    );
    // One more of another kind would be the sum less these.
    house.files(&asks("erasure", "general")).await;
    let figures = house.page("dpo", "/figures").await;
    assert!(
        figures.says("Access Not shown Erasure Not shown All together 11"),
        "{}",
        figures.words()
    );
}
