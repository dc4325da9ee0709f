use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{CaseId, Code, Hash32, ItemId};

use crate::{
    AnswerStep, Capacity, CaseOpened, Channel, CloseReason, ComplaintStep, ContactKind,
    DispatchEvent, ExtensionOrder, Money, Part, PartyStep, RestrictionStep, RouteVia,
    SubmissionClass, TaskKind,
};

/// A text that was in force when an event was recorded: which, and exactly which bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// Its id in lower case: of the controller for a pack, of the calendar for a calendar.
    pub id: Code,
    /// Its version.
    pub version: Code,
    /// SHA-256 of its text.
    pub hash: Hash32,
}

/// What was asked for: a right on a kind of file, as chosen.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Requested {
    /// The right.
    pub right: Code,
    /// The kind of file, or [`EVERYTHING`].
    pub kind: Code,
}

/// The kind of file that stands for everything: "I don't know".
pub const EVERYTHING: &str = "everything";

/// A document kept sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRef {
    /// Its handle.
    pub item: ItemId,
    /// What it is for: `identity`, `mandate`, `annex`.
    pub kind: Code,
    /// Salted hash of its content; the salt is sealed with it.
    pub hash: Hash32,
}

/// A case that a submission opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRef {
    /// The case.
    pub case: CaseId,
    /// The right exercised.
    pub right: Code,
    /// The kind of file.
    pub kind: Code,
}

/// What the questions that a pack asks at intake gave, none of them a bar to filing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Questions {
    /// Subjects of somebody else that the person was led to and files here all the same.
    pub elsewhere: Vec<Code>,
    /// Handle of the answers in words.
    pub answers: Option<ItemId>,
    /// The legal day on which the person says they became aware of what they complain of.
    pub aware_on: Option<NaiveDate>,
    /// The reference of an earlier request that this one comes of, as typed: it may be nobody's.
    pub earlier: Option<Code>,
}

/// What is known from the first moment of a filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionReceived {
    /// The pack then in force.
    pub pack: Pinned,
    /// The calendar then in force, where the pack has one.
    pub calendar: Option<Pinned>,
    /// How it came in.
    pub channel: Channel,
    /// The legal moment of receipt.
    pub received_at: DateTime<Utc>,
    /// Its day in the controller's zone: the legal day of receipt.
    pub received_on: NaiveDate,
    /// The language of the person, as a tag.
    pub language: Code,
    /// Sixteen random bytes that case ids are made from; shown nowhere.
    pub seed: [u8; 16],
    /// The reference told to the person; no secret.
    pub reference: Code,
    /// Public half of the key pair that the access code gives.
    pub person_key: [u8; 32],
    /// In what capacity the filer acts.
    pub capacity: Capacity,
    /// What was asked for.
    pub requested: Vec<Requested>,
    /// Handle of who filed.
    pub filer: ItemId,
    /// Handle of whose data it is about, when that is another.
    pub subject: Option<ItemId>,
    /// How the person can be reached.
    pub contact_kind: ContactKind,
    /// Handle of the contact.
    pub contact: ItemId,
    /// Handle of the person's own words, if any.
    pub words: Option<ItemId>,
    /// Copies handed in.
    pub documents: Vec<DocumentRef>,
    /// The office the person named, where the pack lets them.
    pub named_office: Option<Code>,
    /// Whether the person says they work or have worked for the controller, as
    /// `habeas_regime::Said` words it; none when it was not asked or not said.
    pub audience: Option<Code>,
    /// What the pack's other questions gave.
    pub questions: Questions,
    /// Handle of the access code, where the house made it and tells it in a letter: the person
    /// filed on paper or by word of mouth. Who files online has it on their screen.
    pub access_code: Option<ItemId>,
}

/// What happened to a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubmissionEvent {
    /// It was filed.
    Received(Box<SubmissionReceived>),
    /// It was found to be this.
    Classified {
        /// What it is.
        class: SubmissionClass,
        /// By which rule; a person classified it when there is none.
        rule: Option<Code>,
        /// The cases it opened.
        cases: Vec<CaseRef>,
    },
    /// Somebody must look at who the person is.
    IdentityCheckOpened {
        /// The desk that checks.
        desk: Code,
        /// Why a check is needed.
        reason: Code,
    },
    /// It is settled who the person is, or settled that nobody needs to ask.
    IdentityEstablished {
        /// How: `not-required`, `card`, `known`, `eid`, …
        method: Code,
        /// Handle of the signed attestation.
        attestation: Option<ItemId>,
    },
    /// It could not be settled.
    IdentityRejected {
        /// Why.
        ground: Code,
        /// Handle of the individual reason.
        reason: Option<ItemId>,
    },
    /// The person was asked for proof.
    IdentityQuestionAsked {
        /// Handle of the question.
        question: ItemId,
        /// The legal day of the question.
        day: NaiveDate,
        /// What the doubt is about; older questions name none.
        doubt: Option<Code>,
    },
    /// The person was reminded of a question about who they are.
    IdentityReminded {
        /// Handle of the question.
        question: ItemId,
        /// Which reminder.
        alarm: Code,
        /// The reminders before it that had not gone.
        overtook: Vec<Code>,
    },
    /// The question stays unanswered: the desk is asked whether to close.
    IdentityClosureProposed {
        /// Handle of the question.
        question: ItemId,
    },
    /// The person handed proof in.
    IdentityEvidenceReceived {
        /// What.
        documents: Vec<DocumentRef>,
    },
    /// Proof of authority was asked.
    AuthorityAsked {
        /// Handle of the question.
        question: ItemId,
    },
    /// Authority is proven.
    AuthorityProven {
        /// How.
        method: Code,
    },
    /// Authority is refused.
    AuthorityRefused {
        /// Why.
        ground: Code,
    },
    /// Authority has ended.
    AuthorityEnded,
    /// All its cases stand where they are answered.
    HandedOver,
    /// The person wrote.
    MessageReceived {
        /// Handle of the message.
        item: ItemId,
    },
    /// The house wrote.
    MessageSent {
        /// Handle of the message.
        item: ItemId,
    },
    /// The person read what the house wrote.
    MessageOpened {
        /// Handle of the message.
        item: ItemId,
    },
    /// The person handed a document in.
    DocumentReceived {
        /// What.
        document: DocumentRef,
    },
    /// The person named a further party, or said that they have none.
    PartyNamed {
        /// In what role: `physician`.
        role: Code,
        /// Handle of who; none when they have none.
        item: Option<ItemId>,
    },
    /// The person took everything back.
    Withdrawn,
    /// The person collected an answer.
    AnswerCollected {
        /// Of which case.
        case: CaseId,
        /// Which answer.
        answer: ItemId,
    },
    /// The contact is proven to be the person's.
    ContactProven {
        /// How.
        method: Code,
    },
    /// The person was told this date.
    DateTold {
        /// Which.
        day: NaiveDate,
    },
    /// The legal day of receipt was another.
    ReceiptCorrected {
        /// Which.
        day: NaiveDate,
        /// Why.
        reason: Code,
    },
    /// A step of a dispatch.
    Dispatch(DispatchEvent),
    /// Nothing is open any more.
    Closed {
        /// Why.
        reason: CloseReason,
    },
    /// Its keys are gone.
    KeysDestroyed {
        /// Only of this compartment.
        compartment: Option<Code>,
        /// The day from which no backup can bring them back.
        final_on: NaiveDate,
    },
}

/// What happened to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseEvent {
    /// It was opened.
    Opened(Box<CaseOpened>),
    /// Its kind was another; it keeps its id.
    KindCorrected {
        /// The right kind.
        kind: Code,
        /// The desk that has it now.
        desk: Code,
        /// The compartment of what it holds.
        compartment: Code,
        /// The regime of its clock.
        regime: Code,
        /// The clock of that regime.
        clock: Code,
        /// Handle of the reason.
        reason: Option<ItemId>,
    },
    /// It is settled who the person is.
    IdentitySettled {
        /// How.
        method: Code,
    },
    /// It came to whoever answers it.
    Routed {
        /// The desk.
        desk: Code,
        /// The office, when it is one's.
        office: Option<Code>,
        /// How.
        via: RouteVia,
        /// By which rule; a person routed it when there is none.
        rule: Option<Code>,
    },
    /// The pack cannot say where it goes.
    RoutingReferred {
        /// Why.
        reason: Code,
    },
    /// The clock stands still from a legal day on.
    ClockPaused {
        /// Why: `identity-question`, `clarification`.
        cause: Code,
        /// From which legal day.
        day: NaiveDate,
        /// Handle of the evidence.
        evidence: Option<ItemId>,
    },
    /// The clock runs again.
    ClockResumed {
        /// The event that paused it.
        paused_by: u64,
        /// From which legal day.
        day: NaiveDate,
    },
    /// An extension was ordered; it does not count yet.
    ExtensionOrdered(ExtensionOrder),
    /// The notice of an extension went out.
    ClockExtended {
        /// On which ground.
        ground: Code,
        /// Handle of the individual reason.
        reason: ItemId,
        /// The legal day of the notice.
        day: NaiveDate,
        /// Handle of how that is known, where it did not go through this house.
        evidence: Option<ItemId>,
    },
    /// The legal day of receipt was another.
    ReceiptCorrected {
        /// Which.
        day: NaiveDate,
        /// Why.
        reason: Code,
    },
    /// The day of receipt of the submission was corrected, and the case could not follow.
    ReceiptLeft {
        /// The day that the submission was received on.
        day: NaiveDate,
        /// Why the case keeps its own.
        reason: Code,
    },
    /// A clock fact was wrong: it never was.
    FactRetracted {
        /// The number of the fact's event.
        seq: u64,
    },
    /// The person was told this date.
    DateTold {
        /// Which.
        day: NaiveDate,
    },
    /// A further party of the case.
    Party {
        /// In what role: `physician`.
        role: Code,
        /// Which step.
        step: PartyStep,
        /// Handle of who.
        item: Option<ItemId>,
    },
    /// Somebody has to do something.
    TaskOpened {
        /// The task.
        task: ItemId,
        /// What it asks for.
        kind: TaskKind,
        /// Who has it.
        holder: Code,
        /// Until when.
        due: Option<NaiveDate>,
    },
    /// It was done.
    TaskDone {
        /// The task.
        task: ItemId,
    },
    /// An office was asked to decide on a ground of refusal that it alone may use.
    GroundReferred {
        /// Which ground.
        ground: Code,
        /// The office asked.
        office: Code,
        /// Handle of what it is asked.
        question: ItemId,
    },
    /// The office decided.
    GroundDecided {
        /// Which ground.
        ground: Code,
        /// Whether the case may be refused on it.
        open: bool,
        /// Handle of the individual reason.
        reason: ItemId,
    },
    /// A fee was asked. The clock runs on.
    FeeAsked {
        /// On which ground.
        ground: Code,
        /// Handle of the individual reason.
        reason: ItemId,
        /// How much.
        amount: Money,
    },
    /// An answer or a refusal was written.
    AnswerDrafted {
        /// Handle of the draft.
        draft: ItemId,
        /// Salted hash of the draft.
        content: Hash32,
        /// What it decides.
        parts: Vec<Part>,
    },
    /// It was approved, exactly as it stands.
    AnswerApproved {
        /// Handle of the draft.
        draft: ItemId,
        /// Salted hash of the draft.
        content: Hash32,
    },
    /// It was given back to its author.
    AnswerReturned {
        /// Handle of the draft.
        draft: ItemId,
        /// Handle of what is to be changed.
        remarks: Option<ItemId>,
    },
    /// It is to be sent once the hold has ended.
    AnswerOrdered {
        /// Handle of the draft that was approved.
        draft: ItemId,
        /// Handle of the answer, sealed for the person.
        answer: ItemId,
        /// Salted hash of the answer.
        content: Hash32,
        /// Public half of the answer's own code.
        answer_key: [u8; 32],
        /// Until when it can be taken back.
        hold_until: DateTime<Utc>,
    },
    /// It was taken back while held.
    AnswerRecalled,
    /// The hold has ended: it goes.
    HoldEnded {
        /// Whether somebody sent it before its time.
        early: bool,
    },
    /// The answer has come this far.
    Answer {
        /// How far.
        step: AnswerStep,
        /// Which answer.
        answer: ItemId,
        /// On which legal day.
        day: NaiveDate,
    },
    /// A step of a restriction.
    Restriction {
        /// Which step.
        step: RestrictionStep,
        /// On which legal day.
        day: NaiveDate,
    },
    /// An alarm rang.
    AlarmRung {
        /// Which.
        alarm: Code,
        /// For whom first.
        rung_for: Code,
        /// For whom as well, along the chain of the pack.
        also_for: Vec<Code>,
        /// What else was due by then, and is told with it.
        overtook: Vec<Code>,
        /// Since when it was due.
        due_at: Option<DateTime<Utc>>,
    },
    /// A limit passed unanswered.
    LimitMissed {
        /// Which: `first-due` or `due`.
        limit: Code,
        /// The day that passed.
        day: NaiveDate,
    },
    /// A window for a complaint or an appeal began.
    RemedyOpened {
        /// Which.
        remedy: Code,
        /// Its last day.
        until: NaiveDate,
    },
    /// A step of a complaint whose silence is a decision.
    ComplaintAdvanced {
        /// Which step.
        step: ComplaintStep,
        /// On which legal day.
        day: NaiveDate,
        /// Handle of what the person was told.
        item: Option<ItemId>,
    },
    /// A step of a dispatch.
    Dispatch(DispatchEvent),
    /// It was closed.
    Closed {
        /// Why.
        reason: CloseReason,
    },
    /// It was opened again; the old clock stands.
    Reopened {
        /// Why: `returned-post`, `supplement`, `complaint`, `court`, `authority`.
        cause: Code,
    },
    /// Nothing of it may be destroyed.
    LegalHoldSet {
        /// Why.
        cause: Code,
    },
    /// The hold was lifted.
    LegalHoldLifted,
    /// Another version of the pack binds it.
    PackRebound {
        /// Which.
        pack: Pinned,
    },
    /// Another version of the calendar counts.
    CalendarApplied {
        /// Which.
        calendar: Pinned,
    },
    /// Its keys are gone.
    KeysDestroyed {
        /// Only of this compartment.
        compartment: Option<Code>,
        /// The day from which no backup can bring them back.
        final_on: NaiveDate,
    },
}
