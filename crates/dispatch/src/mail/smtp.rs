//! Mail by SMTP (RFC 5321), one connection a mail.
//!
//! Connections are not pooled: a send that is cut short leaves a connection in the middle of a
//! transaction, where the next mail would read this mail's answer as its own.

use std::fmt;
use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, response::Code};
use tokio::time::timeout;

use crate::{FailureClass, MailFailure, MailPort, MailReceipt, OutgoingMail};

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// TLS from the first byte (port 465, RFC 8314).
    Tls,
    /// Upgraded before anything is said, or not used at all (port 587 or 25).
    StartTls,
    /// In the clear; only to this machine.
    Plain,
}

/// What the server wants to know us by. Debug is blank.
#[derive(Clone)]
pub struct SmtpCredentials {
    /// The account.
    pub user: String,
    /// Its password.
    pub password: String,
}

impl fmt::Debug for SmtpCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpCredentials")
    }
}

/// Where mail goes out.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// The server's name, which its certificate must carry, or for `Plain` an address of this machine.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: SmtpSecurity,
    /// How we sign in, where we do.
    pub credentials: Option<SmtpCredentials>,
    /// The name we greet with.
    pub hello: String,
    /// How long connecting, and again sending, may take.
    pub patience: Duration,
}

/// Settings that cannot work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpSettingsError {
    /// Mail would cross a network in the clear.
    #[error("smtp-plain-beyond-this-machine")]
    PlainBeyondThisMachine,
    /// The host is not a name a certificate can carry.
    #[error("smtp-host-invalid")]
    Host,
}

/// Sends mail through an SMTP server.
pub struct SmtpAdapter {
    settings: SmtpSettings,
    tls: Option<TlsParameters>,
    hello: ClientId,
}

impl SmtpAdapter {
    /// An adapter for a server; nothing is connected yet.
    ///
    /// # Errors
    /// When the settings cannot work.
    pub fn new(settings: SmtpSettings) -> Result<Self, SmtpSettingsError> {
        let tls = match settings.security {
            SmtpSecurity::Plain if !is_this_machine(&settings.host) => {
                return Err(SmtpSettingsError::PlainBeyondThisMachine);
            }
            SmtpSecurity::Plain => None,
            SmtpSecurity::Tls | SmtpSecurity::StartTls => Some(
                TlsParameters::new(settings.host.clone()).map_err(|_| SmtpSettingsError::Host)?,
            ),
        };
        Ok(Self {
            hello: ClientId::Domain(settings.hello.clone()),
            settings,
            tls,
        })
    }

    /// Connects, protects the connection and signs in. Nothing has been sent when this fails.
    async fn connect(&self) -> Result<AsyncSmtpConnection, MailFailure> {
        let from_first_byte = match self.settings.security {
            SmtpSecurity::Tls => self.tls.clone(),
            SmtpSecurity::StartTls | SmtpSecurity::Plain => None,
        };
        let server = (self.settings.host.as_str(), self.settings.port);
        let patience = Some(self.settings.patience);
        let mut connection = AsyncSmtpConnection::connect_tokio1(
            server,
            patience,
            &self.hello,
            from_first_byte,
            None,
        )
        .await
        .map_err(|error| not_connected(&error))?;
        if let (SmtpSecurity::StartTls, Some(tls)) = (self.settings.security, &self.tls) {
            connection
                .starttls(tls.clone(), &self.hello)
                .await
                .map_err(|error| not_connected(&error))?;
        }
        if let Some(known) = &self.settings.credentials {
            let credentials = Credentials::new(known.user.clone(), known.password.clone());
            connection
                .auth(DEFAULT_MECHANISMS, &credentials)
                .await
                .map_err(|error| not_signed_in(&error))?;
        }
        Ok(connection)
    }
}

#[async_trait]
impl MailPort for SmtpAdapter {
    async fn send(&self, mail: &OutgoingMail) -> Result<MailReceipt, MailFailure> {
        let message = message(mail)?;
        let (envelope, bytes) = (message.envelope().clone(), message.formatted());

        let mut connection = timeout(self.settings.patience, self.connect())
            .await
            .map_err(|_| {
                MailFailure::new(FailureClass::Temporary, "smtp-unreachable", "timeout")
            })??;
        let sent = timeout(self.settings.patience, connection.send(&envelope, &bytes)).await;
        let result = match sent {
            Ok(Ok(response)) => Ok(MailReceipt {
                told: crate::FreeText::new(response.message().collect::<Vec<_>>().join("\n")),
            }),
            Ok(Err(error)) => Err(not_sent(&error)),
            Err(_) => Err(MailFailure::new(
                FailureClass::UnknownOutcome,
                "smtp-no-answer",
                "timeout",
            )),
        };
        // A farewell the server does not answer changes nothing about the mail.
        let _ = timeout(Duration::from_secs(1), connection.abort()).await;
        result
    }
}

/// The mail as it goes over the wire: the same bytes for the same mail.
fn message(mail: &OutgoingMail) -> Result<Message, MailFailure> {
    let sender = mail.from();
    let from = Mailbox::new(
        Some(sender.name().to_owned()),
        sender.address().inner().clone(),
    );
    Message::builder()
        .message_id(Some(mail.message_id().as_str().to_owned()))
        .date(SystemTime::from(mail.written_at()))
        .from(from)
        .to(Mailbox::new(None, mail.to().inner().clone()))
        .subject(mail.subject())
        .header(AutoSubmitted)
        .header(ContentType::TEXT_PLAIN)
        .body(mail.body().to_owned())
        .map_err(|error| {
            MailFailure::new(FailureClass::Permanent, "mail-malformed", error.to_string())
        })
}

/// Tells other machines not to answer (RFC 3834, section 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

fn not_connected(error: &Error) -> MailFailure {
    let (class, code) = if error.is_permanent() {
        (FailureClass::Configuration, "smtp-turned-away")
    } else if error.is_tls() {
        (FailureClass::Configuration, "smtp-tls")
    } else if error.is_client() {
        (FailureClass::Configuration, "smtp-no-starttls")
    } else {
        (FailureClass::Temporary, "smtp-unreachable")
    };
    MailFailure::new(class, code, error.to_string())
}

fn not_signed_in(error: &Error) -> MailFailure {
    let (class, code) = if error.is_permanent() || error.is_client() {
        (FailureClass::Configuration, "smtp-sign-in")
    } else {
        (FailureClass::Temporary, "smtp-unreachable")
    };
    MailFailure::new(class, code, error.to_string())
}

/// A reply settles the outcome; anything else, once the transaction has begun, leaves it open.
fn not_sent(error: &Error) -> MailFailure {
    let (class, code) = if error.is_transient() {
        (FailureClass::Temporary, "smtp-later")
    } else if error.is_permanent() && wants_sign_in(error.status()) {
        (FailureClass::Configuration, "smtp-sign-in")
    } else if error.is_permanent() {
        (FailureClass::Permanent, "smtp-refused")
    } else if error.is_client() {
        (FailureClass::Permanent, "smtp-address-not-supported")
    } else {
        (FailureClass::UnknownOutcome, "smtp-no-answer")
    };
    MailFailure::new(class, code, error.to_string())
}

/// RFC 4954, section 6: 530, 534, 535, 538.
fn wants_sign_in(code: Option<Code>) -> bool {
    code.is_some_and(|code| matches!(u16::from(code), 530 | 534 | 535 | 538))
}
