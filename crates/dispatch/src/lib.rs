//! What leaves the house: e-mail and registered post, each a port with its adapters.
//!
//! The caller commits that a dispatch has started before it calls a port, and repeats a call only as
//! the failure's class allows: after an unknown outcome a provider is asked by key before anything is
//! submitted again, and an e-mail goes again with the same Message-ID.
//!
//! Codes may stand in rows and logs. What a server, a provider or a person wrote is [`FreeText`],
//! which neither prints nor shows in Debug: it belongs in the vault.

mod free_text;
mod mail;
mod post;

pub use free_text::FreeText;
pub use mail::address::{MailAddress, MailRefused, Sender};
pub use mail::local::{LocalMailbox, MailSink};
pub use mail::message::{MessageId, OutgoingMail};
pub use mail::not_configured::NotConfigured;
pub use mail::smtp::{SmtpAdapter, SmtpCredentials, SmtpSecurity, SmtpSettings, SmtpSettingsError};
pub use mail::wording::MailText;
pub use mail::{FailureClass, MailFailure, MailPort, MailReceipt};
pub use post::mailroom::{Mailroom, MailroomQueue};
pub use post::{LetterBytes, PostFailure, PostKey, PostOrder, PostPort, PostReport, PostState};
