use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use habeas_envelope::ControllerId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use zeroize::Zeroizing;

use crate::{
    Owner, UnknownWord,
    parts::{Secret32, join},
};

/// What a search token stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SearchField {
    /// One word of a name.
    NameWord,
    /// An e-mail address.
    Email,
    /// A national number, its digits and letters.
    NationalNumber,
    /// A postal item number, its digits and letters.
    ItemNumber,
}

impl SearchField {
    const ALL: [Self; 4] = [
        Self::NameWord,
        Self::Email,
        Self::NationalNumber,
        Self::ItemNumber,
    ];

    /// The word stored and hashed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NameWord => "name-word",
            Self::Email => "email",
            Self::NationalNumber => "national-number",
            Self::ItemNumber => "item-number",
        }
    }

    /// What is hashed of a typed text: the words of a name in lower case without accents, an
    /// address in lower case, the digits and capital letters of a number.
    fn normalised(self, text: &str) -> Vec<Zeroizing<String>> {
        let words: Vec<String> = match self {
            Self::NameWord => unaccented(text)
                .split(|c: char| !c.is_alphanumeric())
                .map(str::to_owned)
                .collect(),
            Self::Email => vec![text.trim().nfc().collect::<String>().to_lowercase()],
            Self::NationalNumber | Self::ItemNumber => vec![
                text.nfkc()
                    .filter(|c| c.is_alphanumeric())
                    .flat_map(char::to_uppercase)
                    .collect(),
            ],
        };
        words
            .into_iter()
            .filter(|word| !word.is_empty())
            .map(Zeroizing::new)
            .collect()
    }
}

impl fmt::Display for SearchField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for SearchField {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|field| field.as_str() == word)
            .ok_or(UnknownWord("search field"))
    }
}

/// Lower case, decomposed, without combining marks; letters that do not decompose as they are
/// written without their stroke.
fn unaccented(text: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        for lower in c.to_lowercase().filter(|c| !is_combining_mark(*c)) {
            match lower {
                'ß' => plain.push_str("ss"),
                'æ' => plain.push_str("ae"),
                'œ' => plain.push_str("oe"),
                'ø' => plain.push('o'),
                'đ' | 'ð' => plain.push('d'),
                'ł' => plain.push('l'),
                'ı' => plain.push('i'),
                'þ' => plain.push_str("th"),
                other => plain.push(other),
            }
        }
    }
    plain
}

/// A row that lets staff find an owner by an exact word without the table saying the word.
/// Destroyed with the owner's keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SearchToken {
    /// Whose data it is.
    pub controller: ControllerId,
    /// What is found by it.
    pub owner: Owner,
    /// What the token stands for.
    pub field: SearchField,
    /// The first 16 bytes of HMAC-SHA256.
    pub token: [u8; 16],
}

/// The token keys, one a controller. They rank with the private keys: who holds one can try
/// names.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SearchKeys {
    pub(crate) keys: BTreeMap<ControllerId, Secret32>,
}

impl SearchKeys {
    /// The tokens to look for: all words of `typed`, in the order of the tokens. Empty if there
    /// is no key for the controller or no word in the text.
    #[must_use]
    pub fn query(
        &self,
        controller: &ControllerId,
        field: SearchField,
        typed: &str,
    ) -> Vec<[u8; 16]> {
        let Some(key) = self.keys.get(controller) else {
            return Vec::new();
        };
        let tokens: BTreeSet<_> = field
            .normalised(typed)
            .iter()
            .map(|word| token(key, field, word))
            .collect();
        tokens.into_iter().collect()
    }

    /// The rows to keep for an owner.
    #[must_use]
    pub fn tokens(
        &self,
        controller: &ControllerId,
        owner: Owner,
        field: SearchField,
        text: &str,
    ) -> Vec<SearchToken> {
        self.query(controller, field, text)
            .into_iter()
            .map(|token| SearchToken {
                controller: controller.clone(),
                owner,
                field,
                token,
            })
            .collect()
    }

    /// Whether there is a key for the controller.
    #[must_use]
    pub fn has(&self, controller: &ControllerId) -> bool {
        self.keys.contains_key(controller)
    }
}

impl fmt::Debug for SearchKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SearchKeys")
    }
}

fn token(key: &Secret32, field: SearchField, word: &str) -> [u8; 16] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).expect("HMAC takes any key");
    mac.update(&Zeroizing::new(join(&[
        b"habeas/token/1",
        field.as_str().as_bytes(),
        word.as_bytes(),
    ])));
    let full = mac.finalize().into_bytes();
    let mut token = [0; 16];
    token.copy_from_slice(&full[..16]);
    token
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(field: SearchField, text: &str) -> Vec<String> {
        field
            .normalised(text)
            .into_iter()
            .map(|word| word.to_string())
            .collect()
    }

    #[test]
    fn names_lose_case_accents_and_signs() {
        assert_eq!(
            words(SearchField::NameWord, "Müller-D’Hondt, Éloïse  Łukasz"),
            ["muller", "d", "hondt", "eloise", "lukasz"]
        );
        assert_eq!(
            words(SearchField::NameWord, "STRAẞE Cœur İnci Ørsted"),
            ["strasse", "coeur", "inci", "orsted"]
        );
        assert_eq!(words(SearchField::NameWord, " -- "), [""; 0]);
    }

    #[test]
    fn composed_and_decomposed_are_one() {
        assert_eq!(
            words(SearchField::NameWord, "Zoe\u{308}"),
            words(SearchField::NameWord, "ZOË")
        );
        assert_eq!(
            words(SearchField::Email, " Zoe\u{308}@Example.BE "),
            ["zoë@example.be"]
        );
    }

    #[test]
    fn numbers_lose_their_signs() {
        assert_eq!(
            words(SearchField::NationalNumber, "85.07.30-033 28"),
            ["85073003328"]
        );
        assert_eq!(
            words(SearchField::ItemNumber, "rr 473 124 829 be"),
            ["RR473124829BE"]
        );
    }

    #[test]
    fn every_word_of_a_field_goes_there_and_back() {
        for field in SearchField::ALL {
            assert_eq!(field.as_str().parse(), Ok(field));
        }
    }
}
