//! Registered post: the port, with the states that all carriers can be told in.

pub(crate) mod mailroom;

use async_trait::async_trait;
use chrono::NaiveDate;
use uuid::Uuid;

use crate::{FailureClass, FreeText};

/// The key of a letter: made from the event that ordered it, the same on every repetition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostKey(pub Uuid);

/// A letter to be posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostOrder {
    /// Its key.
    pub key: PostKey,
    /// Whether it goes by registered post.
    pub registered: bool,
}

/// The letter itself, for a port that prints it: made only when asked for, since a mailroom prints
/// through the console and a provider wants bytes at once.
#[async_trait]
pub trait LetterBytes: Send + Sync {
    /// The letter as PDF.
    ///
    /// # Errors
    /// When it cannot be made.
    async fn letter(&self) -> Result<Vec<u8>, PostFailure>;

    /// What it encloses, each a document of its own.
    ///
    /// # Errors
    /// When one cannot be opened.
    async fn enclosures(&self) -> Result<Vec<Vec<u8>>, PostFailure>;
}

/// Takes a letter out of the house.
#[async_trait]
pub trait PostPort: Send + Sync {
    /// Gives a letter to be printed and posted. Submitting a key again changes nothing and reports
    /// where the letter is.
    ///
    /// # Errors
    /// [`PostFailure`]. After an unknown outcome ask [`status`](Self::status) before submitting again.
    async fn submit(
        &self,
        order: &PostOrder,
        letter: &dyn LetterBytes,
    ) -> Result<PostReport, PostFailure>;

    /// Where the letter is; None when nothing was ever submitted under the key.
    ///
    /// # Errors
    /// [`PostFailure`].
    async fn status(&self, key: PostKey) -> Result<Option<PostReport>, PostFailure>;

    /// Takes a letter back if it has not left. The report says whether it did.
    ///
    /// # Errors
    /// [`PostFailure`].
    async fn cancel(&self, key: PostKey) -> Result<PostReport, PostFailure>;
}

/// Where a letter is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostReport {
    /// The state.
    pub state: PostState,
    /// The legal day it came into that state, where the carrier tells.
    pub since: Option<NaiveDate>,
    /// The postal item number, once there is one.
    pub number: Option<FreeText>,
}

/// A letter that was not submitted, or may not have been. Display is the code alone.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{code}")]
pub struct PostFailure {
    /// What it means.
    pub class: FailureClass,
    /// What happened, as a code.
    pub code: &'static str,
    /// What the carrier said about it.
    pub told: FreeText,
}

/// How far a letter has come, whoever carries it. Ordered by what is known: reports come late, twice
/// and out of order, and the later state is the one that holds ([`merge`](Self::merge)).
///
/// The clock of an addressee runs from `Posted` or from a delivery, whichever the pack says; so the
/// states keep them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PostState {
    /// Submitted; being looked at.
    Validating,
    /// The carrier wants something from us.
    ActionRequired,
    /// Taken for printing.
    Accepted,
    /// Printed, not yet handed over.
    Printed,
    /// The carrier will not take it.
    Rejected,
    /// Taken back before it left.
    Cancelled,
    /// Handed over to the post.
    Posted,
    /// On its way.
    InTransit,
    /// Nobody was there; a notice was left.
    NotifiedAbsent,
    /// Waiting to be fetched.
    HeldForPickup,
    /// Cannot be delivered: the address does not exist, the addressee moved or died.
    Undeliverable,
    /// Lost, stolen or spoilt.
    Lost,
    /// Not fetched in time; it comes back.
    Unclaimed,
    /// The addressee would not take it; it comes back.
    Refused,
    /// In the addressee's hands.
    Delivered,
}

impl PostState {
    /// Every state, in order.
    pub const ALL: [Self; 15] = [
        Self::Validating,
        Self::ActionRequired,
        Self::Accepted,
        Self::Printed,
        Self::Rejected,
        Self::Cancelled,
        Self::Posted,
        Self::InTransit,
        Self::NotifiedAbsent,
        Self::HeldForPickup,
        Self::Undeliverable,
        Self::Lost,
        Self::Unclaimed,
        Self::Refused,
        Self::Delivered,
    ];

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Validating => "validating",
            Self::ActionRequired => "action-required",
            Self::Accepted => "accepted",
            Self::Printed => "printed",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
            Self::Posted => "posted",
            Self::InTransit => "in-transit",
            Self::NotifiedAbsent => "notified-absent",
            Self::HeldForPickup => "held-for-pickup",
            Self::Undeliverable => "undeliverable",
            Self::Lost => "lost",
            Self::Unclaimed => "unclaimed",
            Self::Refused => "refused",
            Self::Delivered => "delivered",
        }
    }

    /// The state of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What is known after another report.
    #[must_use]
    pub fn merge(self, reported: Self) -> Self {
        self.max(reported)
    }

    /// Whether the post has, or had, it.
    #[must_use]
    pub fn has_left(self) -> bool {
        self >= Self::Posted
    }

    /// Whether it comes back or never arrives, so that a person must act.
    #[must_use]
    pub fn has_failed(self) -> bool {
        matches!(
            self,
            Self::ActionRequired
                | Self::Rejected
                | Self::Undeliverable
                | Self::Lost
                | Self::Unclaimed
                | Self::Refused
        )
    }

    /// Whether the carrier has nothing more to report.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Rejected | Self::Cancelled) || self >= Self::Undeliverable
    }
}
