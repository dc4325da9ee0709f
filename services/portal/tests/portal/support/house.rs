use std::{path::PathBuf, sync::Arc, time::Duration};

use axum::Router;
use habeas_bus_local::LocalBus;
use habeas_case::{
    AnswerStep, CaseOpened, CaseRef, Part, PartOutcome, Questions, RouteVia, SubmissionClass, case,
    submission::{self, Submission},
};
use habeas_dossier::{AnswerContent, Attachment, kinds};
use habeas_engine::{
    Command, Engine, Loaded, Order, PackShelf, SealedWrites, from_store_field, from_store_wrap,
    store_writes,
};
use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, EventId, Hash32, ItemId, Scope, StreamRef, SubmissionId,
};
use habeas_portal::{Portal, Quotas, Settings, router};
use habeas_regime::{Library, testing::example_packs};
use habeas_store::Store;
use habeas_store_sql::SqliteStore;
use habeas_testkit::{SeededEntropy, VirtualClock};
use habeas_uploads::Unscanned;
use habeas_vault::{
    AnswerCode, AnswerPublic, Basis, Compartment, Face, KeyGrant, Keyring, Owner, PersonPublic,
    Receipt, Sealer,
};
use habeas_web::Quota;
use tempfile::TempDir;
use uuid::Uuid;

use super::Browser;

/// Small numbers, so that a test reaches them.
const QUOTAS: Quotas = Quotas {
    codes: Quota::new(5, Duration::from_secs(600)),
    codes_in_total: Quota::new(100, Duration::from_secs(600)),
    filings: Quota::new(50, Duration::from_secs(600)),
    filings_in_total: Quota::new(500, Duration::from_secs(600)),
};

/// A portal over a SQLite file, with the whole keyring beside it, which the portal does not get.
pub(crate) struct House {
    pub(crate) engine: Engine,
    pub(crate) clock: VirtualClock,
    pub(crate) keyring: Keyring,
    pub(crate) routes: Router,
    store: SqliteStore,
    folder: TempDir,
}

/// What the last page of a filing showed.
pub(crate) struct Filed {
    pub(crate) reference: String,
    pub(crate) code: String,
}

pub(crate) fn controller() -> ControllerId {
    ControllerId::new("mensura").unwrap()
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
    /// On Monday 2 March 2026, ten in the morning in Brussels.
    pub(crate) async fn open() -> Self {
        let clock = VirtualClock::at("2026-03-02T09:00:00Z");
        let entropy = SeededEntropy::new(1);
        let shelf = PackShelf::new(example_packs(), Library::embedded());
        let keyring = Keyring::generate(shelf.packs().controllers().cloned(), &entropy);
        Self::over(tempfile::tempdir().unwrap(), clock, keyring, 2).await
    }

    async fn over(folder: TempDir, clock: VirtualClock, keyring: Keyring, seed: u64) -> Self {
        let store = habeas_store_sql::testing::sqlite(folder.path())
            .await
            .unwrap();
        let shared: Arc<dyn Store> = Arc::new(store.clone());
        let (relay, _) = tokio::sync::mpsc::channel(8);
        let engine = Engine {
            bus: Arc::new(LocalBus::new(Arc::new(store.clone()))),
            documents: Arc::new(store.clone()),
            store: shared,
            clock: Arc::new(clock.clone()),
            entropy: Arc::new(SeededEntropy::new(seed)),
            shelf: PackShelf::new(example_packs(), Library::embedded()),
            relay,
        };
        let keys = keyring.narrow(&KeyGrant::portal());
        let ports = Portal {
            engine: engine.clone(),
            keys: keys.public().clone(),
            cookie_key: keys.cookie_key(Face::Portal).unwrap().clone(),
            scanner: Arc::new(Unscanned),
        };
        let mut settings = Settings::new("http://localhost:8080".parse().unwrap());
        settings.quotas = QUOTAS;
        settings.uploads.bytes = 1 << 20;
        Self {
            routes: router(ports, &settings),
            engine,
            clock,
            keyring,
            store,
            folder,
        }
    }

    /// The database goes away.
    pub(crate) async fn cut(&self) {
        self.store.close().await;
    }

    /// Another process over the same file and keys.
    pub(crate) async fn reopened(self) -> Self {
        self.store.close().await;
        Self::over(self.folder, self.clock, self.keyring, 3).await
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.routes.clone())
    }

    pub(crate) fn database_files(&self) -> Vec<PathBuf> {
        std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| !path.to_string_lossy().ends_with(".lock"))
            .collect()
    }

    /// Files a request for a medical file, as a browser would.
    pub(crate) async fn file(&self, browser: &mut Browser, kinds: &[&str]) -> Filed {
        let mut what = vec![("right", "access")];
        what.extend(kinds.iter().map(|kind| ("kind", *kind)));
        let page = browser.fill("/o/mensura", "/o/mensura", &what).await;
        assert_eq!(page.location(), "/request/whom");
        let page = browser
            .fill("/request/whom", "/request/whom", &[("whom", "self")])
            .await;
        assert_eq!(page.location(), "/request/you");
        let you = [
            ("name", "Zoë Wouters"),
            ("contact", "e-mail"),
            ("email", "zoe@example.org"),
        ];
        let page = browser.fill("/request/you", "/request/you", &you).await;
        assert_eq!(page.location(), "/request/words");
        let page = browser
            .fill("/request/words", "/request/words", &[("words", "")])
            .await;
        let mut next = page.location().to_owned();
        if next == "/request/copy" {
            let page = browser
                .hand_in("/request/copy", &[("without", "yes")], &[])
                .await;
            next = page.location().to_owned();
        }
        assert_eq!(next, "/request/review");
        let page = browser.fill("/request/review", "/request/send", &[]).await;
        assert_eq!(page.location(), "/request/sent");
        let page = browser.get("/request/sent").await;
        Filed {
            reference: page.one("#reference"),
            code: page.one("#access-code"),
        }
    }

    /// All submissions there are.
    pub(crate) async fn submissions(&self) -> Vec<(SubmissionId, Submission)> {
        self.submissions_of(scope()).await
    }

    /// All submissions there are in a scope.
    pub(crate) async fn submissions_of(&self, scope: Scope) -> Vec<(SubmissionId, Submission)> {
        let kind = habeas_envelope::StreamKind::Submission;
        let streams = self
            .engine
            .store
            .streams(&scope, kind, None, 100)
            .await
            .unwrap();
        let mut found = Vec::new();
        for stream in streams {
            let id = SubmissionId(stream.id);
            let loaded = self.engine.store.load(&scope, &[stream]).await.unwrap();
            let loaded = Loaded::read(&loaded).unwrap();
            found.push((id, loaded.submission(id).unwrap().clone()));
        }
        found
    }

    pub(crate) async fn command(&self, actor: &str, commands: Vec<Command>, writes: SealedWrites) {
        let actor: ActorId = actor.parse().unwrap();
        let order = Order::new(controller(), scope(), actor, commands).sealing(writes);
        self.engine.execute(order).await.unwrap();
    }

    /// What the house does: classifies, opens the cases of these kinds, settles identity, routes.
    pub(crate) async fn settle(
        &self,
        id: SubmissionId,
        state: &Submission,
        kinds: &[&str],
    ) -> Vec<CaseId> {
        let cases = self.open_cases(id, state, kinds).await;
        let establish = submission::Command::EstablishIdentity {
            method: Code::literal("card"),
            attestation: None,
        };
        self.command(
            "worker.test",
            vec![(id, establish).into()],
            SealedWrites::default(),
        )
        .await;
        cases
    }

    /// The same, with the question of who the person is left open on the submission.
    pub(crate) async fn open_cases(
        &self,
        id: SubmissionId,
        state: &Submission,
        kinds: &[&str],
    ) -> Vec<CaseId> {
        let received = state.received.as_ref().unwrap();
        let right = Code::literal("access");
        let cases: Vec<CaseRef> = kinds
            .iter()
            .map(|kind| {
                let kind = Code::new(*kind).unwrap();
                let case = case::case_id(&received.seed, &right, &kind);
                CaseRef {
                    case,
                    right: right.clone(),
                    kind,
                }
            })
            .collect();
        let rule = Some(Code::literal("test"));
        let classify = submission::Command::Classify {
            class: SubmissionClass::Request,
            rule: rule.clone(),
            cases: cases.clone(),
        };
        let mut commands: Vec<Command> = vec![(id, classify).into()];
        for case in &cases {
            let opened = CaseOpened {
                submission: id,
                right: case.right.clone(),
                kind: case.kind.clone(),
                pack: received.pack.clone(),
                calendar: received.calendar.clone(),
                regime: Code::literal("gdpr-be"),
                clock: Code::literal("request"),
                received: received.received_on,
                desk: Code::literal("privacy"),
                compartment: Code::literal("general"),
                language: received.language.clone(),
                named_office: None,
                audience: None,
                questions: Questions::default(),
            };
            let method = Code::literal("card");
            let route = case::Command::Route {
                desk: Code::literal("privacy"),
                office: None,
                via: RouteVia::Desk,
                rule: rule.clone(),
            };
            commands.push((case.case, case::Command::Open(Box::new(opened))).into());
            commands.push((case.case, case::Command::SettleIdentity { method }).into());
            commands.push((case.case, route).into());
        }
        self.command("worker.test", commands, SealedWrites::default())
            .await;
        cases.into_iter().map(|case| case.case).collect()
    }

    /// Writes, approves and orders an answer with one file; it is not made available yet.
    pub(crate) async fn answer(&self, state: &Submission, case: CaseId, text: &str) -> Answered {
        let entropy = &*self.engine.entropy;
        let person = PersonPublic(state.received.as_ref().unwrap().person_key);
        let code = AnswerCode::generate(entropy);
        let public: AnswerPublic = code.derive(case.0).public();
        let (draft, answer, enclosed) = (item(1, case), item(2, case), item(3, case));
        let mut sealer = Sealer::for_owner(
            self.keyring.public(),
            controller(),
            Owner::case(case),
            entropy,
        );
        let content = AnswerContent {
            language: "en".to_owned(),
            text: text.to_owned(),
            attachments: vec![Attachment {
                item: enclosed.0,
                name: "Your file.pdf".to_owned(),
                media_type: "application/pdf".to_owned(),
                size: 9,
            }],
            parts: Vec::new(),
        };
        let bytes = habeas_dossier::to_bytes(&content).unwrap();
        let kind = Code::literal(kinds::ANSWER);
        let hash = sealer
            .seal(Compartment::Answer, kind, answer, &bytes)
            .unwrap();
        let kind = Code::literal(kinds::ANSWER_FILE);
        sealer
            .seal(Compartment::Answer, kind, enclosed, b"%PDF-fake")
            .unwrap();
        sealer
            .wrap_for_answer(Compartment::Answer, &person, &public)
            .unwrap();
        let mut writes = store_writes(sealer.finish(), Vec::new());
        for field in writes
            .sealed
            .iter_mut()
            .filter(|field| field.item == enclosed.0)
        {
            let bytes = std::mem::take(&mut field.bytes);
            let now = self.clock_now();
            self.engine
                .store
                .put_document(&controller(), field.item, now, bytes)
                .await
                .unwrap();
        }
        let content = Hash32::of(b"draft");
        let parts = vec![Part {
            what: Code::literal("general"),
            outcome: PartOutcome::Granted,
            ground: None,
            reason: None,
            holder: None,
            compartment: Code::literal("general"),
            recipient: Code::literal("subject"),
        }];
        let write = case::Command::Draft {
            draft,
            content,
            parts,
        };
        self.command(
            &staff(1),
            vec![(case, write).into()],
            SealedWrites::default(),
        )
        .await;
        let approve = case::Command::Approve { draft, content };
        self.command(
            &staff(2),
            vec![(case, approve).into()],
            SealedWrites::default(),
        )
        .await;
        let order = case::Command::OrderAnswer {
            draft,
            answer,
            content: hash,
            answer_key: public.0,
            hold_until: self.clock_now(),
        };
        self.command(&staff(1), vec![(case, order).into()], writes)
            .await;
        let end = case::Command::EndHold { early: true };
        self.command(
            "worker.test",
            vec![(case, end).into()],
            SealedWrites::default(),
        )
        .await;
        Answered {
            code: code.to_text().to_string(),
            answer,
            case,
        }
    }

    /// The answer may be collected from now on.
    pub(crate) async fn make_available(&self, answered: &Answered) {
        let day = self.clock_now().date_naive();
        let steps = [AnswerStep::Released, AnswerStep::MadeAvailable];
        let commands = steps.map(|step| {
            let command = case::Command::Advance {
                step,
                answer: answered.answer,
                day,
            };
            (answered.case, command).into()
        });
        self.command("worker.test", commands.into(), SealedWrites::default())
            .await;
    }

    pub(crate) fn clock_now(&self) -> chrono::DateTime<chrono::Utc> {
        self.engine.clock.now()
    }

    /// Opens what was sealed, as the console would against a receipt; from the documents where
    /// the row has no bytes.
    pub(crate) async fn opened(
        &self,
        id: SubmissionId,
        compartment: Compartment,
        item: ItemId,
    ) -> Vec<u8> {
        let stream = StreamRef::submission(controller(), id);
        let fields = self.engine.store.sealed(&scope(), &stream).await.unwrap();
        let mut field = fields
            .into_iter()
            .find(|field| field.item == item.0)
            .and_then(from_store_field)
            .expect("the handle of the event names a sealed field");
        assert_eq!(field.compartment, compartment);
        if field.bytes.is_empty() {
            let document = self
                .engine
                .store
                .document(&scope(), &controller(), item.0)
                .await;
            field.bytes = document.unwrap().expect("the document was put first");
        }
        let wraps = self.engine.store.wraps(&scope(), &stream).await.unwrap();
        let wraps: Vec<_> = wraps.into_iter().filter_map(from_store_wrap).collect();
        let receipt = Receipt::after_commit(
            controller(),
            staff(1).parse().unwrap(),
            EventId(Uuid::nil()),
            Basis::Access,
            [(Owner::submission(id), compartment)],
        );
        let opened = self
            .keyring
            .private()
            .open(&receipt, &field, &wraps)
            .unwrap();
        opened.content.expose().to_vec()
    }
}

/// An answer that was ordered.
pub(crate) struct Answered {
    pub(crate) code: String,
    pub(crate) answer: ItemId,
    pub(crate) case: CaseId,
}

fn item(number: u128, case: CaseId) -> ItemId {
    ItemId(Uuid::from_u128(case.0.as_u128() ^ number))
}

fn staff(number: u128) -> String {
    format!("staff.{}", Uuid::from_u128(number))
}
