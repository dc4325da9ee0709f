//! The port to the message bus, and the one constant that maps a worker to the events it reads.
