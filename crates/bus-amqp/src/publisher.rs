use std::{sync::Arc, time::Duration};

use futures::future::join_all;
use habeas_bus::{BusError, EXCHANGE_EVENTS};
use habeas_envelope::EventRecord;
use habeas_waypoint::{Waypoint, pass};
use lapin::{
    Channel, Confirmation, PublisherConfirm,
    options::{BasicPublishOptions, ConfirmSelectOptions},
};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout_at},
};

use crate::{
    envelope,
    error::{classify, within},
    link::Link,
};

type Outcome = Result<(), BusError>;

/// Publishes on one channel in confirm mode, made anew whenever it breaks.
pub(crate) struct Publisher {
    link: Arc<Link>,
    channel: Mutex<Option<Numbered>>,
    patience: Duration,
}

#[derive(Clone)]
struct Numbered {
    /// Of the connection.
    number: u64,
    channel: Channel,
}

impl Publisher {
    pub(crate) fn new(link: Arc<Link>, patience: Duration) -> Self {
        Self {
            link,
            channel: Mutex::new(None),
            patience,
        }
    }

    /// Publishes all and waits for what the broker says of each, no longer than the time-out in
    /// all.
    pub(crate) async fn publish(&self, records: &[EventRecord]) -> Vec<Outcome> {
        let deadline = Instant::now() + self.patience;
        let mut outcomes = self.publish_together(records, deadline).await;
        // What the broker forbids closes the channel under its neighbours as well: each that was
        // not decided is tried by itself.
        let forbidden = outcomes
            .iter()
            .any(|o| matches!(o, Err(BusError::Forbidden)));
        if forbidden && records.len() > 1 {
            for (record, outcome) in records.iter().zip(&mut outcomes) {
                if outcome_is_undecided(outcome) {
                    let alone = std::slice::from_ref(record);
                    let mut again = self.publish_together(alone, deadline).await;
                    *outcome = again.pop().unwrap_or(Err(BusError::Unavailable(None)));
                }
            }
        }
        outcomes
    }

    async fn publish_together(&self, records: &[EventRecord], deadline: Instant) -> Vec<Outcome> {
        let (channel, confirms) = match self.send(records, deadline).await {
            Ok(sent) => sent,
            Err(error) => return all_failed(&error, records.len()),
        };
        pass(Waypoint::Published);
        let mut outcomes = join_all(confirms.into_iter().map(|c| confirmed(c, deadline))).await;
        let timed_out = |o: &Outcome| matches!(o, Err(BusError::Unavailable(None)));
        if outcomes.iter().any(outcome_is_undecided) {
            self.give_up(&channel, outcomes.iter().any(timed_out)).await;
        }
        // What came after a failure was never sent.
        outcomes.resize_with(records.len(), || Err(BusError::Unavailable(None)));
        outcomes
    }

    /// Sends without waiting for confirms, so that all are under way together. Ends at the first
    /// that cannot be sent: its error is the last of the list.
    async fn send(
        &self,
        records: &[EventRecord],
        deadline: Instant,
    ) -> Result<(Numbered, Vec<Result<PublisherConfirm, BusError>>), BusError> {
        let mut slot = timeout_at(deadline, self.channel.lock())
            .await
            .map_err(|_| BusError::Unavailable(None))?;
        let channel = self.open(&mut slot, deadline).await?;
        let mut confirms = Vec::with_capacity(records.len());
        for record in records {
            let sending = channel.channel.basic_publish(
                EXCHANGE_EVENTS.into(),
                envelope::routing_key(record).into(),
                BasicPublishOptions {
                    mandatory: true,
                    ..BasicPublishOptions::default()
                },
                &record.body,
                envelope::properties(record),
            );
            let sent = match timeout_at(deadline, sending).await {
                Ok(sent) => sent.map_err(classify),
                Err(_) => Err(BusError::Unavailable(None)),
            };
            let failed = sent.is_err();
            confirms.push(sent);
            if failed {
                break;
            }
        }
        Ok((channel, confirms))
    }

    async fn open(
        &self,
        slot: &mut Option<Numbered>,
        deadline: Instant,
    ) -> Result<Numbered, BusError> {
        // With the broker away nothing is waited for: the outbox keeps it.
        let live = self.link.now().ok_or(BusError::Unavailable(None))?;
        if let Some(open) = slot.as_ref().filter(|open| open.number == live.number)
            && open.channel.status().connected()
        {
            return Ok(open.clone());
        }
        let patience = deadline.saturating_duration_since(Instant::now());
        let channel = live.channel(patience).await?;
        let confirming = channel.confirm_select(ConfirmSelectOptions::default());
        within(patience, confirming).await?;
        let numbered = Numbered {
            number: live.number,
            channel,
        };
        *slot = Some(numbered.clone());
        Ok(numbered)
    }

    /// Lets a channel go on which something was not confirmed, and the connection too when it
    /// did not answer; a blocked one would be blocked again.
    async fn give_up(&self, used: &Numbered, timed_out: bool) {
        let mut slot = self.channel.lock().await;
        if slot
            .as_ref()
            .is_some_and(|s| s.number == used.number && s.channel.id() == used.channel.id())
        {
            *slot = None;
        }
        let blocked = self.link.now().is_some_and(|live| live.is_blocked());
        if timed_out && !blocked {
            self.link.report(used.number);
        }
    }
}

/// Whether the broker may or may not have taken it.
fn outcome_is_undecided(outcome: &Outcome) -> bool {
    matches!(
        outcome,
        Err(BusError::Unavailable(_) | BusError::Forbidden | BusError::Topology | BusError::Ended)
    )
}

async fn confirmed(sent: Result<PublisherConfirm, BusError>, deadline: Instant) -> Outcome {
    match timeout_at(deadline, sent?).await {
        Err(_) => Err(BusError::Unavailable(None)),
        Ok(Err(error)) => Err(classify(error)),
        Ok(Ok(Confirmation::Ack(None))) => Ok(()),
        // A message that no queue took is returned and then acknowledged all the same.
        Ok(Ok(Confirmation::Ack(Some(_)))) => Err(BusError::Unroutable),
        Ok(Ok(Confirmation::Nack(_))) => Err(BusError::Nacked),
        Ok(Ok(Confirmation::NotRequested)) => Err(BusError::Unavailable(None)),
    }
}

fn all_failed(error: &BusError, count: usize) -> Vec<Outcome> {
    let same = || match error {
        BusError::Forbidden => BusError::Forbidden,
        BusError::Topology => BusError::Topology,
        _ => BusError::Unavailable(None),
    };
    (0..count).map(|_| Err(same())).collect()
}
