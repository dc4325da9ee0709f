//! Numbers of the Netherlands.

use std::str::FromStr;

use crate::InvalidNumber;
use crate::digits::{Digits, compact};

/// The citizen service number (burgerservicenummer): nine digits that pass the eleven test.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bsn(Digits<9>);

impl Bsn {
    /// Reads it; eight digits lack the leading zero.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<Bsn, InvalidNumber> {
        let text = compact(text)?;
        let digits = Digits::<9>::of(&if text.len() == 8 {
            format!("0{text}")
        } else {
            text
        })?;
        if digits.number(0..9) == 0 {
            return Err(InvalidNumber::Form);
        }
        let weighed = digits
            .values(0..8)
            .zip((2..=9).rev())
            .map(|(digit, weight)| digit * weight);
        if weighed.sum::<u64>() % 11 == digits.number(8..9) {
            Ok(Bsn(digits))
        } else {
            Err(InvalidNumber::CheckDigits)
        }
    }

    /// Its nine digits.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// The code of a care provider or organisation in the AGB register: eight digits, the first two its
/// kind; no check digit is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AgbCode(Digits<8>);

impl AgbCode {
    /// Reads it; only its form can be checked.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<AgbCode, InvalidNumber> {
        Digits::parse(text).map(AgbCode)
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The kind of provider, such as `01` for a general practitioner, `06` for a hospital.
    pub fn provider_kind(&self) -> &str {
        &self.as_str()[..2]
    }
}

/// The number of a health professional in the BIG register: eleven digits; no check digit is
/// published, so look it up.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct BigNumber(Digits<11>);

impl BigNumber {
    /// Reads it; only its form can be checked.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<BigNumber, InvalidNumber> {
        Digits::parse(text).map(BigNumber)
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

blank_debug!(Bsn, AgbCode, BigNumber);
from_str!(Bsn, AgbCode, BigNumber);
