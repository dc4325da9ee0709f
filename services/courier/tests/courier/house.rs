//! An installation of one courier on SQLite, with a mail port that answers as told.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use habeas_bus_local::LocalBus;
use habeas_case::{
    CaseRef, DispatchChannel, DispatchCommand, DispatchStage, DispatchView, IncidentOpened,
    SubmissionClass,
    case::{self, case_id},
    dispatch_id, office_stream, registry, submission,
};
use habeas_courier::{CourierPorts, CourierSettings};
use habeas_dispatch::{FailureClass, MailFailure, MailPort, MailReceipt, OutgoingMail};
use habeas_dossier::{Contact, Message, Party, copy_for, kinds, to_bytes};
use habeas_engine::{
    Command, Engine, Health, Loaded, Order, PackShelf, SealedWrites, from_store_field,
    from_store_wrap, store_writes,
    testing::{filing, opening},
};
use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, DispatchId, EventId, Hash32, IncidentId, ItemId, Scope,
    StreamRef, SubmissionId,
};
use habeas_regime::{Library, testing::example_packs};
use habeas_store::DestroyKeys;
use habeas_testkit::{SeededEntropy, VirtualClock};
use habeas_vault::{Basis, Compartment, Keyring, Owner, Receipt, Sealer};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The answer's code as the courier finds it sealed.
pub const ANSWER_CODE_TEXT: &str = "7Q4M-0X9T-B2KD-WH5E";

/// How the port answers a mail.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// It was not taken, or nobody knows.
    Fails(FailureClass, &'static str),
}

/// Answers as told, then takes everything; remembers what it was given.
#[derive(Clone, Default)]
pub struct FakeMail {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    sent: Arc<Mutex<Vec<OutgoingMail>>>,
}

impl FakeMail {
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers = Arc::new(Mutex::new(answers.into_iter().collect()));
        Self {
            answers,
            sent: Arc::default(),
        }
    }

    pub fn sent(&self) -> Vec<OutgoingMail> {
        self.sent.lock().unwrap().clone()
    }
}

#[async_trait]
impl MailPort for FakeMail {
    async fn send(&self, mail: &OutgoingMail) -> Result<MailReceipt, MailFailure> {
        self.sent.lock().unwrap().push(mail.clone());
        match self.answers.lock().unwrap().pop_front() {
            None => Ok(MailReceipt::default()),
            Some(Answer::Fails(class, code)) => Err(MailFailure::new(class, code, "as told")),
        }
    }
}

pub fn controller() -> ControllerId {
    ControllerId::new("example").unwrap()
}

pub fn scope() -> Scope {
    Scope::whole([controller()])
}

pub struct House {
    pub engine: Engine,
    pub clock: VirtualClock,
    pub keyring: Arc<Keyring>,
    pub settings: CourierSettings,
    ports: CourierPorts,
    stop: CancellationToken,
    courier: Option<JoinHandle<()>>,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn new(mail: impl MailPort + 'static) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(
            habeas_store_sql::testing::sqlite(folder.path())
                .await
                .unwrap(),
        );
        let clock = VirtualClock::at("2026-03-02T09:00:00Z");
        let entropy = Arc::new(SeededEntropy::new(7));
        let keyring = Arc::new(Keyring::generate([controller()], &*entropy));
        let (relay, _) = tokio::sync::mpsc::channel(8);
        let engine = Engine {
            store: store.clone(),
            documents: store.clone(),
            bus: Arc::new(LocalBus::new(store)),
            clock: Arc::new(clock.clone()),
            entropy,
            shelf: PackShelf::new(example_packs(), Library::embedded()),
            relay,
        };
        let ports = CourierPorts {
            mail: Arc::new(mail),
            keyring: keyring.clone(),
        };
        let from = "privacy@example.org".parse().unwrap();
        let settings = CourierSettings::new("https://privacy.example.org/status", from);
        let stop = CancellationToken::new();
        Self {
            engine,
            clock,
            keyring,
            settings,
            ports,
            stop,
            courier: None,
            _folder: folder,
        }
    }

    pub fn start(&mut self) {
        let running = habeas_courier::run(
            self.engine.clone(),
            self.ports.clone(),
            self.settings.clone(),
            Health::default(),
            self.stop.clone(),
        );
        self.courier = Some(tokio::spawn(running));
    }

    pub async fn stop(&mut self) {
        self.stop.cancel();
        let courier = self.courier.take().unwrap();
        tokio::time::timeout(Duration::from_secs(5), courier)
            .await
            .unwrap()
            .unwrap();
    }

    /// Waits until something holds; fails after ten seconds.
    pub async fn until(&self, done: impl AsyncFn() -> bool) {
        let waiting = async {
            while !done().await {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        let in_time = tokio::time::timeout(Duration::from_secs(10), waiting).await;
        assert!(in_time.is_ok(), "what was waited for did not come");
    }

    /// Waits until the courier sleeps again.
    pub async fn settle(&self) {
        self.until(async || self.clock.next_wake().is_some()).await;
    }

    async fn execute(&self, commands: Vec<Command>, writes: SealedWrites) {
        let order = Order::new(controller(), scope(), ActorId::operator(), commands);
        self.engine.execute(order.sealing(writes)).await.unwrap();
    }

    /// Files as Ada Lovelace, reached by e-mail, with words of her own.
    pub async fn file(&self) -> SubmissionId {
        self.file_nth(0).await
    }

    /// Files one that is not the others.
    pub async fn file_nth(&self, n: u8) -> SubmissionId {
        let now = self.engine.clock.now();
        let mut received = filing(&self.engine.shelf, &controller(), now, [5 + n; 16]);
        received.words = Some(ItemId(Uuid::from_u128(3)));
        let id = SubmissionId(Uuid::from_u128(0x50 + u128::from(n)));
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
        let medical = Code::literal("medical");
        let mut sealer = self.sealer(Owner::submission(id));
        let contact = Contact::Email("ada@example.org".into());
        for (compartment, kind, item, bytes) in [
            (
                Compartment::Contact,
                kinds::FILER,
                received.filer,
                to_bytes(&party),
            ),
            (
                Compartment::Contact,
                kinds::CONTACT,
                received.contact,
                to_bytes(&contact),
            ),
            (
                Compartment::Medical,
                kinds::WORDS,
                copy_for(ItemId(Uuid::from_u128(3)), &medical),
                to_bytes(&words),
            ),
        ] {
            let bytes = bytes.unwrap();
            sealer
                .seal(compartment, Code::literal(kind), item, &bytes)
                .unwrap();
        }
        let writes = store_writes(sealer.finish(), Vec::new());
        let receive = submission::Command::Receive(Box::new(received));
        self.execute(vec![Command::Submission(id, receive)], writes)
            .await;
        id
    }

    fn sealer(&self, owner: Owner) -> Sealer<'_> {
        let keys = self.keyring.public();
        Sealer::for_owner(keys, controller(), owner, &*self.engine.entropy)
    }

    /// Opens the case on the medical file.
    pub async fn open_case(&self, id: SubmissionId) -> CaseId {
        self.open_case_on(id, "medical").await
    }

    pub async fn open_case_on(&self, id: SubmissionId, kind: &'static str) -> CaseId {
        let day = "2026-03-02".parse().unwrap();
        let opened = opening(&self.engine.shelf, &controller(), id, day, "access", kind);
        let case = case_id(&[5; 16], &opened.right, &opened.kind);
        let reference = CaseRef {
            case,
            right: opened.right.clone(),
            kind: opened.kind.clone(),
        };
        let classify = submission::Command::Classify {
            class: SubmissionClass::Request,
            rule: None,
            cases: vec![reference],
        };
        let commands = vec![
            Command::Submission(id, classify),
            Command::Case(case, case::Command::Open(Box::new(opened))),
        ];
        self.execute(commands, SealedWrites::default()).await;
        case
    }

    fn ordering(
        &self,
        stream: Uuid,
        channel: DispatchChannel,
        template: &'static str,
        office: Option<Code>,
        items: Vec<ItemId>,
    ) -> (DispatchId, DispatchCommand) {
        let template = Code::literal(template);
        let dispatch = dispatch_id(EventId(Uuid::from_u128(9)), stream, &template);
        let order = DispatchCommand::Order {
            dispatch,
            channel,
            template,
            language: Code::literal("en"),
            office,
            not_before: self.engine.clock.now(),
            items,
        };
        (dispatch, order)
    }

    pub async fn order_mail(&self, id: SubmissionId, template: &'static str) -> DispatchId {
        let (dispatch, order) =
            self.ordering(id.0, DispatchChannel::Mail, template, None, Vec::new());
        let command = submission::Command::Dispatch(order);
        self.execute(
            vec![Command::Submission(id, command)],
            SealedWrites::default(),
        )
        .await;
        dispatch
    }

    /// Orders the mail with the answer's code, sealed beside it.
    pub async fn order_code(&self, case: CaseId) -> DispatchId {
        let item = copy_for(ItemId(Uuid::from_u128(0xa1)), &Code::literal("mail"));
        let mut sealer = self.sealer(Owner::case(case));
        let kind = Code::literal(kinds::ANSWER_CODE);
        sealer
            .seal(Compartment::Mail, kind, item, ANSWER_CODE_TEXT.as_bytes())
            .unwrap();
        let writes = store_writes(sealer.finish(), Vec::new());
        let (dispatch, order) = self.ordering(
            case.0,
            DispatchChannel::Mail,
            "answer-code",
            None,
            vec![item],
        );
        self.execute(
            vec![Command::Case(case, case::Command::Dispatch(order))],
            writes,
        )
        .await;
        dispatch
    }

    /// Orders the registered letter to the head doctor.
    pub async fn order_letter(&self, case: CaseId) -> DispatchId {
        let office = Some(Code::literal("head-doctor"));
        let (dispatch, order) = self.ordering(
            case.0,
            DispatchChannel::RegisteredLetter,
            "transmittal-medical",
            office,
            Vec::new(),
        );
        let command = Command::Case(case, case::Command::Dispatch(order));
        self.execute(vec![command], SealedWrites::default()).await;
        dispatch
    }

    /// Orders a mail to the DPO in the registry of that office.
    pub async fn order_in_registry(&self, template: &'static str) -> (StreamRef, DispatchId) {
        let office = Code::literal("dpo");
        let stream = office_stream(&controller(), &office);
        let (dispatch, order) = self.ordering(
            stream.id,
            DispatchChannel::Mail,
            template,
            Some(office),
            Vec::new(),
        );
        let command = Command::Registry(stream.clone(), registry::Command::Dispatch(order));
        self.execute(vec![command], SealedWrites::default()).await;
        (stream, dispatch)
    }

    /// A mail to the office that heads the privacy desk.
    pub async fn order_for_office(&self, template: &'static str, items: Vec<ItemId>) {
        let office = Code::literal("privacy-officer");
        let stream = office_stream(&controller(), &office);
        let (_, order) = self.ordering(
            stream.id,
            DispatchChannel::Mail,
            template,
            Some(office),
            items,
        );
        let command = Command::Registry(stream, registry::Command::Dispatch(order));
        self.execute(vec![command], SealedWrites::default()).await;
    }

    /// A breach at Mensura learned of now, with a digest and an alarm ordered for its officer.
    pub async fn breach_at_mensura(&self) -> IncidentId {
        let mensura = ControllerId::new("mensura").unwrap();
        let now = self.engine.clock.now();
        let pack = self.engine.shelf.current(&mensura).unwrap();
        let (desk, office) = habeas_case::obligation::home(pack);
        let id = IncidentId(Uuid::from_u128(0xb0));
        let opened = IncidentOpened {
            pack: habeas_engine::pin_pack(pack),
            calendar: self.engine.shelf.calendar_pin(pack),
            trigger: Code::literal("breach"),
            cause: None,
            desk,
            office: office.clone(),
            learned_at: now,
            learned_on: now.date_naive(),
            what: ItemId(Uuid::from_u128(0xb1)),
        };
        let stream = office_stream(&mensura, &office);
        let ordered = |template: &'static str, items| {
            let template = Code::literal(template);
            let order = DispatchCommand::Order {
                dispatch: dispatch_id(EventId(Uuid::from_u128(3)), stream.id, &template),
                channel: DispatchChannel::Mail,
                template,
                language: Code::literal("nl"),
                office: Some(office.clone()),
                not_before: now,
                items,
            };
            Command::Registry(stream.clone(), registry::Command::Dispatch(order))
        };
        let open = habeas_case::obligation::Command::Open(Box::new(opened));
        let commands = vec![
            Command::Obligation(id, open),
            ordered("office-digest", Vec::new()),
            ordered("office-alarm", vec![ItemId(id.0)]),
        ];
        let scope = Scope::whole([mensura.clone()]);
        let order = Order::new(mensura, scope, ActorId::operator(), commands);
        self.engine.execute(order).await.unwrap();
        id
    }

    pub async fn events(&self, stream: &StreamRef) -> Vec<String> {
        self.load(stream.clone()).await.0
    }

    /// Forgets every key of the submission.
    pub async fn destroy_keys(&self, id: SubmissionId) {
        let prove = submission::Command::ProveContact {
            method: Code::literal("mail"),
        };
        let commands = vec![Command::Submission(id, prove)];
        let mut order = Order::new(controller(), scope(), ActorId::operator(), commands);
        let owner = StreamRef::submission(controller(), id);
        order.destroys = vec![DestroyKeys {
            owner,
            compartment: None,
        }];
        self.engine.execute(order).await.unwrap();
    }

    async fn load(&self, stream: StreamRef) -> (Vec<String>, Loaded) {
        let found = self.engine.store.load(&scope(), &[stream]).await.unwrap();
        let names = found[0]
            .events
            .iter()
            .map(|e| e.event_type.to_string())
            .collect();
        (names, Loaded::read(&found).unwrap())
    }

    pub async fn names(&self, id: SubmissionId) -> Vec<String> {
        self.load(StreamRef::submission(controller(), id)).await.0
    }

    pub async fn case_names(&self, id: CaseId) -> Vec<String> {
        self.load(StreamRef::case(controller(), id)).await.0
    }

    async fn view(&self, id: SubmissionId, dispatch: DispatchId) -> DispatchView {
        let (_, loaded) = self.load(StreamRef::submission(controller(), id)).await;
        loaded
            .submission(id)
            .unwrap()
            .outgoing
            .get(dispatch)
            .unwrap()
            .clone()
    }

    pub async fn stage(&self, id: SubmissionId, dispatch: DispatchId) -> DispatchStage {
        self.view(id, dispatch).await.stage
    }

    pub async fn trouble(&self, id: SubmissionId, dispatch: DispatchId) -> Option<String> {
        self.view(id, dispatch)
            .await
            .trouble
            .map(|code| code.to_string())
    }

    pub async fn told(&self, id: SubmissionId, dispatch: DispatchId) -> Option<ItemId> {
        self.view(id, dispatch).await.told
    }

    async fn case_view(&self, id: CaseId, dispatch: DispatchId) -> DispatchView {
        let (_, loaded) = self.load(StreamRef::case(controller(), id)).await;
        loaded
            .case(id)
            .unwrap()
            .outgoing
            .get(dispatch)
            .unwrap()
            .clone()
    }

    pub async fn case_stage(&self, id: CaseId, dispatch: DispatchId) -> DispatchStage {
        self.case_view(id, dispatch).await.stage
    }

    /// The letter's bytes, their hash as opened, and their hash as recorded.
    pub async fn letter(&self, case: CaseId, dispatch: DispatchId) -> (Vec<u8>, Hash32, Hash32) {
        let (item, recorded) = self.case_view(case, dispatch).await.rendered.unwrap();
        let owner = StreamRef::case(controller(), case);
        let store = &self.engine.store;
        let wraps: Vec<_> = store
            .wraps(&scope(), &owner)
            .await
            .unwrap()
            .into_iter()
            .filter_map(from_store_wrap)
            .collect();
        let fields = store.sealed(&scope(), &owner).await.unwrap();
        let field = fields
            .into_iter()
            .find(|field| field.item == item.0)
            .unwrap();
        let field = self.engine.with_document(&scope(), field).await.unwrap();
        let receipt = Receipt::after_commit(
            controller(),
            ActorId::operator(),
            EventId(Uuid::from_u128(1)),
            Basis::Access,
            [(Owner::case(case), Compartment::Mail)],
        );
        let field = from_store_field(field).unwrap();
        let opened = self
            .keyring
            .private()
            .open(&receipt, &field, &wraps)
            .unwrap();
        (opened.content.expose().to_vec(), opened.hash, recorded)
    }
}
