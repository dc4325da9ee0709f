//! A draft, exactly as it will be sent: approved by somebody who did not write it, or given back.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use habeas_case::case::{Command, Draft};
use habeas_dossier::{Message, kinds, to_bytes};
use habeas_engine::store_writes;
use habeas_envelope::{Code, Hash32, ItemId};
use habeas_vault::{Owner, Sealer};
use habeas_web::{Form, Layout, Lines, Posted, Visit, html};
use serde::Deserialize;

use crate::{
    case_page::{PartLine, decided, refuses},
    cases::{CaseFile, parse_id, sealing, settle, version_seen},
    draft::written,
    session::{Session, organisation, refusal},
    turn::{Answer, Turn},
    what_if::refusal_limit,
    words,
};

#[derive(Deserialize)]
pub(crate) struct Asked {
    refused: Option<String>,
}

/// A file enclosed.
struct Enclosed {
    href: String,
    name: String,
    size: String,
}

#[derive(Template)]
#[template(path = "draft.html")]
struct DraftPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    what: String,
    language: String,
    author: String,
    approver: Option<String>,
    paragraphs: Vec<String>,
    parts: Vec<PartLine>,
    enclosed: Vec<Enclosed>,
    draft: String,
    content: String,
    fingerprint: String,
    office: String,
    may_approve: bool,
    own: bool,
    refusal: Option<String>,
}

pub(crate) async fn show(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let file = session.case(&id).await?;
    let form = Form::blank(session.form_token(&file.form()));
    let mut page = draw(&session, &visit, &file, form).await?;
    page.page.notice = refusal(&visit, asked.refused.as_deref());
    Ok(html(&page)?)
}

/// A form's own address leads to its page: the language is switched there.
pub(crate) async fn back(Path(id): Path<uuid::Uuid>) -> Response {
    Turn::To(format!("/cases/{id}/draft")).into_response()
}

pub(crate) async fn approve(session: Session, Path(id): Path<String>, posted: Posted) -> Answer {
    let file = session.case(&id).await?;
    session.check(&file.form(), &posted)?;
    if !file.may_approve(&session) {
        return Err(Turn::not_found());
    }
    let (draft, content) = named(&posted)?;
    let command = Command::Approve { draft, content };
    let order = file.order(&session, vec![command], version_seen(&posted)?);
    let result = session.execute(order).await;
    let path = match &result {
        Ok(_) => file.path(),
        Err(_) => format!("{}/draft", file.path()),
    };
    settle(result, &path, "approved")
}

pub(crate) async fn give_back(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let file = session.case(&id).await?;
    session.check(&file.form(), &posted)?;
    if !file.may_approve(&session) {
        return Err(Turn::not_found());
    }
    let (draft, _) = named(&posted)?;
    let version = version_seen(&posted)?;
    let mut form = Form::filled(session.form_token(&file.form()), posted.pairs);
    let Some(text) = form.read::<Lines<4000>>("remarks") else {
        let mut page = draw(&session, &visit, &file, form).await?;
        page.page.has_errors = true;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response());
    };
    let item = session.app.item();
    let mut sealer = Sealer::for_owner(
        session.app.keyring.public(),
        file.controller().clone(),
        Owner::case(file.id),
        &*session.app.engine.entropy,
    );
    let message = Message {
        text: text.into_string(),
    };
    let kind = Code::literal(kinds::REASON);
    sealer.seal(file.compartment, kind, item, &to_bytes(&message)?)?;
    let command = Command::ReturnDraft {
        draft,
        remarks: Some(item),
    };
    let order = file.order(&session, vec![command], version);
    let writes = store_writes(sealer.finish(), Vec::new());
    let order = sealing(&session.app, order, writes, &[]).await?;
    settle(session.execute(order).await, &file.path(), "returned")
}

/// Which draft, and exactly which content, was looked at.
fn named(posted: &Posted) -> Result<(ItemId, Hash32), Turn> {
    let draft = ItemId(parse_id(posted.value("draft"))?);
    let content = hex::decode(posted.value("content"))
        .ok()
        .and_then(|bytes| Hash32::from_slice(&bytes))
        .ok_or_else(Turn::not_found)?;
    Ok((draft, content))
}

async fn draw(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    form: Form,
) -> Result<DraftPage, Turn> {
    let locale = visit.locale;
    let draft: &Draft = file.state.draft.as_ref().ok_or_else(Turn::not_found)?;
    let written = written(session, file).await?.ok_or_else(Turn::not_found)?;
    let content = written.as_sent(file);
    let names = session.names(file.controller()).await?;
    let mut page = session.page(visit, locale.t("console-draft-title"));
    page.organisation = Some(organisation(visit, &file.pack));
    let approval = file.pack.approval(&file.right, &file.kind);
    let hash = hex::encode(draft.content.0);
    Ok(DraftPage {
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
        author: names.of(locale, &draft.author),
        approver: draft.approved_by.as_ref().map(|a| names.of(locale, a)),
        paragraphs: paragraphs(&content.text),
        parts: decided(visit, file),
        enclosed: content
            .attachments
            .iter()
            .map(|attachment| Enclosed {
                href: format!("{}/files/{}", file.path(), attachment.item),
                name: attachment.name.clone(),
                size: words::size(attachment.size),
            })
            .collect(),
        draft: draft.draft.to_string(),
        fingerprint: hash.chars().take(12).collect(),
        content: hash,
        office: approval
            .map(|approval| words::office(locale, &file.pack, approval.approves.code()))
            .unwrap_or_default(),
        may_approve: file.may_approve(session) && draft.approved_by.is_none(),
        own: draft.author == session.actor(),
        refusal: refusal_limit(
            locale,
            &file.state,
            &file.context(&session.app, &session.actor()),
        )
        .filter(|_| refuses(file))
        .map(|limit| limit.text),
    })
}

/// The paragraphs of a text, parted by empty lines.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(str::to_owned)
        .collect()
}
