//! The contract that every bus passes, on a real broker.

mod common;

use async_trait::async_trait;
use common::{House, headers, put};
use habeas_bus::{Bus, contract::Harness};
use habeas_envelope::{Code, EventId, EventRecord};

#[async_trait]
impl Harness for House {
    fn bus(&self) -> &dyn Bus {
        &self.bus
    }

    async fn committed(&self, _records: &[EventRecord]) {}

    async fn dealt_with(&self, _worker: &Code, _events: &[EventId]) {}

    async fn malformed(&self, _worker: &Code) -> bool {
        let no_id = headers("cloudEvents_id", b"nobody");
        put(&self.channel().await, no_id, b"").await;
        true
    }
}

habeas_bus::contract_tests!(House::new);
