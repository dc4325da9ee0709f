//! What a person was asked at intake besides, as the desk of the case reads it.

use chrono::NaiveDate;
use habeas_case::case::Case;
use habeas_dossier::{QuestionAnswers, why};
use habeas_language::Locale;
use habeas_regime::{Ask, FileKind, Pack, Right};
use habeas_timelimit::Calendars;

use crate::words::{self, Fact, fact};

/// A question of a provision and what was said to it.
pub(crate) struct Question {
    pub(crate) asked: String,
    /// None where nothing was said: it is asked for, and no reason to turn the case away.
    pub(crate) said: Option<String>,
}

/// Every question of the case's provision, answered or not.
pub(crate) fn asked(
    locale: Locale,
    pack: &Pack,
    (right, kind): (&Right, &FileKind),
    answers: Option<&QuestionAnswers>,
) -> Vec<Question> {
    let asks = pack.asks(right, kind).into_iter();
    asks.map(|ask| Question {
        asked: locale.t(format!("portal-ask-{}", ask.as_str())).to_string(),
        said: answers
            .and_then(|answers| answers.answers.get(ask.as_str()))
            .map(|text| shown(locale, ask, text)),
    })
    .collect()
}

fn shown(locale: Locale, ask: Ask, text: &str) -> String {
    let day = matches!(ask, Ask::AwareOn | Ask::SignedOn)
        .then(|| text.parse::<NaiveDate>().ok())
        .flatten();
    day.map_or_else(|| text.to_owned(), |day| locale.date(day))
}

/// What the answers say in codes: whether they work there, what they insisted on.
pub(crate) fn facts(locale: Locale, pack: &Pack, calendars: &Calendars, case: &Case) -> Vec<Fact> {
    let Some(opened) = &case.opened else {
        return Vec::new();
    };
    let mut facts = Vec::new();
    if let Some(said) = &opened.audience {
        let word = locale.t(format!("console-audience-{said}"));
        facts.push(fact(locale, "console-audience", word));
    }
    for matter in &opened.questions.elsewhere {
        let known = pack.provisions().elsewhere.iter().find(|m| m.id == *matter);
        let text = known.map_or_else(
            || matter.to_string(),
            |known| words::picked(locale, &known.question),
        );
        facts.push(fact(locale, "console-elsewhere", text));
    }
    if let Some(earlier) = &opened.questions.earlier {
        let reference = habeas_vault::Reference::parse(earlier.as_str())
            .map_or_else(|_| earlier.to_string(), |reference| reference.to_string());
        facts.push(fact(locale, "console-earlier", reference));
    }
    let complaint = opened.questions.aware_on;
    let window = complaint.and_then(|aware| why::window_of_awareness(pack, calendars, aware));
    if let Some(until) = window {
        // Whether a person is late is judged by the latest reading, and by a person.
        facts.push(fact(locale, "console-aware-until", locale.date(until)));
    }
    facts
}

#[cfg(test)]
mod tests {
    use habeas_language::testing::check_keys;
    use habeas_regime::Said;

    #[test]
    fn every_answer_in_codes_has_its_words_in_every_language() {
        let said = Said::ALL.map(|said| format!("console-audience-{}", said.as_str()));
        check_keys(said).unwrap();
    }
}
