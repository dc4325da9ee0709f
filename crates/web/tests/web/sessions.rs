use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::IntoResponse,
};
use chrono::TimeDelta;
use habeas_web::{
    CookieKey, Face, PublicUrl, SealedCookies, SessionPolicy, StaffSession, StaffToken,
};

use crate::support::{Counting, noon};

fn policy(face: Face, url: &str) -> SessionPolicy {
    SessionPolicy::new(face, &url.parse::<PublicUrl>().unwrap())
}

fn cookies(text: &str) -> HeaderMap {
    HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(text).unwrap())])
}

#[test]
fn a_staff_cookie_is_bound_to_host_and_face() {
    let token = StaffToken::mint(&Counting::default());
    let secure = token
        .cookie(&policy(Face::Console, "https://rights.example"))
        .to_string();
    assert!(
        secure.starts_with("__Host-habeas-console-session="),
        "{secure}"
    );
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(secure.contains(part), "{part} in {secure}");
    }
    assert!(!secure.contains("Domain") && !secure.contains("Max-Age"));
    let local = token
        .cookie(&policy(Face::Console, "http://localhost:8081"))
        .to_string();
    assert!(
        local.starts_with("habeas-console-session=") && !local.contains("Secure"),
        "{local}"
    );
    assert_ne!(
        policy(Face::Portal, "http://localhost:8080").cookie_name("session"),
        "habeas-console-session"
    );
}

#[test]
fn a_staff_token_comes_back_and_only_its_hash_is_kept() {
    let policy = policy(Face::Console, "https://rights.example");
    let entropy = Counting::default();
    let token = StaffToken::mint(&entropy);
    let cookie = token.cookie(&policy);
    let brought = StaffToken::from_headers(
        &cookies(&format!("{}={}", cookie.name(), cookie.value())),
        &policy,
    )
    .unwrap();
    assert_eq!(brought.hash(), token.hash());
    assert!(brought.matches(&token.hash()));
    assert!(!StaffToken::mint(&entropy).matches(&token.hash()));
    assert_eq!(cookie.value().len(), 43, "256 bits");
    for bad in ["", "short", "not base64 !!!", &"A".repeat(44)] {
        assert!(
            StaffToken::from_headers(&cookies(&format!("{}={bad}", cookie.name())), &policy)
                .is_none(),
            "{bad}"
        );
    }
    assert!(
        StaffToken::from_headers(
            &cookies(&format!("habeas-portal-session={}", cookie.value())),
            &policy
        )
        .is_none()
    );
    assert_eq!(
        format!("{token:?} {:?}", token.hash()),
        "StaffToken(..) StaffTokenHash(..)"
    );
}

#[test]
fn the_hash_is_sha_256() {
    struct Zeros;
    impl habeas_envelope::Entropy for Zeros {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(0);
        }
    }
    // sha256 of 32 zero bytes
    let expected = "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925";
    let hash = StaffToken::mint(&Zeros).hash().0;
    assert_eq!(hash.map(|byte| format!("{byte:02x}")).concat(), expected);
}

#[test]
fn a_staff_session_ends_after_half_an_hour_idle_and_twelve_in_all() {
    let session = |opened: i64, seen: i64| StaffSession {
        opened: noon() - TimeDelta::seconds(opened),
        seen: noon() - TimeDelta::seconds(seen),
    };
    assert!(session(1800, 1799).is_live(noon()));
    assert!(!session(1800, 1800).is_live(noon()));
    assert!(session(43_199, 0).is_live(noon()));
    assert!(!session(43_200, 0).is_live(noon()));
}

/// What a browser would send back after a response.
fn kept(jar: SealedCookies) -> HeaderMap {
    let response = (jar, ()).into_response();
    let pairs: Vec<String> = response
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .map(|value| {
            value
                .to_str()
                .unwrap()
                .split(';')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect();
    cookies(&pairs.join("; "))
}

#[test]
fn a_sealed_cookie_opens_for_its_face_and_time_only() {
    let (key, other_key) = (CookieKey::new(&[1; 64]), CookieKey::new(&[2; 64]));
    let portal = policy(Face::Portal, "https://rights.example");
    let value = vec![1_u8, 2, 3];
    let sealed = SealedCookies::open(&HeaderMap::new(), &key, portal)
        .put("person", &value, noon(), SealedCookies::PERSON)
        .unwrap();
    let headers = kept(sealed);
    let text = headers.get(header::COOKIE).unwrap().to_str().unwrap();
    assert!(text.starts_with("__Host-habeas-portal-person=") && !text.contains("[1,2,3]"));

    let read = |key: &CookieKey, policy, kind, minutes| {
        SealedCookies::open(&headers, key, policy)
            .get::<Vec<u8>>(kind, noon() + TimeDelta::minutes(minutes))
    };
    assert_eq!(read(&key, portal, "person", 29), Some(value));
    assert_eq!(
        read(&key, portal, "person", 30),
        None,
        "over, though the browser kept it"
    );
    assert_eq!(read(&other_key, portal, "person", 0), None);
    assert_eq!(read(&key, portal, "draft", 0), None);
    assert_eq!(
        read(
            &key,
            policy(Face::Console, "https://rights.example"),
            "person",
            0
        ),
        None
    );

    let renamed = cookies(&text.replace("portal-person", "portal-draft"));
    assert_eq!(
        SealedCookies::open(&renamed, &key, portal).get::<Vec<u8>>("draft", noon()),
        None,
        "bound to its name"
    );
    let gone = kept(SealedCookies::open(&headers, &key, portal).remove("person"));
    assert_eq!(
        SealedCookies::open(&gone, &key, portal).get::<Vec<u8>>("person", noon()),
        None
    );
}

#[test]
fn a_device_is_remembered_after_the_browser_closes_but_not_for_ever() {
    let key = CookieKey::new(&[1; 64]);
    let console = policy(Face::Console, "https://rights.example");
    let sealed = || {
        SealedCookies::open(&HeaderMap::new(), &key, console)
            .put_lasting("device", &7_u8, noon(), TimeDelta::days(90))
            .unwrap()
    };
    let response = (sealed(), ()).into_response();
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.contains("Max-Age=") && cookie.contains("HttpOnly") && cookie.contains("Secure"),
        "{cookie}"
    );
    let headers = kept(sealed());
    let read = |days| {
        SealedCookies::open(&headers, &key, console)
            .get::<u8>("device", noon() + TimeDelta::days(days))
    };
    assert_eq!((read(89), read(90)), (Some(7), None));
}
