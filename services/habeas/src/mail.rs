//! By what mails leave the house.

use std::{sync::Arc, time::Duration};

use anyhow::bail;
use habeas_dispatch::{
    MailPort, NotConfigured, SmtpAdapter, SmtpCredentials, SmtpSecurity, SmtpSettings,
};
use secrecy::ExposeSecret;

use crate::{secrets, settings::Settings};

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
    let hello = settings.portal.public_url.parse::<habeas_web::PublicUrl>()?;
    Ok(Arc::new(SmtpAdapter::new(SmtpSettings {
        host: smtp.host.clone(),
        port: smtp.port,
        security,
        credentials,
        hello: hello.host().to_owned(),
        patience: PATIENCE,
    })?))
}
