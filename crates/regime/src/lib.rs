//! Policy packs: what binds an organisation, typed, from TOML, with citations.
//!
//! A [`Pack`] is one organisation's rules: its desks and offices, the rights it offers, the kinds
//! of file it keeps, where a request goes, which clock binds it, who decides and who receives the
//! answer, each with the article it comes from. It refers to clocks of [`Regime`]s, files of their
//! own, which refer to calendars. [`Packs`] holds the packs of an installation and every earlier
//! state that a case is bound to.
//!
//! ```
//! use habeas_regime::{Packs, RouteDecision, RouteHints};
//!
//! for pack in Packs::embedded().iter() {
//!     for (right, kind) in pack.exercises() {
//!         assert!(!pack.clock(&right, &kind).citation().is_empty());
//!         match pack.route(&right, &kind, &RouteHints::default()) {
//!             RouteDecision::RegisteredLetter { office, .. } => {
//!                 assert!(pack.office(&office).is_some_and(|office| office.address.is_some()));
//!             }
//!             RouteDecision::Desk { desk } | RouteDecision::NeedsPerson { desk, .. } => {
//!                 assert!(pack.desk(&desk).is_some());
//!             }
//!         }
//!     }
//! }
//! ```
//!
//! Nothing here reads a clock, a file or the network: texts are embedded or handed in.

mod asks;
mod audience;
mod calendar_text;
mod check;
mod check_regime;
mod check_texts;
mod choose;
mod code;
mod embedded;
mod error;
mod handling;
mod lateness;
mod library;
mod pack;
mod packs;
mod people;
mod provisions;
mod regime;
mod rules;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod text;
mod threshold;
mod words;

pub use asks::Ask;
pub use audience::Said;
pub use calendar_text::{
    COVERAGE_WARNING_DAYS, CalendarText, DayEdit, DayError, LONGEST_REASON, calendar_named,
    coverage_ends, days_between,
};
pub use code::{
    ChannelId, ClockId, ClockIdError, ClockName, Compartment, DeskId, EvidenceKind, FileKind,
    Ground, ObligationId, OfficeId, RegimeId, RemedyId, Right, Template, Version,
};
pub use error::{PackError, PackErrors};
pub use handling::{
    Answer, AnswerStep, Audience, Choice, EscalationStep, EvidenceAsked, EvidenceKept, Exercise,
    Fee, Identity, IdentityCheck, LetterRoute, Notified, Obligation, Recipient, RefusalGround,
    Remedy, Reminders, Retention, RetentionFrom, Route, TimeLimitRule, Via, Working,
};
pub use lateness::{Lateness, PenaltyStep};
pub use library::{CalendarRef, Library};
pub use pack::{
    Approval, IdentityRequirement, NeedsPersonReason, NotOffered, Pack, PackRef, PackText,
    Requested, RequestedKinds, RouteDecision, RouteHints,
};
pub use packs::Packs;
pub use people::{Address, Desk, Holder, Medium, Office};
pub use provisions::{
    Behaviour, Body, Carriage, Caution, Channel, Controller, CounselNote, Elsewhere, Everything,
    FileKindProvision, LegalFrame, Provisions, RightProvision,
};
pub use regime::{Clock, Communicated, RefuseBy, Regime, Silence, Trigger};
pub use rules::{Conditional, Rules, When};
pub use threshold::ReportingThreshold;
pub use words::{Citation, Texts};
