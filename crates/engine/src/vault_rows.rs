use habeas_envelope::{Code, StreamKind, StreamRef};
use habeas_vault as vault;

use crate::SealedWrites;

/// The owner of a store row; the vault's owners that are no streams have none.
fn stream_of(controller: &habeas_envelope::ControllerId, owner: vault::Owner) -> StreamRef {
    let kind = match owner.kind {
        vault::OwnerKind::Submission => StreamKind::Submission,
        vault::OwnerKind::Case => StreamKind::Case,
        vault::OwnerKind::Obligation => StreamKind::Obligation,
        vault::OwnerKind::Staff | vault::OwnerKind::Office => StreamKind::Registry,
    };
    StreamRef {
        controller: controller.clone(),
        kind,
        id: owner.id,
    }
}

/// What a sealer made, as rows of the store.
#[must_use]
pub fn store_writes(sealed: vault::Sealed, tokens: Vec<vault::SearchToken>) -> SealedWrites {
    SealedWrites {
        sealed: sealed
            .fields
            .into_iter()
            .map(|f| habeas_store::SealedField {
                owner: stream_of(&f.controller, f.owner),
                compartment: Code::literal(f.compartment.as_str()),
                kind: f.kind,
                item: f.item.0,
                key_id: f.key_id.0,
                bytes: f.bytes,
            })
            .collect(),
        wraps: sealed.keys.into_iter().map(to_store_wrap).collect(),
        tokens: tokens
            .into_iter()
            .map(|t| habeas_store::SearchToken {
                owner: stream_of(&t.controller, t.owner),
                field: Code::literal(t.field.as_str()),
                token: t.token.to_vec(),
            })
            .collect(),
    }
}

/// A wrap as a row of the store. The key it was made to stands in its recipient, behind a dot.
#[must_use]
pub fn to_store_wrap(wrap: vault::WrappedKey) -> habeas_store::WrappedKey {
    habeas_store::WrappedKey {
        owner: stream_of(&wrap.controller, wrap.owner),
        key_id: wrap.key_id.0,
        compartment: Code::literal(wrap.compartment.as_str()),
        recipient: Code::new(format!(
            "{}.{}",
            wrap.recipient.as_str(),
            wrap.recipient_key
        ))
        .expect("a word, a dot and hexadecimal digits are a code"),
        suite: Code::literal(wrap.suite.as_str()),
        bytes: wrap.bytes,
    }
}

/// A stored field as the vault takes it; none when it is not one of the vault's.
#[must_use]
pub fn from_store_field(field: habeas_store::SealedField) -> Option<vault::SealedField> {
    Some(vault::SealedField {
        owner: vault::Owner::of_stream(&field.owner)?,
        controller: field.owner.controller,
        compartment: field.compartment.as_str().parse().ok()?,
        kind: field.kind,
        item: field.item.into(),
        key_id: vault::KeyId(field.key_id),
        bytes: field.bytes,
    })
}

/// A stored wrap as the vault takes it; none when it is not one of the vault's.
#[must_use]
pub fn from_store_wrap(wrap: habeas_store::WrappedKey) -> Option<vault::WrappedKey> {
    let (recipient, key) = wrap.recipient.as_str().split_once('.')?;
    Some(vault::WrappedKey {
        key_id: vault::KeyId(wrap.key_id),
        owner: vault::Owner::of_stream(&wrap.owner)?,
        controller: wrap.owner.controller,
        compartment: wrap.compartment.as_str().parse().ok()?,
        recipient: recipient.parse().ok()?,
        recipient_key: key.parse().ok()?,
        suite: wrap.suite.as_str().parse().ok()?,
        bytes: wrap.bytes,
    })
}
