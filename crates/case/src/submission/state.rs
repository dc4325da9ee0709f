use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{CaseId, Code, ItemId, SubmissionId};
use habeas_regime::{FileKind, Requested, RequestedKinds, Right};
use habeas_timelimit::{Facts, compute_dates};

use crate::{
    Alarm, Capacity, CaseRef, CloseReason, Context, DocumentRef, EVERYTHING, Meta, Outgoing,
    RowView, SubmissionClass, SubmissionEvent, SubmissionReceived, Waiting,
};

/// How far the question who the person is has come.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum IdentityState {
    /// Nobody has looked yet.
    #[default]
    Unseen,
    /// Somebody of this desk must look.
    Checking {
        /// The desk.
        desk: Code,
    },
    /// Settled.
    Established {
        /// How.
        method: Code,
    },
    /// Could not be settled.
    Rejected {
        /// Why.
        ground: Code,
    },
}

/// A submission, as its events tell.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Submission {
    /// What was filed; nothing before the first event.
    pub received: Option<Box<SubmissionReceived>>,
    /// The number of the last event.
    pub version: u64,
    /// The legal day of receipt, when it was corrected.
    pub corrected_receipt: Option<NaiveDate>,
    /// What it is.
    pub class: Option<SubmissionClass>,
    /// The cases it opened.
    pub cases: Vec<CaseRef>,
    /// Who the person is.
    pub identity: IdentityState,
    /// Questions asked about who the person is, with their days.
    pub identity_questions: Vec<(ItemId, NaiveDate)>,
    /// Whether something came in of the person since the last question.
    pub question_answered: bool,
    /// Reminders of questions that went.
    pub rung: Vec<Code>,
    /// The legal day of the last reminder of the last question.
    pub reminded_on: Option<NaiveDate>,
    /// Whether the desk was asked to close, as the last question stays unanswered.
    pub closure_proposed: bool,
    /// The legal day on which proof, or an answer to a question, came in that nobody has looked at yet.
    pub unseen_evidence: Option<NaiveDate>,
    /// The legal day on which identity was last settled or rejected.
    pub identity_decided_on: Option<NaiveDate>,
    /// Whether the filer's authority is proven, where one is needed.
    pub authority: Option<bool>,
    /// Whether its cases stand where they are answered.
    pub handed_over: bool,
    /// What the person wrote.
    pub messages_in: Vec<ItemId>,
    /// The legal day on which the person wrote what nobody has read or answered yet.
    pub unread_message: Option<NaiveDate>,
    /// What the house wrote.
    pub messages_out: Vec<ItemId>,
    /// What the person handed in, from the beginning.
    pub documents: Vec<DocumentRef>,
    /// Further parties the person named, the last of each role: role, handle of who; no handle
    /// when they have none.
    pub parties: Vec<(Code, Option<ItemId>)>,
    /// Answers collected.
    pub collected: BTreeSet<(CaseId, ItemId)>,
    /// The legal days on which they were.
    pub collected_on: BTreeMap<(CaseId, ItemId), NaiveDate>,
    /// Whether the contact is proven.
    pub contact_proven: bool,
    /// The last date the person was told.
    pub told: Option<NaiveDate>,
    /// What left the house.
    pub outgoing: Outgoing,
    /// Whether the person took it back.
    pub withdrawn: bool,
    /// Why it is closed.
    pub closed: Option<CloseReason>,
    /// Since when it waits for what it waits for now.
    pub waiting_since: DateTime<Utc>,
}

/// The state after one more event. Never panics, whatever the sequence; before the submission was
/// received nothing changes but the version.
pub fn apply(state: &mut Submission, meta: &Meta, event: &SubmissionEvent) {
    let before = state.waiting();
    state.version = meta.seq;
    if state.received.is_none() && !matches!(event, SubmissionEvent::Received(_)) {
        return;
    }
    match event {
        SubmissionEvent::Received(received) => {
            if state.received.is_none() {
                state.documents.clone_from(&received.documents);
                state.received = Some(received.clone());
            }
        }
        SubmissionEvent::Classified { class, cases, .. } => {
            state.class = Some(*class);
            for case in cases {
                if !state.cases.contains(case) {
                    state.cases.push(case.clone());
                }
            }
        }
        SubmissionEvent::IdentityCheckOpened { desk, .. } => {
            state.identity = IdentityState::Checking { desk: desk.clone() };
            // A check that is opened again opens the submission again.
            state.closed = None;
        }
        SubmissionEvent::IdentityEstablished { method, .. } => {
            state.identity = IdentityState::Established {
                method: method.clone(),
            };
            state.identity_decided_on = Some(meta.legal_day);
            state.unseen_evidence = None;
        }
        SubmissionEvent::IdentityRejected { ground, .. } => {
            state.identity = IdentityState::Rejected {
                ground: ground.clone(),
            };
            state.identity_decided_on = Some(meta.legal_day);
            state.unseen_evidence = None;
        }
        SubmissionEvent::IdentityQuestionAsked { question, day, .. } => {
            state.identity_questions.push((*question, *day));
            state.unseen_evidence = None;
            (state.question_answered, state.closure_proposed) = (false, false);
            state.reminded_on = None;
        }
        SubmissionEvent::IdentityReminded {
            alarm, overtook, ..
        } => {
            state.rung.extend(overtook.iter().cloned());
            state.rung.push(alarm.clone());
            state.reminded_on = Some(meta.legal_day);
        }
        SubmissionEvent::IdentityClosureProposed { .. } => state.closure_proposed = true,
        SubmissionEvent::IdentityEvidenceReceived { documents } => {
            answered(state, meta.legal_day);
            for document in documents {
                if !state.documents.contains(document) {
                    state.documents.push(document.clone());
                }
            }
            state.unseen_evidence.get_or_insert(meta.legal_day);
        }
        SubmissionEvent::AuthorityAsked { .. } => state.authority = Some(false),
        SubmissionEvent::AuthorityProven { .. } => state.authority = Some(true),
        SubmissionEvent::AuthorityRefused { .. } | SubmissionEvent::AuthorityEnded => {
            state.authority = Some(false);
        }
        SubmissionEvent::HandedOver => state.handed_over = true,
        SubmissionEvent::MessageReceived { item } => {
            state.messages_in.push(*item);
            state.unread_message.get_or_insert(meta.legal_day);
            answered(state, meta.legal_day);
        }
        SubmissionEvent::MessageSent { item } => {
            state.messages_out.push(*item);
            state.unread_message = None;
        }
        SubmissionEvent::MessageOpened { item } => {
            if state.messages_in.contains(item) {
                state.unread_message = None;
            }
        }
        SubmissionEvent::DocumentReceived { document } => {
            state.documents.push(document.clone());
            answered(state, meta.legal_day);
        }
        SubmissionEvent::PartyNamed { role, item } => {
            state.parties.retain(|(known, _)| known != role);
            state.parties.push((role.clone(), *item));
        }
        SubmissionEvent::Withdrawn => state.withdrawn = true,
        SubmissionEvent::AnswerCollected { case, answer } => {
            state.collected.insert((*case, *answer));
            state
                .collected_on
                .entry((*case, *answer))
                .or_insert(meta.legal_day);
        }
        SubmissionEvent::ContactProven { .. } => state.contact_proven = true,
        SubmissionEvent::DateTold { day } => state.told = Some(*day),
        SubmissionEvent::ReceiptCorrected { day, .. } => state.corrected_receipt = Some(*day),
        SubmissionEvent::Dispatch(event) => state.outgoing.apply(meta, event),
        SubmissionEvent::Closed { reason } => state.closed = Some(*reason),
        SubmissionEvent::KeysDestroyed { .. } => {}
    }
    if state.waiting() != before || meta.seq <= 1 {
        state.waiting_since = meta.recorded_at;
    }
}

/// Whatever comes of the person ends the reminders of a question and what they led to, and is
/// looked at as proof is: words may answer the question as well as a document.
fn answered(state: &mut Submission, day: NaiveDate) {
    let checking = matches!(state.identity, IdentityState::Checking { .. });
    if checking && !state.identity_questions.is_empty() {
        state.unseen_evidence.get_or_insert(day);
    }
    (state.question_answered, state.closure_proposed) = (true, false);
}

impl Submission {
    /// The state after these events.
    #[must_use]
    pub fn replay<'a>(events: impl IntoIterator<Item = (&'a Meta, &'a SubmissionEvent)>) -> Self {
        let mut state = Self::default();
        for (meta, event) in events {
            apply(&mut state, meta, event);
        }
        state
    }

    /// The legal day of receipt.
    #[must_use]
    pub fn received_on(&self) -> Option<NaiveDate> {
        self.corrected_receipt
            .or(self.received.as_ref().map(|r| r.received_on))
    }

    /// Whether it was closed because the person's identity could not be settled: proof that comes
    /// in later opens it again.
    #[must_use]
    pub fn closed_for_want_of_proof(&self) -> bool {
        self.closed == Some(CloseReason::IdentityNotEstablished)
    }

    /// Whether proof came in after it was closed for want of it.
    #[must_use]
    pub fn proof_came_afterwards(&self) -> bool {
        self.closed_for_want_of_proof() && self.unseen_evidence.is_some() && !self.withdrawn
    }

    /// Whether identity is settled.
    #[must_use]
    pub fn identity_established(&self) -> bool {
        matches!(self.identity, IdentityState::Established { .. })
    }

    /// Whether the filer acts for somebody else, or was asked whether they may, and has not proven
    /// that they may: until then nothing of the file goes to them.
    #[must_use]
    pub fn authority_open(&self) -> bool {
        let own = (self.received.as_ref()).is_some_and(|r| r.capacity == Capacity::Own);
        !self.authority.unwrap_or(own)
    }

    /// How far the question has come whether the filer may act for somebody else, as a word; none
    /// where nobody has to ask.
    #[must_use]
    pub fn authority_word(&self) -> Option<&'static str> {
        match (self.authority, &self.identity) {
            (Some(true), _) => Some("proven"),
            (Some(false), IdentityState::Rejected { .. }) => Some("refused"),
            (Some(false), _) => Some("asked"),
            (None, _) => self.authority_open().then_some("open"),
        }
    }

    /// Whom the person named last in this role: a handle, or that they have none; nothing when
    /// they have not said.
    #[must_use]
    pub fn named(&self, role: &Code) -> Option<Option<ItemId>> {
        let mut parties = self.parties.iter();
        parties
            .find(|(known, _)| known == role)
            .map(|(_, item)| *item)
    }

    /// Where it stands, as a word.
    #[must_use]
    pub fn status(&self) -> &'static str {
        if self.withdrawn {
            return "withdrawn";
        }
        if self.closed.is_some() {
            return "closed";
        }
        match (&self.class, &self.identity) {
            (None, _) => "received",
            (Some(_), IdentityState::Unseen) => "identity",
            (Some(_), IdentityState::Checking { .. })
                if self.identity_questions.is_empty() || self.unseen_evidence.is_some() =>
            {
                "identity"
            }
            (Some(_), IdentityState::Checking { .. }) if self.closure_proposed => {
                "identity-unanswered"
            }
            (Some(_), IdentityState::Checking { .. }) => "identity-asked",
            (Some(_), IdentityState::Rejected { .. }) => "identity-rejected",
            (Some(_), IdentityState::Established { .. }) => "in-hand",
        }
    }

    /// What it waits for.
    #[must_use]
    pub fn waiting(&self) -> Waiting {
        if self.proof_came_afterwards() {
            return Waiting::Worker("identity");
        }
        if self.received.is_none() || self.closed.is_some() {
            return Waiting::Nothing;
        }
        if self.withdrawn {
            return Waiting::Worker("intake");
        }
        match (&self.class, &self.identity) {
            (None, _) => Waiting::Worker("intake"),
            (Some(SubmissionClass::Request), IdentityState::Unseen) => Waiting::Worker("identity"),
            (Some(SubmissionClass::Request), IdentityState::Checking { desk }) => {
                Waiting::Person(desk.clone())
            }
            (Some(SubmissionClass::Request), IdentityState::Established { .. }) => {
                if self.handed_over {
                    Waiting::Nothing
                } else {
                    Waiting::Worker("routing")
                }
            }
            // Proof that came in afterwards has the check opened again.
            (Some(SubmissionClass::Request), IdentityState::Rejected { .. })
                if self.unseen_evidence.is_some() =>
            {
                Waiting::Worker("identity")
            }
            (Some(SubmissionClass::Request), IdentityState::Rejected { .. }) => {
                Waiting::Worker("response")
            }
            (Some(_), _) => Waiting::Person(Code::literal("intake")),
        }
    }

    /// The day until which a submission must be answered that nobody could say yet what it is: the
    /// latest among what was asked for, as the person is told. None once its cases have the dates.
    #[must_use]
    pub fn unclassified_due(&self, ctx: &Context<'_>) -> Option<NaiveDate> {
        if self.class.is_some() || self.withdrawn || self.closed.is_some() {
            return None;
        }
        let facts = Facts::received(self.received_on()?);
        let last = |(right, kind): (Right, FileKind)| {
            let clock = ctx.pack.clock(&right, &kind);
            compute_dates(&clock.limit, &facts, ctx.calendars).ok()?.due
        };
        let exercises = self.received.iter().flat_map(|r| &r.requested);
        let exercises = exercises.flat_map(|asked| {
            let right = Right::from(asked.right.clone());
            let kinds = if asked.kind == EVERYTHING {
                RequestedKinds::Everything
            } else {
                RequestedKinds::Only(vec![FileKind::from(asked.kind.clone())])
            };
            let of = |rights, kinds| ctx.pack.expand(&Requested { rights, kinds }).ok();
            let every = || {
                let rights = ctx.pack.provisions().rights.iter();
                rights.map(|known| known.id.clone()).collect()
            };
            // What the pack does not know runs as the slowest of what it knows.
            of(vec![right.clone()], kinds)
                .or_else(|| of(vec![right], RequestedKinds::Everything))
                .or_else(|| of(every(), RequestedKinds::Everything))
                .unwrap_or_default()
        });
        exercises.filter_map(last).max()
    }

    /// Its row; none before it was received.
    #[must_use]
    pub fn row(&self, id: SubmissionId, ctx: &Context<'_>) -> Option<RowView> {
        let received = self.received.as_ref()?;
        let due = self.told.or_else(|| self.unclassified_due(ctx));
        Some(RowView {
            submission: id,
            desk: None,
            office: match &self.identity {
                IdentityState::Checking { desk } => Some(desk.clone()),
                _ => None,
            },
            status: Code::literal(self.status()),
            right: None,
            kind: None,
            reference: Some(received.reference.clone()),
            received: self.received_on()?,
            first_due: None,
            due,
            safe: due,
            clock: Code::literal(if self.unclassified_due(ctx).is_some() {
                "running"
            } else {
                "none"
            }),
            waiting: self.waiting(),
            waiting_since: self.waiting_since,
            closed: self.closed.is_some(),
            tasks: u32::from(self.unread_message.is_some()),
            task_due: self.unread_message,
            facts: None,
        })
    }

    /// Its alarms: of a question about who the person is. Its dates are its cases'.
    #[must_use]
    pub fn alarms(&self, ctx: &Context<'_>) -> Vec<Alarm> {
        super::reminders::alarms(self, ctx)
    }
}
