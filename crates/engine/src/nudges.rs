use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use habeas_envelope::StreamRef;

/// The longest time between two nudges of one stream, in seconds.
const LONGEST: i64 = 3600;

/// Which streams were nudged, and from when each may be again: one that a nudge does not move is
/// nudged ever more rarely, so that it neither keeps the worker busy nor stands before others.
#[derive(Debug, Default)]
pub(crate) struct Nudges(BTreeMap<StreamRef, Nudged>);

#[derive(Clone, Copy, Debug)]
struct Nudged {
    times: u32,
    next: DateTime<Utc>,
}

impl Nudges {
    /// Of the streams that wait too long, at most `most` whose time for a nudge has come; they
    /// count as nudged now.
    pub(crate) fn due(
        &mut self,
        waiting: &[StreamRef],
        now: DateTime<Utc>,
        first: Duration,
        most: usize,
    ) -> Vec<StreamRef> {
        let known: BTreeSet<&StreamRef> = waiting.iter().collect();
        self.0.retain(|stream, _| known.contains(stream));
        let due: Vec<StreamRef> = waiting
            .iter()
            .filter(|stream| self.0.get(stream).is_none_or(|n| n.next <= now))
            .take(most)
            .cloned()
            .collect();
        for stream in &due {
            let times = self.0.get(stream).map_or(0, |n| n.times);
            let seconds = first
                .num_seconds()
                .max(1)
                .saturating_mul(1 << times.min(12));
            let nudged = Nudged {
                times: times.saturating_add(1),
                next: now + Duration::seconds(seconds.min(LONGEST)),
            };
            self.0.insert(stream.clone(), nudged);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use habeas_envelope::{ControllerId, SubmissionId};
    use uuid::Uuid;

    use super::*;

    fn stream(n: u128) -> StreamRef {
        let controller = ControllerId::new("example").unwrap();
        StreamRef::submission(controller, SubmissionId(Uuid::from_u128(n)))
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::seconds(seconds)
    }

    #[test]
    fn what_a_nudge_does_not_move_is_nudged_ever_more_rarely() {
        let mut nudges = Nudges::default();
        let first = Duration::seconds(60);
        let mut nudged_at = Vec::new();
        for second in 0..10_000 {
            if !nudges.due(&[stream(1)], at(second), first, 50).is_empty() {
                nudged_at.push(second);
            }
        }
        assert_eq!(nudged_at, [0, 60, 180, 420, 900, 1860, 3780, 7380]);
    }

    #[test]
    fn one_that_is_stuck_does_not_stand_before_others_and_one_that_moved_begins_anew() {
        let mut nudges = Nudges::default();
        let first = Duration::seconds(60);
        let both = [stream(1), stream(2)];
        assert_eq!(nudges.due(&both, at(0), first, 1), [stream(1)]);
        assert_eq!(nudges.due(&both, at(1), first, 1), [stream(2)]);
        assert_eq!(nudges.due(&both, at(2), first, 1), []);
        assert_eq!(nudges.due(&both[1..], at(3), first, 1), []);
        assert_eq!(nudges.due(&both, at(4), first, 1), [stream(1)]);
    }
}
