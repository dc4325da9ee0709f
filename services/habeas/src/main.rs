//! The one binary of habeas.

fn main() {}
