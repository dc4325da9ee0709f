//! Why a date is what it is: the steps of `habeas-timelimit` in words.

use habeas_timelimit::{
    Caution, CautionCode, ClosedDay, Closure, ComputationRule, Holiday, Period, Rule, Step, Warning,
};

use crate::{Locale, Text};

impl Locale {
    /// A length of time: "1 month", "10 working days".
    #[must_use]
    pub fn period(self, period: Period) -> String {
        let text = match period {
            Period::Hours(_) => self.t("limit-period-hours").arg("count", period.count()),
            Period::Days(_) => self.t("limit-period-days").arg("count", period.count()),
            Period::BusinessDays(_) => self
                .t("limit-period-working-days")
                .arg("count", period.count()),
            Period::Weeks(_) => self.t("limit-period-weeks").arg("count", period.count()),
            Period::Months(_) => self.t("limit-period-months").arg("count", period.count()),
            Period::Years(_) => self.t("limit-period-years").arg("count", period.count()),
            Period::YearsFromYearEnd(_) => self
                .t("limit-period-years-from-year-end")
                .arg("count", period.count()),
        };
        text.to_string()
    }

    /// A day on which no period ends, and why: "Monday 6 April 2026 (Easter Monday)".
    #[must_use]
    pub fn closed_day(self, day: &ClosedDay) -> String {
        let why = match &day.closure {
            Closure::Saturday | Closure::Sunday => self.t("limit-closed-weekend").to_string(),
            Closure::Holiday(holiday) => self.holiday(*holiday).to_string(),
            Closure::Listed(citation) => citation.clone(),
        };
        self.t("limit-closed-day")
            .arg("date", self.date_with_weekday(day.date))
            .arg("why", why)
            .to_string()
    }

    /// One step from the facts to a date, in a sentence, with the provision it rests on and the closed
    /// days that counted.
    #[must_use]
    pub fn reason(self, step: &Step) -> String {
        let sentence = self.step(step);
        let mut reason = if step.citation.is_empty() {
            sentence
        } else {
            self.t("limit-cited")
                .arg("sentence", sentence)
                .arg("citation", step.citation.as_ref())
                .to_string()
        };
        if !step.closed.is_empty() {
            let days: Vec<String> = step.closed.iter().map(|day| self.closed_day(day)).collect();
            reason.push(' ');
            reason.push_str(
                &self
                    .t("limit-closed-days")
                    .arg("days", self.list(&days))
                    .to_string(),
            );
        }
        reason
    }

    /// One step from the facts to a date, in a plain sentence: without its provision and without the
    /// closed days.
    #[must_use]
    pub fn step(self, step: &Step) -> String {
        self.rule(step).to_string()
    }

    /// Another reading of a due date, and the date it gives.
    #[must_use]
    pub fn caution(self, caution: &Caution) -> String {
        let date = self.date(caution.date);
        let text = match caution.code {
            CautionCode::Unsuspended => self.t("limit-caution-unsuspended").arg("date", date),
            CautionCode::RestartAfterSuspension => {
                self.t("limit-caution-restart").arg("date", date)
            }
        };
        text.to_string()
    }

    /// A doubt about the data a date rests on.
    #[must_use]
    pub fn date_warning(self, warning: &Warning) -> String {
        let Warning::OutsideCoverage { date, .. } = warning;
        self.t("limit-warning-coverage")
            .arg("date", self.date(*date))
            .to_string()
    }

    fn rule(self, step: &Step) -> Text {
        match step.rule {
            Rule::DayOfEventNotCounted => self
                .t("limit-rule-day-of-event")
                .arg("from", self.date(step.from)),
            Rule::PeriodAdded { period } => self
                .t("limit-rule-period")
                .arg("period", self.period(period))
                .arg("to", self.date(step.to)),
            Rule::ExtendedPeriodAdded { period } => self
                .t("limit-rule-extended-period")
                .arg("period", self.period(period))
                .arg("to", self.date(step.to)),
            Rule::FurtherPeriodAdded { period } => self
                .t("limit-rule-further-period")
                .arg("period", self.period(period))
                .arg("to", self.date(step.to)),
            Rule::ClampedToMonthEnd => self.t("limit-rule-month-end").arg("to", self.date(step.to)),
            Rule::TwoWorkingDays => self
                .t("limit-rule-two-working-days")
                .arg("to", self.date(step.to)),
            Rule::BusinessDaysCounted { days } => self
                .t("limit-rule-working-days")
                .arg("count", days)
                .arg("to", self.date(step.to)),
            Rule::Suspended {
                opened,
                closed,
                days,
            } => self
                .t("limit-rule-suspended")
                .arg("opened", self.date(opened))
                .arg("closed", self.date(closed))
                .arg("count", days)
                .arg("to", self.date(step.to)),
            Rule::SuspensionOpen { opened } => self
                .t("limit-rule-suspension-open")
                .arg("opened", self.date(opened)),
            Rule::SuspensionTooLate { opened } => self
                .t("limit-rule-suspension-too-late")
                .arg("opened", self.date(opened)),
            Rule::SuspensionIgnored { opened } => self
                .t("limit-rule-suspension-ignored")
                .arg("opened", self.date(opened)),
            Rule::RunsOnFromMovedEnd => self
                .t("limit-rule-runs-on")
                .arg("from", self.date(step.from)),
            Rule::ExtensionInTime {
                notified,
                while_suspended,
            } => {
                let notified = self.date(notified);
                if while_suspended {
                    self.t("limit-rule-extension-while-suspended")
                        .arg("notified", notified)
                } else {
                    self.t("limit-rule-extension-in-time")
                        .arg("notified", notified)
                }
            }
            Rule::ExtensionTooLate { notified, last_day } => self
                .t("limit-rule-extension-too-late")
                .arg("notified", self.date(notified))
                .arg("last", self.date(last_day)),
            Rule::ExtensionNotAvailable { notified } => self
                .t("limit-rule-extension-none")
                .arg("notified", self.date(notified)),
            Rule::RolledOver => self
                .t("limit-rule-rolled")
                .arg("from", self.date_with_weekday(step.from))
                .arg("to", self.date_with_weekday(step.to)),
            Rule::NotRolledOver { under } => self.not_rolled(under),
            Rule::SequentialReading => self
                .t("limit-rule-sequential")
                .arg("to", self.date(step.to)),
            Rule::UnrolledReading => self.t("limit-rule-unrolled").arg("to", self.date(step.to)),
            Rule::Target { period } => self
                .t("limit-rule-target")
                .arg("period", self.period(period))
                .arg("to", self.date(step.to)),
            Rule::NoLimitStated => self.t("limit-rule-no-limit"),
        }
    }

    fn not_rolled(self, under: ComputationRule) -> Text {
        match under {
            ComputationRule::SelfImposed => self.t("limit-rule-not-rolled-self-imposed"),
            ComputationRule::Regulation1182
            | ComputationRule::AlgemeneTermijnenwet
            | ComputationRule::ElapsedHours
            | ComputationRule::BusinessDays => self.t("limit-rule-not-rolled"),
        }
    }

    fn holiday(self, holiday: Holiday) -> Text {
        match holiday {
            Holiday::NewYear => self.t("limit-holiday-new-year"),
            Holiday::GoodFriday => self.t("limit-holiday-good-friday"),
            Holiday::EasterMonday => self.t("limit-holiday-easter-monday"),
            Holiday::KingsDay => self.t("limit-holiday-kings-day"),
            Holiday::LabourDay => self.t("limit-holiday-labour-day"),
            Holiday::LiberationDay => self.t("limit-holiday-liberation-day"),
            Holiday::Ascension => self.t("limit-holiday-ascension"),
            Holiday::WhitMonday => self.t("limit-holiday-whit-monday"),
            Holiday::BelgianNationalDay => self.t("limit-holiday-belgian-national-day"),
            Holiday::Assumption => self.t("limit-holiday-assumption"),
            Holiday::AllSaints => self.t("limit-holiday-all-saints"),
            Holiday::Armistice => self.t("limit-holiday-armistice"),
            Holiday::Christmas => self.t("limit-holiday-christmas"),
            Holiday::SecondChristmasDay => self.t("limit-holiday-second-christmas-day"),
        }
    }
}
