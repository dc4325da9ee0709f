//! The officer's calendars, and calendar subscriptions.

use std::collections::BTreeMap;

use axum::{body::Body, http::StatusCode};
use habeas_case::{CloseReason, case};
use habeas_engine::{Applying, Command, SealedWrites};
use habeas_envelope::{ActorId, Scope, StreamRef};

use crate::support::{Browser, House, Role, controller};

/// Received on 2 March 2026, a month ends on Thursday 2 April 2026.
const DUE: &str = "20260402";

const CHANGE: &str = "/calendars/certimed/BE/change";

fn fields<'a>(edit: &'a str, day: [&'a str; 3], reason: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("edit", edit),
        ("day-day", day[0]),
        ("day-month", day[1]),
        ("day-year", day[2]),
        ("reason", reason),
    ]
}

fn scope() -> Scope {
    Scope::whole([controller()])
}

async fn reference(house: &House, submission: uuid::Uuid) -> String {
    let stream = StreamRef {
        controller: controller(),
        kind: habeas_envelope::StreamKind::Submission,
        id: submission,
    };
    let rows = house.engine.store.rows(&scope(), &[stream]).await.unwrap();
    let stored = rows[0].reference.clone().unwrap();
    habeas_vault::Reference::parse(&stored).unwrap().to_string()
}

#[tokio::test]
async fn the_officer_sees_what_a_day_would_move_and_decides() {
    let house = House::open().await;
    let general = house.working("general").await;
    let medical = house.working("medical").await;
    let mut dpo = house.as_staff(Role::Dpo).await;
    let page = dpo.get("/calendars").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains(CHANGE));

    let added = dpo
        .fill(
            CHANGE,
            CHANGE,
            &fields("add", ["2", "4", "2026"], "B.S. 2026, 9"),
        )
        .await;
    let version = added.location().to_owned();
    let page = dpo.get(&version).await.text();
    assert!(page.contains("B.S. 2026, 9"));
    assert!(
        page.contains("2 Apr 2026".replace(' ', "\u{a0}").as_str()) || page.contains("2 Apr 2026")
    );
    assert!(page.contains(&reference(&house, general.submission.0).await));
    let secret = reference(&house, medical.submission.0).await;
    assert!(!page.contains(&secret), "of a closed desk dates alone");
    let due = |filed| {
        let house = &house;
        async move {
            let stream = StreamRef::case(controller(), filed);
            let rows = house.engine.store.rows(&scope(), &[stream]).await.unwrap();
            rows[0].due.unwrap().to_string()
        }
    };
    assert_eq!(due(general.case).await, "2026-04-02");

    let action = format!("{version}/approve");
    let done = dpo.fill(&version, &action, &[]).await;
    assert_eq!(done.location(), format!("{version}?done=version-approved"));
    let registry = house.engine.registry(&controller()).await.unwrap();
    let pin = registry.approved()[0].proposed.version.clone();
    let worker = ActorId::worker("deadlines").unwrap();
    house
        .engine
        .apply_version(&controller(), &worker, &pin, &Applying::default())
        .await
        .unwrap();
    assert_eq!(due(general.case).await, "2026-04-03");
    assert_eq!(due(medical.case).await, "2026-04-03");
}

/// Bug 16 of the peers: a typing error in holiday data.
#[tokio::test]
async fn a_wrong_day_is_refused_beside_its_field_and_what_was_typed_is_kept() {
    let house = House::open().await;
    let mut dpo = house.as_staff(Role::Dpo).await;
    for (edit, day, said) in [
        ("add", ["4", "4", "2026"], "This is a Saturday or Sunday"),
        (
            "add",
            ["21", "7", "2026"],
            "is a public holiday of the calendar already",
        ),
        ("add", ["1", "3", "2026"], "This day is over"),
        (
            "remove",
            ["2", "4", "2026"],
            "is not listed in the calendar",
        ),
    ] {
        let page = dpo.fill(CHANGE, CHANGE, &fields(edit, day, "B.S.")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(page.text().contains(said), "{said}");
        assert!(page.text().contains("value=\"B.S.\""), "{said}");
    }
    let page = dpo
        .fill(CHANGE, CHANGE, &fields("add", ["2", "4", "2026"], " "))
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let registry = house.engine.registry(&controller()).await.unwrap();
    assert_eq!(registry.versions, []);
}

#[tokio::test]
async fn calendars_are_the_officers_alone() {
    let house = House::open().await;
    for role in Role::ALL {
        let mut browser = house.as_staff(role).await;
        let wanted = if role == Role::Dpo {
            StatusCode::OK
        } else {
            StatusCode::NOT_FOUND
        };
        for path in ["/calendars", CHANGE] {
            assert_eq!(browser.get(path).await.status, wanted, "{role:?} {path}");
        }
        let elsewhere = browser.get("/calendars/mensura/BE/change").await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "{role:?}");
    }
}

/// The events of a feed as a calendar program reads them: unfolded, by property.
fn read(text: &str) -> Vec<BTreeMap<String, String>> {
    let unfolded = text.replace("\r\n ", "");
    let mut lines = unfolded.split("\r\n");
    assert_eq!(lines.next(), Some("BEGIN:VCALENDAR"));
    let mut events = Vec::new();
    let mut open: Option<BTreeMap<String, String>> = None;
    for line in lines {
        match (line, &mut open) {
            ("BEGIN:VEVENT", None) => open = Some(BTreeMap::new()),
            ("END:VEVENT", Some(_)) => events.extend(open.take()),
            (line, Some(event)) => {
                let (name, value) = line.split_once(':').unwrap();
                let again = event.insert(name.to_owned(), value.to_owned());
                assert_eq!(again, None, "{name} stands once");
            }
            _ => {}
        }
    }
    events
}

async fn subscribe(browser: &mut Browser) -> String {
    let page = browser
        .fill("/subscription", "/subscription/make", &[])
        .await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    let (_, from) = text.split_once("http://localhost:8081").unwrap();
    from.split_once('"').unwrap().0.to_owned()
}

async fn reading(house: &House, path: &str) -> (StatusCode, String) {
    // A calendar program: no session, no cookie.
    let mut program = house.browser();
    let request = program.request("GET", path).body(Body::empty()).unwrap();
    let page = program.send(request).await;
    (page.status, page.text())
}

#[tokio::test]
async fn a_feed_has_the_dates_of_what_its_owner_may_see_and_no_word_of_anybody() {
    let house = House::open().await;
    let general = house.working("general").await;
    let medical = house.working("medical").await;
    let path = subscribe(&mut house.as_staff(Role::Handler).await).await;
    let (status, text) = reading(&house, &path).await;
    assert_eq!(status, StatusCode::OK);
    let events = read(&text);
    let mine = reference(&house, general.submission.0).await;
    let due: Vec<_> = events
        .iter()
        .filter(|event| event["SUMMARY"] == format!("{mine}: last day to answer"))
        .collect();
    let [due] = due[..] else {
        panic!("one last day: {text}");
    };
    assert_eq!(due["DTSTART;VALUE=DATE"], DUE);
    assert_eq!(due["DTEND;VALUE=DATE"], "20260403");
    assert_eq!(due["DTSTAMP"], "20260302T090000Z");
    assert_eq!(due["STATUS"], "CONFIRMED");
    assert!(text.contains("X-WR-TIMEZONE:Europe/Brussels\r\n"));
    let secret = reference(&house, medical.submission.0).await;
    for told in [
        secret.as_str(),
        "Wouters",
        "zoe@",
        "access",
        "general",
        "medical",
    ] {
        assert!(!text.contains(told), "{told}: {text}");
    }
    assert_eq!(read(&reading(&house, &path).await.1), events, "stable ids");

    // The officer sees that a closed desk has a date, and not whose.
    let path = subscribe(&mut house.as_staff(Role::Dpo).await).await;
    let (_, text) = reading(&house, &path).await;
    assert!(text.contains(&mine) && !text.contains(&secret));
    assert!(text.contains("SUMMARY:A case of a closed desk: last day to answer"));
}

#[tokio::test]
async fn what_is_closed_is_cancelled_in_the_feed() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let path = subscribe(&mut house.as_staff(Role::Handler).await).await;
    let before = read(&reading(&house, &path).await.1);
    let close = case::Command::Close {
        reason: CloseReason::Withdrawn,
    };
    let close = vec![Command::Case(filed.case, close)];
    house.command(close, SealedWrites::default()).await;
    let after = read(&reading(&house, &path).await.1);
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before["UID"], after["UID"]);
        assert_eq!(after["STATUS"], "CANCELLED");
        let number = |event: &BTreeMap<String, String>| event["SEQUENCE"].parse::<u64>().unwrap();
        assert!(number(before) < number(after));
    }
}

#[tokio::test]
async fn an_address_ends_when_it_is_revoked_replaced_or_its_owner_may_see_nothing() {
    let house = House::open().await;
    house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let first = subscribe(&mut handler).await;
    let second = subscribe(&mut handler).await;
    assert_eq!(reading(&house, &first).await.0, StatusCode::NOT_FOUND);
    assert_eq!(reading(&house, &second).await.0, StatusCode::OK);

    let store = &house.engine.store;
    store
        .set_grants(Role::Handler.id(), Vec::new())
        .await
        .unwrap();
    let (status, text) = reading(&house, &second).await;
    assert_eq!((status, read(&text)), (StatusCode::OK, Vec::new()));
    store
        .set_grants(Role::Handler.id(), Role::Handler.staff().grants)
        .await
        .unwrap();
    assert!(!read(&reading(&house, &second).await.1).is_empty());

    let done = handler
        .fill("/subscription", "/subscription/revoke", &[])
        .await;
    assert_eq!(done.location(), "/subscription?done=subscription-revoked");
    assert_eq!(reading(&house, &second).await.0, StatusCode::NOT_FOUND);
    let nobody = "/feeds/0000/dates.ics";
    assert_eq!(reading(&house, nobody).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_client_reads_feeds_so_often_and_no_more() {
    let house = House::open().await;
    let path = subscribe(&mut house.as_staff(Role::Handler).await).await;
    for _ in 0..30 {
        assert_eq!(reading(&house, &path).await.0, StatusCode::OK);
    }
    assert_eq!(
        reading(&house, &path).await.0,
        StatusCode::TOO_MANY_REQUESTS
    );
    house.clock.advance(chrono::TimeDelta::minutes(1));
    assert_eq!(reading(&house, &path).await.0, StatusCode::OK);
}
