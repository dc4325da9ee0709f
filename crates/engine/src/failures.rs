use chrono::{DateTime, Duration, Utc};
use habeas_bus::Notice;
use habeas_envelope::Code;
use habeas_store::{Failure, FailureState};

/// After how many attempts a failure is left to a person.
pub const MAX_ATTEMPTS: u32 = 10;

/// How long to wait before attempt `attempt + 1`: five seconds, doubled each time, at most an
/// hour.
#[must_use]
pub fn retry_delay(attempt: u32) -> Duration {
    let seconds = 5_i64.saturating_mul(1_i64 << attempt.saturating_sub(1).min(20));
    Duration::seconds(seconds.min(3600))
}

/// What went wrong with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The log does not hold the event (yet).
    NotInLog,
    /// What is stored cannot be read.
    Decode,
    /// A newer build wrote it.
    NewerBuild,
    /// The pack it is bound by is not here.
    UnknownPack,
    /// The reaction asked for what the state refuses.
    Refused(&'static str),
    /// The reaction panicked.
    Panic,
    /// The database refused what was to be written.
    Store,
    /// The same stream kept changing underneath.
    Conflict,
}

impl Trouble {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::NotInLog => "not-in-log",
            Self::Decode => "decode",
            Self::NewerBuild => "newer-build",
            Self::UnknownPack => "unknown-pack",
            Self::Refused(_) => "refused",
            Self::Panic => "panic",
            Self::Store => "store",
            Self::Conflict => "conflict",
        }
    }

    fn reason(self) -> &'static str {
        match self {
            Self::Refused(reason) => reason,
            other => other.class(),
        }
    }

    /// The failure row of this trouble, after `attempts` earlier ones.
    pub(crate) fn failure(
        self,
        worker: &Code,
        notice: &Notice,
        earlier: Option<&Failure>,
        now: DateTime<Utc>,
    ) -> Failure {
        let attempt = earlier.map_or(0, |f| f.attempt).saturating_add(1);
        let state = if attempt >= MAX_ATTEMPTS {
            FailureState::Dead
        } else {
            FailureState::Waiting
        };
        Failure {
            controller: notice.stream.controller.clone(),
            worker: worker.clone(),
            event: notice.event,
            attempt,
            not_before: now + retry_delay(attempt),
            class: Code::literal(self.class()),
            reason: Code::literal(self.reason()),
            text: None,
            state,
            since: earlier.map_or(now, |f| f.since),
        }
    }
}

/// The failure after one more attempt that changed nothing.
pub(crate) fn next_attempt(earlier: Failure, now: DateTime<Utc>) -> Failure {
    let attempt = earlier.attempt.saturating_add(1);
    let state = if attempt >= MAX_ATTEMPTS {
        FailureState::Dead
    } else {
        FailureState::Waiting
    };
    Failure {
        attempt,
        state,
        not_before: now + retry_delay(attempt),
        ..earlier
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_and_has_an_end() {
        assert_eq!(retry_delay(1), Duration::seconds(5));
        assert_eq!(retry_delay(2), Duration::seconds(10));
        assert_eq!(retry_delay(5), Duration::seconds(80));
        assert_eq!(retry_delay(12), Duration::seconds(3600));
        assert_eq!(retry_delay(u32::MAX), Duration::seconds(3600));
    }
}
