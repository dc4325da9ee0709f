use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::serve::ListenerExt;
use chrono::TimeDelta;
use habeas_engine::Engine;
use habeas_uploads::{Limits, Scanner};
use habeas_vault::{CookieKey, PublicKeyring};
use habeas_web::{PublicUrl, Quota, TrustedProxies};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// How long requests under way may take once the portal is to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(20);
/// How often drafts that are over are removed.
const PRUNE_EVERY: TimeDelta = TimeDelta::minutes(10);

/// What the portal works with.
#[derive(Clone)]
pub struct Portal {
    /// Store, bus, clock, randomness, packs.
    pub engine: Engine,
    /// The public halves, to seal what is filed.
    pub keys: PublicKeyring,
    /// The key of the portal's own cookies; form tokens are derived from it.
    pub cookie_key: CookieKey,
    /// Looks at files handed in.
    pub scanner: Arc<dyn Scanner>,
}

/// Where the portal listens.
#[derive(Debug)]
pub enum Listen {
    /// At this address.
    At(SocketAddr),
    /// Where somebody has bound it already.
    Bound(TcpListener),
}

/// How often a client, and all together, may do what costs or could be guessed.
#[derive(Clone, Copy, Debug)]
pub struct Quotas {
    /// Codes tried, by client prefix.
    pub codes: Quota,
    /// Codes tried, by all together.
    pub codes_in_total: Quota,
    /// Forms begun, filed and written, files handed in, by client prefix.
    pub filings: Quota,
    /// The same, by all together.
    pub filings_in_total: Quota,
}

impl Default for Quotas {
    /// 20 codes and 200 filings in ten minutes from one client, a hundred times that in all: a
    /// whole office may stand behind one address.
    fn default() -> Self {
        let ten_minutes = Duration::from_secs(600);
        Self {
            codes: Quota::new(20, ten_minutes),
            codes_in_total: Quota::new(2_000, ten_minutes),
            filings: Quota::new(200, ten_minutes),
            filings_in_total: Quota::new(20_000, ten_minutes),
        }
    }
}

/// How the portal is set up.
#[derive(Debug)]
pub struct Settings {
    /// Where it listens.
    pub listen: Listen,
    /// The address people know it by.
    pub public_url: PublicUrl,
    /// The proxies whose word on the client's address counts.
    pub proxies: TrustedProxies,
    /// What files may cost.
    pub uploads: Limits,
    /// How often things may be done.
    pub quotas: Quotas,
    /// Whether a line above every page says that nothing here is real.
    pub demo: bool,
}

impl Settings {
    /// The usual limits, no proxies, on 127.0.0.1:8080.
    #[must_use]
    pub fn new(public_url: PublicUrl) -> Self {
        Self {
            listen: Listen::At(SocketAddr::from(([127, 0, 0, 1], 8080))),
            public_url,
            proxies: TrustedProxies::default(),
            uploads: Limits::default(),
            quotas: Quotas::default(),
            demo: false,
        }
    }
}

/// Why the portal does not run.
#[derive(Debug, thiserror::Error)]
pub enum PortalError {
    /// The address cannot be listened at.
    #[error("the portal cannot listen at {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The listener failed.
    #[error("the portal's listener failed")]
    Serve(#[source] std::io::Error),
}

/// Serves the portal until it is told to stop; then finishes what is under way.
///
/// # Errors
/// When it cannot listen.
pub async fn run(
    ports: Portal,
    settings: Settings,
    stop: CancellationToken,
) -> Result<(), PortalError> {
    let engine = ports.engine.clone();
    let pages = crate::router(ports, &settings);
    let listener = match settings.listen {
        Listen::Bound(listener) => listener,
        Listen::At(address) => TcpListener::bind(address)
            .await
            .map_err(|source| PortalError::Listen { address, source })?,
    };
    let listener = listener.tap_io(|stream| {
        // Only delays small answers; nothing depends on it.
        let _ = stream.set_nodelay(true);
    });
    let pruning = tokio::spawn(prune(engine, stop.clone()));
    let serving = axum::serve(
        listener,
        pages.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(stop.clone().cancelled_owned());
    let cut_off = async {
        stop.cancelled().await;
        tokio::time::sleep(LAST_REQUESTS).await;
    };
    let served = tokio::select! {
        served = serving => served.map_err(PortalError::Serve),
        () = cut_off => Ok(()),
    };
    pruning.abort();
    served
}

/// Removes drafts that are over, from time to time.
async fn prune(engine: Engine, stop: CancellationToken) {
    loop {
        let now = engine.clock.now();
        if let Err(error) = engine.store.prune_drafts(now).await {
            tracing::warn!(error = %error, "portal.drafts.prune.failed");
        }
        tokio::select! {
            () = engine.clock.sleep_until(now + PRUNE_EVERY) => {}
            () = stop.cancelled() => return,
        }
    }
}
