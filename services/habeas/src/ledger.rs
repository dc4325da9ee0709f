//! The ledger of destroyed keys: a file outside the database, so that a restored backup can be
//! made to forget again what was destroyed since.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::Path,
};

use anyhow::{Context, bail};
use chrono::{Days, NaiveDate};
use habeas_case::{case, submission};
use habeas_engine::{Command, Engine, Loaded, Order, from_store_wrap};
use habeas_envelope::{ActorId, CaseId, Code, Scope, StreamKind, StreamRef, SubmissionId};
use habeas_store::{DestroyKeys, WrappedKey};
use habeas_vault::{LedgerEntry, Owner, OwnerKind, Recipient, parse_ledger};

/// Destroys the keys of streams: what they sealed is never read again. The ledger is written
/// first: what it names is destroyed, now or by [`restore`].
///
/// # Errors
/// When a case is open or under legal hold, the ledger cannot be written, or the store cannot be
/// used.
pub async fn destroy(
    engine: &Engine,
    ledger: &Path,
    streams: &[StreamRef],
    backup_days: u32,
) -> anyhow::Result<usize> {
    let scope = Scope::whole(streams.iter().map(|s| s.controller.clone()));
    let loaded = Loaded::read(&engine.store.load(&scope, streams).await?)?;
    for stream in streams {
        may_be_destroyed(&loaded, stream)?;
    }
    let today = engine.clock.now().date_naive();
    let mut entries = Vec::new();
    let mut destroys = Vec::new();
    for stream in streams {
        let wraps = engine.store.wraps(&scope, stream).await?;
        let found = entries_of(stream, wraps, today);
        if !found.is_empty() {
            entries.extend(found);
            destroys.push(DestroyKeys {
                owner: stream.clone(),
                compartment: None,
            });
        }
    }
    append(ledger, &entries)?;
    let final_on = today + Days::new(u64::from(backup_days));
    for destroy in destroys {
        carry_out(engine, destroy, final_on).await?;
    }
    Ok(entries.len())
}

fn may_be_destroyed(loaded: &Loaded, stream: &StreamRef) -> anyhow::Result<()> {
    let (closed, held) = match stream.kind {
        StreamKind::Case => loaded
            .case(CaseId(stream.id))
            .map(|case| (case.closed.is_some(), case.legal_hold))
            .unwrap_or_default(),
        _ => loaded
            .submission(SubmissionId(stream.id))
            .map(|submission| (submission.closed.is_some(), false))
            .unwrap_or_default(),
    };
    if held {
        bail!("{} {} is under legal hold", stream.kind, stream.id);
    }
    if !closed {
        bail!("{} {} is not closed", stream.kind, stream.id);
    }
    Ok(())
}

/// Destroys again what the ledger names and the database, restored from a backup, still holds;
/// how many keys.
///
/// # Errors
/// When the ledger cannot be read, or the store cannot be used.
pub async fn restore(engine: &Engine, ledger: &Path, backup_days: u32) -> anyhow::Result<usize> {
    let mut destroyed = 0;
    let today = engine.clock.now().date_naive();
    for (stream, back) in come_back(engine, ledger).await? {
        destroyed += back.keys.len();
        let final_on = today + Days::new(u64::from(backup_days));
        for compartment in back.compartments {
            let destroy = DestroyKeys {
                owner: stream.clone(),
                compartment,
            };
            carry_out(engine, destroy, final_on).await?;
        }
    }
    Ok(destroyed)
}

/// How many keys stand in the database that the ledger names as destroyed.
///
/// # Errors
/// When the ledger cannot be read, or the store cannot be used.
pub async fn still_there(engine: &Engine, ledger: &Path) -> anyhow::Result<usize> {
    let back = come_back(engine, ledger).await?;
    Ok(back.values().map(|back| back.keys.len()).sum())
}

/// Destroyed keys of a stream that are there again.
struct Back {
    keys: BTreeSet<uuid::Uuid>,
    /// What is to be destroyed: everything, where nothing else is left, else by compartment.
    compartments: Vec<Option<Code>>,
}

async fn come_back(engine: &Engine, ledger: &Path) -> anyhow::Result<BTreeMap<StreamRef, Back>> {
    let mut named: BTreeMap<StreamRef, BTreeSet<uuid::Uuid>> = BTreeMap::new();
    for entry in read(ledger)? {
        if let Some(stream) = stream_of(&entry) {
            named.entry(stream).or_default().insert(entry.key_id.0);
        }
    }
    let mut found = BTreeMap::new();
    for (stream, keys) in named {
        let scope = Scope::whole([stream.controller.clone()]);
        let wraps = engine.store.wraps(&scope, &stream).await?;
        let (again, others): (Vec<_>, Vec<_>) = wraps
            .into_iter()
            .partition(|wrap| keys.contains(&wrap.key_id));
        if again.is_empty() {
            continue;
        }
        let compartments: BTreeSet<Code> =
            again.iter().map(|wrap| wrap.compartment.clone()).collect();
        let back = Back {
            keys: again.iter().map(|wrap| wrap.key_id).collect(),
            compartments: if others.is_empty() {
                vec![None]
            } else {
                compartments.into_iter().map(Some).collect()
            },
        };
        found.insert(stream, back);
    }
    Ok(found)
}

async fn carry_out(
    engine: &Engine,
    destroy: DestroyKeys,
    final_on: NaiveDate,
) -> anyhow::Result<()> {
    let stream = destroy.owner.clone();
    let compartment = destroy.compartment.clone();
    let command = match stream.kind {
        StreamKind::Case => Command::Case(
            CaseId(stream.id),
            case::Command::DestroyKeys {
                compartment,
                final_on,
            },
        ),
        _ => Command::Submission(
            SubmissionId(stream.id),
            submission::Command::DestroyKeys {
                compartment,
                final_on,
            },
        ),
    };
    let scope = Scope::whole([stream.controller.clone()]);
    let controller = stream.controller.clone();
    let mut order = Order::new(controller, scope, ActorId::operator(), vec![command]);
    order.destroys = vec![destroy];
    let done = engine.execute(order).await;
    done.with_context(|| {
        format!(
            "the keys of {} {} are not destroyed",
            stream.kind, stream.id
        )
    })?;
    Ok(())
}

fn entries_of(stream: &StreamRef, wraps: Vec<WrappedKey>, today: NaiveDate) -> Vec<LedgerEntry> {
    let mut entries: BTreeMap<uuid::Uuid, LedgerEntry> = BTreeMap::new();
    for wrap in wraps.into_iter().filter_map(from_store_wrap) {
        let entry = entries.entry(wrap.key_id.0).or_insert_with(|| LedgerEntry {
            controller: stream.controller.clone(),
            owner: wrap.owner,
            key_id: wrap.key_id,
            wrapped_to: Vec::new(),
            destroyed_on: today,
            final_on: None,
        });
        if wrap.recipient == Recipient::Compartment {
            entry.wrapped_to.push(wrap.recipient_key);
        }
    }
    entries.into_values().collect()
}

fn stream_of(entry: &LedgerEntry) -> Option<StreamRef> {
    let Owner { kind, id } = entry.owner;
    let controller = entry.controller.clone();
    Some(match kind {
        OwnerKind::Submission => StreamRef::submission(controller, SubmissionId(id)),
        OwnerKind::Case => StreamRef::case(controller, CaseId(id)),
        OwnerKind::Obligation | OwnerKind::Staff | OwnerKind::Office => return None,
    })
}

fn read(ledger: &Path) -> anyhow::Result<Vec<LedgerEntry>> {
    let text = match std::fs::read_to_string(ledger) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            return Err(error).with_context(|| format!("{} cannot be read", ledger.display()));
        }
    };
    parse_ledger(&text).with_context(|| format!("{} is damaged", ledger.display()))
}

/// Adds lines, on the disk before anything is destroyed.
fn append(ledger: &Path, entries: &[LedgerEntry]) -> anyhow::Result<()> {
    // A torn line is not written behind.
    read(ledger)?;
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    let mut file = options
        .open(ledger)
        .with_context(|| format!("{} cannot be written", ledger.display()))?;
    let lines: String = entries.iter().map(|entry| format!("{entry}\n")).collect();
    file.write_all(lines.as_bytes())?;
    file.sync_all()?;
    Ok(())
}
