//! What the mailroom of the story does with letters.

use anyhow::Context as _;
use habeas_case::{
    DispatchChannel, DispatchCommand, DispatchStage, DispatchView, case, submission,
};
use habeas_dossier::kinds;
use habeas_engine::{Command, Loaded, SealedWrites, store_writes};
use habeas_envelope::{CaseId, Code, DispatchId, ItemId, StreamKind, StreamRef, SubmissionId};
use habeas_vault::{Compartment, Owner, SearchField};

use super::{fates::Act, tell::Scene};

impl Scene<'_> {
    /// Moves every letter of the request on that lies where the act finds it.
    pub(super) async fn mailroom(&mut self, act: Act) -> anyhow::Result<()> {
        let controller = self.life.controller().clone();
        let member = self.teller.staff.role(&controller, "mailroom");
        let actor = member.context("there is no mailroom")?.actor();
        let found = match act {
            Act::Print => DispatchStage::Queued,
            Act::Post => DispatchStage::Printed,
            _ => DispatchStage::Sent,
        };
        for (stream, dispatch, view) in self.letters(found).await? {
            let mut writes = SealedWrites::default();
            let command = match act {
                Act::Print => DispatchCommand::Print { dispatch },
                Act::Post => {
                    let number;
                    (number, writes) = self.item_number(&stream, &view)?;
                    DispatchCommand::Sent {
                        dispatch,
                        day: self.today(),
                        number,
                    }
                }
                _ => DispatchCommand::Delivered {
                    dispatch,
                    day: self.today(),
                },
            };
            let command = match stream.kind {
                StreamKind::Case => {
                    Command::Case(CaseId(stream.id), case::Command::Dispatch(command))
                }
                _ => Command::Submission(
                    SubmissionId(stream.id),
                    submission::Command::Dispatch(command),
                ),
            };
            self.execute(actor.clone(), vec![command], writes).await?;
        }
        Ok(())
    }

    /// The letters of the request that have come so far.
    async fn letters(
        &self,
        stage: DispatchStage,
    ) -> anyhow::Result<Vec<(StreamRef, DispatchId, DispatchView)>> {
        let controller = self.life.controller();
        let cases = self.life.matters.iter();
        let mut streams: Vec<StreamRef> = cases
            .map(|matter| StreamRef::case(controller.clone(), matter.case))
            .collect();
        streams.push(StreamRef::submission(
            controller.clone(),
            self.life.submission,
        ));
        let loaded = Loaded::read(&self.engine.store.load(&self.scope(), &streams).await?)?;
        let mut letters = Vec::new();
        for stream in streams {
            let outgoing = match stream.kind {
                StreamKind::Case => loaded.case(CaseId(stream.id)).map(|c| &c.outgoing),
                _ => loaded
                    .submission(SubmissionId(stream.id))
                    .map(|s| &s.outgoing),
            };
            for (id, view) in outgoing.into_iter().flat_map(|outgoing| outgoing.iter()) {
                if view.channel != DispatchChannel::Mail && view.stage == stage {
                    letters.push((stream.clone(), id, view.clone()));
                }
            }
        }
        Ok(letters)
    }

    /// The number on a registered letter, sealed; an ordinary one has none.
    fn item_number(
        &self,
        stream: &StreamRef,
        view: &DispatchView,
    ) -> anyhow::Result<(Option<ItemId>, SealedWrites)> {
        if view.channel != DispatchChannel::RegisteredLetter {
            return Ok((None, SealedWrites::default()));
        }
        let owner = Owner::of_stream(stream).context("the stream owns nothing")?;
        let mut bytes = [0; 4];
        self.engine.entropy.fill(&mut bytes);
        let number = registered_item(u32::from_le_bytes(bytes));
        let item = self.item();
        let mut sealer = self.sealer(owner);
        let kind = Code::literal(kinds::ITEM_NUMBER);
        sealer.seal(Compartment::Mail, kind, item, number.as_bytes())?;
        let search = self.teller.keyring.search();
        let field = SearchField::ItemNumber;
        let tokens = search.tokens(self.life.controller(), owner, field, &number);
        Ok((Some(item), store_writes(sealer.finish(), tokens)))
    }
}

/// A number in the form of UPU standard S10, with its check digit.
fn registered_item(random: u32) -> String {
    let serial = format!("{:08}", random % 100_000_000);
    let digits = serial.bytes().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits
        .zip([8, 6, 4, 2, 3, 5, 9, 7])
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        check => check,
    };
    format!("RR{serial}{check}BE")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Examples worked out by hand from the weights of UPU S10, section 5.4.
    #[test]
    fn item_numbers_have_the_check_digit_of_the_postal_union() {
        assert_eq!(registered_item(47_312_482), "RR473124829BE");
        assert_eq!(registered_item(1), "RR000000014BE");
    }
}
