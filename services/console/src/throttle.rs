//! What keeps somebody from guessing passwords: a growing pause after wrong ones, by account and
//! by client. A device that has signed in before has a pause of its own, so that nobody can lock
//! its owner out from elsewhere.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use habeas_envelope::Hash32;
use habeas_web::ClientPrefix;

/// Wrong passwords before the first pause, for one account or one device.
const FREE_TRIES: u32 = 5;
/// Wrong passwords before the first pause, for one client: an office may share an address.
const FREE_TRIES_OF_A_CLIENT: u32 = 20;
/// The longest pause; it ends by itself.
const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// The longest pause of a device that has signed in before: slow for a thief, short for its owner.
const LONGEST_OF_A_DEVICE: TimeDelta = TimeDelta::seconds(30);
/// After this long without a wrong password all is forgotten.
const FORGOTTEN: TimeDelta = TimeDelta::hours(1);
/// More than this many entries are cleaned up at once.
const MANY: usize = 10_000;

/// Who tries.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Account(Hash32),
    Client(ClientPrefix),
    Device(Hash32),
}

#[derive(Clone, Copy)]
struct Tries {
    wrong: u32,
    last: DateTime<Utc>,
    until: DateTime<Utc>,
}

/// A sign-in that is tried.
#[derive(Clone, Copy)]
pub(crate) struct Attempt {
    /// The hash of the login as typed, whether anybody has it or not.
    pub(crate) account: Hash32,
    pub(crate) client: ClientPrefix,
    /// The hash of the device and the login, when the device has signed in as that login before.
    pub(crate) device: Option<Hash32>,
}

impl Attempt {
    fn keys(&self) -> Vec<Key> {
        match self.device {
            Some(device) => vec![Key::Device(device)],
            None => vec![Key::Account(self.account), Key::Client(self.client)],
        }
    }
}

#[derive(Default)]
pub(crate) struct Throttle(Mutex<HashMap<Key, Tries>>);

impl Throttle {
    /// Counts an attempt as wrong from the beginning, so that many at once gain nothing; the seconds
    /// to wait when it may not be tried now.
    pub(crate) fn begin(&self, attempt: &Attempt, now: DateTime<Utc>) -> Result<(), u64> {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let keys = attempt.keys();
        let wait = keys
            .iter()
            .filter_map(|key| tries.get(key))
            .map(|have| (have.until - now).num_seconds())
            .max()
            .unwrap_or(0);
        if wait > 0 {
            return Err(u64::try_from(wait).unwrap_or(1));
        }
        if tries.len() > MANY {
            tries.retain(|_, have| now - have.last < FORGOTTEN);
        }
        for key in keys {
            let have = tries.entry(key).or_insert(Tries {
                wrong: 0,
                last: now,
                until: now,
            });
            if now - have.last >= FORGOTTEN {
                have.wrong = 0;
            }
            have.wrong = have.wrong.saturating_add(1);
            have.last = now;
            have.until = now + pause(key, have.wrong);
        }
        Ok(())
    }

    /// The password was right: what this attempt counted is forgotten.
    pub(crate) fn succeeded(&self, attempt: &Attempt) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for key in attempt.keys() {
            tries.remove(&key);
        }
    }
}

fn pause(key: Key, wrong: u32) -> TimeDelta {
    let (free, longest) = match key {
        Key::Account(_) => (FREE_TRIES, LONGEST),
        Key::Client(_) => (FREE_TRIES_OF_A_CLIENT, LONGEST),
        Key::Device(_) => (FREE_TRIES, LONGEST_OF_A_DEVICE),
    };
    match wrong.checked_sub(free) {
        None => TimeDelta::zero(),
        Some(over) => TimeDelta::seconds(4_i64 << over.min(12)).min(longest),
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    fn attempt(login: &str, host: u8, device: bool) -> Attempt {
        Attempt {
            account: Hash32::of(login.as_bytes()),
            client: ClientPrefix::of(IpAddr::V4(Ipv4Addr::new(192, 0, 2, host))),
            device: device.then(|| Hash32::of(b"device")),
        }
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn the_pause_grows_and_ends() {
        let throttle = Throttle::default();
        let me = attempt("an", 1, false);
        for _ in 0..5 {
            assert_eq!(throttle.begin(&me, at(0)), Ok(()));
        }
        assert_eq!(throttle.begin(&me, at(0)), Err(4));
        assert_eq!(throttle.begin(&me, at(4)), Ok(()));
        assert_eq!(throttle.begin(&me, at(4)), Err(8));
        assert_eq!(throttle.begin(&me, at(3700)), Ok(()));
        assert_eq!(throttle.begin(&me, at(3700)), Ok(()), "all is forgotten");
    }

    #[test]
    fn another_client_meets_the_pause_of_the_account_and_a_known_device_does_not() {
        let throttle = Throttle::default();
        for host in 0..5 {
            assert_eq!(throttle.begin(&attempt("an", host, false), at(0)), Ok(()));
        }
        assert!(throttle.begin(&attempt("an", 9, false), at(1)).is_err());
        assert_eq!(throttle.begin(&attempt("an", 9, true), at(1)), Ok(()));
        assert_eq!(throttle.begin(&attempt("bo", 9, false), at(1)), Ok(()));
    }

    #[test]
    fn a_client_that_tries_many_accounts_is_slowed() {
        let throttle = Throttle::default();
        for login in 0..20 {
            let attempt = attempt(&login.to_string(), 1, false);
            assert_eq!(throttle.begin(&attempt, at(0)), Ok(()));
        }
        assert!(throttle.begin(&attempt("other", 1, false), at(0)).is_err());
    }

    #[test]
    fn a_right_password_begins_anew() {
        let throttle = Throttle::default();
        let me = attempt("an", 1, false);
        for _ in 0..4 {
            assert_eq!(throttle.begin(&me, at(0)), Ok(()));
        }
        throttle.succeeded(&me);
        for _ in 0..5 {
            assert_eq!(throttle.begin(&me, at(0)), Ok(()));
        }
    }
}
