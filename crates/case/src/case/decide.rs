use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{Code, DispatchId, Hash32, ItemId};
use habeas_regime::{DeskId, FileKind, OfficeId, Right};

use super::{Case, answering, complaint, doing, grounds, timing};
use crate::{
    AnswerStep, CaseEvent, CaseOpened, CloseReason, ComplaintStep, Context, Decision,
    DispatchCommand, DispatchEvent, DispatchStage, ExtensionOrder, Money, Moot, Part, PartyStep,
    Pinned, Refusal, RestrictionStep, RouteVia, TaskKind, clock_of,
};

/// What can be done with a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open it.
    Open(Box<CaseOpened>),
    /// Its kind is another.
    CorrectKind {
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
    SettleIdentity {
        /// How.
        method: Code,
    },
    /// It goes to whoever answers it.
    Route {
        /// The desk.
        desk: Code,
        /// The office, when it is one's.
        office: Option<Code>,
        /// How.
        via: RouteVia,
        /// By which rule, if by one.
        rule: Option<Code>,
    },
    /// The pack cannot say where it goes.
    ReferRouting {
        /// Why.
        reason: Code,
    },
    /// The clock stands still.
    Pause {
        /// Why.
        cause: Code,
        /// From which legal day.
        day: NaiveDate,
        /// Handle of the evidence.
        evidence: Option<ItemId>,
    },
    /// The clock runs again.
    Resume {
        /// From which legal day.
        day: NaiveDate,
    },
    /// Order an extension: its notice is sent, and it counts once that has left.
    OrderExtension(ExtensionOrder),
    /// The notice of an ordered extension has left.
    NoticeLeft {
        /// The dispatch that carried it.
        dispatch: DispatchId,
    },
    /// The notice of an extension went out by another way than through this house.
    Extend {
        /// On which ground.
        ground: Code,
        /// Handle of the individual reason.
        reason: ItemId,
        /// The legal day of the notice.
        day: NaiveDate,
        /// Handle of how that is known.
        evidence: Option<ItemId>,
    },
    /// The legal day of receipt was another.
    CorrectReceipt {
        /// Which.
        day: NaiveDate,
        /// Why.
        reason: Code,
    },
    /// A clock fact was wrong.
    RetractFact {
        /// The number of the fact's event.
        seq: u64,
    },
    /// The person is told this date.
    TellDate {
        /// Which.
        day: NaiveDate,
    },
    /// A further party.
    ChangeParty {
        /// In what role.
        role: Code,
        /// Which step.
        step: PartyStep,
        /// Handle of who.
        item: Option<ItemId>,
    },
    /// Somebody has to do something.
    OpenTask {
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
    FinishTask {
        /// The task.
        task: ItemId,
    },
    /// An office is asked to decide on a ground of refusal that it alone may use.
    ReferGround {
        /// Which ground.
        ground: Code,
        /// The office asked.
        office: Code,
        /// Handle of what it is asked.
        question: ItemId,
    },
    /// That office decides.
    DecideGround {
        /// Which ground.
        ground: Code,
        /// Whether the case may be refused on it.
        open: bool,
        /// Handle of the individual reason.
        reason: Option<ItemId>,
    },
    /// A fee is asked.
    AskFee {
        /// On which ground.
        ground: Code,
        /// Handle of the individual reason.
        reason: Option<ItemId>,
        /// How much.
        amount: Money,
    },
    /// An answer is written.
    Draft {
        /// Handle of the draft.
        draft: ItemId,
        /// Salted hash of the draft.
        content: Hash32,
        /// What it decides.
        parts: Vec<Part>,
    },
    /// It is approved, exactly as it stands.
    Approve {
        /// Handle of the draft.
        draft: ItemId,
        /// Salted hash of the draft.
        content: Hash32,
    },
    /// It goes back to its author.
    ReturnDraft {
        /// Handle of the draft.
        draft: ItemId,
        /// Handle of what is to be changed.
        remarks: Option<ItemId>,
    },
    /// It is to be sent.
    OrderAnswer {
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
    /// It is taken back while held.
    Recall,
    /// The hold ends.
    EndHold {
        /// Whether somebody sends it before its time.
        early: bool,
    },
    /// The answer has come this far.
    Advance {
        /// How far.
        step: AnswerStep,
        /// Which answer.
        answer: ItemId,
        /// On which legal day.
        day: NaiveDate,
    },
    /// A step of a restriction.
    Restrict {
        /// Which step.
        step: RestrictionStep,
        /// On which legal day.
        day: NaiveDate,
    },
    /// An alarm rings.
    RingAlarm {
        /// Which.
        alarm: Code,
    },
    /// A window for a complaint or an appeal begins.
    OpenRemedy {
        /// Which.
        remedy: Code,
        /// Its last day.
        until: NaiveDate,
    },
    /// A step of a complaint whose silence is a decision.
    AdvanceComplaint {
        /// Which.
        step: ComplaintStep,
        /// On which legal day.
        day: NaiveDate,
        /// Handle of what the person was told.
        item: Option<ItemId>,
    },
    /// Something of a dispatch.
    Dispatch(DispatchCommand),
    /// Close it.
    Close {
        /// Why.
        reason: CloseReason,
    },
    /// Open it again.
    Reopen {
        /// Why.
        cause: Code,
    },
    /// Let nothing of it be destroyed.
    SetLegalHold {
        /// Why.
        cause: Code,
    },
    /// Lift that.
    LiftLegalHold,
    /// Its keys are destroyed with this.
    DestroyKeys {
        /// Only of this compartment.
        compartment: Option<Code>,
        /// The day from which no backup can bring them back.
        final_on: NaiveDate,
    },
    /// Another version of the pack binds it.
    Rebind {
        /// Which.
        pack: Pinned,
    },
    /// Another version of the calendar counts.
    ApplyCalendar {
        /// Which.
        calendar: Pinned,
    },
}

/// What a command comes to in this state.
#[must_use]
pub fn decide(state: &Case, command: Command, ctx: &Context<'_>) -> Decision<CaseEvent> {
    let Some(opened) = &state.opened else {
        return match command {
            Command::Open(opened) => open(opened, ctx),
            _ => Decision::Refused(Refusal::Unknown),
        };
    };
    if state.closed.is_some() && !allowed_when_closed(&command) {
        return Decision::Refused(Refusal::Closed);
    }
    match command {
        Command::Open(again) if again.submission == opened.submission => {
            Decision::Moot(Moot::AlreadySo)
        }
        Command::Open(_) => Decision::Refused(Refusal::ExistsAlready),
        Command::CorrectKind { kind, .. } if kind == opened.kind => Decision::Moot(Moot::AlreadySo),
        Command::CorrectKind { .. } if state.answer_at_hand().is_some() => {
            Decision::Refused(Refusal::AnswerOrdered)
        }
        Command::CorrectKind {
            kind,
            desk,
            compartment,
            regime,
            clock,
            reason,
        } => {
            let right = Right::from(opened.right.clone());
            let offered = ctx.pack.offers(&right, &FileKind::from(kind.clone()));
            if !offered || clock_of(ctx.pack, &regime, &clock).is_none() {
                return Decision::Refused(Refusal::NotOffered);
            }
            Decision::one(CaseEvent::KindCorrected {
                kind,
                desk,
                compartment,
                regime,
                clock,
                reason,
            })
        }
        Command::SettleIdentity { .. } if state.identity.is_some() => {
            Decision::Moot(Moot::AlreadySo)
        }
        Command::SettleIdentity { method } => Decision::one(CaseEvent::IdentitySettled { method }),
        Command::Route {
            desk,
            office,
            via,
            rule,
        } => route(state, (desk, office, via, rule), ctx),
        Command::ReferRouting { .. } if state.via.is_some() || state.referred.is_some() => {
            Decision::Moot(Moot::AlreadySo)
        }
        Command::ReferRouting { reason } => Decision::one(CaseEvent::RoutingReferred { reason }),
        Command::Pause { .. }
        | Command::Resume { .. }
        | Command::OrderExtension(_)
        | Command::NoticeLeft { .. }
        | Command::Extend { .. }
        | Command::CorrectReceipt { .. }
        | Command::RetractFact { .. } => timing::clock(state, opened, command, ctx),
        Command::TellDate { day } if state.told == Some(day) => Decision::Moot(Moot::AlreadySo),
        Command::TellDate { day } => Decision::one(CaseEvent::DateTold { day }),
        Command::ChangeParty { .. } | Command::OpenTask { .. } | Command::FinishTask { .. } => {
            doing::decide(state, command)
        }
        Command::ReferGround { .. } | Command::DecideGround { .. } | Command::AskFee { .. } => {
            grounds::decide(state, command, ctx)
        }
        Command::Draft { .. }
        | Command::Approve { .. }
        | Command::ReturnDraft { .. }
        | Command::OrderAnswer { .. }
        | Command::Recall
        | Command::EndHold { .. }
        | Command::Advance { .. } => answering::decide(state, command, ctx),
        Command::Restrict { step, day } => timing::restrict(state, step, day, ctx),
        Command::RingAlarm { alarm } => timing::ring(state, &alarm, ctx),
        Command::OpenRemedy { remedy, until } => {
            // One that opened when the answer lay ready opens anew when it is received; no window
            // that a person was told of is cut.
            let stands = state.remedies.iter().find(|(r, _)| *r == remedy);
            if stands.is_some_and(|(_, have)| *have >= until) {
                return Decision::Moot(Moot::AlreadySo);
            }
            Decision::one(CaseEvent::RemedyOpened { remedy, until })
        }
        Command::AdvanceComplaint { step, day, item } => {
            complaint::decide(state, step, day, item, ctx)
        }
        // Taken back while it was being rendered: it is laid into no queue to be posted.
        Command::Dispatch(DispatchCommand::Queue { dispatch })
            if state.closed == Some(CloseReason::Withdrawn)
                && state.outgoing.get(dispatch).is_some_and(|view| {
                    view.office.is_some() && view.stage == DispatchStage::Started
                }) =>
        {
            let event = DispatchEvent::Cancelled { dispatch };
            Decision::one(CaseEvent::Dispatch(event))
        }
        Command::Dispatch(command) => match state.outgoing.decide(command, ctx.today()) {
            Decision::Events(events) => {
                Decision::Events(events.into_iter().map(CaseEvent::Dispatch).collect())
            }
            Decision::Moot(moot) => Decision::Moot(moot),
            Decision::Refused(refusal) => Decision::Refused(refusal),
        },
        Command::Close { .. } if state.closed.is_some() => Decision::Moot(Moot::AlreadySo),
        Command::Close {
            reason: CloseReason::Answered,
        } if state.leaves() || state.answered_on(ctx).is_none() => {
            Decision::Refused(Refusal::NotReleased)
        }
        Command::Close {
            reason: CloseReason::Answered,
        } if state.open_tasks().next().is_some() => Decision::Refused(Refusal::TasksOpen),
        Command::Close { reason } => Decision::one(CaseEvent::Closed { reason }),
        Command::Reopen { .. } if state.closed.is_none() => Decision::Refused(Refusal::NotClosed),
        Command::Reopen { cause } => Decision::one(CaseEvent::Reopened { cause }),
        Command::SetLegalHold { .. } if state.legal_hold => Decision::Moot(Moot::AlreadySo),
        Command::SetLegalHold { cause } => Decision::one(CaseEvent::LegalHoldSet { cause }),
        Command::LiftLegalHold if !state.legal_hold => Decision::Refused(Refusal::NoLegalHold),
        Command::LiftLegalHold => Decision::one(CaseEvent::LegalHoldLifted),
        Command::DestroyKeys { .. } if state.legal_hold => Decision::Refused(Refusal::LegalHold),
        Command::DestroyKeys {
            compartment,
            final_on,
        } => Decision::one(CaseEvent::KeysDestroyed {
            compartment,
            final_on,
        }),
        Command::Rebind { pack } => {
            if state.rebound.as_ref().unwrap_or(&opened.pack) == &pack {
                return Decision::Moot(Moot::AlreadySo);
            }
            Decision::one(CaseEvent::PackRebound { pack })
        }
        Command::ApplyCalendar { calendar } => {
            if state.calendar.as_ref().or(opened.calendar.as_ref()) == Some(&calendar) {
                return Decision::Moot(Moot::AlreadySo);
            }
            Decision::one(CaseEvent::CalendarApplied { calendar })
        }
    }
}

fn allowed_when_closed(command: &Command) -> bool {
    matches!(
        command,
        Command::Open(_)
            | Command::Close { .. }
            | Command::Reopen { .. }
            | Command::SetLegalHold { .. }
            | Command::LiftLegalHold
            | Command::DestroyKeys { .. }
            | Command::Dispatch(_)
            | Command::NoticeLeft { .. }
            | Command::Advance { .. }
            | Command::OpenRemedy { .. }
            | Command::AdvanceComplaint { .. }
            | Command::ChangeParty { .. }
            | Command::FinishTask { .. }
            | Command::Restrict { .. }
            | Command::RingAlarm { .. }
            | Command::EndHold { early: false }
    )
}

fn open(opened: Box<CaseOpened>, ctx: &Context<'_>) -> Decision<CaseEvent> {
    if clock_of(ctx.pack, &opened.regime, &opened.clock).is_none() {
        return Decision::Refused(Refusal::NotOffered);
    }
    if opened.received > ctx.today() {
        return Decision::Refused(Refusal::InFuture);
    }
    Decision::one(CaseEvent::Opened(opened))
}

/// By hand a case goes to a desk and an office of the pack, and never out of a closed desk: whose
/// kind is wrong has it corrected.
fn route(
    state: &Case,
    (desk, office, via, rule): (Code, Option<Code>, RouteVia, Option<Code>),
    ctx: &Context<'_>,
) -> Decision<CaseEvent> {
    if state.identity.is_none() {
        return Decision::Refused(Refusal::IdentityOpen);
    }
    if state.answer_at_hand().is_some() {
        return Decision::Refused(Refusal::AnswerOrdered);
    }
    let same =
        state.desk.as_ref() == Some(&desk) && state.office == office && state.via == Some(via);
    if same {
        return Decision::Moot(Moot::AlreadySo);
    }
    if rule.is_some() && state.via.is_some() {
        return Decision::Moot(Moot::Overtaken);
    }
    let known = ctx.pack.desk(&DeskId::from(desk.clone())).is_some()
        && office.as_ref().is_none_or(|office| {
            let office = OfficeId::from(office.clone());
            ctx.pack.office(&office).is_some()
        });
    let leaves_closed = state
        .desk
        .as_ref()
        .is_some_and(|from| *from != desk && ctx.pack.is_closed(&DeskId::from(from.clone())));
    // What is sealed for one desk is no other's to read: whose kind is another has it corrected,
    // which seals it anew.
    let sealed = state.opened.as_ref().map(|opened| &opened.compartment);
    let apart = known
        && sealed.is_some_and(|sealed| {
            ctx.pack.compartment(&DeskId::from(desk.clone())).as_str() != sealed.as_str()
        });
    if !known || ((leaves_closed || apart) && rule.is_none()) {
        return Decision::Refused(Refusal::RouteNotAllowed);
    }
    Decision::one(CaseEvent::Routed {
        desk,
        office,
        via,
        rule,
    })
}
