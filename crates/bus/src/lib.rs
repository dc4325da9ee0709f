//! The port to the message bus, and the one constant that maps a worker to the events it reads.
//!
//! A message is a nudge: it says that something stands in the log, never more than the log. It
//! may come twice, late, or before its elder; whoever reads it loads the stream and looks.

mod port;
mod topology;

#[cfg(feature = "contract")]
pub mod contract;

pub use port::{
    BadMessage, Bus, BusError, Delivery, DeliveryId, GivenUp, Notice, OutboxMode, Subscription,
};
pub use topology::{EXCHANGE_DEAD, EXCHANGE_EVENTS, WORKERS, WorkerTopology, readers_of, worker};
