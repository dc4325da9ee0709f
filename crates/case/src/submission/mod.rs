//! A submission: what one filing settles once.

mod decide;
mod reminders;
mod state;

pub use decide::{Command, decide};
pub use state::{IdentityState, Submission, apply};
