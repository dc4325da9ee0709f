//! What proves that the log is whole. The hash chain of a stream shows that nothing in it was
//! changed; that its end was not cut off, and that no stream vanished, is shown by a checkpoint: a
//! Merkle tree (RFC 6962, section 2.1) over where every stream stood at an instant, signed with a
//! key that nobody else has, and linked to the checkpoint before.

mod checkpoint;
mod tree;

pub use checkpoint::{CheckpointError, Claims, PublicKey, link, public_key, read, sign};
pub use tree::{Tree, leaf};
