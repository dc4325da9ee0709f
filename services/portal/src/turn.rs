use axum::response::{IntoResponse, Redirect, Response};
use habeas_engine::ExecuteError;
use habeas_store::StoreError;
use habeas_web::{Message, PageError};

/// Why a page is not shown: another one must come first, or something is wrong.
#[derive(Debug)]
pub(crate) enum Turn {
    /// To another page.
    To(&'static str),
    /// To a page of an error.
    Error(PageError),
}

impl From<PageError> for Turn {
    fn from(error: PageError) -> Self {
        Self::Error(error)
    }
}

impl From<StoreError> for Turn {
    fn from(error: StoreError) -> Self {
        Self::Error(store_error(&error))
    }
}

impl From<ExecuteError> for Turn {
    fn from(error: ExecuteError) -> Self {
        Self::Error(match error {
            ExecuteError::Store(error) => store_error(&error),
            ExecuteError::Contended => PageError::unavailable("contended"),
            ExecuteError::Refused(refusal) => changed().because(refusal),
            ExecuteError::Stale => changed(),
            ExecuteError::Panicked => PageError::internal("panic"),
            ExecuteError::Decode(_) => PageError::internal("decode"),
            ExecuteError::UnknownPack(pin) => PageError::internal("pack").because(pin),
        })
    }
}

impl IntoResponse for Turn {
    fn into_response(self) -> Response {
        match self {
            Self::To(page) => Redirect::to(page).into_response(),
            Self::Error(error) => error.into_response(),
        }
    }
}

/// The page for a database that is away, or refuses.
pub(crate) fn store_error(error: &StoreError) -> PageError {
    if error.is_temporary() {
        PageError::unavailable("store")
    } else {
        PageError::internal("store").because(error)
    }
}

/// What was wanted cannot be done any more.
fn changed() -> PageError {
    PageError::new(
        axum::http::StatusCode::CONFLICT,
        Message::new("portal-error-changed"),
        "changed",
    )
}
