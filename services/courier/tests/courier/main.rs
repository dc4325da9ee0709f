//! What leaves the house: begun before it is sent, sent once, repeated as the failure allows.
#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

mod house;
mod vault;

use chrono::TimeDelta;
use habeas_case::DispatchStage;
use habeas_courier::RenderMode;
use habeas_dispatch::{FailureClass, NotConfigured};
use habeas_vault::SearchField;

use house::{ANSWER_CODE_TEXT, Answer, FakeMail, House, controller, scope};

#[tokio::test]
async fn an_acknowledgement_is_begun_sent_once_and_lets_the_filing_be_found() {
    let mail = FakeMail::new([]);
    let mut house = House::new(mail.clone()).await;
    let id = house.file().await;
    let dispatch = house.order_mail(id, "acknowledgement").await;
    house.start();
    house
        .until(async || house.stage(id, dispatch).await == DispatchStage::Sent)
        .await;
    house.clock.advance(TimeDelta::hours(1));
    house.stop().await;

    let sent = mail.sent();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].to().expose(), "ada@example.org");
    assert!(
        sent[0]
            .message_id()
            .as_str()
            .contains(&dispatch.to_string())
    );
    assert!(
        sent[0]
            .body()
            .contains("https://privacy.example.org/status")
    );
    assert!(!sent[0].body().contains("Lovelace"));
    assert_eq!(
        house.names(id).await,
        [
            "submission-received",
            "dispatch-ordered",
            "dispatch-started",
            "dispatch-sent"
        ]
    );
    for (field, typed) in [
        (SearchField::NameWord, "lovelace"),
        (SearchField::Email, "ADA@example.org"),
    ] {
        let token = house.keyring.search().query(&controller(), field, typed);
        let store = &house.engine.store;
        let found = store
            .find(&scope(), &controller(), None, &token[0], 10)
            .await
            .unwrap();
        assert_eq!(found.len(), 1, "{typed}");
        assert_eq!(found[0].id, id.0);
    }
}

#[tokio::test]
async fn what_may_pass_is_tried_again_later_with_the_same_bytes() {
    let mail = FakeMail::new([Answer::Fails(FailureClass::Temporary, "smtp-421")]);
    let mut house = House::new(mail.clone()).await;
    let id = house.file().await;
    let dispatch = house.order_mail(id, "acknowledgement").await;
    house.start();
    house.until(async || mail.sent().len() == 1).await;
    house
        .until(async || {
            house
                .names(id)
                .await
                .ends_with(&["dispatch-retried".to_owned()])
        })
        .await;
    assert_eq!(house.stage(id, dispatch).await, DispatchStage::Ordered);
    house.clock.advance(TimeDelta::seconds(5));
    house
        .until(async || house.stage(id, dispatch).await == DispatchStage::Sent)
        .await;
    house.stop().await;

    let sent = mail.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].message_id(), sent[1].message_id());
    assert_eq!(sent[0].written_at(), sent[1].written_at());
    assert_eq!(sent[0].body(), sent[1].body());
}

#[tokio::test]
async fn what_cannot_pass_waits_for_a_person() {
    let mail = FakeMail::new([Answer::Fails(FailureClass::Permanent, "smtp-550")]);
    let mut house = House::new(mail.clone()).await;
    let id = house.file().await;
    let dispatch = house.order_mail(id, "acknowledgement").await;
    house.start();
    house
        .until(async || house.stage(id, dispatch).await == DispatchStage::Failed)
        .await;
    house.clock.advance(TimeDelta::days(2));
    house.stop().await;
    assert_eq!(mail.sent().len(), 1);
    assert_eq!(
        house.trouble(id, dispatch).await.as_deref(),
        Some("smtp-550")
    );
}

#[tokio::test]
async fn without_a_mail_server_mails_wait_as_failures() {
    let mut house = House::new(NotConfigured).await;
    let id = house.file().await;
    let dispatch = house.order_mail(id, "acknowledgement").await;
    house.start();
    house
        .until(async || house.stage(id, dispatch).await == DispatchStage::Failed)
        .await;
    house.stop().await;
    assert_eq!(
        house.trouble(id, dispatch).await.as_deref(),
        Some("mail-not-configured")
    );
}

#[tokio::test]
async fn an_unknown_outcome_is_repeated_after_the_lease_with_the_same_message_id() {
    let mail = FakeMail::new([Answer::Fails(FailureClass::UnknownOutcome, "smtp-cut-off")]);
    let mut house = House::new(mail.clone()).await;
    let id = house.file().await;
    let dispatch = house.order_mail(id, "acknowledgement").await;
    house.start();
    house.until(async || mail.sent().len() == 1).await;
    house.clock.advance(TimeDelta::seconds(119));
    house.settle().await;
    assert_eq!(mail.sent().len(), 1);
    assert_eq!(house.stage(id, dispatch).await, DispatchStage::Started);
    house.clock.advance(TimeDelta::seconds(1));
    house
        .until(async || house.stage(id, dispatch).await == DispatchStage::Sent)
        .await;
    house.stop().await;
    let sent = mail.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].message_id(), sent[1].message_id());
}

#[tokio::test]
async fn the_code_goes_alone() {
    let mail = FakeMail::new([]);
    let mut house = House::new(mail.clone()).await;
    let id = house.file().await;
    let case = house.open_case(id).await;
    let dispatch = house.order_code(case).await;
    house.start();
    house
        .until(async || house.case_stage(case, dispatch).await == DispatchStage::Sent)
        .await;
    house.stop().await;
    let sent = mail.sent();
    assert!(sent[0].body().contains(ANSWER_CODE_TEXT));
    assert!(!sent[0].body().contains("https://"));
    assert!(
        !sent[0]
            .body()
            .to_ascii_lowercase()
            .contains(sent[0].reference())
    );
}

#[tokio::test]
async fn what_was_destroyed_is_not_sent() {
    let mail = FakeMail::new([]);
    let mut house = House::new(mail.clone()).await;
    let id = house.file().await;
    let dispatch = house.order_mail(id, "acknowledgement").await;
    house.destroy_keys(id).await;
    house.start();
    house
        .until(async || house.stage(id, dispatch).await == DispatchStage::Failed)
        .await;
    house.stop().await;
    assert!(mail.sent().is_empty());
    assert_eq!(
        house.trouble(id, dispatch).await.as_deref(),
        Some("content-destroyed")
    );
}

#[tokio::test]
async fn a_registered_letter_is_rendered_sealed_and_queued() {
    let mut house = House::new(NotConfigured).await;
    let id = house.file().await;
    let case = house.open_case(id).await;
    let dispatch = house.order_letter(case).await;
    house.start();
    house
        .until(async || house.case_stage(case, dispatch).await == DispatchStage::Queued)
        .await;
    house.stop().await;
    let (bytes, hash, recorded) = house.letter(case, dispatch).await;
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(hash, recorded);
    let names = house.case_names(case).await;
    assert!(names.ends_with(
        &["dispatch-started", "dispatch-rendered", "dispatch-queued"].map(str::to_owned)
    ));
}

#[tokio::test]
async fn a_recorded_letter_is_queued_and_nothing_is_opened() {
    let mut house = House::new(NotConfigured).await;
    house.settings.letters = RenderMode::Record;
    let id = house.file().await;
    let case = house.open_case(id).await;
    let dispatch = house.order_letter(case).await;
    house.start();
    house
        .until(async || house.case_stage(case, dispatch).await == DispatchStage::Queued)
        .await;
    house.stop().await;
    let names = house.case_names(case).await;
    assert!(names.ends_with(&["dispatch-ordered", "dispatch-queued"].map(str::to_owned)));
}

#[tokio::test]
async fn what_a_registry_orders_is_begun_and_of_an_unknown_template_fails_for_a_person() {
    let mail = FakeMail::new([]);
    let mut house = House::new(mail.clone()).await;
    let (stream, dispatch) = house.order_in_registry("no-such-template").await;
    house.start();
    house
        .until(async || {
            let events = &house.events(&stream).await;
            events.ends_with(&["dispatch-failed".to_owned()])
        })
        .await;
    house.stop().await;
    assert!(mail.sent().is_empty());
    assert_eq!(
        house.events(&stream).await,
        ["dispatch-ordered", "dispatch-started", "dispatch-failed"]
    );
    let store = &house.engine.store;
    let row = store.dispatch(&scope(), &controller(), dispatch).await;
    let row = row.unwrap().unwrap();
    assert_eq!(row.stream, stream);
    assert_eq!(row.state, habeas_store::DispatchState::Failed);
    assert_eq!(row.office.unwrap(), "dpo");
}

#[tokio::test]
async fn an_office_reads_references_and_days_and_nothing_of_what_a_case_is_about() {
    let mail = FakeMail::new([]);
    let mut house = House::new(mail.clone()).await;
    house.settings.console_url = Some("https://cases.example.org/".to_owned());
    let id = house.file().await;
    let case = house.open_case_on(id, "general").await;
    // The month of 2 March ends on Thursday 2 April.
    house
        .clock
        .advance_to("2026-03-31T06:00:00Z".parse().unwrap());
    house.order_for_office("office-digest", Vec::new()).await;
    house
        .order_for_office("office-alarm", vec![habeas_envelope::ItemId(case.0)])
        .await;
    house.start();
    house.until(async || mail.sent().len() == 2).await;
    house.stop().await;
    for sent in mail.sent() {
        assert_eq!(sent.to().expose(), "privacy@example.org");
        let body = sent.body();
        assert!(
            body.contains("Thursday 2 April 2026 (2 days in hand)"),
            "{body}"
        );
        assert!(
            body.contains(&format!("https://cases.example.org/cases/{case}")),
            "{body}"
        );
        for told in [
            "medical", "Medical", "general", "General", "Access", "Lovelace",
        ] {
            assert!(!body.contains(told), "{told}: {body}");
        }
    }
}

/// What waits together is carried together: one that cannot be composed and one whose outcome
/// nobody knows leave the others sent, each once, and two of one filing both go.
#[tokio::test]
async fn what_waits_together_is_carried_together_and_none_holds_up_another() {
    let mail = FakeMail::new([Answer::Fails(FailureClass::UnknownOutcome, "smtp-cut-off")]);
    let mut house = House::new(mail.clone()).await;
    let mut orders = Vec::new();
    for n in 0..20 {
        let id = house.file_nth(n).await;
        orders.push((id, house.order_mail(id, "acknowledgement").await));
    }
    let (twice, _) = orders[3];
    orders.push((twice, house.order_mail(twice, "message-waiting").await));
    let (destroyed, gone) = orders[7];
    house.destroy_keys(destroyed).await;
    house.start();
    let count = async |stage| {
        let mut found = 0;
        for (id, dispatch) in &orders {
            found += usize::from(house.stage(*id, *dispatch).await == stage);
        }
        found
    };
    house
        .until(async || count(DispatchStage::Sent).await == 19)
        .await;
    assert_eq!(house.stage(destroyed, gone).await, DispatchStage::Failed);
    assert_eq!(count(DispatchStage::Started).await, 1);
    assert_eq!(mail.sent().len(), 20);
    house.clock.advance(TimeDelta::seconds(120));
    house
        .until(async || count(DispatchStage::Sent).await == 20)
        .await;
    house.stop().await;
    let sent = mail.sent();
    let ids: std::collections::BTreeSet<_> =
        sent.iter().map(|mail| mail.message_id().as_str()).collect();
    assert_eq!((sent.len(), ids.len()), (21, 20));
}

/// An incident is told of by a number and an instant, never by what happened.
#[tokio::test]
async fn an_office_reads_of_an_incident_when_its_time_ends_and_nothing_of_what_happened() {
    let mail = FakeMail::new([]);
    let mut house = House::new(mail.clone()).await;
    house.settings.console_url = Some("https://cases.example.org".to_owned());
    let incident = house.breach_at_mensura().await;
    house.start();
    house.until(async || mail.sent().len() == 2).await;
    house.stop().await;
    let sent = mail.sent();
    for mail in &sent {
        assert_eq!(mail.to().expose(), "privacy@mensura.be");
        let body = mail.body();
        let page = format!("https://cases.example.org/incidents/{incident}");
        assert!(body.contains(&page), "{body}");
        assert!(body.contains("Incident 0000B0: iemand moet"), "{body}");
        assert!(!body.contains("Inbreuk"), "{body}");
    }
    let subjects: Vec<&str> = sent.iter().map(|mail| mail.subject()).collect();
    assert!(
        subjects.contains(&"Een incident: de tijd dringt"),
        "{subjects:?}"
    );
}
