//! Why a case's date is what it is, as its page shows it: each step with its rule, what it changed,
//! and who wrote down the fact behind it, when.

use habeas_dossier::why::{DateAccount, Reading, Reason};
use habeas_language::Locale;
use habeas_timelimit::State;

use crate::{cases::CaseFile, history::Names};

/// The date that the case is worked to, and what stands behind it.
pub(crate) struct Why {
    /// What the date is.
    pub(crate) label: String,
    /// The date; none while the clock stands still and where no limit is stated.
    pub(crate) day: Option<String>,
    pub(crate) steps: Vec<StepLine>,
    pub(crate) others: Vec<OtherLine>,
}

/// One step.
pub(crate) struct StepLine {
    pub(crate) sentence: String,
    pub(crate) citation: String,
    /// The day before and the day after, where the step moved it.
    pub(crate) moved: Option<String>,
    pub(crate) closed: Option<String>,
    /// Who wrote down the fact behind it, and when.
    pub(crate) recorded: Vec<String>,
}

/// Another date to know.
pub(crate) struct OtherLine {
    pub(crate) sentence: String,
    pub(crate) citation: String,
}

impl Why {
    pub(crate) fn of(locale: Locale, file: &CaseFile, names: &Names, account: DateAccount) -> Self {
        let day = account.work_to().map(|day| locale.date_with_weekday(day));
        let label = match account.state {
            State::Running => locale.t("why-work-to"),
            State::Suspended => locale.t("why-paused"),
            State::NoTimeLimit if day.is_some() => locale.t("why-target"),
            State::NoTimeLimit => locale.t("why-no-limit"),
        };
        Self {
            label: label.to_string(),
            day,
            steps: account
                .steps
                .into_iter()
                .map(|reason| step(locale, file, names, reason))
                .collect(),
            others: account.readings.into_iter().map(other).collect(),
        }
    }
}

fn step(locale: Locale, file: &CaseFile, names: &Names, reason: Reason) -> StepLine {
    let moved = (reason.from != reason.to).then(|| {
        locale
            .t("why-changes")
            .arg("from", locale.date_short(reason.from))
            .arg("to", locale.date_short(reason.to))
            .to_string()
    });
    let closed = (!reason.closed.is_empty()).then(|| {
        let days = locale.list(&reason.closed);
        locale.t("why-closed").arg("days", days).to_string()
    });
    let records = file
        .events
        .iter()
        .filter(|record| reason.recorded.contains(&record.seq));
    let recorded = records
        .map(|record| {
            let at = record.recorded_at.with_timezone(&file.pack.zone());
            locale
                .t("why-recorded")
                .arg("who", names.of(locale, &record.actor))
                .arg("when", locale.instant(&at))
                .to_string()
        })
        .collect();
    StepLine {
        sentence: reason.sentence,
        citation: reason.citation,
        moved,
        closed,
        recorded,
    }
}

fn other(reading: Reading) -> OtherLine {
    OtherLine {
        sentence: reading.sentence,
        citation: reading.citation,
    }
}
