//! The response service.
