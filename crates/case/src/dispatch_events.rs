use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{Code, DispatchId, Hash32, ItemId};

use crate::DispatchChannel;

/// Steps of something that leaves the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DispatchEvent {
    /// It is to be sent.
    Ordered {
        /// Its id, which is the key given to the provider.
        dispatch: DispatchId,
        /// By what.
        channel: DispatchChannel,
        /// Which text.
        template: Code,
        /// In which language, as a tag.
        language: Code,
        /// To which office, when to one.
        office: Option<Code>,
        /// Not before this instant.
        not_before: DateTime<Utc>,
        /// What it encloses or tells of.
        items: Vec<ItemId>,
    },
    /// The call to the provider begins; if nothing follows, its outcome is unknown.
    Started {
        /// Which.
        dispatch: DispatchId,
        /// How often it was begun, from 1.
        attempt: u32,
    },
    /// It lies in the mailroom's queue.
    Queued {
        /// Which.
        dispatch: DispatchId,
    },
    /// Its bytes were made and sealed.
    Rendered {
        /// Which.
        dispatch: DispatchId,
        /// Handle of the bytes.
        item: ItemId,
        /// Salted hash of the bytes.
        hash: Hash32,
    },
    /// The mailroom printed it.
    Printed {
        /// Which.
        dispatch: DispatchId,
    },
    /// Handed to the post, or accepted by the mail server.
    Sent {
        /// Which.
        dispatch: DispatchId,
        /// On which legal day.
        day: NaiveDate,
        /// Handle of the postal item number.
        number: Option<ItemId>,
    },
    /// Delivered.
    Delivered {
        /// Which.
        dispatch: DispatchId,
        /// On which legal day.
        day: NaiveDate,
    },
    /// Came back.
    Returned {
        /// Which.
        dispatch: DispatchId,
        /// On which legal day.
        day: NaiveDate,
        /// Why.
        reason: Code,
    },
    /// Could not be sent.
    Failed {
        /// Which.
        dispatch: DispatchId,
        /// Why, as a code.
        reason: Code,
        /// Handle of what the other side said about it.
        told: Option<ItemId>,
    },
    /// To be tried again after a failure.
    Retried {
        /// Which.
        dispatch: DispatchId,
        /// Not before this instant.
        not_before: DateTime<Utc>,
    },
    /// Taken back before it left.
    Cancelled {
        /// Which.
        dispatch: DispatchId,
    },
}
