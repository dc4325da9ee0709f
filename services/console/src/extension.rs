//! An extension: its notice is ordered and counts once it has left, or one that went out by another
//! way is recorded with its day.

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::IntoResponse};
use habeas_case::{
    CaseEvent, ContactKind, DispatchChannel, DispatchCommand, DispatchStage, ExtensionOrder,
    Refusal, case::Command, dispatch_id, submission,
};
use habeas_dossier::{Message, compose::ExtensionNotice, compose::templates, kinds, to_bytes, why};
use habeas_engine::{ExecuteError, store_writes};
use habeas_envelope::{Code, EventId, ItemId};
use habeas_language::Locale;
use habeas_vault::{Owner, PersonPublic, Sealer};
use habeas_web::{Choice, Form, Layout, Lines, Posted, Visit, html};

use crate::{
    approval::paragraphs,
    cases::{CaseFile, sealing, settle, version_seen},
    session::{Session, organisation},
    turn::{Answer, Turn},
    what_if::{Outlook, Thought, outlook},
    words,
};

/// How a notice goes to who is reached by post.
const CARRIAGES: &[DispatchChannel] = &[DispatchChannel::Letter, DispatchChannel::RegisteredLetter];

#[derive(Template)]
#[template(path = "extension.html")]
struct ExtensionPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    /// `extend`, or `extended` for a notice that went out by another way.
    word: &'static str,
    language: String,
    outlook: Outlook,
    grounds: Vec<Choice>,
    carriages: Vec<Choice>,
    preview: Vec<String>,
}

pub(crate) async fn order_page(s: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    let file = s.case(&id).await?;
    let form = Form::blank(s.form_token(&file.form())).with("carriage", "letter");
    Ok(html(&draw(&s, &visit, &file, form, false))?)
}

pub(crate) async fn recorded_page(s: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    let file = s.case(&id).await?;
    let today = s.app.today(&file.pack);
    let form = Form::blank(s.form_token(&file.form()))
        .with("day-day", chrono::Datelike::day(&today))
        .with("day-month", chrono::Datelike::month(&today))
        .with("day-year", chrono::Datelike::year(&today));
    Ok(html(&draw(&s, &visit, &file, form, true))?)
}

/// Orders the extension with its notice: a message that the person reads with their code and a
/// neutral mail that tells of it, or a letter.
pub(crate) async fn order(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let (file, mut form, version) = typed(&session, &id, posted).await?;
    let ground = ground(&file, &mut form);
    let reason: Option<Lines<4000>> = form.read("reason");
    let by_post = reached_by_post(&file);
    let channel = if by_post {
        let typed = form.value("carriage").to_owned();
        let channel = CARRIAGES.iter().find(|c| c.as_str() == typed).copied();
        if channel.is_none() {
            form.refuse("carriage", habeas_web::Message::new("web-error-choose"));
        }
        channel
    } else {
        Some(DispatchChannel::Mail)
    };
    let (Some(ground), Some(reason), Some(channel)) = (ground, reason, channel) else {
        return again(&session, &visit, &file, form, false);
    };
    let reason = reason.into_string();
    let text = notice(&session, &file, &ground, &reason)?;
    if !form.value("show").is_empty() {
        let mut page = draw(&session, &visit, &file, form, false);
        page.preview = paragraphs(&text);
        return Ok(html(&page)?);
    }
    let received = file.submission.state.received.as_ref();
    let received = received.ok_or_else(Turn::not_found)?;
    let (item, notice) = (session.app.item(), session.app.item());
    let mut of_case = sealer(&session, &file, Owner::case(file.id));
    let kind = Code::literal(kinds::REASON);
    let sealed = to_bytes(&Message { text: reason })?;
    of_case.seal(file.compartment, kind, item, &sealed)?;
    let owner = Owner::submission(file.submission.id);
    let mut of_submission = sealer(&session, &file, owner);
    let kind = Code::literal(kinds::MESSAGE_OUT);
    of_submission.seal(
        file.compartment,
        kind,
        notice,
        &to_bytes(&Message { text })?,
    )?;
    of_submission.wrap_for_person(file.compartment, &PersonPublic(received.person_key))?;
    let template = Code::literal(templates::EXTENSION_NOTICE);
    // The notice is what makes it necessary, and its handle is as unique as an event.
    let dispatch = dispatch_id(EventId(notice.0), file.id.0, &template);
    let commands = vec![
        Command::OrderExtension(ExtensionOrder {
            ground,
            reason: item,
            notice,
            dispatch,
        }),
        Command::Dispatch(DispatchCommand::Order {
            dispatch,
            channel,
            template,
            language: received.language.clone(),
            office: None,
            not_before: session.app.now(),
            items: vec![notice],
        }),
    ];
    let mut order = file.order(&session, commands, version);
    order.scope = file.submission.house();
    if !by_post {
        let tell = submission::Command::SendMessage { item: notice };
        let tell = habeas_engine::Command::Submission(file.submission.id, tell);
        order.commands.push(tell);
    }
    let mut writes = store_writes(of_case.finish(), Vec::new());
    let more = store_writes(of_submission.finish(), Vec::new());
    writes.sealed.extend(more.sealed);
    writes.wraps.extend(more.wraps);
    let order = sealing(&session.app, order, writes, &[]).await?;
    let result = session.execute(order).await;
    finish(&session, &visit, &file, form, false, result)
}

/// Records a notice that went out by another way, with its day and how that is known.
pub(crate) async fn recorded(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let (file, mut form, version) = typed(&session, &id, posted).await?;
    if !form.value("show").is_empty() {
        let _ = form.read_date("day");
        return Ok(html(&draw(&session, &visit, &file, form, true))?);
    }
    let ground = ground(&file, &mut form);
    let reason: Option<Lines<4000>> = form.read("reason");
    let day = form.read_date("day");
    let evidence: Option<Lines<4000>> = form.read("evidence");
    let (Some(ground), Some(reason), Some(day), Some(evidence)) = (ground, reason, day, evidence)
    else {
        return again(&session, &visit, &file, form, true);
    };
    let mut sealer = sealer(&session, &file, Owner::case(file.id));
    let (item, proof) = (session.app.item(), session.app.item());
    for (kind, item, text) in [
        (kinds::REASON, item, reason),
        (kinds::NOTICE_PROOF, proof, evidence),
    ] {
        let text = text.into_string();
        let sealed = to_bytes(&Message { text })?;
        sealer.seal(file.compartment, Code::literal(kind), item, &sealed)?;
    }
    let command = Command::Extend {
        ground,
        reason: item,
        day,
        evidence: Some(proof),
    };
    let order = file.order(&session, vec![command], version);
    let writes = store_writes(sealer.finish(), Vec::new());
    let order = sealing(&session.app, order, writes, &[]).await?;
    let result = session.execute(order).await;
    finish(&session, &visit, &file, form, true, result)
}

/// Takes an ordered extension back while its notice has not left: it never was.
pub(crate) async fn take_back(session: Session, Path(id): Path<String>, posted: Posted) -> Answer {
    let file = session.case(&id).await?;
    session.check(&file.form(), &posted)?;
    let (order, _) = file
        .state
        .extension_under_way()
        .ok_or_else(Turn::not_found)?;
    let cancel = Command::Dispatch(DispatchCommand::Cancel {
        dispatch: order.dispatch,
    });
    let order = file.order(&session, vec![cancel], version_seen(&posted)?);
    let result = session.execute(order).await;
    settle(result, &file.path(), "extension-taken-back")
}

/// The text of the notice: with the date that holds if it leaves today.
fn notice(session: &Session, file: &CaseFile, ground: &Code, reason: &str) -> Result<String, Turn> {
    let actor = session.actor();
    let ctx = file.context(&session.app, &actor);
    let extended = CaseEvent::ClockExtended {
        ground: ground.clone(),
        reason: ItemId(uuid::Uuid::nil()),
        day: ctx.today(),
        evidence: None,
    };
    let language = Locale::from_tag(file.submission.language.as_str()).unwrap_or_default();
    let then = file.state.supposing([extended], &ctx);
    let account = why::of_case(language, &then, &ctx);
    let until = account.as_ref().and_then(|account| account.due);
    let account = account.map(|account| account.for_person());
    let law = file.state.law(&ctx).ok_or_else(Turn::not_found)?;
    let citation = law.limit.extension().map(|rule| rule.citation.as_str());
    let notice = ExtensionNotice {
        pack: &file.pack,
        exercise: &(file.right.clone(), file.kind.clone()),
        citation: citation.unwrap_or_else(|| law.citation()),
        received_on: file.state.received_on().ok_or_else(Turn::not_found)?,
        ground,
        reason,
        until,
        account: account.as_ref(),
    };
    Ok(notice.text(language))
}

fn reached_by_post(file: &CaseFile) -> bool {
    let received = file.submission.state.received.as_ref();
    received.is_some_and(|received| received.contact_kind == ContactKind::Post)
}

fn sealer<'a>(session: &'a Session, file: &CaseFile, owner: Owner) -> Sealer<'a> {
    Sealer::for_owner(
        session.app.keyring.public(),
        file.controller().clone(),
        owner,
        &*session.app.engine.entropy,
    )
}

fn ground(file: &CaseFile, form: &mut Form) -> Option<Code> {
    let typed = form.value("ground").to_owned();
    let ground = grounds(file).into_iter().find(|g| g.as_str() == typed);
    if ground.is_none() {
        form.refuse("ground", habeas_web::Message::new("web-error-choose"));
    }
    ground
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
    elsewhere: bool,
    result: Result<habeas_engine::Executed, ExecuteError>,
) -> Answer {
    let done = if elsewhere {
        "extend"
    } else {
        "extension-ordered"
    };
    match result {
        Err(ExecuteError::Refused(refusal)) if refusal != Refusal::Unknown => {
            let field = match refusal {
                Refusal::BeforeReceipt | Refusal::InFuture | Refusal::ExtensionTooLate
                    if elsewhere =>
                {
                    "day"
                }
                Refusal::ExtensionGround => "ground",
                _ => "",
            };
            let key = format!("refusal-{}", refusal.code());
            form.refuse(field, habeas_web::Message::new(key));
            again(session, visit, file, form, elsewhere)
        }
        result => settle(result, &file.path(), done),
    }
}

fn again(session: &Session, visit: &Visit, file: &CaseFile, form: Form, elsewhere: bool) -> Answer {
    let page = html(&draw(session, visit, file, form, elsewhere))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn draw(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    mut form: Form,
    elsewhere: bool,
) -> ExtensionPage {
    let locale = visit.locale;
    let title = if elsewhere {
        "clock-extended-title"
    } else {
        "console-clock-extend-title"
    };
    let mut page = session.page(visit, locale.t(title));
    page.organisation = Some(organisation(visit, &file.pack));
    let actor = session.actor();
    let ctx = file.context(&session.app, &actor);
    let day = if elsewhere {
        form.read_date("day").unwrap_or_else(|| ctx.today())
    } else {
        ctx.today()
    };
    page.has_errors = form.has_errors();
    ExtensionPage {
        path: file.path(),
        version: file.state.version,
        reference: file.submission.reference.clone(),
        word: if elsewhere { "extended" } else { "extend" },
        language: words::language(locale, &file.submission.language),
        outlook: outlook(locale, &file.state, Thought::Extend(day), &ctx),
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
        carriages: if !elsewhere && reached_by_post(file) {
            CARRIAGES
                .iter()
                .map(|c| {
                    let word = c.as_str();
                    Choice::new(word, locale.t(format!("console-dispatch-{word}")))
                })
                .collect()
        } else {
            Vec::new()
        },
        preview: Vec::new(),
        page,
        form,
    }
}

fn grounds(file: &CaseFile) -> Vec<Code> {
    let opened = file.state.opened.as_ref();
    opened
        .and_then(|opened| habeas_case::clock_of(&file.pack, &opened.regime, &opened.clock))
        .map(|clock| {
            let grounds = clock.extension_grounds.iter();
            grounds.map(|ground| ground.code().clone()).collect()
        })
        .unwrap_or_default()
}

/// How far the notice of an ordered extension is, on the page of its case.
pub(crate) struct UnderWay {
    pub(crate) text: String,
    pub(crate) by: Option<String>,
    pub(crate) may_take_back: bool,
}

/// What the page of a case says of an extension under way.
pub(crate) fn under_way(session: &Session, visit: &Visit, file: &CaseFile) -> Option<UnderWay> {
    let locale = visit.locale;
    let (_, stage) = file.state.extension_under_way()?;
    let actor = session.actor();
    let ctx = file.context(&session.app, &actor);
    let word = crate::case_page::dispatch_stage(locale, crate::pieces::stage_word(stage));
    let by = file.state.notice_by(&ctx).map(|by| {
        locale
            .t("clock-under-way-by")
            .arg("date", locale.date_with_weekday(by))
            .arg("left", crate::what_if::in_hand(locale, by, ctx.today()))
            .to_string()
    });
    Some(UnderWay {
        text: locale
            .t("clock-under-way")
            .arg("stage", word.text)
            .to_string(),
        by,
        may_take_back: matches!(
            stage,
            DispatchStage::Ordered
                | DispatchStage::Failed
                | DispatchStage::Queued
                | DispatchStage::Printed
        ),
    })
}
