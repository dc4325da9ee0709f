use habeas_case::{IncidentOpened, ObligationEvent};
use habeas_envelope::EventRecord;
use prost::Message;

use crate::{DecodeError, proto, read::Reader, write};

/// The body of an event of an incident.
#[must_use]
pub fn encode_obligation(event: &ObligationEvent) -> Vec<u8> {
    use ObligationEvent as E;
    match event {
        E::Opened(opened) => self::opened(opened).encode_to_vec(),
        E::LearnedCorrected { at, day } => proto::IncidentLearnedCorrected {
            at: write::instant(*at),
            day: write::day(*day),
        }
        .encode_to_vec(),
        E::Raised { trigger, at, day } => proto::IncidentRaised {
            trigger: write::code(trigger),
            at: write::instant(*at),
            day: write::day(*day),
        }
        .encode_to_vec(),
        E::DutyTold {
            duty,
            at,
            day,
            evidence,
        } => proto::DutyTold {
            duty: write::code(duty),
            at: write::instant(*at),
            day: write::day(*day),
            evidence: write::uuid_opt(*evidence),
        }
        .encode_to_vec(),
        E::DutyNotRequired {
            duty,
            ground,
            reason,
        } => proto::DutyNotRequired {
            duty: write::code(duty),
            ground: write::code(ground),
            reason: write::uuid(*reason),
        }
        .encode_to_vec(),
        E::ClientObjected { at, day, words } => proto::ClientObjected {
            at: write::instant(*at),
            day: write::day(*day),
            words: write::uuid_opt(*words),
        }
        .encode_to_vec(),
        E::Disclosed { at, day, compelled } => proto::IncidentDisclosed {
            at: write::instant(*at),
            day: write::day(*day),
            compelled: write::uuid_opt(*compelled),
        }
        .encode_to_vec(),
        E::Withheld { reason } => proto::IncidentWithheld {
            reason: write::uuid_opt(*reason),
        }
        .encode_to_vec(),
        E::DutyMissed { duty, at } => proto::DutyMissed {
            duty: write::code(duty),
            at: write::instant(*at),
        }
        .encode_to_vec(),
        E::AlarmRung {
            alarm,
            rung_for,
            also_for,
        } => proto::DutyAlarmRung {
            alarm: write::code(alarm),
            rung_for: write::code(rung_for),
            also_for: also_for.iter().map(write::code).collect(),
        }
        .encode_to_vec(),
        E::Closed => proto::IncidentClosed {}.encode_to_vec(),
    }
}

fn opened(opened: &IncidentOpened) -> proto::IncidentOpened {
    proto::IncidentOpened {
        pack: write::pinned(&opened.pack),
        calendar: write::pinned_opt(opened.calendar.as_ref()),
        trigger: write::code(&opened.trigger),
        cause: write::code_opt(opened.cause.as_ref()),
        desk: write::code(&opened.desk),
        office: write::code(&opened.office),
        learned_at: write::instant(opened.learned_at),
        learned_on: write::day(opened.learned_on),
        what: write::uuid(opened.what),
    }
}

/// The event of an incident that a record holds, by its event type.
///
/// # Errors
/// When a newer build wrote it, or the body is not what the schema says.
pub fn decode_obligation(record: &EventRecord) -> Result<ObligationEvent, DecodeError> {
    use ObligationEvent as E;
    let r = &Reader::new(record);
    Ok(match r.event_type() {
        "incident-opened" => E::Opened(Box::new(read_opened(r)?)),
        "incident-learned-corrected" => {
            let m: proto::IncidentLearnedCorrected = r.message()?;
            E::LearnedCorrected {
                at: r.instant(m.at, "at")?,
                day: r.day(m.day, "day")?,
            }
        }
        "incident-raised" => {
            let m: proto::IncidentRaised = r.message()?;
            E::Raised {
                trigger: r.code(m.trigger, "trigger")?,
                at: r.instant(m.at, "at")?,
                day: r.day(m.day, "day")?,
            }
        }
        "duty-told" => {
            let m: proto::DutyTold = r.message()?;
            E::DutyTold {
                duty: r.code(m.duty, "duty")?,
                at: r.instant(m.at, "at")?,
                day: r.day(m.day, "day")?,
                evidence: r.uuid_opt(m.evidence.as_deref(), "evidence")?,
            }
        }
        "duty-not-required" => {
            let m: proto::DutyNotRequired = r.message()?;
            E::DutyNotRequired {
                duty: r.code(m.duty, "duty")?,
                ground: r.code(m.ground, "ground")?,
                reason: r.uuid(&m.reason, "reason")?,
            }
        }
        "client-objected" => {
            let m: proto::ClientObjected = r.message()?;
            E::ClientObjected {
                at: r.instant(m.at, "at")?,
                day: r.day(m.day, "day")?,
                words: r.uuid_opt(m.words.as_deref(), "words")?,
            }
        }
        "incident-disclosed" => {
            let m: proto::IncidentDisclosed = r.message()?;
            E::Disclosed {
                at: r.instant(m.at, "at")?,
                day: r.day(m.day, "day")?,
                compelled: r.uuid_opt(m.compelled.as_deref(), "compelled")?,
            }
        }
        "incident-withheld" => {
            let m: proto::IncidentWithheld = r.message()?;
            E::Withheld {
                reason: r.uuid_opt(m.reason.as_deref(), "reason")?,
            }
        }
        "duty-missed" => {
            let m: proto::DutyMissed = r.message()?;
            E::DutyMissed {
                duty: r.code(m.duty, "duty")?,
                at: r.instant(m.at, "at")?,
            }
        }
        "duty-alarm-rung" => {
            let m: proto::DutyAlarmRung = r.message()?;
            E::AlarmRung {
                alarm: r.code(m.alarm, "alarm")?,
                rung_for: r.code(m.rung_for, "rung_for")?,
                also_for: r.codes(m.also_for, "also_for")?,
            }
        }
        "incident-closed" => {
            let proto::IncidentClosed {} = r.message()?;
            E::Closed
        }
        _ => return Err(r.newer_build()),
    })
}

fn read_opened(r: &Reader<'_>) -> Result<IncidentOpened, DecodeError> {
    let m: proto::IncidentOpened = r.message()?;
    Ok(IncidentOpened {
        pack: r.pinned(m.pack, "pack")?,
        calendar: r.pinned_opt(m.calendar, "calendar")?,
        trigger: r.code(m.trigger, "trigger")?,
        cause: r.code_opt(m.cause, "cause")?,
        desk: r.code(m.desk, "desk")?,
        office: r.code(m.office, "office")?,
        learned_at: r.instant(m.learned_at, "learned_at")?,
        learned_on: r.day(m.learned_on, "learned_on")?,
        what: r.uuid(&m.what, "what")?,
    })
}
