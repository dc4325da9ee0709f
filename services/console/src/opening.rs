use habeas_dossier::{AnswerContent, Contact, Message, Party, from_bytes, kinds};
use habeas_engine::{OpenError, OpenedField, Opening};
use habeas_envelope::{Code, Hash32, ItemId, Scope, StreamRef};
use habeas_store::SealedField;
use habeas_vault::{Compartment, VaultError};

use crate::{session::Session, turn::Turn};

/// What was opened for a page. Holds personal data: no Debug.
#[derive(Default)]
pub(crate) struct Opened {
    fields: Vec<OpenedField>,
    /// Whether the keys of it are gone.
    pub(crate) destroyed: bool,
}

impl Session {
    /// Opens sealed fields of a stream this member of staff may open, after an event in their
    /// access stream.
    pub(crate) async fn open(
        &self,
        owner: &StreamRef,
        compartments: &[Compartment],
        purpose: &'static str,
        wanted: impl Fn(&SealedField) -> bool + Send,
    ) -> Result<Opened, Turn> {
        let opening = Opening {
            controller: owner.controller.clone(),
            scope: Scope::whole([owner.controller.clone()]),
            actor: self.actor(),
            owner: owner.clone(),
            compartments: compartments.to_vec(),
            purpose: Code::literal(purpose),
        };
        let keys = self.app.keyring.private();
        match self.app.engine.open_for_staff(keys, &opening, wanted).await {
            Ok(fields) => Ok(Opened {
                fields,
                destroyed: false,
            }),
            Err(OpenError::Vault(VaultError::NoKey { wrapped_to })) if wrapped_to.is_empty() => {
                Ok(Opened {
                    fields: Vec::new(),
                    destroyed: true,
                })
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl Opened {
    /// The bytes of an item.
    pub(crate) fn bytes(&self, item: ItemId) -> Option<&[u8]> {
        self.fields
            .iter()
            .find(|field| field.item == item)
            .map(|field| field.content.expose().as_ref())
    }

    /// The salted hash of an item, to be compared with the one in the log.
    pub(crate) fn hash(&self, item: ItemId) -> Option<Hash32> {
        self.fields
            .iter()
            .find(|field| field.item == item)
            .map(|field| field.hash)
    }

    /// A party of the submission.
    pub(crate) fn party(&self, item: ItemId) -> Option<Party> {
        from_bytes(self.bytes(item)?).ok()
    }

    /// The contact.
    pub(crate) fn contact(&self, item: ItemId) -> Option<Contact> {
        from_bytes(self.bytes(item)?).ok()
    }

    /// A text.
    pub(crate) fn message(&self, item: ItemId) -> Option<String> {
        let message: Message = from_bytes(self.bytes(item)?).ok()?;
        Some(message.text)
    }

    /// A draft or an answer.
    pub(crate) fn content(&self, item: ItemId) -> Option<AnswerContent> {
        from_bytes(self.bytes(item)?).ok()
    }
}

/// Whether a field is of one of these kinds.
pub(crate) fn of_kind(field: &SealedField, kinds: &[&str]) -> bool {
    kinds.contains(&field.kind.as_str())
}

/// The kinds that say who the person is and how to reach them.
pub(crate) const WHO: &[&str] = &[kinds::FILER, kinds::SUBJECT, kinds::CONTACT];
