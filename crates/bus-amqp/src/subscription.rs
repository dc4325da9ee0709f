use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use futures::{FutureExt, StreamExt};
use habeas_bus::{BusError, Delivery, DeliveryId, Subscription};
use lapin::{
    Channel, Consumer,
    options::{
        BasicAckOptions, BasicCancelOptions, BasicConsumeOptions, BasicNackOptions, BasicQosOptions,
    },
    types::FieldTable,
};
use tokio::{task::JoinHandle, time::timeout};

use crate::{
    envelope,
    error::{class, within},
    link::Live,
};

/// Subscriptions that were dropped and are still being closed. A new one of the same worker waits
/// for them: what they held has to be back in the queue, in order, before it reads.
#[derive(Default)]
pub(crate) struct Closings(Mutex<HashMap<String, Vec<JoinHandle<()>>>>);

impl Closings {
    fn add(&self, queue: &str, closing: JoinHandle<()>) {
        let mut closings = self
            .0
            .lock()
            .expect("nothing panics while it holds this lock");
        let of_queue = closings.entry(queue.to_owned()).or_default();
        of_queue.retain(|closing| !closing.is_finished());
        of_queue.push(closing);
    }

    pub(crate) async fn wait(&self, queue: &str) {
        let closings = self
            .0
            .lock()
            .expect("nothing panics while it holds this lock")
            .remove(queue);
        for closing in closings.unwrap_or_default() {
            // Each has its own time-out.
            let _ = closing.await;
        }
    }
}

/// One consumer on a channel of its own. Whatever goes wrong ends it; the reader subscribes again.
pub(crate) struct AmqpSubscription {
    queue: String,
    channel: Channel,
    /// Taken when it ends.
    consumer: Option<Consumer>,
    /// What was handed out, by the broker's numbers of this channel.
    delivered: BTreeMap<DeliveryId, u64>,
    outstanding: BTreeSet<u64>,
    ids: Arc<AtomicU64>,
    closings: Arc<Closings>,
    patience: Duration,
}

impl AmqpSubscription {
    pub(crate) async fn open(
        live: &Live,
        queue: String,
        prefetch: u16,
        ids: Arc<AtomicU64>,
        closings: Arc<Closings>,
        patience: Duration,
    ) -> Result<Self, BusError> {
        let channel = live.channel(patience).await?;
        within(
            patience,
            channel.basic_qos(prefetch, BasicQosOptions::default()),
        )
        .await?;
        let consuming = channel.basic_consume(
            queue.as_str().into(),
            "".into(),
            BasicConsumeOptions::default(),
            FieldTable::default(),
        );
        let consumer = within(patience, consuming).await?;
        Ok(Self {
            queue,
            channel,
            consumer: Some(consumer),
            delivered: BTreeMap::new(),
            outstanding: BTreeSet::new(),
            ids,
            closings,
            patience,
        })
    }

    fn hand_out(&mut self, message: &lapin::message::Delivery) -> Delivery {
        let id = DeliveryId(self.ids.fetch_add(1, Ordering::Relaxed));
        self.delivered.insert(id, message.delivery_tag);
        self.outstanding.insert(message.delivery_tag);
        Delivery {
            id,
            redelivered: message.redelivered,
            notice: envelope::read(&message.properties),
        }
    }

    /// The broker's numbers of these; what is not of this subscription, or no longer, is left out.
    fn settle(&mut self, deliveries: &[DeliveryId]) -> BTreeSet<u64> {
        let tags: BTreeSet<u64> = deliveries
            .iter()
            .filter_map(|id| self.delivered.remove(id))
            .collect();
        self.outstanding.retain(|tag| !tags.contains(tag));
        tags
    }

    fn end<T>(&mut self, error: &BusError) -> Result<T, BusError> {
        let class = class(error);
        tracing::warn!(queue = self.queue, class, "a subscription ended");
        self.close();
        Err(BusError::Ended)
    }

    /// Gives back in order what is not acknowledged, and closes the channel, beside the reader.
    fn close(&mut self) {
        let Some(consumer) = self.consumer.take() else {
            return;
        };
        let (channel, patience) = (self.channel.clone(), self.patience);
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        let closing = runtime.spawn(async move {
            let giving_back = async {
                let all = BasicNackOptions {
                    multiple: true,
                    requeue: true,
                };
                channel
                    .basic_cancel(consumer.tag(), BasicCancelOptions::default())
                    .await?;
                channel.basic_nack(0, all).await?;
                channel.close(200, "OK".into()).await
            };
            // Where the channel is gone already, the broker has taken all back by itself.
            let _ = timeout(patience, giving_back).await;
        });
        self.closings.add(&self.queue, closing);
    }
}

#[async_trait]
impl Subscription for AmqpSubscription {
    async fn receive(&mut self, max: usize) -> Result<Vec<Delivery>, BusError> {
        let Some(consumer) = &mut self.consumer else {
            return Err(BusError::Ended);
        };
        let mut messages = match consumer.next().await {
            Some(Ok(message)) => vec![message],
            Some(Err(error)) => return self.end(&crate::error::classify(error)),
            // The queue was deleted, or its node went: the channel itself goes on and says nothing.
            None => return self.end(&BusError::Ended),
        };
        let mut over = false;
        while messages.len() < max && !over {
            match consumer.next().now_or_never() {
                Some(Some(Ok(message))) => messages.push(message),
                Some(_) => over = true,
                None => break,
            }
        }
        let deliveries = messages.iter().map(|m| self.hand_out(m)).collect();
        if over {
            self.close();
        }
        Ok(deliveries)
    }

    async fn ack(&mut self, deliveries: &[DeliveryId]) -> Result<(), BusError> {
        if self.consumer.is_none() {
            return Err(BusError::Ended);
        }
        let tags = self.settle(deliveries);
        let (together, singly) = grouped(&tags, self.outstanding.first());
        let (channel, patience) = (self.channel.clone(), self.patience);
        let acknowledging = async {
            if let Some(up_to) = together {
                let options = BasicAckOptions { multiple: true };
                channel.basic_ack(up_to, options).await?;
            }
            for tag in singly {
                channel.basic_ack(tag, BasicAckOptions::default()).await?;
            }
            Ok(())
        };
        match within(patience, acknowledging).await {
            Ok(()) => Ok(()),
            Err(error) => self.end(&error),
        }
    }

    async fn release(&mut self, deliveries: &[DeliveryId]) -> Result<(), BusError> {
        if self.consumer.is_none() {
            return Err(BusError::Ended);
        }
        let tags: BTreeSet<u64> = deliveries
            .iter()
            .filter_map(|id| self.delivered.remove(id))
            .collect();
        let (channel, patience) = (self.channel.clone(), self.patience);
        let outstanding = &mut self.outstanding;
        let releasing = async {
            for tag in tags {
                let again = BasicNackOptions {
                    multiple: false,
                    requeue: true,
                };
                channel.basic_nack(tag, again).await?;
                // Not before: were this dropped, a later acknowledgement would take it along.
                outstanding.remove(&tag);
            }
            Ok(())
        };
        let released = within(patience, releasing).await;
        match released {
            Ok(()) => Ok(()),
            Err(error) => self.end(&error),
        }
    }
}

impl Drop for AmqpSubscription {
    fn drop(&mut self) {
        self.close();
    }
}

/// Up to which number all can be acknowledged by one frame, nothing below it being still with the
/// reader, and which have to be one by one.
fn grouped(tags: &BTreeSet<u64>, first_outstanding: Option<&u64>) -> (Option<u64>, Vec<u64>) {
    let bound = first_outstanding.copied().unwrap_or(u64::MAX);
    let together = tags.range(..bound).next_back().copied();
    (together, tags.range(bound..).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_nothing_below_it_is_acknowledged_together() {
        let tags = BTreeSet::from([3, 4, 7, 9]);
        assert_eq!(grouped(&tags, None), (Some(9), vec![]));
        assert_eq!(grouped(&tags, Some(&6)), (Some(4), vec![7, 9]));
        assert_eq!(grouped(&tags, Some(&1)), (None, vec![3, 4, 7, 9]));
        assert_eq!(grouped(&BTreeSet::new(), Some(&1)), (None, vec![]));
    }
}
