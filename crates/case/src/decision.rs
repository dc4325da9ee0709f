use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{ActorId, EventId};
use habeas_regime::Pack;
use habeas_timelimit::Calendars;

/// What a decision may look at beside the state: everything that is not in the log.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The present.
    pub now: DateTime<Utc>,
    /// Who commands.
    pub actor: &'a ActorId,
    /// The pack that binds the stream.
    pub pack: &'a Pack,
    /// The calendars.
    pub calendars: &'a Calendars,
}

impl Context<'_> {
    /// The present day in the controller's zone.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.pack.zone()).date_naive()
    }
}

/// What the log knows of an event beside what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Its id.
    pub id: EventId,
    /// Its place in the stream, from 1.
    pub seq: u64,
    /// The day that counts in law.
    pub legal_day: NaiveDate,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// Who did it.
    pub actor: ActorId,
}

/// What a command comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision<E> {
    /// These events are to be recorded, in this order; at least one.
    Events(Vec<E>),
    /// It is so already, or has been overtaken: nothing is recorded, nothing is wrong.
    Moot(Moot),
    /// It must not be.
    Refused(Refusal),
}

impl<E> Decision<E> {
    /// One event.
    pub(crate) fn one(event: E) -> Self {
        Self::Events(vec![event])
    }
}

/// Why nothing needs to be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moot {
    /// It is so already.
    AlreadySo,
    /// Something later has made it pointless.
    Overtaken,
}

/// Why a command is refused, as a page can put in words: the key is `refusal-` and the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("refused: {}", self.code())]
pub enum Refusal {
    /// There is nothing of this id.
    Unknown,
    /// It was begun already, with something else.
    ExistsAlready,
    /// It is closed.
    Closed,
    /// It is not closed.
    NotClosed,
    /// It was withdrawn by the person.
    Withdrawn,
    /// The identity is not settled.
    IdentityOpen,
    /// The filer acts for somebody else and has not proven that they may.
    AuthorityOpen,
    /// No check of identity is open.
    NoIdentityCheck,
    /// It has not been routed.
    NotRouted,
    /// Nothing was drafted.
    NothingDrafted,
    /// The draft has changed since it was looked at.
    DraftChanged,
    /// Nobody approves what they wrote.
    OwnDraft,
    /// The draft is not approved.
    NotApproved,
    /// An answer was ordered already.
    AnswerOrdered,
    /// No answer is held.
    NothingHeld,
    /// The hold has ended: it cannot be taken back.
    HoldOver,
    /// The answer has not been released.
    NotReleased,
    /// A refusal needs a ground of the pack.
    GroundNeeded,
    /// The pack has no such ground for this right and kind.
    GroundUnknown,
    /// A refusal needs an individual reason.
    ReasonNeeded,
    /// The decision has no parts.
    NoParts,
    /// The clock stands still already.
    PausedAlready,
    /// The clock is not paused.
    NotPaused,
    /// This clock cannot be paused.
    NoPause,
    /// This clock cannot be extended.
    NoExtension,
    /// The clock was extended already.
    ExtendedAlready,
    /// The first period is over: an extension has no effect any more.
    ExtensionTooLate,
    /// The notice of an extension is on its way already.
    ExtensionUnderWay,
    /// The pack has no such ground for an extension.
    ExtensionGround,
    /// The day lies before the receipt.
    BeforeReceipt,
    /// The day lies in the future.
    InFuture,
    /// There is no such clock fact to take back.
    NoSuchFact,
    /// The pack has no such right or kind of file.
    NotOffered,
    /// Nothing was asked for.
    NothingRequested,
    /// The pack's route must be taken.
    RouteNotAllowed,
    /// There is no such dispatch.
    NoDispatch,
    /// The dispatch is not at a point where this can be done.
    DispatchState,
    /// There is no such task.
    NoTask,
    /// The steps of a restriction come in one order only.
    RestrictionOrder,
    /// The steps of a complaint come in one order only.
    ComplaintOrder,
    /// The pack lets no such fee be asked.
    FeeUnknown,
    /// A fee is more than nothing.
    FeeAmount,
    /// The same fee was asked already.
    FeeAskedAlready,
    /// Nobody asked the office about this ground.
    GroundNotReferred,
    /// An office was asked about this ground and has not decided.
    GroundAsked,
    /// The office found the ground to apply already.
    GroundOpen,
    /// The steps of a party do not come in this order.
    PartyStepOrder,
    /// The pack gives this data to somebody else.
    RecipientNotAllowed,
    /// What was decided has not been carried out.
    ExecutionOpen,
    /// There are tasks that are not done.
    TasksOpen,
    /// It is under legal hold.
    LegalHold,
    /// There is no legal hold.
    NoLegalHold,
    /// No such version is proposed.
    NoProposal,
    /// Nobody approves what they proposed, where the pack wants two.
    OwnProposal,
    /// Another version has been approved since this one was made.
    ProposalOvertaken,
    /// The incident has no such duty to be done.
    NoSuchDuty,
    /// The pack knows no such ground for the duty not to apply.
    GroundNotAllowed,
    /// It lies before the house learned of the incident.
    BeforeLearned,
    /// Nothing was asked for that could be disclosed.
    NothingToDisclose,
    /// The client was not told yet.
    ClientNotTold,
    /// The client's time to object is not over.
    WaitNotOver,
    /// The client objects, and no law was named that compels it.
    ClientObjects,
    /// It was not decided whether anything is disclosed.
    DisclosureOpen,
    /// A duty is not done yet.
    DutyOpen,
}

impl Refusal {
    /// All refusals, so that every one has words in every language.
    pub const ALL: &'static [Self] = &[
        Self::Unknown,
        Self::ExistsAlready,
        Self::Closed,
        Self::NotClosed,
        Self::Withdrawn,
        Self::IdentityOpen,
        Self::AuthorityOpen,
        Self::NoIdentityCheck,
        Self::NotRouted,
        Self::NothingDrafted,
        Self::DraftChanged,
        Self::OwnDraft,
        Self::NotApproved,
        Self::AnswerOrdered,
        Self::NothingHeld,
        Self::HoldOver,
        Self::NotReleased,
        Self::GroundNeeded,
        Self::GroundUnknown,
        Self::ReasonNeeded,
        Self::NoParts,
        Self::PausedAlready,
        Self::NotPaused,
        Self::NoPause,
        Self::NoExtension,
        Self::ExtendedAlready,
        Self::ExtensionTooLate,
        Self::ExtensionUnderWay,
        Self::ExtensionGround,
        Self::BeforeReceipt,
        Self::InFuture,
        Self::NoSuchFact,
        Self::NotOffered,
        Self::NothingRequested,
        Self::RouteNotAllowed,
        Self::NoDispatch,
        Self::DispatchState,
        Self::NoTask,
        Self::RestrictionOrder,
        Self::ComplaintOrder,
        Self::FeeUnknown,
        Self::FeeAmount,
        Self::FeeAskedAlready,
        Self::GroundNotReferred,
        Self::GroundAsked,
        Self::GroundOpen,
        Self::PartyStepOrder,
        Self::RecipientNotAllowed,
        Self::ExecutionOpen,
        Self::TasksOpen,
        Self::LegalHold,
        Self::NoLegalHold,
        Self::NoProposal,
        Self::OwnProposal,
        Self::ProposalOvertaken,
        Self::NoSuchDuty,
        Self::GroundNotAllowed,
        Self::BeforeLearned,
        Self::NothingToDisclose,
        Self::ClientNotTold,
        Self::WaitNotOver,
        Self::ClientObjects,
        Self::DisclosureOpen,
        Self::DutyOpen,
    ];

    /// The word of logs and of the keys of pages.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::ExistsAlready => "exists-already",
            Self::Closed => "closed",
            Self::NotClosed => "not-closed",
            Self::Withdrawn => "withdrawn",
            Self::IdentityOpen => "identity-open",
            Self::AuthorityOpen => "authority-open",
            Self::NoIdentityCheck => "no-identity-check",
            Self::NotRouted => "not-routed",
            Self::NothingDrafted => "nothing-drafted",
            Self::DraftChanged => "draft-changed",
            Self::OwnDraft => "own-draft",
            Self::NotApproved => "not-approved",
            Self::AnswerOrdered => "answer-ordered",
            Self::NothingHeld => "nothing-held",
            Self::HoldOver => "hold-over",
            Self::NotReleased => "not-released",
            Self::GroundNeeded => "ground-needed",
            Self::GroundUnknown => "ground-unknown",
            Self::ReasonNeeded => "reason-needed",
            Self::NoParts => "no-parts",
            Self::PausedAlready => "paused-already",
            Self::NotPaused => "not-paused",
            Self::NoPause => "no-pause",
            Self::NoExtension => "no-extension",
            Self::ExtendedAlready => "extended-already",
            Self::ExtensionTooLate => "extension-too-late",
            Self::ExtensionUnderWay => "extension-under-way",
            Self::ExtensionGround => "extension-ground",
            Self::BeforeReceipt => "before-receipt",
            Self::InFuture => "in-future",
            Self::NoSuchFact => "no-such-fact",
            Self::NotOffered => "not-offered",
            Self::NothingRequested => "nothing-requested",
            Self::RouteNotAllowed => "route-not-allowed",
            Self::NoDispatch => "no-dispatch",
            Self::DispatchState => "dispatch-state",
            Self::NoTask => "no-task",
            Self::RestrictionOrder => "restriction-order",
            Self::ComplaintOrder => "complaint-order",
            Self::FeeUnknown => "fee-unknown",
            Self::FeeAmount => "fee-amount",
            Self::FeeAskedAlready => "fee-asked-already",
            Self::GroundNotReferred => "ground-not-referred",
            Self::GroundAsked => "ground-asked",
            Self::GroundOpen => "ground-open",
            Self::PartyStepOrder => "party-step-order",
            Self::RecipientNotAllowed => "recipient-not-allowed",
            Self::ExecutionOpen => "execution-open",
            Self::TasksOpen => "tasks-open",
            Self::LegalHold => "legal-hold",
            Self::NoLegalHold => "no-legal-hold",
            Self::NoProposal => "no-proposal",
            Self::OwnProposal => "own-proposal",
            Self::ProposalOvertaken => "proposal-overtaken",
            Self::NoSuchDuty => "no-such-duty",
            Self::GroundNotAllowed => "ground-not-allowed",
            Self::BeforeLearned => "before-learned",
            Self::NothingToDisclose => "nothing-to-disclose",
            Self::ClientNotTold => "client-not-told",
            Self::WaitNotOver => "wait-not-over",
            Self::ClientObjects => "client-objects",
            Self::DisclosureOpen => "disclosure-open",
            Self::DutyOpen => "duty-open",
        }
    }
}
