use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use habeas_case::{
    Context, Pinned, case::Case, clock_of, obligation::Incident, registry::VersionOf,
    submission::Submission,
};
use habeas_envelope::{ActorId, Code, ControllerId};
use habeas_regime::{CalendarRef, CalendarText, Library, Pack};
use habeas_timelimit::{Calendar, CalendarId, Calendars};

use crate::{PackShelf, UnknownPin, pin_calendar};

/// Every version of a calendar that is known here, and which ones were approved. It grows while
/// the process runs: a version approved elsewhere is read from the store when it is first met.
#[derive(Debug, Default)]
pub(crate) struct Kept(RwLock<Versions>);

#[derive(Debug, Default)]
struct Versions {
    known: BTreeMap<Key, Known>,
    in_force: BTreeMap<(ControllerId, Code), Pinned>,
}

/// A pin, in an order.
type Key = (Code, Code, [u8; 32]);

#[derive(Clone, Debug)]
struct Known {
    text: Arc<CalendarText>,
    /// The calendars of the library with this one in place of that of its name.
    set: Arc<Calendars>,
}

/// What a stream is bound by: every date of it is computed with these, whatever is in force by
/// now. Only a shelf makes one.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The pack.
    pub pack: Arc<Pack>,
    /// The calendars, in the version pinned.
    pub calendars: Arc<Calendars>,
}

impl Bound {
    /// What a decision or a date looks at beside the state.
    #[must_use]
    pub fn context<'a>(
        &'a self,
        now: chrono::DateTime<chrono::Utc>,
        actor: &'a ActorId,
    ) -> Context<'a> {
        Context {
            now,
            actor,
            pack: &self.pack,
            calendars: &self.calendars,
        }
    }
}

impl Kept {
    /// With the calendars of a library.
    pub(crate) fn of(library: &Library) -> Self {
        let kept = Self::default();
        for calendar in library.calendars().iter() {
            kept.keep(library, CalendarText::of(calendar.clone()));
        }
        kept
    }

    fn keep(&self, library: &Library, text: CalendarText) {
        let pin = pin_calendar(&CalendarRef::of(&text.calendar));
        let mut set = library.calendars().clone();
        set.insert(text.calendar.clone());
        let known = Known {
            text: Arc::new(text),
            set: Arc::new(set),
        };
        self.write(|versions| {
            versions.known.entry(key(&pin)).or_insert(known);
        });
    }

    fn find(&self, pin: &Pinned) -> Option<Known> {
        self.read(|versions| versions.known.get(&key(pin)).cloned())
    }

    fn read<T>(&self, look: impl FnOnce(&Versions) -> T) -> T {
        look(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write(&self, change: impl FnOnce(&mut Versions)) {
        change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner));
    }
}

fn key(pin: &Pinned) -> Key {
    (pin.id.clone(), pin.version.clone(), pin.hash.0)
}

impl PackShelf {
    /// Keeps a version of a calendar for what is bound to it; its pin.
    pub fn keep_calendar(&self, text: CalendarText) -> Pinned {
        let pin = pin_calendar(&CalendarRef::of(&text.calendar));
        self.kept.keep(self.library(), text);
        pin
    }

    /// Puts a version of a calendar in force at a controller, for what begins from now on.
    pub fn put_in_force(&self, controller: &ControllerId, calendar: Pinned) {
        let place = (controller.clone(), calendar.id.clone());
        self.kept.write(|versions| {
            versions.in_force.insert(place, calendar);
        });
    }

    /// A version of a calendar, with the reason it was made for, if it is known here.
    #[must_use]
    pub fn calendar(&self, pin: &Pinned) -> Option<Arc<CalendarText>> {
        Some(self.kept.find(pin)?.text)
    }

    /// The pin of a calendar in force at a controller: the version approved last there, or the
    /// program's where none ever was.
    #[must_use]
    pub fn calendar_in_force(&self, controller: &ControllerId, id: &CalendarId) -> Option<Pinned> {
        let code = Code::new(id.as_str().to_ascii_lowercase()).ok()?;
        let approved = self
            .kept
            .read(|versions| versions.in_force.get(&(controller.clone(), code)).cloned());
        approved.or_else(|| self.calendar_pin_of(id))
    }

    /// The calendars in force at a controller, for what has not begun yet.
    #[must_use]
    pub fn calendars_in_force(&self, controller: &ControllerId) -> Arc<Calendars> {
        let mut set = self.calendars().clone();
        let ids: Vec<CalendarId> = set.iter().map(|calendar| calendar.id().clone()).collect();
        for id in ids {
            let approved = self.calendar_in_force(controller, &id);
            if let Some(known) = approved.and_then(|pin| self.kept.find(&pin)) {
                set.insert(known.text.calendar.clone());
            }
        }
        Arc::new(set)
    }

    /// What a stream of a controller is bound by, given what its events pin. Where an event pins
    /// no calendar its clock needs none, and those of the program are given.
    ///
    /// # Errors
    /// When a version pinned is not kept here: no date is computed with another.
    pub fn bind(
        &self,
        controller: &ControllerId,
        pack: &Pinned,
        calendar: Option<&Pinned>,
    ) -> Result<Bound, UnknownPin> {
        let pack = Arc::clone(self.pinned(controller, pack)?);
        let calendars = match calendar {
            None => Arc::clone(&self.shared),
            Some(pin) => {
                let known = self.kept.find(pin);
                known.map(|known| known.set).ok_or_else(|| UnknownPin {
                    controller: controller.clone(),
                    of: VersionOf::Calendar,
                    id: pin.id.clone(),
                    version: pin.version.clone(),
                })?
            }
        };
        Ok(Bound { pack, calendars })
    }

    /// What a case is bound by. One that was not opened is bound by what is in force.
    ///
    /// # Errors
    /// As [`PackShelf::bind`].
    pub fn bind_case(&self, controller: &ControllerId, case: &Case) -> Result<Bound, UnknownPin> {
        match case.bound() {
            Some((pack, calendar)) => self.bind(controller, pack, calendar),
            None => self.bind_new(controller),
        }
    }

    /// What a submission is bound by. One that was not received is bound by what is in force.
    ///
    /// # Errors
    /// As [`PackShelf::bind`].
    pub fn bind_submission(
        &self,
        controller: &ControllerId,
        submission: &Submission,
    ) -> Result<Bound, UnknownPin> {
        match &submission.received {
            Some(received) => self.bind(controller, &received.pack, received.calendar.as_ref()),
            None => self.bind_new(controller),
        }
    }

    /// What an incident is bound by. One that was not opened is bound by what is in force.
    ///
    /// # Errors
    /// As [`PackShelf::bind`].
    pub fn bind_incident(
        &self,
        controller: &ControllerId,
        incident: &Incident,
    ) -> Result<Bound, UnknownPin> {
        match &incident.opened {
            Some(opened) => self.bind(controller, &opened.pack, opened.calendar.as_ref()),
            None => self.bind_new(controller),
        }
    }

    /// What is in force at a controller.
    ///
    /// # Errors
    /// When the controller has no pack.
    pub fn bind_new(&self, controller: &ControllerId) -> Result<Bound, UnknownPin> {
        let pack = self.current(controller).ok_or_else(|| UnknownPin {
            controller: controller.clone(),
            of: VersionOf::Pack,
            id: controller.code().clone(),
            version: Code::literal("current"),
        })?;
        Ok(Bound {
            pack: Arc::clone(pack),
            calendars: self.calendars_in_force(controller),
        })
    }

    /// The calendar that a case needs after its kind was corrected: that in force, where its clock
    /// computes with another than it is bound to.
    pub(crate) fn calendar_missing(
        &self,
        controller: &ControllerId,
        case: &Case,
        bound: &Bound,
    ) -> Option<Pinned> {
        let opened = case.opened.as_ref()?;
        let clock = clock_of(&bound.pack, &opened.regime, &opened.clock)?;
        let wanted = self.calendar_in_force(controller, clock.limit.calendar()?)?;
        let (_, has) = case.bound()?;
        has.is_none_or(|pin| pin.id != wanted.id).then_some(wanted)
    }

    /// The ids of the calendars that the clocks of a controller's pack compute with: those of
    /// windows and duties too, which move the date of no open case.
    #[must_use]
    pub fn calendars_of(&self, controller: &ControllerId) -> Vec<CalendarId> {
        let Some(pack) = self.current(controller) else {
            return Vec::new();
        };
        let mut ids: Vec<CalendarId> = pack.calendars().cloned().collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// The present data of a calendar in force at a controller.
    #[must_use]
    pub fn calendar_data(&self, controller: &ControllerId, id: &CalendarId) -> Option<Calendar> {
        let pin = self.calendar_in_force(controller, id)?;
        Some(self.calendar(&pin)?.calendar.clone())
    }
}
