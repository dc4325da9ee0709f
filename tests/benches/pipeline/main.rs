//! `cargo bench -p habeas-tests --bench pipeline`: synthetic requests of the fictional pack go
//! through all workers with nobody in the loop, and a table says how many a second and how long
//! from filing to routed.
//!
//! Embedded always: one SQLite file with synchronous FULL and the bus of one process. Distributed
//! where `HABEAS_TEST_POSTGRES_URL` and `HABEAS_TEST_AMQP_URL` name servers, as this does:
//!
//! ```sh
//! cargo run -p habeas-testkit --bin with-servers -- cargo bench -p habeas-tests --bench pipeline
//! ```
//!
//! `HABEAS_BENCH_CASES` sets how many are measured in a row of the table (4000).
//!
//! A driver of its own, not criterion or divan: those time one call over and over and say how it
//! spreads. Here hundreds of requests are under way at once, what is asked for is how many come
//! through and the tail of their latencies, and a run that lost or doubled one is void.

mod check;
mod distributed;
mod embedded;
mod filing;
mod measure;
mod watch;
mod workers;

use std::time::Duration;

use anyhow::Context;
use habeas_testkit::{AMQP_URL, POSTGRES_URL};

use measure::{Figures, Pipeline, measure};

/// How many requests are under way at once: a row of the table each.
const IN_FLIGHT: [usize; 2] = [100, 200];

fn main() -> anyhow::Result<()> {
    let cases = match std::env::var("HABEAS_BENCH_CASES") {
        Ok(number) => number.parse().context("HABEAS_BENCH_CASES is a number")?,
        Err(_) => 4000,
    };
    let runtime = tokio::runtime::Runtime::new()?;
    println!(
        "{:<24} {:>9} {:>7} {:>8} {:>9} {:>9}",
        "installation", "in flight", "cases", "cases/s", "p50 ms", "p99 ms"
    );
    for in_flight in IN_FLIGHT {
        let figures = runtime.block_on(embedded(in_flight, cases))?;
        row("embedded, SQLite FULL", in_flight, cases, &figures);
    }
    let given = |name| std::env::var(name).ok().filter(|url| !url.is_empty());
    match (given(POSTGRES_URL), given(AMQP_URL)) {
        (Some(_), Some(_)) => {
            for in_flight in IN_FLIGHT {
                let figures = runtime.block_on(distributed(in_flight, cases))?;
                row("Postgres and RabbitMQ", in_flight, cases, &figures);
            }
        }
        _ => println!("Postgres and RabbitMQ: not measured, {POSTGRES_URL} and {AMQP_URL} not set"),
    }
    Ok(())
}

async fn embedded(in_flight: usize, cases: usize) -> anyhow::Result<Figures> {
    // Beside the build, which is on a disk: the temporary folder may be memory.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let pipeline = embedded::open(folder.path()).await?;
    run(pipeline, in_flight, cases, || ()).await
}

async fn distributed(in_flight: usize, cases: usize) -> anyhow::Result<Figures> {
    let servers = tokio::task::spawn_blocking(distributed::Servers::prepare).await?;
    let pipeline = distributed::open(&servers).await?;
    let statistics = || servers.gather_statistics();
    let figures = run(pipeline, in_flight, cases, statistics).await;
    tokio::task::spawn_blocking(move || drop(servers)).await?;
    figures
}

async fn run(
    pipeline: Pipeline,
    in_flight: usize,
    cases: usize,
    between: impl FnOnce(),
) -> anyhow::Result<Figures> {
    let (figures, filed) = measure(&pipeline, in_flight, cases, between).await?;
    check::settled(&pipeline, Duration::from_secs(60)).await?;
    check::none_lost_none_doubled(&pipeline, &filed).await?;
    pipeline.end().await;
    Ok(figures)
}

fn row(installation: &str, in_flight: usize, cases: usize, figures: &Figures) {
    println!(
        "{installation:<24} {in_flight:>9} {cases:>7} {:>8.0} {:>9.1} {:>9.1}",
        figures.per_second,
        millis(figures.p50),
        millis(figures.p99)
    );
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
