use axum::http::StatusCode;

use crate::support::House;

#[tokio::test]
async fn every_text_exists_in_every_language_with_its_arguments() {
    habeas_language::testing::check_templates(env!("CARGO_MANIFEST_DIR")).unwrap();
}

#[tokio::test]
async fn pages_speak_the_language_asked_for_and_leave_no_text_open() {
    let house = House::open().await;
    for (language, heading) in [
        ("nl", "Uw gegevens, uw recht"),
        ("fr", "Vos données vous appartiennent"),
        ("en", "Your data is yours to ask for"),
    ] {
        let mut browser = house.browser();
        browser.language = language;
        let page = browser.get("/").await;
        assert_eq!(page.one("h1"), heading);
        house.file(&mut browser, &["psychosocial"]).await;
        for path in ["/o/mensura", "/status", "/request/sent"] {
            let page = browser.get(path).await;
            if page.status == StatusCode::OK {
                assert!(!page.text().contains('⟦'), "{path} in {language}");
                assert!(!page.text().contains("{$"), "{path} in {language}");
            }
        }
    }
}

#[tokio::test]
async fn the_language_is_switched_on_the_page_at_hand() {
    let house = House::open().await;
    let mut browser = house.browser();
    browser
        .fill(
            "/o/mensura",
            "/o/mensura",
            &[("right", "access"), ("kind", "general")],
        )
        .await;
    let page = browser.get("/request/whom?lang=nl").await;
    assert_eq!(page.one("h1"), "Voor wie is dit verzoek?");
    let page = browser.fill("/request/whom", "/request/whom", &[]).await;
    assert!(page.one(".govuk-error-summary").contains("Kies"));
    let page = browser.get("/request/send?lang=fr").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn all_organisations_stand_on_the_first_page() {
    let house = House::open().await;
    let mut browser = house.browser();
    let page = browser.get("/").await;
    for controller in ["mensura", "certimed", "eurocontrol", "occar"] {
        assert!(
            page.text().contains(&format!("/o/{controller}\"")),
            "{controller}"
        );
    }
    assert!(page.headers.contains_key("content-security-policy"));
}

#[test]
fn every_message_beside_a_field_has_its_text() {
    let mut keys = Vec::new();
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    for file in std::fs::read_dir(sources).unwrap() {
        let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let quoted = source.split('"').skip(1).step_by(2);
        keys.extend(quoted.filter(|text| is_key(text)).map(str::to_owned));
    }
    assert!(keys.len() > 30, "{} keys", keys.len());
    habeas_language::testing::check_keys(keys).unwrap();
}

/// Whether a text in quotes is a key of the portal or of the components, and not put together.
fn is_key(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let ours = text.starts_with("portal-") || text.starts_with("web-");
    ours && !text.ends_with('-') && text.chars().all(plain)
}
