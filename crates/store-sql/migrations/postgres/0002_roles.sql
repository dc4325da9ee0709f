-- Who may do what. Three group roles hold the rights; each service signs in with a login of its
-- own, made outside, that is a member of one of them. The owner runs the steps of the schema and
-- nothing else: no service signs in as the owner.

DO $roles$
DECLARE
    wanted TEXT;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['habeas_portal', 'habeas_console', 'habeas_worker'] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION
                -- Another database of the same server was migrated at the same moment.
                WHEN duplicate_object OR unique_violation THEN NULL;
                WHEN insufficient_privilege THEN
                    RAISE EXCEPTION 'the owner of the database may not make the role %', wanted
                        USING ERRCODE = '42501',
                        HINT = 'Give the owner CREATEROLE, or let an administrator run: '
                            || 'CREATE ROLE habeas_portal; CREATE ROLE habeas_console; '
                            || 'CREATE ROLE habeas_worker;';
            END;
        END IF;
    END LOOP;
END
$roles$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO habeas_portal, habeas_console, habeas_worker;
GRANT SELECT ON _sqlx_migrations TO habeas_portal, habeas_console, habeas_worker;

-- The log: nobody changes or deletes an event, the owner included.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $refuse$
BEGIN
    RAISE EXCEPTION 'an event is never changed or deleted' USING ERRCODE = '42501';
END
$refuse$;

CREATE TRIGGER events_stay_as_written BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_stay BEFORE TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_loss() RETURNS trigger LANGUAGE plpgsql AS $refuse$
BEGIN
    RAISE EXCEPTION 'a stream that holds events is never deleted' USING ERRCODE = '42501';
END
$refuse$;

CREATE TRIGGER streams_stay BEFORE DELETE ON streams
    FOR EACH ROW WHEN (old.version > 0) EXECUTE FUNCTION refuse_loss();

-- Workers and the console.

GRANT SELECT, INSERT ON events, sealed TO habeas_worker, habeas_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON streams TO habeas_worker, habeas_console;
GRANT SELECT, INSERT, DELETE ON inbox, tokens, wraps TO habeas_worker, habeas_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox, alarms, failures, tally_deltas
    TO habeas_worker, habeas_console;
GRANT SELECT, INSERT, UPDATE ON rows, dispatches, tallies TO habeas_worker, habeas_console;
GRANT SELECT, INSERT, DELETE ON documents TO habeas_worker, habeas_console;
GRANT SELECT, INSERT ON pack_texts TO habeas_worker, habeas_console;
GRANT SELECT, INSERT, UPDATE ON staff TO habeas_console;
GRANT SELECT, INSERT, DELETE ON staff_grants TO habeas_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions, drafts TO habeas_console;

-- The portal writes submissions and what belongs to them, and reads back what is the person's.

GRANT SELECT, INSERT ON events, sealed, wraps TO habeas_portal;
GRANT SELECT, INSERT, UPDATE, DELETE ON streams, alarms TO habeas_portal;
GRANT SELECT, INSERT, UPDATE ON rows TO habeas_portal;
GRANT INSERT ON outbox, tally_deltas TO habeas_portal;
GRANT SELECT, DELETE ON outbox TO habeas_portal;
GRANT SELECT, INSERT ON documents TO habeas_portal;
GRANT SELECT ON dispatches, pack_texts TO habeas_portal;
GRANT SELECT, INSERT, UPDATE, DELETE ON drafts TO habeas_portal;

ALTER TABLE streams ENABLE ROW LEVEL SECURITY;
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE rows ENABLE ROW LEVEL SECURITY;
ALTER TABLE alarms ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE sealed ENABLE ROW LEVEL SECURITY;
ALTER TABLE wraps ENABLE ROW LEVEL SECURITY;
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;

CREATE POLICY house ON streams TO habeas_worker, habeas_console USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY house ON events TO habeas_worker, habeas_console USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY house ON rows TO habeas_worker, habeas_console USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY house ON alarms TO habeas_worker, habeas_console USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY house ON outbox TO habeas_worker, habeas_console USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY house ON sealed TO habeas_worker, habeas_console USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY house ON wraps TO habeas_worker, habeas_console USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY house ON documents TO habeas_worker, habeas_console USING (TRUE) WITH CHECK (TRUE);

CREATE POLICY portal ON streams TO habeas_portal
    USING (kind = 'submission') WITH CHECK (kind = 'submission');

-- Beside the submission the cases it led to: whether an answer can be collected stands there. Events
-- hold codes and handles alone.
CREATE POLICY portal_reads ON events FOR SELECT TO habeas_portal
    USING (kind IN ('submission', 'case'));
-- What a person can do, and no more: every consequence is drawn by a worker.
CREATE POLICY portal_writes ON events FOR INSERT TO habeas_portal
    WITH CHECK (kind = 'submission' AND actor = 'person' AND event_type IN (
        'submission-received', 'message-received', 'document-received',
        'identity-evidence-received', 'submission-withdrawn', 'answer-collected',
        'message-opened'));

CREATE POLICY portal_reads ON rows FOR SELECT TO habeas_portal USING (TRUE);
CREATE POLICY portal_inserts ON rows FOR INSERT TO habeas_portal
    WITH CHECK (kind = 'submission');
CREATE POLICY portal_updates ON rows FOR UPDATE TO habeas_portal
    USING (kind = 'submission') WITH CHECK (kind = 'submission');

CREATE POLICY portal ON alarms TO habeas_portal
    USING (kind = 'submission') WITH CHECK (kind = 'submission');

-- Only events of submissions, by the log.
CREATE POLICY portal ON outbox TO habeas_portal
    USING (EXISTS (SELECT 1 FROM events e
        WHERE e.controller = outbox.controller AND e.id = outbox.event
        AND e.kind = 'submission'))
    WITH CHECK (EXISTS (SELECT 1 FROM events e
        WHERE e.controller = outbox.controller AND e.id = outbox.event
        AND e.kind = 'submission'));

-- The portal seals for everybody and reads only ciphertext wrapped to the person: under RLS the
-- inner select on wraps sees no other.
CREATE POLICY portal_writes ON wraps FOR INSERT TO habeas_portal WITH CHECK (kind = 'submission');
CREATE POLICY portal_reads ON wraps FOR SELECT TO habeas_portal
    USING (recipient LIKE 'person%' OR recipient LIKE 'answer%');
CREATE POLICY portal_writes ON sealed FOR INSERT TO habeas_portal
    WITH CHECK (kind = 'submission');
CREATE POLICY portal_reads ON sealed FOR SELECT TO habeas_portal
    USING (EXISTS (SELECT 1 FROM wraps w WHERE w.controller = sealed.controller
        AND w.kind = sealed.kind AND w.stream = sealed.stream AND w.key_id = sealed.key_id));
CREATE POLICY portal_writes ON documents FOR INSERT TO habeas_portal WITH CHECK (TRUE);
CREATE POLICY portal_reads ON documents FOR SELECT TO habeas_portal
    USING (EXISTS (SELECT 1 FROM sealed s
        WHERE s.controller = documents.controller AND s.item = documents.item));
