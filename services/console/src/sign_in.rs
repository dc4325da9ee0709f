use askama::Template;
use axum::http::header::SET_COOKIE;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use chrono::TimeDelta;
use habeas_envelope::Hash32;
use habeas_store::Session as Kept;
use habeas_web::{ClientPrefix, Form, Layout, Message, PageError, Posted, StaffToken, Visit, html};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    app::App,
    session::Session,
    throttle::Attempt,
    turn::{Answer, Turn},
};

/// The kind of cookie that a form token is bound to before anybody has signed in.
const VISITOR: &str = "visitor";
const VISITOR_LASTS: TimeDelta = TimeDelta::hours(12);
/// The kind of cookie of a device that has signed in before.
const DEVICE: &str = "device";
const DEVICE_LASTS: TimeDelta = TimeDelta::days(180);
/// How many members of staff a shared device remembers.
const MOST_ON_A_DEVICE: usize = 12;
/// Longer than anybody's login or password.
const LONGEST: usize = 200;

/// A device that has signed in before: a number of its own, and as whom.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Device {
    number: Uuid,
    staff: Vec<Uuid>,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    page: Layout,
    form: Form,
}

pub(crate) async fn show(State(app): State<App>, visit: Visit, headers: HeaderMap) -> Answer {
    let cookies = app.cookies(&headers);
    let now = app.now();
    let visitor = cookies.get::<Uuid>(VISITOR, now);
    let id = visitor.unwrap_or_else(|| app.item().0);
    let form = Form::blank(app.forms.token(id.as_bytes(), "sign-in"));
    let page = app.page(&visit, visit.locale.t("console-sign-in"));
    let page = html(&SignIn { page, form })?;
    if visitor.is_some() {
        return Ok(page);
    }
    let cookies = cookies
        .put(VISITOR, &id, now, VISITOR_LASTS)
        .map_err(|_| PageError::internal("cookie"))?;
    Ok((cookies, page).into_response())
}

pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    client: ClientPrefix,
    headers: HeaderMap,
    posted: Posted,
) -> Answer {
    let cookies = app.cookies(&headers);
    let now = app.now();
    let visitor: Uuid = cookies
        .get(VISITOR, now)
        .ok_or_else(PageError::stale_form)?;
    app.forms
        .check(visitor.as_bytes(), "sign-in", posted.token())?;
    let token = app.forms.token(visitor.as_bytes(), "sign-in");
    let login: String = posted.value("login").trim().to_lowercase();
    let password = Zeroizing::new(posted.value("password").to_owned());
    if login.is_empty() || password.is_empty() || login.len() > LONGEST || password.len() > LONGEST
    {
        return refused(&app, &visit, token, &login);
    }
    let store = &app.engine.store;
    let staff = store.staff_by_login(&login).await?.filter(|s| s.active);
    let device: Device = cookies.get(DEVICE, now).unwrap_or_else(|| Device {
        number: app.item().0,
        staff: Vec::new(),
    });
    let known = staff.as_ref().filter(|s| device.staff.contains(&s.id));
    let attempt = Attempt {
        account: Hash32::of(login.as_bytes()),
        client,
        device: known.map(|s| Hash32::of(format!("{}/{}", device.number, s.id).as_bytes())),
    };
    app.throttle
        .begin(&attempt, now)
        .map_err(PageError::throttled)?;
    let stored = staff.as_ref().map(|s| s.password.clone());
    let right = app
        .checker
        .check(password, stored, &*app.engine.entropy)
        .await
        .map_err(|error| PageError::internal("password").because(error))?;
    let Some(staff) = staff.filter(|_| right) else {
        return refused(&app, &visit, token, &login);
    };
    app.throttle.succeeded(&attempt);
    // A session that this browser had is not taken over: a new one begins.
    if let Some(old) = StaffToken::from_headers(&headers, &app.policy) {
        store.end_session(Hash32(old.hash().0)).await?;
    }
    let session = StaffToken::mint(&*app.engine.entropy);
    store
        .add_session(Kept {
            token: Hash32(session.hash().0),
            staff: staff.id,
            since: now,
            seen: now,
        })
        .await?;
    let device = remember(device, staff.id);
    let cookies = cookies
        .remove(VISITOR)
        .put_lasting(DEVICE, &device, now, DEVICE_LASTS)
        .map_err(|_| PageError::internal("cookie"))?;
    let mut response = (cookies, Redirect::to("/")).into_response();
    set_cookie(&mut response, &session.cookie(&app.policy).to_string())?;
    Ok(response)
}

pub(crate) async fn sign_out(session: Session, posted: Posted) -> Answer {
    session.check("sign-out", &posted)?;
    session.app.engine.store.end_session(session.token).await?;
    let mut response = Redirect::to("/sign-in").into_response();
    let removal = session.app.policy.removal(StaffToken::COOKIE);
    set_cookie(&mut response, &removal.to_string())?;
    Ok(response)
}

/// The same words whether the login exists or not, and at the same cost.
fn refused(app: &App, visit: &Visit, token: String, login: &str) -> Answer {
    let mut form = Form::blank(token).with("login", login);
    form.refuse("login", Message::new("console-sign-in-wrong"));
    let mut page = app.page(visit, visit.locale.t("console-sign-in"));
    page.has_errors = true;
    let mut response = html(&SignIn { page, form })?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

fn remember(mut device: Device, staff: Uuid) -> Device {
    device.staff.retain(|id| *id != staff);
    device.staff.insert(0, staff);
    device.staff.truncate(MOST_ON_A_DEVICE);
    device
}

fn set_cookie(response: &mut Response, cookie: &str) -> Result<(), Turn> {
    let value = cookie.parse().map_err(|_| PageError::internal("cookie"))?;
    response.headers_mut().append(SET_COOKIE, value);
    Ok(())
}
