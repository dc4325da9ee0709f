use habeas_dispatch::FreeText;
use habeas_dossier::kinds;
use habeas_engine::{SealedWrites, store_writes};
use habeas_envelope::{Code, ItemId, uuid_v7};
use habeas_vault::{Compartment, Owner, Sealer};

use crate::{Courier, parcel::Parcel};

/// So much of what was said is kept, in characters: a server may say anything, at any length.
const KEPT: usize = 2000;

impl Courier {
    /// Seals what the other side said, for the unit that reports it, and gives its handle. It is
    /// free text, and a mail server likes to repeat the address.
    pub(crate) fn seal_told(
        &self,
        parcel: &Parcel,
        told: &FreeText,
        writes: &mut SealedWrites,
    ) -> Option<ItemId> {
        let text: String = told.expose().chars().take(KEPT).collect();
        if text.is_empty() {
            return None;
        }
        let item = ItemId(uuid_v7(self.engine.clock.now(), &*self.engine.entropy));
        let mut sealer = Sealer::for_owner(
            self.ports.keyring.private(),
            parcel.stream.controller.clone(),
            Owner::of_stream(&parcel.stream)?,
            &*self.engine.entropy,
        );
        let kind = Code::literal(kinds::TOLD);
        if let Err(error) = sealer.seal(Compartment::Mail, kind, item, text.as_bytes()) {
            tracing::warn!(dispatch = %parcel.id, error = %error, "courier.told.unsealed");
            return None;
        }
        let sealed = store_writes(sealer.finish(), Vec::new());
        writes.sealed.extend(sealed.sealed);
        writes.wraps.extend(sealed.wraps);
        Some(item)
    }
}
