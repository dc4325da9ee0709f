use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// What is well and what is not, by part; shared by all tasks of a process.
#[derive(Clone, Debug, Default)]
pub struct Health(Arc<Mutex<BTreeMap<&'static str, bool>>>);

/// A moment's health.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthReport {
    /// Each part and whether it is well.
    pub parts: Vec<(&'static str, bool)>,
}

impl Health {
    /// Notes how a part is.
    pub fn set(&self, part: &'static str, well: bool) {
        let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if parts.insert(part, well) != Some(well) {
            tracing::info!(part, well, "health.changed");
        }
    }

    /// How everything is.
    #[must_use]
    pub fn report(&self) -> HealthReport {
        let parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        HealthReport {
            parts: parts.iter().map(|(part, well)| (*part, *well)).collect(),
        }
    }
}

impl HealthReport {
    /// Whether every part is well.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.parts.iter().all(|(_, well)| *well)
    }
}
