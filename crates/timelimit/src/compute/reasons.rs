//! Writing down the steps, or not.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::line::Days;
use crate::calendar::ClosedDay;
use crate::computed::{DateKind, Rule, Step};

/// Where steps go. Citations are made only when they are kept.
pub(crate) trait Reasons {
    fn add(
        &mut self,
        of: DateKind,
        rule: Rule,
        from: NaiveDate,
        to: NaiveDate,
        citation: impl FnOnce() -> Cow<'static, str>,
    );

    /// A step over the closed days of `days` from `from` through `to`, which it lists.
    fn add_over_closed(
        &mut self,
        of: DateKind,
        rule: Rule,
        from: NaiveDate,
        to: NaiveDate,
        days: &Days<'_>,
        citation: impl FnOnce() -> Cow<'static, str>,
    );
}

/// Keeps nothing.
pub(crate) struct Silent;

impl Reasons for Silent {
    fn add(
        &mut self,
        _: DateKind,
        _: Rule,
        _: NaiveDate,
        _: NaiveDate,
        _: impl FnOnce() -> Cow<'static, str>,
    ) {
    }

    fn add_over_closed(
        &mut self,
        _: DateKind,
        _: Rule,
        _: NaiveDate,
        _: NaiveDate,
        _: &Days<'_>,
        _: impl FnOnce() -> Cow<'static, str>,
    ) {
    }
}

/// Keeps every step.
#[derive(Default)]
pub(crate) struct Written {
    pub(crate) steps: Vec<Step>,
}

impl Reasons for Written {
    fn add(
        &mut self,
        of: DateKind,
        rule: Rule,
        from: NaiveDate,
        to: NaiveDate,
        citation: impl FnOnce() -> Cow<'static, str>,
    ) {
        self.steps.push(Step {
            of,
            rule,
            citation: citation(),
            from,
            to,
            closed: Vec::new(),
        });
    }

    fn add_over_closed(
        &mut self,
        of: DateKind,
        rule: Rule,
        from: NaiveDate,
        to: NaiveDate,
        days: &Days<'_>,
        citation: impl FnOnce() -> Cow<'static, str>,
    ) {
        let closed = days.calendar().map_or_else(Vec::new, |calendar| {
            from.iter_days()
                .take_while(|date| *date <= to)
                .filter_map(|date| {
                    calendar
                        .closure(date)
                        .map(|closure| ClosedDay { date, closure })
                })
                .collect()
        });
        self.steps.push(Step {
            of,
            rule,
            citation: citation(),
            from,
            to,
            closed,
        });
    }
}
