use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use async_trait::async_trait;
use habeas_bus::{BusError, Delivery, DeliveryId, Notice, Subscription};
use habeas_envelope::Code;
use habeas_store::Outbox;

use crate::queue::{Message, Next, Queue};

pub(crate) struct LocalSubscription {
    reader: Code,
    outbox: Arc<dyn Outbox>,
    queue: Arc<Queue>,
    /// Ids are never used twice in a process, so that an old one means nothing to a new
    /// subscription.
    ids: Arc<AtomicU64>,
    delivered: BTreeMap<DeliveryId, Message>,
}

impl LocalSubscription {
    pub(crate) fn new(
        reader: Code,
        outbox: Arc<dyn Outbox>,
        queue: Arc<Queue>,
        ids: Arc<AtomicU64>,
    ) -> Self {
        Self {
            reader,
            outbox,
            queue,
            ids,
            delivered: BTreeMap::new(),
        }
    }

    /// Reads what was there before this subscription. Some of it may have been delivered before,
    /// even by a process that it then killed: all is said to come again.
    pub(crate) async fn read_backlog(&mut self) -> Result<(), BusError> {
        self.read_outbox(true).await
    }

    async fn read_outbox(&mut self, redelivered: bool) -> Result<(), BusError> {
        let reading = Reading::begin(&self.queue);
        let limit = u32::try_from(reading.limit).unwrap_or(u32::MAX);
        let rows = self
            .outbox
            .waiting_for(&self.reader, limit)
            .await
            .map_err(|error| BusError::Unavailable(Some(Box::new(error))))?;
        let more = rows.len() >= reading.limit;
        let notices = rows.iter().map(|row| Notice::from(&row.record)).collect();
        reading.end(notices, redelivered, more);
        Ok(())
    }

    fn deliver(&mut self, messages: Vec<Message>) -> Vec<Delivery> {
        let deliver = |message: Message| {
            let id = DeliveryId(self.ids.fetch_add(1, Ordering::Relaxed));
            let delivery = Delivery {
                id,
                redelivered: message.redelivered,
                notice: Ok(message.notice.clone()),
            };
            self.delivered.insert(id, message);
            delivery
        };
        messages.into_iter().map(deliver).collect()
    }
}

/// A reading of the outbox; dropped before its end, as when `receive` is, it is to be done again.
struct Reading<'a> {
    queue: &'a Queue,
    limit: usize,
    ended: bool,
}

impl<'a> Reading<'a> {
    fn begin(queue: &'a Queue) -> Self {
        Self {
            queue,
            limit: queue.begin_reading(),
            ended: false,
        }
    }

    fn end(mut self, notices: Vec<Notice>, redelivered: bool, more: bool) {
        self.queue.end_reading(notices, redelivered, more);
        self.ended = true;
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.queue.break_off_reading();
        }
    }
}

#[async_trait]
impl Subscription for LocalSubscription {
    async fn receive(&mut self, max: usize) -> Result<Vec<Delivery>, BusError> {
        loop {
            match self.queue.next(max.max(1)) {
                Next::Deliver(messages) => return Ok(self.deliver(messages)),
                Next::Read => self.read_outbox(false).await?,
                Next::Wait => self.queue.changed().await,
                Next::Ended => return Err(BusError::Ended),
            }
        }
    }

    /// Only forgets: the acknowledgement itself is the reader's own unit, which deletes the entry
    /// of the outbox.
    async fn ack(&mut self, deliveries: &[DeliveryId]) -> Result<(), BusError> {
        for id in deliveries {
            if let Some(message) = self.delivered.remove(id) {
                self.queue.forget(message.notice.event);
            }
        }
        Ok(())
    }

    async fn release(&mut self, deliveries: &[DeliveryId]) -> Result<(), BusError> {
        let mut back: Vec<(DeliveryId, Message)> = deliveries
            .iter()
            .filter_map(|id| self.delivered.remove_entry(id))
            .collect();
        back.sort_by_key(|(id, _)| *id);
        let again = |(_, message): (DeliveryId, Message)| Message {
            redelivered: true,
            ..message
        };
        self.queue.give_back(back.into_iter().map(again).collect());
        Ok(())
    }
}

impl Drop for LocalSubscription {
    fn drop(&mut self) {
        self.queue.end();
    }
}
