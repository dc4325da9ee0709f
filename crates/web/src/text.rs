//! What a person typed, made safe to keep and to show.
//!
//! The rule for all text from outside: it is brought into Unicode NFC and bounded in characters.
//! **Refused** are control characters, characters that override or isolate the direction of writing
//! (U+202A to U+202E, U+2066 to U+2069), tag characters (U+E0000 to U+E007F), non-characters, and the
//! replacement character U+FFFD, which is what wrongly encoded bytes turn into. **Left out** are
//! invisible marks that carry no meaning in a text (U+00AD, U+061C, U+200B, U+200E, U+200F, U+2060 to
//! U+2064, U+FEFF); the joiners U+200C and U+200D stay, as names are written with them. **White space**
//! of any kind becomes a plain space. A line break ends the matter in a [`Line`]; in [`Lines`] every
//! kind of line break becomes `\n`.

use unicode_normalization::UnicodeNormalization;

use crate::{Field, Message};

/// One line of text, not empty, of at most `MAX` characters. Runs of spaces become one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line<const MAX: usize>(String);

/// Text of one or more lines, not empty, of at most `MAX` characters. More than one empty line
/// running becomes one, and no line ends in a space.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lines<const MAX: usize>(String);

impl<const MAX: usize> Line<MAX> {
    /// Reads a line by the rule of this module.
    ///
    /// # Errors
    /// What the person can mend: nothing there, too long, or characters that cannot be kept.
    pub fn parse(raw: &str) -> Result<Self, Message> {
        bounded_bytes(raw, MAX)?;
        let mut line = String::with_capacity(raw.len());
        for character in raw.trim().nfc() {
            match sort(character) {
                Sort::Kept => line.push(character),
                Sort::Space if line.ends_with(' ') => {}
                Sort::Space => line.push(' '),
                Sort::LeftOut => {}
                Sort::LineBreak => return Err(Message::new("web-error-line-break")),
                Sort::Refused => return Err(Message::new("web-error-characters")),
            }
        }
        bounded(line.trim(), MAX).map(Self)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, taken out.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MAX: usize> Lines<MAX> {
    /// Reads text by the rule of this module.
    ///
    /// # Errors
    /// What the person can mend: nothing there, too long, or characters that cannot be kept.
    pub fn parse(raw: &str) -> Result<Self, Message> {
        bounded_bytes(raw, MAX)?;
        let mut kept = String::with_capacity(raw.len());
        for character in raw.replace("\r\n", "\n").nfc() {
            match sort(character) {
                Sort::Kept => kept.push(character),
                Sort::Space => kept.push(' '),
                Sort::LeftOut => {}
                Sort::LineBreak => kept.push('\n'),
                Sort::Refused => return Err(Message::new("web-error-characters")),
            }
        }
        let mut lines: Vec<&str> = kept.lines().map(str::trim_end).collect();
        lines.dedup_by(|next, line| next.is_empty() && line.is_empty());
        bounded(lines.join("\n").trim(), MAX).map(Self)
    }

    /// The text; its lines are parted by `\n`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, taken out.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MAX: usize> Field for Line<MAX> {
    fn read(raw: &str) -> Result<Self, Message> {
        Self::parse(raw)
    }
}

impl<const MAX: usize> Field for Lines<MAX> {
    fn read(raw: &str) -> Result<Self, Message> {
        Self::parse(raw)
    }
}

impl<const MAX: usize> std::fmt::Debug for Line<MAX> {
    /// Blank: a name may stand in it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Line(..)")
    }
}

impl<const MAX: usize> std::fmt::Debug for Lines<MAX> {
    /// Blank: a person's words stand in it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lines(..)")
    }
}

/// What becomes of a character.
enum Sort {
    Kept,
    Space,
    LineBreak,
    LeftOut,
    Refused,
}

fn sort(character: char) -> Sort {
    match character {
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Sort::LineBreak,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFD}' => Sort::Refused,
        '\u{E0000}'..='\u{E007F}' | '\u{FDD0}'..='\u{FDEF}' => Sort::Refused,
        _ if u32::from(character) & 0xFFFE == 0xFFFE => Sort::Refused,
        '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}' => Sort::LeftOut,
        '\u{2060}'..='\u{2064}' => Sort::LeftOut,
        _ if character.is_whitespace() => Sort::Space,
        _ if character.is_control() => Sort::Refused,
        _ => Sort::Kept,
    }
}

/// Spares the work of normalising what is far from fitting: sixteen bytes a character are more than
/// any composed character of a living script takes when it is decomposed.
fn bounded_bytes(raw: &str, max: usize) -> Result<(), Message> {
    if raw.len() > max.saturating_mul(16).saturating_add(1024) {
        return Err(too_long(max));
    }
    Ok(())
}

fn bounded(text: &str, max: usize) -> Result<String, Message> {
    if text.is_empty() {
        return Err(Message::new("web-error-required"));
    }
    if text.chars().count() > max {
        return Err(too_long(max));
    }
    Ok(text.to_owned())
}

fn too_long(max: usize) -> Message {
    Message::new("web-error-too-long").arg("max", max)
}
