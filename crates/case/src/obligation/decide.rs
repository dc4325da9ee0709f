use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{Code, ItemId};
use habeas_regime::{DeskId, Notified};

use super::{
    AUTHORITY_REQUEST, DutyState, Incident, IncidentOpened, ObligationEvent, alarms, causes,
    escalation, raisable, triggers,
};
use crate::{Context, Decision, Moot, Refusal};

/// What an incident can be told to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Record it.
    Open(Box<IncidentOpened>),
    /// The house learned of it at another instant.
    CorrectLearned {
        /// When.
        at: DateTime<Utc>,
    },
    /// It is graver than it seemed.
    Raise {
        /// What begins the further duties.
        trigger: Code,
        /// When that was found.
        at: DateTime<Utc>,
    },
    /// Somebody was told.
    Tell {
        /// Which duty it was.
        duty: Code,
        /// When.
        at: DateTime<Utc>,
        /// Handle of the copy of what was said.
        evidence: Option<ItemId>,
    },
    /// A duty does not apply.
    NotRequired {
        /// Which.
        duty: Code,
        /// On which ground of the pack.
        ground: Code,
        /// Handle of the individual reason.
        reason: ItemId,
    },
    /// The client objects.
    Object {
        /// When.
        at: DateTime<Utc>,
        /// Handle of what they say.
        words: Option<ItemId>,
    },
    /// What was asked for was disclosed.
    Disclose {
        /// When.
        at: DateTime<Utc>,
        /// Handle of the law that compels it.
        compelled: Option<ItemId>,
    },
    /// Nothing is disclosed.
    Withhold {
        /// Handle of the reason.
        reason: Option<ItemId>,
    },
    /// An alarm is due.
    RingAlarm {
        /// Which.
        alarm: Code,
    },
    /// Nothing is left to do.
    Close,
}

/// What a command comes to.
#[must_use]
pub fn decide(state: &Incident, command: Command, ctx: &Context<'_>) -> Decision<ObligationEvent> {
    let Some(opened) = &state.opened else {
        return match command {
            Command::Open(opened) => open(opened, ctx),
            _ => Decision::Refused(Refusal::Unknown),
        };
    };
    if state.closed {
        return match command {
            Command::Close | Command::RingAlarm { .. } => Decision::Moot(Moot::AlreadySo),
            _ => Decision::Refused(Refusal::Closed),
        };
    }
    match command {
        Command::Open(again) if again == *opened => Decision::Moot(Moot::AlreadySo),
        Command::Open(_) => Decision::Refused(Refusal::ExistsAlready),
        Command::CorrectLearned { at } => correct(state, at, ctx),
        Command::Raise { trigger, at } => raise(state, opened, trigger, at, ctx),
        Command::Tell { duty, at, evidence } => tell(state, duty, at, evidence, ctx),
        Command::NotRequired {
            duty,
            ground,
            reason,
        } => not_required(state, opened, duty, ground, reason, ctx),
        Command::Object { at, words } => object(state, at, words, ctx),
        Command::Disclose { at, compelled } => disclose(state, at, compelled, ctx),
        Command::Withhold { .. } if !state.discloses(ctx.pack) => {
            Decision::Refused(Refusal::NothingToDisclose)
        }
        Command::Withhold { .. } if state.disclosure_decided() => Decision::Moot(Moot::AlreadySo),
        Command::Withhold { reason } => Decision::one(ObligationEvent::Withheld { reason }),
        Command::RingAlarm { alarm } => ring(state, opened, alarm, ctx),
        Command::Close => close(state, ctx),
    }
}

fn day(at: DateTime<Utc>, ctx: &Context<'_>) -> NaiveDate {
    at.with_timezone(&ctx.pack.zone()).date_naive()
}

fn open(opened: Box<IncidentOpened>, ctx: &Context<'_>) -> Decision<ObligationEvent> {
    let causes = causes(opened.trigger.as_str());
    let known_cause = match &opened.cause {
        Some(cause) => causes.contains(&cause.as_str()),
        None => causes.is_empty(),
    };
    let open_desk = !ctx.pack.is_closed(&DeskId::from(opened.desk.clone()));
    if !triggers(ctx.pack).contains(&opened.trigger.as_str()) || !known_cause || !open_desk {
        return Decision::Refused(Refusal::NotOffered);
    }
    if opened.learned_at > ctx.now || opened.learned_on != day(opened.learned_at, ctx) {
        return Decision::Refused(Refusal::InFuture);
    }
    Decision::one(ObligationEvent::Opened(opened))
}

/// An instant that may be recorded: not in the future, and not before the house knew.
fn checked(state: &Incident, at: DateTime<Utc>, ctx: &Context<'_>) -> Result<(), Refusal> {
    if at > ctx.now {
        return Err(Refusal::InFuture);
    }
    match state.learned() {
        Some((learned, _)) if at < learned => Err(Refusal::BeforeLearned),
        _ => Ok(()),
    }
}

fn correct(state: &Incident, at: DateTime<Utc>, ctx: &Context<'_>) -> Decision<ObligationEvent> {
    if at > ctx.now {
        return Decision::Refused(Refusal::InFuture);
    }
    if state.learned().is_some_and(|(learned, _)| learned == at) {
        return Decision::Moot(Moot::AlreadySo);
    }
    Decision::one(ObligationEvent::LearnedCorrected {
        at,
        day: day(at, ctx),
    })
}

fn raise(
    state: &Incident,
    opened: &IncidentOpened,
    trigger: Code,
    at: DateTime<Utc>,
    ctx: &Context<'_>,
) -> Decision<ObligationEvent> {
    if !raisable(ctx.pack, opened.trigger.as_str()).contains(&trigger) {
        return Decision::Refused(Refusal::NotOffered);
    }
    if state.raised.contains_key(&trigger) {
        return Decision::Moot(Moot::AlreadySo);
    }
    match checked(state, at, ctx) {
        Err(refusal) => Decision::Refused(refusal),
        Ok(()) => Decision::one(ObligationEvent::Raised {
            trigger,
            at,
            day: day(at, ctx),
        }),
    }
}

/// Told again, the last counts, but not once something was disclosed on the strength of it.
fn tell(
    state: &Incident,
    duty: Code,
    at: DateTime<Utc>,
    evidence: Option<ItemId>,
    ctx: &Context<'_>,
) -> Decision<ObligationEvent> {
    let owed = state.duty(&duty, ctx);
    let Some(owed) = owed.filter(|owed| owed.provision.notify != Notified::Wait) else {
        return Decision::Refused(Refusal::NoSuchDuty);
    };
    let told = state.told.get(&duty);
    if told.is_some_and(|told| told.at == at && told.evidence == evidence) {
        return Decision::Moot(Moot::AlreadySo);
    }
    if told.is_some() && state.disclosed.is_some() {
        return Decision::Refused(Refusal::NoSuchDuty);
    }
    if let Err(refusal) = checked(state, at, ctx) {
        return Decision::Refused(refusal);
    }
    let late = owed.clock.as_ref().filter(|clock| clock.is_over(at));
    let late = late.and_then(|clock| clock.end);
    let missed =
        late.filter(|_| !state.missed.contains(&duty))
            .map(|end| ObligationEvent::DutyMissed {
                duty: duty.clone(),
                at: end,
            });
    let told = ObligationEvent::DutyTold {
        duty,
        at,
        day: day(at, ctx),
        evidence,
    };
    Decision::Events([Some(told), missed].into_iter().flatten().collect())
}

/// A ground that leads to another duty, as a public communication in place of telling each, begins
/// it at once.
fn not_required(
    state: &Incident,
    opened: &IncidentOpened,
    duty: Code,
    ground: Code,
    reason: ItemId,
    ctx: &Context<'_>,
) -> Decision<ObligationEvent> {
    let Some(owed) = state.duty(&duty, ctx) else {
        return Decision::Refused(Refusal::NoSuchDuty);
    };
    match owed.state {
        DutyState::NotRequired => return Decision::Moot(Moot::AlreadySo),
        DutyState::Open | DutyState::Overdue => {}
        _ => return Decision::Refused(Refusal::NoSuchDuty),
    }
    if !owed.provision.unless.contains(&ground) || !fits(opened, &ground) {
        return Decision::Refused(Refusal::GroundNotAllowed);
    }
    let follows = Code::new(format!("{}-{ground}", opened.trigger)).ok();
    let begins = |trigger: &Code| {
        let mut duties = ctx.pack.provisions().obligations.iter();
        duties.any(|duty| duty.trigger == *trigger) && !state.raised.contains_key(trigger)
    };
    let raised = follows
        .filter(begins)
        .map(|trigger| ObligationEvent::Raised {
            trigger,
            at: ctx.now,
            day: ctx.today(),
        });
    let waived = ObligationEvent::DutyNotRequired {
        duty,
        ground,
        reason,
    };
    Decision::Events([Some(waived), raised].into_iter().flatten().collect())
}

/// That the client may not be told is said of a public body's request alone.
fn fits(opened: &IncidentOpened, ground: &Code) -> bool {
    let public_body = opened.cause.as_ref().is_some_and(|c| *c == "public-body");
    opened.trigger != AUTHORITY_REQUEST || *ground != "not-authorised" || public_body
}

fn object(
    state: &Incident,
    at: DateTime<Utc>,
    words: Option<ItemId>,
    ctx: &Context<'_>,
) -> Decision<ObligationEvent> {
    if !state.discloses(ctx.pack) {
        return Decision::Refused(Refusal::NothingToDisclose);
    }
    if state.objected.is_some() {
        return Decision::Moot(Moot::AlreadySo);
    }
    if state.disclosure_decided() {
        return Decision::Moot(Moot::Overtaken);
    }
    if let Err(refusal) = checked(state, at, ctx) {
        return Decision::Refused(refusal);
    }
    // Late or early: whoever objects before anything went out has objected.
    Decision::one(ObligationEvent::ClientObjected {
        at,
        day: day(at, ctx),
        words,
    })
}

/// Nothing goes out before the client was told and had their time; law that compels it lifts an
/// objection, and never the time.
fn disclose(
    state: &Incident,
    at: DateTime<Utc>,
    compelled: Option<ItemId>,
    ctx: &Context<'_>,
) -> Decision<ObligationEvent> {
    if !state.discloses(ctx.pack) {
        return Decision::Refused(Refusal::NothingToDisclose);
    }
    if state.disclosed.is_some() {
        return Decision::Moot(Moot::AlreadySo);
    }
    if let Err(refusal) = checked(state, at, ctx) {
        return Decision::Refused(refusal);
    }
    let duties = state.duties(ctx);
    let owes = |duty: &&super::Duty<'_>| duty.provision.notify == Notified::Client;
    if duties.iter().filter(owes).any(super::Duty::to_tell) {
        return Decision::Refused(Refusal::ClientNotTold);
    }
    let waits = duties
        .iter()
        .filter(|duty| duty.provision.notify == Notified::Wait);
    for wait in waits {
        let end = wait.clock.as_ref().and_then(|clock| clock.end);
        if end.is_none_or(|end| at < end) {
            return Decision::Refused(Refusal::WaitNotOver);
        }
    }
    if state.objected.is_some() && compelled.is_none() {
        return Decision::Refused(Refusal::ClientObjects);
    }
    Decision::one(ObligationEvent::Disclosed {
        at,
        day: day(at, ctx),
        compelled,
    })
}

fn ring(
    state: &Incident,
    opened: &IncidentOpened,
    alarm: Code,
    ctx: &Context<'_>,
) -> Decision<ObligationEvent> {
    let due = alarms(state, ctx).into_iter().find(|a| a.code == alarm);
    if due.is_none_or(|due| due.at > ctx.now) {
        return Decision::Moot(Moot::Overtaken);
    }
    let missed = alarms::missed(state, &alarm, ctx);
    let mut whom = escalation::rings_for(opened, &alarm, ctx.pack).into_iter();
    let rung = ObligationEvent::AlarmRung {
        alarm,
        rung_for: whom.next().unwrap_or_else(|| opened.office.clone()),
        also_for: whom.collect(),
    };
    let missed = missed
        .filter(|(duty, _)| !state.missed.contains(duty.id()))
        .map(|(duty, at)| ObligationEvent::DutyMissed {
            duty: duty.id().clone(),
            at,
        });
    Decision::Events([Some(rung), missed].into_iter().flatten().collect())
}

fn close(state: &Incident, ctx: &Context<'_>) -> Decision<ObligationEvent> {
    if state.duties(ctx).iter().any(|duty| duty.state.is_open()) {
        return Decision::Refused(Refusal::DutyOpen);
    }
    if state.discloses(ctx.pack) && !state.disclosure_decided() {
        return Decision::Refused(Refusal::DisclosureOpen);
    }
    Decision::one(ObligationEvent::Closed)
}
