//! Pure: template, typed data and language in, PDF out; the only crate that knows Typst.
