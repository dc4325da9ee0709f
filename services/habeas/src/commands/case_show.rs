use std::fmt::Write as _;

use anyhow::{Context, bail};
use habeas_dossier::why;
use habeas_engine::{Engine, Loaded};
use habeas_envelope::{
    ActorId, CaseId, ControllerId, EventRecord, Scope, StreamKind, StreamRef, verify_chain,
};
use habeas_language::Locale;
use habeas_store::{RowFilter, Stream};
use habeas_vault::Reference;
use uuid::Uuid;

use super::account;

/// What happened to a submission and its cases, or to one case, from the log: names of events,
/// days, actors, hashes, whether the chain holds, and for each case its dates with the reasons. No
/// personal data stands there.
///
/// # Errors
/// When nothing of this id or reference exists, there are no texts in the language, or the store
/// cannot be read.
pub async fn show(
    engine: &Engine,
    id: &str,
    controller: Option<&str>,
    language: &str,
) -> anyhow::Result<String> {
    let locale = Locale::from_tag(language)
        .with_context(|| format!("there are no texts in the language {language}"))?;
    let scope = match controller {
        Some(controller) => Scope::whole([ControllerId::new(controller)?]),
        None => Scope::whole(engine.shelf.packs().controllers().cloned()),
    };
    let streams = find(engine, &scope, id).await?;
    if streams.is_empty() {
        bail!("there is nothing of the reference or id {id}");
    }
    let mut shown = String::new();
    for stream in engine.store.load(&scope, &streams).await? {
        write(&mut shown, &stream)?;
        shown.push_str(&dates(engine, locale, &stream).await.unwrap_or_default());
        shown.push('\n');
    }
    Ok(shown)
}

/// The dates of a case; none of a stream that is none, or that this build cannot read.
async fn dates(engine: &Engine, locale: Locale, stream: &Stream) -> Option<String> {
    if stream.stream.kind != StreamKind::Case {
        return None;
    }
    let loaded = Loaded::read(std::slice::from_ref(stream)).ok()?;
    let case = loaded.case(CaseId(stream.stream.id))?;
    let bind = || engine.shelf.bind_case(&stream.stream.controller, case);
    let bound = engine.bound(bind).await.ok()?;
    let actor = ActorId::operator();
    let ctx = bound.context(engine.clock.now(), &actor);
    let account = why::of_case(locale, case, &ctx)?;
    Some(account::lines(locale, &account))
}

/// The streams of a submission with its cases, or of one case.
///
/// # Errors
/// When nothing of this id or reference exists, or the store cannot be read.
pub async fn streams(engine: &Engine, id: &str) -> anyhow::Result<Vec<StreamRef>> {
    let scope = Scope::whole(engine.shelf.packs().controllers().cloned());
    let streams = find(engine, &scope, id).await?;
    if streams.is_empty() {
        bail!("there is nothing of the reference or id {id}");
    }
    Ok(streams)
}

async fn find(engine: &Engine, scope: &Scope, id: &str) -> anyhow::Result<Vec<StreamRef>> {
    let store = &engine.store;
    let submission = match Uuid::parse_str(id) {
        Ok(id) => {
            let candidates: Vec<StreamRef> = scope
                .iter()
                .flat_map(|(controller, _)| {
                    [StreamKind::Submission, StreamKind::Case].map(|kind| StreamRef {
                        controller: controller.clone(),
                        kind,
                        id,
                    })
                })
                .collect();
            let rows = store.rows(scope, &candidates).await?;
            let Some(row) = rows.into_iter().next() else {
                return Ok(Vec::new());
            };
            if row.stream.kind == StreamKind::Case {
                return Ok(vec![row.stream]);
            }
            row
        }
        Err(_) => {
            let reference = Reference::parse(id)
                .with_context(|| format!("{id} is neither an id nor a reference"))?;
            let stored = reference.as_str().to_ascii_lowercase();
            match store.by_reference(scope, &stored).await? {
                Some(row) => row,
                None => return Ok(Vec::new()),
            }
        }
    };
    let filter = RowFilter {
        kind: Some(StreamKind::Case),
        submission: Some(submission.submission),
        limit: 100,
        ..RowFilter::default()
    };
    let mut streams = vec![submission.stream];
    streams.extend(
        store
            .list(scope, &filter)
            .await?
            .into_iter()
            .map(|row| row.stream),
    );
    Ok(streams)
}

fn write(shown: &mut String, stream: &Stream) -> std::fmt::Result {
    let StreamRef {
        controller,
        kind,
        id,
    } = &stream.stream;
    writeln!(shown, "{kind} {id} of {controller}")?;
    for EventRecord {
        seq,
        event_type,
        legal_day,
        recorded_at,
        actor,
        hash,
        ..
    } in &stream.events
    {
        let recorded = recorded_at.format("%Y-%m-%d %H:%M:%S%.6fZ");
        let hash = &hash.to_string()[..12];
        writeln!(
            shown,
            "{seq:>5}  {legal_day}  {recorded}  {event_type:<28} {actor:<45} {hash}"
        )?;
    }
    match verify_chain(&stream.events) {
        Ok(head) => writeln!(shown, "the chain holds: {head}"),
        Err(error) => writeln!(shown, "THE CHAIN IS BROKEN: {error}"),
    }
}
