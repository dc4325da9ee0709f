//! The queue as a table: the dates and words of the pages, for whoever sees the cases there.

use axum::http::{StatusCode, header};

use crate::support::{House, Page, Role};

fn table(page: &Page) -> Vec<Vec<String>> {
    let mut csv = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(page.bytes.as_slice());
    csv.records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[tokio::test]
async fn the_table_holds_dates_states_and_reasons_and_nobody() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let hidden = house.working("medical").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let link = handler.get("/?view=all").await;
    assert!(link.text().contains("/cases.csv"));
    let page = handler.get("/cases.csv").await;
    assert_eq!(page.status, StatusCode::OK);
    let kind = page.headers[header::CONTENT_TYPE].to_str().unwrap();
    assert_eq!(kind, "text/csv; charset=utf-8; header=present");
    let name = page.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert_eq!(name, "attachment; filename=\"cases-2026-03-02.csv\"");
    assert!(page.text().contains("\r\n"));
    // Else Excel takes UTF-8 for the code page of the machine.
    assert_eq!(page.bytes[..3], [0xef, 0xbb, 0xbf]);
    assert_ne!(page.bytes[3..6], [0xef, 0xbb, 0xbf], "once");
    let rows = table(&page);
    assert_eq!(rows.len(), 2, "the medical case is not the handler's");
    assert_eq!(
        rows[0][5..9],
        ["Received", "End of the first period", "Last day", "Work to"]
    );
    let row = &rows[1];
    assert_eq!(
        row[5..9],
        ["2026-03-02", "2026-04-02", "2026-04-02", "2026-04-02"]
    );
    assert_eq!(row[10], "runs");
    assert_eq!(
        row[11],
        "The day of receipt, 2 March 2026, is not counted. (Reg. 1182/71 art. 3(1)) \
         1 month from there ends on 2 April 2026. (GDPR art. 12(3))"
    );
    let case = handler.get(&filed.page()).await;
    assert!(case.text().contains(&row[0]), "the same reference");
    for secret in ["Wouters", "example.org", "woorden"] {
        assert!(!page.text().contains(secret), "{secret}");
    }
    let mut doctor = house.as_staff(Role::Doctor).await;
    let page = doctor.get("/cases.csv").await;
    let theirs = table(&page);
    assert_eq!(theirs.len(), 2);
    let shown = doctor.get(&hidden.page()).await;
    assert!(shown.text().contains(&theirs[1][0]));
}

#[tokio::test]
async fn the_officer_has_every_case_and_not_whose_a_closed_desks_are() {
    let house = House::open().await;
    house.working("general").await;
    house.working("medical").await;
    let mut officer = house.as_staff(Role::Dpo).await;
    let mut rows = table(&officer.get("/figures.csv").await);
    assert_eq!(rows.len(), 3);
    rows.sort_by_key(|row| row[0].len());
    let closed = &rows[0];
    assert_eq!(
        (closed[0].as_str(), closed[3].as_str(), closed[4].as_str()),
        ("", "", "")
    );
    assert_eq!(closed[7], "2026-04-02");
    assert_eq!(
        officer.get("/cases.csv").await.status,
        StatusCode::NOT_FOUND
    );
    for role in [Role::Handler, Role::Mailroom, Role::Stranger] {
        let mut browser = house.as_staff(role).await;
        let page = browser.get("/figures.csv").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{role:?}");
    }
}
