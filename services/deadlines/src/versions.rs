use chrono::TimeDelta;
use habeas_case::registry::VersionStage;
use habeas_engine::{Applying, Engine, ExecuteError};
use habeas_envelope::{ActorId, ControllerId};
use tokio_util::sync::CancellationToken;

/// How long, on the engine's clock, an approved version waits at most before it is applied.
const LOOK_EVERY: TimeDelta = TimeDelta::seconds(10);
/// For so long after it was approved, another process may open a case that does not know of it.
const LATE: TimeDelta = TimeDelta::minutes(5);
/// How often it is looked for cases that were opened later still: filed before, and left over.
const LEFT_OVER_EVERY: TimeDelta = TimeDelta::hours(1);

/// Proposes what a release brings, once, when the program has begun; then applies what is approved
/// until it is stopped. What a stop or a kill left over is gone on with at the next look.
pub(crate) async fn run(engine: &Engine, actor: &ActorId, stop: &CancellationToken) {
    let controllers: Vec<ControllerId> = engine.shelf.packs().controllers().cloned().collect();
    let mut proposed = false;
    let mut left_over = engine.clock.now();
    while !stop.is_cancelled() {
        if !proposed {
            proposed = propose(engine, actor, &controllers).await;
        }
        let sweeps = engine.clock.now() >= left_over;
        if sweeps {
            left_over = engine.clock.now() + LEFT_OVER_EVERY;
        }
        for controller in &controllers {
            if let Err(error) = apply(engine, actor, controller, sweeps, stop).await {
                tracing::warn!(%controller, error = %error, "deadlines.versions.unapplied");
            }
        }
        let next = engine.clock.now() + LOOK_EVERY;
        tokio::select! {
            biased;
            () = stop.cancelled() => return,
            () = engine.clock.sleep_until(next) => {}
        }
    }
}

/// Whether everything that is new was proposed.
async fn propose(engine: &Engine, actor: &ActorId, controllers: &[ControllerId]) -> bool {
    let mut all = true;
    for controller in controllers {
        if let Err(error) = engine.propose_release(controller, actor).await {
            tracing::warn!(%controller, error = %error, "deadlines.versions.unproposed");
            all = false;
        }
    }
    all
}

async fn apply(
    engine: &Engine,
    actor: &ActorId,
    controller: &ControllerId,
    sweeps: bool,
    stop: &CancellationToken,
) -> Result<(), ExecuteError> {
    let registry = engine.registry(controller).await?;
    let now = engine.clock.now();
    for version in registry.approved() {
        let proposed = &version.proposed;
        let in_force = registry.in_force(proposed.of, &proposed.version.id) == Some(version);
        let young = version.approved_at.is_some_and(|at| now - at < LATE);
        match version.stage {
            VersionStage::Approved => {}
            VersionStage::Applied if in_force && (sweeps || young) => {}
            _ => continue,
        }
        let applying = Applying {
            stop: stop.clone(),
            ..Applying::default()
        };
        let pin = &version.proposed.version;
        let applied = engine
            .apply_version(controller, actor, pin, &applying)
            .await?;
        if version.stage == VersionStage::Applied && applied.bound + applied.failed == 0 {
            continue;
        }
        tracing::info!(
            %controller,
            version = %pin.version,
            bound = applied.bound,
            told = applied.told,
            failed = applied.failed,
            "deadlines.versions.applied"
        );
    }
    Ok(())
}
