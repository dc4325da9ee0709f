-- What an installation keeps, on Postgres. The columns are those of ../sqlite/0001_store.sql:
-- instants in microseconds since 1970, days in ISO form, so that both engines read one SQL text.
-- Words are compared byte by byte, whatever the collation of the database, as SQLite does.

CREATE TABLE streams (
    controller TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    head BYTEA NOT NULL,
    PRIMARY KEY (controller, kind, id)
);

CREATE TABLE events (
    controller TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    stream UUID NOT NULL,
    seq BIGINT NOT NULL CHECK (seq > 0),
    id UUID NOT NULL,
    event_type TEXT COLLATE "C" NOT NULL,
    body BYTEA NOT NULL,
    legal_day TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    causation UUID,
    correlation UUID NOT NULL,
    traceparent TEXT COLLATE "C",
    prev_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (controller, kind, stream, seq)
);

CREATE UNIQUE INDEX events_id ON events (controller, id);
CREATE INDEX events_recorded ON events (controller, recorded_at, id);

CREATE TABLE inbox (
    worker TEXT COLLATE "C" NOT NULL,
    event UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (worker, event)
);

-- One entry an event and reader; no reader is the empty word. A reader asks over all controllers
-- it serves, so the second index begins with the reader.
CREATE TABLE outbox (
    controller TEXT COLLATE "C" NOT NULL,
    event UUID NOT NULL,
    reader TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL,
    leased_until BIGINT NOT NULL,
    PRIMARY KEY (controller, event, reader)
);

CREATE INDEX outbox_reader ON outbox (reader, recorded_at, event);

CREATE TABLE rows (
    controller TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    projection BIGINT NOT NULL,
    submission UUID NOT NULL,
    desk TEXT COLLATE "C",
    office TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL,
    right_code TEXT COLLATE "C",
    file_kind TEXT COLLATE "C",
    reference TEXT COLLATE "C",
    received TEXT COLLATE "C" NOT NULL,
    first_due TEXT COLLATE "C",
    due TEXT COLLATE "C",
    safe TEXT COLLATE "C",
    clock TEXT COLLATE "C" NOT NULL,
    waits_kind TEXT COLLATE "C" NOT NULL,
    waits_for TEXT COLLATE "C",
    waits_since BIGINT NOT NULL,
    closed BOOLEAN NOT NULL,
    data TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (controller, kind, id)
);

CREATE INDEX rows_list ON rows (controller, closed, kind, safe);
CREATE INDEX rows_submission ON rows (controller, submission);
CREATE INDEX rows_waiting ON rows (controller, waits_for, waits_since) WHERE waits_kind = 'worker';
-- A person gives a reference before anybody knows at which controller it was filed.
CREATE UNIQUE INDEX rows_reference ON rows (reference) WHERE reference IS NOT NULL;

CREATE TABLE alarms (
    controller TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    stream UUID NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    leased_until BIGINT NOT NULL,
    PRIMARY KEY (controller, kind, stream, code)
);

CREATE INDEX alarms_at ON alarms (controller, at);

CREATE TABLE dispatches (
    controller TEXT COLLATE "C" NOT NULL,
    id UUID NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    stream UUID NOT NULL,
    ordered_by UUID NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    template TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    desk TEXT COLLATE "C",
    office TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    not_before BIGINT NOT NULL,
    leased_until BIGINT NOT NULL,
    PRIMARY KEY (controller, id)
);

CREATE INDEX dispatches_due ON dispatches (controller, not_before) WHERE state IN ('ordered', 'started');
CREATE INDEX dispatches_state ON dispatches (controller, state, not_before);
CREATE INDEX dispatches_stream ON dispatches (controller, kind, stream);

-- A failure is found by what failed; the controller is told by its event.
CREATE TABLE failures (
    worker TEXT COLLATE "C" NOT NULL,
    event UUID NOT NULL,
    controller TEXT COLLATE "C" NOT NULL,
    attempt BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    class TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    text_item UUID,
    dead BOOLEAN NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (worker, event)
);

CREATE INDEX failures_list ON failures (controller, dead, since);

CREATE TABLE tallies (
    controller TEXT COLLATE "C" NOT NULL,
    desk TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (controller, day, name, desk)
);

CREATE TABLE tally_deltas (
    controller TEXT COLLATE "C" NOT NULL,
    desk TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    delta BIGINT NOT NULL,
    folding BOOLEAN NOT NULL
);

CREATE INDEX tally_deltas_day ON tally_deltas (controller, day);

CREATE TABLE sealed (
    controller TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    stream UUID NOT NULL,
    item UUID NOT NULL,
    compartment TEXT COLLATE "C" NOT NULL,
    field_kind TEXT COLLATE "C" NOT NULL,
    key_id UUID NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (controller, kind, stream, item)
);

CREATE INDEX sealed_item ON sealed (controller, item);

CREATE TABLE wraps (
    controller TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    stream UUID NOT NULL,
    key_id UUID NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL,
    compartment TEXT COLLATE "C" NOT NULL,
    suite TEXT COLLATE "C" NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (controller, kind, stream, key_id, recipient)
);

CREATE TABLE tokens (
    controller TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    stream UUID NOT NULL,
    field TEXT COLLATE "C" NOT NULL,
    token BYTEA NOT NULL,
    PRIMARY KEY (controller, kind, stream, field, token)
);

CREATE INDEX tokens_token ON tokens (controller, token);

CREATE TABLE documents (
    controller TEXT COLLATE "C" NOT NULL,
    item UUID NOT NULL,
    put_at BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (controller, item)
);

CREATE INDEX documents_put ON documents (controller, put_at);

CREATE TABLE staff (
    id UUID NOT NULL PRIMARY KEY,
    login TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    password TEXT COLLATE "C" NOT NULL,
    active BOOLEAN NOT NULL
);

CREATE TABLE staff_grants (
    staff UUID NOT NULL REFERENCES staff (id),
    controller TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    desk TEXT COLLATE "C" NOT NULL,
    office TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (staff, controller, role, desk, office)
);

CREATE INDEX staff_grants_controller ON staff_grants (controller);

CREATE TABLE sessions (
    token BYTEA NOT NULL PRIMARY KEY,
    staff UUID NOT NULL REFERENCES staff (id),
    since BIGINT NOT NULL,
    seen BIGINT NOT NULL
);

CREATE INDEX sessions_staff ON sessions (staff);

CREATE TABLE drafts (
    id UUID NOT NULL PRIMARY KEY,
    bytes BYTEA NOT NULL,
    expires BIGINT NOT NULL
);

CREATE INDEX drafts_expires ON drafts (expires);

CREATE TABLE pack_texts (
    kind TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    hash BYTEA NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, id, version, hash)
);
