//! Runs roles, in one process or each in its own, until the process is told to stop.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, bail};
use habeas_console::MailboxReader;
use habeas_courier::{CourierPorts, CourierSettings};
use habeas_dispatch::MailPort;
use habeas_engine::{Engine, Health, RelayDuty, WorkerSettings, run_relay};
use habeas_uploads::Unscanned;
use habeas_vault::{Face, Keyring, SigningPurpose};
use habeas_web::{PublicUrl, TrustedProxies};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::{
    admin,
    assemble::House,
    cli::Role,
    settings::{FaceSettings, Settings},
};

/// How long roles may take to finish what they hold once they are to stop.
const LAST_WORK: Duration = Duration::from_secs(30);

/// What is served, and with what.
pub struct Service {
    /// The opened installation.
    pub house: House,
    /// The keys this process may hold.
    pub keyring: Arc<Keyring>,
    /// What is set.
    pub settings: Settings,
    /// By what mails leave.
    pub mail: Arc<dyn MailPort>,
    /// The local mailbox of a demo.
    pub mailbox: Option<Arc<dyn MailboxReader>>,
    /// Whether nothing here is real.
    pub demo: bool,
}

/// Serves roles until `stop`; then each finishes what it holds, the relay tells what they left,
/// and the store is closed.
///
/// # Errors
/// When a role cannot begin, or ends before it was told to.
pub async fn serve(
    service: Service,
    roles: &[Role],
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let Service {
        mut house,
        keyring,
        settings,
        mail,
        mailbox,
        demo,
    } = service;
    let health = Health::default();
    let metrics = admin::recorder()?;
    let engine = house.engine.clone();
    let relay_stop = CancellationToken::new();
    let duty = if roles == [Role::Portal] {
        RelayDuty::Own
    } else {
        RelayDuty::Everybodys
    };
    let relay = tokio::spawn(run_relay(
        engine.clone(),
        house.take_handed(),
        duty,
        health.clone(),
        relay_stop.clone(),
    ));
    let parts = Parts {
        engine: engine.clone(),
        keyring,
        settings: settings.clone(),
        mail,
        mailbox,
        demo,
        health: health.clone(),
    };
    let mut tasks = JoinSet::new();
    for role in roles {
        spawn(*role, &parts, &mut tasks, &stop)?;
    }
    {
        let (engine, stop) = (engine.clone(), stop.clone());
        tasks.spawn(async move {
            engine.keep_shelf_fresh(&stop).await;
            Ok(())
        });
    }
    {
        let stop = stop.clone();
        let listen = settings.admin.listen;
        tasks.spawn(async move {
            admin::serve(listen, engine, health, metrics, stop)
                .await
                .with_context(|| format!("health and metrics cannot be served at {listen}"))
        });
    }
    let ended = wait(&mut tasks, &stop).await;
    relay_stop.cancel();
    relay.await?;
    house.close().await;
    ended
}

/// Waits until all tasks have ended. One that ends before it was told to ends all.
async fn wait(
    tasks: &mut JoinSet<anyhow::Result<()>>,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let mut first_error = Ok(());
    loop {
        let joined = tokio::select! {
            joined = tasks.join_next() => joined,
            () = stop.cancelled() => break,
        };
        let Some(joined) = joined else {
            return first_error;
        };
        if !stop.is_cancelled() {
            first_error = match joined {
                Ok(Ok(())) => Err(anyhow::anyhow!("a role ended before it was told to")),
                Ok(Err(error)) => Err(error),
                Err(error) => Err(error.into()),
            };
            stop.cancel();
        }
    }
    let finishing = async { while tasks.join_next().await.is_some() {} };
    if tokio::time::timeout(LAST_WORK, finishing).await.is_err() {
        tracing::warn!("roles.cut-off");
        tasks.shutdown().await;
    }
    first_error
}

/// What a role is made of.
struct Parts {
    engine: Engine,
    keyring: Arc<Keyring>,
    settings: Settings,
    mail: Arc<dyn MailPort>,
    mailbox: Option<Arc<dyn MailboxReader>>,
    demo: bool,
    health: Health,
}

fn spawn(
    role: Role,
    parts: &Parts,
    tasks: &mut JoinSet<anyhow::Result<()>>,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let (engine, health, stop) = (parts.engine.clone(), parts.health.clone(), stop.clone());
    let worker = WorkerSettings::default();
    match role {
        Role::Intake => work(tasks, habeas_intake::run(engine, worker, health, stop)),
        Role::Identity => work(tasks, habeas_identity::run(engine, worker, health, stop)),
        Role::Routing => work(tasks, habeas_routing::run(engine, worker, health, stop)),
        Role::Response => work(tasks, habeas_response::run(engine, worker, health, stop)),
        Role::Deadlines => {
            let mut settings = habeas_deadlines::DeadlinesSettings::default();
            settings.lease = parts.settings.lease().unwrap_or(settings.lease);
            let seed = parts.keyring.signing_seed(SigningPurpose::Checkpoint);
            if let Some(seed) = seed {
                let key = seed.to_pkcs8_der();
                let (engine, health, stop) = (engine.clone(), health.clone(), stop.clone());
                let signing = habeas_deadlines::run_checkpoints(engine, key, health, stop);
                work(tasks, signing);
            }
            work(tasks, habeas_deadlines::run(engine, settings, health, stop));
        }
        Role::Courier => {
            let (ports, settings) = courier(parts)?;
            work(
                tasks,
                habeas_courier::run(engine, ports, settings, health, stop),
            );
        }
        Role::Portal => {
            let (ports, settings) = portal(parts)?;
            tasks.spawn(async move { Ok(habeas_portal::run(ports, settings, stop).await?) });
        }
        Role::Console => {
            let (ports, settings) = console(parts)?;
            tasks.spawn(async move { Ok(habeas_console::run(ports, settings, stop).await?) });
        }
    }
    Ok(())
}

/// Spawns a worker, which has no error of its own to end with.
fn work(
    tasks: &mut JoinSet<anyhow::Result<()>>,
    worker: impl Future<Output = ()> + Send + 'static,
) {
    tasks.spawn(async move {
        worker.await;
        Ok(())
    });
}

fn portal(parts: &Parts) -> anyhow::Result<(habeas_portal::Portal, habeas_portal::Settings)> {
    let Some(cookie_key) = parts.keyring.cookie_key(Face::Portal).cloned() else {
        bail!("the keyring holds no cookie key of the portal");
    };
    let ports = habeas_portal::Portal {
        engine: parts.engine.clone(),
        keys: parts.keyring.public().clone(),
        cookie_key,
        scanner: Arc::new(Unscanned),
    };
    let face = &parts.settings.portal;
    let mut settings = habeas_portal::Settings::new(public_url(face)?);
    settings.listen = habeas_portal::Listen::At(face.listen);
    settings.proxies = proxies(face)?;
    settings.demo = parts.demo;
    Ok((ports, settings))
}

fn console(parts: &Parts) -> anyhow::Result<(habeas_console::Console, habeas_console::Settings)> {
    let ports = habeas_console::Console {
        engine: parts.engine.clone(),
        keyring: parts.keyring.clone(),
        scanner: Arc::new(Unscanned),
        mailbox: parts.mailbox.clone(),
    };
    let face = &parts.settings.console;
    let mut settings = habeas_console::Settings::new(public_url(face)?);
    settings.listen = habeas_console::Listen::At(face.listen);
    settings.proxies = proxies(face)?;
    settings.undo_window = parts
        .settings
        .undo_window_minutes
        .map(|m| chrono::TimeDelta::minutes(i64::from(m)));
    settings.demo = parts.demo;
    Ok((ports, settings))
}

fn courier(parts: &Parts) -> anyhow::Result<(CourierPorts, CourierSettings)> {
    let ports = CourierPorts {
        mail: parts.mail.clone(),
        keyring: parts.keyring.clone(),
    };
    let status = public_url(&parts.settings.portal)?.link("/status");
    let mut settings = CourierSettings::new(status, crate::mail::sender(&parts.settings)?);
    settings.lease = parts.settings.lease().unwrap_or(settings.lease);
    settings.console_url = Some(public_url(&parts.settings.console)?.link(""));
    Ok((ports, settings))
}

fn public_url(face: &FaceSettings) -> anyhow::Result<PublicUrl> {
    face.public_url
        .parse()
        .with_context(|| format!("{} cannot be used", face.public_url))
}

fn proxies(face: &FaceSettings) -> anyhow::Result<TrustedProxies> {
    TrustedProxies::parse(face.trusted_proxies.iter().map(String::as_str))
        .map_err(|network| anyhow::anyhow!("trusted_proxies: {network} is no network"))
}
