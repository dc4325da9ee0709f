//! The portal service.
