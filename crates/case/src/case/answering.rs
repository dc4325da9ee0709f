use habeas_regime::{Ground, OfficeId};

use super::{AnswerState, Case, Command, Draft};
use crate::{AnswerStep, CaseEvent, Context, Decision, Meta, Moot, Part, PartOutcome, Refusal};

pub(super) fn apply(state: &mut Case, meta: &Meta, event: &CaseEvent) {
    match event {
        CaseEvent::AnswerDrafted {
            draft,
            content,
            parts,
        } => {
            state.draft = Some(Draft {
                draft: *draft,
                content: *content,
                parts: parts.clone(),
                author: meta.actor.clone(),
                approved_by: None,
            });
        }
        CaseEvent::AnswerApproved { draft, content } => {
            if let Some(have) = &mut state.draft
                && have.draft == *draft
                && have.content == *content
            {
                have.approved_by = Some(meta.actor.clone());
            }
        }
        CaseEvent::AnswerReturned { draft, .. }
            if state.draft.as_ref().is_some_and(|d| d.draft == *draft) =>
        {
            state.draft = None;
        }
        CaseEvent::AnswerOrdered {
            answer,
            content,
            answer_key,
            hold_until,
            ..
        } => {
            state.answer = Some(AnswerState {
                answer: *answer,
                content: *content,
                answer_key: *answer_key,
                parts: state
                    .draft
                    .as_ref()
                    .map(|d| d.parts.clone())
                    .unwrap_or_default(),
                hold_until: *hold_until,
                hold_ended: false,
                steps: Vec::new(),
            });
        }
        CaseEvent::AnswerRecalled => state.answer = None,
        CaseEvent::HoldEnded { .. } => {
            if let Some(answer) = &mut state.answer {
                answer.hold_ended = true;
            }
        }
        CaseEvent::Answer { step, answer, day } => {
            if let Some(have) = &mut state.answer
                && have.answer == *answer
                && have.step(*step).is_none()
            {
                have.steps.push((*step, *day));
            }
        }
        _ => {}
    }
}

pub(super) fn decide(state: &Case, command: Command, ctx: &Context<'_>) -> Decision<CaseEvent> {
    match command {
        Command::Draft {
            draft,
            content,
            parts,
        } => draft_answer(state, draft, content, parts, ctx),
        Command::Approve { draft, content } => match &state.draft {
            None => Decision::Refused(Refusal::NothingDrafted),
            Some(have) if have.draft != draft || have.content != content => {
                Decision::Refused(Refusal::DraftChanged)
            }
            Some(have) if have.author == *ctx.actor => Decision::Refused(Refusal::OwnDraft),
            Some(have) if have.approved_by.is_some() => Decision::Moot(Moot::AlreadySo),
            Some(_) => Decision::one(CaseEvent::AnswerApproved { draft, content }),
        },
        Command::ReturnDraft { draft, remarks } => match &state.draft {
            Some(have) if have.draft == draft && state.answer.is_none() => {
                Decision::one(CaseEvent::AnswerReturned { draft, remarks })
            }
            Some(_) if state.answer.is_some() => Decision::Refused(Refusal::AnswerOrdered),
            Some(_) => Decision::Refused(Refusal::DraftChanged),
            None => Decision::Refused(Refusal::NothingDrafted),
        },
        Command::OrderAnswer {
            draft,
            answer,
            content,
            answer_key,
            hold_until,
        } => {
            if state.answer.as_ref().is_some_and(|a| a.answer == answer) {
                return Decision::Moot(Moot::AlreadySo);
            }
            if state.answer.is_some() {
                return Decision::Refused(Refusal::AnswerOrdered);
            }
            match &state.draft {
                None => Decision::Refused(Refusal::NothingDrafted),
                Some(have) if have.draft != draft => Decision::Refused(Refusal::DraftChanged),
                Some(have) if have.approved_by.is_none() => Decision::Refused(Refusal::NotApproved),
                Some(_) => Decision::one(CaseEvent::AnswerOrdered {
                    draft,
                    answer,
                    content,
                    answer_key,
                    hold_until,
                }),
            }
        }
        Command::Recall => match &state.answer {
            None => Decision::Refused(Refusal::NothingHeld),
            Some(answer) if answer.hold_ended => Decision::Refused(Refusal::HoldOver),
            Some(_) => Decision::one(CaseEvent::AnswerRecalled),
        },
        Command::EndHold { early } => match &state.answer {
            None => Decision::Refused(Refusal::NothingHeld),
            Some(answer) if answer.hold_ended => Decision::Moot(Moot::AlreadySo),
            Some(answer) if !early && ctx.now < answer.hold_until => {
                Decision::Moot(Moot::Overtaken)
            }
            Some(_) => Decision::one(CaseEvent::HoldEnded { early }),
        },
        Command::Advance { step, answer, day } => advance(state, step, answer, day, ctx),
        _ => Decision::Refused(Refusal::Unknown),
    }
}

fn draft_answer(
    state: &Case,
    draft: habeas_envelope::ItemId,
    content: habeas_envelope::Hash32,
    parts: Vec<Part>,
    ctx: &Context<'_>,
) -> Decision<CaseEvent> {
    if state.answer.is_some() {
        return Decision::Refused(Refusal::AnswerOrdered);
    }
    if state.identity.is_none() {
        return Decision::Refused(Refusal::IdentityOpen);
    }
    if state.via.is_none() {
        return Decision::Refused(Refusal::NotRouted);
    }
    if parts.is_empty() {
        return Decision::Refused(Refusal::NoParts);
    }
    for part in &parts {
        if let Err(refusal) = check_part(state, part, ctx) {
            return Decision::Refused(refusal);
        }
    }
    match &state.draft {
        Some(have) if have.draft == draft && have.content == content => {
            Decision::Moot(Moot::AlreadySo)
        }
        _ => Decision::one(CaseEvent::AnswerDrafted {
            draft,
            content,
            parts,
        }),
    }
}

/// A refusal, whole or in part, needs a ground that the pack knows for this right and kind, and
/// an individual reason in the vault (GDPR art. 12(4)).
fn check_part(state: &Case, part: &Part, ctx: &Context<'_>) -> Result<(), Refusal> {
    let refuses = matches!(part.outcome, PartOutcome::Refused | PartOutcome::Partly);
    if !refuses {
        return Ok(());
    }
    let ground = part.ground.as_ref().ok_or(Refusal::GroundNeeded)?;
    let (right, kind) = state.exercise().ok_or(Refusal::Unknown)?;
    let ground = Ground::from(ground.clone());
    let office = state.office.clone().map(OfficeId::from).or_else(|| {
        ctx.pack
            .approval(&right, &kind)
            .map(|approval| approval.decides.clone())
    });
    let known = office.is_some_and(|office| {
        ctx.pack
            .refusal_grounds(&right, &kind, &office)
            .any(|known| known.id == ground)
    });
    if !known {
        return Err(Refusal::GroundUnknown);
    }
    part.reason.map(|_| ()).ok_or(Refusal::ReasonNeeded)
}

fn advance(
    state: &Case,
    step: AnswerStep,
    answer: habeas_envelope::ItemId,
    day: chrono::NaiveDate,
    ctx: &Context<'_>,
) -> Decision<CaseEvent> {
    let Some(have) = state.answer.as_ref().filter(|a| a.answer == answer) else {
        return Decision::Refused(Refusal::NothingHeld);
    };
    if day > ctx.today() {
        return Decision::Refused(Refusal::InFuture);
    }
    if have.step(step).is_some() {
        return Decision::Moot(Moot::AlreadySo);
    }
    match step {
        AnswerStep::Released if !have.hold_ended => Decision::Refused(Refusal::NotReleased),
        AnswerStep::Released => Decision::one(CaseEvent::Answer { step, answer, day }),
        _ if have.step(AnswerStep::Released).is_none() => Decision::Refused(Refusal::NotReleased),
        _ => Decision::one(CaseEvent::Answer { step, answer, day }),
    }
}
