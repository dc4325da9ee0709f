//! The deadlines service.
