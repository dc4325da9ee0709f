use async_trait::async_trait;
use chrono::{DateTime, Utc};
use habeas_envelope::{Code, ControllerId, Hash32};
use habeas_store::{
    CalendarFeed, CalendarFeeds, Draft, Drafts, NewStaff, PackText, PackTexts, Session, Sessions,
    Staff, StaffDirectory, StaffGrant, StoreError,
};
use uuid::Uuid;

use crate::conn::Record;
use crate::sql::{Query, Value, values};
use crate::store::{Backend, SqlStore};

const ADD_STAFF: &str = "INSERT INTO staff (id, login, name, password, active) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";

/// Only for the one just added: somebody with this id and login who has no grants yet.
const FIRST_GRANTS: &str = "WITH {v: staff uuid, login text, controller text, role text, desk text, \
    office text} INSERT INTO staff_grants (staff, controller, role, desk, office) \
    SELECT v.staff, v.controller, v.role, v.desk, v.office FROM v \
    JOIN staff s ON s.id = v.staff AND s.login = v.login \
    WHERE NOT EXISTS (SELECT 1 FROM staff_grants g WHERE g.staff = v.staff) \
    ON CONFLICT DO NOTHING";

const STAFF: &str = "SELECT s.id, s.login, s.name, s.password, s.active, \
    g.controller, g.role, g.desk, g.office \
    FROM staff s LEFT JOIN staff_grants g ON g.staff = s.id \
    WHERE (s.login = $1 OR $1 IS NULL) AND (s.id = $2 OR $2 IS NULL) \
    AND (EXISTS (SELECT 1 FROM staff_grants x \
    WHERE x.staff = s.id AND x.controller = $3) OR $3 IS NULL) \
    ORDER BY s.name, s.id, g.controller, g.role, g.desk, g.office";

const DROP_GRANTS: &str = "DELETE FROM staff_grants WHERE staff = $1";

const GRANTS: &str = "WITH {v: staff uuid, controller text, role text, desk text, office text} \
    INSERT INTO staff_grants (staff, controller, role, desk, office) \
    SELECT staff, controller, role, desk, office FROM v WHERE TRUE ON CONFLICT DO NOTHING";

const SET_PASSWORD: &str = "UPDATE staff SET password = $1, active = $2 WHERE id = $3";

const ADD_SESSION: &str = "INSERT INTO sessions (token, staff, since, seen) \
    VALUES ($1, $2, $3, $4)";

const SESSION: &str = "SELECT token, staff, since, seen FROM sessions WHERE token = $1";

const TOUCH_SESSION: &str = "UPDATE sessions SET seen = $1 WHERE token = $2 AND seen < $1";

const END_SESSION: &str = "DELETE FROM sessions WHERE token = $1";

const END_SESSIONS_OF: &str = "DELETE FROM sessions WHERE staff = $1";

const PRUNE_SESSIONS: &str = "DELETE FROM sessions WHERE seen < $1 OR since < $2";

const PUT_DRAFT: &str = "INSERT INTO drafts (id, bytes, expires) VALUES ($1, $2, $3) \
    ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes, expires = excluded.expires";

const DRAFT: &str = "SELECT id, bytes, expires FROM drafts WHERE id = $1 AND expires > $2";

const DROP_DRAFT: &str = "DELETE FROM drafts WHERE id = $1";

const PRUNE_DRAFTS: &str = "DELETE FROM drafts WHERE expires <= $1";

const KEEP_PACK: &str = "INSERT INTO pack_texts (kind, id, version, hash, text) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";

const PACKS: &str = "SELECT kind, id, version, hash, text FROM pack_texts \
    ORDER BY kind, id, version, hash";

const ADD_FEED: &str = "INSERT INTO calendar_feeds (token, staff, since) VALUES ($1, $2, $3)";

const FEED: &str = "SELECT token, staff, since FROM calendar_feeds \
    WHERE (token = $1 OR $1 IS NULL) AND (staff = $2 OR $2 IS NULL)";

const DROP_FEED: &str = "DELETE FROM calendar_feeds WHERE staff = $1";

#[cfg(test)]
pub(crate) const TEXTS: &[&str] = &[
    ADD_STAFF,
    FIRST_GRANTS,
    STAFF,
    DROP_GRANTS,
    GRANTS,
    SET_PASSWORD,
    ADD_SESSION,
    SESSION,
    TOUCH_SESSION,
    END_SESSION,
    END_SESSIONS_OF,
    PRUNE_SESSIONS,
    PUT_DRAFT,
    DRAFT,
    DROP_DRAFT,
    PRUNE_DRAFTS,
    KEEP_PACK,
    PACKS,
    ADD_FEED,
    FEED,
    DROP_FEED,
];

fn grant_values(grant: &StaffGrant) -> Vec<Value> {
    let word = |code: &Option<Code>| code.as_ref().map_or("", Code::as_str).to_owned();
    values![
        &grant.controller,
        &grant.role,
        word(&grant.desk),
        word(&grant.office),
    ]
}

fn grant(row: &Record) -> Result<Option<StaffGrant>, StoreError> {
    let Some(controller) = row.code_opt("controller")? else {
        return Ok(None);
    };
    Ok(Some(StaffGrant {
        controller: ControllerId::from(controller),
        role: row.code("role")?,
        desk: row.code_or_empty("desk")?,
        office: row.code_or_empty("office")?,
    }))
}

impl<B: Backend> SqlStore<B> {
    async fn staff_where(
        &self,
        login: Option<&str>,
        id: Option<Uuid>,
        controller: Option<&ControllerId>,
    ) -> Result<Vec<Staff>, StoreError> {
        let query = Query::new(STAFF).bind(login).bind(id).bind(controller);
        let mut everybody: Vec<Staff> = Vec::new();
        for row in self.read(query).await? {
            let id = row.uuid("id")?;
            if everybody.last().is_none_or(|staff| staff.id != id) {
                everybody.push(Staff {
                    id,
                    login: row.text("login")?,
                    name: row.text("name")?,
                    password: row.text("password")?,
                    active: row.flag("active")?,
                    grants: Vec::new(),
                });
            }
            if let Some(staff) = everybody.last_mut() {
                staff.grants.extend(grant(&row)?);
            }
        }
        Ok(everybody)
    }
}

#[async_trait]
impl<B: Backend> StaffDirectory for SqlStore<B> {
    async fn add_staff(&self, staff: NewStaff) -> Result<bool, StoreError> {
        let add = Query::new(ADD_STAFF)
            .bind(staff.id)
            .bind(&staff.login)
            .bind(&staff.name)
            .bind(&staff.password)
            .bind(staff.active);
        let grants = staff.grants.iter().map(|grant| {
            let mut row = values![staff.id, &staff.login];
            row.extend(grant_values(grant));
            row
        });
        let grants = Query::new(FIRST_GRANTS).rows(grants.collect());
        let answers = self.backend.write(vec![add, grants]).await?;
        Ok(answers.first().is_some_and(|answer| answer.affected == 1))
    }

    async fn staff_by_login(&self, login: &str) -> Result<Option<Staff>, StoreError> {
        Ok(self.staff_where(Some(login), None, None).await?.pop())
    }

    async fn staff_by_id(&self, id: Uuid) -> Result<Option<Staff>, StoreError> {
        Ok(self.staff_where(None, Some(id), None).await?.pop())
    }

    async fn staff_of(&self, controller: Option<&ControllerId>) -> Result<Vec<Staff>, StoreError> {
        self.staff_where(None, None, controller).await
    }

    async fn set_grants(&self, id: Uuid, grants: Vec<StaffGrant>) -> Result<(), StoreError> {
        let rows = grants.iter().map(|grant| {
            let mut row = values![id];
            row.extend(grant_values(grant));
            row
        });
        let grants = Query::new(GRANTS).rows(rows.collect());
        self.backend
            .write(vec![Query::new(DROP_GRANTS).bind(id), grants])
            .await?;
        Ok(())
    }

    async fn set_password(
        &self,
        id: Uuid,
        password: String,
        active: bool,
    ) -> Result<(), StoreError> {
        let query = Query::new(SET_PASSWORD)
            .bind(password)
            .bind(active)
            .bind(id);
        self.write(query).await?;
        Ok(())
    }
}

#[async_trait]
impl<B: Backend> Sessions for SqlStore<B> {
    async fn add_session(&self, session: Session) -> Result<(), StoreError> {
        let query = Query::new(ADD_SESSION)
            .bind(session.token)
            .bind(session.staff)
            .bind(session.since)
            .bind(session.seen);
        self.write(query).await?;
        Ok(())
    }

    async fn session(&self, token: Hash32) -> Result<Option<Session>, StoreError> {
        let rows = self.read(Query::new(SESSION).bind(token)).await?;
        rows.first()
            .map(|row| {
                Ok(Session {
                    token: row.hash("token")?,
                    staff: row.uuid("staff")?,
                    since: row.instant("since")?,
                    seen: row.instant("seen")?,
                })
            })
            .transpose()
    }

    async fn touch_session(&self, token: Hash32, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.write(Query::new(TOUCH_SESSION).bind(at).bind(token))
            .await?;
        Ok(())
    }

    async fn end_session(&self, token: Hash32) -> Result<(), StoreError> {
        self.write(Query::new(END_SESSION).bind(token)).await?;
        Ok(())
    }

    async fn end_sessions_of(&self, staff: Uuid) -> Result<(), StoreError> {
        self.write(Query::new(END_SESSIONS_OF).bind(staff)).await?;
        Ok(())
    }

    async fn prune_sessions(
        &self,
        seen_before: DateTime<Utc>,
        since_before: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let query = Query::new(PRUNE_SESSIONS)
            .bind(seen_before)
            .bind(since_before);
        Ok(self.write(query).await?.affected)
    }
}

#[async_trait]
impl<B: Backend> Drafts for SqlStore<B> {
    async fn put_draft(&self, draft: Draft) -> Result<(), StoreError> {
        let query = Query::new(PUT_DRAFT)
            .bind(draft.id)
            .bind(draft.bytes)
            .bind(draft.expires);
        self.write(query).await?;
        Ok(())
    }

    async fn draft(&self, id: Uuid, now: DateTime<Utc>) -> Result<Option<Draft>, StoreError> {
        let rows = self.read(Query::new(DRAFT).bind(id).bind(now)).await?;
        rows.first()
            .map(|row| {
                Ok(Draft {
                    id: row.uuid("id")?,
                    bytes: row.bytes("bytes")?,
                    expires: row.instant("expires")?,
                })
            })
            .transpose()
    }

    async fn drop_draft(&self, id: Uuid) -> Result<(), StoreError> {
        self.write(Query::new(DROP_DRAFT).bind(id)).await?;
        Ok(())
    }

    async fn prune_drafts(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        Ok(self
            .write(Query::new(PRUNE_DRAFTS).bind(now))
            .await?
            .affected)
    }
}

#[async_trait]
impl<B: Backend> PackTexts for SqlStore<B> {
    async fn keep_pack(&self, pack: PackText) -> Result<(), StoreError> {
        let query = Query::new(KEEP_PACK)
            .bind(&pack.kind)
            .bind(&pack.id)
            .bind(&pack.version)
            .bind(pack.hash)
            .bind(&pack.text);
        self.write(query).await?;
        Ok(())
    }

    async fn packs(&self) -> Result<Vec<PackText>, StoreError> {
        let rows = self.read(Query::new(PACKS)).await?;
        rows.iter()
            .map(|row| {
                Ok(PackText {
                    kind: row.code("kind")?,
                    id: row.code("id")?,
                    version: row.text("version")?,
                    hash: row.hash("hash")?,
                    text: row.text("text")?,
                })
            })
            .collect()
    }
}

impl<B: Backend> SqlStore<B> {
    async fn feed_where(
        &self,
        token: Option<Hash32>,
        staff: Option<Uuid>,
    ) -> Result<Option<CalendarFeed>, StoreError> {
        let query = Query::new(FEED).bind(token).bind(staff);
        let rows = self.read(query).await?;
        rows.first()
            .map(|row| {
                Ok(CalendarFeed {
                    token: row.hash("token")?,
                    staff: row.uuid("staff")?,
                    since: row.instant("since")?,
                })
            })
            .transpose()
    }
}

#[async_trait]
impl<B: Backend> CalendarFeeds for SqlStore<B> {
    async fn put_feed(&self, feed: CalendarFeed) -> Result<(), StoreError> {
        let drop = Query::new(DROP_FEED).bind(feed.staff);
        let add = Query::new(ADD_FEED)
            .bind(feed.token)
            .bind(feed.staff)
            .bind(feed.since);
        self.backend.write(vec![drop, add]).await?;
        Ok(())
    }

    async fn feed(&self, token: Hash32) -> Result<Option<CalendarFeed>, StoreError> {
        self.feed_where(Some(token), None).await
    }

    async fn feed_of(&self, staff: Uuid) -> Result<Option<CalendarFeed>, StoreError> {
        self.feed_where(None, Some(staff)).await
    }

    async fn drop_feed(&self, staff: Uuid) -> Result<(), StoreError> {
        self.write(Query::new(DROP_FEED).bind(staff)).await?;
        Ok(())
    }
}
