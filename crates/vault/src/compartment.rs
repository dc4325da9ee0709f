use std::{fmt, str::FromStr};

use habeas_envelope::{CaseId, Code, ControllerId, StreamKind, StreamRef, SubmissionId};
use uuid::Uuid;

/// A stored word that names no known thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown {0}")]
pub struct UnknownWord(pub(crate) &'static str);

/// A part of the vault with a recipient key of its own: who may open one cannot open another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Compartment {
    /// What was asked, and whatever belongs in no other compartment.
    General,
    /// Name, address, e-mail and telephone of filer and subject.
    Contact,
    /// Evidence of identity: copies of cards, national numbers.
    Identity,
    /// What is under the secrecy of the head doctor.
    Medical,
    /// What is under the secrecy of the prevention advisor for psychosocial aspects.
    Psychosocial,
    /// What only the data protection officer's own desk may read.
    Dpo,
    /// What is under the confidentiality of a supervisory board.
    Board,
    /// Answers and what they enclose.
    Answer,
    /// Texts that left or came in by mail or post, as bytes.
    Mail,
}

impl Compartment {
    /// All compartments.
    pub const ALL: [Self; 9] = [
        Self::General,
        Self::Contact,
        Self::Identity,
        Self::Medical,
        Self::Psychosocial,
        Self::Dpo,
        Self::Board,
        Self::Answer,
        Self::Mail,
    ];

    /// The word stored and bound.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Contact => "contact",
            Self::Identity => "identity",
            Self::Medical => "medical",
            Self::Psychosocial => "psychosocial",
            Self::Dpo => "dpo",
            Self::Board => "board",
            Self::Answer => "answer",
            Self::Mail => "mail",
        }
    }
}

impl fmt::Display for Compartment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Compartment {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|compartment| compartment.as_str() == word)
            .ok_or(UnknownWord("compartment"))
    }
}

/// What kind of thing owns sealed data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OwnerKind {
    /// A submission stream.
    Submission,
    /// A case stream.
    Case,
    /// An obligation stream.
    Obligation,
    /// A member of staff.
    Staff,
    /// An office of a controller.
    Office,
}

impl OwnerKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::Submission,
        Self::Case,
        Self::Obligation,
        Self::Staff,
        Self::Office,
    ];

    /// The word stored and bound.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Case => "case",
            Self::Obligation => "obligation",
            Self::Staff => "staff",
            Self::Office => "office",
        }
    }
}

impl fmt::Display for OwnerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for OwnerKind {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .ok_or(UnknownWord("owner kind"))
    }
}

/// The owner of sealed data: what is destroyed, is destroyed by owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Owner {
    /// What kind of thing.
    pub kind: OwnerKind,
    /// Its id: of the stream, of the staff table, or made of the office's code.
    pub id: Uuid,
}

impl Owner {
    /// A submission.
    #[must_use]
    pub fn submission(id: SubmissionId) -> Self {
        Self {
            kind: OwnerKind::Submission,
            id: id.0,
        }
    }

    /// A case.
    #[must_use]
    pub fn case(id: CaseId) -> Self {
        Self {
            kind: OwnerKind::Case,
            id: id.0,
        }
    }

    /// A member of staff, by the id of the staff table.
    #[must_use]
    pub fn staff(id: Uuid) -> Self {
        Self {
            kind: OwnerKind::Staff,
            id,
        }
    }

    /// An office: its id is the UUIDv5 of the controller's and the office's code.
    #[must_use]
    pub fn office(controller: &ControllerId, office: &Code) -> Self {
        let name = format!("habeas:office:{controller}:{office}");
        Self {
            kind: OwnerKind::Office,
            id: Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()),
        }
    }

    /// The owner behind a stream; `None` for access and registry streams, which own nothing.
    #[must_use]
    pub fn of_stream(stream: &StreamRef) -> Option<Self> {
        let kind = match stream.kind {
            StreamKind::Submission => OwnerKind::Submission,
            StreamKind::Case => OwnerKind::Case,
            StreamKind::Obligation => OwnerKind::Obligation,
            StreamKind::Access | StreamKind::Registry => return None,
        };
        Some(Self {
            kind,
            id: stream.id,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_there_and_back_and_are_all_different() {
        let words: std::collections::BTreeSet<_> =
            Compartment::ALL.iter().map(|c| c.as_str()).collect();
        assert_eq!(words.len(), Compartment::ALL.len());
        for compartment in Compartment::ALL {
            assert_eq!(compartment.as_str().parse(), Ok(compartment));
        }
        for kind in OwnerKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert_eq!(
            "Medical".parse::<Compartment>(),
            Err(UnknownWord("compartment"))
        );
    }

    #[test]
    fn an_office_is_the_same_owner_every_time_and_another_at_another_controller() {
        let house = ControllerId::new("house").unwrap();
        let other = ControllerId::new("other").unwrap();
        let doctor = Code::literal("head-doctor");
        assert_eq!(
            Owner::office(&house, &doctor),
            Owner::office(&house, &doctor)
        );
        assert_ne!(
            Owner::office(&house, &doctor),
            Owner::office(&other, &doctor)
        );
    }
}
