//! What a form posted: its fields, and its files where a route takes some.

use axum::{
    extract::{FromRequest, Multipart, RawForm, Request},
    http::header,
    response::IntoResponse,
};

use crate::{Line, PageError};

/// The most fields a form of ours has, hidden ones and repeated choices included.
const MOST_FIELDS: usize = 500;
/// The longest value of one field in bytes; the fields' own limits are below it.
const LONGEST_VALUE: usize = 128 * 1024;

/// What a route takes in files. Routes take none unless this is added as an extension
/// (`.layer(Extension(UploadLimits { .. }))`), together with a body limit that lets them through.
#[derive(Clone, Copy, Debug, Default)]
pub struct UploadLimits {
    /// How many files at once.
    pub files: usize,
    /// How many bytes each may have.
    pub bytes_each: usize,
}

/// The fields of a form in their order, and its files.
#[derive(Clone, Default)]
pub struct Posted {
    /// Name and value of each field.
    pub pairs: Vec<(String, String)>,
    /// The files; fields left empty are not among them.
    pub files: Vec<UploadedFile>,
    /// Names of the fields whose file was larger than the route takes; what came with it is kept.
    pub too_large: Vec<String>,
}

/// A file as it came. What it really is, only its content says.
#[derive(Clone)]
pub struct UploadedFile {
    /// The field it came in.
    pub field: String,
    /// The name it had, if it can be shown.
    pub name: Option<Line<200>>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Posted {
    /// The first value of a field; empty where there is none.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// The form's token.
    #[must_use]
    pub fn token(&self) -> &str {
        self.value("token")
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default();
        if kind.to_ascii_lowercase().starts_with("multipart/form-data") {
            let limits = request
                .extensions()
                .get::<UploadLimits>()
                .copied()
                .unwrap_or_default();
            let parts = Multipart::from_request(request, state)
                .await
                .map_err(|_| PageError::bad_request())?;
            read_parts(parts, limits).await
        } else {
            let RawForm(bytes) = RawForm::from_request(request, state)
                .await
                .map_err(|refused| PageError::of_status(refused.into_response().status()))?;
            read_pairs(&bytes)
        }
    }
}

fn read_pairs(bytes: &[u8]) -> Result<Posted, PageError> {
    // Bytes that are no UTF-8 become U+FFFD here, which the fields refuse with words of their own.
    let pairs: Vec<(String, String)> = form_urlencoded::parse(bytes)
        .take(MOST_FIELDS + 1)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    if pairs.len() > MOST_FIELDS {
        return Err(PageError::too_large());
    }
    if pairs.iter().any(|(_, value)| value.len() > LONGEST_VALUE) {
        return Err(PageError::too_large());
    }
    Ok(Posted {
        pairs,
        ..Posted::default()
    })
}

async fn read_parts(mut parts: Multipart, limits: UploadLimits) -> Result<Posted, PageError> {
    let mut posted = Posted::default();
    while let Some(mut part) = parts
        .next_field()
        .await
        .map_err(|error| PageError::of_status(error.status()))?
    {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let limit = if file_name.is_some() {
            limits.bytes_each
        } else {
            LONGEST_VALUE
        };
        let mut bytes = Vec::new();
        let mut fits = true;
        while let Some(chunk) = part
            .chunk()
            .await
            .map_err(|error| PageError::of_status(error.status()))?
        {
            fits = fits && bytes.len() + chunk.len() <= limit;
            if fits {
                bytes.extend_from_slice(&chunk);
            }
        }
        match file_name {
            Some(_) if fits && bytes.is_empty() => {}
            Some(_) if !fits && limits.files > 0 => posted.too_large.push(name),
            Some(file_name) => {
                if posted.files.len() >= limits.files {
                    return Err(PageError::too_large());
                }
                let shown = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
                posted.files.push(UploadedFile {
                    field: name,
                    name: Line::parse(shown).ok(),
                    bytes,
                });
            }
            None if !fits || posted.pairs.len() >= MOST_FIELDS => {
                return Err(PageError::too_large());
            }
            None => posted
                .pairs
                .push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok(posted)
}

impl std::fmt::Debug for Posted {
    /// Counts only: what was posted is personal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Posted({} fields, {} files)",
            self.pairs.len(),
            self.files.len()
        )
    }
}

impl std::fmt::Debug for UploadedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "UploadedFile({} bytes)", self.bytes.len())
    }
}
