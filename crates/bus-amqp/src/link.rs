//! A connection that is kept up. The client library's own recovery is not used: it is young, and
//! it hides from the reader that what was delivered has to be taken again.

use std::{sync::Arc, time::Duration};

use futures::{StreamExt, pin_mut};
use habeas_bus::BusError;
use habeas_envelope::Entropy;
use lapin::{Channel, Connection};
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
    time::{sleep, timeout},
};

use crate::{
    AmqpOptions,
    error::{class, classify, within},
};

/// How often a connection is looked at whose end nobody was told of.
const LOOK: Duration = Duration::from_millis(500);
/// A connection that stood this long was a good one: the pauses begin anew.
const GOOD: Duration = Duration::from_secs(10);

/// A connection as it stands now; the number tells it from those before.
pub(crate) struct Live {
    pub(crate) number: u64,
    connection: Connection,
}

impl Live {
    pub(crate) fn is_usable(&self) -> bool {
        let status = self.connection.status();
        status.connected() && !status.blocked()
    }

    pub(crate) fn is_blocked(&self) -> bool {
        self.connection.status().blocked()
    }

    /// Opens a channel.
    pub(crate) async fn channel(&self, patience: Duration) -> Result<Channel, BusError> {
        within(patience, self.connection.create_channel()).await
    }
}

/// The connection while it stands.
type State = Option<Arc<Live>>;

/// One connection and the task that rebuilds it whenever it breaks.
pub(crate) struct Link {
    state: watch::Receiver<State>,
    refused: watch::Receiver<bool>,
    broken: mpsc::UnboundedSender<u64>,
    supervisor: JoinHandle<()>,
}

impl Link {
    /// Begins to connect. Must be called within the runtime.
    pub(crate) fn start(
        options: Arc<AmqpOptions>,
        purpose: &'static str,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        let (state_sender, state) = watch::channel(None);
        let (refused_sender, refused) = watch::channel(false);
        let (broken, reports) = mpsc::unbounded_channel();
        let supervisor = Supervisor {
            options,
            purpose,
            entropy,
            state: state_sender,
            refused: refused_sender,
            reports,
        };
        Self {
            state,
            refused,
            broken,
            supervisor: tokio::spawn(supervisor.run()),
        }
    }

    /// The connection, if it stands.
    pub(crate) fn now(&self) -> Option<Arc<Live>> {
        self.state.borrow().clone()
    }

    /// The connection, waited for.
    pub(crate) async fn wait(&self, patience: Duration) -> Result<Arc<Live>, BusError> {
        let mut state = self.state.clone();
        let standing = timeout(patience, state.wait_for(Option::is_some)).await;
        match standing {
            Ok(Ok(live)) => Ok(live.clone().ok_or(BusError::Unavailable(None))?),
            _ if *self.refused.borrow() => Err(BusError::Forbidden),
            _ => Err(BusError::Unavailable(None)),
        }
    }

    /// Says that a connection does not answer, so that it is replaced.
    pub(crate) fn report(&self, number: u64) {
        let _ = self.broken.send(number);
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.supervisor.abort();
    }
}

struct Supervisor {
    options: Arc<AmqpOptions>,
    purpose: &'static str,
    entropy: Arc<dyn Entropy>,
    state: watch::Sender<State>,
    refused: watch::Sender<bool>,
    reports: mpsc::UnboundedReceiver<u64>,
}

impl Supervisor {
    async fn run(mut self) {
        let mut attempt = 0;
        for number in 0.. {
            match self.connect().await {
                Ok(connection) => {
                    tracing::info!(purpose = self.purpose, "connected to the broker");
                    let since = tokio::time::Instant::now();
                    self.stand(Live { number, connection }).await;
                    tracing::warn!(purpose = self.purpose, "lost the connection to the broker");
                    if since.elapsed() >= GOOD {
                        attempt = 0;
                    }
                }
                Err(error) => {
                    self.refused
                        .send_replace(matches!(error, BusError::Forbidden));
                    let class = class(&error);
                    tracing::warn!(
                        purpose = self.purpose,
                        class,
                        "the broker cannot be reached"
                    );
                }
            }
            sleep(self.options.timeouts.pause(attempt, self.entropy.as_ref())).await;
            attempt = attempt.saturating_add(1);
        }
    }

    async fn connect(&self) -> Result<Connection, BusError> {
        let patience = self.options.timeouts.connect;
        match timeout(patience, self.options.connect(self.purpose)).await {
            Ok(connected) => connected.map_err(classify),
            Err(_) => Err(BusError::Unavailable(None)),
        }
    }

    /// Offers the connection until it breaks.
    async fn stand(&mut self, live: Live) {
        let number = live.number;
        let events = live.connection.events_listener();
        pin_mut!(events);
        let live = Arc::new(live);
        self.refused.send_replace(false);
        self.state.send_replace(Some(Arc::clone(&live)));
        while live.connection.status().connected() {
            tokio::select! {
                // Also told of channels that broke, which is their users' affair: it only says
                // that it is time to look.
                event = events.next() => if event.is_none() { break },
                Some(reported) = self.reports.recv() => if reported == number { break },
                () = sleep(LOOK) => {}
            }
        }
        self.state.send_replace(None);
    }
}
