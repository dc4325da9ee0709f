//! The portal: what a data subject sees. File a request in a few short pages, follow it, talk to
//! the house, collect the answer.
//!
//! The portal commits to `submission` streams only, as the person. It holds public halves of keys
//! and the key of its own cookies, nothing else: what it seals it cannot open again without a code
//! that the person types. What is typed and not yet sent lies sealed under a key that only the
//! person's cookie holds.

mod app;
mod collect;
mod copies;
mod draft;
mod elsewhere;
mod evidence;
mod gate;
mod messages;
mod overview;
mod person;
mod physician;
mod questions;
mod review;
mod run;
mod sending;
mod start;
mod turn;
mod uploads;
mod what;
mod whom;
mod withdraw;
mod words;
mod you;

pub use app::router;
pub use run::{Listen, Portal, PortalError, Quotas, Settings, run};
