use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use habeas_dossier::PostalAddress;
use habeas_regime::{Pack, Said};
use habeas_web::{Choice, EmailAddress, Form, Layout, Line, Message, PageError, Posted, Visit};

use crate::{
    app::{App, with_status},
    draft::{Filing, Hold, Reach, Trouble, You, at_work, gone},
    turn::Turn,
    whom::with_date,
};

#[derive(Template)]
#[template(path = "you.html")]
struct YouPage {
    page: Layout,
    form: Form,
    steps: Option<usize>,
    /// Offered as the country of an address.
    country: String,
    /// Whether they work or have worked there; empty where it decides nothing.
    audience: Vec<Choice>,
}

/// Who the person is, and how to reach them.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Turn> {
    let (hold, filing) = at_work(&app, &headers).await?;
    let pack = app.pack(&hold.controller)?;
    let form = filled(Form::blank(hold.token(&app, "you")), &filing);
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
    let mut form = hold.form(&app, "you", posted)?;
    let you = read(&mut form, &app, &pack);
    let Some(you) = you.filter(|_| !form.has_errors()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let steps = hold.steps(&app, &pack).await;
        return Ok(draw(&app, &visit, &pack, form, steps, status)?);
    };
    match hold.change(&app, |filing| filing.you = Some(you)).await {
        Ok(filing) => Ok(Redirect::to(&filing.next(&pack)).into_response()),
        Err(Trouble::Away) => {
            form.refuse("", Message::new("portal-error-away"));
            let status = StatusCode::SERVICE_UNAVAILABLE;
            Ok(draw(&app, &visit, &pack, form, None, status)?)
        }
        Err(trouble) => Err(trouble.into()),
    }
}

fn read(form: &mut Form, app: &App, pack: &Pack) -> Option<You> {
    let name: Option<Line<120>> = form.read_or("name", "portal-name-missing");
    let born = form.read_optional_date("birth");
    if born.is_some_and(|day| day > app.today(pack)) {
        form.refuse("birth", Message::new("portal-birth-ahead"));
    }
    let known_as: Option<Line<120>> = form.read_optional("known-as");
    let reach = match form.value("contact") {
        "e-mail" => form
            .read_or::<EmailAddress>("email", "portal-email-missing")
            .map(|email| Reach::Email(email.as_str().to_owned())),
        "post" => address(form).map(Reach::Post),
        _ => {
            form.refuse("contact", Message::new("portal-contact-missing"));
            None
        }
    };
    let audience = match form.value("audience") {
        "" => None,
        word => {
            let said = Said::from_word(word);
            if said.is_none() {
                form.refuse("audience", Message::new("web-error-choose"));
            }
            said.filter(|_| pack.asks_audience())
        }
    };
    Some(You {
        name: name?.into_string(),
        born,
        known_as: known_as.map(Line::into_string),
        reach: reach?,
        audience: audience.map(|said| said.as_str().to_owned()),
    })
}

fn address(form: &mut Form) -> Option<PostalAddress> {
    let street: Option<Line<120>> = form.read_or("street", "portal-street-missing");
    let postcode: Option<Line<16>> = form.read_or("postcode", "portal-postcode-missing");
    let town: Option<Line<80>> = form.read_or("town", "portal-town-missing");
    let country: Option<Line<60>> = form.read_or("country", "portal-country-missing");
    Some(PostalAddress {
        street: street?.into_string(),
        postcode: postcode?.into_string(),
        town: town?.into_string(),
        country: country?.into_string(),
    })
}

fn filled(mut form: Form, filing: &Filing) -> Form {
    let Some(you) = &filing.you else {
        return form;
    };
    form = form
        .with("name", &you.name)
        .with("known-as", you.known_as.as_deref().unwrap_or_default());
    form = with_date(form, "birth", you.born);
    if let Some(said) = &you.audience {
        form = form.with("audience", said);
    }
    match &you.reach {
        Reach::Email(email) => form.with("contact", "e-mail").with("email", email),
        Reach::Post(address) => form
            .with("contact", "post")
            .with("street", &address.street)
            .with("postcode", &address.postcode)
            .with("town", &address.town)
            .with("country", &address.country),
    }
}

/// What the answers to the question of working there are called.
pub(crate) fn audience_words(visit: &Visit, said: Said) -> String {
    let key = format!("portal-audience-{}", said.as_str());
    visit.locale.t(key).to_string()
}

fn draw(
    app: &App,
    visit: &Visit,
    pack: &Pack,
    form: Form,
    steps: Option<usize>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let code = pack.provisions().controller.address.country.to_lowercase();
    let key = format!("portal-country-{code}");
    let country = if visit.locale.has(&key) {
        visit.locale.t(key).to_string()
    } else {
        String::new()
    };
    let audience = Said::ALL.map(|said| Choice::new(said.as_str(), audience_words(visit, said)));
    let mut page = app.page_of(visit, pack, visit.locale.t("portal-you-heading"));
    page.has_errors = form.has_errors();
    with_status(
        status,
        &YouPage {
            page,
            form,
            steps,
            country,
            audience: if pack.asks_audience() {
                audience.into()
            } else {
                Vec::new()
            },
        },
    )
}
