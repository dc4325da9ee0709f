use chrono::{DateTime, Utc};
use habeas_envelope::{Code, IncidentId, SubmissionId};
use habeas_regime::{Notified, Obligation, Pack};

use super::{AUTHORITY_REQUEST, BREACH, CLIENT_TOLD, DutyClock, Incident, clocks};
use crate::{Context, RowView, Waiting};

/// Where a duty stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyState {
    /// It is to be done.
    Open,
    /// Its time has passed, and it is still to be done.
    Overdue,
    /// It was done.
    Done,
    /// It was done after its time.
    DoneLate,
    /// It does not apply.
    NotRequired,
    /// The other side's time runs; nothing may be disclosed.
    Waiting,
    /// The other side's time is over.
    WaitOver,
    /// The client objected.
    Objected,
    /// It has been overtaken: what was waited for is decided.
    Settled,
}

impl DutyState {
    /// All of them, so that every one has words in every language.
    pub const ALL: [Self; 9] = [
        Self::Open,
        Self::Overdue,
        Self::Done,
        Self::DoneLate,
        Self::NotRequired,
        Self::Waiting,
        Self::WaitOver,
        Self::Objected,
        Self::Settled,
    ];

    /// The word of the keys of pages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Done => "done",
            Self::DoneLate => "done-late",
            Self::NotRequired => "not-required",
            Self::Waiting => "waiting",
            Self::WaitOver => "wait-over",
            Self::Objected => "objected",
            Self::Settled => "settled",
        }
    }

    /// Whether it keeps the incident from being closed.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Open | Self::Overdue | Self::Waiting | Self::Objected
        )
    }
}

/// A duty of an incident, with its time.
#[derive(Clone, Debug)]
pub struct Duty<'a> {
    /// The pack's provision.
    pub provision: &'a Obligation,
    /// Its time; none where no date can be told.
    pub clock: Option<DutyClock>,
    /// Where it stands.
    pub state: DutyState,
}

impl Duty<'_> {
    /// Its code.
    #[must_use]
    pub fn id(&self) -> &Code {
        self.provision.id.code()
    }

    /// Whether somebody has to be told, and was not yet.
    #[must_use]
    pub fn to_tell(&self) -> bool {
        matches!(self.state, DutyState::Open | DutyState::Overdue)
    }

    /// What it is sorted by: its end, or its beginning where it is to be done without delay.
    #[must_use]
    pub fn nearest(&self) -> Option<DateTime<Utc>> {
        self.clock.as_ref().map(|c| c.end.unwrap_or(c.from))
    }
}

/// What can be recorded as an incident under a pack: what its obligations begin with.
#[must_use]
pub fn triggers(pack: &Pack) -> Vec<&'static str> {
    [AUTHORITY_REQUEST, BREACH]
        .into_iter()
        .filter(|trigger| begins(pack, trigger))
        .collect()
}

fn begins(pack: &Pack, trigger: &str) -> bool {
    let mut duties = pack.provisions().obligations.iter();
    duties.any(|duty| duty.trigger == *trigger)
}

/// What leads to an incident, where the provision tells it apart: a public body asks, the house
/// means to disclose, somebody else asks for data of the client.
#[must_use]
pub fn causes(trigger: &str) -> &'static [&'static str] {
    match trigger {
        AUTHORITY_REQUEST => &["public-body", "intention", "third-party"],
        _ => &[],
    }
}

/// What an incident can be raised to by a person: the pack's triggers that go on from its own,
/// but for those that follow from a ground.
#[must_use]
pub fn raisable(pack: &Pack, trigger: &str) -> Vec<Code> {
    let duties = &pack.provisions().obligations;
    let by_ground = |raised: &Code| {
        let grounds = duties.iter().flat_map(|duty| &duty.unless);
        let mut grounds = grounds.map(|ground| format!("{trigger}-{ground}"));
        grounds.any(|follows| *raised == *follows)
    };
    let mut found: Vec<Code> = Vec::new();
    for duty in duties {
        let goes_on = duty.trigger.as_str().strip_prefix(trigger);
        let goes_on = goes_on.is_some_and(|rest| rest.starts_with('-'));
        if goes_on && !by_ground(&duty.trigger) && !found.contains(&duty.trigger) {
            found.push(duty.trigger.clone());
        }
    }
    found
}

/// The desk and the office that have a controller's incidents: the desk that answers for privacy,
/// which is never a closed one, and the office that the privacy questions of the house go to.
#[must_use]
pub fn home(pack: &Pack) -> (Code, Code) {
    let provisions = pack.provisions();
    (
        provisions.identity.desk.code().clone(),
        provisions.working.dpo.code().clone(),
    )
}

impl Incident {
    /// Its duties, in the order of the pack, as they stand now.
    #[must_use]
    pub fn duties<'a>(&self, ctx: &Context<'a>) -> Vec<Duty<'a>> {
        let pack = ctx.pack;
        let obligations = pack.provisions().obligations.iter();
        obligations
            .filter(|duty| self.began(duty, pack))
            .map(|provision| {
                let clock = clocks::clock(self, provision, ctx);
                let state = self.state_of(provision, clock.as_ref(), ctx);
                Duty {
                    provision,
                    clock,
                    state,
                }
            })
            .collect()
    }

    /// A duty that has begun.
    #[must_use]
    pub fn duty<'a>(&self, id: &Code, ctx: &Context<'a>) -> Option<Duty<'a>> {
        self.duties(ctx).into_iter().find(|duty| duty.id() == id)
    }

    fn began(&self, duty: &Obligation, pack: &Pack) -> bool {
        let Some(opened) = &self.opened else {
            return false;
        };
        if duty.trigger == CLIENT_TOLD {
            // What the client is told of a breach begins no time to object.
            return opened.trigger == AUTHORITY_REQUEST
                && pack.provisions().obligations.iter().any(|told| {
                    told.trigger == AUTHORITY_REQUEST
                        && told.notify == Notified::Client
                        && self.told.contains_key(told.id.code())
                });
        }
        duty.trigger == opened.trigger || self.raised.contains_key(&duty.trigger)
    }

    fn state_of(
        &self,
        duty: &Obligation,
        clock: Option<&DutyClock>,
        ctx: &Context<'_>,
    ) -> DutyState {
        let over = |at| clock.is_some_and(|clock| clock.is_over(at));
        if duty.notify == Notified::Wait {
            return if self.disclosed.is_some() || self.withheld.is_some() {
                DutyState::Settled
            } else if self.objected.is_some() {
                DutyState::Objected
            } else if clock.and_then(|c| c.end).is_some_and(|end| ctx.now >= end) {
                DutyState::WaitOver
            } else {
                DutyState::Waiting
            };
        }
        if let Some(told) = self.told.get(duty.id.code()) {
            return if over(told.at) {
                DutyState::DoneLate
            } else {
                DutyState::Done
            };
        }
        if self.not_required.contains_key(duty.id.code()) {
            DutyState::NotRequired
        } else if over(ctx.now) {
            DutyState::Overdue
        } else {
            DutyState::Open
        }
    }

    /// Whether there is something that may be disclosed: the pack gives a client time to object.
    #[must_use]
    pub fn discloses(&self, pack: &Pack) -> bool {
        let begun = |opened: &super::IncidentOpened| opened.trigger == AUTHORITY_REQUEST;
        self.opened.as_deref().is_some_and(begun) && begins(pack, CLIENT_TOLD)
    }

    /// Whether it was decided what is disclosed.
    #[must_use]
    pub fn disclosure_decided(&self) -> bool {
        self.disclosed.is_some() || self.withheld.is_some()
    }

    /// The open duty whose time is over first.
    #[must_use]
    pub fn nearest<'a>(&self, ctx: &Context<'a>) -> Option<Duty<'a>> {
        self.duties(ctx)
            .into_iter()
            .filter(|duty| duty.state.is_open())
            .min_by_key(|duty| (duty.nearest().is_none(), duty.nearest()))
    }

    /// Where it stands, as a word.
    #[must_use]
    pub fn status(&self, ctx: &Context<'_>) -> &'static str {
        if self.closed {
            return "closed";
        }
        let duties = self.duties(ctx);
        let has = |state| duties.iter().any(|duty| duty.state == state);
        if has(DutyState::Overdue) {
            "overdue"
        } else if has(DutyState::Objected) {
            "objected"
        } else if has(DutyState::Open) {
            "open"
        } else if has(DutyState::Waiting) {
            "waiting"
        } else if self.discloses(ctx.pack) && !self.disclosure_decided() {
            "to-decide"
        } else {
            "to-close"
        }
    }

    /// Its row; none before it was opened.
    #[must_use]
    pub fn row(&self, id: IncidentId, ctx: &Context<'_>) -> Option<RowView> {
        let opened = self.opened.as_ref()?;
        let (_, learned_on) = self.learned()?;
        let zone = ctx.pack.zone();
        let nearest = if self.closed { None } else { self.nearest(ctx) };
        let due = nearest.and_then(|duty| {
            duty.clock.as_ref().and_then(|c| c.last_day).or_else(|| {
                duty.nearest()
                    .map(|at| at.with_timezone(&zone).date_naive())
            })
        });
        Some(RowView {
            // It belongs to no submission: its own id stands there.
            submission: SubmissionId(id.0),
            desk: Some(opened.desk.clone()),
            office: Some(opened.office.clone()),
            // Not a word that time alone would change.
            status: Code::literal(if self.closed { "closed" } else { "open" }),
            right: None,
            kind: None,
            reference: None,
            received: learned_on,
            first_due: None,
            due,
            safe: due,
            clock: Code::literal(match (self.closed, due) {
                (true, _) => "stopped",
                (false, Some(_)) => "running",
                (false, None) => "none",
            }),
            waiting: if self.closed {
                Waiting::Nothing
            } else {
                Waiting::Person(opened.office.clone())
            },
            waiting_since: self.changed,
            closed: self.closed,
            tasks: 0,
            task_due: None,
            facts: None,
        })
    }
}
