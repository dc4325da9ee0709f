use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use habeas_envelope::ControllerId;
use uuid::Uuid;

use crate::{KeyId, Owner, OwnerKind, RecipientKeyId};

const FORMAT: &str = "habeas-destroyed-1";

/// One destroyed data key, as a line of the ledger kept outside the database, so that a restored
/// backup can be made to forget again what was destroyed since. Carries ids and days only.
///
/// Its text is one line of fields apart by a space: format, day of destruction, day it is final
/// (or `-`), controller, owner kind, owner id, key id, recipient keys in force (apart by commas,
/// or `-`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Whose data it was.
    pub controller: ControllerId,
    /// The owner of what the key sealed.
    pub owner: Owner,
    /// The destroyed key.
    pub key_id: KeyId,
    /// The recipient keys its wraps named: while one of them lives, a backup can still be opened.
    pub wrapped_to: Vec<RecipientKeyId>,
    /// The day, in the controller's zone, on which wraps and search tokens were deleted.
    pub destroyed_on: NaiveDate,
    /// The day from which no backup can bring it back, once it is known: when the recipient keys
    /// are rotated out and deleted, after the longest backup.
    pub final_on: Option<NaiveDate>,
}

/// Why a line is none of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// A line that is not an entry; counted from 1.
    #[error("line {0} of the ledger is not an entry")]
    Line(usize),
    /// The last line has no end: it was torn off while being written.
    #[error("line {0} of the ledger has no end")]
    Torn(usize),
}

impl fmt::Display for LedgerEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{FORMAT} {} ", self.destroyed_on)?;
        match self.final_on {
            Some(day) => write!(f, "{day}")?,
            None => f.write_str("-")?,
        }
        write!(
            f,
            " {} {} {} {} ",
            self.controller, self.owner.kind, self.owner.id, self.key_id
        )?;
        if self.wrapped_to.is_empty() {
            return f.write_str("-");
        }
        let ids: Vec<String> = self.wrapped_to.iter().map(ToString::to_string).collect();
        f.write_str(&ids.join(","))
    }
}

impl FromStr for LedgerEntry {
    type Err = LedgerError;

    fn from_str(line: &str) -> Result<Self, Self::Err> {
        entry(line).ok_or(LedgerError::Line(1))
    }
}

/// Reads a whole ledger. A line that cannot be read stops it: a destruction not repeated after a
/// restore would bring a person's data back.
pub fn parse_ledger(text: &str) -> Result<Vec<LedgerEntry>, LedgerError> {
    if !text.is_empty() && !text.ends_with('\n') {
        return Err(LedgerError::Torn(text.lines().count()));
    }
    (1..)
        .zip(text.lines())
        .map(|(number, line)| entry(line).ok_or(LedgerError::Line(number)))
        .collect()
}

fn entry(line: &str) -> Option<LedgerEntry> {
    let mut fields = line.split(' ');
    let mut next = || fields.next();
    if next()? != FORMAT {
        return None;
    }
    let destroyed_on = next()?.parse().ok()?;
    let final_on = match next()? {
        "-" => None,
        day => Some(day.parse().ok()?),
    };
    let entry = LedgerEntry {
        controller: next()?.parse().ok()?,
        owner: Owner {
            kind: next()?.parse::<OwnerKind>().ok()?,
            id: Uuid::parse_str(next()?).ok()?,
        },
        key_id: KeyId(Uuid::parse_str(next()?).ok()?),
        wrapped_to: match next()? {
            "-" => Vec::new(),
            ids => ids
                .split(',')
                .map(|id| id.parse().ok())
                .collect::<Option<_>>()?,
        },
        destroyed_on,
        final_on,
    };
    next().is_none().then_some(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> LedgerEntry {
        LedgerEntry {
            controller: ControllerId::new("house").unwrap(),
            owner: Owner {
                kind: OwnerKind::Case,
                id: Uuid::from_u128(0x11),
            },
            key_id: KeyId(Uuid::from_u128(0x22)),
            wrapped_to: vec![RecipientKeyId([1; 8]), RecipientKeyId([0xab; 8])],
            destroyed_on: NaiveDate::from_ymd_opt(2026, 3, 1).unwrap(),
            final_on: NaiveDate::from_ymd_opt(2026, 6, 30),
        }
    }

    const LINE: &str = "habeas-destroyed-1 2026-03-01 2026-06-30 house case \
        00000000-0000-0000-0000-000000000011 00000000-0000-0000-0000-000000000022 \
        0101010101010101,abababababababab";

    #[test]
    fn an_entry_is_one_line_there_and_back() {
        assert_eq!(example().to_string(), LINE);
        assert_eq!(LINE.parse(), Ok(example()));
        let open = LedgerEntry {
            final_on: None,
            wrapped_to: Vec::new(),
            ..example()
        };
        assert_eq!(open.to_string().parse(), Ok(open));
    }

    #[test]
    fn a_ledger_with_a_bad_or_torn_line_is_refused_with_its_number() {
        let two = format!("{LINE}\n{LINE}\n");
        assert_eq!(parse_ledger(&two), Ok(vec![example(), example()]));
        assert_eq!(parse_ledger(""), Ok(Vec::new()));
        assert_eq!(
            parse_ledger(&format!("{LINE}\nnonsense\n")),
            Err(LedgerError::Line(2))
        );
        assert_eq!(
            parse_ledger(&format!("{LINE}\n{}", &LINE[..60])),
            Err(LedgerError::Torn(2))
        );
        assert_eq!(
            parse_ledger(&format!("{LINE} more\n")),
            Err(LedgerError::Line(1))
        );
    }
}
