use std::{
    collections::{HashSet, VecDeque},
    sync::{Mutex, MutexGuard},
};

use habeas_bus::Notice;
use habeas_envelope::EventId;
use tokio::sync::Notify;

/// A message in memory, and whether it was delivered before as far as is known.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) notice: Notice,
    pub(crate) redelivered: bool,
}

/// What waits for one subscription.
pub(crate) struct Queue {
    bound: usize,
    state: Mutex<State>,
    changed: Notify,
}

struct State {
    waiting: VecDeque<Message>,
    /// The events that wait or are with the reader: they are not taken a second time.
    known: HashSet<EventId>,
    /// The events that were with a reader when its subscription ended.
    unfinished: HashSet<EventId>,
    /// The outbox holds more than stands here. As long as it does nothing is handed over, so
    /// that what is younger does not overtake.
    behind: bool,
    /// The outbox is being read: what is handed over meanwhile would stand before what is older.
    reading: bool,
    ended: bool,
}

/// What a reader is to do next.
pub(crate) enum Next {
    Deliver(Vec<Message>),
    Read,
    Wait,
    Ended,
}

impl Queue {
    /// An empty queue that has to read the outbox. `unfinished` is what the subscription before
    /// left.
    pub(crate) fn new(bound: usize, unfinished: HashSet<EventId>) -> Self {
        let state = State {
            waiting: VecDeque::new(),
            known: HashSet::new(),
            unfinished,
            behind: true,
            reading: false,
            ended: false,
        };
        Self {
            bound,
            state: Mutex::new(state),
            changed: Notify::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .expect("nothing panics while it holds this lock")
    }

    /// Takes a message that was just committed, or falls behind when it cannot.
    pub(crate) fn hand_over(&self, notice: Notice) {
        let mut state = self.state();
        if state.ended || state.behind || state.known.contains(&notice.event) {
            return;
        }
        if state.reading || state.waiting.len() >= self.bound {
            state.behind = true;
        } else {
            state.known.insert(notice.event);
            state.waiting.push_back(Message {
                notice,
                redelivered: false,
            });
        }
        drop(state);
        self.changed.notify_one();
    }

    pub(crate) fn fall_behind(&self) {
        self.state().behind = true;
        self.changed.notify_one();
    }

    /// Ends the subscription, once for all.
    pub(crate) fn end(&self) {
        let mut state = self.state();
        state.ended = true;
        let known = std::mem::take(&mut state.known);
        state.unfinished.extend(known);
        for message in std::mem::take(&mut state.waiting) {
            if !message.redelivered {
                state.unfinished.remove(&message.notice.event);
            }
        }
        drop(state);
        self.changed.notify_one();
    }

    /// What was with a reader when the subscription ended.
    pub(crate) fn take_unfinished(&self) -> HashSet<EventId> {
        std::mem::take(&mut self.state().unfinished)
    }

    pub(crate) fn next(&self, max: usize) -> Next {
        let mut state = self.state();
        if state.ended {
            return Next::Ended;
        }
        if !state.waiting.is_empty() {
            let count = max.min(state.waiting.len());
            return Next::Deliver(state.waiting.drain(..count).collect());
        }
        if state.behind { Next::Read } else { Next::Wait }
    }

    pub(crate) async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Begins to read the outbox; gives how many rows are enough to find `bound` new ones.
    pub(crate) fn begin_reading(&self) -> usize {
        let mut state = self.state();
        state.behind = false;
        state.reading = true;
        state.known.len() + self.bound
    }

    /// Takes what was read, oldest first. `more` says that the outbox may hold yet more.
    pub(crate) fn end_reading(&self, notices: Vec<Notice>, redelivered: bool, more: bool) {
        let mut state = self.state();
        state.reading = false;
        state.behind |= more;
        if state.ended {
            return;
        }
        for notice in notices {
            if state.known.insert(notice.event) {
                let redelivered = state.unfinished.remove(&notice.event) || redelivered;
                state.waiting.push_back(Message {
                    notice,
                    redelivered,
                });
            }
        }
    }

    /// The reading came to nothing and has to be done again.
    pub(crate) fn break_off_reading(&self) {
        let mut state = self.state();
        state.reading = false;
        state.behind = true;
    }

    pub(crate) fn forget(&self, event: EventId) {
        self.state().known.remove(&event);
    }

    /// Puts these before all others, in their order.
    pub(crate) fn give_back(&self, messages: Vec<Message>) {
        let mut state = self.state();
        if state.ended {
            return;
        }
        for message in messages.into_iter().rev() {
            state.waiting.push_front(message);
        }
        drop(state);
        self.changed.notify_one();
    }
}
