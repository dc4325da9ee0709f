use anyhow::{Context, bail};
use habeas_engine::Engine;
use habeas_envelope::{ControllerId, EventRecord, Scope, StreamKind, StreamRef, verify_chain};
use habeas_store::{RowFilter, Stream};
use habeas_vault::Reference;
use uuid::Uuid;

/// Prints what happened to a submission and its cases, or to one case, from the log: names of
/// events, days, actors, hashes, and whether the chain holds. No personal data stands there.
///
/// # Errors
/// When nothing of this id or reference exists, or the store cannot be read.
pub async fn show(engine: &Engine, id: &str, controller: Option<&str>) -> anyhow::Result<()> {
    let scope = match controller {
        Some(controller) => Scope::whole([ControllerId::new(controller)?]),
        None => Scope::whole(engine.shelf.packs().controllers().cloned()),
    };
    let streams = find(engine, &scope, id).await?;
    if streams.is_empty() {
        bail!("there is nothing of the reference or id {id}");
    }
    for stream in engine.store.load(&scope, &streams).await? {
        print(&stream);
    }
    Ok(())
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

fn print(stream: &Stream) {
    let StreamRef {
        controller,
        kind,
        id,
    } = &stream.stream;
    println!("{kind} {id} of {controller}");
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
        println!("{seq:>5}  {legal_day}  {recorded}  {event_type:<28} {actor:<45} {hash}");
    }
    match verify_chain(&stream.events) {
        Ok(head) => println!("the chain holds: {head}"),
        Err(error) => println!("THE CHAIN IS BROKEN: {error}"),
    }
    println!();
}
