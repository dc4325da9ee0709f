//! Ids, codes, the actor and the event record as bytes: all that store and bus know of an event.
//!
//! Nothing here knows what an event means. The meaning lives in the `case` crate; the bytes of
//! [`EventRecord::body`] are the protobuf that the `contract` crate reads and writes.

mod code;
mod ids;
mod ports;
mod record;
mod scope;

pub use code::{Code, CodeError};
pub use ids::{
    ActorId, CaseId, ControllerId, DispatchId, EventId, IncidentId, ItemId, StreamKind, StreamRef,
    SubmissionId, uuid_v7,
};
pub use ports::{Clock, Entropy, SleepUntil};
pub use record::{ChainBreak, EventRecord, Hash32, NewEvent, truncate_to_micros, verify_chain};
pub use scope::{DeskScope, Scope};
