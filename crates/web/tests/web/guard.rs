use axum::{
    body::Body,
    http::{StatusCode, header},
};
use proptest::prelude::*;

use crate::support::{ask, face, form, get_of, peer, post_of};
use habeas_web::{ClientPrefix, PublicUrl, PublicUrlError};

async fn status_of_post(headers: &[(&str, &str)]) -> StatusCode {
    let mut request = axum::http::Request::post("/form")
        .header(header::HOST, "rights.example")
        .extension(peer("198.51.100.7"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    ask(&face(), request.body(Body::from("a=b")).unwrap())
        .await
        .status
}

#[tokio::test]
async fn only_our_own_host_is_answered() {
    for (host, status) in [
        ("rights.example", 200),
        ("RIGHTS.example", 200),
        ("rights.example:443", 200),
        ("rights.example:8443", 421),
        ("evil.example", 421),
        ("rights.example.evil.example", 421),
        ("127.0.0.1", 421),
        ("", 421),
    ] {
        let request = axum::http::Request::get("/")
            .header(header::HOST, host)
            .body(Body::empty())
            .unwrap();
        let answer = ask(&face(), request).await;
        assert_eq!(answer.status.as_u16(), status, "{host}");
        assert!(
            status == 200 || !answer.text().contains("evil"),
            "a strange host is not repeated"
        );
    }
}

#[tokio::test]
async fn no_host_and_two_hosts_are_refused() {
    let none = axum::http::Request::get("/").body(Body::empty()).unwrap();
    assert_eq!(
        ask(&face(), none).await.status,
        StatusCode::MISDIRECTED_REQUEST
    );
    let two = get_of("/")
        .header(header::HOST, "evil.example")
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        ask(&face(), two).await.status,
        StatusCode::MISDIRECTED_REQUEST
    );
    let absolute = get_of("https://evil.example/").body(Body::empty()).unwrap();
    assert_eq!(
        ask(&face(), absolute).await.status,
        StatusCode::MISDIRECTED_REQUEST
    );
}

#[tokio::test]
async fn a_post_has_to_come_from_our_own_pages() {
    let ours = "https://rights.example";
    assert_eq!(
        status_of_post(&[("sec-fetch-site", "same-origin")]).await,
        200
    );
    assert_eq!(
        status_of_post(&[("sec-fetch-site", "same-origin"), ("origin", ours)]).await,
        200
    );
    assert_eq!(status_of_post(&[("origin", ours)]).await, 200);
    for refused in [
        &[][..],
        &[("origin", "null")],
        &[("origin", "https://evil.example")],
        &[("origin", "http://rights.example")],
        &[("origin", "https://rights.example:8443")],
        &[("origin", "https://rights.example.evil.example")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", ours)],
        &[("sec-fetch-site", "none"), ("origin", ours)],
        &[("sec-fetch-site", "same-origin"), ("origin", "null")],
        &[
            ("sec-fetch-site", "same-origin"),
            ("origin", "https://evil.example"),
        ],
        &[
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-site", "cross-site"),
        ],
        &[("origin", ours), ("origin", "https://evil.example")],
        &[("referer", "https://rights.example/form")],
    ] {
        assert_eq!(status_of_post(refused).await, 403, "{refused:?}");
    }
}

#[tokio::test]
async fn every_unsafe_method_is_checked_and_a_get_is_not() {
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"] {
        let request = get_of("/form").method(method).body(Body::empty()).unwrap();
        assert_eq!(ask(&face(), request).await.status, 403, "{method}");
    }
    let link_from_elsewhere = get_of("/")
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty())
        .unwrap();
    assert_eq!(ask(&face(), link_from_elsewhere).await.status, 200);
}

#[tokio::test]
async fn every_response_is_hardened() {
    for path in ["/", "/nowhere", "/broken"] {
        let answer = ask(&face(), get_of(path).body(Body::empty()).unwrap()).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"));
        assert!(!policy.contains("unsafe") && !policy.contains("data:") && !policy.contains('*'));
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(
            answer.header("strict-transport-security"),
            "max-age=31536000"
        );
    }
}

async fn prefix_is_203(from: &str, forwarded: &[&str]) -> bool {
    let mut request = axum::http::Request::get("/prefix")
        .header(header::HOST, "rights.example")
        .extension(peer(from));
    for value in forwarded {
        request = request.header("x-forwarded-for", *value);
    }
    let answer = ask(&face(), request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 200);
    answer.text() == "203"
}

#[tokio::test]
async fn forwarded_addresses_count_from_listed_proxies_only() {
    assert!(prefix_is_203("203.0.113.9", &[]).await);
    assert!(prefix_is_203("10.1.2.3", &["203.0.113.9"]).await);
    assert!(
        prefix_is_203("::ffff:10.1.2.3", &["203.0.113.9"]).await,
        "a proxy written as IPv6"
    );
    assert!(
        prefix_is_203("10.1.2.3", &["198.51.100.1, 203.0.113.9, 10.9.9.9"]).await,
        "two proxies"
    );
    assert!(
        prefix_is_203("10.1.2.3", &["198.51.100.1", "203.0.113.9:50000"]).await,
        "two headers, a port"
    );
    assert!(
        !prefix_is_203("198.51.100.7", &["203.0.113.9"]).await,
        "forged by a client"
    );
    assert!(
        !prefix_is_203("10.1.2.3", &["203.0.113.9, 198.51.100.7"]).await,
        "forged before a proxy"
    );
    assert!(
        prefix_is_203("203.0.113.9", &["10.0.0.1", "198.51.100.1"]).await,
        "a client that claims to be behind one"
    );
    assert!(
        !prefix_is_203("10.1.2.3", &["203.0.113.9, nonsense"]).await,
        "what cannot be read ends the walk"
    );
}

#[test]
fn prefixes_are_32_and_56_bits() {
    let of = crate::support::of;
    assert_ne!(of("203.0.113.9"), of("203.0.113.10"));
    assert_eq!(of("203.0.113.9"), of("::ffff:203.0.113.9"));
    assert_eq!(of("2001:db8:0:aa00::1"), of("2001:db8:0:aaff:ffff::2"));
    assert_ne!(of("2001:db8:0:aa00::1"), of("2001:db8:0:ab00::1"));
    assert_eq!(format!("{:?}", of("203.0.113.9")), "ClientPrefix(..)");
}

#[tokio::test]
async fn what_is_too_large_is_refused_and_what_is_slow_is_ended() {
    let body = |size: usize| form(&format!("a={}", "x".repeat(size)));
    for (size, status) in [(1024, 200), (5 * 1024, 413), (100 * 1024, 413)] {
        let (name, kind, body) = body(size);
        let answer = ask(
            &face(),
            post_of("/form").header(name, kind).body(body).unwrap(),
        )
        .await;
        assert_eq!(answer.status.as_u16(), status, "{size}");
        assert!(
            status == 200 || answer.text().contains("<h1"),
            "a page, not a bare line"
        );
    }
    let (name, kind, body) = body(100 * 1024);
    let announced = post_of("/form")
        .header(name, kind)
        .header(header::CONTENT_LENGTH, 100 * 1024 + 2)
        .body(body)
        .unwrap();
    assert_eq!(ask(&face(), announced).await.status, 413);
    let slow = ask(&face(), get_of("/slow").body(Body::empty()).unwrap()).await;
    assert_eq!(slow.status, 503);
    assert!(slow.text().contains("try again"));
}

#[test]
fn a_public_url_is_an_origin_and_https_unless_it_is_this_machine() {
    for (text, origin) in [
        ("https://rights.example", "https://rights.example"),
        ("https://Rights.Example:443/", "https://rights.example"),
        ("https://rights.example:8443", "https://rights.example:8443"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://portal.localhost:80", "http://portal.localhost"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ] {
        assert_eq!(text.parse::<PublicUrl>().unwrap().origin(), origin);
    }
    for (text, error) in [
        ("http://rights.example", PublicUrlError::Insecure),
        ("http://localhost.evil.example", PublicUrlError::Insecure),
        ("ftp://localhost", PublicUrlError::Insecure),
        ("rights.example", PublicUrlError::Malformed),
        ("https://", PublicUrlError::Malformed),
        (
            "https://user@rights.example",
            PublicUrlError::MoreThanOrigin,
        ),
        (
            "https://rights.example/portal",
            PublicUrlError::MoreThanOrigin,
        ),
        ("https://rights.example?x=1", PublicUrlError::MoreThanOrigin),
        ("https://rights.example#x", PublicUrlError::MoreThanOrigin),
    ] {
        assert_eq!(text.parse::<PublicUrl>().unwrap_err(), error, "{text}");
    }
    let url: PublicUrl = "https://rights.example:8443".parse().unwrap();
    assert_eq!(url.link("/status"), "https://rights.example:8443/status");
}

proptest! {
    #[test]
    fn no_host_header_and_no_public_url_panics(text in ".{0,60}") {
        let url: PublicUrl = "https://rights.example".parse().unwrap();
        let _ = url.is_host(&text);
        let _ = text.parse::<PublicUrl>();
    }

    #[test]
    fn an_ipv6_prefix_forgets_exactly_72_bits(bits: u128, other: u128) {
        let mask = (1_u128 << 72) - 1;
        let mixed = (bits & !mask) | (other & mask);
        let of = |bits: u128| ClientPrefix::of(std::net::Ipv6Addr::from(bits | (1 << 127)).into());
        prop_assert_eq!(of(bits), of(mixed));
        prop_assert_ne!(of(bits), of(bits ^ (1 << 72)));
    }
}
