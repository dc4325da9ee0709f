//! What silence or a decision on a complaint came to, and what the person can do next: the same
//! words on screen and on paper.

use habeas_case::{ComplaintStep, case::Case};
use habeas_language::Locale;
use habeas_regime::{Pack, RemedyId};

use crate::Standing;

/// What is to be told of a complaint; none while it is in hand. A decision that was given stands
/// above the refusal that its silence was before.
#[must_use]
pub fn complaint_standing(locale: Locale, pack: &Pack, case: &Case) -> Option<Standing> {
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
            .arg("remedy", remedy.name.get(locale.tag()))
            .arg("body", remedy.body.name.get(locale.tag()))
            .arg("date", locale.date(*until))
            .to_string()
    });
    Some(Standing {
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
