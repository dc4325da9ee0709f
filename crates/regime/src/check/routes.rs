//! What the form alone cannot refuse in the routes of a pack: whom letters go to, and who decides.

use std::collections::BTreeSet;

use super::Checker;
use crate::{DeskId, LetterRoute, Via, handling::offered};

impl Checker<'_> {
    pub(super) fn routes(&mut self) {
        let routing = &self.pack.routing;
        for (at, route) in routing.iter().enumerate() {
            let path = if at < routing.rules.len() {
                format!("routing.rules[{}]", route.id)
            } else {
                "routing.otherwise".to_owned()
            };
            self.desk(&format!("{path}.desk"), &route.desk);
            for (name, office) in [("decides", &route.decides), ("approves", &route.approves)] {
                if let Some(office) = office {
                    self.office(&format!("{path}.{name}"), office);
                }
            }
            if let Via::RegisteredLetter(letter) = &route.via {
                let path = format!("{path}.via.registered-letter");
                self.letter(&path, letter);
            }
        }
        self.addressees_who_decide();
        self.no_open_desk_for_closed_kind();
    }

    /// Who decides as the addressee of a letter must be allowed to read the file.
    fn addressees_who_decide(&mut self) {
        let pack = self.pack;
        for route in pack.routing.iter() {
            let Via::RegisteredLetter(letter) = &route.via else {
                continue;
            };
            let choice = letter.choose.as_ref();
            let addressees = letter
                .office
                .iter()
                .chain(choice.iter().flat_map(|choice| &choice.among))
                .chain(choice.and_then(|choice| choice.otherwise.as_ref()))
                .filter(|_| letter.addressee_decides);
            for office in addressees.collect::<BTreeSet<_>>() {
                let unread = pack.file_kinds.iter().find(|kind| {
                    pack.rights.iter().any(|right| {
                        offered(right.kinds.as_ref(), &kind.id)
                            && pack.routing.of(&right.id, &kind.id).id == route.id
                    }) && !kind.reads.contains(office)
                });
                if let Some(kind) = unread {
                    self.wrong(
                        format!("routing.rules[{}].via.registered-letter", route.id),
                        format!(
                            "{office} decides as addressee, but may not read {}",
                            kind.id
                        ),
                    );
                }
            }
        }
    }

    fn letter(&mut self, path: &str, letter: &LetterRoute) {
        match (&letter.office, &letter.choose) {
            (Some(office), None) => self.addressee(&format!("{path}.office"), office),
            (None, Some(choice)) => {
                let path = format!("{path}.choose");
                if choice.among.is_empty() {
                    self.wrong(format!("{path}.among"), "there must be at least one office");
                }
                for office in &choice.among {
                    self.addressee(&format!("{path}.among"), office);
                }
                if let Some(otherwise) = &choice.otherwise {
                    self.addressee(&format!("{path}.otherwise"), otherwise);
                }
                if !choice.holder_of_file && !choice.named_by_person && choice.otherwise.is_none() {
                    self.wrong(
                        path,
                        "nothing tells which office: no way to choose is given",
                    );
                }
            }
            (Some(_), Some(_)) => {
                self.wrong(
                    path,
                    "an office and a choice of offices contradict each other",
                );
            }
            (None, None) => self.wrong(path, "neither an office nor a choice of offices is given"),
        }
    }

    /// A case of a closed kind at an open desk must name there who decides: it is a provision of
    /// the policy, never a slip.
    fn no_open_desk_for_closed_kind(&mut self) {
        let pack = self.pack;
        let closed = |id: &DeskId| pack.desks.iter().any(|desk| desk.id == *id && desk.closed);
        for kind in pack.file_kinds.iter().filter(|kind| closed(&kind.desk)) {
            for right in &pack.rights {
                let route = pack.routing.of(&right.id, &kind.id);
                let is_offered = offered(right.kinds.as_ref(), &kind.id);
                if is_offered && !closed(&route.desk) && route.decides.is_none() {
                    self.wrong(
                        format!("routing.rules[{}]", route.id),
                        format!(
                            "takes {} on {} to the open desk {}, though the file is closed; say in \
                             the rule who decides, or send it to {}",
                            right.id, kind.id, route.desk, kind.desk
                        ),
                    );
                    break;
                }
            }
        }
    }
}
