//! The only reader of foreign files.
//!
//! A file is what its content says it is: PDF, JPEG or PNG, or it is refused; its name and the type
//! its sender declared are not even asked for. A picture is decoded within [`Limits`] and written
//! anew, upright, so nothing of the sender's bytes is left: no place and time of the photograph, no
//! archive behind its end. A PDF is kept byte for byte, since it may be evidence, and never parsed:
//! only its first and last words are looked at. A [`Scanner`] may look at what was accepted.

mod jpeg;
mod pdf;
mod picture;
mod scanner;

use thiserror::Error;

pub use scanner::{Scanner, Unscanned, Verdict};

/// What a file may cost to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The longest file, in bytes.
    pub bytes: usize,
    /// The longest side of a picture, in pixels.
    pub side: u32,
    /// The largest picture, in pixels.
    pub pixels: u64,
    /// The most memory one step of decoding a picture may take, in bytes.
    pub memory: u64,
}

impl Default for Limits {
    /// 10 MiB, and a photograph of 50 million pixels: what phones of today take.
    fn default() -> Limits {
        Limits {
            bytes: 10 << 20,
            side: 16_384,
            pixels: 50_000_000,
            memory: 256 << 20,
        }
    }
}

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A PDF document.
    Pdf,
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
}

impl FileKind {
    /// Its media type (IANA), as a browser is told it.
    pub fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Jpeg => "image/jpeg",
            FileKind::Png => "image/png",
        }
    }

    /// The end of a file name for it, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Jpeg => "jpg",
            FileKind::Png => "png",
        }
    }

    /// Reads the signature at the very beginning: PDF (ISO 32000-2, 7.5.2), PNG (5.2), JPEG (ITU
    /// T.81, B.2.1: start of image, then a marker).
    fn of(bytes: &[u8]) -> Option<FileKind> {
        if bytes.starts_with(b"%PDF-") {
            Some(FileKind::Pdf)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(FileKind::Png)
        } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Some(FileKind::Jpeg)
        } else {
            None
        }
    }
}

/// A file that may be kept: a picture in our own encoding, or a PDF as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct Accepted {
    kind: FileKind,
    bytes: Vec<u8>,
}

impl Accepted {
    /// What it is.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// What to keep; for a picture not what was sent.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What to keep, given away.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl std::fmt::Debug for Accepted {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "Accepted({:?}, {} bytes)",
            self.kind,
            self.bytes.len()
        )
    }
}

/// Why a file is refused, in words of the person who sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum UploadRefused {
    /// It has no content.
    #[error("the file is empty")]
    Empty,
    /// It is longer than the limit.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The longest file allowed, in bytes.
        limit: usize,
    },
    /// It is neither PDF nor JPEG nor PNG.
    #[error("the file is not a PDF, a JPEG or a PNG")]
    UnknownKind,
    /// It begins as one of the three and does not go on as one, or ends too soon.
    #[error("the file is damaged or incomplete")]
    Damaged {
        /// What it begins as.
        kind: FileKind,
    },
    /// The picture has too many pixels to be opened safely.
    #[error("the picture has more than {pixels} pixels or a side of more than {side}")]
    TooManyPixels {
        /// The largest picture allowed, in pixels.
        pixels: u64,
        /// The longest side allowed, in pixels.
        side: u32,
    },
}

impl UploadRefused {
    /// A stable name of the reason, for a text in the reader's language and for metrics.
    pub fn code(&self) -> &'static str {
        match self {
            UploadRefused::Empty => "upload-empty",
            UploadRefused::TooLarge { .. } => "upload-too-large",
            UploadRefused::UnknownKind => "upload-unknown-kind",
            UploadRefused::Damaged { .. } => "upload-damaged",
            UploadRefused::TooManyPixels { .. } => "upload-too-many-pixels",
        }
    }
}

/// Reads a foreign file and gives back what may be kept of it.
///
/// Decoding and encoding a large picture takes up to seconds of one core and a few times its decoded
/// size of memory: call it off the threads that serve, few at a time.
///
/// # Errors
/// Why the file is refused.
pub fn accept(bytes: Vec<u8>, limits: &Limits) -> Result<Accepted, UploadRefused> {
    if bytes.is_empty() {
        return Err(UploadRefused::Empty);
    }
    if bytes.len() > limits.bytes {
        return Err(UploadRefused::TooLarge {
            limit: limits.bytes,
        });
    }
    let kind = FileKind::of(&bytes).ok_or(UploadRefused::UnknownKind)?;
    let damaged = UploadRefused::Damaged { kind };
    let bytes = match kind {
        FileKind::Pdf if pdf::is_whole(&bytes) => bytes,
        FileKind::Pdf => return Err(damaged),
        FileKind::Jpeg => {
            let picture = jpeg::whole(&bytes).ok_or(damaged)?;
            picture::rewrite_jpeg(picture, limits)?
        }
        FileKind::Png => picture::rewrite_png(&bytes, limits)?,
    };
    Ok(Accepted { kind, bytes })
}
