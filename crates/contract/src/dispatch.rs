use habeas_case::{DispatchChannel, DispatchEvent};
use prost::Message;

use crate::{DecodeError, proto, read::Reader, write};

/// The body of a step of a dispatch, the same in every kind of stream.
pub(crate) fn encode(event: &DispatchEvent) -> Vec<u8> {
    match event {
        DispatchEvent::Ordered {
            dispatch,
            channel,
            template,
            language,
            office,
            not_before,
            items,
        } => proto::DispatchOrdered {
            dispatch: write::uuid(*dispatch),
            channel: channel.as_str().to_owned(),
            template: write::code(template),
            language: write::code(language),
            office: write::code_opt(office.as_ref()),
            not_before: write::instant(*not_before),
            items: items.iter().map(|item| write::uuid(*item)).collect(),
        }
        .encode_to_vec(),
        DispatchEvent::Started { dispatch, attempt } => proto::DispatchStarted {
            dispatch: write::uuid(*dispatch),
            attempt: Some(*attempt),
        }
        .encode_to_vec(),
        DispatchEvent::Queued { dispatch } => proto::DispatchQueued {
            dispatch: write::uuid(*dispatch),
        }
        .encode_to_vec(),
        DispatchEvent::Rendered {
            dispatch,
            item,
            hash,
        } => proto::DispatchRendered {
            dispatch: write::uuid(*dispatch),
            item: write::uuid(*item),
            hash: write::hash(*hash),
        }
        .encode_to_vec(),
        DispatchEvent::Printed { dispatch } => proto::DispatchPrinted {
            dispatch: write::uuid(*dispatch),
        }
        .encode_to_vec(),
        DispatchEvent::Sent {
            dispatch,
            day,
            number,
        } => proto::DispatchSent {
            dispatch: write::uuid(*dispatch),
            day: write::day(*day),
            number: write::uuid_opt(*number),
        }
        .encode_to_vec(),
        DispatchEvent::Delivered { dispatch, day } => proto::DispatchDelivered {
            dispatch: write::uuid(*dispatch),
            day: write::day(*day),
        }
        .encode_to_vec(),
        DispatchEvent::Returned {
            dispatch,
            day,
            reason,
        } => proto::DispatchReturned {
            dispatch: write::uuid(*dispatch),
            day: write::day(*day),
            reason: write::code(reason),
        }
        .encode_to_vec(),
        DispatchEvent::Failed {
            dispatch,
            reason,
            told,
        } => proto::DispatchFailed {
            dispatch: write::uuid(*dispatch),
            reason: write::code(reason),
            told: write::uuid_opt(*told),
        }
        .encode_to_vec(),
        DispatchEvent::Retried {
            dispatch,
            not_before,
        } => proto::DispatchRetried {
            dispatch: write::uuid(*dispatch),
            not_before: write::instant(*not_before),
        }
        .encode_to_vec(),
        DispatchEvent::Cancelled { dispatch } => proto::DispatchCancelled {
            dispatch: write::uuid(*dispatch),
        }
        .encode_to_vec(),
    }
}

/// The step of a dispatch, by its event type; of any other type it is a newer build's.
pub(crate) fn decode(r: &Reader<'_>) -> Result<DispatchEvent, DecodeError> {
    Ok(match r.event_type() {
        "dispatch-ordered" => {
            let m: proto::DispatchOrdered = r.message()?;
            DispatchEvent::Ordered {
                dispatch: r.uuid(&m.dispatch, "dispatch")?,
                channel: r.word(m.channel, "channel", DispatchChannel::from_word)?,
                template: r.code(m.template, "template")?,
                language: r.code(m.language, "language")?,
                office: r.code_opt(m.office, "office")?,
                not_before: r.instant(m.not_before, "not_before")?,
                items: m
                    .items
                    .iter()
                    .map(|item| r.uuid(item, "items"))
                    .collect::<Result<_, _>>()?,
            }
        }
        "dispatch-started" => {
            let m: proto::DispatchStarted = r.message()?;
            DispatchEvent::Started {
                dispatch: r.uuid(&m.dispatch, "dispatch")?,
                attempt: r.present(m.attempt, "attempt")?,
            }
        }
        "dispatch-queued" => {
            let m: proto::DispatchQueued = r.message()?;
            DispatchEvent::Queued {
                dispatch: r.uuid(&m.dispatch, "dispatch")?,
            }
        }
        "dispatch-rendered" => {
            let m: proto::DispatchRendered = r.message()?;
            DispatchEvent::Rendered {
                dispatch: r.uuid(&m.dispatch, "dispatch")?,
                item: r.uuid(&m.item, "item")?,
                hash: r.hash(&m.hash, "hash")?,
            }
        }
        "dispatch-printed" => {
            let m: proto::DispatchPrinted = r.message()?;
            DispatchEvent::Printed {
                dispatch: r.uuid(&m.dispatch, "dispatch")?,
            }
        }
        "dispatch-sent" => {
            let m: proto::DispatchSent = r.message()?;
            DispatchEvent::Sent {
                dispatch: r.uuid(&m.dispatch, "dispatch")?,
                day: r.day(m.day, "day")?,
                number: r.uuid_opt(m.number.as_deref(), "number")?,
            }
        }
        "dispatch-delivered" => {
            let m: proto::DispatchDelivered = r.message()?;
            DispatchEvent::Delivered {
                dispatch: r.uuid(&m.dispatch, "dispatch")?,
                day: r.day(m.day, "day")?,
            }
        }
        "dispatch-returned" => {
            let m: proto::DispatchReturned = r.message()?;
            DispatchEvent::Returned {
                dispatch: r.uuid(&m.dispatch, "dispatch")?,
                day: r.day(m.day, "day")?,
                reason: r.code(m.reason, "reason")?,
            }
        }
        "dispatch-failed" => {
            let m: proto::DispatchFailed = r.message()?;
            DispatchEvent::Failed {
                dispatch: r.uuid(&m.dispatch, "dispatch")?,
                reason: r.code(m.reason, "reason")?,
                told: r.uuid_opt(m.told.as_deref(), "told")?,
            }
        }
        "dispatch-retried" => {
            let m: proto::DispatchRetried = r.message()?;
            DispatchEvent::Retried {
                dispatch: r.uuid(&m.dispatch, "dispatch")?,
                not_before: r.instant(m.not_before, "not_before")?,
            }
        }
        "dispatch-cancelled" => {
            let m: proto::DispatchCancelled = r.message()?;
            DispatchEvent::Cancelled {
                dispatch: r.uuid(&m.dispatch, "dispatch")?,
            }
        }
        _ => return Err(r.newer_build()),
    })
}
