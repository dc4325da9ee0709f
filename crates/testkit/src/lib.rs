//! Private servers for a test, virtual clock, fault injection, builders.
