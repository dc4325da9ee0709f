//! Checking files of worked examples against the rules.
//!
//! Two forms of CSV are known, told apart by their headings: time limits, one matter a row, and
//! holidays, one calendar and year a row. Every row is checked whatever becomes of the others.
//!
//! ```
//! use habeas_timelimit::{Calendars, vectors::{Regimes, check}};
//! let csv = "\
//! id,regime,clock,timezone,received_at,suspensions,extension_notified_at,expected_first_due,\
//! expected_extension,expected_due,expected_due_safe,expected_state
//! A,gdpr-be,request,Europe/Brussels,2024-08-31T09:00:00+02:00,,,2024-09-30,none,2024-09-30,2024-09-30,running
//! B,gdpr-be,request,Europe/Brussels,2024-08-31T09:00:00+02:00,,,2024-09-30,none,2024-10-01,2024-09-30,running
//! ";
//! let report = check(csv.as_bytes(), &Regimes::bundled(), &Calendars::bundled()).unwrap();
//! assert_eq!(
//!     report.to_string(),
//!     "B: expected_due: expected 2024-10-01, found 2024-09-30\n1 passed, 1 failed"
//! );
//! ```

use std::fmt;
use std::io::Read;

use csv::{ReaderBuilder, StringRecord, Trim};
use thiserror::Error;

mod holidays;
mod regimes;
mod row;

use crate::calendar::Calendars;
pub use holidays::HolidayRowError;
pub use regimes::{Regimes, RegimesError};
pub use row::RowError;

/// A file that is no file of vectors.
#[derive(Debug, Error)]
pub enum VectorsError {
    /// The headings could not be read.
    #[error("the headings cannot be read")]
    Headings(#[source] csv::Error),
    /// A column is missing.
    #[error("the column {0} is missing")]
    ColumnMissing(&'static str),
}

/// What a row was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A column holds something else than what was computed.
    Differs {
        /// The heading of the column.
        column: &'static str,
        /// What the file expects.
        expected: String,
        /// What was computed.
        found: String,
    },
    /// The row cannot be computed.
    Invalid(RowError),
    /// The row of a file of holidays cannot be checked.
    InvalidHolidays(HolidayRowError),
}

/// A row that did not pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The row's id, or its line number where it has none.
    pub id: String,
    /// What is wrong with it.
    pub finding: Finding,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text: &str| {
            if text.is_empty() {
                "nothing".to_owned()
            } else {
                text.to_owned()
            }
        };
        match &self.finding {
            Finding::Differs {
                column,
                expected,
                found,
            } => {
                let (expected, found) = (shown(expected), shown(found));
                write!(
                    f,
                    "{}: {column}: expected {expected}, found {found}",
                    self.id
                )
            }
            Finding::Invalid(error) => write!(f, "{}: error: {error}", self.id),
            Finding::InvalidHolidays(error) => write!(f, "{}: error: {error}", self.id),
        }
    }
}

/// What a file of vectors was found to be. Displayed, it is a line for every difference and last
/// `N passed, M failed`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Every difference and every row that could not be computed, in the order of the file.
    pub lines: Vec<Line>,
    /// How many rows are as expected.
    pub passed: usize,
    /// How many rows are not.
    pub failed: usize,
}

impl Report {
    /// Whether there were rows, and all are as expected.
    #[must_use]
    pub fn all_passed(&self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    fn record(&mut self, id: &str, findings: Vec<Finding>) {
        if findings.is_empty() {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
        let line = |finding| Line {
            id: id.to_owned(),
            finding,
        };
        self.lines.extend(findings.into_iter().map(line));
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            writeln!(f, "{line}")?;
        }
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Checks a file of vectors, of either form. Columns may stand in any order and beside others; the
/// file may be marked as UTF-8 and end its lines as it likes. Letters that are no UTF-8 are read as
/// unknown ones, so that they only matter where something is compared or computed.
///
/// # Errors
/// When the file has neither form; faults of single rows are in the report.
pub fn check(
    file: impl Read,
    regimes: &Regimes,
    calendars: &Calendars,
) -> Result<Report, VectorsError> {
    let mut csv = ReaderBuilder::new()
        .trim(Trim::All)
        .flexible(true)
        .from_reader(file);
    let headings = csv.byte_headers().map_err(VectorsError::Headings)?.clone();
    let headings = StringRecord::from_byte_record_lossy(headings);
    let has = |column: &str| headings.iter().any(|heading| heading == column);
    let of_holidays = has("calendar") && !has("regime");
    let columns = if of_holidays {
        holidays::COLUMNS
    } else {
        row::COLUMNS
    };
    if let Some(missing) = columns.iter().find(|column| !has(column)) {
        return Err(VectorsError::ColumnMissing(missing));
    }
    let read = (1..).zip(&headings).filter(|(_, h)| columns.contains(h));
    let needed = read.map(|(place, _)| place).last().unwrap_or_default();

    let mut report = Report::default();
    for record in csv.byte_records() {
        let record = match record {
            Ok(record) => StringRecord::from_byte_record_lossy(record),
            Err(error) => {
                let id = line_name(error.position().map_or(0, csv::Position::line));
                let fault = RowError::Unreadable(error.to_string());
                report.record(&id, vec![Finding::Invalid(fault)]);
                continue;
            }
        };
        let cells = Cells {
            headings: &headings,
            record: &record,
        };
        let findings = match (cells.reach(needed), of_holidays) {
            (false, _) => vec![Finding::Invalid(RowError::WrongNumberOfCells {
                expected: headings.len(),
                found: record.len(),
            })],
            (true, true) => holidays::check(cells, calendars),
            (true, false) => row::check(cells, regimes, calendars),
        };
        report.record(&cells.id(), findings);
    }
    Ok(report)
}

fn line_name(line: u64) -> String {
    format!("line {line}")
}

/// One row by its headings.
#[derive(Clone, Copy)]
struct Cells<'a> {
    headings: &'a StringRecord,
    record: &'a StringRecord,
}

impl<'a> Cells<'a> {
    /// Whether every cell that is read stands under its heading: the first `needed` are there, and
    /// none is too many, unless a remark at the end of the line holds commas of its own.
    fn reach(self, needed: usize) -> bool {
        let (headings, found) = (self.headings.len(), self.record.len());
        found >= needed && (found <= headings || needed < headings)
    }

    fn get(self, column: &str) -> &'a str {
        let place = self.headings.iter().position(|heading| heading == column);
        place
            .and_then(|place| self.record.get(place))
            .unwrap_or_default()
    }

    fn id(self) -> String {
        let id = match self.get("id") {
            "" => format!("{} {}", self.get("calendar"), self.get("year"))
                .trim()
                .to_owned(),
            id => id.to_owned(),
        };
        if id.is_empty() {
            line_name(self.record.position().map_or(0, csv::Position::line))
        } else {
            id
        }
    }
}
