use chrono::NaiveDate;
use habeas_envelope::{Code, ItemId, SubmissionId};

use crate::{PartOutcome, Pinned, Questions};

/// What a case begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseOpened {
    /// The submission it belongs to.
    pub submission: SubmissionId,
    /// The right exercised.
    pub right: Code,
    /// The kind of file.
    pub kind: Code,
    /// The pack in force.
    pub pack: Pinned,
    /// The calendar in force, where its clock has one.
    pub calendar: Option<Pinned>,
    /// The regime of its clock.
    pub regime: Code,
    /// The clock of that regime.
    pub clock: Code,
    /// The legal day of receipt.
    pub received: NaiveDate,
    /// The desk it stands at.
    pub desk: Code,
    /// The compartment of what it holds.
    pub compartment: Code,
    /// The language of the person, as a tag.
    pub language: Code,
    /// The office the person named, where the pack lets them.
    pub named_office: Option<Code>,
    /// Whether the person says they work or have worked for the controller, as
    /// `habeas_regime::Said` words it; none when it was not asked or not said.
    pub audience: Option<Code>,
    /// What the pack's other questions gave.
    pub questions: Questions,
}

/// One part of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is about: the kind of file, or a part of it, as a code.
    pub what: Code,
    /// What was decided.
    pub outcome: PartOutcome,
    /// The ground of a refusal.
    pub ground: Option<Code>,
    /// Handle of the individual reason.
    pub reason: Option<ItemId>,
    /// Who holds it.
    pub holder: Option<Code>,
    /// In which compartment it is sealed.
    pub compartment: Code,
    /// Who receives it: `subject`, `physician`, …
    pub recipient: Code,
}
