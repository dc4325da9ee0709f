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
use habeas_store::{Documents, Log, PackText, Store, StoreError};
use habeas_store_objects::{ObjectDocuments, S3Options};
use habeas_store_sql::{PostgresOptions, PostgresStore, SqliteOptions, SqliteStore};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::mpsc;

use crate::{
    cli::Role,
    secrets,
    settings::{AmqpSettings, DocumentsSettings, PostgresSettings, Settings},
    start::queue_of,
};

/// The pause before looking again whether database and broker are there.
const WAIT: std::time::Duration = std::time::Duration::from_secs(1);
/// How many batches of committed events may wait for the relay in memory.
const HAND_OFF: usize = 1024;

/// An opened installation.
pub struct House {
    /// What every service works with.
    pub engine: Engine,
    /// What the relay reads, until it is taken.
    handed: Option<mpsc::Receiver<Vec<EventRecord>>>,
    /// The store, to be closed in the end.
    closing: Closing,
}

enum Closing {
    Embedded(SqliteStore),
    Distributed(PostgresStore, Arc<AmqpBus>),
}

impl House {
    /// Closes the store after what it does.
    pub async fn close(self) {
        match self.closing {
            Closing::Embedded(store) => store.close().await,
            Closing::Distributed(store, _) => store.close().await,
        }
    }

    /// What the relay reads; for the one relay of the process.
    ///
    /// # Panics
    /// When it is taken twice.
    pub fn take_handed(&mut self) -> mpsc::Receiver<Vec<EventRecord>> {
        self.handed.take().expect("a process has one relay")
    }

    /// Puts the packs and calendars that were in force earlier on the shelf, and keeps the present
    /// ones in the store for later.
    ///
    /// # Errors
    /// When the store cannot be used, or a text kept does not read back.
    pub async fn know_kept_packs(&mut self) -> anyhow::Result<()> {
        keep_packs(&*self.engine.store, &self.engine.shelf).await?;
        self.engine.keep_calendars().await?;
        self.read_kept_packs().await
    }

    /// Puts the packs and calendars that were in force earlier on the shelf.
    ///
    /// # Errors
    /// When the store cannot be read, or a text kept does not read back.
    pub async fn read_kept_packs(&mut self) -> anyhow::Result<()> {
        self.engine.shelf = with_kept_packs(&*self.engine.store, &self.engine.shelf).await?;
        self.engine.refresh_shelf().await?;
        Ok(())
    }

    /// Waits until the database has this program's schema and the broker the role's queue.
    ///
    /// # Errors
    /// When the schema is a newer program's: waiting does not help.
    pub async fn wait_until_ready(&self, role: Role) -> anyhow::Result<()> {
        let Closing::Distributed(store, bus) = &self.closing else {
            return Ok(());
        };
        let queues: Vec<Code> = queue_of(role).into_iter().collect();
        loop {
            let waits_for = match store.ready().await {
                Err(StoreError::Schema { found, needed }) if found > needed => {
                    return Err(StoreError::Schema { found, needed }.into());
                }
                Err(_) => "database",
                Ok(()) => match bus.check_topology(&queues).await {
                    Ok(()) => return Ok(()),
                    Err(_) => "broker",
                },
            };
            tracing::info!(waits_for, "start.waiting");
            tokio::time::sleep(WAIT).await;
        }
    }

    /// Whether nothing was ever recorded.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn is_empty(&self) -> anyhow::Result<bool> {
        let scope = Scope::whole(self.engine.shelf.packs().controllers().cloned());
        let events = self
            .engine
            .store
            .recent(&scope, DateTime::UNIX_EPOCH, 1)
            .await?;
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
    let store = SqliteStore::open(&folder.join("habeas.sqlite"), SqliteOptions::default()).await?;
    let closing = Closing::Embedded(store.clone());
    let store: Arc<SqliteStore> = Arc::new(store);
    let bus: Arc<dyn Bus> = Arc::new(LocalBus::new(store.clone()));
    Ok(house(
        store.clone(),
        store,
        bus,
        shelf,
        clock,
        entropy,
        closing,
    ))
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
    let bus = Arc::new(AmqpBus::start(
        amqp_options(amqp, application)?,
        entropy.clone(),
    ));
    let closing = Closing::Distributed(store.clone(), bus.clone());
    let store = Arc::new(store);
    let documents = documents(settings, store.clone())?;
    Ok(house(store, documents, bus, shelf, clock, entropy, closing))
}

fn house(
    store: Arc<dyn Store>,
    documents: Arc<dyn Documents>,
    bus: Arc<dyn Bus>,
    shelf: PackShelf,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    closing: Closing,
) -> House {
    let (relay, handed) = mpsc::channel(HAND_OFF);
    let engine = Engine {
        store,
        documents,
        bus,
        clock,
        entropy,
        shelf,
        relay,
    };
    House {
        engine,
        handed: Some(handed),
        closing,
    }
}

/// Where sealed documents are kept.
fn documents(settings: &Settings, store: Arc<PostgresStore>) -> anyhow::Result<Arc<dyn Documents>> {
    Ok(match &settings.documents {
        DocumentsSettings::Database => store,
        DocumentsSettings::Folder { path } => {
            make_folder(path)?;
            Arc::new(ObjectDocuments::in_folder(path, store)?)
        }
        DocumentsSettings::S3 {
            endpoint,
            region,
            bucket,
            access_key_id,
            secret_key_file,
        } => {
            let secret = secrets::read(secret_key_file)?;
            let options = S3Options {
                endpoint: endpoint.clone(),
                region: region.clone(),
                bucket: bucket.clone(),
                access_key_id: access_key_id.clone(),
                secret_access_key: secret.expose_secret().to_owned(),
                allow_http: endpoint.starts_with("http://127.0.0.1")
                    || endpoint.starts_with("http://localhost"),
            };
            Arc::new(ObjectDocuments::in_bucket(&options, store)?)
        }
    })
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
    let PostgresSettings {
        host,
        port,
        database,
        user,
        ..
    } = settings;
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

async fn keep_packs(store: &dyn Store, shelf: &PackShelf) -> anyhow::Result<()> {
    for pack in shelf.packs().iter() {
        store
            .keep_pack(PackText {
                kind: Code::literal("pack"),
                id: pack.controller().code().clone(),
                version: pack.reference().version.to_string(),
                hash: pack.reference().hash,
                text: serde_json::to_string(pack.text())?,
            })
            .await?;
    }
    Ok(())
}

async fn with_kept_packs(store: &dyn Store, shelf: &PackShelf) -> anyhow::Result<PackShelf> {
    let mut packs = shelf.packs().clone();
    for kept in store.packs().await? {
        if kept.kind == "pack" {
            packs.keep(Pack::reopen(&serde_json::from_str(&kept.text)?)?);
        }
    }
    Ok(shelf.with_packs(packs))
}

/// Makes a folder for its owner alone, if it is not there.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(folder: &Path) -> anyhow::Result<()> {
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
