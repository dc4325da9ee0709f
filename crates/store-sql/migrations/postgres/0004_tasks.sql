-- How many tasks of a case are open, and until when the first of them should be done.

ALTER TABLE rows ADD COLUMN tasks BIGINT NOT NULL DEFAULT 0;
ALTER TABLE rows ADD COLUMN task_due TEXT COLLATE "C";

CREATE INDEX rows_tasks ON rows (controller, task_due) WHERE tasks > 0;

-- A person also names a further party, or says that they have none.

DROP POLICY portal_writes ON events;
CREATE POLICY portal_writes ON events FOR INSERT TO habeas_portal
    WITH CHECK (kind = 'submission' AND actor = 'person' AND event_type IN (
        'submission-received', 'message-received', 'document-received',
        'identity-evidence-received', 'submission-withdrawn', 'answer-collected',
        'message-opened', 'party-named'));
