//! Makes the secrets of a distributed installation: passwords, what the two servers need to know
//! of them, and keyrings that hold no more than their reader may have.

use std::{
    fmt,
    fmt::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use habeas_bus_amqp::definitions::{BrokerUser, Role, definitions};
use habeas_engine::PackShelf;
use habeas_envelope::Entropy;
use habeas_vault::{KeyGrant, Keyring};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::secrets;

/// One file of secrets, and the containers that get it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Its name in the folder, which is also its name under `/run/secrets`.
    pub file: &'static str,
    /// The services of `docker-compose.yml` it is mounted for, and no others.
    pub readers: &'static [&'static str],
}

const fn secret(file: &'static str, readers: &'static [&'static str]) -> Secret {
    Secret { file, readers }
}

/// The whole keyring, which no container gets: the operator takes it away.
pub const MASTER_KEYRING: &str = "keyring-master.toml";

/// Every file that [`init`] makes, and who gets it. `docker-compose.yml` is held to this table.
pub const SECRETS: &[Secret] = &[
    secret(MASTER_KEYRING, &[]),
    secret("keyring-portal.toml", &["portal"]),
    secret("keyring-console.toml", &["console"]),
    secret("keyring-courier.toml", &["courier"]),
    secret("keyring-deadlines.toml", &["deadlines"]),
    secret("postgres-admin-password", &["postgres"]),
    secret("postgres-roles.sql", &["postgres"]),
    secret("postgres-owner-password", &["migrate"]),
    secret("postgres-portal-password", &["portal"]),
    secret("postgres-console-password", &["console"]),
    secret("postgres-intake-password", &["intake"]),
    secret("postgres-identity-password", &["identity"]),
    secret("postgres-routing-password", &["routing"]),
    secret("postgres-deadlines-password", &["deadlines"]),
    secret("postgres-response-password", &["response"]),
    secret("postgres-courier-password", &["courier"]),
    secret("rabbitmq-definitions.json", &["rabbitmq"]),
    secret("amqp-owner-password", &["migrate"]),
    secret("amqp-portal-password", &["portal"]),
    secret("amqp-console-password", &["console"]),
    secret("amqp-intake-password", &["intake"]),
    secret("amqp-identity-password", &["identity"]),
    secret("amqp-routing-password", &["routing"]),
    secret("amqp-deadlines-password", &["deadlines"]),
    secret("amqp-response-password", &["response"]),
    secret("amqp-courier-password", &["courier"]),
];

/// The database of an installation.
pub const DATABASE: &str = "habeas";
/// The broker's virtual host of an installation.
pub const VHOST: &str = "habeas";
/// The file beside the secrets that tells `docker compose` as whom the containers run. No secret.
pub const COMPOSE_ENV: &str = "compose.env";

/// As whom containers run where the secrets were made by root.
const CONTAINER_USER: u32 = 10001;
/// A password is this many random bytes, in base64 without signs that SQL, URLs or shells know.
const PASSWORD_BYTES: usize = 32;

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The folder.
    pub dir: PathBuf,
    /// The files in it, as the table has them.
    pub files: Vec<&'static str>,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dir = self.dir.display();
        writeln!(
            f,
            "{} files of secrets are in {dir}, readable by their owner alone.",
            self.files.len()
        )?;
        writeln!(f)?;
        writeln!(f, "Next:")?;
        writeln!(
            f,
            "  1. Move {dir}/{MASTER_KEYRING} to a place that is no part of this machine's backups."
        )?;
        writeln!(
            f,
            "     Without it nothing sealed can be opened again once the other keyrings are lost."
        )?;
        writeln!(
            f,
            "  2. docker compose --env-file {dir}/{COMPOSE_ENV} up --build --detach"
        )?;
        write!(
            f,
            "  3. docker compose --env-file {dir}/{COMPOSE_ENV} run --rm console staff add --help"
        )
    }
}

/// Makes all secrets of a distributed installation in a new or empty folder, each file mode 0600.
///
/// The keyring is made for the controllers of the shelf. Made by root, the files that containers
/// read are given to the user the containers run as.
///
/// # Errors
/// When the folder holds anything, or cannot be written.
pub fn init(dir: &Path, shelf: &PackShelf, entropy: &dyn Entropy) -> anyhow::Result<Summary> {
    make_empty_folder(dir)?;
    let mut files = Files {
        dir,
        written: Vec::new(),
    };
    files.write(".gitignore", "*\n")?;
    write_keyrings(&mut files, shelf, entropy)?;
    write_passwords(&mut files, entropy)?;
    let owner = give_to_containers(dir)?;
    let [user, group] = owner;
    files.write(
        COMPOSE_ENV,
        &format!("CONTAINER_UID={user}\nCONTAINER_GID={group}\n"),
    )?;
    files.in_the_order_of_the_table()
}

fn make_empty_folder(dir: &Path) -> anyhow::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder
        .create(dir)
        .with_context(|| format!("the folder {} cannot be made", dir.display()))?;
    let mut entries = std::fs::read_dir(dir)
        .with_context(|| format!("the folder {} cannot be read", dir.display()))?;
    if entries.next().is_some() {
        bail!(
            "{} is not empty: secrets that are in use are never overwritten; name another folder, \
             or remove this one if nothing was sealed with its keyring",
            dir.display()
        );
    }
    Ok(())
}

/// The folder and what was written to it.
struct Files<'a> {
    dir: &'a Path,
    written: Vec<String>,
}

impl Files<'_> {
    fn write(&mut self, name: &str, text: &str) -> anyhow::Result<()> {
        secrets::write_new(&self.dir.join(name), text)?;
        self.written.push(name.to_owned());
        Ok(())
    }

    fn in_the_order_of_the_table(self) -> anyhow::Result<Summary> {
        let files: Vec<&'static str> = SECRETS.iter().map(|secret| secret.file).collect();
        if let Some(missing) = files
            .iter()
            .find(|file| !self.written.iter().any(|w| w == *file))
        {
            bail!("{missing} was not made");
        }
        Ok(Summary {
            dir: self.dir.to_owned(),
            files,
        })
    }
}

fn write_keyrings(
    files: &mut Files<'_>,
    shelf: &PackShelf,
    entropy: &dyn Entropy,
) -> anyhow::Result<()> {
    let keyring = Keyring::generate(shelf.packs().controllers().cloned(), entropy);
    files.write(MASTER_KEYRING, &keyring.to_file_text())?;
    for (service, grant) in keyrings() {
        let narrowed = keyring.narrow(&grant).to_file_text();
        files.write(&keyring_file(service), &narrowed)?;
    }
    Ok(())
}

/// The services that have a keyring, and what may be in it.
#[must_use]
pub fn keyrings() -> [(&'static str, KeyGrant); 4] {
    [
        ("portal", KeyGrant::portal()),
        ("console", KeyGrant::console()),
        ("courier", KeyGrant::courier()),
        ("deadlines", KeyGrant::deadlines()),
    ]
}

/// The file of a service's keyring.
#[must_use]
pub fn keyring_file(service: &str) -> String {
    format!("keyring-{service}.toml")
}

fn write_passwords(files: &mut Files<'_>, entropy: &dyn Entropy) -> anyhow::Result<()> {
    let mut logins = Vec::new();
    let mut users = Vec::new();
    for role in Role::all() {
        let name = role.user_name();
        let service = name.trim_start_matches("habeas-").to_owned();
        for (server, known) in [("postgres", &mut logins), ("amqp", &mut users)] {
            let password = password(entropy);
            files.write(
                &format!("{server}-{service}-password"),
                password.expose_secret(),
            )?;
            known.push(BrokerUser {
                name: name.clone(),
                password,
                role,
            });
        }
    }
    files.write("postgres-admin-password", password(entropy).expose_secret())?;
    files.write("postgres-roles.sql", &roles_sql(&logins))?;
    let known_to_the_broker = definitions(VHOST, &users, entropy);
    files.write(
        "rabbitmq-definitions.json",
        &serde_json::to_string_pretty(&known_to_the_broker)?,
    )
}

fn password(entropy: &dyn Entropy) -> SecretString {
    let mut bytes = Zeroizing::new([0; PASSWORD_BYTES]);
    entropy.fill(bytes.as_mut_slice());
    SecretString::from(URL_SAFE_NO_PAD.encode(bytes.as_slice()))
}

/// The group of a login; the owner is in none.
fn group(role: Role) -> Option<&'static str> {
    match role {
        Role::Owner => None,
        Role::Portal => Some("habeas_portal"),
        Role::Console => Some("habeas_console"),
        Role::Worker(_) => Some("habeas_worker"),
    }
}

/// What an administrator of the server runs once: groups, logins, the database. The owner makes
/// tables and grants afterwards by `habeas migrate` and is no superuser; passwords are of the
/// base64 alphabet and need no escape.
fn roles_sql(logins: &[BrokerUser]) -> Zeroizing<String> {
    let mut sql = Zeroizing::new(String::from(
        "-- Run once by an administrator of the server, with psql. Holds passwords.\n\
         \\set ON_ERROR_STOP on\n\
         -- A statement that fails would otherwise stand in the server's log, password and all.\n\
         SET log_statement = 'none';\n\
         SET log_min_error_statement = 'panic';\n\
         SET password_encryption = 'scram-sha-256';\n\
         CREATE ROLE habeas_portal NOLOGIN;\n\
         CREATE ROLE habeas_console NOLOGIN;\n\
         CREATE ROLE habeas_worker NOLOGIN;\n",
    ));
    for login in logins {
        // The text is grown by small pieces: writing to a String cannot fail.
        let _ = write!(
            sql,
            "CREATE ROLE \"{}\" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{}'",
            login.name,
            login.password.expose_secret()
        );
        if let Some(group) = group(login.role) {
            let _ = write!(sql, " IN ROLE {group}");
        }
        sql.push_str(";\n");
    }
    let owner = Role::Owner.user_name();
    let _ = write!(
        sql,
        "CREATE DATABASE {DATABASE} OWNER \"{owner}\" ENCODING 'UTF8' TEMPLATE template0;\n\
         REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;\n\
         GRANT CONNECT ON DATABASE {DATABASE} TO habeas_portal, habeas_console, habeas_worker;\n"
    );
    sql
}

/// Gives the files to the user that containers run as, where root made them, and tells that
/// user and group.
#[cfg(unix)]
fn give_to_containers(dir: &Path) -> anyhow::Result<[u32; 2]> {
    use std::os::unix::fs::{MetadataExt, chown};
    let maker = std::fs::metadata(dir)?;
    if maker.uid() != 0 {
        return Ok([maker.uid(), maker.gid()]);
    }
    for secret in SECRETS.iter().filter(|secret| !secret.readers.is_empty()) {
        let path = dir.join(secret.file);
        chown(&path, Some(CONTAINER_USER), Some(CONTAINER_USER))
            .with_context(|| format!("{} cannot be given to the containers", path.display()))?;
    }
    Ok([CONTAINER_USER, CONTAINER_USER])
}

/// Elsewhere there are no owners to change.
#[cfg(not(unix))]
fn give_to_containers(_dir: &Path) -> anyhow::Result<[u32; 2]> {
    Ok([CONTAINER_USER, CONTAINER_USER])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use habeas_bus_amqp::{AmqpBus, AmqpOptions, topology};
    use habeas_envelope::Code;
    use habeas_testkit::{Postgres, RabbitMq, SeededEntropy};

    use super::*;

    fn made() -> (tempfile::TempDir, Summary) {
        let folder = tempfile::tempdir().unwrap();
        let summary = init(
            &folder.path().join("secrets"),
            &PackShelf::embedded(),
            &SeededEntropy::new(1),
        )
        .unwrap();
        (folder, summary)
    }

    fn text(summary: &Summary, file: &str) -> String {
        std::fs::read_to_string(summary.dir.join(file)).unwrap()
    }

    #[test]
    fn the_folder_holds_the_table_and_nothing_else() {
        let (_folder, summary) = made();
        let mut wanted: BTreeSet<String> = SECRETS
            .iter()
            .map(|secret| secret.file.to_owned())
            .collect();
        wanted.insert(COMPOSE_ENV.to_owned());
        wanted.insert(".gitignore".to_owned());
        let found: BTreeSet<String> = std::fs::read_dir(&summary.dir)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(found, wanted);
        assert_eq!(text(&summary, ".gitignore"), "*\n");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let (_folder, summary) = made();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&summary.dir), 0o700);
        for file in &summary.files {
            assert_eq!(mode(&summary.dir.join(file)), 0o600, "{file}");
        }
        let owner = std::fs::metadata(summary.dir.join("amqp-portal-password")).unwrap();
        assert_ne!(owner.uid(), 0, "no container runs as root");
        let told = format!(
            "CONTAINER_UID={}\nCONTAINER_GID={}\n",
            owner.uid(),
            owner.gid()
        );
        assert_eq!(text(&summary, COMPOSE_ENV), told);
    }

    #[test]
    fn a_folder_in_use_is_refused_and_left_as_it_is() {
        let (_folder, summary) = made();
        let before = text(&summary, MASTER_KEYRING);
        let refused = init(&summary.dir, &PackShelf::embedded(), &SeededEntropy::new(2));
        assert!(refused.unwrap_err().to_string().contains("not empty"));
        assert_eq!(text(&summary, MASTER_KEYRING), before);
    }

    #[test]
    fn every_password_is_its_own_and_the_broker_is_told_hashes_only() {
        let (_folder, summary) = made();
        let passwords: Vec<String> = summary
            .files
            .iter()
            .filter(|file| file.ends_with("-password"))
            .map(|file| text(&summary, file))
            .collect();
        assert_eq!(passwords.len(), 19);
        assert!(passwords.iter().all(|password| password.len() == 43));
        assert_eq!(passwords.iter().collect::<BTreeSet<_>>().len(), 19);
        let broker = text(&summary, "rabbitmq-definitions.json");
        assert!(passwords.iter().all(|password| !broker.contains(password)));
        assert!(!broker.contains("guest"));
    }

    #[test]
    fn a_keyring_holds_what_its_service_may_have() {
        let (_folder, summary) = made();
        let held = |file: &str| {
            Keyring::from_file_text(&text(&summary, file))
                .unwrap()
                .held()
        };
        assert_eq!(held("keyring-portal.toml"), KeyGrant::portal());
        assert_eq!(held("keyring-console.toml"), KeyGrant::console());
        assert_eq!(held("keyring-courier.toml"), KeyGrant::courier());
        assert_eq!(held("keyring-deadlines.toml"), KeyGrant::deadlines());
        assert_eq!(held(MASTER_KEYRING), KeyGrant::everything());
    }

    /// The server's own initialisation does the same: the file by psql as superuser, then
    /// `habeas migrate` as owner, then the services.
    #[tokio::test]
    async fn the_logins_can_do_their_work_and_no_more() {
        let (_folder, summary) = made();
        // Its logins are the server's: not for the one that other tests share.
        let server = tokio::task::spawn_blocking(Postgres::start).await.unwrap();
        let sql = summary.dir.join("postgres-roles.sql");
        run_psql(server.url(), &["-f", sql.to_str().unwrap()]).unwrap();
        let as_login = |login: &str| {
            server
                .url()
                .replace("postgres@", &format!("{login}@"))
                .replace("/postgres", "/habeas")
        };
        habeas_store_sql::postgres::migrate(&as_login("habeas-owner"), None)
            .await
            .unwrap();

        let may = |login: &str, sql: &str| run_psql(&as_login(login), &["-c", sql]);
        assert!(may("habeas-portal", "SELECT count(*) FROM events").is_ok());
        assert!(may("habeas-portal", "SELECT count(*) FROM staff").is_err());
        assert!(may("habeas-console", "SELECT count(*) FROM staff").is_ok());
        assert!(may("habeas-courier", "SELECT count(*) FROM tokens").is_ok());
        assert!(may("habeas-courier", "SELECT count(*) FROM staff").is_err());
        assert!(may("habeas-intake", "CREATE TABLE mine ()").is_err());
        assert!(may("habeas-owner", "CREATE ROLE another").is_err());
        let powerful = server.psql(
            "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'habeas%' \
             AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls)",
        );
        assert_eq!(powerful.trim(), "0");
        let hashed = server.psql(
            "SELECT count(*) FROM pg_authid WHERE rolname LIKE 'habeas-%' \
             AND rolpassword LIKE 'SCRAM-SHA-256$%'",
        );
        assert_eq!(hashed.trim(), "9");
    }

    /// The broker starts with the definitions, then `habeas migrate`, then the services.
    #[tokio::test]
    async fn the_brokers_users_sign_in_with_what_their_files_hold() {
        let (_folder, summary) = made();
        let known = text(&summary, "rabbitmq-definitions.json");
        let server = tokio::task::spawn_blocking(move || {
            let server = RabbitMq::start();
            server.import(&known);
            server
        })
        .await
        .unwrap();
        let broker = AmqpOptions::from_url(server.url()).unwrap();
        let as_user = |service: &str, password: &str| {
            let mut options = AmqpOptions::new(
                "127.0.0.1".to_owned(),
                format!("habeas-{service}"),
                SecretString::from(password.to_owned()),
            );
            options.port = broker.port;
            options.vhost = VHOST.to_owned();
            options
        };
        let own = |service: &str| text(&summary, &format!("amqp-{service}-password"));
        topology::migrate(&as_user("owner", &own("owner")))
            .await
            .unwrap();

        let connect = async |service: &str, password: &str| {
            let entropy = std::sync::Arc::new(SeededEntropy::new(3));
            AmqpBus::connect(
                as_user(service, password),
                entropy,
                std::time::Duration::from_secs(10),
            )
            .await
        };
        for service in [
            "portal",
            "console",
            "intake",
            "identity",
            "routing",
            "deadlines",
        ] {
            assert!(connect(service, &own(service)).await.is_ok(), "{service}");
        }
        let courier = connect("courier", &own("courier")).await.unwrap();
        courier
            .check_topology(&[Code::literal("courier")])
            .await
            .unwrap();
        let refused = connect("response", &own("courier")).await;
        assert!(matches!(refused, Err(habeas_bus::BusError::Forbidden)));
    }

    fn run_psql(url: &str, arguments: &[&str]) -> Result<(), String> {
        let output = std::process::Command::new("psql")
            .args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", url])
            .args(arguments)
            .output()
            .expect("psql is missing: run tests/run.sh, which installs it");
        if output.status.success() {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }
}
