use habeas_case::{AccessEvent, case, obligation, registry, submission};
use habeas_envelope::{CaseId, IncidentId, StreamRef, SubmissionId};

/// One command to one stream of the controller at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// To a submission.
    Submission(SubmissionId, submission::Command),
    /// To a case.
    Case(CaseId, case::Command),
    /// To an incident, whose stream holds its obligations.
    Obligation(IncidentId, obligation::Command),
    /// To a registry: of the controller, [`habeas_case::registry_stream`], or of one of its
    /// offices, [`habeas_case::office_stream`].
    Registry(StreamRef, registry::Command),
    /// Notes in an access stream that something sealed was opened.
    Access(StreamRef, AccessEvent),
}

impl From<(SubmissionId, submission::Command)> for Command {
    fn from((id, command): (SubmissionId, submission::Command)) -> Self {
        Self::Submission(id, command)
    }
}

impl From<(CaseId, case::Command)> for Command {
    fn from((id, command): (CaseId, case::Command)) -> Self {
        Self::Case(id, command)
    }
}

impl From<(IncidentId, obligation::Command)> for Command {
    fn from((id, command): (IncidentId, obligation::Command)) -> Self {
        Self::Obligation(id, command)
    }
}
