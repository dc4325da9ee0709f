//! What every mail adapter keeps, run over SMTP and over the local mailbox.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use habeas_dispatch::{
    LocalMailbox, MailFailure, MailPort, MailSink, OutgoingMail, SmtpAdapter, SmtpSecurity,
    SmtpSettings,
};
use support::{Arrived, Fate, SmallServer, class_of, mail, parse};

/// An adapter and a look at what it leads to.
trait Bench {
    fn port(&self) -> &dyn MailPort;
    fn next(&self, fate: Fate);
    fn arrived(&self) -> Vec<Arrived>;
}

struct Smtp {
    server: SmallServer,
    adapter: SmtpAdapter,
}

impl Smtp {
    async fn new() -> Self {
        let server = SmallServer::start().await;
        let adapter = SmtpAdapter::new(SmtpSettings {
            host: "127.0.0.1".into(),
            port: server.address.port(),
            security: SmtpSecurity::Plain,
            credentials: None,
            hello: "habeas.example.org".into(),
            patience: Duration::from_secs(20),
        })
        .unwrap();
        Self { server, adapter }
    }
}

impl Bench for Smtp {
    fn port(&self) -> &dyn MailPort {
        &self.adapter
    }

    fn next(&self, fate: Fate) {
        self.server.next(fate);
    }

    fn arrived(&self) -> Vec<Arrived> {
        self.server.raw().iter().map(|raw| parse(raw)).collect()
    }
}

#[derive(Clone, Default)]
struct Sink {
    fates: Arc<Mutex<VecDeque<Fate>>>,
    kept: Arc<Mutex<Vec<OutgoingMail>>>,
}

#[async_trait]
impl MailSink for Sink {
    async fn keep(&self, mail: &OutgoingMail) -> Result<(), MailFailure> {
        match self.fates.lock().unwrap().pop_front() {
            Some(fate) => {
                if fate == Fate::CutAfterData {
                    self.kept.lock().unwrap().push(mail.clone());
                }
                Err(MailFailure::new(class_of(fate), "sink", "no Ada here"))
            }
            None => {
                self.kept.lock().unwrap().push(mail.clone());
                Ok(())
            }
        }
    }
}

struct Local {
    sink: Sink,
    mailbox: LocalMailbox<Sink>,
}

impl Local {
    fn new() -> Self {
        let sink = Sink::default();
        Self {
            mailbox: LocalMailbox::new(sink.clone()),
            sink,
        }
    }
}

impl Bench for Local {
    fn port(&self) -> &dyn MailPort {
        &self.mailbox
    }

    fn next(&self, fate: Fate) {
        self.sink.fates.lock().unwrap().push_back(fate);
    }

    fn arrived(&self) -> Vec<Arrived> {
        let kept = self.sink.kept.lock().unwrap();
        kept.iter()
            .map(|mail| Arrived {
                message_id: mail.message_id().as_str().to_owned(),
                to: mail.to().expose().to_owned(),
                subject: mail.subject().to_owned(),
                body: mail.body().to_owned(),
            })
            .collect()
    }
}

async fn a_mail_arrives_whole(bench: &dyn Bench) {
    bench
        .port()
        .send(&mail(7, "ada@example.com"))
        .await
        .unwrap();
    let arrived = bench.arrived();
    assert_eq!(arrived.len(), 1);
    assert_eq!(
        arrived[0].message_id,
        "<00000000-0000-0000-0000-000000000007@example.org>"
    );
    assert_eq!(arrived[0].to, "ada@example.com");
    assert_eq!(
        arrived[0].subject,
        "Une réponse est prête pour vous : 7K2M-9QX4-T"
    );
    assert!(arrived[0].body.contains("https://example.org/status"));
    assert!(
        arrived[0]
            .body
            .contains("votre code d’accès et un second code")
    );
}

async fn a_repetition_carries_the_same_message_id(bench: &dyn Bench) {
    bench.next(Fate::CutAfterData);
    let mail = mail(8, "ada@example.com");
    let failure = bench.port().send(&mail).await.unwrap_err();
    assert_eq!(failure.class, class_of(Fate::CutAfterData));
    bench.port().send(&mail).await.unwrap();
    let arrived = bench.arrived();
    assert!(arrived.windows(2).all(|pair| pair[0] == pair[1]));
    assert!(!arrived.is_empty());
}

async fn failures_come_with_their_class_and_then_pass(bench: &dyn Bench) {
    for fate in [Fate::Later, Fate::NoSuchUser, Fate::WantsSignIn] {
        bench.next(fate);
        let failure = bench
            .port()
            .send(&mail(9, "ada@example.com"))
            .await
            .unwrap_err();
        assert_eq!(failure.class, class_of(fate), "{fate:?}");
        assert!(failure.told.expose().contains("Ada"), "{fate:?}");
        let shown = format!("{failure} {failure:?}");
        assert!(!shown.contains("Ada"), "free text in {shown}");
        assert!(bench.arrived().is_empty());
    }
    bench
        .port()
        .send(&mail(9, "ada@example.com"))
        .await
        .unwrap();
    assert_eq!(bench.arrived().len(), 1);
}

async fn mails_do_not_mix(bench: &dyn Bench) {
    for n in 0..5_u128 {
        let to = format!("person{n}@example.com");
        bench.port().send(&mail(n, &to)).await.unwrap();
    }
    let to: Vec<String> = bench.arrived().into_iter().map(|mail| mail.to).collect();
    assert_eq!(
        to,
        [
            "person0@example.com",
            "person1@example.com",
            "person2@example.com",
            "person3@example.com",
            "person4@example.com",
        ]
    );
}

macro_rules! contract {
    ($($case:ident),+) => {
        mod over_smtp {
            $(#[tokio::test]
            async fn $case() {
                super::$case(&super::Smtp::new().await).await;
            })+
        }
        mod in_the_local_mailbox {
            $(#[tokio::test]
            async fn $case() {
                super::$case(&super::Local::new()).await;
            })+
        }
    };
}
contract!(
    a_mail_arrives_whole,
    a_repetition_carries_the_same_message_id,
    failures_come_with_their_class_and_then_pass,
    mails_do_not_mix
);
