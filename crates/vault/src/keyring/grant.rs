use std::{collections::BTreeSet, fmt, str::FromStr};

use crate::{Compartment, UnknownWord};

/// A face with cookies of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Face {
    /// The portal.
    Portal,
    /// The console.
    Console,
}

impl Face {
    pub(crate) const ALL: [Self; 2] = [Self::Portal, Self::Console];

    /// The word in the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Console => "console",
        }
    }
}

impl fmt::Display for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Face {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|face| face.as_str() == word)
            .ok_or(UnknownWord("face"))
    }
}

/// What a signing key signs; a key a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SigningPurpose {
    /// The daily checkpoint of the log.
    Checkpoint,
}

impl SigningPurpose {
    pub(crate) const ALL: [Self; 1] = [Self::Checkpoint];

    /// The word in the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Checkpoint => "checkpoint",
        }
    }
}

impl fmt::Display for SigningPurpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for SigningPurpose {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|purpose| purpose.as_str() == word)
            .ok_or(UnknownWord("signing purpose"))
    }
}

/// Which secrets of a keyring a reader is given. The public halves go to everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyGrant {
    /// The compartments whose seeds it holds, of all controllers.
    pub compartments: BTreeSet<Compartment>,
    /// Whether it holds the token keys.
    pub search: bool,
    /// The faces whose cookie keys it holds.
    pub cookies: BTreeSet<Face>,
    /// The purposes whose signing seeds it holds.
    pub signing: BTreeSet<SigningPurpose>,
}

impl KeyGrant {
    /// No secret at all: public halves only.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Everything: the embedded installation, and the file the operator keeps.
    #[must_use]
    pub fn everything() -> Self {
        Self {
            compartments: Compartment::ALL.into(),
            search: true,
            cookies: Face::ALL.into(),
            signing: SigningPurpose::ALL.into(),
        }
    }

    /// The portal: its cookie key. It can write everything and open nothing.
    #[must_use]
    pub fn portal() -> Self {
        Self {
            cookies: [Face::Portal].into(),
            ..Self::nothing()
        }
    }

    /// The console: all seeds, token keys, its cookie key.
    #[must_use]
    pub fn console() -> Self {
        Self {
            compartments: Compartment::ALL.into(),
            search: true,
            cookies: [Face::Console].into(),
            ..Self::nothing()
        }
    }

    /// The courier: all seeds and token keys.
    #[must_use]
    pub fn courier() -> Self {
        Self {
            compartments: Compartment::ALL.into(),
            search: true,
            ..Self::nothing()
        }
    }

    /// Deadlines: the seed that signs checkpoints, which nobody else has.
    #[must_use]
    pub fn deadlines() -> Self {
        Self {
            signing: [SigningPurpose::Checkpoint].into(),
            ..Self::nothing()
        }
    }
}
