//! The runtime of all workers.
