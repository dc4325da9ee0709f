//! Holds templates and sources against the texts: every key they use exists in every language, and
//! gets the arguments it wants. For the tests of the crates that print texts:
//!
//! ```no_run
//! #[test]
//! fn every_text_exists() {
//!     habeas_language::testing::check_templates(env!("CARGO_MANIFEST_DIR")).unwrap();
//! }
//! ```
