//! The private servers themselves: they start, keep apart, break as told, come back and leave nothing.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use habeas_testkit::{Postgres, RabbitMq};

fn port(url: &str) -> u16 {
    let host = url.rsplit('@').next().expect("a login");
    let port = host
        .split('/')
        .next()
        .and_then(|host| host.rsplit(':').next())
        .expect("a port");
    port.parse().expect("a number")
}

fn listens(url: &str) -> bool {
    TcpStream::connect(("127.0.0.1", port(url))).is_ok()
}

/// Processes whose command line names this text.
fn processes_naming(text: &str) -> usize {
    std::fs::read_dir("/proc")
        .expect("Linux has /proc")
        .flatten()
        .filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok())
        .filter(|line| String::from_utf8_lossy(line).contains(text))
        .count()
}

#[test]
fn a_killed_postgres_keeps_what_was_committed_and_a_dropped_one_is_gone() {
    let mut postgres = Postgres::start();
    let database = postgres.database();
    database.psql("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('here')");

    // A session that is open at the moment of the kill, as a service's would be.
    let sleeper = Command::new("psql")
        .args(["-X", "-d", database.url(), "-c", "SELECT pg_sleep(60)"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn();
    let mut sleeper = sleeper.expect("psql starts");
    let deadline = Instant::now() + Duration::from_secs(20);
    let sleeping = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'";
    while postgres.psql(sleeping) != "1" {
        assert!(Instant::now() < deadline, "the session never came");
    }

    postgres.kill();
    assert!(
        !sleeper.wait().expect("psql ends").success(),
        "its session broke"
    );
    assert!(!listens(postgres.url()));
    postgres.restart();
    assert_eq!(database.psql("SELECT word FROM kept"), "here");
    postgres.stop();
    assert!(!listens(postgres.url()));
    postgres.restart();
    assert_eq!(database.psql("SELECT word FROM kept"), "here");

    let folder = postgres.psql("SHOW data_directory");
    let url = postgres.url().to_owned();
    drop(database);
    drop(postgres);
    assert!(!listens(&url));
    assert!(
        !std::path::Path::new(&folder).exists(),
        "its folder is removed"
    );
    assert_eq!(processes_naming(&folder), 0, "nothing of it runs on");
}

#[test]
fn databases_of_one_server_are_apart_and_roles_log_in() {
    let postgres = Postgres::shared();
    let (one, two) = (postgres.database(), postgres.database());
    one.psql("CREATE TABLE mine (n int)");
    let count = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'mine'";
    assert_eq!(one.psql(count), "1");
    assert_eq!(two.psql(count), "0");

    let role = format!("role_of_{}", one.name());
    one.psql(&format!("CREATE ROLE {role} LOGIN PASSWORD 'secret'"));
    let output = Command::new("psql")
        .args([
            "-X",
            "-A",
            "-t",
            "-d",
            &one.url_as(&role, "secret"),
            "-c",
            "SELECT current_user",
        ])
        .output()
        .expect("psql starts");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), role);
    one.psql(&format!("DROP ROLE {role}"));

    let name = two.name().to_owned();
    drop(two);
    let left = format!("SELECT count(*) FROM pg_database WHERE datname = '{name}'");
    assert_eq!(postgres.psql(&left), "0");
}

#[test]
fn a_killed_broker_comes_back_with_its_vhosts_and_a_dropped_one_is_gone() {
    let mut broker = RabbitMq::start();
    let node = format!("rmq{}@localhost", port(broker.url()));
    let name = {
        let vhost = broker.vhost("testkit");
        vhost.name().to_owned()
    };
    broker.kill();
    assert!(!listens(broker.url()));
    broker.restart();
    assert!(
        broker
            .ctl(&["list_vhosts"])
            .lines()
            .any(|line| line == name)
    );
    broker.stop();
    assert!(!listens(broker.url()));
    broker.restart();

    broker.freeze();
    let mut stream = TcpStream::connect(("127.0.0.1", port(broker.url()))).expect("the kernel");
    stream
        .set_read_timeout(Some(Duration::from_millis(300)))
        .expect("a time limit");
    stream
        .write_all(b"AMQP\x00\x00\x09\x01")
        .expect("the kernel takes it");
    assert!(
        stream.read(&mut [0; 1]).is_err(),
        "a frozen broker says nothing"
    );
    broker.thaw();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("a time limit");
    assert_eq!(stream.read(&mut [0; 1]).expect("a thawed one answers"), 1);

    let url = broker.url().to_owned();
    drop(broker);
    assert!(!listens(&url));
    assert_eq!(processes_naming(&node), 0, "nothing of it runs on");
}

#[test]
fn users_of_a_broker_have_the_permissions_given() {
    let broker = RabbitMq::shared();
    let vhost = broker.vhost("testkit");
    let user = format!("portal-{}", vhost.name());
    broker.add_user(&user, "secret");
    vhost.permit(&user, "^$", "^habeas\\.events$", "^$");
    vhost.permit_topics(&user, "habeas.events", "^mensura\\.", "^$");
    let granted = broker.ctl(&["list_user_permissions", &user]);
    assert!(granted.contains("^habeas\\.events$"), "{granted}");
    let topics = broker.ctl(&["list_user_topic_permissions", &user]);
    assert!(topics.contains("^mensura\\."), "{topics}");
    assert!(
        vhost
            .url_as(&user, "secret")
            .contains(&format!("{user}:secret@"))
    );
    broker.ctl(&["delete_user", &user]);
}

/// The program that `tests/run.sh` wraps around the tests ends its servers even if it is killed.
#[test]
fn servers_end_with_a_program_that_was_killed() {
    let mut runner = Command::new(env!("CARGO_BIN_EXE_with-servers"))
        .args(["sh", "-c", "echo \"$HABEAS_TEST_POSTGRES_URL\"; read -r _"])
        .env_remove("HABEAS_TEST_POSTGRES_URL")
        .env("HABEAS_TEST_AMQP_URL", "amqp://unused")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut line = String::new();
    let stdout = runner.stdout.take().expect("a pipe");
    std::io::BufRead::read_line(&mut std::io::BufReader::new(stdout), &mut line).expect("a line");
    let url = line.trim();
    assert!(listens(url), "the URL given is that of a server: {url}");

    runner.kill().expect("it can be killed");
    runner.wait().expect("it is reaped");
    let deadline = Instant::now() + Duration::from_secs(20);
    while listens(url) {
        assert!(Instant::now() < deadline, "the server outlives its program");
        std::thread::sleep(Duration::from_millis(20));
    }
}
