//! The port to what is kept: log, outbox, inbox, rows, tallies, alarms, failures, dispatches,
//! sealed bytes and plain tables. Two adapters pass the one suite in [`contract`].
//!
//! Every read takes a [`Scope`](habeas_envelope::Scope); what lies outside it looks exactly like
//! what does not exist.

mod error;
mod lists;
mod log;
mod people;
mod proofs;
mod queue;
mod sealed;

#[cfg(feature = "contract")]
pub mod contract;

pub use error::StoreError;
pub use lists::{
    AlarmRow, Alarms, Derived, DispatchFilter, DispatchRow, DispatchState, Dispatches, Rebuild,
    Row, RowFilter, RowOrder, Rows, Tallies, Tally, Waits,
};
pub use log::{Append, InboxMark, Log, Outcome, Stream, TallyDelta, Unit};
pub use people::{
    CalendarFeed, CalendarFeeds, Draft, Drafts, NewStaff, PackText, PackTexts, Session, Sessions,
    Staff, StaffDirectory, StaffGrant,
};
pub use proofs::{Checkpoint, Head, Proofs};
pub use queue::{Failure, FailureChange, FailureState, Failures, Outbox, OutboxEntry, OutboxItem};
pub use sealed::{
    DestroyKeys, Documents, Owner, Rewraps, SealedField, SealedReads, SearchToken, WrappedKey,
};

/// All that an installation keeps. The roof opens one adapter and hands it out; a service asks
/// for the narrower ports it needs.
pub trait Store:
    Log
    + Outbox
    + Failures
    + Rows
    + Rebuild
    + Alarms
    + Dispatches
    + Tallies
    + SealedReads
    + Rewraps
    + Proofs
    + Documents
    + StaffDirectory
    + Sessions
    + Drafts
    + PackTexts
    + CalendarFeeds
{
}

impl<T> Store for T where
    T: Log
        + Outbox
        + Failures
        + Rows
        + Rebuild
        + Alarms
        + Dispatches
        + Tallies
        + SealedReads
        + Rewraps
        + Proofs
        + Rewraps
        + Proofs
        + Documents
        + StaffDirectory
        + Sessions
        + Drafts
        + PackTexts
        + CalendarFeeds
{
}
