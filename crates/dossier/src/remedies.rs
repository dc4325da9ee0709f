//! What a person can do who is not content with an answer: as the pack words it, on paper and on
//! screen.

use chrono::NaiveDate;
use habeas_case::clock_of;
use habeas_envelope::Code;
use habeas_language::Locale;
use habeas_regime::{Audience, FileKind, Pack, Remedy, Right, Said};

/// The remedies of a case that are printed with its answer, a paragraph each: what it is, where to
/// turn to, in which languages where the body takes particular ones, and until when. The day is the
/// last of the window that opened with the answer, where it is known; else the letter says how long
/// the window is. `audience` is what the person said at intake: whoever is known to be staff is told
/// of what is for staff, and in doubt both ways are given, each saying whom it is for.
#[must_use]
pub fn remedies(
    locale: Locale,
    pack: &Pack,
    (right, kind): &(Right, FileKind),
    audience: Option<&Code>,
    opened: &[(Code, NaiveDate)],
) -> Vec<String> {
    let said = audience.and_then(|word| Said::from_word(word.as_str()));
    pack.remedies(right, kind)
        .filter(|remedy| remedy.printed && remedy.audience.admits(said))
        .map(|remedy| {
            let mut text = whom(locale, remedy, said);
            text.push_str(&place(locale, remedy));
            if let Some(languages) = &remedy.languages {
                let names = languages.iter().map(|tag| {
                    let name = locale.t(format!("letter-remedy-language-{tag}"));
                    name.to_string()
                });
                let said = locale
                    .t("letter-remedy-languages")
                    .arg("languages", names.collect::<Vec<_>>().join(", "));
                text.push_str(&format!(" {said}"));
            }
            if let Some(until) = until(locale, pack, remedy, opened) {
                text.push_str(&format!(" {until}"));
            }
            text
        })
        .collect()
}

/// Whom it is for, where that is not known of the reader.
fn whom(locale: Locale, remedy: &Remedy, said: Option<Said>) -> String {
    let key = match remedy.audience {
        Audience::Staff => "letter-remedy-staff",
        Audience::NonStaff => "letter-remedy-non-staff",
        Audience::All => return String::new(),
    };
    match said {
        Some(Said::Staff | Said::NonStaff) => String::new(),
        Some(Said::Unsure) | None => format!("{} ", locale.t(key)),
    }
}

fn place(locale: Locale, remedy: &Remedy) -> String {
    let body = &remedy.body;
    let mut lines = vec![body.name.get(locale.tag()).to_owned()];
    lines.extend(body.address.iter().flat_map(|address| address.lines()));
    lines.extend(body.email.clone());
    lines.extend(body.website.clone());
    locale
        .t("letter-remedy")
        .arg("remedy", remedy.name.get(locale.tag()))
        .arg("body", lines.join(", "))
        .to_string()
}

fn until(
    locale: Locale,
    pack: &Pack,
    remedy: &Remedy,
    opened: &[(Code, NaiveDate)],
) -> Option<String> {
    let window = remedy.window.as_ref()?;
    let last = opened.iter().find(|(known, _)| known == remedy.id.code());
    if let Some((_, day)) = last {
        let until = locale
            .t("letter-remedy-until")
            .arg("date", locale.date(*day));
        return Some(until.to_string());
    }
    let clock = clock_of(pack, window.regime.code(), window.clock.code())?;
    let period = locale.period(clock.limit.period()?);
    let within = locale.t("letter-remedy-within").arg("period", period);
    Some(within.to_string())
}
