//! The house's own mailroom: people print, stamp and hand over; the console tells how far they are.

use async_trait::async_trait;

use crate::{LetterBytes, PostFailure, PostKey, PostOrder, PostPort, PostReport, PostState};

/// Where the mailroom's letters wait. The roof records them for the console.
#[async_trait]
pub trait MailroomQueue: Send + Sync {
    /// Puts a letter in the queue; a key already there stays as it is.
    ///
    /// # Errors
    /// When the queue cannot be written.
    async fn enqueue(&self, order: &PostOrder) -> Result<(), PostFailure>;

    /// What the mailroom recorded; None for an unknown key.
    ///
    /// # Errors
    /// When the queue cannot be read.
    async fn recorded(&self, key: PostKey) -> Result<Option<PostReport>, PostFailure>;

    /// Takes a letter out of the queue unless it was printed or has left.
    ///
    /// # Errors
    /// When the queue cannot be written.
    async fn withdraw(&self, key: PostKey) -> Result<(), PostFailure>;
}

/// Posts letters through people. It never makes the letter: the mailroom prints it, once, at the
/// console.
pub struct Mailroom<Q>(Q);

impl<Q: MailroomQueue> Mailroom<Q> {
    /// A mailroom with this queue.
    pub fn new(queue: Q) -> Self {
        Self(queue)
    }

    async fn report(&self, key: PostKey) -> Result<PostReport, PostFailure> {
        self.0.recorded(key).await.map(|known| {
            known.unwrap_or(PostReport {
                state: PostState::Cancelled,
                since: None,
                number: None,
            })
        })
    }
}

#[async_trait]
impl<Q: MailroomQueue> PostPort for Mailroom<Q> {
    async fn submit(
        &self,
        order: &PostOrder,
        _: &dyn LetterBytes,
    ) -> Result<PostReport, PostFailure> {
        self.0.enqueue(order).await?;
        let known = self.0.recorded(order.key).await?;
        Ok(known.unwrap_or(PostReport {
            state: PostState::Accepted,
            since: None,
            number: None,
        }))
    }

    async fn status(&self, key: PostKey) -> Result<Option<PostReport>, PostFailure> {
        self.0.recorded(key).await
    }

    async fn cancel(&self, key: PostKey) -> Result<PostReport, PostFailure> {
        self.0.withdraw(key).await?;
        self.report(key).await
    }
}
