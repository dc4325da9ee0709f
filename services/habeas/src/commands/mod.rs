//! The operator's commands.

pub mod case_show;
pub mod due;
pub mod packs;
pub mod rebuild;
pub mod staff;
