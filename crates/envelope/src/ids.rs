use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Code, CodeError, Entropy};

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(s: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(s).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    };
}

uuid_id!(
    /// One filing, and the stream of what it settles once. Minted by the face or channel that
    /// took it in, before anything is stored.
    SubmissionId
);
uuid_id!(
    /// One right exercised on one kind of file: UUIDv5 of the submission's case seed, the right
    /// and the kind, so that opening it twice opens it once.
    CaseId
);
uuid_id!(
    /// One incident, and the stream of the duties it brings: an authority's request, a breach.
    /// Minted by whoever records it.
    IncidentId
);
uuid_id!(
    /// One event, UUIDv7: sorts by the instant it was recorded.
    EventId
);
uuid_id!(
    /// One thing that leaves the house: a letter, a mail.
    DispatchId
);
uuid_id!(
    /// A handle on something sealed in the vault: a document, a field, an answer.
    ItemId
);

/// A UUIDv7 made of an instant and passed-in randomness (RFC 9562, section 5.7).
#[must_use]
pub fn uuid_v7(now: DateTime<Utc>, entropy: &dyn Entropy) -> Uuid {
    let mut random = [0_u8; 10];
    entropy.fill(&mut random);
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// The organisation that decides why and how personal data is processed (GDPR art. 4(7)), by the
/// code of its policy pack.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ControllerId(Code);

impl ControllerId {
    /// Checks and takes `text`.
    pub fn new(text: impl Into<String>) -> Result<Self, CodeError> {
        Code::new(text).map(Self)
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The code itself.
    #[must_use]
    pub fn code(&self) -> &Code {
        &self.0
    }
}

impl From<Code> for ControllerId {
    fn from(code: Code) -> Self {
        Self(code)
    }
}

impl FromStr for ControllerId {
    type Err = CodeError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::new(s)
    }
}

impl fmt::Display for ControllerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for ControllerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who did it: `person` (the filer behind a submission), `worker.<name>`, `staff.<uuid>` or
/// `operator`. Never a name or an address.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActorId(Code);

impl ActorId {
    /// The data subject or whoever filed for them, acting on their own submission.
    #[must_use]
    pub fn person() -> Self {
        Self(Code::literal("person"))
    }

    /// Whoever runs the command line of the installation.
    #[must_use]
    pub fn operator() -> Self {
        Self(Code::literal("operator"))
    }

    /// A worker, by its name.
    pub fn worker(name: &str) -> Result<Self, CodeError> {
        Code::new(format!("worker.{name}")).map(Self)
    }

    /// A member of staff, by the id of the staff table.
    #[must_use]
    pub fn staff(id: Uuid) -> Self {
        Self(Code::new(format!("staff.{id}")).expect("a lower-case uuid is made of code letters"))
    }

    /// The staff id, when the actor is one of staff.
    #[must_use]
    pub fn staff_id(&self) -> Option<Uuid> {
        self.0
            .as_str()
            .strip_prefix("staff.")
            .and_then(|id| Uuid::parse_str(id).ok())
    }

    /// The actor as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for ActorId {
    type Err = CodeError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Code::new(s).map(Self)
    }
}

impl fmt::Display for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The five kinds of stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StreamKind {
    /// What one filing settles once.
    Submission,
    /// One right on one kind of file, a complaint included.
    Case,
    /// A duty with a clock of its own that no person's request began.
    Obligation,
    /// Who looked at what was sealed, one event an actor and day.
    Access,
    /// Calendars, packs and staff.
    Registry,
}

impl StreamKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::Submission,
        Self::Case,
        Self::Obligation,
        Self::Access,
        Self::Registry,
    ];

    /// The word stored and hashed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Case => "case",
            Self::Obligation => "obligation",
            Self::Access => "access",
            Self::Registry => "registry",
        }
    }

    /// The kind of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl fmt::Display for StreamKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One stream of one controller.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StreamRef {
    /// Whose it is.
    pub controller: ControllerId,
    /// What kind of stream.
    pub kind: StreamKind,
    /// Its id: of the submission, the case, and so on.
    pub id: Uuid,
}

impl StreamRef {
    /// The stream of a submission.
    #[must_use]
    pub fn submission(controller: ControllerId, id: SubmissionId) -> Self {
        Self {
            controller,
            kind: StreamKind::Submission,
            id: id.0,
        }
    }

    /// The stream of a case.
    #[must_use]
    pub fn case(controller: ControllerId, id: CaseId) -> Self {
        Self {
            controller,
            kind: StreamKind::Case,
            id: id.0,
        }
    }

    /// The stream of an incident's obligations.
    #[must_use]
    pub fn incident(controller: ControllerId, id: IncidentId) -> Self {
        Self {
            controller,
            kind: StreamKind::Obligation,
            id: id.0,
        }
    }
}
