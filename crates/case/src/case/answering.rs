use chrono::NaiveDate;
use habeas_envelope::Code;
use habeas_regime::Recipient;

use super::{AnswerState, Case, Command, Draft, PHYSICIAN};
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
            state.earlier.extend(state.answer.take());
            state.reopened = false;
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
                hold_ended_on: None,
                steps: Vec::new(),
            });
        }
        CaseEvent::AnswerRecalled => state.answer = None,
        CaseEvent::HoldEnded { .. } => {
            if let Some(answer) = &mut state.answer {
                answer.hold_ended = true;
                answer.hold_ended_on.get_or_insert(meta.legal_day);
            }
        }
        CaseEvent::Answer { step, answer, day } => {
            let known = state.earlier.iter_mut().chain(&mut state.answer);
            for have in known.filter(|a| a.answer == *answer) {
                if have.step(*step).is_none() {
                    have.steps.push((*step, *day));
                }
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
            Some(have) if have.draft == draft && state.answer_at_hand().is_none() => {
                Decision::one(CaseEvent::AnswerReturned { draft, remarks })
            }
            Some(_) if state.answer_at_hand().is_some() => {
                Decision::Refused(Refusal::AnswerOrdered)
            }
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
            if answer_of(state, answer).is_some() {
                return Decision::Moot(Moot::AlreadySo);
            }
            if state.answer_at_hand().is_some() {
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
        Command::Recall => match state.answer_at_hand() {
            None => Decision::Refused(Refusal::NothingHeld),
            Some(answer) if answer.hold_ended => Decision::Refused(Refusal::HoldOver),
            Some(_) => Decision::one(CaseEvent::AnswerRecalled),
        },
        Command::EndHold { early } => match state.answer_at_hand() {
            None if !early => Decision::Moot(Moot::Overtaken),
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
    if state.answer_at_hand().is_some() {
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
            if have.parts == parts {
                Decision::Moot(Moot::AlreadySo)
            } else {
                // Whoever approves names handle and hash: under them stands one decision only.
                Decision::Refused(Refusal::DraftChanged)
            }
        }
        _ => Decision::one(CaseEvent::AnswerDrafted {
            draft,
            content,
            parts,
        }),
    }
}

/// A refusal, whole or in part, needs a ground of the pack that is open to whoever decides, and an
/// individual reason in the vault (GDPR art. 12(4)). What is given goes to whom the pack says.
fn check_part(state: &Case, part: &Part, ctx: &Context<'_>) -> Result<(), Refusal> {
    let gives = matches!(part.outcome, PartOutcome::Granted | PartOutcome::Partly);
    if gives {
        check_recipient(state, part, ctx)?;
    }
    let refuses = matches!(part.outcome, PartOutcome::Refused | PartOutcome::Partly);
    if !refuses {
        return Ok(());
    }
    let ground = part.ground.as_ref().ok_or(Refusal::GroundNeeded)?;
    let open = state.grounds_open(ctx.pack);
    if !open.iter().any(|known| known.id.code() == ground) {
        return Err(Refusal::GroundUnknown);
    }
    part.reason.map(|_| ()).ok_or(Refusal::ReasonNeeded)
}

/// Data that the pack gives to the attending physician goes to the person themselves only where
/// the pack lets it and nobody takes part as their physician.
fn check_recipient(state: &Case, part: &Part, ctx: &Context<'_>) -> Result<(), Refusal> {
    let (right, kind) = state.exercise().ok_or(Refusal::Unknown)?;
    let answer = ctx.pack.answer(&right, &kind);
    let to_physician = part.recipient == PHYSICIAN;
    let allowed = match answer.data_to {
        Recipient::Subject => !to_physician,
        Recipient::AttendingPhysician => {
            to_physician || (answer.may_release_directly && !state.takes_part(PHYSICIAN))
        }
    };
    allowed.then_some(()).ok_or(Refusal::RecipientNotAllowed)
}

fn answer_of(state: &Case, answer: habeas_envelope::ItemId) -> Option<&AnswerState> {
    let mut known = state.earlier.iter().chain(&state.answer);
    known.find(|have| have.answer == answer)
}

fn advance(
    state: &Case,
    step: AnswerStep,
    answer: habeas_envelope::ItemId,
    day: NaiveDate,
    ctx: &Context<'_>,
) -> Decision<CaseEvent> {
    let Some(have) = answer_of(state, answer) else {
        return Decision::Refused(Refusal::NothingHeld);
    };
    if day > ctx.today() {
        return Decision::Refused(Refusal::InFuture);
    }
    if have.step(step).is_some() {
        return Decision::Moot(Moot::AlreadySo);
    }
    // No step lies before the day of the one that lets it happen.
    let from = match step {
        AnswerStep::Released => have.hold_ended_on,
        _ => have.step(AnswerStep::Released),
    };
    if from.is_none_or(|from| day < from) {
        return Decision::Refused(Refusal::NotReleased);
    }
    let mut events = vec![CaseEvent::Answer { step, answer, day }];
    if state.answered_on(ctx).is_none() {
        if counts(state, step, ctx) {
            events.extend(missed(state, have, day, ctx));
        } else if step == AnswerStep::Released {
            // What it refuses has left too late already, whatever counts as answered.
            let refused_late = |e: &CaseEvent| matches!(e, CaseEvent::LimitMissed { limit, .. } if limit == "first-due");
            events.extend(
                missed(state, have, day, ctx)
                    .into_iter()
                    .filter(refused_late),
            );
        }
    }
    Decision::Events(events)
}

/// Whether the pack counts this step as answered.
fn counts(state: &Case, step: AnswerStep, ctx: &Context<'_>) -> bool {
    state.exercise().is_some_and(|(right, kind)| {
        let counted = &ctx.pack.answer(&right, &kind).counts_as_answered;
        counted.iter().any(|c| c.as_str() == step.as_str())
    })
}

/// The limits that an answer given on this day comes too late for and that no alarm has noted:
/// the last day to answer, and for what takes no action the last day to say so, which an
/// extension does not move (GDPR art. 12(4)).
fn missed(state: &Case, answer: &AnswerState, day: NaiveDate, ctx: &Context<'_>) -> Vec<CaseEvent> {
    let due = state.dates(ctx).and_then(|dates| dates.due);
    let refuses = answer.parts.iter().any(|p| p.outcome.takes_no_action());
    let refuse_by = state
        .refuse_by(ctx)
        .filter(|by| refuses && due != Some(*by));
    [("first-due", refuse_by), ("due", due)]
        .into_iter()
        .filter_map(|(limit, last)| Some((Code::literal(limit), last.filter(|last| day > *last)?)))
        .filter(|missed| !state.missed.contains(missed))
        .map(|(limit, day)| CaseEvent::LimitMissed { limit, day })
        .collect()
}
