use std::fmt;

/// One thing wrong with a pack, a regime or a calendar: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError {
    /// The file, as the caller named it.
    pub file: String,
    /// The key, as `file_kinds[medical].desk`; empty for the file as a whole.
    pub path: String,
    /// What is missing or contradictory, in words.
    pub problem: String,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(f, "{}: {}", self.file, self.problem)
        } else {
            write!(f, "{}: {}: {}", self.file, self.path, self.problem)
        }
    }
}

/// Everything wrong with one text; never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct PackErrors(Vec<PackError>);

impl PackErrors {
    pub(crate) fn one(file: &str, path: impl Into<String>, problem: impl Into<String>) -> Self {
        Self(vec![PackError {
            file: file.to_owned(),
            path: path.into(),
            problem: problem.into(),
        }])
    }

    /// The errors, or nothing when there is none.
    pub(crate) fn from_list(errors: Vec<PackError>) -> Result<(), Self> {
        if errors.is_empty() {
            Ok(())
        } else {
            Err(Self(errors))
        }
    }

    /// The errors, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &PackError> {
        self.0.iter()
    }
}

impl fmt::Display for PackErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.0.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}
