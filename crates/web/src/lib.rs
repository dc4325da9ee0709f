//! What portal and console share: layout, assets, forms, sessions, errors.
