use std::collections::BTreeMap;

use habeas_case::{
    CaseEvent, Meta, ObligationEvent, RegistryEvent, SubmissionEvent,
    case::{self, Case},
    obligation::{self, Incident},
    registry::{self, Registry},
    submission::{self, Submission},
};
use habeas_contract::{
    DecodeError, decode_case, decode_obligation, decode_registry, decode_submission,
};
use habeas_envelope::{
    CaseId, EventRecord, Hash32, IncidentId, StreamKind, StreamRef, SubmissionId,
};
use habeas_store::Stream;

/// A submission as loaded.
#[derive(Clone, Debug, Default)]
pub struct LoadedSubmission {
    /// Its state.
    pub state: Submission,
    pub(crate) head: Hash32,
}

/// A case as loaded.
#[derive(Clone, Debug, Default)]
pub struct LoadedCase {
    /// Its state.
    pub state: Case,
    pub(crate) head: Hash32,
}

/// A registry as loaded.
#[derive(Clone, Debug, Default)]
pub struct LoadedRegistry {
    /// Its state.
    pub state: Registry,
    pub(crate) head: Hash32,
}

/// An incident as loaded.
#[derive(Clone, Debug, Default)]
pub struct LoadedIncident {
    /// Its state.
    pub state: Incident,
    pub(crate) head: Hash32,
}

/// The streams a decision looks at.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    pub(crate) submissions: BTreeMap<SubmissionId, LoadedSubmission>,
    pub(crate) cases: BTreeMap<CaseId, LoadedCase>,
    pub(crate) incidents: BTreeMap<IncidentId, LoadedIncident>,
    pub(crate) registries: BTreeMap<StreamRef, LoadedRegistry>,
    /// Number and hash of the last event of streams that have no state here.
    pub(crate) plain: BTreeMap<StreamRef, (u64, Hash32)>,
}

impl Loaded {
    /// Reads streams into states.
    ///
    /// # Errors
    /// When an event cannot be read, or was written by a newer build.
    pub fn read(streams: &[Stream]) -> Result<Self, DecodeError> {
        let mut loaded = Self::default();
        loaded.add(streams)?;
        Ok(loaded)
    }

    /// Reads further streams into states.
    ///
    /// # Errors
    /// When an event cannot be read, or was written by a newer build; what was read before it is
    /// there.
    pub fn add(&mut self, streams: &[Stream]) -> Result<(), DecodeError> {
        for stream in streams {
            match stream.stream.kind {
                StreamKind::Submission => {
                    let mut state = Submission::default();
                    for record in &stream.events {
                        let event: SubmissionEvent = decode_submission(record)?;
                        submission::apply(&mut state, &meta(record), &event);
                    }
                    let id = SubmissionId(stream.stream.id);
                    self.submissions.insert(
                        id,
                        LoadedSubmission {
                            state,
                            head: stream.head(),
                        },
                    );
                }
                StreamKind::Case => {
                    let mut state = Case::default();
                    for record in &stream.events {
                        let event: CaseEvent = decode_case(record)?;
                        case::apply(&mut state, &meta(record), &event);
                    }
                    let id = CaseId(stream.stream.id);
                    self.cases.insert(
                        id,
                        LoadedCase {
                            state,
                            head: stream.head(),
                        },
                    );
                }
                StreamKind::Registry => {
                    let mut state = Registry::default();
                    for record in &stream.events {
                        let event: RegistryEvent = decode_registry(record)?;
                        registry::apply(&mut state, &meta(record), &event);
                    }
                    self.registries.insert(
                        stream.stream.clone(),
                        LoadedRegistry {
                            state,
                            head: stream.head(),
                        },
                    );
                }
                StreamKind::Obligation => {
                    let mut state = Incident::default();
                    for record in &stream.events {
                        let event: ObligationEvent = decode_obligation(record)?;
                        obligation::apply(&mut state, &meta(record), &event);
                    }
                    self.incidents.insert(
                        IncidentId(stream.stream.id),
                        LoadedIncident {
                            state,
                            head: stream.head(),
                        },
                    );
                }
                StreamKind::Access => {
                    self.plain
                        .insert(stream.stream.clone(), (stream.version(), stream.head()));
                }
            }
        }
        Ok(())
    }

    /// A submission that was loaded and exists.
    #[must_use]
    pub fn submission(&self, id: SubmissionId) -> Option<&Submission> {
        self.submissions
            .get(&id)
            .map(|l| &l.state)
            .filter(|s| s.received.is_some())
    }

    /// A case that was loaded and exists.
    #[must_use]
    pub fn case(&self, id: CaseId) -> Option<&Case> {
        self.cases
            .get(&id)
            .map(|l| &l.state)
            .filter(|c| c.opened.is_some())
    }

    /// An incident that was loaded and exists.
    #[must_use]
    pub fn incident(&self, id: IncidentId) -> Option<&Incident> {
        self.incidents
            .get(&id)
            .map(|l| &l.state)
            .filter(|i| i.opened.is_some())
    }

    /// A registry that was loaded; an empty one where nothing was ever recorded.
    #[must_use]
    pub fn registry(&self, stream: &StreamRef) -> Option<&Registry> {
        self.registries.get(stream).map(|loaded| &loaded.state)
    }
}

/// What the log knows of an event beside what happened.
pub(crate) fn meta(record: &EventRecord) -> Meta {
    Meta {
        id: record.id,
        seq: record.seq,
        legal_day: record.legal_day,
        recorded_at: record.recorded_at,
        actor: record.actor.clone(),
    }
}
