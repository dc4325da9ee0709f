use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use habeas_case::submission::Command;
use habeas_web::{Form, Layout, Message, PageError, Posted, Visit};

use crate::{
    app::{App, with_status},
    overview::frame,
    person::Person,
    turn::Turn,
};

#[derive(Template)]
#[template(path = "withdraw.html")]
struct WithdrawPage {
    page: Layout,
    form: Form,
}

/// Asks whether the person means it.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Turn> {
    let person = Person::of(&app, &headers).await?;
    if !person.is_open() {
        return Err(Turn::To("/status/request"));
    }
    let form = Form::blank(person.token(&app, "withdraw"));
    Ok(draw(&app, &visit, &person, form, StatusCode::OK)?)
}

/// Takes the request back.
pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Turn> {
    let person = Person::posting(&app, &headers).await?;
    let mut form = person.form(&app, "withdraw", posted)?;
    if form.value("sure") != "yes" {
        form.refuse("sure", Message::new("portal-withdraw-sure-missing"));
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&app, &visit, &person, form, status)?);
    }
    app.engine.execute(person.order(Command::Withdraw)).await?;
    Ok(Redirect::to("/status/request").into_response())
}

fn draw(
    app: &App,
    visit: &Visit,
    person: &Person,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let mut page = frame(
        app,
        visit,
        person,
        visit.locale.t("portal-withdraw-heading"),
    );
    page.has_errors = form.has_errors();
    with_status(status, &WithdrawPage { page, form })
}
