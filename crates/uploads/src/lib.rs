//! The only reader of foreign files: size, magic bytes, pictures re-encoded.
