//! The parts of an answer on its form: what each is about, what is decided of it, on which ground,
//! why, and for whom. Parts are added and taken away by buttons of the form itself, which needs no
//! script for it.

use habeas_case::{Part, PartOutcome, case::PHYSICIAN};
use habeas_envelope::{Code, ItemId};
use habeas_language::Locale;
use habeas_regime::Recipient;
use habeas_web::{Choice, Form, Line, Lines, Message};

use crate::{cases::CaseFile, session::Session, words};

/// The most parts one answer has.
pub(crate) const MOST: usize = 8;

/// What can be decided of a part here; what ends a case otherwise has ways of its own.
pub(crate) const OUTCOMES: &[PartOutcome] = &[
    PartOutcome::Granted,
    PartOutcome::Partly,
    PartOutcome::Refused,
    PartOutcome::NotHeld,
    PartOutcome::TransferredElsewhere,
    PartOutcome::DestroyedByRetention,
    PartOutcome::Misdirected,
    PartOutcome::SubjectDeceased,
    PartOutcome::Duplicate,
    PartOutcome::NotARequest,
];

/// The fields of a part: those of the first have plain names.
const FIELDS: [&str; 5] = ["label", "outcome", "ground", "reason", "recipient"];

/// The button that adds a part or takes one away.
const CHANGE: &str = "change";
/// The hidden field that says how many there are.
const PARTS: &str = "parts";

/// The name of a field of a part, from 1.
pub(crate) fn name(field: &str, number: usize) -> String {
    match number {
        0 | 1 => field.to_owned(),
        _ => format!("{field}-{number}"),
    }
}

/// One part as the page draws it.
pub(crate) struct PartFields {
    pub(crate) number: usize,
    pub(crate) label: String,
    pub(crate) outcome: String,
    pub(crate) ground: String,
    pub(crate) reason: String,
    pub(crate) recipient: String,
    /// Whether what a refusal needs is shown at once.
    pub(crate) open: bool,
}

/// How many parts a form has.
pub(crate) fn count(form: &Form) -> usize {
    form.value(PARTS).parse().unwrap_or(1).clamp(1, MOST)
}

/// The parts of a form, to be drawn.
pub(crate) fn drawn(form: &Form) -> Vec<PartFields> {
    let part = |number| {
        let [label, outcome, ground, reason, recipient] = FIELDS.map(|field| name(field, number));
        let refuses = ["refused", "partly"].contains(&form.value(&outcome));
        let open = refuses
            || form.has_error(&ground)
            || form.has_error(&reason)
            || !form.value(&ground).is_empty();
        PartFields {
            number,
            label,
            outcome,
            ground,
            reason,
            recipient,
            open,
        }
    };
    (1..=count(form)).map(part).collect()
}

/// The posted pairs after the button that adds a part or takes one away, if one was pressed.
pub(crate) fn changed(pairs: &[(String, String)]) -> Option<Vec<(String, String)>> {
    let value = |name: &str| {
        pairs
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    };
    let change = value(CHANGE)?;
    let parts: usize = value(PARTS).unwrap_or("1").parse().unwrap_or(1);
    let parts = parts.clamp(1, MOST);
    let removed = change.strip_prefix("remove-").and_then(|n| n.parse().ok());
    let removed: Option<usize> = removed.filter(|n| (1..=parts).contains(n) && parts > 1);
    let then = match removed {
        Some(_) => parts - 1,
        None if change == "add" => (parts + 1).min(MOST),
        None => parts,
    };
    // What stands behind the part taken away moves up by one.
    let moved = |key: &str| -> Option<String> {
        let Some(gone) = removed else {
            return Some(key.to_owned());
        };
        for field in FIELDS {
            for number in 1..=parts {
                if key == name(field, number) {
                    return match number.cmp(&gone) {
                        std::cmp::Ordering::Less => Some(key.to_owned()),
                        std::cmp::Ordering::Equal => None,
                        std::cmp::Ordering::Greater => Some(name(field, number - 1)),
                    };
                }
            }
        }
        Some(key.to_owned())
    };
    let mut after: Vec<(String, String)> = pairs
        .iter()
        .filter(|(key, _)| key != CHANGE && key != PARTS)
        .filter_map(|(key, value)| Some((moved(key)?, value.clone())))
        .collect();
    after.push((PARTS.to_owned(), then.to_string()));
    Some(after)
}

/// A form that begins with the parts of a draft: their labels and individual reasons beside them.
pub(crate) fn filled(
    mut form: Form,
    parts: &[Part],
    labels: &[Option<String>],
    reason: impl Fn(ItemId) -> Option<String>,
) -> Form {
    form = form.with(PARTS, parts.len().clamp(1, MOST));
    for (number, part) in (1..=MOST).zip(parts) {
        form = form.with(&name("outcome", number), part.outcome.as_str());
        form = form.with(&name("recipient", number), &part.recipient);
        if let Some(label) = labels.get(number - 1).and_then(Option::as_ref) {
            form = form.with(&name("label", number), label);
        }
        if let Some(ground) = &part.ground {
            form = form.with(&name("ground", number), ground);
        }
        if let Some(text) = part.reason.and_then(&reason) {
            form = form.with(&name("reason", number), text);
        }
    }
    form
}

/// What was decided of a part, as chosen.
pub(crate) struct Decided {
    pub(crate) label: Option<String>,
    pub(crate) outcome: PartOutcome,
    pub(crate) ground: Option<Code>,
    pub(crate) reason: Option<String>,
    pub(crate) recipient: Code,
}

/// Reads all parts, and keeps what is wrong beside each field; none when something is.
pub(crate) fn read(session: &Session, file: &CaseFile, form: &mut Form) -> Option<Vec<Decided>> {
    let parts = count(form);
    let read: Vec<Option<Decided>> = (1..=parts)
        .map(|number| read_one(session, file, form, number, parts > 1))
        .collect();
    read.into_iter().collect()
}

fn read_one(
    session: &Session,
    file: &CaseFile,
    form: &mut Form,
    number: usize,
    several: bool,
) -> Option<Decided> {
    let field = |name: &str| self::name(name, number);
    let label: Option<Line<200>> = if several {
        Some(form.read_or(&field("label"), "answering-part-label-missing")?)
    } else {
        form.read_optional(&field("label"))
    };
    let label = label.map(Line::into_string);
    let outcome = PartOutcome::from_word(form.value(&field("outcome")));
    let Some(outcome) = outcome.filter(|o| OUTCOMES.contains(o)) else {
        form.refuse(&field("outcome"), Message::new("web-error-choose"));
        return None;
    };
    let recipient = recipient(session, file, form.value(&field("recipient")));
    let refuses = matches!(outcome, PartOutcome::Refused | PartOutcome::Partly);
    if !refuses {
        return Some(Decided {
            label,
            outcome,
            ground: None,
            reason: None,
            recipient,
        });
    }
    let typed = form.value(&field("ground")).to_owned();
    let open = file.state.grounds_open(&file.pack);
    let ground = open.into_iter().find(|g| g.id.as_str() == typed);
    if ground.is_none() {
        form.refuse(&field("ground"), Message::new("refusal-ground-needed"));
    }
    let reason: Option<Lines<4000>> = form.read_or(&field("reason"), "refusal-reason-needed");
    Some(Decided {
        label,
        outcome,
        ground: Some(ground?.id.code().clone()),
        reason: Some(reason?.into_string()),
        recipient,
    })
}

/// Who receives a part: whom the pack says, or the person themselves where it lets whoever decides
/// release the data directly and that is what was chosen.
fn recipient(session: &Session, file: &CaseFile, chosen: &str) -> Code {
    let answer = file.pack.answer(&file.right, &file.kind);
    match answer.data_to {
        Recipient::AttendingPhysician if chosen == "subject" && may_release(session, file) => {
            Code::literal("subject")
        }
        Recipient::AttendingPhysician => Code::literal(PHYSICIAN),
        Recipient::Subject => Code::literal("subject"),
    }
}

/// Whether this member of staff may give data to the person that else goes to a physician: the
/// pack lets whoever decides, they hold that office, and nobody takes part as physician.
pub(crate) fn may_release(session: &Session, file: &CaseFile) -> bool {
    let answer = file.pack.answer(&file.right, &file.kind);
    let holds = file
        .state
        .decides(&file.pack)
        .is_some_and(|office| session.roles.holds(file.controller(), office.code()));
    answer.may_release_directly && holds && !file.state.takes_part(PHYSICIAN)
}

/// Whom a part can go to, where there is a choice.
pub(crate) fn recipients(session: &Session, locale: Locale, file: &CaseFile) -> Vec<Choice> {
    let answer = file.pack.answer(&file.right, &file.kind);
    if answer.data_to != Recipient::AttendingPhysician || !may_release(session, file) {
        return Vec::new();
    }
    [PHYSICIAN, "subject"]
        .into_iter()
        .map(|word| Choice::new(word, locale.t(format!("answering-recipient-{word}"))))
        .collect()
}

/// The grounds that whoever decides this case may use.
pub(crate) fn grounds(locale: Locale, file: &CaseFile) -> Vec<Choice> {
    let open = file.state.grounds_open(&file.pack).into_iter();
    open.map(|ground| {
        let name = words::picked(locale, &ground.name);
        Choice::new(ground.id.as_str(), format!("{name} ({})", ground.citation))
    })
    .collect()
}

/// What can be decided, in words.
pub(crate) fn outcomes(locale: Locale) -> Vec<Choice> {
    let outcomes = OUTCOMES.iter().map(|o| o.as_str());
    outcomes
        .map(|word| Choice::new(word, locale.t(format!("console-outcome-{word}"))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |(n, v): &(&str, &str)| ((*n).to_owned(), (*v).to_owned());
        pairs.iter().map(own).collect()
    }

    #[test]
    fn a_part_is_added_at_the_end_and_what_was_typed_stays() {
        let typed = pairs(&[("parts", "1"), ("outcome", "refused"), ("change", "add")]);
        let form = Form::filled(String::new(), changed(&typed).unwrap());
        assert_eq!(count(&form), 2);
        assert_eq!(form.value("outcome"), "refused");
        assert_eq!(form.value("outcome-2"), "");
        assert_eq!(
            changed(&pairs(&[("parts", "1"), ("outcome", "granted")])),
            None
        );
        let full = pairs(&[("parts", "8"), ("change", "add")]);
        assert_eq!(
            count(&Form::filled(String::new(), changed(&full).unwrap())),
            8
        );
    }

    #[test]
    fn a_part_taken_away_lets_the_others_move_up() {
        let typed = pairs(&[
            ("parts", "3"),
            ("label", "one"),
            ("label-2", "two"),
            ("label-3", "three"),
            ("reason-3", "why"),
            ("text", "kept"),
            ("change", "remove-2"),
        ]);
        let form = Form::filled(String::new(), changed(&typed).unwrap());
        assert_eq!(count(&form), 2);
        let shown = [
            "label", "label-2", "label-3", "reason-2", "reason-3", "text",
        ];
        let values = shown.map(|name| form.value(name).to_owned());
        assert_eq!(values, ["one", "three", "", "why", "", "kept"]);
        let first = pairs(&[
            ("parts", "2"),
            ("label", "a"),
            ("label-2", "b"),
            ("change", "remove-1"),
        ]);
        let form = Form::filled(String::new(), changed(&first).unwrap());
        assert_eq!((count(&form), form.value("label")), (1, "b"));
        // The last one stays.
        let last = pairs(&[("parts", "1"), ("label", "a"), ("change", "remove-1")]);
        let form = Form::filled(String::new(), changed(&last).unwrap());
        assert_eq!((count(&form), form.value("label")), (1, "a"));
    }
}
