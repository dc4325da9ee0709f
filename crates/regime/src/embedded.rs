//! The texts in the binary, as `(file, text)`, sorted by file.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
