use chrono::{DateTime, NaiveDate, Utc};
use habeas_case::{CaseRef, DocumentRef, Part, PartOutcome, Pinned, Requested};
use habeas_envelope::{Code, EventRecord, Hash32};
use prost::Message;
use uuid::Uuid;

use crate::{DecodeError, proto};

type Field = &'static str;

/// Reads the body of one event, and knows which event its errors are about.
pub(crate) struct Reader<'a> {
    record: &'a EventRecord,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(record: &'a EventRecord) -> Self {
        Self { record }
    }

    pub(crate) fn event_type(&self) -> &'a str {
        self.record.event_type.as_str()
    }

    /// The message of the schema that the body is.
    pub(crate) fn message<M: Message + Default>(&self) -> Result<M, DecodeError> {
        M::decode(self.record.body.as_slice()).map_err(|_| DecodeError::Unreadable {
            event_type: self.record.event_type.clone(),
        })
    }

    /// For an event type or a word that is not known here.
    pub(crate) fn newer_build(&self) -> DecodeError {
        DecodeError::NewerBuild {
            event_type: self.record.event_type.clone(),
        }
    }

    fn malformed(&self, field: Field) -> DecodeError {
        DecodeError::Malformed {
            event_type: self.record.event_type.clone(),
            field,
        }
    }

    /// A field that must be there.
    pub(crate) fn present<T>(&self, value: Option<T>, field: Field) -> Result<T, DecodeError> {
        value.ok_or_else(|| self.malformed(field))
    }

    pub(crate) fn uuid<T: From<Uuid>>(&self, bytes: &[u8], field: Field) -> Result<T, DecodeError> {
        Uuid::from_slice(bytes)
            .map(T::from)
            .map_err(|_| self.malformed(field))
    }

    pub(crate) fn uuid_opt<T: From<Uuid>>(
        &self,
        bytes: Option<&[u8]>,
        field: Field,
    ) -> Result<Option<T>, DecodeError> {
        bytes.map(|bytes| self.uuid(bytes, field)).transpose()
    }

    /// Exactly `N` bytes: a key or a seed.
    pub(crate) fn bytes<const N: usize>(
        &self,
        bytes: &[u8],
        field: Field,
    ) -> Result<[u8; N], DecodeError> {
        bytes.try_into().map_err(|_| self.malformed(field))
    }

    pub(crate) fn hash(&self, bytes: &[u8], field: Field) -> Result<Hash32, DecodeError> {
        self.bytes(bytes, field).map(Hash32)
    }

    pub(crate) fn code(&self, text: String, field: Field) -> Result<Code, DecodeError> {
        Code::new(text).map_err(|_| self.malformed(field))
    }

    pub(crate) fn codes(&self, texts: Vec<String>, field: Field) -> Result<Vec<Code>, DecodeError> {
        texts
            .into_iter()
            .map(|text| self.code(text, field))
            .collect()
    }

    pub(crate) fn instant_opt(
        &self,
        micros: Option<i64>,
        field: Field,
    ) -> Result<Option<DateTime<Utc>>, DecodeError> {
        micros.map(|_| self.instant(micros, field)).transpose()
    }

    pub(crate) fn code_opt(
        &self,
        text: Option<String>,
        field: Field,
    ) -> Result<Option<Code>, DecodeError> {
        text.map(|text| self.code(text, field)).transpose()
    }

    /// A word of a closed list. What is not even a code is malformed; another code is a word that
    /// a newer build has learnt.
    pub(crate) fn word<T>(
        &self,
        text: String,
        field: Field,
        of: fn(&str) -> Option<T>,
    ) -> Result<T, DecodeError> {
        let code = self.code(text, field)?;
        of(code.as_str()).ok_or_else(|| self.newer_build())
    }

    /// From days since 1970-01-01.
    pub(crate) fn day(&self, days: Option<i32>, field: Field) -> Result<NaiveDate, DecodeError> {
        self.present(days.and_then(NaiveDate::from_epoch_days), field)
    }

    pub(crate) fn day_opt(
        &self,
        days: Option<i32>,
        field: Field,
    ) -> Result<Option<NaiveDate>, DecodeError> {
        days.map(|days| self.day(Some(days), field)).transpose()
    }

    /// From microseconds since 1970-01-01T00:00:00Z.
    pub(crate) fn instant(
        &self,
        micros: Option<i64>,
        field: Field,
    ) -> Result<DateTime<Utc>, DecodeError> {
        self.present(micros.and_then(DateTime::from_timestamp_micros), field)
    }

    pub(crate) fn pinned(
        &self,
        pinned: Option<proto::Pinned>,
        field: Field,
    ) -> Result<Pinned, DecodeError> {
        let pinned = self.present(pinned, field)?;
        Ok(Pinned {
            id: self.code(pinned.id, "id")?,
            version: self.code(pinned.version, "version")?,
            hash: self.hash(&pinned.hash, "hash")?,
        })
    }

    pub(crate) fn pinned_opt(
        &self,
        pinned: Option<proto::Pinned>,
        field: Field,
    ) -> Result<Option<Pinned>, DecodeError> {
        pinned
            .map(|pinned| self.pinned(Some(pinned), field))
            .transpose()
    }

    pub(crate) fn requested(
        &self,
        requested: Vec<proto::Requested>,
    ) -> Result<Vec<Requested>, DecodeError> {
        let one = |requested: proto::Requested| {
            Ok(Requested {
                right: self.code(requested.right, "right")?,
                kind: self.code(requested.kind, "kind")?,
            })
        };
        requested.into_iter().map(one).collect()
    }

    pub(crate) fn document(
        &self,
        document: proto::DocumentRef,
    ) -> Result<DocumentRef, DecodeError> {
        Ok(DocumentRef {
            item: self.uuid(&document.item, "item")?,
            kind: self.code(document.kind, "kind")?,
            hash: self.hash(&document.hash, "hash")?,
        })
    }

    pub(crate) fn documents(
        &self,
        documents: Vec<proto::DocumentRef>,
    ) -> Result<Vec<DocumentRef>, DecodeError> {
        documents.into_iter().map(|d| self.document(d)).collect()
    }

    pub(crate) fn cases(&self, cases: Vec<proto::CaseRef>) -> Result<Vec<CaseRef>, DecodeError> {
        let one = |case: proto::CaseRef| {
            Ok(CaseRef {
                case: self.uuid(&case.case_id, "case_id")?,
                right: self.code(case.right, "right")?,
                kind: self.code(case.kind, "kind")?,
            })
        };
        cases.into_iter().map(one).collect()
    }

    pub(crate) fn parts(&self, parts: Vec<proto::Part>) -> Result<Vec<Part>, DecodeError> {
        let one = |part: proto::Part| {
            Ok(Part {
                what: self.code(part.what, "what")?,
                outcome: self.word(part.outcome, "outcome", PartOutcome::from_word)?,
                ground: self.code_opt(part.ground, "ground")?,
                reason: self.uuid_opt(part.reason.as_deref(), "reason")?,
                holder: self.code_opt(part.holder, "holder")?,
                compartment: self.code(part.compartment, "compartment")?,
                recipient: self.code(part.recipient, "recipient")?,
            })
        };
        parts.into_iter().map(one).collect()
    }
}
