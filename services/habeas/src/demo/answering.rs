//! How staff of the story write, approve and send answers.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use habeas_case::{Part, PartOutcome, case};
use habeas_dossier::{AnswerContent, Message, copy_for, kinds, to_bytes};
use habeas_engine::{Command, Loaded, SealedWrites, store_writes};
use habeas_envelope::{ActorId, Code, StreamRef};
use habeas_regime::{OfficeId, Recipient};
use habeas_vault::{AnswerCode, Compartment, Owner};

use super::{
    plan::{Matter, Way},
    tell::Scene,
    words::Words,
};

impl Scene<'_> {
    /// The cases that are answered now.
    fn answered(&self) -> Vec<usize> {
        let matters = self.life.matters.iter().enumerate();
        matters
            .filter(|(_, matter)| !matter.lags)
            .map(|(place, _)| place)
            .collect()
    }

    pub(super) async fn draft(&mut self, outcome: PartOutcome) -> anyhow::Result<()> {
        for place in self.answered() {
            let matter = &self.life.matters[place];
            let author = self.author(matter)?;
            let grounds = self.ground(matter);
            let outcome = match outcome {
                PartOutcome::Refused | PartOutcome::Partly if grounds.is_none() => {
                    PartOutcome::Granted
                }
                outcome => outcome,
            };
            let refuses = matches!(outcome, PartOutcome::Refused | PartOutcome::Partly);
            let mut sealer = self.sealer(Owner::case(matter.case));
            let mut reason = None;
            if refuses {
                let item = self.item();
                let message = Message {
                    text: self.life.words.reason.to_owned(),
                };
                let kind = Code::literal(kinds::REASON);
                sealer.seal(matter.compartment, kind, item, &to_bytes(&message)?)?;
                reason = Some(item);
            }
            let draft = self.item();
            let content = AnswerContent {
                language: self.life.language.to_string(),
                text: text(self.life.words, outcome).to_owned(),
                attachments: Vec::new(),
                parts: Vec::new(),
            };
            let kind = Code::literal(kinds::DRAFT);
            let hash = sealer.seal(matter.compartment, kind, draft, &to_bytes(&content)?)?;
            let writes = store_writes(sealer.finish(), Vec::new());
            let answer = self.life.pack.answer(&matter.right, &matter.kind);
            let recipient = match answer.data_to {
                Recipient::Subject => "subject",
                // Nobody of the story names a physician: the head doctor releases the file.
                Recipient::AttendingPhysician if answer.may_release_directly => "subject",
                Recipient::AttendingPhysician => "physician",
            };
            let part = Part {
                what: matter.kind.code().clone(),
                outcome,
                ground: grounds.filter(|_| refuses),
                reason,
                holder: addressee(matter),
                compartment: Code::literal(matter.compartment.as_str()),
                recipient: Code::literal(recipient),
            };
            let command = case::Command::Draft {
                draft,
                content: hash,
                parts: vec![part],
            };
            let command = Command::Case(matter.case, command);
            self.execute(author, vec![command], writes).await?;
            self.life.matters[place].draft = Some((draft, hash));
        }
        Ok(())
    }

    pub(super) async fn approve(&mut self) -> anyhow::Result<()> {
        for place in self.answered() {
            let matter = &self.life.matters[place];
            let (draft, content) = matter.draft.context("nothing is drafted")?;
            let author = self.author(matter)?;
            let approval = self.life.pack.approval(&matter.right, &matter.kind);
            let office = approval.context("nobody approves")?.approves.code();
            let holders = self.teller.staff.office(self.life.controller(), office);
            let approver = holders
                .into_iter()
                .map(super::staff::Member::actor)
                .find(|actor| *actor != author);
            let approver = approver.context("nobody but the author approves")?;
            let command = case::Command::Approve { draft, content };
            let command = Command::Case(matter.case, command);
            self.execute(approver, vec![command], SealedWrites::default())
                .await?;
        }
        Ok(())
    }

    pub(super) async fn send(&mut self) -> anyhow::Result<()> {
        let hold_until = self.now + self.undo_window();
        for place in self.answered() {
            let matter = &self.life.matters[place];
            let (draft, _) = matter.draft.context("nothing is drafted")?;
            let author = self.author(matter)?;
            let person = self.life.code.derive(self.life.submission).public();
            let code = AnswerCode::generate(&*self.engine.entropy);
            let public = code.derive(matter.case.0).public();
            let mut sealer = self.sealer(Owner::case(matter.case));
            let answer = self.item();
            let content = AnswerContent {
                language: self.life.language.to_string(),
                text: self.as_drafted(matter).await?,
                attachments: Vec::new(),
                parts: Vec::new(),
            };
            let kind = Code::literal(kinds::ANSWER);
            let hash = sealer.seal(Compartment::Answer, kind, answer, &to_bytes(&content)?)?;
            sealer.wrap_for_answer(Compartment::Answer, &person, &public)?;
            sealer.seal(
                Compartment::Mail,
                Code::literal(kinds::ANSWER_CODE),
                copy_for(answer, &Code::literal("mail")),
                code.to_text().as_bytes(),
            )?;
            let writes = store_writes(sealer.finish(), Vec::new());
            let command = case::Command::OrderAnswer {
                draft,
                answer,
                content: hash,
                answer_key: public.0,
                hold_until: self.before_midnight(hold_until),
            };
            let command = Command::Case(matter.case, command);
            self.execute(author, vec![command], writes).await?;
            self.life.matters[place].answer = Some(answer);
        }
        Ok(())
    }

    /// A hold does not reach into the next day, which may be one too late.
    fn before_midnight(&self, hold_until: DateTime<Utc>) -> DateTime<Utc> {
        let zone = self.life.pack.zone();
        let same_day = hold_until.with_timezone(&zone).date_naive() == self.today();
        if same_day { hold_until } else { self.now }
    }

    /// What the draft says, its reason following, as the decision tells it.
    async fn as_drafted(&self, matter: &Matter) -> anyhow::Result<String> {
        let stream = StreamRef::case(self.life.controller().clone(), matter.case);
        let loaded = Loaded::read(&self.engine.store.load(&self.scope(), &[stream]).await?)?;
        let state = loaded.case(matter.case).context("the case is not there")?;
        let parts = state
            .draft
            .as_ref()
            .map(|draft| &draft.parts[..])
            .unwrap_or_default();
        let part = parts.first().context("the draft decides nothing")?;
        let words = self.life.words;
        let mut text = text(words, part.outcome).to_owned();
        if part.reason.is_some() {
            text.push_str("\n\n");
            text.push_str(words.reason);
        }
        Ok(text)
    }

    /// Who writes: the handler of an open desk, else the holder of the office that decides.
    fn author(&self, matter: &Matter) -> anyhow::Result<ActorId> {
        let controller = self.life.controller();
        if let Some(handler) = self.teller.staff.handler(controller, &matter.desk) {
            return Ok(handler.actor());
        }
        let office = self.decider(matter).context("nobody decides")?;
        let holders = self.teller.staff.office(controller, office.code());
        let holder = holders
            .first()
            .context("the office that decides is empty")?;
        Ok(holder.actor())
    }

    fn decider(&self, matter: &Matter) -> Option<OfficeId> {
        let addressee = addressee(matter).map(OfficeId::from);
        let pack = &self.life.pack;
        pack.decider(&matter.right, &matter.kind, addressee.as_ref())
            .cloned()
    }

    /// A ground on which this may be refused, but those for who is not known.
    fn ground(&self, matter: &Matter) -> Option<Code> {
        let office = addressee(matter).map(OfficeId::from).or_else(|| {
            let approval = self.life.pack.approval(&matter.right, &matter.kind)?;
            Some(approval.decides.clone())
        })?;
        let mut grounds = self
            .life
            .pack
            .refusal_grounds(&matter.right, &matter.kind, &office);
        grounds
            .find(|ground| ground.id.code() != "identity-not-established")
            .map(|ground| ground.id.code().clone())
    }
}

/// The office that the letter went to.
fn addressee(matter: &Matter) -> Option<Code> {
    match &matter.way {
        Way::Letter(office) => Some(office.clone()),
        Way::Desk | Way::Person => None,
    }
}

fn text(words: &Words, outcome: PartOutcome) -> &'static str {
    match outcome {
        PartOutcome::Refused => words.refused,
        PartOutcome::Partly => words.partly,
        PartOutcome::NotHeld => words.not_held,
        _ => words.granted,
    }
}
