use habeas_envelope::Code;

use crate::{Audience, FileKind, Pack, Remedy, Right};

/// What a person says at intake of whether they work or have worked for the organisation. It
/// decides which remedies they are told of, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Said {
    /// They do or did.
    Staff,
    /// They never did.
    NonStaff,
    /// They cannot tell: a contractor, somebody seconded.
    Unsure,
}

impl Said {
    /// All of them, in the order a form shows them.
    pub const ALL: [Self; 3] = [Self::Staff, Self::NonStaff, Self::Unsure];

    /// The word used in events and keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::NonStaff => "non-staff",
            Self::Unsure => "unsure",
        }
    }

    /// The value of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.as_str() == word)
    }
}

impl Audience {
    /// Whether somebody who said this at intake is told of what is for this audience. In doubt,
    /// and where nothing was said, everything is told: a remedy too many costs a line, one too few
    /// costs the remedy.
    #[must_use]
    pub const fn admits(self, said: Option<Said>) -> bool {
        match self {
            Self::All => true,
            Self::Staff => !matches!(said, Some(Said::NonStaff)),
            Self::NonStaff => !matches!(said, Some(Said::Staff)),
        }
    }
}

impl Pack {
    /// Whether the form asks if the person works or has worked there: only where that decides
    /// which remedies they have.
    #[must_use]
    pub fn asks_audience(&self) -> bool {
        self.provisions()
            .remedies
            .iter()
            .any(|remedy| remedy.audience != Audience::All)
    }

    /// The remedies of a case for somebody of whom `audience` is known, as `CaseOpened` carries
    /// it.
    pub fn remedies_for(
        &self,
        right: &Right,
        kind: &FileKind,
        audience: Option<&Code>,
    ) -> impl Iterator<Item = &Remedy> {
        let said = audience.and_then(|word| Said::from_word(word.as_str()));
        self.remedies(right, kind)
            .filter(move |remedy| remedy.audience.admits(said))
    }
}
