//! Grounds of refusal that an office alone may use, and fees: asked, decided, open for the case.

use habeas_envelope::{Code, ItemId};
use habeas_regime::{Ground, OfficeId, Pack, RefusalGround};

use super::{Case, Command};
use crate::{CaseEvent, Context, Decision, Money, Moot, Refusal};

/// A question to an office whether a ground that it alone may use applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    /// The ground.
    pub ground: Code,
    /// The office asked.
    pub office: Code,
    /// Handle of what it is asked.
    pub question: ItemId,
    /// What it decided: whether the case may be refused on the ground; nothing while it thinks.
    pub open: Option<bool>,
    /// Handle of its individual reason.
    pub reason: Option<ItemId>,
}

/// A fee that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeState {
    /// On which ground.
    pub ground: Code,
    /// Handle of the individual reason.
    pub reason: ItemId,
    /// How much.
    pub amount: Money,
}

pub(super) fn apply(state: &mut Case, event: &CaseEvent) {
    match event {
        CaseEvent::GroundReferred {
            ground,
            office,
            question,
        } => state.referrals.push(Referral {
            ground: ground.clone(),
            office: office.clone(),
            question: *question,
            open: None,
            reason: None,
        }),
        CaseEvent::GroundDecided {
            ground,
            open,
            reason,
        } => {
            let mut known = state.referrals.iter_mut();
            if let Some(referral) = known.rfind(|r| r.ground == *ground && r.open.is_none()) {
                (referral.open, referral.reason) = (Some(*open), Some(*reason));
            }
        }
        CaseEvent::FeeAsked {
            ground,
            reason,
            amount,
        } => state.fees.push(FeeState {
            ground: ground.clone(),
            reason: *reason,
            amount: amount.clone(),
        }),
        _ => {}
    }
}

pub(super) fn decide(state: &Case, command: Command, ctx: &Context<'_>) -> Decision<CaseEvent> {
    match command {
        Command::ReferGround {
            ground,
            office,
            question,
        } => refer(state, ground, office, question, ctx),
        Command::DecideGround {
            ground,
            open,
            reason,
        } => match (state.referral(&ground).map(|r| r.open), reason) {
            (None, _) => Decision::Refused(Refusal::GroundNotReferred),
            (Some(Some(decided)), _) if decided == open => Decision::Moot(Moot::AlreadySo),
            (Some(Some(_)), _) => Decision::Refused(Refusal::GroundNotReferred),
            (Some(None), None) => Decision::Refused(Refusal::ReasonNeeded),
            (Some(None), Some(reason)) => Decision::one(CaseEvent::GroundDecided {
                ground,
                open,
                reason,
            }),
        },
        Command::AskFee {
            ground,
            reason,
            amount,
        } => ask_fee(state, ground, reason, amount, ctx),
        _ => Decision::Refused(Refusal::Unknown),
    }
}

/// Only a ground that whoever decides the case has no right to is referred, and only to an office
/// that has it.
fn refer(
    state: &Case,
    ground: Code,
    office: Code,
    question: ItemId,
    ctx: &Context<'_>,
) -> Decision<CaseEvent> {
    if state.answer_at_hand().is_some() {
        return Decision::Refused(Refusal::AnswerOrdered);
    }
    // Not moot but refused: the question of whoever asks would be dropped unread.
    match state.referral(&ground).map(|r| r.open) {
        Some(None) => return Decision::Refused(Refusal::GroundAsked),
        Some(Some(true)) => return Decision::Refused(Refusal::GroundOpen),
        None | Some(Some(false)) => {}
    }
    let known = state
        .grounds_elsewhere(ctx.pack)
        .into_iter()
        .any(|(known, offices)| {
            *known.id.code() == ground && offices.iter().any(|o| *o.code() == office)
        });
    if !known {
        return Decision::Refused(Refusal::GroundUnknown);
    }
    Decision::one(CaseEvent::GroundReferred {
        ground,
        office,
        question,
    })
}

/// A fee needs a ground of the pack and an individual reason, and leaves the clock alone (GDPR
/// art. 12(5)).
fn ask_fee(
    state: &Case,
    ground: Code,
    reason: Option<ItemId>,
    amount: Money,
    ctx: &Context<'_>,
) -> Decision<CaseEvent> {
    if state.answer_at_hand().is_some() {
        return Decision::Refused(Refusal::AnswerOrdered);
    }
    let Some((right, kind)) = state.exercise() else {
        return Decision::Refused(Refusal::Unknown);
    };
    let asked = Ground::from(ground.clone());
    if !ctx.pack.fees(&right, &kind).any(|fee| fee.id == asked) {
        return Decision::Refused(Refusal::FeeUnknown);
    }
    if amount.cents == 0 {
        return Decision::Refused(Refusal::FeeAmount);
    }
    let Some(reason) = reason else {
        return Decision::Refused(Refusal::ReasonNeeded);
    };
    let same = |fee: &FeeState| fee.ground == ground && fee.amount == amount;
    if state.fees.last().is_some_and(same) {
        // Not moot but refused: what tells the person stands in the same order.
        return Decision::Refused(Refusal::FeeAskedAlready);
    }
    Decision::one(CaseEvent::FeeAsked {
        ground,
        reason,
        amount,
    })
}

impl Case {
    /// The office that was asked about a ground and has not decided.
    #[must_use]
    pub fn asked_office(&self) -> Option<&Code> {
        let mut asked = self.referrals.iter().filter(|r| r.open.is_none());
        asked.next().map(|referral| &referral.office)
    }

    /// The last question about a ground.
    #[must_use]
    pub fn referral(&self, ground: &Code) -> Option<&Referral> {
        self.referrals.iter().rfind(|r| r.ground == *ground)
    }

    /// The office that decides the case: the one it was routed to, else the pack's.
    #[must_use]
    pub fn decides(&self, pack: &Pack) -> Option<OfficeId> {
        let (right, kind) = self.exercise()?;
        self.office.clone().map(OfficeId::from).or_else(|| {
            pack.approval(&right, &kind)
                .map(|approval| approval.decides.clone())
        })
    }

    /// The grounds on which whoever decides may refuse: those of the pack that are open to that
    /// office, and those that the office they belong to found to apply to this case.
    #[must_use]
    pub fn grounds_open<'a>(&self, pack: &'a Pack) -> Vec<&'a RefusalGround> {
        let (Some((right, kind)), Some(decides)) = (self.exercise(), self.decides(pack)) else {
            return Vec::new();
        };
        let mut open: Vec<_> = pack.refusal_grounds(&right, &kind, &decides).collect();
        for (ground, _) in self.grounds_elsewhere(pack) {
            let found = self.referral(ground.id.code());
            if found.is_some_and(|referral| referral.open == Some(true)) {
                open.push(ground);
            }
        }
        open
    }

    /// The grounds that would fit the case but are other offices' alone, with those offices.
    #[must_use]
    pub fn grounds_elsewhere<'a>(
        &self,
        pack: &'a Pack,
    ) -> Vec<(&'a RefusalGround, &'a [OfficeId])> {
        let (Some((right, kind)), Some(decides)) = (self.exercise(), self.decides(pack)) else {
            return Vec::new();
        };
        pack.provisions()
            .refusal_grounds
            .iter()
            .filter_map(|ground| Some((ground, ground.who.as_deref()?)))
            .filter(|(ground, who)| {
                ground.when.covers(&right, &kind) && !who.is_empty() && !who.contains(&decides)
            })
            .collect()
    }
}
