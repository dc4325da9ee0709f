//! Certimed, by its privacy policy.

use super::house::{Ask, House};

const RECEIVED: &str = "2026-03-02T09:00:00Z";
const STAFF: [(&str, &str); 6] = [
    ("officer", "certimed:office:office=privacy-officer"),
    ("handler", "certimed:handler:desk=privacy"),
    ("doctor", "certimed:office:office=head-doctor"),
    ("deputy", "certimed:deputy:office=head-doctor"),
    ("mailroom", "certimed:mailroom"),
    ("dpo", "certimed:dpo"),
];

fn asks<'a>(right: &'a str) -> Ask<'a> {
    Ask::of("certimed", right, "medical")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certimed_16_2_only_access_to_the_medical_file_goes_by_registered_post() {
    let house = House::open(RECEIVED, &STAFF).await;
    let filed = house.files(&asks("access")).await;
    house.verifies("doctor", &filed).await;
    let (letter, _) = house.prints("mailroom", &filed).await;
    assert!(letter.contains("Aangetekende brief"), "{letter}");
    assert!(letter.contains("Hoofdarts"), "{letter}");
    assert!(letter.contains("Kempische Steenweg 309"), "{letter}");
    assert!(letter.contains("16.2"), "{letter}");
    let case = house.case("doctor", &filed).await;
    assert_eq!(house.status("officer", &case).await, 404);
    assert_eq!(house.status("handler", &case).await, 404);
    // Another right on the same file: the privacy desk, and no letter.
    let other = house.files(&asks("rectification")).await;
    house.verifies("officer", &other).await;
    house.case("officer", &other).await;
    let mailroom = house.page("mailroom", "/mailroom?view=to-post").await;
    assert!(!mailroom.says(&other.reference), "{}", mailroom.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certimed_16_2_date_and_signature_are_asked_for_and_never_a_bar() {
    let house = House::open(RECEIVED, &STAFF).await;
    // The walk leaves both empty, and the copy of the card as well.
    let filed = house.files(&asks("access")).await;
    house.verifies("doctor", &filed).await;
    let (letter, _) = house.prints("mailroom", &filed).await;
    assert!(letter.contains(&filed.reference), "{letter}");
    let case = house.case("doctor", &filed).await;
    let page = house.page("doctor", &case).await;
    assert!(page.says("Not said."), "{}", page.words());
    let said = [("signature", "Noor Maes")];
    let filed = house.files(&asks("access").saying(&said)).await;
    house.verifies("doctor", &filed).await;
    let case = house.case("doctor", &filed).await;
    let page = house.page("doctor", &case).await;
    assert!(page.says("Noor Maes"), "{}", page.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certimed_16_2_the_file_goes_to_the_person_and_fifteen_days_are_a_caution() {
    let house = House::open(RECEIVED, &STAFF).await;
    let filed = house.files(&asks("access")).await;
    house.verifies("doctor", &filed).await;
    house.posts("mailroom", &filed, "2026-03-02").await;
    let case = house.case("doctor", &filed).await;
    let page = house.page("doctor", &case).await;
    assert!(page.says("17 March 2026"), "{}", page.words());
    assert!(page.links(&format!("{case}/physician")).is_empty());
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("Thursday 2 April 2026"),
        "{}",
        overview.words()
    );
    assert!(!overview.says("17 March 2026"), "{}", overview.words());
    let granted = [("outcome", "granted"), ("text", "This is your file.")];
    house.answers(("doctor", "deputy"), &case, &granted).await;
    let answer = house.collects(&filed).await;
    assert!(answer.says("This is your file."), "{}", answer.words());
    assert!(!answer.says("physician"), "{}", answer.words());
    assert!(
        answer.says("Data Protection Authority"),
        "{}",
        answer.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certimed_point_9_threshold_20() {
    let house = House::open(RECEIVED, &STAFF).await;
    for _ in 0..19 {
        house.files(&asks("rectification")).await;
    }
    let figures = house.page("dpo", "/figures").await;
    assert!(figures.says("fewer than 20 persons"), "{}", figures.words());
    assert!(
        figures.says("All together Not shown"),
        "{}",
        figures.words()
    );
    house.files(&asks("rectification")).await;
    let figures = house.page("dpo", "/figures").await;
    assert!(figures.says("All together 20"), "{}", figures.words());
}
