use axum::http::StatusCode;
use habeas_case::submission;
use habeas_dossier::{Message, Physician, copy_for, from_bytes, kinds, to_bytes};
use habeas_engine::{SealedWrites, store_writes};
use habeas_envelope::{Code, ItemId, StreamRef};
use habeas_vault::{Compartment, Owner, PersonPublic, Sealer};
use uuid::Uuid;

use crate::support::{Browser, Filed, House, controller, scope, tiny_png};

pub(crate) async fn sign_in(browser: &mut Browser, filed: &Filed) {
    let codes = [
        ("reference", filed.reference.as_str()),
        ("code", filed.code.as_str()),
    ];
    let page = browser.fill("/status", "/status", &codes).await;
    assert_eq!(page.location(), "/status/request");
}

#[tokio::test]
async fn reference_and_code_open_the_status_and_it_tells_nothing_it_must_not() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["medical"]).await;
    let mut later = house.browser();
    let page = later.get("/status/request").await;
    assert_eq!(page.location(), "/status");
    let typed = filed.code.replace('-', " ").to_lowercase();
    let codes = [
        ("reference", filed.reference.as_str()),
        ("code", typed.as_str()),
    ];
    let page = later.fill("/status", "/status", &codes).await;
    assert_eq!(page.location(), "/status/request");
    let page = later.get("/status/request").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text().contains("Thursday 2 April 2026"),
        "{}",
        page.text()
    );
    let text = page.text().to_lowercase();
    for secret in [
        "zoë",
        "wouters",
        "medical",
        "psychosocial",
        "doctor",
        "example.org",
    ] {
        assert!(!text.contains(secret), "{secret} is on the page");
    }
    assert_eq!(page.headers["cache-control"], "no-store");
    house.clock.advance(chrono::TimeDelta::minutes(30));
    let page = later.get("/status/request").await;
    assert_eq!(page.location(), "/status");
}

#[tokio::test]
async fn an_unknown_reference_and_a_wrong_code_look_the_same() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["general"]).await;
    let mut other = house.browser();
    let codes = [("reference", "01234567Y"), ("code", filed.code.as_str())];
    let unknown = other.fill("/status", "/status", &codes).await;
    let wrong = other
        .fill(
            "/status",
            "/status",
            &[("reference", "01234567Y"), ("code", "0000-0000-0000-0000")],
        )
        .await;
    let known = other
        .fill(
            "/status",
            "/status",
            &[
                ("reference", &filed.reference),
                ("code", "0000-0000-0000-0000"),
            ],
        )
        .await;
    for page in [&unknown, &wrong, &known] {
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            page.one(".govuk-error-summary"),
            unknown.one(".govuk-error-summary")
        );
    }
    let shown = |page: &crate::support::Page| {
        page.text()
            .replace(&filed.reference, "R")
            .replace("01234567Y", "R")
    };
    assert_eq!(shown(&wrong), shown(&known));
    assert!(!other.cookies.contains_key("habeas-portal-person"));
}

#[tokio::test]
async fn a_message_arrives_once_and_sealed() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["general"]).await;
    sign_in(&mut browser, &filed).await;
    let mut form = browser
        .get("/status/message")
        .await
        .hidden("/status/message");
    form.push(("text".to_owned(), "I have moved.".to_owned()));
    for _ in 0..2 {
        let page = browser.post("/status/message", &form).await;
        assert_eq!(page.location(), "/status/request?done=message");
    }
    let (id, state) = house.submissions().await.remove(0);
    let [item] = state.messages_in.as_slice() else {
        panic!("one message")
    };
    let copy = copy_for(*item, &Code::literal("general"));
    let message: Message = from_bytes(&house.opened(id, Compartment::General, copy).await).unwrap();
    assert_eq!(message.text, "I have moved.");
    let page = browser
        .fill("/status/message", "/status/message", &[("text", " ")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for file in house.database_files() {
        let bytes = std::fs::read(&file).unwrap();
        assert!(
            !bytes.windows(13).any(|window| window == b"I have moved."),
            "{file:?}"
        );
        assert!(
            !bytes.windows(7).any(|window| window == b"Wouters"),
            "{file:?}"
        );
    }
}

/// Who alone keeps a kind of file alone reads what is written about it.
#[tokio::test]
async fn a_message_about_a_closed_file_is_sealed_for_its_desk_alone() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["medical"]).await;
    sign_in(&mut browser, &filed).await;
    let mut form = browser
        .get("/status/message")
        .await
        .hidden("/status/message");
    form.push(("text".to_owned(), "About my back.".to_owned()));
    browser.post("/status/message", &form).await;
    let (id, state) = house.submissions().await.remove(0);
    let item = state.messages_in[0];
    let copy = copy_for(item, &Code::literal("medical"));
    let message: Message = from_bytes(&house.opened(id, Compartment::Medical, copy).await).unwrap();
    assert_eq!(message.text, "About my back.");
    let owner = StreamRef::submission(controller(), id);
    let fields = house.engine.store.sealed(&scope(), &owner).await.unwrap();
    let kinds: Vec<&str> = fields
        .iter()
        .filter(|field| field.kind == kinds::MESSAGE_IN)
        .map(|field| field.compartment.as_str())
        .collect();
    assert_eq!(kinds, ["medical"]);
}

#[tokio::test]
async fn a_message_of_the_house_opens_after_the_log_says_so() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["general"]).await;
    let (id, state) = house.submissions().await.remove(0);
    let item = ItemId(Uuid::from_u128(77));
    let person = PersonPublic(state.received.unwrap().person_key);
    let entropy = &*house.engine.entropy;
    let owner = Owner::submission(id);
    let mut sealer = Sealer::for_owner(house.keyring.public(), controller(), owner, entropy);
    let text = to_bytes(&Message {
        text: "Which visit?\n\nKind regards".to_owned(),
    })
    .unwrap();
    let kind = Code::literal(kinds::MESSAGE_OUT);
    sealer
        .seal(Compartment::General, kind, item, &text)
        .unwrap();
    sealer
        .wrap_for_person(Compartment::General, &person)
        .unwrap();
    let writes = store_writes(sealer.finish(), Vec::new());
    let send = submission::Command::SendMessage { item };
    house
        .command("worker.test", vec![(id, send).into()], writes)
        .await;

    sign_in(&mut browser, &filed).await;
    let overview = browser.get("/status/request").await;
    assert!(!overview.text().contains("Which visit?"));
    let action = format!("/status/messages/{item}");
    let page = browser.get(&action).await;
    assert_eq!(
        page.location(),
        "/status/request",
        "nothing opens by looking"
    );
    let page = browser.fill("/status/request", &action, &[]).await;
    assert_eq!(page.location(), action);
    let page = browser.get(&action).await;
    assert!(page.text().contains("Which visit?"), "{}", page.text());
    let unknown = format!("/status/messages/{}", Uuid::from_u128(78));
    let form = overview.hidden(&action);
    let page = browser.post(&unknown, &form).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn proof_is_handed_in_once_however_often_the_form_is_sent() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["medical"]).await;
    sign_in(&mut browser, &filed).await;
    let form = browser
        .get("/status/evidence")
        .await
        .hidden("/status/evidence");
    let card = tiny_png();
    let files: [(&str, &str, &[u8]); 1] = [("card", "card.png", &card)];
    let mut twin = house.browser();
    twin.cookies = browser.cookies.clone();
    let (one, two) = tokio::join!(
        browser.post_files("/status/evidence", &form, &files),
        twin.post_files("/status/evidence", &form, &files)
    );
    assert_eq!(
        (one.location(), two.location()),
        (
            "/status/request?done=evidence",
            "/status/request?done=evidence"
        )
    );
    let (id, state) = house.submissions().await.remove(0);
    let [document] = state.documents.as_slice() else {
        panic!("{} copies", state.documents.len())
    };
    let kept = house.opened(id, Compartment::Identity, document.item).await;
    assert!(image::load_from_memory(&kept).is_ok());
    let page = browser.hand_in("/status/evidence", &[], &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn withdrawing_takes_a_tick_and_ends_what_can_be_done() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["general"]).await;
    sign_in(&mut browser, &filed).await;
    let page = browser
        .fill("/status/withdraw", "/status/withdraw", &[])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!house.submissions().await[0].1.withdrawn);
    let page = browser
        .fill("/status/withdraw", "/status/withdraw", &[("sure", "yes")])
        .await;
    assert_eq!(page.location(), "/status/request");
    assert!(house.submissions().await[0].1.withdrawn);
    let page = browser.get("/status/request").await;
    assert!(page.text().contains("You have withdrawn your request"));
    assert!(!page.text().contains("/status/withdraw"));
    let page = browser.get("/status/withdraw").await;
    assert_eq!(page.location(), "/status/request");
}

#[tokio::test]
async fn leaving_ends_the_session() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["general"]).await;
    sign_in(&mut browser, &filed).await;
    let page = browser.fill("/status/request", "/status/leave", &[]).await;
    assert_eq!(page.location(), "/status");
    let page = browser.get("/status/request").await;
    assert_eq!(page.location(), "/status");
}

#[tokio::test]
async fn asked_for_proof_the_page_says_so_first() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["general"]).await;
    let (id, _) = house.submissions().await.remove(0);
    let check = submission::Command::OpenIdentityCheck {
        desk: Code::literal("privacy"),
        reason: Code::literal("test"),
    };
    let classify = submission::Command::Classify {
        class: habeas_case::SubmissionClass::Request,
        rule: None,
        cases: Vec::new(),
    };
    let ask = submission::Command::AskIdentity {
        question: ItemId(Uuid::from_u128(5)),
        day: house.clock_now().date_naive(),
        doubt: Code::literal("no-copy"),
    };
    let commands = vec![(id, classify).into(), (id, check).into(), (id, ask).into()];
    house
        .command("worker.test", commands, SealedWrites::default())
        .await;
    sign_in(&mut browser, &filed).await;
    let page = browser.get("/status/request").await;
    assert_eq!(page.one("h1"), "We need something from you");
    assert!(page.text().contains("/status/evidence"));
}

#[tokio::test]
async fn a_session_that_ended_says_so_and_nothing_is_done() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["general"]).await;
    sign_in(&mut browser, &filed).await;
    let mut form = browser
        .get("/status/message")
        .await
        .hidden("/status/message");
    form.push(("text".to_owned(), "Too late.".to_owned()));
    house.clock.advance(chrono::TimeDelta::minutes(31));
    let page = browser.post("/status/message", &form).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(page.one("h1"), "Your session has ended");
    assert!(house.submissions().await[0].1.messages_in.is_empty());
}

#[tokio::test]
async fn mensura_15_2_the_physician_is_asked_for_once_it_is_settled_who_asks_and_is_sealed() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["medical"]).await;
    sign_in(&mut browser, &filed).await;
    // Reference and code alone must not say that the file is a medical one.
    let overview = browser.get("/status/request").await;
    assert!(!overview.text().contains("/status/question"));
    let page = browser.get("/status/question").await;
    assert_eq!(page.location(), "/status/request");
    let (id, state) = house.submissions().await.remove(0);
    house.settle(id, &state, &["medical"]).await;
    let overview = browser.get("/status/request").await;
    assert!(overview.text().contains("/status/question"));
    let asked = "/status/question";
    let page = browser.fill(asked, asked, &[("have", "yes")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.all("#name-error").len(), 1);
    let said = [
        ("have", "yes"),
        ("name", "Dr. Peeters-Vandenbroucke"),
        ("town", "Geel"),
    ];
    let page = browser.fill(asked, asked, &said).await;
    assert_eq!(page.location(), "/status/request?done=physician");
    let (id, state) = house.submissions().await.remove(0);
    let role = Code::literal("physician");
    let item = state.named(&role).expect("they said").expect("a physician");
    // A copy for the desk of the medical file, and nobody reads it here.
    let copy = copy_for(item, &Code::literal("medical"));
    let desk: Compartment = "medical".parse().unwrap();
    let named: Physician = from_bytes(&house.opened(id, desk, copy).await).unwrap();
    assert_eq!(named.name, "Dr. Peeters-Vandenbroucke");
    assert_eq!(named.town, "Geel");
    let overview = browser.get("/status/request").await;
    assert!(!overview.text().contains("Peeters"));
    let again = browser.get(asked).await;
    assert!(!again.text().contains("Peeters"));
    let page = browser.fill(asked, asked, &[("have", "no")]).await;
    assert_eq!(page.location(), "/status/request?done=physician");
    let (_, state) = house.submissions().await.remove(0);
    assert_eq!(state.named(&role), Some(None), "they have none");
}

#[tokio::test]
async fn nobody_is_asked_for_a_physician_whose_file_goes_to_them() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["general"]).await;
    sign_in(&mut browser, &filed).await;
    let overview = browser.get("/status/request").await;
    assert!(!overview.text().contains("/status/question"));
    let page = browser.get("/status/question").await;
    assert_eq!(page.location(), "/status/request");
}
