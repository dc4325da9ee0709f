use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use habeas_regime::{OfficeId, Pack};
use habeas_web::{Choice, Form, Layout, Lines, Message, PageError, Posted, Visit};

use crate::{
    app::{App, with_status},
    draft::{Filing, Hold, Trouble, Words, at_work, gone},
    turn::Turn,
};

#[derive(Template)]
#[template(path = "words.html")]
struct WordsPage {
    page: Layout,
    form: Form,
    steps: Option<usize>,
    offices: Vec<Choice>,
}

/// The longest text of a person, in characters.
pub(crate) const LONGEST: usize = 4_000;

/// What the person wants to add, and the office they know, where the pack lets them name one.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Turn> {
    let (hold, filing) = at_work(&app, &headers).await?;
    let pack = app.pack(&hold.controller)?;
    let form = filled(Form::blank(hold.token(&app, "words")), &filing);
    Ok(draw(
        &app,
        &visit,
        &pack,
        form,
        Some(&filing),
        StatusCode::OK,
    )?)
}

/// Keeps it.
pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Turn> {
    let hold = Hold::of(&app, &headers).ok_or_else(gone)?;
    let pack = app.pack(&hold.controller)?;
    let mut form = hold.form(&app, "words", posted)?;
    let filing = match hold.open(&app).await {
        Ok(filing) => filing.ok_or_else(gone)?,
        Err(Trouble::Away) => return away(&app, &visit, &pack, form),
        Err(trouble) => return Err(trouble.into()),
    };
    let words = read(&mut form, &filing.offices(&pack));
    if form.has_errors() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&app, &visit, &pack, form, Some(&filing), status)?);
    }
    match hold.change(&app, |filing| filing.words = Some(words)).await {
        Ok(filing) => Ok(Redirect::to(&filing.next(&pack)).into_response()),
        Err(Trouble::Away) => away(&app, &visit, &pack, form),
        Err(trouble) => Err(trouble.into()),
    }
}

fn away(app: &App, visit: &Visit, pack: &Pack, mut form: Form) -> Result<Response, Turn> {
    form.refuse("", Message::new("portal-error-away"));
    let status = StatusCode::SERVICE_UNAVAILABLE;
    Ok(draw(app, visit, pack, form, None, status)?)
}

fn read(form: &mut Form, offices: &[OfficeId]) -> Words {
    let text: Option<Lines<LONGEST>> = form.read_optional("words");
    let office = match form.value("office") {
        "" => None,
        named => {
            let known = offices.iter().find(|office| office.as_str() == named);
            if known.is_none() {
                form.refuse("office", Message::new("web-error-choose"));
            }
            known.cloned()
        }
    };
    Words {
        text: text.map(Lines::into_string),
        office,
    }
}

fn filled(form: Form, filing: &Filing) -> Form {
    let Some(words) = &filing.words else {
        return form;
    };
    form.with("words", words.text.as_deref().unwrap_or_default())
        .with("office", words.office.as_ref().map_or("", OfficeId::as_str))
}

/// What an office is called, with its holder of the day.
pub(crate) fn office_name(visit: &Visit, pack: &Pack, office: &OfficeId) -> String {
    pack.office(office)
        .and_then(|office| visit.locale.pick(&office.title).cloned())
        .unwrap_or_default()
}

fn draw(
    app: &App,
    visit: &Visit,
    pack: &Pack,
    form: Form,
    filing: Option<&Filing>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let offices = match filing {
        Some(filing) => filing.offices(pack),
        // The database is away: what was chosen stays chosen.
        None => form.value("office").parse().into_iter().collect(),
    };
    let offices = offices
        .iter()
        .filter(|office| pack.office(office).is_some())
        .map(|office| Choice::new(office.as_str(), office_name(visit, pack, office)));
    let mut page = app.page_of(visit, pack, visit.locale.t("portal-words-heading"));
    page.has_errors = form.has_errors();
    with_status(
        status,
        &WordsPage {
            page,
            steps: filing.map(|filing| filing.steps(pack)),
            offices: offices.collect(),
            form,
        },
    )
}
