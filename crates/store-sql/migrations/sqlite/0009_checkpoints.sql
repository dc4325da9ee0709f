-- Signed statements of where all streams stood.

CREATE TABLE checkpoints (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    signed_at INTEGER NOT NULL,
    token TEXT NOT NULL
) STRICT;
