//! What only SMTP can do.
#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use habeas_dispatch::{
    FailureClass, MailPort, NotConfigured, SmtpAdapter, SmtpCredentials, SmtpSecurity,
    SmtpSettings, SmtpSettingsError,
};
use support::{Fate, SmallServer, class_of, mail};

fn settings(port: u16) -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".into(),
        port,
        security: SmtpSecurity::Plain,
        credentials: None,
        hello: "habeas.example.org".into(),
        patience: Duration::from_secs(20),
    }
}

#[tokio::test]
async fn a_server_that_falls_silent_is_told_apart_by_when() {
    let server = SmallServer::start().await;
    let adapter = SmtpAdapter::new(SmtpSettings {
        patience: Duration::from_millis(1500),
        ..settings(server.address.port())
    })
    .unwrap();
    for fate in [
        Fate::SilentGreeting,
        Fate::SilentAfterData,
        Fate::TurnedAway,
    ] {
        server.next(fate);
        let failure = adapter.send(&mail(1, "ada@example.com")).await.unwrap_err();
        assert_eq!(failure.class, class_of(fate), "{fate:?}");
    }
    // The mail that went out with nobody saying so is the one that arrived.
    assert_eq!(server.raw().len(), 1);
}

#[tokio::test]
async fn nobody_listening_is_temporary() {
    let server = SmallServer::start().await;
    let free = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    assert_ne!(free, server.address.port());
    let adapter = SmtpAdapter::new(settings(free)).unwrap();
    let failure = adapter.send(&mail(1, "ada@example.com")).await.unwrap_err();
    assert_eq!(failure.class, FailureClass::Temporary);
    assert_eq!(failure.to_string(), "smtp-unreachable");
}

#[tokio::test]
async fn a_server_without_starttls_gets_nothing() {
    let server = SmallServer::start().await;
    let adapter = SmtpAdapter::new(SmtpSettings {
        host: "localhost".into(),
        security: SmtpSecurity::StartTls,
        ..settings(server.address.port())
    })
    .unwrap();
    let failure = adapter.send(&mail(1, "ada@example.com")).await.unwrap_err();
    assert_eq!(failure.class, FailureClass::Configuration);
    assert_eq!(failure.to_string(), "smtp-no-starttls");
    assert!(server.raw().is_empty());
}

#[tokio::test]
async fn a_server_that_knows_no_sign_in_is_a_matter_of_configuration() {
    let server = SmallServer::start().await;
    let credentials = SmtpCredentials {
        user: "habeas".into(),
        password: "a-password-nobody-sees".into(),
    };
    let settings = SmtpSettings {
        credentials: Some(credentials),
        ..settings(server.address.port())
    };
    assert!(!format!("{settings:?}").contains("nobody-sees"));
    let adapter = SmtpAdapter::new(settings).unwrap();
    let failure = adapter.send(&mail(1, "ada@example.com")).await.unwrap_err();
    assert_eq!(failure.to_string(), "smtp-sign-in");
    assert!(server.raw().is_empty());
}

#[tokio::test]
async fn the_same_mail_is_the_same_bytes_and_asks_for_no_answer() {
    let server = SmallServer::start().await;
    let adapter = SmtpAdapter::new(settings(server.address.port())).unwrap();
    for _ in 0..2 {
        adapter.send(&mail(1, "ada@example.com")).await.unwrap();
    }
    let raw = server.raw();
    assert_eq!(raw[0], raw[1]);
    let text = String::from_utf8(raw[0].clone()).unwrap();
    assert!(
        text.contains("Date: Sun, 05 Apr 2026 06:07:08 +0000\r\n"),
        "{text}"
    );
    assert!(text.contains("Auto-Submitted: auto-generated\r\n"));
    assert!(text.is_ascii(), "a server without 8BITMIME would refuse it");
}

#[test]
fn mail_never_crosses_a_network_in_the_clear() {
    for host in ["mail.example.org", "192.0.2.1", "localhost.example.org"] {
        let refused = SmtpAdapter::new(SmtpSettings {
            host: host.into(),
            ..settings(25)
        });
        assert_eq!(
            refused.err(),
            Some(SmtpSettingsError::PlainBeyondThisMachine),
            "{host}"
        );
    }
}

#[tokio::test]
async fn without_a_server_a_mail_waits_for_the_operator() {
    let failure = NotConfigured
        .send(&mail(1, "ada@example.com"))
        .await
        .unwrap_err();
    assert_eq!(failure.class, FailureClass::Configuration);
    assert_eq!(failure.to_string(), "mail-not-configured");
}
