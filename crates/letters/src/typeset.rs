//! Typst in a closed room: one template, one data file, the embedded fonts, and nothing else.

use std::sync::LazyLock;

use habeas_language::Locale;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::{FontStore, embedded};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::RenderError;
use crate::error::Detail;
use crate::printable;
use crate::sheet::Sheet;

/// The face of the letters; the others that come embedded are not looked at, so a letter never falls
/// back to one of them unseen.
const FAMILY: &str = "Libertinus Serif";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static FONTS: LazyLock<FontStore> = LazyLock::new(|| {
    let mut fonts = FontStore::new();
    fonts.extend(embedded().filter(|(_, info)| info.family == FAMILY));
    fonts
});
/// Fixed: a file id is kept for the life of the process.
static TEMPLATE: LazyLock<Source> = LazyLock::new(|| {
    let text = include_str!("../templates/letter.typ").to_owned();
    Source::new(file("/letter.typ"), text)
});
static DATA: LazyLock<FileId> = LazyLock::new(|| file("/data.json"));

fn file(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a constant path that is valid");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The room a letter is set in.
struct Room {
    data: Bytes,
}

impl World for Room {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        FONTS.book()
    }

    fn main(&self) -> FileId {
        TEMPLATE.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == TEMPLATE.id() {
            Ok(TEMPLATE.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Sets a sheet and exports it as PDF/A-2a and PDF/UA-1.
pub(crate) fn pdf(sheet: &Sheet, locale: Locale) -> Result<Vec<u8>, RenderError> {
    let mut data = serde_json::to_value(sheet).map_err(|_| RenderError::Data)?;
    let replaced = printable::clean(&mut data, &drawn);
    data["replaced"] = replaced.into();
    let data = serde_json::to_vec(&data).map_err(|_| RenderError::Data)?;

    let ident = format!("{}/{}/{}", locale.tag(), sheet.title, sheet.reference);
    let result = export(
        &Room {
            data: Bytes::new(data),
        },
        ident,
    );
    // Typst remembers every layout for the next one; a server would keep all letters in memory.
    typst::comemo::evict(0);
    result
}

fn export(room: &Room, ident: String) -> Result<Vec<u8>, RenderError> {
    let document: PagedDocument = typst::compile(room)
        .output
        .map_err(|errors| RenderError::Typesetting(detail(&errors)))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .expect("PDF/A-2a and PDF/UA-1 share a PDF version");
    let options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("habeas".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| RenderError::Conformance(detail(&errors)))
}

/// Whether every face of the family has the character, so that no weight prints a gap.
fn drawn(letter: char) -> bool {
    let mut faces = (0..).map_while(|index| FONTS.book().info(index)).peekable();
    faces.peek().is_some() && faces.all(|face| face.coverage.contains(u32::from(letter)))
}

fn detail(errors: &[SourceDiagnostic]) -> Detail {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    Detail(messages.join("\n"))
}
