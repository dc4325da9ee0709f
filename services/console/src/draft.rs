//! The draft of an answer, opened: as it was written, as it will be sent, as it was given back.

use habeas_case::{CaseEvent, Part};
use habeas_contract::decode_case;
use habeas_dossier::{AnswerContent, kinds};
use habeas_engine::ExecuteError;
use habeas_envelope::{EventRecord, Hash32, ItemId};
use habeas_web::PageError;

use crate::{cases::CaseFile, opening::of_kind, session::Session, turn::Turn};

/// A draft as it was written.
pub(crate) struct Written {
    pub(crate) content: AnswerContent,
    pub(crate) reason: Option<String>,
    /// What is to be changed, where it was given back.
    pub(crate) remarks: Option<String>,
    pub(crate) parts: Vec<Part>,
}

impl Written {
    /// The answer as it will be sent: the individual reason of a refusal follows what was written
    /// (GDPR art. 12(4)).
    pub(crate) fn as_sent(&self) -> AnswerContent {
        let mut content = self.content.clone();
        if let Some(reason) = &self.reason {
            content.text.push_str("\n\n");
            content.text.push_str(reason);
        }
        content
    }
}

/// Opens the draft of a case, if there is one.
pub(crate) async fn written(session: &Session, file: &CaseFile) -> Result<Option<Written>, Turn> {
    match &file.state.draft {
        Some(draft) => {
            let last = LastDraft {
                draft: draft.draft,
                content: draft.content,
                parts: draft.parts.clone(),
                remarks: None,
            };
            open_draft(session, file, last).await
        }
        None => Ok(None),
    }
}

/// The draft to go on from: the one that stands, else the one last given back, with the remarks
/// about it.
pub(crate) async fn to_go_on(session: &Session, file: &CaseFile) -> Result<Option<Written>, Turn> {
    if file.state.draft.is_some() {
        return written(session, file).await;
    }
    match given_back(&file.events)? {
        Some(last) => open_draft(session, file, last).await,
        None => Ok(None),
    }
}

/// A draft as the log knows it.
struct LastDraft {
    draft: ItemId,
    content: Hash32,
    parts: Vec<Part>,
    remarks: Option<ItemId>,
}

/// The draft that was last written and given back to its author.
fn given_back(events: &[EventRecord]) -> Result<Option<LastDraft>, Turn> {
    let mut last: Option<LastDraft> = None;
    for record in events {
        match decode_case(record).map_err(ExecuteError::from)? {
            CaseEvent::AnswerDrafted {
                draft,
                content,
                parts,
            } => {
                last = Some(LastDraft {
                    draft,
                    content,
                    parts,
                    remarks: None,
                });
            }
            CaseEvent::AnswerReturned { draft, remarks } => {
                if let Some(known) = last.as_mut().filter(|known| known.draft == draft) {
                    known.remarks = remarks;
                }
            }
            CaseEvent::AnswerOrdered { .. } => last = None,
            _ => {}
        }
    }
    Ok(last)
}

async fn open_draft(
    session: &Session,
    file: &CaseFile,
    draft: LastDraft,
) -> Result<Option<Written>, Turn> {
    let reason = draft.parts.iter().find_map(|part| part.reason);
    let wanted: Vec<uuid::Uuid> = [Some(draft.draft), reason, draft.remarks]
        .into_iter()
        .flatten()
        .map(|item| item.0)
        .collect();
    let opened = session
        .open(&file.stream, &[file.compartment], "answer", move |field| {
            of_kind(field, &[kinds::DRAFT, kinds::REASON]) && wanted.contains(&field.item)
        })
        .await?;
    let Some(content) = opened.content(draft.draft) else {
        return Ok(None);
    };
    // Sealing needs only a public half: that this is what was written, the log says.
    if opened.hash(draft.draft) != Some(draft.content) {
        return Err(PageError::internal("draft-hash").into());
    }
    Ok(Some(Written {
        content,
        reason: reason.and_then(|item| opened.message(item)),
        remarks: draft.remarks.and_then(|item| opened.message(item)),
        parts: draft.parts,
    }))
}
