//! An extension, from the page that shows what it does to the notice on its way.

use axum::http::StatusCode;
use chrono::TimeDelta;

use crate::support::{House, Role};

#[tokio::test]
async fn an_extension_is_shown_ordered_and_taken_back_and_moves_nothing_meanwhile() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let path = format!("{}/extend", filed.page());
    let page = handler.get(&path).await;
    // Received on 2 March 2026; one month and three.
    for shown in ["2 April 2026", "2 June 2026", "31 days in hand"] {
        assert!(page.text().contains(shown), "{shown}: {}", page.text());
    }
    let fields = [
        ("ground", "complexity"),
        ("reason", "Uw dossier ligt op drie plaatsen."),
    ];
    let shown = [&fields[..], &[("show", "1")]].concat();
    let page = handler.fill(&path, &path, &shown).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Uw dossier ligt op drie plaatsen."));
    assert!(
        page.text().contains("dinsdag 2 juni 2026"),
        "{}",
        page.text()
    );
    assert!(
        house.case_state(&filed).await.extensions.is_empty(),
        "shown is not done"
    );

    let page = handler.fill(&path, &path, &fields).await;
    let done = format!("{}?done=extension-ordered", filed.page());
    assert_eq!(page.location(), done);
    let state = house.case_state(&filed).await;
    let (order, _) = state.extension_under_way().unwrap();
    let mail = state.outgoing.get(order.dispatch).unwrap();
    assert_eq!(mail.template, "extension-notice");
    assert_eq!(state.clock.extended_on(), None);
    let messages = house.submission_state(&filed).await.messages_out;
    assert_eq!(messages, [order.notice]);

    let page = handler.get(&filed.page()).await;
    assert!(page.text().contains("2 April 2026"), "{}", page.text());
    assert!(!page.text().contains("2 June 2026"), "{}", page.text());
    let back = format!("{}/extension/take-back", filed.page());
    let page = handler.fill(&filed.page(), &back, &[]).await;
    assert_eq!(
        page.location(),
        format!("{}?done=extension-taken-back", filed.page())
    );
    assert_eq!(house.case_state(&filed).await.extension_under_way(), None);
}

#[tokio::test]
async fn a_notice_that_went_out_otherwise_is_recorded_with_its_day_and_what_proves_it() {
    let house = House::open().await;
    let filed = house.working("general").await;
    house.clock.advance(TimeDelta::days(20));
    let mut handler = house.as_staff(Role::Handler).await;
    let path = format!("{}/extended", filed.page());
    let day = [("day-day", "12"), ("day-month", "3"), ("day-year", "2026")];
    let fields = [
        &day[..],
        &[("ground", "complexity"), ("reason", "Drie plaatsen.")],
    ]
    .concat();
    let page = handler.fill(&path, &path, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "no proof");
    let fields = [&fields[..], &[("evidence", "Aangetekend, RR123456785BE")]].concat();
    let page = handler.fill(&path, &path, &fields).await;
    assert_eq!(page.location(), format!("{}?done=extend", filed.page()));
    let state = house.case_state(&filed).await;
    assert_eq!(state.clock.extended_on(), "2026-03-12".parse().ok());
}

#[tokio::test]
async fn what_a_pause_comes_to_is_shown_for_the_day_typed() {
    let house = House::open().await;
    let filed = house.working("general").await;
    house.clock.advance(TimeDelta::days(20));
    let mut handler = house.as_staff(Role::Handler).await;
    let path = format!("{}/pause", filed.page());
    let typed = [
        ("show", "1"),
        ("day-day", "16"),
        ("day-month", "3"),
        ("day-year", "2026"),
    ];
    let page = handler.fill(&path, &path, &typed).await;
    assert_eq!(page.status, StatusCode::OK);
    // A week of waiting: 9 April; and asked on the tenth working day.
    assert!(page.text().contains("9 April 2026"), "{}", page.text());
    assert!(page.text().contains("more than five working days"));
    assert_eq!(house.case_state(&filed).await.clock.open_pause(), None);
}

#[tokio::test]
async fn a_refusing_draft_shows_the_last_day_for_a_refusal() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let fields = [
        ("outcome", "refused"),
        ("text", "Neen."),
        ("ground", "rights-of-others"),
        ("reason", "Er staan namen van collega's in."),
    ];
    let path = format!("{}/answer", filed.page());
    handler.hand_in(&path, &fields, &[]).await;
    for page in [filed.page(), format!("{}/draft", filed.page())] {
        let page = handler.get(&page).await;
        let warned = "must leave by Thursday 2 April 2026 (31 days in hand)";
        assert!(page.text().contains(warned), "{}", page.text());
    }
    // Merely late is not refused, and is said.
    house.clock.advance(TimeDelta::days(40));
    let mut handler = house.as_staff(Role::Handler).await;
    let page = handler.get(&filed.page()).await;
    assert!(page.text().contains("9 days too late"), "{}", page.text());
}
