use std::{io::IsTerminal, process::ExitCode, sync::Arc};

use anyhow::{Context, bail};
use clap::Parser;
use habeas_bus_amqp::topology;
use habeas_engine::{OsEntropy, SystemClock};
use habeas_envelope::{Clock, Code, Entropy};
use habeas_store_sql::postgres;
use habeas_vault::{KeyGrant, Keyring};
use secrecy::ExposeSecret;
use tracing_subscriber::EnvFilter;

use crate::{
    assemble::{self, House},
    cli::{
        CaseCommand, Cli, Command, DueArguments, KeysCommand, LogCommand, PacksCommand, Role,
        SecretsCommand, StaffCommand,
    },
    commands::{self, calendar, case_show, due, packs, rebuild, staff},
    demo, keys, ledger, mail, probe,
    roles::{Service, serve},
    secrets, secrets_init,
    settings::Settings,
    stopping,
};

/// Reads the command line and does what it says; for mains.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("habeas: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Does what a command line says.
///
/// # Errors
/// When it cannot be done, in words for the operator.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    // One provider of TLS for the process, chosen before anything connects.
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow::anyhow!("TLS was set up twice"))?;
    let mut settings = Settings::read(&cli.config)?;
    // A demo speaks to a newcomer: what to open must not scroll away.
    let unset = settings.log == Settings::default().log;
    if unset && matches!(cli.command, Some(Command::Demo { .. })) {
        "warn".clone_into(&mut settings.log);
    }
    log(&settings);
    keep_panics_quiet();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(dispatch(cli, settings))
}

async fn dispatch(cli: Cli, settings: Settings) -> anyhow::Result<ExitCode> {
    match cli.command {
        None => serve_embedded(settings).await?,
        Some(Command::Run { role }) => serve_role(settings, role).await?,
        Some(Command::Demo {
            data,
            submissions,
            no_serve,
        }) => {
            demo::run(settings, &data, submissions, no_serve).await?;
        }
        Some(Command::Migrate) => migrate(&settings).await?,
        Some(Command::Case(CaseCommand::Show {
            id,
            controller,
            language,
        })) => {
            let house = open(&settings).await?;
            let shown =
                case_show::show(&house.engine, &id, controller.as_deref(), &language).await?;
            print!("{shown}");
            house.close().await;
        }
        Some(Command::Staff(command)) => {
            let house = open(&settings).await?;
            match command {
                StaffCommand::Add {
                    login,
                    name,
                    grants,
                } => {
                    staff::add(&house.engine, &login, &name, &grants).await?;
                }
                StaffCommand::Password { login } => staff::password(&house.engine, &login).await?,
                StaffCommand::List => staff::list(&house.engine).await?,
            }
            house.close().await;
        }
        Some(Command::Packs(PacksCommand::Check { path })) => packs::check(path.as_deref())?,
        Some(Command::Calendar(command)) => {
            let house = open(&settings).await.map_err(calendar::while_served)?;
            let done = calendar::calendar(&house.engine, &command).await;
            house.close().await;
            done?;
        }
        Some(Command::Rebuild { apply }) => {
            let house = open(&settings).await?;
            rebuild::rebuild(&house.engine, apply).await?;
            house.close().await;
        }
        Some(Command::Log(command)) => return log_of_events(&settings, command).await,
        Some(Command::Keys(command)) => keys_of_rows(&settings, command).await?,
        Some(Command::Restore) => {
            let house = open(&settings).await?;
            let (engine, days) = (&house.engine, settings.backup_days);
            let destroyed = ledger::restore(engine, &settings.ledger_path(), days).await?;
            println!("{destroyed} keys had come back and are destroyed again");
            house.close().await;
        }
        Some(Command::Secrets(SecretsCommand::Init { dir })) => {
            let shelf = assemble::shelf(settings.packs.as_deref())?;
            let summary = secrets_init::init(&dir, &shelf, &OsEntropy)?;
            println!("{summary}");
        }
        Some(Command::Due(arguments)) => return time_limits(&settings, &arguments),
        Some(Command::Health) => print!("{}", probe::probe(settings.admin.listen).await?),
    }
    Ok(ExitCode::SUCCESS)
}

async fn log_of_events(settings: &Settings, command: LogCommand) -> anyhow::Result<ExitCode> {
    match command {
        LogCommand::Key => {
            let key = commands::log::key(None, &settings.keyring_path())?;
            println!("{}", commands::log::text(&key));
            Ok(ExitCode::SUCCESS)
        }
        LogCommand::Verify { public_key } => {
            let key = commands::log::key(public_key.as_deref(), &settings.keyring_path())?;
            let house = open(settings).await?;
            let verified = commands::log::verify(&house.engine, &key).await;
            house.close().await;
            verified
        }
    }
}

async fn keys_of_rows(settings: &Settings, command: KeysCommand) -> anyhow::Result<()> {
    let whole = |secrets: &Option<std::path::PathBuf>| match secrets {
        Some(folder) => folder.join(secrets_init::MASTER_KEYRING),
        None => settings.keyring_path(),
    };
    match command {
        KeysCommand::Rotate { secrets } => {
            // The lock of an embedded installation is held first: nobody seals meanwhile.
            let house = match &secrets {
                None => Some(open(settings).await?),
                Some(_) => None,
            };
            let keyring = commands::keys::rotate(&whole(&secrets), secrets.as_deref())?;
            println!("new recipient keys are in force");
            match house {
                Some(house) => {
                    let rewrapped = commands::keys::rewrap(&house.engine, &keyring).await?;
                    println!("{rewrapped} data keys are wrapped to them");
                    house.close().await;
                }
                None => println!("start the services anew, then run `habeas keys rewrap`"),
            }
        }
        KeysCommand::Rewrap => {
            let keyring = keys::open(&settings.keyring_path())?;
            let house = open(settings).await?;
            let rewrapped = commands::keys::rewrap(&house.engine, &keyring).await?;
            println!("{rewrapped} data keys are wrapped to the keys in force");
            house.close().await;
        }
        KeysCommand::Retire { secrets } => {
            let house = open(settings).await?;
            let (whole, engine) = (whole(&secrets), &house.engine);
            let retired = commands::keys::retire(engine, &whole, secrets.as_deref()).await?;
            println!("{retired} recipient keys are deleted");
            house.close().await;
        }
        KeysCommand::Destroy { id } => {
            let house = open(settings).await?;
            let engine = &house.engine;
            let streams = case_show::streams(engine, &id).await?;
            let (ledger, days) = (settings.ledger_path(), settings.backup_days);
            let destroyed = ledger::destroy(engine, &ledger, &streams, days).await?;
            println!("{destroyed} keys are destroyed");
            house.close().await;
        }
        KeysCommand::Expired { apply } => {
            let house = open(settings).await?;
            let engine = &house.engine;
            let over = commands::expired::over(engine).await?;
            for expired in &over {
                println!("{expired}");
            }
            if apply {
                let (ledger, days) = (settings.ledger_path(), settings.backup_days);
                let destroyed = commands::expired::destroy(engine, &ledger, over, days).await?;
                println!("{destroyed} keys are destroyed");
            }
            house.close().await;
        }
    }
    Ok(())
}

/// A backup that brought destroyed keys back is not served.
async fn refuse_destroyed(house: &House, settings: &Settings) -> anyhow::Result<()> {
    let ledger = settings.ledger_path();
    let there = ledger::still_there(&house.engine, &ledger).await?;
    if there > 0 {
        bail!(
            "the database holds {there} keys that {} names as destroyed: run `habeas restore`",
            ledger.display()
        );
    }
    Ok(())
}

fn time_limits(settings: &Settings, arguments: &DueArguments) -> anyhow::Result<ExitCode> {
    let shelf = assemble::shelf(settings.packs.as_deref())?;
    match arguments {
        DueArguments {
            vectors: Some(file),
            ..
        } => due::vectors(file, &shelf),
        DueArguments {
            command: Some(command),
            ..
        } => {
            print!("{}", due::explain(command, &shelf)?);
            Ok(ExitCode::SUCCESS)
        }
        DueArguments {
            vectors: None,
            command: None,
        } => {
            bail!("say what to compute: `habeas due explain …` or `habeas due --vectors FILE`")
        }
    }
}

/// Opens the installation that is set, for a command that looks or manages.
async fn open(settings: &Settings) -> anyhow::Result<House> {
    let shelf = assemble::shelf(settings.packs.as_deref())?;
    let (clock, entropy) = ports();
    let mut house = if settings.is_distributed() {
        assemble::distributed(settings, "operator", shelf, clock, entropy).await?
    } else {
        demo::refuse_marked(&settings.data)?;
        assemble::embedded(&settings.data, shelf, clock, entropy).await?
    };
    house.know_kept_packs().await?;
    Ok(house)
}

async fn serve_embedded(settings: Settings) -> anyhow::Result<()> {
    if settings.is_distributed() {
        bail!("with [postgres] and [amqp] each role runs by itself: `habeas run portal` and so on");
    }
    demo::refuse_marked(&settings.data)?;
    let shelf = assemble::shelf(settings.packs.as_deref())?;
    let (clock, entropy) = ports();
    let mut house = assemble::embedded(&settings.data, shelf, clock, entropy.clone()).await?;
    house.know_kept_packs().await?;
    refuse_destroyed(&house, &settings).await?;
    let empty = house.is_empty().await?;
    let keyring = keys::open_or_make(
        &settings.keyring_path(),
        empty,
        &house.engine.shelf,
        &*entropy,
    )?;
    let mail = mail::port(&settings)?;
    println!("people file at {}", settings.portal.public_url);
    println!("staff work at {}", settings.console.public_url);
    let service = Service {
        house,
        keyring: Arc::new(keyring),
        settings,
        mail,
        mailbox: None,
        demo: false,
    };
    serve(service, &Role::ALL, stopping::on_signal()?).await
}

async fn serve_role(settings: Settings, role: Role) -> anyhow::Result<()> {
    let shelf = assemble::shelf(settings.packs.as_deref())?;
    let (clock, entropy) = ports();
    let stop = stopping::on_signal()?;
    let mut house = assemble::distributed(&settings, role.as_str(), shelf, clock, entropy).await?;
    let ready = tokio::select! {
        ready = house.wait_until_ready(role) => ready,
        () = stop.cancelled() => return Ok(()),
    };
    ready?;
    if role == Role::Portal {
        house.read_kept_packs().await?;
    } else {
        house.know_kept_packs().await?;
        refuse_destroyed(&house, &settings).await?;
    }
    let grant = grant_of(role);
    let keyring = if grant == KeyGrant::nothing() {
        Keyring::generate([], &OsEntropy).narrow(&grant)
    } else {
        keys::open_for(&settings.keyring_path(), &grant)?
    };
    let mail = mail::port(&settings)?;
    let service = Service {
        house,
        keyring: Arc::new(keyring),
        settings,
        mail,
        mailbox: None,
        demo: false,
    };
    serve(service, &[role], stop).await
}

/// What keys a role may hold.
fn grant_of(role: Role) -> KeyGrant {
    match role {
        Role::Portal => KeyGrant::portal(),
        Role::Console => KeyGrant::console(),
        Role::Courier => KeyGrant::courier(),
        Role::Deadlines => KeyGrant::deadlines(),
        Role::Intake | Role::Identity | Role::Routing | Role::Response => KeyGrant::nothing(),
    }
}

async fn migrate(settings: &Settings) -> anyhow::Result<()> {
    let (Some(database), Some(broker)) = (&settings.postgres, &settings.amqp) else {
        bail!("there is nothing to migrate: an embedded installation does it at start");
    };
    let password = secrets::read_optional(database.password_file.as_deref())?;
    let url = assemble::postgres_url(database);
    postgres::migrate(&url, password.as_ref().map(ExposeSecret::expose_secret))
        .await
        .context("the database cannot be migrated")?;
    println!("the database is at this version");
    topology::migrate(&assemble::amqp_options(broker, "migrate")?)
        .await
        .context("the exchanges and queues cannot be made")?;
    println!("exchanges and queues are there");
    Ok(())
}

fn ports() -> (Arc<dyn Clock>, Arc<dyn Entropy>) {
    (Arc::new(SystemClock), Arc::new(OsEntropy))
}

fn log(settings: &Settings) {
    let filter = EnvFilter::try_new(&settings.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if settings.log_json {
        builder.json().init();
    } else {
        builder.with_ansi(std::io::stderr().is_terminal()).init();
    }
}

/// The text of a panic is free text and may hold anything: the log gets the place alone.
fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}

/// The queue a role reads, if it reads one.
pub(crate) fn queue_of(role: Role) -> Option<Code> {
    habeas_bus::worker(role.as_str()).map(|worker| Code::literal(worker.name))
}
