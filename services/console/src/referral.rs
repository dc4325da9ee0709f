//! A ground of refusal that an office alone may use: asked by whoever handles the case, decided by
//! that office on a page of its own, which shows the question and not the file.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use habeas_case::{
    Refusal,
    case::{Case, Command, Referral, Stage},
};
use habeas_dossier::kinds;
use habeas_engine::{Loaded, Order};
use habeas_envelope::{CaseId, Code, ControllerId, Scope, StreamKind, StreamRef};
use habeas_regime::{Pack, RefusalGround};
use habeas_store::RowFilter;
use habeas_vault::{Compartment, Owner};
use habeas_web::{Choice, Form, Layout, Lines, PageError, Posted, Visit, html};
use serde::Deserialize;

use crate::{
    cases::{CaseFile, parse_id},
    opening::of_kind,
    session::{Session, notice, organisation, refusal},
    step::{self, FormStep, Read, Sent, Subject},
    telling,
    turn::{Answer, Turn},
    words::{self, Fact, Tag, fact},
};

/// Where a case may stand while a question about it is open.
const STAGES: [Stage; 5] = [
    Stage::Identity,
    Stage::Referred,
    Stage::GroundAsked,
    Stage::Approval,
    Stage::Approved,
];
/// So many questions are listed at the most.
const LISTED: u32 = 200;

/// A ground that was referred, as pages tell of it.
struct Line {
    name: String,
    office: String,
    state: Tag,
}

#[derive(Template)]
#[template(path = "refer.html")]
struct ReferPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    grounds: Vec<Choice>,
    before: Vec<Line>,
}

/// Asks the office.
pub(crate) async fn show(session: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    step::show(Asking { id }, session, visit).await
}

pub(crate) async fn submit(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    step::submit(Asking { id }, session, visit, posted).await
}

/// The form that asks an office.
struct Asking {
    id: String,
}

impl FormStep for Asking {
    type File = CaseFile;

    async fn load(&self, session: &Session) -> Result<CaseFile, Turn> {
        let file = session.case(&self.id).await?;
        if ways(&file).is_empty() {
            Err(Turn::not_found())
        } else {
            Ok(file)
        }
    }

    async fn read(&self, sent: Sent<'_>, file: &CaseFile, form: &mut Form) -> Result<Read, Turn> {
        let session = sent.session;
        let chosen = form.value("ground").to_owned();
        let way = ways(file).into_iter().find(|(word, ..)| *word == chosen);
        if way.is_none() {
            form.refuse("ground", habeas_web::Message::new("web-error-choose"));
        }
        let question: Option<Lines<4000>> = form.read("question");
        let (Some((_, ground, office)), Some(question)) = (way, question) else {
            return Ok(Read::Wrong);
        };
        let item = session.app.item();
        let refer = Command::ReferGround {
            ground: ground.id.code().clone(),
            office,
            question: item,
        };
        let order = file.order(session, vec![refer], sent.version);
        let text = question.into_string();
        let order = telling::note(session, order, file.sealed_for(), item, text).await?;
        Ok(Read::to_do(order, "referred"))
    }

    fn field(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::GroundUnknown | Refusal::GroundAsked | Refusal::GroundOpen => "ground",
            _ => "",
        }
    }

    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        file: &CaseFile,
        form: Form,
    ) -> Result<Response, Turn> {
        let locale = visit.locale;
        let mut page = session.page(visit, locale.t("answering-refer-title"));
        page.organisation = Some(organisation(visit, &file.pack));
        page.has_errors = form.has_errors();
        let known = file.state.referrals.iter();
        Ok(html(&ReferPage {
            page,
            form,
            path: file.path(),
            version: file.state.version,
            reference: file.submission.reference.clone(),
            grounds: ways(file)
                .iter()
                .map(|(word, ground, office)| {
                    let name = words::picked(locale, &ground.name);
                    let choice = Choice::new(word, format!("{name} ({})", ground.citation));
                    choice.hint(words::office(locale, &file.pack, office))
                })
                .collect(),
            before: known.map(|r| line(visit, &file.pack, r)).collect(),
        })?)
    }
}

/// The grounds that can be referred, each with an office that may decide on it.
fn ways(file: &CaseFile) -> Vec<(String, &RefusalGround, Code)> {
    let elsewhere = file.state.grounds_elsewhere(&file.pack);
    elsewhere
        .into_iter()
        .flat_map(|(ground, offices)| {
            offices.iter().map(move |office| {
                let word = format!("{}/{office}", ground.id);
                (word, ground, office.code().clone())
            })
        })
        .collect()
}

fn line(visit: &Visit, pack: &Pack, referral: &Referral) -> Line {
    let (word, colour) = state(referral);
    Line {
        name: ground_name(visit, pack, &referral.ground),
        office: words::office(visit.locale, pack, &referral.office),
        state: Tag {
            text: visit
                .locale
                .t(format!("answering-referral-{word}"))
                .to_string(),
            colour: colour.to_owned(),
        },
    }
}

fn state(referral: &Referral) -> (&'static str, &'static str) {
    match referral.open {
        None => ("asked", "orange"),
        Some(true) => ("open", "red"),
        Some(false) => ("denied", "grey"),
    }
}

fn ground_name(visit: &Visit, pack: &Pack, ground: &Code) -> String {
    let mut known = pack.provisions().refusal_grounds.iter();
    known.find(|g| g.id.code() == ground).map_or_else(
        || ground.to_string(),
        |g| format!("{} ({})", words::picked(visit.locale, &g.name), g.citation),
    )
}

/// A question that waits for an office.
struct Waiting {
    href: String,
    reference: String,
    ground: String,
    work_to: String,
}

#[derive(Template)]
#[template(path = "referrals.html")]
struct ListPage {
    page: Layout,
    waiting: Vec<Waiting>,
}

/// A case seen by an office that was asked about a ground: no more of it than the question.
struct Asked {
    id: CaseId,
    stream: StreamRef,
    pack: Arc<Pack>,
    state: Case,
    referral: Referral,
    compartment: Compartment,
    reference: String,
}

impl Session {
    /// The controllers at which they hold an office with a ground that it alone may use.
    fn asked_at(&self) -> Vec<ControllerId> {
        let asked = |controller: &&ControllerId| {
            self.app
                .engine
                .shelf
                .current(controller)
                .is_some_and(|pack| {
                    let grounds = pack.provisions().refusal_grounds.iter();
                    let mut offices = grounds.flat_map(|g| g.who.iter().flatten());
                    offices.any(|office| self.roles.holds(controller, office.code()))
                })
        };
        self.roles
            .controllers()
            .into_iter()
            .filter(asked)
            .cloned()
            .collect()
    }

    /// Whether an office of theirs is ever asked about a ground.
    pub(crate) fn is_asked(&self) -> bool {
        !self.asked_at().is_empty()
    }

    /// The question of a case that waits for an office they hold; anything else is not there.
    async fn asked(&self, id: CaseId) -> Result<Asked, Turn> {
        let asked = self.was_asked(id).await?;
        if asked.referral.open.is_none() {
            Ok(asked)
        } else {
            Err(Turn::not_found())
        }
    }

    /// The last question of a case that was put to an office they hold, one that waits before one
    /// that was decided.
    async fn was_asked(&self, id: CaseId) -> Result<Asked, Turn> {
        for controller in self.asked_at() {
            let scope = Scope::whole([controller.clone()]);
            let stream = StreamRef::case(controller.clone(), id);
            let store = &self.app.engine.store;
            let found = store.load(&scope, std::slice::from_ref(&stream)).await?;
            let loaded = Loaded::read(&found)?;
            let Some(state) = loaded.case(id).cloned() else {
                continue;
            };
            let put = state.referrals.iter();
            let theirs = put.filter(|r| self.roles.holds(&controller, &r.office));
            let Some(referral) = theirs.max_by_key(|r| r.open.is_none()).cloned() else {
                continue;
            };
            let opened = state.opened.as_ref().ok_or_else(Turn::not_found)?;
            let compartment = opened.compartment.as_str().parse();
            let submission = self.load_submission(&controller, opened.submission).await?;
            let submission = submission.ok_or_else(Turn::not_found)?;
            return Ok(Asked {
                id,
                stream,
                pack: Arc::clone(&submission.pack),
                referral,
                compartment: compartment.map_err(|_| PageError::internal("compartment"))?,
                reference: submission.reference,
                state,
            });
        }
        Err(Turn::not_found())
    }
}

/// What was done on the page before.
#[derive(Deserialize)]
pub(crate) struct Before {
    done: Option<String>,
    refused: Option<String>,
}

/// The questions that wait for the offices of this member of staff.
pub(crate) async fn list(session: Session, visit: Visit, Query(before): Query<Before>) -> Answer {
    let controllers = session.asked_at();
    if controllers.is_empty() {
        return Err(Turn::not_found());
    }
    let scope = Scope::whole(controllers);
    let filter = RowFilter {
        kind: Some(StreamKind::Case),
        // A question stays open while another ground is being answered on.
        statuses: STAGES.map(|stage| Code::literal(stage.as_str())).to_vec(),
        closed: Some(false),
        limit: LISTED,
        ..RowFilter::default()
    };
    let rows = session.app.engine.store.list(&scope, &filter).await?;
    let mut waiting = Vec::new();
    for row in rows {
        let Ok(asked) = session.asked(CaseId(row.stream.id)).await else {
            continue;
        };
        let day = words::work_to(&row).map(|day| visit.locale.date_short(day));
        waiting.push(Waiting {
            href: format!("/referrals/{}", asked.id),
            ground: ground_name(&visit, &asked.pack, &asked.referral.ground),
            reference: asked.reference,
            work_to: words::unbroken(day),
        });
    }
    let mut page = session.page(&visit, visit.locale.t("answering-referrals-title"));
    page.notice = refusal(&visit, before.refused.as_deref())
        .or_else(|| notice(&visit, before.done.as_deref()));
    Ok(html(&ListPage { page, waiting })?)
}

#[derive(Template)]
#[template(path = "referral.html")]
struct DecidePage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    facts: Vec<Fact>,
    question: String,
    choices: Vec<Choice>,
}

/// The question, and the form that decides it.
pub(crate) async fn one(session: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    let id = CaseId(parse_id(&id)?);
    session.asked(id).await?;
    step::show(Deciding { id }, session, visit).await
}

pub(crate) async fn decide(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let id = CaseId(parse_id(&id)?);
    step::submit(Deciding { id }, session, visit, posted).await
}

impl Subject for Asked {
    fn form_name(&self) -> String {
        format!("referral/{}", self.id)
    }

    fn home(&self) -> String {
        "/referrals".to_owned()
    }
}

/// The form that decides on a question. Whoever was asked and comes second is told so, and keeps
/// what they wrote.
struct Deciding {
    id: CaseId,
}

impl FormStep for Deciding {
    type File = Asked;

    async fn load(&self, session: &Session) -> Result<Asked, Turn> {
        session.was_asked(self.id).await
    }

    async fn read(&self, sent: Sent<'_>, asked: &Asked, form: &mut Form) -> Result<Read, Turn> {
        let session = sent.session;
        let open = match form.value("open") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        if open.is_none() {
            form.refuse("open", habeas_web::Message::new("web-error-choose"));
        }
        let reason: Option<Lines<4000>> = form.read("reason");
        let (Some(open), Some(reason)) = (open, reason) else {
            return Ok(Read::Wrong);
        };
        if asked.referral.open.is_some() {
            let decided = habeas_web::Message::new("refusal-ground-not-referred");
            form.refuse("", decided);
            return Ok(Read::Wrong);
        }
        let item = session.app.item();
        let command = Command::DecideGround {
            ground: asked.referral.ground.clone(),
            open,
            reason: Some(item),
        };
        let controller = asked.stream.controller.clone();
        let scope = Scope::whole([controller.clone()]);
        let commands = vec![habeas_engine::Command::Case(asked.id, command)];
        let order = Order::new(controller, scope, session.actor(), commands)
            .seen(asked.stream.clone(), sent.version);
        let place = (Owner::case(asked.id), asked.compartment);
        let order = telling::note(session, order, place, item, reason.into_string()).await?;
        Ok(Read::to_do(order, "ground-decided"))
    }

    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        asked: &Asked,
        form: Form,
    ) -> Result<Response, Turn> {
        let locale = visit.locale;
        let question = asked.referral.question;
        let opened = session
            .open(
                &asked.stream,
                &[asked.compartment],
                "ground",
                move |field| of_kind(field, &[kinds::REASON]) && field.item == question.0,
            )
            .await?;
        let mut page = session.page(visit, locale.t("answering-referral-title"));
        page.organisation = Some(organisation(visit, &asked.pack));
        page.has_errors = form.has_errors();
        let mut facts = vec![fact(
            locale,
            "console-ground",
            ground_name(visit, &asked.pack, &asked.referral.ground),
        )];
        if let Some(opened) = &asked.state.opened {
            facts.push(fact(
                locale,
                "console-right",
                words::right(locale, &asked.pack, &opened.right),
            ));
        }
        if let Some(day) = asked.state.received_on() {
            facts.push(fact(locale, "console-received", locale.date(day)));
        }
        let choice = |word: &str| {
            let text = locale.t(format!("answering-referral-choose-{word}"));
            Choice::new(word, text)
        };
        Ok(html(&DecidePage {
            page,
            form,
            path: format!("/referrals/{}", asked.id),
            version: asked.state.version,
            reference: asked.reference.clone(),
            facts,
            question: opened.message(question).unwrap_or_default(),
            choices: ["yes", "no"].map(choice).into(),
        })?)
    }
}
