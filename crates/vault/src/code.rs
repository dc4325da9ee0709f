use std::fmt;

use habeas_envelope::Entropy;
use zeroize::Zeroizing;

use crate::parts::random;

/// Douglas Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const CODE_BYTES: usize = 10;
const CODE_SYMBOLS: usize = 16;

/// Why a typed code cannot be one. Says where, never what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeTextError {
    /// Nothing but spaces and hyphens.
    #[error("nothing was entered")]
    Empty,
    /// Characters are missing or too many.
    #[error("expected {expected} characters, found {found}")]
    Length {
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A character that no code has.
    #[error("character {position} is none that a code has")]
    Symbol {
        /// Its place, counted from 1, spaces and hyphens left out.
        position: usize,
    },
}

/// The symbol of a value below 32.
pub(crate) fn symbol(value: u8) -> char {
    char::from(ALPHABET[usize::from(value & 31)])
}

/// The values behind a typed text. Takes lower case for upper, O for 0, I and L for 1, and skips
/// spaces, hyphens and dashes.
pub(crate) fn values(text: &str, expected: usize) -> Result<Zeroizing<Vec<u8>>, CodeTextError> {
    let symbols = || text.chars().filter(|c| !is_separator(*c));
    let found = symbols().count();
    if found == 0 {
        return Err(CodeTextError::Empty);
    }
    if found != expected {
        return Err(CodeTextError::Length { expected, found });
    }
    let mut values = Zeroizing::new(Vec::with_capacity(expected));
    for (position, typed) in (1..).zip(symbols()) {
        values.push(value(typed).ok_or(CodeTextError::Symbol { position })?);
    }
    Ok(values)
}

/// Space, hyphen-minus, the Unicode dashes and hyphens, and a full stop a phone may have put in.
pub(crate) fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '.' | '_')
}

fn value(typed: char) -> Option<u8> {
    let read = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|&s| char::from(s) == read)?;
    u8::try_from(place).ok()
}

/// Bytes as values of five bits, the first bit first; `bytes` is a multiple of five bytes long.
pub(crate) fn to_values(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut values = Zeroizing::new(Vec::with_capacity(bytes.len() * 8 / 5));
    for group in bytes.chunks_exact(5) {
        let bits = group
            .iter()
            .fold(0_u64, |bits, &b| bits << 8 | u64::from(b));
        values.extend((0..8).map(|i| (bits >> (35 - 5 * i) & 31) as u8));
    }
    values
}

/// The bytes that [`to_values`] took.
fn to_bytes(values: &[u8]) -> Zeroizing<[u8; CODE_BYTES]> {
    let mut bytes = Zeroizing::new([0; CODE_BYTES]);
    for (group, five) in values.chunks_exact(8).zip(bytes.chunks_exact_mut(5)) {
        let bits = group
            .iter()
            .fold(0_u64, |bits, &v| bits << 5 | u64::from(v));
        five.copy_from_slice(&bits.to_be_bytes()[3..]);
    }
    bytes
}

macro_rules! secret_code {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(pub(crate) Zeroizing<[u8; CODE_BYTES]>);

        impl $name {
            /// A fresh code.
            #[must_use]
            pub fn generate(entropy: &dyn Entropy) -> Self {
                Self(random(entropy))
            }

            /// The code a person typed: case, spaces, hyphens, O for 0, I and L for 1 do not
            /// matter.
            pub fn parse(typed: &str) -> Result<Self, CodeTextError> {
                values(typed, CODE_SYMBOLS).map(|values| Self(to_bytes(&values)))
            }

            /// The code as shown to the person, four by four: `7Q4M-0X9T-B2KD-HW6E`.
            #[must_use]
            pub fn to_text(&self) -> Zeroizing<String> {
                let values = to_values(self.0.as_slice());
                let mut text = Zeroizing::new(String::with_capacity(CODE_SYMBOLS + 3));
                for (place, &value) in values.iter().enumerate() {
                    if place > 0 && place % 4 == 0 {
                        text.push('-');
                    }
                    text.push(symbol(value));
                }
                text
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

secret_code!(
    /// The person's key to their submission: 80 random bits as 16 Crockford characters. Shown
    /// once; nobody keeps it but the person.
    AccessCode
);
secret_code!(
    /// The second code, made when an answer is sealed and sent to a contact proven the
    /// subject's. Opens nothing without the access code.
    AnswerCode
);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(bytes: [u8; 10]) -> AccessCode {
        AccessCode(Zeroizing::new(bytes))
    }

    #[test]
    fn a_known_code_reads_as_it_always_did() {
        let known = code([0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]);
        assert_eq!(known.to_text().as_str(), "0123-4567-89AB-CDEF");
        assert_eq!(code([0xff; 10]).to_text().as_str(), "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        assert_eq!(format!("{known:?}"), "AccessCode");
    }

    #[test]
    fn a_person_may_type_it_as_they_like() {
        let meant = AccessCode::parse("0123-4567-89AB-CDE1").unwrap();
        for typed in [
            "o123 4567 89ab cdei",
            "OI23456789ABCDEL",
            "  0123–4567–89AB–CDEl ",
            "0l23.4567.89aB.cDe1",
        ] {
            assert_eq!(*AccessCode::parse(typed).unwrap().0, *meant.0, "{typed}");
        }
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        assert_eq!(AccessCode::parse(" - ").unwrap_err(), CodeTextError::Empty);
        assert_eq!(
            AccessCode::parse("0123-4567").unwrap_err(),
            CodeTextError::Length {
                expected: 16,
                found: 8
            }
        );
        assert_eq!(
            AccessCode::parse("0123-4U67-89AB-CDEF").unwrap_err(),
            CodeTextError::Symbol { position: 6 }
        );
        assert_eq!(
            AccessCode::parse("0123-4567-89AB-CDEé").unwrap_err(),
            CodeTextError::Symbol { position: 16 }
        );
    }

    proptest! {
        #[test]
        fn text_gives_the_code_back(bytes: [u8; 10]) {
            let text = code(bytes).to_text();
            prop_assert_eq!(*AccessCode::parse(&text).unwrap().0, bytes);
            let lower = text.to_lowercase().replace('0', "o").replace('1', "l").replace('-', " ");
            prop_assert_eq!(*AccessCode::parse(&lower).unwrap().0, bytes);
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = AccessCode::parse(&text);
        }
    }
}
