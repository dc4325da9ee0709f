//! Where a JPEG ends. The decoder is lenient: it paints what is missing grey and does not mind a
//! million passes over the picture, so the markers are walked before it sees the bytes.

/// More passes over one picture than any encoder writes; each may cost the work of the whole
/// picture for a few bytes of file.
const MOST_SCANS: usize = 100;

/// The bytes from the start of the image to its end (ITU T.81, B.1.1), without what follows; `None`
/// if they end before the image does, are no sequence of markers, or hold too many scans.
pub(crate) fn whole(bytes: &[u8]) -> Option<&[u8]> {
    let mut at = 2;
    let mut scans = 0;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        // Any number of fill bytes may precede the code.
        while *bytes.get(at)? == 0xff {
            at += 1;
        }
        let code = bytes[at];
        at += 1;
        match code {
            // End of image.
            0xd9 if scans > 0 => return Some(&bytes[..at]),
            // Start of scan: a segment, then the picture's bits up to the next true marker.
            0xda => {
                scans += 1;
                if scans > MOST_SCANS {
                    return None;
                }
                at = after_bits(bytes, after_segment(bytes, at)?)?;
            }
            // Markers that stand alone have no place here.
            0x00 | 0x01 | 0xd0..=0xd9 => return None,
            _ => at = after_segment(bytes, at)?,
        }
    }
}

/// Behind a segment, which says its own length, the two bytes of the length included.
fn after_segment(bytes: &[u8], at: usize) -> Option<usize> {
    let length = usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
    (length >= 2).then_some(at + length)
}

/// At the marker that ends the bits of a scan; within them, 255 is followed by 0, by another 255 or
/// by a restart marker.
fn after_bits(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}
