//! The courier service.
