//! The complaint at the Board's desk: nobody else of the organisation sees it.

use axum::http::StatusCode;
use habeas_case::ComplaintStep;
use habeas_envelope::{CaseId, Code, StreamRef};

use crate::support::{Browser, Elsewhere, House};

const RIGHT: &str = "board-complaint";

fn agency() -> Elsewhere {
    Elsewhere::new("eurocontrol")
}

/// Somebody who holds an office of the Agency or of its Board.
async fn holder(house: &House, office: &'static str) -> Browser {
    agency().staff(house, "office", office).await
}

async fn complaint(house: &House) -> CaseId {
    agency().working(house, RIGHT, RIGHT).await
}

fn step<'a>(word: &'a str, day: &'a str, text: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("step", word),
        ("day-day", day),
        ("day-month", "3"),
        ("day-year", "2026"),
        ("text", text),
    ]
}

#[tokio::test]
async fn eurocontrol_25_4_the_agency_and_its_officer_see_nothing_of_a_complaint() {
    let house = House::open().await;
    let case = complaint(&house).await;
    let offices = [
        "coordinator",
        "internal-controller",
        "dpo",
        "director-general",
    ];
    for office in offices {
        let mut browser = holder(&house, office).await;
        for path in ["", "/complaint"] {
            let page = browser.get(&format!("/cases/{case}{path}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{office} {path}");
        }
    }
}

#[tokio::test]
async fn eurocontrol_annex_iv_8_9_the_secretary_tells_of_progress_and_records_what_follows() {
    let house = House::open().await;
    let case = complaint(&house).await;
    let mut secretary = holder(&house, "board-secretary").await;
    let path = format!("/cases/{case}");
    let form = format!("{path}/complaint");
    let page = secretary.get(&path).await;
    assert!(page.text().contains(&form), "{}", page.text());
    assert!(
        page.text().contains("Not said."),
        "what is missing is shown"
    );

    let decided = step("decided", "2", "The Director General follows the Board.");
    let page = secretary.fill(&form, &form, &decided).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text().contains("first the conclusions"),
        "{}",
        page.text()
    );

    let progress = step("progress-told", "2", "The rapporteur has been named.");
    let page = secretary.fill(&form, &form, &progress).await;
    assert_eq!(page.location(), format!("{path}?done=complaint"));
    let told = agency().state(&house, case).await;
    let on = Some("2026-03-02".parse().unwrap());
    assert_eq!(told.complaint_on(ComplaintStep::ProgressTold), on);
    let id = told.opened.as_ref().unwrap().submission;
    let stream = StreamRef::submission(agency().controller, id);
    let sealed = house.engine.store.sealed(&agency().scope(), &stream).await;
    let sealed = sealed.unwrap();
    let compartments: Vec<_> = sealed
        .iter()
        .map(|field| field.compartment.as_str())
        .collect();
    assert_eq!(compartments, ["board"], "no desk of the Agency opens it");

    let conclusions = step("conclusions-communicated", "2", "It is well founded.");
    let page = secretary.fill(&form, &form, &conclusions).await;
    assert_eq!(page.location(), format!("{path}?done=complaint"));
    let page = secretary.fill(&form, &form, &decided).await;
    assert_eq!(page.location(), format!("{path}?done=complaint"));
    // Three months from Monday 2 March 2026.
    let until = "2026-06-02".parse().unwrap();
    let remedies = agency().state(&house, case).await.remedies;
    assert_eq!(remedies, [(Code::literal("arbitration"), until)]);
}
