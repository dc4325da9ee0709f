//! What an operator can set, in `habeas.toml` and in `HABEAS_…` variables. Secrets are never
//! among it: a setting names the file that holds one.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};

/// All settings, with what holds where nothing is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The folder of an embedded installation: database, keyring, lock.
    pub data: PathBuf,
    /// The keyring file; `keyring.toml` in the data folder where nothing is set.
    pub keyring_file: Option<PathBuf>,
    /// The ledger of destroyed keys, which no backup of the database holds; `destroyed-keys.txt`
    /// in the data folder where nothing is set.
    pub destroyed_ledger: Option<PathBuf>,
    /// For how many days the oldest backup of the database is kept.
    pub backup_days: u32,
    /// A folder of policy packs that replace or add to the built-in ones.
    pub packs: Option<PathBuf>,
    /// The portal.
    pub portal: FaceSettings,
    /// The console.
    pub console: FaceSettings,
    /// Health and metrics.
    pub admin: AdminSettings,
    /// Postgres; embedded where it is absent.
    pub postgres: Option<PostgresSettings>,
    /// RabbitMQ; embedded where it is absent.
    pub amqp: Option<AmqpSettings>,
    /// Where sealed documents are kept in a distributed installation.
    pub documents: DocumentsSettings,
    /// The mail server; mails wait as failures where it is absent.
    pub smtp: Option<SmtpSettings>,
    /// The undo window of answers in minutes, in place of the packs'.
    pub undo_window_minutes: Option<u32>,
    /// For how long what a carrier or clockwork took up is kept from other processes: what a
    /// killed one held is taken up after it. Each has its own where nothing is set.
    pub lease_seconds: Option<u32>,
    /// What is logged, as `tracing` filters.
    pub log: String,
    /// Whether logs are JSON lines.
    pub log_json: bool,
}

/// A face that people open in a browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaceSettings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where people reach it; https unless its host is localhost.
    pub public_url: String,
    /// Proxies whose X-Forwarded-For counts, as networks.
    #[serde(default)]
    pub trusted_proxies: Vec<String>,
}

/// Health and metrics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdminSettings {
    /// Where they listen.
    pub listen: SocketAddr,
}

/// A Postgres database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostgresSettings {
    /// The host.
    pub host: String,
    /// The port.
    #[serde(default = "postgres_port")]
    pub port: u16,
    /// The database.
    pub database: String,
    /// The login of this process.
    pub user: String,
    /// The file that holds its password.
    pub password_file: Option<PathBuf>,
    /// How many connections this process opens at most.
    #[serde(default = "connections")]
    pub connections: u32,
}

/// A RabbitMQ broker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmqpSettings {
    /// The host.
    pub host: String,
    /// The port.
    #[serde(default = "amqp_port")]
    pub port: u16,
    /// The virtual host.
    #[serde(default = "vhost")]
    pub vhost: String,
    /// The user of this process.
    pub user: String,
    /// The file that holds its password.
    pub password_file: Option<PathBuf>,
}

/// Where sealed documents are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "in", rename_all = "kebab-case", deny_unknown_fields)]
pub enum DocumentsSettings {
    /// In the database.
    Database,
    /// In a folder that all services share.
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// In an S3-compatible store.
    S3 {
        /// Its address.
        endpoint: String,
        /// Its region.
        region: String,
        /// The bucket.
        bucket: String,
        /// The id of the access key.
        access_key_id: String,
        /// The file that holds the secret of the access key.
        secret_key_file: PathBuf,
    },
}

/// A mail server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    /// The host.
    pub host: String,
    /// The port.
    #[serde(default = "smtp_port")]
    pub port: u16,
    /// `tls`, `starttls` or `none`.
    #[serde(default = "starttls")]
    pub security: String,
    /// The login, where the server wants one.
    pub user: Option<String>,
    /// The file that holds its password.
    pub password_file: Option<PathBuf>,
    /// The sender's address.
    pub from: String,
}

fn postgres_port() -> u16 {
    5432
}
fn connections() -> u32 {
    8
}
fn amqp_port() -> u16 {
    5672
}
fn vhost() -> String {
    "/".to_owned()
}
fn smtp_port() -> u16 {
    587
}
fn starttls() -> String {
    "starttls".to_owned()
}

impl Default for Settings {
    fn default() -> Self {
        let local = |port: u16| SocketAddr::from(([127, 0, 0, 1], port));
        let face = |port: u16| FaceSettings {
            listen: local(port),
            public_url: format!("http://localhost:{port}"),
            trusted_proxies: Vec::new(),
        };
        Self {
            data: PathBuf::from("habeas-data"),
            keyring_file: None,
            destroyed_ledger: None,
            backup_days: 90,
            packs: None,
            portal: face(8080),
            console: face(8081),
            admin: AdminSettings {
                listen: local(9100),
            },
            postgres: None,
            amqp: None,
            documents: DocumentsSettings::Database,
            smtp: None,
            undo_window_minutes: None,
            lease_seconds: None,
            log: "info".to_owned(),
            log_json: false,
        }
    }
}

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A setting is unknown or not of its kind.
    #[error("{0}")]
    Unreadable(Box<figment::Error>),
    /// A secret stands where others can see it.
    #[error("a secret must stand in a file: take {0} out and set {0}_FILE")]
    SecretInEnvironment(String),
    /// Only one of the two servers is set.
    #[error("postgres and amqp are set together or not at all: {0} is missing")]
    HalfDistributed(&'static str),
    /// A lease that ends before a mail can have gone.
    #[error("lease_seconds is {0}; it must be at least {SHORTEST_LEASE}")]
    ShortLease(u32),
}

/// The shortest lease: a mail server must have the time to answer within it.
const SHORTEST_LEASE: u32 = 6;

impl Settings {
    /// Reads the file, if it is there, and the environment over it. `__` parts the levels of a
    /// variable: `HABEAS_POSTGRES__HOST`.
    ///
    /// # Errors
    /// When a setting is unknown, not of its kind, or a secret stands in the environment.
    pub fn read(file: &Path) -> Result<Self, SettingsError> {
        refuse_secrets(std::env::vars().map(|(name, _)| name))?;
        Self::from_figment(
            Figment::from(Serialized::defaults(Self::default()))
                .merge(Toml::file(file))
                .merge(
                    Env::prefixed("HABEAS_")
                        .split("__")
                        .filter(|name| !is_not_a_setting(name.as_str())),
                ),
        )
    }

    fn from_figment(figment: Figment) -> Result<Self, SettingsError> {
        let settings: Self = figment
            .extract()
            .map_err(|error| SettingsError::Unreadable(Box::new(error)))?;
        match (&settings.postgres, &settings.amqp) {
            (Some(_), None) => Err(SettingsError::HalfDistributed("amqp")),
            (None, Some(_)) => Err(SettingsError::HalfDistributed("postgres")),
            _ => match settings.lease_seconds {
                Some(short) if short < SHORTEST_LEASE => Err(SettingsError::ShortLease(short)),
                _ => Ok(settings),
            },
        }
    }

    /// Whether the installation runs over Postgres and RabbitMQ.
    #[must_use]
    pub fn is_distributed(&self) -> bool {
        self.postgres.is_some() && self.amqp.is_some()
    }

    /// The ledger of destroyed keys.
    #[must_use]
    pub fn ledger_path(&self) -> PathBuf {
        self.destroyed_ledger
            .clone()
            .unwrap_or_else(|| self.data.join("destroyed-keys.txt"))
    }

    /// For how long what was taken up is kept from other processes, where it is set.
    #[must_use]
    pub fn lease(&self) -> Option<Duration> {
        self.lease_seconds
            .map(|seconds| Duration::from_secs(u64::from(seconds)))
    }

    /// The keyring file.
    #[must_use]
    pub fn keyring_path(&self) -> PathBuf {
        self.keyring_file
            .clone()
            .unwrap_or_else(|| self.data.join("keyring.toml"))
    }
}

/// Variables with the prefix that are no settings: the file's name, and what tests use.
fn is_not_a_setting(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    name == "CONFIG" || name.starts_with("TEST_")
}

/// Refuses variables that would carry a secret: anything named like a password, and URLs of
/// servers, which carry one inside.
fn refuse_secrets(names: impl Iterator<Item = String>) -> Result<(), SettingsError> {
    for name in names {
        let secret = name.starts_with("HABEAS_")
            && !name.starts_with("HABEAS_TEST_")
            && (name.ends_with("PASSWORD") || name.ends_with("SECRET") || name.ends_with("__URL"));
        if secret {
            return Err(SettingsError::SecretInEnvironment(name));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str) -> Result<Settings, SettingsError> {
        Settings::from_figment(
            Figment::from(Serialized::defaults(Settings::default())).merge(Toml::string(toml)),
        )
    }

    #[test]
    fn nothing_set_is_an_embedded_installation_on_loopback() {
        let settings = read("").unwrap();
        assert!(!settings.is_distributed());
        assert_eq!(settings.portal.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(settings.console.listen.to_string(), "127.0.0.1:8081");
        assert_eq!(settings.admin.listen.to_string(), "127.0.0.1:9100");
    }

    #[test]
    fn a_wrong_word_and_half_an_installation_are_refused() {
        assert!(read("dta = \"x\"").unwrap_err().to_string().contains("dta"));
        let half = read("[postgres]\nhost='h'\ndatabase='d'\nuser='u'").unwrap_err();
        assert_eq!(
            half.to_string(),
            "postgres and amqp are set together or not at all: amqp is missing"
        );
    }

    #[test]
    fn a_lease_that_no_mail_fits_into_is_refused() {
        let short = read("lease_seconds = 5").unwrap_err();
        assert_eq!(
            short.to_string(),
            "lease_seconds is 5; it must be at least 6"
        );
        let settings = read("lease_seconds = 6").unwrap();
        assert_eq!(settings.lease(), Some(Duration::from_secs(6)));
    }

    #[test]
    fn a_secret_in_the_environment_is_refused() {
        let refused = |name: &str| refuse_secrets([name.to_owned()].into_iter()).is_err();
        assert!(refused("HABEAS_POSTGRES__PASSWORD"));
        assert!(refused("HABEAS_AMQP__URL"));
        assert!(!refused("HABEAS_POSTGRES__PASSWORD_FILE"));
        assert!(!refused("HABEAS_TEST_POSTGRES_URL"));
        assert!(!refused("HABEAS_PORTAL__PUBLIC_URL"));
    }
}
