use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use habeas_regime::Pack;
use habeas_web::{Form, Layout, Message, PageError, Posted, Visit};

use crate::{
    app::{App, organisation, with_status},
    draft::{Hold, Trouble, What, at_work, gone},
    turn::Turn,
};

#[derive(Template)]
#[template(path = "elsewhere.html")]
struct ElsewherePage {
    page: Layout,
    form: Form,
    back: String,
    organisation: String,
    /// What it is about and where it belongs.
    matters: Vec<(String, String)>,
}

/// What the person ticked belongs to somebody else: where to go, and that it can be filed here
/// all the same.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Turn> {
    let (hold, filing) = at_work(&app, &headers).await?;
    let pack = app.pack(&hold.controller)?;
    let Some(what) = filing.what.as_ref().filter(|what| what.leads_elsewhere()) else {
        return Ok(Redirect::to(&filing.next(&pack)).into_response());
    };
    let form = Form::blank(hold.token(&app, "elsewhere"));
    Ok(draw(&app, &visit, &pack, form, Some(what), StatusCode::OK)?)
}

/// The person insists.
pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Turn> {
    let hold = Hold::of(&app, &headers).ok_or_else(gone)?;
    let pack = app.pack(&hold.controller)?;
    let mut form = hold.form(&app, "elsewhere", posted)?;
    let insist = |filing: &mut crate::draft::Filing| {
        if let Some(what) = &mut filing.what {
            what.insists = true;
        }
    };
    match hold.change(&app, insist).await {
        Ok(filing) => Ok(Redirect::to(&filing.next(&pack)).into_response()),
        Err(Trouble::Away) => {
            form.refuse("", Message::new("portal-error-away"));
            let status = StatusCode::SERVICE_UNAVAILABLE;
            Ok(draw(&app, &visit, &pack, form, None, status)?)
        }
        Err(trouble) => Err(trouble.into()),
    }
}

fn draw(
    app: &App,
    visit: &Visit,
    pack: &Pack,
    form: Form,
    what: Option<&What>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let locale = visit.locale;
    let pick = |texts| locale.pick(texts).cloned().unwrap_or_default();
    let ticked = |id| what.is_some_and(|what| what.elsewhere.contains(id));
    let matters = pack
        .provisions()
        .elsewhere
        .iter()
        .filter(|matter| ticked(&matter.id))
        .map(|matter| (pick(&matter.question), pick(&matter.advice)));
    let mut page = app.page_of(visit, pack, locale.t("portal-elsewhere-heading"));
    page.has_errors = form.has_errors();
    with_status(
        status,
        &ElsewherePage {
            page,
            form,
            back: format!("/o/{}", pack.controller()),
            organisation: organisation(visit, pack),
            matters: matters.collect(),
        },
    )
}
