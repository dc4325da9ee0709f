use chrono::TimeDelta;
use habeas_engine::{Engine, Health};
use tokio_util::sync::CancellationToken;

/// How often, on the engine's clock, it is looked whether the day's checkpoint is there.
const LOOK_EVERY: TimeDelta = TimeDelta::hours(1);
/// Its name among the parts of a process.
const NAME: &str = "checkpoints";

/// Signs where all streams stand, once a day, until it is stopped. `key` is the private key that
/// nobody else has, in PKCS #8.
pub async fn run_checkpoints(
    engine: Engine,
    key: impl AsRef<[u8]> + Send + Sync,
    health: Health,
    stop: CancellationToken,
) {
    while !stop.is_cancelled() {
        let signed = engine.sign_checkpoint(key.as_ref()).await;
        health.set(NAME, signed.is_ok());
        if let Err(error) = &signed {
            tracing::warn!(error = %error, "checkpoint.unsigned");
        }
        // What could not be signed is tried again soon, on the machine's own clock.
        let retry = async {
            if signed.is_err() {
                tokio::time::sleep(std::time::Duration::from_secs(30)).await;
            } else {
                let until = engine.clock.now() + LOOK_EVERY;
                engine.clock.sleep_until(until).await;
            }
        };
        tokio::select! {
            () = retry => {}
            () = stop.cancelled() => {}
        }
    }
}
