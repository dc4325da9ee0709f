//! Pictures, decoded within limits and written anew.

use std::io::Cursor;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::{DynamicImage, ImageDecoder, ImageError, ImageResult};

use crate::{FileKind, Limits, UploadRefused};

/// Text on a photographed card stays sharp, at about the size of the original.
const JPEG_QUALITY: u8 = 90;

/// Decodes a JPEG and encodes it again, upright and without metadata.
pub(crate) fn rewrite_jpeg(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, UploadRefused> {
    let decoder = JpegDecoder::new(Cursor::new(bytes));
    let picture = decode(decoder, FileKind::Jpeg, limits)?;
    let picture = match picture {
        DynamicImage::ImageLuma8(_) => picture,
        _ => DynamicImage::ImageRgb8(picture.into_rgb8()),
    };
    let mut written = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut written, JPEG_QUALITY);
    let done = picture.write_with_encoder(encoder);
    done.map_err(|error| refusal(&error, FileKind::Jpeg, limits))?;
    Ok(written)
}

/// Decodes a PNG and encodes it again, upright and without metadata; of an animation, the first
/// picture.
pub(crate) fn rewrite_png(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, UploadRefused> {
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), decoder_limits(limits));
    let picture = decode(decoder, FileKind::Png, limits)?;
    let mut written = Vec::new();
    let done = picture.write_with_encoder(PngEncoder::new(&mut written));
    done.map_err(|error| refusal(&error, FileKind::Png, limits))?;
    Ok(written)
}

/// The decoder has read the header alone: size first, then the pixels.
fn decode<D: ImageDecoder>(
    decoder: ImageResult<D>,
    kind: FileKind,
    limits: &Limits,
) -> Result<DynamicImage, UploadRefused> {
    let refuse = |error: ImageError| refusal(&error, kind, limits);
    let mut decoder = decoder.map_err(refuse)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > limits.pixels
        || width.max(height) > limits.side
        || decoder.total_bytes() > limits.memory
    {
        return Err(too_many_pixels(limits));
    }
    decoder.set_limits(decoder_limits(limits)).map_err(refuse)?;
    let orientation = decoder.orientation().map_err(refuse)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refuse)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn decoder_limits(limits: &Limits) -> image::Limits {
    let mut decoder = image::Limits::no_limits();
    decoder.max_image_width = Some(limits.side);
    decoder.max_image_height = Some(limits.side);
    decoder.max_alloc = Some(limits.memory);
    decoder
}

fn refusal(error: &ImageError, kind: FileKind, limits: &Limits) -> UploadRefused {
    match error {
        ImageError::Limits(_) => too_many_pixels(limits),
        _ => UploadRefused::Damaged { kind },
    }
}

fn too_many_pixels(limits: &Limits) -> UploadRefused {
    UploadRefused::TooManyPixels {
        pixels: limits.pixels,
        side: limits.side,
    }
}
