//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Carries a person's data-protection request from filing to the answer, inside the time limit,
/// provably. Without a command it serves an installation of one process: portal, console and all
/// workers over one database file.
#[derive(Debug, Parser)]
#[command(name = "habeas", version, about)]
pub struct Cli {
    /// The settings file.
    #[arg(
        long,
        default_value = "habeas.toml",
        env = "HABEAS_CONFIG",
        global = true
    )]
    pub config: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves a throw-away installation with invented people and cases.
    Demo {
        /// Its folder; an existing one must be a demo's.
        #[arg(long, default_value = "habeas-demo")]
        data: PathBuf,
        /// How many submissions to invent.
        #[arg(long, default_value_t = 200)]
        submissions: u32,
        /// Makes everything and stops, without serving it.
        #[arg(long)]
        no_serve: bool,
    },
    /// Serves one role of a distributed installation.
    Run {
        /// Which.
        role: Role,
    },
    /// Brings the schema of Postgres and the topology of RabbitMQ to this version, as their
    /// owners.
    Migrate,
    /// Looks at cases.
    #[command(subcommand)]
    Case(CaseCommand),
    /// Manages staff.
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Manages policy packs.
    #[command(subcommand)]
    Packs(PacksCommand),
    /// Changes the days of calendars: proposed, previewed, and only then approved.
    #[command(subcommand)]
    Calendar(CalendarCommand),
    /// Makes rows, alarms and dispatches again from the log; says which dates move.
    Rebuild {
        /// Writes what it finds; without it, it only says.
        #[arg(long)]
        apply: bool,
    },
    /// Proves that the log is whole.
    #[command(subcommand)]
    Log(LogCommand),
    /// Rotates and destroys keys.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// After a backup of the database was restored, before anything is served: destroys again
    /// what the ledger of destroyed keys names.
    Restore,
    /// Makes the secrets of a distributed installation.
    #[command(subcommand)]
    Secrets(SecretsCommand),
    /// Computes time limits.
    Due(DueArguments),
    /// Asks a running process whether it is ready; for health checks.
    Health,
}

/// The roles of a distributed installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// Where people file and collect.
    Portal,
    /// Where staff work.
    Console,
    /// Classifies what comes in and opens cases.
    Intake,
    /// Has identity checked.
    Identity,
    /// Sends cases to whoever answers them.
    Routing,
    /// Watches time limits.
    Deadlines,
    /// Releases answers and closes cases.
    Response,
    /// Sends letters and mails.
    Courier,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 8] = [
        Self::Portal,
        Self::Console,
        Self::Intake,
        Self::Identity,
        Self::Routing,
        Self::Deadlines,
        Self::Response,
        Self::Courier,
    ];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Console => "console",
            Self::Intake => "intake",
            Self::Identity => "identity",
            Self::Routing => "routing",
            Self::Deadlines => "deadlines",
            Self::Response => "response",
            Self::Courier => "courier",
        }
    }
}

/// Looking at cases.
#[derive(Debug, Subcommand)]
pub enum CaseCommand {
    /// Prints what happened, from the log, and until when and why: no personal data.
    Show {
        /// A reference, or the id of a submission or a case.
        id: String,
        /// The controller, when a case is shown by its id.
        #[arg(long)]
        controller: Option<String>,
        /// The language of the reasons for the dates.
        #[arg(long, default_value = "en")]
        language: String,
    },
}

/// Managing staff.
#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Adds somebody; the password is read from standard input.
    Add {
        /// What they type to sign in.
        #[arg(long)]
        login: String,
        /// What pages call them.
        #[arg(long)]
        name: String,
        /// A grant, as CONTROLLER:ROLE, CONTROLLER:ROLE:desk=DESK or CONTROLLER:ROLE:office=OFFICE;
        /// may be given several times. Roles: handler, intake, mailroom, dpo, office, deputy,
        /// admin.
        #[arg(long = "grant", required = true)]
        grants: Vec<String>,
    },
    /// Sets a new password, read from standard input, and ends all sessions.
    Password {
        /// Whose.
        #[arg(long)]
        login: String,
    },
    /// Lists staff and what they may do.
    List,
}

/// Managing policy packs.
#[derive(Debug, Subcommand)]
pub enum PacksCommand {
    /// Checks the packs built in, or those of a folder or file; names every fault and its place.
    Check {
        /// A folder or a file.
        path: Option<PathBuf>,
    },
}

/// Proving that the log is whole.
#[derive(Debug, Subcommand)]
pub enum LogCommand {
    /// Checks chains, heads and checkpoints and says the first thing wrong.
    Verify {
        /// The public half of the key that signs checkpoints; that of the keyring's where none is
        /// given.
        #[arg(long)]
        public_key: Option<String>,
    },
    /// Prints the public half of the key that signs checkpoints, to be noted elsewhere.
    Key,
}

/// Rotating and destroying keys.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Puts new recipient keys in force, and wraps all data keys to them. Over servers: first this
    /// with --secrets, then the services are started anew, then `habeas keys rewrap`.
    Rotate {
        /// The folder of secrets of a distributed installation: its keyrings alone are written.
        #[arg(long)]
        secrets: Option<PathBuf>,
    },
    /// Wraps what is still wrapped to recipient keys that are no longer in force.
    Rewrap,
    /// Deletes recipient keys that are no longer in force: what only a backup older than the
    /// rotation holds is destroyed with them.
    Retire {
        /// The folder of secrets of a distributed installation.
        #[arg(long)]
        secrets: Option<PathBuf>,
    },
    /// Destroys the keys of a closed submission and its cases, or of one case, for ever.
    Destroy {
        /// A reference, or the id of a submission or a case.
        id: String,
    },
    /// Lists the closed cases whose time of keeping is over by their pack; with --apply their keys
    /// are destroyed, for ever, but for what is under legal hold.
    Expired {
        /// Destroys what is listed.
        #[arg(long)]
        apply: bool,
    },
}

/// Changing the days of calendars.
#[derive(Debug, Subcommand)]
pub enum CalendarCommand {
    /// Proposes a day on which no period ends, and says what it would move.
    Add {
        /// The day, as 2027-05-07.
        day: chrono::NaiveDate,
        /// Of which calendar, and why.
        #[command(flatten)]
        with: DayArguments,
    },
    /// Proposes to take a listed day out, and says what it would move.
    Remove {
        /// The day, as 2027-05-07.
        day: chrono::NaiveDate,
        /// Of which calendar, and why.
        #[command(flatten)]
        with: DayArguments,
    },
    /// Proposes another day in place of a listed one, and says what it would move.
    Correct {
        /// The day that stands in the calendar.
        from: chrono::NaiveDate,
        /// The day that was meant.
        to: chrono::NaiveDate,
        /// Of which calendar, and why.
        #[command(flatten)]
        with: DayArguments,
    },
    /// Proposes that the days listed are all there are until a later day.
    Extend {
        /// The last day they are known for, as 2031-12-31.
        until: chrono::NaiveDate,
        /// Of which calendar, and where it says so.
        #[command(flatten)]
        with: DayArguments,
    },
    /// Lists calendars in force, how far their data reach, and what was proposed.
    List,
    /// Says what a version would move.
    Preview {
        /// The version, as nl-atw@2.
        version: String,
        /// At which controller.
        #[arg(long)]
        controller: String,
    },
    /// Approves a version, binds open cases to it and orders notices to whoever was told a date.
    Approve {
        /// The version, as nl-atw@2.
        version: String,
        /// At which controller.
        #[arg(long)]
        controller: String,
    },
    /// Declines a version.
    Decline {
        /// The version, as nl-atw@2.
        version: String,
        /// At which controller.
        #[arg(long)]
        controller: String,
    },
}

/// What every change of a day needs.
#[derive(Debug, clap::Args)]
pub struct DayArguments {
    /// The calendar: BE, NL, NL-ATW.
    #[arg(long)]
    pub calendar: String,
    /// The decree or notice that says so. It stands in letters and on pages: no names.
    #[arg(long)]
    pub reason: String,
    /// Only at this controller; else at all whose clocks compute with the calendar.
    #[arg(long)]
    pub controller: Option<String>,
}

/// Making secrets.
#[derive(Debug, Subcommand)]
pub enum SecretsCommand {
    /// Writes passwords, role SQL, broker definitions, keyrings; refuses a folder in use.
    Init {
        /// Where to.
        #[arg(long, default_value = "secrets")]
        dir: PathBuf,
    },
}

/// Computing time limits.
#[derive(Debug, clap::Args)]
pub struct DueArguments {
    /// A CSV file of worked-out dates to check: a line for every row that differs, last a count.
    #[arg(long)]
    pub vectors: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<DueCommand>,
}

/// Computing one time limit.
#[derive(Debug, Subcommand)]
pub enum DueCommand {
    /// Prints the dates of a matter and why.
    Explain {
        /// The pack.
        #[arg(long)]
        pack: String,
        /// When the request was received, with its zone: 2026-01-31T23:30+01:00.
        #[arg(long)]
        received: String,
        /// A suspension A/B in local dates, or instants with a zone; may be given several times; B may
        /// be missing.
        #[arg(long = "suspend")]
        suspensions: Vec<String>,
        /// The local date on which the notice of an extension went out, or the instant with its zone.
        #[arg(long)]
        extend_on: Option<String>,
        /// The right; the pack's first one where nothing is said.
        #[arg(long)]
        right: Option<String>,
        /// The kind of file; the pack's first one where nothing is said.
        #[arg(long)]
        kind: Option<String>,
        /// The language of the reasons.
        #[arg(long, default_value = "en")]
        language: String,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_whole() {
        Cli::command().debug_assert();
    }
}
