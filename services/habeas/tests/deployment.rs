//! Holds `docker-compose.yml`, the `Dockerfile` and `habeas.example.toml` to the program: no engine
//! may be at hand to try them.

#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

use habeas::{
    secrets_init::{DATABASE, MASTER_KEYRING, SECRETS, VHOST},
    settings::Settings,
};
use serde_json::Value;

const SERVERS: [&str; 2] = ["postgres", "rabbitmq"];
const ROLES: [&str; 8] = [
    "portal",
    "console",
    "intake",
    "identity",
    "routing",
    "deadlines",
    "response",
    "courier",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap()
}

fn compose() -> Value {
    serde_saphyr::from_str(&read("docker-compose.yml")).unwrap()
}

fn services() -> BTreeMap<String, Value> {
    let services = compose()["services"].as_object().unwrap().clone();
    services.into_iter().collect()
}

/// What stands where a list of texts may stand.
fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items
        .map(|item| item.as_str().unwrap().to_owned())
        .collect()
}

/// A value as `docker compose` makes it where no variable is set that has a default.
fn interpolated(text: &str) -> String {
    let Some((before, rest)) = text.split_once("${") else {
        return text.to_owned();
    };
    let (inside, after) = rest.split_once('}').unwrap();
    let value = match inside.split_once(":-") {
        Some((_, default)) => default,
        None => panic!("{inside} has no default"),
    };
    format!("{before}{value}{}", interpolated(after))
}

fn environment(service: &Value) -> BTreeMap<String, String> {
    let variables = service["environment"].as_object().unwrap();
    variables
        .iter()
        .map(|(name, value)| (name.clone(), interpolated(value.as_str().unwrap())))
        .collect()
}

/// The secrets a service mounts: which, and where.
fn mounted(service: &Value) -> BTreeMap<String, String> {
    let mounts = service["secrets"].as_array().into_iter().flatten();
    mounts
        .map(|mount| match mount {
            Value::String(name) => (name.clone(), format!("/run/secrets/{name}")),
            long => (
                long["source"].as_str().unwrap().to_owned(),
                long["target"].as_str().unwrap().to_owned(),
            ),
        })
        .collect()
}

fn habeas_services() -> impl Iterator<Item = (String, Value)> {
    services()
        .into_iter()
        .filter(|(name, _)| !SERVERS.contains(&name.as_str()))
}

#[test]
fn there_is_a_container_for_each_role() {
    let names: BTreeSet<String> = services().into_keys().collect();
    let wanted = SERVERS.into_iter().chain(["migrate"]).chain(ROLES);
    assert_eq!(names, wanted.map(str::to_owned).collect());
    for (name, service) in habeas_services() {
        let command = texts(&service["command"]);
        if name == "migrate" {
            assert_eq!(command, ["migrate"]);
        } else {
            assert_eq!(command, ["run", &name]);
        }
    }
}

#[test]
fn each_secret_is_mounted_for_the_services_of_the_table_alone() {
    let mut readers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, service) in services() {
        for secret in mounted(&service).into_keys() {
            readers.entry(secret).or_default().insert(name.clone());
        }
    }
    let wanted: BTreeMap<String, BTreeSet<String>> = SECRETS
        .iter()
        .filter(|secret| !secret.readers.is_empty())
        .map(|secret| {
            let readers = secret.readers.iter().map(|reader| (*reader).to_owned());
            (secret.file.to_owned(), readers.collect())
        })
        .collect();
    assert_eq!(readers, wanted);
}

#[test]
fn secrets_come_from_the_files_that_init_makes() {
    let compose = compose();
    let defined = compose["secrets"].as_object().unwrap();
    for (name, definition) in defined {
        assert_eq!(definition["file"], format!("./secrets/{name}"));
    }
    let unmounted: Vec<&str> = SECRETS
        .iter()
        .map(|secret| secret.file)
        .filter(|file| !defined.contains_key(*file))
        .collect();
    assert_eq!(unmounted, [MASTER_KEYRING]);
}

#[test]
fn a_variable_that_names_a_file_names_a_mounted_secret() {
    for (name, service) in services() {
        let mounts = mounted(&service);
        let mut read = 0;
        for (variable, value) in environment_or_empty(&service) {
            if variable.ends_with("_FILE") {
                assert!(
                    mounts.values().any(|at| *at == value),
                    "{name}: {variable}={value}"
                );
                read += 1;
            }
            assert!(!variable.ends_with("PASSWORD"), "{name}: {variable}");
        }
        if !SERVERS.contains(&name.as_str()) {
            assert_eq!(
                read,
                mounts.len(),
                "{name} mounts a secret that it does not read"
            );
        }
    }
}

fn environment_or_empty(service: &Value) -> BTreeMap<String, String> {
    if service["environment"].is_null() {
        BTreeMap::new()
    } else {
        environment(service)
    }
}

/// The program itself, with a service's variables as its environment, reads its settings: a
/// variable it does not know, or one that must not be, is an error there.
#[test]
fn every_variable_is_one_that_the_program_reads() {
    for (name, service) in habeas_services() {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "settings_of_this_environment", "--nocapture"])
            .env_clear()
            .env("SETTINGS_ARE_PRINTED", "1")
            .envs(environment(&service))
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{name}: {said}");
        let printed = said.lines().find(|line| line.contains('{')).unwrap();
        let from = printed.find('{').unwrap();
        let mut reader = serde_json::Deserializer::from_str(&printed[from..]).into_iter();
        let settings: Settings = reader.next().unwrap().unwrap();

        assert!(settings.is_distributed(), "{name}");
        let postgres = settings.postgres.unwrap();
        let amqp = settings.amqp.unwrap();
        let login = if name == "migrate" { "owner" } else { &name };
        assert_eq!(postgres.user, format!("habeas-{login}"));
        assert_eq!(amqp.user, format!("habeas-{login}"));
        let password = |server| PathBuf::from(format!("/run/secrets/{server}-{login}-password"));
        assert_eq!(postgres.password_file, Some(password("postgres")));
        assert_eq!(amqp.password_file, Some(password("amqp")));
        assert_eq!(
            (postgres.host.as_str(), postgres.database.as_str()),
            ("postgres", DATABASE)
        );
        assert_eq!(
            (amqp.host.as_str(), amqp.vhost.as_str()),
            ("rabbitmq", VHOST)
        );
        let keyring = PathBuf::from(format!("/run/secrets/keyring-{name}.toml"));
        let given = mounted(&service)
            .keys()
            .any(|secret| secret.starts_with("keyring-"));
        assert_eq!(settings.keyring_file, given.then_some(keyring));
    }
}

/// Run by the test above in an environment of its own; by itself, it sees that whatever stands
/// in this one can be read.
#[test]
fn settings_of_this_environment() {
    let settings = Settings::read(Path::new("no-such-file.toml")).unwrap();
    if std::env::var_os("SETTINGS_ARE_PRINTED").is_some() {
        println!("{}", serde_json::to_string(&settings).unwrap());
    }
}

#[test]
fn only_the_faces_are_published_and_only_on_loopback() {
    for (name, service) in services() {
        let ports = texts(&service["ports"]);
        match name.as_str() {
            "portal" => assert_eq!(ports, ["127.0.0.1:8080:8080"]),
            "console" => assert_eq!(ports, ["127.0.0.1:8081:8081"]),
            _ => assert!(ports.is_empty(), "{name}"),
        }
        assert!(service["network_mode"].is_null(), "{name}");
        let networks = texts(&service["networks"]);
        let reaches_out = ["portal", "console", "courier"].contains(&name.as_str());
        assert_eq!(
            networks.contains(&"outside".to_owned()),
            reaches_out,
            "{name}"
        );
    }
    assert_eq!(compose()["networks"]["house"]["internal"], true);
}

#[test]
fn a_face_listens_where_its_port_is_published() {
    let services = services();
    for (face, port) in [("portal", 8080), ("console", 8081)] {
        let variable = format!("HABEAS_{}__LISTEN", face.to_uppercase());
        assert_eq!(
            environment(&services[face])[&variable],
            format!("0.0.0.0:{port}")
        );
    }
}

#[test]
fn every_container_is_confined() {
    for (name, service) in services() {
        let user = service["user"].as_str().unwrap();
        assert!(user.starts_with("${CONTAINER_UID:?"), "{name}: {user}");
        assert!(user.contains(":${CONTAINER_GID:?"), "{name}: {user}");
        assert_eq!(service["read_only"], true, "{name}");
        assert_eq!(texts(&service["cap_drop"]), ["ALL"], "{name}");
        assert!(service["cap_add"].is_null(), "{name}");
        assert!(service["privileged"].is_null(), "{name}");
        assert_eq!(
            texts(&service["security_opt"]),
            ["no-new-privileges:true"],
            "{name}"
        );
        for volume in texts(&service["volumes"]) {
            assert!(!volume.contains("docker.sock"), "{name}");
        }
    }
}

#[test]
fn what_stays_up_is_checked_and_started_after_what_it_needs() {
    for (name, service) in services() {
        assert_eq!(
            service["healthcheck"].is_null(),
            name == "migrate",
            "{name}"
        );
        if ROLES.contains(&name.as_str()) {
            let after = &service["depends_on"];
            assert_eq!(
                after["migrate"]["condition"], "service_completed_successfully",
                "{name}"
            );
            let asks = texts(&service["healthcheck"]["test"]);
            assert_eq!(asks, ["CMD", "/usr/local/bin/habeas", "health"], "{name}");
        }
    }
}

#[test]
fn nobody_is_guest_and_the_broker_starts_with_its_users() {
    assert!(!read("docker-compose.yml").contains("guest"));
    let conf = read("deploy/rabbitmq.conf");
    assert!(conf.contains("\nload_definitions = /run/secrets/rabbitmq-definitions.json\n"));
    let rabbitmq = &services()["rabbitmq"];
    let volumes = texts(&rabbitmq["volumes"]);
    assert!(
        volumes
            .iter()
            .any(|v| v.starts_with("./deploy/rabbitmq.conf:/etc/rabbitmq/conf.d/"))
    );
    let variables = environment_or_empty(rabbitmq);
    assert!(
        variables
            .keys()
            .all(|name| !name.starts_with("RABBITMQ_DEFAULT"))
    );
}

#[test]
fn the_image_runs_the_program_without_rights() {
    let dockerfile = read("Dockerfile");
    let last = dockerfile.rsplit("\nFROM ").next().unwrap();
    assert!(last.contains("\nUSER 65532:65532\n"));
    assert!(last.contains("\nENTRYPOINT [\"/usr/local/bin/habeas\"]"));
    let version = env!("CARGO_PKG_RUST_VERSION");
    assert!(
        dockerfile.contains(&format!("\nFROM rust:{version}-")),
        "not Rust {version}"
    );
    let ignored = read(".dockerignore");
    assert!(
        ignored.lines().any(|line| line == "secrets"),
        "secrets would go into an image"
    );
    assert!(read(".gitignore").lines().any(|line| line == "/secrets"));
}

#[test]
fn the_example_says_what_holds_where_nothing_is_set() {
    let settings: Settings = toml::from_str(&read("habeas.example.toml")).unwrap();
    assert_eq!(settings, Settings::default());
}

#[test]
fn the_example_leaves_no_setting_out() {
    // A setting that is commented out has no space behind the sign.
    let text: String = read("habeas.example.toml")
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(set) if !set.is_empty() && !set.starts_with(' ') => format!("{set}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let all: Settings = toml::from_str(&text).unwrap();
    let told: Value = toml::from_str(&text).unwrap();
    assert_eq!(told, serde_json::to_value(&all).unwrap());
}

/// The plugin reads the file itself, where it is installed; it needs no engine for that, nor the
/// secrets. Elsewhere the other tests here hold the file alone.
#[test]
fn docker_compose_takes_the_file_where_it_is_installed() {
    let compose = |arguments: &[&str]| {
        let mut command = Command::new("docker");
        command.arg("compose").args(arguments).current_dir(root());
        command.output()
    };
    if !compose(&["version"]).is_ok_and(|answer| answer.status.success()) {
        eprintln!("the compose plugin is not installed: docker-compose.yml is not shown to it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let owner = folder.path().join("compose.env");
    std::fs::write(&owner, "CONTAINER_UID=1000\nCONTAINER_GID=1000\n").unwrap();
    let owner = owner.display().to_string();
    let checked = compose(&["--env-file", &owner, "config", "--quiet"]).unwrap();
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{said}");
}
