//! Incidents on the console: recorded, told, waited for, objected to, closed; and who has them.

use axum::http::StatusCode;
use chrono::TimeDelta;

use crate::support::{Browser, House, Role};

/// Fills in a step of an incident; where it leads.
async fn step(browser: &mut Browser, path: &str, step: &str, fields: &[(&str, &str)]) -> String {
    let page = format!("{path}/{step}");
    let shown = browser.fill_as_shown(&page, fields).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text());
    shown.location().to_owned()
}

async fn record(browser: &mut Browser, kind: &str, fields: &[(&str, &str)]) -> String {
    let fields = [&[("kind", kind), ("what", "Een <b>vraag</b>.")], fields].concat();
    let page = browser
        .fill("/incidents/new", "/incidents/new", &fields)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    let location = page.location();
    location
        .strip_suffix("?done=incident-opened")
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn certimed_19_from_the_request_to_the_disclosure() {
    let house = House::open().await;
    let mut dpo = house.as_staff(Role::Dpo).await;
    // On Monday 2 March 2026, ten in the morning; nothing but what it is was said.
    let path = record(&mut dpo, "authority-request/public-body", &[]).await;
    let page = dpo.get(&path).await;
    assert!(
        page.text().contains("Thursday 5 March 2026"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("Wednesday 4 March 2026"), "aimed at");
    assert!(
        !page.text().contains("<b>vraag</b>"),
        "what was typed is escaped"
    );
    let list = dpo.get("/incidents").await;
    assert!(list.text().contains(&path) && list.text().contains("Thursday 5 March 2026"));

    // Nothing goes out before the client was told and had seventy-two hours.
    let disclosed = format!("{path}/disclosed");
    let refused = dpo.fill_as_shown(&disclosed, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = [("text", "Per telefoon.")];
    let location = step(&mut dpo, &path, "told/client-notice", &told).await;
    assert_eq!(location, format!("{path}?done=incident-told"));
    let page = dpo.get(&path).await;
    assert!(page.text().contains("Per telefoon."));
    assert!(
        page.text().contains("Thursday, 5 March 2026 at 10:00"),
        "{}",
        page.text()
    );
    house.clock.advance(TimeDelta::hours(71));
    let mut dpo = house.as_staff(Role::Dpo).await;
    let refused = dpo.fill_as_shown(&disclosed, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text()
            .contains("The client’s time to object is not over")
    );
    house.clock.advance(TimeDelta::hours(1));
    let mut dpo = house.as_staff(Role::Dpo).await;
    step(&mut dpo, &path, "disclosed", &[]).await;
    let closed = dpo.fill(&path, &format!("{path}/close"), &[]).await;
    assert_eq!(closed.location(), format!("{path}?done=incident-closed"));
    assert!(!dpo.get("/incidents").await.text().contains(&path));
    assert!(
        dpo.get("/incidents?view=closed")
            .await
            .text()
            .contains(&path)
    );
}

#[tokio::test]
async fn certimed_20_a_breach_with_a_high_risk_and_a_public_notice() {
    let house = House::open().await;
    let mut handler = house.as_staff(Role::Handler).await;
    // The hour is not known: the day's beginning counts.
    let sunday = [
        ("learned-day", "1"),
        ("learned-month", "3"),
        ("learned-year", "2026"),
        ("learned-time", ""),
    ];
    let path = record(&mut handler, "breach", &sunday).await;
    let page = handler.get(&path).await;
    assert!(
        page.text().contains("Wednesday, 4 March 2026 at 00:00"),
        "{}",
        page.text()
    );
    step(&mut handler, &path, "raise/breach-high-risk", &[]).await;
    let reason = [
        ("ground", "disproportionate"),
        ("text", "Duizenden adressen."),
    ];
    step(&mut handler, &path, "not-required/breach-subjects", &reason).await;
    let page = handler.get(&path).await;
    assert!(page.text().contains("Duizenden adressen."));
    assert!(page.text().contains("Make the breach public"));
    // A ground that is none of the provision's is refused, with what was typed.
    let wrong = format!("{path}/not-required/breach-authority");
    let fields = [("ground", "protected"), ("text", "Toch niet.")];
    let page = handler.fill_as_shown(&wrong, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("Toch niet."));
}

#[tokio::test]
async fn an_incident_is_the_officer_s_and_the_privacy_desk_s_and_nobody_else_s() {
    let house = House::open().await;
    let mut dpo = house.as_staff(Role::Dpo).await;
    let path = record(&mut dpo, "breach", &[]).await;
    for role in [Role::Dpo, Role::Handler, Role::Officer] {
        let mut browser = house.as_staff(role).await;
        assert_eq!(browser.get(&path).await.status, StatusCode::OK, "{role:?}");
        let page = browser.get("/incidents").await;
        assert!(page.text().contains("href=\"/incidents\""), "{role:?}");
    }
    for role in [
        Role::Doctor,
        Role::Deputy,
        Role::Intake,
        Role::Identity,
        Role::Mailroom,
        Role::Admin,
    ] {
        let mut browser = house.as_staff(role).await;
        for page in [
            "/incidents",
            "/incidents/new",
            &path,
            &format!("{path}/learned"),
        ] {
            let shown = browser.get(page).await;
            assert_eq!(shown.status, StatusCode::NOT_FOUND, "{role:?} {page}");
        }
    }
    // Who has the incidents of another organisation has none of this one's.
    let mut stranger = house.as_staff(Role::Stranger).await;
    for page in [path.clone(), format!("{path}/learned")] {
        let shown = stranger.get(&page).await;
        assert_eq!(shown.status, StatusCode::NOT_FOUND, "{page}");
    }
    assert!(!stranger.get("/incidents").await.text().contains(&path));
}

#[tokio::test]
async fn a_double_click_records_one_incident_and_bad_input_is_said() {
    let house = House::open().await;
    let mut dpo = house.as_staff(Role::Dpo).await;
    let shown = dpo.get("/incidents/new").await;
    let mut fields = shown.hidden("/incidents/new");
    for (name, value) in [("kind", "breach"), ("what", "Een USB-stick.")] {
        fields.push((name.to_owned(), value.to_owned()));
    }
    let recorded = dpo.post("/incidents/new", &fields).await;
    let first = recorded.location();
    assert_eq!(dpo.post("/incidents/new", &fields).await.location(), first);
    let wrong = [("kind", ""), ("what", ""), ("learned-time", "99:99")];
    let page = dpo.fill("/incidents/new", "/incidents/new", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("Enter a time of day"));
    let path = first.strip_suffix("?done=incident-opened").unwrap();
    for unknown in [
        "told/nothing",
        "raise/nothing",
        "disclosed",
        "withheld",
        "nothing",
    ] {
        let page = dpo.get(&format!("{path}/{unknown}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

/// The officer's own calendar program shows until when somebody must be told, and not of what.
#[tokio::test]
async fn the_feed_of_the_officer_has_the_hours_of_an_incident_and_no_word_of_it() {
    let house = House::open().await;
    let mut dpo = house.as_staff(Role::Dpo).await;
    let path = record(&mut dpo, "authority-request/public-body", &[]).await;
    let made = dpo.fill("/subscription", "/subscription/make", &[]).await;
    let text = made.text();
    let (_, from) = text.split_once("http://localhost:8081").unwrap();
    let feed = dpo.get(from.split_once('"').unwrap().0).await.text();
    let feed = feed.replace("\r\n ", "");
    let id = path.rsplit_once('/').unwrap().1.replace('-', "");
    let number = id[id.len() - 6..].to_uppercase();
    let title = format!("SUMMARY:Incident {number}: somebody must be told\r\n");
    let (before, after) = feed.split_once(&title).unwrap_or_else(|| panic!("{feed}"));
    // Three business days after Monday 2 March 2026.
    assert!(
        before.trim_end().ends_with("DTEND;VALUE=DATE:20260306"),
        "{before}"
    );
    assert!(after.starts_with("STATUS:CONFIRMED"));
    assert!(
        !feed.contains("vraag") && !feed.contains("authority"),
        "{feed}"
    );

    let mut handler = house.as_staff(Role::Doctor).await;
    let made = handler
        .fill("/subscription", "/subscription/make", &[])
        .await;
    let text = made.text();
    let (_, from) = text.split_once("http://localhost:8081").unwrap();
    let feed = handler.get(from.split_once('"').unwrap().0).await.text();
    assert!(!feed.contains("Incident"), "{feed}");
}
