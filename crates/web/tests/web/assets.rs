use std::{collections::BTreeSet, path::Path};

use axum::{body::Body, http::StatusCode};
use habeas_web::asset;

use crate::support::{ask, face, get_of};

#[tokio::test]
async fn an_asset_is_kept_for_ever_under_its_hash() {
    for (name, kind) in [
        ("main.css", "text/css; charset=utf-8"),
        ("main.js", "text/javascript; charset=utf-8"),
        ("mark.svg", "image/svg+xml"),
        ("fonts/source-serif-4-latin-wght-normal.woff2", "font/woff2"),
        (
            "licences/govuk-frontend-MIT.txt",
            "text/plain; charset=utf-8",
        ),
    ] {
        let answer = ask(&face(), get_of(&asset(name)).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{name}");
        assert_eq!(answer.header("content-type"), kind);
        assert_eq!(
            answer.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert!(!answer.body.is_empty());

        let again = get_of(&asset(name))
            .header("if-none-match", answer.header("etag"))
            .body(Body::empty())
            .unwrap();
        let unchanged = ask(&face(), again).await;
        assert_eq!(unchanged.status, StatusCode::NOT_MODIFIED);
        assert!(unchanged.body.is_empty());
        let other = get_of(&asset(name))
            .header("if-none-match", "\"other\"")
            .body(Body::empty())
            .unwrap();
        assert_eq!(ask(&face(), other).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn an_older_hash_is_served_but_not_kept() {
    let answer = ask(
        &face(),
        get_of("/assets/older/main.css")
            .body(Body::empty())
            .unwrap(),
    )
    .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    for path in [
        asset("nothing.css"),
        asset("../Cargo.toml"),
        asset("%2e%2e/Cargo.toml"),
        "/assets/x".to_owned(),
    ] {
        let answer = ask(&face(), get_of(&path).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn everything_the_style_sheet_refers_to_is_served_and_lies_here() {
    let css = ask(
        &face(),
        get_of(&asset("main.css")).body(Body::empty()).unwrap(),
    )
    .await;
    let css = css.text();
    for reach in ["@import", "url(http", "url(\"http", "url(//", "url(\"//"] {
        assert!(!css.contains(reach), "{reach}");
    }
    assert!(!css.contains("GDS Transport") && !css.contains("crown"));
    let targets: BTreeSet<&str> = css
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|target| target.trim_matches('"'))
        .collect();
    assert!(targets.len() >= 5, "{targets:?}");
    for target in targets {
        let answer = ask(&face(), get_of(&asset(target)).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{target}");
    }
}

#[tokio::test]
async fn every_asset_that_a_template_names_exists() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/shared");
    let mut named = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(
            !text.contains(" style=") && !text.contains(" onclick="),
            "the content policy refuses inline style and script"
        );
        for rest in text.split("asset(\"").skip(1) {
            let name = rest.split('"').next().unwrap();
            let answer = ask(&face(), get_of(&asset(name)).body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::OK, "{name}");
            named += 1;
        }
    }
    assert!(named >= 4);
}

#[test]
fn no_script_or_style_speaks_to_another_host() {
    let js = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/main.js"))
        .unwrap();
    for reach in [
        "fetch(",
        "XMLHttpRequest",
        "sendBeacon",
        "WebSocket",
        "importScripts",
        "eval(",
    ] {
        assert!(!js.contains(reach), "{reach}");
    }
}
