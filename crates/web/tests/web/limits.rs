use std::{sync::Arc, time::Duration};

use axum::{Router, body::Body, routing::get};
use chrono::TimeDelta;
use habeas_web::{Quota, RateLimit};

use crate::support::{HOST, StandingClock, ask, guard, of, peer};

const MINUTE: Duration = Duration::from_secs(60);

#[test]
fn a_client_is_limited_by_itself_and_gets_its_share_back() {
    let clock = StandingClock::new();
    let limit = RateLimit::new(
        Quota::new(3, MINUTE),
        Quota::new(100, MINUTE),
        clock.clone(),
    );
    let (one, neighbour, other) = (
        of("2001:db8:0:100::1"),
        of("2001:db8:0:1ff::2"),
        of("203.0.113.9"),
    );
    for _ in 0..3 {
        limit.check(one).unwrap();
    }
    assert_eq!(
        limit.check(neighbour).unwrap_err().seconds,
        21,
        "a third of a minute, rounded up"
    );
    limit.check(other).unwrap();
    clock.advance(TimeDelta::seconds(20));
    limit.check(one).unwrap();
    assert!(limit.check(one).is_err());
}

#[test]
fn all_together_are_limited_and_a_refused_client_uses_up_nothing() {
    let clock = StandingClock::new();
    let limit = RateLimit::new(Quota::new(1, MINUTE), Quota::new(3, MINUTE), clock);
    limit.check(of("203.0.113.1")).unwrap();
    for _ in 0..50 {
        limit.check(of("203.0.113.1")).unwrap_err();
    }
    limit.check(of("203.0.113.2")).unwrap();
    limit.check(of("203.0.113.3")).unwrap();
    limit.check(of("203.0.113.4")).unwrap_err();
}

#[tokio::test]
async fn the_refusal_is_a_neutral_page() {
    let limit = Arc::new(RateLimit::new(
        Quota::new(1, MINUTE),
        Quota::new(9, MINUTE),
        StandingClock::new(),
    ));
    let face =
        guard().protect(limit.protect(Router::new().route("/status", get(async || "found"))));
    let from = |address: &str| {
        axum::http::Request::get("/status")
            .header("host", HOST)
            .extension(peer(address))
            .body(Body::empty())
            .unwrap()
    };
    assert_eq!(ask(&face, from("203.0.113.9")).await.status, 200);
    let refused = ask(&face, from("203.0.113.9")).await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.header("retry-after"), "61");
    assert!(refused.text().contains("Too many attempts") && !refused.text().contains("203.0.113"));
    assert_eq!(ask(&face, from("203.0.113.10")).await.status, 200);
}
