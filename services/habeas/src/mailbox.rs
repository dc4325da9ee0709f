//! The local mailbox of a demo: mails that would leave the house lie sealed in the vault.

use std::sync::Arc;

use async_trait::async_trait;
use habeas_console::{MailboxEntry, MailboxError, MailboxMail, MailboxReader};
use habeas_dispatch::{FailureClass, MailFailure, MailSink, OutgoingMail};
use habeas_dossier::kinds;
use habeas_engine::{Engine, Opening, store_writes};
use habeas_envelope::{ActorId, Code, ControllerId, DispatchId, ItemId, Scope};
use habeas_store::{DispatchFilter, DispatchRow, DispatchState, StoreError, Unit};
use habeas_vault::{Compartment, Keyring, Owner, Sealer};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many mails are looked through for the newest ones.
const LOOKED_THROUGH: u32 = 2_000;

/// The mailbox: keeps what the courier sends, and shows it to the console.
#[derive(Clone)]
pub struct Mailbox {
    engine: Engine,
    keyring: Arc<Keyring>,
}

/// A mail as it is sealed.
#[derive(Serialize, Deserialize)]
struct Kept {
    to: String,
    subject: String,
    text: String,
}

impl Mailbox {
    /// A mailbox in this installation's vault.
    #[must_use]
    pub fn new(engine: Engine, keyring: Arc<Keyring>) -> Self {
        Self { engine, keyring }
    }

    fn scope(&self) -> Scope {
        Scope::whole(self.engine.shelf.packs().controllers().cloned())
    }

    async fn dispatch(
        &self,
        scope: &Scope,
        id: DispatchId,
    ) -> Result<Option<DispatchRow>, StoreError> {
        for (controller, _) in scope.iter() {
            let found = self.engine.store.dispatch(scope, controller, id).await?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }
}

/// The handle of the bytes of a mail.
fn item_of(dispatch: DispatchId) -> ItemId {
    ItemId(Uuid::new_v5(&dispatch.0, kinds::MAIL.as_bytes()))
}

/// The dispatch whose id a Message-ID begins with.
fn dispatch_of(mail: &OutgoingMail) -> Option<DispatchId> {
    let id = mail.message_id().as_str().trim_start_matches('<');
    Uuid::parse_str(id.split('@').next()?).ok().map(DispatchId)
}

fn failure(code: &'static str) -> MailFailure {
    MailFailure::new(FailureClass::Temporary, code, String::new())
}

#[async_trait]
impl MailSink for Mailbox {
    async fn keep(&self, mail: &OutgoingMail) -> Result<(), MailFailure> {
        let scope = self.scope();
        let id = dispatch_of(mail).ok_or_else(|| failure("mailbox-message-id"))?;
        let row = self
            .dispatch(&scope, id)
            .await
            .map_err(|_| failure("mailbox-store"))?
            .ok_or_else(|| failure("mailbox-dispatch"))?;
        let owner = Owner::of_stream(&row.stream).ok_or_else(|| failure("mailbox-owner"))?;
        let kept = Kept {
            to: mail.to().expose().to_owned(),
            subject: mail.subject().to_owned(),
            text: mail.body().to_owned(),
        };
        let bytes = habeas_dossier::to_bytes(&kept).map_err(|_| failure("mailbox-content"))?;
        let mut sealer = Sealer::for_owner(
            self.keyring.public(),
            row.stream.controller.clone(),
            owner,
            &*self.engine.entropy,
        );
        sealer
            .seal(
                Compartment::Mail,
                Code::literal(kinds::MAIL),
                item_of(id),
                &bytes,
            )
            .map_err(|_| failure("mailbox-seal"))?;
        let writes = store_writes(sealer.finish(), Vec::new());
        let unit = Unit {
            sealed: writes.sealed,
            wraps: writes.wraps,
            ..Unit::default()
        };
        let outcomes = self
            .engine
            .store
            .commit(vec![unit])
            .await
            .map_err(|_| failure("mailbox-store"))?;
        if outcomes.iter().all(habeas_store::Outcome::is_committed) {
            Ok(())
        } else {
            Err(failure("mailbox-store"))
        }
    }
}

#[async_trait]
impl MailboxReader for Mailbox {
    async fn newest(&self, scope: &Scope, limit: u32) -> Result<Vec<MailboxEntry>, MailboxError> {
        let filter = DispatchFilter {
            channel: Some(Code::literal("mail")),
            states: vec![DispatchState::Sent],
            limit: LOOKED_THROUGH,
            ..DispatchFilter::default()
        };
        let store = &self.engine.store;
        let mut rows = store
            .dispatches(scope, &filter)
            .await
            .map_err(|_| MailboxError)?;
        rows.sort_by_key(|row| std::cmp::Reverse(row.not_before));
        let mut newest = Vec::new();
        for row in rows {
            let item = item_of(row.id).0;
            let sealed = store
                .sealed(scope, &row.stream)
                .await
                .map_err(|_| MailboxError)?;
            if sealed.iter().any(|field| field.item == item) {
                newest.push(MailboxEntry {
                    id: row.id.0,
                    at: row.not_before,
                    controller: row.stream.controller,
                });
            }
            if newest.len() >= limit as usize {
                break;
            }
        }
        Ok(newest)
    }

    async fn open(
        &self,
        scope: &Scope,
        actor: &ActorId,
        id: Uuid,
    ) -> Result<Option<MailboxMail>, MailboxError> {
        let found = self
            .dispatch(scope, DispatchId(id))
            .await
            .map_err(|_| MailboxError)?;
        let Some(row) = found else { return Ok(None) };
        let controller: ControllerId = row.stream.controller.clone();
        let opening = Opening {
            controller,
            scope: scope.clone(),
            actor: actor.clone(),
            owner: row.stream.clone(),
            compartments: vec![Compartment::Mail],
            purpose: Code::literal("mailbox"),
        };
        let item = item_of(row.id).0;
        let opened = self
            .engine
            .open_for_staff(self.keyring.private(), &opening, |field| field.item == item)
            .await
            .map_err(|_| MailboxError)?;
        let Some(field) = opened.into_iter().next() else {
            return Ok(None);
        };
        let kept: Kept = habeas_dossier::from_bytes(field.content.expose().as_ref())
            .map_err(|_| MailboxError)?;
        Ok(Some(MailboxMail {
            at: row.not_before,
            to: kept.to,
            subject: kept.subject,
            text: kept.text,
        }))
    }
}
