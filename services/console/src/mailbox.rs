//! The local mailbox of a demonstration: the mails that would have been sent.

use askama::Template;
use axum::extract::Path;
use habeas_envelope::Scope;
use habeas_web::{Layout, PageError, Visit, html};

use crate::{
    approval::paragraphs,
    cases::parse_id,
    run::{MailboxError, MailboxReader},
    session::Session,
    turn::{Answer, Turn},
};

/// So many are listed.
const LISTED: u32 = 50;

struct Entry {
    href: String,
    at: String,
    organisation: String,
}

#[derive(Template)]
#[template(path = "mailbox.html")]
struct MailboxPage {
    page: Layout,
    entries: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct MailPage {
    page: Layout,
    at: String,
    to: String,
    subject: String,
    paragraphs: Vec<String>,
}

impl Session {
    fn reader(&self) -> Result<(&dyn MailboxReader, Scope), Turn> {
        let reader = self.app.mailbox.as_deref().ok_or_else(Turn::not_found)?;
        let scope = Scope::whole(self.roles.controllers().into_iter().cloned());
        Ok((reader, scope))
    }
}

impl From<MailboxError> for Turn {
    fn from(_: MailboxError) -> Self {
        PageError::unavailable("mailbox").into()
    }
}

pub(crate) async fn list(session: Session, visit: Visit) -> Answer {
    let (reader, scope) = session.reader()?;
    let mut entries = Vec::new();
    for mail in reader.newest(&scope, LISTED).await? {
        let pack = session.pack(&mail.controller)?;
        entries.push(Entry {
            href: format!("/mailbox/{}", mail.id),
            at: visit.locale.instant(&mail.at.with_timezone(&pack.zone())),
            organisation: crate::session::organisation(&visit, &pack),
        });
    }
    let page = session.page(&visit, visit.locale.t("console-mailbox-title"));
    Ok(html(&MailboxPage { page, entries })?)
}

pub(crate) async fn show(session: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    let (reader, scope) = session.reader()?;
    let id = parse_id(&id)?;
    let mail = reader
        .open(&scope, &session.actor(), id)
        .await?
        .ok_or_else(Turn::not_found)?;
    let page = session.page(&visit, visit.locale.t("console-mail-title"));
    let mut at = visit.locale.instant(&mail.at);
    for entry in reader.newest(&scope, LISTED).await? {
        if entry.id == id {
            let zone = session.pack(&entry.controller)?.zone();
            at = visit.locale.instant(&mail.at.with_timezone(&zone));
        }
    }
    Ok(html(&MailPage {
        page,
        at,
        to: mail.to,
        paragraphs: paragraphs(&mail.text),
        subject: mail.subject,
    })?)
}
