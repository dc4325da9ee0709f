//! Who acts for somebody else shows that they may, before the file is anybody's to send them.

use axum::http::StatusCode;
use habeas_case::{Capacity, submission::IdentityState};

use crate::support::{House, Role};

#[tokio::test]
async fn the_desk_says_what_shows_that_somebody_may_act_for_another() {
    let house = House::open().await;
    let filed = house.file_as("general", Capacity::Lawyer).await;
    let mut checker = house.as_staff(Role::Identity).await;
    let there = filed.identity_page();
    let page = checker.get(&there).await;
    assert!(page.text().contains("Not shown yet"), "{}", page.text());
    let verify = format!("{there}/verify");
    let page = checker.fill(&there, &verify, &[("method", "card")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!house.submission_state(&filed).await.identity_established());
    let shown = [("method", "card"), ("authority", "mandate")];
    let page = checker.fill(&there, &verify, &shown).await;
    assert!(page.location().contains("done=verified"));
    let state = house.submission_state(&filed).await;
    assert!(state.identity_established());
    assert_eq!(state.authority_word(), Some("proven"));
}

#[tokio::test]
async fn proof_of_authority_is_asked_of_the_person_and_the_clock_waits() {
    let house = House::open().await;
    let filed = house.file_as("general", Capacity::Employer).await;
    let mut checker = house.as_staff(Role::Identity).await;
    let there = filed.identity_page();
    let asks = [
        ("doubt", "authority"),
        ("question", "Stuur ons het mandaat."),
    ];
    let page = checker.fill(&there, &format!("{there}/ask"), &asks).await;
    assert!(page.location().contains("done=asked"));
    let state = house.submission_state(&filed).await;
    assert_eq!(state.authority_word(), Some("asked"));
    assert_eq!(state.identity_questions.len(), 1);
    assert_eq!(state.messages_out.len(), 1);
    let case = house.case_state(&filed).await;
    assert!(case.clock.open_pause().is_some());
}

#[tokio::test]
async fn who_may_not_act_for_another_is_rejected_with_a_reason() {
    let house = House::open().await;
    let filed = house.file_as("general", Capacity::Mandate).await;
    let mut checker = house.as_staff(Role::Identity).await;
    let there = filed.identity_page();
    let reject = format!("{there}/reject");
    let ground = [("ground", "no-authority")];
    let page = checker.fill(&there, &reject, &ground).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = [ground[0], ("reason", "Het mandaat is niet ondertekend.")];
    let page = checker.fill(&there, &reject, &said).await;
    assert!(page.location().contains("done=rejected"));
    let state = house.submission_state(&filed).await;
    assert_eq!(state.authority_word(), Some("refused"));
    assert!(matches!(state.identity, IdentityState::Rejected { .. }));
}

#[tokio::test]
async fn nobody_is_asked_of_authority_who_acts_for_themselves() {
    let house = House::open().await;
    let filed = house.file("general").await;
    let mut checker = house.as_staff(Role::Identity).await;
    let there = filed.identity_page();
    let page = checker.get(&there).await;
    for value in ["no-authority", "authority", "mandate"] {
        let found = page.all(&format!("input[value='{value}']"));
        assert_eq!(found.len(), 0, "{value}");
    }
}
