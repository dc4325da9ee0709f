use chrono::NaiveDate;
use habeas_case::{
    AnswerStep, CloseReason, ContactKind, DispatchChannel, DispatchCommand, Refusal,
    case::{self, AnswerState, Case},
    dispatch_id,
};
use habeas_dossier::copy_for;
use habeas_engine::Command;
use habeas_envelope::{CaseId, Code, ItemId};

use crate::{ANSWER, ANSWER_CODE, ANSWER_READY, Family, RETURNED_POST};

/// Brings the answer of a case as far as the log says it has come.
pub(crate) fn follow(
    family: &Family<'_>,
    id: CaseId,
    case: &Case,
) -> Result<Vec<Command>, Refusal> {
    let Some(answer) = &case.answer else {
        return Ok(Vec::new());
    };
    let mut way = Way {
        family,
        id,
        case,
        answer,
        new: Vec::new(),
        commands: Vec::new(),
    };
    if answer.step(AnswerStep::Released).is_none() {
        if answer.hold_ended && case.closed.is_none() {
            way.release()?;
            way.order_execution()?;
            way.windows()?;
        }
    } else {
        way.code();
        way.letter();
        way.collected();
        way.bring_on()?;
        way.windows()?;
        way.close()?;
    }
    Ok(way.commands)
}

/// The way of an answer to the person, and what follows from it.
pub(crate) struct Way<'a> {
    pub(crate) family: &'a Family<'a>,
    id: CaseId,
    pub(crate) case: &'a Case,
    pub(crate) answer: &'a AnswerState,
    /// The steps that come now, with their days.
    new: Vec<(AnswerStep, NaiveDate)>,
    commands: Vec<Command>,
}

impl Way<'_> {
    /// The hold has ended. Who is reached by mail is told that the answer lies ready and sent the
    /// code that opens it; who is reached by post gets it in a letter, which is not yet posted.
    fn release(&mut self) -> Result<(), Refusal> {
        let today = self.today()?;
        self.step(AnswerStep::Released, today);
        let received = self.family.submission.received.as_ref();
        let answer = self.answer.answer;
        match received.map(|received| received.contact_kind) {
            Some(ContactKind::Post) => self.order(DispatchChannel::Letter, ANSWER, vec![answer]),
            Some(ContactKind::Email) | None => {
                self.order(DispatchChannel::Mail, ANSWER_READY, Vec::new());
                let code = copy_for(answer, &Code::literal("mail"));
                self.order(DispatchChannel::Mail, ANSWER_CODE, vec![code]);
            }
        }
        Ok(())
    }

    /// An answer is available to who has the code that opens it: until that mail has gone, the time
    /// limit runs on and rings.
    fn code(&mut self) {
        let code = copy_for(self.answer.answer, &Code::literal("mail"));
        let mut sent = self
            .case
            .outgoing
            .iter()
            .filter(|(_, view)| view.template == ANSWER_CODE && view.items.contains(&code))
            .filter_map(|(_, view)| view.sent_on);
        if let Some(day) = sent.next() {
            self.step(AnswerStep::MadeAvailable, day);
        }
    }

    /// How far the letter with the answer has come.
    fn letter(&mut self) {
        let carries = |items: &[ItemId]| items.contains(&self.answer.answer);
        let letter = self
            .case
            .outgoing
            .iter()
            .map(|(_, view)| view.clone())
            .find(|view| view.template == ANSWER && carries(&view.items));
        let Some(letter) = letter else { return };
        for (step, day) in [
            (AnswerStep::Posted, letter.sent_on),
            (AnswerStep::Delivered, letter.delivered_on),
            (AnswerStep::Returned, letter.returned_on),
        ] {
            if let Some(day) = day {
                self.step(step, day);
            }
        }
        if self.is_new(AnswerStep::Returned) && self.case.closed.is_some() {
            let cause = Code::literal(RETURNED_POST);
            self.push(case::Command::Reopen { cause });
        }
    }

    fn collected(&mut self) {
        let key = (self.id, self.answer.answer);
        if let Some(day) = self.family.submission.collected_on.get(&key) {
            // What was collected lay ready, though nobody had been told.
            self.step(AnswerStep::MadeAvailable, *day);
            self.step(AnswerStep::Collected, *day);
        }
    }

    /// A case is closed by the step that brings the answer into the person's hands, or by the last
    /// task done after it, once: who opens it again finds it open. An ordinary letter is in their
    /// hands when it is posted. Tasks that are not done keep it open.
    fn close(&mut self) -> Result<(), Refusal> {
        let registered = self.registered();
        let arrives = |step: AnswerStep| match step {
            AnswerStep::Collected | AnswerStep::Delivered => true,
            AnswerStep::Posted => !registered,
            _ => false,
        };
        let now = self.new.iter().any(|(step, _)| arrives(*step));
        let before = !self.case.reopened && self.answer.steps.iter().any(|(s, _)| arrives(*s));
        let came_back = self.answer.step(AnswerStep::Returned).is_some();
        let in_hands = now || (before && !came_back);
        let back = self.is_new(AnswerStep::Returned);
        if self.case.closed.is_some() || !in_hands || back || self.tasks_open() {
            return Ok(());
        }
        if self.counts_as_answered()? {
            let reason = CloseReason::Answered;
            self.push(case::Command::Close { reason });
        }
        Ok(())
    }

    /// Whether tasks are open once these commands are carried out.
    fn tasks_open(&self) -> bool {
        let commanded = |wanted: &dyn Fn(&case::Command) -> bool| {
            let mut commands = self.commands.iter();
            commands.any(|c| matches!(c, Command::Case(id, c) if *id == self.id && wanted(c)))
        };
        let opens = commanded(&|c| matches!(c, case::Command::OpenTask { .. }));
        let left = self.case.open_tasks().any(|open| {
            !commanded(&|c| matches!(c, case::Command::FinishTask { task } if *task == open.task))
        });
        opens || left
    }

    /// Whether the answer goes by registered letter.
    pub(crate) fn registered(&self) -> bool {
        self.case.outgoing.iter().any(|(_, view)| {
            view.template == ANSWER && view.channel == DispatchChannel::RegisteredLetter
        })
    }

    fn is_new(&self, step: AnswerStep) -> bool {
        self.new.iter().any(|(known, _)| *known == step)
    }

    /// The day of a step, reached before or now.
    pub(crate) fn day_of(&self, step: AnswerStep) -> Option<NaiveDate> {
        let mut new = self.new.iter();
        let now = new.find(|(known, _)| *known == step).map(|(_, day)| *day);
        self.answer.step(step).or(now)
    }

    /// The present day where the controller is.
    pub(crate) fn today(&self) -> Result<NaiveDate, Refusal> {
        let zone = self.family.pack(self.case)?.zone();
        Ok(self.family.ctx.now.with_timezone(&zone).date_naive())
    }

    /// Whether a step reached before or now counts as answered by the pack.
    fn counts_as_answered(&self) -> Result<bool, Refusal> {
        let (right, kind) = self.case.exercise().ok_or(Refusal::Unknown)?;
        let counts = &self
            .family
            .pack(self.case)?
            .answer(&right, &kind)
            .counts_as_answered;
        let reached = self
            .answer
            .steps
            .iter()
            .map(|(step, _)| *step)
            .chain(self.new.iter().map(|(step, _)| *step));
        Ok(reached
            .into_iter()
            .any(|step| counts.iter().any(|c| c.as_str() == step.as_str())))
    }

    fn step(&mut self, step: AnswerStep, day: NaiveDate) {
        if self.answer.step(step).is_none() {
            self.new.push((step, day));
            let answer = self.answer.answer;
            self.push(case::Command::Advance { step, answer, day });
        }
    }

    pub(crate) fn order(
        &mut self,
        channel: DispatchChannel,
        template: &'static str,
        items: Vec<ItemId>,
    ) {
        let template = Code::literal(template);
        let language = self
            .case
            .opened
            .as_ref()
            .map_or_else(|| self.family.language(), |opened| opened.language.clone());
        let order = DispatchCommand::Order {
            dispatch: dispatch_id(self.family.trigger.event, self.id.0, &template),
            channel,
            template,
            language,
            office: None,
            not_before: self.family.ctx.now,
            items,
        };
        self.push(case::Command::Dispatch(order));
    }

    pub(crate) fn push(&mut self, command: case::Command) {
        self.commands.push(Command::Case(self.id, command));
    }
}
