use std::{fmt, str::FromStr};

use habeas_envelope::{Code, CodeError};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! code_newtype {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Code);

        impl $name {
            /// Checks and takes `text`.
            ///
            /// # Errors
            /// When `text` is no [`Code`].
            pub fn new(text: impl Into<String>) -> Result<Self, CodeError> {
                Code::new(text).map(Self)
            }

            /// Takes a code written in the source.
            ///
            /// # Panics
            /// When `text` is no code.
            #[must_use]
            pub fn literal(text: &'static str) -> Self {
                Self(Code::literal(text))
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

        impl From<Code> for $name {
            fn from(code: Code) -> Self {
                Self(code)
            }
        }

        impl From<$name> for Code {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        impl FromStr for $name {
            type Err = CodeError;

            fn from_str(s: &str) -> Result<Self, Self::Err> {
                Self::new(s)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

code_newtype! {
    /// A right that a pack offers: `access`, `erasure`, `complaint`.
    Right;
    /// A kind of file that a controller keeps: `medical`, `recruitment`.
    FileKind;
    /// A desk of a controller.
    DeskId;
    /// An office of a controller, whoever holds it.
    OfficeId;
    /// What a desk's cases are sealed under: `general`, `medical`, `psychosocial`.
    Compartment;
    /// A set of time limits with one source: `gdpr-be`.
    RegimeId;
    /// One clock of a regime: `request`.
    ClockName;
    /// A ground of refusal, extension or fee.
    Ground;
    /// A letter template.
    Template;
    /// A way in which a filing can arrive.
    ChannelId;
    /// A kind of document that shows who somebody is, or that is enclosed: `identity-card-copy`.
    EvidenceKind;
    /// A remedy: `dpa-complaint`.
    RemedyId;
    /// A duty with a clock that no person's request begins: `client-notice`.
    ObligationId;
    /// One state of a pack, regime or calendar: the day it was written, as `2026-11-22`.
    Version;
}

impl Compartment {
    /// The compartment of all that is under no professional secrecy of its own.
    #[must_use]
    pub fn general() -> Self {
        Self::literal("general")
    }
}

/// One clock of one regime, written `gdpr-be/request`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClockId {
    /// The regime.
    pub regime: RegimeId,
    /// The clock within it.
    pub clock: ClockName,
}

impl fmt::Display for ClockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.regime, self.clock)
    }
}

impl fmt::Debug for ClockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a text is not a [`ClockId`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClockIdError {
    /// No `/` between the two.
    #[error("a clock is written regime/clock, as gdpr-be/request")]
    Form,
    /// One of the two is no code.
    #[error(transparent)]
    Code(#[from] CodeError),
}

impl FromStr for ClockId {
    type Err = ClockIdError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let (regime, clock) = s.split_once('/').ok_or(ClockIdError::Form)?;
        Ok(Self {
            regime: regime.parse()?,
            clock: clock.parse()?,
        })
    }
}

impl Serialize for ClockId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClockId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
