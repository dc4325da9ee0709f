//! The bus inside one process, fed by the outbox.
