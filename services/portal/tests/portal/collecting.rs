use axum::http::StatusCode;
use habeas_envelope::StreamRef;

use crate::support::{House, controller};

#[tokio::test]
async fn the_answer_opens_with_its_own_code_after_its_collection_is_in_the_log() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["everything"]).await;
    let (id, state) = house.submissions().await.remove(0);
    let cases = house.settle(id, &state, &["general", "medical"]).await;
    let first = house
        .answer(&state, cases[0], "Dear person,\n\nhere it is.")
        .await;
    let second = house.answer(&state, cases[1], "Second.").await;
    let codes = [
        ("reference", filed.reference.as_str()),
        ("code", filed.code.as_str()),
    ];
    browser.fill("/status", "/status", &codes).await;

    let page = browser.get("/status/answers/1").await;
    assert_eq!(
        page.status,
        StatusCode::NOT_FOUND,
        "it is not made available yet"
    );
    house.make_available(&first).await;
    let overview = browser.get("/status/request").await;
    assert_eq!(overview.one("h1"), "An answer is ready for you");
    assert!(overview.text().contains("Answer, part 1"));
    assert!(!overview.text().contains("Answer, part 2"));
    let text = overview.text().to_lowercase();
    assert!(!text.contains("medical") && !text.contains("general data"));

    let page = browser.get("/status/answers/1").await;
    assert!(!page.text().contains("here it is"));
    // The access code is not the answer's, nor is the code of another case.
    for wrong in [filed.code.as_str(), second.code.as_str(), "", "x"] {
        let page = browser
            .fill("/status/answers/1", "/status/answers/1", &[("code", wrong)])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    assert!(house.submissions().await[0].1.collected.is_empty());
    house.clock.advance(chrono::TimeDelta::minutes(11));
    let page = browser
        .fill(
            "/status/answers/1",
            "/status/answers/1",
            &[("code", &first.code)],
        )
        .await;
    assert_eq!(page.location(), "/status/answers/1");
    assert_eq!(house.submissions().await[0].1.collected.len(), 1);
    let page = browser.get("/status/answers/1").await;
    assert!(page.text().contains("here it is."), "{}", page.text());
    assert!(page.text().contains("Your file.pdf"));

    let file = browser.get("/status/answers/1/files/1").await;
    assert_eq!(file.bytes, b"%PDF-fake");
    assert_eq!(file.headers["content-type"], "application/pdf");
    assert_eq!(
        file.headers["content-disposition"],
        "attachment; filename=\"answer-1-1.pdf\""
    );
    assert_eq!(file.headers["x-content-type-options"], "nosniff");
    assert_eq!(
        file.headers["content-security-policy"],
        "default-src 'none'; sandbox"
    );
    assert_eq!(file.headers["cache-control"], "no-store");
    for absent in [
        "/status/answers/1/files/2",
        "/status/answers/1/files/0",
        "/status/answers/2",
    ] {
        assert_eq!(
            browser.get(absent).await.status,
            StatusCode::NOT_FOUND,
            "{absent}"
        );
    }

    // Another device with the access code alone sees that it was collected, and no word of it.
    let mut other = house.browser();
    other.fill("/status", "/status", &codes).await;
    let page = other.get("/status/answers/1").await;
    assert!(!page.text().contains("here it is"));
    assert_eq!(
        other.get("/status/answers/1/files/1").await.status,
        StatusCode::NOT_FOUND
    );
    let page = other.get("/status/request").await;
    assert!(page.text().contains("Collected"));
}

#[tokio::test]
async fn an_answer_waits_until_it_is_settled_who_the_person_is() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["general"]).await;
    let codes = [
        ("reference", filed.reference.as_str()),
        ("code", filed.code.as_str()),
    ];
    browser.fill("/status", "/status", &codes).await;
    // The portal wrote to its submission only.
    let kinds = [
        habeas_envelope::StreamKind::Case,
        habeas_envelope::StreamKind::Access,
    ];
    let scope = habeas_envelope::Scope::whole([controller()]);
    for kind in kinds {
        let streams: Vec<StreamRef> = house
            .engine
            .store
            .streams(&scope, kind, None, 10)
            .await
            .unwrap();
        assert!(streams.is_empty());
    }
    let (id, state) = house.submissions().await.remove(0);
    let cases = house.open_cases(id, &state, &["general"]).await;
    let answered = house.answer(&state, cases[0], "Too early.").await;
    house.make_available(&answered).await;
    let page = browser.get("/status/answers/1").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(
        !browser
            .get("/status/request")
            .await
            .text()
            .contains("/status/answers")
    );
}
