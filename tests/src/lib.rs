//! What crosses services: pipeline, browser, faults, conformance. The tests are in `tests/all`, the
//! benchmark in `benches/pipeline`; this package's own program, `under-test`, is `habeas` as the
//! tests start it.
