//! A request that came by letter, by e-mail or by telephone is recorded as the same filing.

use axum::http::StatusCode;
use habeas_case::{Channel, ContactKind};
use habeas_dossier::{Message, copy_for, from_bytes, kinds};
use habeas_engine::{OpenedField, Opening};
use habeas_envelope::{ActorId, Code, ItemId, StreamKind, StreamRef, SubmissionId};
use habeas_vault::{AccessCode, Compartment};

use crate::support::{House, Page, Role, controller, scope, tiny_png};

const PATH: &str = "/filings/new";

const ASKED: [(&str, &str); 9] = [
    ("channel", "post"),
    ("received-day", "26"),
    ("received-month", "2"),
    ("received-year", "2026"),
    ("right", "access"),
    ("kind", "medical"),
    ("capacity", "self"),
    ("name", "Zoë Wouters"),
    ("language", "fr"),
];
const BY_POST: [(&str, &str); 5] = [
    ("contact", "post"),
    ("street", "Rue Haute 1"),
    ("postcode", "1000"),
    ("town", "Bruxelles"),
    ("country", "Belgique"),
];
const WORDS: (&str, &str) = ("words", "Je demande mon dossier auprès du médecin.");

fn filled(page: &Page, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut all = page.hidden(PATH);
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    all.extend(fields.iter().map(own));
    all
}

async fn recorded(house: &House) -> Vec<SubmissionId> {
    let store = &house.engine.store;
    let all = scope();
    let found = store.streams(&all, StreamKind::Submission, None, 100);
    let streams = found.await.unwrap();
    streams.iter().map(|found| SubmissionId(found.id)).collect()
}

async fn opened(house: &House, id: SubmissionId, compartment: Compartment) -> Vec<OpenedField> {
    let asked = Opening {
        controller: controller(),
        scope: scope(),
        actor: ActorId::staff(Role::Intake.id()),
        owner: StreamRef::submission(controller(), id),
        compartments: vec![compartment],
        purpose: Code::literal("test"),
    };
    let keys = house.keyring.private();
    house
        .engine
        .open_for_staff(keys, &asked, |_| true)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_letter_is_recorded_with_the_day_it_arrived_and_its_code_waits_for_the_letter_back() {
    let house = House::open().await;
    let mut intake = house.as_staff(Role::Intake).await;
    let shown = intake.get(PATH).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
    let fields = filled(&shown, &[&ASKED[..], &BY_POST, &[WORDS]].concat());
    let card = tiny_png();
    let files = [("card", "kaart.png", &card[..])];
    let done = intake.post_files(PATH, &fields, &files).await;
    let [id] = recorded(&house).await[..] else {
        panic!("one filing: {}", done.text())
    };
    let there = format!("/submissions/{id}?done=paper-recorded");
    assert_eq!(done.location(), there);
    // A double click records it once.
    let twice = intake.post_files(PATH, &fields, &files).await;
    assert_eq!(twice.location(), there);
    assert_eq!(recorded(&house).await.len(), 1);

    let stream = StreamRef::submission(controller(), id);
    let found = house.engine.store.load(&scope(), &[stream]).await.unwrap();
    let loaded = habeas_engine::Loaded::read(&found).unwrap();
    let state = loaded.submission(id).unwrap();
    let received = state.received.as_ref().unwrap();
    assert_eq!(received.channel, Channel::Post);
    assert_eq!(received.received_on, "2026-02-26".parse().unwrap());
    // The hour is not known: the day's beginning, in Brussels.
    assert_eq!(
        received.received_at.to_rfc3339(),
        "2026-02-25T23:00:00+00:00"
    );
    assert_eq!(received.language, "fr");
    assert_eq!(received.contact_kind, ContactKind::Post);
    assert_eq!(received.documents.len(), 1);
    let asked: Vec<_> = received
        .requested
        .iter()
        .map(|r| (r.right.as_str(), r.kind.as_str()))
        .collect();
    assert_eq!(asked, [("access", "medical")]);
    // The words are for the closed desk, and for no other.
    let words = received.words.unwrap();
    let medical = opened(&house, id, Compartment::Medical).await;
    let copy: ItemId = copy_for(words, &Code::literal("medical"));
    let read = medical.iter().find(|field| field.item == copy).unwrap();
    let read: Message = from_bytes(read.content.expose()).unwrap();
    assert_eq!(read.text, WORDS.1);
    assert!(opened(&house, id, Compartment::General).await.is_empty());
    // The code that the letter tells is the person's key, and stands nowhere else.
    let code = received.access_code.unwrap();
    let mail = opened(&house, id, Compartment::Mail).await;
    let told = mail.iter().find(|field| field.item == code).unwrap();
    assert_eq!(told.kind, kinds::ACCESS_CODE);
    let text = std::str::from_utf8(told.content.expose()).unwrap();
    let key = AccessCode::parse(text).unwrap().derive(id).public();
    assert_eq!(key.0, received.person_key);
    let page = intake.get(&format!("/submissions/{id}")).await;
    assert!(page.text().contains("Zoë Wouters"), "{}", page.text());
    assert!(!page.text().contains(text), "no page shows it");
}

#[tokio::test]
async fn a_call_is_recorded_and_its_code_shown_once_to_be_said() {
    let house = House::open().await;
    let mut intake = house.as_staff(Role::Intake).await;
    let shown = intake.get(PATH).await;
    let mut asked = ASKED.to_vec();
    asked[0] = ("channel", "phone");
    asked.extend([("contact", "e-mail"), ("email", "zoe@example.org")]);
    let fields = filled(&shown, &asked);
    let done = intake.post_files(PATH, &fields, &[]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    let code = done.one("#access-code");
    let [id] = recorded(&house).await[..] else {
        panic!("one filing")
    };
    let stream = StreamRef::submission(controller(), id);
    let found = house.engine.store.load(&scope(), &[stream]).await.unwrap();
    let loaded = habeas_engine::Loaded::read(&found).unwrap();
    let received = loaded.submission(id).unwrap().received.clone().unwrap();
    let key = AccessCode::parse(&code).unwrap().derive(id).public();
    assert_eq!(key.0, received.person_key);
    assert_eq!(
        (received.channel, received.access_code),
        (Channel::Phone, None)
    );
    let twice = intake.post_files(PATH, &fields, &[]).await;
    assert!(twice.location().ends_with("done=paper-recorded"));
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_typed_is_lost() {
    let house = House::open().await;
    let mut intake = house.as_staff(Role::Intake).await;
    let shown = intake.get(PATH).await;
    let nothing = intake.post_files(PATH, &shown.hidden(PATH), &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["received", "right", "kind", "name", "language", "contact"] {
        let told = nothing.all(&format!("#{field}-error"));
        assert_eq!(told.len(), 1, "{field}: {}", nothing.text());
    }
    // Tomorrow is no day of receipt; somebody else's name is asked for who acts for them.
    let mut asked = [&ASKED[..], &BY_POST, &[WORDS]].concat();
    asked[1] = ("received-day", "3");
    asked[2] = ("received-month", "3");
    asked[6] = ("capacity", "lawyer");
    let page = intake.post_files(PATH, &filled(&shown, &asked), &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("in the future"), "{}", page.text());
    assert_eq!(page.all("#subject-name-error").len(), 1);
    assert_eq!(page.one("textarea#words"), WORDS.1);
    for typed in ["Zoë Wouters", "Rue Haute 1", "Bruxelles"] {
        assert!(page.text().contains(typed), "{typed}");
    }
    assert!(recorded(&house).await.is_empty());
}

#[tokio::test]
async fn intake_alone_records_requests_in_every_language() {
    let house = House::open().await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Intake) {
        let mut browser = house.as_staff(role).await;
        let page = browser.get(PATH).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{role:?}");
    }
    let mut intake = house.as_staff(Role::Intake).await;
    for (language, title) in [
        ("en", "Record a request"),
        ("nl", "Een verzoek opnemen"),
        ("fr", "Enregistrer une demande"),
    ] {
        intake.language = language;
        assert_eq!(intake.get(PATH).await.one("h1"), title);
    }
}
