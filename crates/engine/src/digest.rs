//! What offices have to mind on a day: the one place that says what stands in whose digest. Who
//! orders digests and who writes them ask here, and read page by page.

use chrono::{Days, NaiveDate};
use habeas_case::{
    case::{digest_for, digest_for_task},
    obligation,
};
use habeas_envelope::{Code, Scope, StreamKind};
use habeas_regime::{DeskId, OfficeId, Pack, coverage_ends};
use habeas_store::{Row, RowFilter, RowOrder, StoreError};
use habeas_timelimit::CalendarId;

use crate::{Engine, PackShelf};

/// So many rows are read together.
const PAGE: u32 = 500;

/// Something with a date that offices have to mind.
#[derive(Clone, Debug)]
pub struct Minded {
    /// The row of the case or incident.
    pub row: Row,
    /// What it is about.
    pub about: About,
    /// The day; none where something is to be done without delay.
    pub day: Option<NaiveDate>,
    /// The offices that have to mind it.
    pub offices: Vec<OfficeId>,
}

/// What a date to mind is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A duty of an incident.
    Incident,
    /// The day a case is worked to.
    Limit,
    /// A task that is late.
    Task,
    /// A message of the person that nobody has read.
    Message,
    /// A submission that nobody could say yet what it is.
    Unclassified,
}

impl Engine {
    /// Gives everything that some office of a controller has to mind on a day to `each`, the
    /// nearest first within its kind, until that says to stop.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn minded(
        &self,
        scope: &Scope,
        pack: &Pack,
        today: NaiveDate,
        each: &mut (dyn FnMut(Minded) -> bool + Send),
    ) -> Result<(), StoreError> {
        for about in [
            About::Incident,
            About::Limit,
            About::Task,
            About::Message,
            About::Unclassified,
        ] {
            let filter = filter(about, pack, today);
            for page in 0.. {
                let filter = RowFilter {
                    offset: PAGE.saturating_mul(page),
                    ..filter.clone()
                };
                let rows = self.store.list(scope, &filter).await?;
                let last = rows.len() < PAGE as usize;
                for row in rows {
                    let found = if about == About::Message {
                        self.who_reads(scope, row, pack).await?
                    } else {
                        minded(about, row, pack, today).into_iter().collect()
                    };
                    for minded in found {
                        if !minded.offices.is_empty() && !each(minded) {
                            return Ok(());
                        }
                    }
                }
                if last {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Who has to read what the person wrote: the offices that have their cases, and until those
    /// stand at a desk the one that heads the desk that checks who the person is.
    async fn who_reads(
        &self,
        scope: &Scope,
        row: Row,
        pack: &Pack,
    ) -> Result<Vec<Minded>, StoreError> {
        let cases = RowFilter {
            kind: Some(StreamKind::Case),
            controller: Some(pack.controller().clone()),
            submission: Some(row.submission),
            closed: Some(false),
            ..RowFilter::default()
        };
        let day = row.task_due;
        let mut minded = Vec::new();
        if row.status == "in-hand" {
            for row in self.store.list(scope, &cases).await? {
                minded.push(Minded {
                    offices: digest_for(row.desk.as_ref(), row.office.as_ref(), i64::MAX, pack),
                    about: About::Message,
                    day,
                    row,
                });
            }
        }
        if minded.is_empty() {
            minded.push(Minded {
                offices: checks(&row, pack),
                about: About::Message,
                day,
                row,
            });
        }
        Ok(minded)
    }
}

/// The office that heads the desk at which a submission is checked, else the one that checks where
/// no closed desk does.
fn checks(row: &Row, pack: &Pack) -> Vec<OfficeId> {
    let desk = row.office.clone().map(DeskId::from);
    let desk = desk.unwrap_or_else(|| pack.provisions().identity.desk.clone());
    pack.desk(&desk)
        .map(|desk| desk.office.clone())
        .into_iter()
        .collect()
}

fn filter(about: About, pack: &Pack, today: NaiveDate) -> RowFilter {
    let horizon = u64::from(pack.provisions().working.digest.days);
    let filter = RowFilter {
        kind: Some(StreamKind::Case),
        controller: Some(pack.controller().clone()),
        limit: PAGE,
        ..RowFilter::default()
    };
    match about {
        About::Limit => RowFilter {
            closed: Some(false),
            due_until: today.checked_add_days(Days::new(horizon)),
            ..filter
        },
        About::Task => RowFilter {
            with_tasks: true,
            order: RowOrder::NearestTask,
            ..filter
        },
        About::Message => RowFilter {
            kind: Some(StreamKind::Submission),
            with_tasks: true,
            order: RowOrder::NearestTask,
            ..filter
        },
        About::Unclassified => RowFilter {
            kind: Some(StreamKind::Submission),
            statuses: vec![Code::literal("received")],
            due_until: today.checked_add_days(Days::new(horizon)),
            ..filter
        },
        // Few at any time; one that is to be done without delay may have no day.
        About::Incident => RowFilter {
            kind: Some(StreamKind::Obligation),
            closed: Some(false),
            ..filter
        },
    }
}

fn minded(about: About, row: Row, pack: &Pack, today: NaiveDate) -> Option<Minded> {
    let (desk, office) = (row.desk.as_ref(), row.office.as_ref());
    let left = |day: NaiveDate| day.signed_duration_since(today).num_days();
    let (day, offices) = match about {
        About::Limit => {
            if matches!(row.clock.as_str(), "stopped" | "paused") {
                return None;
            }
            let day = row.safe.or(row.due)?;
            (Some(day), digest_for(desk, office, left(day), pack))
        }
        About::Unclassified => (Some(row.due?), checks(&row, pack)),
        About::Message => return None,
        About::Task => {
            let day = row.task_due.filter(|day| *day < today)?;
            (Some(day), digest_for_task(desk, office, -left(day), pack))
        }
        About::Incident => {
            let horizon = i64::from(pack.provisions().working.digest.days);
            if row.due.is_some_and(|day| left(day) > horizon) || row.clock == "none" {
                return None;
            }
            let offices = obligation::digest_for(desk, office, row.due.map(left), pack);
            (row.due, offices)
        }
    };
    Some(Minded {
        day,
        offices,
        about,
        row,
    })
}

impl PackShelf {
    /// The calendars of a controller whose data end so soon that somebody has to see to it, with
    /// their last days.
    #[must_use]
    pub fn calendars_ending(&self, pack: &Pack, today: NaiveDate) -> Vec<(CalendarId, NaiveDate)> {
        let controller = pack.controller();
        let ends = |id: CalendarId| {
            let calendar = self.calendar_data(controller, &id)?;
            Some((id, coverage_ends(&calendar, today)?))
        };
        self.calendars_of(controller)
            .into_iter()
            .filter_map(ends)
            .collect()
    }
}
