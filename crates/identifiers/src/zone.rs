//! The machine-readable zone of an identity card or passport (ICAO Doc 9303).

use chrono::{Datelike, NaiveDate};
use mrz::{MrzData, MrzDate, ParseOptions};
use thiserror::Error;

use crate::{EidCardNumber, Insz, KnownDate};

/// Longer than any zone with whatever a scanner puts between its lines.
const LONGEST: usize = 512;

/// What the zone of an identity document says; all its check digits agree. The names and the
/// document's kind are covered by none, so they may be misread all the same.
#[derive(Clone, PartialEq, Eq)]
pub struct MachineReadableZone(MrzData);

/// A part of the zone with a check digit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ZoneField {
    /// The number of the document.
    DocumentNumber,
    /// The date of birth.
    Birth,
    /// The date of expiry.
    Expiry,
    /// The personal number of a passport.
    PersonalNumber,
    /// All of these together.
    Whole,
}

/// Why a text is no zone. Never holds the text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InvalidZone {
    /// Not three lines of 30, two of 36 or two of 44 characters.
    #[error("the zone is not three lines of 30, two of 36 or two of 44 characters")]
    Shape,
    /// Lines of the right shape that hold something else.
    #[error("the zone has a character that cannot stand where it does")]
    Content,
    /// Check digits that do not agree.
    #[error("check digits of the zone do not agree: a character was misread")]
    CheckDigits {
        /// The parts where they do not.
        fields: Vec<ZoneField>,
    },
}

impl InvalidZone {
    /// A stable name of the reason, for a text in the reader's language.
    pub fn code(&self) -> &'static str {
        match self {
            InvalidZone::Shape => "zone-shape",
            InvalidZone::Content => "zone-content",
            InvalidZone::CheckDigits { .. } => "zone-check-digits",
        }
    }
}

impl MachineReadableZone {
    /// Reads the lines of a zone as they were typed or scanned: spaces and empty lines are skipped,
    /// small letters made capital, nothing is guessed. `year` is that of the reading: who would be
    /// born after it was born a century earlier.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str, year: i32) -> Result<MachineReadableZone, InvalidZone> {
        if text.len() > LONGEST || !text.is_ascii() {
            return Err(InvalidZone::Shape);
        }
        let lines: Vec<String> = text
            .lines()
            .map(|line| {
                line.split_whitespace()
                    .collect::<String>()
                    .to_ascii_uppercase()
            })
            .filter(|line| !line.is_empty())
            .collect();
        let pivot = u32::try_from(year.rem_euclid(100)).expect("below a hundred");
        let options = ParseOptions::default().with_pivot_yy(pivot);
        let read = match lines.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [one, two, three] if [one, two, three].iter().all(|line| line.len() == 30) => {
                mrz::parse_td1_with(one, two, three, &options)
            }
            [one, two] if one.len() == 36 && two.len() == 36 => {
                mrz::parse_td2_with(one, two, &options)
            }
            [one, two] if one.len() == 44 && two.len() == 44 => {
                mrz::parse_td3_with(one, two, &options)
            }
            _ => return Err(InvalidZone::Shape),
        };
        let zone = MachineReadableZone(read.map_err(|_| InvalidZone::Content)?);
        if zone.0.checks.all_valid() {
            Ok(zone)
        } else {
            Err(InvalidZone::CheckDigits {
                fields: zone.disagreeing(),
            })
        }
    }

    fn disagreeing(&self) -> Vec<ZoneField> {
        let checks = &self.0.checks;
        [
            (checks.document_number, ZoneField::DocumentNumber),
            (checks.date_of_birth, ZoneField::Birth),
            (checks.date_of_expiry, ZoneField::Expiry),
            (checks.personal_number, ZoneField::PersonalNumber),
            (checks.composite, ZoneField::Whole),
        ]
        .into_iter()
        .filter(|(agrees, _)| *agrees == Some(false))
        .map(|(_, field)| field)
        .collect()
    }

    /// The kind of document as coded, such as `P` of a passport, `ID` of a card.
    pub fn document_code(&self) -> &str {
        &self.0.document_type
    }

    /// The state or organisation that issued it (three letters, ICAO).
    pub fn issuer(&self) -> &str {
        &self.0.issuing_country
    }

    /// The number of the document, whole even where it runs on beyond its own field.
    pub fn document_number(&self) -> &str {
        self.0.full_document_number()
    }

    /// The surname, in capitals without accents, perhaps cut off.
    pub fn surname(&self) -> &str {
        &self.0.surname
    }

    /// The given names, in capitals without accents, perhaps cut off.
    pub fn given_names(&self) -> &str {
        &self.0.given_names
    }

    /// The nationality (three letters, ICAO).
    pub fn nationality(&self) -> &str {
        &self.0.nationality
    }

    /// The date of birth, where it is a whole date.
    pub fn birth(&self) -> Option<KnownDate> {
        let date = calendar(self.0.date_of_birth)?;
        Some(KnownDate {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        })
    }

    /// The last day the document is valid, where the zone says one; always of this century.
    pub fn expiry(&self) -> Option<NaiveDate> {
        calendar(self.0.date_of_expiry)
    }

    /// The holder's number on a Belgian identity card, which prints it in the second optional field.
    pub fn insz(&self) -> Option<Insz> {
        (self.issuer() == "BEL")
            .then_some(self.0.optional_data_2.as_deref())
            .flatten()
            .and_then(|number| Insz::parse(number).ok())
    }

    /// The card number of a Belgian identity card.
    pub fn eid_card_number(&self) -> Option<EidCardNumber> {
        (self.issuer() == "BEL")
            .then(|| EidCardNumber::parse(self.document_number()).ok())
            .flatten()
    }
}

fn calendar(date: MrzDate) -> Option<NaiveDate> {
    let date = date.calendar()?;
    NaiveDate::from_ymd_opt(date.year, date.month, date.day)
}

blank_debug!(MachineReadableZone);
