//! Submissions and cases: state, commands, events; decide and apply; row and alarms of a state.
