//! The draft of an answer, opened: as it was written, as it will be sent, as it was given back.

use std::collections::BTreeMap;

use habeas_case::{CaseEvent, Part, PartOutcome, case::PHYSICIAN};
use habeas_contract::decode_case;
use habeas_dossier::{AnswerContent, kinds};
use habeas_engine::ExecuteError;
use habeas_envelope::{EventRecord, Hash32, ItemId};
use habeas_language::Locale;
use habeas_web::PageError;

use crate::{cases::CaseFile, opening::of_kind, session::Session, turn::Turn};

/// A draft as it was written.
pub(crate) struct Written {
    pub(crate) content: AnswerContent,
    /// The individual reasons, by handle.
    pub(crate) reasons: BTreeMap<ItemId, String>,
    /// What is to be changed, where it was given back.
    pub(crate) remarks: Option<String>,
    pub(crate) parts: Vec<Part>,
}

impl Written {
    /// What the author calls each part; none for one that is the case as a whole.
    pub(crate) fn labels(&self) -> Vec<Option<String>> {
        self.content.parts.iter().map(|p| p.label.clone()).collect()
    }

    /// The answer as it will be sent: the individual reason of each refusal follows what was
    /// written (GDPR art. 12(4)), behind the name of its part where there are several.
    pub(crate) fn as_sent(&self, file: &CaseFile) -> AnswerContent {
        let mut content = self.content.clone();
        if self.goes_to_physician() {
            content.text.push_str("\n\n");
            content.text.push_str(&where_the_file_goes(file));
        }
        let labels = self.labels();
        for (place, part) in self.parts.iter().enumerate() {
            let Some(reason) = part.reason.and_then(|item| self.reasons.get(&item)) else {
                continue;
            };
            content.text.push_str("\n\n");
            if let Some(label) = labels.get(place).and_then(Option::as_ref) {
                content.text.push_str(label);
                content.text.push_str(": ");
            }
            content.text.push_str(reason);
        }
        content
    }
}

impl Written {
    /// Whether what is enclosed goes to the attending physician, and not to the person.
    pub(crate) fn goes_to_physician(&self) -> bool {
        let gives =
            |part: &Part| matches!(part.outcome, PartOutcome::Granted | PartOutcome::Partly);
        let mut parts = self.parts.iter();
        parts.any(|part| gives(part) && part.recipient == PHYSICIAN)
    }
}

/// That the file goes to the physician; or, where nobody is confirmed as such, that it lies ready,
/// which is no refusal.
fn where_the_file_goes(file: &CaseFile) -> String {
    let locale = Locale::from_tag(file.submission.language.as_str()).unwrap_or_default();
    let key = match file.state.confirmed(PHYSICIAN) {
        Some(_) => "answering-physician-told-sent",
        None => "answering-physician-told-ready",
    };
    let provision = &file.pack.answer(&file.right, &file.kind).citation;
    locale
        .t(key)
        .arg("provision", provision.to_string())
        .to_string()
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
    let reasons = draft.parts.iter().filter_map(|part| part.reason);
    let reasons: Vec<ItemId> = reasons.collect();
    let wanted: Vec<uuid::Uuid> = [Some(draft.draft), draft.remarks]
        .into_iter()
        .flatten()
        .chain(reasons.iter().copied())
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
        reasons: reasons
            .into_iter()
            .filter_map(|item| Some((item, opened.message(item)?)))
            .collect(),
        remarks: draft.remarks.and_then(|item| opened.message(item)),
        parts: draft.parts,
    }))
}
