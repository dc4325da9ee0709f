use std::{collections::BTreeMap, time::Duration};

use habeas_dispatch::MailAddress;
use habeas_envelope::ControllerId;

/// What becomes of a letter when it is its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum RenderMode {
    /// It is composed, rendered and sealed, and queued for the mailroom.
    #[default]
    Render,
    /// It is queued alone, to be rendered when it is first opened: for a demo's history.
    Record,
}

/// How the courier goes about what it carries.
#[derive(Clone, Debug)]
pub struct CourierSettings {
    /// The address of the portal's page where reference and code are entered, absolute.
    pub status_url: String,
    /// The address that the pages of the console begin with, for mails to offices; without it they
    /// carry no links.
    pub console_url: Option<String>,
    /// The mailbox that mails come from.
    pub mail_from: MailAddress,
    /// The mailboxes of controllers that have one of their own.
    pub mail_from_of: BTreeMap<ControllerId, MailAddress>,
    /// What becomes of letters.
    pub letters: RenderMode,
    /// How many dispatches are taken together: read, begun and, as far as they have come back,
    /// reported in one go each.
    pub batch: u32,
    /// For how long what was taken is kept from other processes. A mail whose outcome is unknown
    /// goes again after it, so it must be longer than the mail port's patience.
    pub lease: Duration,
    /// How many are carried at the same time.
    pub at_once: usize,
    /// After how many attempts a failure that might pass is left to a person.
    pub attempts: u32,
    /// How long, on the engine's clock, nothing is looked at when nothing is due.
    pub look_every: chrono::Duration,
}

impl CourierSettings {
    /// Settings with this status page and mailbox, and the usual for everything else.
    #[must_use]
    pub fn new(status_url: impl Into<String>, mail_from: MailAddress) -> Self {
        Self {
            status_url: status_url.into(),
            console_url: None,
            mail_from,
            mail_from_of: BTreeMap::new(),
            letters: RenderMode::default(),
            batch: 100,
            lease: Duration::from_secs(120),
            at_once: 8,
            attempts: habeas_engine::MAX_ATTEMPTS,
            look_every: chrono::Duration::seconds(30),
        }
    }
}
