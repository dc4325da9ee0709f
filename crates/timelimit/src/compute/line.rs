//! One running end: a base, the suspended days added to it, and the day it rolls to.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::cite;
use super::reasons::Reasons;
use crate::calendar::Calendar;
use crate::computed::{DateKind, Rule};
use crate::facts::{FactError, Suspension};
use crate::limit::{ComputationRule, SuspensionRule, TimeLimit};
use crate::period::Period;

/// Which days are closed, for one limit.
#[derive(Clone, Copy)]
pub(crate) struct Days<'a> {
    calendar: Option<&'a Calendar>,
    rule: ComputationRule,
    rolls: bool,
    lenient: bool,
}

impl<'a> Days<'a> {
    pub(crate) fn of(limit: &TimeLimit, calendar: Option<&'a Calendar>) -> Self {
        let rule = limit.rule();
        let too_long = rule == ComputationRule::AlgemeneTermijnenwet
            && limit.period().is_some_and(beyond_the_algemene_termijnenwet);
        Self {
            calendar,
            rule,
            rolls: !too_long,
            lenient: false,
        }
    }

    /// Closed also where that is contested.
    pub(crate) fn lenient(self) -> Self {
        Self {
            lenient: true,
            ..self
        }
    }

    /// Whether a closed last day moves.
    pub(crate) fn rolls(&self) -> bool {
        self.rolls
    }

    pub(crate) fn calendar(&self) -> Option<&'a Calendar> {
        self.calendar
    }

    fn is_closed(&self, date: NaiveDate) -> bool {
        self.calendar.is_some_and(|calendar| {
            if self.lenient {
                calendar.is_arguably_closed(date)
            } else {
                calendar.is_closed(date)
            }
        })
    }

    /// The next open day, `date` itself where it is open or nothing rolls.
    pub(crate) fn roll(&self, mut date: NaiveDate) -> Result<NaiveDate, FactError> {
        if !self.rolls {
            return Ok(date);
        }
        while self.is_closed(date) {
            date = date.succ_opt().ok_or(FactError::OutOfRange)?;
        }
        Ok(date)
    }

    /// The end of a period in days, lengthened until it holds two working days where the rule
    /// asks for them.
    pub(crate) fn with_two_working_days(
        &self,
        period: Period,
        start: NaiveDate,
        end: NaiveDate,
    ) -> Result<NaiveDate, FactError> {
        let asked = match (self.rule, period) {
            (ComputationRule::Regulation1182, Period::Days(count)) => count >= 2,
            (ComputationRule::AlgemeneTermijnenwet, Period::Days(count)) => {
                self.rolls && count >= 3
            }
            _ => false,
        };
        if !asked {
            return Ok(end);
        }
        let mut second = start;
        for _ in 0..2 {
            second = self.roll(second.succ_opt().ok_or(FactError::OutOfRange)?)?;
        }
        Ok(end.max(second))
    }
}

/// Algemene termijnenwet, art. 4(a).
fn beyond_the_algemene_termijnenwet(period: Period) -> bool {
    match period {
        Period::Days(count) => count > 90,
        Period::Weeks(count) => count > 12,
        Period::Months(count) => count > 3,
        Period::Hours(_) | Period::Years(_) | Period::YearsFromYearEnd(_) => true,
        Period::BusinessDays(_) => false,
    }
}

/// An end that suspensions move.
pub(crate) struct Line<'a> {
    limit: &'a TimeLimit,
    days: &'a Days<'a>,
    raw: NaiveDate,
    suspended: i64,
    /// The day up to, and without, which suspended days are already counted.
    counted_until: NaiveDate,
    open: bool,
}

impl<'a> Line<'a> {
    pub(crate) fn new(limit: &'a TimeLimit, days: &'a Days<'a>, base: NaiveDate) -> Self {
        Self {
            limit,
            days,
            raw: base,
            suspended: 0,
            counted_until: NaiveDate::MIN,
            open: false,
        }
    }

    /// The end before it moves for a closed day.
    pub(crate) fn raw(&self) -> NaiveDate {
        self.raw
    }

    /// Whether a suspension without end stops the clock.
    pub(crate) fn is_open(&self) -> bool {
        self.open
    }

    pub(crate) fn days_suspended(&self) -> u32 {
        u32::try_from(self.suspended).unwrap_or(u32::MAX)
    }

    pub(crate) fn due(&self) -> Result<NaiveDate, FactError> {
        self.days.roll(self.raw)
    }

    /// Another base moved by the same suspended days.
    pub(crate) fn after_suspension(&self, base: NaiveDate) -> Result<NaiveDate, FactError> {
        later(base, self.suspended)
    }

    /// A suspension, measured against the end as it stands: one opened after it has no effect; one
    /// opened on a day to which the end had moved runs on from there.
    pub(crate) fn take(
        &mut self,
        suspension: &Suspension,
        of: DateKind,
        reasons: &mut impl Reasons,
    ) -> Result<(), FactError> {
        if self.open {
            return Ok(());
        }
        let citation = || cite(self.limit.suspension_citation());
        let (opened, raw) = (suspension.from, self.raw);
        if self.limit.suspension() == SuspensionRule::Ignored {
            reasons.add(of, Rule::SuspensionIgnored { opened }, raw, raw, citation);
            return Ok(());
        }
        if opened > raw {
            let due = self.due()?;
            if opened > due {
                reasons.add(of, Rule::SuspensionTooLate { opened }, due, due, citation);
                return Ok(());
            }
            let roll_citation = || roll_citation(self.limit);
            reasons.add_over_closed(
                of,
                Rule::RunsOnFromMovedEnd,
                raw,
                due,
                self.days,
                roll_citation,
            );
            self.raw = due;
        }
        self.count(suspension, of, reasons)
    }

    /// A suspension known to have an effect.
    pub(crate) fn count(
        &mut self,
        suspension: &Suspension,
        of: DateKind,
        reasons: &mut impl Reasons,
    ) -> Result<(), FactError> {
        if self.open || self.limit.suspension() == SuspensionRule::Ignored {
            return Ok(());
        }
        let citation = || cite(self.limit.suspension_citation());
        let (opened, raw) = (suspension.from, self.raw);
        let Some(closed) = suspension.to else {
            self.open = true;
            reasons.add(of, Rule::SuspensionOpen { opened }, raw, raw, citation);
            return Ok(());
        };
        let first = match self.limit.suspension() {
            SuspensionRule::Awb => opened.succ_opt().ok_or(FactError::OutOfRange)?,
            SuspensionRule::HalfOpen | SuspensionRule::Ignored => opened,
        };
        let uncounted_from = first.max(self.counted_until);
        let new_days = closed
            .signed_duration_since(uncounted_from)
            .num_days()
            .max(0);
        self.counted_until = self.counted_until.max(closed);
        self.suspended += new_days;
        self.raw = later(raw, new_days)?;
        let days = u32::try_from(new_days).unwrap_or(u32::MAX);
        reasons.add(
            of,
            Rule::Suspended {
                opened,
                closed,
                days,
            },
            raw,
            self.raw,
            citation,
        );
        Ok(())
    }

    /// Writes down whether and why the end moved; nothing while the clock stands still.
    pub(crate) fn explain_roll(
        &self,
        of: DateKind,
        reasons: &mut impl Reasons,
    ) -> Result<(), FactError> {
        if self.open {
            return Ok(());
        }
        let (raw, due) = (self.raw, self.due()?);
        if raw != due {
            let citation = || roll_citation(self.limit);
            reasons.add_over_closed(of, Rule::RolledOver, raw, due, self.days, citation);
        } else if self.limit.rule() == ComputationRule::SelfImposed || !self.days.rolls {
            let under = self.limit.rule();
            let citation = || match under {
                ComputationRule::AlgemeneTermijnenwet => {
                    Cow::Borrowed("Algemene termijnenwet art. 4(a)")
                }
                _ => cite(self.limit.citation()),
            };
            reasons.add(of, Rule::NotRolledOver { under }, raw, raw, citation);
        }
        Ok(())
    }
}

fn roll_citation(limit: &TimeLimit) -> Cow<'static, str> {
    match limit.rule() {
        ComputationRule::Regulation1182 => Cow::Borrowed("Reg. 1182/71 art. 3(4)"),
        ComputationRule::AlgemeneTermijnenwet => Cow::Borrowed("Algemene termijnenwet art. 1(1)"),
        _ => cite(limit.citation()),
    }
}

fn later(date: NaiveDate, days: i64) -> Result<NaiveDate, FactError> {
    let days = u64::try_from(days).map_err(|_| FactError::OutOfRange)?;
    date.checked_add_days(chrono::Days::new(days))
        .ok_or(FactError::OutOfRange)
}
