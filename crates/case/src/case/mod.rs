//! A case: one right exercised on one kind of file, with one clock, at one desk.

mod alarms;
mod answering;
mod complaint;
mod decide;
mod doing;
mod escalation;
mod facts;
mod grounds;
mod state;
mod timing;

pub use alarms::{ALARM_HOLD, alarms};
pub(crate) use alarms::{REMINDER_HOUR, local};
pub use decide::{Command, decide};
pub use doing::{PHYSICIAN, at_opening, named_by_the_person, task_id, to_physician};
pub use escalation::{
    AlarmKind, OFFICE_ALARM, OFFICE_DIGEST, alarm_kind, digest_for, digest_for_task, in_danger,
    may_be_mailed,
};
pub use facts::ClockFacts;
pub use grounds::{FeeState, Referral};
pub use state::{AnswerState, Case, Draft, Stage, Task, apply, case_id};
