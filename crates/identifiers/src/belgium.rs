//! Numbers of Belgium.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use crate::digits::{Digits, compact, complement};
use crate::{InvalidNumber, KnownDate};

/// The number of a person at the social security (INSZ, NISS): eleven digits, the date of birth, a
/// counter, two check digits. Given by the National Register (royal decree of 3 April 1984), or as a
/// BIS number by the Crossroads Bank to those who are not in it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Insz(Digits<11>);

/// Who gave an [`Insz`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InszKind {
    /// The National Register.
    NationalRegister,
    /// The Crossroads Bank for Social Security: the month stands 20 or 40 higher.
    Bis,
}

impl Insz {
    /// Reads it, with or without the dots and dashes of its printed form. No clock is asked: see
    /// [`Insz::is_born_by`] for a date of birth to come.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<Insz, InvalidNumber> {
        let number = Insz(Digits::parse(text)?);
        if !matches!(number.0.number(6..9), 1..=998) {
            return Err(InvalidNumber::Form);
        }
        let birth = number.century().map(|century| number.birth_in(century))?;
        birth.map(|_| number).ok_or(InvalidNumber::Date)
    }

    /// Its digits, with nothing between.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// As it is printed on a card: `85.07.30-033.28`.
    pub fn printed(&self) -> String {
        let digits = self.as_str();
        let (date, rest) = digits.split_at(6);
        format!(
            "{}.{}.{}-{}.{}",
            &date[..2],
            &date[2..4],
            &date[4..],
            &rest[..3],
            &rest[3..]
        )
    }

    /// Who gave it.
    pub fn kind(&self) -> InszKind {
        if self.0.number(2..4) >= 20 {
            InszKind::Bis
        } else {
            InszKind::NationalRegister
        }
    }

    /// The date of birth as registered when the number was given, which may have been corrected
    /// since. Month and day are left out where they were not known, or where the counter of that day
    /// was exhausted; all of it where none was known, which the register writes as the first day of
    /// no month of 1900 or 2000.
    pub fn birth(&self) -> Option<KnownDate> {
        let birth = self.birth_in(self.century().ok()?)?;
        let unknown = self.0.number(0..2) == 0 && birth.month.is_none() && self.0.number(4..6) == 1;
        (!unknown).then_some(birth)
    }

    /// Whether the date of birth has come on this day, as far as it is known. A wrong digit may make
    /// a number agree for the other century, where it has not.
    pub fn is_born_by(&self, today: NaiveDate) -> bool {
        self.birth().is_none_or(|birth| {
            let (month, day) = (birth.month.unwrap_or(0), birth.day.unwrap_or(0));
            (birth.year, month, day) <= (today.year(), today.month(), today.day())
        })
    }

    /// Whichever century the check digits were computed for; both never agree.
    fn century(&self) -> Result<i32, InvalidNumber> {
        let (first, check) = (self.0.number(0..9), self.0.number(9..11));
        if check == complement(first, 97) {
            Ok(1900)
        } else if check == complement(2_000_000_000 + first, 97) {
            Ok(2000)
        } else {
            Err(InvalidNumber::CheckDigits)
        }
    }

    /// The date, if its month is one. A day that the month does not have is not known, as one of
    /// zero is: the check digits agree, so more likely the register counted on than a digit is wrong.
    fn birth_in(&self, century: i32) -> Option<KnownDate> {
        let part = |range| u32::try_from(self.0.number(range)).expect("two digits");
        let (year, month, day) = (part(0..2), part(2..4), part(4..6));
        let month = match month {
            0..=12 => month,
            20..=32 => month - 20,
            40..=52 => month - 40,
            _ => return None,
        };
        let year = century + i32::try_from(year).expect("two digits");
        let exists = NaiveDate::from_ymd_opt(year, month, day).is_some();
        Some(KnownDate {
            year,
            month: (month != 0).then_some(month),
            day: exists.then_some(day),
        })
    }
}

/// The number printed on a Belgian identity card: twelve digits, the last two check the others.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct EidCardNumber(Digits<12>);

impl EidCardNumber {
    /// Reads it, with or without its dashes.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<EidCardNumber, InvalidNumber> {
        let digits = Digits::<12>::parse(text)?;
        let check = match digits.number(0..10) % 97 {
            0 => 97,
            rest => rest,
        };
        if digits.number(10..12) == check {
            Ok(EidCardNumber(digits))
        } else {
            Err(InvalidNumber::CheckDigits)
        }
    }

    /// Its digits, with nothing between.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// As it is printed on the card: `591-1917064-58`.
    pub fn printed(&self) -> String {
        let digits = self.as_str();
        format!("{}-{}-{}", &digits[..3], &digits[3..10], &digits[10..])
    }
}

/// The number of a health professional at RIZIV/INAMI: profession, five digits, two check digits,
/// and three of a qualification that changes over a career.
#[derive(Clone, Copy)]
pub struct RizivNumber {
    person: Digits<8>,
    qualification: Option<Digits<3>>,
}

/// How sure the check digits of a [`RizivNumber`] make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RizivCheck {
    /// They agree modulo 97.
    Modulus97,
    /// They agree modulo 89, used beside 97 since 2013 (RIZIV circular I 2012/26) as 97 is: the
    /// exact computation is not published, so look at the number twice.
    Modulus89,
    /// They agree with neither. Since the second computation is not published, a true number may
    /// be among these: warn, do not refuse.
    Neither,
}

impl RizivNumber {
    /// Reads its eleven digits, or the eight without qualification. Check digits do not refuse it:
    /// see [`RizivNumber::check`].
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<RizivNumber, InvalidNumber> {
        let text = compact(text)?;
        let (person, qualification) = match text.split_at_checked(8) {
            Some((person, "")) => (Digits::of(person)?, None),
            Some((person, rest)) if text.len() == 11 => {
                (Digits::of(person)?, Some(Digits::of(rest)?))
            }
            _ => return Err(Digits::<11>::of(&text).err().unwrap_or(InvalidNumber::Form)),
        };
        if person.number(0..1) == 0 {
            return Err(InvalidNumber::Form);
        }
        Ok(RizivNumber {
            person,
            qualification,
        })
    }

    /// What its check digits say.
    pub fn check(&self) -> RizivCheck {
        let (first, check) = (self.person.number(0..6), self.person.number(6..8));
        if check == complement(first, 97) {
            RizivCheck::Modulus97
        } else if check == complement(first, 89) {
            RizivCheck::Modulus89
        } else {
            RizivCheck::Neither
        }
    }

    /// The eight digits that stand for the person; six do not, since a number of each modulus may
    /// share them.
    pub fn person(&self) -> &str {
        self.person.as_str()
    }

    /// The three digits of the qualification, where they were given.
    pub fn qualification(&self) -> Option<&str> {
        self.qualification.as_ref().map(Digits::as_str)
    }

    /// As it is printed: `1-68682-01-140`.
    pub fn printed(&self) -> String {
        let digits = self.person();
        let person = format!("{}-{}-{}", &digits[..1], &digits[1..6], &digits[6..]);
        match self.qualification() {
            Some(qualification) => format!("{person}-{qualification}"),
            None => person,
        }
    }
}

/// The number of an enterprise in the Crossroads Bank for Enterprises, and its VAT number behind
/// `BE`: ten digits, the last two check the others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnterpriseNumber(Digits<10>);

impl EnterpriseNumber {
    /// Reads it, with or without `BE` and dots; nine digits are the form of before 2005, which
    /// lacks the leading zero.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<EnterpriseNumber, InvalidNumber> {
        let text = compact(text)?;
        let text = text.strip_prefix("BE").unwrap_or(&text);
        let padded = if text.len() == 9 {
            format!("0{text}")
        } else {
            text.to_owned()
        };
        let digits = Digits::<10>::of(&padded)?;
        if digits.number(0..1) > 1 {
            return Err(InvalidNumber::Form);
        }
        if digits.number(8..10) == complement(digits.number(0..8), 97) {
            Ok(EnterpriseNumber(digits))
        } else {
            Err(InvalidNumber::CheckDigits)
        }
    }

    /// Its digits, with nothing between.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// As it is printed: `0410.664.742`.
impl std::fmt::Display for EnterpriseNumber {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = self.as_str();
        write!(
            formatter,
            "{}.{}.{}",
            &digits[..4],
            &digits[4..7],
            &digits[7..]
        )
    }
}

/// Public, unlike the numbers of persons.
impl std::fmt::Debug for EnterpriseNumber {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "EnterpriseNumber({self})")
    }
}

blank_debug!(Insz, EidCardNumber, RizivNumber);
from_str!(Insz, EidCardNumber, RizivNumber, EnterpriseNumber);
