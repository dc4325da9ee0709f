use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
};

use axum::{
    body::Body,
    http::{StatusCode, header},
};

use crate::support::{Browser, House, tiny_png};

/// Goes as far as the page before the copies.
async fn up_to_copy(house: &House) -> Browser {
    let mut browser = house.browser();
    browser
        .fill(
            "/o/mensura",
            "/o/mensura",
            &[("right", "access"), ("kind", "medical")],
        )
        .await;
    browser
        .fill("/request/whom", "/request/whom", &[("whom", "self")])
        .await;
    let you = [
        ("name", "Bo"),
        ("contact", "e-mail"),
        ("email", "bo@example.org"),
    ];
    browser.fill("/request/you", "/request/you", &you).await;
    browser.fill("/request/words", "/request/words", &[]).await;
    browser
}

#[tokio::test]
async fn empty_pages_say_what_is_missing() {
    let house = House::open().await;
    let mut browser = house.browser();
    let page = browser.fill("/o/mensura", "/o/mensura", &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.all(".govuk-error-summary li").len(), 2);
    browser
        .fill(
            "/o/mensura",
            "/o/mensura",
            &[("right", "access"), ("kind", "general")],
        )
        .await;
    let page = browser.fill("/request/whom", "/request/whom", &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser
        .fill("/request/whom", "/request/whom", &[("whom", "other")])
        .await;
    assert_eq!(page.all(".govuk-error-summary li").len(), 2);
    browser
        .fill("/request/whom", "/request/whom", &[("whom", "self")])
        .await;
    let page = browser
        .fill("/request/you", "/request/you", &[("contact", "post")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.all(".govuk-error-summary li").len(), 5);
}

#[tokio::test]
async fn unknown_choices_are_refused_and_known_ones_kept() {
    let house = House::open().await;
    let mut browser = house.browser();
    let what = [
        ("right", "access"),
        ("right", "flying"),
        ("kind", "general"),
    ];
    let page = browser.fill("/o/mensura", "/o/mensura", &what).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.values("input[name=kind][checked]"), ["general"]);
    let what = [("right", "Ac cess"), ("kind", "<script>")];
    let page = browser.fill("/o/mensura", "/o/mensura", &what).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.text().contains("<script>"));
}

#[tokio::test]
async fn hostile_text_is_refused_beside_its_field_and_never_runs() {
    let house = House::open().await;
    let mut browser = house.browser();
    browser
        .fill(
            "/o/mensura",
            "/o/mensura",
            &[("right", "access"), ("kind", "general")],
        )
        .await;
    browser
        .fill("/request/whom", "/request/whom", &[("whom", "self")])
        .await;
    let long = "x".repeat(121);
    let cases = [
        ("a\u{202E}b", "bo@example.org", "name"),
        ("a\u{0}b", "bo@example.org", "name"),
        ("a\nb", "bo@example.org", "name"),
        (long.as_str(), "bo@example.org", "name"),
        ("Bo", "bo@example.org\r\nBcc: all@example.org", "email"),
        ("Bo", "bo@", "email"),
    ];
    for (name, email, wrong) in cases {
        let you = [("name", name), ("contact", "e-mail"), ("email", email)];
        let page = browser.fill("/request/you", "/request/you", &you).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{name:?} {email:?}"
        );
        assert_eq!(
            page.all(".govuk-error-message").len(),
            1,
            "{name:?} {email:?}"
        );
        assert!(
            !page.all(&format!("#{wrong}-error")).is_empty(),
            "{name:?} {email:?}"
        );
    }
    let you = [
        ("name", "<script>alert(1)</script>"),
        ("contact", "e-mail"),
        ("email", "bo@example.org"),
    ];
    let page = browser.fill("/request/you", "/request/you", &you).await;
    assert_eq!(page.location(), "/request/words");
    let too_long = "y".repeat(4_001);
    let page = browser
        .fill("/request/words", "/request/words", &[("words", &too_long)])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    browser.fill("/request/words", "/request/words", &[]).await;
    let review = browser.get("/request/review").await;
    assert!(review.text().contains("&#60;script&#62;alert(1)"));
    assert!(!review.text().contains("<script>alert"));
}

#[tokio::test]
async fn wrongly_encoded_bytes_are_refused() {
    let house = House::open().await;
    let mut browser = house.browser();
    browser
        .fill(
            "/o/mensura",
            "/o/mensura",
            &[("right", "access"), ("kind", "general")],
        )
        .await;
    browser
        .fill("/request/whom", "/request/whom", &[("whom", "self")])
        .await;
    let hidden = browser.get("/request/you").await.hidden("/request/you");
    let body = format!(
        "token={}&name=Bo%FF&contact=e-mail&email=bo%40example.org",
        hidden[0].1
    );
    let request = browser
        .request("POST", "/request/you")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap();
    let page = browser.send(request).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.all("#name-error").is_empty());
}

#[tokio::test]
async fn dates_that_do_not_exist_or_lie_ahead_are_refused() {
    let house = House::open().await;
    let mut browser = house.browser();
    browser
        .fill(
            "/o/mensura",
            "/o/mensura",
            &[("right", "access"), ("kind", "general")],
        )
        .await;
    browser
        .fill("/request/whom", "/request/whom", &[("whom", "self")])
        .await;
    for (day, month, year) in [("30", "2", "1990"), ("1", "1", "90"), ("3", "3", "2026")] {
        let you = [
            ("name", "Bo"),
            ("birth-day", day),
            ("birth-month", month),
            ("birth-year", year),
            ("contact", "e-mail"),
            ("email", "bo@example.org"),
        ];
        let page = browser.fill("/request/you", "/request/you", &you).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{day} {month} {year}"
        );
        assert!(!page.all("#birth-error").is_empty(), "{day} {month} {year}");
    }
}

#[tokio::test]
async fn files_are_what_their_content_says_or_refused() {
    let house = House::open().await;
    let mut browser = up_to_copy(&house).await;
    let large = vec![0xff; (1 << 20) + 1];
    let mut cut = tiny_png();
    cut.truncate(cut.len() / 2);
    let cases: [(&[u8], &str); 3] = [
        (b"GIF89a nothing", "PDF, JPEG"),
        (&large, "larger than 1"),
        (&cut, "damaged"),
    ];
    for (bytes, words) in cases {
        let page = browser
            .hand_in("/request/copy", &[], &[("card", "card.jpg", bytes)])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(
            page.one("#card-error").contains(words),
            "{}",
            page.one("#card-error")
        );
    }
    // A good file stays when its neighbour is refused.
    let good = tiny_png();
    let files: [(&str, &str, &[u8]); 2] = [("card", "a.png", &good), ("card", "b.exe", b"MZ")];
    let page = browser.hand_in("/request/copy", &[], &files).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.values("button[name=remove]").len(), 1);
}

/// Files take memory before anything in them can be checked: of who has begun nothing here, not a
/// byte is read.
#[tokio::test]
async fn the_files_of_a_stranger_are_not_read() {
    let house = House::open().await;
    for path in ["/request/copy", "/status/evidence"] {
        let is_read = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&is_read);
        let body = Body::from_stream(futures::stream::poll_fn(move |_| {
            told.store(true, Ordering::Relaxed);
            Poll::Ready(None::<Result<Vec<u8>, Infallible>>)
        }));
        let mut browser = house.browser();
        let request = browser
            .request("POST", path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(body)
            .unwrap();
        let page = browser.send(request).await;
        assert_eq!(page.status, StatusCode::GONE, "{path}");
        assert!(!is_read.load(Ordering::Relaxed), "{path}");
    }
}

#[tokio::test]
async fn a_bomb_is_refused_before_it_is_unpacked() {
    let house = House::open().await;
    let mut browser = up_to_copy(&house).await;
    // A PNG that claims 60 000 by 60 000 pixels.
    let mut bomb = tiny_png();
    bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let page = browser
        .hand_in("/request/copy", &[], &[("card", "b.png", &bomb)])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.one("#card-error").is_empty());
}

#[tokio::test]
async fn foreign_forms_hosts_and_tokens_get_nothing() {
    let house = House::open().await;
    let mut browser = house.browser();
    let form = browser.get("/o/mensura").await.hidden("/o/mensura");
    let body = format!("token={}&right=access&kind=general", form[0].1);
    let attempts: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "cross-site")],
        &[("origin", "null")],
        &[("origin", "https://elsewhere.example")],
        &[],
    ];
    for headers in attempts {
        let mut request = browser
            .request("POST", "/o/mensura")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let page = browser
            .send(request.body(Body::from(body.clone())).unwrap())
            .await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    let mut wrong = browser.request("GET", "/");
    wrong
        .headers_mut()
        .unwrap()
        .insert(header::HOST, "elsewhere.example".parse().unwrap());
    let page = browser.send(wrong.body(Body::empty()).unwrap()).await;
    assert_eq!(page.status, StatusCode::MISDIRECTED_REQUEST);
    // A token of another draft.
    let mut other = house.browser();
    let theirs = other.get("/o/mensura").await.hidden("/o/mensura");
    let fields = [theirs[0].clone(), ("right".to_owned(), "access".to_owned())];
    let page = browser.post("/o/mensura", &fields).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(house.submissions().await.is_empty());
}

#[tokio::test]
async fn a_forged_forwarded_address_does_not_escape_the_limit() {
    let house = House::open().await;
    let mut browser = house.browser();
    let form = browser.get("/status").await.hidden("/status");
    let body = format!(
        "token={}&reference=7Q4M0X9TB&code=0000000000000000",
        form[0].1
    );
    let mut statuses = Vec::new();
    for attempt in 0..7 {
        let request = browser
            .request("POST", "/status")
            .header("sec-fetch-site", "same-origin")
            .header("x-forwarded-for", format!("203.0.113.{attempt}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.clone()))
            .unwrap();
        statuses.push(browser.send(request).await.status.as_u16());
    }
    assert_eq!(statuses, [422, 422, 422, 422, 422, 429, 429]);
}

#[tokio::test]
async fn an_organisation_that_is_not_served_is_not_there() {
    let house = House::open().await;
    let mut browser = house.browser();
    for path in [
        "/o/nobody",
        "/o/No%20Code",
        "/o/mensura/x",
        "/request",
        "/status/answers/x",
    ] {
        let page = browser.get(path).await;
        let status = page.status.as_u16();
        assert!(status == 404 || status == 400, "{path}: {status}");
        assert!(
            page.text().contains("govuk-heading-l"),
            "{path} has a page of ours"
        );
    }
}

#[tokio::test]
async fn pages_are_reached_in_their_order_only() {
    let house = House::open().await;
    let mut browser = house.browser();
    let page = browser.get("/request/you").await;
    assert_eq!(page.status, StatusCode::GONE);
    browser
        .fill(
            "/o/mensura",
            "/o/mensura",
            &[("right", "access"), ("kind", "general")],
        )
        .await;
    let page = browser.get("/request/review").await;
    assert_eq!(page.location(), "/request/whom");
    let page = browser.get("/request/sent").await;
    assert_eq!(page.location(), "/request/whom");
}
