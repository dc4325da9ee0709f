//! What proves that the log is whole: checkpoints are signed, and the log is held to them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use habeas_envelope::{ChainBreak, ControllerId, Hash32, Scope, StreamRef, verify_chain};
use habeas_proof::{CheckpointError, Claims, PublicKey, Tree, leaf, link, read, sign};
use habeas_store::{Checkpoint, Head, StoreError, Stream};

use crate::Engine;

/// What was recorded less than this ago may still be on its way into the log, and does not count
/// yet.
const SETTLED_AFTER: TimeDelta = TimeDelta::minutes(10);
/// How many streams are looked at together.
const PAGE: u32 = 200;

/// Why no checkpoint was signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key does not sign.
    #[error(transparent)]
    Key(#[from] CheckpointError),
}

/// What is wrong with the log, the first thing found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogFault {
    /// The chain of a stream is broken.
    #[error("{0}: {1}")]
    Chain(Place, ChainBreak),
    /// A stream stands in the table of streams, and what it names as its last event is not there.
    #[error("{0}: the last event that the table of streams names is not in the log")]
    Cut(Place),
    /// Events of a stream that does not stand in the table of streams.
    #[error("{0}: there are events of it, and it does not stand in the table of streams")]
    Unlisted(Place),
    /// The numbers of the checkpoints have a gap.
    #[error("checkpoint {0} is missing")]
    NoCheckpoint(u64),
    /// A checkpoint that the key did not sign, or that was changed.
    #[error("checkpoint {0}: the signature does not hold")]
    Signature(u64),
    /// A checkpoint that does not follow the one before.
    #[error("checkpoint {0} does not follow the checkpoint before it")]
    Link(u64),
    /// Streams have vanished, or come to light, since the checkpoint was signed.
    #[error("checkpoint {number} of {until} counts {signed} streams, the log has {found}")]
    Streams {
        /// Which checkpoint.
        number: u64,
        /// Up to when events count.
        until: DateTime<Utc>,
        /// How many it counts.
        signed: u64,
        /// How many there are.
        found: u64,
    },
    /// As many streams, and one of them stood elsewhere: its end was cut off or replaced.
    #[error("checkpoint {number} of {until}: a stream ended otherwise then than it does now")]
    Root {
        /// Which checkpoint.
        number: u64,
        /// Up to when events count.
        until: DateTime<Utc>,
    },
}

/// A stream, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place(pub StreamRef);

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let StreamRef {
            controller,
            kind,
            id,
        } = &self.0;
        write!(f, "{kind} {id} of {controller}")
    }
}

/// Why the log is not known to be whole.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It is not.
    #[error(transparent)]
    Fault(#[from] LogFault),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A log that is whole.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Verified {
    /// Its streams.
    pub streams: u64,
    /// Its events.
    pub events: u64,
    /// The number and root of the last checkpoint, to be compared with what was noted elsewhere.
    pub last: Option<(u64, String)>,
}

/// A checkpoint and the tree that the log gives for it.
struct Held {
    claims: Claims,
    until: DateTime<Utc>,
    tree: Tree,
}

impl Engine {
    /// Signs where all streams stood a little while ago, unless it was done today (UTC). The key
    /// is a private one in PKCS #8.
    ///
    /// # Errors
    /// When the store cannot be used, or the key does not sign.
    pub async fn sign_checkpoint(&self, pkcs8: &[u8]) -> Result<Option<Checkpoint>, SignError> {
        let now = self.clock.now();
        let last = self.store.last_checkpoint().await?;
        if last
            .as_ref()
            .is_some_and(|last| last.at.date_naive() >= now.date_naive())
        {
            return Ok(None);
        }
        let until = now - SETTLED_AFTER;
        let mut tree = Tree::default();
        let mut after = None;
        loop {
            let page = self.store.heads_until(until, after.as_ref(), PAGE).await?;
            let Some(end) = page.last() else { break };
            after = Some(end.stream.clone());
            for Head {
                stream,
                version,
                hash,
            } in &page
            {
                tree.push(&leaf(stream, *version, hash));
            }
        }
        let claims = Claims::new(
            last.as_ref().map_or(1, |last| last.number + 1),
            now.timestamp(),
            until.timestamp_micros(),
            tree.count(),
            tree.root(),
            last.map_or(Hash32::ZERO, |last| link(&last.token)),
        );
        let checkpoint = Checkpoint {
            number: claims.number,
            at: now,
            token: sign(pkcs8, &claims)?,
        };
        let kept = self.store.keep_checkpoint(checkpoint.clone()).await?;
        if kept {
            // Beside the database, so that what is written there cannot change it.
            tracing::info!(
                number = claims.number,
                streams = claims.streams,
                root = claims.root,
                "checkpoint.signed"
            );
        }
        Ok(kept.then_some(checkpoint))
    }

    /// Holds the whole log to its chains, to the table of streams and to its checkpoints. What is
    /// recorded meanwhile does not disturb it.
    ///
    /// # Errors
    /// The first fault, or when the store cannot be read.
    pub async fn verify_log(&self, key: &PublicKey) -> Result<Verified, VerifyError> {
        let mut held = self.checkpoints(key).await?;
        let mut verified = Verified {
            last: held
                .last()
                .map(|last| (last.claims.number, last.claims.root.clone())),
            ..Verified::default()
        };
        let mut after = None;
        loop {
            let found = self
                .store
                .heads_until(DateTime::<Utc>::MAX_UTC, after.as_ref(), PAGE)
                .await?;
            // Behind the last stream with events there may still be some without.
            let end = found.last().map(|head| head.stream.clone());
            let kept = self.heads_between(after.as_ref(), end.as_ref()).await?;
            let streams = self.events_of(&found, &kept).await?;
            for stream in &streams {
                let place = || Place(stream.stream.clone());
                verify_chain(&stream.events).map_err(|fault| LogFault::Chain(place(), fault))?;
                verified.events += stream.events.len() as u64;
            }
            verified.streams += streams.iter().filter(|s| !s.events.is_empty()).count() as u64;
            let by_ref: BTreeMap<&StreamRef, &Stream> = streams
                .iter()
                .map(|stream| (&stream.stream, stream))
                .collect();
            for head in &kept {
                let events = by_ref.get(&head.stream).map_or(&[][..], |s| &s.events);
                let named = events.iter().find(|event| event.seq == head.version);
                if named.is_none_or(|event| event.hash != head.hash) {
                    return Err(LogFault::Cut(Place(head.stream.clone())).into());
                }
            }
            let listed: BTreeSet<&StreamRef> = kept.iter().map(|head| &head.stream).collect();
            for head in &found {
                if !listed.contains(&head.stream) {
                    return Err(LogFault::Unlisted(Place(head.stream.clone())).into());
                }
                let stream = by_ref.get(&head.stream);
                for held in &mut held {
                    let events = stream.iter().flat_map(|stream| &stream.events);
                    let then = events.filter(|event| event.recorded_at <= held.until);
                    if let Some(last) = then.max_by_key(|event| event.seq) {
                        held.tree.push(&leaf(&head.stream, last.seq, &last.hash));
                    }
                }
            }
            let Some(end) = end else { break };
            after = Some(end);
        }
        for held in held {
            held.holds()?;
        }
        Ok(verified)
    }

    /// All checkpoints, each signed and linked to the one before.
    async fn checkpoints(&self, key: &PublicKey) -> Result<Vec<Held>, VerifyError> {
        let mut held: Vec<Held> = Vec::new();
        let mut before = Hash32::ZERO;
        loop {
            let known = held.len() as u64;
            let page = self.store.checkpoints(known, PAGE).await?;
            if page.is_empty() {
                return Ok(held);
            }
            for checkpoint in page {
                let number = held.len() as u64 + 1;
                if checkpoint.number != number {
                    return Err(LogFault::NoCheckpoint(number).into());
                }
                let signature = || LogFault::Signature(number);
                let claims = read(key, &checkpoint.token).map_err(|_| signature())?;
                let until = DateTime::from_timestamp_micros(claims.until).ok_or_else(signature)?;
                if claims.number != number || !claims.follows(before) {
                    return Err(LogFault::Link(number).into());
                }
                before = link(&checkpoint.token);
                held.push(Held {
                    claims,
                    until,
                    tree: Tree::default(),
                });
            }
        }
    }

    /// The table of streams from behind one up to another, or to its end.
    async fn heads_between(
        &self,
        after: Option<&StreamRef>,
        end: Option<&StreamRef>,
    ) -> Result<Vec<Head>, StoreError> {
        let mut kept: Vec<Head> = Vec::new();
        loop {
            let from = kept.last().map(|head| &head.stream).or(after);
            let page = self.store.heads_kept(from, PAGE).await?;
            if page.is_empty() {
                return Ok(kept);
            }
            for head in page {
                let is_end = end == Some(&head.stream);
                if end.is_some_and(|end| order(&head.stream) > order(end)) {
                    return Ok(kept);
                }
                kept.push(head);
                if is_end {
                    return Ok(kept);
                }
            }
        }
    }

    async fn events_of(&self, found: &[Head], kept: &[Head]) -> Result<Vec<Stream>, StoreError> {
        let streams: BTreeSet<StreamRef> = found
            .iter()
            .chain(kept)
            .map(|head| head.stream.clone())
            .collect();
        let controllers: BTreeSet<ControllerId> =
            streams.iter().map(|s| s.controller.clone()).collect();
        let streams: Vec<StreamRef> = streams.into_iter().collect();
        self.store.load(&Scope::whole(controllers), &streams).await
    }
}

impl Held {
    fn holds(&self) -> Result<(), LogFault> {
        let (number, until) = (self.claims.number, self.until);
        if self.tree.count() != self.claims.streams {
            return Err(LogFault::Streams {
                number,
                until,
                signed: self.claims.streams,
                found: self.tree.count(),
            });
        }
        if !self.claims.has_root(self.tree.root()) {
            return Err(LogFault::Root { number, until });
        }
        Ok(())
    }
}

/// The order of the store: by controller, by the word of the kind, by id.
fn order(stream: &StreamRef) -> (&str, &str, &[u8; 16]) {
    (
        stream.controller.code().as_str(),
        stream.kind.as_str(),
        stream.id.as_bytes(),
    )
}
