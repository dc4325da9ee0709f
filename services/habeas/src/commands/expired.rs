use std::{collections::BTreeSet, fmt, path::Path};

use chrono::NaiveDate;
use habeas_case::case::Case;
use habeas_engine::{Engine, Loaded};
use habeas_envelope::{CaseId, Code, ControllerId, Scope, StreamKind, StreamRef, SubmissionId};
use habeas_regime::{Pack, Retention, RetentionFrom};
use habeas_store::RowFilter;

use crate::ledger;

/// Rows are read so many at a time.
const AT_ONCE: u32 = 500;

/// A closed case whose file is kept no longer.
pub struct Expired {
    /// The case.
    pub case: StreamRef,
    /// The submission, where nothing else of it is kept.
    pub submission: Option<StreamRef>,
    /// Its last day.
    pub until: NaiveDate,
    /// Which provision of the pack says so.
    pub retention: Code,
    /// Where that stands.
    pub citation: String,
    /// Whether a legal hold keeps it all the same.
    pub held: bool,
}

impl fmt::Display for Expired {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            case,
            until,
            retention,
            citation,
            held,
            ..
        } = self;
        let id = case.id;
        write!(
            f,
            "case {id} of {}: {retention} until {until} ({citation})",
            case.controller
        )?;
        if *held {
            write!(f, ", under legal hold")?;
        }
        Ok(())
    }
}

/// The closed cases of which the pack says that their files are kept no longer.
///
/// # Errors
/// When the store cannot be read.
pub async fn over(engine: &Engine) -> anyhow::Result<Vec<Expired>> {
    let mut found = Vec::new();
    for pack in engine.shelf.packs().iter() {
        if pack.provisions().retention.iter().any(is_of_cases) {
            found.extend(of_controller(engine, pack).await?);
        }
    }
    Ok(found)
}

fn is_of_cases(kept: &Retention) -> bool {
    kept.cases.is_some() && kept.from == RetentionFrom::CaseClosed
}

async fn of_controller(engine: &Engine, pack: &Pack) -> anyhow::Result<Vec<Expired>> {
    let controller = pack.controller();
    let today = engine.clock.now().with_timezone(&pack.zone()).date_naive();
    let mut over = Vec::new();
    for stream in closed(engine, controller).await? {
        let scope = Scope::whole([controller.clone()]);
        let streams = engine
            .store
            .load(&scope, std::slice::from_ref(&stream))
            .await?;
        let Some(closed_on) = streams.iter().flat_map(|s| &s.events).rev().find_map(|e| {
            let closes = e.event_type.as_str() == "case-closed";
            closes.then_some(e.legal_day)
        }) else {
            continue;
        };
        let loaded = Loaded::read(&streams)?;
        let Some(case) = loaded.case(CaseId(stream.id)) else {
            continue;
        };
        let Some((kept, until)) = kept_until(pack, case, closed_on) else {
            continue;
        };
        if until >= today {
            continue;
        }
        let submission = submission(engine, controller, case).await?;
        // What was destroyed is listed no more.
        let mut keys = engine.store.wraps(&scope, &stream).await?;
        if let Some(submission) = &submission {
            keys.extend(engine.store.wraps(&scope, submission).await?);
        }
        if keys.is_empty() {
            continue;
        }
        over.push(Expired {
            submission,
            case: stream,
            until,
            retention: kept.id.clone(),
            citation: kept.citation.to_string(),
            held: case.legal_hold,
        });
    }
    Ok(over)
}

/// The last day of a case file, by the first provision that is about it.
fn kept_until<'a>(
    pack: &'a Pack,
    case: &Case,
    closed_on: NaiveDate,
) -> Option<(&'a Retention, NaiveDate)> {
    let (right, kind) = case.exercise()?;
    let mut retention = pack.provisions().retention.iter();
    let kept = retention.find(|kept| {
        let about = kept.cases.as_ref();
        is_of_cases(kept) && about.is_some_and(|when| when.covers(&right, &kind))
    })?;
    Some((kept, kept.period?.end_from(closed_on)?))
}

async fn closed(engine: &Engine, controller: &ControllerId) -> anyhow::Result<Vec<StreamRef>> {
    let scope = Scope::whole([controller.clone()]);
    let mut streams: Vec<StreamRef> = Vec::new();
    loop {
        let filter = RowFilter {
            kind: Some(StreamKind::Case),
            closed: Some(true),
            offset: u32::try_from(streams.len())?,
            limit: AT_ONCE,
            ..RowFilter::default()
        };
        let more = engine.store.list(&scope, &filter).await?;
        let last = more.len() < AT_ONCE as usize;
        streams.extend(more.into_iter().map(|row| row.stream));
        if last {
            return Ok(streams);
        }
    }
}

/// The submission of a case, where this case is all there is of it and it is closed too: what was
/// filed is data of the same matter.
async fn submission(
    engine: &Engine,
    controller: &ControllerId,
    case: &Case,
) -> anyhow::Result<Option<StreamRef>> {
    let Some(opened) = &case.opened else {
        return Ok(None);
    };
    let id: SubmissionId = opened.submission;
    let stream = StreamRef::submission(controller.clone(), id);
    let scope = Scope::whole([controller.clone()]);
    let loaded = engine
        .store
        .load(&scope, std::slice::from_ref(&stream))
        .await?;
    let loaded = Loaded::read(&loaded)?;
    let alone = loaded
        .submission(id)
        .is_some_and(|submission| submission.closed.is_some() && submission.cases.len() == 1);
    Ok(alone.then_some(stream))
}

/// Destroys the keys of what is over, but for what is under legal hold; how many.
///
/// # Errors
/// When the ledger cannot be written, or the store cannot be used.
pub async fn destroy(
    engine: &Engine,
    ledger: &Path,
    over: Vec<Expired>,
    backup_days: u32,
) -> anyhow::Result<usize> {
    let streams: BTreeSet<StreamRef> = over
        .into_iter()
        .filter(|expired| !expired.held)
        .flat_map(|expired| [Some(expired.case), expired.submission])
        .flatten()
        .collect();
    let streams: Vec<StreamRef> = streams.into_iter().collect();
    ledger::destroy(engine, ledger, &streams, backup_days).await
}
