use chrono::{DateTime, NaiveDate};
use habeas_case::{CaseEvent, DispatchEvent, RegistryEvent, SubmissionEvent};
use habeas_contract::{DecodeError, encode_case, encode_registry, encode_submission};
use habeas_envelope::{Code, DispatchId, ItemId};
use uuid::Uuid;

use crate::{
    record::{Event, Stream, decode},
    samples, samples_words,
};

#[test]
fn every_event_is_read_as_it_was_written() {
    for event in samples::all() {
        let read = decode(event.stream(), event.name(), &event.encode());
        assert_eq!(read, Ok(event));
    }
}

#[test]
fn every_word_of_a_closed_list_is_read_as_it_was_written() {
    for event in samples_words::words() {
        let read = decode(event.stream(), event.name(), &event.encode());
        assert_eq!(read, Ok(event));
    }
}

/// The bytes worked out by hand from the protobuf encoding: field number and wire type, then a
/// varint or a length and the bytes.
#[test]
fn the_bytes_are_those_of_the_schema() {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    let cases = [
        (CaseEvent::FactRetracted { seq: 300 }, "08ac02"),
        (
            CaseEvent::ClockResumed {
                paused_by: 5,
                day: day(2026, 1, 31), // day 20484
            },
            "08051084a001",
        ),
        (
            CaseEvent::DateTold {
                day: day(1970, 1, 1),
            },
            "0800",
        ),
        (
            CaseEvent::DateTold {
                day: day(1969, 12, 31),
            },
            "08ffffffffffffffffff01",
        ),
        (
            CaseEvent::AlarmRung {
                alarm: Code::literal("limit"),
                rung_for: Code::literal("dpo"),
                also_for: Vec::new(),
                overtook: Vec::new(),
                due_at: None,
            },
            "0a056c696d6974120364706f",
        ),
        (
            CaseEvent::TaskDone {
                task: ItemId(Uuid::from_u128(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff)),
            },
            "0a1000112233445566778899aabbccddeeff",
        ),
        (CaseEvent::LegalHoldLifted, ""),
        (CaseEvent::HoldEnded { early: false }, "0800"),
    ];
    for (event, bytes) in cases {
        assert_eq!(hex::encode(encode_case(&event)), bytes, "{event:?}");
    }
}

#[test]
fn what_lies_below_a_microsecond_is_cut_off() {
    let retried = |nanos| {
        CaseEvent::Dispatch(DispatchEvent::Retried {
            dispatch: DispatchId(Uuid::from_u128(1)),
            not_before: DateTime::from_timestamp_nanos(nanos),
        })
    };
    let body = encode_case(&retried(1_769_900_000_123_456_999));
    assert_eq!(
        decode(Stream::Case, "dispatch-retried", &body),
        Ok(Event::Case(retried(1_769_900_000_123_456_000)))
    );
}

#[test]
fn a_step_of_a_dispatch_has_the_same_bytes_in_every_stream() {
    let step = DispatchEvent::Started {
        dispatch: DispatchId(Uuid::from_u128(1)),
        attempt: 1,
    };
    let in_a_case = encode_case(&CaseEvent::Dispatch(step.clone()));
    assert_eq!(
        in_a_case,
        encode_submission(&SubmissionEvent::Dispatch(step.clone()))
    );
    assert_eq!(in_a_case, encode_registry(&RegistryEvent::Dispatch(step)));
}

#[test]
fn an_event_type_that_is_not_known_here_is_a_newer_builds() {
    for stream in Stream::ALL {
        assert_eq!(
            decode(stream, "case-translated", b"\x08\x01"),
            Err(DecodeError::NewerBuild {
                event_type: Code::literal("case-translated")
            })
        );
    }
}

#[test]
fn an_event_of_another_stream_is_not_read() {
    for event in samples::full() {
        let others = Stream::ALL.into_iter().filter(|s| *s != event.stream());
        for other in others.filter(|_| !event.name().starts_with("dispatch-")) {
            assert_eq!(
                decode(other, event.name(), &event.encode()),
                Err(DecodeError::NewerBuild {
                    event_type: Code::literal(event.name())
                })
            );
        }
    }
}

/// A newer build adds fields: numbers 15000 (varint), 15001 (bytes), 15002 (64 bits), 15003 (32
/// bits). They are passed over and are not written again.
#[test]
fn fields_that_are_not_known_here_are_passed_over() {
    let added = hex::decode("c0a90701caa90703616263d1a9070102030405060708dda90701020304").unwrap();
    for event in samples::full() {
        let written = event.encode();
        let newer = [&written[..], &added].concat();
        let read = decode(event.stream(), event.name(), &newer).unwrap();
        assert_eq!(read, event);
        assert_eq!(read.encode(), written);
    }
}
