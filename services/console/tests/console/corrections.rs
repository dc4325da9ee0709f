//! The day of receipt set right, with what it comes to; a legal hold set and lifted.

use axum::http::StatusCode;
use habeas_dossier::kinds;
use habeas_envelope::{Code, StreamRef};

use crate::support::{House, Role, controller, scope};

#[tokio::test]
async fn the_day_of_receipt_is_set_right_after_its_dates_were_shown() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let page = format!("{}/receipt", filed.page());
    // Received on Monday 2 March 2026, due on Thursday 2 April; it had come on Friday 27 February.
    let day = [
        ("day-day", "27"),
        ("day-month", "2"),
        ("day-year", "2026"),
        ("choice", "processor"),
    ];
    let shows = [&day[..], &[("show", "1")]].concat();
    let shown = handler.fill(&page, &page, &shows).await;
    assert_eq!(shown.status, StatusCode::OK);
    for date in ["Thursday 2 April 2026", "Friday 27 March 2026"] {
        assert!(shown.text().contains(date), "{date}: {}", shown.text());
    }
    let before = house.case_state(&filed).await.received_on();
    assert_eq!(before, "2026-03-02".parse().ok(), "nothing was done yet");
    let done = handler.fill(&page, &page, &day).await;
    assert_eq!(
        done.location(),
        format!("{}?done=receipt-corrected", filed.page())
    );
    let after = house.case_state(&filed).await.received_on();
    assert_eq!(after, "2026-02-27".parse().ok());
    let future = [
        ("day-day", "3"),
        ("day-month", "3"),
        ("day-year", "2026"),
        ("choice", "mistyped"),
    ];
    let refused = handler.fill(&page, &page, &future).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_legal_hold_is_set_and_lifted() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let page = format!("{}/hold", filed.page());
    let nothing = handler.fill(&page, &page, &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    handler.fill(&page, &page, &[("choice", "court")]).await;
    assert!(house.case_state(&filed).await.legal_hold);
    let shown = handler.get(&filed.page()).await;
    assert!(shown.text().contains("Under legal hold"));
    handler.fill(&page, &page, &[]).await;
    assert!(!house.case_state(&filed).await.legal_hold);
    // Another desk's case is not there.
    let mut doctor = house.as_staff(Role::Doctor).await;
    assert_eq!(doctor.get(&page).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_case_of_another_kind_moves_to_its_desk_with_the_person_s_words() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let page = format!("{}/kind", filed.page());
    let reason = "Het gaat om een hartonderzoek, niet om facturen.";
    let fields = [("kind", "medical"), ("reason", reason)];
    let shows = [&fields[..], &[("show", "1")]].concat();
    let shown = handler.fill(&page, &page, &shows).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
    // Received on Monday 2 March 2026: a month, for that kind too.
    let dates = shown.all(".govuk-summary-list__value");
    assert_eq!(dates.len(), 4, "{dates:?}");
    assert_eq!(dates[3], "Thursday 2 April 2026");
    assert_eq!(shown.one("textarea#reason"), reason);
    let before = house.case_state(&filed).await;
    assert_eq!(before.opened.unwrap().kind, "general", "nothing was done");
    let nothing = handler.fill(&page, &page, &[]).await;
    assert_eq!(nothing.all(".govuk-error-summary__list li").len(), 2);

    let done = handler.fill(&page, &page, &fields).await;
    assert_eq!(done.location(), "/?done=kind-corrected");
    let state = house.case_state(&filed).await;
    let opened = state.opened.as_ref().unwrap();
    assert_eq!(
        (opened.kind.as_str(), opened.compartment.as_str()),
        ("medical", "medical")
    );
    assert_eq!(state.desk, Some(Code::literal("medical")));
    assert_eq!(
        (state.via, state.draft.is_some()),
        (None, false),
        "routed anew"
    );
    for path in [filed.page(), page.clone()] {
        let gone = handler.get(&path).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND, "{path}");
    }
    // The words are sealed for the new desk, and so is why the case came.
    let stream = StreamRef::submission(controller(), filed.submission);
    let sealed = house.engine.store.sealed(&scope(), &stream).await.unwrap();
    let words = sealed.iter().filter(|field| field.kind == kinds::WORDS);
    let mut compartments: Vec<_> = words.map(|field| field.compartment.to_string()).collect();
    compartments.sort();
    assert_eq!(compartments, ["general", "medical"]);
    let stream = StreamRef::case(controller(), filed.case);
    let sealed = house.engine.store.sealed(&scope(), &stream).await.unwrap();
    assert!(sealed.iter().all(|field| field.compartment == "medical"));
    let mut doctor = house.as_staff(Role::Doctor).await;
    let shown = doctor.get(&filed.page()).await;
    for read in ["Mijn eigen woorden", reason, "Kind of file corrected"] {
        assert!(shown.text().contains(read), "{read}: {}", shown.text());
    }
}

#[tokio::test]
async fn a_kind_is_corrected_on_what_was_seen_and_loses_nothing_typed() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let page = format!("{}/kind", filed.page());
    let shown = handler.get(&page).await;
    let mut other = house.as_staff(Role::OtherHandler).await;
    let hold = format!("{}/hold", filed.page());
    other.fill(&hold, &hold, &[("choice", "court")]).await;
    let mut fields = shown.hidden(&page);
    for (name, value) in [("kind", "medical"), ("reason", "Een hartonderzoek.")] {
        fields.push((name.to_owned(), value.to_owned()));
    }
    let again = handler.post(&page, &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("changed this in the meantime"));
    assert_eq!(again.one("textarea#reason"), "Een hartonderzoek.");
    assert_eq!(
        house.case_state(&filed).await.opened.unwrap().kind,
        "general"
    );
}

#[tokio::test]
async fn intake_sets_the_day_of_receipt_right_for_the_whole_submission() {
    let house = House::open().await;
    let filed = house.working("medical").await;
    let mut intake = house.as_staff(Role::Intake).await;
    let there = filed.identity_page();
    let page = format!("{there}/receipt");
    let link = intake.get(&there).await;
    assert_eq!(link.all(&format!("a[href='{page}']")).len(), 1);
    let day = [
        ("day-day", "27"),
        ("day-month", "2"),
        ("day-year", "2026"),
        ("choice", "other-channel"),
    ];
    let shows = [&day[..], &[("show", "1")]].concat();
    let shown = intake.fill(&page, &page, &shows).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
    let dates = shown.all(".govuk-summary-list__value");
    // Friday 27 February to Friday 27 March; it was Monday 2 March to Thursday 2 April.
    let all = [
        "Monday 2 March 2026",
        "Thursday 2 April 2026",
        "Friday 27 March 2026",
    ];
    assert_eq!(dates, all);
    let before = house.submission_state(&filed).await.received_on();
    assert_eq!(before, "2026-03-02".parse().ok(), "nothing was done");
    let done = intake.fill(&page, &page, &day).await;
    assert_eq!(done.location(), format!("{there}?done=receipt-corrected"));
    let after = house.submission_state(&filed).await.received_on();
    assert_eq!(after, "2026-02-27".parse().ok());
    // Nobody else has that page: who checks identity, the desk, another house.
    for role in [Role::Doctor, Role::Identity, Role::Handler, Role::Stranger] {
        let mut browser = house.as_staff(role).await;
        let shown = browser.get(&page).await;
        assert_eq!(shown.status, StatusCode::NOT_FOUND, "{role:?}");
    }
}

#[tokio::test]
async fn a_day_that_a_case_cannot_follow_is_refused_before_it_is_recorded() {
    let house = House::open().await;
    let filed = house.working("general").await;
    house.clock.advance(chrono::TimeDelta::days(10));
    let pause = habeas_case::case::Command::Pause {
        cause: Code::literal("clarification"),
        day: "2026-03-04".parse().unwrap(),
        evidence: None,
    };
    let commands = vec![(filed.case, pause).into()];
    house
        .command(commands, habeas_engine::SealedWrites::default())
        .await;
    let mut intake = house.as_staff(Role::Intake).await;
    let page = format!("{}/receipt", filed.identity_page());
    for (day, why) in [
        ("6", "paused or extended before that day"),
        ("20", "in the future"),
    ] {
        let fields = [
            ("day-day", day),
            ("day-month", "3"),
            ("day-year", "2026"),
            ("choice", "mistyped"),
        ];
        for shows in [&[][..], &[("show", "1")]] {
            let refused = intake
                .fill(&page, &page, &[&fields[..], shows].concat())
                .await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text().contains(why), "{day}: {}", refused.text());
        }
    }
    let after = house.submission_state(&filed).await.received_on();
    assert_eq!(after, "2026-03-02".parse().ok());
}
