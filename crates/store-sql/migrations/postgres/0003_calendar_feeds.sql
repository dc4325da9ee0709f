-- Private addresses of calendar subscriptions: the hash of each token, and whose it is. One that is
-- revoked is gone. The console alone knows them.

CREATE TABLE calendar_feeds (
    token BYTEA NOT NULL PRIMARY KEY,
    staff UUID NOT NULL REFERENCES staff (id),
    since BIGINT NOT NULL
);

CREATE UNIQUE INDEX calendar_feeds_staff ON calendar_feeds (staff);

GRANT SELECT, INSERT, DELETE ON calendar_feeds TO habeas_console;

-- A date that the portal tells is computed with the calendar in force, which the registry names.
-- Its events hold codes, days and handles alone.
CREATE POLICY portal_reads_registry ON events FOR SELECT TO habeas_portal USING (kind = 'registry');
