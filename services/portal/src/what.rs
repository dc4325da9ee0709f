use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use habeas_case::EVERYTHING;
use habeas_envelope::Code;
use habeas_regime::{FileKind, Pack, RequestedKinds, Right};
use habeas_web::{Choice, ClientPrefix, Form, Layout, Message, PageError, Posted, Visit};

use crate::{
    app::{App, with_status},
    draft::{COOKIE, Filing, Hold, Trouble, What},
    turn::Turn,
};

#[derive(Template)]
#[template(path = "what.html")]
struct WhatPage {
    page: Layout,
    form: Form,
    action: String,
    rights: Vec<Choice>,
    kinds: Vec<Choice>,
    elsewhere: Vec<Choice>,
}

/// Which rights, on which kinds of file.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Path(controller): Path<String>,
) -> Result<Response, Turn> {
    let controller = controller.parse().map_err(|_| PageError::not_found())?;
    let pack = app.pack(&controller)?;
    let (hold, filing) = match Hold::of(&app, &headers) {
        Some(hold) if hold.controller == controller => match hold.open(&app).await {
            Ok(Some(filing)) if filing.sent.is_none() => (hold, Some(filing)),
            Ok(Some(_)) | Err(Trouble::Gone) => (Hold::begin(&app, controller), None),
            Ok(None) => (hold.renewed(app.now()), None),
            Err(trouble) => return Err(trouble.into()),
        },
        _ => (Hold::begin(&app, controller), None),
    };
    let form = filled(Form::blank(hold.token(&app, "what")), filing.as_ref());
    let page = draw(&app, &visit, &pack, form, StatusCode::OK)?;
    let now = app.now();
    let cookies = app
        .cookies(&headers)
        .put(COOKIE, &hold, now, hold.until - now)
        .map_err(|_| PageError::internal("cookie"))?;
    Ok((cookies, page).into_response())
}

/// Keeps them.
pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    client: ClientPrefix,
    Path(controller): Path<String>,
    posted: Posted,
) -> Result<Response, Turn> {
    let controller = controller.parse().map_err(|_| PageError::not_found())?;
    let pack = app.pack(&controller)?;
    let hold = Hold::of(&app, &headers)
        .filter(|hold| hold.controller == controller)
        .ok_or_else(PageError::stale_form)?;
    let mut form = hold.form(&app, "what", posted)?;
    app.filings.check(client).map_err(PageError::from)?;
    let what = read(&mut form, &pack);
    let Some(what) = what.filter(|_| !form.has_errors()) else {
        return Ok(draw(
            &app,
            &visit,
            &pack,
            form,
            StatusCode::UNPROCESSABLE_ENTITY,
        )?);
    };
    match begin(&app, &hold, what).await {
        Ok(filing) => Ok(Redirect::to(&filing.next(&pack)).into_response()),
        Err(Trouble::Away) => {
            form.refuse("", Message::new("portal-error-away"));
            Ok(draw(
                &app,
                &visit,
                &pack,
                form,
                StatusCode::SERVICE_UNAVAILABLE,
            )?)
        }
        Err(trouble) => Err(trouble.into()),
    }
}

/// The one page that begins a draft where there is none.
async fn begin(app: &App, hold: &Hold, what: What) -> Result<Filing, Trouble> {
    let mut filing = hold.open(app).await?.unwrap_or_default();
    if filing.sent.is_some() {
        return Err(Trouble::Sent);
    }
    filing.what = Some(what);
    hold.keep(app, &filing).await?;
    Ok(filing)
}

fn read(form: &mut Form, pack: &Pack) -> Option<What> {
    let rights: Option<Vec<Right>> = form.choose_many("right");
    let everything = form.is("kind", EVERYTHING);
    let kinds = if everything {
        Some(RequestedKinds::Everything)
    } else {
        form.choose_many::<FileKind>("kind")
            .map(RequestedKinds::Only)
    };
    let (rights, kinds) = (rights?, kinds?);
    if rights.is_empty() {
        form.refuse("right", Message::new("portal-what-right-missing"));
    } else if rights.iter().any(|right| pack.right(right).is_none()) {
        form.refuse("right", Message::new("web-error-choose"));
    }
    match &kinds {
        RequestedKinds::Everything => {}
        RequestedKinds::Only(kinds) if kinds.is_empty() => {
            form.refuse("kind", Message::new("portal-what-kind-missing"));
        }
        RequestedKinds::Only(kinds) => {
            if kinds.iter().any(|kind| pack.file_kind(kind).is_none()) {
                form.refuse("kind", Message::new("web-error-choose"));
            }
        }
    }
    let elsewhere: Vec<Code> = form.choose_many("elsewhere")?;
    let known = |id: &Code| pack.provisions().elsewhere.iter().any(|m| m.id == *id);
    if !elsewhere.iter().all(known) {
        form.refuse("elsewhere", Message::new("web-error-choose"));
    }
    Some(What {
        rights,
        kinds,
        elsewhere,
        insists: false,
    })
}

fn filled(mut form: Form, filing: Option<&Filing>) -> Form {
    let Some(what) = filing.and_then(|filing| filing.what.as_ref()) else {
        return form;
    };
    for right in &what.rights {
        form = form.with("right", right);
    }
    for matter in &what.elsewhere {
        form = form.with("elsewhere", matter);
    }
    match &what.kinds {
        RequestedKinds::Everything => form = form.with("kind", EVERYTHING),
        RequestedKinds::Only(kinds) => {
            for kind in kinds {
                form = form.with("kind", kind);
            }
        }
    }
    form
}

fn draw(
    app: &App,
    visit: &Visit,
    pack: &Pack,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let locale = visit.locale;
    let pick = |texts| locale.pick(texts).cloned().unwrap_or_default();
    let provisions = pack.provisions();
    let rights = provisions.rights.iter().map(|right| {
        let hint: String = pick(&right.hint);
        let hint = match &right.qualifier {
            Some(qualifier) => locale
                .t("portal-what-qualifier")
                .arg("hint", hint)
                .arg("qualifier", pick(qualifier))
                .to_string(),
            None => hint,
        };
        Choice::new(right.id.as_str(), pick(&right.name)).hint(hint)
    });
    let everything = &provisions.everything;
    let all = Choice::new(EVERYTHING, pick(&everything.name)).hint(pick(&everything.hint));
    let kinds = provisions
        .file_kinds
        .iter()
        .map(|kind| Choice::new(kind.id.as_str(), pick(&kind.name)).hint(pick(&kind.hint)));
    let elsewhere = provisions
        .elsewhere
        .iter()
        .map(|matter| Choice::new(matter.id.as_str(), pick(&matter.question)));
    let mut page = app.page_of(visit, pack, locale.t("portal-what-heading"));
    page.has_errors = form.has_errors();
    with_status(
        status,
        &WhatPage {
            page,
            form,
            action: format!("/o/{}", pack.controller()),
            rights: rights.collect(),
            kinds: kinds.chain([all]).collect(),
            elsewhere: elsewhere.collect(),
        },
    )
}
