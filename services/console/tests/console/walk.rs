//! The newcomer's walk: a medical file, from the check of identity to an answer on its way.

use axum::http::{StatusCode, header};
use habeas_case::{DispatchStage, case::Stage, submission::IdentityState};
use habeas_dossier::{AnswerContent, copy_for, from_bytes, kinds};
use habeas_engine::{Opening, from_store_field, from_store_wrap};
use habeas_envelope::{ActorId, Code, EventId, ItemId, StreamRef};
use habeas_vault::{AnswerCode, AnswerPublic, Basis, Compartment, Owner, Receipt};
use uuid::Uuid;

use crate::support::{Browser, Case, House, Role, controller, tiny_png};

/// Somebody writes an answer with one picture.
async fn write(browser: &mut Browser, filed: &Case, text: &str) {
    let path = format!("{}/answer", filed.page());
    let fields = [("outcome", "granted"), ("text", text)];
    let page = browser
        .hand_in(&path, &fields, &[("files", "scan.png", &tiny_png())])
        .await;
    assert_eq!(page.location(), format!("{}?done=drafted", filed.page()));
}

async fn act(browser: &mut Browser, filed: &Case, on: &str, action: &str) -> String {
    let page = format!("{}{on}", filed.page());
    let action = format!("{}/{action}", filed.page());
    let answer = browser.fill(&page, &action, &[]).await;
    answer.location().to_owned()
}

#[tokio::test]
async fn a_medical_file_from_identity_to_the_answer() {
    let house = House::open().await;
    let filed = house.file("medical").await;

    // The filing concerns the closed desk alone, so it checks who the person is.
    let mut doctor = house.as_staff(Role::Doctor).await;
    let queue = doctor.get("/?view=identity").await;
    assert!(queue.text().contains(&filed.identity_page()));
    let page = doctor.get(&filed.identity_page()).await;
    assert!(page.text().contains("Zoë Wouters"), "{}", page.text());
    let picture = format!(
        "{}/files/{}?inline=1",
        filed.identity_page(),
        filed.evidence
    );
    assert!(page.text().contains(&picture));
    let shown = doctor.get(&picture).await;
    assert_eq!(shown.bytes, tiny_png());
    assert_eq!(shown.headers[header::CONTENT_DISPOSITION], "inline");
    let verify = format!("{}/verify", filed.identity_page());
    let page = doctor
        .fill(&filed.identity_page(), &verify, &[("method", "card")])
        .await;
    assert_eq!(page.location(), "/?done=verified");
    let state = house.submission_state(&filed).await;
    assert!(matches!(state.identity, IdentityState::Established { method } if method == "card"));

    // The letter: printed once without being shown, posted by its number, delivered.
    let dispatch = house.route(&filed).await.unwrap();
    let mut mailroom = house.as_staff(Role::Mailroom).await;
    let list = mailroom.get("/").await;
    assert_eq!(list.location(), "/mailroom");
    let list = mailroom.get("/mailroom").await;
    let envelope = format!("/mailroom/{dispatch}");
    assert!(list.text().contains(&envelope));
    let page = mailroom.get(&envelope).await;
    assert!(page.text().contains("Kempische Steenweg 309"));
    assert!(
        !page.text().contains("Wouters"),
        "the envelope names nobody"
    );
    let letter = mailroom
        .fill(&envelope, &format!("{envelope}/print"), &[])
        .await;
    assert_eq!(letter.status, StatusCode::OK, "{}", letter.text());
    assert!(letter.bytes.starts_with(b"%PDF-"));
    let enclosure = format!("{envelope}/enclosures/{}", filed.evidence);
    let copy = mailroom.fill(&envelope, &enclosure, &[]).await;
    assert_eq!(copy.bytes, tiny_png());
    let again = mailroom
        .fill(&envelope, &format!("{envelope}/print"), &[])
        .await;
    assert_eq!(again.bytes, letter.bytes, "the letter that was sealed");
    let posted = format!("{envelope}/posted");
    let day = [("day-day", "2"), ("day-month", "3"), ("day-year", "2026")];
    let wrong = [&day[..], &[("number", "RR 123 456 789 BE")]].concat();
    let page = mailroom.fill(&envelope, &posted, &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text().contains("RR 123 456 789 BE"),
        "what was typed stays"
    );
    let right = [&day[..], &[("number", "RR 123 456 785 BE")]].concat();
    let page = mailroom.fill(&envelope, &posted, &right).await;
    assert_eq!(page.location(), format!("{envelope}?done=posted"));
    let page = mailroom.get(&envelope).await;
    assert!(page.text().contains("RR 123 456 785 BE"));
    let page = mailroom
        .fill(&envelope, &format!("{envelope}/delivered"), &day)
        .await;
    assert_eq!(page.location(), format!("{envelope}?done=delivered"));
    let state = house.case_state(&filed).await;
    assert_eq!(
        state.outgoing.get(dispatch).unwrap().stage,
        DispatchStage::Delivered
    );
    let page = mailroom
        .fill("/search", "/search", &[("q", "rr123456785be")])
        .await;
    assert!(page.text().contains(&envelope), "found by its number");

    // The head doctor writes; a deputy approves.
    let page = doctor.get(&filed.page()).await;
    assert!(
        page.text().contains("Mijn eigen woorden"),
        "{}",
        page.text()
    );
    assert!(
        !page.text().contains("<b>over</b>"),
        "what was typed is escaped"
    );
    write(&mut doctor, &filed, "Uw dossier.\n\nMet groet.").await;
    let own = doctor.get(&format!("{}/draft", filed.page())).await;
    assert!(!own.text().contains(&format!("{}/approve", filed.page())));
    let mut deputy = house.as_staff(Role::Deputy).await;
    assert_eq!(
        act(&mut deputy, &filed, "/draft", "approve").await,
        format!("{}?done=approved", filed.page())
    );

    // It is held for the pack's ten minutes, taken back, sent again, sent now.
    assert_eq!(
        act(&mut doctor, &filed, "", "send").await,
        format!("{}?done=held", filed.page())
    );
    let held = house.case_state(&filed).await;
    assert_eq!(held.stage(), Stage::Held);
    let until = held.answer.as_ref().unwrap().hold_until;
    assert_eq!(until.to_rfc3339(), "2026-03-02T09:10:00+00:00");
    let page = doctor.get(&filed.page()).await;
    assert!(page.text().contains("10:10"), "the hour in Brussels");
    act(&mut doctor, &filed, "", "recall").await;
    assert_eq!(house.case_state(&filed).await.stage(), Stage::Approved);
    act(&mut doctor, &filed, "", "send").await;
    assert_eq!(
        act(&mut doctor, &filed, "", "send-now").await,
        format!("{}?done=sent", filed.page())
    );
    assert_eq!(house.case_state(&filed).await.stage(), Stage::Sending);

    let content = opened_by_the_person(&house, &filed).await;
    assert_eq!(content.text, "Uw dossier.\n\nMet groet.");
    assert_eq!(content.language, "nl");
    assert_eq!(content.attachments[0].name, "scan.png");
}

/// Opens the answer as the person does: with their own code and the one that is mailed.
async fn opened_by_the_person(house: &House, filed: &Case) -> AnswerContent {
    let state = house.case_state(filed).await;
    let answer = state.answer.unwrap();
    let stream = StreamRef::case(controller(), filed.case);
    let scope = habeas_envelope::Scope::whole([controller()]);
    let actor = ActorId::worker("courier").unwrap();
    let opening = Opening {
        controller: controller(),
        scope: scope.clone(),
        actor: actor.clone(),
        owner: stream.clone(),
        compartments: vec![Compartment::Mail],
        purpose: Code::literal("test"),
    };
    let mailed = copy_for(answer.answer, &Code::literal("mail"));
    let opened = house
        .engine
        .open_for_staff(house.keyring.private(), &opening, |field| {
            field.kind == kinds::ANSWER_CODE && field.item == mailed.0
        })
        .await
        .unwrap();
    let text = String::from_utf8(opened[0].content.expose().to_vec()).unwrap();
    let code = AnswerCode::parse(&text).unwrap();
    let key = AnswerPublic(answer.answer_key)
        .verify(&code, filed.case.0)
        .expect("the code mailed is the code of the answer");
    let fields = house.engine.store.sealed(&scope, &stream).await.unwrap();
    let wraps = house.engine.store.wraps(&scope, &stream).await.unwrap();
    let wraps: Vec<_> = wraps.into_iter().filter_map(from_store_wrap).collect();
    let field = fields
        .into_iter()
        .find(|field| ItemId(field.item) == answer.answer)
        .and_then(from_store_field)
        .unwrap();
    let receipt = Receipt::after_commit(
        controller(),
        ActorId::person(),
        EventId(Uuid::nil()),
        Basis::Collected,
        [(Owner::case(filed.case), Compartment::Answer)],
    );
    let opened = filed
        .person
        .open_answer(&key, &receipt, &field, &wraps)
        .unwrap();
    assert_eq!(opened.hash, answer.content);
    from_bytes(opened.content.expose()).unwrap()
}

#[tokio::test]
async fn without_a_window_an_answer_goes_at_once() {
    let house = House::with_window(Some(chrono::TimeDelta::zero())).await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    write(&mut handler, &filed, "Hierbij.").await;
    let mut officer = house.as_staff(Role::Officer).await;
    act(&mut officer, &filed, "/draft", "approve").await;
    assert_eq!(
        act(&mut handler, &filed, "", "send").await,
        format!("{}?done=sent", filed.page())
    );
    assert_eq!(house.case_state(&filed).await.stage(), Stage::Sending);
}

#[tokio::test]
async fn the_case_page_says_why_its_date_is_what_it_is_and_who_wrote_it_down() {
    let house = House::open().await;
    let filed = house.working("medical").await;
    let mut doctor = house.as_staff(Role::Doctor).await;
    let day = [("day-day", "2"), ("day-month", "3"), ("day-year", "2026")];
    let cause = [&day[..], &[("cause", "clarification")]].concat();
    let pause = format!("{}/pause", filed.page());
    doctor.fill(&pause, &pause, &cause).await;
    let page = doctor.get(&filed.page()).await;
    assert!(page.all(".habeas-due").is_empty());
    assert!(page.text().contains("The clock stands still"));

    house.clock.advance(chrono::TimeDelta::days(7));
    let mut doctor = house.as_staff(Role::Doctor).await;
    let day = [("day-day", "9"), ("day-month", "3"), ("day-year", "2026")];
    let resume = format!("{}/resume", filed.page());
    doctor.fill(&resume, &resume, &day).await;
    let page = doctor.get(&filed.page()).await;
    assert_eq!(page.one(".habeas-due__date"), "Thursday 9 April 2026");
    let why = page.one("details");
    for told in [
        "From 2 March 2026 to 9 March 2026 the time limit stood still, which adds 7 days: 9 April 2026.",
        "EDPB GL 01/2022 s.159 · 2 Apr 2026 → 9 Apr 2026",
        "recorded by Staff doctor on 2 March 2026",
        "recorded by Staff doctor on 9 March 2026",
        "If the suspension had no effect: 2 April 2026.",
        "by Tuesday 17 March 2026. (Act of 22 August 2002 on patients' rights, art. 9(2))",
    ] {
        assert!(why.contains(told), "{told}: {why}");
    }
}
