//! What letters and mails say, what must be opened for them, and what they never tell.
#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

mod told;

use habeas_case::{
    AnswerStep, Capacity, ContactKind, DispatchChannel, DispatchCommand, Part, PartOutcome,
    RouteVia, case, dispatch_id, submission,
};
use habeas_dossier::{
    AnswerContent, Attachment, Contact, Message, Party, PostalAddress,
    compose::{self, ComposeError, Contents, Facts, Holder, Moved},
    copy_for, kinds, to_bytes,
};
use habeas_engine::{Command, PackShelf, testing::World};
use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, DispatchId, EventId, Hash32, ItemId, SubmissionId,
};
use habeas_language::Locale;
use habeas_letters::Letter;
use habeas_regime::{Library, testing::example_packs};
use habeas_vault::Compartment;
use serde::Serialize;
use uuid::Uuid;

const WORDS: ItemId = ItemId(Uuid::from_u128(3));
const ANSWER: ItemId = ItemId(Uuid::from_u128(0xa1));

struct House {
    world: World,
    id: SubmissionId,
}

impl House {
    /// A request for everything, filed half an hour before midnight in Brussels.
    fn new(contact: ContactKind) -> Self {
        let shelf = PackShelf::new(example_packs(), Library::embedded());
        let controller = ControllerId::new("mensura").unwrap();
        let mut world = World::new(shelf, controller, "2026-03-02T22:30:00Z".parse().unwrap());
        let (id, _) = world
            .file(|filing| {
                filing.words = Some(WORDS);
                filing.contact_kind = contact;
                filing.capacity = Capacity::Own;
            })
            .unwrap();
        let opened = ["general", "medical", "psychosocial"]
            .map(|kind| world.opening(id, "access", kind))
            .into();
        world.open(id, opened).unwrap();
        Self { world, id }
    }

    fn medical(&self) -> CaseId {
        self.world.case_on(self.id, "medical").0
    }

    fn order(
        &mut self,
        stream: Option<CaseId>,
        channel: DispatchChannel,
        template: &'static str,
        language: &'static str,
        items: Vec<ItemId>,
    ) -> DispatchId {
        let office = template
            .starts_with("transmittal")
            .then(|| Code::literal("head-doctor"));
        let template = Code::literal(template);
        let dispatch = dispatch_id(EventId(Uuid::from_u128(9)), self.id.0, &template);
        let order = DispatchCommand::Order {
            dispatch,
            channel,
            template,
            language: Code::literal(language),
            office,
            not_before: self.world.now,
            items,
        };
        let command = match stream {
            Some(case) => Command::Case(case, case::Command::Dispatch(order)),
            None => Command::Submission(self.id, submission::Command::Dispatch(order)),
        };
        self.world
            .execute(ActorId::operator(), vec![command])
            .unwrap();
        dispatch
    }

    /// Composes with the facts of a dispatch.
    fn with<T>(
        &self,
        case: Option<CaseId>,
        dispatch: DispatchId,
        compose: impl FnOnce(&Facts<'_>) -> T,
    ) -> T {
        let submission = self.world.submission(self.id);
        let cases = self.world.cases(self.id);
        let case = case.and_then(|id| cases.iter().find(|(c, _)| *c == id).map(|(_, c)| *c));
        let outgoing = case.map_or(&submission.outgoing, |case| &case.outgoing);
        let moved = Moved {
            added: vec!["2027-05-07".parse().unwrap()],
            removed: Vec::new(),
            reason: Some("Stcrt. 2026, 99".to_owned()),
            receipt: false,
            account: Some(habeas_dossier::why::PersonDate {
                date: submission.told,
                binding: true,
                sentences: vec!["One month later it is 2 April.".to_owned()],
                citations: vec!["GDPR art. 12(3)".to_owned()],
            }),
        };
        compose(&Facts {
            pack: self.world.shelf.current(&self.world.controller).unwrap(),
            calendars: self.world.shelf.calendars(),
            submission,
            case,
            dispatch: outgoing.get(dispatch).unwrap(),
            moved: Some(&moved),
            now: self.world.now,
        })
    }

    /// What was sealed of Ada Lovelace.
    fn contents(&self, contact: &Contact) -> Contents {
        let received = self.world.submission(self.id).received.clone().unwrap();
        let party = Party {
            name: "Ada Lovelace".into(),
            born: "1985-12-10".parse().ok(),
            address: None,
            phone: None,
            known_as: Some("Analytical Engines".into()),
        };
        let words = Message {
            text: "My whole medical file, please.".into(),
        };
        let copy = copy_for(WORDS, &Code::literal("medical"));
        let mut contents = Contents::default();
        put(&mut contents, received.filer, &party);
        put(&mut contents, received.contact, contact);
        put(&mut contents, copy, &words);
        contents
    }
}

fn put<T: Serialize>(contents: &mut Contents, item: ItemId, content: &T) {
    contents.insert(item, &to_bytes(content).unwrap());
}

fn by_mail() -> Contact {
    Contact::Email("ada@example.org".into())
}

fn by_post() -> Contact {
    let address = PostalAddress {
        street: "Rue de l’Exemple 12".into(),
        postcode: "1000".into(),
        town: "Bruxelles".into(),
        country: String::new(),
    };
    Contact::Post {
        name: "Ada Lovelace".into(),
        address,
    }
}

#[test]
fn the_letter_to_the_head_doctor_carries_the_request_and_no_other_case() {
    let mut house = House::new(ContactKind::Email);
    let case = house.medical();
    let channel = DispatchChannel::RegisteredLetter;
    let items = vec![ItemId(Uuid::from_u128(100))];
    let dispatch = house.order(Some(case), channel, "transmittal-medical", "nl", items);
    let contents = house.contents(&by_mail());
    let (letter, locale) = house
        .with(Some(case), dispatch, |facts| {
            compose::letter(facts, &contents)
        })
        .unwrap();
    let Letter::Transmittal(letter) = letter else {
        panic!("a transmittal")
    };
    assert_eq!(locale.tag(), "nl");
    assert_eq!(
        letter.addressee.office,
        "Directeur afdeling medisch toezicht"
    );
    assert_eq!(letter.addressee.holder.as_deref(), Some("dr. An De Roeck"));
    assert!(
        letter
            .addressee
            .address
            .contains(&"2000 Antwerpen".to_owned())
    );
    assert_eq!(letter.received_at.to_rfc3339(), "2026-03-02T23:30:00+01:00");
    assert_eq!(letter.due, "2026-04-02".parse().unwrap());
    assert_eq!(
        letter.own_words.as_deref(),
        Some("My whole medical file, please.")
    );
    assert_eq!(letter.enclosures, ["kopie van de identiteitskaart"]);
    assert!(letter.sender.return_address[0].ends_with("postkamer"));
    let values: Vec<&str> = letter
        .request
        .iter()
        .map(|row| row.value.as_str())
        .collect();
    assert!(values.contains(&"Ada Lovelace"));
    assert!(values.contains(&"10 december 1985"));
    assert!(values.contains(&"Medisch dossier"));
    assert!(!values.iter().any(|value| value.contains("Psychosociaal")));
    let pdf = habeas_letters::render(&Letter::Transmittal(letter), locale).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
}

#[test]
fn what_must_be_opened_is_what_is_told_of() {
    let mut house = House::new(ContactKind::Email);
    let case = house.medical();
    let letter = house.order(
        Some(case),
        DispatchChannel::RegisteredLetter,
        "transmittal-medical",
        "nl",
        Vec::new(),
    );
    let needs = house.with(Some(case), letter, compose::needs).unwrap();
    let opened: Vec<_> = needs
        .iter()
        .map(|n| (n.holder, n.compartment, n.kind))
        .collect();
    assert_eq!(
        opened,
        [
            (Holder::Submission, Compartment::Contact, kinds::CONTACT),
            (Holder::Submission, Compartment::Contact, kinds::FILER),
            (Holder::Submission, Compartment::Medical, kinds::WORDS),
        ]
    );
    let mail = house.order(
        None,
        DispatchChannel::Mail,
        "acknowledgement",
        "fr",
        Vec::new(),
    );
    let needs = house.with(None, mail, compose::needs).unwrap();
    let opened: Vec<_> = needs.iter().map(|n| n.kind).collect();
    assert_eq!(opened, [kinds::CONTACT]);
}

#[test]
fn mails_are_in_the_language_of_the_person_and_tell_reference_and_page_alone() {
    let mut house = House::new(ContactKind::Email);
    let contents = house.contents(&by_mail());
    for template in [
        "acknowledgement",
        "answer-ready",
        "message-waiting",
        "identity-not-established",
        "extension-notice",
    ] {
        let dispatch = house.order(None, DispatchChannel::Mail, template, "fr", Vec::new());
        let url = "https://privacy.example.org/status";
        let text = house
            .with(None, dispatch, |facts| compose::mail(facts, &contents, url))
            .unwrap();
        assert!(text.body().contains(url), "{template}");
        assert!(text.body().contains("Bonjour"), "{template}");
        for told in ["Lovelace", "médical", "medical", "file, please"] {
            assert!(!text.body().contains(told), "{template} tells {told}");
        }
        let to = house
            .with(None, dispatch, |facts| compose::recipient(facts, &contents))
            .unwrap();
        assert_eq!(to.expose(), "ada@example.org");
    }
}

#[test]
fn a_date_that_moved_is_told_with_the_new_one_and_why() {
    let mut house = House::new(ContactKind::Email);
    let tell = submission::Command::TellDate {
        day: "2027-05-10".parse().unwrap(),
    };
    let id = house.id;
    house
        .world
        .execute(ActorId::operator(), vec![Command::Submission(id, tell)])
        .unwrap();
    let mail = house.order(None, DispatchChannel::Mail, "date-moved", "nl", Vec::new());
    let contents = house.contents(&by_mail());
    let text = house
        .with(None, mail, |facts| {
            compose::mail(facts, &contents, "https://privacy.example.org/status")
        })
        .unwrap();
    for said in [
        "uiterlijk op maandag 10 mei 2027",
        "7 mei 2027 is een dag waarop kantoren gesloten zijn",
        "Bron: Stcrt. 2026, 99.",
        "Zo tellen wij die dag: One month later it is 2 April.",
        "De regels erachter: GDPR art. 12(3).",
        "https://privacy.example.org/status",
    ] {
        assert!(text.body().contains(said), "{said}: {}", text.body());
    }
    assert!(!text.body().contains("Lovelace"));

    let mut house = House::new(ContactKind::Post);
    let tell = submission::Command::TellDate {
        day: "2027-05-10".parse().unwrap(),
    };
    let commands = vec![Command::Submission(house.id, tell)];
    house.world.execute(ActorId::operator(), commands).unwrap();
    let letter = house.order(
        None,
        DispatchChannel::Letter,
        "date-moved",
        "en",
        Vec::new(),
    );
    let contents = house.contents(&by_post());
    let (letter, _) = house
        .with(None, letter, |facts| compose::letter(facts, &contents))
        .unwrap();
    let Letter::Answer(letter) = letter else {
        panic!("a letter to the person")
    };
    assert_eq!(letter.addressee.name, "Ada Lovelace");
    assert!(letter.paragraphs[0].contains("Monday 10 May 2027"));
    assert!(letter.paragraphs[1].contains("7 May 2027 is a day on which offices are closed"));
    assert!(letter.paragraphs[2].contains("One month later it is 2 April."));
    assert!(letter.paragraphs[3].contains("GDPR art. 12(3)"));
    assert!(letter.parts.is_empty() && !letter.registered);
}

#[test]
fn what_is_missing_or_unknown_is_a_code() {
    let mut house = House::new(ContactKind::Post);
    let contents = house.contents(&by_post());
    let url = "https://privacy.example.org/status";
    let unknown = house.order(None, DispatchChannel::Mail, "gossip", "en", Vec::new());
    let composed = house.with(None, unknown, |facts| compose::mail(facts, &contents, url));
    assert_eq!(composed.err(), Some(ComposeError::Template));
    let to = house.with(None, unknown, |facts| compose::recipient(facts, &contents));
    assert_eq!(to.err(), Some(ComposeError::Address));
    let to = house.with(None, unknown, |facts| {
        compose::recipient(facts, &Contents::default())
    });
    assert_eq!(to.err(), Some(ComposeError::Missing));
}

/// Has the head doctor refuse part of a request and the answer ordered for a letter.
fn refused_in_part(house: &mut House) -> CaseId {
    let case = house.medical();
    let (draft, content) = (ItemId(Uuid::from_u128(0xd1)), Hash32([4; 32]));
    let part = Part {
        what: Code::literal("medical"),
        outcome: PartOutcome::Partly,
        ground: Some(Code::literal("rights-of-others")),
        reason: Some(ItemId(Uuid::from_u128(0xe1))),
        holder: None,
        compartment: Code::literal("medical"),
        recipient: Code::literal("subject"),
    };
    let route = case::Command::Route {
        desk: Code::literal("medical"),
        office: Some(Code::literal("head-doctor")),
        via: RouteVia::RegisteredLetter,
        rule: None,
    };
    let order = case::Command::OrderAnswer {
        draft,
        answer: ANSWER,
        content,
        answer_key: [9; 32],
        hold_until: house.world.now,
    };
    let day = "2026-03-02".parse().unwrap();
    let release = case::Command::Advance {
        step: AnswerStep::Released,
        answer: ANSWER,
        day,
    };
    for (actor, command) in [
        (
            1,
            case::Command::SettleIdentity {
                method: Code::literal("card"),
            },
        ),
        (1, route),
        (
            1,
            case::Command::Draft {
                draft,
                content,
                parts: vec![part],
            },
        ),
        (2, case::Command::Approve { draft, content }),
        (1, order),
        (1, case::Command::EndHold { early: true }),
        (1, release),
    ] {
        let actor = ActorId::staff(Uuid::from_u128(actor));
        house
            .world
            .execute(actor, vec![Command::Case(case, command)])
            .unwrap();
    }
    case
}

#[test]
fn an_answer_on_paper_says_what_was_decided_on_which_ground_and_where_to_complain() {
    let mut house = House::new(ContactKind::Post);
    let case = refused_in_part(&mut house);
    let dispatch = house.order(
        Some(case),
        DispatchChannel::Letter,
        "answer",
        "fr",
        vec![ANSWER],
    );
    let mut contents = house.contents(&by_post());
    let answer = AnswerContent {
        language: "fr".into(),
        text: "Premier alinéa.\n\nSecond alinéa.".into(),
        attachments: vec![Attachment {
            item: Uuid::from_u128(7),
            name: "dossier.pdf".into(),
            media_type: "application/pdf".into(),
            size: 12,
        }],
        parts: Vec::new(),
    };
    put(&mut contents, ANSWER, &answer);
    let (letter, _) = house
        .with(Some(case), dispatch, |facts| {
            compose::letter(facts, &contents)
        })
        .unwrap();
    let Letter::Answer(letter) = letter else {
        panic!("an answer")
    };
    assert_eq!(
        letter.addressee.address,
        ["Rue de l’Exemple 12", "1000 Bruxelles"]
    );
    assert_eq!(letter.parts.len(), 1);
    assert_eq!(letter.parts[0].what, "Accès, Dossier médical");
    assert!(letter.parts[0].outcome.starts_with("Accordée en partie : "));
    assert_eq!(letter.paragraphs, ["Premier alinéa.", "Second alinéa."]);
    assert_eq!(letter.enclosures, ["dossier.pdf"]);
    assert!(
        letter
            .remedies
            .iter()
            .any(|r| r.contains("Autorité de protection des données"))
    );
    assert_eq!(letter.sender.signatory[0], "dr. An De Roeck");
    assert!(!letter.registered);
}

#[test]
fn a_question_about_identity_on_paper_has_its_last_day() {
    let mut house = House::new(ContactKind::Post);
    let question = ItemId(Uuid::from_u128(0x91));
    let check = submission::Command::OpenIdentityCheck {
        desk: Code::literal("privacy"),
        reason: Code::literal("no-proof"),
    };
    let day = "2026-03-02".parse().unwrap();
    let ask = submission::Command::AskIdentity {
        question,
        day,
        doubt: Code::literal("no-copy"),
    };
    for command in [check, ask] {
        let command = Command::Submission(house.id, command);
        house
            .world
            .execute(ActorId::operator(), vec![command])
            .unwrap();
    }
    let dispatch = house.order(
        None,
        DispatchChannel::Letter,
        "message-waiting",
        "en",
        vec![question],
    );
    let mut contents = house.contents(&by_post());
    put(
        &mut contents,
        question,
        &Message {
            text: "A copy of your card.".into(),
        },
    );
    let (letter, _) = house
        .with(None, dispatch, |facts| compose::letter(facts, &contents))
        .unwrap();
    let Letter::Identity(letter) = letter else {
        panic!("a question")
    };
    assert_eq!(letter.asked, ["A copy of your card."]);
    // Three weeks after 2 March.
    assert_eq!(letter.answer_by, "2026-03-23".parse().unwrap());
}
