use std::{collections::BTreeMap, sync::Arc};

use habeas_envelope::ControllerId;

use crate::{Library, Pack, PackErrors, PackRef, embedded};

/// The packs of an installation: for each controller the one in force, and every earlier state
/// that some submission or case is bound to.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    controllers: BTreeMap<ControllerId, States>,
}

#[derive(Clone, Debug)]
struct States {
    current: Arc<Pack>,
    kept: BTreeMap<PackRef, Arc<Pack>>,
}

impl Packs {
    /// The packs in the binary.
    ///
    /// # Panics
    /// Never: the files are part of the crate and read by its tests.
    #[must_use]
    pub fn embedded() -> Self {
        Self::from_texts(embedded::PACKS.iter().copied(), &Library::embedded())
            .expect("the embedded packs are read by this crate's tests")
    }

    /// Packs from `(file, text)`; of two of one controller the later is in force.
    ///
    /// # Errors
    /// Everything that is wrong with all of the texts.
    pub fn from_texts<'a>(
        texts: impl IntoIterator<Item = (&'a str, &'a str)>,
        library: &Library,
    ) -> Result<Self, PackErrors> {
        let mut packs = Self::default();
        let mut errors = Vec::new();
        for (file, text) in texts {
            match Pack::parse_with(file, text, library) {
                Ok(pack) => packs.adopt(pack),
                Err(wrong) => errors.extend(wrong.iter().cloned()),
            }
        }
        PackErrors::from_list(errors)?;
        Ok(packs)
    }

    /// Puts a pack in force for its controller; the one it replaces is kept.
    pub fn adopt(&mut self, pack: Pack) {
        let pack = Arc::new(pack);
        let states = self
            .controllers
            .entry(pack.controller().clone())
            .or_insert_with(|| States {
                current: Arc::clone(&pack),
                kept: BTreeMap::new(),
            });
        states
            .kept
            .insert(pack.reference().clone(), Arc::clone(&pack));
        states.current = pack;
    }

    /// Keeps an earlier state of a pack for the cases bound to it, without putting it in force; in
    /// force it is only where the controller had none.
    pub fn keep(&mut self, pack: Pack) {
        let pack = Arc::new(pack);
        self.controllers
            .entry(pack.controller().clone())
            .or_insert_with(|| States {
                current: Arc::clone(&pack),
                kept: BTreeMap::new(),
            })
            .kept
            .insert(pack.reference().clone(), pack);
    }

    /// The pack in force for a controller.
    #[must_use]
    pub fn current(&self, controller: &ControllerId) -> Option<&Arc<Pack>> {
        self.controllers
            .get(controller)
            .map(|states| &states.current)
    }

    /// The state of a pack that something is bound to.
    #[must_use]
    pub fn pinned(&self, controller: &ControllerId, reference: &PackRef) -> Option<&Arc<Pack>> {
        self.controllers.get(controller)?.kept.get(reference)
    }

    /// The controllers, by id.
    pub fn controllers(&self) -> impl Iterator<Item = &ControllerId> {
        self.controllers.keys()
    }

    /// The packs in force, by controller.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Pack>> {
        self.controllers.values().map(|states| &states.current)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_packs_are_read() {
        if let Err(errors) =
            Packs::from_texts(embedded::PACKS.iter().copied(), &Library::embedded())
        {
            panic!("{errors}");
        }
    }
}
