use habeas_envelope::Code;
use habeas_timelimit::Facts;

use super::Case;
use crate::Pinned;

/// What the dates of a case are computed from, and with which texts: enough to compute them
/// without its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockFacts {
    /// Receipt, suspensions and extension, in legal days.
    pub facts: Facts,
    /// The regime of its clock.
    pub regime: Code,
    /// The clock of that regime.
    pub clock: Code,
    /// The version of the pack that binds it.
    pub pack: Pinned,
    /// The version of the calendar that counts, where its clock has one.
    pub calendar: Option<Pinned>,
}

impl Case {
    /// The versions of pack and calendar that bind it now; none before it was opened.
    #[must_use]
    pub fn bound(&self) -> Option<(&Pinned, Option<&Pinned>)> {
        let opened = self.opened.as_ref()?;
        let pack = self.rebound.as_ref().unwrap_or(&opened.pack);
        let calendar = self.calendar.as_ref().or(opened.calendar.as_ref());
        Some((pack, calendar))
    }

    /// What its dates are computed from; none before it was opened.
    #[must_use]
    pub fn clock_facts(&self) -> Option<ClockFacts> {
        let opened = self.opened.as_ref()?;
        let (pack, calendar) = self.bound()?;
        Some(ClockFacts {
            facts: self.clock.facts(opened.received),
            regime: opened.regime.clone(),
            clock: opened.clock.clone(),
            pack: pack.clone(),
            calendar: calendar.cloned(),
        })
    }
}
