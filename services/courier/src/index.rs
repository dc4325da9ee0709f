use habeas_dossier::{
    Contact, Party,
    compose::{Contents, Facts, Holder, Need, templates},
    kinds,
};
use habeas_engine::{SealedWrites, store_writes};
use habeas_envelope::StreamRef;
use habeas_vault::{Compartment, Owner, Sealed, SearchField};

use crate::Courier;

/// The acknowledgement is the first opening of a filing: the names are opened with it, so that
/// staff can find it.
pub(crate) fn also_for_index(facts: &Facts<'_>, wanted: &mut Vec<Need>) {
    let Some(received) = &facts.submission.received else {
        return;
    };
    if facts.dispatch.template != templates::ACKNOWLEDGEMENT {
        return;
    }
    let parties = [
        (kinds::FILER, Some(received.filer)),
        (kinds::SUBJECT, received.subject),
    ];
    for (kind, item) in parties {
        wanted.extend(item.map(|item| Need {
            holder: Holder::Submission,
            compartment: Compartment::Contact,
            kind,
            item,
        }));
    }
}

impl Courier {
    /// The tokens of what was opened, under which the submission is found. What was not opened
    /// or cannot be read has none; a token that stands already is kept once.
    pub(crate) fn index(
        &self,
        facts: &Facts<'_>,
        submission: &StreamRef,
        contents: &Contents,
    ) -> SealedWrites {
        let Some(received) = &facts.submission.received else {
            return SealedWrites::default();
        };
        let Some(owner) = Owner::of_stream(submission) else {
            return SealedWrites::default();
        };
        let controller = &submission.controller;
        let search = self.ports.keyring.search();
        let mut tokens = Vec::new();
        for item in [Some(received.filer), received.subject]
            .into_iter()
            .flatten()
        {
            if let Ok(party) = contents.get::<Party>(item) {
                let field = SearchField::NameWord;
                tokens.extend(search.tokens(controller, owner, field, &party.name));
            }
        }
        if let Ok(Contact::Email(address)) = contents.get(received.contact) {
            tokens.extend(search.tokens(controller, owner, SearchField::Email, &address));
        }
        store_writes(Sealed::default(), tokens)
    }
}
