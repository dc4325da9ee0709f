//! The one date that the person sees, and why; what peers got wrong about it.

use axum::http::StatusCode;
use habeas_engine::SealedWrites;
use habeas_envelope::Code;

use crate::{
    status::sign_in,
    support::{Filed, House},
};

#[tokio::test]
async fn the_date_comes_with_its_reasons_in_plain_words() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["medical"]).await;
    sign_in(&mut browser, &filed).await;
    let reasons = |page: &crate::support::Page| page.all(".habeas-on-paper li");
    let counted = [
        "The day of receipt, 2 March 2026, is not counted.",
        "1 month from there ends on 2 April 2026.",
    ];
    let page = browser.get("/status/request").await;
    assert_eq!(reasons(&page), counted);
    assert_eq!(
        page.all(".habeas-on-screen details li"),
        counted,
        "on screen as on paper"
    );
    assert!(page.text().contains("GDPR art. 12(3)"));

    // A case that stands still has no date, and the page says so.
    let (id, state) = house.submissions().await.remove(0);
    let cases = house.open_cases(id, &state, &["medical"]).await;
    let pause = habeas_case::case::Command::Pause {
        cause: Code::literal("clarification"),
        day: house.clock_now().date_naive(),
        evidence: None,
    };
    house
        .command(
            "worker.test",
            vec![(cases[0], pause).into()],
            SealedWrites::default(),
        )
        .await;
    let page = browser.get("/status/request").await;
    assert!(page.all(".habeas-due").is_empty(), "{}", page.text());
    assert!(
        page.text()
            .contains("The time limit stands still at the moment"),
        "{}",
        page.text()
    );
    assert_eq!(
        reasons(&page).last().map(String::as_str),
        Some("Since 2 March 2026 the time limit stands still.")
    );
    // Neither the law for patient files nor the last day to refuse is the person's to know.
    for secret in ["2002", "refus", "medical"] {
        assert!(!page.text().to_lowercase().contains(secret), "{secret}");
    }
}

/// Half an hour before midnight in UTC the next day has begun where the organisation is.
#[tokio::test]
async fn bug_14_the_day_of_receipt_is_the_controllers_and_no_clients() {
    let house = House::open().await;
    let late = "2026-03-02T23:30:00Z".parse::<chrono::DateTime<chrono::Utc>>();
    house.clock.advance(late.unwrap() - house.clock_now());
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["general"]).await;
    let (_, state) = house.submissions().await.remove(0);
    assert_eq!(state.received_on(), "2026-03-03".parse().ok());
    sign_in(&mut browser, &filed).await;
    let page = browser.get("/status/request").await;
    assert_eq!(page.one(".habeas-due__date"), "Friday 3 April 2026");
}

/// Whoever files in another's name neither stops nor joins that other's request, and gets nothing of
/// it: a request is found by its own reference and code, and told apart by nothing that was typed.
#[tokio::test]
async fn bug_22_a_filing_in_the_same_name_neither_blocks_nor_joins_another() {
    let house = House::open().await;
    let (mut victim, mut stranger) = (house.browser(), house.browser());
    let theirs = house.file(&mut stranger, &["general"]).await;
    let own = house.file(&mut victim, &["general"]).await;
    assert_ne!(own.reference, theirs.reference);
    assert_eq!(house.submissions().await.len(), 2);
    sign_in(&mut stranger, &theirs).await;
    sign_in(&mut victim, &own).await;
    let text = [("text", "For me alone.")];
    stranger
        .fill("/status/message", "/status/message", &text)
        .await;
    stranger
        .fill("/status/withdraw", "/status/withdraw", &[("sure", "yes")])
        .await;
    let states = house.submissions().await;
    let withdrawn: Vec<bool> = states.iter().map(|(_, state)| state.withdrawn).collect();
    assert_eq!(withdrawn.iter().filter(|w| **w).count(), 1);
    let page = victim.get("/status/request").await;
    assert_eq!(page.one(".habeas-due__date"), "Thursday 2 April 2026");
    assert!(!page.text().contains("withdrawn"), "{}", page.text());
    let kept = states.iter().find(|(_, state)| !state.withdrawn).unwrap();
    assert!(
        kept.1.messages_in.is_empty(),
        "a stranger's message came in"
    );
    // One's code does not open the other's request.
    let crossed = Filed {
        reference: own.reference.clone(),
        code: theirs.code.clone(),
    };
    let codes = [
        ("reference", crossed.reference.as_str()),
        ("code", crossed.code.as_str()),
    ];
    let page = house.browser().fill("/status", "/status", &codes).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}
