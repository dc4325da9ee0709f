//! A clock that stands still until a test moves it.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};

use chrono::{DateTime, TimeDelta, Utc};
use habeas_envelope::{Clock, SleepUntil};

/// Time as a test sets it. Clones share the same time. It never runs by itself and never goes back.
#[derive(Clone)]
pub struct VirtualClock(Arc<Mutex<State>>);

struct State {
    now: DateTime<Utc>,
    /// Who sleeps, by instant and then by the order in which they fell asleep.
    sleepers: BTreeMap<(DateTime<Utc>, u64), Waker>,
    fell_asleep: u64,
}

impl VirtualClock {
    /// A clock that stands at this instant.
    pub fn new(now: DateTime<Utc>) -> VirtualClock {
        VirtualClock(Arc::new(Mutex::new(State {
            now,
            sleepers: BTreeMap::new(),
            fell_asleep: 0,
        })))
    }

    /// A clock that stands at an instant written as RFC 3339, such as `2026-03-02T09:00:00Z`.
    ///
    /// # Panics
    /// If the text is no instant.
    pub fn at(instant: &str) -> VirtualClock {
        let instant = DateTime::parse_from_rfc3339(instant).expect("an RFC 3339 instant");
        VirtualClock::new(instant.with_timezone(&Utc))
    }

    /// Moves to this instant, in one leap, and wakes those whose time has come: earliest first, then
    /// in the order in which they fell asleep. An instant that is past already changes nothing.
    pub fn advance_to(&self, instant: DateTime<Utc>) {
        let due = {
            let mut state = self.state();
            state.now = state.now.max(instant);
            let now = state.now;
            let later = state.sleepers.split_off(&(now, u64::MAX));
            std::mem::replace(&mut state.sleepers, later)
        };
        // Outside the lock: a waker may poll its task at once, which asks for the time.
        for waker in due.into_values() {
            waker.wake();
        }
    }

    /// Moves on by this much, as [`VirtualClock::advance_to`] does.
    pub fn advance(&self, by: TimeDelta) {
        self.advance_to(self.now() + by);
    }

    /// When the next sleeper wants to wake.
    pub fn next_wake(&self) -> Option<DateTime<Utc>> {
        self.state()
            .sleepers
            .keys()
            .next()
            .map(|(instant, _)| *instant)
    }

    /// Moves to the moment the next sleeper wants to wake, and gives it back; `None`, and no move,
    /// when nobody sleeps. Called in a loop that lets the tasks run in between, this plays through
    /// time without leaping over anything.
    pub fn advance_to_next_wake(&self) -> Option<DateTime<Utc>> {
        let next = self.next_wake()?;
        self.advance_to(next);
        Some(next)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0
            .lock()
            .expect("nothing panics while it holds the lock")
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> DateTime<Utc> {
        self.state().now
    }

    fn sleep_until(&self, instant: DateTime<Utc>) -> SleepUntil<'_> {
        Box::pin(Sleep {
            clock: self,
            instant,
            ticket: None,
        })
    }
}

struct Sleep<'clock> {
    clock: &'clock VirtualClock,
    instant: DateTime<Utc>,
    ticket: Option<u64>,
}

impl Future for Sleep<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let clock = self.clock;
        let mut state = clock.state();
        if state.now >= self.instant {
            return Poll::Ready(());
        }
        let ticket = *self.ticket.get_or_insert_with(|| {
            state.fell_asleep += 1;
            state.fell_asleep
        });
        state
            .sleepers
            .insert((self.instant, ticket), context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            self.clock.state().sleepers.remove(&(self.instant, ticket));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[tokio::test]
    async fn sleepers_wake_in_the_order_of_their_instants() {
        let clock = VirtualClock::at("2026-03-02T09:00:00Z");
        let (sender, mut woken) = tokio::sync::mpsc::unbounded_channel();
        for (name, at) in [
            ("late", "2026-03-02T11:00:00Z"),
            ("early", "2026-03-02T10:00:00Z"),
            ("early too", "2026-03-02T10:00:00Z"),
        ] {
            let (clock, sender) = (clock.clone(), sender.clone());
            tokio::spawn(async move {
                clock.sleep_until(instant(at)).await;
                sender.send(name).expect("the test listens");
            });
        }
        drop(sender);
        tokio::task::yield_now().await;
        assert_eq!(clock.next_wake(), Some(instant("2026-03-02T10:00:00Z")));

        clock.advance(TimeDelta::minutes(59));
        tokio::task::yield_now().await;
        assert!(woken.try_recv().is_err(), "nobody is due yet");

        assert_eq!(
            clock.advance_to_next_wake(),
            Some(instant("2026-03-02T10:00:00Z"))
        );
        assert_eq!(clock.now(), instant("2026-03-02T10:00:00Z"));
        assert_eq!(woken.recv().await, Some("early"));
        assert_eq!(woken.recv().await, Some("early too"));
        assert!(woken.try_recv().is_err(), "the late one sleeps on");

        clock.advance_to(instant("2026-03-02T12:00:00Z"));
        assert_eq!(woken.recv().await, Some("late"));
        assert_eq!(clock.advance_to_next_wake(), None);
    }

    #[tokio::test]
    async fn it_never_goes_back_and_forgets_who_gave_up() {
        let clock = VirtualClock::at("2026-03-02T09:00:00Z");
        clock.advance_to(instant("2026-03-02T08:00:00Z"));
        assert_eq!(clock.now(), instant("2026-03-02T09:00:00Z"));
        clock.sleep_until(instant("2026-03-02T09:00:00Z")).await;

        let mut sleep = clock.sleep_until(instant("2026-03-02T10:00:00Z"));
        let woken = tokio::select! {
            biased;
            () = &mut sleep => true,
            () = std::future::ready(()) => false,
        };
        assert!(!woken);
        assert!(clock.next_wake().is_some());
        drop(sleep);
        assert_eq!(clock.next_wake(), None);
    }
}
