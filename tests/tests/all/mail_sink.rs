//! A mail server that keeps what it is given.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use mailparse::MailHeaderMap;

use crate::web::PATIENCE;

/// A mail that was taken.
#[derive(Clone)]
pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) message_id: String,
    pub(crate) text: String,
}

/// Listens until the process ends.
#[derive(Clone)]
pub(crate) struct MailSink {
    pub(crate) port: u16,
    mails: Arc<Mutex<Vec<Mail>>>,
    /// An address that no mail is taken for, and what is said about it.
    refused: Arc<Mutex<Option<(String, String)>>>,
}

impl MailSink {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let sink = Self {
            port: listener.local_addr().unwrap().port(),
            mails: Arc::default(),
            refused: Arc::default(),
        };
        let own = sink.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let own = own.clone();
                // A client that goes away in the middle has sent nothing.
                thread::spawn(move || serve(client, &own).ok());
            }
        });
        sink
    }

    /// Takes no mail for an address from now on, and says why.
    pub(crate) fn refuses(&self, address: &str, why: &str) {
        let refused = (address.to_owned(), why.to_owned());
        *self.refused.lock().unwrap() = Some(refused);
    }

    /// What is said to who writes to this address, if nothing is taken for it.
    fn refusal(&self, command: &str) -> Option<String> {
        let refused = self.refused.lock().unwrap();
        let (address, why) = refused.as_ref()?;
        let about = command.contains(address.as_str());
        about.then(|| format!("550 5.1.1 {address}: {why}\r\n"))
    }

    /// All mails so far.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap().clone()
    }

    /// What a mail to this address says behind these words, up to the end of the line.
    pub(crate) async fn tells(&self, to: &str, before: &str) -> String {
        let begun = Instant::now();
        loop {
            let mails = self.mails();
            let told = mails
                .iter()
                .filter(|mail| mail.to.contains(to))
                .find_map(|mail| {
                    let (_, rest) = mail.text.split_once(before)?;
                    rest.lines().next().map(|line| line.trim().to_owned())
                });
            if let Some(told) = told {
                return told;
            }
            let texts: Vec<&String> = mails.iter().map(|mail| &mail.text).collect();
            assert!(
                begun.elapsed() < PATIENCE,
                "no mail to {to} says {before}: {texts:?}"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

fn serve(mut client: TcpStream, sink: &MailSink) -> std::io::Result<()> {
    let mut lines = BufReader::new(client.try_clone()?);
    client.write_all(b"220 sink\r\n")?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let command = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        match command.as_str() {
            "DATA" => {
                client.write_all(b"354 go on\r\n")?;
                let bytes = read_data(&mut lines)?;
                sink.mails.lock().unwrap().push(parse(&bytes));
                client.write_all(b"250 taken\r\n")?;
            }
            "QUIT" => {
                client.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            "RCPT" => {
                let refusal = sink.refusal(&line);
                client.write_all(refusal.as_deref().unwrap_or("250 ok\r\n").as_bytes())?;
            }
            _ => client.write_all(b"250 ok\r\n")?,
        }
    }
}

fn read_data(lines: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        let mut line = Vec::new();
        if lines.read_until(b'\n', &mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == b".\r\n" {
            return Ok(bytes);
        }
        bytes.extend(line.strip_prefix(b".").unwrap_or(&line));
    }
}

fn parse(bytes: &[u8]) -> Mail {
    let mail = mailparse::parse_mail(bytes).unwrap();
    let header = |name| mail.headers.get_first_value(name).unwrap_or_default();
    let part = mail.subparts.first().unwrap_or(&mail);
    Mail {
        to: header("To"),
        message_id: header("Message-ID"),
        text: part.get_body().unwrap(),
    }
}
