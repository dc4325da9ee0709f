//! Who sees and does what: professional secrecy first.

use axum::http::StatusCode;

use crate::support::{House, Role};

#[tokio::test]
async fn the_head_doctors_case_is_open_to_that_office_alone() {
    let house = House::open().await;
    let filed = house.working("medical").await;
    for role in Role::ALL {
        let mut browser = house.as_staff(role).await;
        let seen = matches!(role, Role::Doctor | Role::Deputy);
        for below in ["", "/answer", "/route", "/pause"] {
            let path = format!("{}{below}", filed.page());
            let page = browser.get(&path).await;
            let wanted = if seen {
                StatusCode::OK
            } else {
                StatusCode::NOT_FOUND
            };
            assert_eq!(page.status, wanted, "{role:?} at {path}");
            if !seen {
                let nowhere = uuid::Uuid::from_u128(9);
                let unknown = browser.get(&format!("/cases/{nowhere}{below}")).await;
                assert_eq!(unknown.status, StatusCode::NOT_FOUND);
                assert_eq!(
                    unknown.text().replace(&nowhere.to_string(), "ID"),
                    page.text().replace(&filed.case.to_string(), "ID"),
                    "{role:?}: forbidden looks like unknown"
                );
            }
        }
        let list = browser.get("/?view=all").await;
        assert_eq!(list.text().contains(&filed.page()), seen, "{role:?}");
        let found = browser.get("/search").await;
        if found.status == StatusCode::OK {
            let found = browser
                .fill("/search", "/search", &[("q", "wouters")])
                .await;
            assert_eq!(found.text().contains(&filed.page()), seen, "{role:?}");
        }
    }
}

#[tokio::test]
async fn another_desks_case_cannot_be_acted_on() {
    let house = House::open().await;
    let ours = house.working("general").await;
    let theirs = house.working("medical").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let page = handler.get(&format!("{}/pause", ours.page())).await;
    let fields = page.hidden(&format!("{}/pause", ours.page()));
    for action in ["pause", "send", "recall", "route", "approve"] {
        let page = handler
            .post(&format!("{}/{action}", theirs.page()), &fields)
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{action}");
    }
    let mut stranger = house.as_staff(Role::Stranger).await;
    assert_eq!(
        stranger.get(&ours.page()).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn who_checks_identity_does_not_see_the_kind_of_file() {
    let house = House::open().await;
    let filed = house.file("general").await;
    for role in Role::ALL {
        let mut browser = house.as_staff(role).await;
        let page = browser.get(&filed.identity_page()).await;
        let checks = matches!(
            role,
            Role::Handler | Role::OtherHandler | Role::Officer | Role::Identity
        );
        let sees = checks || role == Role::Intake;
        let wanted = if sees {
            StatusCode::OK
        } else {
            StatusCode::NOT_FOUND
        };
        assert_eq!(page.status, wanted, "{role:?}");
        let verify = format!("{}/verify", filed.identity_page());
        assert_eq!(page.text().contains(&verify), checks, "{role:?}");
        if checks {
            assert!(!page.text().contains("General data"), "{role:?}");
            assert!(!page.text().contains("eigen woorden"), "{role:?}");
        }
    }
}

#[tokio::test]
async fn nobody_approves_what_they_wrote_and_a_handler_approves_nothing() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut officer = house.as_staff(Role::Officer).await;
    let path = format!("{}/answer", filed.page());
    let fields = [("outcome", "granted"), ("text", "Ja.")];
    let page = officer.hand_in(&path, &fields, &[]).await;
    assert_eq!(page.location(), format!("{}?done=drafted", filed.page()));
    let draft = house.case_state(&filed).await.draft.unwrap();
    let approve = format!("{}/approve", filed.page());
    let mut fields = officer
        .get(&format!("{}/pause", filed.page()))
        .await
        .hidden(&format!("{}/pause", filed.page()));
    fields.push(("draft".to_owned(), draft.draft.to_string()));
    fields.push(("content".to_owned(), hex::encode(draft.content.0)));
    let page = officer.post(&approve, &fields).await;
    assert_eq!(
        page.location(),
        format!("{}/draft?refused=own-draft", filed.page())
    );
    let mut handler = house.as_staff(Role::Handler).await;
    let mut theirs = handler
        .get(&format!("{}/pause", filed.page()))
        .await
        .hidden(&format!("{}/pause", filed.page()));
    theirs.extend(
        fields
            .into_iter()
            .filter(|(name, _)| name == "draft" || name == "content"),
    );
    let page = handler.post(&approve, &theirs).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(
        house.case_state(&filed).await.draft.unwrap().approved_by,
        None
    );
}

#[tokio::test]
async fn a_stale_form_shows_what_happened_and_keeps_what_was_typed() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let mut other = house.as_staff(Role::OtherHandler).await;
    let path = format!("{}/answer", filed.page());
    let shown = handler.get(&path).await;
    let fields = [("outcome", "granted"), ("text", "Het andere.")];
    other.hand_in(&path, &fields, &[]).await;
    let mut mine = shown.hidden(&path);
    mine.push(("outcome".to_owned(), "granted".to_owned()));
    mine.push(("text".to_owned(), "Het mijne.".to_owned()));
    let page = handler.post_files(&path, &mine, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.one("textarea#text"), "Het mijne.");
    assert!(
        page.text().contains("Staff other-handler"),
        "who did what meanwhile"
    );
    let mut again = page.hidden(&path);
    again.push(("outcome".to_owned(), "granted".to_owned()));
    again.push(("text".to_owned(), "Het mijne.".to_owned()));
    let page = handler.post_files(&path, &again, &[]).await;
    assert_eq!(page.location(), format!("{}?done=drafted", filed.page()));

    let send = format!("{}/pause", filed.page());
    let stale = shown.hidden(&path);
    let mut fields: Vec<_> = stale.into_iter().collect();
    for (name, value) in [
        ("cause", "clarification"),
        ("day-day", "2"),
        ("day-month", "3"),
        ("day-year", "2026"),
    ] {
        fields.push((name.to_owned(), value.to_owned()));
    }
    let page = handler.post(&send, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let changed = "changed this in the meantime";
    assert!(page.text().contains(changed), "{}", page.text());
}

#[tokio::test]
async fn a_refusal_needs_a_ground_and_a_reason() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let path = format!("{}/answer", filed.page());
    let fields = [("outcome", "refused"), ("text", "Neen.")];
    let page = handler.hand_in(&path, &fields, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.one("textarea#text"), "Neen.");
    let fields = [
        ("outcome", "refused"),
        ("text", "Neen."),
        ("ground", "rights-of-others"),
        ("reason", "Er staan namen van collega's in."),
    ];
    let page = handler.hand_in(&path, &fields, &[]).await;
    assert_eq!(page.location(), format!("{}?done=drafted", filed.page()));
    let page = handler.get(&format!("{}/draft", filed.page())).await;
    assert!(page.text().contains("Er staan namen van collega"));
    let files = [("files", "x.exe", &b"MZ-not-a-picture"[..])];
    let page = handler.hand_in(&path, &fields, &files).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.text().contains("x.exe"));
}

#[tokio::test]
async fn asking_for_proof_writes_to_the_person_and_stops_the_clock() {
    let house = House::open().await;
    let filed = house.file("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let ask = format!("{}/ask", filed.identity_page());
    let page = handler
        .fill(
            &filed.identity_page(),
            &ask,
            &[("doubt", "no-copy"), ("question", "Wie bent u?")],
        )
        .await;
    assert_eq!(page.location(), "/?done=asked");
    let submission = house.submission_state(&filed).await;
    assert_eq!(submission.identity_questions.len(), 1);
    assert_eq!(submission.messages_out.len(), 1);
    let (_, mail) = submission.outgoing.iter().next().unwrap();
    assert_eq!(mail.template, "message-waiting");
    let case = house.case_state(&filed).await;
    assert!(case.clock.open_pause().is_some());
    let reject = format!("{}/reject", filed.identity_page());
    let fields = [("ground", "no-proof"), ("reason", "Er kwam geen antwoord.")];
    let page = handler.fill(&filed.identity_page(), &reject, &fields).await;
    assert_eq!(page.location(), "/?done=rejected");
}

#[tokio::test]
async fn every_page_of_a_role_opens_and_no_other() {
    let house = House::open().await;
    house.working("general").await;
    let pages = [
        ("/mailroom", vec![Role::Mailroom]),
        ("/figures", vec![Role::Dpo]),
        ("/failures", vec![Role::Admin]),
        ("/mailbox", vec![]),
    ];
    for role in Role::ALL {
        let mut browser = house.as_staff(role).await;
        for (path, allowed) in &pages {
            let wanted = if allowed.contains(&role) {
                StatusCode::OK
            } else {
                StatusCode::NOT_FOUND
            };
            assert_eq!(browser.get(path).await.status, wanted, "{role:?} at {path}");
        }
    }
    let mut nobody = house.browser();
    for path in ["/", "/mailroom", "/figures", "/search", "/cases/x"] {
        assert_eq!(nobody.get(path).await.location(), "/sign-in", "{path}");
    }
}
