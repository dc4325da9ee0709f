//! An error has two faces: the page a person reads, and what the operator's log keeps.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use habeas_envelope::Entropy;

use crate::{Layout, Message};

/// An error on its way to a person.
///
/// As a response it is empty until [`crate::Guard`] draws it, as only there language and layout are known.
/// The operator's side is a code and a detail that carries no personal data, no file name and no free
/// text of a foreign program.
#[derive(Clone, Debug)]
pub struct PageError {
    status: StatusCode,
    words: Message,
    retry: bool,
    code: &'static str,
    detail: Option<String>,
    retry_after: Option<u64>,
}

/// Eight characters that a person can read out and an operator can search for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentId(String);

impl PageError {
    /// An error with its words: `words` names a Fluent text, whose title is the text `KEY-title`.
    #[must_use]
    pub fn new(status: StatusCode, words: Message, code: &'static str) -> Self {
        Self {
            status,
            words,
            retry: false,
            code,
            detail: None,
            retry_after: None,
        }
    }

    /// Nothing here. Unknown and forbidden look the same.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            Message::new("web-error-page-not-found"),
            "not-found",
        )
    }

    /// A request that no form of ours makes.
    #[must_use]
    pub fn bad_request() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            Message::new("web-error-page-bad-request"),
            "bad-request",
        )
    }

    /// A request from another site, or one that hides where it comes from.
    #[must_use]
    pub fn foreign() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            Message::new("web-error-page-foreign"),
            "foreign-origin",
        )
    }

    /// A form whose token does not fit. Loading it anew helps.
    #[must_use]
    pub fn stale_form() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            Message::new("web-error-page-stale-form"),
            "form-token",
        )
        .retryable()
    }

    /// A session that has ended. Signing in anew helps.
    #[must_use]
    pub fn session_ended() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            Message::new("web-error-page-session-ended"),
            "session-ended",
        )
        .retryable()
    }

    /// More than a form may carry.
    #[must_use]
    pub fn too_large() -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            Message::new("web-error-page-too-large"),
            "body-too-large",
        )
    }

    /// A host name that is not ours.
    #[must_use]
    pub fn misdirected() -> Self {
        Self::new(
            StatusCode::MISDIRECTED_REQUEST,
            Message::new("web-error-page-misdirected"),
            "host",
        )
    }

    /// Too many requests; says after how many seconds to try again.
    #[must_use]
    pub fn throttled(seconds: u64) -> Self {
        let mut error = Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            Message::new("web-error-page-throttled"),
            "throttled",
        );
        error.retry_after = Some(seconds.max(1));
        error.retryable()
    }

    /// Something we need is away for a while: database, broker, disk. Trying again helps.
    #[must_use]
    pub fn unavailable(code: &'static str) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            Message::new("web-error-page-unavailable"),
            code,
        )
        .retryable()
    }

    /// A fault of ours that trying again will not mend.
    #[must_use]
    pub fn internal(code: &'static str) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            Message::new("web-error-page-internal"),
            code,
        )
    }

    /// Says that trying again can help.
    #[must_use]
    pub fn retryable(mut self) -> Self {
        self.retry = true;
        self
    }

    /// Adds to the operator's face: an error of our own types, free of personal data and foreign texts.
    #[must_use]
    pub fn because(mut self, detail: impl std::fmt::Display) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The code in the operator's log.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The words for the person.
    #[must_use]
    pub fn words(&self) -> &Message {
        &self.words
    }

    /// Whether trying again can help.
    #[must_use]
    pub fn can_retry(&self) -> bool {
        self.retry
    }

    /// What a foreign response without a page of its own amounts to: axum's refusals and 404s.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::not_found(),
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(),
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
                Self::unavailable("timeout")
            }
            _ if status.is_server_error() => Self::internal("unnamed"),
            _ => Self {
                status,
                ..Self::bad_request()
            },
        }
    }

    /// Draws the page, and writes the log where a fault is ours.
    pub(crate) fn draw(&self, layout: Layout, entropy: &dyn Entropy) -> Response {
        let incident = self
            .status
            .is_server_error()
            .then(|| IncidentId::new(entropy));
        if let Some(incident) = &incident {
            let (status, code) = (self.status.as_u16(), self.code);
            let detail = self.detail.as_deref().unwrap_or_default();
            tracing::error!(incident = %incident, status, code, detail, "a page failed");
        }
        let title = layout.t(format!("{}-title", self.words.key())).to_string();
        let template = ErrorPage {
            words: self.words.text(layout.locale).to_string(),
            retry: self.retry,
            incident: incident.map(|id| id.to_string()),
            page: layout.titled(title),
        };
        // A template that fails even here leaves the bare status.
        let body = template.render().unwrap_or_default();
        let mut response = (self.status, Html(body)).into_response();
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl IncidentId {
    /// A new id: 40 random bits in Crockford's alphabet.
    #[must_use]
    pub fn new(entropy: &dyn Entropy) -> Self {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let mut bytes = [0; 8];
        entropy.fill(&mut bytes);
        Self(
            bytes
                .iter()
                .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))
                .collect(),
        )
    }
}

impl std::fmt::Display for IncidentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Template)]
#[template(path = "shared/error.html")]
struct ErrorPage {
    page: Layout,
    words: String,
    retry: bool,
    incident: Option<String>,
}
