//! Keeps a number of requests under way and measures them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use habeas_engine::Engine;
use habeas_envelope::SubmissionId;
use habeas_vault::Keyring;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::{filing::file, watch::Watch};

/// An installation with all workers running.
pub struct Pipeline {
    /// What the portal files with.
    pub portal: Engine,
    /// What the check reads with.
    pub reader: Engine,
    pub keyring: Arc<Keyring>,
    pub watch: Watch,
    pub tasks: JoinSet<()>,
    pub stop: CancellationToken,
}

impl Pipeline {
    /// Stops all workers, which finish what they hold.
    pub async fn end(mut self) {
        self.stop.cancel();
        while self.tasks.join_next().await.is_some() {}
    }
}

/// What a run came to.
pub struct Figures {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
}

/// A request that does not come through in this time is lost.
const PATIENCE: Duration = Duration::from_secs(60);

/// Files requests, as many as `in_flight` at a time and the next as soon as one is through; gives
/// the figures and everything that was filed. Some go ahead unmeasured, and then what is to be done
/// `between`.
pub async fn measure(
    pipeline: &Pipeline,
    in_flight: usize,
    cases: usize,
    between: impl FnOnce(),
) -> anyhow::Result<(Figures, Vec<SubmissionId>)> {
    let (_, mut filed) = drive(pipeline, in_flight, in_flight * 2).await?;
    tokio::task::block_in_place(between);
    let started = Instant::now();
    let (mut latencies, measured) = drive(pipeline, in_flight, cases).await?;
    let took = started.elapsed();
    filed.extend(measured);
    latencies.sort_unstable();
    let figures = Figures {
        per_second: cases as f64 / took.as_secs_f64(),
        p50: percentile(&latencies, 50),
        p99: percentile(&latencies, 99),
    };
    Ok((figures, filed))
}

async fn drive(
    pipeline: &Pipeline,
    in_flight: usize,
    cases: usize,
) -> anyhow::Result<(Vec<Duration>, Vec<SubmissionId>)> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut people = JoinSet::new();
    for _ in 0..in_flight {
        let next = Arc::clone(&next);
        let portal = pipeline.portal.clone();
        let keyring = Arc::clone(&pipeline.keyring);
        let watch = pipeline.watch.clone();
        people.spawn(async move {
            let mut done = Vec::new();
            while next.fetch_add(1, Ordering::Relaxed) < cases {
                done.push(one(&portal, &keyring, &watch).await?);
            }
            anyhow::Ok(done)
        });
    }
    let (mut latencies, mut filed) = (Vec::new(), Vec::new());
    while let Some(done) = people.join_next().await {
        for (id, latency) in done?? {
            latencies.push(latency);
            filed.push(id);
        }
    }
    ensure!(
        latencies.len() == cases,
        "{} of {cases} came through",
        latencies.len()
    );
    Ok((latencies, filed))
}

/// One request, from the moment the person sends it.
async fn one(
    portal: &Engine,
    keyring: &Keyring,
    watch: &Watch,
) -> anyhow::Result<(SubmissionId, Duration)> {
    let filing = file(portal, keyring)?;
    let told = watch.expect(filing.id.0);
    let sent = Instant::now();
    portal.execute(filing.order).await?;
    let routed = tokio::time::timeout(PATIENCE, told)
        .await
        .with_context(|| format!("{} did not come through", filing.id))??;
    Ok((filing.id, routed.duration_since(sent)))
}

/// The least value that so many percent do not exceed.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted[rank.saturating_sub(1)]
}
