use habeas_envelope::Entropy;

/// A new W3C trace context (`traceparent`, version 00, sampled).
#[must_use]
pub fn new_traceparent(entropy: &dyn Entropy) -> String {
    let mut bytes = [0_u8; 24];
    entropy.fill(&mut bytes);
    // All-zero ids are not valid; one set bit keeps them so.
    bytes[0] |= 1;
    bytes[16] |= 1;
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    format!("00-{}-{}-01", &hex[..32], &hex[32..])
}

/// Whether a header is a trace context of version 00, so that it may go into the log.
#[must_use]
pub fn valid_traceparent(text: &str) -> bool {
    let hex = |part: &str, len: usize| {
        part.len() == len
            && part
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    let mut parts = text.split('-');
    let (version, trace, span, flags) = (parts.next(), parts.next(), parts.next(), parts.next());
    version == Some("00")
        && trace.is_some_and(|t| hex(t, 32) && t.bytes().any(|b| b != b'0'))
        && span.is_some_and(|s| hex(s, 16) && s.bytes().any(|b| b != b'0'))
        && flags.is_some_and(|f| hex(f, 2))
        && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Zeros;
    impl Entropy for Zeros {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(0);
        }
    }

    #[test]
    fn a_new_context_is_valid_and_free_text_is_not() {
        assert!(valid_traceparent(&new_traceparent(&Zeros)));
        assert!(valid_traceparent(
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        ));
        assert!(!valid_traceparent(
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01"
        ));
        assert!(!valid_traceparent("Jan Peeters, Antwerpen"));
    }
}
