//! The broker's users and what each may do, as a file of definitions that RabbitMQ imports
//! (`load_definitions`, or `rabbitmqctl import_definitions`).
//!
//! | user | configure | write | read | topics |
//! | --- | --- | --- | --- | --- |
//! | owner | all of `habeas.` | same | same | all |
//! | portal | nothing | `habeas.events` | nothing | publishes only what a person may cause |
//! | console | nothing | `habeas.events` | nothing | all |
//! | a worker | its own queue | its own queue, both exchanges | its own queues, `habeas.events` | publishes any event, binds only what it reads, publishes no dead letters |
//!
//! A worker needs all of this to delete and redeclare its own queue: RabbitMQ asks for the right to
//! write to a queue's dead-letter exchange when it is declared. There is no `guest`: a broker
//! that starts for the first time with a file of definitions makes none; on one that was started
//! before, the operator deletes it.

use base64::{Engine, engine::general_purpose::STANDARD};
use habeas_bus::{EXCHANGE_DEAD, EXCHANGE_EVENTS, WORKERS, WorkerTopology};
use habeas_envelope::Entropy;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::topology::{dead_queue, queue};

/// The events that the portal's user may publish: what a person does.
pub const PORTAL_EVENTS: &[&str] = &[
    "submission-received",
    "message-received",
    "document-received",
    "identity-evidence-received",
    "submission-withdrawn",
    "answer-collected",
    "message-opened",
    "party-named",
];

const NOTHING: &str = "^$";
const ALL: &str = ".*";

/// What a user of the broker is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// `habeas migrate`.
    Owner,
    /// The portal.
    Portal,
    /// The console.
    Console,
    /// A worker.
    Worker(&'static WorkerTopology),
}

impl Role {
    /// Every role there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let fixed = [Self::Owner, Self::Portal, Self::Console];
        fixed.into_iter().chain(WORKERS.iter().map(Self::Worker))
    }

    /// The usual name of its user: `habeas-portal`.
    #[must_use]
    pub fn user_name(self) -> String {
        let name = match self {
            Self::Owner => "owner",
            Self::Portal => "portal",
            Self::Console => "console",
            Self::Worker(worker) => worker.name,
        };
        format!("habeas-{name}")
    }

    fn permissions(self) -> Permissions {
        let events = exactly(&[EXCHANGE_EVENTS.into()]);
        let publishes = |events_written: String| Permissions {
            configure: NOTHING.into(),
            write: events.clone(),
            read: NOTHING.into(),
            topics: vec![
                (EXCHANGE_EVENTS, events_written, NOTHING.into()),
                (EXCHANGE_DEAD, NOTHING.into(), NOTHING.into()),
            ],
        };
        match self {
            Self::Owner => Permissions {
                configure: r"^habeas\.".into(),
                write: r"^habeas\.".into(),
                read: r"^habeas\.".into(),
                topics: Vec::new(),
            },
            Self::Portal => publishes(format!(r"^[^.]+\.({})$", alternatives(PORTAL_EVENTS))),
            Self::Console => publishes(ALL.into()),
            Self::Worker(worker) => {
                let (own, dead) = (queue(worker.name), dead_queue(worker.name));
                let bindings = format!(r"^\*\.({})$", alternatives(worker.events));
                Permissions {
                    configure: exactly(std::slice::from_ref(&own)),
                    write: exactly(&[own.clone(), EXCHANGE_EVENTS.into(), EXCHANGE_DEAD.into()]),
                    read: exactly(&[own, dead, EXCHANGE_EVENTS.into()]),
                    topics: vec![
                        (EXCHANGE_EVENTS, ALL.into(), bindings),
                        (EXCHANGE_DEAD, NOTHING.into(), NOTHING.into()),
                    ],
                }
            }
        }
    }
}

/// A user that the broker shall have.
#[derive(Clone, Debug)]
pub struct BrokerUser {
    /// Its name, [`Role::user_name`] unless the operator chose another.
    pub name: String,
    /// Its password. Only its salted hash goes into the definitions.
    pub password: SecretString,
    /// What it is for.
    pub role: Role,
}

/// Three regular expressions over names of exchanges and queues; the topics are (exchange,
/// routing keys it may publish, binding keys it may bind).
struct Permissions {
    configure: String,
    write: String,
    read: String,
    topics: Vec<(&'static str, String, String)>,
}

/// The definitions of a virtual host with these users and no other.
#[must_use]
pub fn definitions(vhost: &str, users: &[BrokerUser], entropy: &dyn Entropy) -> Value {
    let mut accounts = Vec::new();
    let mut permissions = Vec::new();
    let mut topics = Vec::new();
    for user in users {
        accounts.push(json!({
            "name": user.name,
            "password_hash": password_hash(&user.password, entropy),
            "hashing_algorithm": "rabbit_password_hashing_sha256",
            "tags": "",
        }));
        let granted = user.role.permissions();
        permissions.push(json!({
            "user": user.name,
            "vhost": vhost,
            "configure": granted.configure,
            "write": granted.write,
            "read": granted.read,
        }));
        for (exchange, write, read) in granted.topics {
            topics.push(json!({
                "user": user.name,
                "vhost": vhost,
                "exchange": exchange,
                "write": write,
                "read": read,
            }));
        }
    }
    json!({
        "vhosts": [{ "name": vhost }],
        "users": accounts,
        "permissions": permissions,
        "topic_permissions": topics,
    })
}

/// RabbitMQ's own form: a salt of four bytes, then SHA-256 over salt and password, in base64.
fn password_hash(password: &SecretString, entropy: &dyn Entropy) -> String {
    let mut salted = [0; 4].to_vec();
    entropy.fill(&mut salted);
    let hash = Sha256::new()
        .chain_update(&salted)
        .chain_update(password.expose_secret())
        .finalize();
    salted.extend_from_slice(&hash);
    STANDARD.encode(salted)
}

/// A regular expression for these names and nothing else.
fn exactly(names: &[String]) -> String {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    format!("^({})$", alternatives(&names))
}

fn alternatives(names: &[&str]) -> String {
    let escaped: Vec<String> = names.iter().map(|name| name.replace('.', r"\.")).collect();
    escaped.join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Zeros;
    impl Entropy for Zeros {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(0);
        }
    }

    #[test]
    fn every_service_has_its_user_and_nobody_is_guest() {
        let users: Vec<BrokerUser> = Role::all()
            .map(|role| BrokerUser {
                name: role.user_name(),
                password: "secret".into(),
                role,
            })
            .collect();
        let made = definitions("habeas", &users, &Zeros);
        let names: Vec<&str> = made["users"]
            .as_array()
            .unwrap()
            .iter()
            .map(|user| user["name"].as_str().unwrap())
            .collect();
        assert_eq!(
            names,
            [
                "habeas-owner",
                "habeas-portal",
                "habeas-console",
                "habeas-intake",
                "habeas-identity",
                "habeas-routing",
                "habeas-deadlines",
                "habeas-response",
                "habeas-courier",
            ]
        );
        assert!(!made.to_string().contains("secret"));
        // printf '\0\0\0\0secret' | sha256sum, after four zero bytes, in base64.
        assert_eq!(
            made["users"][0]["password_hash"],
            "AAAAAAmpGNWh4Zb1y9OixpZ8JE04dFn6QBxU9IcgRn7sp6Ks"
        );
        assert_eq!(made["permissions"][1]["write"], r"^(habeas\.events)$");
        assert_eq!(made["permissions"][1]["configure"], "^$");
        assert_eq!(made["permissions"][1]["read"], "^$");
    }
}
