//! What stands beside the ordinary course of the story: extensions with their notice, physicians,
//! what a complaint says, and incidents. As the pages do it.

use anyhow::Context as _;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use habeas_case::{
    CaseEvent, DispatchChannel, DispatchCommand, ExtensionOrder, IncidentOpened, PartyStep,
    case::{self, PHYSICIAN, to_physician},
    dispatch_id,
    obligation::{self, AUTHORITY_REQUEST, BREACH, causes, home, triggers},
    submission,
};
use habeas_dossier::{
    Message, Physician, PostalAddress, QuestionAnswers,
    compose::{ExtensionNotice, templates},
    copy_for, kinds, to_bytes, why,
};
use habeas_engine::{Command, Engine, Loaded, Order, pin_pack, store_writes};
use habeas_envelope::{
    ActorId, Code, EventId, Hash32, IncidentId, ItemId, Scope, StreamRef, uuid_v7,
};
use habeas_language::Locale;
use habeas_regime::{Ask, Pack};
use habeas_vault::{Compartment, Owner, Sealer, VaultError};

use super::{
    clock::Moment,
    plan::Matter,
    tell::{Scene, Teller},
    words::words,
};

/// A number as RIZIV and INAMI give them, of nobody.
const NUMBER: &str = "1-68682-01-140";

impl Scene<'_> {
    /// Orders an extension of every case that can be extended, with its notice.
    pub(super) async fn extend(&mut self) -> anyhow::Result<()> {
        let life = &*self.life;
        for matter in &life.matters {
            let clock = life.pack.clock(&matter.right, &matter.kind);
            if let Some(ground) = clock.extension_grounds.first() {
                self.extend_one(matter, ground.code()).await?;
            }
        }
        Ok(())
    }

    async fn extend_one(&self, matter: &Matter, ground: &Code) -> anyhow::Result<()> {
        let life = &*self.life;
        let actor = self
            .at_desk(&matter.desk)
            .context("nobody is at the desk")?;
        let text = self.notice(matter, ground, &actor).await?;
        let (reason, notice) = (self.item(), self.item());
        let mut of_case = self.sealer(Owner::case(matter.case));
        let why = to_bytes(&Message {
            text: life.words.longer.to_owned(),
        })?;
        let kind = Code::literal(kinds::REASON);
        of_case.seal(matter.compartment, kind, reason, &why)?;
        let mut of_submission = self.sealer(Owner::submission(life.submission));
        let kind = Code::literal(kinds::MESSAGE_OUT);
        let told = to_bytes(&Message { text })?;
        of_submission.seal(matter.compartment, kind, notice, &told)?;
        let person = life.code.derive(life.submission).public();
        of_submission.wrap_for_person(matter.compartment, &person)?;
        let template = Code::literal(templates::EXTENSION_NOTICE);
        let dispatch = dispatch_id(EventId(notice.0), matter.case.0, &template);
        let of_the_case = |command| Command::Case(matter.case, command);
        let mut commands = vec![
            of_the_case(case::Command::OrderExtension(ExtensionOrder {
                ground: ground.clone(),
                reason,
                notice,
                dispatch,
            })),
            of_the_case(case::Command::Dispatch(DispatchCommand::Order {
                dispatch,
                channel: if life.by_post {
                    DispatchChannel::Letter
                } else {
                    DispatchChannel::Mail
                },
                template,
                language: life.language.clone(),
                office: None,
                not_before: self.now,
                items: vec![notice],
            })),
        ];
        if !life.by_post {
            commands
                .extend(self.submission(vec![submission::Command::SendMessage { item: notice }]));
        }
        let mut writes = store_writes(of_case.finish(), Vec::new());
        let more = store_writes(of_submission.finish(), Vec::new());
        writes.sealed.extend(more.sealed);
        writes.wraps.extend(more.wraps);
        self.execute(actor, commands, writes).await
    }

    /// The text of the notice, with the date that holds once it has left today.
    async fn notice(
        &self,
        matter: &Matter,
        ground: &Code,
        actor: &ActorId,
    ) -> anyhow::Result<String> {
        let life = &*self.life;
        let controller = life.controller();
        let stream = StreamRef::case(controller.clone(), matter.case);
        let loaded = Loaded::read(&self.engine.store.load(&self.scope(), &[stream]).await?)?;
        let state = loaded.case(matter.case).context("the case is not there")?;
        let bound = self.engine.shelf.bind_case(controller, state)?;
        let ctx = bound.context(self.now, actor);
        let extended = CaseEvent::ClockExtended {
            ground: ground.clone(),
            reason: ItemId(uuid::Uuid::nil()),
            day: self.today(),
            evidence: None,
        };
        let locale = Locale::from_tag(life.language.as_str()).unwrap_or_default();
        let then = state.supposing([extended], &ctx);
        let account = why::of_case(locale, &then, &ctx);
        let until = account.as_ref().and_then(|account| account.due);
        let account = account.map(|account| account.for_person());
        let law = state.law(&ctx).context("the case has no clock")?;
        let citation = law.limit.extension().map(|rule| rule.citation.as_str());
        let notice = ExtensionNotice {
            pack: &bound.pack,
            exercise: &(matter.right.clone(), matter.kind.clone()),
            citation: citation.unwrap_or_else(|| law.citation()),
            received_on: state.received_on().context("it was never received")?,
            ground,
            reason: life.words.longer,
            until,
            account: account.as_ref(),
        };
        Ok(notice.text(locale))
    }

    /// The person says who their physician is, to the desks that give a file to one.
    pub(super) async fn name_physician(&mut self) -> anyhow::Result<()> {
        let life = &*self.life;
        let item = self.item();
        let mut sealer = self.sealer(Owner::submission(life.submission));
        let said = to_bytes(&self.physician(None))?;
        let mut places: Vec<Compartment> = Vec::new();
        for matter in self.with_physician() {
            if !places.contains(&matter.compartment) {
                places.push(matter.compartment);
            }
        }
        for place in places {
            let copy = copy_for(item, &Code::literal(place.as_str()));
            sealer.seal(place, Code::literal(kinds::PHYSICIAN), copy, &said)?;
        }
        let writes = store_writes(sealer.finish(), Vec::new());
        let command = submission::Command::NameParty {
            role: Code::literal(PHYSICIAN),
            item: Some(item),
        };
        self.by_person(vec![command], writes).await
    }

    /// The desk has looked the physician up.
    pub(super) async fn confirm_physician(&mut self) -> anyhow::Result<()> {
        for matter in self.with_physician() {
            let actor = self
                .at_desk(&matter.desk)
                .context("nobody is at the desk")?;
            let item = self.item();
            let mut sealer = self.sealer(Owner::case(matter.case));
            let found = to_bytes(&self.physician(Some(NUMBER)))?;
            let kind = Code::literal(kinds::PHYSICIAN);
            sealer.seal(matter.compartment, kind, item, &found)?;
            let writes = store_writes(sealer.finish(), Vec::new());
            let command = case::Command::ChangeParty {
                role: Code::literal(PHYSICIAN),
                step: PartyStep::Confirmed,
                item: Some(item),
            };
            self.execute(actor, vec![Command::Case(matter.case, command)], writes)
                .await?;
        }
        Ok(())
    }

    fn with_physician(&self) -> impl Iterator<Item = &Matter> {
        let life = &*self.life;
        let goes = |m: &&Matter| to_physician(&life.pack, &m.right, &m.kind);
        life.matters.iter().filter(goes)
    }

    fn physician(&self, number: Option<&str>) -> Physician {
        let invented = &self.life.physician;
        Physician {
            name: invented.party.name.clone(),
            town: invented.address.town.clone(),
            address: number.map(|_| PostalAddress {
                country: String::new(),
                ..invented.address.clone()
            }),
            number: number.map(str::to_owned),
        }
    }

    /// What a complaint says, sealed for its desk, and when the person became aware of what it is
    /// about; nothing where none is filed.
    pub(super) fn complaint(
        &self,
        seal: &mut impl FnMut(Compartment, &'static str, ItemId, &[u8]) -> Result<Hash32, VaultError>,
    ) -> anyhow::Result<Option<(ItemId, NaiveDate)>> {
        let life = &*self.life;
        let asks = |m: &&Matter| life.pack.asks(&m.right, &m.kind).contains(&Ask::Reason);
        let Some(matter) = life.matters.iter().find(asks) else {
            return Ok(None);
        };
        let aware = self.today() - Days::new(20);
        let [reason, wanted] = life.words.complaint;
        let said = [
            (Ask::Reason, reason.to_owned()),
            (Ask::MeasuresWanted, wanted.to_owned()),
            (Ask::AwareOn, aware.to_string()),
        ];
        let answers = said.map(|(ask, text)| (ask.as_str().to_owned(), text));
        let answers = QuestionAnswers {
            answers: answers.into_iter().collect(),
        };
        let item = self.item();
        let copy = copy_for(item, &Code::literal(matter.compartment.as_str()));
        seal(
            matter.compartment,
            kinds::ANSWERS,
            copy,
            &to_bytes(&answers)?,
        )?;
        Ok(Some((item, aware)))
    }
}

impl Teller {
    /// Records a few incidents of the last days, of whoever has duties about them: a breach that is
    /// fresh, one of which somebody was told, and an authority's request.
    ///
    /// # Errors
    /// When one is refused.
    pub(crate) async fn incidents(&self, now: DateTime<Utc>) -> anyhow::Result<()> {
        let shelf = &self.engine.shelf;
        let packs = shelf.packs().controllers();
        let packs: Vec<&std::sync::Arc<Pack>> = packs.filter_map(|c| shelf.current(c)).collect();
        let with = |trigger: &'static str| {
            let has = move |pack: &&&std::sync::Arc<Pack>| triggers(pack).contains(&trigger);
            packs.iter().filter(has).copied().collect::<Vec<_>>()
        };
        let (breaches, requests) = (with(BREACH), with(AUTHORITY_REQUEST));
        if let Some(pack) = breaches.first() {
            self.incident(pack, BREACH, now, TimeDelta::hours(20), false)
                .await?;
        }
        if let Some(pack) = breaches.last() {
            self.incident(pack, BREACH, now, TimeDelta::hours(60), true)
                .await?;
        }
        if let Some(pack) = requests.last() {
            self.incident(pack, AUTHORITY_REQUEST, now, TimeDelta::hours(26), false)
                .await?;
        }
        Ok(())
    }

    async fn incident(
        &self,
        pack: &Pack,
        trigger: &'static str,
        now: DateTime<Utc>,
        ago: TimeDelta,
        told: bool,
    ) -> anyhow::Result<()> {
        let controller = pack.controller().clone();
        let officer = self.staff.role(&controller, "dpo");
        let actor = officer.context("nobody is the officer")?.actor();
        let engine = Engine {
            clock: std::sync::Arc::new(Moment(now)),
            ..self.engine.clone()
        };
        let fresh = || uuid_v7(now, &*engine.entropy);
        let (id, item) = (IncidentId(fresh()), ItemId(fresh()));
        let stream = StreamRef::incident(controller.clone(), id);
        let owner = Owner::of_stream(&stream).context("an incident has sealed content")?;
        let private = self.keyring.private();
        let mut sealer = Sealer::for_owner(private, controller.clone(), owner, &*engine.entropy);
        let language = pack.provisions().controller.languages.first();
        let words = words(language.map_or("en", String::as_str));
        let text = match trigger {
            BREACH => words.breach,
            _ => words.authority,
        };
        let what = to_bytes(&Message {
            text: text.to_owned(),
        })?;
        sealer.seal(
            Compartment::General,
            Code::literal(kinds::INCIDENT),
            item,
            &what,
        )?;
        let learned_at = now - ago;
        let (desk, office) = home(pack);
        let opened = IncidentOpened {
            pack: pin_pack(pack),
            calendar: engine.shelf.calendar_pin(pack),
            trigger: Code::literal(trigger),
            cause: causes(trigger).first().copied().map(Code::literal),
            desk,
            office,
            learned_at,
            learned_on: learned_at.with_timezone(&pack.zone()).date_naive(),
            what: item,
        };
        let mut commands = vec![obligation::Command::Open(Box::new(opened))];
        let duties = pack.provisions().obligations.iter();
        let first = duties.filter(|duty| duty.trigger == trigger).find(|_| told);
        commands.extend(first.map(|duty| obligation::Command::Tell {
            duty: duty.id.code().clone(),
            at: learned_at + TimeDelta::hours(5),
            evidence: None,
        }));
        let commands = commands.into_iter();
        let commands = commands.map(|command| Command::Obligation(id, command));
        let scope = Scope::whole([controller.clone()]);
        let order = Order::new(controller, scope, actor, commands.collect());
        let writes = store_writes(sealer.finish(), Vec::new());
        engine.execute(order.sealing(writes)).await?;
        Ok(())
    }
}
