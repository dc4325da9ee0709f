//! What was generated from `proto/habeas/v1`.

#![allow(missing_docs, dead_code, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/habeas.v1.rs"));

/// The schema itself, with field options and comments: an encoded
/// `google.protobuf.FileDescriptorSet`, for tests and for who reads the bus without this crate.
#[must_use]
pub fn descriptor() -> &'static [u8] {
    include_bytes!(concat!(env!("OUT_DIR"), "/habeas.v1.bin"))
}
