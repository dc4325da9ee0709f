use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use habeas_case::{
    case::{PHYSICIAN, to_physician},
    submission::Command,
};
use habeas_dossier::{Physician, copy_for, kinds};
use habeas_engine::store_writes;
use habeas_envelope::{Code, ItemId};
use habeas_regime::Pack;
use habeas_vault::{Compartment, Owner, Sealer};
use habeas_web::{ClientPrefix, Form, Layout, Line, Message, PageError, Posted, Visit};
use uuid::Uuid;

use crate::{
    app::{App, with_status},
    draft::What,
    messages::{asked, fresh},
    overview::frame,
    person::Person,
    sending::put,
    turn::Turn,
};

#[derive(Template)]
#[template(path = "physician.html")]
struct PhysicianPage {
    page: Layout,
    form: Form,
}

/// Whether some case that a choice opens gives its data to the physician whom the person names.
pub(crate) fn asks(pack: &Pack, what: &What) -> bool {
    !places(pack, what).is_empty()
}

/// The compartments of the desks whose cases give their data to a physician.
fn places(pack: &Pack, what: &What) -> Vec<Compartment> {
    let chosen = habeas_regime::Requested {
        rights: what.rights.clone(),
        kinds: what.kinds.clone(),
    };
    let mut places = Vec::new();
    for (right, kind) in pack.expand(&chosen).unwrap_or_default() {
        let desk = &pack.route_provision(&right, &kind).desk;
        let Ok(place) = pack.compartment(desk).as_str().parse() else {
            continue;
        };
        if to_physician(pack, &right, &kind) && !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// Whether the person can still say who their physician is: it is asked, and not all is answered.
/// Before it is settled who they are, nothing here says that the file is a medical one.
pub(crate) fn open(person: &Person) -> bool {
    let what = asked(person);
    person.is_open()
        && person.state.identity_established()
        && what.is_ok_and(|what| asks(&person.pack, &what))
}

/// Asks for the physician. What was said before is not shown: it cannot be read here.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Turn> {
    let person = Person::of(&app, &headers).await?;
    if !open(&person) {
        return Err(Turn::To("/status/request"));
    }
    let form = Form::blank(person.token(&app, "physician")).with("once", fresh(&app));
    Ok(draw(&app, &visit, &person, form, StatusCode::OK)?)
}

/// Takes the name and the town in, or that the person has no physician. Sent twice, it is said
/// once, for the form carries its handle.
pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    client: ClientPrefix,
    posted: Posted,
) -> Result<Response, Turn> {
    let person = Person::posting(&app, &headers).await?;
    let mut form = person.form(&app, "physician", posted)?;
    app.filings.check(client).map_err(PageError::from)?;
    if !open(&person) {
        return Err(Turn::To("/status/request"));
    }
    let once: Uuid = form
        .value("once")
        .parse()
        .map_err(|_| PageError::bad_request())?;
    let role = Code::literal(PHYSICIAN);
    let mut sealer = Sealer::for_owner(
        &app.keys,
        person.controller.clone(),
        Owner::submission(person.submission),
        &*app.engine.entropy,
    );
    let item = match form.value("have") {
        "no" => None,
        "yes" => {
            let name: Option<Line<200>> = form.read_or("name", "portal-physician-name-missing");
            let town: Option<Line<200>> = form.read_or("town", "portal-physician-town-missing");
            let (Some(name), Some(town)) = (name, town) else {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return Ok(draw(&app, &visit, &person, form, status)?);
            };
            let item = ItemId(Uuid::new_v5(&person.submission.0, once.as_bytes()));
            let said = Physician {
                name: name.into_string(),
                town: town.into_string(),
                address: None,
                number: None,
            };
            for place in places(&person.pack, &asked(&person)?) {
                let copy = copy_for(item, &Code::literal(place.as_str()));
                put(&mut sealer, place, kinds::PHYSICIAN, copy, &said)?;
            }
            Some(item)
        }
        _ => {
            form.refuse("have", Message::new("web-error-choose"));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(draw(&app, &visit, &person, form, status)?);
        }
    };
    let order = person
        .order(Command::NameParty { role, item })
        .sealing(store_writes(sealer.finish(), Vec::new()));
    match app.engine.execute(order).await {
        Ok(_) => Ok(Redirect::to("/status/request?done=physician").into_response()),
        Err(error) if error.is_temporary() => {
            form.refuse("", Message::new("portal-error-away"));
            let status = StatusCode::SERVICE_UNAVAILABLE;
            Ok(draw(&app, &visit, &person, form, status)?)
        }
        Err(error) => Err(error.into()),
    }
}

fn draw(
    app: &App,
    visit: &Visit,
    person: &Person,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let title = visit.locale.t("portal-physician-heading");
    let mut page = frame(app, visit, person, title);
    page.has_errors = form.has_errors();
    with_status(status, &PhysicianPage { page, form })
}
