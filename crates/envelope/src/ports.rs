use std::{future::Future, pin::Pin};

use chrono::{DateTime, Utc};

/// A future that is ready when the clock says so.
pub type SleepUntil<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// The only source of the present. A system clock, a virtual one, or the system's with an offset.
pub trait Clock: Send + Sync {
    /// The present instant, in whole microseconds.
    fn now(&self) -> DateTime<Utc>;

    /// Ready once [`Clock::now`] has reached `instant`.
    fn sleep_until(&self, instant: DateTime<Utc>) -> SleepUntil<'_>;
}

/// The only source of randomness.
pub trait Entropy: Send + Sync {
    /// Fills `buffer` with bytes that nobody can foresee (in a test: with a seeded sequence).
    fn fill(&self, buffer: &mut [u8]);
}
