use chrono::{DateTime, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use habeas_regime::{Notified, Obligation, Trigger};
use habeas_timelimit::{Facts, Period, Step, TimeLimit, TimeLimitData, compute, compute_hours};

use super::Incident;
use crate::Context;

/// What the time for a duty runs from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunsFrom {
    /// The house learned of the incident.
    Learned,
    /// The client was told.
    ClientTold,
    /// The data protection officer was told.
    OfficerTold,
    /// It was found to be graver.
    Raised,
}

impl RunsFrom {
    /// All of them, so that every one has words in every language.
    pub const ALL: [Self; 4] = [
        Self::Learned,
        Self::ClientTold,
        Self::OfficerTold,
        Self::Raised,
    ];

    /// The word of the keys of pages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Learned => "learned",
            Self::ClientTold => "client-told",
            Self::OfficerTold => "officer-told",
            Self::Raised => "raised",
        }
    }
}

/// The time for a duty, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyClock {
    /// What it runs from.
    pub runs_from: RunsFrom,
    /// When that was.
    pub from: DateTime<Utc>,
    /// How long it is; none: without delay.
    pub period: Option<Period>,
    /// When it is over: of a clock of days, the midnight after its last day. None: without delay.
    pub end: Option<DateTime<Utc>>,
    /// The last day, of a clock of days.
    pub last_day: Option<NaiveDate>,
    /// The day to aim at, of a clock of business days: one business day earlier, for a law may
    /// count Saturdays among them.
    pub aim: Option<NaiveDate>,
    /// Why a day is the last one.
    pub reasons: Vec<Step>,
}

impl DutyClock {
    /// Whether its time is over at an instant: hours hold the instant they end at, days end with
    /// the midnight after.
    #[must_use]
    pub fn is_over(&self, at: DateTime<Utc>) -> bool {
        let day_clock = self.last_day.is_some();
        self.end
            .is_some_and(|end| at > end || (day_clock && at == end))
    }
}

/// The time for a duty of an incident; none before it was opened, or where the calendar cannot
/// tell.
pub(super) fn clock(state: &Incident, duty: &Obligation, ctx: &Context<'_>) -> Option<DutyClock> {
    let (learned_at, learned_on) = state.learned()?;
    let limit = duty.clock.as_ref().and_then(|id| ctx.pack.clock_by_id(id));
    let told = |notify: Notified| {
        let mut duties = ctx.pack.provisions().obligations.iter();
        let duty = duties.find(|d| d.notify == notify && state.told.contains_key(d.id.code()))?;
        state.told.get(duty.id.code()).map(|t| (t.at, t.day))
    };
    let raised = || state.raised.get(&duty.trigger).copied();
    let learned = (RunsFrom::Learned, (learned_at, learned_on));
    let (runs_from, (from, from_day)) = match limit.map(|clock| clock.from) {
        Some(Trigger::ClientTold) => (RunsFrom::ClientTold, told(Notified::Client)?),
        // Until the officer is told, the earliest reading: they were told when the house learned.
        Some(Trigger::BreachReported) => {
            told(Notified::Dpo).map_or(learned, |told| (RunsFrom::OfficerTold, told))
        }
        Some(_) => learned,
        None => raised().map_or(learned, |raised| (RunsFrom::Raised, raised)),
    };
    let Some(limit) = limit.map(|clock| &clock.limit) else {
        return Some(DutyClock {
            runs_from,
            from,
            period: None,
            end: None,
            last_day: None,
            aim: None,
            reasons: Vec::new(),
        });
    };
    let hours = matches!(limit.period(), Some(Period::Hours(_)));
    if hours {
        let zoned = from.with_timezone(&ctx.pack.zone());
        let end = compute_hours(limit, zoned).ok()?.with_timezone(&Utc);
        return Some(DutyClock {
            runs_from,
            from,
            period: limit.period(),
            end: Some(end),
            last_day: None,
            aim: None,
            reasons: Vec::new(),
        });
    }
    let computed = compute(limit, &Facts::received(from_day), ctx.calendars).ok()?;
    let last_day = computed.due?;
    Some(DutyClock {
        runs_from,
        from,
        period: limit.period(),
        end: midnight_after(last_day, ctx),
        last_day: Some(last_day),
        aim: aim(limit, from_day, ctx),
        reasons: computed.reasons,
    })
}

fn aim(limit: &TimeLimit, from: NaiveDate, ctx: &Context<'_>) -> Option<NaiveDate> {
    let Some(Period::BusinessDays(days)) = limit.period() else {
        return None;
    };
    let mut shorter = TimeLimitData::from(limit.clone());
    shorter.period = Some(Period::BusinessDays(days.checked_sub(1)?));
    let shorter = TimeLimit::try_from(shorter).ok()?;
    compute(&shorter, &Facts::received(from), ctx.calendars)
        .ok()?
        .due
}

/// The end of a day in the controller's zone.
fn midnight_after(day: NaiveDate, ctx: &Context<'_>) -> Option<DateTime<Utc>> {
    let midnight = day.succ_opt()?.and_time(NaiveTime::MIN);
    let zone = ctx.pack.zone();
    let found = zone.from_local_datetime(&midnight).earliest();
    let after_gap = || {
        let later = midnight + Duration::hours(1);
        zone.from_local_datetime(&later).earliest()
    };
    found.or_else(after_gap).map(|at| at.with_timezone(&Utc))
}
