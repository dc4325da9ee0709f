use habeas_envelope::ControllerId;

use crate::{Compartment, RecipientKeyId};

/// Why something could not be sealed, wrapped or opened. Never says anything of the content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The keyring has no recipient key for this compartment.
    #[error("the keyring has no recipient key for {controller}, compartment {compartment}")]
    NoRecipient {
        /// Whose data it is.
        controller: ControllerId,
        /// The compartment without a key.
        compartment: Compartment,
    },
    /// A public key is of low order, so that nothing may be wrapped to it (RFC 9180, 7.1.4).
    #[error("the public key cannot take a wrap")]
    BadPublicKey,
    /// Nothing was sealed in this compartment, so there is no data key to wrap.
    #[error("nothing was sealed in compartment {0} yet")]
    NothingSealed(Compartment),
    /// The receipt does not cover this owner and compartment, or its event is not of the kind
    /// that lets this credential open.
    #[error("the receipt does not cover what is to be opened")]
    NotCovered,
    /// None of the wrapped keys is one that this holder can unwrap. Names the recipient keys that
    /// could; empty if there is no wrapped key at all, as after destruction.
    #[error("no wrapped key that this holder can unwrap")]
    NoKey {
        /// The recipient keys that the wraps at hand name.
        wrapped_to: Vec<RecipientKeyId>,
    },
    /// The bytes do not belong to their labels, or were changed.
    #[error("the sealed bytes do not open under their labels")]
    NotAuthentic,
    /// The bytes are too short or of an unknown version.
    #[error("the sealed bytes are cut or of an unknown version")]
    Malformed,
}
