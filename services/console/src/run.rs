use std::{net::SocketAddr, sync::Arc, time::Duration};

use async_trait::async_trait;
use axum::serve::ListenerExt;
use chrono::{DateTime, TimeDelta, Utc};
use habeas_engine::Engine;
use habeas_envelope::{ActorId, ControllerId, Scope};
use habeas_uploads::{Limits, Scanner};
use habeas_vault::Keyring;
use habeas_web::{PublicUrl, TrustedProxies};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::passwords::PasswordCost;

/// How long requests under way may take once the console is to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(20);
/// How often sessions that are over are removed.
const PRUNE_EVERY: TimeDelta = TimeDelta::minutes(10);

/// What the console works with.
#[derive(Clone)]
pub struct Console {
    /// Store, bus, clock, randomness, packs.
    pub engine: Engine,
    /// What the console opens and seals with, its token keys and its cookie key.
    pub keyring: Arc<Keyring>,
    /// Looks at files enclosed in answers.
    pub scanner: Arc<dyn Scanner>,
    /// The mails of the local mailbox, where there is one.
    pub mailbox: Option<Arc<dyn MailboxReader>>,
}

/// A mail in the local mailbox, before it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailboxEntry {
    /// The handle of its sealed bytes.
    pub id: Uuid,
    /// When it was put there.
    pub at: DateTime<Utc>,
    /// Whose.
    pub controller: ControllerId,
}

/// A mail of the local mailbox, opened. Personal: no Debug.
#[derive(Clone, PartialEq, Eq)]
pub struct MailboxMail {
    /// When it was put there.
    pub at: DateTime<Utc>,
    /// To whom.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// The local mailbox of a demonstration: its mails lie sealed in the vault, and the roof knows
/// where. The console lists and opens them through this.
#[async_trait]
pub trait MailboxReader: Send + Sync {
    /// The newest mails of controllers in scope, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn newest(&self, scope: &Scope, limit: u32) -> Result<Vec<MailboxEntry>, MailboxError>;

    /// Opens one mail for a member of staff, after an `access` event of purpose `mailbox`; none
    /// when there is none of this id in scope.
    ///
    /// # Errors
    /// When it cannot be opened.
    async fn open(
        &self,
        scope: &Scope,
        actor: &ActorId,
        id: Uuid,
    ) -> Result<Option<MailboxMail>, MailboxError>;
}

/// The local mailbox cannot be read now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the local mailbox cannot be read")]
pub struct MailboxError;

/// Where the console listens.
#[derive(Debug)]
pub enum Listen {
    /// At this address.
    At(SocketAddr),
    /// Where somebody has bound it already.
    Bound(TcpListener),
}

/// How the console is set up.
#[derive(Debug)]
pub struct Settings {
    /// Where it listens.
    pub listen: Listen,
    /// The address staff know it by.
    pub public_url: PublicUrl,
    /// The proxies whose word on the client's address counts.
    pub proxies: TrustedProxies,
    /// What files may cost.
    pub uploads: Limits,
    /// How long sending and refusing are held, instead of what the pack says; zero: not at all.
    pub undo_window: Option<TimeDelta>,
    /// What hashing a password costs.
    pub password_cost: PasswordCost,
    /// Whether a line above every page says that nothing here is real.
    pub demo: bool,
}

impl Settings {
    /// The usual limits, no proxies, on 127.0.0.1:8081.
    #[must_use]
    pub fn new(public_url: PublicUrl) -> Self {
        Self {
            listen: Listen::At(SocketAddr::from(([127, 0, 0, 1], 8081))),
            public_url,
            proxies: TrustedProxies::default(),
            uploads: Limits::default(),
            undo_window: None,
            password_cost: PasswordCost::default(),
            demo: false,
        }
    }
}

/// Why the console does not run.
#[derive(Debug, thiserror::Error)]
pub enum ConsoleError {
    /// The keyring has no cookie key of the console.
    #[error("the console's keyring holds no cookie key of the console")]
    NoCookieKey,
    /// The address cannot be listened at.
    #[error("the console cannot listen at {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The listener failed.
    #[error("the console's listener failed")]
    Serve(#[source] std::io::Error),
}

/// Serves the console until it is told to stop; then finishes what is under way.
///
/// # Errors
/// When it cannot listen, or its cookie key is missing.
pub async fn run(
    ports: Console,
    settings: Settings,
    stop: CancellationToken,
) -> Result<(), ConsoleError> {
    let engine = ports.engine.clone();
    let pages = crate::router(ports, &settings)?;
    let listener = match settings.listen {
        Listen::Bound(listener) => listener,
        Listen::At(address) => TcpListener::bind(address)
            .await
            .map_err(|source| ConsoleError::Listen { address, source })?,
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
        served = serving => served.map_err(ConsoleError::Serve),
        () = cut_off => Ok(()),
    };
    pruning.abort();
    served
}

/// Removes sessions that are over, from time to time.
async fn prune(engine: Engine, stop: CancellationToken) {
    loop {
        let now = engine.clock.now();
        let (idle, old) = (now - TimeDelta::minutes(30), now - TimeDelta::hours(12));
        if let Err(error) = engine.store.prune_sessions(idle, old).await {
            tracing::warn!(error = %error, "console.sessions.prune.failed");
        }
        tokio::select! {
            () = engine.clock.sleep_until(now + PRUNE_EVERY) => {}
            () = stop.cancelled() => return,
        }
    }
}
