use serde::{Deserialize, Serialize};

use crate::{Citation, Conditional, FileKind, Pack, RemedyId, Right, When};

/// What a decision that comes too late costs the organisation, once the person has given it
/// written notice of default: told as information when a last day has passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lateness {
    /// For which cases.
    #[serde(default)]
    pub when: When,
    /// The remedy that says where the notice goes.
    pub remedy: RemedyId,
    /// So many days after the notice came in nothing is owed yet.
    pub notice_days: u32,
    /// What is owed a day, step by step; after the last nothing more.
    pub steps: Vec<PenaltyStep>,
    /// Where it stands.
    pub citation: Citation,
}

/// What is owed for each of some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PenaltyStep {
    /// For so many days.
    pub days: u32,
    /// So many euros a day.
    pub euros: u32,
}

impl Lateness {
    /// For how many days something is owed at the most.
    #[must_use]
    pub fn days(&self) -> u32 {
        self.steps.iter().map(|step| step.days).sum()
    }

    /// What is owed at the most, in euros.
    #[must_use]
    pub fn at_most(&self) -> u32 {
        self.steps.iter().map(|step| step.days * step.euros).sum()
    }
}

impl Conditional for Lateness {
    fn when(&self) -> &When {
        &self.when
    }
}

impl Pack {
    /// What is owed when a case is decided too late, where the pack says so.
    #[must_use]
    pub fn lateness(&self, right: &Right, kind: &FileKind) -> Option<&Lateness> {
        let lateness = self.provisions().lateness.as_ref();
        lateness.filter(|lateness| lateness.when.covers(right, kind))
    }
}
