//! What a decision asks somebody to do, and who takes part: tasks in their order, and the steps
//! of a further party.

use chrono::NaiveDate;
use habeas_envelope::{CaseId, Code, ItemId};
use habeas_regime::{FileKind, Pack, Recipient, Right};
use uuid::Uuid;

use super::{Case, Command, Task};
use crate::{
    CaseEvent, CaseOpened, Decision, Moot, PartyStep, Refusal, TaskKind, submission::Submission,
};

/// The role of the physician who receives the data of a medical file.
pub const PHYSICIAN: &str = "physician";

pub(super) fn decide(state: &Case, command: Command) -> Decision<CaseEvent> {
    match command {
        Command::OpenTask {
            task,
            kind,
            holder,
            due,
        } => open(state, task, kind, holder, due),
        Command::FinishTask { task } => match state.tasks.iter().find(|t| t.task == task) {
            None => Decision::Refused(Refusal::NoTask),
            Some(t) if t.done => Decision::Moot(Moot::AlreadySo),
            Some(t) if t.kind == TaskKind::Notify && state.execution_open() => {
                Decision::Refused(Refusal::ExecutionOpen)
            }
            Some(_) => Decision::one(CaseEvent::TaskDone { task }),
        },
        Command::ChangeParty { role, step, item } => party(state, role, step, item),
        _ => Decision::Refused(Refusal::Unknown),
    }
}

/// Recipients are told of what has been done (GDPR art. 19), so not before it is.
fn open(
    state: &Case,
    task: ItemId,
    kind: TaskKind,
    holder: Code,
    due: Option<NaiveDate>,
) -> Decision<CaseEvent> {
    if state.tasks.iter().any(|t| t.task == task) {
        return Decision::Moot(Moot::AlreadySo);
    }
    if kind == TaskKind::Notify && state.execution_open() {
        return Decision::Refused(Refusal::ExecutionOpen);
    }
    Decision::one(CaseEvent::TaskOpened {
        task,
        kind,
        holder,
        due,
    })
}

/// Who is named, confirmed or put in another's place is somebody; who declines or has received
/// something took part before.
fn party(state: &Case, role: Code, step: PartyStep, item: Option<ItemId>) -> Decision<CaseEvent> {
    let last = state.party(role.as_str());
    if last == Some((step, item)) {
        return Decision::Moot(Moot::AlreadySo);
    }
    let follows = match step {
        PartyStep::Named | PartyStep::Confirmed => item.is_some(),
        PartyStep::Replaced => item.is_some() && state.takes_part(role.as_str()),
        PartyStep::Declined => state.takes_part(role.as_str()),
        PartyStep::Delivered => state.confirmed(role.as_str()).is_some(),
        PartyStep::Absent => item.is_none(),
    };
    if follows {
        Decision::one(CaseEvent::Party { role, step, item })
    } else {
        Decision::Refused(Refusal::PartyStepOrder)
    }
}

/// What a case begins with beside its opening: the execution of a right that stops processing on
/// receipt, before any decision (GDPR art. 21(3)), and the physician whom the person named before
/// there was a case to name them for.
#[must_use]
pub fn at_opening(
    case: CaseId,
    opened: &CaseOpened,
    submission: &Submission,
    pack: &Pack,
) -> Vec<Command> {
    let right = Right::from(opened.right.clone());
    let kind = FileKind::from(opened.kind.clone());
    let mut commands = Vec::new();
    if pack.right(&right).is_some_and(|right| right.at_once) {
        commands.push(Command::OpenTask {
            task: task_id(case.0, TaskKind::Execute, &opened.desk),
            kind: TaskKind::Execute,
            holder: opened.desk.clone(),
            due: Some(opened.received),
        });
    }
    if to_physician(pack, &right, &kind)
        && let Some(item) = submission.named(&Code::literal(PHYSICIAN))
    {
        commands.push(named_by_the_person(item));
    }
    commands
}

/// The step that follows from what the person said of their physician.
#[must_use]
pub fn named_by_the_person(item: Option<ItemId>) -> Command {
    Command::ChangeParty {
        role: Code::literal(PHYSICIAN),
        step: match item {
            Some(_) => PartyStep::Named,
            None => PartyStep::Absent,
        },
        item,
    }
}

/// Whether the data of such a case goes to the physician whom the person names.
#[must_use]
pub fn to_physician(pack: &Pack, right: &Right, kind: &FileKind) -> bool {
    pack.answer(right, kind).data_to == Recipient::AttendingPhysician
}

/// The id of a task: UUIDv5 (RFC 9562, section 5.5) of what makes it necessary, its kind and its
/// holder, so that whoever opens it again opens the same.
#[must_use]
pub fn task_id(because: Uuid, kind: TaskKind, holder: &Code) -> ItemId {
    let name = format!("task/{}/{holder}", kind.as_str());
    ItemId(Uuid::new_v5(&because, name.as_bytes()))
}

impl Case {
    /// The tasks that are not done.
    pub fn open_tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|task| !task.done)
    }

    /// Whether something that was decided still has to be carried out.
    #[must_use]
    pub fn execution_open(&self) -> bool {
        self.open_tasks().any(|task| task.kind == TaskKind::Execute)
    }

    /// The last step of a further party, with the handle of who.
    #[must_use]
    pub fn party(&self, role: &str) -> Option<(PartyStep, Option<ItemId>)> {
        let mut parties = self.parties.iter();
        parties
            .rfind(|(known, _, _)| *known == role)
            .map(|(_, step, item)| (*step, *item))
    }

    /// Whether somebody takes part in this role: named or confirmed, and has not declined.
    #[must_use]
    pub fn takes_part(&self, role: &str) -> bool {
        !matches!(
            self.party(role),
            None | Some((PartyStep::Declined | PartyStep::Absent, _))
        )
    }

    /// Who was looked up and confirmed in this role and has been neither replaced since nor
    /// declined.
    #[must_use]
    pub fn confirmed(&self, role: &str) -> Option<ItemId> {
        let steps = self.parties.iter().filter(|(known, _, _)| *known == role);
        steps.fold(None, |confirmed, (_, step, item)| match step {
            PartyStep::Confirmed => *item,
            PartyStep::Delivered => confirmed,
            _ => None,
        })
    }
}
