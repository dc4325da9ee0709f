use habeas_case::{AnswerStep, case::Case};
use habeas_language::Locale;
use habeas_regime::{Lateness, Pack};

/// What a person is told of where they stand, and what they can do next: the same words on screen
/// and on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What happened, in a few words.
    pub title: String,
    /// What it means.
    pub text: String,
    /// What the person can do, where they turn to, and until when.
    pub next: Option<String>,
}

/// That no decision came in time and what that costs the organisation, where its pack says so; none
/// while there is still time, or once the answer has left.
#[must_use]
pub fn late_standing(locale: Locale, pack: &Pack, case: &Case) -> Option<Standing> {
    let (right, kind) = case.exercise()?;
    let lateness = pack.lateness(&right, &kind)?;
    let left =
        |answer: &habeas_case::case::AnswerState| answer.step(AnswerStep::Released).is_some();
    if case.closed.is_some() || case.answer.as_ref().is_some_and(left) {
        return None;
    }
    let (_, last) = case.missed.iter().rev().find(|(limit, _)| limit == "due")?;
    let mut remedies = pack.provisions().remedies.iter();
    let remedy = remedies.find(|remedy| remedy.id == lateness.remedy)?;
    let body = &remedy.body;
    let mut place = vec![body.name.get(locale.tag()).to_owned()];
    place.extend(body.address.iter().flat_map(|address| address.lines()));
    Some(Standing {
        title: locale.t("late-title").to_string(),
        text: locale
            .t("late-text")
            .arg("date", locale.date(*last))
            .arg("body", place.join(", "))
            .to_string(),
        next: Some(owed(locale, lateness)),
    })
}

/// What is owed a day, step by step, and at the most.
fn owed(locale: Locale, lateness: &Lateness) -> String {
    let steps = lateness.steps.iter().map(|step| {
        let text = locale
            .t("late-step")
            .arg("euros", step.euros)
            .arg("days", step.days);
        text.to_string()
    });
    locale
        .t("late-owed")
        .arg("notice", lateness.notice_days)
        .arg("steps", steps.collect::<Vec<_>>().join(", "))
        .arg("days", lateness.days())
        .arg("most", lateness.at_most())
        .arg("citation", lateness.citation.to_string())
        .to_string()
}
