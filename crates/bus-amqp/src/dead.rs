use std::time::Duration;

use async_trait::async_trait;
use futures::{StreamExt, pin_mut};
use habeas_bus::{BadMessage, BusError, GivenUp, Notice, WorkerTopology};
use habeas_envelope::Code;
use lapin::{
    Channel, Connection, ErrorKind, Event,
    message::BasicGetMessage,
    options::{BasicAckOptions, BasicGetOptions},
};
use tokio::time::timeout;

use crate::{
    AmqpOptions, envelope,
    error::{classify, within},
    topology,
};

/// A message that the broker gave up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// What it said.
    pub notice: Result<Notice, BadMessage>,
    /// Why it was given up, in the broker's word: `delivery_limit`, `rejected`.
    pub reason: Option<Code>,
}

impl DeadLetter {
    fn read(message: &BasicGetMessage) -> Self {
        let properties = &message.delivery.properties;
        Self {
            notice: envelope::read(properties),
            reason: envelope::death_reason(properties),
        }
    }
}

/// Dead letters on their way into the table of failures. Dropped, they go back to their queue.
pub struct DeadLetters {
    /// The letters, oldest first.
    pub letters: Vec<DeadLetter>,
    hold: Option<Hold>,
}

/// What keeps letters from going back.
struct Hold {
    drainer: Drainer,
    last: u64,
}

impl DeadLetters {
    /// Deletes them from the broker: to be called once they are committed as failures.
    ///
    /// # Errors
    /// As any request. They may then come again.
    pub async fn ack(self) -> Result<(), BusError> {
        let Some(hold) = self.hold else {
            return Ok(());
        };
        let Drainer {
            connection,
            channel,
            patience,
        } = hold.drainer;
        within(patience, async {
            let options = BasicAckOptions { multiple: true };
            channel.basic_ack(hold.last, options).await?;
            // Answered only after what was sent before it.
            channel.close(200, "OK".into()).await
        })
        .await?;
        drop(connection);
        Ok(())
    }
}

#[async_trait]
impl GivenUp for DeadLetters {
    fn notices(&self) -> Vec<Result<Notice, BadMessage>> {
        self.letters
            .iter()
            .map(|letter| letter.notice.clone())
            .collect()
    }

    async fn forget(self: Box<Self>) -> Result<(), BusError> {
        self.ack().await
    }
}

/// Takes dead letters on a connection of its own: one of them may be what kills connections.
pub(crate) async fn drain(
    options: &AmqpOptions,
    worker: &WorkerTopology,
    max: usize,
) -> Result<DeadLetters, BusError> {
    let queue = topology::dead_queue(worker.name);
    match take(options, &queue, max).await? {
        Taken::Letters(letters) => Ok(*letters),
        Taken::Unreadable { after: 0 } => discard(options, &queue).await,
        // Those before it went back with the connection.
        Taken::Unreadable { after } => match take(options, &queue, after).await? {
            Taken::Letters(letters) => Ok(*letters),
            Taken::Unreadable { .. } => Err(BusError::Unavailable(None)),
        },
    }
}

enum Taken {
    Letters(Box<DeadLetters>),
    /// After so many letters comes one at which the client library breaks off the connection.
    Unreadable {
        after: usize,
    },
}

async fn take(options: &AmqpOptions, queue: &str, max: usize) -> Result<Taken, BusError> {
    let drainer = Drainer::connect(options).await?;
    let mut letters = Vec::new();
    let mut last = None;
    while letters.len() < max {
        match drainer.get(queue, BasicGetOptions::default()).await {
            Ok(Some(message)) => {
                last = Some(message.delivery.delivery_tag);
                letters.push(DeadLetter::read(&message));
            }
            Ok(None) => break,
            Err(GetError::Unreadable) => {
                let after = letters.len();
                return Ok(Taken::Unreadable { after });
            }
            Err(GetError::Bus(error)) => return Err(error),
        }
    }
    let hold = last.map(|last| Hold { drainer, last });
    Ok(Taken::Letters(Box::new(DeadLetters { letters, hold })))
}

/// Deletes the first letter, which the client library cannot read: nothing of it can be
/// acknowledged, so it is taken without. Should another process have taken it meanwhile, this
/// takes the next, and gives that.
async fn discard(options: &AmqpOptions, queue: &str) -> Result<DeadLetters, BusError> {
    let drainer = Drainer::connect(options).await?;
    let letter = match drainer.get(queue, BasicGetOptions { no_ack: true }).await {
        Ok(message) => message.as_ref().map(DeadLetter::read),
        Err(GetError::Unreadable) => Some(DeadLetter {
            notice: Err(BadMessage::Malformed("headers")),
            reason: None,
        }),
        Err(GetError::Bus(error)) => return Err(error),
    };
    Ok(DeadLetters {
        letters: letter.into_iter().collect(),
        hold: None,
    })
}

struct Drainer {
    connection: Connection,
    channel: Channel,
    patience: Duration,
}

enum GetError {
    Unreadable,
    Bus(BusError),
}

impl Drainer {
    async fn connect(options: &AmqpOptions) -> Result<Self, BusError> {
        let patience = options.timeouts.request;
        let connection = within(options.timeouts.connect, options.connect("draining")).await?;
        let channel = within(patience, connection.create_channel()).await?;
        Ok(Self {
            connection,
            channel,
            patience,
        })
    }

    /// Takes one message. When it cannot be read the request itself is never answered: only the
    /// connection says that it broke, and why.
    async fn get(
        &self,
        queue: &str,
        options: BasicGetOptions,
    ) -> Result<Option<BasicGetMessage>, GetError> {
        let broken = self.connection.events_listener().filter_map(|event| async {
            match event {
                Event::Error(error) => Some(error),
                _ => None,
            }
        });
        pin_mut!(broken);
        let answer = async {
            tokio::select! {
                got = self.channel.basic_get(queue.into(), options) => got,
                Some(error) = broken.next() => Err(error),
            }
        };
        match timeout(self.patience, answer).await {
            Ok(Ok(message)) => Ok(message),
            Ok(Err(error)) => Err(match error.kind() {
                ErrorKind::ParsingError(_) => GetError::Unreadable,
                _ => GetError::Bus(classify(error)),
            }),
            Err(_) => Err(GetError::Bus(BusError::Unavailable(None))),
        }
    }
}
