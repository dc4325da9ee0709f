use chrono::NaiveDate;
use habeas_envelope::{Code, DispatchId, ItemId};

use crate::{Context, DispatchStage, case::Case, clock_of};

/// An extension that was ordered. It counts once its notice has left, from the day it did; until
/// then, and if it never leaves, the clock knows nothing of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtensionOrder {
    /// On which ground.
    pub ground: Code,
    /// Handle of the individual reason.
    pub reason: ItemId,
    /// Handle of the notice, as the person reads it.
    pub notice: ItemId,
    /// The dispatch that carries it.
    pub dispatch: DispatchId,
}

/// An ordered extension and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderedExtension {
    /// What was ordered.
    pub order: ExtensionOrder,
    /// Whether the day of its notice was recorded with the clock, be it in time or too late.
    pub recorded: bool,
}

impl Case {
    /// The extension whose notice is on its way, and how far that has come: ordered, not taken
    /// back, and not yet recorded with the clock. One that failed is on its way still: it may be
    /// sent again.
    #[must_use]
    pub fn extension_under_way(&self) -> Option<(&ExtensionOrder, DispatchStage)> {
        self.extensions
            .iter()
            .filter(|ordered| !ordered.recorded)
            .filter_map(|ordered| {
                let view = self.outgoing.get(ordered.order.dispatch)?;
                // A notice that left before the receipt, as corrected since, announces nothing.
                let left = view.sent_on.zip(self.received_on());
                let dead = left.is_some_and(|(sent, received)| sent < received);
                let alive = view.stage != DispatchStage::Cancelled && !dead;
                alive.then_some((&ordered.order, view.stage))
            })
            .next_back()
    }
    /// The last legal day on which the notice of an extension still counts, as the clock stands:
    /// none where it cannot be extended or was, and none while it stands still, when every day
    /// counts.
    #[must_use]
    pub fn notice_by(&self, ctx: &Context<'_>) -> Option<NaiveDate> {
        let opened = self.opened.as_ref()?;
        let clock = clock_of(ctx.pack, &opened.regime, &opened.clock)?;
        clock.limit.extension()?;
        if self.clock.extended_on().is_some() {
            return None;
        }
        self.dates(ctx)?.first_due
    }

    /// The day before whose end the notice of an extension is best sent: the end of the first
    /// period without any suspension and without any closed day moving it, which nobody contests.
    #[must_use]
    pub fn plan_notice_by(&self, ctx: &Context<'_>) -> Option<NaiveDate> {
        let opened = self.opened.as_ref()?;
        let clock = clock_of(ctx.pack, &opened.regime, &opened.clock)?;
        clock.limit.extension()?;
        let period = clock.limit.period()?;
        period.end_from(self.received_on()?)
    }
}
