use chrono::NaiveDate;
use habeas_case::{case, obligation};
use habeas_envelope::{ActorId, CaseId, IncidentId, Scope, StreamKind, StreamRef, SubmissionId};
use habeas_store::{Derived, Row};

use crate::{Engine, ExecuteError, Loaded, rows};

/// How many streams are looked at together.
const PAGE: u32 = 200;

/// A date that the log gives otherwise than the row at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The case.
    pub stream: StreamRef,
    /// The last day to answer, as the row had it.
    pub before: Option<NaiveDate>,
    /// The same, as the log gives it.
    pub after: Option<NaiveDate>,
}

/// What a rebuild came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Streams looked at.
    pub streams: u64,
    /// Rows that were otherwise than the log gives them.
    pub differing: u64,
    /// Rows written anew; one whose stream moved on meanwhile is left to its own commit.
    pub written: u64,
    /// Dates that move.
    pub moved: Vec<Moved>,
}

impl Engine {
    /// Makes the rows and alarms of all submissions, cases and incidents again from the log and compares
    /// them with those at hand; writes what differs if `apply` says so.
    ///
    /// # Errors
    /// When the store cannot be used, or an event cannot be read by this build.
    pub async fn rebuild(&self, apply: bool) -> Result<Rebuilt, ExecuteError> {
        let scope = Scope::whole(self.shelf.packs().controllers().cloned());
        let mut rebuilt = Rebuilt::default();
        for kind in [
            StreamKind::Submission,
            StreamKind::Case,
            StreamKind::Obligation,
        ] {
            let mut after = None;
            loop {
                let page = self.store.streams(&scope, kind, after, PAGE).await?;
                let Some(last) = page.last() else { break };
                after = Some(last.id);
                self.rebuild_page(&scope, &page, apply, &mut rebuilt)
                    .await?;
            }
        }
        Ok(rebuilt)
    }

    /// Makes the rows and alarms of these streams again from the log, and writes what differs;
    /// alarms alone that differ are written too.
    ///
    /// # Errors
    /// As [`Engine::rebuild`].
    pub async fn rebuild_streams(&self, streams: &[StreamRef]) -> Result<(), ExecuteError> {
        let scope = Scope::whole(self.shelf.packs().controllers().cloned());
        let loaded = Loaded::read(&self.store.load(&scope, streams).await?)?;
        let mut derived = Vec::with_capacity(streams.len());
        for stream in streams {
            derived.extend(self.derive(stream, &loaded)?);
        }
        self.store.rebuild(derived).await?;
        Ok(())
    }

    async fn rebuild_page(
        &self,
        scope: &Scope,
        page: &[StreamRef],
        apply: bool,
        rebuilt: &mut Rebuilt,
    ) -> Result<(), ExecuteError> {
        let at_hand = self.store.rows(scope, page).await?;
        let loaded = Loaded::read(&self.store.load(scope, page).await?)?;
        let mut differing = Vec::new();
        for stream in page {
            rebuilt.streams += 1;
            let Some(derived) = self.derive(stream, &loaded)? else {
                continue;
            };
            let before = at_hand.iter().find(|row| row.stream == *stream);
            let due = |row: Option<&Row>| row.and_then(|row| row.due);
            if due(before) != derived.row.due {
                rebuilt.moved.push(Moved {
                    stream: stream.clone(),
                    before: due(before),
                    after: derived.row.due,
                });
            }
            if before != Some(&derived.row) {
                rebuilt.differing += 1;
                differing.push(derived);
            }
        }
        if apply && !differing.is_empty() {
            let written = self.store.rebuild(differing).await?;
            rebuilt.written += written.iter().filter(|done| **done).count() as u64;
        }
        Ok(())
    }

    fn derive(&self, stream: &StreamRef, loaded: &Loaded) -> Result<Option<Derived>, ExecuteError> {
        let actor = ActorId::operator();
        let now = self.clock.now();
        let (version, view, alarms) = match stream.kind {
            StreamKind::Submission => {
                let id = SubmissionId(stream.id);
                let Some(state) = loaded.submission(id) else {
                    return Ok(None);
                };
                let bound = self.shelf.bind_submission(&stream.controller, state)?;
                let ctx = bound.context(now, &actor);
                (state.version, state.row(id, &ctx), state.alarms(&ctx))
            }
            StreamKind::Case => {
                let Some(state) = loaded.case(CaseId(stream.id)) else {
                    return Ok(None);
                };
                let bound = self.shelf.bind_case(&stream.controller, state)?;
                let ctx = bound.context(now, &actor);
                (state.version, state.row(&ctx), case::alarms(state, &ctx))
            }
            StreamKind::Obligation => {
                let id = IncidentId(stream.id);
                let Some(state) = loaded.incident(id) else {
                    return Ok(None);
                };
                let bound = self.shelf.bind_incident(&stream.controller, state)?;
                let ctx = bound.context(now, &actor);
                let alarms = obligation::alarms(state, &ctx);
                (state.version, state.row(id, &ctx), alarms)
            }
            StreamKind::Access | StreamKind::Registry => return Ok(None),
        };
        Ok(view.map(|view| Derived {
            row: rows::row(stream, version, view),
            alarms: rows::alarms(stream, alarms),
        }))
    }
}
