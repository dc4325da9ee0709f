use habeas_case::DispatchCommand;
use habeas_dispatch::FreeText;
use habeas_dossier::{
    compose::{self, Contents, Facts},
    kinds,
};
use habeas_engine::{SealedWrites, store_writes};
use habeas_envelope::{Code, Hash32, ItemId, uuid_v7};
use habeas_store::StoreError;
use habeas_vault::{Compartment, Owner, Sealer, VaultError};

use crate::{Courier, carry::Report, parcel::Parcel};

impl Courier {
    /// Composes a letter, renders it beside the runtime, and seals it for the mailroom. The
    /// sealed bytes are kept before the unit that names them.
    pub(crate) async fn render(
        &self,
        facts: &Facts<'_>,
        parcel: &Parcel,
        contents: &Contents,
    ) -> Result<Report, StoreError> {
        let (letter, locale) = match compose::letter(facts, contents) {
            Ok(composed) => composed,
            Err(error) => return Ok(error.into()),
        };
        let rendered =
            tokio::task::spawn_blocking(move || habeas_letters::render(&letter, locale)).await;
        let bytes = match rendered {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(error)) => {
                let code = Code::new(error.to_string());
                // What the typesetter says may quote the letter: it is sealed with the failure.
                return Ok(Report::Failed {
                    reason: code.unwrap_or_else(|_| unrendered()),
                    may_pass: false,
                    told: FreeText::new(error.detail().unwrap_or_default()),
                });
            }
            Err(_) => return Ok(Report::lasting(unrendered())),
        };
        let item = ItemId(uuid_v7(self.engine.clock.now(), &*self.engine.entropy));
        let Ok((hash, mut writes)) = self.seal(parcel, item, &bytes) else {
            return Ok(Report::lasting(Code::literal("letter-unsealed")));
        };
        let now = self.engine.clock.now();
        for field in &mut writes.sealed {
            let bytes = std::mem::take(&mut field.bytes);
            let controller = &parcel.stream.controller;
            self.engine
                .documents
                .put_document(controller, field.item, now, bytes)
                .await?;
        }
        let dispatch = parcel.id;
        let commands = vec![
            DispatchCommand::Render {
                dispatch,
                item,
                hash,
            },
            DispatchCommand::Queue { dispatch },
        ];
        Ok(Report::Queued(commands, writes))
    }

    fn seal(
        &self,
        parcel: &Parcel,
        item: ItemId,
        bytes: &[u8],
    ) -> Result<(Hash32, SealedWrites), VaultError> {
        let owner = Owner::of_stream(&parcel.stream).ok_or(VaultError::NotCovered)?;
        let mut sealer = Sealer::for_owner(
            self.ports.keyring.private(),
            parcel.stream.controller.clone(),
            owner,
            &*self.engine.entropy,
        );
        let hash = sealer.seal(Compartment::Mail, Code::literal(kinds::LETTER), item, bytes)?;
        Ok((hash, store_writes(sealer.finish(), Vec::new())))
    }
}

fn unrendered() -> Code {
    Code::literal("letter-unrendered")
}
