//! The clock, changed by a person: paused, resumed, extended, with what that comes to.

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::IntoResponse};
use chrono::NaiveDate;
use habeas_case::{
    CaseEvent, Meta, Refusal,
    case::{self, Command},
};
use habeas_dossier::{Message, kinds, to_bytes};
use habeas_engine::{ExecuteError, store_writes};
use habeas_envelope::{Code, EventId, ItemId};
use habeas_vault::{Owner, Sealer};
use habeas_web::{Choice, Form, Layout, Lines, Posted, Visit, html};

use crate::{
    cases::{CaseFile, sealing, settle, version_seen},
    session::{Session, organisation},
    turn::{Answer, Turn},
};

/// Why a clock is paused by hand.
const CAUSES: &[&str] = &["clarification", "identity-question"];

/// What is to be done with the clock.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Pause,
    Resume,
    Extend,
}

impl Change {
    fn word(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Extend => "extend",
        }
    }
}

#[derive(Template)]
#[template(path = "clock.html")]
struct ClockPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    word: &'static str,
    hint: String,
    now: Option<String>,
    then: Option<String>,
    causes: Vec<Choice>,
    grounds: Vec<Choice>,
}

pub(crate) async fn pause_page(s: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    blank(&s, &visit, &id, Change::Pause).await
}

pub(crate) async fn resume_page(s: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    blank(&s, &visit, &id, Change::Resume).await
}

pub(crate) async fn extend_page(s: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    blank(&s, &visit, &id, Change::Extend).await
}

pub(crate) async fn pause(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let (file, mut form, version) = typed(&session, &id, posted).await?;
    let cause = form.value("cause").to_owned();
    let cause = CAUSES.iter().find(|known| **known == cause);
    if cause.is_none() {
        form.refuse("cause", habeas_web::Message::new("web-error-choose"));
    }
    let day = form.read_date("day");
    let (Some(cause), Some(day)) = (cause, day) else {
        return again(&session, &visit, &file, form, Change::Pause);
    };
    let command = Command::Pause {
        cause: Code::literal(cause),
        day,
        evidence: None,
    };
    let order = file.order(&session, vec![command], version);
    let result = session.execute(order).await;
    finish(&session, &visit, &file, form, Change::Pause, result)
}

pub(crate) async fn resume(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let (file, mut form, version) = typed(&session, &id, posted).await?;
    let Some(day) = form.read_date("day") else {
        return again(&session, &visit, &file, form, Change::Resume);
    };
    let order = file.order(&session, vec![Command::Resume { day }], version);
    let result = session.execute(order).await;
    finish(&session, &visit, &file, form, Change::Resume, result)
}

pub(crate) async fn extend(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let (file, mut form, version) = typed(&session, &id, posted).await?;
    let ground = form.value("ground").to_owned();
    let ground = grounds(&file).into_iter().find(|g| g.as_str() == ground);
    if ground.is_none() {
        form.refuse("ground", habeas_web::Message::new("web-error-choose"));
    }
    let reason: Option<Lines<4000>> = form.read("reason");
    let day = form.read_date("day");
    let (Some(ground), Some(reason), Some(day)) = (ground, reason, day) else {
        return again(&session, &visit, &file, form, Change::Extend);
    };
    let item = session.app.item();
    let mut sealer = Sealer::for_owner(
        session.app.keyring.public(),
        file.controller().clone(),
        Owner::case(file.id),
        &*session.app.engine.entropy,
    );
    let message = Message {
        text: reason.into_string(),
    };
    let kind = Code::literal(kinds::REASON);
    sealer.seal(file.compartment, kind, item, &to_bytes(&message)?)?;
    let command = Command::Extend {
        ground,
        reason: item,
        day,
    };
    let order = file.order(&session, vec![command], version);
    let writes = store_writes(sealer.finish(), Vec::new());
    let order = sealing(&session.app, order, writes, &[]).await?;
    let result = session.execute(order).await;
    finish(&session, &visit, &file, form, Change::Extend, result)
}

async fn typed(session: &Session, id: &str, posted: Posted) -> Result<(CaseFile, Form, u64), Turn> {
    let file = session.case(id).await?;
    session.check(&file.form(), &posted)?;
    let version = version_seen(&posted)?;
    let form = Form::filled(session.form_token(&file.form()), posted.pairs);
    Ok((file, form, version))
}

fn finish(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    mut form: Form,
    change: Change,
    result: Result<habeas_engine::Executed, ExecuteError>,
) -> Answer {
    match result {
        Err(ExecuteError::Refused(refusal)) if refusal != Refusal::Unknown => {
            let field = match refusal {
                Refusal::BeforeReceipt | Refusal::InFuture | Refusal::ExtensionTooLate => "day",
                Refusal::ExtensionGround => "ground",
                _ => "",
            };
            let key = format!("refusal-{}", refusal.code());
            form.refuse(field, habeas_web::Message::new(key));
            again(session, visit, file, form, change)
        }
        result => settle(result, &file.path(), change.word()),
    }
}

async fn blank(session: &Session, visit: &Visit, id: &str, change: Change) -> Answer {
    let file = session.case(id).await?;
    let today = session.app.today(&file.pack);
    let form = Form::blank(session.form_token(&file.form()))
        .with("day-day", chrono::Datelike::day(&today))
        .with("day-month", chrono::Datelike::month(&today))
        .with("day-year", chrono::Datelike::year(&today));
    Ok(html(&draw(session, visit, &file, form, change))?)
}

fn again(session: &Session, visit: &Visit, file: &CaseFile, form: Form, change: Change) -> Answer {
    let page = html(&draw(session, visit, file, form, change))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn draw(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    form: Form,
    change: Change,
) -> ClockPage {
    let locale = visit.locale;
    let word = change.word();
    let mut page = session.page(visit, locale.t(format!("console-clock-{word}-title")));
    page.organisation = Some(organisation(visit, &file.pack));
    page.has_errors = form.has_errors();
    let today = session.app.today(&file.pack);
    let (now, then) = what_if(session, file, change, today);
    let shown = |day: Option<NaiveDate>| day.map(|day| locale.date_with_weekday(day));
    ClockPage {
        form,
        path: file.path(),
        version: file.state.version,
        reference: file.submission.reference.clone(),
        word,
        hint: locale.t(format!("console-clock-{word}-hint")).to_string(),
        now: shown(now),
        then: shown(then),
        causes: CAUSES
            .iter()
            .map(|c| Choice::new(*c, locale.t(format!("console-cause-{c}"))))
            .collect(),
        grounds: grounds(file)
            .iter()
            .map(|g| {
                let key = format!("console-extension-ground-{g}");
                if locale.has(&key) {
                    Choice::new(g.as_str(), locale.t(key))
                } else {
                    Choice::new(g.as_str(), g)
                }
            })
            .collect(),
        page,
    }
}

fn grounds(file: &CaseFile) -> Vec<Code> {
    file.state
        .opened
        .as_ref()
        .and_then(|opened| habeas_case::clock_of(&file.pack, &opened.regime, &opened.clock))
        .map(|clock| {
            clock
                .extension_grounds
                .iter()
                .map(|ground| ground.code().clone())
                .collect()
        })
        .unwrap_or_default()
}

/// The day to work to now, and after the change, were it recorded today. A pause has no end yet,
/// so no day comes of it.
fn what_if(
    session: &Session,
    file: &CaseFile,
    change: Change,
    today: NaiveDate,
) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let actor = session.actor();
    let ctx = file.context(&session.app, &actor);
    let work_to = |state: &case::Case| {
        let dates = state.dates(&ctx)?;
        dates.safe.or(dates.due)
    };
    let mut then = file.state.clone();
    let event = match change {
        Change::Pause => return (work_to(&file.state), None),
        Change::Resume => match then.clock.open_pause() {
            Some((paused_by, _)) => CaseEvent::ClockResumed {
                paused_by,
                day: today,
            },
            None => return (work_to(&file.state), None),
        },
        Change::Extend => match grounds(file).into_iter().next() {
            Some(ground) => CaseEvent::ClockExtended {
                ground,
                reason: ItemId(uuid::Uuid::nil()),
                day: today,
            },
            None => return (work_to(&file.state), None),
        },
    };
    let meta = Meta {
        id: EventId(uuid::Uuid::nil()),
        seq: then.version + 1,
        legal_day: today,
        recorded_at: ctx.now,
        actor: actor.clone(),
    };
    case::apply(&mut then, &meta, &event);
    (work_to(&file.state), work_to(&then))
}
