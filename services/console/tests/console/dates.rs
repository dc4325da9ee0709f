//! What peers got wrong about dates on the pages of those who work to them.

use crate::support::{House, Role};

/// The words of the queue's row of a case, and the figures of the officer: late, paused.
async fn seen(house: &House, reference: &str) -> (String, String) {
    let mut handler = house.as_staff(Role::Handler).await;
    let queue = handler.get("/?view=all").await;
    let row = queue
        .all("tbody tr")
        .into_iter()
        .find(|row| row.contains(reference))
        .unwrap_or_else(|| panic!("{reference} is not in the queue: {}", queue.text()));
    let mut officer = house.as_staff(Role::Dpo).await;
    let figures = officer.get("/figures").await;
    (row, figures.all(".habeas-tile").join(" · "))
}

async fn reference(house: &House, page: &str) -> String {
    let mut handler = house.as_staff(Role::Handler).await;
    let page = handler.get(page).await;
    page.one(".govuk-caption-l")
}

#[tokio::test]
async fn bug_10_a_paused_case_is_not_late() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let reference = reference(&house, &filed.page()).await;
    let mut handler = house.as_staff(Role::Handler).await;
    let pause = format!("{}/pause", filed.page());
    let filled = [
        ("day-day", "2"),
        ("day-month", "3"),
        ("day-year", "2026"),
        ("cause", "clarification"),
    ];
    handler.fill(&pause, &pause, &filled).await;
    house.clock.advance(chrono::TimeDelta::days(90));
    let (row, figures) = seen(&house, &reference).await;
    assert!(row.contains("Paused"), "{row}");
    assert!(!row.contains("late"), "{row}");
    assert!(figures.contains("0 Late"), "{figures}");
    assert!(figures.contains("1 Paused"), "{figures}");
}

#[tokio::test]
async fn bug_11_a_case_whose_person_is_not_known_yet_is_late_like_any_other() {
    let house = House::open().await;
    let filed = house.file("general").await;
    let reference = reference(&house, &filed.page()).await;
    // 2 April is the last day.
    house.clock.advance(chrono::TimeDelta::days(32));
    let (row, figures) = seen(&house, &reference).await;
    assert!(row.contains("1 day late"), "{row}");
    assert!(figures.contains("1 Late"), "{figures}");
}

#[tokio::test]
async fn bug_14_today_is_the_controllers_day_wherever_staff_sit() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let reference = reference(&house, &filed.page()).await;
    // Half past midnight in Brussels on the last day, 2 April; 1 April in UTC and in New York.
    let midnight = "2026-04-01T22:30:00Z".parse::<chrono::DateTime<chrono::Utc>>();
    let ahead = midnight.unwrap() - house.engine.clock.now();
    house.clock.advance(ahead);
    let (row, _) = seen(&house, &reference).await;
    assert!(row.contains("Today"), "{row}");
}

#[tokio::test]
async fn bug_21_a_case_without_a_date_has_all_its_pages() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let pause = format!("{}/pause", filed.page());
    for (day, month, year) in [
        ("31", "2", "2026"),
        ("", "", ""),
        ("2", "3", "99999"),
        ("x", "3", "2026"),
    ] {
        let filled = [
            ("day-day", day),
            ("day-month", month),
            ("day-year", year),
            ("cause", "clarification"),
        ];
        let page = handler.fill(&pause, &pause, &filled).await;
        assert_eq!(page.status, 422, "{day}-{month}-{year}");
    }
    let filled = [
        ("day-day", "2"),
        ("day-month", "3"),
        ("day-year", "2026"),
        ("cause", "clarification"),
    ];
    handler.fill(&pause, &pause, &filled).await;
    let case = filed.page();
    for path in [
        "/",
        "/?view=all",
        "/cases.csv",
        &case,
        &format!("{case}/resume"),
    ] {
        let page = handler.get(path).await;
        assert_eq!(page.status, 200, "{path}");
    }
    let page = handler.get("/cases.csv").await;
    assert!(page.text().contains("2026-03-02,,,,"), "{}", page.text());
}
