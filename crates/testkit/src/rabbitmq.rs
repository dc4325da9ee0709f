//! A RabbitMQ for tests: the one of the environment, or a private broker in a temporary folder.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::OnceLock;
use std::time::Duration;
use std::{fs, thread};

use crate::process::{Den, find, kill_tree, run, signal, tree, unique, wait_for};
use crate::url::{user, with_path, with_user};
use crate::{AMQP_URL, RABBITMQCTL, ports};

const MISSING: &str = "RabbitMQ is not installed: run tests/run.sh, which installs it \
    (or: apt-get install rabbitmq-server)";

/// The scripts that take their settings from the environment; those in /usr/sbin change the user.
const PROGRAMS: &str = "/usr/lib/rabbitmq/bin";

/// Without a limit on the log of the quorum queues, each start may set 512 MB of disk apart.
const SETTINGS: &str = "loopback_users.guest = true
log.console = false
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 1GB
heartbeat = 10
raft.wal_max_size_bytes = 16777216
";

/// A RabbitMQ broker, version 3.10 or later. A private one is killed and its folder removed when
/// this is dropped, or when the process ends.
pub struct RabbitMq {
    url: String,
    ctl: String,
    own: Option<Own>,
}

struct Own {
    den: Den,
    port: u16,
    epmd_port: u16,
    environment: Vec<(&'static str, String)>,
    epmd: Option<Child>,
    child: Option<Child>,
}

impl RabbitMq {
    /// The broker of the whole run: the one [`AMQP_URL`] names, else one private to this process.
    ///
    /// # Panics
    /// If RabbitMQ is not installed or does not start; the message says what to run.
    pub fn shared() -> &'static RabbitMq {
        static SHARED: OnceLock<RabbitMq> = OnceLock::new();
        SHARED.get_or_init(|| match std::env::var(AMQP_URL) {
            Ok(url) if !url.is_empty() => {
                let ctl = std::env::var(RABBITMQCTL)
                    .ok()
                    .filter(|command| !command.is_empty());
                RabbitMq {
                    url,
                    ctl: ctl.unwrap_or_else(|| "rabbitmqctl".to_owned()),
                    own: None,
                }
            }
            _ => RabbitMq::start(),
        })
    }

    /// A private broker, whatever the environment says: for tests that stop or kill it. Takes four
    /// to nine seconds.
    ///
    /// # Panics
    /// If RabbitMQ is not installed or does not start; the message says what to run.
    pub fn start() -> RabbitMq {
        let server = Path::new(PROGRAMS).join("rabbitmq-server");
        assert!(server.is_file(), "{MISSING}");
        let den = Den::new("rabbitmq");
        lay_out(&den);
        let mut own = Own {
            den,
            port: 0,
            epmd_port: 0,
            environment: Vec::new(),
            epmd: None,
            child: None,
        };
        let started = (0..3).any(|_| {
            own.choose_ports();
            own.launch()
        });
        assert!(
            started,
            "RabbitMQ does not start:\n{}",
            own.den.last_words()
        );
        let ctl = own.write_ctl();
        let url = format!("amqp://guest:guest@127.0.0.1:{}/%2f", own.port);
        RabbitMq {
            url,
            ctl: ctl.display().to_string(),
            own: Some(own),
        }
    }

    /// The URL of its administrator, at the default vhost.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The command, for `sh`, that runs `rabbitmqctl` against it.
    pub fn ctl_command(&self) -> &str {
        &self.ctl
    }

    /// Runs `rabbitmqctl`, which takes about a second, and gives back what it printed.
    ///
    /// # Panics
    /// If it fails, with what it said.
    pub fn ctl(&self, arguments: &[&str]) -> String {
        run(&mut ctl_command(&self.ctl, arguments))
    }

    /// Makes a vhost of its own for one test, open to the administrator, deleted with the value
    /// returned if the broker outlives it. The name given begins its name.
    ///
    /// # Panics
    /// If `rabbitmqctl` fails; the message says why.
    pub fn vhost(&self, name: &str) -> Vhost<'_> {
        let name = format!("{name}-{:016x}", unique());
        let user = user(&self.url).unwrap_or("guest");
        // One import instead of two commands: each starts an Erlang machine.
        self.import(&format!(
            r#"{{"vhosts":[{{"name":"{name}"}}],"permissions":[{{"user":"{user}","vhost":"{name}","configure":".*","write":".*","read":".*"}}]}}"#
        ));
        Vhost {
            url: with_path(&self.url, &name),
            broker: self,
            name,
        }
    }

    /// Loads definitions (users, vhosts, permissions, exchanges, queues) in the broker's own JSON.
    ///
    /// # Panics
    /// If the broker refuses them.
    pub fn import(&self, definitions: &str) {
        let file = tempfile::Builder::new()
            .prefix("habeas-definitions-")
            .suffix(".json")
            .tempfile()
            .and_then(|mut file| file.write_all(definitions.as_bytes()).map(|()| file))
            .expect("the temporary folder can be written");
        // rabbitmqctl may run as another user, where it belongs to the system.
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644))
            .expect("an own file can be opened to others");
        self.ctl(&["import_definitions", &file.path().display().to_string()]);
    }

    /// Makes a user without any permission.
    ///
    /// # Panics
    /// If `rabbitmqctl` fails, such as when the user exists.
    pub fn add_user(&self, user: &str, password: &str) {
        self.ctl(&["add_user", user, password]);
    }

    /// The folder that holds everything this server keeps.
    ///
    /// # Panics
    /// If the server is not a private one.
    pub fn folder(&self) -> &Path {
        let own = self.own.as_ref();
        own.expect("a private server has a folder").den.path()
    }

    /// Kills the broker and all its children at one moment, as a power cut would; clients see their
    /// connections break. [`RabbitMq::restart`] brings it back. A quorum queue less than three
    /// seconds old may come back without a leader.
    ///
    /// # Panics
    /// If the broker is not a private one.
    pub fn kill(&mut self) {
        let own = self.own();
        if let Some(mut child) = own.child.take() {
            kill_tree(&mut child);
        }
        let _ = fs::remove_file(own.den.path().join("beam.pid"));
    }

    /// Stops it as an operator would: clients are told (320, CONNECTION_FORCED).
    ///
    /// # Panics
    /// If the broker is not a private one.
    pub fn stop(&mut self) {
        let own = self.own();
        let Some(mut child) = own.child.take() else {
            return;
        };
        if let Some(pid) = own.beam() {
            signal("TERM", &[pid]);
        }
        let _ = child.wait();
        let _ = fs::remove_file(own.den.path().join("beam.pid"));
    }

    /// Starts it again on the same port and data, after it was stopped or killed; stops it first if
    /// it runs.
    ///
    /// # Panics
    /// If the broker is not a private one or does not come back.
    pub fn restart(&mut self) {
        self.stop();
        let own = self.own();
        assert!(
            own.launch(),
            "RabbitMQ does not come back:\n{}",
            own.den.last_words()
        );
    }

    /// Freezes it: connections stay open and nothing answers, not even heartbeats.
    ///
    /// # Panics
    /// If the broker is not a private one.
    pub fn freeze(&mut self) {
        self.signal_all("STOP");
    }

    /// Lets it go on.
    ///
    /// # Panics
    /// If the broker is not a private one.
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
            .map_or(Ok(()), |own| own.den.keep_logs(folder, "rabbitmq"))
    }

    fn signal_all(&mut self, name: &str) {
        if let Some(child) = &self.own().child {
            signal(name, &tree(child.id()));
        }
    }

    fn own(&mut self) -> &mut Own {
        self.own
            .as_mut()
            .expect("only a broker of RabbitMq::start may be stopped by a test")
    }
}

impl Own {
    fn choose_ports(&mut self) {
        let dir = self.den.path().display().to_string();
        self.port = ports::free();
        self.epmd_port = ports::free();
        self.environment = vec![
            ("HOME", dir.clone()),
            ("RABBITMQ_NODENAME", format!("rmq{}@localhost", self.port)),
            ("RABBITMQ_NODE_PORT", self.port.to_string()),
            ("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1".to_owned()),
            ("RABBITMQ_DIST_PORT", ports::free().to_string()),
            ("ERL_EPMD_PORT", self.epmd_port.to_string()),
            ("ERL_EPMD_ADDRESS", "127.0.0.1".to_owned()),
            ("RABBITMQ_MNESIA_BASE", format!("{dir}/mnesia")),
            ("RABBITMQ_LOG_BASE", format!("{dir}/log")),
            ("RABBITMQ_PID_FILE", format!("{dir}/beam.pid")),
            ("RABBITMQ_CONF_ENV_FILE", "/dev/null".to_owned()),
            ("RABBITMQ_CONFIG_FILE", format!("{dir}/rabbitmq")),
            ("RABBITMQ_ADVANCED_CONFIG_FILE", format!("{dir}/advanced.config")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", format!("{dir}/enabled_plugins")),
            ("RABBITMQ_PLUGINS_DIR", format!("{dir}/plugins")),
            (
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"
                    .to_owned(),
            ),
        ];
    }

    /// Starts the port mapper and the broker as our own children, so that both can be reaped; left
    /// to itself, the broker would leave a port mapper behind.
    fn launch(&mut self) -> bool {
        if let Some(mut epmd) = self.epmd.take() {
            kill_tree(&mut epmd);
        }
        let program = find("epmd", &[]).unwrap_or_else(|| panic!("{MISSING}"));
        let mut command = Command::new(program);
        command.args([
            "-address",
            "127.0.0.1",
            "-port",
            &self.epmd_port.to_string(),
        ]);
        self.den.log(command.process_group(0));
        let mut epmd = command.spawn().expect("a program that was found starts");
        self.den.write("epmd.pid", &format!("{}\n", epmd.id()));
        let mapped = wait_for(&mut epmd, || connect(self.epmd_port).is_some());
        self.epmd = Some(epmd);
        if !mapped {
            return false;
        }

        let mut command = Command::new(Path::new(PROGRAMS).join("rabbitmq-server"));
        command
            .envs(self.environment.iter().cloned())
            .process_group(0);
        command.current_dir(self.den.path());
        self.den.log(&mut command);
        let mut child = command.spawn().expect("a program that was found starts");
        let ready = wait_for(&mut child, || speaks_amqp(self.port));
        if ready {
            self.child = Some(child);
        } else {
            kill_tree(&mut child);
        }
        ready
    }

    /// The id of the Erlang machine, below the script that started it.
    fn beam(&self) -> Option<u32> {
        fs::read_to_string(self.den.path().join("beam.pid"))
            .ok()?
            .trim()
            .parse()
            .ok()
    }

    /// A `rabbitmqctl` that knows this broker, usable by any process of the test run.
    fn write_ctl(&self) -> PathBuf {
        let mut script = "#!/bin/sh\n".to_owned();
        for (name, value) in &self.environment {
            script.push_str(&format!("export {name}='{value}'\n"));
        }
        script.push_str(&format!("exec {PROGRAMS}/rabbitmqctl \"$@\"\n"));
        let path = self.den.write("rabbitmqctl", &script);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))
            .expect("an own file can be made executable");
        path
    }
}

impl Drop for RabbitMq {
    fn drop(&mut self) {
        if self.own.is_none() {
            return;
        }
        self.kill();
        if let Some(mut epmd) = self.own().epmd.take() {
            kill_tree(&mut epmd);
            let _ = fs::remove_file(self.own().den.path().join("epmd.pid"));
        }
    }
}

/// A vhost of one test.
pub struct Vhost<'broker> {
    url: String,
    broker: &'broker RabbitMq,
    name: String,
}

impl Vhost<'_> {
    /// Its URL, as the administrator of the broker.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its URL for another user of the broker.
    pub fn url_as(&self, user: &str, password: &str) -> String {
        with_user(&self.url, user, password)
    }

    /// Grants a user its permissions here: three regular expressions over the names of exchanges and
    /// queues; `"^$"` permits nothing.
    ///
    /// # Panics
    /// If `rabbitmqctl` fails, such as when there is no such user.
    pub fn permit(&self, user: &str, configure: &str, write: &str, read: &str) {
        self.broker.ctl(&[
            "set_permissions",
            "-p",
            &self.name,
            user,
            configure,
            write,
            read,
        ]);
    }

    /// Limits what a user may publish to a topic exchange here, and bind from it, by routing key.
    ///
    /// # Panics
    /// If `rabbitmqctl` fails, such as when there is no such user.
    pub fn permit_topics(&self, user: &str, exchange: &str, write: &str, read: &str) {
        self.broker.ctl(&[
            "set_topic_permissions",
            "-p",
            &self.name,
            user,
            exchange,
            write,
            read,
        ]);
    }
}

impl Drop for Vhost<'_> {
    fn drop(&mut self) {
        // A private broker takes it along; one that serves the whole run should not fill up.
        if self.broker.own.is_none() {
            let _ = ctl_command(&self.broker.ctl, &["delete_vhost", &self.name]).output();
        }
    }
}

/// The folders and files a private broker is told to live in.
fn lay_out(den: &Den) {
    den.write("rabbitmq.conf", SETTINGS);
    den.write("advanced.config", "[].\n");
    den.write("enabled_plugins", "[].\n");
    let cookie = den.write(".erlang.cookie", &format!("HABEAS{:016X}", unique()));
    fs::set_permissions(cookie, fs::Permissions::from_mode(0o400))
        .expect("an own file can be closed");
    for folder in ["log", "mnesia", "plugins"] {
        fs::create_dir(den.path().join(folder)).expect("the temporary folder can be written");
    }
    for plugin in needed_plugins() {
        let name = plugin.file_name().expect("an entry of a folder has a name");
        symlink(&plugin, den.path().join("plugins").join(name))
            .expect("the temporary folder can be written");
    }
}

/// The broker and the libraries it stands on; its boot reads every plugin it finds, which costs one
/// and a half seconds with all of them.
fn needed_plugins() -> Vec<PathBuf> {
    let entries = |folder: &Path| -> Vec<PathBuf> {
        fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect()
    };
    entries(Path::new("/usr/lib/rabbitmq/lib"))
        .iter()
        .flat_map(|version| entries(&version.join("plugins")))
        .filter(|plugin| {
            let name = plugin.file_name().unwrap_or_default().to_string_lossy();
            !name.starts_with("rabbitmq_") || name.starts_with("rabbitmq_prelaunch")
        })
        .collect()
}

fn connect(port: u16) -> Option<TcpStream> {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    TcpStream::connect_timeout(&address, Duration::from_millis(500)).ok()
}

/// Whether the broker answers the greeting with the first frame of its side.
fn speaks_amqp(port: u16) -> bool {
    let Some(mut stream) = connect(port) else {
        thread::sleep(Duration::from_millis(80));
        return false;
    };
    let mut first = [0; 1];
    stream
        .set_read_timeout(Some(Duration::from_secs(2)))
        .is_ok()
        && stream.write_all(b"AMQP\x00\x00\x09\x01").is_ok()
        && stream.read_exact(&mut first).is_ok()
        && first == [1]
}

fn ctl_command(ctl: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("{ctl} -q \"$@\""), "sh"])
        .args(arguments);
    command
}
