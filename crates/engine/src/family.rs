use habeas_case::case::Case;
use habeas_envelope::{CaseId, StreamKind, StreamRef, SubmissionId};

use crate::Loaded;

impl Loaded {
    /// The submission that a stream belongs to, as far as the streams loaded tell: itself, or the
    /// one its case was opened for.
    #[must_use]
    pub fn submission_of(&self, stream: &StreamRef) -> Option<SubmissionId> {
        match stream.kind {
            StreamKind::Submission => Some(SubmissionId(stream.id)),
            StreamKind::Case => {
                let opened = self.case(CaseId(stream.id))?.opened.as_ref()?;
                Some(opened.submission)
            }
            StreamKind::Obligation | StreamKind::Access | StreamKind::Registry => None,
        }
    }

    /// What a decision on a submission and all its cases must see, given one of them: the
    /// submission once a case of it is loaded, the cases once the submission is.
    #[must_use]
    pub fn family_of(&self, stream: &StreamRef) -> Vec<StreamRef> {
        let Some(id) = self.submission_of(stream) else {
            return Vec::new();
        };
        let mut family = vec![StreamRef::submission(stream.controller.clone(), id)];
        if let Some(submission) = self.submission(id) {
            let cases = submission.cases.iter();
            family.extend(cases.map(|c| StreamRef::case(stream.controller.clone(), c.case)));
        }
        family
    }

    /// The cases loaded that were opened for a submission, by id.
    pub fn cases_of(&self, submission: SubmissionId) -> impl Iterator<Item = (CaseId, &Case)> {
        self.cases.iter().filter_map(move |(id, loaded)| {
            let opened = loaded.state.opened.as_ref()?;
            (opened.submission == submission).then_some((*id, &loaded.state))
        })
    }
}
