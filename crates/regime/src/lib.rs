//! Policy packs: what binds an organisation, typed, from TOML, with citations.
