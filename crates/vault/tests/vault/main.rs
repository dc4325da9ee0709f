//! The vault from outside: what opens, and above all what does not.

mod golden;
mod keyring;
mod sealing;
mod search;
mod setting;
mod wraps;
