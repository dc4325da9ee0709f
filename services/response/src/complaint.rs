use habeas_case::{
    ComplaintStep, DispatchChannel, DispatchCommand,
    case::{self, Case},
    clock_of, dispatch_id,
};
use habeas_dossier::copy_for;
use habeas_engine::Command;
use habeas_envelope::{CaseId, Code, EventId, ItemId};
use habeas_regime::{Communicated, OfficeId, Silence};

use crate::Family;

/// The mail that there is news, or the letter that says that silence counts as a refusal.
const DEEMED_REFUSAL: &str = "deemed-refusal";
/// The letter that communicates conclusions to an office.
const CONCLUSIONS: &str = "complaint-conclusions";
/// The letter that communicates the final decision to an office.
const DECISION: &str = "complaint-decision";

/// What follows from a step of a complaint. A refusal that is deemed to be given is told to the
/// person: by mail that there is news, which the page of the request then shows with the last day
/// of the next remedy, or by a letter that says it whole. What a person records they tell the
/// person themselves; the offices it is communicated to are written to from here.
pub(crate) fn tell(family: &Family<'_>) -> Vec<Command> {
    if family.trigger.event_type != "complaint-advanced" {
        return Vec::new();
    }
    let concerned = family
        .cases()
        .filter(|(id, _)| id.0 == family.trigger.stream.id);
    concerned
        .flat_map(|(id, case)| {
            let mut orders: Vec<DispatchCommand> = deemed(family, id, case).into_iter().collect();
            orders.extend(communicated(family, id, case));
            orders
                .into_iter()
                .map(move |order| Command::Case(id, case::Command::Dispatch(order)))
        })
        .collect()
}

/// One notice a case, whichever message brings it here.
fn deemed(family: &Family<'_>, id: CaseId, case: &Case) -> Option<DispatchCommand> {
    case.complaint_on(ComplaintStep::DeemedRefused)?;
    let template = Code::literal(DEEMED_REFUSAL);
    Some(DispatchCommand::Order {
        // The submission it is about is what makes it one.
        dispatch: dispatch_id(EventId(family.id.0), id.0, &template),
        channel: family.channel(),
        template,
        language: family.language(),
        office: None,
        not_before: family.ctx.now,
        items: Vec::new(),
    })
}

/// A letter an office for everything that was told of conclusions and of the decision.
fn communicated(family: &Family<'_>, id: CaseId, case: &Case) -> Vec<DispatchCommand> {
    let Some(silence) = silence(family, case) else {
        return Vec::new();
    };
    let mut orders = Vec::new();
    for (step, item) in &case.complaint_told {
        let (template, told) = match step {
            ComplaintStep::ConclusionsCommunicated => (CONCLUSIONS, &silence.conclusions),
            ComplaintStep::Decided => (DECISION, &silence.decision),
            ComplaintStep::ProgressTold | ComplaintStep::DeemedRefused => continue,
        };
        let offices = told.iter().flat_map(|told: &Communicated| &told.to);
        orders.extend(offices.map(|office| letter(family, id, template, office, *item)));
    }
    orders
}

fn letter(
    family: &Family<'_>,
    id: CaseId,
    template: &'static str,
    office: &OfficeId,
    item: ItemId,
) -> DispatchCommand {
    let template = Code::literal(template);
    DispatchCommand::Order {
        // What was told makes it necessary, once for each office.
        dispatch: dispatch_id(EventId(copy_for(item, office.code()).0), id.0, &template),
        channel: DispatchChannel::Letter,
        template,
        // The language of what is communicated.
        language: family.language(),
        office: Some(office.code().clone()),
        not_before: family.ctx.now,
        items: vec![item],
    }
}

fn silence<'a>(family: &'a Family<'_>, case: &Case) -> Option<&'a Silence> {
    let opened = case.opened.as_ref()?;
    let pack = family.pack(case).ok()?;
    clock_of(pack, &opened.regime, &opened.clock)?
        .silence
        .as_ref()
}
