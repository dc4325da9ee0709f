use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use habeas_contract::DecodeError;
use habeas_dossier::ContentError;
use habeas_engine::{ExecuteError, OpenError, UnknownPin};
use habeas_store::StoreError;
use habeas_vault::VaultError;
use habeas_web::{Message, PageError};

/// Why a page is not shown: another one must come first, or something is wrong.
#[derive(Debug)]
pub(crate) enum Turn {
    /// To another page.
    To(String),
    /// To a page of an error.
    Error(PageError),
}

/// What a handler answers.
pub(crate) type Answer = Result<Response, Turn>;

/// To another page, after something was done.
pub(crate) fn to(path: impl Into<String>) -> Answer {
    Ok(Turn::To(path.into()).into_response())
}

impl Turn {
    /// Nothing here. Unknown and forbidden look the same.
    pub(crate) fn not_found() -> Self {
        Self::Error(PageError::not_found())
    }
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

impl From<DecodeError> for Turn {
    fn from(_: DecodeError) -> Self {
        Self::Error(PageError::new(
            StatusCode::CONFLICT,
            Message::new("console-error-newer-build"),
            "decode",
        ))
    }
}

impl From<UnknownPin> for Turn {
    fn from(pin: UnknownPin) -> Self {
        Self::Error(PageError::internal("pack").because(pin))
    }
}

impl From<VaultError> for Turn {
    fn from(error: VaultError) -> Self {
        Self::Error(PageError::internal("vault").because(error))
    }
}

impl From<ContentError> for Turn {
    fn from(error: ContentError) -> Self {
        Self::Error(PageError::internal("content").because(error))
    }
}

impl From<ExecuteError> for Turn {
    fn from(error: ExecuteError) -> Self {
        Self::Error(match error {
            ExecuteError::Store(error) => store_error(&error),
            ExecuteError::Contended => PageError::unavailable("contended"),
            ExecuteError::Refused(habeas_case::Refusal::Unknown) => PageError::not_found(),
            ExecuteError::Refused(refusal) => changed().because(refusal),
            ExecuteError::Stale => changed(),
            ExecuteError::Panicked => PageError::internal("panic"),
            ExecuteError::Decode(error) => return error.into(),
            ExecuteError::UnknownPack(pin) => return pin.into(),
        })
    }
}

impl From<OpenError> for Turn {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Execute(error) => error.into(),
            OpenError::Store(error) => error.into(),
            OpenError::Vault(error) => error.into(),
        }
    }
}

impl IntoResponse for Turn {
    fn into_response(self) -> Response {
        match self {
            Self::To(page) => Redirect::to(&page).into_response(),
            Self::Error(error) => error.into_response(),
        }
    }
}

fn store_error(error: &StoreError) -> PageError {
    if error.is_temporary() {
        PageError::unavailable("store")
    } else {
        PageError::internal("store").because(error)
    }
}

/// What was wanted cannot be done any more.
fn changed() -> PageError {
    PageError::new(
        StatusCode::CONFLICT,
        Message::new("console-error-changed"),
        "changed",
    )
}
