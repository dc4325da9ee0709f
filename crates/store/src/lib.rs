//! The port to what is kept: log, outbox, inbox, rows, tallies, alarms, failures, dispatches, plain tables.
