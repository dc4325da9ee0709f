//! An extension: its notice is ordered and counts once it has left, or one that went out by another
//! way is recorded with its day.

use askama::Template;
use axum::{extract::Path, response::Response};
use habeas_case::{
    CaseEvent, ContactKind, DispatchChannel, DispatchCommand, DispatchStage, ExtensionOrder,
    Refusal, case::Command,
};
use habeas_dossier::{compose::ExtensionNotice, compose::templates, kinds, why};
use habeas_envelope::{Code, ItemId};
use habeas_language::Locale;
use habeas_web::{Choice, Form, Layout, Lines, Posted, Visit, html};

use crate::{
    approval::paragraphs,
    cases::{CaseFile, settle, version_seen},
    session::{Session, organisation},
    step::{self, FormStep, Read, Sent},
    telling,
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
    step::show(Extending::ordered(id), s, visit).await
}

pub(crate) async fn recorded_page(s: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    step::show(Extending::recorded(id), s, visit).await
}

pub(crate) async fn order(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    step::submit(Extending::ordered(id), session, visit, posted).await
}

pub(crate) async fn recorded(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    step::submit(Extending::recorded(id), session, visit, posted).await
}

/// The form of an extension.
struct Extending {
    id: String,
    /// Whether its notice went out by another way and is only recorded.
    elsewhere: bool,
}

impl Extending {
    fn ordered(id: String) -> Self {
        let elsewhere = false;
        Self { id, elsewhere }
    }

    fn recorded(id: String) -> Self {
        let elsewhere = true;
        Self { id, elsewhere }
    }
}

impl FormStep for Extending {
    type File = CaseFile;

    async fn load(&self, session: &Session) -> Result<CaseFile, Turn> {
        session.case(&self.id).await
    }

    async fn begin(&self, session: &Session, file: &CaseFile, form: Form) -> Result<Form, Turn> {
        Ok(if self.elsewhere {
            step::with_day(form, "day", session.app.today(&file.pack))
        } else {
            form.with("carriage", "letter")
        })
    }

    async fn read(&self, sent: Sent<'_>, file: &CaseFile, form: &mut Form) -> Result<Read, Turn> {
        if self.elsewhere {
            record(&sent, file, form).await
        } else {
            order_notice(&sent, file, form).await
        }
    }

    fn field(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::BeforeReceipt | Refusal::InFuture | Refusal::ExtensionTooLate
                if self.elsewhere =>
            {
                "day"
            }
            Refusal::ExtensionGround => "ground",
            _ => "",
        }
    }

    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        file: &CaseFile,
        mut form: Form,
    ) -> Result<Response, Turn> {
        let elsewhere = self.elsewhere;
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
        page.has_errors = form.has_errors();
        let preview = if elsewhere {
            Vec::new()
        } else {
            preview(session, file, &form)?
        };
        let day = if elsewhere {
            form.read_date("day").unwrap_or_else(|| ctx.today())
        } else {
            ctx.today()
        };
        Ok(html(&ExtensionPage {
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
            preview,
            page,
            form,
        })?)
    }
}

/// Orders the extension with its notice: a message that the person reads with their code and a
/// neutral mail that tells of it, or a letter.
async fn order_notice(sent: &Sent<'_>, file: &CaseFile, form: &mut Form) -> Result<Read, Turn> {
    let session = sent.session;
    let ground = ground(file, form);
    let reason: Option<Lines<4000>> = form.read("reason");
    let by_post = reached_by_post(file);
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
        return Ok(Read::Wrong);
    };
    if !form.value("show").is_empty() {
        return Ok(Read::Show);
    }
    let reason = reason.into_string();
    let text = notice(session, file, &ground, &reason)?;
    let (item, notice) = (session.app.item(), session.app.item());
    let template = Code::literal(templates::EXTENSION_NOTICE);
    let extend = Command::OrderExtension(ExtensionOrder {
        ground,
        reason: item,
        notice,
        dispatch: telling::dispatch_for(notice, file.id.0, &template),
    });
    let order = file.order(session, vec![extend], sent.version);
    let order = telling::note(session, order, file.sealed_for(), item, reason).await?;
    let way = (templates::EXTENSION_NOTICE, channel);
    let mut order = telling::notice_of_case(session, file, order, way, notice, text).await?;
    if !by_post {
        order.commands.push(telling::on_portal(file, notice));
    }
    Ok(Read::to_do(order, "extension-ordered"))
}

/// Records a notice that went out by another way, with its day and how that is known.
async fn record(sent: &Sent<'_>, file: &CaseFile, form: &mut Form) -> Result<Read, Turn> {
    let session = sent.session;
    if !form.value("show").is_empty() {
        let _ = form.read_date("day");
        return Ok(Read::Show);
    }
    let ground = ground(file, form);
    let reason: Option<Lines<4000>> = form.read("reason");
    let day = form.read_date("day");
    let evidence: Option<Lines<4000>> = form.read("evidence");
    let (Some(ground), Some(reason), Some(day), Some(evidence)) = (ground, reason, day, evidence)
    else {
        return Ok(Read::Wrong);
    };
    let (item, proof) = (session.app.item(), session.app.item());
    let command = Command::Extend {
        ground,
        reason: item,
        day,
        evidence: Some(proof),
    };
    let place = file.sealed_for();
    let order = file.order(session, vec![command], sent.version);
    let order = telling::note(session, order, place, item, reason.into_string()).await?;
    let evidence = (proof, evidence.into_string());
    let order = telling::note_as(session, order, place, kinds::NOTICE_PROOF, evidence).await?;
    Ok(Read::to_do(order, "extend"))
}

/// The notice as it would leave, where it was asked to be shown.
fn preview(session: &Session, file: &CaseFile, form: &Form) -> Result<Vec<String>, Turn> {
    let mut form = form.clone();
    if form.value("show").is_empty() || form.has_errors() {
        return Ok(Vec::new());
    }
    let ground = ground(file, &mut form);
    let reason: Option<Lines<4000>> = form.read("reason");
    let (Some(ground), Some(reason)) = (ground, reason) else {
        return Ok(Vec::new());
    };
    let text = notice(session, file, &ground, reason.as_str())?;
    Ok(paragraphs(&text))
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

fn ground(file: &CaseFile, form: &mut Form) -> Option<Code> {
    let typed = form.value("ground").to_owned();
    let ground = grounds(file).into_iter().find(|g| g.as_str() == typed);
    if ground.is_none() {
        form.refuse("ground", habeas_web::Message::new("web-error-choose"));
    }
    ground
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
