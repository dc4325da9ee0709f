//! What people are told of a date: the acknowledgement on paper, the notice of an extension.

use super::*;

/// The letter that acknowledges, after a date was told or none.
fn acknowledged(told: Option<&str>, language: &'static str) -> habeas_letters::Acknowledgement {
    let mut house = House::new(ContactKind::Post);
    if let Some(day) = told {
        let day = day.parse().unwrap();
        let tell = Command::Submission(house.id, submission::Command::TellDate { day });
        house
            .world
            .execute(ActorId::operator(), vec![tell])
            .unwrap();
    }
    let channel = DispatchChannel::Letter;
    let dispatch = house.order(None, channel, "acknowledgement", language, Vec::new());
    let contents = house.contents(&by_post());
    let needed = house.with(None, dispatch, |facts| compose::needs(facts).unwrap());
    assert!(
        needed
            .iter()
            .all(|need| need.compartment == Compartment::Contact),
        "nothing but who they are and where is opened"
    );
    let (letter, _) = house
        .with(None, dispatch, |facts| compose::letter(facts, &contents))
        .unwrap();
    let Letter::Acknowledgement(letter) = letter else {
        panic!("an acknowledgement")
    };
    letter
}

#[test]
fn who_is_reached_by_post_is_told_on_paper_that_it_arrived_until_when_and_why() {
    let letter = acknowledged(Some("2026-04-02"), "fr");
    assert_eq!(letter.addressee.address[1], "1000 Bruxelles");
    let told = letter.told.as_ref().unwrap();
    assert_eq!(
        told.until,
        "Vous recevez une réponse au plus tard le jeudi 2 avril 2026."
    );
    assert_eq!(
        told.steps,
        [
            "Le jour de la réception, le 2 mars 2026, n’est pas compté.",
            "À partir de là, le délai de 1 mois expire le 2 avril 2026.",
        ]
    );
    // A date that was told stays what was told, without reasons that lead elsewhere.
    let letter = acknowledged(Some("2026-04-09"), "en");
    let told = letter.told.unwrap();
    assert_eq!(
        told.until,
        "You get an answer by Thursday 9 April 2026 at the latest."
    );
    assert!(told.steps.is_empty());
    assert!(acknowledged(None, "nl").told.is_none());
}

#[test]
fn every_word_exists_in_every_language() {
    habeas_language::testing::check_templates(env!("CARGO_MANIFEST_DIR")).unwrap();
    let capacities = Capacity::ALL
        .iter()
        .map(|c| format!("letter-capacity-{}", c.as_str()));
    habeas_language::testing::check_keys(capacities).unwrap();
    let outcomes = PartOutcome::ALL
        .iter()
        .map(|o| format!("letter-outcome-{}", o.as_str()));
    habeas_language::testing::check_keys(outcomes).unwrap();
    let rows = [
        "right", "file", "filer", "capacity", "subject", "born", "address", "phone", "known-as",
        "contact",
    ];
    habeas_language::testing::check_keys(rows.map(|row| format!("letter-row-{row}"))).unwrap();
}

#[test]
fn the_notice_of_an_extension_gives_ground_reason_date_and_remedies_on_screen_and_on_paper() {
    let mut house = House::new(ContactKind::Post);
    let case = house.medical();
    let pack = house.world.shelf.current(&house.world.controller).unwrap();
    let account = habeas_dossier::why::PersonDate {
        date: "2026-06-02".parse().ok(),
        binding: true,
        sentences: vec!["Drie maanden later is het 2 juni 2026.".to_owned()],
        citations: vec!["AVG art. 12, lid 3".to_owned()],
    };
    let notice = compose::ExtensionNotice {
        pack,
        exercise: &("access".parse().unwrap(), "medical".parse().unwrap()),
        citation: "GDPR art. 12(3)",
        received_on: "2026-03-02".parse().unwrap(),
        ground: &Code::literal("complexity"),
        reason: "Uw dossier ligt op drie plaatsen.",
        until: "2026-06-02".parse().ok(),
        account: Some(&account),
    };
    let text = notice.text(Locale::Nl);
    for said in [
        "2 maart 2026",
        "het verzoek is complex (GDPR art. 12(3))",
        "Uw dossier ligt op drie plaatsen.",
        "dinsdag 2 juni 2026",
        "Zo tellen wij die dag: Drie maanden later is het 2 juni 2026.",
        "De regels erachter: AVG art. 12, lid 3.",
        "Gegevensbeschermingsautoriteit",
    ] {
        assert!(text.contains(said), "{said} is not in:\n{text}");
    }
    let item = ItemId(Uuid::from_u128(0xe1));
    let letter = house.order(
        Some(case),
        DispatchChannel::Letter,
        "extension-notice",
        "nl",
        vec![item],
    );
    let needs = house.with(Some(case), letter, compose::needs).unwrap();
    let last = needs.last().unwrap();
    assert_eq!(
        (last.holder, last.compartment, last.kind, last.item),
        (
            Holder::Submission,
            Compartment::Medical,
            kinds::MESSAGE_OUT,
            item
        )
    );
    let mut contents = house.contents(&by_post());
    put(&mut contents, item, &Message { text: text.clone() });
    let (letter, locale) = house
        .with(Some(case), letter, |facts| {
            compose::letter(facts, &contents)
        })
        .unwrap();
    let Letter::Notice(letter) = letter else {
        panic!("a notice")
    };
    assert_eq!(letter.paragraphs.join("\n\n"), text);
    assert_eq!(letter.addressee.name, "Ada Lovelace");
    let pdf = habeas_letters::render(&Letter::Notice(letter), locale).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
}

#[test]
fn who_filed_on_paper_is_told_their_access_code_in_the_letter_and_in_no_mail() {
    let mut house = House::new(ContactKind::Post);
    let code = ItemId(uuid::Uuid::from_u128(0xc0de));
    let channel = DispatchChannel::Letter;
    let dispatch = house.order(None, channel, "acknowledgement", "en", vec![code]);
    let needed = house.with(None, dispatch, |facts| compose::needs(facts).unwrap());
    let mailed: Vec<_> = needed
        .iter()
        .filter(|need| need.compartment == Compartment::Mail)
        .map(|need| (need.kind, need.item))
        .collect();
    assert_eq!(mailed, [(kinds::ACCESS_CODE, code)]);
    let mut contents = house.contents(&by_post());
    let missing = house.with(None, dispatch, |facts| {
        compose::letter(facts, &contents).err()
    });
    assert_eq!(missing, Some(ComposeError::Missing), "no letter without it");
    contents.insert(code, b"7Q4M-0X9T-B2KD-WH5E");
    let (letter, _) = house
        .with(None, dispatch, |facts| compose::letter(facts, &contents))
        .unwrap();
    let Letter::Acknowledgement(letter) = letter else {
        panic!("an acknowledgement")
    };
    assert_eq!(letter.access_code.as_deref(), Some("7Q4M-0X9T-B2KD-WH5E"));
}
