//! Deciding is followed by doing: what somebody still has to do, who has it, until when, and that
//! it is done.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use chrono::NaiveDate;
use habeas_case::{
    TaskKind,
    case::{Case, Command, Task},
};
use habeas_engine::{Loaded, Order};
use habeas_envelope::{CaseId, Code, ControllerId, ItemId, Scope, StreamKind, StreamRef};
use habeas_regime::Pack;
use habeas_store::{Row, RowFilter, RowOrder};
use habeas_web::{Choice, Form, Layout, Posted, Visit, html};
use serde::Deserialize;

use crate::{
    cases::{CaseFile, parse_id, settle, version_seen},
    session::{Session, notice, organisation, refusal},
    step::{self, FormStep, Read, Sent},
    turn::{Answer, Turn},
    words::{self, Tag},
};

/// So many cases with open tasks are listed at the most.
const LISTED: usize = 100;
/// Rows are read so many at a time.
const AT_ONCE: u32 = 200;

/// A task as pages tell of it.
pub(crate) struct TaskLine {
    task: ItemId,
    /// Where its confirmation is posted.
    pub(crate) finish: String,
    pub(crate) kind: String,
    pub(crate) holder: String,
    pub(crate) until: Option<String>,
    pub(crate) state: Tag,
    pub(crate) done: bool,
    /// Whether it can be confirmed now: recipients are told of what was carried out.
    pub(crate) may_finish: bool,
}

/// The tasks of a case, those that are not done first.
pub(crate) fn lines(visit: &Visit, file: &CaseFile, today: NaiveDate) -> Vec<TaskLine> {
    lines_of(visit, (file.id, &file.state), &file.pack, today)
}

fn lines_of(
    visit: &Visit,
    (id, state): (CaseId, &Case),
    pack: &Pack,
    today: NaiveDate,
) -> Vec<TaskLine> {
    let mut tasks: Vec<&Task> = state.tasks.iter().collect();
    tasks.sort_by_key(|task| (task.done, task.due));
    let executing = state.execution_open();
    tasks
        .into_iter()
        .map(|task| TaskLine {
            task: task.task,
            finish: format!("/cases/{id}/tasks/{}/done", task.task),
            kind: visit
                .locale
                .t(format!("answering-task-{}", task.kind.as_str()))
                .to_string(),
            holder: holder(visit, pack, &task.holder),
            until: task.due.map(|day| visit.locale.date(day)),
            state: how_it_stands(visit, task, today),
            done: task.done,
            may_finish: !task.done && (task.kind != TaskKind::Notify || !executing),
        })
        .collect()
}

fn how_it_stands(visit: &Visit, task: &Task, today: NaiveDate) -> Tag {
    let (word, colour) = match task.due {
        _ if task.done => ("done", "green"),
        Some(due) if due < today => ("late", "red"),
        _ => ("open", "orange"),
    };
    Tag {
        text: visit.locale.t(format!("answering-task-{word}")).to_string(),
        colour: colour.to_owned(),
    }
}

/// An office or a desk of the pack, or whatever else was named.
fn holder(visit: &Visit, pack: &Pack, holder: &Code) -> String {
    let office = words::office(visit.locale, pack, holder);
    if office == holder.as_str() {
        words::desk(visit.locale, pack, holder)
    } else {
        office
    }
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    done: Option<String>,
    refused: Option<String>,
}

/// A case with tasks that are not done.
struct Matter {
    /// Its page; none for somebody who sees of it no more than their tasks.
    path: Option<String>,
    reference: String,
    what: Option<String>,
    organisation: Option<String>,
    version: u64,
    form: Form,
    tasks: Vec<TaskLine>,
}

#[derive(Template)]
#[template(path = "tasks.html")]
struct TasksPage {
    page: Layout,
    matters: Vec<Matter>,
}

/// A case out of sight in which a task was given to somebody: they see the reference and that
/// task, and no more of it.
struct Owed {
    id: CaseId,
    stream: StreamRef,
    pack: Arc<Pack>,
    state: Case,
    reference: String,
}

impl Session {
    /// Whether a task is theirs: they hold the office that has it, or work at the desk.
    fn has_task(&self, controller: &ControllerId, task: &Task) -> bool {
        let holder = &task.holder;
        self.roles.holds(controller, holder) || self.roles.sees(controller, Some(holder), None)
    }

    /// The cases among these in which a task that is not done is theirs.
    async fn owed(&self, streams: &[StreamRef]) -> Result<Vec<Owed>, Turn> {
        let scope = Scope::whole(streams.iter().map(|stream| stream.controller.clone()));
        let found = self.app.engine.store.load(&scope, streams).await?;
        let mut owed = Vec::new();
        for stream in &found {
            let id = CaseId(stream.stream.id);
            let controller = &stream.stream.controller;
            let loaded = Loaded::read(std::slice::from_ref(stream))?;
            let Some(state) = loaded.case(id) else {
                continue;
            };
            let theirs = |task: &&Task| self.has_task(controller, task);
            let (Some(opened), Some(_)) = (&state.opened, state.open_tasks().find(theirs)) else {
                continue;
            };
            let submission = self.load_submission(controller, opened.submission).await?;
            let submission = submission.ok_or_else(Turn::not_found)?;
            owed.push(Owed {
                id,
                stream: stream.stream.clone(),
                pack: submission.pack,
                reference: submission.reference,
                state: state.clone(),
            });
        }
        Ok(owed)
    }

    /// What a row of the list of tasks has for them.
    async fn matter(&self, visit: &Visit, row: &Row) -> Result<Option<Matter>, Turn> {
        let named = self.roles.controllers().len() > 1;
        // A desk that is seen in part: what is not theirs is not there.
        if let Ok(file) = self.case(&row.stream.id.to_string()).await {
            let today = self.app.today(&file.pack);
            let mut tasks = lines(visit, &file, today);
            tasks.retain(|task| !task.done);
            return Ok(Some(Matter {
                path: Some(file.path()),
                reference: file.submission.reference.clone(),
                what: Some(words::right(visit.locale, &file.pack, file.right.code())),
                organisation: named.then(|| organisation(visit, &file.pack)),
                version: file.state.version,
                form: Form::blank(self.form_token(&file.form())),
                tasks,
            }));
        }
        let owed = self.owed(std::slice::from_ref(&row.stream)).await?;
        Ok(owed.into_iter().next().map(|owed| {
            let today = self.app.today(&owed.pack);
            let mut tasks = lines_of(visit, (owed.id, &owed.state), &owed.pack, today);
            let known = owed.state.open_tasks();
            let theirs = known.filter(|task| self.has_task(&owed.stream.controller, task));
            let theirs: Vec<ItemId> = theirs.map(|task| task.task).collect();
            tasks.retain(|line| theirs.contains(&line.task));
            Matter {
                path: None,
                reference: owed.reference,
                what: None,
                organisation: named.then(|| organisation(visit, &owed.pack)),
                version: owed.state.version,
                form: Form::blank(self.form_token(&form_of(owed.id))),
                tasks,
            }
        }))
    }

    /// Whether they can be given tasks at all.
    pub(crate) fn may_have_tasks(&self) -> bool {
        self.roles.has_desks() || self.roles.is("office") || self.roles.is("deputy")
    }
}

/// The name of the forms of a case, be it in sight or not.
fn form_of(id: CaseId) -> String {
    format!("case/{id}")
}

/// All open tasks of the cases this member of staff sees, and those that were given to them in
/// cases they do not see, the nearest day first, whether or not the case has been answered.
pub(crate) async fn list(session: Session, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let mut filter = RowFilter {
        kind: Some(StreamKind::Case),
        with_tasks: true,
        order: RowOrder::NearestTask,
        limit: AT_ONCE,
        ..RowFilter::default()
    };
    let scope = Scope::whole(session.roles.controllers().into_iter().cloned());
    let mut matters = Vec::new();
    loop {
        let rows = session.app.engine.store.list(&scope, &filter).await?;
        for row in &rows {
            matters.extend(session.matter(&visit, row).await?);
        }
        filter.offset += AT_ONCE;
        if rows.len() < AT_ONCE as usize || matters.len() >= LISTED {
            break;
        }
    }
    matters.truncate(LISTED);
    let mut page = session.page(&visit, visit.locale.t("answering-tasks-title"));
    page.notice =
        refusal(&visit, asked.refused.as_deref()).or_else(|| notice(&visit, asked.done.as_deref()));
    Ok(html(&TasksPage { page, matters })?)
}

/// Confirms that a task is done: whoever sees the case, or whoever the task was given to.
pub(crate) async fn finish(
    session: Session,
    Path((id, task)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let case = CaseId(parse_id(&id)?);
    let task = ItemId(parse_id(&task)?);
    session.check(&form_of(case), &posted)?;
    let command = Command::FinishTask { task };
    let version = version_seen(&posted)?;
    if let Ok(file) = session.case(&id).await {
        let order = file.order(&session, vec![command], version);
        let back = if posted.value("from") == "tasks" {
            "/tasks".to_owned()
        } else {
            file.path()
        };
        return settle(session.execute(order).await, &back, "task-done");
    }
    for controller in session.roles.controllers() {
        let stream = StreamRef::case(controller.clone(), case);
        let owed = session.owed(std::slice::from_ref(&stream)).await?;
        let known = owed.iter().flat_map(|owed| &owed.state.tasks);
        let mut theirs = known.filter(|known| session.has_task(controller, known));
        if theirs.any(|known| known.task == task) {
            let scope = Scope::whole([controller.clone()]);
            let commands = vec![habeas_engine::Command::Case(case, command)];
            let order = Order::new(controller.clone(), scope, session.actor(), commands)
                .seen(stream, version);
            return settle(session.execute(order).await, "/tasks", "task-done");
        }
    }
    Err(Turn::not_found())
}

#[derive(Template)]
#[template(path = "task.html")]
struct TaskPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    kinds: Vec<Choice>,
    holders: Vec<Choice>,
}

/// Gives somebody something to do.
pub(crate) async fn show(session: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    step::show(Giving { id }, session, visit).await
}

pub(crate) async fn submit(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    step::submit(Giving { id }, session, visit, posted).await
}

/// The form that opens a task.
struct Giving {
    id: String,
}

impl FormStep for Giving {
    type File = CaseFile;

    async fn load(&self, session: &Session) -> Result<CaseFile, Turn> {
        session.case(&self.id).await
    }

    async fn read(&self, sent: Sent<'_>, file: &CaseFile, form: &mut Form) -> Result<Read, Turn> {
        let kind = TaskKind::from_word(form.value("kind"));
        if kind.is_none() {
            form.refuse("kind", habeas_web::Message::new("web-error-choose"));
        }
        let chosen = form.value("holder").to_owned();
        let holder = holders(sent.visit, &file.pack)
            .into_iter()
            .find(|h| h.0.as_str() == chosen);
        if holder.is_none() {
            form.refuse("holder", habeas_web::Message::new("web-error-choose"));
        }
        let due = form.read_date("due");
        let (Some(kind), Some((holder, _)), Some(due)) = (kind, holder, due) else {
            return Ok(Read::Wrong);
        };
        let command = Command::OpenTask {
            task: sent.session.app.item(),
            kind,
            holder,
            due: Some(due),
        };
        let order = file.order(sent.session, vec![command], sent.version);
        Ok(Read::to_do(order, "task-opened"))
    }

    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        file: &CaseFile,
        form: Form,
    ) -> Result<Response, Turn> {
        Ok(html(&drawn(session, visit, file, form))?)
    }
}

/// Who can have a task: every desk that is not closed to others, and every office.
fn holders(visit: &Visit, pack: &Pack) -> Vec<(Code, String)> {
    let open = |desk: &&habeas_regime::Desk| !desk.closed;
    let desks = pack.provisions().desks.iter().filter(open);
    let desks = desks.map(|desk| desk.id.code());
    let offices = pack.provisions().offices.iter().map(|o| o.id.code());
    let mut holders: Vec<(Code, String)> = Vec::new();
    for code in offices.chain(desks) {
        if !holders.iter().any(|(known, _)| known == code) {
            holders.push((code.clone(), holder(visit, pack, code)));
        }
    }
    holders
}

fn drawn(session: &Session, visit: &Visit, file: &CaseFile, form: Form) -> TaskPage {
    let locale = visit.locale;
    let mut page = session.page(visit, locale.t("answering-task-title"));
    page.organisation = Some(organisation(visit, &file.pack));
    page.has_errors = form.has_errors();
    let kinds = TaskKind::ALL.iter().map(|kind| kind.as_str());
    TaskPage {
        page,
        form,
        path: file.path(),
        version: file.state.version,
        reference: file.submission.reference.clone(),
        kinds: kinds
            .map(|word| Choice::new(word, locale.t(format!("answering-task-{word}"))))
            .collect(),
        holders: holders(visit, &file.pack)
            .into_iter()
            .map(|(code, label)| Choice::new(code.as_str(), label))
            .collect(),
    }
}
