//! What a person writes stands out until somebody has read it, and what nobody could classify is
//! late like anything else.

use habeas_case::{Requested, submission::Command};
use habeas_dossier::{Message, copy_for, kinds, to_bytes};
use habeas_engine::{About, SealedWrites, store_writes, testing::filing};
use habeas_envelope::{Code, ItemId, SubmissionId};
use habeas_vault::{Compartment, Owner, Sealer};
use uuid::Uuid;

use crate::support::{Case, House, Role, controller, scope};

const WORDS: &str = "Mijn kaart werd gestolen.";

/// The person writes to the open desks.
async fn writes(house: &House, filed: &Case) {
    let item = ItemId(Uuid::from_u128(0x3e55));
    let mut sealer = Sealer::for_owner(
        house.keyring.public(),
        controller(),
        Owner::submission(filed.submission),
        &*house.engine.entropy,
    );
    let text = Message {
        text: WORDS.to_owned(),
    };
    let copy = copy_for(item, &Code::literal("general"));
    let kind = Code::literal(kinds::MESSAGE_IN);
    let bytes = to_bytes(&text).unwrap();
    sealer
        .seal(Compartment::General, kind, copy, &bytes)
        .unwrap();
    let writes = store_writes(sealer.finish(), Vec::new());
    let command = Command::ReceiveMessage { item };
    let commands = vec![(filed.submission, command).into()];
    house.command(commands, writes).await;
}

/// What the digests of the day are about, and for which offices.
async fn minded(house: &House) -> Vec<(About, Vec<String>)> {
    let pack = house.engine.shelf.current(&controller()).unwrap().clone();
    let now = house.engine.clock.now();
    let today = now.with_timezone(&pack.zone()).date_naive();
    let mut found = Vec::new();
    let mut each = |minded: habeas_engine::Minded| {
        let offices = minded.offices.iter().map(|office| office.to_string());
        found.push((minded.about, offices.collect()));
        true
    };
    let engine = &house.engine;
    engine
        .minded(&scope(), &pack, today, &mut each)
        .await
        .unwrap();
    found
}

#[tokio::test]
async fn a_message_is_shown_to_who_checks_and_stands_out_until_it_is_read() {
    let house = House::open().await;
    let filed = house.file("general").await;
    writes(&house, &filed).await;
    let mut checker = house.as_staff(Role::Identity).await;
    let queue = checker.get("/?view=identity").await;
    assert!(queue.text().contains("New message"), "{}", queue.text());
    let there = filed.identity_page();
    let page = checker.get(&there).await;
    assert!(page.text().contains(WORDS), "{}", page.text());
    // The first words of the filing may tell the kind of file, and are intake's alone.
    assert!(!page.text().contains("eigen woorden"), "{}", page.text());
    let mut intake = house.as_staff(Role::Intake).await;
    let list = intake.get("/?view=message").await;
    assert!(list.text().contains("New message"), "{}", list.text());
    let told = minded(&house).await;
    assert!(told.iter().any(|(about, _)| *about == About::Message));
    let read = format!("{there}/read");
    checker.fill(&there, &read, &[]).await;
    assert_eq!(house.submission_state(&filed).await.unread_message, None);
    let queue = checker.get("/?view=identity").await;
    assert!(!queue.text().contains("New message"), "{}", queue.text());
    let told = minded(&house).await;
    assert!(!told.iter().any(|(about, _)| *about == About::Message));
}

#[tokio::test]
async fn a_message_on_a_case_in_hand_stands_out_at_its_desk() {
    let house = House::open().await;
    let filed = house.working("general").await;
    writes(&house, &filed).await;
    let mut handler = house.as_staff(Role::Handler).await;
    let queue = handler.get("/").await;
    assert!(queue.text().contains("New message"), "{}", queue.text());
    let there = filed.page();
    handler.fill(&there, &format!("{there}/read"), &[]).await;
    let queue = handler.get("/").await;
    assert!(!queue.text().contains("New message"), "{}", queue.text());
}

#[tokio::test]
async fn bug_11_what_nobody_could_classify_is_late_like_any_other() {
    let house = House::open().await;
    let id = SubmissionId(Uuid::from_u128(0xbad));
    let shelf = &house.engine.shelf;
    let mut received = filing(shelf, &controller(), house.engine.clock.now(), [9; 16]);
    received.requested = vec![Requested {
        right: Code::literal("access"),
        kind: Code::literal("general"),
    }];
    // Intake never comes to it: its command was refused, its message lies with the dead letters.
    let receive = Command::Receive(Box::new(received));
    house
        .command(vec![(id, receive).into()], SealedWrites::default())
        .await;
    // 2 April is the last day.
    house.clock.advance(chrono::TimeDelta::days(32));
    let mut intake = house.as_staff(Role::Intake).await;
    let queue = intake.get("/?view=intake").await;
    assert!(queue.text().contains("1 day late"), "{}", queue.text());
    let told = minded(&house).await;
    let of = told.iter().find(|(about, _)| *about == About::Unclassified);
    assert!(!of.unwrap().1.is_empty(), "{told:?}");
}

#[tokio::test]
async fn a_case_is_sent_by_hand_to_no_desk_that_cannot_read_it() {
    let house = House::open().await;
    for (role, kind, other) in [
        (Role::Handler, "general", "medical"),
        (Role::Doctor, "medical", "privacy"),
    ] {
        let filed = house.working(kind).await;
        let mut browser = house.as_staff(role).await;
        let form = format!("{}/route", filed.page());
        let page = browser.get(&form).await;
        assert_eq!(page.all(&format!("input[value='{other}']")).len(), 0);
        assert!(page.text().contains("Correct the kind"), "{}", page.text());
        let page = browser.fill(&form, &form, &[("way", other)]).await;
        assert_eq!(page.status, 422, "{kind}");
    }
}
