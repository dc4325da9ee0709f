use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use habeas_case::Capacity;
use habeas_regime::Pack;
use habeas_web::{Choice, Form, Layout, Line, Message, PageError, Posted, Visit};

use crate::{
    app::{App, with_status},
    draft::{Filing, Hold, Subject, Trouble, Whom, at_work, gone},
    turn::Turn,
};

#[derive(Template)]
#[template(path = "whom.html")]
struct WhomPage {
    page: Layout,
    form: Form,
    back: String,
    steps: Option<usize>,
    capacities: Vec<Choice>,
}

/// For whom: oneself, or another.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Turn> {
    let (hold, filing) = at_work(&app, &headers).await?;
    let pack = app.pack(&hold.controller)?;
    let form = filled(Form::blank(hold.token(&app, "whom")), &filing);
    let steps = Some(filing.steps(&pack));
    Ok(draw(&app, &visit, &pack, form, steps, StatusCode::OK)?)
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
    let mut form = hold.form(&app, "whom", posted)?;
    let whom = read(&mut form, &app, &pack);
    let Some(whom) = whom.filter(|_| !form.has_errors()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let steps = hold.steps(&app, &pack).await;
        return Ok(draw(&app, &visit, &pack, form, steps, status)?);
    };
    match hold.change(&app, |filing| filing.whom = Some(whom)).await {
        Ok(filing) => Ok(Redirect::to(&filing.next(&pack)).into_response()),
        Err(Trouble::Away) => {
            form.refuse("", Message::new("portal-error-away"));
            let status = StatusCode::SERVICE_UNAVAILABLE;
            Ok(draw(&app, &visit, &pack, form, None, status)?)
        }
        Err(trouble) => Err(trouble.into()),
    }
}

fn read(form: &mut Form, app: &App, pack: &Pack) -> Option<Whom> {
    match form.value("whom") {
        "self" => return Some(Whom::new(Capacity::Own, None)),
        "other" => {}
        _ => {
            form.refuse("whom", Message::new("portal-whom-missing"));
            return None;
        }
    }
    let capacity = Capacity::from_word(form.value("capacity")).filter(|c| *c != Capacity::Own);
    if capacity.is_none() {
        form.refuse("capacity", Message::new("portal-whom-capacity-missing"));
    }
    let name: Option<Line<120>> = form.read_or("subject-name", "portal-name-missing");
    let born = form.read_optional_date("subject-birth");
    if born.is_some_and(|day| day > app.today(pack)) {
        form.refuse("subject-birth", Message::new("portal-birth-ahead"));
    }
    let known_as: Option<Line<120>> = form.read_optional("subject-known-as");
    let subject = Subject {
        name: name?.into_string(),
        born,
        known_as: known_as.map(Line::into_string),
    };
    Some(Whom::new(capacity?, Some(subject)))
}

fn filled(mut form: Form, filing: &Filing) -> Form {
    let Some(whom) = &filing.whom else {
        return form;
    };
    let Some(subject) = &whom.subject else {
        return form.with("whom", "self");
    };
    form = form
        .with("whom", "other")
        .with("capacity", whom.capacity().as_str())
        .with("subject-name", &subject.name)
        .with(
            "subject-known-as",
            subject.known_as.as_deref().unwrap_or_default(),
        );
    with_date(form, "subject-birth", subject.born)
}

/// The three fields of a date.
pub(crate) fn with_date(form: Form, name: &str, day: Option<chrono::NaiveDate>) -> Form {
    use chrono::Datelike;
    let Some(day) = day else { return form };
    form.with(&format!("{name}-day"), day.day())
        .with(&format!("{name}-month"), day.month())
        .with(&format!("{name}-year"), day.year())
}

/// What a capacity is called.
pub(crate) fn capacity_key(capacity: Capacity) -> String {
    format!("portal-capacity-{}", capacity.as_str())
}

fn draw(
    app: &App,
    visit: &Visit,
    pack: &Pack,
    form: Form,
    steps: Option<usize>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let capacities = Capacity::ALL
        .iter()
        .filter(|capacity| **capacity != Capacity::Own)
        .map(|capacity| Choice::new(capacity.as_str(), visit.locale.t(capacity_key(*capacity))));
    let mut page = app.page_of(visit, pack, visit.locale.t("portal-whom-heading"));
    page.has_errors = form.has_errors();
    with_status(
        status,
        &WhomPage {
            page,
            form,
            back: format!("/o/{}", pack.controller()),
            steps,
            capacities: capacities.collect(),
        },
    )
}
