//! A throw-away installation with invented people, staff and cases.
//!
//! Its history is thought out first, then played through the real workers on a clock that is
//! moved from hour to hour and ends at the present; then the machine's clock takes over.

mod answering;
mod beside;
mod clock;
mod dice;
mod fates;
mod folder;
mod guide;
mod people;
mod picture;
mod plan;
mod play;
mod posting;
mod staff;
mod tell;
mod windows;
mod words;

#[cfg(test)]
mod tests;

use std::{path::Path, sync::Arc};

use anyhow::{Context as _, bail};
use chrono::{DateTime, TimeDelta, Utc};
use habeas_dispatch::LocalMailbox;
use habeas_engine::{OsEntropy, PackShelf, SystemClock};
use habeas_envelope::{Clock as _, Entropy, Scope};
use habeas_vault::Keyring;
use indicatif::{ProgressBar, ProgressStyle};

pub use clock::{HistoryClock, Sleepers};
pub use folder::{MARKER, is_marked, refuse_marked};
pub use guide::Guide;

use crate::{
    assemble::{self, House},
    cli::Role,
    keys,
    mailbox::Mailbox,
    roles::{Service, serve},
    settings::Settings,
    stopping,
};
use dice::Dice;
use play::Workers;
use staff::Staff;
use tell::Teller;
use windows::Windows;

/// The domain that mails of a demo come from; it reaches nobody (RFC 2606, section 3).
const MAIL_DOMAIN: &str = "example.org";

/// What a demo is made of.
pub struct Recipe<'a> {
    /// Its folder.
    pub folder: &'a Path,
    /// How many submissions are invented.
    pub submissions: u32,
    /// The packs.
    pub shelf: PackShelf,
    /// Randomness; a seeded one tells the same story again.
    pub entropy: Arc<dyn Entropy>,
    /// The instant at which history ends, not after the machine's present.
    pub end: DateTime<Utc>,
    /// The address of the portal's page where reference and code are entered.
    pub status_url: String,
    /// Moved on with every hour of the story.
    pub progress: ProgressBar,
}

/// A demo that was made and can be served.
pub struct Demo {
    /// The installation; its clock is the machine's from now on.
    pub house: House,
    /// All its keys.
    pub keyring: Arc<Keyring>,
    /// What a newcomer is told.
    pub guide: Guide,
}

/// Makes a demo and serves it on loopback, unless it is only to be made.
///
/// # Errors
/// When servers are set, when the folder is not a demo's, or when it cannot be made or served.
pub async fn run(
    mut settings: Settings,
    folder: &Path,
    submissions: u32,
    no_serve: bool,
) -> anyhow::Result<()> {
    refuse_servers(&settings)?;
    loopback(&mut settings);
    if !no_serve {
        refuse_taken_ports(&settings)?;
    }
    let progress = ProgressBar::new(0).with_style(
        ProgressStyle::with_template("{msg} {wide_bar} {percent:>3} %")
            .context("the progress bar is drawn wrongly")?,
    );
    let portal = settings.portal.public_url.trim_end_matches('/').to_owned();
    let Demo {
        house,
        keyring,
        guide,
    } = prepare(Recipe {
        folder,
        submissions,
        shelf: assemble::shelf(settings.packs.as_deref())?,
        entropy: Arc::new(OsEntropy),
        end: SystemClock.now(),
        status_url: format!("{portal}/status"),
        progress,
    })
    .await?;
    let console = settings.console.public_url.trim_end_matches('/');
    println!("{}", guide.text(&portal, console));
    if no_serve {
        house.close().await;
        return Ok(());
    }
    settings.data = folder.to_owned();
    let mailbox = Mailbox::new(house.engine.clone(), keyring.clone());
    let service = Service {
        house,
        keyring,
        settings,
        mail: Arc::new(LocalMailbox::new(mailbox.clone())),
        mailbox: Some(Arc::new(mailbox)),
        demo: true,
    };
    serve(service, &Role::ALL, stopping::on_signal()?).await
}

/// Refuses settings that would let a demo reach a server.
///
/// # Errors
/// When a database, a broker or a mail server is set.
pub fn refuse_servers(settings: &Settings) -> anyhow::Result<()> {
    let set = [
        ("postgres", settings.postgres.is_some()),
        ("amqp", settings.amqp.is_some()),
        ("smtp", settings.smtp.is_some()),
    ];
    for (name, is_set) in set {
        if is_set {
            bail!(
                "a demo reaches no server: [{name}] is set; run it with --config of another file"
            );
        }
    }
    Ok(())
}

/// Whether the ports are free is told before anything is made.
fn refuse_taken_ports(settings: &Settings) -> anyhow::Result<()> {
    let wanted = [
        ("portal", settings.portal.listen),
        ("console", settings.console.listen),
        ("admin", settings.admin.listen),
    ];
    for (name, address) in wanted {
        std::net::TcpListener::bind(address).with_context(|| {
            format!(
                "{address} is taken: set [{name}] listen to another port, or stop what is there"
            )
        })?;
    }
    Ok(())
}

/// A demo is served to this machine alone, whatever is set; ports stay as they are.
fn loopback(settings: &mut Settings) {
    for face in [&mut settings.portal, &mut settings.console] {
        face.listen.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
        face.public_url = format!("http://localhost:{}", face.listen.port());
        face.trusted_proxies.clear();
    }
    settings
        .admin
        .listen
        .set_ip(std::net::Ipv4Addr::LOCALHOST.into());
}

/// Makes a demo: its folder, its staff, its history.
///
/// # Errors
/// When the folder is not a demo's, cannot be written, or the story cannot be told.
pub async fn prepare(recipe: Recipe<'_>) -> anyhow::Result<Demo> {
    folder::make(recipe.folder)?;
    let Recipe {
        entropy,
        end,
        progress,
        ..
    } = recipe;
    let windows = Windows::until(end, &mut Dice(&*entropy));
    let begin = windows.get(0).opens - TimeDelta::hours(1);
    let clock = HistoryClock::starting_at(begin);
    let mut house = assemble::embedded(
        recipe.folder,
        recipe.shelf,
        Arc::new(clock.clone()),
        entropy.clone(),
    )
    .await?;
    house.know_kept_packs().await?;
    let engine = house.engine.clone();
    let path = recipe.folder.join("keyring.toml");
    let keyring = Arc::new(keys::open_or_make(&path, true, &engine.shelf, &*entropy)?);

    let staff = Arc::new(Staff::hire(&engine.shelf, begin, &*entropy));
    let cards = Arc::new(picture::cards());
    let count = usize::try_from(recipe.submissions)?;
    let lives = plan::plan(count, &engine.shelf, &windows, cards.len(), &*entropy);
    let enrolling = {
        let (staff, store, entropy) = (staff.clone(), engine.store.clone(), entropy.clone());
        tokio::spawn(async move { staff.enrol(store, entropy).await })
    };

    progress.set_length(u64::try_from(windows.iter().len())?);
    progress.set_message("Playing four months of history");
    let mut workers = Workers::start(&engine, &clock, &keyring, &recipe.status_url, end)?;
    let teller = Teller {
        engine: engine.clone(),
        keyring: keyring.clone(),
        staff: staff.clone(),
        cards,
    };
    let lives = play::play(&teller, &mut workers, &windows, lives, &progress).await?;
    teller.incidents(engine.clock.now()).await?;
    workers.rest().await?;
    workers.stop().await?;
    enrolling.await??;
    let scope = Scope::whole(engine.shelf.packs().controllers().cloned());
    let failures = engine.store.failures(&scope, 1).await?;
    if let Some(failure) = failures.first() {
        bail!(
            "the story failed at {}: {} {}",
            failure.worker,
            failure.class,
            failure.reason
        );
    }
    progress.finish_and_clear();
    clock.hand_over();
    let guide = Guide::new(&engine.shelf, &staff, &lives);
    Ok(Demo {
        house,
        keyring,
        guide,
    })
}
