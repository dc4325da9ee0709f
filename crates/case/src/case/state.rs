use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{ActorId, CaseId, Code, Hash32, ItemId};
use habeas_regime::{FileKind, RefuseBy, Right};
use habeas_timelimit::State as ClockRuns;

use super::{FeeState, Referral};
use crate::{
    AnswerStep, CaseEvent, CaseOpened, ClockFact, ClockState, CloseReason, ComplaintStep, Context,
    Meta, OrderedExtension, Outgoing, Part, PartyStep, Pinned, RestrictionStep, RouteVia, RowView,
    TaskKind, Waiting, clock_of,
};

/// The id of a case: UUIDv5 (RFC 9562, section 5.5) of the submission's seed as name space, and
/// the right and the kind it was opened for.
#[must_use]
pub fn case_id(seed: &[u8; 16], right: &Code, kind: &Code) -> CaseId {
    let space = uuid::Uuid::from_bytes(*seed);
    CaseId(uuid::Uuid::new_v5(
        &space,
        format!("{right}/{kind}").as_bytes(),
    ))
}

/// What was written as an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Handle of the draft.
    pub draft: ItemId,
    /// Salted hash of the draft.
    pub content: Hash32,
    /// What it decides.
    pub parts: Vec<Part>,
    /// Who wrote it.
    pub author: ActorId,
    /// Who approved it, exactly as it stands.
    pub approved_by: Option<ActorId>,
}

/// An answer that was ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerState {
    /// Handle of the answer, sealed for the person.
    pub answer: ItemId,
    /// Salted hash of the answer.
    pub content: Hash32,
    /// Public half of the answer's own code.
    pub answer_key: [u8; 32],
    /// What it decides.
    pub parts: Vec<Part>,
    /// Until when it can be taken back.
    pub hold_until: DateTime<Utc>,
    /// Whether the hold has ended.
    pub hold_ended: bool,
    /// On which legal day it did.
    pub hold_ended_on: Option<NaiveDate>,
    /// How far it has come, with the legal days.
    pub steps: Vec<(AnswerStep, NaiveDate)>,
}

/// Something somebody has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The task.
    pub task: ItemId,
    /// What it asks for.
    pub kind: TaskKind,
    /// Who has it.
    pub holder: Code,
    /// Until when.
    pub due: Option<NaiveDate>,
    /// Whether it is done.
    pub done: bool,
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// It is not settled who the person is.
    Identity,
    /// The pack cannot say where it goes.
    Referred,
    /// It is being answered.
    Working,
    /// It is being answered, and an office was asked about a ground of refusal.
    GroundAsked,
    /// An answer waits for approval.
    Approval,
    /// An approved answer waits to be sent.
    Approved,
    /// The answer is held, and can be taken back.
    Held,
    /// The answer leaves.
    Sending,
    /// The answer is with the person, or on its way.
    Answered,
    /// Closed.
    Closed,
}

impl Stage {
    /// All stages, so that every one has words in every language.
    pub const ALL: &'static [Self] = &[
        Self::Identity,
        Self::Referred,
        Self::Working,
        Self::GroundAsked,
        Self::Approval,
        Self::Approved,
        Self::Held,
        Self::Sending,
        Self::Answered,
        Self::Closed,
    ];

    /// The word of rows and of the keys of pages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Referred => "referred",
            Self::Working => "working",
            Self::GroundAsked => "ground-asked",
            Self::Approval => "approval",
            Self::Approved => "approved",
            Self::Held => "held",
            Self::Sending => "sending",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }
}

/// A case, as its events tell.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Case {
    /// What it began with; nothing before the first event.
    pub opened: Option<Box<CaseOpened>>,
    /// The number of the last event.
    pub version: u64,
    /// The desk it stands at now.
    pub desk: Option<Code>,
    /// The office that answers it.
    pub office: Option<Code>,
    /// How it came there.
    pub via: Option<RouteVia>,
    /// Why the pack cannot say where it goes.
    pub referred: Option<Code>,
    /// How identity was settled.
    pub identity: Option<Code>,
    /// Its clock.
    pub clock: ClockState,
    /// Extensions that were ordered, and whether the clock knows of them.
    pub extensions: Vec<OrderedExtension>,
    /// Further parties: role, step, handle.
    pub parties: Vec<(Code, PartyStep, Option<ItemId>)>,
    /// Tasks.
    pub tasks: Vec<Task>,
    /// Questions to offices about grounds that they alone may use.
    pub referrals: Vec<Referral>,
    /// Fees that were asked.
    pub fees: Vec<FeeState>,
    /// What is written and not sent.
    pub draft: Option<Draft>,
    /// What was ordered last.
    pub answer: Option<AnswerState>,
    /// Answers before it, of a case that was opened again.
    pub earlier: Vec<AnswerState>,
    /// The last step of a restriction.
    pub restriction: Option<RestrictionStep>,
    /// The legal day of that step.
    pub restriction_on: Option<NaiveDate>,
    /// Alarms that rang.
    pub rung: Vec<Code>,
    /// Limits that passed unanswered.
    pub missed: Vec<(Code, NaiveDate)>,
    /// The last date the person was told.
    pub told: Option<NaiveDate>,
    /// The day of receipt of its submission, where that was corrected and the case could not follow.
    pub receipt_left: Option<NaiveDate>,
    /// Windows for complaints and appeals.
    pub remedies: Vec<(Code, NaiveDate)>,
    /// The steps of a complaint whose silence is a decision, with their legal days.
    pub complaint: Vec<(ComplaintStep, NaiveDate)>,
    /// What was told with a step of a complaint, by handle.
    pub complaint_told: Vec<(ComplaintStep, ItemId)>,
    /// What left the house.
    pub outgoing: Outgoing,
    /// Why it is closed.
    pub closed: Option<CloseReason>,
    /// Whether it was opened again and no answer ordered since: another may be written.
    pub reopened: bool,
    /// Whether nothing of it may be destroyed.
    pub legal_hold: bool,
    /// Another pack version than it began with.
    pub rebound: Option<Pinned>,
    /// Another calendar version than it began with.
    pub calendar: Option<Pinned>,
    /// Since when it waits for what it waits for now.
    pub waiting_since: DateTime<Utc>,
}

/// The state after one more event. Never panics, whatever the sequence; before the case was opened
/// nothing changes but the version.
pub fn apply(state: &mut Case, meta: &Meta, event: &CaseEvent) {
    let before = state.waiting();
    state.version = meta.seq;
    if state.opened.is_none() && !matches!(event, CaseEvent::Opened(_)) {
        return;
    }
    match event {
        CaseEvent::Opened(opened) => {
            if state.opened.is_none() {
                state.desk = Some(opened.desk.clone());
                state.opened = Some(opened.clone());
            }
        }
        CaseEvent::KindCorrected {
            kind,
            desk,
            compartment,
            regime,
            clock,
            ..
        } => {
            if let Some(opened) = &mut state.opened {
                opened.kind = kind.clone();
                opened.compartment = compartment.clone();
                opened.regime = regime.clone();
                opened.clock = clock.clone();
                state.desk = Some(desk.clone());
                (state.office, state.via, state.referred) = (None, None, None);
                state.draft = None;
            }
        }
        CaseEvent::IdentitySettled { method } => state.identity = Some(method.clone()),
        CaseEvent::Routed {
            desk, office, via, ..
        } => {
            // What another desk or office wrote is not this one's answer.
            if state.desk.as_ref() != Some(desk) || state.office != *office {
                state.draft = None;
            }
            state.desk = Some(desk.clone());
            state.office.clone_from(office);
            state.via = Some(*via);
            state.referred = None;
        }
        CaseEvent::RoutingReferred { reason } => state.referred = Some(reason.clone()),
        CaseEvent::ClockPaused { cause, day, .. } => {
            state.clock.record(
                meta.seq,
                ClockFact::Paused {
                    day: *day,
                    cause: cause.clone(),
                },
            );
        }
        CaseEvent::ClockResumed { paused_by, day } => state.clock.record(
            meta.seq,
            ClockFact::Resumed {
                paused_by: *paused_by,
                day: *day,
            },
        ),
        CaseEvent::ExtensionOrdered(order) => state.extensions.push(OrderedExtension {
            order: order.clone(),
            recorded: false,
        }),
        CaseEvent::ClockExtended { day, reason, .. } => {
            state
                .clock
                .record(meta.seq, ClockFact::Extended { day: *day });
            for ordered in &mut state.extensions {
                ordered.recorded |= ordered.order.reason == *reason;
            }
        }
        CaseEvent::ReceiptCorrected { day, .. } => {
            state
                .clock
                .record(meta.seq, ClockFact::Received { day: *day });
            state.receipt_left = None;
        }
        CaseEvent::ReceiptLeft { day, .. } => state.receipt_left = Some(*day),
        CaseEvent::FactRetracted { seq } => state.clock.retract(*seq),
        CaseEvent::DateTold { day } => state.told = Some(*day),
        CaseEvent::Party { role, step, item } => state.parties.push((role.clone(), *step, *item)),
        CaseEvent::TaskOpened {
            task,
            kind,
            holder,
            due,
        } => state.tasks.push(Task {
            task: *task,
            kind: *kind,
            holder: holder.clone(),
            due: *due,
            done: false,
        }),
        CaseEvent::TaskDone { task } => {
            for open in state.tasks.iter_mut().filter(|t| t.task == *task) {
                open.done = true;
            }
        }
        CaseEvent::Restriction { step, day } => {
            state.restriction = Some(*step);
            state.restriction_on = Some(*day);
        }
        CaseEvent::AlarmRung {
            alarm, overtook, ..
        } => {
            state.rung.extend(overtook.iter().cloned());
            state.rung.push(alarm.clone());
        }
        CaseEvent::LimitMissed { limit, day } => state.missed.push((limit.clone(), *day)),
        CaseEvent::ComplaintAdvanced { step, day, item } => {
            state.complaint.push((*step, *day));
            state.complaint_told.extend(item.map(|item| (*step, item)));
        }
        CaseEvent::RemedyOpened { remedy, until } => {
            state.remedies.retain(|(known, _)| known != remedy);
            state.remedies.push((remedy.clone(), *until));
        }
        CaseEvent::GroundReferred { .. }
        | CaseEvent::GroundDecided { .. }
        | CaseEvent::FeeAsked { .. } => super::grounds::apply(state, event),
        CaseEvent::Dispatch(event) => state.outgoing.apply(meta, event),
        CaseEvent::Closed { reason } => {
            state.closed = Some(*reason);
            // What has not been let go must not leave by itself when the case is opened again.
            if state.leaves() {
                state.answer = None;
            }
        }
        CaseEvent::Reopened { .. } => {
            (state.closed, state.reopened) = (None, true);
            if state.answer.is_some() {
                state.draft = None;
            }
        }
        CaseEvent::LegalHoldSet { .. } => state.legal_hold = true,
        CaseEvent::LegalHoldLifted => state.legal_hold = false,
        CaseEvent::PackRebound { pack } => state.rebound = Some(pack.clone()),
        CaseEvent::CalendarApplied { calendar } => state.calendar = Some(calendar.clone()),
        CaseEvent::KeysDestroyed { .. } => {}
        CaseEvent::AnswerDrafted { .. }
        | CaseEvent::AnswerApproved { .. }
        | CaseEvent::AnswerReturned { .. }
        | CaseEvent::AnswerOrdered { .. }
        | CaseEvent::AnswerRecalled
        | CaseEvent::HoldEnded { .. }
        | CaseEvent::Answer { .. } => super::answering::apply(state, meta, event),
    }
    if state.waiting() != before || meta.seq <= 1 {
        state.waiting_since = meta.recorded_at;
    }
}

impl Case {
    /// The state after these events.
    #[must_use]
    pub fn replay<'a>(events: impl IntoIterator<Item = (&'a Meta, &'a CaseEvent)>) -> Self {
        let mut state = Self::default();
        for (meta, event) in events {
            apply(&mut state, meta, event);
        }
        state
    }

    /// Where it stands; nothing before it was opened.
    #[must_use]
    pub fn stage(&self) -> Stage {
        if self.closed.is_some() {
            return Stage::Closed;
        }
        match (self.answer_at_hand(), &self.draft) {
            (Some(answer), _) if answer.step(AnswerStep::Released).is_some() => Stage::Answered,
            (Some(answer), _) if answer.hold_ended => Stage::Sending,
            (Some(_), _) => Stage::Held,
            (None, Some(draft)) if draft.approved_by.is_some() => Stage::Approved,
            (None, Some(_)) => Stage::Approval,
            (None, None) if self.identity.is_none() => Stage::Identity,
            (None, None) if self.via.is_none() => Stage::Referred,
            (None, None) if self.asked_office().is_some() => Stage::GroundAsked,
            (None, None) => Stage::Working,
        }
    }

    /// The answer that keeps another from being written: the one ordered last, unless it was let
    /// go before the case was opened again.
    #[must_use]
    pub fn answer_at_hand(&self) -> Option<&AnswerState> {
        let gone =
            |answer: &&AnswerState| !(self.reopened && answer.step(AnswerStep::Released).is_some());
        self.answer.as_ref().filter(gone)
    }

    /// Whether an answer was ordered and has not been let go.
    #[must_use]
    pub fn leaves(&self) -> bool {
        let held = |answer: &AnswerState| answer.step(AnswerStep::Released).is_none();
        self.answer.as_ref().is_some_and(held)
    }

    /// What it waits for.
    #[must_use]
    pub fn waiting(&self) -> Waiting {
        let Some(opened) = &self.opened else {
            return Waiting::Nothing;
        };
        let decider = || {
            self.office
                .clone()
                .or_else(|| self.desk.clone())
                .unwrap_or_else(|| opened.desk.clone())
        };
        match self.stage() {
            Stage::Identity => Waiting::Person(Code::literal("identity")),
            Stage::Referred if self.referred.is_none() => Waiting::Worker("routing"),
            Stage::Referred => {
                Waiting::Person(self.desk.clone().unwrap_or_else(|| opened.desk.clone()))
            }
            Stage::GroundAsked => {
                Waiting::Person(self.asked_office().cloned().unwrap_or_else(decider))
            }
            Stage::Working | Stage::Approval | Stage::Approved => Waiting::Person(decider()),
            Stage::Held => Waiting::Worker("deadlines"),
            Stage::Sending => Waiting::Worker("response"),
            Stage::Answered => match self.open_tasks().next() {
                Some(task) => Waiting::Person(task.holder.clone()),
                None => Waiting::Person(Code::literal("subject")),
            },
            Stage::Closed => Waiting::Nothing,
        }
    }

    /// The right and the kind, as the pack names them.
    #[must_use]
    pub fn exercise(&self) -> Option<(Right, FileKind)> {
        let opened = self.opened.as_ref()?;
        Some((
            Right::from(opened.right.clone()),
            FileKind::from(opened.kind.clone()),
        ))
    }

    /// The legal day of receipt.
    #[must_use]
    pub fn received_on(&self) -> Option<NaiveDate> {
        self.opened
            .as_ref()
            .map(|o| self.clock.received(o.received))
    }

    /// What its clock says, dates only; nothing before it was opened, or when its facts
    /// contradict each other or the pack has no such clock.
    #[must_use]
    pub fn dates(&self, ctx: &Context<'_>) -> Option<habeas_timelimit::Computed> {
        let opened = self.opened.as_ref()?;
        let clock = clock_of(ctx.pack, &opened.regime, &opened.clock)?;
        self.clock.dates(clock, opened.received, ctx).ok()
    }

    /// What its clock says, with reasons.
    #[must_use]
    pub fn explained(&self, ctx: &Context<'_>) -> Option<habeas_timelimit::Computed> {
        let opened = self.opened.as_ref()?;
        let clock = clock_of(ctx.pack, &opened.regime, &opened.clock)?;
        self.clock.explain(clock, opened.received, ctx).ok()
    }

    /// The last legal day on which a refusal may leave, whole or in part: under the GDPR the end
    /// of the first period even where the clock was extended (art. 12(4)). None while the first
    /// period stands still, and where nothing is refused under the clock.
    #[must_use]
    pub fn refuse_by(&self, ctx: &Context<'_>) -> Option<NaiveDate> {
        let opened = self.opened.as_ref()?;
        let clock = clock_of(ctx.pack, &opened.regime, &opened.clock)?;
        let dates = self.dates(ctx)?;
        match clock.refuse_by? {
            RefuseBy::FirstDue => dates.first_due,
            RefuseBy::Due => dates.due,
        }
    }

    /// The legal day on which it first counted as answered by the pack, if it does.
    #[must_use]
    pub fn answered_on(&self, ctx: &Context<'_>) -> Option<NaiveDate> {
        let (right, kind) = self.exercise()?;
        let counts = &ctx.pack.answer(&right, &kind).counts_as_answered;
        self.earlier
            .iter()
            .chain(&self.answer)
            .flat_map(|answer| &answer.steps)
            .filter(|(step, _)| counts.iter().any(|c| c.as_str() == step.as_str()))
            .map(|(_, day)| *day)
            .min()
    }

    /// Its row; none before it was opened.
    #[must_use]
    pub fn row(&self, ctx: &Context<'_>) -> Option<RowView> {
        let opened = self.opened.as_ref()?;
        // Whoever heard in time waits for no day any more.
        let dates = self.dates(ctx).filter(|_| !self.heard_in_time(ctx));
        let stopped = self.closed.is_some() || self.answered_on(ctx).is_some();
        let clock = match &dates {
            _ if stopped => "stopped",
            Some(d) if d.state == ClockRuns::Running => "running",
            Some(d) if d.state == ClockRuns::Suspended => "paused",
            _ => "none",
        };
        Some(RowView {
            submission: opened.submission,
            desk: self.desk.clone(),
            office: self.office.clone(),
            status: Code::literal(self.stage().as_str()),
            right: Some(opened.right.clone()),
            kind: Some(opened.kind.clone()),
            reference: None,
            received: self.received_on()?,
            first_due: dates.as_ref().and_then(|d| d.first_due),
            due: dates.as_ref().and_then(|d| d.due),
            safe: dates.as_ref().and_then(|d| d.safe),
            clock: Code::literal(clock),
            waiting: self.waiting(),
            waiting_since: self.waiting_since,
            closed: self.closed.is_some(),
            tasks: u32::try_from(self.open_tasks().count()).unwrap_or(u32::MAX),
            task_due: self.open_tasks().filter_map(|task| task.due).min(),
            facts: self.clock_facts(),
        })
    }
}

impl AnswerState {
    /// The day of a step, if it was reached.
    #[must_use]
    pub fn step(&self, step: AnswerStep) -> Option<NaiveDate> {
        self.steps
            .iter()
            .find(|(s, _)| *s == step)
            .map(|(_, day)| *day)
    }
}
