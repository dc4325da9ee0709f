//! Signing in: the same answer for a wrong name and a wrong password, pauses, sessions that end.

use axum::http::StatusCode;
use chrono::TimeDelta;

use crate::support::{Browser, House, PASSWORD, Role};

async fn attempt(browser: &mut Browser, login: &str, password: &str) -> StatusCode {
    let fields = [("login", login), ("password", password)];
    browser.fill("/sign-in", "/sign-in", &fields).await.status
}

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_look_the_same() {
    let house = House::open().await;
    let mut browser = house.browser();
    let wrong = [("login", "handler"), ("password", "niet dit")];
    let first = browser.fill("/sign-in", "/sign-in", &wrong).await;
    let unknown = [("login", "handler2"), ("password", "niet dit")];
    let second = browser.fill("/sign-in", "/sign-in", &unknown).await;
    assert_eq!(first.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        first.text().replace("handler", ""),
        second.text().replace("handler2", "")
    );
}

#[tokio::test]
async fn wrong_passwords_bring_a_pause_that_a_known_device_does_not_meet() {
    let house = House::open().await;
    let mut known = house.as_staff(Role::Handler).await;
    known.fill("/search", "/sign-out", &[]).await;
    let mut stranger = house.browser();
    for _ in 0..5 {
        let status = attempt(&mut stranger, "handler", "geraden").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let status = attempt(&mut stranger, "handler", PASSWORD).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    let status = attempt(&mut stranger, "nobody-of-this-name", "geraden").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "another account");
    let status = attempt(&mut known, "handler", PASSWORD).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    house.clock.advance(TimeDelta::seconds(5));
    let status = attempt(&mut stranger, "handler", PASSWORD).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "the pause is over");
}

#[tokio::test]
async fn a_session_ends_by_itself_and_by_signing_out() {
    let house = House::open().await;
    let mut browser = house.as_staff(Role::Handler).await;
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    house.clock.advance(TimeDelta::minutes(29));
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    house.clock.advance(TimeDelta::minutes(31));
    assert_eq!(browser.get("/").await.location(), "/sign-in");

    let mut browser = house.as_staff(Role::Handler).await;
    let kept = browser.cookies.clone();
    let page = browser.fill("/", "/sign-out", &[]).await;
    assert_eq!(page.location(), "/sign-in");
    browser.cookies = kept;
    assert_eq!(
        browser.get("/").await.location(),
        "/sign-in",
        "not the cookie alone"
    );
}

#[tokio::test]
async fn signing_in_anew_renews_the_session() {
    let house = House::open().await;
    let mut browser = house.as_staff(Role::Handler).await;
    let before = browser.cookies["habeas-console-session"].clone();
    attempt(&mut browser, "handler", PASSWORD).await;
    let after = browser.cookies["habeas-console-session"].clone();
    assert_ne!(before, after);
    browser
        .cookies
        .insert("habeas-console-session".to_owned(), before);
    assert_eq!(browser.get("/").await.location(), "/sign-in");
}

#[tokio::test]
async fn roles_count_from_the_next_request_on() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut browser = house.as_staff(Role::Handler).await;
    assert_eq!(browser.get(&filed.page()).await.status, StatusCode::OK);
    let store = &house.engine.store;
    store
        .set_grants(Role::Handler.id(), Vec::new())
        .await
        .unwrap();
    assert_eq!(
        browser.get(&filed.page()).await.status,
        StatusCode::NOT_FOUND
    );
    let staff = Role::Handler.staff();
    store
        .set_password(staff.id, staff.password, false)
        .await
        .unwrap();
    assert_eq!(browser.get("/").await.location(), "/sign-in");
    let status = attempt(&mut browser, "handler", PASSWORD).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "not active");
}

#[tokio::test]
async fn a_form_without_its_token_does_nothing() {
    let house = House::open().await;
    let mut browser = house.browser();
    let fields =
        [("login", "handler"), ("password", PASSWORD)].map(|(n, v)| (n.to_owned(), v.to_owned()));
    let page = browser.post("/sign-in", &fields).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let version = house.case_state(&filed).await.version.to_string();
    for action in [
        "send", "recall", "send-now", "route", "pause", "answer", "approve",
    ] {
        let path = format!("{}/{action}", filed.page());
        let fields = [("version".to_owned(), version.clone())];
        let page = handler.post(&path, &fields).await;
        let neutral = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
        assert!(neutral.contains(&page.status), "{action}: {}", page.status);
    }
    let mut other = house.as_staff(Role::OtherHandler).await;
    let theirs = other.get(&format!("{}/pause", filed.page())).await;
    let fields = theirs.hidden(&format!("{}/pause", filed.page()));
    let page = handler
        .post(&format!("{}/pause", filed.page()), &fields)
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "somebody else's token");
}
