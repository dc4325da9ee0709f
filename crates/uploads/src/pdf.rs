//! The first and last words of a PDF; nothing between is read.

/// Whether the bytes say a version at the beginning and where their cross-references start at the
/// end (ISO 32000-2, 7.5.2 and 7.5.5), with nothing but white space behind it: a file cut off in
/// transit does not, nor one with an archive appended.
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    let Some([major, b'.', minor]) = bytes.get(5..8) else {
        return false;
    };
    if !major.is_ascii_digit() || !minor.is_ascii_digit() {
        return false;
    }
    let end = bytes
        .iter()
        .rposition(|byte| !is_blank(*byte))
        .map_or(0, |last| last + 1);
    let Some(before) = bytes[..end].strip_suffix(b"%%EOF") else {
        return false;
    };
    let tail = &before[before.len().saturating_sub(64)..];
    let Some(at) = tail.windows(9).rposition(|word| word == b"startxref") else {
        return false;
    };
    let offset = tail[at + 9..].trim_ascii();
    !offset.is_empty() && offset.iter().all(u8::is_ascii_digit)
}

/// White space as PDF has it, which some scanners fill the last block with.
fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_pdf_says_its_version_and_its_end() {
        assert!(is_whole(b"%PDF-1.7\n...\nstartxref\n116\n%%EOF\n"));
        assert!(is_whole(b"%PDF-2.0\r...startxref\r\n0\r\n%%EOF\r\n\0\0\0"));
        assert!(!is_whole(b"%PDF-x.7\n...\nstartxref\n116\n%%EOF\n"));
        assert!(!is_whole(b"%PDF-1.7\n...\nstartxref\n116\n%%EO"));
        assert!(!is_whole(b"%PDF-1.7\n...\nstartxref\nhere\n%%EOF"));
        assert!(!is_whole(b"%PDF-1.7\n...\n%%EOF"));
        assert!(!is_whole(b"%PDF-1.7\nstartxref\n116\n%%EOF\nPK\x03\x04"));
        assert!(!is_whole(b"%PDF-"));
    }
}
