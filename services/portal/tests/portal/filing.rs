use axum::http::StatusCode;
use chrono::NaiveDate;
use habeas_case::{Capacity, ContactKind};
use habeas_dossier::{Contact, Message, Party, copy_for, from_bytes};
use habeas_envelope::Code;
use habeas_vault::Compartment;

use crate::support::{House, tiny_png};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[tokio::test]
async fn a_request_is_filed_as_it_was_typed_and_sealed_for_those_who_must_read_it() {
    let house = House::open().await;
    let mut browser = house.browser();
    let what = [
        ("right", "access"),
        ("kind", "medical"),
        ("kind", "psychosocial"),
    ];
    let page = browser.fill("/o/mensura", "/o/mensura", &what).await;
    assert_eq!(page.location(), "/request/whom");
    let whom = [
        ("whom", "other"),
        ("capacity", "parent"),
        ("subject-name", "Lou Wouters"),
        ("subject-birth-day", "27"),
        ("subject-birth-month", "3"),
        ("subject-birth-year", "2011"),
        ("subject-known-as", "Bakery Janssens"),
    ];
    let page = browser.fill("/request/whom", "/request/whom", &whom).await;
    assert_eq!(page.location(), "/request/you");
    let you = [
        ("name", "  Zoë   Wouters "),
        ("contact", "post"),
        ("street", "Dorpsstraat 1 bus 2"),
        ("postcode", "3000"),
        ("town", "Leuven"),
        ("country", "Belgium"),
    ];
    let page = browser.fill("/request/you", "/request/you", &you).await;
    assert_eq!(page.location(), "/request/words");
    let words = [
        ("words", "The visit of May.\r\n\r\n\r\nThank you"),
        ("office", "prevention-advisor"),
    ];
    let page = browser
        .fill("/request/words", "/request/words", &words)
        .await;
    assert_eq!(page.location(), "/request/copy");
    let card = tiny_png();
    let page = browser
        .hand_in("/request/copy", &[], &[("card", "me.png", &card)])
        .await;
    assert_eq!(page.location(), "/request/review");
    let review = browser.get("/request/review").await;
    for typed in [
        "Lou Wouters",
        "27 March 2011",
        "Zoë Wouters",
        "3000 Leuven",
        "Parent",
        "The visit of May.",
    ] {
        assert!(
            review.text().contains(typed),
            "{typed} is missing: {}",
            review.text()
        );
    }
    assert!(
        review.text().contains("2 April 2026"),
        "one month from Monday 2 March"
    );
    let page = browser.fill("/request/review", "/request/send", &[]).await;
    assert_eq!(page.location(), "/request/sent");

    let all = house.submissions().await;
    assert_eq!(all.len(), 1);
    let (id, state) = &all[0];
    let received = state.received.as_ref().unwrap();
    assert_eq!(received.received_on, day(2026, 3, 2));
    assert_eq!(received.capacity, Capacity::Parent);
    assert_eq!(received.contact_kind, ContactKind::Post);
    assert_eq!(received.language.as_str(), "en");
    assert_eq!(
        received.named_office,
        Some(Code::literal("prevention-advisor"))
    );
    let requested: Vec<_> = received
        .requested
        .iter()
        .map(|asked| (asked.right.as_str(), asked.kind.as_str()))
        .collect();
    assert_eq!(
        requested,
        [("access", "medical"), ("access", "psychosocial")]
    );

    let filer: Party = from_bytes(
        &house
            .opened(*id, Compartment::Contact, received.filer)
            .await,
    )
    .unwrap();
    assert_eq!(filer.name, "Zoë Wouters");
    let subject = received.subject.unwrap();
    let subject: Party =
        from_bytes(&house.opened(*id, Compartment::Contact, subject).await).unwrap();
    assert_eq!(subject.name, "Lou Wouters");
    assert_eq!(subject.born, Some(day(2011, 3, 27)));
    assert_eq!(subject.known_as.as_deref(), Some("Bakery Janssens"));
    let contact: Contact = from_bytes(
        &house
            .opened(*id, Compartment::Contact, received.contact)
            .await,
    )
    .unwrap();
    let Contact::Post { name, address } = contact else {
        panic!("by post")
    };
    assert_eq!(
        (name.as_str(), address.town.as_str()),
        ("Zoë Wouters", "Leuven")
    );
    for compartment in [Compartment::Medical, Compartment::Psychosocial] {
        let copy = copy_for(
            received.words.unwrap(),
            &Code::literal(compartment.as_str()),
        );
        let words: Message = from_bytes(&house.opened(*id, compartment, copy).await).unwrap();
        assert_eq!(words.text, "The visit of May.\n\nThank you");
    }
    let [document] = received.documents.as_slice() else {
        panic!("one copy")
    };
    assert_eq!(document.kind.as_str(), "identity");
    let kept = house
        .opened(*id, Compartment::Identity, document.item)
        .await;
    assert_eq!(
        image::load_from_memory(&kept)
            .unwrap()
            .to_rgb8()
            .get_pixel(0, 0)
            .0,
        [200, 10, 10]
    );
}

#[tokio::test]
async fn everything_is_asked_as_one_word() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["everything", "general"]).await;
    assert_eq!(filed.code.len(), 19);
    let (_, state) = house.submissions().await.remove(0);
    let received = state.received.unwrap();
    assert_eq!(received.requested.len(), 1);
    assert_eq!(received.requested[0].kind.as_str(), "everything");
    let reference = filed.reference.replace('-', "").to_lowercase();
    assert_eq!(received.reference.as_str(), reference);
}

#[tokio::test]
async fn a_double_click_and_a_replayed_form_file_once_and_show_the_same() {
    let house = House::open().await;
    let mut browser = house.browser();
    let filed = house.file(&mut browser, &["general"]).await;
    // The same form once more, after it was sent.
    let token = browser.get("/request/sent").await;
    assert_eq!(token.status, StatusCode::OK);
    let again = browser.get("/request/review").await;
    assert_eq!(again.location(), "/request/sent");

    // Two clicks at once, before either has an answer.
    let mut other = house.browser();
    other
        .fill(
            "/o/mensura",
            "/o/mensura",
            &[("right", "access"), ("kind", "general")],
        )
        .await;
    other
        .fill("/request/whom", "/request/whom", &[("whom", "self")])
        .await;
    let you = [
        ("name", "Bo"),
        ("contact", "e-mail"),
        ("email", "bo@example.org"),
    ];
    other.fill("/request/you", "/request/you", &you).await;
    other.fill("/request/words", "/request/words", &[]).await;
    let form = other.get("/request/review").await.hidden("/request/send");
    let mut twin = house.browser();
    twin.cookies = other.cookies.clone();
    let (first, second) = tokio::join!(
        other.post("/request/send", &form),
        twin.post("/request/send", &form)
    );
    assert_eq!(first.location(), "/request/sent");
    assert_eq!(second.location(), "/request/sent");
    let third = other.post("/request/send", &form).await;
    assert_eq!(third.location(), "/request/sent");
    let (one, two) = (
        other.get("/request/sent").await,
        twin.get("/request/sent").await,
    );
    assert_eq!(one.one("#access-code"), two.one("#access-code"));
    assert_eq!(one.one("#reference"), two.one("#reference"));
    assert_ne!(one.one("#access-code"), filed.code);
    assert_eq!(house.submissions().await.len(), 2);
}

#[tokio::test]
async fn what_was_typed_can_be_changed_from_the_review() {
    let house = House::open().await;
    let mut browser = house.browser();
    browser
        .fill(
            "/o/mensura",
            "/o/mensura",
            &[("right", "access"), ("kind", "general")],
        )
        .await;
    browser
        .fill("/request/whom", "/request/whom", &[("whom", "self")])
        .await;
    let you = [
        ("name", "Bo"),
        ("contact", "e-mail"),
        ("email", "bo@example.org"),
    ];
    browser.fill("/request/you", "/request/you", &you).await;
    let page = browser.fill("/request/words", "/request/words", &[]).await;
    assert_eq!(
        page.location(),
        "/request/review",
        "no copy is asked for general data"
    );
    let shown = browser.get("/request/you").await;
    assert_eq!(shown.values("#name"), ["Bo"]);
    let you = [
        ("name", "Bo Maes"),
        ("contact", "e-mail"),
        ("email", "bo@example.org"),
    ];
    let page = browser.fill("/request/you", "/request/you", &you).await;
    assert_eq!(page.location(), "/request/review");
    // Another choice brings the page of the copy back in.
    let what = [("right", "access"), ("kind", "medical")];
    let page = browser.fill("/o/mensura", "/o/mensura", &what).await;
    assert_eq!(page.location(), "/request/copy");
}

#[tokio::test]
async fn the_database_goes_away_and_nothing_typed_is_lost_or_sent_twice() {
    let house = House::open().await;
    let mut browser = house.browser();
    browser
        .fill(
            "/o/mensura",
            "/o/mensura",
            &[("right", "access"), ("kind", "general")],
        )
        .await;
    browser
        .fill("/request/whom", "/request/whom", &[("whom", "self")])
        .await;
    let you = [
        ("name", "Bo Maes"),
        ("contact", "e-mail"),
        ("email", "bo@example.org"),
    ];
    let form = browser.get("/request/you").await.hidden("/request/you");
    house.cut().await;
    let mut all = form.clone();
    all.extend(you.map(|(n, v)| (n.to_owned(), v.to_owned())));
    let page = browser.post("/request/you", &all).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.values("#name"), ["Bo Maes"]);
    assert_eq!(page.values("#email"), ["bo@example.org"]);
    assert!(page.one(".govuk-error-summary").contains("try again"));

    let house = house.reopened().await;
    let mut browser = browser.moved_to(house.routes.clone());
    let page = browser.post("/request/you", &all).await;
    assert_eq!(page.location(), "/request/words");
    browser.fill("/request/words", "/request/words", &[]).await;
    let form = browser.get("/request/review").await.hidden("/request/send");
    house.cut().await;
    let page = browser.post("/request/send", &form).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text().contains("Nothing was lost"), "{}", page.text());

    let house = house.reopened().await;
    let mut browser = browser.moved_to(house.routes.clone());
    let page = browser.post("/request/send", &form).await;
    assert_eq!(page.location(), "/request/sent");
    let page = browser.post("/request/send", &form).await;
    assert_eq!(page.location(), "/request/sent");
    assert_eq!(house.submissions().await.len(), 1);
}

#[tokio::test]
async fn a_draft_is_over_after_two_hours_and_says_so() {
    let house = House::open().await;
    let mut browser = house.browser();
    browser
        .fill(
            "/o/mensura",
            "/o/mensura",
            &[("right", "access"), ("kind", "general")],
        )
        .await;
    house.clock.advance(chrono::TimeDelta::hours(2));
    let page = browser.get("/request/whom").await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.text().contains("two hours"));
}

#[tokio::test]
async fn a_copy_can_be_taken_away_again() {
    let house = House::open().await;
    let mut browser = house.browser();
    browser
        .fill(
            "/o/mensura",
            "/o/mensura",
            &[("right", "access"), ("kind", "medical")],
        )
        .await;
    browser
        .fill("/request/whom", "/request/whom", &[("whom", "self")])
        .await;
    let you = [
        ("name", "Bo"),
        ("contact", "e-mail"),
        ("email", "bo@example.org"),
    ];
    browser.fill("/request/you", "/request/you", &you).await;
    browser.fill("/request/words", "/request/words", &[]).await;
    let card = tiny_png();
    browser
        .hand_in("/request/copy", &[], &[("card", "me.png", &card)])
        .await;
    let shown = browser.get("/request/copy").await;
    let [id] = shown.values("button[name=remove]").try_into().unwrap();
    let id: String = id;
    let page = browser
        .hand_in("/request/copy", &[("remove", &id)], &[])
        .await;
    assert_eq!(page.location(), "/request/copy");
    browser.fill("/request/review", "/request/send", &[]).await;
    let (_, state) = house.submissions().await.remove(0);
    assert!(state.received.unwrap().documents.is_empty());
}
