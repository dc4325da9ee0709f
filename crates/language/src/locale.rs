//! The languages, and how one is chosen.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// A language tag that names none of the languages the house speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no texts in this language")]
pub struct UnknownLanguage;

impl Locale {
    /// Every language, in the order of their tags.
    pub const ALL: &'static [Self] = &LOCALES;

    /// The language tag (BCP 47, primary subtag only): the name of the folder of its texts.
    #[must_use]
    pub fn tag(self) -> &'static str {
        TAGS[self as usize]
    }

    /// The language of a BCP 47 tag: `nl`, `nl-BE` and `NL_be` are all Dutch.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .iter()
            .copied()
            .find(|locale| locale.tag().eq_ignore_ascii_case(primary))
    }

    /// The language a browser likes best among those the house speaks, from the value of
    /// `Accept-Language` (RFC 9110, section 12.5.4). None when it asks for none of them; a wildcard
    /// expresses no wish.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for range in header.split(',') {
            let mut parts = range.split(';');
            let Some(locale) = parts.next().and_then(Self::from_tag) else {
                continue;
            };
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
            if weight > best.map_or(0.0, |(w, _)| w) {
                best = Some((weight, locale));
            }
        }
        best.map(|(_, locale)| locale)
    }

    /// The language's name in itself, as a language chooser shows it: "Nederlands".
    #[must_use]
    pub fn own_name(self) -> String {
        self.t("language-name").to_string()
    }

    /// The text in this language of a translated table (as policy packs carry them, tag to text),
    /// else the English one, else the first. None only when the table is empty.
    #[must_use]
    pub fn pick<V>(self, texts: &BTreeMap<String, V>) -> Option<&V> {
        texts
            .get(self.tag())
            .or_else(|| texts.get("en"))
            .or_else(|| texts.values().next())
    }

    /// Files of this language and their Fluent source.
    pub(crate) fn sources(self) -> &'static [(&'static str, &'static str)] {
        TEXTS[self as usize]
    }
}

impl Default for Locale {
    /// English.
    fn default() -> Self {
        Self::En
    }
}

impl FromStr for Locale {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::from_tag(tag).ok_or(UnknownLanguage)
    }
}

impl fmt::Display for Locale {
    /// The tag, as the `lang` attribute of a page wants it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}
