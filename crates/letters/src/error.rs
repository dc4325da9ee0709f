//! Why a letter could not be made.

use std::fmt;

/// A letter that could not be made. Neither Display nor Debug carry what Typst says, which may quote
/// the letter.
#[derive(thiserror::Error)]
pub enum RenderError {
    /// The reference does not fit a QR code.
    #[error("letter-reference-too-long")]
    Reference,
    /// The data could not be handed to the typesetter.
    #[error("letter-data")]
    Data,
    /// The template could not be set with this data.
    #[error("letter-typesetting")]
    Typesetting(Detail),
    /// The letter was set but would not be valid PDF/A-2a and PDF/UA-1.
    #[error("letter-conformance")]
    Conformance(Detail),
}

/// What Typst says: free text, for the vault and never for a log.
pub struct Detail(pub(crate) String);

impl RenderError {
    /// What Typst says about it. It may quote the letter: it belongs in the vault.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        match self {
            Self::Typesetting(detail) | Self::Conformance(detail) => Some(&detail.0),
            Self::Reference | Self::Data => None,
        }
    }
}

impl fmt::Debug for RenderError {
    /// The code alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RenderError({self})")
    }
}
