//! What is asked of the house, and what comes out of it: mails, and letters as they are printed.

use std::{
    io::Write,
    process::{Command, Stdio},
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use habeas_dispatch::{MailFailure, MailPort, MailReceipt, OutgoingMail};

/// Mails that left: to whom, and their words.
#[derive(Clone, Default)]
pub(super) struct Mails(Arc<Mutex<Vec<(String, String)>>>);

#[async_trait]
impl MailPort for Mails {
    async fn send(&self, mail: &OutgoingMail) -> Result<MailReceipt, MailFailure> {
        let text = format!("{}\n{}", mail.subject(), mail.body());
        let to = mail.to().expose().to_owned();
        self.0.lock().unwrap().push((to, text));
        Ok(MailReceipt::default())
    }
}

impl Mails {
    /// The words of all mails to an address, oldest first.
    pub(super) fn to(&self, address: &str) -> Vec<String> {
        let mails = self.0.lock().unwrap();
        let to = mails.iter().filter(|(to, _)| to == address);
        to.map(|(_, text)| text.clone()).collect()
    }
}

/// Where a person is reached.
#[derive(Clone, Copy)]
pub(super) enum Reach<'a> {
    Email(&'a str),
    Post,
}

/// What somebody asks for.
#[derive(Clone, Copy)]
pub(super) struct Ask<'a> {
    pub(super) controller: &'a str,
    pub(super) right: &'a str,
    pub(super) kind: &'a str,
    pub(super) language: &'a str,
    pub(super) reach: Reach<'a>,
    /// What is filled in besides, on whichever page has it.
    pub(super) said: &'a [(&'a str, &'a str)],
}

impl<'a> Ask<'a> {
    pub(super) fn of(controller: &'a str, right: &'a str, kind: &'a str) -> Self {
        Self {
            controller,
            right,
            kind,
            language: "en",
            reach: Reach::Email(EMAIL),
            said: &[],
        }
    }

    pub(super) fn by_post(self) -> Self {
        Self {
            reach: Reach::Post,
            ..self
        }
    }

    pub(super) fn saying(self, said: &'a [(&'a str, &'a str)]) -> Self {
        Self { said, ..self }
    }

    pub(super) fn in_language(self, language: &'a str) -> Self {
        Self { language, ..self }
    }
}

/// Where the person of every test is reached.
pub(super) const EMAIL: &str = "noor.maes@example.org";

/// The code in a mail that brings one: four groups of four.
pub(super) fn second_code(mail: &str) -> Option<String> {
    let is_code = |word: &&str| {
        let groups: Vec<&str> = word.split('-').collect();
        groups.len() == 4 && groups.iter().all(|group| group.len() == 4)
    };
    mail.split_whitespace().find(is_code).map(str::to_owned)
}

/// The words of a PDF, in one line.
pub(super) fn words_of(pdf: &[u8]) -> String {
    let mut child = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("poppler-utils is there: see tests/run.sh");
    child.stdin.take().unwrap().write_all(pdf).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
