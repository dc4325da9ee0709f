//! What follows from a decision that has left the house: it is carried out and recipients are
//! told, a restriction begins, windows for complaint and court open, and the file of a medical
//! request goes to the physician.

use chrono::NaiveDate;
use habeas_case::{
    AnswerStep, DispatchChannel, DispatchCommand, DispatchStage, Part, PartOutcome, PartyStep,
    Refusal, RestrictionStep, TaskKind,
    case::{self, PHYSICIAN, task_id},
    clock_of,
};
use habeas_dossier::copy_for;
use habeas_envelope::{Code, ItemId};
use habeas_regime::{Behaviour, Remedy, RightProvision};
use habeas_timelimit::{Facts, compute_dates};

use crate::{PHYSICIAN_DATA, answer::Way};

/// The word under which the file for the physician is sealed beside the answer.
const FOR_THE_PHYSICIAN: &str = "physician";

impl Way<'_> {
    /// Orders what was decided to be done: once it has left, for each holder of a part.
    pub(crate) fn order_execution(&mut self) -> Result<(), Refusal> {
        let due = self.work_until()?;
        let holders = self.holders()?;
        for holder in holders {
            self.open_task(TaskKind::Execute, holder, due);
        }
        if self.to_physician() {
            let holder = self.decides()?;
            let task = self.handover();
            self.push(case::Command::OpenTask {
                task,
                kind: TaskKind::Execute,
                holder,
                due,
            });
            self.physician()?;
        }
        Ok(())
    }

    /// Brings on what was ordered: recipients are told when it has been done, a restriction is
    /// applied by its being done, the physician has the file when their letter is delivered.
    pub(crate) fn bring_on(&mut self) -> Result<(), Refusal> {
        if self.to_physician() {
            self.physician()?;
        }
        let holders = self.holders()?;
        let answer = self.answer.answer;
        let done = |holder: &Code| {
            let id = task_id(answer.0, TaskKind::Execute, holder);
            self.case
                .tasks
                .iter()
                .any(|task| task.task == id && task.done)
        };
        if holders.is_empty() || !holders.iter().all(done) {
            return Ok(());
        }
        let restricts = self.right()?.is_some_and(|right| right.restricts);
        if restricts && self.case.restriction.is_none() {
            let day = self.today()?;
            let step = RestrictionStep::Applied;
            self.push(case::Command::Restrict { step, day });
        }
        // GDPR art. 19 names rectification, erasure and restriction.
        let changes = self
            .right()?
            .is_some_and(|r| r.behaviour == Behaviour::Change);
        if (changes || restricts) && !self.case.execution_open() {
            let due = self.work_until()?;
            for holder in holders {
                self.open_task(TaskKind::Notify, holder, due);
            }
        }
        Ok(())
    }

    /// Windows for complaint and court open on the day the answer is received: collected or
    /// delivered; until that is known, on the day it lay ready or an ordinary letter was posted.
    pub(crate) fn windows(&mut self) -> Result<(), Refusal> {
        let Some(day) = self.received_on() else {
            return Ok(());
        };
        let pack = self.family.pack(self.case)?;
        let (right, kind) = self.case.exercise().ok_or(Refusal::Unknown)?;
        let opens: Vec<(Code, NaiveDate)> = pack
            .remedies_for(&right, &kind, self.audience())
            .filter_map(|remedy| Some((remedy.id.code().clone(), self.window(remedy, day)?)))
            .collect();
        for (remedy, until) in opens {
            let stands = self
                .case
                .remedies
                .iter()
                .find(|(known, _)| *known == remedy);
            if stands.is_none_or(|(_, have)| *have < until) {
                self.push(case::Command::OpenRemedy { remedy, until });
            }
        }
        Ok(())
    }

    /// The last day of a window that opens on a day: the earliest defensible one, for it is told
    /// to the person.
    fn window(&self, remedy: &Remedy, day: NaiveDate) -> Option<NaiveDate> {
        let pack = self.family.pack(self.case).ok()?;
        let window = remedy.window.as_ref()?;
        let clock = clock_of(pack, window.regime.code(), window.clock.code())?;
        // A window begins now: with the calendars now in force, whatever the case is bound to.
        let controller = &self.family.trigger.stream.controller;
        let calendars = self.family.ctx.shelf.calendars_in_force(controller);
        let facts = Facts::received(day);
        let dates = compute_dates(&clock.limit, &facts, &calendars).ok()?;
        dates.safe.or(dates.due)
    }

    /// What the person said at intake of who they are to the house.
    fn audience(&self) -> Option<&Code> {
        let opened = self.case.opened.as_ref();
        opened.and_then(|opened| opened.audience.as_ref())
    }

    fn received_on(&self) -> Option<NaiveDate> {
        let step = |step| self.day_of(step);
        let ordinary = !self.registered();
        let posted = step(AnswerStep::Posted).filter(|_| ordinary);
        let collected = step(AnswerStep::Collected).or(step(AnswerStep::Delivered));
        collected.or(posted).or(step(AnswerStep::MadeAvailable))
    }

    /// The file for the physician: a registered letter once they are confirmed; when it is
    /// delivered, they have received what was due, and nothing is left to hand over.
    fn physician(&mut self) -> Result<(), Refusal> {
        let data = copy_for(self.answer.answer, &Code::literal(FOR_THE_PHYSICIAN));
        let confirmed = self.case.confirmed(PHYSICIAN);
        self.stop_letters_to_others(data, confirmed);
        let Some(who) = confirmed else {
            return Ok(());
        };
        let mut letters = self.case.outgoing.iter();
        let sent = letters
            .find(|(_, view)| {
                view.template == PHYSICIAN_DATA
                    && view.items == [data, who]
                    && view.stage != DispatchStage::Cancelled
            })
            .map(|(_, view)| view.delivered_on);
        match sent {
            None => {
                let channel = DispatchChannel::RegisteredLetter;
                self.order(channel, PHYSICIAN_DATA, vec![data, who]);
            }
            Some(None) => {}
            Some(Some(_)) => {
                let has = (PartyStep::Delivered, Some(who));
                if self.case.party(PHYSICIAN) != Some(has) {
                    self.push(case::Command::ChangeParty {
                        role: Code::literal(PHYSICIAN),
                        step: PartyStep::Delivered,
                        item: Some(who),
                    });
                }
                let task = self.handover();
                if self.case.open_tasks().any(|open| open.task == task) {
                    self.push(case::Command::FinishTask { task });
                }
            }
        }
        Ok(())
    }

    /// A letter with the file that has not left goes to nobody but the physician now confirmed.
    fn stop_letters_to_others(&mut self, data: ItemId, confirmed: Option<ItemId>) {
        let unsent = [
            DispatchStage::Ordered,
            DispatchStage::Queued,
            DispatchStage::Printed,
            DispatchStage::Failed,
        ];
        let stale: Vec<_> = self
            .case
            .outgoing
            .iter()
            .filter(|(_, view)| view.template == PHYSICIAN_DATA && unsent.contains(&view.stage))
            .filter(|(_, view)| confirmed.is_none_or(|who| view.items != [data, who]))
            .map(|(dispatch, _)| dispatch)
            .collect();
        for dispatch in stale {
            self.push(case::Command::Dispatch(DispatchCommand::Cancel {
                dispatch,
            }));
        }
    }

    /// The task of handing the file over, open until the physician has it.
    fn handover(&self) -> ItemId {
        let physician = Code::literal(PHYSICIAN);
        task_id(self.answer.answer.0, TaskKind::Execute, &physician)
    }

    fn to_physician(&self) -> bool {
        let mut parts = self.answer.parts.iter();
        parts.any(|part| gives(part) && part.recipient == PHYSICIAN)
    }

    /// Who carries a granted change or stop out; nobody for other rights, or where it was ordered
    /// on receipt.
    fn holders(&self) -> Result<Vec<Code>, Refusal> {
        let asks = self.right()?.is_some_and(|right| {
            matches!(right.behaviour, Behaviour::Change | Behaviour::Stop) && !right.at_once
        });
        let mut holders = Vec::new();
        for part in self.answer.parts.iter().filter(|part| asks && gives(part)) {
            let holder = match &part.holder {
                Some(holder) => holder.clone(),
                None => self.decides()?,
            };
            if !holders.contains(&holder) {
                holders.push(holder);
            }
        }
        Ok(holders)
    }

    fn decides(&self) -> Result<Code, Refusal> {
        let pack = self.family.pack(self.case)?;
        let office = self.case.decides(pack).ok_or(Refusal::NotRouted)?;
        Ok(office.code().clone())
    }

    /// What the case's dates are computed with.
    fn bound(&self) -> Result<habeas_engine::Bound, Refusal> {
        let controller = &self.family.trigger.stream.controller;
        let bound = self.family.ctx.shelf.bind_case(controller, self.case);
        bound.map_err(|_| Refusal::NotOffered)
    }

    fn right(&self) -> Result<Option<&RightProvision>, Refusal> {
        let (right, _) = self.case.exercise().ok_or(Refusal::Unknown)?;
        Ok(self.family.pack(self.case)?.right(&right))
    }

    /// Until when it is done: the day the answer was due, or today where that has passed (GDPR
    /// art. 12(3): what was done is told within the limit).
    fn work_until(&self) -> Result<Option<NaiveDate>, Refusal> {
        let today = self.today()?;
        let actor = habeas_envelope::ActorId::operator();
        let bound = self.bound()?;
        let ctx = bound.context(self.family.ctx.now, &actor);
        let dates = self.case.dates(&ctx);
        let due = dates.and_then(|dates| dates.safe.or(dates.due));
        Ok(due.map(|due| due.max(today)))
    }

    fn open_task(&mut self, kind: TaskKind, holder: Code, due: Option<NaiveDate>) {
        let task = task_id(self.answer.answer.0, kind, &holder);
        if self.case.tasks.iter().any(|known| known.task == task) {
            return;
        }
        self.push(case::Command::OpenTask {
            task,
            kind,
            holder,
            due,
        });
    }
}

/// Whether something is given or done of a part.
fn gives(part: &Part) -> bool {
    matches!(part.outcome, PartOutcome::Granted | PartOutcome::Partly)
}

#[cfg(test)]
mod tests;
