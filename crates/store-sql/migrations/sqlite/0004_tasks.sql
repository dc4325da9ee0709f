-- How many tasks of a case are open, and until when the first of them should be done.

ALTER TABLE rows ADD COLUMN tasks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rows ADD COLUMN task_due TEXT;

CREATE INDEX rows_tasks ON rows (controller, task_due) WHERE tasks > 0;
