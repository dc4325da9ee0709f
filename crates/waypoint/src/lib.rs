//! The named points that a process passes while it works. A test can have a process end at one of
//! them, as a power cut would. Nothing in the program listens: without a listener, which only the
//! tests' own binary installs, a point is the reading of one pointer.

use std::sync::OnceLock;

/// A point at which everything that is not durable yet can be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Waypoint {
    /// A worker has messages and has done nothing with them.
    Received,
    /// A worker has loaded and decided; nothing is written.
    Decided,
    /// The store has written everything inside the transaction and has not committed it.
    Written,
    /// The store has committed and told nobody.
    Committed,
    /// A worker has handed what it committed to the relay; the message is not acknowledged.
    Settled,
    /// A worker has acknowledged its messages.
    Acknowledged,
    /// The relay has events at hand and has sent none.
    Telling,
    /// The events are sent to the broker, which has confirmed none.
    Published,
    /// The broker has confirmed; the outbox still holds the events.
    Confirmed,
    /// The outbox holds the events no longer.
    Struck,
    /// The message that wakes a carrier or clockwork is there, not acknowledged.
    Woken,
    /// The courier has committed that a dispatch has started, and has called nobody.
    Started,
    /// The courier has called whoever takes the dispatch, and has not reported it.
    Called,
    /// The courier has reported what became of a dispatch.
    Reported,
}

impl Waypoint {
    /// All points.
    pub const ALL: [Self; 14] = [
        Self::Received,
        Self::Decided,
        Self::Written,
        Self::Committed,
        Self::Settled,
        Self::Acknowledged,
        Self::Telling,
        Self::Published,
        Self::Confirmed,
        Self::Struck,
        Self::Woken,
        Self::Started,
        Self::Called,
        Self::Reported,
    ];

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Decided => "decided",
            Self::Written => "written",
            Self::Committed => "committed",
            Self::Settled => "settled",
            Self::Acknowledged => "acknowledged",
            Self::Telling => "telling",
            Self::Published => "published",
            Self::Confirmed => "confirmed",
            Self::Struck => "struck",
            Self::Woken => "woken",
            Self::Started => "started",
            Self::Called => "called",
            Self::Reported => "reported",
        }
    }

    /// The point of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|point| point.as_str() == name)
    }
}

type Listener = Box<dyn Fn(Waypoint) + Send + Sync>;

static LISTENER: OnceLock<Listener> = OnceLock::new();

/// Has a listener told of every point this process passes from now on.
///
/// # Panics
/// When there is one already: it would be told of a part.
pub fn listen(listener: impl Fn(Waypoint) + Send + Sync + 'static) {
    let second = LISTENER.set(Box::new(listener)).is_err();
    assert!(!second, "a process has one listener to its points");
}

/// Says that the process passes a point.
pub fn pass(point: Waypoint) {
    if let Some(listener) = LISTENER.get() {
        listener(point);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    static HEARD: Mutex<Vec<Waypoint>> = Mutex::new(Vec::new());

    #[test]
    fn every_name_is_one_point_s() {
        for point in Waypoint::ALL {
            assert_eq!(Waypoint::named(point.as_str()), Some(point));
        }
        assert_eq!(Waypoint::named("nowhere"), None);
    }

    #[test]
    fn who_listens_hears_what_is_passed_from_then_on() {
        pass(Waypoint::Received);
        listen(|point| HEARD.lock().expect("nobody panics").push(point));
        pass(Waypoint::Decided);
        pass(Waypoint::Written);
        let heard = HEARD.lock().expect("nobody panics");
        assert_eq!(*heard, [Waypoint::Decided, Waypoint::Written]);
    }
}
