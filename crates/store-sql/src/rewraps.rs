use async_trait::async_trait;
use habeas_envelope::Code;
use habeas_store::{Rewraps, StoreError, WrappedKey};

use crate::sealed::wrap;
use crate::sql::{Query, values};
use crate::store::{Backend, SqlStore};

const WRAPS_TO: &str = "SELECT controller, kind, stream, key_id, compartment, recipient, suite, \
    bytes FROM wraps WHERE recipient = $1 ORDER BY controller, kind, stream, key_id LIMIT $2";

/// Only beside the old wrap: a key that was destroyed meanwhile does not come back.
const ADD: &str = "WITH {v: controller text, kind text, stream uuid, key_id uuid, \
    recipient text, compartment text, suite text, bytes bytea, old text} \
    INSERT INTO wraps (controller, kind, stream, key_id, recipient, compartment, suite, bytes) \
    SELECT v.controller, v.kind, v.stream, v.key_id, v.recipient, v.compartment, v.suite, v.bytes \
    FROM v JOIN wraps w ON w.controller = v.controller AND w.kind = v.kind \
    AND w.stream = v.stream AND w.key_id = v.key_id AND w.recipient = v.old WHERE TRUE \
    ON CONFLICT DO NOTHING";

const DROP: &str = "WITH {v: controller text, kind text, stream uuid, key_id uuid, \
    recipient text} DELETE FROM wraps WHERE (controller, kind, stream, key_id, recipient) IN \
    (SELECT controller, kind, stream, key_id, recipient FROM v)";

#[cfg(test)]
pub(crate) const TEXTS: &[&str] = &[WRAPS_TO, ADD, DROP];

#[async_trait]
impl<B: Backend> Rewraps for SqlStore<B> {
    async fn wraps_to(&self, recipient: &Code, limit: u32) -> Result<Vec<WrappedKey>, StoreError> {
        let query = Query::new(WRAPS_TO).bind(recipient).bind(limit);
        self.read(query).await?.iter().map(wrap).collect()
    }

    async fn exchange_wraps(
        &self,
        old: Vec<WrappedKey>,
        new: Vec<WrappedKey>,
    ) -> Result<(), StoreError> {
        let replaced = |new: &WrappedKey| {
            old.iter()
                .find(|old| old.owner == new.owner && old.key_id == new.key_id)
                .map(|old| old.recipient.clone())
        };
        let add = new.iter().filter_map(|w| {
            let old = replaced(w)?;
            Some(values![
                &w.owner.controller,
                w.owner.kind,
                w.owner.id,
                w.key_id,
                &w.recipient,
                &w.compartment,
                &w.suite,
                w.bytes.as_slice(),
                &old,
            ])
        });
        let add = Query::new(ADD).rows(add.collect());
        let drop = old.iter().map(|w| {
            values![
                &w.owner.controller,
                w.owner.kind,
                w.owner.id,
                w.key_id,
                &w.recipient,
            ]
        });
        let drop = Query::new(DROP).rows(drop.collect());
        self.backend.write(vec![add, drop]).await?;
        Ok(())
    }
}
