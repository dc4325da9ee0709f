use std::collections::BTreeSet;

use async_trait::async_trait;
use habeas_envelope::StreamRef;
use habeas_store::{Derived, Rebuild, StoreError};

use crate::sql::{Query, values};
use crate::store::{Backend, SqlStore};
use crate::write::{row_relation, row_values, upsert_rows};

/// The streams that still stand at the version of their row are held until the alarms are in
/// place too.
const ROWS: &str = concat!(
    "WITH ",
    row_relation!(),
    ", held(c, k, i) AS MATERIALIZED (SELECT s.controller, s.kind, s.id FROM streams s \
     JOIN v ON s.controller = v.controller AND s.kind = v.kind AND s.id = v.id \
     AND s.version = v.version ORDER BY s.controller, s.kind, s.id{ FOR UPDATE OF s}) ",
    upsert_rows!("FROM v JOIN held ON held.c = v.controller AND held.k = v.kind AND held.i = v.id"),
    " RETURNING controller, kind, id"
);

const CLEAR_ALARMS: &str = "WITH {v: controller text, kind text, id uuid, version bigint} \
    DELETE FROM alarms WHERE EXISTS (SELECT 1 FROM v \
    JOIN streams s ON s.controller = v.controller AND s.kind = v.kind AND s.id = v.id \
    AND s.version = v.version WHERE v.controller = alarms.controller AND v.kind = alarms.kind \
    AND v.id = alarms.stream)";

const ALARMS: &str = "WITH {v: controller text, kind text, id uuid, version bigint, code text, \
    at bigint} INSERT INTO alarms (controller, kind, stream, code, at, leased_until) \
    SELECT v.controller, v.kind, v.id, v.code, v.at, 0 FROM v \
    JOIN streams s ON s.controller = v.controller AND s.kind = v.kind AND s.id = v.id \
    AND s.version = v.version";

#[cfg(test)]
pub(crate) const TEXTS: &[&str] = &[ROWS, CLEAR_ALARMS, ALARMS];

#[async_trait]
impl<B: Backend> Rebuild for SqlStore<B> {
    async fn rebuild(&self, derived: Vec<Derived>) -> Result<Vec<bool>, StoreError> {
        if derived.is_empty() {
            return Ok(Vec::new());
        }
        let mut rows = Vec::new();
        let mut versions = Vec::new();
        let mut alarms = Vec::new();
        for Derived { row, alarms: rings } in &derived {
            let stream = &row.stream;
            rows.push(row_values(row));
            versions.push(values![
                &stream.controller,
                stream.kind,
                stream.id,
                row.version
            ]);
            alarms.extend(rings.iter().map(|alarm| {
                values![
                    &stream.controller,
                    stream.kind,
                    stream.id,
                    row.version,
                    &alarm.code,
                    alarm.at
                ]
            }));
        }
        let steps = vec![
            Query::new(ROWS).rows(rows),
            Query::new(CLEAR_ALARMS).rows(versions),
            Query::new(ALARMS).rows(alarms),
        ];
        let answers = self.backend.write(steps).await?;
        let replaced = answers
            .first()
            .map_or(&[][..], |answer| &answer.rows)
            .iter()
            .map(|row| row.stream("id"))
            .collect::<Result<BTreeSet<StreamRef>, _>>()?;
        Ok(derived
            .iter()
            .map(|derived| replaced.contains(&derived.row.stream))
            .collect())
    }
}
