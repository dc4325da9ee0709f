//! What leaves the house: e-mail and registered post; ports and adapters.
