use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{Code, SubmissionId};

use crate::case::ClockFacts;

/// What a stream waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// Somebody of this role or office must act.
    Person(Code),
    /// Nothing until a day comes.
    Day(NaiveDate),
    /// This worker must react.
    Worker(&'static str),
    /// Nothing.
    Nothing,
}

/// What lists and status pages show of a stream: codes and dates only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowView {
    /// The submission it belongs to.
    pub submission: SubmissionId,
    /// The desk it stands at.
    pub desk: Option<Code>,
    /// The office that must act on it or answers it.
    pub office: Option<Code>,
    /// Where it stands.
    pub status: Code,
    /// The right exercised.
    pub right: Option<Code>,
    /// The kind of file.
    pub kind: Option<Code>,
    /// The reference told to the person.
    pub reference: Option<Code>,
    /// The legal day of receipt.
    pub received: NaiveDate,
    /// Last day to refuse or to announce an extension.
    pub first_due: Option<NaiveDate>,
    /// Last day to answer.
    pub due: Option<NaiveDate>,
    /// The day to work to.
    pub safe: Option<NaiveDate>,
    /// `running`, `paused`, `none` or `stopped`.
    pub clock: Code,
    /// What it waits for.
    pub waiting: Waiting,
    /// Since when.
    pub waiting_since: DateTime<Utc>,
    /// Whether it is closed.
    pub closed: bool,
    /// How many of its tasks are not done.
    pub tasks: u32,
    /// The first day until which one of them should be.
    pub task_due: Option<NaiveDate>,
    /// What the dates of a case are computed from.
    pub facts: Option<ClockFacts>,
}

/// An alarm of a state: due until it is handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// Which.
    pub code: Code,
    /// From when it rings.
    pub at: DateTime<Utc>,
}
