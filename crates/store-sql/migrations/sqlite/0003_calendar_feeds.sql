-- Private addresses of calendar subscriptions: the hash of each token, and whose it is. One that is
-- revoked is gone.

CREATE TABLE calendar_feeds (
    token BLOB NOT NULL PRIMARY KEY,
    staff BLOB NOT NULL REFERENCES staff (id),
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX calendar_feeds_staff ON calendar_feeds (staff);
