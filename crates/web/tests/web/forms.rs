use axum::{body::Body, http::header};
use chrono::NaiveDate;
use habeas_web::{EmailAddress, Form, FormKey, Line, Message};
use proptest::prelude::*;

use crate::support::{ask, face, post_of};

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[test]
fn a_token_belongs_to_one_owner_and_one_form() {
    let key = FormKey::new([1; 32]);
    let token = key.token(b"session-a", "file-request");
    assert!(key.check(b"session-a", "file-request", &token).is_ok());
    for (owner, form, token) in [
        (&b"session-a"[..], "withdraw", token.as_str()),
        (b"session-b", "file-request", &token),
        (b"session-afile", "-request", &token),
        (b"session-a", "file-request", &token[1..]),
        (b"session-a", "file-request", &format!("{token}A")),
        (b"session-a", "file-request", ""),
        (b"session-a", "file-request", "not base64!"),
    ] {
        let refused = key.check(owner, form, token).unwrap_err();
        assert_eq!(refused.status(), 403);
        assert!(refused.can_retry());
    }
    assert!(
        FormKey::new([2; 32])
            .check(b"session-a", "file-request", &token)
            .is_err()
    );
    assert_eq!(format!("{key:?}"), "FormKey(..)");
}

#[test]
fn what_was_typed_is_kept_beside_what_is_wrong() {
    let typed = pairs(&[
        ("name", "Ada"),
        ("email", "ada@\r\nBcc: x@example.org"),
        ("kind", "a"),
        ("kind", "b"),
        ("empty", ""),
    ]);
    let mut form = Form::filled("t".to_owned(), typed);
    assert_eq!(form.read::<Line<20>>("name").unwrap().as_str(), "Ada");
    assert!(form.read::<EmailAddress>("email").is_none());
    assert!(form.read::<Line<20>>("missing").is_none());
    assert!(form.read_optional::<Line<20>>("missing-too").is_none());
    assert_eq!(form.value("email"), "ada@\r\nBcc: x@example.org");
    assert!(form.is("kind", "a") && form.is("kind", "b") && !form.is("kind", "c"));
    assert_eq!(
        form.value_or("empty", "fallback"),
        "",
        "an emptied field stays empty"
    );
    assert_eq!(form.value_or("new", "fallback"), "fallback");
    let keys: Vec<_> = form
        .errors()
        .iter()
        .map(|(field, error)| (field.as_str(), error.key()))
        .collect();
    assert_eq!(
        keys,
        [
            ("email", "web-error-email"),
            ("missing", "web-error-required")
        ]
    );
    assert_eq!(
        form.described_by("email", "a hint"),
        "email-hint email-error"
    );
    assert!(
        !format!("{form:?}").contains("Bcc"),
        "what was typed is in no log"
    );
}

#[test]
fn the_first_error_of_a_field_stands() {
    let mut form = Form::blank("t".to_owned());
    form.refuse("a", Message::new("web-error-required"));
    form.refuse("a", Message::new("web-error-email"));
    assert_eq!(form.error("a").unwrap().key(), "web-error-required");
    assert_eq!(form.errors().len(), 1);
}

#[test]
fn a_date_has_to_exist() {
    let read = |day: &str, month: &str, year: &str| {
        let typed = pairs(&[("b-day", day), ("b-month", month), ("b-year", year)]);
        let mut form = Form::filled("t".to_owned(), typed);
        let date = form.read_date("b");
        (
            date,
            form.error("b").map(|error| error.key().to_owned()),
            form.anchor("b"),
        )
    };
    assert_eq!(
        read("29", "2", "2024").0,
        NaiveDate::from_ymd_opt(2024, 2, 29)
    );
    assert_eq!(
        read(" 07", "03 ", "1981").0,
        NaiveDate::from_ymd_opt(1981, 3, 7)
    );
    assert_eq!(
        read("29", "2", "2023"),
        (None, Some("web-error-date".to_owned()), "b-day".to_owned())
    );
    assert_eq!(read("", "", "").1.unwrap(), "web-error-date-required");
    for (day, month, year) in [
        ("1", "1", "81"),
        ("1", "1", ""),
        ("+1", "1", "1981"),
        ("1", "13", "1981"),
        ("0", "1", "1981"),
        ("999999999999", "1", "1981"),
        ("१", "1", "1981"),
    ] {
        assert_eq!(read(day, month, year).0, None, "{day} {month} {year}");
    }
}

#[test]
fn a_choice_that_is_not_offered_is_refused() {
    let mut form = Form::filled("t".to_owned(), pairs(&[("n", "7"), ("m", "1"), ("m", "x")]));
    assert_eq!(form.choose::<u8>("n"), Some(7));
    assert_eq!(form.choose::<u8>("none"), None);
    assert_eq!(form.choose_many::<u8>("m"), None);
    assert_eq!(form.choose_many::<u8>("nothing-ticked"), Some(Vec::new()));
}

fn multipart(parts: &[(&str, Option<&str>, &[u8])]) -> (String, Body) {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file
            .map(|name| format!("; filename=\"{name}\"\r\ncontent-type: image/png"))
            .unwrap_or_default();
        body.extend_from_slice(
            format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
                .as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    (
        "multipart/form-data; boundary=edge".to_owned(),
        Body::from(body),
    )
}

async fn upload(path: &str, parts: &[(&str, Option<&str>, &[u8])]) -> (u16, String) {
    let (kind, body) = multipart(parts);
    let answer = ask(
        &face(),
        post_of(path)
            .header(header::CONTENT_TYPE, kind)
            .body(body)
            .unwrap(),
    )
    .await;
    (answer.status.as_u16(), answer.text().to_owned())
}

#[tokio::test]
async fn files_are_read_within_limits() {
    let small: &[u8] = &[7; 8 * 1024];
    let (status, text) = upload(
        "/upload",
        &[("a", None, b"xyz"), ("card", Some("card.png"), small)],
    )
    .await;
    assert_eq!(
        (status, text.as_str()),
        (200, "1 fields 3 bytes, 1 files 8192 bytes, too large: []")
    );
    let (status, text) = upload("/upload", &[("a", None, b"xyz"), ("card", Some(""), b"")]).await;
    assert_eq!(
        (status, text.as_str()),
        (200, "1 fields 3 bytes, 0 files 0 bytes, too large: []"),
        "none chosen"
    );
    let large: &[u8] = &[7; 8 * 1024 + 1];
    let (status, text) = upload(
        "/upload",
        &[("card", Some("card.png"), large), ("a", None, b"xyz")],
    )
    .await;
    assert_eq!(
        (status, text.as_str()),
        (
            200,
            "1 fields 3 bytes, 0 files 0 bytes, too large: [\"card\"]"
        ),
        "the rest is kept"
    );
    assert_eq!(
        upload(
            "/upload",
            &[("a", Some("1.png"), b"1"), ("b", Some("2.png"), b"2")]
        )
        .await
        .0,
        413,
        "two files"
    );
    assert_eq!(
        upload("/upload", &[("a", Some("1.png"), &[0; 40 * 1024])])
            .await
            .0,
        413,
        "beyond the route's body"
    );
    assert_eq!(
        upload("/form", &[("a", Some("1.png"), b"1")]).await.0,
        413,
        "a route that takes no files"
    );
}

#[tokio::test]
async fn a_body_that_is_cut_or_mixed_up_is_a_page_and_not_a_panic() {
    for (kind, body) in [
        (
            "multipart/form-data; boundary=edge",
            "--edge\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\nhalf",
        ),
        ("multipart/form-data", "--edge--"),
        ("application/json", "{}"),
    ] {
        let answer = ask(
            &face(),
            post_of("/form")
                .header(header::CONTENT_TYPE, kind)
                .body(Body::from(body))
                .unwrap(),
        )
        .await;
        assert!(answer.status.is_client_error(), "{kind}: {}", answer.status);
        assert!(answer.text().contains("<h1"));
    }
    let many = "a=1&".repeat(600);
    let answer = ask(
        &face(),
        post_of("/form")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(many))
            .unwrap(),
    )
    .await;
    assert_eq!(answer.status, 413);
}

proptest! {
    #[test]
    fn no_posted_date_panics(day in ".{0,6}", month in ".{0,6}", year in ".{0,6}") {
        let typed = pairs(&[("b-day", &day), ("b-month", &month), ("b-year", &year)]);
        let mut form = Form::filled(String::new(), typed);
        let date = form.read_date("b");
        prop_assert_eq!(date.is_none(), form.has_errors());
    }
}
