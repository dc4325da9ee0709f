//! By what mails leave the house.

use std::{sync::Arc, time::Duration};

use anyhow::bail;
use habeas_dispatch::{
    MailAddress, MailPort, NotConfigured, SmtpAdapter, SmtpCredentials, SmtpSecurity, SmtpSettings,
};
use secrecy::ExposeSecret;

use crate::{secrets, settings::Settings};

/// The sender where no mail leaves.
const NOBODY: &str = "no-reply@habeas.invalid";
/// How long connecting to the mail server, and again sending, may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The mail server that is set, or what lets mails wait as failures.
///
/// # Errors
/// When its settings cannot work or its password cannot be read.
pub fn port(settings: &Settings) -> anyhow::Result<Arc<dyn MailPort>> {
    let Some(smtp) = &settings.smtp else {
        return Ok(Arc::new(NotConfigured));
    };
    let security = match smtp.security.as_str() {
        "tls" => SmtpSecurity::Tls,
        "starttls" => SmtpSecurity::StartTls,
        "none" => SmtpSecurity::Plain,
        other => bail!("smtp.security is tls, starttls or none, not {other}"),
    };
    let password = secrets::read_optional(smtp.password_file.as_deref())?;
    let credentials = match (&smtp.user, password) {
        (Some(user), Some(password)) => Some(SmtpCredentials {
            user: user.clone(),
            password: password.expose_secret().to_owned(),
        }),
        (None, None) => None,
        _ => bail!("smtp.user and smtp.password_file are set together or not at all"),
    };
    Ok(Arc::new(SmtpAdapter::new(SmtpSettings {
        host: smtp.host.clone(),
        port: smtp.port,
        security,
        credentials,
        hello: host_of(&settings.portal.public_url).to_owned(),
        patience: patience(settings),
    })?))
}

/// A mail that has not gone within its lease goes again: connecting and sending must fit into it.
fn patience(settings: &Settings) -> Duration {
    settings
        .lease()
        .map_or(PATIENCE, |lease| PATIENCE.min(lease / 3))
}

/// The mailbox that mails come from. Where no mail server is set, none leaves; what a demo keeps
/// shows this one.
///
/// # Errors
/// When the address that is set is none.
pub fn sender(settings: &Settings) -> anyhow::Result<MailAddress> {
    let from = settings
        .smtp
        .as_ref()
        .map_or(NOBODY, |smtp| smtp.from.as_str());
    from.parse()
        .map_err(|_| anyhow::anyhow!("smtp.from: {from} is no address"))
}

/// The host of an address, without scheme, port and path.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address() {
        assert_eq!(
            host_of("https://privacy.example.org/x"),
            "privacy.example.org"
        );
        assert_eq!(host_of("http://localhost:8080"), "localhost");
    }

    #[test]
    fn a_mail_fits_twice_into_its_lease() {
        let of = |lease_seconds| {
            patience(&Settings {
                lease_seconds,
                ..Settings::default()
            })
        };
        assert_eq!(of(None), Duration::from_secs(30));
        assert_eq!(of(Some(600)), Duration::from_secs(30));
        assert_eq!(of(Some(9)), Duration::from_secs(3));
    }

    #[test]
    fn nobody_is_an_address() {
        assert!(sender(&Settings::default()).is_ok());
    }
}
