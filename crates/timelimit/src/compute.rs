//! From facts to dates: suspension, extension, and the rollover that comes once, and last.

use std::borrow::Cow;

use chrono::NaiveDate;

mod line;
mod reasons;

use crate::calendar::{Calendar, Calendars};
use crate::computed::{
    Caution, CautionCode, Computed, DateKind, ExtensionOutcome, Rule, State, Warning,
};
use crate::facts::{FactError, Facts, Suspension};
use crate::limit::{ComputationRule, ExtensionReading, SafeRule, TimeLimit};
use crate::period::Period;
use line::{Days, Line};
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
    reasons.add(
        DateKind::Due,
        Rule::NoLimitStated,
        received,
        received,
        || cite(limit.citation()),
    );
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

/// One limit and the facts of one matter.
struct Matter<'a> {
    limit: &'a TimeLimit,
    facts: &'a Facts,
    period: Period,
    start: NaiveDate,
    days: Days<'a>,
}

/// A notice of extension, judged.
struct Judged {
    outcome: ExtensionOutcome,
    notified: Option<NaiveDate>,
}

impl Matter<'_> {
    fn compute(&self, reasons: &mut impl Reasons) -> Result<Computed, FactError> {
        let received = self.start;
        let rule = Rule::DayOfEventNotCounted;
        reasons.add(DateKind::FirstDue, rule, received, received, || {
            self.citation_of_first_day()
        });
        if let Period::BusinessDays(count) = self.period {
            return self.in_business_days(count, reasons);
        }
        let suspensions = by_day(&self.facts.suspensions);

        let base = self.first_base(reasons)?;
        let (first, judged) = self.first_line(base, &suspensions, reasons)?;
        let first_due = first.due()?;
        let extended_by = match (judged.outcome, self.limit.extension()) {
            (ExtensionOutcome::Valid, Some(extension)) => judged.notified.zip(Some(extension)),
            _ => None,
        };
        let Some((notified, extension)) = extended_by else {
            first.explain_roll(DateKind::FirstDue, reasons)?;
            let safe = match self.limit.safe() {
                SafeRule::EarlierReading => first_due,
                SafeRule::Unrolled => self.unrolled(&first, reasons)?,
            };
            return Ok(self.result(&first, &first, judged.outcome, safe, first_due));
        };

        first.explain_roll(DateKind::FirstDue, reasons)?;
        let unsuspended = self.first_end()?;
        let in_sequence = add(extension.further, unsuspended)?;
        let whole = match extension.reading {
            ExtensionReading::InOneGo => self.period.plus(extension.further),
            ExtensionReading::InSequence => None,
        };
        let from = if whole.is_some() {
            received
        } else {
            unsuspended
        };
        let length = whole.unwrap_or(extension.further);
        let extended = add(length, from)?;
        let rule = match whole {
            Some(period) => Rule::ExtendedPeriodAdded { period },
            None => Rule::FurtherPeriodAdded {
                period: extension.further,
            },
        };
        reasons.add(DateKind::Due, rule, from, extended, || {
            cite(&extension.citation)
        });
        self.explain_clamp(DateKind::Due, length, from, extended, reasons);

        let total = self.total_line(extended, notified, &suspensions, reasons)?;
        total.explain_roll(DateKind::Due, reasons)?;
        let due = total.due()?;
        let sequential = self.days.roll(total.after_suspension(in_sequence)?)?;
        let safe = match self.limit.safe() {
            SafeRule::EarlierReading => due.min(sequential),
            SafeRule::Unrolled => self.unrolled(&total, reasons)?.min(sequential),
        };
        if safe == sequential && safe < due {
            let rule = Rule::SequentialReading;
            reasons.add(DateKind::Safe, rule, due, safe, || {
                cite(&extension.citation)
            });
        }
        Ok(self.result(&first, &total, judged.outcome, safe, due))
    }

    /// The end of the first period before suspension and rollover.
    fn first_end(&self) -> Result<NaiveDate, FactError> {
        self.days
            .with_two_working_days(self.period, self.start, add(self.period, self.start)?)
    }

    fn first_base(&self, reasons: &mut impl Reasons) -> Result<NaiveDate, FactError> {
        let plain = add(self.period, self.start)?;
        let rule = Rule::PeriodAdded {
            period: self.period,
        };
        let of = DateKind::FirstDue;
        reasons.add(of, rule, self.start, plain, || cite(self.limit.citation()));
        self.explain_clamp(of, self.period, self.start, plain, reasons);
        let base = self.first_end()?;
        if base != plain {
            let citation = || self.two_working_days_citation();
            reasons.add(of, Rule::TwoWorkingDays, plain, base, citation);
        }
        Ok(base)
    }

    /// The first period, through all suspensions; on the way the notice of extension is judged by
    /// the last day as it stood on the day of the notice.
    fn first_line(
        &self,
        base: NaiveDate,
        suspensions: &[Suspension],
        reasons: &mut impl Reasons,
    ) -> Result<(Line<'_>, Judged), FactError> {
        let mut line = Line::new(self.limit, &self.days, base);
        let mut judged = None;
        for suspension in suspensions {
            if judged.is_none() && self.notified_before(suspension.from) {
                judged = Some(self.judge(&line, reasons)?);
            }
            line.take(suspension, DateKind::FirstDue, reasons)?;
        }
        let judged = match judged {
            Some(judged) => judged,
            None => self.judge(&line, reasons)?,
        };
        Ok((line, judged))
    }

    fn notified_before(&self, day: NaiveDate) -> bool {
        self.facts
            .extension_notified
            .is_some_and(|notified| notified < day)
    }

    fn judge(&self, line: &Line<'_>, reasons: &mut impl Reasons) -> Result<Judged, FactError> {
        let Some(notified) = self.facts.extension_notified else {
            return Ok(Judged {
                outcome: ExtensionOutcome::None,
                notified: None,
            });
        };
        let of = DateKind::Due;
        let last_day = line.due()?;
        let Some(extension) = self.limit.extension() else {
            let rule = Rule::ExtensionNotAvailable { notified };
            reasons.add(of, rule, last_day, last_day, || cite(self.limit.citation()));
            let outcome = ExtensionOutcome::NotAvailable;
            return Ok(Judged {
                outcome,
                notified: Some(notified),
            });
        };
        let while_suspended = line.is_open();
        let outcome = if while_suspended || notified <= last_day {
            let rule = Rule::ExtensionInTime {
                notified,
                while_suspended,
            };
            reasons.add(of, rule, last_day, last_day, || cite(&extension.citation));
            ExtensionOutcome::Valid
        } else {
            let rule = Rule::ExtensionTooLate { notified, last_day };
            reasons.add(of, rule, last_day, last_day, || cite(&extension.citation));
            ExtensionOutcome::Late
        };
        Ok(Judged {
            outcome,
            notified: Some(notified),
        })
    }

    /// The extended period. Suspensions opened by the day of the notice were in time for the first
    /// period, and so count; later ones are measured against the extended end.
    fn total_line(
        &self,
        base: NaiveDate,
        notified: NaiveDate,
        suspensions: &[Suspension],
        reasons: &mut impl Reasons,
    ) -> Result<Line<'_>, FactError> {
        let mut line = Line::new(self.limit, &self.days, base);
        for suspension in suspensions {
            if suspension.from <= notified {
                line.count(suspension, DateKind::Due, reasons)?;
            } else {
                line.take(suspension, DateKind::Due, reasons)?;
            }
        }
        Ok(line)
    }

    fn unrolled(
        &self,
        line: &Line<'_>,
        reasons: &mut impl Reasons,
    ) -> Result<NaiveDate, FactError> {
        let (raw, due) = (line.raw(), line.due()?);
        if raw < due {
            let citation = || cite(self.limit.citation());
            reasons.add(DateKind::Safe, Rule::UnrolledReading, due, raw, citation);
        }
        Ok(raw)
    }

    fn in_business_days(
        &self,
        count: u32,
        reasons: &mut impl Reasons,
    ) -> Result<Computed, FactError> {
        let mut due = self.start;
        for _ in 0..count {
            due = self
                .days
                .roll(due.succ_opt().ok_or(FactError::OutOfRange)?)?;
        }
        let rule = Rule::BusinessDaysCounted { days: count };
        let citation = || cite(self.limit.citation());
        reasons.add_over_closed(
            DateKind::FirstDue,
            rule,
            self.start,
            due,
            &self.days,
            citation,
        );
        let line = Line::new(self.limit, &self.days, due);
        let judged = self.judge(&line, reasons)?;
        Ok(self.result(&line, &line, judged.outcome, due, due))
    }

    fn result(
        &self,
        first: &Line<'_>,
        last: &Line<'_>,
        extension: ExtensionOutcome,
        safe: NaiveDate,
        due: NaiveDate,
    ) -> Computed {
        let first_due = if first.is_open() {
            None
        } else {
            first.due().ok()
        };
        let suspended = last.is_open();
        let mut warnings = Vec::new();
        let asked = self
            .days
            .calendar()
            .filter(|_| !suspended && self.days.rolls());
        if let Some(calendar) = asked.filter(|calendar| !calendar.covers(due)) {
            let (covered_from, covered_until) = calendar.coverage();
            let calendar = calendar.named_version();
            warnings.push(Warning::OutsideCoverage {
                calendar,
                date: due,
                covered_from,
                covered_until,
            });
        }
        Computed {
            state: if suspended {
                State::Suspended
            } else {
                State::Running
            },
            first_due,
            due: (!suspended).then_some(due),
            safe: (!suspended).then_some(safe),
            extension,
            days_suspended: last.days_suspended(),
            calendar: self.days.calendar().map(Calendar::named_version),
            warnings,
            reasons: Vec::new(),
            cautions: Vec::new(),
        }
    }

    fn explain_clamp(
        &self,
        of: DateKind,
        period: Period,
        from: NaiveDate,
        to: NaiveDate,
        reasons: &mut impl Reasons,
    ) {
        if period.end(from).is_some_and(|end| end.clamped) {
            let citation = || match self.limit.rule() {
                ComputationRule::Regulation1182 => Cow::Borrowed("Reg. 1182/71 art. 3(2)(c)"),
                _ => cite(self.limit.citation()),
            };
            reasons.add(of, Rule::ClampedToMonthEnd, from, to, citation);
        }
    }

    fn citation_of_first_day(&self) -> Cow<'static, str> {
        match self.limit.rule() {
            ComputationRule::Regulation1182 => Cow::Borrowed("Reg. 1182/71 art. 3(1)"),
            _ => cite(self.limit.citation()),
        }
    }

    fn two_working_days_citation(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self.limit.rule() {
            ComputationRule::AlgemeneTermijnenwet => "Algemene termijnenwet art. 2",
            _ => "Reg. 1182/71 art. 3(5)",
        })
    }
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
