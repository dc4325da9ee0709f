use habeas_case::{ComplaintStep, case::Case};
use habeas_regime::{Pack, RemedyId};
use habeas_web::Visit;

/// What silence or a decision came to, and what the person can do next, until when.
pub(crate) struct Outcome {
    pub(crate) title: String,
    pub(crate) text: String,
    /// The remedy, where the person turns to, and its last day.
    pub(crate) next: Option<String>,
}

/// What is to be shown of a complaint; none while it is in hand.
pub(crate) fn outcome(visit: &Visit, pack: &Pack, case: &Case) -> Option<Outcome> {
    let locale = visit.locale;
    let decided = case.complaint_on(ComplaintStep::Decided);
    let (word, day) = decided
        .map(|day| ("decided", day))
        .or_else(|| Some(("deemed", case.complaint_on(ComplaintStep::DeemedRefused)?)))?;
    let (id, until) = case.remedies.last()?;
    let id = RemedyId::from(id.clone());
    let remedy = pack.provisions().remedies.iter().find(|r| r.id == id);
    let next = remedy.map(|remedy| {
        locale
            .t("portal-complaint-next")
            .arg(
                "remedy",
                locale.pick(&remedy.name).cloned().unwrap_or_default(),
            )
            .arg(
                "body",
                locale.pick(&remedy.body.name).cloned().unwrap_or_default(),
            )
            .arg("date", locale.date(*until))
            .to_string()
    });
    Some(Outcome {
        title: locale.t(format!("portal-complaint-{word}")).to_string(),
        text: locale
            .t(format!("portal-complaint-{word}-text"))
            .arg("date", locale.date(day))
            .to_string(),
        next,
    })
}

#[cfg(test)]
mod tests {
    use habeas_language::testing::check_keys;

    #[test]
    fn every_outcome_has_its_words_in_every_language() {
        check_keys(["decided", "deemed"].map(|word| format!("portal-complaint-{word}"))).unwrap();
        let texts = ["decided", "deemed"].map(|word| format!("portal-complaint-{word}-text"));
        check_keys(texts).unwrap();
    }
}
