use std::time::Duration;

use habeas_bus::{BadMessage, BusError, Notice, WorkerTopology};
use habeas_envelope::Code;
use lapin::{
    Channel,
    options::{BasicAckOptions, BasicGetOptions},
};

use crate::{envelope, error::within, topology};

/// A message that the broker gave up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// What it said.
    pub notice: Result<Notice, BadMessage>,
    /// Why it was given up, in the broker's word: `delivery_limit`, `rejected`.
    pub reason: Option<Code>,
}

/// Dead letters on their way into the table of failures. Dropped, they go back to their queue.
pub struct DeadLetters {
    /// The letters, oldest first.
    pub letters: Vec<DeadLetter>,
    channel: Channel,
    last: Option<u64>,
    patience: Duration,
}

impl DeadLetters {
    /// Deletes them from the broker: to be called once they are committed as failures.
    ///
    /// # Errors
    /// As any request. They may then come again.
    pub async fn ack(self) -> Result<(), BusError> {
        let Some(last) = self.last else {
            return Ok(());
        };
        within(self.patience, async {
            let options = BasicAckOptions { multiple: true };
            self.channel.basic_ack(last, options).await?;
            // Answered only after what was sent before it.
            self.channel.close(200, "OK".into()).await
        })
        .await
    }
}

pub(crate) async fn drain(
    channel: Channel,
    worker: &WorkerTopology,
    max: usize,
    patience: Duration,
) -> Result<DeadLetters, BusError> {
    let queue = topology::dead_queue(worker.name);
    let mut letters = Vec::new();
    let mut last = None;
    while letters.len() < max {
        let getting = channel.basic_get(queue.as_str().into(), BasicGetOptions::default());
        let Some(message) = within(patience, getting).await? else {
            break;
        };
        last = Some(message.delivery.delivery_tag);
        letters.push(DeadLetter {
            notice: envelope::read(&message.delivery.properties),
            reason: envelope::death_reason(&message.delivery.properties),
        });
    }
    Ok(DeadLetters {
        letters,
        channel,
        last,
        patience,
    })
}
