//! An answer or a refusal is written: what is decided, why, in which words, with which files.

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::IntoResponse};
use habeas_case::{Part, Refusal, case::Command};
use habeas_dossier::{AnswerContent, Attachment, Message, PartWords, kinds, to_bytes};
use habeas_engine::{ExecuteError, store_writes};
use habeas_envelope::Code;
use habeas_uploads::{UploadRefused, Verdict};
use habeas_vault::{Owner, Sealer};
use habeas_web::{Choice, Form, Layout, Lines, Posted, UploadedFile, Visit, html};

use crate::{
    answer_parts::{self, Decided, PartFields},
    app::{App, FILES_AT_ONCE},
    cases::{CaseFile, sealing, version_seen},
    draft::to_go_on,
    history::{Happened, timeline},
    session::{Session, organisation},
    turn::{Answer, Turn, to},
    what_if::refusal_limit,
    words,
};

/// The longest answer, in characters.
const LONGEST: usize = 20_000;

/// A file that a draft encloses already.
struct Enclosed {
    id: String,
    label: String,
}

#[derive(Template)]
#[template(path = "answer.html")]
struct AnswerPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    what: String,
    language: String,
    parts: Vec<PartFields>,
    may_add: bool,
    outcomes: Vec<Choice>,
    grounds: Vec<Choice>,
    recipients: Vec<Choice>,
    elsewhere: bool,
    enclosed: Vec<Enclosed>,
    files: usize,
    megabytes: usize,
    meanwhile: Vec<Happened>,
    again: bool,
    remarks: Option<String>,
    refusal: Option<String>,
}

pub(crate) async fn show(session: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    let file = session.case(&id).await?;
    let mut form = Form::blank(session.form_token(&file.form()));
    let mut enclosed = Vec::new();
    let mut remarks = None;
    if let Some(draft) = to_go_on(&session, &file).await? {
        remarks = draft.remarks.clone();
        form = form.with("text", &draft.content.text);
        for attachment in &draft.content.attachments {
            form = form.with("keep", attachment.item);
        }
        form = answer_parts::filled(form, &draft.parts, &draft.labels(), |item| {
            draft.reasons.get(&item).cloned()
        });
        enclosed = draft.content.attachments;
    }
    let mut page = draw(&session, &visit, &file, form, &enclosed, Vec::new());
    page.remarks = remarks;
    Ok(html(&page)?)
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
    let before = to_go_on(&session, &file)
        .await?
        .map(|draft| draft.content.attachments)
        .unwrap_or_default();
    let token = session.form_token(&file.form());
    if let Some(pairs) = answer_parts::changed(&posted.pairs) {
        // Another part, or one fewer: the same form with what was typed, nothing judged yet.
        let form = Form::filled(token, pairs);
        let mut page = draw(&session, &visit, &file, form, &before, Vec::new());
        page.again = !posted.files.is_empty();
        page.version = version;
        return Ok(html(&page)?);
    }
    let mut form = Form::filled(token, posted.pairs);
    // In the order of the page, which is that of the list of errors.
    let decision = answer_parts::read(&session, &file, &mut form);
    let text: Option<Lines<LONGEST>> = form.read_or("text", "console-answer-text-missing");
    for field in &posted.too_large {
        let limit = session.app.uploads.bytes >> 20;
        let message = habeas_web::Message::new("error-upload-too-large").arg("limit", limit);
        form.refuse(field, message);
    }
    let mut files = Vec::new();
    for upload in posted.files {
        match taken(&session.app, upload).await? {
            Ok(accepted) => files.push(accepted),
            Err(message) => form.refuse("files", message),
        }
    }
    let (Some(text), Some(decision)) = (text, decision) else {
        return again(&session, &visit, &file, form, &before, Vec::new());
    };
    if form.has_errors() {
        return again(&session, &visit, &file, form, &before, Vec::new());
    }
    let kept = before
        .iter()
        .filter(|attachment| form.is("keep", &attachment.item.to_string()))
        .cloned()
        .collect();
    let result = keep(&session, &file, version, text, decision, kept, files).await?;
    match result {
        Ok(_) => to(format!("{}?done=drafted", file.path())),
        Err(ExecuteError::Refused(refusal)) if refusal != Refusal::Unknown => {
            let field = match refusal {
                Refusal::GroundNeeded | Refusal::GroundUnknown => "ground",
                Refusal::ReasonNeeded => "reason",
                Refusal::RecipientNotAllowed => "recipient",
                _ => "",
            };
            form.refuse(
                field,
                habeas_web::Message::new(format!("refusal-{}", refusal.code())),
            );
            again(&session, &visit, &file, form, &before, Vec::new())
        }
        Err(ExecuteError::Stale) => {
            // What was typed is kept; what happened meanwhile stands above it.
            let file = session.case(&id).await?;
            form.refuse("", habeas_web::Message::new("error-changed-meanwhile"));
            let meanwhile = meanwhile(&session, &visit, &file, version).await?;
            again(&session, &visit, &file, form, &before, meanwhile)
        }
        Err(error) => Err(error.into()),
    }
}

/// Seals a draft and records it.
async fn keep(
    session: &Session,
    file: &CaseFile,
    version: u64,
    text: Lines<LONGEST>,
    decided: Vec<Decided>,
    mut attachments: Vec<Attachment>,
    files: Vec<Taken>,
) -> Result<Result<habeas_engine::Executed, ExecuteError>, Turn> {
    let app = &session.app;
    let mut sealer = Sealer::for_owner(
        app.keyring.public(),
        file.controller().clone(),
        Owner::case(file.id),
        &*app.engine.entropy,
    );
    for taken in files {
        let item = app.item();
        let kind = Code::literal(kinds::DRAFT_FILE);
        sealer.seal(file.compartment, kind, item, &taken.bytes)?;
        attachments.push(Attachment {
            item: item.0,
            name: taken.name,
            media_type: taken.media_type.to_owned(),
            size: taken.bytes.len() as u64,
        });
    }
    let mut parts = Vec::new();
    let mut words = Vec::new();
    for part in decided {
        let reason = match part.reason {
            Some(text) => {
                let item = app.item();
                let kind = Code::literal(kinds::REASON);
                sealer.seal(file.compartment, kind, item, &to_bytes(&Message { text })?)?;
                Some(item)
            }
            None => None,
        };
        parts.push(Part {
            what: file.kind.code().clone(),
            outcome: part.outcome,
            ground: part.ground,
            reason,
            holder: file.state.office.clone(),
            compartment: Code::literal(file.compartment.as_str()),
            recipient: part.recipient,
        });
        words.push(PartWords { label: part.label });
    }
    let content = AnswerContent {
        language: file.submission.language.to_string(),
        text: text.into_string(),
        attachments,
        parts: words,
    };
    let draft = app.item();
    let kind = Code::literal(kinds::DRAFT);
    let hash = sealer.seal(file.compartment, kind, draft, &to_bytes(&content)?)?;
    let command = Command::Draft {
        draft,
        content: hash,
        parts,
    };
    let order = file.order(session, vec![command], version);
    let writes = store_writes(sealer.finish(), Vec::new());
    let order = sealing(app, order, writes, &[kinds::DRAFT_FILE]).await?;
    Ok(session.execute(order).await)
}

/// A file that was accepted.
pub(crate) struct Taken {
    pub(crate) name: String,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// Looks at a file; what is wrong with it, in words.
pub(crate) async fn taken(
    app: &App,
    upload: UploadedFile,
) -> Result<Result<Taken, habeas_web::Message>, Turn> {
    let limits = app.uploads.clone();
    let shown = upload.name.map(|name| name.as_str().to_owned());
    let accepted = {
        let _permit = app.heavy.acquire().await;
        tokio::task::spawn_blocking(move || habeas_uploads::accept(upload.bytes, &limits))
            .await
            .map_err(|_| habeas_web::PageError::internal("upload"))?
    };
    let accepted = match accepted {
        Ok(accepted) => accepted,
        Err(refused) => {
            let message = habeas_web::Message::new(format!("error-{}", refused.code()));
            return Ok(Err(match refused {
                UploadRefused::TooLarge { limit } => message.arg("limit", limit >> 20),
                _ => message,
            }));
        }
    };
    if app.scanner.scan(accepted.bytes()).await == Verdict::Harmful {
        return Ok(Err(habeas_web::Message::new("console-upload-harmful")));
    }
    let kind = accepted.kind();
    Ok(Ok(Taken {
        name: shown.unwrap_or_else(|| format!("file.{}", kind.extension())),
        media_type: kind.media_type(),
        bytes: accepted.into_bytes(),
    }))
}

/// What happened since a version was seen.
async fn meanwhile(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    version: u64,
) -> Result<Vec<Happened>, Turn> {
    let names = session.names(file.controller()).await?;
    let since: Vec<_> = file
        .events
        .iter()
        .filter(|record| record.seq > version)
        .cloned()
        .collect();
    Ok(timeline(visit.locale, &file.pack, &names, &since))
}

fn again(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    form: Form,
    enclosed: &[Attachment],
    meanwhile: Vec<Happened>,
) -> Answer {
    let page = html(&draw(session, visit, file, form, enclosed, meanwhile))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn draw(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    form: Form,
    enclosed: &[Attachment],
    meanwhile: Vec<Happened>,
) -> AnswerPage {
    let locale = visit.locale;
    let mut page = session.page(visit, locale.t("console-answer-title"));
    page.organisation = Some(organisation(visit, &file.pack));
    page.has_errors = form.has_errors();
    let parts = answer_parts::drawn(&form);
    let may_add = parts.len() < answer_parts::MOST;
    AnswerPage {
        again: form.has_errors(),
        remarks: None,
        refusal: refusal_limit(
            locale,
            &file.state,
            &file.context(&session.app, &session.actor()),
        )
        .map(|limit| limit.text),
        page,
        form,
        path: file.path(),
        version: file.state.version,
        reference: file.submission.reference.clone(),
        what: format!(
            "{} · {}",
            words::right(locale, &file.pack, file.right.code()),
            words::kind(locale, &file.pack, file.kind.code())
        ),
        language: words::language(locale, &file.submission.language),
        parts,
        may_add,
        outcomes: answer_parts::outcomes(locale),
        grounds: answer_parts::grounds(locale, file),
        recipients: answer_parts::recipients(session, locale, file),
        elsewhere: !file.state.grounds_elsewhere(&file.pack).is_empty(),
        enclosed: enclosed
            .iter()
            .map(|attachment| Enclosed {
                id: attachment.item.to_string(),
                label: format!("{} ({})", attachment.name, words::size(attachment.size)),
            })
            .collect(),
        files: FILES_AT_ONCE,
        megabytes: session.app.uploads.bytes >> 20,
        meanwhile,
    }
}
