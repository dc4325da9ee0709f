//! What a closed desk tells a person: sealed for that desk and the person, for nobody else.

use habeas_case::{
    DispatchChannel, RestrictionStep,
    case::Command,
    submission::{self, Submission},
};
use habeas_dossier::{Message, from_bytes, kinds};
use habeas_engine::{
    Opening, Order, SealedWrites, from_store_field, from_store_wrap, person_receipt,
};
use habeas_envelope::{ActorId, Code, EventId, ItemId, StreamRef};
use habeas_vault::{Basis, Compartment, Owner, Receipt};
use uuid::Uuid;

use crate::support::{Case, House, Role, controller, scope};

/// What the person reads of a message, with their own code, after they opened it.
async fn read_by_person(house: &House, filed: &Case, item: ItemId) -> String {
    let open = submission::Command::OpenMessage { item };
    let commands = vec![(filed.submission, open).into()];
    let actor = ActorId::person();
    let order = Order::new(controller(), scope(), actor, commands);
    let done = house.engine.execute(order).await.unwrap();
    let receipt = person_receipt(&done.events[0]).unwrap();
    let stream = StreamRef::submission(controller(), filed.submission);
    let store = &house.engine.store;
    let fields = store.sealed(&scope(), &stream).await.unwrap();
    let field = fields.into_iter().find(|field| field.item == item.0);
    let field = from_store_field(field.unwrap()).unwrap();
    let wraps = store.wraps(&scope(), &stream).await.unwrap();
    let wraps: Vec<_> = wraps.into_iter().filter_map(from_store_wrap).collect();
    let opened = filed.person.open(&receipt, &field, &wraps).unwrap();
    from_bytes::<Message>(opened.content.expose()).unwrap().text
}

/// That no key of the open desks opens a message, whatever it is opened for, and that the closed
/// desk's does.
async fn is_the_desk_s_alone(house: &House, filed: &Case, item: ItemId, words: &str) {
    let stream = StreamRef::submission(controller(), filed.submission);
    let fields = house.engine.store.sealed(&scope(), &stream).await.unwrap();
    let field = fields.into_iter().find(|field| field.item == item.0);
    let field = from_store_field(field.unwrap()).unwrap();
    let wraps = house.engine.store.wraps(&scope(), &stream).await.unwrap();
    let wraps: Vec<_> = wraps.into_iter().filter_map(from_store_wrap).collect();
    let open = |compartment| {
        let receipt = Receipt::after_commit(
            controller(),
            ActorId::staff(Role::Handler.id()),
            EventId(Uuid::nil()),
            Basis::Access,
            vec![(Owner::submission(filed.submission), compartment)],
        );
        let keys = house.keyring.private();
        keys.open(&receipt, &field, &wraps)
            .map(|opened| from_bytes::<Message>(opened.content.expose()).unwrap().text)
    };
    for compartment in [
        Compartment::General,
        Compartment::Contact,
        Compartment::Mail,
    ] {
        assert!(open(compartment).is_err(), "{compartment:?}");
    }
    assert!(open(Compartment::Medical).unwrap().contains(words));
    let asked = Opening {
        controller: controller(),
        scope: scope(),
        actor: ActorId::staff(Role::Handler.id()),
        owner: stream,
        compartments: vec![Compartment::General],
        purpose: Code::literal("test"),
    };
    let keys = house.keyring.private();
    let found = house
        .engine
        .open_for_staff(keys, &asked, |field| field.kind == kinds::MESSAGE_OUT)
        .await
        .unwrap();
    assert!(found.is_empty(), "nothing of it lies with the open desks");
}

/// That the case sends the mail that a message waits, and the submission none of its own.
async fn the_case_sends(house: &House, filed: &Case, submission: &Submission, item: ItemId) {
    let case = house.case_state(filed).await;
    let mail = case
        .outgoing
        .iter()
        .find(|(_, view)| view.items == [item])
        .map(|(_, view)| (view.template.to_string(), view.channel));
    let waits = ("message-waiting".to_owned(), DispatchChannel::Mail);
    assert_eq!(mail, Some(waits));
    assert_eq!(submission.outgoing.iter().count(), 0);
}

#[tokio::test]
async fn a_closed_desk_s_fee_is_told_to_the_person_and_to_nobody_else() {
    let house = House::open().await;
    let filed = house.working("medical").await;
    let mut doctor = house.as_staff(Role::Doctor).await;
    let page = format!("{}/fee", filed.page());
    let fields = [
        ("ground", "further-copies"),
        ("amount", "12,50"),
        ("reason", "U vraagt een derde kopie van uw hartonderzoek."),
    ];
    let asked = doctor.fill(&page, &page, &fields).await;
    assert_eq!(asked.location(), format!("{}?done=fee-asked", filed.page()));
    let submission = house.submission_state(&filed).await;
    let item = submission.messages_out[0];
    let words = "U vraagt een derde kopie van uw hartonderzoek.";
    is_the_desk_s_alone(&house, &filed, item, words).await;
    the_case_sends(&house, &filed, &submission, item).await;
    assert!(read_by_person(&house, &filed, item).await.contains(words));
}

#[tokio::test]
async fn a_closed_desk_s_restriction_is_announced_to_the_person_and_to_nobody_else() {
    let house = House::open().await;
    let filed = house.working("medical").await;
    let applied = Command::Restrict {
        step: RestrictionStep::Applied,
        day: "2026-03-02".parse().unwrap(),
    };
    let commands = vec![(filed.case, applied).into()];
    house.command(commands, SealedWrites::default()).await;
    let mut doctor = house.as_staff(Role::Doctor).await;
    let page = format!("{}/restriction", filed.page());
    let words = "Uw bloeduitslagen worden weer gebruikt.";
    let told = doctor.fill(&page, &page, &[("text", words)]).await;
    let done = format!("{}?done=restriction-announced", filed.page());
    assert_eq!(told.location(), done);
    let submission = house.submission_state(&filed).await;
    let item = submission.messages_out[0];
    is_the_desk_s_alone(&house, &filed, item, words).await;
    the_case_sends(&house, &filed, &submission, item).await;
    assert!(read_by_person(&house, &filed, item).await.contains(words));
}

#[tokio::test]
async fn a_fee_asked_twice_is_told_once() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let page = format!("{}/fee", filed.page());
    let fields = [
        ("ground", "further-copies"),
        ("amount", "12,50"),
        ("reason", "U vraagt een derde kopie."),
    ];
    handler.fill(&page, &page, &fields).await;
    let mails = |case: habeas_case::case::Case| case.outgoing.iter().count();
    let before = mails(house.case_state(&filed).await);
    let again = handler.fill(&page, &page, &fields).await;
    assert_eq!(again.status, axum::http::StatusCode::UNPROCESSABLE_ENTITY);
    let why = "The same fee was asked before";
    assert!(again.text().contains(why), "{}", again.text());
    assert_eq!(again.one("textarea#reason"), "U vraagt een derde kopie.");
    let case = house.case_state(&filed).await;
    assert_eq!(case.fees.len(), 1);
    assert_eq!(mails(case), before, "no second mail");
    assert_eq!(house.submission_state(&filed).await.messages_out.len(), 1);
    // Another amount is another fee.
    let more = [
        ("ground", "further-copies"),
        ("amount", "20"),
        ("reason", "Vier."),
    ];
    let asked = handler.fill(&page, &page, &more).await;
    assert_eq!(asked.location(), format!("{}?done=fee-asked", filed.page()));
}
