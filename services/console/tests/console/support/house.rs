use std::sync::Arc;

use axum::Router;
use chrono::TimeDelta;
use habeas_bus_local::LocalBus;
use habeas_case::{
    Capacity, CaseRef, DispatchChannel, DispatchCommand, DocumentRef, Requested, RouteVia,
    SubmissionClass,
    case::{self, case_id},
    dispatch_id, submission,
};
use habeas_console::{Console, Settings, router};
use habeas_dossier::{Contact, Message, Party, copy_for, kinds, to_bytes};
use habeas_engine::{
    Command, Engine, Loaded, Order, PackShelf, SealedWrites, store_writes,
    testing::{filing, opening},
};
use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, DispatchId, EventId, ItemId, Scope, StreamRef,
    SubmissionId,
};
use habeas_regime::{FileKind, Right};
use habeas_store::Store;
use habeas_store_sql::SqliteStore;
use habeas_testkit::{SeededEntropy, VirtualClock};
use habeas_uploads::Unscanned;
use habeas_vault::{
    AccessCode, Compartment, KeyGrant, Keyring, Owner, PersonKey, Sealer, SearchField,
};
use tempfile::TempDir;
use uuid::Uuid;

use super::{Browser, PASSWORD, Role, staff::CHEAP};

/// A console over a SQLite file, with everybody of staff and no workers: tests command what those
/// would.
pub(crate) struct House {
    pub(crate) engine: Engine,
    pub(crate) clock: VirtualClock,
    pub(crate) keyring: Arc<Keyring>,
    pub(crate) routes: Router,
    _folder: TempDir,
}

/// A filing with its one case.
pub(crate) struct Case {
    pub(crate) submission: SubmissionId,
    pub(crate) case: CaseId,
    pub(crate) kind: &'static str,
    pub(crate) person: PersonKey,
    /// The copy of the identity card.
    pub(crate) evidence: ItemId,
}

pub(crate) fn controller() -> ControllerId {
    ControllerId::new("certimed").unwrap()
}

pub(crate) fn scope() -> Scope {
    Scope::whole([controller()])
}

/// A picture of four pixels.
pub(crate) fn tiny_png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(2, 2, image::Rgb([200, 10, 10]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

impl House {
    /// On Monday 2 March 2026, ten in the morning in Brussels, with the pack's undo window.
    pub(crate) async fn open() -> Self {
        Self::with_window(None).await
    }

    pub(crate) async fn with_window(undo_window: Option<TimeDelta>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = VirtualClock::at("2026-03-02T09:00:00Z");
        let store: SqliteStore = habeas_store_sql::testing::sqlite(folder.path())
            .await
            .unwrap();
        let shelf = PackShelf::embedded();
        let keyring =
            Keyring::generate(shelf.packs().controllers().cloned(), &SeededEntropy::new(1));
        let keyring = Arc::new(keyring.narrow(&KeyGrant::console()));
        let shared: Arc<dyn Store> = Arc::new(store.clone());
        let (relay, _) = tokio::sync::mpsc::channel(8);
        let engine = Engine {
            bus: Arc::new(LocalBus::new(Arc::new(store.clone()))),
            documents: Arc::new(store),
            store: shared,
            clock: Arc::new(clock.clone()),
            entropy: Arc::new(SeededEntropy::new(2)),
            shelf,
            relay,
        };
        let mut settings = Settings::new("http://localhost:8081".parse().unwrap());
        settings.undo_window = undo_window;
        settings.password_cost = CHEAP;
        settings.uploads.bytes = 1 << 20;
        let ports = Console {
            engine: engine.clone(),
            keyring: Arc::clone(&keyring),
            scanner: Arc::new(Unscanned),
            mailbox: None,
        };
        let routes = router(ports, &settings).unwrap();
        for role in Role::ALL {
            assert!(engine.store.add_staff(role.staff()).await.unwrap());
        }
        Self {
            engine,
            clock,
            keyring,
            routes,
            _folder: folder,
        }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.routes.clone())
    }

    /// A browser in which somebody has signed in.
    pub(crate) async fn as_staff(&self, role: Role) -> Browser {
        let mut browser = self.browser();
        let fields = [("login", role.login()), ("password", PASSWORD)];
        let page = browser.fill("/sign-in", "/sign-in", &fields).await;
        assert_eq!(page.location(), "/");
        browser
    }

    /// Files a request for access to one kind of file, with a copy of a card, classified and its
    /// case opened; identity is to be checked by the desk that the pack names.
    pub(crate) async fn file(&self, kind: &'static str) -> Case {
        self.file_as(kind, Capacity::Own).await
    }

    /// The same, by somebody who files in this capacity.
    pub(crate) async fn file_as(&self, kind: &'static str, capacity: Capacity) -> Case {
        let number = self.next_number().await;
        let submission = SubmissionId(Uuid::from_u128(0xabc_0000 + number));
        let code = AccessCode::generate(&SeededEntropy::new(number as u64 + 50));
        let person = code.derive(submission);
        let seed = (number + 7).to_le_bytes();
        let now = self.engine.clock.now();
        let shelf = &self.engine.shelf;
        let opened = opening(
            shelf,
            &controller(),
            submission,
            now.date_naive(),
            "access",
            kind,
        );
        let mut received = filing(shelf, &controller(), now, seed);
        received.capacity = capacity;
        received.person_key = person.public().0;
        received.language = Code::literal("nl");
        received.requested = vec![Requested {
            right: Code::literal("access"),
            kind: Code::literal(kind),
        }];
        let item = |n: u128| ItemId(Uuid::from_u128(submission.0.as_u128() * 10 + n));
        (received.filer, received.contact) = (item(1), item(2));
        received.words = Some(item(3));
        let mut sealer = Sealer::for_owner(
            self.keyring.public(),
            controller(),
            Owner::submission(submission),
            &*self.engine.entropy,
        );
        let mut seal = |compartment, kind, item, bytes: &[u8]| {
            sealer
                .seal(compartment, Code::literal(kind), item, bytes)
                .unwrap()
        };
        seal(
            Compartment::Contact,
            kinds::FILER,
            item(1),
            &to_bytes(&filer()).unwrap(),
        );
        let contact = Contact::Email("zoe@example.org".to_owned());
        seal(
            Compartment::Contact,
            kinds::CONTACT,
            item(2),
            &to_bytes(&contact).unwrap(),
        );
        let compartment: Compartment = opened.compartment.as_str().parse().unwrap();
        let words = Message {
            text: "Mijn eigen woorden <b>over</b> het dossier.".to_owned(),
        };
        let copy = copy_for(item(3), &opened.compartment);
        seal(compartment, kinds::WORDS, copy, &to_bytes(&words).unwrap());
        let hash = seal(Compartment::Identity, kinds::EVIDENCE, item(4), &tiny_png());
        received.documents = vec![DocumentRef {
            item: item(4),
            kind: Code::literal("identity"),
            hash,
        }];
        let tokens = [
            (SearchField::NameWord, "Zoë Wouters"),
            (SearchField::Email, "zoe@example.org"),
        ]
        .into_iter()
        .flat_map(|(field, text)| {
            self.keyring
                .search()
                .tokens(&controller(), Owner::submission(submission), field, text)
        })
        .collect();
        let writes = store_writes(sealer.finish(), tokens);
        let case = case_id(&seed, &opened.right, &opened.kind);
        let exercise = (
            Right::from(opened.right.clone()),
            FileKind::from(opened.kind.clone()),
        );
        let pack = shelf.current(&controller()).unwrap();
        let desk = pack.identity(&[exercise]).desk.code().clone();
        let classify = submission::Command::Classify {
            class: SubmissionClass::Request,
            rule: Some(Code::literal("test")),
            cases: vec![CaseRef {
                case,
                right: opened.right.clone(),
                kind: opened.kind.clone(),
            }],
        };
        let check = submission::Command::OpenIdentityCheck {
            desk,
            reason: Code::literal("test"),
        };
        let receive = submission::Command::Receive(Box::new(received));
        self.command(
            vec![
                (submission, receive).into(),
                (submission, classify).into(),
                (submission, check).into(),
                (case, case::Command::Open(Box::new(opened))).into(),
            ],
            writes,
        )
        .await;
        Case {
            submission,
            case,
            kind,
            person,
            evidence: item(4),
        }
    }

    async fn next_number(&self) -> u128 {
        let kind = habeas_envelope::StreamKind::Submission;
        let have = self.engine.store.streams(&scope(), kind, None, 100).await;
        have.unwrap().len() as u128 + 1
    }

    /// What the workers do once identity is settled: the case goes to its desk, and a medical one
    /// by registered letter to the head doctor, which then lies in the mailroom.
    pub(crate) async fn route(&self, filed: &Case) -> Option<DispatchId> {
        let by_letter = filed.kind == "medical";
        let settle = case::Command::SettleIdentity {
            method: Code::literal("card"),
        };
        let route = case::Command::Route {
            desk: Code::literal(if by_letter { "medical" } else { "privacy" }),
            office: by_letter.then(|| Code::literal("head-doctor")),
            via: if by_letter {
                RouteVia::RegisteredLetter
            } else {
                RouteVia::Desk
            },
            rule: Some(Code::literal("test")),
        };
        let mut commands: Vec<Command> =
            vec![(filed.case, settle).into(), (filed.case, route).into()];
        let template = Code::literal("transmittal-medical");
        let dispatch = dispatch_id(EventId(Uuid::from_u128(3)), filed.case.0, &template);
        if by_letter {
            for command in [
                DispatchCommand::Order {
                    dispatch,
                    channel: DispatchChannel::RegisteredLetter,
                    template,
                    language: Code::literal("nl"),
                    office: Some(Code::literal("head-doctor")),
                    not_before: self.engine.clock.now(),
                    items: vec![filed.evidence],
                },
                DispatchCommand::Start { dispatch },
                DispatchCommand::Queue { dispatch },
            ] {
                commands.push((filed.case, case::Command::Dispatch(command)).into());
            }
        }
        self.command(commands, SealedWrites::default()).await;
        by_letter.then_some(dispatch)
    }

    /// A case of this kind of file, with identity settled, where it is answered.
    pub(crate) async fn working(&self, kind: &'static str) -> Case {
        let filed = self.file(kind).await;
        let establish = submission::Command::EstablishIdentity {
            method: Code::literal("card"),
            attestation: None,
        };
        self.command(
            vec![(filed.submission, establish).into()],
            SealedWrites::default(),
        )
        .await;
        self.route(&filed).await;
        filed
    }

    pub(crate) async fn command(&self, commands: Vec<Command>, writes: SealedWrites) {
        let actor = ActorId::worker("test").unwrap();
        let order = Order::new(controller(), scope(), actor, commands).sealing(writes);
        self.engine.execute(order).await.unwrap();
    }

    pub(crate) async fn case_state(&self, filed: &Case) -> case::Case {
        let stream = StreamRef::case(controller(), filed.case);
        let loaded = self.engine.store.load(&scope(), &[stream]).await.unwrap();
        let loaded = Loaded::read(&loaded).unwrap();
        loaded.case(filed.case).unwrap().clone()
    }

    pub(crate) async fn submission_state(&self, filed: &Case) -> submission::Submission {
        let stream = StreamRef::submission(controller(), filed.submission);
        let loaded = self.engine.store.load(&scope(), &[stream]).await.unwrap();
        let loaded = Loaded::read(&loaded).unwrap();
        loaded.submission(filed.submission).unwrap().clone()
    }
}

fn filer() -> Party {
    Party {
        name: "Zoë Wouters".to_owned(),
        born: "1985-07-30".parse().ok(),
        address: None,
        phone: None,
        known_as: Some("Werkgever nv, 1234".to_owned()),
    }
}

impl Case {
    pub(crate) fn page(&self) -> String {
        format!("/cases/{}", self.case)
    }

    pub(crate) fn identity_page(&self) -> String {
        format!("/submissions/{}", self.submission)
    }
}
