//! One process: a SQLite file and the bus over its outbox.

use std::{path::Path, sync::Arc};

use habeas_bus_local::LocalBus;
use habeas_engine::{Engine, OsEntropy, PackShelf, RelayDuty, SystemClock};
use habeas_regime::{Library, testing::example_packs};
use habeas_store_sql::{SqliteOptions, SqliteStore};
use habeas_vault::Keyring;
use tokio::{sync::mpsc, task::JoinSet};
use tokio_util::sync::CancellationToken;

use crate::{
    filing::controller,
    measure::Pipeline,
    watch::{Watch, Watched},
    workers,
};

/// Opens an installation in an empty folder, as the roof does.
pub async fn open(folder: &Path) -> anyhow::Result<Pipeline> {
    let store = SqliteStore::open(&folder.join("habeas.sqlite"), SqliteOptions::default()).await?;
    let store = Arc::new(store);
    let watch = Watch::default();
    let (relay, handed) = mpsc::channel(1024);
    let engine = Engine {
        bus: Arc::new(Watched::new(LocalBus::new(store.clone()), watch.clone())),
        documents: store.clone(),
        store,
        clock: Arc::new(SystemClock),
        entropy: Arc::new(OsEntropy),
        shelf: PackShelf::new(example_packs(), Library::embedded()),
        relay,
    };
    let (mut tasks, stop) = (JoinSet::new(), CancellationToken::new());
    workers::relay(
        engine.clone(),
        handed,
        RelayDuty::Everybodys,
        &mut tasks,
        &stop,
    );
    let keyring = Arc::new(Keyring::generate([controller()], &OsEntropy));
    for name in workers::ALL {
        workers::start(name, engine.clone(), &keyring, &mut tasks, &stop);
    }
    Ok(Pipeline {
        portal: engine.clone(),
        reader: engine,
        keyring,
        watch,
        tasks,
        stop,
    })
}
