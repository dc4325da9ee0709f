use std::collections::{BTreeMap, BTreeSet};

use crate::{Code, ControllerId};

/// Which desks of one controller a reader may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskScope {
    /// Every desk: workers, and roles that the pack gives the whole house.
    All,
    /// Only these; the empty set sees no case.
    Only(BTreeSet<Code>),
}

/// What a reader may see. It comes only from a session, a person's credential or a worker's
/// packs; every read of the store takes one.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Scope {
    controllers: BTreeMap<ControllerId, DeskScope>,
}

impl Scope {
    /// A scope that sees nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// The whole of these controllers: for workers, by the packs they serve.
    #[must_use]
    pub fn whole(controllers: impl IntoIterator<Item = ControllerId>) -> Self {
        Self {
            controllers: controllers
                .into_iter()
                .map(|c| (c, DeskScope::All))
                .collect(),
        }
    }

    /// Adds desks of a controller to what may be seen.
    #[must_use]
    pub fn with(mut self, controller: ControllerId, desks: DeskScope) -> Self {
        match (self.controllers.get_mut(&controller), desks) {
            (Some(DeskScope::Only(have)), DeskScope::Only(more)) => have.extend(more),
            (Some(have), DeskScope::All) => *have = DeskScope::All,
            (Some(DeskScope::All), _) => {}
            (None, desks) => {
                self.controllers.insert(controller, desks);
            }
        }
        self
    }

    /// Whether anything of `controller` may be seen.
    #[must_use]
    pub fn sees_controller(&self, controller: &ControllerId) -> bool {
        self.controllers.contains_key(controller)
    }

    /// Whether what stands at `desk` may be seen; what stands at no desk needs
    /// [`DeskScope::All`].
    #[must_use]
    pub fn sees(&self, controller: &ControllerId, desk: Option<&Code>) -> bool {
        match (self.controllers.get(controller), desk) {
            (Some(DeskScope::All), _) => true,
            (Some(DeskScope::Only(desks)), Some(desk)) => desks.contains(desk),
            _ => false,
        }
    }

    /// The controllers and their desks, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&ControllerId, &DeskScope)> {
        self.controllers.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_sees_its_own_and_nothing_else() {
        let house = ControllerId::new("house").unwrap();
        let other = ControllerId::new("other").unwrap();
        let medical = Code::literal("medical");
        let privacy = Code::literal("privacy");
        let scope = Scope::nothing().with(
            house.clone(),
            DeskScope::Only([medical.clone()].into_iter().collect()),
        );
        assert!(scope.sees(&house, Some(&medical)));
        assert!(!scope.sees(&house, Some(&privacy)));
        assert!(!scope.sees(&house, None));
        assert!(!scope.sees(&other, Some(&medical)));
        let both = scope.with(house.clone(), DeskScope::All);
        assert!(both.sees(&house, None));
    }
}
