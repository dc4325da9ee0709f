use std::sync::Arc;

use habeas_case::{Pinned, registry::VersionOf};
use habeas_envelope::{Code, ControllerId};
use habeas_regime::{CalendarRef, Library, Pack, PackErrors, PackRef, Packs, Version};
use habeas_timelimit::{CalendarId, Calendars};

use crate::kept::Kept;

/// The packs and calendars an installation works with.
#[derive(Clone, Debug)]
pub struct PackShelf {
    packs: Arc<Packs>,
    library: Arc<Library>,
    /// The calendars of the library.
    pub(crate) shared: Arc<Calendars>,
    pub(crate) kept: Arc<Kept>,
}

/// A pack or calendar that an event pinned is not on the shelf.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {id} in version {version}, which binds {controller}, is not kept here", of.as_str())]
pub struct UnknownPin {
    /// Whose.
    pub controller: ControllerId,
    /// Whether it is a pack or a calendar.
    pub of: VersionOf,
    /// Of the controller for a pack, of the calendar for a calendar.
    pub id: Code,
    /// Which version.
    pub version: Code,
}

/// Why a shelf cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// A pack's text is not one.
    #[error(transparent)]
    Pack(#[from] PackErrors),
}

impl PackShelf {
    /// A shelf of these packs, with the library their clocks and calendars come from.
    #[must_use]
    pub fn new(packs: Packs, library: Library) -> Self {
        Self {
            packs: Arc::new(packs),
            shared: Arc::new(library.calendars().clone()),
            kept: Arc::new(Kept::of(&library)),
            library: Arc::new(library),
        }
    }

    /// The same shelf with other packs; what is known of calendars stays shared.
    #[must_use]
    pub fn with_packs(&self, packs: Packs) -> Self {
        Self {
            packs: Arc::new(packs),
            ..self.clone()
        }
    }

    /// The packs built in.
    #[must_use]
    pub fn embedded() -> Self {
        Self::new(Packs::embedded(), Library::embedded())
    }

    /// The packs.
    #[must_use]
    pub fn packs(&self) -> &Packs {
        &self.packs
    }

    /// The calendars that the program brings. What has begun is computed with those it is bound to:
    /// [`PackShelf::bind_case`].
    #[must_use]
    pub fn calendars(&self) -> &Calendars {
        self.library.calendars()
    }

    /// The library of regimes and calendars.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The pack now in force at a controller.
    #[must_use]
    pub fn current(&self, controller: &ControllerId) -> Option<&Arc<Pack>> {
        self.packs.current(controller)
    }

    /// The pack that an event pinned.
    ///
    /// # Errors
    /// When it is not kept here.
    pub fn pinned(
        &self,
        controller: &ControllerId,
        pin: &Pinned,
    ) -> Result<&Arc<Pack>, UnknownPin> {
        let reference = PackRef {
            version: Version::from(pin.version.clone()),
            hash: pin.hash,
        };
        self.packs
            .pinned(controller, &reference)
            .ok_or_else(|| UnknownPin {
                controller: controller.clone(),
                of: VersionOf::Pack,
                id: pin.id.clone(),
                version: pin.version.clone(),
            })
    }

    /// The pin of the calendar that a pack uses, as it is in force at its controller.
    #[must_use]
    pub fn calendar_pin(&self, pack: &Pack) -> Option<Pinned> {
        self.calendar_in_force(pack.controller(), pack.calendar_id()?)
    }

    /// The pin of a calendar as the program brings it.
    #[must_use]
    pub fn calendar_pin_of(&self, id: &CalendarId) -> Option<Pinned> {
        self.library
            .calendar_ref(id)
            .map(|calendar| pin_calendar(&calendar))
    }
}

/// The pin of a pack.
#[must_use]
pub fn pin_pack(pack: &Pack) -> Pinned {
    Pinned {
        id: pack.controller().code().clone(),
        version: pack.reference().version.code().clone(),
        hash: pack.reference().hash,
    }
}

/// The pin of a calendar; its id is written in lower case.
///
/// # Panics
/// When the calendar's id is no code in lower case, which its library refuses.
#[must_use]
pub fn pin_calendar(calendar: &CalendarRef) -> Pinned {
    Pinned {
        id: Code::new(calendar.id.to_string().to_ascii_lowercase())
            .expect("a calendar's id is letters and hyphens"),
        version: Code::new(calendar.version.to_string()).expect("a number is a code"),
        hash: calendar.hash,
    }
}
