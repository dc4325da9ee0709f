use chrono::NaiveDate;
use habeas_case::{Pinned, case::ClockFacts};
use habeas_envelope::{Code, Hash32};
use habeas_store::Row;
use habeas_timelimit::{Facts, Suspension};
use serde_json::{Value, json};

/// Where the facts of the clock stand in the data of a row.
const CLOCK: &str = "clock";

/// The facts of a case's clock as its row carries them.
pub(crate) fn to_data(facts: Option<&ClockFacts>) -> Value {
    let Some(clock) = facts else {
        return Value::Null;
    };
    let pinned =
        |pin: &Pinned| json!([pin.id.as_str(), pin.version.as_str(), pin.hash.to_string()]);
    let mut data = json!({
        "on": clock.facts.received,
        "by": [clock.regime.as_str(), clock.clock.as_str()],
        "pack": pinned(&clock.pack),
    });
    if !clock.facts.suspensions.is_empty() {
        let days = clock
            .facts
            .suspensions
            .iter()
            .map(|s| json!([s.from, s.to]));
        data["off"] = days.collect();
    }
    if let Some(day) = clock.facts.extension_notified {
        data["ext"] = json!(day);
    }
    if let Some(calendar) = &clock.calendar {
        data["cal"] = pinned(calendar);
    }
    json!({ CLOCK: data })
}

/// The facts of a case's clock that its row carries; none where an earlier projection made it.
pub(crate) fn of_row(row: &Row) -> Option<ClockFacts> {
    let data = row.data.get(CLOCK)?;
    let mut facts = Facts::received(day(data.get("on")?)?);
    if let Some(off) = data.get("off") {
        facts.suspensions = off
            .as_array()?
            .iter()
            .map(suspension)
            .collect::<Option<_>>()?;
    }
    if let Some(ext) = data.get("ext") {
        facts.extension_notified = Some(day(ext)?);
    }
    let by = data.get("by")?;
    Some(ClockFacts {
        facts,
        regime: code(by.get(0)?)?,
        clock: code(by.get(1)?)?,
        pack: pinned(data.get("pack")?)?,
        calendar: match data.get("cal") {
            Some(calendar) => Some(pinned(calendar)?),
            None => None,
        },
    })
}

fn suspension(pair: &Value) -> Option<Suspension> {
    let to = pair.get(1)?;
    Some(Suspension {
        from: day(pair.get(0)?)?,
        to: if to.is_null() { None } else { Some(day(to)?) },
    })
}

fn pinned(triple: &Value) -> Option<Pinned> {
    Some(Pinned {
        id: code(triple.get(0)?)?,
        version: code(triple.get(1)?)?,
        hash: Hash32::try_from(triple.get(2)?.as_str()?.to_owned()).ok()?,
    })
}

fn day(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.parse().ok()
}

fn code(value: &Value) -> Option<Code> {
    Code::new(value.as_str()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(id: &'static str, n: u8) -> Pinned {
        Pinned {
            id: Code::literal(id),
            version: Code::literal("3"),
            hash: Hash32([n; 32]),
        }
    }

    #[test]
    fn the_facts_are_read_as_they_were_written_and_nothing_else_is_kept() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let full = ClockFacts {
            facts: Facts::received(day("2026-01-31"))
                .suspended(day("2026-02-02"), Some(day("2026-02-05")))
                .suspended(day("2026-02-09"), None)
                .extended_on(day("2026-02-20")),
            regime: Code::literal("nl-awb"),
            clock: Code::literal("request"),
            pack: pin("house", 1),
            calendar: Some(pin("nl-atw", 2)),
        };
        let least = ClockFacts {
            facts: Facts::received(day("2026-01-31")),
            calendar: None,
            ..full.clone()
        };
        for facts in [full, least] {
            let data = to_data(Some(&facts));
            let stored: Value = serde_json::from_str(&data.to_string()).unwrap();
            assert_eq!(read(stored), Some(facts));
        }
        assert_eq!(read(to_data(None)), None);
        assert_eq!(read(json!({ "clock": { "on": "2026-02-30" } })), None);
    }

    fn read(data: Value) -> Option<ClockFacts> {
        let row = row(data);
        of_row(&row)
    }

    fn row(data: Value) -> Row {
        use habeas_envelope::{CaseId, ControllerId, StreamRef, SubmissionId};
        let controller = ControllerId::new("house").unwrap();
        Row {
            stream: StreamRef::case(controller, CaseId(uuid::Uuid::from_u128(1))),
            version: 1,
            projection: crate::PROJECTION,
            submission: SubmissionId(uuid::Uuid::from_u128(2)),
            desk: None,
            office: None,
            status: Code::literal("working"),
            right: None,
            kind: None,
            reference: None,
            received: NaiveDate::MIN,
            first_due: None,
            due: None,
            safe: None,
            clock: Code::literal("running"),
            waits: habeas_store::Waits::Nothing,
            waits_since: chrono::DateTime::UNIX_EPOCH,
            closed: false,
            tasks: 0,
            task_due: None,
            data,
        }
    }
}
