use axum::body::Body;
use habeas_web::{IncidentId, PageError};

use crate::support::{Counting, ask, face, get_of};

#[tokio::test]
async fn a_panic_is_a_neutral_page_with_an_incident() {
    let answer = ask(&face(), get_of("/broken").body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 500);
    assert!(!answer.text().contains("secret") && !answer.text().contains("panic"));
    let page = scraper::Html::parse_document(answer.text());
    let code = scraper::Selector::parse(".habeas-code").unwrap();
    let incident = page
        .select(&code)
        .next()
        .expect("an incident id")
        .inner_html();
    assert_eq!(incident.len(), 8);
    assert!(!answer.text().contains("try again in a moment"));
}

#[tokio::test]
async fn a_thing_that_is_away_says_that_trying_again_can_help_and_not_what_it_is() {
    let answer = ask(&face(), get_of("/database").body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("try again in a moment"));
    assert!(!answer.text().contains("pool"));
}

#[tokio::test]
async fn an_error_speaks_the_readers_language() {
    for (language, title) in [
        ("nl", "Hier is geen pagina"),
        ("fr", "Il n’y a pas de page ici"),
        ("en", "There is no page here"),
    ] {
        let request = get_of("/nowhere")
            .header("accept-language", language)
            .body(Body::empty())
            .unwrap();
        let answer = ask(&face(), request).await;
        assert_eq!(answer.status, 404);
        assert!(
            answer
                .text()
                .contains(&format!("<html lang=\"{language}\""))
        );
        assert!(answer.text().contains(title));
        assert!(!answer.text().contains("Code of this incident"));
    }
}

#[tokio::test]
async fn a_method_that_is_not_there_is_a_page_too() {
    let answer = ask(&face(), get_of("/form").body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 405);
    assert!(answer.text().contains("<h1"));
}

#[tokio::test]
async fn the_address_is_not_a_way_to_write_on_the_page() {
    let request = get_of("/%22%3E%3Cscript%3Ealert(1)%3C/script%3E?x=%22%3E%3Cb%3E&lang=xx")
        .body(Body::empty())
        .unwrap();
    let answer = ask(&face(), request).await;
    assert_eq!(answer.status, 404);
    assert!(!answer.text().contains("<script>alert") && !answer.text().contains("\"><b>"));
    let two_slashes = ask(
        &face(),
        get_of("//evil.example/x").body(Body::empty()).unwrap(),
    )
    .await;
    assert!(
        !two_slashes.text().contains("href=\"//"),
        "a link to another host"
    );
}

#[test]
fn every_kind_of_error_has_its_words_in_every_language() {
    let errors = [
        PageError::not_found(),
        PageError::bad_request(),
        PageError::foreign(),
        PageError::stale_form(),
        PageError::session_ended(),
        PageError::too_large(),
        PageError::misdirected(),
        PageError::throttled(3),
        PageError::unavailable("x"),
        PageError::internal("x"),
    ];
    let keys = errors.iter().flat_map(|error| {
        let key = error.words().key().to_owned();
        [format!("{key}-title"), key]
    });
    habeas_language::testing::check_keys(keys).unwrap();
    habeas_language::testing::check_templates(env!("CARGO_MANIFEST_DIR")).unwrap();
}

#[test]
fn an_incident_can_be_read_out() {
    let entropy = Counting::default();
    let first = IncidentId::new(&entropy).to_string();
    assert_ne!(first, IncidentId::new(&entropy).to_string());
    assert!(
        first
            .chars()
            .all(|c| c.is_ascii_digit() || (c.is_ascii_uppercase() && !"ILOU".contains(c))),
        "{first}"
    );
}
