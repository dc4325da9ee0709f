//! RabbitMQ (3.10 or later) behind the bus port.
//!
//! * [`topology`]: what `habeas migrate` declares, as owner, and what the services wait for.
//! * [`AmqpBus`]: one connection that publishes, one that consumes, each kept up by a supervisor.
//! * [`definitions`]: the broker's users and what each may do.
//!
//! A message carries the attributes of CloudEvents 1.0 in its headers (`cloudEvents_id` and so on;
//! see the AMQP binding), the W3C trace context, and the event's bytes as body. Nobody reads the
//! body: what counts is in the log. Still it is held in memory until it is acknowledged: the
//! operator bounds it by `max_message_size` in the broker's configuration.

mod bus;
mod dead;
pub mod definitions;
mod envelope;
mod error;
mod link;
mod options;
mod publisher;
mod subscription;
pub mod topology;

pub use bus::AmqpBus;
pub use dead::{DeadLetter, DeadLetters};
pub use options::{AmqpOptions, BadUrl, Timeouts};
pub use topology::MigrateError;
