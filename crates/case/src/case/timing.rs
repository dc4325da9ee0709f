use chrono::NaiveDate;
use habeas_envelope::Code;
use habeas_regime::{Clock, Ground};
use habeas_timelimit::{ExtensionOutcome, SuspensionRule};

use super::{Case, Command};
use crate::{
    CaseEvent, CaseOpened, ClockFact, ClockState, Context, Decision, ExtensionOrder, Moot, Refusal,
    RestrictionStep, SUBMISSION_CORRECTED, clock_of,
};

/// Why a case keeps its day of receipt: a pause or a notice would lie before the corrected one.
const FACT_BEFORE: &str = "fact-before";

/// What a command about a fact of the clock comes to.
pub(super) fn clock(
    state: &Case,
    opened: &CaseOpened,
    command: Command,
    ctx: &Context<'_>,
) -> Decision<CaseEvent> {
    let Some(law) = clock_of(ctx.pack, &opened.regime, &opened.clock) else {
        return Decision::Refused(Refusal::NotOffered);
    };
    let received = state.clock.received(opened.received);
    let matter = Matter {
        state,
        clock: &state.clock,
        law,
        opened,
        ctx,
    };
    match command {
        Command::Pause { day, .. } | Command::Resume { day } | Command::Extend { day, .. }
            if day < received =>
        {
            Decision::Refused(Refusal::BeforeReceipt)
        }
        Command::Pause { day, .. }
        | Command::Resume { day }
        | Command::Extend { day, .. }
        | Command::CorrectReceipt { day, .. }
            if day > ctx.today() =>
        {
            Decision::Refused(Refusal::InFuture)
        }
        Command::Pause {
            cause,
            day,
            evidence,
        } => matter.pause(cause, day, evidence),
        Command::Resume { day } => match state.clock.open_pause() {
            None => Decision::Refused(Refusal::NotPaused),
            // On that day the clock was not paused yet.
            Some((_, from)) if day < from => Decision::Refused(Refusal::NotPaused),
            Some((paused_by, _)) => Decision::one(CaseEvent::ClockResumed { paused_by, day }),
        },
        Command::OrderExtension(order) => matter.order_extension(order),
        Command::NoticeLeft { dispatch } => matter.notice_left(dispatch),
        Command::Extend {
            ground,
            reason,
            day,
            evidence,
        } => {
            if state.extension_under_way().is_some() {
                return Decision::Refused(Refusal::ExtensionUnderWay);
            }
            matter.extend(CaseEvent::ClockExtended {
                ground,
                reason,
                day,
                evidence,
            })
        }
        Command::CorrectReceipt { day, .. } if day == received => Decision::Moot(Moot::AlreadySo),
        Command::CorrectReceipt { day, reason } => {
            if matter.broken_by(&state.clock.with(ClockFact::Received { day })) {
                // Its siblings follow their submission; this one waits for a person.
                return match reason == SUBMISSION_CORRECTED {
                    true if state.receipt_left == Some(day) => Decision::Moot(Moot::AlreadySo),
                    true => Decision::one(CaseEvent::ReceiptLeft {
                        day,
                        reason: Code::literal(FACT_BEFORE),
                    }),
                    false => Decision::Refused(Refusal::BeforeReceipt),
                };
            }
            Decision::one(CaseEvent::ReceiptCorrected { day, reason })
        }
        Command::RetractFact { seq } if state.clock.has(seq) => {
            if matter.broken_by(&state.clock.without(seq)) {
                return Decision::Refused(Refusal::BeforeReceipt);
            }
            Decision::one(CaseEvent::FactRetracted { seq })
        }
        _ => Decision::Refused(Refusal::NoSuchFact),
    }
}

/// A case's facts under the clock that binds it.
struct Matter<'a> {
    state: &'a Case,
    clock: &'a ClockState,
    law: &'a Clock,
    opened: &'a CaseOpened,
    ctx: &'a Context<'a>,
}

impl Matter<'_> {
    fn pause(
        &self,
        cause: Code,
        day: NaiveDate,
        evidence: Option<habeas_envelope::ItemId>,
    ) -> Decision<CaseEvent> {
        if self.law.limit.suspension() == SuspensionRule::Ignored {
            return Decision::Refused(Refusal::NoPause);
        }
        if self.clock.paused_for(cause.as_str()) == Some(day) {
            return Decision::Moot(Moot::AlreadySo);
        }
        if self.clock.open_pause().is_some() {
            return Decision::Refused(Refusal::PausedAlready);
        }
        Decision::one(CaseEvent::ClockPaused {
            cause,
            day,
            evidence,
        })
    }

    /// The notice of an extension went out: whether in time, the time-limit function judges.
    fn extend(&self, extended: CaseEvent) -> Decision<CaseEvent> {
        let CaseEvent::ClockExtended { ground, day, .. } = &extended else {
            return Decision::Refused(Refusal::NoExtension);
        };
        if self.clock.extended_on() == Some(*day) {
            return Decision::Moot(Moot::AlreadySo);
        }
        match self.extendable(ground, *day) {
            Ok(()) => Decision::one(extended),
            Err(refusal) => Decision::Refused(refusal),
        }
    }

    /// Whether an extension on this ground counts whose notice goes out on this day.
    fn extendable(&self, ground: &Code, day: NaiveDate) -> Result<(), Refusal> {
        if self.law.limit.extension().is_none() {
            return Err(Refusal::NoExtension);
        }
        if self.clock.extended_on().is_some() {
            return Err(Refusal::ExtendedAlready);
        }
        let grounds = &self.law.extension_grounds;
        if !grounds.contains(&Ground::from(ground.clone())) {
            return Err(Refusal::ExtensionGround);
        }
        let then = self.clock.with(ClockFact::Extended { day });
        let in_time = then
            .dates(self.law, self.opened.received, self.ctx)
            .is_ok_and(|dates| dates.extension == ExtensionOutcome::Valid);
        if in_time {
            Ok(())
        } else {
            Err(Refusal::ExtensionTooLate)
        }
    }

    /// An extension is ordered while its notice would still be in time if it left today.
    fn order_extension(&self, order: ExtensionOrder) -> Decision<CaseEvent> {
        if self
            .state
            .extensions
            .iter()
            .any(|known| known.order == order)
        {
            return Decision::Moot(Moot::AlreadySo);
        }
        if self.state.extension_under_way().is_some() {
            return Decision::Refused(Refusal::ExtensionUnderWay);
        }
        if self.state.answer_at_hand().is_some() {
            return Decision::Refused(Refusal::AnswerOrdered);
        }
        match self.extendable(&order.ground, self.ctx.today()) {
            Ok(()) => Decision::one(CaseEvent::ExtensionOrdered(order)),
            Err(refusal) => Decision::Refused(refusal),
        }
    }

    /// The notice of an ordered extension has left: that is a fact, and recorded as one with the
    /// day of the dispatch, be it in time or not.
    fn notice_left(&self, dispatch: habeas_envelope::DispatchId) -> Decision<CaseEvent> {
        let mut ordered = self.state.extensions.iter();
        let Some(ordered) = ordered.find(|known| known.order.dispatch == dispatch) else {
            return Decision::Refused(Refusal::NoDispatch);
        };
        if ordered.recorded {
            return Decision::Moot(Moot::AlreadySo);
        }
        let sent = self.state.outgoing.get(dispatch);
        let Some(day) = sent.and_then(|view| view.sent_on) else {
            return Decision::Refused(Refusal::DispatchState);
        };
        // Recorded by another way meanwhile; or the receipt was corrected to a day after it.
        let received = self.clock.received(self.opened.received);
        if self.clock.extended_on().is_some() || day < received {
            return Decision::Moot(Moot::Overtaken);
        }
        let ExtensionOrder { ground, reason, .. } = ordered.order.clone();
        Decision::one(CaseEvent::ClockExtended {
            ground,
            reason,
            day,
            evidence: None,
        })
    }

    /// Whether facts would contradict each other that do not now. A clock that nothing can be
    /// computed from would ring no alarm.
    fn broken_by(&self, then: &ClockState) -> bool {
        let computes = |clock: &ClockState| {
            clock
                .dates(self.law, self.opened.received, self.ctx)
                .is_ok()
        };
        computes(self.clock) && !computes(then)
    }
}

/// A step of a restriction, in order and not before the day of the step before.
pub(super) fn restrict(
    state: &Case,
    step: RestrictionStep,
    day: NaiveDate,
    ctx: &Context<'_>,
) -> Decision<CaseEvent> {
    if day > ctx.today() {
        return Decision::Refused(Refusal::InFuture);
    }
    if state.restriction == Some(step) {
        return Decision::Moot(Moot::AlreadySo);
    }
    let follows = matches!(
        (state.restriction, step),
        (
            None | Some(RestrictionStep::Lifted),
            RestrictionStep::Applied
        ) | (Some(RestrictionStep::Applied), RestrictionStep::Announced)
            | (Some(RestrictionStep::Announced), RestrictionStep::Lifted)
    );
    if follows && state.restriction_on.is_none_or(|before| before <= day) {
        Decision::one(CaseEvent::Restriction { step, day })
    } else {
        Decision::Refused(Refusal::RestrictionOrder)
    }
}

/// An alarm that is still due rings, and everything else that is due with it: once, together,
/// however long nobody rang; one that the state no longer has is moot. The end of a hold ends it,
/// a missed limit is recorded as one, and everything else is told along the chain.
pub(super) fn ring(state: &Case, alarm: &Code, ctx: &Context<'_>) -> Decision<CaseEvent> {
    let mut due = super::alarms(state, ctx);
    due.retain(|known| known.at <= ctx.now);
    if !due.iter().any(|known| known.code == *alarm) {
        return Decision::Moot(Moot::Overtaken);
    }
    if alarm.as_str() == super::ALARM_HOLD {
        return Decision::one(CaseEvent::HoldEnded { early: false });
    }
    due.retain(|known| known.code.as_str() != super::ALARM_HOLD);
    // What matters most comes last, and among equals the latest.
    let kind = |known: &crate::Alarm| super::alarm_kind(known.code.as_str()).map(|kind| kind.0);
    due.sort_by_key(|known| (kind(known), known.at));
    let Some(first) = due.pop() else {
        return Decision::Moot(Moot::Overtaken);
    };
    let overtook: Vec<Code> = due.into_iter().map(|known| known.code).collect();
    let all = || overtook.iter().chain([&first.code]);
    let mut whom = super::escalation::rings_for(state, all(), ctx).into_iter();
    let missed: Vec<CaseEvent> = all()
        .filter_map(|code| {
            let day = code.as_str().strip_prefix("missed-due-")?.parse().ok()?;
            Some(CaseEvent::LimitMissed {
                limit: Code::literal("due"),
                day,
            })
        })
        .collect();
    let deemed: Vec<NaiveDate> = all()
        .filter_map(|code| {
            code.as_str()
                .strip_prefix(super::alarms::DEEMED)?
                .parse()
                .ok()
        })
        .collect();
    let mut events = vec![CaseEvent::AlarmRung {
        rung_for: whom.next().unwrap_or_else(|| Code::literal("intake")),
        also_for: whom.collect(),
        alarm: first.code,
        overtook,
        due_at: Some(first.at),
    }];
    events.extend(missed);
    for last in deemed {
        events.extend(super::complaint::deemed(state, last, ctx));
    }
    Decision::Events(events)
}
