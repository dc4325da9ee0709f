//! The console: what staff see. Sign in, the queue with the nearest due first, identity, cases
//! and their answers, the mailroom, failures.
//!
//! What somebody sees comes from their grants, read at each request. Nothing sealed is opened but
//! after an event in the access stream of whoever looks.

mod answer;
mod answer_parts;
mod app;
mod approval;
mod asked;
mod calendars;
mod case_page;
mod cases;
mod clock_forms;
mod complaint;
mod corrections;
mod draft;
mod export;
mod extension;
mod failures;
mod fee;
mod figures;
mod files;
mod history;
mod ics;
mod identity;
mod incident_new;
mod incident_page;
mod incident_steps;
mod incidents;
mod kind;
mod mailbox;
mod mailroom;
mod moment;
mod opening;
mod paper;
pub mod passwords;
mod physician;
mod pieces;
mod printing;
mod queue;
mod reading;
mod receipt;
mod referral;
mod restriction;
mod roles;
mod route_form;
mod run;
mod search;
mod sending;
mod session;
mod sign_in;
mod step;
mod submission;
mod subscription;
mod tasks;
mod telling;
mod throttle;
mod turn;
mod what_if;
mod why;
mod words;

pub use app::router;
pub use run::{
    Console, ConsoleError, Listen, MailboxEntry, MailboxError, MailboxMail, MailboxReader,
    Settings, run,
};

#[cfg(test)]
mod texts;
