//! One limit applied to the facts of one matter.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::line::{Days, Line};
use super::reasons::Reasons;
use super::{add, by_day, cite};
use crate::calendar::Calendar;
use crate::computed::{Computed, DateKind, ExtensionOutcome, Rule, State, Warning};
use crate::facts::{FactError, Facts, Suspension};
use crate::limit::{ComputationRule, ExtensionReading, ExtensionRule, SafeRule, TimeLimit};
use crate::period::Period;

/// One limit and the facts of one matter.
pub(crate) struct Matter<'a> {
    pub(crate) limit: &'a TimeLimit,
    pub(crate) facts: &'a Facts,
    pub(crate) period: Period,
    /// Day zero: the day of receipt, but for who is judged by the latest reading.
    pub(crate) start: NaiveDate,
    pub(crate) days: Days<'a>,
}

/// A notice of extension, judged.
enum Judged<'a> {
    Valid {
        notified: NaiveDate,
        rule: &'a ExtensionRule,
    },
    WithoutEffect(ExtensionOutcome),
}

impl Matter<'_> {
    pub(crate) fn compute(&self, reasons: &mut impl Reasons) -> Result<Computed, FactError> {
        let day_zero = Rule::DayOfEventNotCounted;
        let citation = || self.citation_of_first_day();
        reasons.add(
            DateKind::FirstDue,
            day_zero,
            self.start,
            self.start,
            citation,
        );
        let base = match self.period {
            Period::BusinessDays(count) => self.business_days(count, reasons)?,
            _ => self.first_base(reasons)?,
        };
        let suspensions = by_day(&self.facts.suspensions);
        let (first, judged) = self.first_line(base, &suspensions, reasons)?;
        first.explain_roll(DateKind::FirstDue, reasons)?;
        match judged {
            Judged::Valid { notified, rule } => {
                self.extended(&first, notified, rule, &suspensions, reasons)
            }
            Judged::WithoutEffect(outcome) => self.not_extended(&first, outcome, reasons),
        }
    }

    fn not_extended(
        &self,
        first: &Line<'_>,
        outcome: ExtensionOutcome,
        reasons: &mut impl Reasons,
    ) -> Result<Computed, FactError> {
        let due = first.due()?;
        let safe = match self.limit.safe() {
            SafeRule::EarlierReading => due,
            SafeRule::Unrolled => self.unrolled(first, reasons)?,
        };
        Ok(self.result(first, first, outcome, safe, due))
    }

    fn extended(
        &self,
        first: &Line<'_>,
        notified: NaiveDate,
        rule: &ExtensionRule,
        suspensions: &[Suspension],
        reasons: &mut impl Reasons,
    ) -> Result<Computed, FactError> {
        let base = self.extended_base(rule, reasons)?;
        let total = self.total_line(base, notified, suspensions, reasons)?;
        total.explain_roll(DateKind::Due, reasons)?;
        let due = total.due()?;

        let in_sequence = add(rule.further, self.first_end()?)?;
        let sequential = self.days.roll(total.after_suspension(in_sequence)?)?;
        let earlier = match self.limit.safe() {
            SafeRule::EarlierReading => due,
            SafeRule::Unrolled => self.unrolled(&total, reasons)?,
        };
        if sequential < earlier && !total.is_open() {
            let citation = || cite(&rule.citation);
            reasons.add(
                DateKind::Safe,
                Rule::SequentialReading,
                due,
                sequential,
                citation,
            );
        }
        let safe = earlier.min(sequential);
        Ok(self.result(first, &total, ExtensionOutcome::Valid, safe, due))
    }

    /// The end of the first period before suspension and rollover.
    fn first_end(&self) -> Result<NaiveDate, FactError> {
        let plain = add(self.period, self.start)?;
        self.days
            .with_two_working_days(self.period, self.start, plain)
    }

    fn first_base(&self, reasons: &mut impl Reasons) -> Result<NaiveDate, FactError> {
        let of = DateKind::FirstDue;
        let plain = add(self.period, self.start)?;
        let step = Rule::PeriodAdded {
            period: self.period,
        };
        reasons.add(of, step, self.start, plain, || cite(self.limit.citation()));
        self.explain_clamp(of, self.period, self.start, plain, reasons);
        let base = self.first_end()?;
        if base != plain {
            let citation = || self.citation_of_two_working_days();
            reasons.add(of, Rule::TwoWorkingDays, plain, base, citation);
        }
        Ok(base)
    }

    /// The end of the extended period before suspension and rollover.
    fn extended_base(
        &self,
        rule: &ExtensionRule,
        reasons: &mut impl Reasons,
    ) -> Result<NaiveDate, FactError> {
        let whole = match rule.reading {
            ExtensionReading::InOneGo => self.period.plus(rule.further),
            ExtensionReading::InSequence => None,
        };
        let (step, length, from) = match whole {
            Some(period) => (Rule::ExtendedPeriodAdded { period }, period, self.start),
            None => {
                let period = rule.further;
                (
                    Rule::FurtherPeriodAdded { period },
                    period,
                    self.first_end()?,
                )
            }
        };
        let end = add(length, from)?;
        reasons.add(DateKind::Due, step, from, end, || cite(&rule.citation));
        self.explain_clamp(DateKind::Due, length, from, end, reasons);
        Ok(end)
    }

    /// The n-th working day after the day of the event.
    fn business_days(
        &self,
        count: u32,
        reasons: &mut impl Reasons,
    ) -> Result<NaiveDate, FactError> {
        let mut end = self.start;
        for _ in 0..count {
            end = self
                .days
                .roll(end.succ_opt().ok_or(FactError::OutOfRange)?)?;
        }
        let (of, step) = (
            DateKind::FirstDue,
            Rule::BusinessDaysCounted { days: count },
        );
        let citation = || cite(self.limit.citation());
        reasons.add_over_closed(of, step, self.start, end, &self.days, citation);
        Ok(end)
    }

    /// The first period, through all suspensions; on the way the notice of extension is judged by
    /// the last day as it stood on the day of the notice.
    fn first_line(
        &self,
        base: NaiveDate,
        suspensions: &[Suspension],
        reasons: &mut impl Reasons,
    ) -> Result<(Line<'_>, Judged<'_>), FactError> {
        let mut line = Line::new(self.limit, &self.days, base);
        let notified = self.facts.extension_notified.unwrap_or(NaiveDate::MAX);
        let opened_by_then = suspensions.partition_point(|s| s.from <= notified);
        for suspension in &suspensions[..opened_by_then] {
            line.take(suspension, DateKind::FirstDue, reasons)?;
        }
        let judged = self.judge(&line, reasons)?;
        for suspension in &suspensions[opened_by_then..] {
            line.take(suspension, DateKind::FirstDue, reasons)?;
        }
        Ok((line, judged))
    }

    fn judge(&self, line: &Line<'_>, reasons: &mut impl Reasons) -> Result<Judged<'_>, FactError> {
        let Some(notified) = self.facts.extension_notified else {
            return Ok(Judged::WithoutEffect(ExtensionOutcome::None));
        };
        let last_day = line.due()?;
        let Some(rule) = self.limit.extension() else {
            let step = Rule::ExtensionNotAvailable { notified };
            let citation = || cite(self.limit.citation());
            reasons.add(DateKind::FirstDue, step, last_day, last_day, citation);
            return Ok(Judged::WithoutEffect(ExtensionOutcome::NotAvailable));
        };
        let citation = || cite(&rule.citation);
        let while_suspended = line.is_open();
        if while_suspended || notified <= last_day {
            let step = Rule::ExtensionInTime {
                notified,
                while_suspended,
            };
            reasons.add(DateKind::Due, step, last_day, last_day, citation);
            Ok(Judged::Valid { notified, rule })
        } else {
            let step = Rule::ExtensionTooLate { notified, last_day };
            reasons.add(DateKind::FirstDue, step, last_day, last_day, citation);
            Ok(Judged::WithoutEffect(ExtensionOutcome::Late))
        }
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
        let calendar = self.days.calendar();
        let warning = calendar
            .filter(|_| !suspended)
            .and_then(|calendar| self.warning(calendar, due));
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
            calendar: calendar.map(Calendar::named_version),
            warnings: warning.into_iter().collect(),
            reasons: Vec::new(),
            cautions: Vec::new(),
        }
    }

    fn warning(&self, calendar: &Calendar, due: NaiveDate) -> Option<Warning> {
        if !self.days.rolls() || calendar.covers(due) {
            return None;
        }
        let (covered_from, covered_until) = calendar.coverage();
        let calendar = calendar.named_version();
        Some(Warning::OutsideCoverage {
            calendar,
            date: due,
            covered_from,
            covered_until,
        })
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

    fn citation_of_two_working_days(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self.limit.rule() {
            ComputationRule::AlgemeneTermijnenwet => "Algemene termijnenwet art. 2",
            _ => "Reg. 1182/71 art. 3(5)",
        })
    }
}
