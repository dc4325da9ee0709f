use crate::{
    Choice, LetterRoute, NeedsPersonReason, OfficeId, Route, RouteDecision, RouteHints, Via,
};

/// Where a case goes by its route and what is known of it.
pub(crate) fn route(route: &Route, hints: &RouteHints) -> RouteDecision {
    let desk = route.desk.clone();
    match &route.via {
        Via::Desk => RouteDecision::Desk { desk },
        Via::Person => RouteDecision::NeedsPerson {
            desk,
            reason: NeedsPersonReason::ByProvision,
        },
        Via::RegisteredLetter(letter) => match addressee(letter, hints) {
            Ok(office) => RouteDecision::RegisteredLetter {
                desk,
                office,
                enclosures: letter.enclosures.clone(),
                template: letter.template.clone(),
            },
            Err(reason) => RouteDecision::NeedsPerson { desk, reason },
        },
    }
}

fn addressee(letter: &LetterRoute, hints: &RouteHints) -> Result<OfficeId, NeedsPersonReason> {
    match (&letter.office, &letter.choose) {
        (Some(office), _) => Ok(office.clone()),
        (None, Some(choice)) => chosen(choice, hints),
        (None, None) => Err(NeedsPersonReason::OfficeNotKnown),
    }
}

/// The office that holds the file, else the one the person names, else the fixed one.
fn chosen(choice: &Choice, hints: &RouteHints) -> Result<OfficeId, NeedsPersonReason> {
    let holder = hints
        .holder_of_file
        .as_ref()
        .filter(|_| choice.holder_of_file);
    let named = hints
        .named_by_person
        .as_ref()
        .filter(|_| choice.named_by_person);
    match holder.or(named) {
        Some(office) if choice.among.contains(office) => Ok(office.clone()),
        Some(_) => Err(NeedsPersonReason::OfficeNotAllowed),
        None => choice
            .otherwise
            .clone()
            .ok_or(NeedsPersonReason::OfficeNotKnown),
    }
}
