use chrono::NaiveDate;
use habeas_case::{
    case::Case,
    dispatch_id,
    registry::{DayStep, Version, VersionOf},
};
use habeas_envelope::{Code, ControllerId, DispatchId, SubmissionId};

use crate::{Bound, DATE_MOVED, Engine, ExecuteError};

/// Why a person's date moved.
#[derive(Clone, Debug, Default)]
pub struct WhyMoved {
    /// The days on which no period ends any more.
    pub added: Vec<NaiveDate>,
    /// The days that are days like others again.
    pub removed: Vec<NaiveDate>,
    /// The decree or notice that says so, where the change followed one.
    pub reason: Option<String>,
    /// Whether it moved because the day of receipt was another, and no version was.
    pub receipt: bool,
    /// The cases of the request, each with what its date is computed with.
    pub cases: Vec<(Case, Bound)>,
}

impl Engine {
    /// Why the notice of a moved date was ordered: what the version was that it follows from, or
    /// that the receipt was corrected where it follows from none; and the cases whose date it
    /// tells.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn why_moved(
        &self,
        controller: &ControllerId,
        submission: SubmissionId,
        dispatch: DispatchId,
    ) -> Result<WhyMoved, ExecuteError> {
        let registry = self.registry(controller).await?;
        let template = Code::literal(DATE_MOVED);
        let version = registry.versions.iter().find(|version| {
            version
                .approved_as
                .is_some_and(|event| dispatch_id(event, submission.0, &template) == dispatch)
        });
        let mut why = match version {
            Some(version) => self.why_of_version(version).await?,
            None => WhyMoved {
                receipt: true,
                ..WhyMoved::default()
            },
        };
        let loaded = self.load_families(controller, &[submission]).await?;
        for (_, case) in loaded.cases_of(submission) {
            let bind = || self.shelf.bind_case(controller, case);
            why.cases.push((case.clone(), self.bound(bind).await?));
        }
        Ok(why)
    }

    async fn why_of_version(&self, version: &Version) -> Result<WhyMoved, ExecuteError> {
        let changed = |step| {
            let changes = version.proposed.changes.iter();
            let of_step = changes.filter(move |change| change.step == step);
            of_step.map(|change| change.day).collect()
        };
        let pin = &version.proposed.version;
        if version.proposed.of == VersionOf::Calendar && self.shelf.calendar(pin).is_none() {
            self.refresh_shelf().await?;
        }
        Ok(WhyMoved {
            added: changed(DayStep::Added),
            removed: changed(DayStep::Removed),
            reason: self
                .shelf
                .calendar(pin)
                .and_then(|text| text.reason.clone()),
            ..WhyMoved::default()
        })
    }
}
