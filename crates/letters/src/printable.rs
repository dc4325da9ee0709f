//! What can stand on paper: characters the fonts draw and PDF/A allows.

use serde_json::Value;

/// What is printed for a character that cannot be.
pub(crate) const MARK: char = '\u{25A1}';

/// Replaces in every string what cannot be printed, and says whether there was any. A line feed
/// stays, a tab becomes a space, other control and format characters go without a trace.
pub(crate) fn clean(value: &mut Value, drawn: &impl Fn(char) -> bool) -> bool {
    match value {
        Value::String(text) => {
            let (cleaned, replaced) = clean_text(text, drawn);
            *text = cleaned;
            replaced
        }
        Value::Array(values) => values
            .iter_mut()
            .fold(false, |any, value| clean(value, drawn) | any),
        Value::Object(fields) => fields
            .values_mut()
            .fold(false, |any, value| clean(value, drawn) | any),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn clean_text(text: &str, drawn: &impl Fn(char) -> bool) -> (String, bool) {
    let mut cleaned = String::with_capacity(text.len());
    let mut replaced = false;
    for letter in text.chars() {
        match letter {
            '\n' => cleaned.push('\n'),
            letter if letter.is_whitespace() && letter != '\u{a0}' && letter != '\u{202f}' => {
                cleaned.push(' ');
            }
            letter if letter.is_control() || unseen(letter) => {}
            letter if !private(letter) && drawn(letter) => cleaned.push(letter),
            _ => {
                cleaned.push(MARK);
                replaced = true;
            }
        }
    }
    (cleaned, replaced)
}

/// Format characters that steer and print nothing: soft hyphen, zero-width and bidi marks, variation
/// selectors, tags, the byte order mark.
fn unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Private use, which PDF/A-2a refuses (ISO 19005-2, 6.2.11.7.3).
fn private(letter: char) -> bool {
    matches!(letter,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}
