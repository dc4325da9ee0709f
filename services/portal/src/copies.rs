use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use habeas_regime::Pack;
use habeas_uploads::FileKind as Format;
use habeas_web::{Form, Layout, Message, PageError, Posted, Visit};
use uuid::Uuid;

use crate::{
    app::{App, with_status},
    draft::{Copied, Filing, Hold, Trouble, at_work, gone},
    turn::Turn,
    uploads::{IDENTITY, MANDATE, accept_all},
};

/// How many files a draft holds.
const MOST_COPIES: usize = 6;

#[derive(Template)]
#[template(path = "copy.html")]
struct CopyPage {
    page: Layout,
    form: Form,
    steps: Option<usize>,
    back: &'static str,
    asks_identity: bool,
    asks_mandate: bool,
    megabytes: usize,
    copies: Vec<CopyLine>,
}

/// A file handed in, as pages show it.
pub(crate) struct CopyLine {
    pub(crate) id: String,
    pub(crate) label: String,
}

/// Copies of the identity card and of a mandate; never a bar.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Turn> {
    let (hold, filing) = at_work(&app, &headers).await?;
    let pack = app.pack(&hold.controller)?;
    if !filing.asks_copies(&pack) && filing.copies.is_empty() {
        return Ok(Redirect::to(&filing.next(&pack)).into_response());
    }
    let form = Form::blank(hold.token(&app, "copy"));
    Ok(draw(
        &app,
        &visit,
        &pack,
        form,
        Some(&filing),
        StatusCode::OK,
    )?)
}

/// Keeps them.
pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    mut posted: Posted,
) -> Result<Response, Turn> {
    let hold = Hold::of(&app, &headers).ok_or_else(gone)?;
    let pack = app.pack(&hold.controller)?;
    let (files, too_large) = (
        std::mem::take(&mut posted.files),
        std::mem::take(&mut posted.too_large),
    );
    let removed = posted.value("remove").parse::<Uuid>().ok();
    let mut form = hold.form(&app, "copy", posted)?;
    if let Some(removed) = removed {
        hold.change(&app, |filing| {
            filing.copies.retain(|copy| copy.id != removed)
        })
        .await?;
        app.engine.store.drop_draft(removed).await?;
        return Ok(Redirect::to("/request/copy").into_response());
    }
    let mut with_files = Posted {
        files,
        too_large,
        ..Posted::default()
    };
    let accepted = accept_all(&app, &mut form, &mut with_files, &["card", "mandate"]).await?;
    let kept = match keep(&app, &hold, accepted, &mut form).await {
        Ok(filing) => filing,
        Err(Trouble::Away) => {
            form.refuse("", Message::new("portal-error-away"));
            let status = StatusCode::SERVICE_UNAVAILABLE;
            return Ok(draw(&app, &visit, &pack, form, None, status)?);
        }
        Err(trouble) => return Err(trouble.into()),
    };
    if form.has_errors() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&app, &visit, &pack, form, Some(&kept), status)?);
    }
    Ok(Redirect::to(&kept.next(&pack)).into_response())
}

/// Keeps what is good even where another file was refused.
async fn keep(
    app: &App,
    hold: &Hold,
    accepted: Vec<(String, habeas_uploads::Accepted)>,
    form: &mut Form,
) -> Result<Filing, Trouble> {
    let mut added = Vec::new();
    let have = hold.open(app).await?.ok_or(Trouble::Gone)?.copies.len();
    for (field, file) in accepted {
        if have + added.len() >= MOST_COPIES {
            form.refuse(
                &field,
                Message::new("portal-copy-too-many").arg("max", MOST_COPIES),
            );
            break;
        }
        let mut id = [0; 16];
        app.engine.entropy.fill(&mut id);
        let id = uuid::Builder::from_random_bytes(id).into_uuid();
        hold.keep_copy(app, id, file.bytes()).await?;
        added.push(Copied {
            id,
            kind: if field == "mandate" {
                MANDATE
            } else {
                IDENTITY
            }
            .to_owned(),
            format: format_name(file.kind()).to_owned(),
            size: file.bytes().len() as u64,
        });
    }
    let seen = !form.has_errors();
    hold.change(app, |filing| {
        filing.copies.extend(added);
        filing.copies_seen |= seen;
    })
    .await
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Pdf => "PDF",
        Format::Jpeg => "JPEG",
        Format::Png => "PNG",
    }
}

/// The files of a draft, as pages show them.
pub(crate) fn lines(visit: &Visit, filing: &Filing) -> Vec<CopyLine> {
    filing
        .copies
        .iter()
        .map(|copy| {
            let key = format!("portal-copy-kind-{}", copy.kind);
            let size = visit
                .locale
                .t("portal-copy-size")
                .arg("format", copy.format.as_str())
                .arg("kilobytes", copy.size.div_ceil(1024));
            CopyLine {
                id: copy.id.to_string(),
                label: format!("{}, {size}", visit.locale.t(key)),
            }
        })
        .collect()
}

fn draw(
    app: &App,
    visit: &Visit,
    pack: &Pack,
    form: Form,
    filing: Option<&Filing>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let asks_identity = filing.is_none_or(|filing| filing.asks_identity(pack));
    let heading = if asks_identity {
        visit.locale.t("portal-copy-heading")
    } else {
        visit.locale.t("portal-copy-mandate-heading")
    };
    let mut page = app.page_of(visit, pack, heading);
    page.has_errors = form.has_errors();
    with_status(
        status,
        &CopyPage {
            page,
            form,
            steps: filing.map(|filing| filing.steps(pack)),
            back: filing.map_or("/request/words", |filing| filing.before_copies(pack)),
            asks_identity,
            asks_mandate: filing.is_some_and(Filing::asks_mandate),
            megabytes: app.uploads.bytes >> 20,
            copies: filing
                .map(|filing| lines(visit, filing))
                .unwrap_or_default(),
        },
    )
}
