use proptest::{collection::vec, prelude::*, sample::Index};

use crate::{
    record::{Event, decode},
    samples,
};

/// Reading refuses or understands; what is understood is written so that it reads the same.
fn assert_stands(event: &Event, body: &[u8]) {
    if let Ok(read) = decode(event.stream(), event.name(), body) {
        assert_eq!(
            decode(read.stream(), read.name(), &read.encode()).as_ref(),
            Ok(&read)
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_refused_or_understood(body in vec(any::<u8>(), 0..200)) {
        for event in samples::full() {
            assert_stands(&event, &body);
        }
    }

    #[test]
    fn damaged_bytes_are_refused_or_understood(
        damage in vec((any::<Index>(), any::<u8>()), 1..4),
        end in any::<Index>(),
        cut in any::<bool>(),
    ) {
        for event in samples::full() {
            let mut body = event.encode();
            for (at, byte) in &damage {
                if !body.is_empty() {
                    let at = at.index(body.len());
                    body[at] = *byte;
                }
            }
            if cut {
                body.truncate(end.index(body.len() + 1));
            }
            assert_stands(&event, &body);
        }
    }
}

#[test]
fn a_body_cut_anywhere_is_never_read_as_the_whole() {
    for event in samples::full() {
        let body = event.encode();
        for end in 0..body.len() {
            assert_ne!(
                decode(event.stream(), event.name(), &body[..end]).as_ref(),
                Ok(&event)
            );
        }
    }
}

/// Messages of this schema do not nest in themselves, so a deep body is only unknown fields.
#[test]
fn a_deep_nest_of_unknown_groups_is_refused() {
    let mut body = vec![];
    for _ in 0..100_000 {
        body.extend([0xc3, 0xa9, 0x07]); // a group of number 15000 begins
    }
    for event in samples::full() {
        assert!(decode(event.stream(), event.name(), &body).is_err());
    }
}
