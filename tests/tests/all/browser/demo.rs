//! A demo, served by a process of its own.

use std::{
    fs::{self, File},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use habeas_testkit::{free_port, kill_tree};
use tempfile::TempDir;

use crate::installation::ask;

/// How long a debug build on a busy machine may take to tell the demo's story and serve it.
const PATIENCE: Duration = Duration::from_secs(120);

/// A demo with three requests of its own; ends with this value.
pub(crate) struct Demo {
    process: Child,
    pub(crate) portal: String,
    pub(crate) console: String,
    told: String,
    admin: u16,
    folder: TempDir,
}

impl Demo {
    /// Starts it as a newcomer would, but for the ports and the number of requests.
    pub(crate) fn start() -> Self {
        // A port that was free may be taken by the time it is served on.
        (0..3)
            .find_map(|_| Self::try_start())
            .expect("the demo was not served on three sets of ports")
    }

    fn try_start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let (portal, console, admin) = (free_port(), free_port(), free_port());
        let said = folder.path().join("stdout");
        let process = Command::new(env!("CARGO_BIN_EXE_under-test"))
            .current_dir(folder.path())
            .args(["demo", "--submissions", "3"])
            .env("HABEAS_PORTAL__LISTEN", format!("127.0.0.1:{portal}"))
            .env("HABEAS_CONSOLE__LISTEN", format!("127.0.0.1:{console}"))
            .env("HABEAS_ADMIN__LISTEN", format!("127.0.0.1:{admin}"))
            .env("HABEAS_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(File::create(&said).unwrap())
            .stderr(File::create(folder.path().join("stderr")).unwrap())
            .spawn()
            .unwrap();
        let mut demo = Self {
            process,
            portal: format!("http://localhost:{portal}"),
            console: format!("http://localhost:{console}"),
            told: String::new(),
            admin,
            folder,
        };
        let serves = |port| TcpStream::connect(("127.0.0.1", port)).is_ok();
        let begun = Instant::now();
        while !(serves(portal) && serves(console)) {
            if demo.process.try_wait().unwrap().is_some() {
                let errors = read(&said.with_file_name("stderr"));
                assert!(errors.contains("in use"), "the demo ended: {errors}");
                return None;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "the demo is not served: {}",
                read(&said)
            );
            thread::sleep(Duration::from_millis(50));
        }
        demo.told = read(&said);
        Some(demo)
    }

    /// Everything it keeps, with what it logged.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What it shows of its metrics.
    pub(crate) fn metrics(&self) -> String {
        ask(self.admin, "/metrics").unwrap_or_default()
    }

    /// The password that the demo tells of a login.
    pub(crate) fn password(&self, login: &str) -> String {
        let mut lines = self.told.lines().map(str::split_whitespace);
        lines
            .find_map(|mut words| {
                (words.next() == Some(login))
                    .then(|| words.next())
                    .flatten()
            })
            .unwrap_or_else(|| panic!("the demo tells no password of {login}: {}", self.told))
            .to_owned()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        kill_tree(&mut self.process);
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}
