//! What the tests of mail share: a mail, what a mailbox got, and a small SMTP server that can fail.
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use chrono::{TimeZone, Utc};
use habeas_dispatch::{FailureClass, MailText, OutgoingMail, Sender};
use habeas_language::Locale;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

pub fn sender() -> Sender {
    Sender::new("Voorbeeld é", "privacy@example.org".parse().unwrap()).unwrap()
}

/// Mail number `n` to an address, in French, so that subject and text hold more than ASCII.
pub fn mail(n: u128, to: &str) -> OutgoingMail {
    OutgoingMail::new(
        Uuid::from_u128(n),
        Utc.with_ymd_and_hms(2026, 4, 5, 6, 7, 8).unwrap(),
        sender(),
        to.parse().unwrap(),
        MailText::answer_ready(Locale::Fr, "7K2M-9QX4-T", "https://example.org/status"),
        "7K2M-9QX4-T",
    )
    .unwrap()
}

/// A mail as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    pub message_id: String,
    pub to: String,
    pub subject: String,
    pub body: String,
}

/// How the next mail fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The server is busy (451).
    Later,
    /// The recipient does not exist (550).
    NoSuchUser,
    /// It is taken, and the line breaks before the server says so.
    CutAfterData,
    /// It is taken, and the server never says so.
    SilentAfterData,
    /// The server wants a sign-in (530).
    WantsSignIn,
    /// The server takes no mail from us (554 as greeting).
    TurnedAway,
    /// The server accepts the connection and says nothing.
    SilentGreeting,
}

/// The class each fate must be told as.
pub fn class_of(fate: Fate) -> FailureClass {
    match fate {
        Fate::Later | Fate::SilentGreeting => FailureClass::Temporary,
        Fate::NoSuchUser => FailureClass::Permanent,
        Fate::CutAfterData | Fate::SilentAfterData => FailureClass::UnknownOutcome,
        Fate::WantsSignIn | Fate::TurnedAway => FailureClass::Configuration,
    }
}

/// A server that takes mail on a free port and does to each connection what it is told.
#[derive(Clone)]
pub struct SmallServer {
    pub address: SocketAddr,
    fates: Arc<Mutex<VecDeque<Fate>>>,
    taken: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl SmallServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            fates: Arc::default(),
            taken: Arc::default(),
        };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = serving.clone();
                tokio::spawn(async move {
                    let fate = server.fates.lock().unwrap().pop_front();
                    // A client that goes away mid-sentence ends the conversation, nothing else.
                    let _ = server.converse(stream, fate).await;
                });
            }
        });
        server
    }

    pub fn next(&self, fate: Fate) {
        self.fates.lock().unwrap().push_back(fate);
    }

    /// The raw mails taken, in order.
    pub fn raw(&self) -> Vec<Vec<u8>> {
        self.taken.lock().unwrap().clone()
    }

    async fn converse(&self, stream: TcpStream, fate: Option<Fate>) -> std::io::Result<()> {
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader);
        match fate {
            Some(Fate::SilentGreeting) => {
                std::future::pending::<()>().await;
            }
            Some(Fate::TurnedAway) => return writer.write_all(b"554 no\r\n").await,
            _ => writer.write_all(b"220 small\r\n").await?,
        }
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let reply: &[u8] = match line.split(' ').next().unwrap().trim_end() {
                "EHLO" => b"250-small\r\n250 8BITMIME\r\n",
                "MAIL" if fate == Some(Fate::WantsSignIn) => b"530 5.7.0 sign in, Ada\r\n",
                "MAIL" if fate == Some(Fate::Later) => b"451 4.3.0 later, Ada\r\n",
                "RCPT" if fate == Some(Fate::NoSuchUser) => b"550 5.1.1 no Ada here\r\n",
                "DATA" => {
                    writer.write_all(b"354 go on\r\n").await?;
                    let data = read_data(&mut lines).await?;
                    self.taken.lock().unwrap().push(data);
                    match fate {
                        Some(Fate::CutAfterData) => return Ok(()),
                        Some(Fate::SilentAfterData) => std::future::pending::<()>().await,
                        _ => {}
                    }
                    b"250 taken\r\n"
                }
                "QUIT" => return writer.write_all(b"221 bye\r\n").await,
                _ => b"250 ok\r\n",
            };
            writer.write_all(reply).await?;
        }
    }
}

/// The lines up to the lone dot, doubled dots undone (RFC 5321, section 4.5.2).
async fn read_data(lines: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<Vec<u8>> {
    let mut data = Vec::new();
    loop {
        let mut line = Vec::new();
        if lines.read_until(b'\n', &mut line).await? == 0 || line == b".\r\n" {
            return Ok(data);
        }
        data.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}

/// A raw mail, read.
pub fn parse(raw: &[u8]) -> Arrived {
    use mailparse::MailHeaderMap;
    let mail = mailparse::parse_mail(raw).unwrap();
    let header = |name: &str| mail.headers.get_first_value(name).unwrap();
    Arrived {
        message_id: header("Message-ID"),
        to: header("To"),
        subject: header("Subject"),
        body: mail
            .get_body()
            .unwrap()
            .replace("\r\n", "\n")
            .trim_end()
            .to_owned(),
    }
}
