//! Health, readiness and metrics, for the operator's probes. No personal data is here to see.

use std::net::SocketAddr;

use axum::{Router, extract::State, http::StatusCode, routing::get};
use habeas_engine::{Engine, Health};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// What the admin pages look at.
#[derive(Clone)]
struct Admin {
    engine: Engine,
    health: Health,
    metrics: PrometheusHandle,
}

/// Installs the process's recorder of metrics.
///
/// # Errors
/// When there is one already.
pub fn recorder() -> anyhow::Result<PrometheusHandle> {
    Ok(PrometheusBuilder::new().install_recorder()?)
}

/// Serves `/health` (the process runs), `/ready` (database, bus and every part are well) and
/// `/metrics` until stopped.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(
    listen: SocketAddr,
    engine: Engine,
    health: Health,
    metrics: PrometheusHandle,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let listener = TcpListener::bind(listen).await?;
    let router = Router::new()
        .route("/health", get(|| async { "ok\n" }))
        .route("/ready", get(ready))
        .route(
            "/metrics",
            get(|State(admin): State<Admin>| async move { admin.metrics.render() }),
        )
        .with_state(Admin {
            engine,
            health,
            metrics,
        });
    axum::serve(listener, router)
        .with_graceful_shutdown(stop.cancelled_owned())
        .await?;
    Ok(())
}

async fn ready(State(admin): State<Admin>) -> (StatusCode, String) {
    let store = admin.engine.store.ready().await.is_ok();
    let bus = admin.engine.bus.is_ready();
    let report = admin.health.report();
    let well = store && bus && report.is_well();
    let mut text = format!("store {}\nbus {}\n", word(store), word(bus));
    for (part, well) in report.parts {
        text.push_str(&format!("{part} {}\n", word(well)));
    }
    (
        if well {
            StatusCode::OK
        } else {
            StatusCode::SERVICE_UNAVAILABLE
        },
        text,
    )
}

fn word(well: bool) -> &'static str {
    if well { "well" } else { "unwell" }
}
