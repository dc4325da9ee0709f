//! Between the protobuf on the wire and the events of the case; alone knows both.
//!
//! What is written in the log is what goes on the bus: the message of `proto/habeas/v1` that bears
//! the event's name, `CaseOpened` for `case-opened`. Reading checks everything, because the bytes
//! may come from a newer build, a broken disk or a hostile neighbour. Fields that this build does
//! not know are passed over; they are lost if the event were written again, which nobody does:
//! the log keeps the bytes.

mod access;
mod case;
mod dispatch;
mod error;
mod grounds;
mod obligation;
mod proto;
mod read;
mod registry;
mod submission;
mod write;

pub use access::{decode_access, encode_access};
pub use case::{decode_case, encode_case};
pub use error::DecodeError;
pub use obligation::{decode_obligation, encode_obligation};
pub use proto::descriptor;
pub use registry::{decode_registry, encode_registry};
pub use submission::{decode_submission, encode_submission};
