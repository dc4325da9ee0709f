use askama::Template;
use axum::{extract::State, response::Response};
use habeas_web::{Layout, Visit, html};

use crate::{
    app::{App, organisation},
    turn::Turn,
};

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    page: Layout,
    organisations: Vec<Organisation>,
}

struct Organisation {
    name: String,
    description: String,
    href: String,
}

/// The first page: which organisation.
pub(crate) async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Turn> {
    let page = app.page(&visit, visit.locale.t("portal-start-heading"));
    let mut organisations: Vec<Organisation> = app
        .engine
        .shelf
        .packs()
        .iter()
        .map(|pack| {
            let controller = &pack.provisions().controller;
            let description = visit.locale.pick(&controller.description);
            Organisation {
                name: organisation(&visit, pack),
                description: description.cloned().unwrap_or_default(),
                href: format!("/o/{}", controller.id),
            }
        })
        .collect();
    organisations.sort_by_cached_key(|organisation| organisation.name.to_lowercase());
    Ok(html(&StartPage {
        page,
        organisations,
    })?)
}
