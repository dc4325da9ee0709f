use chrono::NaiveDate;
use habeas_envelope::EventId;
use habeas_regime::Clock;

use crate::{
    CaseEvent, Context, Meta,
    case::{self, Case},
    clock_of,
};

/// A question asked more than so many working days after receipt was perhaps not asked "without
/// undue delay" (GDPR art. 12(6); EDPB Guidelines 01/2022, 159): its pause can be contested.
const PROMPT_WORKING_DAYS: u32 = 5;

impl Case {
    /// The case as it would be after these events, were they recorded now. What is shown before
    /// somebody acts comes from here: the same function that will be asked afterwards.
    #[must_use]
    pub fn supposing(
        &self,
        events: impl IntoIterator<Item = CaseEvent>,
        ctx: &Context<'_>,
    ) -> Self {
        let mut then = self.clone();
        for event in events {
            let meta = Meta {
                id: EventId(uuid::Uuid::nil()),
                seq: then.version + 1,
                legal_day: event.legal_day().unwrap_or_else(|| ctx.today()),
                recorded_at: ctx.now,
                actor: ctx.actor.clone(),
            };
            case::apply(&mut then, &meta, &event);
        }
        then
    }

    /// The clock that binds it, as the pack's library has it.
    #[must_use]
    pub fn law<'a>(&self, ctx: &Context<'a>) -> Option<&'a Clock> {
        let opened = self.opened.as_ref()?;
        clock_of(ctx.pack, &opened.regime, &opened.clock)
    }

    /// Whether a question asked of the person on this day comes so late that its pause can be
    /// contested: more than five working days after receipt, by the calendar of the clock.
    #[must_use]
    pub fn asked_late(&self, day: NaiveDate, ctx: &Context<'_>) -> bool {
        let Some(received) = self.received_on() else {
            return false;
        };
        let calendar = self
            .law(ctx)
            .and_then(|clock| clock.limit.calendar())
            .and_then(|id| ctx.calendars.get(id));
        let closed = |day: NaiveDate| match calendar {
            Some(calendar) => calendar.is_closed(day),
            None => matches!(
                chrono::Datelike::weekday(&day),
                chrono::Weekday::Sat | chrono::Weekday::Sun
            ),
        };
        let worked = received
            .iter_days()
            .skip(1)
            .take_while(|d| *d <= day)
            .filter(|d| !closed(*d));
        u32::try_from(worked.count()).unwrap_or(u32::MAX) > PROMPT_WORKING_DAYS
    }
}
