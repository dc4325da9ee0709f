//! What crosses services: pipeline, browser, faults, conformance. The tests are in `tests/all`, the
//! benchmark in `benches/pipeline`; this package's own program, `under-test`, is `habeas` as the
//! tests start it, and can be made to end at a chosen point of its work.

use std::sync::atomic::{AtomicU32, Ordering};

use habeas_waypoint::{Waypoint, listen};

/// The variable that says where the program under test ends: the name of a point, and behind a
/// colon at which passing of it where that is not the first.
pub const ABORT_AT: &str = "HABEAS_TEST_ABORT_AT";

/// Has this process end, without another instruction of its own, when it passes a point.
///
/// # Panics
/// When `place` names no point, or no passing of it.
pub fn abort_at(place: &str) {
    let (name, passing) = place.split_once(':').unwrap_or((place, "1"));
    let point = Waypoint::named(name).unwrap_or_else(|| panic!("{name} is no point"));
    let passing: u32 = passing
        .parse()
        .unwrap_or_else(|_| panic!("{place} names no passing"));
    let passed = AtomicU32::new(0);
    listen(move |at| {
        if at == point && passed.fetch_add(1, Ordering::SeqCst) + 1 == passing {
            std::process::abort();
        }
    });
}
