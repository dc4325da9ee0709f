//! The day of receipt set right, with what it comes to; a legal hold set and lifted.

use axum::http::StatusCode;

use crate::support::{House, Role};

#[tokio::test]
async fn the_day_of_receipt_is_set_right_after_its_dates_were_shown() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let page = format!("{}/receipt", filed.page());
    // Received on Monday 2 March 2026, due on Thursday 2 April; it had come on Friday 27 February.
    let day = [
        ("day-day", "27"),
        ("day-month", "2"),
        ("day-year", "2026"),
        ("choice", "processor"),
    ];
    let shows = [&day[..], &[("show", "1")]].concat();
    let shown = handler.fill(&page, &page, &shows).await;
    assert_eq!(shown.status, StatusCode::OK);
    for date in ["Thursday 2 April 2026", "Friday 27 March 2026"] {
        assert!(shown.text().contains(date), "{date}: {}", shown.text());
    }
    let before = house.case_state(&filed).await.received_on();
    assert_eq!(before, "2026-03-02".parse().ok(), "nothing was done yet");
    let done = handler.fill(&page, &page, &day).await;
    assert_eq!(
        done.location(),
        format!("{}?done=receipt-corrected", filed.page())
    );
    let after = house.case_state(&filed).await.received_on();
    assert_eq!(after, "2026-02-27".parse().ok());
    let future = [
        ("day-day", "3"),
        ("day-month", "3"),
        ("day-year", "2026"),
        ("choice", "mistyped"),
    ];
    let refused = handler.fill(&page, &page, &future).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_legal_hold_is_set_and_lifted() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let page = format!("{}/hold", filed.page());
    let nothing = handler.fill(&page, &page, &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    handler.fill(&page, &page, &[("choice", "court")]).await;
    assert!(house.case_state(&filed).await.legal_hold);
    let shown = handler.get(&filed.page()).await;
    assert!(shown.text().contains("Under legal hold"));
    handler.fill(&page, &page, &[]).await;
    assert!(!house.case_state(&filed).await.legal_hold);
    // Another desk's case is not there.
    let mut doctor = house.as_staff(Role::Doctor).await;
    assert_eq!(doctor.get(&page).await.status, StatusCode::NOT_FOUND);
}
