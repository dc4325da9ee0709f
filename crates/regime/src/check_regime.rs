use std::collections::BTreeSet;

use crate::{Clock, PackError, PackErrors, Provisions, Regime, Remedy, RetentionFrom};

/// What the form alone cannot refuse in a regime.
pub(crate) fn check(file: &str, regime: &Regime) -> Result<(), PackErrors> {
    let mut errors = Vec::new();
    let mut wrong = |path: String, problem: String| {
        errors.push(PackError {
            file: file.to_owned(),
            path,
            problem,
        });
    };
    if regime.format != 1 {
        wrong(
            "format".to_owned(),
            format!("this program reads format 1, not {}", regime.format),
        );
    }
    let mut seen = BTreeSet::new();
    for clock in &regime.clocks {
        let path = format!("clocks[{}]", clock.id);
        if !seen.insert(&clock.id) {
            wrong(
                path.clone(),
                "there is another clock of this name".to_owned(),
            );
        }
        let extends = clock.limit.extension().is_some();
        if extends && clock.extension_grounds.is_empty() {
            wrong(
                format!("{path}.extension_grounds"),
                "the limit can be extended, but no ground for it is given".to_owned(),
            );
        }
        if !extends && !clock.extension_grounds.is_empty() {
            wrong(
                format!("{path}.extension_grounds"),
                "grounds are given, but the limit cannot be extended".to_owned(),
            );
        }
    }
    PackErrors::from_list(errors)
}

/// What is wrong with a clock's silence in a pack: what it opens is a remedy with a window, and
/// whoever is written to has an address.
pub(crate) fn silence_in(pack: &Provisions, clock: &Clock) -> Vec<String> {
    let Some(silence) = &clock.silence else {
        return Vec::new();
    };
    let mut wrong = Vec::new();
    let opens = |remedy: &Remedy| remedy.id == silence.opens && remedy.window.is_some();
    if !pack.remedies.iter().any(opens) {
        wrong.push(format!(
            "{} opens {}, which is no remedy with a window",
            clock.id, silence.opens
        ));
    }
    let told = [&silence.conclusions, &silence.decision];
    for office in told.into_iter().flatten().flat_map(|told| &told.to) {
        let found = pack.offices.iter().find(|known| known.id == *office);
        if found.is_none_or(|office| office.address.is_none()) {
            wrong.push(format!(
                "{} is communicated to {office}, which is no office with a postal address",
                clock.id
            ));
        }
    }
    wrong
}

/// What is wrong with how long case files are kept: that runs from their closing, for a time in
/// dates, on rights that the organisation offers.
pub(crate) fn keeping_in(pack: &Provisions) -> Vec<String> {
    let mut wrong = Vec::new();
    for kept in &pack.retention {
        let Some(cases) = &kept.cases else { continue };
        let in_dates = kept.period.is_some_and(|period| period.is_of_dates());
        if kept.from != RetentionFrom::CaseClosed || !in_dates {
            wrong.push(format!(
                "{} is about case files: its time runs in dates from their closing",
                kept.id
            ));
        }
        let offered = |id: &crate::Right| pack.rights.iter().any(|right| right.id == *id);
        for right in cases.rights.iter().flatten().filter(|id| !offered(id)) {
            wrong.push(format!("{} is about {right}, which is no right", kept.id));
        }
    }
    if let Some(lateness) = &pack.lateness
        && !pack
            .remedies
            .iter()
            .any(|remedy| remedy.id == lateness.remedy)
    {
        wrong.push(format!(
            "lateness names {}, which is no remedy",
            lateness.remedy
        ));
    }
    wrong
}
