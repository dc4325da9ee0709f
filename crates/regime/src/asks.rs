use serde::{Deserialize, Serialize};

use crate::{FileKind, Pack, Right, Via};

/// A question that the form asks besides, because a provision wants it said. None is a bar to
/// filing: what is not said is asked for afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// Which part of the organisation decided on the processing.
    InternalController,
    /// What happened, and why the person thinks it is wrong.
    Reason,
    /// What should be done about it.
    MeasuresWanted,
    /// Whether another body has settled it or is dealing with it.
    PendingElsewhere,
    /// When the data protection officer was turned to, and what came of it.
    ContactWithDpo,
    /// The day on which the person became aware of what they complain of.
    AwareOn,
    /// The reference of the request it comes of.
    Earlier,
    /// A signature: the name, typed.
    Signature,
    /// The day of signing.
    SignedOn,
}

impl Ask {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::InternalController,
        Self::Reason,
        Self::MeasuresWanted,
        Self::PendingElsewhere,
        Self::ContactWithDpo,
        Self::AwareOn,
        Self::Earlier,
        Self::Signature,
        Self::SignedOn,
    ];

    /// The word used in packs, sealed answers and keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InternalController => "internal-controller",
            Self::Reason => "reason",
            Self::MeasuresWanted => "measures-wanted",
            Self::PendingElsewhere => "pending-elsewhere",
            Self::ContactWithDpo => "contact-with-dpo",
            Self::AwareOn => "aware-on",
            Self::Earlier => "earlier",
            Self::Signature => "signature",
            Self::SignedOn => "signed-on",
        }
    }

    /// The value of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ask| ask.as_str() == word)
    }
}

impl Pack {
    /// What the form asks besides for a case: what the right's provision wants said and, where the
    /// provision is of a letter to an office, its date and signature.
    #[must_use]
    pub fn asks(&self, right: &Right, kind: &FileKind) -> Vec<Ask> {
        let mut asks = self
            .right(right)
            .map(|right| right.asks.clone())
            .unwrap_or_default();
        let by_letter = matches!(
            self.route_provision(right, kind).via,
            Via::RegisteredLetter(_)
        );
        if let Some(kind) = self.file_kind(kind).filter(|_| by_letter) {
            asks.extend(kind.ask_signature.then_some(Ask::Signature));
            asks.extend(kind.ask_date.then_some(Ask::SignedOn));
        }
        asks
    }
}
