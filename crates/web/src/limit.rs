//! How often a client, and all clients together, may do a thing.

use std::{
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use governor::{
    RateLimiter,
    clock::Clock as GovernorClock,
    middleware::NoOpMiddleware,
    state::{InMemoryState, NotKeyed, keyed::DashMapStateStore},
};
use habeas_envelope::Clock;

use crate::{ClientPrefix, PageError};

/// After this many checks, clients that have been quiet are forgotten.
const CHECKS_BETWEEN_CLEANINGS: u32 = 1024;

/// So many, within such a time. The whole number may come at once.
#[derive(Clone, Copy, Debug)]
pub struct Quota {
    /// How many.
    pub count: NonZeroU32,
    /// Within what time; longer than zero.
    pub within: Duration,
}

/// Refused for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many requests; again in {seconds} s")]
pub struct Throttled {
    /// After how many seconds it can be tried again.
    pub seconds: u64,
}

/// A limit for each client prefix and one for all together. Nobody is ever locked out: what was used
/// up comes back as time passes.
pub struct RateLimit {
    clock: InjectedClock,
    by_client: RateLimiter<
        ClientPrefix,
        DashMapStateStore<ClientPrefix>,
        InjectedClock,
        NoOpMiddleware<Duration>,
    >,
    in_total: RateLimiter<NotKeyed, InMemoryState, InjectedClock, NoOpMiddleware<Duration>>,
    checks: AtomicU32,
}

#[derive(Clone)]
struct InjectedClock(Arc<dyn Clock>);

impl GovernorClock for InjectedClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.now().timestamp_micros()).unwrap_or_default())
    }
}

impl Quota {
    /// So many within such a time.
    ///
    /// # Panics
    /// On a count of zero, which would let nothing pass, and on a time of zero.
    #[must_use]
    pub const fn new(count: u32, within: Duration) -> Self {
        assert!(!within.is_zero(), "a quota needs a time");
        match NonZeroU32::new(count) {
            Some(count) => Self { count, within },
            None => panic!("a quota lets at least one pass"),
        }
    }

    fn governor(self) -> governor::Quota {
        governor::Quota::with_period(self.within / self.count.get())
            .unwrap_or_else(|| governor::Quota::per_second(self.count))
            .allow_burst(self.count)
    }
}

impl RateLimit {
    /// A limit by client and in total.
    #[must_use]
    pub fn new(by_client: Quota, in_total: Quota, clock: Arc<dyn Clock>) -> Self {
        let clock = InjectedClock(clock);
        Self {
            by_client: RateLimiter::new(
                by_client.governor(),
                DashMapStateStore::default(),
                clock.clone(),
            ),
            in_total: RateLimiter::new(
                in_total.governor(),
                InMemoryState::default(),
                clock.clone(),
            ),
            clock,
            checks: AtomicU32::new(0),
        }
    }

    /// Counts one request. What a client's own limit refuses does not count against all.
    ///
    /// # Errors
    /// When the client or all together have used up what they may.
    pub fn check(&self, client: ClientPrefix) -> Result<(), Throttled> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % CHECKS_BETWEEN_CLEANINGS
            == CHECKS_BETWEEN_CLEANINGS - 1
        {
            self.by_client.retain_recent();
        }
        let now = self.clock.now();
        let seconds = |wait: Duration| Throttled {
            seconds: wait.as_secs() + 1,
        };
        self.by_client
            .check_key(&client)
            .map_err(|until| seconds(until.wait_time_from(now)))?;
        self.in_total
            .check()
            .map_err(|until| seconds(until.wait_time_from(now)))
    }

    /// Puts the limit before all of these routes; the refusal is a neutral page with `Retry-After`.
    /// [`crate::Guard`] has to stand before it.
    pub fn protect<S: Clone + Send + Sync + 'static>(
        self: Arc<Self>,
        routes: Router<S>,
    ) -> Router<S> {
        routes.route_layer(from_fn_with_state(self, throttle))
    }
}

impl From<Throttled> for PageError {
    fn from(throttled: Throttled) -> Self {
        Self::throttled(throttled.seconds)
    }
}

async fn throttle(
    State(limit): State<Arc<RateLimit>>,
    client: ClientPrefix,
    request: Request,
    next: Next,
) -> Response {
    match limit.check(client) {
        Ok(()) => next.run(request).await,
        Err(throttled) => PageError::from(throttled).into_response(),
    }
}
