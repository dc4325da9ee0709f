//! Cryptography only: seal, open, wrap, shred, search tokens; the store keeps its bytes.
//!
//! * **Sealing.** [`Sealer`] seals items under one fresh data key per compartment and wraps each
//!   data key to the recipient key of its compartment. It yields [`SealedField`]s and
//!   [`WrappedKey`]s, rows that the store keeps without understanding them.
//! * **Opening** needs the private half of a recipient key ([`PrivateKeyring`], [`PersonKey`],
//!   or [`PersonKey`] with [`AnswerKey`]) and the [`Receipt`] of a committed event that says who
//!   opened what.
//! * **Destroying** is deleting wrapped keys; [`LedgerEntry`] is what outlives them.
//!
//! The crate does no I/O and reads neither clock nor randomness: bytes come in through
//! [`habeas_envelope::Entropy`], files are read and written at the roof.

mod chunks;
mod code;
mod compartment;
mod draft;
mod error;
mod hpke_suite;
mod item;
mod keyring;
mod ledger;
mod open;
mod parts;
mod person;
mod personal;
mod receipt;
mod reference;
mod sealer;
mod search;
mod wrap;

pub use chunks::CHUNK_LEN;
pub use code::{AccessCode, AnswerCode, CodeTextError};
pub use compartment::{Compartment, Owner, OwnerKind, UnknownWord};
pub use draft::DraftKey;
pub use error::VaultError;
pub use item::SealedField;
pub use keyring::{
    CookieKey, Face, KeyGrant, Keyring, KeyringError, PrivateKeyring, PublicKeyring,
    SigningPurpose, SigningSeed,
};
pub use ledger::{LedgerEntry, LedgerError, parse_ledger};
pub use open::Opened;
pub use person::{AnswerKey, AnswerPublic, PersonKey, PersonPublic};
pub use personal::{NotText, Personal, PersonalBytes, PersonalText};
pub use receipt::{Basis, Receipt};
pub use reference::{Reference, ReferenceError};
pub use sealer::{Sealed, Sealer};
pub use search::{SearchField, SearchKeys, SearchToken};
pub use wrap::{DataKey, KeyId, Recipient, RecipientKeyId, Recipients, Suite, WrappedKey};
