//! Cryptography only: seal, open, wrap, shred, search tokens; the store keeps its bytes.
