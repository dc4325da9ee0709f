use chrono::NaiveDate;
use habeas_regime::{Clock, ClockId, ClockName, Pack, RegimeId};
use habeas_timelimit::{Computed, FactError, Facts, Suspension, compute, compute_dates};

use habeas_envelope::Code;

use crate::Context;

/// The cause of a pause while the person is asked who they are (GDPR art. 12(6); EDPB Guidelines
/// 01/2022, 159).
pub const PAUSE_IDENTITY: &str = "identity-question";
/// Why the receipt of a case is corrected when that of its submission was.
pub const SUBMISSION_CORRECTED: &str = "submission-corrected";

/// A fact that moves a clock, with the event that brought it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClockFact {
    /// The clock stands still from this legal day on.
    Paused {
        /// From which day.
        day: NaiveDate,
        /// Why.
        cause: Code,
    },
    /// The pause that this event began has ended.
    Resumed {
        /// The event that began it.
        paused_by: u64,
        /// On which day.
        day: NaiveDate,
    },
    /// The notice of an extension went out.
    Extended {
        /// On which day.
        day: NaiveDate,
    },
    /// The legal day of receipt was another.
    Received {
        /// Which.
        day: NaiveDate,
    },
}

/// A clock as its facts tell, nothing computed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ClockState {
    facts: Vec<(u64, ClockFact)>,
    retracted: Vec<u64>,
}

/// What a clock says.
pub type ClockView = Result<Computed, FactError>;

impl ClockState {
    pub(crate) fn record(&mut self, seq: u64, fact: ClockFact) {
        self.facts.push((seq, fact));
    }

    pub(crate) fn retract(&mut self, seq: u64) {
        self.retracted.push(seq);
    }

    /// The same with one more fact, to see what it would come to.
    pub(crate) fn with(&self, fact: ClockFact) -> Self {
        let mut then = self.clone();
        then.record(u64::MAX, fact);
        then
    }

    /// The same without the fact of this event, to see what it would come to.
    pub(crate) fn without(&self, seq: u64) -> Self {
        let mut then = self.clone();
        then.retract(seq);
        then
    }

    /// The facts that stand: not retracted, and no end of a pause that was.
    pub fn standing(&self) -> impl Iterator<Item = (u64, &ClockFact)> {
        let gone = |seq: u64| self.retracted.contains(&seq);
        self.facts
            .iter()
            .filter(move |(seq, fact)| {
                let orphan =
                    matches!(fact, ClockFact::Resumed { paused_by, .. } if gone(*paused_by));
                !gone(*seq) && !orphan
            })
            .map(|(seq, fact)| (*seq, fact))
    }

    /// Whether the fact of this event stands and can be taken back.
    #[must_use]
    pub fn has(&self, seq: u64) -> bool {
        self.standing().any(|(s, _)| s == seq)
    }

    /// The event that began the pause now open, if one is.
    #[must_use]
    pub fn open_pause(&self) -> Option<(u64, NaiveDate)> {
        self.pauses()
            .into_iter()
            .find(|(_, _, to)| to.is_none())
            .map(|(seq, from, _)| (seq, from))
    }

    /// Since which legal day the clock has stood still for this cause, if it does.
    #[must_use]
    pub fn paused_for(&self, why: &str) -> Option<NaiveDate> {
        let (seq, day) = self.open_pause()?;
        let for_it = self.standing().any(|(s, fact)| {
            s == seq && matches!(fact, ClockFact::Paused { cause, .. } if *cause == why)
        });
        for_it.then_some(day)
    }

    fn pauses(&self) -> Vec<(u64, NaiveDate, Option<NaiveDate>)> {
        let ended = |by: u64| {
            self.standing().find_map(|(_, fact)| match fact {
                ClockFact::Resumed { paused_by, day } if *paused_by == by => Some(*day),
                _ => None,
            })
        };
        self.standing()
            .filter_map(|(seq, fact)| match fact {
                ClockFact::Paused { day, .. } => Some((seq, *day, ended(seq))),
                _ => None,
            })
            .collect()
    }

    /// The legal day of the first extension notice that stands.
    #[must_use]
    pub fn extended_on(&self) -> Option<NaiveDate> {
        self.standing()
            .filter_map(|(_, fact)| match fact {
                ClockFact::Extended { day } => Some(*day),
                _ => None,
            })
            .min()
    }

    /// The legal day of receipt, corrected or as first recorded.
    #[must_use]
    pub fn received(&self, first: NaiveDate) -> NaiveDate {
        self.standing()
            .filter_map(|(_, fact)| match fact {
                ClockFact::Received { day } => Some(*day),
                _ => None,
            })
            .last()
            .unwrap_or(first)
    }

    /// The facts in the form the time-limit function takes; order of recording does not matter.
    #[must_use]
    pub fn facts(&self, first_received: NaiveDate) -> Facts {
        let mut facts = Facts::received(self.received(first_received));
        facts.suspensions = self
            .pauses()
            .into_iter()
            .map(|(_, from, to)| Suspension { from, to })
            .collect();
        facts.suspensions.sort_by_key(|s| (s.from, s.to));
        facts.extension_notified = self.extended_on();
        facts
    }
}

/// The clock of a regime, as the pack's library has it.
#[must_use]
pub fn clock_of<'a>(pack: &'a Pack, regime: &Code, clock: &Code) -> Option<&'a Clock> {
    pack.clock_by_id(&ClockId {
        regime: RegimeId::from(regime.clone()),
        clock: ClockName::from(clock.clone()),
    })
}

impl ClockState {
    /// What the clock says, with its reasons.
    ///
    /// # Errors
    /// When a fact contradicts the receipt.
    pub fn explain(&self, clock: &Clock, received: NaiveDate, ctx: &Context<'_>) -> ClockView {
        compute(&clock.limit, &self.facts(received), ctx.calendars)
    }

    /// What the clock says, dates only.
    ///
    /// # Errors
    /// When a fact contradicts the receipt.
    pub fn dates(&self, clock: &Clock, received: NaiveDate, ctx: &Context<'_>) -> ClockView {
        compute_dates(&clock.limit, &self.facts(received), ctx.calendars)
    }
}
