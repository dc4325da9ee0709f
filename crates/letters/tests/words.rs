//! Every text the letters use exists in every language with its arguments.

#[test]
fn every_text_exists() {
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    habeas_language::testing::check_templates(sources).unwrap();
}
