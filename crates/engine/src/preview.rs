//! What binding open cases to another version would move, computed from their rows alone.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use habeas_case::{
    case::ClockFacts,
    clock_of,
    registry::{Version, VersionOf},
};
use habeas_envelope::{CaseId, Code, ControllerId, Scope, StreamRef, SubmissionId};
use habeas_store::Row;
use habeas_timelimit::{Computed, compute_dates};
use uuid::Uuid;

use crate::{Bound, Engine, ExecuteError, Loaded, UnknownPin, row_facts, versions::Pins};

/// How many rows are looked at together.
const PAGE: u32 = 1000;

/// The three dates of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Dates {
    /// Last day to refuse or to announce an extension.
    pub first_due: Option<NaiveDate>,
    /// Last day to answer.
    pub due: Option<NaiveDate>,
    /// The day to work to.
    pub safe: Option<NaiveDate>,
}

/// An open case whose date another version moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedCase {
    /// The case.
    pub stream: StreamRef,
    /// The submission it belongs to.
    pub submission: SubmissionId,
    /// The desk it stands at.
    pub desk: Option<Code>,
    /// The dates by what binds it now.
    pub before: Dates,
    /// The dates by the other version.
    pub after: Dates,
    /// The date that the person was told, if one was.
    pub told: Option<NaiveDate>,
}

/// What binding open cases to another version comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Open cases that would be bound.
    pub cases: u64,
    /// Open cases that are bound to it already.
    pub bound: u64,
    /// Open cases that it has no clock for, and that stay as they are.
    pub left: u64,
    /// Those whose date moves.
    pub moved: Vec<MovedCase>,
}

/// What another version is to an open case.
pub(crate) enum Fit {
    /// It has nothing to do with the case.
    Foreign,
    /// The case is bound to it already.
    Already,
    /// It has no clock for the case.
    Without,
    /// The case would be bound to it, by this.
    Would(Bound),
}

impl From<&Row> for Dates {
    fn from(row: &Row) -> Self {
        Self {
            first_due: row.first_due,
            due: row.due,
            safe: row.safe,
        }
    }
}

impl From<Computed> for Dates {
    fn from(computed: Computed) -> Self {
        Self {
            first_due: computed.first_due,
            due: computed.due,
            safe: computed.safe,
        }
    }
}

impl Engine {
    /// What approving and applying a version would move. Writes nothing.
    ///
    /// # Errors
    /// When the store cannot be read, or a case is bound to something that is not kept.
    pub async fn preview(
        &self,
        controller: &ControllerId,
        version: &Version,
    ) -> Result<Preview, ExecuteError> {
        self.refresh_shelf().await?;
        let scope = Scope::whole([controller.clone()]);
        let mut preview = Preview::default();
        let mut after = None;
        while let Some(page) = self.open_page(&scope, controller, &mut after).await? {
            for (row, facts) in &page {
                match self.fit(controller, version, facts)? {
                    Fit::Foreign => {}
                    Fit::Already => preview.bound += 1,
                    Fit::Without => preview.left += 1,
                    Fit::Would(bound) => {
                        preview.cases += 1;
                        let (before, after) = (Dates::from(row), dates(facts, &bound));
                        if before != after {
                            preview.moved.push(MovedCase {
                                stream: row.stream.clone(),
                                submission: row.submission,
                                desk: row.desk.clone(),
                                before,
                                after,
                                told: None,
                            });
                        }
                    }
                }
            }
        }
        self.add_told(&scope, controller, &mut preview.moved)
            .await?;
        Ok(preview)
    }

    /// The texts that open cases of a controller are bound to.
    pub(crate) async fn pins_of_open_cases(
        &self,
        controller: &ControllerId,
    ) -> Result<Pins, ExecuteError> {
        let scope = Scope::whole([controller.clone()]);
        let (mut pins, mut after) = (Pins::default(), None);
        while let Some(page) = self.open_page(&scope, controller, &mut after).await? {
            for (_, facts) in &page {
                pins.add(&facts.pack, facts.calendar.as_ref());
            }
        }
        Ok(pins)
    }

    /// The next open cases, none after the last, with the facts of their clocks: from the row, or, where an earlier
    /// projection made that, from the log.
    pub(crate) async fn open_page(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        after: &mut Option<Uuid>,
    ) -> Result<Option<Vec<(Row, ClockFacts)>>, ExecuteError> {
        let rows = self
            .store
            .open_cases(scope, controller, *after, PAGE)
            .await?;
        let Some(last) = rows.last() else {
            return Ok(None);
        };
        *after = Some(last.stream.id);
        let old: Vec<StreamRef> = rows
            .iter()
            .filter(|row| row_facts::of_row(row).is_none())
            .map(|row| row.stream.clone())
            .collect();
        let loaded = if old.is_empty() {
            Loaded::default()
        } else {
            Loaded::read(&self.store.load(scope, &old).await?)?
        };
        let facts = |row: Row| {
            let facts = row_facts::of_row(&row)
                .or_else(|| loaded.case(CaseId(row.stream.id))?.clock_facts())?;
            Some((row, facts))
        };
        Ok(Some(rows.into_iter().filter_map(facts).collect()))
    }

    /// What a version is to a case with these facts.
    pub(crate) fn fit(
        &self,
        controller: &ControllerId,
        version: &Version,
        case: &ClockFacts,
    ) -> Result<Fit, UnknownPin> {
        let (shelf, wanted) = (&self.shelf, &version.proposed.version);
        match version.proposed.of {
            VersionOf::Calendar => {
                let of = case.calendar.as_ref();
                if of.is_none_or(|pin| pin.id != wanted.id) {
                    return Ok(Fit::Foreign);
                }
                if of == Some(wanted) {
                    return Ok(Fit::Already);
                }
                let bound = shelf.bind(controller, &case.pack, Some(wanted))?;
                Ok(Fit::Would(bound))
            }
            VersionOf::Pack if case.pack == *wanted => Ok(Fit::Already),
            VersionOf::Pack => {
                let bound = shelf.bind(controller, wanted, case.calendar.as_ref())?;
                if clock_of(&bound.pack, &case.regime, &case.clock).is_none() {
                    return Ok(Fit::Without);
                }
                Ok(Fit::Would(bound))
            }
        }
    }

    /// Adds what the persons were told, which stands in the rows of the submissions.
    async fn add_told(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        moved: &mut [MovedCase],
    ) -> Result<(), ExecuteError> {
        let stream = |id: SubmissionId| StreamRef::submission(controller.clone(), id);
        for part in moved.chunks_mut(PAGE as usize) {
            let streams: Vec<StreamRef> = part.iter().map(|case| stream(case.submission)).collect();
            let told: BTreeMap<Uuid, Option<NaiveDate>> = self
                .store
                .rows(scope, &streams)
                .await?
                .into_iter()
                .map(|row| (row.stream.id, row.due))
                .collect();
            for case in part {
                case.told = told.get(&case.submission.0).copied().flatten();
            }
        }
        Ok(())
    }
}

/// The dates by what would bind; none where the facts contradict each other.
pub(crate) fn dates(case: &ClockFacts, bound: &Bound) -> Dates {
    clock_of(&bound.pack, &case.regime, &case.clock)
        .and_then(|clock| compute_dates(&clock.limit, &case.facts, &bound.calendars).ok())
        .map(Dates::from)
        .unwrap_or_default()
}
