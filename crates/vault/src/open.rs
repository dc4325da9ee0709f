use habeas_envelope::Hash32;

use crate::{
    AnswerKey, Basis, DataKey, NotText, PersonKey, Personal, PersonalBytes, PersonalText,
    PrivateKeyring, Receipt, Recipient, RecipientKeyId, SealedField, VaultError, WrappedKey,
};

/// An opened item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What was sealed.
    pub content: PersonalBytes,
    /// Its salted hash: the one that was returned when it was sealed and stands in the event.
    pub hash: Hash32,
}

impl Opened {
    /// The content as a text.
    pub fn into_text(self) -> Result<PersonalText, NotText> {
        self.content.into_text()
    }
}

impl PrivateKeyring {
    /// Opens an item for staff (an access event) or for what leaves the house (a started
    /// dispatch). `keys` are the wrapped keys of its owner, in any order; others do no harm.
    pub fn open(
        &self,
        receipt: &Receipt,
        field: &SealedField,
        keys: &[WrappedKey],
    ) -> Result<Opened, VaultError> {
        receipt.require(field, &[Basis::Access, Basis::DispatchStarted])?;
        let row = pick(field, keys, |row| {
            row.recipient == Recipient::Compartment && self.holds(row.recipient_key)
        })?;
        opened(field, &self.unwrap(row)?)
    }
}

impl PersonKey {
    /// Opens a message of the house for the person with the access code.
    pub fn open(
        &self,
        receipt: &Receipt,
        field: &SealedField,
        keys: &[WrappedKey],
    ) -> Result<Opened, VaultError> {
        receipt.require(field, &[Basis::Collected, Basis::MessageOpened])?;
        let row = pick(field, keys, |row| {
            is_for(row, Recipient::Person, self.public().recipient_key())
        })?;
        opened(field, &self.unwrap(row)?)
    }

    /// Opens an answer for the person with both codes.
    pub fn open_answer(
        &self,
        answer: &AnswerKey,
        receipt: &Receipt,
        field: &SealedField,
        keys: &[WrappedKey],
    ) -> Result<Opened, VaultError> {
        receipt.require(field, &[Basis::Collected])?;
        let row = pick(field, keys, |row| {
            is_for(row, Recipient::Answer, self.answer_recipient_key(answer))
        })?;
        opened(field, &self.unwrap_answer(answer, row)?)
    }
}

fn is_for(row: &WrappedKey, recipient: Recipient, key: RecipientKeyId) -> bool {
    row.recipient == recipient && row.recipient_key == key
}

/// The first wrap of the field's data key that `usable` takes.
fn pick<'a>(
    field: &SealedField,
    keys: &'a [WrappedKey],
    usable: impl Fn(&WrappedKey) -> bool,
) -> Result<&'a WrappedKey, VaultError> {
    let of_field = || keys.iter().filter(|row| row.key_id == field.key_id);
    of_field()
        .find(|row| usable(row))
        .ok_or_else(|| VaultError::NoKey {
            wrapped_to: of_field().map(|row| row.recipient_key).collect(),
        })
}

fn opened(field: &SealedField, key: &DataKey) -> Result<Opened, VaultError> {
    let (content, hash) = field.open(&key.secret)?;
    Ok(Opened {
        content: Personal::new(content),
        hash,
    })
}
