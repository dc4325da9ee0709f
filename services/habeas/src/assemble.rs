//! Opens the adapters and hands them out. The only place, beside tests, that knows which there
//! are.

use std::{path::Path, sync::Arc};

use anyhow::{Context, bail};
use chrono::DateTime;
use habeas_bus::Bus;
use habeas_bus_amqp::{AmqpBus, AmqpOptions};
use habeas_bus_local::LocalBus;
use habeas_engine::{Engine, PackShelf};
use habeas_envelope::{Clock, Code, Entropy, EventRecord, Scope};
use habeas_regime::{Library, Pack, Packs};
use habeas_store::{PackText, Store};
use habeas_store_sql::{PostgresOptions, PostgresStore, SqliteOptions, SqliteStore};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::mpsc;

use crate::{
    secrets,
    settings::{AmqpSettings, PostgresSettings, Settings},
};

/// How many batches of committed events may wait for the relay in memory.
const HAND_OFF: usize = 1024;

/// An opened installation.
pub struct House {
    /// What every service works with.
    pub engine: Engine,
    /// What the relay reads.
    pub handed: mpsc::Receiver<Vec<EventRecord>>,
    /// The store, to be closed in the end.
    closing: Closing,
}

enum Closing {
    Embedded(SqliteStore),
    Distributed(PostgresStore),
}

impl House {
    /// Closes the store after what it does.
    pub async fn close(self) {
        match self.closing {
            Closing::Embedded(store) => store.close().await,
            Closing::Distributed(store) => store.close().await,
        }
    }

    /// Whether nothing was ever recorded.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn is_empty(&self) -> anyhow::Result<bool> {
        let scope = Scope::whole(self.engine.shelf.packs().controllers().cloned());
        let events = self.engine.store.recent(&scope, DateTime::UNIX_EPOCH, 1).await?;
        Ok(events.is_empty())
    }
}

/// Opens an embedded installation: one file, one process.
///
/// # Errors
/// When the folder or the file cannot be used, or another process serves it.
pub async fn embedded(
    folder: &Path,
    shelf: PackShelf,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> anyhow::Result<House> {
    make_folder(folder)?;
    let store =
        SqliteStore::open(&folder.join("habeas.sqlite"), SqliteOptions::default()).await?;
    let closing = Closing::Embedded(store.clone());
    let store: Arc<SqliteStore> = Arc::new(store);
    let bus: Arc<dyn Bus> = Arc::new(LocalBus::new(store.clone()));
    house(store, bus, shelf, clock, entropy, closing).await
}

/// Opens a distributed installation over the servers that are set.
///
/// # Errors
/// When a secret cannot be read or a server's address is none.
pub async fn distributed(
    settings: &Settings,
    application: &str,
    shelf: PackShelf,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> anyhow::Result<House> {
    let (Some(postgres), Some(amqp)) = (&settings.postgres, &settings.amqp) else {
        bail!("a service by itself needs [postgres] and [amqp]: without them run `habeas` alone");
    };
    let store = postgres_store(postgres, application)?;
    let closing = Closing::Distributed(store.clone());
    let bus = AmqpBus::start(amqp_options(amqp, application)?, entropy.clone());
    house(Arc::new(store), Arc::new(bus), shelf, clock, entropy, closing).await
}

async fn house(
    store: Arc<dyn Store>,
    bus: Arc<dyn Bus>,
    shelf: PackShelf,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    closing: Closing,
) -> anyhow::Result<House> {
    let (relay, handed) = mpsc::channel(HAND_OFF);
    let engine = Engine { store, bus, clock, entropy, shelf, relay };
    Ok(House { engine, handed, closing })
}

/// The store of a database, as the login that is set.
///
/// # Errors
/// When its password file cannot be read.
pub fn postgres_store(
    settings: &PostgresSettings,
    application: &str,
) -> anyhow::Result<PostgresStore> {
    let password = secrets::read_optional(settings.password_file.as_deref())?;
    let options = PostgresOptions {
        password: password.map(|p| p.expose_secret().to_owned()),
        application: format!("habeas-{application}"),
        connections: settings.connections,
        ..PostgresOptions::default()
    };
    Ok(PostgresStore::connect(&postgres_url(settings), options)?)
}

/// The address of a database, without a password.
#[must_use]
pub fn postgres_url(settings: &PostgresSettings) -> String {
    let PostgresSettings { host, port, database, user, .. } = settings;
    format!("postgres://{user}@{host}:{port}/{database}")
}

/// The options of a broker, as the user that is set.
///
/// # Errors
/// When its password file cannot be read.
pub fn amqp_options(settings: &AmqpSettings, application: &str) -> anyhow::Result<AmqpOptions> {
    let password = secrets::read_optional(settings.password_file.as_deref())?
        .unwrap_or_else(|| SecretString::from(String::new()));
    let mut options = AmqpOptions::new(settings.host.clone(), settings.user.clone(), password);
    options.port = settings.port;
    options.vhost = settings.vhost.clone();
    options.connection_name = format!("habeas-{application}");
    Ok(options)
}

/// The shelf: the packs built in, those of the operator's folder over them.
///
/// # Errors
/// When a pack cannot be read; every fault is named with its place.
pub fn shelf(folder: Option<&Path>) -> anyhow::Result<PackShelf> {
    let mut packs = Packs::embedded();
    let library = Library::embedded();
    if let Some(folder) = folder {
        for path in toml_files(folder)? {
            let text = std::fs::read_to_string(&path)?;
            let name = path.display().to_string();
            packs.adopt(Pack::parse_with(&name, &text, &library)?);
        }
    }
    Ok(PackShelf::new(packs, library))
}

/// The pack files of a folder, by name.
///
/// # Errors
/// When the folder cannot be read.
pub fn toml_files(folder: &Path) -> anyhow::Result<Vec<std::path::PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("the packs folder {} cannot be read", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Puts the packs kept in the store on the shelf as well, so that what was pinned to an older
/// state is still bound by it, and keeps the present ones there.
///
/// # Errors
/// When the store cannot be used, or a text kept does not read back.
pub async fn keep_packs(store: &dyn Store, shelf: PackShelf) -> anyhow::Result<PackShelf> {
    for pack in shelf.packs().iter() {
        let kept = serde_json::to_string(pack.text())?;
        store
            .keep_pack(PackText {
                kind: Code::literal("pack"),
                id: pack.controller().code().clone(),
                version: pack.reference().version.to_string(),
                hash: pack.reference().hash,
                text: kept,
            })
            .await?;
    }
    let mut packs = shelf.packs().clone();
    for kept in store.packs().await? {
        if kept.kind == "pack" {
            packs.keep(Pack::reopen(&serde_json::from_str(&kept.text)?)?);
        }
    }
    Ok(PackShelf::new(packs, shelf.library().clone()))
}

fn make_folder(folder: &Path) -> anyhow::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder
        .create(folder)
        .with_context(|| format!("the data folder {} cannot be made", folder.display()))
}
