//! Every service by itself: connections of its own to one Postgres and one RabbitMQ, under the
//! rights of its role, as separate processes have them.

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use habeas_bus_amqp::{AmqpBus, AmqpOptions, topology};
use habeas_engine::{Engine, OsEntropy, PackShelf, RelayDuty, SystemClock};
use habeas_regime::{Library, testing::example_packs};
use habeas_store_sql::{
    PostgresStore, postgres,
    testing::{CONSOLE, PORTAL, WORKER, login},
};
use habeas_testkit::{Database, Postgres, RabbitMq, Vhost};
use habeas_vault::Keyring;
use tokio::{sync::mpsc, task::JoinSet};
use tokio_util::sync::CancellationToken;

use crate::{
    filing::controller,
    measure::Pipeline,
    watch::{Watch, Watched},
    workers,
};

/// A database and a virtual host of their own.
pub struct Servers {
    database: Database,
    vhost: Vhost<'static>,
}

impl Servers {
    /// Blocks while they are made.
    pub fn prepare() -> Self {
        Self {
            database: Postgres::shared().database(),
            vhost: RabbitMq::shared().vhost("bench"),
        }
    }

    /// Blocks while Postgres looks at what its tables hold: in a house in use it has done so, by
    /// itself, within a minute.
    pub fn gather_statistics(&self) {
        self.database.psql("ANALYZE");
    }
}

/// How long a service may take to connect.
const PATIENCE: Duration = Duration::from_secs(20);

/// Brings the servers to this version and opens every service.
pub async fn open(servers: &Servers) -> anyhow::Result<Pipeline> {
    let database = servers.database.url();
    postgres::migrate(database, None).await?;
    topology::migrate(&AmqpOptions::from_url(servers.vhost.url())?).await?;

    let mut opening = Opening {
        servers,
        shelf: PackShelf::new(example_packs(), Library::embedded()),
        watch: Watch::default(),
        tasks: JoinSet::new(),
        stop: CancellationToken::new(),
    };
    let portal = opening
        .service("portal", login(database, &[PORTAL]).await?)
        .await?;
    let keyring = Arc::new(Keyring::generate([controller()], &OsEntropy));
    for name in workers::ALL {
        let engine = opening
            .service(name, login(database, &[WORKER]).await?)
            .await?;
        workers::start(name, engine, &keyring, &mut opening.tasks, &opening.stop);
    }
    let reader = opening
        .service("reader", login(database, &[WORKER, CONSOLE]).await?)
        .await?;
    Ok(Pipeline {
        portal,
        reader,
        keyring,
        watch: opening.watch,
        tasks: opening.tasks,
        stop: opening.stop,
    })
}

struct Opening<'a> {
    servers: &'a Servers,
    shelf: PackShelf,
    watch: Watch,
    tasks: JoinSet<()>,
    stop: CancellationToken,
}

impl Opening<'_> {
    async fn service(&mut self, name: &str, store: PostgresStore) -> anyhow::Result<Engine> {
        let mut options = AmqpOptions::from_url(self.servers.vhost.url())?;
        options.connection_name = name.to_owned();
        let bus = AmqpBus::connect(options, Arc::new(OsEntropy), PATIENCE).await;
        let bus = bus.with_context(|| format!("{name} and the broker"))?;
        let (relay, handed) = mpsc::channel(1024);
        let engine = Engine {
            documents: Arc::new(store.clone()),
            store: Arc::new(store),
            bus: Arc::new(Watched::new(bus, self.watch.clone())),
            clock: Arc::new(SystemClock),
            entropy: Arc::new(OsEntropy),
            shelf: self.shelf.clone(),
            relay,
        };
        let duty = if name == "portal" {
            RelayDuty::Own
        } else {
            RelayDuty::Everybodys
        };
        workers::relay(engine.clone(), handed, duty, &mut self.tasks, &self.stop);
        Ok(engine)
    }
}
