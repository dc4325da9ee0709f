use std::io::Cursor;

use anyhow::Context as _;
use image::{ImageFormat, Rgb, RgbImage};

const WIDTH: u32 = 240;
const HEIGHT: u32 = 150;

/// Cards of nobody: a coloured field, a grey head, lines where text would stand.
///
/// # Errors
/// When a picture cannot be encoded.
pub(crate) fn cards() -> anyhow::Result<Vec<Vec<u8>>> {
    [
        ([222, 231, 242], ImageFormat::Png),
        ([236, 228, 214], ImageFormat::Jpeg),
        ([219, 236, 224], ImageFormat::Png),
    ]
    .into_iter()
    .map(|(paper, format)| encode(&draw(paper), format))
    .collect()
}

fn draw(paper: [u8; 3]) -> RgbImage {
    let ink = Rgb([96, 104, 116]);
    let head = Rgb([170, 174, 180]);
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let in_head = x.abs_diff(50).pow(2) + y.abs_diff(60).pow(2) < 24 * 24;
        let in_shoulders = x.abs_diff(50) < 36 && (96..126).contains(&y);
        let in_line = x > 104 && x < 220 && y > 30 && y < 130 && y % 20 < 4;
        let in_border = x < 2 || y < 2 || x >= WIDTH - 2 || y >= HEIGHT - 2;
        if in_head || in_shoulders {
            head
        } else if in_line || in_border {
            ink
        } else {
            Rgb(paper)
        }
    })
}

fn encode(card: &RgbImage, format: ImageFormat) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    card.write_to(&mut bytes, format)
        .context("a specimen card cannot be encoded")?;
    Ok(bytes.into_inner())
}
