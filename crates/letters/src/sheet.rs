//! A letter as the template takes it: every word decided, nothing left to choose but the layout.

use chrono::{Datelike, NaiveDate};
use habeas_language::Locale;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Serialize;

use crate::RenderError;
use crate::parties::Sender;

/// What `letter.typ` reads from `/data.json`.
#[derive(Serialize)]
pub(crate) struct Sheet {
    pub lang: &'static str,
    pub title: String,
    pub day: Day,
    pub head: Head,
    /// The lines of the address field.
    pub addressee: Vec<String>,
    /// "Registered letter", where it is one.
    pub service: Option<String>,
    /// Date, reference, return address: label and lines.
    pub particulars: Vec<(String, Vec<String>)>,
    pub qr: Qr,
    pub salutation: String,
    pub body: Vec<Block>,
    pub closing: String,
    /// The signature block, a line each; the first stands out.
    pub signature: Vec<String>,
    pub enclosures: Option<(String, Vec<String>)>,
    pub annexes: Vec<Annex>,
    /// The reference at the foot of each page.
    pub reference: String,
    /// What stands before, between and after page number and total.
    pub page: [String; 3],
    /// Says that some characters were not printed; shown only then.
    pub unprintable: String,
}

/// The document's date.
#[derive(Serialize)]
pub(crate) struct Day {
    year: i32,
    month: u32,
    day: u32,
}

/// The letterhead.
#[derive(Serialize)]
pub(crate) struct Head {
    pub name: String,
    pub address: Vec<String>,
}

/// A QR code as a picture in lines, and what a reader who does not see it is told.
#[derive(Serialize)]
pub(crate) struct Qr {
    pub svg: String,
    pub alt: String,
}

/// A piece of the body.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Block {
    /// A paragraph; a line feed in it starts a line.
    Text { text: String },
    /// A heading within the letter.
    Heading { text: String },
    /// Points, one under another.
    Points { points: Vec<String> },
    /// A table with a header row.
    Table {
        head: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    /// What a person typed, set apart.
    Quote { text: String },
    /// A choice to tick, with a line to write a date on where it wants one.
    Tick { text: String, line: bool },
    /// Labels, each with a line to write on.
    Fields { labels: Vec<String> },
    /// The QR code of the reference.
    Code,
}

/// A page of its own after the letter.
#[derive(Serialize)]
pub(crate) struct Annex {
    pub title: String,
    pub body: Vec<Block>,
}

impl Block {
    pub(crate) fn text(text: impl ToString) -> Self {
        Self::Text {
            text: text.to_string(),
        }
    }

    pub(crate) fn heading(text: impl ToString) -> Self {
        Self::Heading {
            text: text.to_string(),
        }
    }
}

impl Sheet {
    /// What all letters have in common; the caller adds what is its own.
    pub(crate) fn new(
        locale: Locale,
        sender: &Sender,
        addressee: Vec<String>,
        date: NaiveDate,
        reference: &str,
    ) -> Result<Self, RenderError> {
        let particulars = vec![
            (locale.t("letter-date").to_string(), vec![locale.date(date)]),
            (
                locale.t("letter-reference").to_string(),
                vec![reference.to_owned()],
            ),
            (
                locale.t("letter-return-address").to_string(),
                sender.return_address.clone(),
            ),
        ];
        let mut signature = vec![
            locale
                .t("letter-on-behalf")
                .arg("controller", &sender.name)
                .to_string(),
        ];
        signature.extend(sender.signatory.iter().cloned());

        Ok(Self {
            lang: locale.tag(),
            title: String::new(),
            day: Day {
                year: date.year(),
                month: date.month(),
                day: date.day(),
            },
            head: Head {
                name: sender.name.clone(),
                address: sender.address.clone(),
            },
            addressee,
            service: None,
            particulars,
            qr: qr(locale, reference)?,
            salutation: String::new(),
            body: Vec::new(),
            closing: String::new(),
            signature,
            enclosures: None,
            annexes: Vec::new(),
            reference: reference.to_owned(),
            page: page(locale),
            unprintable: locale
                .t("letter-unprintable")
                .arg("mark", crate::printable::MARK.to_string())
                .to_string(),
        })
    }

    /// The list of enclosures, absent when there are none.
    pub(crate) fn enclose(&mut self, locale: Locale, enclosures: &[String]) {
        if !enclosures.is_empty() {
            let label = locale.t("letter-enclosures").to_string();
            self.enclosures = Some((label, enclosures.to_vec()));
        }
    }
}

/// The reference as a QR code of level M, without its quiet zone, which the layout leaves.
fn qr(locale: Locale, reference: &str) -> Result<Qr, RenderError> {
    let code = QrCode::with_error_correction_level(reference, EcLevel::M)
        .map_err(|_| RenderError::Reference)?;
    Ok(Qr {
        svg: code.render::<svg::Color>().quiet_zone(false).build(),
        alt: locale
            .t("letter-reference-code")
            .arg("reference", reference)
            .to_string(),
    })
}

/// "Page n of m" taken apart around its two numbers, which only the layout knows.
fn page(locale: Locale) -> [String; 3] {
    const NUMBER: &str = "\u{1}";
    const TOTAL: &str = "\u{2}";
    let text = locale
        .t("letter-page")
        .arg("number", NUMBER)
        .arg("total", TOTAL)
        .to_string();
    let (before, rest) = text.split_once(NUMBER).unwrap_or((&text, ""));
    let (between, after) = rest.split_once(TOTAL).unwrap_or((rest, ""));
    [before, between, after].map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dark rectangles of the picture's path: left, top, width, height.
    fn rectangles(svg: &str) -> Vec<[usize; 4]> {
        let path = svg
            .split(" d=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        path.split('M')
            .skip(1)
            .map(|piece| {
                let numbers: Vec<usize> = piece
                    .split(|c: char| !c.is_ascii_digit())
                    .filter(|digits| !digits.is_empty())
                    .map(|digits| digits.parse().unwrap())
                    .collect();
                [numbers[0], numbers[1], numbers[2], numbers[3]]
            })
            .collect()
    }

    #[test]
    fn the_code_is_read_back_as_the_reference() {
        for reference in ["7K2M-9QX4-T", "A"] {
            let dark = rectangles(&qr(Locale::En, reference).unwrap().svg);
            let side = dark.iter().map(|[x, _, w, _]| x + w).max().unwrap();
            let margin = side / 4;
            let image = |x: usize, y: usize| {
                let inside = dark.iter().any(|[left, top, width, height]| {
                    (left + margin..left + margin + width).contains(&x)
                        && (top + margin..top + margin + height).contains(&y)
                });
                if inside { 0 } else { 255 }
            };
            let whole = side + 2 * margin;
            let mut picture = rqrr::PreparedImage::prepare_from_greyscale(whole, whole, image);
            let grids = picture.detect_grids();
            assert_eq!(grids.len(), 1);
            assert_eq!(grids[0].decode().unwrap().1, reference);
        }
    }
}
