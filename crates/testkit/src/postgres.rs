//! A Postgres for tests: the one of the environment, or a private cluster in a temporary folder.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::OnceLock;

use crate::process::{Den, find, is_root, kill_tree, run, signal, tree, unique, wait_for};
use crate::url::{with_path, with_user};
use crate::{POSTGRES_URL, ports};

const MISSING: &str = "PostgreSQL is not installed: run tests/run.sh, which installs it \
    (or: apt-get install postgresql)";

/// A Postgres server, version 15 or later. A private one is killed and its folder removed when this
/// is dropped, or when the process ends.
pub struct Postgres {
    url: String,
    own: Option<Own>,
}

struct Own {
    den: Den,
    bin: PathBuf,
    port: u16,
    child: Option<Child>,
}

impl Postgres {
    /// The server of the whole run: the one [`POSTGRES_URL`] names, else one private to this process.
    ///
    /// # Panics
    /// If Postgres is not installed or does not start; the message says what to run.
    pub fn shared() -> &'static Postgres {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(|| match std::env::var(POSTGRES_URL) {
            Ok(url) if !url.is_empty() => Postgres { url, own: None },
            _ => Postgres::start(),
        })
    }

    /// A private server, whatever the environment says: for tests that stop or kill it. Every
    /// connection from the loopback address is trusted as the role it names. Takes about a second.
    ///
    /// # Panics
    /// If Postgres is not installed or does not start; the message says what to run.
    pub fn start() -> Postgres {
        let bin = programs();
        let den = Den::new("postgres");
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(den.path()));
        }
        run(as_postgres(&bin.join("initdb"))
            .args([
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-locale",
                "--no-sync",
            ])
            .arg("-D")
            .arg(den.path().join("data")));
        let mut own = Own {
            den,
            bin,
            port: 0,
            child: None,
        };
        let started = (0..3).any(|_| {
            own.port = ports::free();
            own.launch()
        });
        assert!(
            started,
            "Postgres does not start:\n{}",
            own.den.last_words()
        );
        let url = format!("postgres://postgres@127.0.0.1:{}/postgres", own.port);
        Postgres {
            url,
            own: Some(own),
        }
    }

    /// The URL of its superuser and maintenance database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Makes an empty database with a name of its own, dropped with the value returned.
    ///
    /// # Panics
    /// If the server refuses.
    pub fn database(&self) -> Database {
        let name = format!("test_{:016x}", unique());
        // template0 is never connected to, so making databases side by side does not collide.
        self.psql(&format!("CREATE DATABASE {name} TEMPLATE template0"));
        Database {
            url: with_path(&self.url, &name),
            maintenance: self.url.clone(),
            name,
        }
    }

    /// Runs SQL by `psql` as the superuser and gives back the bare values, one row a line, columns
    /// parted by `|`.
    ///
    /// # Panics
    /// If `psql` is missing or the server refuses.
    pub fn psql(&self, sql: &str) -> String {
        psql(&self.url, sql)
    }

    /// As [`Postgres::psql`], in a database of this server that somebody else made.
    ///
    /// # Panics
    /// If `psql` is missing or the server refuses.
    pub fn psql_in(&self, database: &str, sql: &str) -> String {
        psql(&with_path(&self.url, database), sql)
    }

    /// The folder that holds everything this server keeps.
    ///
    /// # Panics
    /// If the server is not a private one.
    pub fn folder(&self) -> &Path {
        let own = self.own.as_ref();
        own.expect("a private server has a folder").den.path()
    }

    /// Kills the postmaster and all its children at one moment, as a power cut would; clients see
    /// their connections break without an SQLSTATE. [`Postgres::restart`] brings it back.
    ///
    /// # Panics
    /// If the server is not a private one.
    pub fn kill(&mut self) {
        let own = self.own();
        let Some(mut child) = own.child.take() else {
            return;
        };
        kill_tree(&mut child);
        let _ = fs::remove_file(own.den.path().join("data/postmaster.pid"));
    }

    /// Stops it as an operator would: running transactions are rolled back (57P01).
    ///
    /// # Panics
    /// If the server is not a private one.
    pub fn stop(&mut self) {
        let Some(mut child) = self.own().child.take() else {
            return;
        };
        signal("INT", &[child.id()]);
        let _ = child.wait();
    }

    /// Starts it again on the same port and data, after it was stopped or killed; stops it first if
    /// it runs.
    ///
    /// # Panics
    /// If the server is not a private one or does not come back.
    pub fn restart(&mut self) {
        self.stop();
        let own = self.own();
        assert!(
            own.launch(),
            "Postgres does not come back:\n{}",
            own.den.last_words()
        );
    }

    /// Freezes all of its processes: connections stay open and nothing answers.
    ///
    /// # Panics
    /// If the server is not a private one.
    pub fn freeze(&mut self) {
        self.signal_all("STOP");
    }

    /// Lets it go on.
    ///
    /// # Panics
    /// If the server is not a private one.
    pub fn thaw(&mut self) {
        self.signal_all("CONT");
    }

    /// Copies the logs of a private server to a folder; one that is not private keeps its own.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn keep_logs(&self, folder: &Path) -> std::io::Result<()> {
        self.own
            .as_ref()
            .map_or(Ok(()), |own| own.den.keep_logs(folder, "postgres"))
    }

    fn signal_all(&mut self, name: &str) {
        if let Some(child) = &self.own().child {
            signal(name, &tree(child.id()));
        }
    }

    fn own(&mut self) -> &mut Own {
        self.own
            .as_mut()
            .expect("only a server of Postgres::start may be stopped by a test")
    }
}

impl Own {
    /// Starts the postmaster as our own child, so that it can be reaped; `pg_ctl` would hide it.
    fn launch(&mut self) -> bool {
        let dir = self.den.path();
        let mut command = as_postgres(&self.bin.join("postgres"));
        command.arg("-D").arg(dir.join("data")).process_group(0);
        for setting in [
            format!("port={}", self.port),
            format!("unix_socket_directories={}", dir.display()),
            "listen_addresses=127.0.0.1".to_owned(),
            "max_connections=300".to_owned(),
            "shared_buffers=256MB".to_owned(),
            "max_wal_size=2GB".to_owned(),
        ] {
            command.arg("-c").arg(setting);
        }
        self.den.log(&mut command);
        let mut child = command.spawn().expect("a program that was found starts");
        let ready = wait_for(&mut child, || {
            Command::new(self.bin.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .status()
                .is_ok_and(|status| status.success())
        });
        if ready {
            self.child = Some(child);
        } else {
            kill_tree(&mut child);
        }
        ready
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if self.own.is_some() {
            self.kill();
        }
    }
}

/// A database of one test, dropped with its connections when this is dropped.
pub struct Database {
    url: String,
    maintenance: String,
    name: String,
}

impl Database {
    /// Its URL, as the superuser or owner of the server.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its URL for another role of the server.
    pub fn url_as(&self, role: &str, password: &str) -> String {
        with_user(&self.url, role, password)
    }

    /// Runs SQL in it, as [`Postgres::psql`] does.
    ///
    /// # Panics
    /// If `psql` is missing or the server refuses.
    pub fn psql(&self, sql: &str) -> String {
        psql(&self.url, sql)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // The server may be gone already, killed by its test.
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let _ = psql_command(&self.maintenance, &sql).output();
    }
}

fn psql(url: &str, sql: &str) -> String {
    run(&mut psql_command(url, sql)).trim_end().to_owned()
}

fn psql_command(url: &str, sql: &str) -> Command {
    let program = find("psql", &[])
        .unwrap_or_else(|| panic!("psql is not installed: run tests/run.sh, which installs it"));
    let mut command = Command::new(program);
    command.args([
        "-X",
        "-q",
        "-A",
        "-t",
        "-w",
        "-v",
        "ON_ERROR_STOP=1",
        "-d",
        url,
        "-c",
        sql,
    ]);
    command
}

/// The folder of the newest server programs installed.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let newest = versions
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse::<u32>().ok()?,
                entry.path(),
            ))
        })
        .map(|(version, path)| (version, path.join("bin")))
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .max();
    match newest {
        Some((_, bin)) => bin,
        None => find("initdb", &[])
            .and_then(|initdb| initdb.parent().map(Path::to_path_buf))
            .unwrap_or_else(|| panic!("{MISSING}")),
    }
}

/// Postgres refuses root, so root runs it as the user the package made.
fn as_postgres(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command
        .args([
            "--reuid=postgres",
            "--regid=postgres",
            "--init-groups",
            "--",
        ])
        .arg(program);
    command.current_dir("/");
    command
}
