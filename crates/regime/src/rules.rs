use serde::{Deserialize, Serialize};

use crate::{FileKind, Right};

/// Which cases a rule is for; both absent: all.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The rights; absent: any.
    pub rights: Option<Vec<Right>>,
    /// The kinds of file; absent: any.
    pub kinds: Option<Vec<FileKind>>,
}

impl When {
    /// Whether it is for this case.
    #[must_use]
    pub fn covers(&self, right: &Right, kind: &FileKind) -> bool {
        self.covers_right(right) && self.kinds.as_ref().is_none_or(|all| all.contains(kind))
    }

    /// Whether it is for this right, on some kind of file.
    #[must_use]
    pub fn covers_right(&self, right: &Right) -> bool {
        self.rights.as_ref().is_none_or(|all| all.contains(right))
    }

    /// Whether it is for every case.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.rights.is_none() && self.kinds.is_none()
    }
}

/// A provision that holds for some cases only.
pub trait Conditional {
    /// For which.
    fn when(&self) -> &When;
}

/// Provisions of which the first that covers a case holds, and one that holds for all others, so
/// that no case is ever without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules<T> {
    /// In order; the first that covers a case holds.
    #[serde(default = "Vec::new")]
    pub rules: Vec<T>,
    /// What holds where no rule does.
    pub otherwise: T,
}

impl<T: Conditional> Rules<T> {
    /// The provision for a case.
    #[must_use]
    pub fn of(&self, right: &Right, kind: &FileKind) -> &T {
        self.rules
            .iter()
            .find(|rule| rule.when().covers(right, kind))
            .unwrap_or(&self.otherwise)
    }

    /// All provisions, the last-resort one last.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.rules.iter().chain([&self.otherwise])
    }
}
