//! From facts to dates: suspension, extension, and the rollover that comes once, and last.

use std::borrow::Cow;

use chrono::NaiveDate;

mod line;
mod matter;
mod reasons;

use crate::calendar::{Calendar, Calendars};
use crate::computed::{Caution, CautionCode, Computed, DateKind, ExtensionOutcome, Rule, State};
use crate::facts::{FactError, Facts, Suspension};
use crate::limit::{ExtensionReading, TimeLimit};
use crate::period::Period;
use line::Days;
use matter::Matter;
use reasons::{Reasons, Silent, Written};

/// The dates of a time limit, with the reasons for them.
///
/// # Errors
/// When the facts contradict each other, the limit is one of hours, or its calendar is not among
/// those passed in.
///
/// ```
/// use chrono::NaiveDate;
/// use habeas_timelimit::{Calendars, Facts, TimeLimit, compute};
/// let limit: TimeLimit = toml::from_str(r#"
///     period = { weeks = 4 }
///     rule = "self_imposed"
///     citation = "House rules art. 14.5"
/// "#).unwrap();
/// let facts = Facts::received(NaiveDate::from_ymd_opt(2025, 3, 24).unwrap());
/// let computed = compute(&limit, &facts, &Calendars::bundled()).unwrap();
/// // Easter Monday, and not moved.
/// assert_eq!(computed.due, NaiveDate::from_ymd_opt(2025, 4, 21));
/// ```
pub fn compute(
    limit: &TimeLimit,
    facts: &Facts,
    calendars: &Calendars,
) -> Result<Computed, FactError> {
    let mut reasons = Written::default();
    let mut computed = run(limit, facts, calendars, &mut reasons)?;
    computed.cautions = cautions(limit, facts, &computed, calendars)?;
    computed.reasons = reasons.steps;
    Ok(computed)
}

/// The same dates as [`compute`] without reasons and cautions, for many matters at once.
///
/// # Errors
/// As [`compute`].
pub fn compute_dates(
    limit: &TimeLimit,
    facts: &Facts,
    calendars: &Calendars,
) -> Result<Computed, FactError> {
    run(limit, facts, calendars, &mut Silent)
}

/// The latest day that can be argued for, to judge whether somebody *else* is late: counted from
/// the day after the event, and moved past days whose status is contested. Never for one's own
/// duties. `None` where there is no due date.
///
/// # Errors
/// As [`compute`].
pub fn latest_defensible(
    limit: &TimeLimit,
    facts: &Facts,
    calendars: &Calendars,
) -> Result<Option<NaiveDate>, FactError> {
    facts.check()?;
    let Some(next_day) = facts.received.succ_opt() else {
        return Err(FactError::OutOfRange);
    };
    let Some(period) = limit.period() else {
        return Ok(None);
    };
    let days = Days::of(limit, calendar_of(limit, calendars)?).lenient();
    let computed = Matter {
        limit,
        facts,
        period,
        start: next_day,
        days,
    }
    .compute(&mut Silent)?;
    Ok(computed.due)
}

fn run(
    limit: &TimeLimit,
    facts: &Facts,
    calendars: &Calendars,
    reasons: &mut impl Reasons,
) -> Result<Computed, FactError> {
    facts.check()?;
    let Some(period) = limit.period() else {
        return without_limit(limit, facts, reasons);
    };
    let days = Days::of(limit, calendar_of(limit, calendars)?);
    Matter {
        limit,
        facts,
        period,
        start: facts.received,
        days,
    }
    .compute(reasons)
}

fn calendar_of<'a>(
    limit: &TimeLimit,
    calendars: &'a Calendars,
) -> Result<Option<&'a Calendar>, FactError> {
    match limit.calendar() {
        None => Ok(None),
        Some(id) => match calendars.get(id) {
            Some(calendar) => Ok(Some(calendar)),
            None => Err(FactError::UnknownCalendar(id.clone())),
        },
    }
}

fn without_limit(
    limit: &TimeLimit,
    facts: &Facts,
    reasons: &mut impl Reasons,
) -> Result<Computed, FactError> {
    let received = facts.received;
    let mut tell = |rule| {
        let citation = || cite(limit.citation());
        reasons.add(DateKind::FirstDue, rule, received, received, citation);
    };
    tell(Rule::NoLimitStated);
    for suspension in by_day(&facts.suspensions).iter() {
        let opened = suspension.from;
        tell(Rule::SuspensionIgnored { opened });
    }
    if let Some(notified) = facts.extension_notified {
        tell(Rule::ExtensionNotAvailable { notified });
    }
    let mut safe = None;
    if let Some(period) = limit.target() {
        let end = period.end(received).ok_or(FactError::OutOfRange)?;
        let rule = Rule::Target { period };
        reasons.add(DateKind::Safe, rule, received, end.date, || {
            cite(limit.citation())
        });
        safe = Some(end.date);
    }
    Ok(Computed {
        state: State::NoTimeLimit,
        first_due: None,
        due: None,
        safe,
        extension: match facts.extension_notified {
            None => ExtensionOutcome::None,
            Some(_) => ExtensionOutcome::NotAvailable,
        },
        days_suspended: 0,
        calendar: None,
        warnings: Vec::new(),
        reasons: Vec::new(),
        cautions: Vec::new(),
    })
}

fn cite(text: &str) -> Cow<'static, str> {
    Cow::Owned(text.to_owned())
}

fn add(period: Period, start: NaiveDate) -> Result<NaiveDate, FactError> {
    match period {
        Period::Hours(_) => Err(FactError::NeedsInstants),
        _ => period.end_from(start).ok_or(FactError::OutOfRange),
    }
}

/// Suspensions in the order of their days, whatever the order they were recorded in.
fn by_day(suspensions: &[Suspension]) -> Cow<'_, [Suspension]> {
    let key = |suspension: &Suspension| (suspension.from, suspension.to.unwrap_or(NaiveDate::MAX));
    if suspensions.is_sorted_by_key(key) {
        return Cow::Borrowed(suspensions);
    }
    let mut sorted = suspensions.to_vec();
    sorted.sort_by_key(key);
    Cow::Owned(sorted)
}

fn cautions(
    limit: &TimeLimit,
    facts: &Facts,
    computed: &Computed,
    calendars: &Calendars,
) -> Result<Vec<Caution>, FactError> {
    let counted = computed.days_suspended > 0 || computed.state == State::Suspended;
    let Some(period) = limit.period().filter(|_| counted) else {
        return Ok(Vec::new());
    };
    let days = Days::of(limit, calendar_of(limit, calendars)?);
    let whole = |start: NaiveDate| -> Result<NaiveDate, FactError> {
        match limit
            .extension()
            .filter(|_| computed.extension == ExtensionOutcome::Valid)
        {
            None => add(period, start),
            Some(extension) => match period.plus(extension.further) {
                Some(whole) if extension.reading == ExtensionReading::InOneGo => add(whole, start),
                _ => add(extension.further, add(period, start)?),
            },
        }
    };
    let mut found = Vec::new();
    let unsuspended = days.roll(whole(facts.received)?)?;
    if computed.due.is_none_or(|due| unsuspended < due) {
        found.push(Caution {
            code: CautionCode::Unsuspended,
            date: unsuspended,
        });
    }
    let last_end = facts
        .suspensions
        .iter()
        .filter_map(|suspension| suspension.to)
        .max();
    if let (Some(due), Some(end)) = (
        computed.due,
        last_end.filter(|end| Some(*end) <= computed.due),
    ) {
        let restart = whole(end)?;
        if restart < due {
            found.push(Caution {
                code: CautionCode::RestartAfterSuspension,
                date: restart,
            });
        }
    }
    Ok(found)
}
