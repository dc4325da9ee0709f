-- Signed statements of where all streams stood. Nobody changes or deletes one, the owner included.

CREATE TABLE checkpoints (
    number BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
    signed_at BIGINT NOT NULL,
    token TEXT COLLATE "C" NOT NULL
);

CREATE TRIGGER checkpoints_stay_as_written BEFORE UPDATE OR DELETE ON checkpoints
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoints_stay BEFORE TRUNCATE ON checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON checkpoints TO habeas_worker;
GRANT SELECT ON checkpoints TO habeas_console;
