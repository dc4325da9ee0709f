//! A part of a decision in words: what it is about, and what was decided of it.

use habeas_case::Part;
use habeas_language::Locale;
use habeas_regime::{FileKind, Ground, Pack, Right};

/// What a part is about and what was decided, with the ground of a refusal and where it stands. The
/// author's label comes first; without one it is the right and the kind of file.
#[must_use]
pub fn part_words(
    locale: Locale,
    pack: &Pack,
    part: &Part,
    label: Option<&str>,
    (right, kind): &(Right, FileKind),
) -> (String, String) {
    let what = FileKind::from(part.what.clone());
    let named = pack.file_kind(&what).or_else(|| pack.file_kind(kind));
    let right_name = pack.right(right).map(|right| right.name.get(locale.tag()));
    let what = [right_name, named.map(|kind| kind.name.get(locale.tag()))];
    let outcome = locale
        .t(format!("letter-outcome-{}", part.outcome.as_str()))
        .to_string();
    let ground = part.ground.clone().map(Ground::from).and_then(|id| {
        let mut known = pack.provisions().refusal_grounds.iter();
        known.find(|ground| ground.id == id)
    });
    let what = match label {
        Some(label) => label.to_owned(),
        None => what.into_iter().flatten().collect::<Vec<_>>().join(", "),
    };
    let outcome = match ground {
        None => outcome,
        Some(ground) => locale
            .t("letter-outcome-ground")
            .arg("outcome", outcome)
            .arg("ground", ground.name.get(locale.tag()))
            .arg("citation", ground.citation.to_string())
            .to_string(),
    };
    (what, outcome)
}
