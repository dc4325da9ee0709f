use chrono::{DateTime, Utc};
use habeas_envelope::{Clock, Entropy, SleepUntil, truncate_to_micros};
use rand::{TryRng, rngs::SysRng};

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one clock that reads the machine's"
    )]
    fn now(&self) -> DateTime<Utc> {
        truncate_to_micros(Utc::now())
    }

    fn sleep_until(&self, instant: DateTime<Utc>) -> SleepUntil<'_> {
        Box::pin(async move {
            // A long sleep is cut into minutes: the machine's clock may be set meanwhile.
            loop {
                let left = instant.signed_duration_since(self.now());
                let Ok(left) = left.to_std() else { return };
                if left.is_zero() {
                    return;
                }
                tokio::time::sleep(left.min(std::time::Duration::from_secs(60))).await;
            }
        })
    }
}

/// The randomness of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        SysRng
            .try_fill_bytes(buffer)
            .expect("without the operating system's randomness no secret can be made");
    }
}
