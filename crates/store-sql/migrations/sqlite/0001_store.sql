-- What an installation keeps, on SQLite. The columns are those of ../postgres/0001_store.sql:
-- instants in microseconds since 1970, days in ISO form, ids and hashes as bytes.

CREATE TABLE streams (
    controller TEXT NOT NULL,
    kind TEXT NOT NULL,
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    head BLOB NOT NULL,
    PRIMARY KEY (controller, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER streams_stay BEFORE DELETE ON streams WHEN old.version > 0
BEGIN
    SELECT RAISE(ABORT, 'a stream that holds events is never deleted');
END;

CREATE TABLE events (
    controller TEXT NOT NULL,
    kind TEXT NOT NULL,
    stream BLOB NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    id BLOB NOT NULL,
    event_type TEXT NOT NULL,
    body BLOB NOT NULL,
    legal_day TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    causation BLOB,
    correlation BLOB NOT NULL,
    traceparent TEXT,
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (controller, kind, stream, seq)
) STRICT;

CREATE UNIQUE INDEX events_id ON events (controller, id);
CREATE INDEX events_recorded ON events (controller, recorded_at, id);

CREATE TRIGGER events_stay_as_written BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'an event is never changed');
END;
CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'an event is never deleted');
END;

CREATE TABLE inbox (
    worker TEXT NOT NULL,
    event BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (worker, event)
) STRICT, WITHOUT ROWID;

-- One entry an event and reader; no reader is the empty word. A reader asks over all controllers
-- it serves, so the second index begins with the reader.
CREATE TABLE outbox (
    controller TEXT NOT NULL,
    event BLOB NOT NULL,
    reader TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    PRIMARY KEY (controller, event, reader)
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_reader ON outbox (reader, recorded_at, event);

CREATE TABLE rows (
    controller TEXT NOT NULL,
    kind TEXT NOT NULL,
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    projection INTEGER NOT NULL,
    submission BLOB NOT NULL,
    desk TEXT,
    office TEXT,
    status TEXT NOT NULL,
    right_code TEXT,
    file_kind TEXT,
    reference TEXT,
    received TEXT NOT NULL,
    first_due TEXT,
    due TEXT,
    safe TEXT,
    clock TEXT NOT NULL,
    waits_kind TEXT NOT NULL,
    waits_for TEXT,
    waits_since INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (controller, kind, id)
) STRICT;

CREATE INDEX rows_list ON rows (controller, closed, kind, safe);
CREATE INDEX rows_submission ON rows (controller, submission);
CREATE INDEX rows_waiting ON rows (controller, waits_for, waits_since) WHERE waits_kind = 'worker';
-- A person gives a reference before anybody knows at which controller it was filed.
CREATE UNIQUE INDEX rows_reference ON rows (reference) WHERE reference IS NOT NULL;

CREATE TABLE alarms (
    controller TEXT NOT NULL,
    kind TEXT NOT NULL,
    stream BLOB NOT NULL,
    code TEXT NOT NULL,
    at INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    PRIMARY KEY (controller, kind, stream, code)
) STRICT, WITHOUT ROWID;

CREATE INDEX alarms_at ON alarms (controller, at);

CREATE TABLE dispatches (
    controller TEXT NOT NULL,
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    stream BLOB NOT NULL,
    ordered_by BLOB NOT NULL,
    channel TEXT NOT NULL,
    template TEXT NOT NULL,
    language TEXT NOT NULL,
    desk TEXT,
    office TEXT,
    state TEXT NOT NULL,
    not_before INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    PRIMARY KEY (controller, id)
) STRICT;

CREATE INDEX dispatches_due ON dispatches (controller, not_before) WHERE state IN ('ordered', 'started');
CREATE INDEX dispatches_state ON dispatches (controller, state, not_before);
CREATE INDEX dispatches_stream ON dispatches (controller, kind, stream);

-- A failure is found by what failed; the controller is told by its event.
CREATE TABLE failures (
    worker TEXT NOT NULL,
    event BLOB NOT NULL,
    controller TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    class TEXT NOT NULL,
    reason TEXT NOT NULL,
    text_item BLOB,
    dead INTEGER NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (worker, event)
) STRICT;

CREATE INDEX failures_list ON failures (controller, dead, since);

CREATE TABLE tallies (
    controller TEXT NOT NULL,
    desk TEXT NOT NULL,
    name TEXT NOT NULL,
    day TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (controller, day, name, desk)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally_deltas (
    controller TEXT NOT NULL,
    desk TEXT NOT NULL,
    name TEXT NOT NULL,
    day TEXT NOT NULL,
    delta INTEGER NOT NULL,
    folding INTEGER NOT NULL
) STRICT;

CREATE INDEX tally_deltas_day ON tally_deltas (controller, day);

CREATE TABLE sealed (
    controller TEXT NOT NULL,
    kind TEXT NOT NULL,
    stream BLOB NOT NULL,
    item BLOB NOT NULL,
    compartment TEXT NOT NULL,
    field_kind TEXT NOT NULL,
    key_id BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (controller, kind, stream, item)
) STRICT;

CREATE INDEX sealed_item ON sealed (controller, item);

CREATE TABLE wraps (
    controller TEXT NOT NULL,
    kind TEXT NOT NULL,
    stream BLOB NOT NULL,
    key_id BLOB NOT NULL,
    recipient TEXT NOT NULL,
    compartment TEXT NOT NULL,
    suite TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (controller, kind, stream, key_id, recipient)
) STRICT;

CREATE TABLE tokens (
    controller TEXT NOT NULL,
    kind TEXT NOT NULL,
    stream BLOB NOT NULL,
    field TEXT NOT NULL,
    token BLOB NOT NULL,
    PRIMARY KEY (controller, kind, stream, field, token)
) STRICT, WITHOUT ROWID;

CREATE INDEX tokens_token ON tokens (controller, token);

CREATE TABLE documents (
    controller TEXT NOT NULL,
    item BLOB NOT NULL,
    put_at INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (controller, item)
) STRICT;

CREATE INDEX documents_put ON documents (controller, put_at);

CREATE TABLE staff (
    id BLOB NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password TEXT NOT NULL,
    active INTEGER NOT NULL
) STRICT;

CREATE TABLE staff_grants (
    staff BLOB NOT NULL REFERENCES staff (id),
    controller TEXT NOT NULL,
    role TEXT NOT NULL,
    desk TEXT NOT NULL,
    office TEXT NOT NULL,
    PRIMARY KEY (staff, controller, role, desk, office)
) STRICT, WITHOUT ROWID;

CREATE INDEX staff_grants_controller ON staff_grants (controller);

CREATE TABLE sessions (
    token BLOB NOT NULL PRIMARY KEY,
    staff BLOB NOT NULL REFERENCES staff (id),
    since INTEGER NOT NULL,
    seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_staff ON sessions (staff);

CREATE TABLE drafts (
    id BLOB NOT NULL PRIMARY KEY,
    bytes BLOB NOT NULL,
    expires INTEGER NOT NULL
) STRICT;

CREATE INDEX drafts_expires ON drafts (expires);

CREATE TABLE pack_texts (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    hash BLOB NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (kind, id, version, hash)
) STRICT;
