//! Werken bij Defensie, by its privacy statement, the AVG through the UAVG, and the Awb.

use super::house::{Ask, EMAIL, House};

/// A Monday, ten in the morning in Den Haag.
const RECEIVED: &str = "2026-03-02T09:00:00Z";
const STAFF: [(&str, &str); 4] = [
    (
        "coordinator",
        "werken-bij-defensie:office:office=privacy-officer",
    ),
    (
        "deputy",
        "werken-bij-defensie:deputy:office=privacy-officer",
    ),
    ("handler", "werken-bij-defensie:handler:desk=privacy"),
    ("mailroom", "werken-bij-defensie:mailroom"),
];

fn asks<'a>(right: &'a str) -> Ask<'a> {
    Ask::of("werken-bij-defensie", right, "recruitment").in_language("nl")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn werken_bij_defensie_uavg_34_the_month_of_the_regulation_in_dutch() {
    let house = House::open(RECEIVED, &STAFF).await;
    let filed = house.files(&asks("access")).await;
    let (_, overview) = house.follows_in("nl", &filed).await;
    assert!(
        overview.says("donderdag 2 april 2026"),
        "{}",
        overview.words()
    );
    assert!(overview.says("UAVG art. 34"), "{}", overview.words());
    let mails = house.mails.to(EMAIL);
    assert!(
        mails[0].contains("Wij hebben uw verzoek ontvangen"),
        "{mails:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn werken_bij_defensie_awb_4_15_suspension_by_identity_question() {
    let house = House::open(RECEIVED, &STAFF).await;
    let filed = house.files(&asks("erasure")).await;
    house.goes_on_to("2026-03-05T09:00:00Z").await;
    house.asks_who("coordinator", &filed).await;
    let (_, overview) = house.follows_in("nl", &filed).await;
    assert!(
        overview.says("staat op dit moment stil"),
        "{}",
        overview.words()
    );
    house.goes_on_to("2026-03-12T09:00:00Z").await;
    house.proves(&filed).await;
    // From the day after the question to the day before the proof: six days, not seven.
    let (_, overview) = house.follows_in("nl", &filed).await;
    assert!(
        overview.says("woensdag 8 april 2026"),
        "{}",
        overview.words()
    );
    assert!(overview.says("Awb art. 4:15"), "{}", overview.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn werken_bij_defensie_awb_6_7_objection_within_six_weeks_of_the_decision() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("erasure"), "coordinator").await;
    house.goes_on_to("2026-03-16T09:00:00Z").await;
    let answer = [
        ("outcome", "refused"),
        ("ground", "legal-claims"),
        ("reason", "Er loopt een procedure."),
        ("text", "Wij hebben uw verzoek bekeken."),
    ];
    house
        .answers(("coordinator", "deputy"), &case, &answer)
        .await;
    let answer = house.collects(&filed).await;
    assert!(
        answer.says("Bezwaar tegen het besluit"),
        "{}",
        answer.words()
    );
    assert!(answer.says("Minister van Defensie"), "{}", answer.words());
    // Six weeks end on King's Day: the person is told the day before it is moved.
    assert!(
        answer.says("Dat kan tot en met 27 april 2026"),
        "{}",
        answer.words()
    );
    assert!(
        answer.says("Autoriteit Persoonsgegevens"),
        "{}",
        answer.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn werken_bij_defensie_a_request_that_concerns_the_mivd_is_led_elsewhere_at_intake() {
    let house = House::open(RECEIVED, &STAFF).await;
    let said = [("elsewhere", "mivd")];
    let browser = crate::web::Browser::new(&house.portal);
    let page = browser.open("/o/werken-bij-defensie?lang=nl").await;
    let what = [("right", "access"), ("kind", "recruitment"), said[0]];
    let led = browser.does(&page, "/o/werken-bij-defensie", &what).await;
    assert_eq!(led.path, "/request/elsewhere");
    assert!(
        led.says("Richt uw verzoek rechtstreeks aan de MIVD"),
        "{}",
        led.words()
    );
    // It is no bar: who insists has filed, with the usual date, and the desk sees that they did.
    let (filed, case) = house
        .works(&asks("access").saying(&said), "coordinator")
        .await;
    let (_, overview) = house.follows_in("nl", &filed).await;
    assert!(
        overview.says("donderdag 2 april 2026"),
        "{}",
        overview.words()
    );
    let page = house.page("coordinator", &case).await;
    assert!(page.says("MIVD"), "{}", page.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn werken_bij_defensie_awb_4_17_notice_of_default_and_penalty_are_told_once_it_is_late() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, _) = house.works(&asks("access"), "coordinator").await;
    house.goes_on_to("2026-04-02T20:00:00Z").await;
    let (_, overview) = house.follows_in("nl", &filed).await;
    assert!(!overview.says("in gebreke"), "{}", overview.words());
    let before = house.mails.to(EMAIL).len();
    house.goes_on_to("2026-04-03T08:00:00Z").await;
    let (_, overview) = house.follows_in("nl", &filed).await;
    assert!(
        overview.says("Wij hadden uiterlijk op 2 april 2026 op uw verzoek moeten beslissen"),
        "{}",
        overview.words()
    );
    assert!(
        overview.says("Minister van Defensie, Postbus 20701"),
        "{}",
        overview.words()
    );
    let owed = "23 euro per dag voor 14 dagen, 35 euro per dag voor 14 dagen, 45 euro per dag voor \
                14 dagen. Dat is ten hoogste 42 dagen en 1442 euro (Awb art. 4:17)";
    assert!(overview.says(owed), "{}", overview.words());
    let mails = house.mails.to(EMAIL);
    assert_eq!(mails.len(), before + 1, "{mails:?}");
    assert!(mails[before].contains("Er is nieuws"), "{mails:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn werken_bij_defensie_awb_4_17_who_is_reached_by_post_is_told_in_a_letter() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("access").by_post(), "coordinator").await;
    house.posts("mailroom", &filed, "2026-03-02").await;
    house.goes_on_to("2026-04-03T08:00:00Z").await;
    let letter = house.posts("mailroom", &filed, "2026-04-03").await;
    assert!(letter.contains("ons besluit is te laat"), "{letter}");
    assert!(
        letter.contains("schriftelijk in gebreke stellen"),
        "{letter}"
    );
    assert!(letter.contains("23 euro per dag voor 14 dagen"), "{letter}");
    // A decision in hand needs no notice of default.
    let answer = [("outcome", "granted"), ("text", "Dit hebben wij van u.")];
    house
        .answers(("coordinator", "deputy"), &case, &answer)
        .await;
    let letter = house.posts("mailroom", &filed, "2026-04-03").await;
    assert!(letter.contains("Dit hebben wij van u."), "{letter}");
    assert!(letter.contains("Bezwaar tegen het besluit"), "{letter}");
    assert!(!letter.contains("Ingebrekestelling"), "{letter}");
}
