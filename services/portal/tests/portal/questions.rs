//! What the packs of single organisations ask besides at intake, none of it a bar to filing.

use axum::http::StatusCode;
use habeas_case::submission::Submission;
use habeas_envelope::{Code, ControllerId, Scope, SubmissionId};

use crate::support::{Browser, House};

/// Fills in the first two pages, for oneself.
async fn ask(browser: &mut Browser, controller: &str, what: &[(&str, &str)]) {
    let path = format!("/o/{controller}");
    let page = browser.fill(&path, &path, what).await;
    assert_eq!(page.location(), "/request/whom");
    let page = browser
        .fill("/request/whom", "/request/whom", &[("whom", "self")])
        .await;
    assert_eq!(page.location(), "/request/you");
}

/// Who the person is, with further fields of the page.
async fn introduce(browser: &mut Browser, more: &[(&str, &str)]) -> String {
    let mut you = vec![
        ("name", "Zoë Wouters"),
        ("contact", "e-mail"),
        ("email", "zoe@example.org"),
    ];
    you.extend(more);
    let page = browser.fill("/request/you", "/request/you", &you).await;
    page.location().to_owned()
}

/// Sends what was filled in, from the words on.
async fn send(
    house: &House,
    browser: &mut Browser,
    controller: &str,
) -> (SubmissionId, Submission) {
    let page = browser
        .fill("/request/words", "/request/words", &[("words", "")])
        .await;
    assert_eq!(page.location(), "/request/review");
    let page = browser.fill("/request/review", "/request/send", &[]).await;
    assert_eq!(page.location(), "/request/sent");
    let scope = Scope::whole([ControllerId::new(controller).unwrap()]);
    house.submissions_of(scope).await.pop().unwrap()
}

const ACCESS: &[(&str, &str)] = &[("right", "access"), ("kind", "general")];

#[tokio::test]
async fn eurocontrol_25_3_the_form_asks_who_works_there_and_files_whatever_is_said() {
    for (said, kept) in [
        (vec![("audience", "staff")], Some("staff")),
        (vec![("audience", "non-staff")], Some("non-staff")),
        (vec![("audience", "unsure")], Some("unsure")),
        (vec![], None),
    ] {
        let house = House::open().await;
        let mut browser = house.browser();
        ask(&mut browser, "eurocontrol", ACCESS).await;
        let page = browser.get("/request/you").await;
        assert_eq!(page.values("input[name=audience]").len(), 3);
        assert_eq!(introduce(&mut browser, &said).await, "/request/words");
        let (_, state) = send(&house, &mut browser, "eurocontrol").await;
        let received = state.received.unwrap();
        assert_eq!(received.audience, kept.map(Code::literal));
    }
}

#[tokio::test]
async fn what_is_no_answer_to_the_question_is_said_beside_it() {
    let house = House::open().await;
    let mut browser = house.browser();
    ask(&mut browser, "eurocontrol", ACCESS).await;
    let you = [
        ("name", "Zoë Wouters"),
        ("contact", "e-mail"),
        ("email", "zoe@example.org"),
        ("audience", "boss"),
    ];
    let page = browser.fill("/request/you", "/request/you", &you).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.one("#audience-error").contains("Choose"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn where_it_decides_nothing_nobody_is_asked_where_they_work() {
    let house = House::open().await;
    let mut browser = house.browser();
    ask(
        &mut browser,
        "occar",
        &[("right", "access"), ("kind", "visitors")],
    )
    .await;
    let page = browser.get("/request/you").await;
    assert!(page.values("input[name=audience]").is_empty());
    introduce(&mut browser, &[("audience", "staff")]).await;
    let (_, state) = send(&house, &mut browser, "occar").await;
    assert_eq!(state.received.unwrap().audience, None);
}
