//! Requests of authorities and breaches: the clocks that no person's request begins.

use super::house::House;

/// A Monday, ten in the morning in Brussels and The Hague.
const LEARNED: &str = "2026-03-02T09:00:00Z";

/// Records an incident that is learned of now; its page.
async fn learns(house: &House, login: &str, kind: &str) -> String {
    let fields = [("kind", kind), ("what", "What we know so far.")];
    let opened = house.does(login, "/incidents/new", &fields).await;
    let (path, _) = opened.path.split_once('?').unwrap();
    path.to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mensura_18_three_business_days_to_tell_the_client_and_72_hours_for_the_client_to_object() {
    let staff = [("dpo", "mensura:dpo")];
    // A Thursday; Monday 6 April is Easter Monday.
    let house = House::open("2026-04-02T09:00:00Z", &staff).await;
    let incident = learns(&house, "dpo", "authority-request/public-body").await;
    let page = house.page("dpo", &incident).await;
    assert!(page.says("Wednesday 8 April 2026"), "{}", page.words());
    let disclosed = format!("{incident}/disclosed");
    let now = at("2", "4", "11:00", "");
    let refused = house.refused("dpo", &disclosed, &now).await;
    assert!(
        refused.says("The client has not been told yet"),
        "{}",
        refused.words()
    );
    house.goes_on_to("2026-04-02T09:30:00Z").await;
    let told = at("2", "4", "11:30", "By letter to the employer.");
    house
        .does("dpo", &format!("{incident}/told/client-notice"), &told)
        .await;
    let page = house.page("dpo", &incident).await;
    assert!(page.says("5 April 2026 at 11:30"), "{}", page.words());
    house.goes_on_to("2026-04-05T09:29:00Z").await;
    let early = at("5", "4", "11:29", "");
    let refused = house.refused("dpo", &disclosed, &early).await;
    assert!(
        refused.says("time to object is not over"),
        "{}",
        refused.words()
    );
    house.goes_on_to("2026-04-05T09:31:00Z").await;
    let over = at("5", "4", "11:30", "");
    house.does("dpo", &disclosed, &over).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certimed_19_three_business_days_and_72_hours() {
    let house = House::open(LEARNED, &[("dpo", "certimed:dpo")]).await;
    let incident = learns(&house, "dpo", "authority-request/public-body").await;
    let page = house.page("dpo", &incident).await;
    assert!(page.says("Thursday 5 March 2026"), "{}", page.words());
    house.goes_on_to("2026-03-02T09:30:00Z").await;
    let told = at("2", "3", "10:30", "By telephone.");
    house
        .does("dpo", &format!("{incident}/told/client-notice"), &told)
        .await;
    let page = house.page("dpo", &incident).await;
    assert!(page.says("5 March 2026 at 10:30"), "{}", page.words());
}

/// A step that was taken at a moment, in Brussels or The Hague, and the words about it.
fn at<'a>(day: &'a str, month: &'a str, time: &'a str, text: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("at-day", day),
        ("at-month", month),
        ("at-year", "2026"),
        ("at-time", time),
        ("text", text),
    ]
}

/// Opens a house of one organisation and records a breach; what its page says.
async fn breach(staff: &[(&str, &str)]) -> (House, String, crate::web::Page) {
    let house = House::open(LEARNED, staff).await;
    let incident = learns(&house, staff[0].0, "breach").await;
    let page = house.page(staff[0].0, &incident).await;
    (house, incident, page)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mensura_19_and_certimed_20_72_hours_for_the_authority_48_with_the_client() {
    for staff in [[("dpo", "mensura:dpo")], [("dpo", "certimed:dpo")]] {
        let (_, _, page) = breach(&staff).await;
        assert!(page.says("5 March 2026 at 10:00"), "{}", page.words());
        assert!(page.says("4 March 2026 at 10:00"), "{}", page.words());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn formula_air_10_1_and_10_2_72_hours_for_the_authority_and_the_persons() {
    let staff = [("handler", "formula-air:handler:desk=privacy")];
    let (house, incident, page) = breach(&staff).await;
    assert!(page.says("5 March 2026 at 10:00"), "{}", page.words());
    assert!(
        page.says("Formula Air privacy regulations, 10.1"),
        "{}",
        page.words()
    );
    assert!(!page.says("Tell the data subjects"), "{}", page.words());
    house.goes_on_to("2026-03-02T09:30:00Z").await;
    let raise = format!("{incident}/raise/breach-high-risk");
    house
        .does("handler", &raise, &at("2", "3", "10:30", ""))
        .await;
    let page = house.page("handler", &incident).await;
    assert!(
        page.says("Tell the data subjects of the breach"),
        "{}",
        page.words()
    );
    assert!(page.says("flow chart, step 3"), "{}", page.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn werken_bij_defensie_avg_33_72_hours() {
    let staff = [("handler", "werken-bij-defensie:handler:desk=privacy")];
    let (_, _, page) = breach(&staff).await;
    assert!(page.says("5 March 2026 at 10:00"), "{}", page.words());
    assert!(page.says("AVG art. 33(1)"), "{}", page.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_14_1_the_officer_within_24_hours_and_14_4_a_the_board_within_48_of_that() {
    let staff = [("dpo", "eurocontrol:dpo")];
    let (house, incident, page) = breach(&staff).await;
    assert!(page.says("3 March 2026 at 10:00"), "{}", page.words());
    house.goes_on_to("2026-03-03T07:00:00Z").await;
    let told = at("3", "3", "08:00", "By the internal controller.");
    house
        .does("dpo", &format!("{incident}/told/breach-dpo"), &told)
        .await;
    let raise = format!("{incident}/raise/breach-high-risk");
    house.does("dpo", &raise, &at("3", "3", "08:00", "")).await;
    let page = house.page("dpo", &incident).await;
    assert!(page.says("5 March 2026 at 08:00"), "{}", page.words());
    assert!(
        page.says("EUROCONTROL Reg. art. 14.4(a)"),
        "{}",
        page.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn occar_has_no_clock_for_a_breach() {
    let staff = [
        ("contact", "occar:office:office=privacy-contact"),
        ("dpo", "occar:dpo"),
    ];
    let house = House::open(LEARNED, &staff).await;
    assert_eq!(house.status("dpo", "/incidents/new").await, 404);
}
