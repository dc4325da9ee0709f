use habeas_envelope::Code;

use super::{ProposalSource, Registry, RegistryEvent, VersionProposed, VersionStage};
use crate::{Context, Decision, DispatchCommand, Moot, Pinned, Refusal};

/// What can be done with a registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Propose a version.
    Propose(Box<VersionProposed>),
    /// Approve it: it is in force from now on, and open cases are bound to it.
    Approve {
        /// Which.
        version: Pinned,
    },
    /// Decline it.
    Decline {
        /// Which.
        version: Pinned,
        /// Why, as a code.
        reason: Code,
    },
    /// Say that all cases that were open are bound to it.
    FinishApplying {
        /// Which.
        version: Pinned,
        /// How many cases were bound.
        cases: u64,
    },
    /// Something of a dispatch to an office.
    Dispatch(DispatchCommand),
}

/// What a command comes to in this state; the context is that of the pack now in force.
#[must_use]
pub fn decide(state: &Registry, command: Command, ctx: &Context<'_>) -> Decision<RegistryEvent> {
    match command {
        Command::Propose(proposed) => propose(state, proposed),
        Command::Approve { version } => {
            let Some(known) = state.find(&version) else {
                return Decision::Refused(Refusal::NoProposal);
            };
            let another = ctx.pack.provisions().working.calendar_by_two;
            match known.stage {
                VersionStage::Approved | VersionStage::Applied => Decision::Moot(Moot::AlreadySo),
                VersionStage::Declined => Decision::Refused(Refusal::NoProposal),
                VersionStage::Proposed
                    if another
                        && known.proposed.source == ProposalSource::Person
                        && known.proposed_by == *ctx.actor =>
                {
                    Decision::Refused(Refusal::OwnProposal)
                }
                // What it was made from is in force no more: approved now, it would undo what was
                // approved since.
                VersionStage::Proposed if overtaken(state, &known.proposed) => {
                    Decision::Refused(Refusal::ProposalOvertaken)
                }
                VersionStage::Proposed => Decision::one(RegistryEvent::VersionApproved { version }),
            }
        }
        Command::Decline { version, reason } => match state.find(&version).map(|k| k.stage) {
            Some(VersionStage::Proposed) => {
                Decision::one(RegistryEvent::VersionDeclined { version, reason })
            }
            Some(VersionStage::Declined) => Decision::Moot(Moot::AlreadySo),
            _ => Decision::Refused(Refusal::NoProposal),
        },
        Command::FinishApplying { version, cases } => match state.find(&version).map(|k| k.stage) {
            Some(VersionStage::Approved) => {
                Decision::one(RegistryEvent::VersionApplied { version, cases })
            }
            Some(VersionStage::Applied) => Decision::Moot(Moot::AlreadySo),
            _ => Decision::Refused(Refusal::NoProposal),
        },
        Command::Dispatch(command) => match state.outgoing.decide(command, ctx.today()) {
            Decision::Events(events) => {
                Decision::Events(events.into_iter().map(RegistryEvent::Dispatch).collect())
            }
            Decision::Moot(moot) => Decision::Moot(moot),
            Decision::Refused(refusal) => Decision::Refused(refusal),
        },
    }
}

/// A version is proposed once; a person may propose again what was declined, a release may not.
fn propose(state: &Registry, proposed: Box<VersionProposed>) -> Decision<RegistryEvent> {
    let declined = match state.find(&proposed.version).map(|known| known.stage) {
        None => false,
        Some(VersionStage::Declined) => true,
        Some(_) => return Decision::Moot(Moot::AlreadySo),
    };
    if declined && proposed.source == ProposalSource::Release {
        return Decision::Moot(Moot::Overtaken);
    }
    Decision::one(RegistryEvent::VersionProposed(proposed))
}

/// Whether another version has been approved since this one was made. What a release brings is
/// whole by itself.
fn overtaken(state: &Registry, proposed: &VersionProposed) -> bool {
    proposed.source == ProposalSource::Person
        && state
            .in_force(proposed.of, &proposed.version.id)
            .is_some_and(|now| Some(&now.proposed.version) != proposed.replaces.as_ref())
}
