use habeas_case::{DispatchChannel, DispatchCommand, dispatch_id};
use habeas_envelope::{Code, ItemId};
use habeas_regime::{EvidenceKind, OfficeId, Pack};

use crate::Mover;

/// The evidence that packs ask for and the word under which filings keep it.
const IDENTITY_CARD_COPY: &str = "identity-card-copy";
const IDENTITY: &str = "identity";

/// The controller's registered letter to the office, in the language its holder is written to in,
/// enclosing what the pack says, where there is one.
pub(crate) fn order(
    mover: &Mover<'_>,
    pack: &Pack,
    office: &OfficeId,
    enclosures: &[EvidenceKind],
    template: Code,
) -> DispatchCommand {
    DispatchCommand::Order {
        dispatch: dispatch_id(mover.trigger.event, mover.id.0, &template),
        channel: DispatchChannel::RegisteredLetter,
        template,
        language: language(mover, pack, office),
        office: Some(office.code().clone()),
        not_before: mover.ctx.now,
        items: enclosed(mover, enclosures),
    }
}

fn language(mover: &Mover<'_>, pack: &Pack, office: &OfficeId) -> Code {
    let holder = pack
        .office(office)
        .and_then(|office| office.holder(mover.today(pack)))
        .and_then(|holder| holder.language.clone());
    let spoken = || pack.provisions().controller.languages.first().cloned();
    holder
        .or_else(spoken)
        .and_then(|tag| Code::new(tag).ok())
        .unwrap_or_else(|| Code::literal("en"))
}

fn enclosed(mover: &Mover<'_>, enclosures: &[EvidenceKind]) -> Vec<ItemId> {
    let wanted = |kind: &Code| {
        enclosures.iter().any(|evidence| {
            evidence.code() == kind || (*evidence == IDENTITY_CARD_COPY && *kind == IDENTITY)
        })
    };
    mover
        .submission
        .documents
        .iter()
        .filter(|document| wanted(&document.kind))
        .map(|document| document.item)
        .collect()
}
