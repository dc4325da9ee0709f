//! Submissions, cases, incidents and registries: state, commands, events; decide and apply; row and
//! alarms of a state.
//!
//! Pure: the present, the ids and the pack are passed in. What happened is an event; events are
//! only ever added. A state is what its events say, and nothing else.

mod access;
mod clock;
mod codes;

pub mod case;
mod decision;
mod dispatch_events;
mod dispatching;
mod event_names;
mod events;
mod extension;
mod money;
pub mod obligation;
mod opened;
pub mod registry;
pub mod submission;
mod view;
mod what_if;

pub use access::{AccessEvent, access_stream};
pub use clock::{ClockFact, ClockState, ClockView, PAUSE_IDENTITY, SUBMISSION_CORRECTED, clock_of};
pub use codes::*;
pub use decision::{Context, Decision, Meta, Moot, Refusal};
pub use dispatch_events::DispatchEvent;
pub use dispatching::{DispatchCommand, DispatchStage, DispatchView, Outgoing, dispatch_id};
pub use events::*;
pub use extension::{ExtensionOrder, OrderedExtension};
pub use money::Money;
pub use obligation::{IncidentOpened, ObligationEvent};
pub use opened::{CaseOpened, Part};
pub use registry::{RegistryEvent, office_stream, registry_stream};
pub use view::{Alarm, RowView, Waiting};
