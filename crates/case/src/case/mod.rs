//! A case: one right exercised on one kind of file, with one clock, at one desk.

mod alarms;
mod answering;
mod decide;
mod state;
mod timing;

pub use alarms::{ALARM_HOLD, alarms};
pub use decide::{Command, decide};
pub use state::{AnswerState, Case, Draft, Stage, Task, apply, case_id};
