//! What people and staff of the story do, as the faces would do it for them.

use std::{collections::BTreeSet, sync::Arc};

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use habeas_case::{
    Capacity, Channel, ContactKind, DispatchChannel, DispatchCommand, DocumentRef, PAUSE_IDENTITY,
    Questions, RouteVia, SubmissionReceived, case, dispatch_id, submission,
};
use habeas_dossier::{Contact, Message, Party, copy_for, kinds, to_bytes};
use habeas_engine::{Command, Engine, Order, SealedWrites, pin_pack, store_writes};
use habeas_envelope::{ActorId, Code, EventId, ItemId, Scope, uuid_v7};
use habeas_timelimit::SuspensionRule;
use habeas_vault::{Compartment, Keyring, Owner, Sealer};

use super::{
    clock::Moment,
    fates::Act,
    plan::{Life, Way},
    staff::Staff,
};

/// The mail that tells of a message, and nothing of what is in it.
const MESSAGE_WAITING: &str = "message-waiting";
/// How a copy of a card is kept.
const IDENTITY: &str = "identity";

/// Does what the story says.
#[derive(Clone)]
pub(crate) struct Teller {
    pub(crate) engine: Engine,
    pub(crate) keyring: Arc<Keyring>,
    pub(crate) staff: Arc<Staff>,
    pub(crate) cards: Arc<Vec<Vec<u8>>>,
}

/// One act, with what it works with.
pub(super) struct Scene<'a> {
    pub(super) teller: &'a Teller,
    pub(super) engine: Engine,
    pub(super) now: DateTime<Utc>,
    pub(super) life: &'a mut Life,
}

impl Teller {
    /// Does one act at its instant.
    ///
    /// # Errors
    /// When it is refused: the story contradicts itself.
    pub(crate) async fn act(
        &self,
        life: &mut Life,
        now: DateTime<Utc>,
        act: Act,
    ) -> anyhow::Result<()> {
        let (fate, controller) = (life.fate, life.controller().clone());
        let engine = Engine {
            clock: Arc::new(Moment(now)),
            ..self.engine.clone()
        };
        let mut scene = Scene {
            teller: self,
            engine,
            now,
            life,
        };
        scene
            .act(act)
            .await
            .with_context(|| format!("{act:?} of a request that ends {fate:?} at {controller}"))
    }
}

impl Scene<'_> {
    async fn act(&mut self, act: Act) -> anyhow::Result<()> {
        match act {
            Act::File => self.file().await,
            Act::AskProof => self.ask_proof().await,
            Act::SendProof => self.send_proof().await,
            Act::Verify => self.verify().await,
            Act::Reject => self.reject().await,
            Act::Write => self.write().await,
            Act::NamePhysician => self.name_physician().await,
            Act::ConfirmPhysician => self.confirm_physician().await,
            Act::Withdraw => {
                let command = submission::Command::Withdraw;
                self.by_person(vec![command], SealedWrites::default()).await
            }
            Act::Route => self.route().await,
            Act::Print | Act::Post | Act::Deliver => self.mailroom(act).await,
            Act::Extend => self.extend().await,
            Act::HoldFile => self.hold_file().await,
            Act::Draft(outcome) => self.draft(outcome).await,
            Act::Approve => self.approve().await,
            Act::Send => self.send().await,
            Act::Collect => self.collect().await,
        }
    }

    /// The legal day.
    pub(super) fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.life.pack.zone()).date_naive()
    }

    pub(super) fn scope(&self) -> Scope {
        Scope::whole([self.life.controller().clone()])
    }

    /// A fresh handle.
    pub(super) fn item(&self) -> ItemId {
        ItemId(uuid_v7(self.now, &*self.engine.entropy))
    }

    pub(super) fn sealer(&self, owner: Owner) -> Sealer<'_> {
        let controller = self.life.controller().clone();
        Sealer::for_owner(
            self.teller.keyring.private(),
            controller,
            owner,
            &*self.engine.entropy,
        )
    }

    pub(super) async fn execute(
        &self,
        actor: ActorId,
        commands: Vec<Command>,
        writes: SealedWrites,
    ) -> anyhow::Result<()> {
        let controller = self.life.controller().clone();
        let order = Order::new(controller, self.scope(), actor, commands).sealing(writes);
        self.engine.execute(order).await?;
        Ok(())
    }

    pub(super) async fn by_person(
        &self,
        commands: Vec<submission::Command>,
        writes: SealedWrites,
    ) -> anyhow::Result<()> {
        self.execute(ActorId::person(), self.submission(commands), writes)
            .await
    }

    pub(super) fn submission(&self, commands: Vec<submission::Command>) -> Vec<Command> {
        let id = self.life.submission;
        let commands = commands.into_iter();
        commands
            .map(|command| Command::Submission(id, command))
            .collect()
    }

    /// Puts the bytes of documents under their handles, before the unit that names them.
    async fn documents(&self, writes: &mut SealedWrites) -> anyhow::Result<()> {
        for field in &mut writes.sealed {
            if field.kind == kinds::EVIDENCE {
                let bytes = std::mem::take(&mut field.bytes);
                let controller = self.life.controller();
                let store = &self.engine.store;
                store
                    .put_document(controller, field.item, self.now, bytes)
                    .await?;
            }
        }
        Ok(())
    }

    async fn file(&mut self) -> anyhow::Result<()> {
        let filing = self.filing()?;
        let (received, mut writes) = filing;
        self.documents(&mut writes).await?;
        let command = submission::Command::Receive(Box::new(received));
        self.by_person(vec![command], writes).await
    }

    fn filing(&self) -> anyhow::Result<(SubmissionReceived, SealedWrites)> {
        let life = &*self.life;
        let owner = Owner::submission(life.submission);
        let mut sealer = self.sealer(owner);
        let mut seal = |compartment, kind, item, bytes: &[u8]| {
            sealer.seal(compartment, Code::literal(kind), item, bytes)
        };
        let filer = self.item();
        let mut party: Party = life.filer.party.clone();
        party.address = life.by_post.then(|| life.filer.address.clone());
        seal(
            Compartment::Contact,
            kinds::FILER,
            filer,
            &to_bytes(&party)?,
        )?;
        let mut subject = None;
        if let Some(other) = &life.subject {
            let handle = self.item();
            seal(
                Compartment::Contact,
                kinds::SUBJECT,
                handle,
                &to_bytes(&other.party)?,
            )?;
            subject = Some(handle);
        }
        let contact = self.item();
        let reached = if life.by_post {
            Contact::Post {
                name: party.name.clone(),
                address: life.filer.address.clone(),
            }
        } else {
            Contact::Email(life.filer.email.clone())
        };
        seal(
            Compartment::Contact,
            kinds::CONTACT,
            contact,
            &to_bytes(&reached)?,
        )?;
        let mut written = None;
        if let Some(text) = life.request {
            let handle = self.item();
            let message = to_bytes(&Message {
                text: text.to_owned(),
            })?;
            for compartment in compartments_of(life) {
                let copy = copy_for(handle, &Code::literal(compartment.as_str()));
                seal(compartment, kinds::WORDS, copy, &message)?;
            }
            written = Some(handle);
        }
        let (answers, aware_on) = match self.complaint(&mut seal)? {
            Some((answers, aware_on)) => (Some(answers), Some(aware_on)),
            None => (None, None),
        };
        let mut documents = Vec::new();
        if let Some(card) = life.card.and_then(|card| self.teller.cards.get(card)) {
            let item = self.item();
            let hash = seal(Compartment::Identity, kinds::EVIDENCE, item, card)?;
            documents.push(DocumentRef {
                item,
                kind: Code::literal(IDENTITY),
                hash,
            });
        }
        let writes = store_writes(sealer.finish(), Vec::new());
        let received = SubmissionReceived {
            pack: pin_pack(&life.pack),
            calendar: self.engine.shelf.calendar_pin(&life.pack),
            channel: Channel::Portal,
            received_at: self.now,
            received_on: self.today(),
            language: life.language.clone(),
            seed: life.seed,
            reference: Code::new(life.reference.as_str().to_ascii_lowercase())?,
            person_key: life.code.derive(life.submission).public().0,
            capacity: life.capacity,
            requested: life.requested.clone(),
            filer,
            subject,
            contact_kind: if life.by_post {
                ContactKind::Post
            } else {
                ContactKind::Email
            },
            contact,
            words: written,
            documents,
            named_office: life.named_office.clone(),
            audience: None,
            questions: Questions {
                answers,
                aware_on,
                ..Questions::default()
            },
            access_code: None,
        };
        Ok((received, writes))
    }

    /// The desk that checks, and who does it there.
    fn checker(&self) -> anyhow::Result<(Compartment, ActorId)> {
        let life = &*self.life;
        let exercises: Vec<_> = life
            .matters
            .iter()
            .map(|m| (m.right.clone(), m.kind.clone()))
            .collect();
        let desk = life.pack.identity(&exercises).desk;
        let controller = life.controller();
        let by_office = || {
            let office = life.pack.desk(&desk)?.office.code();
            self.teller
                .staff
                .office(controller, office)
                .into_iter()
                .next()
        };
        let handler = self.teller.staff.handler(controller, desk.code());
        let member = handler
            .or_else(by_office)
            .context("nobody checks identity")?;
        let compartment = life.pack.compartment(&desk).as_str().parse()?;
        Ok((compartment, member.actor()))
    }

    async fn verify(&mut self) -> anyhow::Result<()> {
        let (_, actor) = self.checker()?;
        let method = if self.life.card.is_some() {
            "card"
        } else {
            "known"
        };
        let mut commands = Vec::new();
        if self.life.capacity != Capacity::Own {
            let method = match self.life.capacity {
                Capacity::Parent => "parentage",
                _ => "lawyer",
            };
            let method = Code::literal(method);
            commands.push(submission::Command::ProveAuthority { method });
        }
        commands.push(submission::Command::EstablishIdentity {
            method: Code::literal(method),
            attestation: None,
        });
        self.execute(actor, self.submission(commands), SealedWrites::default())
            .await
    }

    async fn reject(&mut self) -> anyhow::Result<()> {
        let (compartment, actor) = self.checker()?;
        let item = self.item();
        let mut sealer = self.sealer(Owner::submission(self.life.submission));
        let message = Message {
            text: self.life.words.no_proof.to_owned(),
        };
        sealer.seal(
            compartment,
            Code::literal(kinds::REASON),
            item,
            &to_bytes(&message)?,
        )?;
        let writes = store_writes(sealer.finish(), Vec::new());
        let command = submission::Command::RejectIdentity {
            ground: Code::literal("no-proof"),
            reason: Some(item),
        };
        self.execute(actor, self.submission(vec![command]), writes)
            .await
    }

    async fn ask_proof(&mut self) -> anyhow::Result<()> {
        let (_, actor) = self.checker()?;
        let life = &*self.life;
        let (item, day) = (self.item(), self.today());
        let mut sealer = self.sealer(Owner::submission(life.submission));
        let message = Message {
            text: life.words.proof.to_owned(),
        };
        let kind = Code::literal(kinds::MESSAGE_OUT);
        sealer.seal(Compartment::General, kind, item, &to_bytes(&message)?)?;
        let person = life.code.derive(life.submission).public();
        sealer.wrap_for_person(Compartment::General, &person)?;
        let writes = store_writes(sealer.finish(), Vec::new());
        let template = Code::literal(MESSAGE_WAITING);
        let channel = if life.by_post {
            DispatchChannel::Letter
        } else {
            DispatchChannel::Mail
        };
        let mut commands = self.submission(vec![
            submission::Command::SendMessage { item },
            submission::Command::AskIdentity {
                question: item,
                day,
                doubt: Code::literal("no-copy"),
            },
            submission::Command::Dispatch(DispatchCommand::Order {
                dispatch: dispatch_id(EventId(item.0), life.submission.0, &template),
                channel,
                template,
                language: life.language.clone(),
                office: None,
                not_before: self.now,
                items: vec![item],
            }),
        ]);
        for matter in &life.matters {
            let clock = life.pack.clock(&matter.right, &matter.kind);
            if clock.limit.suspension() != SuspensionRule::Ignored {
                let pause = case::Command::Pause {
                    cause: Code::literal(PAUSE_IDENTITY),
                    day,
                    evidence: Some(item),
                };
                commands.push(Command::Case(matter.case, pause));
            }
        }
        self.execute(actor, commands, writes).await
    }

    async fn send_proof(&mut self) -> anyhow::Result<()> {
        let card = self
            .teller
            .cards
            .first()
            .context("there are no specimen cards")?;
        let item = self.item();
        let mut sealer = self.sealer(Owner::submission(self.life.submission));
        let kind = Code::literal(kinds::EVIDENCE);
        let hash = sealer.seal(Compartment::Identity, kind, item, card)?;
        let mut writes = store_writes(sealer.finish(), Vec::new());
        self.documents(&mut writes).await?;
        let documents = vec![DocumentRef {
            item,
            kind: Code::literal(IDENTITY),
            hash,
        }];
        let command = submission::Command::ReceiveEvidence { documents };
        self.by_person(vec![command], writes).await
    }

    async fn write(&mut self) -> anyhow::Result<()> {
        let item = self.item();
        let mut sealer = self.sealer(Owner::submission(self.life.submission));
        let message = Message {
            text: self.life.message.to_owned(),
        };
        let kind = Code::literal(kinds::MESSAGE_IN);
        for compartment in compartments_of(self.life) {
            let copy = copy_for(item, &Code::literal(compartment.as_str()));
            sealer.seal(compartment, kind.clone(), copy, &to_bytes(&message)?)?;
        }
        let writes = store_writes(sealer.finish(), Vec::new());
        self.by_person(vec![submission::Command::ReceiveMessage { item }], writes)
            .await
    }

    /// To the desk that keeps the kind of file.
    async fn route(&mut self) -> anyhow::Result<()> {
        let life = &*self.life;
        let controller = life.controller();
        for matter in life
            .matters
            .iter()
            .filter(|matter| matter.way == Way::Person)
        {
            let desk = matter.desk.clone();
            let actor = self.at_desk(&desk).context("nobody is at the desk")?;
            let command = case::Command::Route {
                desk,
                office: None,
                via: RouteVia::Desk,
                rule: None,
            };
            let command = Command::Case(matter.case, command);
            self.execute(actor, vec![command], SealedWrites::default())
                .await
                .with_context(|| format!("{controller} {} {}", matter.right, matter.kind))?;
        }
        Ok(())
    }

    /// Whoever works at a desk: its handler, or the head of a closed one.
    pub(super) fn at_desk(&self, desk: &Code) -> Option<ActorId> {
        let controller = self.life.controller();
        let staff = &self.teller.staff;
        let head = || {
            let desk = self.life.pack.desk(&desk.clone().into())?;
            staff
                .office(controller, desk.office.code())
                .into_iter()
                .next()
        };
        let member = staff.handler(controller, desk).or_else(head);
        member.map(super::staff::Member::actor)
    }

    async fn hold_file(&mut self) -> anyhow::Result<()> {
        for matter in &self.life.matters {
            let actor = self
                .at_desk(&matter.desk)
                .context("nobody is at the desk")?;
            let command = case::Command::SetLegalHold {
                cause: Code::literal("court"),
            };
            let command = Command::Case(matter.case, command);
            self.execute(actor, vec![command], SealedWrites::default())
                .await?;
        }
        Ok(())
    }

    async fn collect(&mut self) -> anyhow::Result<()> {
        let answers = self
            .life
            .matters
            .iter()
            .filter_map(|m| Some((m.case, m.answer?)));
        let commands = answers
            .map(|(case, answer)| submission::Command::Collect { case, answer })
            .collect();
        self.by_person(commands, SealedWrites::default()).await
    }

    /// The undo window of the organisation.
    pub(super) fn undo_window(&self) -> TimeDelta {
        let minutes = self.life.pack.provisions().working.undo_window_minutes;
        TimeDelta::minutes(i64::from(minutes))
    }
}

/// The compartments of the desks that a life's matters stand at.
fn compartments_of(life: &Life) -> BTreeSet<Compartment> {
    life.matters
        .iter()
        .map(|matter| matter.compartment)
        .collect()
}
