//! The operator's commands.

/// The dates of a matter as lines of text.
pub mod account;
/// Days of calendars changed: proposed, previewed, approved.
pub mod calendar;
/// What happened, from the log.
pub mod case_show;
/// Time limits computed and explained.
pub mod due;
/// Case files whose time of keeping is over.
pub mod expired;
/// Recipient keys rotated.
pub mod keys;
/// The log held to its proofs.
pub mod log;
/// Policy packs checked.
pub mod packs;
/// Rows made again from the log.
pub mod rebuild;
/// Staff and what they may do.
pub mod staff;
