//! Formula Air, by its privacy regulations.

use super::house::{Ask, EMAIL, House};

/// A Monday, ten in the morning in Beek en Donk.
const RECEIVED: &str = "2026-03-02T09:00:00Z";
const STAFF: [(&str, &str); 4] = [
    ("officer", "formula-air:office:office=privacy-officer"),
    ("handler", "formula-air:handler:desk=privacy"),
    ("management", "formula-air:office:office=management"),
    ("mailroom", "formula-air:mailroom"),
];

fn asks<'a>(right: &'a str) -> Ask<'a> {
    Ask::of("formula-air", right, "general")
}

const EXTENSION: [(&str, &str); 2] = [
    ("ground", "complexity"),
    ("reason", "Your data is spread over four systems."),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn formula_air_14_5_four_weeks_then_two_months_on_top() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("access"), "officer").await;
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("Monday 30 March 2026"),
        "{}",
        overview.words()
    );
    assert!(
        overview.says("Formula Air art. 14.5"),
        "{}",
        overview.words()
    );
    // The statutory limit stands beside it, for the house alone.
    let page = house.page("officer", &case).await;
    assert!(page.says("Thursday 2 April 2026"), "{}", page.words());
    assert!(!overview.says("2 April 2026"), "{}", overview.words());

    house.goes_on_to("2026-03-20T09:00:00Z").await;
    house
        .does("officer", &format!("{case}/extend"), &EXTENSION)
        .await;
    assert!(
        house
            .mails
            .to(EMAIL)
            .iter()
            .any(|mail| mail.contains("There is news"))
    );
    let notice = house.message(&filed).await;
    assert!(notice.says("Saturday 30 May 2026"), "{}", notice.words());
    assert!(notice.says("four systems"), "{}", notice.words());
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("Saturday 30 May 2026"),
        "{}",
        overview.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn formula_air_14_5_a_notice_after_the_four_weeks_extends_nothing() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("access"), "officer").await;
    house.goes_on_to("2026-03-31T09:00:00Z").await;
    // The statutory month has not ended on this day; the four weeks have.
    let page = house.page("officer", &format!("{case}/extend")).await;
    assert!(!page.says("30 May 2026"), "{}", page.words());
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("Monday 30 March 2026"),
        "{}",
        overview.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn formula_air_14_3_the_question_of_identity_suspends_until_proof_is_there() {
    let house = House::open(RECEIVED, &STAFF).await;
    let filed = house.files(&asks("access")).await;
    house.goes_on_to("2026-03-05T09:00:00Z").await;
    house.asks_who("officer", &filed).await;
    let question = house.message(&filed).await;
    assert!(question.says("which car"), "{}", question.words());
    let (_, overview) = house.follows(&filed).await;
    assert!(overview.says("stands still"), "{}", overview.words());

    house.goes_on_to("2026-03-12T09:00:00Z").await;
    house.proves(&filed).await;
    // Seven days, and Easter Monday moves nothing: a term it set itself.
    let (_, overview) = house.follows(&filed).await;
    assert!(overview.says("Monday 6 April 2026"), "{}", overview.words());
    assert!(
        overview.says("Formula Air art. 14.3"),
        "{}",
        overview.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn formula_air_14_3_objection_four_weeks_no_extension() {
    let house = House::open(RECEIVED, &STAFF).await;
    let filed = house.files(&asks("objection")).await;
    // Who files an objection is asked too; its four weeks do not wait.
    house.goes_on_to("2026-03-05T09:00:00Z").await;
    house.asks_who("officer", &filed).await;
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("Monday 30 March 2026"),
        "{}",
        overview.words()
    );
    assert!(
        overview.says("Formula Air art. 14.8"),
        "{}",
        overview.words()
    );
    house.goes_on_to("2026-03-12T09:00:00Z").await;
    house.proves(&filed).await;
    house.verifies("officer", &filed).await;
    let case = house.case("officer", &filed).await;
    let page = house.page("officer", &case).await;
    let extend = format!("{case}/extend");
    let pause = format!("{case}/pause");
    assert!(page.links(&extend).is_empty() && page.links(&pause).is_empty());
    let refused = house.refused("officer", &extend, &EXTENSION).await;
    assert!(!refused.says("30 May 2026"), "{}", refused.words());
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("Monday 30 March 2026"),
        "{}",
        overview.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn formula_air_18_2_complaint_four_weeks_no_extension_and_18_4_where_to_turn_then() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("complaint"), "officer").await;
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("Monday 30 March 2026"),
        "{}",
        overview.words()
    );
    assert!(
        overview.says("Formula Air art. 18.2"),
        "{}",
        overview.words()
    );
    let page = house.page("officer", &case).await;
    assert!(page.links(&format!("{case}/extend")).is_empty());
    let answer = [
        ("outcome", "refused"),
        ("ground", "complaint-not-honoured"),
        ("reason", "The letter was yours."),
        ("text", "We looked at it again."),
    ];
    house
        .answers(("officer", "management"), &case, &answer)
        .await;
    let answer = house.collects(&filed).await;
    assert!(answer.says("18.4"), "{}", answer.words());
    assert!(
        answer.says("Dutch Data Protection Authority"),
        "{}",
        answer.words()
    );
    assert!(answer.says("The competent court"), "{}", answer.words());
    assert!(
        !answer.says("Privacy officer of Formula Air"),
        "{}",
        answer.words()
    );
    assert!(!answer.says("District Court"), "{}", answer.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn formula_air_14_10_direct_marketing_stops_at_once() {
    let house = House::open(RECEIVED, &STAFF).await;
    // Nobody has looked at who it is yet, and nothing is decided.
    let filed = house.files(&asks("marketing-objection")).await;
    let tasks = house.page("handler", "/tasks").await;
    assert!(tasks.says(&filed.reference), "{}", tasks.words());
    assert!(tasks.says("Carry out the decision"), "{}", tasks.words());
    assert!(tasks.says("Until 2 March 2026"), "{}", tasks.words());
    // An objection of the other kind is assessed first.
    let other = house.files(&asks("objection")).await;
    let tasks = house.page("handler", "/tasks").await;
    assert!(!tasks.says(&other.reference), "{}", tasks.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn formula_air_14_2_costs_only_for_extra_copies() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (_, case) = house.works(&asks("access"), "officer").await;
    let fee = [
        ("ground", "further-copies"),
        ("amount", "12.50"),
        ("reason", "A second set of the same forty pages."),
    ];
    let page = house.page("officer", &case).await;
    assert!(page.links(&format!("{case}/fee")).is_empty());
    house.refused("officer", &format!("{case}/fee"), &fee).await;

    let (filed, case) = house.works(&asks("copy"), "officer").await;
    house.does("officer", &format!("{case}/fee"), &fee).await;
    let told = house.message(&filed).await;
    assert!(told.says("12.50"), "{}", told.words());
    assert!(
        told.says("Formula Air privacy regulations, 14.2"),
        "{}",
        told.words()
    );
    assert!(told.says("forty pages"), "{}", told.words());
    // No clock waits for the payment.
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("Monday 30 March 2026"),
        "{}",
        overview.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn formula_air_14_9_district_court_within_six_weeks_of_the_answer() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("erasure"), "officer").await;
    house.goes_on_to("2026-03-16T09:00:00Z").await;
    let answer = [
        ("outcome", "refused"),
        ("ground", "legal-obligation"),
        ("reason", "Invoices are kept for seven years."),
        ("text", "We looked at each of them."),
    ];
    house
        .answers(("officer", "management"), &case, &answer)
        .await;
    let answer = house.collects(&filed).await;
    // Six weeks end on King's Day; the person is told the day before it is moved.
    assert!(
        answer.says("Petition to the District Court"),
        "{}",
        answer.words()
    );
    assert!(answer.says("until 27 April 2026"), "{}", answer.words());
    assert!(answer.says("Invoices are kept") || answer.says("Legal obligation"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn formula_air_12_1_the_privacy_officer_is_no_data_protection_officer() {
    let house = House::open(RECEIVED, &STAFF).await;
    let ask = asks("access").by_post();
    let (filed, case) = house.works(&ask, "officer").await;
    house.posts("mailroom", &filed, "2026-03-02").await;
    let answer = [("outcome", "granted"), ("text", "This is what we hold.")];
    house
        .answers(("officer", "management"), &case, &answer)
        .await;
    let letter = house.posts("mailroom", &filed, "2026-03-02").await;
    let signed =
        "Oliver Bartmann Privacy officer (not a data protection officer under GDPR art. 37)";
    assert!(letter.contains(signed), "{letter}");
    let turn = "Complaint to the privacy officer: Privacy officer of Formula Air, \
                oliver.bartmann@formula-air.com";
    assert!(letter.contains(turn), "{letter}");
    assert!(!letter.contains("Data Protection Officer"), "{letter}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn formula_air_11_1_complaint_data_is_gone_six_months_after() {
    let house = House::open(RECEIVED, &STAFF).await;
    let answer = [("outcome", "granted"), ("text", "You are right.")];
    let mut cases = Vec::new();
    for right in ["complaint", "access"] {
        let (filed, case) = house.works(&asks(right), "officer").await;
        if right == "complaint" {
            house.goes_on_to("2026-03-16T09:00:00Z").await;
        }
        house
            .answers(("officer", "management"), &case, &answer)
            .await;
        house.collects(&filed).await;
        cases.push((filed, case));
    }
    house.goes_on_to("2026-09-16T09:00:00Z").await;
    assert_eq!(house.expired().await, Vec::<String>::new());
    house.goes_on_to("2026-09-17T09:00:00Z").await;
    let over = house.expired().await;
    let [one] = &over[..] else {
        panic!("the complaint alone: {over:?}")
    };
    assert!(one.contains("complaint until 2026-09-16"), "{one}");
    assert!(
        one.contains("Formula Air privacy regulations, 11.1"),
        "{one}"
    );
    assert!(house.destroys_expired().await > 0);
    assert_eq!(house.expired().await, Vec::<String>::new());
    let page = house.page("officer", &cases[0].1).await;
    assert!(!page.says("Noor Maes"), "{}", page.words());
    let page = house.page("officer", &cases[1].1).await;
    assert!(
        page.says("Noor Maes"),
        "the other is kept: {}",
        page.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn formula_air_10_3_the_data_leaks_protocol_on_application_and_within_no_limit() {
    let house = House::open(RECEIVED, &STAFF).await;
    let filed = house.files(&asks("data-leaks-protocol")).await;
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("It aims to answer by 30 March 2026: a target that binds nobody"),
        "{}",
        overview.words()
    );
}
