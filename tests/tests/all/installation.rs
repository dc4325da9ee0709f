//! An installation as an operator runs it: processes of the program under test, in one or one a
//! role over servers of its own.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use habeas_store_sql::{PostgresOptions, PostgresStore};
use habeas_testkit::{Postgres, RabbitMq, free_port, kill_tree};
use tempfile::TempDir;

use crate::{
    mail_sink::MailSink,
    web::{Browser, PATIENCE},
};

/// The roles of a distributed installation.
pub(crate) const ROLES: [&str; 8] = [
    "portal",
    "console",
    "intake",
    "identity",
    "routing",
    "deadlines",
    "response",
    "courier",
];

/// The one process of an embedded installation.
pub(crate) const WHOLE: &str = "whole";

/// The password of everybody of staff.
const PASSWORD: &str = "correct horse battery staple";

pub(crate) struct Installation {
    pub(crate) portal: String,
    pub(crate) console: String,
    pub(crate) mails: MailSink,
    pub(crate) servers: Option<Servers>,
    settings: Vec<(String, String)>,
    processes: Mutex<BTreeMap<&'static str, Process>>,
    folder: TempDir,
}

/// A Postgres and a RabbitMQ that this test may kill.
pub(crate) struct Servers {
    pub(crate) postgres: Postgres,
    pub(crate) rabbitmq: RabbitMq,
}

impl Servers {
    /// The URL of the installation's database for a login.
    pub(crate) fn database_url(&self, login: &str) -> String {
        let port = port_of(self.postgres.url());
        format!("postgres://{login}@127.0.0.1:{port}/habeas")
    }

    /// Runs SQL in the installation's database, as nobody but a test can.
    pub(crate) fn psql(&self, sql: &str) -> String {
        self.postgres.psql_in("habeas", sql)
    }

    /// The database as nobody but a test sees it: without any wall.
    pub(crate) fn superuser(&self) -> PostgresStore {
        let url = self.database_url("postgres");
        PostgresStore::connect(&url, PostgresOptions::default()).unwrap()
    }
}

struct Process {
    child: Child,
    admin: u16,
}

/// Every process of an installation ends with it.
impl Drop for Installation {
    fn drop(&mut self) {
        for process in self.processes().values_mut() {
            kill_tree(&mut process.child);
        }
        if thread::panicking() {
            for (path, text) in self.logs() {
                let tail: Vec<&str> = text.lines().rev().take(15).collect();
                eprintln!("{}:", path.display());
                tail.iter().rev().for_each(|line| eprintln!("    {line}"));
            }
        }
    }
}

impl Installation {
    /// One process over one file. Blocks until it serves.
    pub(crate) fn embedded(undo_window_minutes: u32) -> Self {
        let installation = Self::prepare(undo_window_minutes);
        installation.start(WHOLE);
        installation.wait_until_ready();
        installation
    }

    /// A process a role over servers of its own, with the secrets, logins and users that
    /// `habeas secrets init` makes. Blocks until all are ready.
    pub(crate) fn distributed(undo_window_minutes: u32) -> Self {
        let mut installation = Self::prepare(undo_window_minutes);
        let (postgres, rabbitmq) = thread::scope(|scope| {
            let postgres = scope.spawn(Postgres::start);
            let rabbitmq = scope.spawn(RabbitMq::start);
            (postgres.join().unwrap(), rabbitmq.join().unwrap())
        });
        let secrets = installation.secrets();
        installation.command(
            &["secrets", "init", "--dir", &secrets.display().to_string()],
            "",
        );
        // Every statement by itself: a database is made outside transactions.
        let roles = fs::read_to_string(secrets.join("postgres-roles.sql")).unwrap();
        let statements = roles.lines().filter(|line| !line.starts_with(['-', '\\']));
        for statement in statements
            .collect::<Vec<_>>()
            .join("\n")
            .split_inclusive(';')
        {
            if !statement.trim().is_empty() {
                postgres.psql(statement);
            }
        }
        rabbitmq.import(&fs::read_to_string(secrets.join("rabbitmq-definitions.json")).unwrap());
        installation.set("POSTGRES__HOST", "127.0.0.1");
        installation.set("POSTGRES__PORT", port_of(postgres.url()));
        installation.set("POSTGRES__DATABASE", "habeas");
        installation.set("AMQP__HOST", "127.0.0.1");
        installation.set("AMQP__PORT", port_of(rabbitmq.url()));
        installation.set("AMQP__VHOST", "habeas");
        installation.servers = Some(Servers { postgres, rabbitmq });
        installation.command_as("owner", &["migrate"], "");
        // A quorum queue whose broker dies within a second of its declaration can come back
        // without a leader; the tests that kill it begin well after.
        for role in ROLES {
            installation.start(role);
        }
        installation.wait_until_ready();
        installation
    }

    fn prepare(undo_window_minutes: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let packs = folder.path().join("packs");
        fs::create_dir(&packs).unwrap();
        // The fictional organisation, whose requests route themselves.
        fs::write(packs.join("example.toml"), habeas_regime::testing::EXAMPLE).unwrap();
        let (portal, console) = (free_port(), free_port());
        let mails = MailSink::start();
        let mut installation = Self {
            portal: format!("http://localhost:{portal}"),
            console: format!("http://localhost:{console}"),
            servers: None,
            settings: Vec::new(),
            processes: Mutex::default(),
            mails,
            folder,
        };
        let data = installation.data().display().to_string();
        installation.set("DATA", data);
        installation.set("PACKS", packs.display());
        installation.set("PORTAL__LISTEN", format!("127.0.0.1:{portal}"));
        installation.set("PORTAL__PUBLIC_URL", installation.portal.clone());
        installation.set("CONSOLE__LISTEN", format!("127.0.0.1:{console}"));
        installation.set("CONSOLE__PUBLIC_URL", installation.console.clone());
        installation.set("UNDO_WINDOW_MINUTES", undo_window_minutes);
        installation.set("SMTP__HOST", "127.0.0.1");
        installation.set("SMTP__PORT", installation.mails.port);
        installation.set("SMTP__SECURITY", "none");
        installation.set("SMTP__FROM", "habeas@example.org");
        installation.set("LOG", "info");
        // What a killed process held is taken up again within seconds.
        installation.set("LEASE_SECONDS", 6);
        installation
    }

    fn set(&mut self, name: &str, value: impl ToString) {
        self.settings
            .push((format!("HABEAS_{name}"), value.to_string()));
    }

    fn processes(&self) -> MutexGuard<'_, BTreeMap<&'static str, Process>> {
        self.processes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The folder of the embedded database and keyring.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The folder of secrets of a distributed installation.
    pub(crate) fn secrets(&self) -> PathBuf {
        self.folder.path().join("secrets")
    }

    /// What every process has logged.
    pub(crate) fn logs(&self) -> Vec<(PathBuf, String)> {
        let mut logs = Vec::new();
        for entry in fs::read_dir(self.folder.path()).unwrap().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|ending| ending == "log") {
                let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
                logs.push((path, text));
            }
        }
        logs
    }

    /// What every process shows of its metrics.
    pub(crate) fn metrics(&self) -> Vec<String> {
        self.processes()
            .values()
            .map(|process| ask(process.admin, "/metrics").unwrap_or_default())
            .collect()
    }

    /// Starts the process of a role; it may still take its time to be ready.
    pub(crate) fn start(&self, role: &'static str) {
        self.start_to_end_at(role, None);
    }

    /// Starts the process of a role so that it ends at a point of its work, if one is named.
    pub(crate) fn start_to_end_at(&self, role: &'static str, point: Option<&str>) {
        let admin = free_port();
        let log = self.folder.path().join(format!("{role}.log"));
        let log = File::options().create(true).append(true).open(log).unwrap();
        let mut command = self.under_test(role);
        command
            .env("HABEAS_ADMIN__LISTEN", format!("127.0.0.1:{admin}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        if role != WHOLE {
            command.args(["run", role]);
        }
        if let Some(point) = point {
            command.env(habeas_tests::ABORT_AT, point);
        }
        let child = command.spawn().unwrap();
        self.processes().insert(role, Process { child, admin });
    }

    /// Starts those roles again whose process has ended, and says which and how they ended.
    pub(crate) fn start_ended(&self) -> Vec<(&'static str, ExitStatus)> {
        let mut ended = Vec::new();
        for (role, process) in self.processes().iter_mut() {
            ended.extend(process.child.try_wait().unwrap().map(|how| (*role, how)));
        }
        for (role, _) in &ended {
            self.start(role);
        }
        ended
    }

    /// Kills the process of a role, as a power cut would.
    pub(crate) fn kill(&self, role: &'static str) {
        let mut process = self.processes().remove(role).unwrap();
        process.child.kill().unwrap();
        process.child.wait().unwrap();
    }

    /// Kills the process of a role, as a power cut would, and starts it again.
    pub(crate) fn kill_and_start(&self, role: &'static str) {
        self.kill(role);
        self.start(role);
    }

    /// Waits until every process says that all its parts are well.
    pub(crate) fn wait_until_ready(&self) {
        for (role, process) in self.processes().iter_mut() {
            let begun = Instant::now();
            loop {
                let said = ask(process.admin, "/ready").unwrap_or_default();
                if said.starts_with("HTTP/1.1 200") {
                    break;
                }
                if let Some(ended) = process.child.try_wait().unwrap() {
                    panic!("{role} ended: {ended}");
                }
                assert!(begun.elapsed() < PATIENCE, "{role} is not ready: {said}");
                thread::sleep(Duration::from_millis(50));
            }
        }
    }

    /// Waits until every process is well, while those that end are started again.
    pub(crate) fn wait_until_ready_again(&self) {
        let begun = Instant::now();
        loop {
            let ports: Vec<u16> = self.processes().values().map(|p| p.admin).collect();
            let ready = |port: &u16| {
                ask(*port, "/ready").is_ok_and(|said| said.starts_with("HTTP/1.1 200"))
            };
            if ports.iter().all(ready) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "not all come back");
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Runs a command of the operator to its end; `input` is typed.
    fn command(&self, arguments: &[&str], input: &str) {
        self.command_as(WHOLE, arguments, input);
    }

    /// What `case show` prints of a reference. The one process of an embedded installation, which
    /// this is for, is stopped meanwhile.
    pub(crate) fn shows(&mut self, reference: &str) -> String {
        kill_tree(&mut self.processes().remove(WHOLE).unwrap().child);
        let shown = self.command_as(WHOLE, &["case", "show", reference], "");
        self.start(WHOLE);
        self.wait_until_ready();
        shown
    }

    /// As [`Installation::command`], with the login and keys of a role; what it printed.
    pub(crate) fn command_as(&self, role: &str, arguments: &[&str], input: &str) -> String {
        let mut child = self
            .under_test(role)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Runs a command of the operator that does not succeed, with the login and keys of a role;
    /// what it said.
    pub(crate) fn fails_as(&self, role: &str, arguments: &[&str]) -> String {
        let output = self
            .under_test(role)
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(!output.status.success(), "{arguments:?} succeeds");
        let said = [output.stdout, output.stderr].concat();
        String::from_utf8_lossy(&said).into_owned()
    }

    /// The program with this installation's settings, those of a role among them.
    fn under_test(&self, role: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_under-test"));
        command.current_dir(self.folder.path());
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        if self.servers.is_some() {
            let secrets = self.secrets();
            for server in ["POSTGRES", "AMQP"] {
                let file = format!("{}-{role}-password", server.to_lowercase());
                command.env(format!("HABEAS_{server}__USER"), format!("habeas-{role}"));
                command.env(
                    format!("HABEAS_{server}__PASSWORD_FILE"),
                    secrets.join(file),
                );
            }
            let keyring = secrets.join(format!("keyring-{role}.toml"));
            if keyring.exists() {
                command.env("HABEAS_KEYRING_FILE", keyring);
            }
        }
        command
    }

    /// Adds somebody of staff. An embedded installation is served by one process alone, which is
    /// stopped meanwhile.
    pub(crate) fn adds_staff(&self, staff: &[(&str, &str)]) {
        let embedded = self.servers.is_none();
        if embedded {
            self.kill(WHOLE);
        }
        let role = if embedded { WHOLE } else { "console" };
        for (login, grant) in staff {
            let arguments = [
                "staff", "add", "--login", login, "--name", login, "--grant", grant,
            ];
            self.command_as(role, &arguments, PASSWORD);
        }
        if embedded {
            self.start(WHOLE);
            self.wait_until_ready();
        }
    }

    /// Somebody of staff, signed in.
    pub(crate) async fn signed_in(&self, login: &str) -> Browser {
        let browser = Browser::new(&self.console);
        let page = browser.open("/sign-in").await;
        browser
            .does(
                &page,
                "/sign-in",
                &[("login", login), ("password", PASSWORD)],
            )
            .await;
        browser
    }
}

fn port_of(url: &str) -> &str {
    let (_, behind) = url.rsplit_once(':').unwrap();
    behind.split('/').next().unwrap()
}

/// One HTTP request to an admin port, answered whole.
pub(crate) fn ask(port: u16, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// All files under a folder, with their bytes; what a server takes away meanwhile is not there.
pub(crate) fn files_of(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_of(&path));
        } else if path.is_file() {
            match fs::read(&path) {
                Ok(bytes) => files.push((path, bytes)),
                Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::NotFound),
            }
        }
    }
    files
}
