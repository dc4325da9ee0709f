//! Child processes that never outlive the test, whatever ends it.

use std::collections::hash_map::RandomState;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a server may take to answer, and a step of its life to end.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Files, relative to a server's folder, whose first line is the id of a process of it.
const PID_FILES: [&str; 3] = ["data/postmaster.pid", "beam.pid", "epmd.pid"];

/// Waits until its input ends, which happens when the test process ends for whatever reason, then
/// kills what the pid files name and removes the folder.
const REAPER: &str = r#"
dir=$1; shift
while read -r _; do :; done
for file in "$@"; do
    [ -r "$dir/$file" ] || continue
    read -r pid <"$dir/$file" || [ -n "$pid" ] || continue
    kill -KILL "$pid" 2>/dev/null
done
for _ in 1 2 3 4 5 6 7 8 9 10; do
    rm -rf "$dir" 2>/dev/null && exit 0
    sleep 0.2
done
"#;

/// A number unlike any other of this machine's tests: for names and for where to look for a port.
pub(crate) fn unique() -> u64 {
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u32(std::process::id());
    hasher.finish()
}

/// A temporary folder with a watcher that empties it, and kills the processes its pid files name,
/// when this value is dropped or this process ends without dropping it.
pub(crate) struct Den {
    path: PathBuf,
    reaper: Child,
    lifeline: Option<ChildStdin>,
}

impl Den {
    /// Makes the folder, named after the program that will live in it.
    pub(crate) fn new(program: &str) -> Den {
        let path = tempfile::Builder::new()
            .prefix(&format!("habeas-{program}-"))
            .tempdir()
            .expect("the temporary folder can be written")
            .keep();
        let mut reaper = Command::new("sh")
            .args(["-c", REAPER, "sh"])
            .arg(&path)
            .args(PID_FILES)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("sh starts");
        let lifeline = reaper.stdin.take();
        Den {
            path,
            reaper,
            lifeline,
        }
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file of the folder.
    pub(crate) fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.path.join(name);
        fs::write(&path, content).expect("the temporary folder can be written");
        path
    }

    /// A file of the folder that collects what a process says, both streams.
    pub(crate) fn log(&self, command: &mut Command) {
        let file = File::options()
            .create(true)
            .append(true)
            .open(self.path.join("server.log"))
            .expect("the temporary folder can be written");
        let twin = file.try_clone().expect("a file handle can be doubled");
        command.stdin(Stdio::null()).stdout(file).stderr(twin);
    }

    /// Copies that file, and what the program logs by itself, to a folder that outlives this one.
    pub(crate) fn keep_logs(&self, folder: &Path, program: &str) -> std::io::Result<()> {
        fs::copy(
            self.path.join("server.log"),
            folder.join(format!("{program}.log")),
        )?;
        for entry in fs::read_dir(self.path.join("log"))
            .into_iter()
            .flatten()
            .flatten()
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            fs::copy(entry.path(), folder.join(format!("{program}-{name}")))?;
        }
        Ok(())
    }

    /// The last lines of that file, for the message of a failure.
    pub(crate) fn last_words(&self) -> String {
        let text = fs::read(self.path.join("server.log")).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Den {
    fn drop(&mut self) {
        // What still has a pid file here was not stopped by its owner, so the reaper does it.
        drop(self.lifeline.take());
        let _ = self.reaper.wait();
    }
}

/// Sends a signal to processes; those that are gone are passed over.
pub(crate) fn signal(name: &str, pids: &[u32]) {
    for pid in pids {
        let _ = Command::new("sh")
            .args(["-c", "kill -\"$1\" \"$2\"", "sh", name, &pid.to_string()])
            .stderr(Stdio::null())
            .status();
    }
}

/// A process and all that descend from it, parents first.
pub(crate) fn tree(root: u32) -> Vec<u32> {
    let mut parents: Vec<(u32, u32)> = Vec::new();
    for entry in fs::read_dir("/proc").expect("Linux has /proc").flatten() {
        let Some(pid) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<u32>().ok())
        else {
            continue;
        };
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else {
            continue;
        };
        // The name, in brackets, may hold spaces: state and parent follow the last bracket.
        let Some((_, rest)) = stat.rsplit_once(')') else {
            continue;
        };
        if let Some(parent) = rest
            .split_whitespace()
            .nth(1)
            .and_then(|text| text.parse().ok())
        {
            parents.push((pid, parent));
        }
    }
    let mut family = vec![root];
    let mut next = 0;
    while next < family.len() {
        let parent = family[next];
        family.extend(
            parents
                .iter()
                .filter(|(_, of)| *of == parent)
                .map(|(pid, _)| *pid),
        );
        next += 1;
    }
    family
}

/// Kills a child and all that descend from it at one moment, as a power cut would, and reaps it.
pub fn kill_tree(child: &mut Child) {
    // Stopped first, so that none of them makes another, or sees the other die and tidies up.
    signal("STOP", &[child.id()]);
    let family = tree(child.id());
    signal("STOP", &family);
    signal("KILL", &family);
    let _ = child.wait();
    let deadline = Instant::now() + PATIENCE;
    while family[1..].iter().any(|pid| lives(*pid)) && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(5));
    }
}

/// Whether a process runs; a zombie does not, unless a thread of it still ends and holds its ports.
fn lives(pid: u32) -> bool {
    let zombie = fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| {
        stat.rsplit_once(')')
            .is_some_and(|(_, rest)| rest.trim_start().starts_with('Z'))
    });
    let threads = fs::read_dir(format!("/proc/{pid}/task")).map_or(0, Iterator::count);
    threads > usize::from(zombie)
}

/// Looks for a program in the folders given, then on the path.
pub(crate) fn find(program: &str, folders: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders
        .iter()
        .cloned()
        .chain(std::env::split_paths(&path))
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Whether this process is root, who may run servers as other users and whom Postgres refuses.
pub(crate) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// Runs a command to its end and gives back what it printed.
///
/// # Panics
/// If it cannot be started or fails, with what it said.
pub(crate) fn run(command: &mut Command) -> String {
    let program = command.get_program().to_os_string();
    let output = command
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{} does not start: {error}", name(&program)));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{} failed ({}): {}{}",
        name(&program),
        output.status,
        said,
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

fn name(program: &OsStr) -> String {
    Path::new(program).display().to_string()
}

/// Tries something until it gives a value or patience or the process ends; `None` in both cases.
pub(crate) fn wait_for(child: &mut Child, mut ready: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        if ready() {
            return true;
        }
        if !matches!(child.try_wait(), Ok(None)) {
            return false;
        }
        thread::sleep(Duration::from_millis(20));
    }
    false
}
