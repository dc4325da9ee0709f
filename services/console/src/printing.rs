//! A letter is printed: once, as a stream to the printer, after an event says who did it. It is
//! made when it is first asked for, and its bytes are sealed with their hash.

use std::collections::BTreeSet;

use axum::extract::Path;
use habeas_case::{DispatchCommand, DispatchStage};
use habeas_dossier::{
    compose::{self, ComposeError, Contents, Facts, Holder, Moved, templates},
    kinds, why,
};
use habeas_engine::store_writes;
use habeas_envelope::{Code, ItemId};
use habeas_language::Locale;
use habeas_vault::{Compartment, Sealer};
use habeas_web::{PageError, Posted};

use crate::{
    cases::{parse_id, sealing},
    files,
    opening::of_kind,
    pieces::Piece,
    session::Session,
    turn::{Answer, Turn, to},
};

pub(crate) async fn print(session: Session, Path(id): Path<String>, posted: Posted) -> Answer {
    let piece = session.piece(&id).await?;
    session.check(&piece.form(), &posted)?;
    let again = match piece.view.stage {
        DispatchStage::Queued => false,
        // A sheet that jammed is printed again, and the log says so.
        DispatchStage::Printed => true,
        _ => return to(format!("{}?refused=dispatch-state", piece.path())),
    };
    let bytes = letter(
        &session,
        &piece,
        if again { "print-again" } else { "print" },
    )
    .await?;
    if !again {
        let command = piece.command(DispatchCommand::Print { dispatch: piece.id });
        let order = piece.order(&session, vec![command]);
        session.execute(order).await?;
    }
    let name = format!(
        "{}-{}",
        piece.submission.reference,
        files::short(ItemId(piece.id.0))
    );
    Ok(files::serve(&bytes, &name, false))
}

pub(crate) async fn enclosure(
    session: Session,
    Path((id, item)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let piece = session.piece(&id).await?;
    session.check(&piece.form(), &posted)?;
    if !matches!(
        piece.view.stage,
        DispatchStage::Queued | DispatchStage::Printed
    ) {
        return to(format!("{}?refused=dispatch-state", piece.path()));
    }
    let item = ItemId(parse_id(&item)?);
    let enclosed = piece.encloses(&session).await?;
    let enclosed = enclosed
        .into_iter()
        .find(|document| document.item == item)
        .ok_or_else(Turn::not_found)?;
    let opened = session
        .open(
            &enclosed.owner,
            &[enclosed.compartment],
            "print",
            move |field| field.item == item.0,
        )
        .await?;
    let bytes = opened.bytes(item).ok_or_else(Turn::not_found)?;
    let name = format!("{}-{}", piece.submission.reference, files::short(item));
    Ok(files::serve(bytes, &name, false))
}

/// The bytes of the letter: those that were sealed, or made now and sealed.
async fn letter(session: &Session, piece: &Piece, purpose: &'static str) -> Result<Vec<u8>, Turn> {
    let Some((item, _)) = piece.view.rendered else {
        let bytes = render(session, piece, purpose).await?;
        return seal(session, piece, bytes).await;
    };
    let opened = session
        .open(&piece.stream, &[Compartment::Mail], purpose, move |field| {
            of_kind(field, &[kinds::LETTER]) && field.item == item.0
        })
        .await?;
    let bytes = opened.bytes(item).ok_or_else(Turn::not_found)?;
    Ok(bytes.to_vec())
}

/// Composes the letter of what it needs, and sets it. Nobody reads what is opened for it.
async fn render(session: &Session, piece: &Piece, purpose: &'static str) -> Result<Vec<u8>, Turn> {
    let app = &session.app;
    let bound = piece.bound(app).await?;
    let moved = if piece.view.template == templates::DATE_MOVED {
        Some(moved(session, piece).await?)
    } else {
        None
    };
    let facts = Facts {
        pack: &bound.pack,
        calendars: &bound.calendars,
        submission: &piece.submission.state,
        case: piece.case.as_ref(),
        dispatch: &piece.view,
        moved: moved.as_ref(),
        now: app.now(),
    };
    let needs = compose::needs(&facts).map_err(not_composed)?;
    let mut contents = Contents::default();
    for holder in [Holder::Submission, Holder::Case] {
        let wanted: Vec<_> = needs.iter().filter(|need| need.holder == holder).collect();
        if wanted.is_empty() {
            continue;
        }
        let owner = match holder {
            Holder::Submission => &piece.submission.stream,
            Holder::Case => &piece.stream,
        };
        let compartments: BTreeSet<Compartment> = wanted.iter().map(|n| n.compartment).collect();
        let compartments: Vec<Compartment> = compartments.into_iter().collect();
        let handles: Vec<uuid::Uuid> = wanted.iter().map(|need| need.item.0).collect();
        let opened = session
            .open(owner, &compartments, purpose, move |field| {
                handles.contains(&field.item)
            })
            .await?;
        for need in wanted {
            if let Some(bytes) = opened.bytes(need.item) {
                contents.insert(need.item, bytes);
            }
        }
    }
    let (letter, locale) = compose::letter(&facts, &contents).map_err(not_composed)?;
    let _permit = app.heavy.acquire().await;
    tokio::task::spawn_blocking(move || habeas_letters::render(&letter, locale))
        .await
        .map_err(|_| PageError::internal("letter"))?
        .map_err(|_| PageError::internal("letter").into())
}

/// Why a date moved, and how the one that holds now is counted.
async fn moved(session: &Session, piece: &Piece) -> Result<Moved, Turn> {
    let app = &session.app;
    let controller = &piece.stream.controller;
    let why = app
        .engine
        .why_moved(controller, piece.submission.id, piece.id)
        .await?;
    let locale = Locale::from_tag(piece.view.language.as_str()).unwrap_or_default();
    let actor = session.actor();
    let cases = why.cases.iter();
    let cases = cases.map(|(case, bound)| (case, bound.context(app.now(), &actor)));
    let account = why::of_request(locale, cases);
    Ok(Moved {
        account: account.map(|account| account.for_person()),
        receipt: why.receipt,
        added: why.added,
        removed: why.removed,
        reason: why.reason,
    })
}

fn not_composed(error: ComposeError) -> Turn {
    PageError::internal("letter").because(error).into()
}

/// Seals a letter that was made and records its hash; of two that were made at once the first
/// counts, and is what is given out.
async fn seal(session: &Session, piece: &Piece, bytes: Vec<u8>) -> Result<Vec<u8>, Turn> {
    let app = &session.app;
    let owner = piece.owner().ok_or_else(Turn::not_found)?;
    let item = app.item();
    let mut sealer = Sealer::for_owner(
        app.keyring.public(),
        piece.stream.controller.clone(),
        owner,
        &*app.engine.entropy,
    );
    let kind = Code::literal(kinds::LETTER);
    let hash = sealer.seal(Compartment::Mail, kind, item, &bytes)?;
    let command = piece.command(DispatchCommand::Render {
        dispatch: piece.id,
        item,
        hash,
    });
    let order = piece.order(session, vec![command]);
    let writes = store_writes(sealer.finish(), Vec::new());
    let order = sealing(app, order, writes, &[kinds::LETTER]).await?;
    let executed = session.execute(order).await?;
    if executed.events.is_empty() {
        return Err(PageError::unavailable("letter").into());
    }
    Ok(bytes)
}
