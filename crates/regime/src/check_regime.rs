use std::collections::BTreeSet;

use crate::{PackError, PackErrors, Regime};

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
