//! What may never stand in a log, read from the log alone: no state of the crate is looked at.

use chrono::NaiveDate;
use habeas_case::{
    AnswerStep, CaseEvent, CloseReason, ComplaintStep, DispatchEvent, Meta, Part, RestrictionStep,
};
use habeas_envelope::{ActorId, DispatchId, Hash32, ItemId};
use habeas_timelimit::{Calendars, Facts, TimeLimit, compute_dates};

type Entry = (Meta, CaseEvent);

/// Why the last event of a log must not stand there; nothing when it may.
pub fn broken(
    log: &[Entry],
    limit: &TimeLimit,
    calendars: &Calendars,
    zone: chrono_tz::Tz,
) -> Option<&'static str> {
    let ((meta, event), before) = log.split_last()?;
    let today = meta.recorded_at.with_timezone(&zone).date_naive();
    let history = History { before };
    if event.legal_day().is_some_and(|day| day > today) {
        return Some("a fact dated in the future");
    }
    history
        .opening(event)
        .or_else(|| history.closing(event))
        .or_else(|| history.route(event))
        .or_else(|| history.answer(meta, event))
        .or_else(|| history.clock(event, limit, calendars))
        .or_else(|| history.rest(event, today))
        .or_else(|| history.complaint(event, limit, calendars))
        .or_else(|| match event {
            CaseEvent::Dispatch(event) => history.dispatch(event),
            _ => None,
        })
}

struct History<'a> {
    before: &'a [Entry],
}

/// The answer last ordered.
struct Ordered {
    answer: ItemId,
    hold_until: chrono::DateTime<chrono::Utc>,
    ended_on: Option<NaiveDate>,
    released: bool,
}

fn when(broken: bool, why: &'static str) -> Option<&'static str> {
    broken.then_some(why)
}

impl History<'_> {
    fn events(&self) -> impl DoubleEndedIterator<Item = &CaseEvent> {
        self.before.iter().map(|(_, event)| event)
    }

    fn has(&self, what: impl Fn(&CaseEvent) -> bool) -> bool {
        self.events().any(what)
    }

    fn opening(&self, event: &CaseEvent) -> Option<&'static str> {
        let opens = matches!(event, CaseEvent::Opened(_));
        when(
            opens != self.before.is_empty(),
            "something before, or opened twice",
        )
    }

    fn is_closed(&self) -> bool {
        let last = self.events().rev().find_map(|event| match event {
            CaseEvent::Closed { .. } => Some(true),
            CaseEvent::Reopened { .. } => Some(false),
            _ => None,
        });
        last.unwrap_or(false)
    }

    fn closing(&self, event: &CaseEvent) -> Option<&'static str> {
        let lives_on = matches!(
            event,
            CaseEvent::Reopened { .. }
                | CaseEvent::LegalHoldSet { .. }
                | CaseEvent::LegalHoldLifted
                | CaseEvent::Dispatch(_)
                | CaseEvent::Answer { .. }
                | CaseEvent::LimitMissed { .. }
                | CaseEvent::ComplaintAdvanced { .. }
                | CaseEvent::RemedyOpened { .. }
                | CaseEvent::TaskDone { .. }
                | CaseEvent::Restriction { .. }
                | CaseEvent::Party { .. }
        );
        let counted = || {
            self.has(|e| {
                use AnswerStep::{MadeAvailable, Posted};
                matches!(
                    e,
                    CaseEvent::Answer {
                        step: MadeAvailable | Posted,
                        ..
                    }
                )
            })
        };
        match (self.is_closed(), event) {
            (false, CaseEvent::Reopened { .. }) => Some("opened again though not closed"),
            (true, _) => when(!lives_on, "something after it was closed"),
            (
                false,
                CaseEvent::Closed {
                    reason: CloseReason::Answered,
                },
            ) => when(!counted(), "closed as answered though it was not"),
            _ => None,
        }
    }

    fn route(&self, event: &CaseEvent) -> Option<&'static str> {
        let settled = self.has(|e| matches!(e, CaseEvent::IdentitySettled { .. }));
        match event {
            CaseEvent::IdentitySettled { .. } => when(settled, "identity settled twice"),
            CaseEvent::Routed { desk, office, .. } => {
                let nowhere = desk == "nowhere" || office.as_ref().is_some_and(|o| o == "nobody");
                when(!settled, "routed before identity is settled")
                    .or_else(|| when(self.at_hand(), "routed under an answer"))
                    .or_else(|| when(nowhere, "routed to what the pack does not have"))
            }
            CaseEvent::KindCorrected { kind, .. } => {
                when(self.at_hand(), "kind corrected under an answer")
                    .or_else(|| when(kind == "nothing-such", "a kind the pack does not have"))
            }
            _ => None,
        }
    }

    /// Whether an answer was ordered that neither was taken back nor lies behind.
    fn at_hand(&self) -> bool {
        let mut at_hand = false;
        let mut released = false;
        for event in self.events() {
            match event {
                CaseEvent::AnswerOrdered { .. } => (at_hand, released) = (true, false),
                CaseEvent::AnswerRecalled => at_hand = false,
                CaseEvent::Answer {
                    step: AnswerStep::Released,
                    ..
                } => released = true,
                CaseEvent::Closed { .. } if !released => at_hand = false,
                CaseEvent::Reopened { .. } => at_hand = false,
                _ => {}
            }
        }
        at_hand
    }

    fn ordered(&self) -> Option<Ordered> {
        let mut ordered = None;
        for (meta, event) in self.before {
            match event {
                CaseEvent::AnswerOrdered {
                    answer, hold_until, ..
                } => {
                    ordered = Some(Ordered {
                        answer: *answer,
                        hold_until: *hold_until,
                        ended_on: None,
                        released: false,
                    });
                }
                CaseEvent::AnswerRecalled => ordered = None,
                CaseEvent::Closed { .. } if ordered.as_ref().is_some_and(|o| !o.released) => {
                    ordered = None;
                }
                CaseEvent::HoldEnded { .. } => {
                    if let Some(o) = &mut ordered {
                        o.ended_on = Some(meta.legal_day);
                    }
                }
                CaseEvent::Answer {
                    step: AnswerStep::Released,
                    ..
                } => {
                    if let Some(o) = &mut ordered {
                        o.released = true;
                    }
                }
                _ => {}
            }
        }
        ordered
    }

    /// The draft that stands, its author, and who approved it as it stands.
    fn draft(&self) -> Option<(ItemId, Hash32, &ActorId, Option<&ActorId>)> {
        let mut draft: Option<(ItemId, Hash32, &ActorId, Option<&ActorId>)> = None;
        let (mut desk, mut office) = (None, None);
        for (meta, event) in self.before {
            match event {
                CaseEvent::Opened(opened) => desk = Some(&opened.desk),
                CaseEvent::AnswerDrafted {
                    draft: id, content, ..
                } => {
                    draft = Some((*id, *content, &meta.actor, None));
                }
                CaseEvent::AnswerApproved { .. } => {
                    if let Some(draft) = &mut draft {
                        draft.3 = Some(&meta.actor);
                    }
                }
                CaseEvent::AnswerReturned { .. } => draft = None,
                CaseEvent::KindCorrected { desk: new, .. } => {
                    (desk, office, draft) = (Some(new), None, None);
                }
                CaseEvent::Routed {
                    desk: new,
                    office: holder,
                    ..
                } => {
                    if desk != Some(new) || office != holder.as_ref() {
                        draft = None;
                    }
                    (desk, office) = (Some(new), holder.as_ref());
                }
                _ => {}
            }
        }
        draft
    }

    fn answer(&self, meta: &Meta, event: &CaseEvent) -> Option<&'static str> {
        let since_kind = self
            .events()
            .rev()
            .take_while(|e| !matches!(e, CaseEvent::KindCorrected { .. }));
        match event {
            CaseEvent::AnswerDrafted { parts, .. } => {
                let mut routed = since_kind.filter(|e| matches!(e, CaseEvent::Routed { .. }));
                let groundless = |part: &Part| {
                    use habeas_case::PartOutcome::{Partly, Refused};
                    matches!(part.outcome, Refused | Partly)
                        && (part.ground.is_none() || part.reason.is_none())
                };
                when(routed.next().is_none(), "drafted before it was routed")
                    .or_else(|| when(self.at_hand(), "drafted under an answer"))
                    .or_else(|| when(parts.is_empty(), "a decision without parts"))
                    .or_else(|| when(parts.iter().any(groundless), "refused without a reason"))
            }
            CaseEvent::AnswerApproved { draft, content } => match self.draft() {
                Some((id, hash, author, None)) if (id, hash) == (*draft, *content) => {
                    when(*author == meta.actor, "approved by its author")
                }
                _ => Some("approved what does not stand"),
            },
            CaseEvent::AnswerReturned { .. } => when(self.draft().is_none(), "returned nothing"),
            CaseEvent::AnswerOrdered { draft, .. } => match self.draft() {
                Some((id, _, author, Some(by))) if id == *draft && author != by => {
                    when(self.at_hand(), "ordered beside an answer")
                }
                _ => Some("ordered what nobody else approved as it stands"),
            },
            CaseEvent::AnswerRecalled => match self.ordered() {
                Some(o) => when(o.ended_on.is_some(), "recalled after the hold"),
                None => Some("recalled nothing"),
            },
            CaseEvent::HoldEnded { early } => match self.ordered() {
                Some(o) if o.ended_on.is_none() => when(
                    !early && meta.recorded_at < o.hold_until,
                    "the hold ended before its time",
                ),
                _ => Some("ended no hold"),
            },
            CaseEvent::Answer { step, answer, day } => self.step(*step, *answer, *day),
            _ => None,
        }
    }

    fn step(&self, step: AnswerStep, answer: ItemId, day: NaiveDate) -> Option<&'static str> {
        let reached = |which: AnswerStep| {
            self.events().find_map(|event| match event {
                CaseEvent::Answer {
                    step,
                    answer: of,
                    day,
                } => (*step == which && *of == answer).then_some(*day),
                _ => None,
            })
        };
        if reached(step).is_some() {
            return Some("a step of an answer twice");
        }
        let from = match step {
            AnswerStep::Released => self
                .ordered()
                .filter(|o| o.answer == answer)
                .and_then(|o| o.ended_on),
            _ => reached(AnswerStep::Released),
        };
        when(
            from.is_none_or(|from| day < from),
            "a step before what lets it happen",
        )
    }

    /// The dispatch of the notice of an extension that was ordered for this reason.
    fn ordered_extension(&self, reason: ItemId) -> Option<DispatchId> {
        self.events().find_map(|e| match e {
            CaseEvent::ExtensionOrdered(order) if order.reason == reason => Some(order.dispatch),
            _ => None,
        })
    }

    fn sent_on(&self, dispatch: DispatchId, on: NaiveDate) -> bool {
        self.has(|e| {
            matches!(
                e,
                CaseEvent::Dispatch(DispatchEvent::Sent { dispatch: sent, day, .. })
                    if *sent == dispatch && *day == on
            )
        })
    }

    fn retracted(&self, seq: u64) -> bool {
        self.has(|e| matches!(e, CaseEvent::FactRetracted { seq: gone } if *gone == seq))
    }

    /// Facts that stand, by the log: pauses with their ends, extension and receipt.
    fn facts(&self) -> (Vec<(u64, NaiveDate, Option<NaiveDate>)>, Facts) {
        let standing = |entry: &&Entry| !self.retracted(entry.0.seq);
        let mut facts = Facts::received(NaiveDate::MIN);
        let mut pauses: Vec<(u64, NaiveDate, Option<NaiveDate>)> = Vec::new();
        for (meta, event) in self.before.iter().filter(standing) {
            match event {
                CaseEvent::Opened(opened) => facts.received = opened.received,
                CaseEvent::ReceiptCorrected { day, .. } => facts.received = *day,
                CaseEvent::ClockPaused { day, .. } => pauses.push((meta.seq, *day, None)),
                CaseEvent::ClockResumed { paused_by, day } => {
                    for pause in pauses.iter_mut().filter(|p| p.0 == *paused_by) {
                        pause.2 = Some(*day);
                    }
                }
                CaseEvent::ClockExtended { day, .. } => facts.extension_notified = Some(*day),
                _ => {}
            }
        }
        for (_, from, to) in &pauses {
            facts = facts.suspended(*from, *to);
        }
        (pauses, facts)
    }

    fn clock(
        &self,
        event: &CaseEvent,
        limit: &TimeLimit,
        calendars: &Calendars,
    ) -> Option<&'static str> {
        let (pauses, mut facts) = self.facts();
        let open = pauses.iter().find(|p| p.2.is_none());
        match event {
            CaseEvent::ClockPaused { day, .. } => when(open.is_some(), "paused while paused")
                .or_else(|| when(*day < facts.received, "paused before receipt")),
            CaseEvent::ClockResumed { paused_by, day } => match open {
                Some((seq, from, _)) if seq == paused_by => {
                    when(day < from, "a pause that ends before it began")
                }
                _ => Some("resumed what was not paused"),
            },
            CaseEvent::ClockExtended { day, reason, .. } => {
                if facts.extension_notified.is_some() {
                    return Some("extended twice");
                }
                if let Some(dispatch) = self.ordered_extension(*reason) {
                    // In time or not, it left on that day, and the clock judges it.
                    return when(!self.sent_on(dispatch, *day), "extended without a notice");
                }
                // By what was known of the clock up to the day of the notice.
                facts.suspensions.retain(|s| s.from <= *day);
                let first = compute_dates(limit, &facts, calendars).map(|dates| dates.first_due);
                when(
                    !first.is_ok_and(|first| first.is_none_or(|first| *day <= first)),
                    "extended after the first period",
                )
            }
            CaseEvent::ReceiptLeft { day, .. } => {
                facts.received = *day;
                when(
                    compute_dates(limit, &facts, calendars).is_ok(),
                    "left a receipt that contradicts nothing",
                )
            }
            CaseEvent::FactRetracted { seq } => {
                let fact = self.before.iter().find(|(meta, _)| meta.seq == *seq);
                let is_fact = fact.is_some_and(|(_, event)| {
                    matches!(
                        event,
                        CaseEvent::ClockPaused { .. }
                            | CaseEvent::ClockResumed { .. }
                            | CaseEvent::ClockExtended { .. }
                            | CaseEvent::ReceiptCorrected { .. }
                    )
                });
                when(!is_fact || self.retracted(*seq), "retracted no fact")
            }
            _ => None,
        }
    }

    fn rest(&self, event: &CaseEvent, today: NaiveDate) -> Option<&'static str> {
        let task = |id: &ItemId, done: bool| {
            self.has(|e| match e {
                CaseEvent::TaskOpened { task, .. } => !done && task == id,
                CaseEvent::TaskDone { task } => done && task == id,
                _ => false,
            })
        };
        match event {
            CaseEvent::TaskOpened { task: id, .. } => when(task(id, false), "a task twice"),
            CaseEvent::TaskDone { task: id } => when(
                !task(id, false) || task(id, true),
                "done what was no task, or twice",
            ),
            CaseEvent::Restriction { step, day } => self.restriction(*step, *day),
            CaseEvent::AlarmRung { .. } => when(self.has(|e| e == event), "an alarm rang twice"),
            CaseEvent::LimitMissed { day, .. } => {
                when(self.has(|e| e == event), "a limit missed twice")
                    .or_else(|| when(*day >= today, "a limit missed before it passed"))
            }
            CaseEvent::LegalHoldLifted => {
                let last = self.events().rev().find(|e| {
                    matches!(
                        e,
                        CaseEvent::LegalHoldSet { .. } | CaseEvent::LegalHoldLifted
                    )
                });
                let held = matches!(last, Some(CaseEvent::LegalHoldSet { .. }));
                when(!held, "lifted no legal hold")
            }
            _ => None,
        }
    }

    fn restriction(&self, step: RestrictionStep, day: NaiveDate) -> Option<&'static str> {
        let last = self.events().rev().find_map(|e| match e {
            CaseEvent::Restriction { step, day } => Some((*step, *day)),
            _ => None,
        });
        let wanted = match last {
            None | Some((RestrictionStep::Lifted, _)) => RestrictionStep::Applied,
            Some((RestrictionStep::Applied, _)) => RestrictionStep::Announced,
            Some((RestrictionStep::Announced, _)) => RestrictionStep::Lifted,
        };
        when(step != wanted, "a restriction out of order").or_else(|| {
            when(
                last.is_some_and(|(_, before)| day < before),
                "a restriction back in time",
            )
        })
    }

    fn complaint(
        &self,
        event: &CaseEvent,
        limit: &TimeLimit,
        calendars: &Calendars,
    ) -> Option<&'static str> {
        let CaseEvent::ComplaintAdvanced { step, day, .. } = event else {
            return None;
        };
        let (step, day) = (*step, *day);
        let (_, facts) = self.facts();
        let last = compute_dates(limit, &facts, calendars)
            .ok()
            .and_then(|d| d.due);
        let told = |which: ComplaintStep, until: Option<NaiveDate>| {
            self.has(|e| {
                matches!(e, CaseEvent::ComplaintAdvanced { step, day, .. }
                    if *step == which && until.is_none_or(|until| *day <= until))
            })
        };
        let conclusions = ComplaintStep::ConclusionsCommunicated;
        let again = self.has(|e| {
            matches!(e, CaseEvent::ComplaintAdvanced { step: s, day: d, .. }
                if (*s, *d) == (step, day))
        });
        when(again, "a step of a complaint twice on one day")
            .or_else(|| when(day < facts.received, "a step before the complaint"))
            .or_else(|| match step {
                ComplaintStep::Decided => {
                    let after = told(conclusions, Some(day));
                    when(!after, "decided before the conclusions")
                }
                ComplaintStep::DeemedRefused => {
                    let heard = told(ComplaintStep::ProgressTold, last) || told(conclusions, last);
                    let rang = self.has(|e| matches!(e, CaseEvent::AlarmRung { .. }));
                    when(heard, "silence though the person was told in time")
                        .or_else(|| when(last != Some(day), "deemed on another day than the last"))
                        .or_else(|| when(!rang, "deemed though nothing rang"))
                }
                _ => None,
            })
    }

    fn dispatch(&self, event: &DispatchEvent) -> Option<&'static str> {
        let id = event.dispatch();
        after(&self.steps(id), event)
    }

    fn steps(&self, id: DispatchId) -> Vec<&DispatchEvent> {
        let mut steps = Vec::new();
        for event in self.events() {
            if let CaseEvent::Dispatch(event) = event
                && event.dispatch() == id
            {
                steps.push(event);
            }
        }
        steps
    }
}

/// What may follow the steps of one dispatch.
pub fn after(steps: &[&DispatchEvent], event: &DispatchEvent) -> Option<&'static str> {
    use DispatchEvent as D;
    let mut moved = steps
        .iter()
        .rev()
        .filter(|e| !matches!(e, D::Rendered { .. }));
    let last = moved.next();
    let starts = steps.iter().filter(|e| matches!(e, D::Started { .. }));
    let rendered = steps.iter().any(|e| matches!(e, D::Rendered { .. }));
    let sent_on = steps.iter().find_map(|e| match e {
        D::Sent { day, .. } => Some(*day),
        _ => None,
    });
    let allowed = match event {
        D::Ordered { .. } => last.is_none(),
        D::Started { attempt, .. } => {
            let again = matches!(
                last,
                Some(D::Ordered { .. } | D::Started { .. } | D::Retried { .. })
            );
            again && *attempt as usize == starts.count() + 1
        }
        D::Queued { .. } => {
            matches!(
                last,
                Some(D::Ordered { .. } | D::Started { .. } | D::Retried { .. })
            )
        }
        D::Rendered { .. } => !rendered && last.is_some_and(|l| !matches!(l, D::Cancelled { .. })),
        D::Printed { .. } => matches!(last, Some(D::Queued { .. })),
        D::Sent { .. } => matches!(last, Some(D::Started { .. } | D::Printed { .. })),
        D::Delivered { day, .. } => {
            matches!(last, Some(D::Sent { .. })) && sent_on.is_some_and(|sent| sent <= *day)
        }
        D::Returned { day, .. } => {
            matches!(last, Some(D::Sent { .. } | D::Delivered { .. }))
                && sent_on.is_some_and(|sent| sent <= *day)
        }
        D::Failed { .. } => {
            matches!(
                last,
                Some(D::Started { .. } | D::Queued { .. } | D::Printed { .. })
            )
        }
        D::Retried { .. } => matches!(last, Some(D::Failed { .. })),
        D::Cancelled { .. } => matches!(
            last,
            Some(
                D::Ordered { .. }
                    | D::Retried { .. }
                    | D::Failed { .. }
                    | D::Queued { .. }
                    | D::Printed { .. }
            )
        ),
    };
    when(!allowed, "a dispatch out of order")
}
