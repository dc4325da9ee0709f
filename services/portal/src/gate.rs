//! What comes before a body of files is read. A body takes memory before anything in it can be
//! checked: who sends it and how often they come is asked first, and only so many are held at once.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::Response,
};
use habeas_web::{ClientPrefix, Message, PageError};

use crate::{
    app::App,
    draft::{Hold, gone},
    person::Person,
    turn::Turn,
};

/// How many bodies of files are read and worked on at once.
pub(crate) const BODIES_AT_ONCE: usize = 8;
/// How long one waits for its turn, in which nothing of it is read.
const TURN: Duration = Duration::from_secs(20);

/// Lets a form with files through to its handler in its turn.
pub(crate) async fn files(
    State(app): State<App>,
    client: ClientPrefix,
    request: Request,
    next: Next,
) -> Result<Response, Turn> {
    if request.method() != Method::POST {
        return Ok(next.run(request).await);
    }
    let headers = request.headers();
    if Hold::of(&app, headers).is_none() && !Person::is_known(&app, headers) {
        return Err(gone().into());
    }
    app.filings.check(client).map_err(PageError::from)?;
    let turn = tokio::time::timeout(TURN, app.bodies.acquire()).await;
    let Ok(Ok(_turn)) = turn else {
        let words = Message::new("portal-error-busy");
        return Err(PageError::new(StatusCode::SERVICE_UNAVAILABLE, words, "busy").into());
    };
    Ok(next.run(request).await)
}
