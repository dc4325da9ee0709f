//! Numbers of registered letters.

use std::str::FromStr;

use crate::InvalidNumber;
use crate::digits::{Digits, compact};

/// The number of a postal item, by which it can be traced. Numbers are used again: of S10 after a
/// year at the earliest, so only number and day of posting together stand for one letter.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum PostalItemNumber {
    /// An item in the form of the Universal Postal Union.
    S10(S10),
    /// A registered item within Belgium.
    Belgian(BelgianBarcode),
}

impl PostalItemNumber {
    /// Reads either form, however it is spaced: letters first is S10, digits first is Belgian.
    ///
    /// # Errors
    /// Why it is neither.
    pub fn parse(text: &str) -> Result<PostalItemNumber, InvalidNumber> {
        if compact(text)?.starts_with(|first: char| first.is_ascii_alphabetic()) {
            S10::parse(text).map(PostalItemNumber::S10)
        } else {
            BelgianBarcode::parse(text).map(PostalItemNumber::Belgian)
        }
    }

    /// Its characters, with nothing between.
    pub fn as_str(&self) -> &str {
        match self {
            PostalItemNumber::S10(number) => number.as_str(),
            PostalItemNumber::Belgian(number) => number.as_str(),
        }
    }

    /// As it is printed below the bars, in groups that a person can read out.
    pub fn printed(&self) -> String {
        match self {
            PostalItemNumber::S10(number) => number.printed(),
            PostalItemNumber::Belgian(number) => number.printed(),
        }
    }
}

/// An item number of UPU standard S10: two letters of the service, eight digits, a check digit, two
/// letters of the country that gave it. Where the check digit is 5, some wrong digits are not seen.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct S10(String);

impl S10 {
    /// Reads it, however it is spaced.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<S10, InvalidNumber> {
        let text = compact(text)?;
        let found = text.len();
        let parts = text.split_at_checked(2).and_then(|(service, rest)| {
            rest.split_at_checked(9)
                .map(|(digits, country)| (service, digits, country))
        });
        let Some((service, digits, country)) = parts.filter(|_| found == 13) else {
            return Err(InvalidNumber::Length {
                expected: 13,
                found,
            });
        };
        let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
        if !letters(service) || !letters(country) {
            return Err(InvalidNumber::Character);
        }
        let digits = Digits::<9>::of(digits)?;
        let weighed = digits.values(0..8).zip([8, 6, 4, 2, 3, 5, 9, 7]);
        let sum: u64 = weighed.map(|(digit, weight)| digit * weight).sum();
        let check = match 11 - sum % 11 {
            10 => 0,
            11 => 5,
            check => check,
        };
        if digits.number(8..9) == check {
            Ok(S10(text))
        } else {
            Err(InvalidNumber::CheckDigits)
        }
    }

    /// Its thirteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed: `RR 473 124 829 GB`.
    pub fn printed(&self) -> String {
        let text = &self.0;
        format!(
            "{} {} {} {} {}",
            &text[..2],
            &text[2..5],
            &text[5..8],
            &text[8..11],
            &text[11..]
        )
    }

    /// Whether its service is registered mail (RA to RZ).
    pub fn is_registered(&self) -> bool {
        self.0.starts_with('R')
    }

    /// The country that gave it (ISO 3166-1 alpha-2).
    pub fn country(&self) -> &str {
        &self.0[11..]
    }
}

/// The thirty digits on a registered letter within Belgium: a GS1 product number of fourteen digits
/// behind `01`, and a serial number of twelve behind `21`. Only the product number has a check
/// digit, so a wrong digit in the serial number is not seen.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BelgianBarcode(Digits<30>);

impl BelgianBarcode {
    /// Reads it, however it is spaced, with or without brackets around `01` and `21`.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<BelgianBarcode, InvalidNumber> {
        let digits = Digits::<30>::of(&compact(text)?.replace(['(', ')'], ""))?;
        if digits.number(0..3) != 10 || digits.number(16..18) != 21 {
            return Err(InvalidNumber::Form);
        }
        // GS1 General Specifications, 7.9: three and one in turn, the digit nearest to the check
        // digit counts three times.
        let sum: u64 = digits
            .values(2..15)
            .zip([3, 1].into_iter().cycle())
            .map(|(digit, n)| digit * n)
            .sum();
        if (sum + digits.number(15..16)).is_multiple_of(10) {
            Ok(BelgianBarcode(digits))
        } else {
            Err(InvalidNumber::CheckDigits)
        }
    }

    /// Its thirty digits.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// With its two parts marked: `(01)05412885004526(21)221234567890`.
    pub fn printed(&self) -> String {
        let digits = self.as_str();
        format!("(01){}(21){}", &digits[2..16], &digits[18..])
    }
}

blank_debug!(PostalItemNumber, S10, BelgianBarcode);
from_str!(PostalItemNumber, S10, BelgianBarcode);
