//! What the packs of single organisations ask besides at intake, none of it a bar to filing.

use axum::http::StatusCode;
use habeas_case::submission::Submission;
use habeas_envelope::{Code, ControllerId, ItemId, Scope, StreamRef, SubmissionId};

use crate::support::{Browser, House};

/// Fills in the first two pages, for oneself.
async fn ask(browser: &mut Browser, controller: &str, what: &[(&str, &str)]) {
    let path = format!("/o/{controller}");
    let page = browser.fill(&path, &path, what).await;
    assert_eq!(page.location(), "/request/whom");
    let page = browser
        .fill("/request/whom", "/request/whom", &[("whom", "self")])
        .await;
    assert_eq!(page.location(), "/request/you");
}

/// Who the person is, with further fields of the page.
async fn introduce(browser: &mut Browser, more: &[(&str, &str)]) -> String {
    let mut you = vec![
        ("name", "Zoë Wouters"),
        ("contact", "e-mail"),
        ("email", "zoe@example.org"),
    ];
    you.extend(more);
    let page = browser.fill("/request/you", "/request/you", &you).await;
    page.location().to_owned()
}

/// Sends what was filled in, from the words on.
async fn send(
    house: &House,
    browser: &mut Browser,
    controller: &str,
) -> (SubmissionId, Submission) {
    let page = browser
        .fill("/request/words", "/request/words", &[("words", "")])
        .await;
    assert_eq!(page.location(), "/request/review");
    let page = browser.fill("/request/review", "/request/send", &[]).await;
    assert_eq!(page.location(), "/request/sent");
    let scope = Scope::whole([ControllerId::new(controller).unwrap()]);
    house.submissions_of(scope).await.pop().unwrap()
}

const ACCESS: &[(&str, &str)] = &[("right", "access"), ("kind", "general")];

#[tokio::test]
async fn eurocontrol_25_3_the_form_asks_who_works_there_and_files_whatever_is_said() {
    for (said, kept) in [
        (vec![("audience", "staff")], Some("staff")),
        (vec![("audience", "non-staff")], Some("non-staff")),
        (vec![("audience", "unsure")], Some("unsure")),
        (vec![], None),
    ] {
        let house = House::open().await;
        let mut browser = house.browser();
        ask(&mut browser, "eurocontrol", ACCESS).await;
        let page = browser.get("/request/you").await;
        assert_eq!(page.values("input[name=audience]").len(), 3);
        assert_eq!(introduce(&mut browser, &said).await, "/request/words");
        let (_, state) = send(&house, &mut browser, "eurocontrol").await;
        let received = state.received.unwrap();
        assert_eq!(received.audience, kept.map(Code::literal));
    }
}

#[tokio::test]
async fn what_is_no_answer_to_the_question_is_said_beside_it() {
    let house = House::open().await;
    let mut browser = house.browser();
    ask(&mut browser, "eurocontrol", ACCESS).await;
    let you = [
        ("name", "Zoë Wouters"),
        ("contact", "e-mail"),
        ("email", "zoe@example.org"),
        ("audience", "boss"),
    ];
    let page = browser.fill("/request/you", "/request/you", &you).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.one("#audience-error").contains("Choose"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn where_it_decides_nothing_nobody_is_asked_where_they_work() {
    let house = House::open().await;
    let mut browser = house.browser();
    ask(
        &mut browser,
        "occar",
        &[("right", "access"), ("kind", "visitors")],
    )
    .await;
    let page = browser.get("/request/you").await;
    assert!(page.values("input[name=audience]").is_empty());
    introduce(&mut browser, &[("audience", "staff")]).await;
    let (_, state) = send(&house, &mut browser, "occar").await;
    assert_eq!(state.received.unwrap().audience, None);
}

#[tokio::test]
async fn werken_bij_defensie_a_request_about_the_mivd_is_led_elsewhere_and_filed_if_the_person_insists()
 {
    let house = House::open().await;
    let mut browser = house.browser();
    let path = "/o/werken-bij-defensie";
    let what = [
        ("right", "access"),
        ("kind", "recruitment"),
        ("elsewhere", "mivd"),
    ];
    let page = browser.fill(path, path, &what).await;
    assert_eq!(page.location(), "/request/elsewhere");
    // No page further on is reached past the advice.
    let page = browser.get("/request/review").await;
    assert_eq!(page.location(), "/request/elsewhere");
    let page = browser.get("/request/elsewhere").await;
    assert!(
        page.text().contains("rechtstreeks aan de MIVD"),
        "{}",
        page.text()
    );
    let page = browser
        .fill("/request/elsewhere", "/request/elsewhere", &[])
        .await;
    assert_eq!(page.location(), "/request/whom");
    let page = browser
        .fill("/request/whom", "/request/whom", &[("whom", "self")])
        .await;
    assert_eq!(page.location(), "/request/you");
    introduce(&mut browser, &[]).await;
    browser
        .fill("/request/words", "/request/words", &[("words", "")])
        .await;
    browser
        .hand_in("/request/copy", &[("without", "yes")], &[])
        .await;
    let page = browser.fill("/request/review", "/request/send", &[]).await;
    assert_eq!(page.location(), "/request/sent");
    let scope = Scope::whole([ControllerId::new("werken-bij-defensie").unwrap()]);
    let (_, state) = house.submissions_of(scope).await.pop().unwrap();
    let received = state.received.unwrap();
    assert_eq!(received.questions.elsewhere, [Code::literal("mivd")]);
    assert!(state.closed.is_none(), "nobody turned it away");
}

const COMPLAINT: &[(&str, &str)] = &[("right", "board-complaint"), ("kind", "board-complaint")];

#[tokio::test]
async fn eurocontrol_annex_iv_8_4_a_complaint_says_what_it_can_and_is_sealed_for_the_board_alone() {
    let house = House::open().await;
    let mut browser = house.browser();
    let what = [
        ("right", "access"),
        ("kind", "general"),
        ("right", "board-complaint"),
        ("kind", "board-complaint"),
    ];
    ask(&mut browser, "eurocontrol", &what).await;
    introduce(&mut browser, &[("audience", "non-staff")]).await;
    let page = browser
        .fill("/request/words", "/request/words", &[("words", "")])
        .await;
    assert_eq!(page.location(), "/request/questions");
    let said = [
        ("reason", "My application was read by the wrong people."),
        ("measures-wanted", "Delete it."),
        ("contact-with-dpo", ""),
        ("aware-on-day", "1"),
        ("aware-on-month", "12"),
        ("aware-on-year", "2025"),
        ("earlier", "not a reference"),
    ];
    let page = browser
        .fill("/request/questions", "/request/questions", &said)
        .await;
    assert_eq!(page.location(), "/request/review");
    let page = browser.fill("/request/review", "/request/send", &[]).await;
    assert_eq!(page.location(), "/request/sent");
    let controller = ControllerId::new("eurocontrol").unwrap();
    let scope = Scope::whole([controller.clone()]);
    let all = house.submissions_of(scope.clone()).await;
    let (id, state) = &all[0];
    let questions = &state.received.as_ref().unwrap().questions;
    // Received 2 March 2026: the three months of article 25.4 from 1 December ended the day
    // before, which is for the Board to say and no bar here.
    assert_eq!(questions.aware_on, Some("2025-12-01".parse().unwrap()));
    assert_eq!(questions.earlier, None);
    let answers = questions.answers.unwrap();
    let stream = StreamRef::submission(controller, *id);
    let sealed = house.engine.store.sealed(&scope, &stream).await.unwrap();
    let sealed: Vec<_> = sealed
        .iter()
        .filter(|field| field.kind == habeas_dossier::kinds::ANSWERS)
        .map(|field| (field.compartment.as_str(), ItemId(field.item)))
        .collect();
    let board = habeas_dossier::copy_for(answers, &Code::literal("board"));
    assert_eq!(sealed, [("board", board)], "for no other desk");
}

#[tokio::test]
async fn a_day_of_awareness_that_is_still_to_come_is_said_and_an_empty_page_is_no_bar() {
    let house = House::open().await;
    let mut browser = house.browser();
    ask(&mut browser, "eurocontrol", COMPLAINT).await;
    introduce(&mut browser, &[]).await;
    browser
        .fill("/request/words", "/request/words", &[("words", "")])
        .await;
    let ahead = [
        ("aware-on-day", "3"),
        ("aware-on-month", "3"),
        ("aware-on-year", "2026"),
    ];
    let page = browser
        .fill("/request/questions", "/request/questions", &ahead)
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser
        .fill("/request/questions", "/request/questions", &[])
        .await;
    assert_eq!(page.location(), "/request/review");
}

#[tokio::test]
async fn certimed_16_2_date_and_signature_are_asked_for_a_medical_file_and_never_a_bar() {
    let house = House::open().await;
    let mut browser = house.browser();
    ask(
        &mut browser,
        "certimed",
        &[("right", "access"), ("kind", "medical")],
    )
    .await;
    introduce(&mut browser, &[]).await;
    let page = browser
        .fill("/request/words", "/request/words", &[("words", "")])
        .await;
    assert_eq!(page.location(), "/request/questions");
    let page = browser.get("/request/questions").await;
    assert_eq!(page.values("input[name=signature]").len(), 1);
    assert_eq!(page.values("input[name=signed-on-day]").len(), 1);
    let page = browser
        .fill("/request/questions", "/request/questions", &[])
        .await;
    assert_eq!(page.location(), "/request/copy");
}

#[tokio::test]
async fn certimed_16_2_rights_other_than_access_are_asked_for_no_signature() {
    let house = House::open().await;
    let mut browser = house.browser();
    let what = [("right", "rectification"), ("kind", "medical")];
    ask(&mut browser, "certimed", &what).await;
    introduce(&mut browser, &[]).await;
    let page = browser
        .fill("/request/words", "/request/words", &[("words", "")])
        .await;
    assert_ne!(page.location(), "/request/questions");
}

#[tokio::test]
async fn occar_s5_no_limit_is_told_and_the_target_is_called_one() {
    let house = House::open().await;
    let mut browser = house.browser();
    let what = [("right", "erasure"), ("kind", "visitors")];
    let page = browser.get("/o/occar").await;
    assert!(
        page.text()
            .contains("Looked at when it is decided, so you need not show it here: If the data has been unlawfully processed."),
        "{}",
        page.text()
    );
    ask(&mut browser, "occar", &what).await;
    introduce(&mut browser, &[]).await;
    send(&house, &mut browser, "occar").await;
    let page = browser.get("/request/sent").await;
    // A month from Monday 2 March 2026.
    let target = page.one("#target");
    assert!(target.contains("no time limit"), "{target}");
    assert!(target.contains("2 April 2026"), "{target}");
    assert!(
        page.all(".habeas-due").is_empty(),
        "no date is shown as a limit"
    );
}

#[tokio::test]
async fn eurocontrol_25_4_after_sixty_days_of_silence_the_person_is_told_of_arbitration() {
    use habeas_case::{CaseRef, SubmissionClass, case, submission};
    use habeas_engine::{Command, Order, testing::opening};
    use habeas_envelope::ActorId;

    let house = House::open().await;
    let mut browser = house.browser();
    ask(&mut browser, "eurocontrol", COMPLAINT).await;
    introduce(&mut browser, &[]).await;
    let words = browser
        .fill("/request/words", "/request/words", &[("words", "")])
        .await;
    assert_eq!(words.location(), "/request/questions");
    browser
        .fill("/request/questions", "/request/questions", &[])
        .await;
    browser.fill("/request/review", "/request/send", &[]).await;
    let sent = browser.get("/request/sent").await;
    let codes = [sent.one("#reference"), sent.one("#access-code")];

    let controller = ControllerId::new("eurocontrol").unwrap();
    let scope = Scope::whole([controller.clone()]);
    let (id, state) = house.submissions_of(scope.clone()).await.pop().unwrap();
    let received = state.received.unwrap();
    let day = received.received_on;
    let right = "board-complaint";
    let opened = opening(&house.engine.shelf, &controller, id, day, right, right);
    let case = case::case_id(&received.seed, &opened.right, &opened.kind);
    let classify = submission::Command::Classify {
        class: SubmissionClass::Request,
        rule: Some(Code::literal("test")),
        cases: vec![CaseRef {
            case,
            right: opened.right.clone(),
            kind: opened.kind.clone(),
        }],
    };
    let command = async |commands: Vec<Command>| {
        let actor = ActorId::worker("test").unwrap();
        let order = Order::new(controller.clone(), scope.clone(), actor, commands);
        house.engine.execute(order).await.unwrap();
    };
    command(vec![
        (id, classify).into(),
        (case, case::Command::Open(Box::new(opened))).into(),
    ])
    .await;
    // Received on Monday 2 March 2026; day 60 is Friday 1 May, over at midnight in Brussels.
    house
        .clock
        .advance_to("2026-05-01T22:00:00Z".parse().unwrap());
    let ring = case::Command::RingAlarm {
        alarm: Code::literal("deemed-2026-05-01"),
    };
    command(vec![(case, ring).into()]).await;

    let mut later = house.browser();
    let fields = [
        ("reference", codes[0].as_str()),
        ("code", codes[1].as_str()),
    ];
    let page = later.fill("/status", "/status", &fields).await;
    assert_eq!(page.location(), "/status/request");
    let page = later.get("/status/request").await.text();
    assert!(
        page.contains("counts as a refusal, given on 1 May 2026"),
        "{page}"
    );
    assert!(
        page.contains("Arbitration (International Chamber of Commerce"),
        "{page}"
    );
    assert!(page.contains("until 1 August 2026"), "{page}");
}
