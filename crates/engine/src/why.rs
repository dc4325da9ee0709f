use chrono::NaiveDate;
use habeas_case::{dispatch_id, registry::DayStep, registry::VersionOf};
use habeas_envelope::{Code, ControllerId, DispatchId, SubmissionId};

use crate::{DATE_MOVED, Engine, ExecuteError};

/// Why a person's date moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhyMoved {
    /// The days on which no period ends any more.
    pub added: Vec<NaiveDate>,
    /// The days that are days like others again.
    pub removed: Vec<NaiveDate>,
    /// The decree or notice that says so, where the change followed one.
    pub reason: Option<String>,
}

impl Engine {
    /// Why the notice of a moved date was ordered: what the version was that it follows from. None
    /// for any other dispatch.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn why_moved(
        &self,
        controller: &ControllerId,
        submission: SubmissionId,
        dispatch: DispatchId,
    ) -> Result<Option<WhyMoved>, ExecuteError> {
        let registry = self.registry(controller).await?;
        let template = Code::literal(DATE_MOVED);
        let version = registry.versions.iter().find(|version| {
            version
                .approved_as
                .is_some_and(|event| dispatch_id(event, submission.0, &template) == dispatch)
        });
        let Some(version) = version else {
            return Ok(None);
        };
        let changed = |step| {
            let changes = version.proposed.changes.iter();
            let of_step = changes.filter(move |change| change.step == step);
            of_step.map(|change| change.day).collect()
        };
        let pin = &version.proposed.version;
        if version.proposed.of == VersionOf::Calendar && self.shelf.calendar(pin).is_none() {
            self.refresh_shelf().await?;
        }
        Ok(Some(WhyMoved {
            added: changed(DayStep::Added),
            removed: changed(DayStep::Removed),
            reason: self
                .shelf
                .calendar(pin)
                .and_then(|text| text.reason.clone()),
        }))
    }
}
