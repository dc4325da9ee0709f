use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use habeas_case::{DispatchStage, DispatchView, Outgoing, case::Case, submission::Submission};
use habeas_dossier::compose::Holder;
use habeas_engine::Loaded;
use habeas_envelope::{CaseId, DispatchId, StreamKind, StreamRef, SubmissionId};
use habeas_store::{DispatchRow, StoreError, Stream};

use crate::{Courier, carry::count};

/// One dispatch with all that is known of it.
pub(crate) struct Parcel {
    pub(crate) id: DispatchId,
    pub(crate) stream: StreamRef,
    pub(crate) view: DispatchView,
    /// When it was ordered: the date of a mail, the same on every repetition.
    pub(crate) ordered_at: DateTime<Utc>,
    /// Whose request it is about; none when it goes to an office from a registry.
    pub(crate) family: Option<Family>,
    /// The streams it was read from.
    pub(crate) loaded: Loaded,
}

/// The submission a dispatch is about, with the case that ordered it.
pub(crate) struct Family {
    pub(crate) id: SubmissionId,
    pub(crate) submission: Submission,
    pub(crate) case: Option<Case>,
}

impl Parcel {
    /// The stream whose vault holds something; none for a dispatch that is about no person.
    pub(crate) fn holder(&self, holder: Holder) -> Option<StreamRef> {
        match holder {
            Holder::Submission => self.family.as_ref().map(|family| family.stream(self)),
            Holder::Case => Some(self.stream.clone()),
        }
    }
}

impl Family {
    /// The stream of the submission.
    pub(crate) fn stream(&self, parcel: &Parcel) -> StreamRef {
        StreamRef::submission(parcel.stream.controller.clone(), self.id)
    }

    fn read(row: &DispatchRow, loaded: &Loaded) -> Option<Self> {
        let id = loaded.submission_of(&row.stream)?;
        let submission = loaded.submission(id)?.clone();
        let case = match row.stream.kind {
            StreamKind::Case => Some(loaded.case(CaseId(row.stream.id))?.clone()),
            _ => None,
        };
        Some(Self {
            id,
            submission,
            case,
        })
    }

    fn outgoing(&self) -> &Outgoing {
        let of_case = self.case.as_ref().map(|case| &case.outgoing);
        of_case.unwrap_or(&self.submission.outgoing)
    }
}

impl Courier {
    /// The dispatches that are to be carried yet, as their streams tell. One whose stream cannot be
    /// read by this build, which is told, or does not hold it, is left.
    pub(crate) async fn parcels(&self, rows: &[DispatchRow]) -> Result<Vec<Parcel>, StoreError> {
        let own: BTreeSet<StreamRef> = rows.iter().map(|row| row.stream.clone()).collect();
        let mut streams = self.streams(own).await?;
        let families: BTreeSet<StreamRef> = streams
            .values()
            .filter(|stream| stream.stream.kind == StreamKind::Case)
            .filter_map(|stream| {
                let own = Loaded::read(std::slice::from_ref(stream)).ok()?;
                Some(own.family_of(&stream.stream))
            })
            .flatten()
            .filter(|stream| !streams.contains_key(stream))
            .collect();
        streams.extend(self.streams(families).await?);
        let parcels = rows.iter().filter_map(|row| parcel(row, &streams));
        let open = parcels.filter(|parcel| {
            let open = matches!(
                parcel.view.stage,
                DispatchStage::Ordered | DispatchStage::Started
            );
            if !open {
                count(parcel, "overtaken");
            }
            open
        });
        Ok(open.collect())
    }

    /// Streams by one read; where that cannot be read back, one by one, without those that cannot.
    async fn streams(
        &self,
        wanted: BTreeSet<StreamRef>,
    ) -> Result<BTreeMap<StreamRef, Stream>, StoreError> {
        let wanted: Vec<StreamRef> = wanted.into_iter().collect();
        if wanted.is_empty() {
            return Ok(BTreeMap::new());
        }
        let store = &self.engine.store;
        let mut found = Vec::new();
        match store.load(&self.scope, &wanted).await {
            Ok(streams) => found = streams,
            Err(error) if error.is_temporary() => return Err(error),
            Err(_) => {
                for stream in &wanted {
                    match store.load(&self.scope, std::slice::from_ref(stream)).await {
                        Ok(streams) => found.extend(streams),
                        Err(error) if error.is_temporary() => return Err(error),
                        Err(_) => unreadable(stream),
                    }
                }
            }
        }
        Ok(found.into_iter().map(|s| (s.stream.clone(), s)).collect())
    }
}

/// The dispatch of a row, out of the streams at hand.
fn parcel(row: &DispatchRow, streams: &BTreeMap<StreamRef, Stream>) -> Option<Parcel> {
    let own = streams.get(&row.stream)?;
    let Ok(mut loaded) = Loaded::read(std::slice::from_ref(own)) else {
        unreadable(&row.stream);
        return None;
    };
    if row.stream.kind == StreamKind::Case {
        for stream in loaded.family_of(&row.stream) {
            if let Some(family) = streams.get(&stream)
                && loaded.add(std::slice::from_ref(family)).is_err()
            {
                unreadable(&stream);
                return None;
            }
        }
    }
    let (family, view) = match loaded.registry(&row.stream) {
        Some(registry) => (None, registry.outgoing.get(row.id)?.clone()),
        None => {
            let family = Family::read(row, &loaded)?;
            let view = family.outgoing().get(row.id)?.clone();
            (Some(family), view)
        }
    };
    let mut events = own.events.iter();
    let ordered = events.find(|record| record.id == view.ordered_by)?;
    Some(Parcel {
        id: row.id,
        stream: row.stream.clone(),
        ordered_at: ordered.recorded_at,
        view,
        family,
        loaded,
    })
}

fn unreadable(stream: &StreamRef) {
    tracing::warn!(stream = %stream.id, "courier.stream.unreadable");
}
