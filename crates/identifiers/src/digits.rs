//! Digits as people write them, and the sums over them.

use crate::InvalidNumber;

/// The characters of a number without what is printed between them, letters made capital.
pub(crate) fn compact(text: &str) -> Result<String, InvalidNumber> {
    let compact: String = text
        .chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '.' | '-' | '/'))
        .map(|character| character.to_ascii_uppercase())
        .collect();
    if compact.is_empty() {
        return Err(InvalidNumber::Empty);
    }
    if !compact
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'(' || byte == b')')
    {
        return Err(InvalidNumber::Character);
    }
    Ok(compact)
}

/// `N` decimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Digits<const N: usize>([u8; N]);

impl<const N: usize> Digits<N> {
    /// Reads them as people write them.
    pub(crate) fn parse(text: &str) -> Result<Digits<N>, InvalidNumber> {
        Digits::of(&compact(text)?)
    }

    /// Reads them with nothing between.
    pub(crate) fn of(compact: &str) -> Result<Digits<N>, InvalidNumber> {
        if !compact.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InvalidNumber::Character);
        }
        let found = compact.len();
        let digits = compact.as_bytes().try_into();
        digits
            .map(Digits)
            .map_err(|_| InvalidNumber::Length { expected: N, found })
    }

    /// As text.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("digits are ASCII")
    }

    /// The number that the digits of a range make.
    pub(crate) fn number(&self, range: std::ops::Range<usize>) -> u64 {
        self.values(range)
            .fold(0, |number, digit| number * 10 + digit)
    }

    /// The values of the digits of a range.
    pub(crate) fn values(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = u64> + '_ {
        self.0[range].iter().map(|digit| u64::from(digit - b'0'))
    }
}

/// What is missing to the next multiple of the modulus, 1 to the modulus itself.
pub(crate) fn complement(number: u64, modulus: u64) -> u64 {
    modulus - number % modulus
}
