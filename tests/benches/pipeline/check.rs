//! After a run: nothing is under way any more, nothing was lost, nothing was doubled.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use habeas_engine::Loaded;
use habeas_envelope::{EventRecord, Scope, StreamKind, StreamRef, SubmissionId, verify_chain};
use habeas_store::Stream;

use crate::{filing::controller, measure::Pipeline};

/// Waits until everything is told, every worker has acknowledged it, and nothing is left to be
/// carried: the courier is woken by what it is told and carries after that.
pub async fn settled(pipeline: &Pipeline, patience: Duration) -> anyhow::Result<()> {
    let store = &pipeline.reader.store;
    let scope = Scope::whole([controller()]);
    let started = Instant::now();
    loop {
        let waiting = store.outbox_depth().await?;
        let carried = store.next_dispatch(&scope).await?.is_none();
        if waiting == 0 && carried {
            return Ok(());
        }
        ensure!(
            started.elapsed() < patience,
            "{waiting} events are still to be told, all carried: {carried}"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The events of a submission without a person, each once, and those of its one case.
const OF_SUBMISSION: [&str; 8] = [
    "submission-received",
    "submission-classified",
    "submission-date-told",
    "dispatch-ordered",
    "dispatch-started",
    "dispatch-sent",
    "identity-established",
    "submission-handed-over",
];
const OF_CASE: [&str; 5] = [
    "case-opened",
    "identity-settled",
    "case-routed",
    "dispatch-ordered",
    "dispatch-queued",
];

/// Every submission that was filed is there with every step once, and so is its case; no others
/// are, and nothing failed.
pub async fn none_lost_none_doubled(
    pipeline: &Pipeline,
    filed: &[SubmissionId],
) -> anyhow::Result<()> {
    let scope = Scope::whole([controller()]);
    let failures = pipeline.reader.store.failures(&scope, 10).await?;
    ensure!(failures.is_empty(), "failed: {failures:?}");
    let submissions = all(pipeline, StreamKind::Submission).await?;
    let known: BTreeSet<SubmissionId> = filed.iter().copied().collect();
    let found: BTreeSet<SubmissionId> = submissions
        .iter()
        .map(|s| SubmissionId(s.stream.id))
        .collect();
    ensure!(
        known == found,
        "{} filed, {} in the log",
        known.len(),
        found.len()
    );
    for stream in &submissions {
        once_each(stream, &OF_SUBMISSION)?;
    }
    let cases = all(pipeline, StreamKind::Case).await?;
    ensure!(
        cases.len() == filed.len(),
        "{} filed, {} cases",
        filed.len(),
        cases.len()
    );
    for stream in &cases {
        once_each(stream, &OF_CASE)?;
    }
    Ok(())
}

fn once_each(stream: &Stream, steps: &[&'static str]) -> anyhow::Result<()> {
    verify_chain(&stream.events).with_context(|| format!("{:?}", stream.stream))?;
    Loaded::read(std::slice::from_ref(stream))?;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let name = |event: &'_ EventRecord| event.event_type.clone();
    let names: Vec<_> = stream.events.iter().map(name).collect();
    for name in &names {
        *counts.entry(name.as_str()).or_default() += 1;
    }
    for step in steps {
        let times = counts.get(step).copied().unwrap_or(0);
        ensure!(times == 1, "{step} happened {times} times: {names:?}");
    }
    Ok(())
}

async fn all(pipeline: &Pipeline, kind: StreamKind) -> anyhow::Result<Vec<Stream>> {
    let scope = Scope::whole([controller()]);
    let store = &pipeline.reader.store;
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page: Vec<StreamRef> = store.streams(&scope, kind, after, 500).await?;
        let Some(last) = page.last() else {
            return Ok(found);
        };
        after = Some(last.id);
        found.extend(store.load(&scope, &page).await?);
    }
}
