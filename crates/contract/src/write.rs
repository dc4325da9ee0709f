use chrono::{DateTime, NaiveDate, Utc};
use habeas_case::{CaseRef, DocumentRef, Part, Pinned, Requested};
use habeas_envelope::{Code, Hash32, ItemId};
use uuid::Uuid;

use crate::proto;

pub(crate) fn uuid(id: impl AsUuid) -> Vec<u8> {
    id.as_uuid().as_bytes().to_vec()
}

pub(crate) fn uuid_opt(id: Option<ItemId>) -> Option<Vec<u8>> {
    id.map(uuid)
}

/// The UUID inside an id.
pub(crate) trait AsUuid {
    fn as_uuid(&self) -> Uuid;
}

macro_rules! as_uuid {
    ($($id:ty),+) => {
        $(impl AsUuid for $id {
            fn as_uuid(&self) -> Uuid {
                self.0
            }
        })+
    };
}

as_uuid!(
    habeas_envelope::CaseId,
    habeas_envelope::DispatchId,
    habeas_envelope::ItemId,
    habeas_envelope::SubmissionId
);

pub(crate) fn hash(hash: Hash32) -> Vec<u8> {
    hash.0.to_vec()
}

pub(crate) fn code(code: &Code) -> String {
    code.as_str().to_owned()
}

pub(crate) fn code_opt(code: Option<&Code>) -> Option<String> {
    code.map(self::code)
}

/// Days since 1970-01-01.
pub(crate) fn day(day: NaiveDate) -> Option<i32> {
    Some(day.to_epoch_days())
}

/// Microseconds since 1970-01-01T00:00:00Z; what lies below is cut off.
pub(crate) fn instant(instant: DateTime<Utc>) -> Option<i64> {
    Some(instant.timestamp_micros())
}

pub(crate) fn pinned(pinned: &Pinned) -> Option<proto::Pinned> {
    Some(proto::Pinned {
        id: code(&pinned.id),
        version: code(&pinned.version),
        hash: hash(pinned.hash),
    })
}

pub(crate) fn pinned_opt(pinned: Option<&Pinned>) -> Option<proto::Pinned> {
    pinned.and_then(self::pinned)
}

pub(crate) fn requested(requested: &Requested) -> proto::Requested {
    proto::Requested {
        right: code(&requested.right),
        kind: code(&requested.kind),
    }
}

pub(crate) fn document(document: &DocumentRef) -> proto::DocumentRef {
    proto::DocumentRef {
        item: uuid(document.item),
        kind: code(&document.kind),
        hash: hash(document.hash),
    }
}

pub(crate) fn documents(documents: &[DocumentRef]) -> Vec<proto::DocumentRef> {
    documents.iter().map(document).collect()
}

pub(crate) fn case_ref(case: &CaseRef) -> proto::CaseRef {
    proto::CaseRef {
        case_id: uuid(case.case),
        right: code(&case.right),
        kind: code(&case.kind),
    }
}

pub(crate) fn part(part: &Part) -> proto::Part {
    proto::Part {
        what: code(&part.what),
        outcome: part.outcome.as_str().to_owned(),
        ground: code_opt(part.ground.as_ref()),
        reason: uuid_opt(part.reason),
        holder: code_opt(part.holder.as_ref()),
        compartment: code(&part.compartment),
        recipient: code(&part.recipient),
    }
}
