//! Deciding is followed by doing: what somebody still has to do, who has it, until when, and that
//! it is done.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::IntoResponse,
};
use chrono::NaiveDate;
use habeas_case::{
    TaskKind,
    case::{Command, Task},
};
use habeas_envelope::{Code, ItemId, StreamKind};
use habeas_regime::Pack;
use habeas_store::{RowFilter, RowOrder};
use habeas_web::{Choice, Form, Layout, Posted, Visit, html};
use serde::Deserialize;

use crate::{
    cases::{CaseFile, parse_id, settle, version_seen},
    session::{Session, notice, organisation, refusal},
    turn::Answer,
    words::{self, Tag},
};

/// So many cases with open tasks are listed at the most.
const LISTED: u32 = 100;

/// A task as pages tell of it.
pub(crate) struct TaskLine {
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
    let mut tasks: Vec<&Task> = file.state.tasks.iter().collect();
    tasks.sort_by_key(|task| (task.done, task.due));
    let executing = file.state.execution_open();
    tasks
        .into_iter()
        .map(|task| TaskLine {
            finish: format!("{}/tasks/{}/done", file.path(), task.task),
            kind: visit
                .locale
                .t(format!("answering-task-{}", task.kind.as_str()))
                .to_string(),
            holder: holder(visit, &file.pack, &task.holder),
            until: task.due.map(|day| visit.locale.date(day)),
            state: state(visit, task, today),
            done: task.done,
            may_finish: !task.done && (task.kind != TaskKind::Notify || !executing),
        })
        .collect()
}

fn state(visit: &Visit, task: &Task, today: NaiveDate) -> Tag {
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
    path: String,
    reference: String,
    what: String,
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

/// All open tasks of the cases this member of staff sees, the nearest day first, whether or not the
/// case has been answered.
pub(crate) async fn list(session: Session, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let filter = RowFilter {
        kind: Some(StreamKind::Case),
        with_tasks: true,
        order: RowOrder::NearestTask,
        limit: LISTED,
        ..RowFilter::default()
    };
    let scope = session.roles.scope();
    let rows = session.app.engine.store.list(&scope, &filter).await?;
    let several = session.roles.controllers().len() > 1;
    let mut matters = Vec::new();
    for row in rows {
        // A desk that is seen in part: what is not theirs is not there.
        let Ok(file) = session.case(&row.stream.id.to_string()).await else {
            continue;
        };
        let today = session.app.today(&file.pack);
        let mut tasks = lines(&visit, &file, today);
        tasks.retain(|task| !task.done);
        matters.push(Matter {
            path: file.path(),
            reference: file.submission.reference.clone(),
            what: words::right(visit.locale, &file.pack, file.right.code()),
            organisation: several.then(|| organisation(&visit, &file.pack)),
            version: file.state.version,
            form: Form::blank(session.form_token(&file.form())),
            tasks,
        });
    }
    let mut page = session.page(&visit, visit.locale.t("answering-tasks-title"));
    page.notice =
        refusal(&visit, asked.refused.as_deref()).or_else(|| notice(&visit, asked.done.as_deref()));
    Ok(html(&TasksPage { page, matters })?)
}

/// Confirms that a task is done.
pub(crate) async fn finish(
    session: Session,
    Path((id, task)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let file = session.case(&id).await?;
    session.check(&file.form(), &posted)?;
    let task = ItemId(parse_id(&task)?);
    let command = Command::FinishTask { task };
    let order = file.order(&session, vec![command], version_seen(&posted)?);
    let back = if posted.value("from") == "tasks" {
        "/tasks".to_owned()
    } else {
        file.path()
    };
    settle(session.execute(order).await, &back, "task-done")
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
    let file = session.case(&id).await?;
    let form = Form::blank(session.form_token(&file.form()));
    Ok(html(&draw(&session, &visit, &file, form))?)
}

pub(crate) async fn submit(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let file = session.case(&id).await?;
    session.check(&file.form(), &posted)?;
    let version = version_seen(&posted)?;
    let mut form = Form::filled(session.form_token(&file.form()), posted.pairs);
    let kind = TaskKind::from_word(form.value("kind"));
    if kind.is_none() {
        form.refuse("kind", habeas_web::Message::new("web-error-choose"));
    }
    let chosen = form.value("holder").to_owned();
    let holder = holders(&visit, &file.pack)
        .into_iter()
        .find(|h| h.0.as_str() == chosen);
    if holder.is_none() {
        form.refuse("holder", habeas_web::Message::new("web-error-choose"));
    }
    let due = form.read_date("due");
    let (Some(kind), Some((holder, _)), Some(due)) = (kind, holder, due) else {
        let page = html(&draw(&session, &visit, &file, form))?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let command = Command::OpenTask {
        task: session.app.item(),
        kind,
        holder,
        due: Some(due),
    };
    let order = file.order(&session, vec![command], version);
    settle(session.execute(order).await, &file.path(), "task-opened")
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

fn draw(session: &Session, visit: &Visit, file: &CaseFile, form: Form) -> TaskPage {
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
