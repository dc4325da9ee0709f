use std::{str::FromStr, time::Duration};

use habeas_envelope::Entropy;
use lapin::{
    Connection, ConnectionProperties,
    uri::{AMQPAuthority, AMQPQueryString, AMQPScheme, AMQPUri, AMQPUserInfo},
};
use secrecy::{ExposeSecret, SecretString};

/// A connection whose peer says nothing for twice this long is given up.
const HEARTBEAT_SECONDS: u16 = 10;

/// The text is no URL of a broker. Says no more, for the text holds a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an amqp:// or amqps:// URL")]
pub struct BadUrl;

/// Which broker, and as whom.
#[derive(Clone, Debug)]
pub struct AmqpOptions {
    /// The name or address of its host.
    pub host: String,
    /// Its port: 5672, or 5671 with TLS.
    pub port: u16,
    /// Whether it speaks TLS; its certificate is checked against the public roots.
    pub tls: bool,
    /// The virtual host, `/` unless the operator made one.
    pub vhost: String,
    /// The user of this service.
    pub user: String,
    /// The user's password.
    pub password: SecretString,
    /// What the broker's own lists call this connection.
    pub connection_name: String,
    /// How many messages may be under way to one subscription and not acknowledged.
    pub prefetch: u16,
    /// How long to wait for what.
    pub timeouts: Timeouts,
}

/// How long to wait for what.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// For a connection to stand.
    pub connect: Duration,
    /// For one call of `publish`, its confirms included.
    pub publish: Duration,
    /// For the answer to any other request.
    pub request: Duration,
    /// The first pause before connecting again; it doubles each time.
    pub first_pause: Duration,
    /// The longest pause before connecting again.
    pub longest_pause: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            publish: Duration::from_secs(10),
            request: Duration::from_secs(5),
            first_pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(5),
        }
    }
}

impl Timeouts {
    /// The pause before attempt `attempt` (from 0): between half of the doubled first pause and
    /// the whole, so that services that lost one broker do not come back as one.
    pub(crate) fn pause(&self, attempt: u32, entropy: &dyn Entropy) -> Duration {
        let mut random = [0; 1];
        entropy.fill(&mut random);
        let doubled = self.first_pause.saturating_mul(1 << attempt.min(16));
        let whole = doubled.min(self.longest_pause);
        whole / 2 + whole / 2 * u32::from(random[0]) / 255
    }
}

impl AmqpOptions {
    /// Options with the usual time-outs and prefetch, for plain `amqp` on the usual port.
    #[must_use]
    pub fn new(host: impl Into<String>, user: impl Into<String>, password: SecretString) -> Self {
        Self {
            host: host.into(),
            port: 5672,
            tls: false,
            vhost: "/".into(),
            user: user.into(),
            password,
            connection_name: "habeas".into(),
            prefetch: 200,
            timeouts: Timeouts::default(),
        }
    }

    /// Reads `amqp://user:password@host:port/vhost`, for tests and simple installations.
    ///
    /// # Errors
    /// [`BadUrl`], when it is none.
    pub fn from_url(url: &str) -> Result<Self, BadUrl> {
        let uri = AMQPUri::from_str(url).map_err(|_| BadUrl)?;
        let AMQPUserInfo { username, password } = uri.authority.userinfo;
        let mut options = Self::new(uri.authority.host, username, password.into());
        options.port = uri.authority.port;
        options.tls = matches!(uri.scheme, AMQPScheme::AMQPS);
        options.vhost = uri.vhost;
        Ok(options)
    }

    /// Connects once. Every socket has `TCP_NODELAY` set by the runtime layer below lapin.
    pub(crate) async fn connect(&self, purpose: &str) -> lapin::Result<Connection> {
        let uri = AMQPUri {
            scheme: if self.tls {
                AMQPScheme::AMQPS
            } else {
                AMQPScheme::AMQP
            },
            authority: AMQPAuthority {
                userinfo: AMQPUserInfo {
                    username: self.user.clone(),
                    password: self.password.expose_secret().to_owned(),
                },
                host: self.host.clone(),
                port: self.port,
            },
            vhost: self.vhost.clone(),
            query: AMQPQueryString {
                heartbeat: Some(HEARTBEAT_SECONDS),
                ..AMQPQueryString::default()
            },
        };
        let name = format!("{} {purpose}", self.connection_name);
        let properties = ConnectionProperties::default().with_connection_name(name.into());
        Connection::connect_uri(uri, properties).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_read_and_a_wrong_one_does_not_print_its_password() {
        let options =
            AmqpOptions::from_url("amqp://jo:open%20sesame@broker:5673/my%2fhost").unwrap();
        assert_eq!(
            (options.host.as_str(), options.port, options.tls),
            ("broker", 5673, false)
        );
        assert_eq!(
            (options.vhost.as_str(), options.user.as_str()),
            ("my/host", "jo")
        );
        assert_eq!(options.password.expose_secret(), "open sesame");
        assert!(!format!("{options:?}").contains("sesame"));
        let wrong = AmqpOptions::from_url("http://jo:secret@broker").unwrap_err();
        assert!(!format!("{wrong:?} {wrong}").contains("secret"));
    }

    #[test]
    fn pauses_grow_to_a_bound_and_are_not_all_the_same() {
        struct Byte(u8);
        impl Entropy for Byte {
            fn fill(&self, buffer: &mut [u8]) {
                buffer.fill(self.0);
            }
        }
        let timeouts = Timeouts::default();
        let millis = |attempt, byte| timeouts.pause(attempt, &Byte(byte)).as_millis();
        assert_eq!((millis(0, 0), millis(0, 255)), (50, 100));
        assert_eq!((millis(3, 0), millis(3, 255)), (400, 800));
        assert_eq!((millis(90, 0), millis(90, 255)), (2_500, 5_000));
    }
}
