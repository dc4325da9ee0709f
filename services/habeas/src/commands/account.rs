use std::fmt::Write as _;

use habeas_dossier::why::DateAccount;
use habeas_language::Locale;
use habeas_timelimit::State;

/// The dates of a matter and why they are what they are, as lines of text: the same words as on a
/// page and in a letter.
#[must_use]
pub fn lines(locale: Locale, account: &DateAccount) -> String {
    let mut text = String::new();
    let mut line = |line: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{line}");
    };
    for step in &account.steps {
        line(format!("  {}", step.whole));
    }
    for reading in &account.readings {
        line(if reading.citation.is_empty() {
            format!("  {}", reading.sentence)
        } else {
            format!("  {} ({})", reading.sentence, reading.citation)
        });
    }
    let safe = match account.state {
        State::NoTimeLimit => "why-target",
        State::Running | State::Suspended => "why-safe",
    };
    let dates = [
        ("why-first-due", account.first_due),
        ("why-due", account.due),
        (safe, account.safe),
    ];
    for (key, day) in dates {
        if let Some(day) = day {
            let words = locale.date_with_weekday(day);
            line(format!("{}: {day} ({words})", locale.t(key)));
        }
    }
    match account.state {
        State::Suspended => line(locale.t("why-paused").to_string()),
        State::NoTimeLimit => line(locale.t("why-no-limit").to_string()),
        State::Running => {}
    }
    text
}
