//! What went wrong and waits for somebody: events a worker could not deal with, letters and mails
//! that could not be sent. Each can be tried again.

use askama::Template;
use axum::extract::{Path, Query};
use habeas_case::{DispatchCommand, DispatchView};
use habeas_dossier::kinds;
use habeas_engine::{Loaded, Order};
use habeas_envelope::{
    CaseId, Code, ControllerId, DeskScope, DispatchId, EventId, Scope, StreamKind, SubmissionId,
};
use habeas_language::Locale;
use habeas_store::{DispatchFilter, DispatchRow, DispatchState, FailureState};
use habeas_vault::Compartment;
use habeas_web::{Form, Layout, Posted, Visit, html};
use serde::Deserialize;

use crate::{
    cases::{parse_id, settle},
    pieces::dispatch_command,
    session::{Session, notice, refusal},
    turn::{Answer, Turn, to},
    words::Tag,
};

/// So many are listed.
const LISTED: u32 = 200;

#[derive(Deserialize)]
pub(crate) struct Asked {
    done: Option<String>,
    refused: Option<String>,
}

struct Failed {
    worker: String,
    event: String,
    class: String,
    reason: String,
    attempt: u32,
    since: String,
    state: Tag,
}

struct Unsent {
    id: String,
    controller: String,
    channel: String,
    template: String,
    reason: String,
    /// Where what the other side said is opened, if it said anything.
    said: Option<String>,
    since: String,
}

#[derive(Template)]
#[template(path = "said.html")]
struct SaidPage {
    page: Layout,
    reason: String,
    said: Option<String>,
}

#[derive(Template)]
#[template(path = "failures.html")]
struct FailuresPage {
    page: Layout,
    form: Form,
    failures: Vec<Failed>,
    unsent: Vec<Unsent>,
}

impl Session {
    /// A dispatch as its stream tells.
    async fn dispatch(&self, row: &DispatchRow) -> Result<Option<DispatchView>, Turn> {
        let whole = Scope::whole([row.stream.controller.clone()]);
        let own = std::slice::from_ref(&row.stream);
        let streams = self.app.engine.store.load(&whole, own).await?;
        let loaded = Loaded::read(&streams)?;
        let outgoing = match row.stream.kind {
            StreamKind::Case => loaded.case(CaseId(row.stream.id)).map(|c| &c.outgoing),
            StreamKind::Registry => loaded.registry(&row.stream).map(|office| &office.outgoing),
            _ => loaded
                .submission(SubmissionId(row.stream.id))
                .map(|submission| &submission.outgoing),
        };
        Ok(outgoing.and_then(|outgoing| outgoing.get(row.id)).cloned())
    }

    fn operating(&self) -> Result<Scope, Turn> {
        if self.roles.is("admin") {
            // What could not be read is nobody's: every administrator sees it.
            let unreadable = ControllerId::from(Code::literal("unreadable"));
            Ok(self
                .roles
                .house(&["admin"])
                .with(unreadable, DeskScope::All))
        } else {
            Err(Turn::not_found())
        }
    }
}

pub(crate) async fn show(session: Session, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let scope = session.operating()?;
    let locale = visit.locale;
    let store = &session.app.engine.store;
    let failures = store.failures(&scope, LISTED).await?;
    let filter = DispatchFilter {
        states: vec![DispatchState::Failed],
        limit: LISTED,
        ..DispatchFilter::default()
    };
    let unsent = store.dispatches(&scope, &filter).await?;
    let mut page = session.page(&visit, locale.t("console-failures-title"));
    page.wide = true;
    page.notice =
        refusal(&visit, asked.refused.as_deref()).or_else(|| notice(&visit, asked.done.as_deref()));
    let mut rows = Vec::new();
    for failure in failures {
        let zone = session
            .pack(&failure.controller)
            .map_or(chrono_tz::UTC, |pack| pack.zone());
        rows.push(Failed {
            worker: failure.worker.to_string(),
            event: failure.event.to_string(),
            class: failure.class.to_string(),
            reason: failure.reason.to_string(),
            attempt: failure.attempt,
            since: locale.instant(&failure.since.with_timezone(&zone)),
            state: state(locale, failure.state),
        });
    }
    let mut letters = Vec::new();
    for row in unsent {
        let zone = session.pack(&row.stream.controller)?.zone();
        // What cannot be read must not hide what waits beside it.
        let view = session.dispatch(&row).await.ok().flatten();
        let said = view.as_ref().and_then(|view| view.told);
        let controller = &row.stream.controller;
        let reason = view.and_then(|view| view.trouble);
        letters.push(Unsent {
            id: row.id.to_string(),
            controller: row.stream.controller.to_string(),
            channel: locale
                .t(format!("console-dispatch-{}", row.channel))
                .to_string(),
            template: row.template.to_string(),
            reason: reason.map(|code| code.to_string()).unwrap_or_default(),
            said: said.map(|_| format!("/failures/said/{controller}/{}", row.id)),
            since: locale.instant(&row.not_before.with_timezone(&zone)),
        });
    }
    Ok(html(&FailuresPage {
        form: Form::blank(session.form_token("failures")),
        page,
        failures: rows,
        unsent: letters,
    })?)
}

/// What a mail server said when it did not take a mail: opened, for it may repeat the address.
pub(crate) async fn said(
    session: Session,
    visit: Visit,
    Path((controller, dispatch)): Path<(String, String)>,
) -> Answer {
    let scope = session.operating()?;
    let controller = Code::new(controller).map_err(|_| Turn::not_found())?.into();
    let dispatch = DispatchId(parse_id(&dispatch)?);
    let store = &session.app.engine.store;
    let row = store.dispatch(&scope, &controller, dispatch).await?;
    let row = row.ok_or_else(Turn::not_found)?;
    let view = session.dispatch(&row).await?;
    let view = view.ok_or_else(Turn::not_found)?;
    let told = view.told.ok_or_else(Turn::not_found)?;
    let opened = session
        .open(&row.stream, &[Compartment::Mail], "failure", |field| {
            field.item == told.0 && field.kind == kinds::TOLD
        })
        .await?;
    let said = opened
        .bytes(told)
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    Ok(html(&SaidPage {
        page: session.page(&visit, visit.locale.t("console-said-title")),
        reason: view
            .trouble
            .map(|code| code.to_string())
            .unwrap_or_default(),
        said,
    })?)
}

pub(crate) async fn retry(session: Session, posted: Posted) -> Answer {
    let scope = session.operating()?;
    session.check("failures", &posted)?;
    let worker = Code::new(posted.value("worker")).map_err(|_| Turn::not_found())?;
    let event = EventId(parse_id(posted.value("event"))?);
    let now = session.app.now();
    let store = &session.app.engine.store;
    if store.retry(&scope, &worker, event, now).await? {
        to("/failures?done=retried")
    } else {
        to("/failures?refused=unknown")
    }
}

pub(crate) async fn retry_dispatch(session: Session, posted: Posted) -> Answer {
    let scope = session.operating()?;
    session.check("failures", &posted)?;
    let controller = Code::new(posted.value("controller")).map_err(|_| Turn::not_found())?;
    let controller = controller.into();
    let dispatch = DispatchId(parse_id(posted.value("dispatch"))?);
    let store = &session.app.engine.store;
    let row = store.dispatch(&scope, &controller, dispatch).await?;
    let row = row.ok_or_else(Turn::not_found)?;
    let command = DispatchCommand::Retry {
        dispatch,
        not_before: session.app.now(),
    };
    let commands = vec![dispatch_command(&row.stream, command)];
    let order = Order::new(
        controller.clone(),
        Scope::whole([controller]),
        session.actor(),
        commands,
    );
    settle(session.execute(order).await, "/failures", "retried")
}

fn state(locale: Locale, state: FailureState) -> Tag {
    match state {
        FailureState::Waiting => Tag {
            text: locale.t("console-failure-waiting").to_string(),
            colour: "orange".to_owned(),
        },
        FailureState::Dead => Tag {
            text: locale.t("console-failure-dead").to_string(),
            colour: "red".to_owned(),
        },
    }
}
