//! What a member of staff may see and do, from their grants and the packs in force.

use std::collections::{BTreeMap, BTreeSet};

use habeas_engine::PackShelf;
use habeas_envelope::{Code, ControllerId, DeskScope, Scope};
use habeas_regime::{Pack, Route, Via};
use habeas_store::StaffGrant;

/// The roles a grant can name.
pub(crate) const ROLES: &[&str] = &[
    "handler", "intake", "identity", "mailroom", "dpo", "office", "deputy", "admin",
];

/// What somebody sees of a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sight {
    /// Every case at it.
    Whole,
    /// The cases of these offices alone: the desk is closed, and headed by another.
    Of(BTreeSet<Code>),
}

/// The grants of somebody, worked out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    grants: Vec<StaffGrant>,
    desks: BTreeMap<(ControllerId, Code), Sight>,
    checks: BTreeSet<(ControllerId, Code)>,
}

impl Roles {
    /// Grants at a controller without a pack, or for a desk or an office it does not have, give
    /// nothing.
    pub(crate) fn of(grants: &[StaffGrant], shelf: &PackShelf) -> Self {
        let mut roles = Self::default();
        for grant in grants {
            let Some(pack) = shelf.current(&grant.controller) else {
                continue;
            };
            if !ROLES.contains(&grant.role.as_str()) {
                continue;
            }
            roles.grants.push(grant.clone());
            match (grant.role.as_str(), &grant.desk, &grant.office) {
                ("handler", Some(desk), _) => roles.handler(pack, desk),
                ("office" | "deputy", _, Some(office)) => roles.office(pack, office),
                ("identity", _, _) => {
                    let desk = pack.provisions().identity.desk.code().clone();
                    roles.checks.insert((grant.controller.clone(), desk));
                }
                _ => {}
            }
        }
        roles
    }

    fn handler(&mut self, pack: &Pack, desk: &Code) {
        // A closed desk is its offices' alone.
        let open = |d: &habeas_regime::Desk| d.id.code() == desk && !d.closed;
        if pack.provisions().desks.iter().any(open) {
            let key = (pack.controller().clone(), desk.clone());
            self.desks.insert(key.clone(), Sight::Whole);
            self.checks.insert(key);
        }
    }

    fn office(&mut self, pack: &Pack, office: &Code) {
        for desk in &pack.provisions().desks {
            let key = (pack.controller().clone(), desk.id.code().clone());
            let heads = desk.office.code() == office;
            if heads {
                self.checks.insert(key.clone());
            }
            // Who approves an answer reads it, at a closed desk as well.
            let whole = heads || approves_at(pack, office, desk.id.code());
            if whole || (!desk.closed && works_at(pack, office, desk.id.code())) {
                self.desks.insert(key, Sight::Whole);
            } else if works_at(pack, office, desk.id.code()) {
                let sight = self
                    .desks
                    .entry(key)
                    .or_insert_with(|| Sight::Of(BTreeSet::new()));
                if let Sight::Of(offices) = sight {
                    offices.insert(office.clone());
                }
            }
        }
    }

    /// The desks whose cases may be seen, or some of them.
    pub(crate) fn scope(&self) -> Scope {
        self.desks.keys().fold(Scope::nothing(), |scope, (c, d)| {
            scope.with(
                c.clone(),
                DeskScope::Only([d.clone()].into_iter().collect()),
            )
        })
    }

    /// Whether a case at this desk, for this office, may be seen.
    pub(crate) fn sees(
        &self,
        controller: &ControllerId,
        desk: Option<&Code>,
        office: Option<&Code>,
    ) -> bool {
        let Some(desk) = desk else {
            return false;
        };
        match self.desks.get(&(controller.clone(), desk.clone())) {
            Some(Sight::Whole) => true,
            Some(Sight::Of(offices)) => office.is_some_and(|office| offices.contains(office)),
            None => false,
        }
    }

    /// Whether some desk is seen in part, so that a list has to be looked through.
    pub(crate) fn sees_in_part(&self) -> bool {
        self.desks.values().any(|s| matches!(s, Sight::Of(_)))
    }

    /// Whether they see the cases of any desk.
    pub(crate) fn has_desks(&self) -> bool {
        !self.desks.is_empty()
    }

    /// Whether they check identity for this desk.
    pub(crate) fn checks(&self, controller: &ControllerId, desk: &Code) -> bool {
        self.checks.contains(&(controller.clone(), desk.clone()))
    }

    /// The controllers and desks for which they check identity.
    pub(crate) fn checking(&self) -> &BTreeSet<(ControllerId, Code)> {
        &self.checks
    }

    /// Whether they hold an office, or stand in for its holder.
    pub(crate) fn holds(&self, controller: &ControllerId, office: &Code) -> bool {
        self.grants.iter().any(|grant| {
            grant.controller == *controller
                && matches!(grant.role.as_str(), "office" | "deputy")
                && grant.office.as_ref() == Some(office)
        })
    }

    /// Whether they have a role at a controller.
    pub(crate) fn has(&self, controller: &ControllerId, role: &str) -> bool {
        self.at(role).any(|c| c == controller)
    }

    /// Whether they have a role anywhere.
    pub(crate) fn is(&self, role: &str) -> bool {
        self.at(role).next().is_some()
    }

    fn at<'a>(&'a self, role: &'a str) -> impl Iterator<Item = &'a ControllerId> {
        self.grants
            .iter()
            .filter(move |grant| grant.role == role)
            .map(|grant| &grant.controller)
    }

    /// The whole of the controllers at which they have one of these roles: for what belongs to no
    /// desk. Who asks has to show no more of it than the role may see.
    pub(crate) fn house(&self, roles: &[&str]) -> Scope {
        Scope::whole(
            self.grants
                .iter()
                .filter(|grant| roles.contains(&grant.role.as_str()))
                .map(|grant| grant.controller.clone()),
        )
    }

    /// All controllers they have a grant at, in order and once each.
    pub(crate) fn controllers(&self) -> BTreeSet<&ControllerId> {
        self.grants.iter().map(|grant| &grant.controller).collect()
    }
}

/// Whether an office approves the answers to cases at a desk.
fn approves_at(pack: &Pack, office: &Code, desk: &Code) -> bool {
    pack.exercises().any(|(right, kind)| {
        let here = pack.route_provision(&right, &kind).desk.code() == desk;
        let approval = pack.approval(&right, &kind).filter(|_| here);
        approval.is_some_and(|approval| approval.approves.code() == office)
    })
}

/// Whether an office answers cases at a desk: a route leads a letter to it, or a provision lets
/// it decide.
fn works_at(pack: &Pack, office: &Code, desk: &Code) -> bool {
    let provisions = pack.provisions();
    let by_kind = provisions
        .file_kinds
        .iter()
        .any(|kind| kind.desk.code() == desk && kind.decides.code() == office);
    by_kind
        || pack.exercises().any(|(right, kind)| {
            let route = pack.route_provision(&right, &kind);
            route.desk.code() == desk && leads_to(route, office)
        })
}

fn leads_to(route: &Route, office: &Code) -> bool {
    let decides = route.decides.as_ref().is_some_and(|o| o.code() == office);
    let by_letter = match &route.via {
        Via::RegisteredLetter(letter) => {
            let fixed = letter.office.as_ref().is_some_and(|o| o.code() == office);
            let chosen = letter.choose.as_ref().is_some_and(|choice| {
                let otherwise = choice.otherwise.as_ref();
                choice.among.iter().any(|o| o.code() == office)
                    || otherwise.is_some_and(|o| o.code() == office)
            });
            fixed || chosen
        }
        Via::Desk | Via::Person => false,
    };
    decides || by_letter
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(
        role: &'static str,
        desk: Option<&'static str>,
        office: Option<&'static str>,
    ) -> StaffGrant {
        StaffGrant {
            controller: ControllerId::new("mensura").unwrap(),
            role: Code::literal(role),
            desk: desk.map(Code::literal),
            office: office.map(Code::literal),
        }
    }

    fn sees(grants: &[StaffGrant], desk: &'static str, office: Option<&'static str>) -> bool {
        let roles = Roles::of(grants, &PackShelf::embedded());
        let office = office.map(Code::literal);
        roles.sees(
            &ControllerId::new("mensura").unwrap(),
            Some(&Code::literal(desk)),
            office.as_ref(),
        )
    }

    #[test]
    fn a_handler_sees_their_desk_alone() {
        let handler = [grant("handler", Some("privacy"), None)];
        assert!(sees(&handler, "privacy", None));
        assert!(!sees(&handler, "medical", Some("head-doctor")));
        assert!(!sees(&handler, "psychosocial", Some("prevention-advisor")));
        assert!(!sees(&[grant("handler", None, None)], "privacy", None));
        assert!(!sees(
            &[grant("handler", Some("nowhere"), None)],
            "nowhere",
            None
        ));
    }

    #[test]
    fn who_heads_a_closed_desk_sees_it_and_who_works_there_sees_their_own() {
        let doctor = [grant("office", None, Some("head-doctor"))];
        assert!(sees(&doctor, "medical", Some("head-doctor")));
        assert!(!sees(&doctor, "psychosocial", Some("prevention-advisor")));
        let deputy = [grant("deputy", None, Some("head-doctor"))];
        assert!(sees(&deputy, "medical", Some("head-doctor")));
        let advisor = [grant("office", None, Some("prevention-advisor"))];
        assert!(sees(&advisor, "psychosocial", Some("prevention-advisor")));
        assert!(!sees(&advisor, "psychosocial", Some("psychosocial-lead")));
        assert!(!sees(&advisor, "psychosocial", None));
        let lead = [grant("office", None, Some("psychosocial-lead"))];
        assert!(sees(&lead, "psychosocial", Some("prevention-advisor")));
    }

    #[test]
    fn other_roles_see_no_case() {
        for role in ["intake", "identity", "mailroom", "dpo", "admin"] {
            let roles = Roles::of(
                &[grant(role, Some("medical"), None)],
                &PackShelf::embedded(),
            );
            assert!(!roles.has_desks(), "{role}");
        }
        let dpo = [grant("office", None, Some("dpo"))];
        assert!(!sees(&dpo, "privacy", None));
    }

    #[test]
    fn identity_is_checked_by_the_desk_named() {
        let mensura = ControllerId::new("mensura").unwrap();
        let shelf = PackShelf::embedded();
        let checker = Roles::of(&[grant("identity", None, None)], &shelf);
        assert!(checker.checks(&mensura, &Code::literal("privacy")));
        assert!(!checker.checks(&mensura, &Code::literal("medical")));
        let doctor = Roles::of(&[grant("office", None, Some("head-doctor"))], &shelf);
        assert!(doctor.checks(&mensura, &Code::literal("medical")));
        assert!(!doctor.checks(&mensura, &Code::literal("privacy")));
    }
}
