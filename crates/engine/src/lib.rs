//! The runtime of all workers: batches of what waits, inbox, decide, commit, relay, failures as
//! rows, nudging, back-pressure, a graceful stop.
//!
//! Four shapes of work: a [`Reaction`] is run by [`run_reaction`]; a carrier and the clockwork are
//! [`DueWork`], run by [`run_due`]; they and the faces command through [`Engine::execute`]. A
//! message is a nudge: whatever is decided is decided on the state loaded.

mod apply;
mod batch;
mod command;
mod digest;
mod due;
mod execute;
mod failures;
mod family;
mod health;
mod kept;
mod load;
mod nudges;
mod opening;
mod packs;
mod person;
mod plan;
mod preview;
mod proof;
mod reaction;
mod rebuild;
mod relay;
mod row_facts;
mod rows;
mod started;
mod system;
#[cfg(feature = "testing")]
pub mod testing;
mod together;
mod trace;
mod vault_rows;
mod versions;
mod wake;
mod why;
mod worker;

pub use apply::{Applied, Applying, DATE_MOVED, notice_of_moved_date};
pub use command::Command;
pub use digest::{About, Minded};
pub use due::{DueWork, run_due};
pub use execute::{Engine, ExecuteError, Executed, Order, SealedWrites};
pub use failures::{MAX_ATTEMPTS, retry_delay};
pub use health::{Health, HealthReport};
pub use kept::Bound;
pub use load::{Loaded, LoadedCase, LoadedIncident, LoadedRegistry, LoadedSubmission};
pub use opening::{Kept, OpenError, OpenedField, Opening};
pub use packs::{PackShelf, ShelfError, UnknownPin, pin_calendar, pin_pack};
pub use person::person_receipt;
pub use preview::{Dates, MovedCase, Preview};
pub use proof::{LogFault, Place, SignError, Verified, VerifyError};
pub use reaction::{ReactContext, Reaction, Trigger};
pub use rebuild::{Moved, Rebuilt};
pub use relay::{RelayDuty, run_relay};
pub use rows::PROJECTION;
pub use system::{OsEntropy, SystemClock};
pub use trace::{new_traceparent, valid_traceparent};
pub use vault_rows::{from_store_field, from_store_wrap, store_writes, to_store_wrap};
pub use why::WhyMoved;
pub use worker::{WorkerSettings, run_reaction};
