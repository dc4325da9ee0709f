use std::{
    collections::BTreeMap,
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use chrono::{DateTime, Utc};
use habeas_engine::SystemClock;
use habeas_envelope::{Clock, SleepUntil, truncate_to_micros};

/// The clock of a demo: while history is played it stands where it was set, afterwards it is the
/// machine's. Clones share the same time.
#[derive(Clone)]
pub struct HistoryClock(Arc<Mutex<State>>);

struct State {
    /// The instant of the story; nothing once the system's clock has taken over.
    story: Option<DateTime<Utc>>,
    /// Who sleeps, by instant and then by the order in which they fell asleep.
    sleepers: BTreeMap<(DateTime<Utc>, u64), Waker>,
    /// How often somebody fell asleep or stopped sleeping.
    changes: u64,
}

/// Who sleeps on the clock, as it was at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sleepers {
    /// How many sleep.
    pub count: usize,
    /// A number that grows whenever somebody falls asleep or stops sleeping: two equal ones with
    /// time between them say that nobody stirred.
    pub changes: u64,
}

impl HistoryClock {
    /// A clock that stands at this instant.
    #[must_use]
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        Self(Arc::new(Mutex::new(State {
            story: Some(truncate_to_micros(start)),
            sleepers: BTreeMap::new(),
            changes: 0,
        })))
    }

    /// Moves the story on to this instant and wakes whose time has come. One that is past
    /// already, and any once the system's clock has taken over, changes nothing.
    pub fn advance_to(&self, instant: DateTime<Utc>) {
        let due = {
            let mut state = self.state();
            let Some(now) = state.story else { return };
            let now = now.max(truncate_to_micros(instant));
            state.story = Some(now);
            let later = state.sleepers.split_off(&(now, u64::MAX));
            std::mem::replace(&mut state.sleepers, later)
        };
        wake(due);
    }

    /// Ends the story: from now on the time is the machine's.
    pub fn hand_over(&self) {
        let all = {
            let mut state = self.state();
            state.story = None;
            std::mem::take(&mut state.sleepers)
        };
        wake(all);
    }

    /// Who sleeps now.
    #[must_use]
    pub fn sleepers(&self) -> Sleepers {
        let state = self.state();
        Sleepers {
            count: state.sleepers.len(),
            changes: state.changes,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ready when the story has come to the instant, or is over.
    fn poll_story(
        &self,
        instant: DateTime<Utc>,
        ticket: &mut Ticket<'_>,
        context: &mut Context<'_>,
    ) -> Poll<()> {
        let mut state = self.state();
        if state.story.is_none_or(|now| now >= instant) {
            return Poll::Ready(());
        }
        let number = match ticket.number {
            Some((_, number)) => number,
            None => {
                state.changes += 1;
                state.changes
            }
        };
        ticket.number = Some((instant, number));
        state
            .sleepers
            .insert((instant, number), context.waker().clone());
        Poll::Pending
    }
}

fn wake(sleepers: BTreeMap<(DateTime<Utc>, u64), Waker>) {
    // Outside the lock: a waker may poll its task at once, which asks for the time.
    for waker in sleepers.into_values() {
        waker.wake();
    }
}

impl Clock for HistoryClock {
    fn now(&self) -> DateTime<Utc> {
        let story = self.state().story;
        story.unwrap_or_else(|| SystemClock.now())
    }

    fn sleep_until(&self, instant: DateTime<Utc>) -> SleepUntil<'_> {
        Box::pin(async move {
            {
                let mut ticket = Ticket {
                    clock: self,
                    number: None,
                };
                poll_fn(|context| self.poll_story(instant, &mut ticket, context)).await;
            }
            if self.state().story.is_none() {
                SystemClock.sleep_until(instant).await;
            }
        })
    }
}

/// A place among the sleepers, given up when the sleep ends or is dropped.
struct Ticket<'clock> {
    clock: &'clock HistoryClock,
    number: Option<(DateTime<Utc>, u64)>,
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            let mut state = self.clock.state();
            state.sleepers.remove(&number);
            state.changes += 1;
        }
    }
}

/// The present of one act of the story: it stands still.
pub(crate) struct Moment(pub(crate) DateTime<Utc>);

impl Clock for Moment {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }

    fn sleep_until(&self, instant: DateTime<Utc>) -> SleepUntil<'_> {
        Box::pin(async move {
            if instant > self.0 {
                std::future::pending::<()>().await;
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn the_story_wakes_whose_time_has_come_and_nobody_else() {
        let clock = HistoryClock::starting_at(at("2026-03-02T09:00:00Z"));
        let early = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(at("2026-03-02T10:00:00Z")).await }
        });
        let late = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(at("2026-03-02T12:00:00Z")).await }
        });
        while clock.sleepers().count < 2 {
            tokio::task::yield_now().await;
        }
        clock.advance_to(at("2026-03-02T11:00:00Z"));
        early.await.unwrap();
        assert_eq!(clock.now(), at("2026-03-02T11:00:00Z"));
        assert_eq!(clock.sleepers().count, 1);
        assert!(!late.is_finished());
        late.abort();
        let _ = late.await;
        assert_eq!(clock.sleepers().count, 0);
    }

    #[tokio::test]
    async fn the_story_does_not_go_back() {
        let clock = HistoryClock::starting_at(at("2026-03-02T09:00:00Z"));
        clock.advance_to(at("2026-03-01T09:00:00Z"));
        assert_eq!(clock.now(), at("2026-03-02T09:00:00Z"));
    }

    #[tokio::test]
    async fn after_the_story_the_time_is_the_machines() {
        let clock = HistoryClock::starting_at(at("2001-01-01T00:00:00Z"));
        let present = SystemClock.now();
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(present).await }
        });
        while clock.sleepers().count < 1 {
            tokio::task::yield_now().await;
        }
        clock.hand_over();
        tokio::time::timeout(Duration::from_secs(5), sleeper)
            .await
            .expect("the instant is past for the machine")
            .unwrap();
        assert!(clock.now() >= present);
        clock.advance_to(at("2001-01-02T00:00:00Z"));
        assert!(clock.now() >= present, "the story is over");
    }
}
