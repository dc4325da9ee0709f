//! What gets in, what does not, and what is left of it. The pictures are made here.

use std::io::Cursor;

use habeas_uploads::{FileKind, Limits, Scanner, Unscanned, UploadRefused, Verdict, accept};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, Rgb, RgbImage,
};

/// A red picture, its upper left quarter blue.
fn drawing(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 2 && y < height / 2 {
            Rgb([0, 0, 255])
        } else {
            Rgb([255, 0, 0])
        }
    })
}

fn jpeg(picture: &RgbImage, exif: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    if let Some(exif) = exif {
        encoder.set_exif_metadata(exif).expect("JPEG holds EXIF");
    }
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, ExtendedColorType::Rgb8)
        .expect("a small picture is encoded");
    bytes
}

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    let encoder = PngEncoder::new(&mut bytes);
    encoder
        .write_image(picture, width, height, ExtendedColorType::Rgb8)
        .expect("a small picture is encoded");
    bytes
}

/// An EXIF block (TIFF, big endian): the orientation, and a GPS folder with a latitude of 51, 13, 9.
fn exif(orientation: u16) -> Vec<u8> {
    let mut block = Vec::new();
    block.extend(b"MM\x00\x2a\x00\x00\x00\x08");
    block.extend(2_u16.to_be_bytes());
    block.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1]);
    block.extend(orientation.to_be_bytes());
    block.extend([0, 0]);
    block.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    block.extend([0, 0, 0, 0]);
    block.extend(2_u16.to_be_bytes());
    block.extend([0, 1, 0, 2, 0, 0, 0, 2]);
    block.extend(b"N\x00\x00\x00");
    block.extend([0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 68]);
    block.extend([0, 0, 0, 0]);
    for degree in [51_u32, 13, 9] {
        block.extend(degree.to_be_bytes());
        block.extend(1_u32.to_be_bytes());
    }
    block.extend(b"MADE-IN-GHENT");
    block
}

/// A PNG header that claims a size, and pixels that are missing.
fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(&drawing(4, 4));
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n\
    startxref\n9\n%%EOF\n";
const ZIP: &[u8] = b"PK\x03\x04\x14\x00\x00\x00\x00\x00PK\x05\x06\x00\x00\x00\x00";

fn refused(bytes: impl Into<Vec<u8>>) -> UploadRefused {
    accept(bytes.into(), &Limits::default()).expect_err("it is refused")
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

fn opened(bytes: &[u8], format: ImageFormat) -> DynamicImage {
    image::load_from_memory_with_format(bytes, format).expect("what was accepted opens")
}

#[test]
fn a_pdf_is_kept_byte_for_byte() {
    let accepted = accept(PDF.to_vec(), &Limits::default()).unwrap();
    assert_eq!(accepted.kind(), FileKind::Pdf);
    assert_eq!(accepted.bytes(), PDF);
    assert_eq!(accepted.kind().media_type(), "application/pdf");
}

#[test]
fn a_picture_is_written_anew_and_looks_the_same() {
    let source = png(&drawing(64, 32));
    let accepted = accept(source.clone(), &Limits::default()).unwrap();
    assert_eq!(accepted.kind(), FileKind::Png);
    assert_eq!(
        opened(accepted.bytes(), ImageFormat::Png).into_rgb8(),
        drawing(64, 32)
    );

    let accepted = accept(jpeg(&drawing(64, 32), None), &Limits::default()).unwrap();
    assert_eq!(accepted.kind(), FileKind::Jpeg);
    let picture = opened(accepted.bytes(), ImageFormat::Jpeg).into_rgb8();
    assert_eq!(picture.dimensions(), (64, 32));
    let Rgb([red, _, blue]) = *picture.get_pixel(8, 8);
    assert!(
        blue > 200 && red < 60,
        "the blue quarter stays where it was"
    );
}

#[test]
fn the_place_of_a_photograph_is_gone_and_it_stands_upright() {
    // 6: the camera was turned; shown, the picture turns by 90 degrees clockwise (EXIF 2.3, 4.6.4).
    let source = jpeg(&drawing(64, 32), Some(exif(6)));
    assert!(holds(&source, b"MADE-IN-GHENT"));
    let accepted = accept(source, &Limits::default()).unwrap();
    assert!(!holds(accepted.bytes(), b"MADE-IN-GHENT"));
    assert!(!holds(accepted.bytes(), b"Exif"));
    let reader = Cursor::new(accepted.bytes());
    let mut decoder = image::codecs::jpeg::JpegDecoder::new(reader).unwrap();
    assert_eq!(decoder.exif_metadata().unwrap(), None);

    let picture = opened(accepted.bytes(), ImageFormat::Jpeg).into_rgb8();
    assert_eq!(picture.dimensions(), (32, 64));
    let Rgb([red, _, blue]) = *picture.get_pixel(24, 8);
    assert!(
        blue > 200 && red < 60,
        "the upper left quarter is now the upper right one"
    );
}

#[test]
fn what_is_appended_to_a_picture_is_dropped() {
    for appended in [PDF, ZIP] {
        for (source, format) in [
            (jpeg(&drawing(16, 16), None), ImageFormat::Jpeg),
            (png(&drawing(16, 16)), ImageFormat::Png),
        ] {
            let bytes = [source.as_slice(), appended].concat();
            let accepted = accept(bytes, &Limits::default()).unwrap();
            assert!(!holds(accepted.bytes(), b"%PDF"), "{format:?}");
            assert!(!holds(accepted.bytes(), b"PK\x05\x06"), "{format:?}");
            opened(accepted.bytes(), format);
        }
    }
}

#[test]
fn what_is_hidden_in_a_comment_of_a_picture_is_dropped() {
    let source = jpeg(&drawing(16, 16), None);
    let mut comment = vec![0xff, 0xfe];
    comment.extend(u16::try_from(PDF.len() + 2).unwrap().to_be_bytes());
    comment.extend(PDF);
    let bytes = [&source[..2], &comment, &source[2..]].concat();
    let accepted = accept(bytes, &Limits::default()).unwrap();
    assert!(!holds(accepted.bytes(), b"%PDF"));
}

#[test]
fn a_file_of_two_kinds_is_what_it_begins_as_or_nothing() {
    let damaged = UploadRefused::Damaged {
        kind: FileKind::Pdf,
    };
    assert_eq!(refused([PDF, ZIP].concat()), damaged);
    assert_eq!(
        refused([PDF, &jpeg(&drawing(8, 8), None)].concat()),
        damaged
    );
    assert_eq!(refused([ZIP, PDF].concat()), UploadRefused::UnknownKind);
    assert_eq!(
        refused([b"GIF89a".as_slice(), PDF].concat()),
        UploadRefused::UnknownKind
    );
}

#[test]
fn other_kinds_are_refused_whatever_they_are_called() {
    for bytes in [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>".as_slice(),
        b"<!doctype html><script>1</script>",
        b"GIF89a\x01\x00\x01\x00",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"MZ\x90\x00",
        b" %PDF-1.4",
        ZIP,
    ] {
        assert_eq!(refused(bytes), UploadRefused::UnknownKind);
    }
}

#[test]
fn empty_and_too_large_files_are_refused_before_they_are_read() {
    assert_eq!(refused([]), UploadRefused::Empty);
    let limits = Limits {
        bytes: PDF.len(),
        ..Limits::default()
    };
    assert!(
        accept(PDF.to_vec(), &limits).is_ok(),
        "the limit itself is allowed"
    );
    let longer = [PDF, b"\n"].concat();
    let limit = PDF.len();
    assert_eq!(
        accept(longer, &limits),
        Err(UploadRefused::TooLarge { limit })
    );
}

#[test]
fn a_picture_that_would_unfold_into_gigabytes_is_refused_by_its_header() {
    let limits = Limits::default();
    let refusal = UploadRefused::TooManyPixels {
        pixels: limits.pixels,
        side: limits.side,
    };
    assert_eq!(
        refused(png_claiming(60_000, 60_000)),
        refusal,
        "too many pixels"
    );
    assert_eq!(
        refused(png_claiming(20_000, 10)),
        refusal,
        "too long a side"
    );
    assert_eq!(
        refused(png_claiming(16_000, 16_000)),
        refusal,
        "short sides, too many pixels"
    );
    let tight = Limits {
        memory: 47,
        ..limits
    };
    let pixels = png(&drawing(4, 4));
    assert_eq!(
        accept(pixels, &tight),
        Err(refusal),
        "48 bytes of pixels in 47 of memory"
    );

    let mut source = jpeg(&drawing(8, 8), None);
    let frame = source
        .windows(2)
        .position(|marker| marker == [0xff, 0xc0])
        .unwrap();
    source[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert_eq!(refused(source), refusal, "a JPEG of 65535 by 65535");
}

#[test]
fn a_truly_compressed_bomb_is_refused() {
    // 8000 by 8000 white pixels: 192 MB of them in a file of under 1 MB.
    let mut bytes = Vec::new();
    let row = vec![255; 8000 * 8000];
    let encoder = PngEncoder::new(&mut bytes);
    encoder
        .write_image(&row, 8000, 8000, ExtendedColorType::L8)
        .unwrap();
    assert!(bytes.len() < 1 << 20, "{}", bytes.len());
    assert_eq!(refused(bytes).code(), "upload-too-many-pixels");
}

#[test]
fn a_jpeg_of_endless_passes_is_refused() {
    let source = jpeg(&drawing(8, 8), None);
    let scan = source
        .windows(2)
        .position(|marker| marker == [0xff, 0xda])
        .unwrap();
    let (head, bits) = (&source[..scan], &source[scan..source.len() - 2]);
    let passes = [head, &bits.repeat(101), &[0xff, 0xd9]].concat();
    assert_eq!(
        refused(passes),
        UploadRefused::Damaged {
            kind: FileKind::Jpeg
        }
    );
}

#[test]
fn a_truncated_file_is_refused_wherever_it_was_cut() {
    for (source, kind) in [
        (PDF[..PDF.len() - 1].to_vec(), FileKind::Pdf),
        (jpeg(&drawing(24, 24), Some(exif(1))), FileKind::Jpeg),
        (png(&drawing(24, 24)), FileKind::Png),
    ] {
        // The last chunk of a PNG says nothing but "end": without it the picture is whole.
        let needed = if kind == FileKind::Png {
            source.len() - 12
        } else {
            source.len()
        };
        for end in 8..needed {
            let refusal = refused(&source[..end]);
            assert_eq!(refusal, UploadRefused::Damaged { kind }, "cut at {end}");
        }
        assert!(accept(source, &Limits::default()).is_ok());
    }
}

#[test]
fn nothing_of_the_content_is_in_what_is_logged() {
    let accepted = accept(PDF.to_vec(), &Limits::default()).unwrap();
    assert_eq!(
        format!("{accepted:?}"),
        format!("Accepted(Pdf, {} bytes)", PDF.len())
    );
}

#[tokio::test]
async fn without_a_scanner_a_file_is_unscanned() {
    let scanner: &dyn Scanner = &Unscanned;
    assert_eq!(scanner.scan(PDF).await, Verdict::Unscanned);
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// A file of one of the kinds, and a few bytes of it changed.
    fn mangled() -> impl Strategy<Value = Vec<u8>> {
        let sources = [
            PDF.to_vec(),
            jpeg(&drawing(16, 8), Some(exif(3))),
            png(&drawing(16, 8)),
        ];
        let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
        (prop::sample::select(sources.to_vec()), changes).prop_map(|(mut bytes, changes)| {
            for (index, byte) in changes {
                let at = index.index(bytes.len());
                bytes[at] = byte;
            }
            bytes
        })
    }

    fn sound(bytes: Vec<u8>) {
        // Small, so that a changed size cannot slow the test down.
        let limits = Limits {
            pixels: 65_536,
            ..Limits::default()
        };
        if let Ok(accepted) = accept(bytes.clone(), &limits) {
            match accepted.kind() {
                FileKind::Pdf => assert_eq!(accepted.bytes(), bytes),
                FileKind::Jpeg => drop(opened(accepted.bytes(), ImageFormat::Jpeg)),
                FileKind::Png => drop(opened(accepted.bytes(), ImageFormat::Png)),
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn no_bytes_at_all_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            sound(bytes);
        }

        #[test]
        fn no_bytes_behind_a_signature_make_it_panic(
            signature in prop::sample::select(vec![
                b"%PDF-1.7".to_vec(),
                b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec(),
                vec![0xff, 0xd8, 0xff, 0xe0],
            ]),
            bytes in prop::collection::vec(any::<u8>(), 0..600),
        ) {
            sound([signature, bytes].concat());
        }

        #[test]
        fn a_mangled_file_is_refused_or_still_opens(bytes in mangled()) {
            sound(bytes);
        }
    }
}
