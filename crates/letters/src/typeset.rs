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
    let room = Room::of(sheet)?;
    let ident = format!("{}/{}/{}", locale.tag(), sheet.title, sheet.reference);
    let result = set(&room).and_then(|document| export(&document, ident));
    // Typst remembers every layout for the next one; a server would keep all letters in memory.
    typst::comemo::evict(0);
    result
}

impl Room {
    /// A sheet's data, cleaned of what cannot be printed.
    fn of(sheet: &Sheet) -> Result<Self, RenderError> {
        let mut data = serde_json::to_value(sheet).map_err(|_| RenderError::Data)?;
        let replaced = printable::clean(&mut data, &drawn);
        data["replaced"] = replaced.into();
        let data = serde_json::to_vec(&data).map_err(|_| RenderError::Data)?;

        Ok(Self {
            data: Bytes::new(data),
        })
    }
}

fn set(room: &Room) -> Result<PagedDocument, RenderError> {
    typst::compile(room)
        .output
        .map_err(|errors| RenderError::Typesetting(detail(&errors)))
}

fn export(document: &PagedDocument, ident: String) -> Result<Vec<u8>, RenderError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .expect("PDF/A-2a and PDF/UA-1 share a PDF version");
    let options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("habeas".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| RenderError::Conformance(detail(&errors)))
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

#[cfg(test)]
mod tests {
    use typst::layout::{Abs, Frame, FrameItem, Point};

    use super::*;
    use crate::TransmittalLetter;
    use crate::samples::{row, transmittal};

    /// The right edge of every run of text on a frame, and the run.
    fn edges(frame: &Frame, origin: Point, found: &mut Vec<(Abs, String)>) {
        for (at, item) in frame.items() {
            let at = origin + *at;
            match item {
                FrameItem::Group(group) => {
                    let shift = Point::new(group.transform.tx, group.transform.ty);
                    edges(&group.frame, at + shift, found);
                }
                FrameItem::Text(text) => found.push((at.x + text.width(), text.text.to_string())),
                _ => {}
            }
        }
    }

    fn beyond_the_margin(letter: &TransmittalLetter, locale: Locale) -> Vec<(Abs, String)> {
        let room = Room::of(&letter.sheet(locale).unwrap()).unwrap();
        let document = set(&room).unwrap_or_else(|error| panic!("{:?}", error.detail()));
        let mut found = Vec::new();
        for page in document.pages() {
            edges(&page.frame, Point::zero(), &mut found);
        }
        typst::comemo::evict(0);
        assert!(found.len() > 50, "no text was looked at");
        // 20 mm from the right edge of A4, and a tenth for rounding.
        found.retain(|(right, _)| *right > Abs::mm(190.1));
        found
    }

    #[test]
    fn no_field_however_long_leaves_the_margins() {
        let names = [
            "Wolfeschlegelsteinhausenbergerdorff".repeat(12)[..400].to_owned(),
            "wwwwwwwwww".repeat(40),
            "w".repeat(59),
            "A".repeat(45),
            "0123456789".repeat(5),
            "Jan de Vries ".repeat(31),
            "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz".to_owned(),
        ];
        for name in [&names[0], &names[3]] {
            let mut letter = transmittal();
            letter.request = names.iter().map(|name| row(name, name)).collect();
            letter.own_words = Some(names.join("\n"));
            letter.right = name.clone();
            letter.addressee.office = name.clone();
            letter.addressee.holder = Some(name.clone());
            letter.sender.name = name.clone();
            letter.sender.address = vec![name.clone()];
            letter.sender.return_address = vec![name.clone()];
            letter.sender.signatory = vec![name.clone()];
            letter.enclosures = vec![name.clone()];
            assert_eq!(beyond_the_margin(&letter, Locale::Nl), []);
        }
    }

    #[test]
    fn the_room_holds_two_files_and_no_day() {
        let room = Room::of(&transmittal().sheet(Locale::En).unwrap()).unwrap();
        for path in ["/etc/passwd", "/other.typ", "/letter.typ"] {
            assert_eq!(room.file(file(path)), Err(FileError::AccessDenied));
        }
        assert!(room.source(file("/data.json")).is_err());
        assert!(room.file(*DATA).is_ok());
        assert_eq!(room.today(None), None);
    }
}
