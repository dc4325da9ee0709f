use habeas_envelope::Hash32;
use habeas_timelimit::TimeLimit;
use serde::{Deserialize, Serialize};

use crate::{
    Citation, ClockName, Ground, OfficeId, PackErrors, RegimeId, RemedyId, Version, check_regime,
    text,
};

/// What begins a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// The first receipt through an official channel.
    Receipt,
    /// The person received the answer.
    AnswerReceived,
    /// A decision was notified, or its implied date passed.
    Notification,
    /// The person became aware of what they complain of.
    Awareness,
    /// The organisation became aware of a breach.
    BreachKnown,
    /// The one whom the breach was reported to in the house was told.
    BreachReported,
    /// The event of an obligation: an authority's request, the intention to disclose.
    Event,
    /// The client was told.
    ClientTold,
    /// A complaint was decided.
    ComplaintDecided,
    /// The end of a contract.
    ContractEnd,
}

/// By when a refusal must be out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefuseBy {
    /// The end of the first period, whatever extension there is (GDPR art. 12(4)).
    FirstDue,
    /// The same day as any other answer.
    Due,
}

/// What follows when a clock ends and the person has heard nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// The remedy that a refusal opens: one deemed to be given on the last day, or one given.
    pub opens: RemedyId,
    /// Whether being told of the progress ends the silence; else only the answer does.
    #[serde(default)]
    pub ended_by_progress: bool,
    /// The offices that the conclusions are communicated to besides the person.
    pub conclusions: Option<Communicated>,
    /// The offices that the final decision is communicated to besides the person.
    pub decision: Option<Communicated>,
    /// Where it stands.
    pub citation: Citation,
}

/// Who of the house is written to of something, by letter: they see what is communicated and
/// nothing else of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Communicated {
    /// The offices.
    pub to: Vec<OfficeId>,
    /// Where it stands.
    pub citation: Citation,
}

/// One clock: when it begins, how long it runs, and what may move its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Its name within the regime.
    pub id: ClockName,
    /// What begins it.
    pub from: Trigger,
    /// How it is computed.
    pub limit: TimeLimit,
    /// The grounds of an extension; empty where there is none.
    #[serde(default)]
    pub extension_grounds: Vec<Ground>,
    /// By when a refusal must be out; absent where nothing is refused under this clock.
    pub refuse_by: Option<RefuseBy>,
    /// What its end in silence means, where it means a decision.
    pub silence: Option<Silence>,
}

impl Clock {
    /// Where it stands.
    #[must_use]
    pub fn citation(&self) -> &str {
        self.limit.citation()
    }
}

/// A set of clocks with one source, as one file holds them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// The form of the file; 1.
    pub format: u32,
    /// Its id.
    pub id: RegimeId,
    /// The state of the file.
    pub version: Version,
    /// Its clocks.
    pub clocks: Vec<Clock>,
}

impl Regime {
    /// Reads a regime's text. `file` is what errors call it.
    ///
    /// # Errors
    /// When the text is not of the form, or contradicts itself.
    pub fn parse(file: &str, text: &str) -> Result<Self, PackErrors> {
        let regime: Self = text::read(file, text)?;
        check_regime::check(file, &regime)?;
        Ok(regime)
    }

    /// The clock of that name.
    #[must_use]
    pub fn clock(&self, name: &ClockName) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.id == *name)
    }
}

/// A text and its hash.
pub(crate) fn hash_parts(domain: &str, parts: &[&str]) -> Hash32 {
    let mut bytes = Vec::new();
    for part in [domain].iter().chain(parts) {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    Hash32::of(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed outside this program; a change would unbind every case that pins a pack.
    #[test]
    fn the_hash_of_texts_never_changes() {
        assert_eq!(
            hash_parts("habeas/pack/1", &["ab", "c"]).to_string(),
            "43b1443517d3279b5066c2412c236776d6f78676efc17f97255df69c88e8a990"
        );
        assert_ne!(
            hash_parts("habeas/pack/1", &["a", "bc"]),
            hash_parts("habeas/pack/1", &["ab", "c"])
        );
    }
}
