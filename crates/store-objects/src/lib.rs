//! Sealed documents in a folder or an S3-compatible store, in place of the database.
//!
//! What may be read is still the database's to say: it knows to whom a document belongs, by the
//! sealed field that names it. The objects are opaque bytes under opaque names.

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use futures::TryStreamExt;
use habeas_envelope::{Code, ControllerId, Scope};
use habeas_store::{Documents, SealedReads, StoreError};
use object_store::{
    ObjectMeta, ObjectStore, ObjectStoreExt, PutMode, PutPayload, aws::AmazonS3Builder,
    local::LocalFileSystem, path::Path as ObjectPath,
};
use uuid::Uuid;

/// How an S3-compatible store is reached. The secret key comes from a file, as all secrets do.
#[derive(Clone)]
pub struct S3Options {
    /// Its address: `https://s3.example`.
    pub endpoint: String,
    /// The region, where the store wants one.
    pub region: String,
    /// The bucket.
    pub bucket: String,
    /// The id of the access key.
    pub access_key_id: String,
    /// The secret of the access key.
    pub secret_access_key: String,
    /// Whether the store may be spoken to in the clear; only for one on this machine.
    pub allow_http: bool,
}

/// Why the objects cannot be reached as configured.
#[derive(Debug, thiserror::Error)]
#[error("the store of documents cannot be opened as it is set")]
pub struct SetUpError(#[source] object_store::Error);

/// Documents as objects; the database says what may be read.
pub struct ObjectDocuments {
    objects: Arc<dyn ObjectStore>,
    fields: Arc<dyn SealedReads>,
}

impl ObjectDocuments {
    /// Documents in a folder, which must be there.
    ///
    /// # Errors
    /// When the folder is not there or cannot be used.
    pub fn in_folder(folder: &Path, fields: Arc<dyn SealedReads>) -> Result<Self, SetUpError> {
        let objects = LocalFileSystem::new_with_prefix(folder)
            .map_err(SetUpError)?
            .with_fsync(true);
        Ok(Self {
            objects: Arc::new(objects),
            fields,
        })
    }

    /// Documents in a bucket.
    ///
    /// # Errors
    /// When the settings cannot work; nothing is connected yet.
    pub fn in_bucket(
        options: &S3Options,
        fields: Arc<dyn SealedReads>,
    ) -> Result<Self, SetUpError> {
        let objects = AmazonS3Builder::new()
            .with_endpoint(&options.endpoint)
            .with_region(&options.region)
            .with_bucket_name(&options.bucket)
            .with_access_key_id(&options.access_key_id)
            .with_secret_access_key(&options.secret_access_key)
            .with_allow_http(options.allow_http)
            .build()
            .map_err(SetUpError)?;
        Ok(Self {
            objects: Arc::new(objects),
            fields,
        })
    }

    /// Documents in any object store; for tests.
    #[must_use]
    pub fn new(objects: Arc<dyn ObjectStore>, fields: Arc<dyn SealedReads>) -> Self {
        Self { objects, fields }
    }
}

fn place(controller: &ControllerId, item: Uuid) -> ObjectPath {
    ObjectPath::from_iter([controller.as_str(), &item.to_string()])
}

/// The controller and handle an object's place says.
fn of_place(place: &ObjectPath) -> Option<(ControllerId, Uuid)> {
    let mut parts = place.parts();
    let controller = ControllerId::new(parts.next()?.as_ref()).ok()?;
    let item = Uuid::parse_str(parts.next()?.as_ref()).ok()?;
    parts.next().is_none().then_some((controller, item))
}

fn store_error(error: object_store::Error) -> StoreError {
    use object_store::Error as E;
    let code = match &error {
        E::PermissionDenied { .. } => "permission-denied",
        E::Unauthenticated { .. } => "unauthenticated",
        E::InvalidPath { .. } => "invalid-path",
        E::NotSupported { .. } | E::NotImplemented { .. } => "not-supported",
        _ => return StoreError::Unavailable(Box::new(error)),
    };
    StoreError::Refused {
        code: Code::literal(code),
        source: Box::new(error),
    }
}

#[async_trait]
impl Documents for ObjectDocuments {
    /// Written once: what stands under a handle already is left. The instant is the object's own:
    /// the store of objects notes when it was put.
    async fn put_document(
        &self,
        controller: &ControllerId,
        item: Uuid,
        _at: DateTime<Utc>,
        bytes: Vec<u8>,
    ) -> Result<(), StoreError> {
        let place = place(controller, item);
        let payload = PutPayload::from(bytes);
        match self
            .objects
            .put_opts(&place, payload, PutMode::Create.into())
            .await
        {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(()),
            Err(error) => Err(store_error(error)),
        }
    }

    async fn document(
        &self,
        scope: &Scope,
        controller: &ControllerId,
        item: Uuid,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let seen =
            scope.sees(controller, None) || self.fields.is_named(scope, controller, item).await?;
        if !seen {
            return Ok(None);
        }
        match self.objects.get(&place(controller, item)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(store_error)?.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(store_error(error)),
        }
    }

    async fn sweep_documents(&self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        let old: Vec<ObjectMeta> = self
            .objects
            .list(None)
            .try_filter(|object| std::future::ready(object.last_modified < before))
            .try_collect()
            .await
            .map_err(store_error)?;
        let mut swept = 0;
        for object in old {
            let Some((controller, item)) = of_place(&object.location) else {
                continue;
            };
            let scope = Scope::whole([controller.clone()]);
            if !self.fields.is_named(&scope, &controller, item).await? {
                self.objects
                    .delete(&object.location)
                    .await
                    .map_err(store_error)?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_says_whose_and_which() {
        let controller = ControllerId::new("house").unwrap();
        let item = Uuid::from_u128(7);
        assert_eq!(
            of_place(&place(&controller, item)),
            Some((controller, item))
        );
        assert_eq!(of_place(&ObjectPath::from("house/not-a-handle")), None);
        assert_eq!(of_place(&ObjectPath::from("house")), None);
    }
}
