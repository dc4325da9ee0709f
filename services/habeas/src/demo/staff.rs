use std::{collections::BTreeSet, sync::Arc};

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use habeas_console::passwords::{PasswordCost, hash};
use habeas_engine::PackShelf;
use habeas_envelope::{ActorId, Code, ControllerId, Entropy, uuid_v7};
use habeas_regime::{OfficeId, Pack, Via};
use habeas_store::{NewStaff, StaffDirectory, StaffGrant, Store};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{dice::Dice, people::staff_name};

/// The symbols of passwords: 32, so that twelve of them are 60 random bits.
const SYMBOLS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// What a hash costs: little, for 60 random bits are not found by trying.
const COST: PasswordCost = PasswordCost {
    memory_kib: 4 * 1024,
    passes: 1,
    lanes: 1,
};

/// An invented member of staff.
#[derive(Clone)]
pub(crate) struct Member {
    pub(crate) id: Uuid,
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) password: String,
    pub(crate) grants: Vec<StaffGrant>,
    /// What the organisation is called.
    pub(crate) organisation: String,
    /// What they are there.
    pub(crate) title: String,
}

impl Member {
    pub(crate) fn actor(&self) -> ActorId {
        ActorId::staff(self.id)
    }

    fn has(&self, controller: &ControllerId, wanted: impl Fn(&StaffGrant) -> bool) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.controller == *controller && wanted(grant))
    }
}

/// Everybody who works in the story.
pub(crate) struct Staff(Vec<Member>);

impl Staff {
    /// Hires whom the packs need: a handler for every open desk, a holder for every office that
    /// answers, a deputy where the desk is closed, a DPO, intake and mailroom, and one
    /// administrator for all.
    pub(crate) fn hire(shelf: &PackShelf, now: DateTime<Utc>, entropy: &dyn Entropy) -> Self {
        let mut hiring = Hiring {
            dice: Dice(entropy),
            entropy,
            now,
            members: Vec::new(),
        };
        for pack in shelf.packs().iter() {
            hiring.house(pack);
        }
        let everywhere = shelf.packs().controllers();
        let grants = everywhere
            .map(|controller| plain(controller, "admin"))
            .collect();
        let name = staff_name(&mut hiring.dice, "en", "BE");
        hiring.add("admin".to_owned(), name, "all", "Administrator", grants);
        Self(hiring.members)
    }

    pub(crate) fn members(&self) -> &[Member] {
        &self.0
    }

    /// Whoever handles an open desk.
    pub(crate) fn handler(&self, controller: &ControllerId, desk: &Code) -> Option<&Member> {
        let of_desk =
            |grant: &StaffGrant| grant.role == "handler" && grant.desk.as_ref() == Some(desk);
        self.0.iter().find(|member| member.has(controller, of_desk))
    }

    /// The holder of an office, then its deputy.
    pub(crate) fn office(&self, controller: &ControllerId, office: &Code) -> Vec<&Member> {
        let of_office = |grant: &StaffGrant| grant.office.as_ref() == Some(office);
        let held = self
            .0
            .iter()
            .filter(|member| member.has(controller, of_office));
        held.collect()
    }

    /// Whoever has a role that is of no desk and no office.
    pub(crate) fn role(&self, controller: &ControllerId, role: &str) -> Option<&Member> {
        self.0
            .iter()
            .find(|member| member.has(controller, |grant| grant.role == role))
    }

    /// Hashes the passwords and adds everybody.
    ///
    /// # Errors
    /// When a password cannot be hashed or the store not be written.
    pub(crate) async fn enrol(
        &self,
        store: Arc<dyn Store>,
        entropy: Arc<dyn Entropy>,
    ) -> anyhow::Result<()> {
        let mut hashing = JoinSet::new();
        for member in self.0.clone() {
            let entropy = entropy.clone();
            hashing.spawn_blocking(move || {
                let password = hash(&member.password, COST, &*entropy);
                (member, password)
            });
        }
        while let Some(hashed) = hashing.join_next().await {
            let (member, password) = hashed?;
            let login = member.login.clone();
            let added = StaffDirectory::add_staff(
                &*store,
                NewStaff {
                    id: member.id,
                    login: member.login,
                    name: member.name,
                    password: password?,
                    active: true,
                    grants: member.grants,
                },
            );
            anyhow::ensure!(
                added.await.context("staff cannot be added")?,
                "{login} is there twice"
            );
        }
        Ok(())
    }
}

fn plain(controller: &ControllerId, role: &'static str) -> StaffGrant {
    StaffGrant {
        controller: controller.clone(),
        role: Code::literal(role),
        desk: None,
        office: None,
    }
}

struct Hiring<'a> {
    dice: Dice<'a>,
    entropy: &'a dyn Entropy,
    now: DateTime<Utc>,
    members: Vec<Member>,
}

impl Hiring<'_> {
    fn house(&mut self, pack: &Pack) {
        let controller = pack.controller();
        let desks = &pack.provisions().desks;
        let open = desks.iter().filter(|desk| !desk.closed);
        let several = open.clone().count() > 1;
        for desk in open {
            let login = if several {
                format!("handler-{}", desk.id)
            } else {
                "handler".to_owned()
            };
            let grant = StaffGrant {
                desk: Some(desk.id.code().clone()),
                ..plain(controller, "handler")
            };
            let title = format!("Handler, {}", lower_first(desk.name.get("en")));
            self.employ(pack, &login, None, &title, vec![grant]);
        }
        self.offices(pack);
        self.others(pack);
    }

    fn offices(&mut self, pack: &Pack) {
        let controller = pack.controller();
        let dpo = &pack.provisions().working.dpo;
        let (answering, secret) = offices_at_work(pack);
        for office in &pack.provisions().offices {
            let id = office.id.code();
            let is_dpo = office.id == *dpo;
            if !answering.contains(&office.id) && !is_dpo {
                continue;
            }
            let grant = |role| StaffGrant {
                office: Some(id.clone()),
                ..plain(controller, role)
            };
            let mut grants = Vec::new();
            if answering.contains(&office.id) {
                grants.push(grant("office"));
            }
            if is_dpo {
                grants.push(plain(controller, "dpo"));
            }
            let title = office.title.get("en");
            let today = self.now.with_timezone(&pack.zone()).date_naive();
            let known = office.holder(today).map(|holder| holder.name.clone());
            self.employ(pack, id.as_str(), known, title, grants);
            if secret.contains(&office.id) {
                let known = office.deputies.iter().find(|d| d.holds(today));
                let known = known.map(|deputy| deputy.name.clone());
                let title = format!("{title}, deputy");
                self.employ(
                    pack,
                    &format!("{id}-deputy"),
                    known,
                    &title,
                    vec![grant("deputy")],
                );
            }
        }
    }

    /// Intake and mailroom: two people where registered letters go out.
    fn others(&mut self, pack: &Pack) {
        let controller = pack.controller();
        let (intake, mailroom) = (plain(controller, "intake"), plain(controller, "mailroom"));
        let letters = pack
            .provisions()
            .routing
            .iter()
            .any(|route| matches!(route.via, Via::RegisteredLetter(_)));
        if letters {
            self.employ(pack, "intake", None, "Intake", vec![intake]);
            self.employ(pack, "mailroom", None, "Mailroom", vec![mailroom]);
        } else {
            self.employ(
                pack,
                "secretariat",
                None,
                "Intake and mailroom",
                vec![intake, mailroom],
            );
        }
    }

    fn employ(
        &mut self,
        pack: &Pack,
        login: &str,
        known: Option<String>,
        title: &str,
        grants: Vec<StaffGrant>,
    ) {
        let controller = &pack.provisions().controller;
        let language = controller.languages.first().map_or("en", String::as_str);
        let name = known
            .unwrap_or_else(|| staff_name(&mut self.dice, language, &controller.address.country));
        let organisation = controller.display_name.get("en").to_owned();
        let login = format!("{login}.{}", pack.controller());
        self.add(login, name, &organisation, title, grants);
    }

    fn add(
        &mut self,
        login: String,
        name: String,
        organisation: &str,
        title: &str,
        grants: Vec<StaffGrant>,
    ) {
        self.members.push(Member {
            id: uuid_v7(self.now, self.entropy),
            login,
            name,
            password: password(self.entropy),
            grants,
            organisation: organisation.to_owned(),
            title: title.to_owned(),
        });
    }
}

/// The offices that decide, approve or are written to, and those of them that work at a closed
/// desk, where only a deputy can approve what the holder wrote.
fn offices_at_work(pack: &Pack) -> (BTreeSet<OfficeId>, BTreeSet<OfficeId>) {
    let (mut answering, mut secret) = (BTreeSet::new(), BTreeSet::new());
    for (right, kind) in pack.exercises() {
        let route = pack.route_provision(&right, &kind);
        let mut here: BTreeSet<OfficeId> = BTreeSet::new();
        if let Some(approval) = pack.approval(&right, &kind) {
            here.extend([approval.decides.clone(), approval.approves.clone()]);
        }
        if let Via::RegisteredLetter(letter) = &route.via {
            here.extend(letter.office.clone());
            if let Some(choice) = &letter.choose {
                here.extend(choice.among.iter().cloned());
                here.extend(choice.otherwise.clone());
            }
        }
        if pack.is_closed(&route.desk) {
            secret.extend(here.iter().cloned());
        }
        answering.extend(here);
    }
    for desk in pack.provisions().desks.iter().filter(|desk| desk.closed) {
        answering.insert(desk.office.clone());
    }
    (answering, secret)
}

/// A password of 60 random bits, in groups that can be typed.
fn password(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 12];
    entropy.fill(&mut bytes);
    let symbols: Vec<u8> = bytes.iter().map(|b| SYMBOLS[usize::from(b % 32)]).collect();
    let groups: Vec<String> = symbols
        .chunks(4)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect();
    groups.join("-")
}

/// A name inside a line.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use habeas_testkit::SeededEntropy;

    use super::*;

    fn staff() -> Staff {
        let now = "2026-03-02T09:00:00Z".parse().unwrap();
        Staff::hire(&PackShelf::embedded(), now, &SeededEntropy::new(1))
    }

    #[test]
    fn every_case_has_somebody_to_write_and_another_to_approve() {
        let staff = staff();
        for pack in PackShelf::embedded().packs().iter() {
            let controller = pack.controller();
            assert!(staff.role(controller, "dpo").is_some(), "{controller}");
            assert!(staff.role(controller, "admin").is_some(), "{controller}");
            for (right, kind) in pack.exercises() {
                let desk = &pack.route_provision(&right, &kind).desk;
                let closed = pack.is_closed(desk);
                let handler = staff.handler(controller, desk.code());
                assert_eq!(handler.is_some(), !closed, "{controller} {desk}");
                let approval = pack.approval(&right, &kind).unwrap();
                let approvers = staff.office(controller, approval.approves.code());
                assert!(!approvers.is_empty(), "{controller} {}", approval.approves);
                if closed && approval.decides == approval.approves {
                    assert_eq!(approvers.len(), 2, "{controller} {}", approval.approves);
                }
            }
        }
    }

    #[test]
    fn logins_and_passwords_are_nobody_elses() {
        let staff = staff();
        let logins: BTreeSet<_> = staff.members().iter().map(|m| &m.login).collect();
        let passwords: BTreeSet<_> = staff.members().iter().map(|m| &m.password).collect();
        assert_eq!(logins.len(), staff.members().len());
        assert_eq!(passwords.len(), staff.members().len());
        for member in staff.members() {
            assert_eq!(member.password.len(), 14, "three groups of four");
            assert_eq!(member.login, member.login.to_lowercase());
        }
    }
}
