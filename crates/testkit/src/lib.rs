//! What a test needs from the world outside: private throw-away servers, a clock it sets, randomness
//! it can repeat, and a wire it can cut. Imports no adapter of the house.
//!
//! [`Postgres::shared`] and [`RabbitMq::shared`] give the servers of the whole test run, which
//! `tests/run.sh` starts once and names in the environment; a test alone gets its own, started at
//! first use. [`Postgres::start`] and [`RabbitMq::start`] always start private ones, for tests that
//! kill them. Nothing is skipped: a missing program is a panic that says what to run.
//!
//! All of these block the calling thread, up to seconds while a server starts.

mod clock;
mod entropy;
mod ports;
mod postgres;
mod process;
mod proxy;
mod rabbitmq;
mod url;

pub use clock::VirtualClock;
pub use entropy::SeededEntropy;
pub use ports::free as free_port;
pub use postgres::{Database, Postgres};
pub use process::kill_tree;
pub use proxy::Proxy;
pub use rabbitmq::{RabbitMq, Vhost};

/// Names the Postgres to use instead of starting one: the URL of a superuser, or of an owner who
/// may create databases and roles.
pub const POSTGRES_URL: &str = "HABEAS_TEST_POSTGRES_URL";
/// Names the RabbitMQ to use instead of starting one: the URL of an administrator.
pub const AMQP_URL: &str = "HABEAS_TEST_AMQP_URL";
/// Names the command that runs `rabbitmqctl` against the broker of [`AMQP_URL`], since users and
/// permissions cannot be made over AMQP; read by `sh`, plain `rabbitmqctl` where it is not set.
pub const RABBITMQCTL: &str = "HABEAS_TEST_RABBITMQCTL";
