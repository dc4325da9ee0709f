//! The samples of an incident's events.

use chrono::{DateTime, Utc};
use habeas_case::{IncidentOpened, ObligationEvent};

use crate::samples::{code, day, item, pinned, samples};

fn instant(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

pub fn all() -> Vec<ObligationEvent> {
    use ObligationEvent as E;
    let at = instant(1_769_900_000);
    let day = day(2026, 1, 31);
    let bare = IncidentOpened {
        pack: pinned("house", 1),
        calendar: None,
        trigger: code("breach"),
        cause: None,
        desk: code("privacy"),
        office: code("dpo"),
        learned_at: instant(-1),
        learned_on: day,
        what: item(1),
    };
    samples!(ObligationEvent {
        E::Opened(_) => [
            E::Opened(Box::new(IncidentOpened {
                calendar: Some(pinned("be", 2)),
                trigger: code("authority-request"),
                cause: Some(code("public-body")),
                learned_at: at,
                ..bare.clone()
            })),
            E::Opened(Box::new(bare.clone())),
        ],
        E::LearnedCorrected { .. } => [E::LearnedCorrected { at, day }],
        E::Raised { .. } => [E::Raised { trigger: code("breach-high-risk"), at, day }],
        E::DutyTold { .. } => [
            E::DutyTold { duty: code("client-notice"), at, day, evidence: Some(item(2)) },
            E::DutyTold { duty: code("client-notice"), at, day, evidence: None },
        ],
        E::DutyNotRequired { .. } => [E::DutyNotRequired {
            duty: code("breach-authority"),
            ground: code("no-risk"),
            reason: item(3),
        }],
        E::ClientObjected { .. } => [
            E::ClientObjected { at, day, words: Some(item(4)) },
            E::ClientObjected { at, day, words: None },
        ],
        E::Disclosed { .. } => [
            E::Disclosed { at, day, compelled: Some(item(5)) },
            E::Disclosed { at, day, compelled: None },
        ],
        E::Withheld { .. } => [
            E::Withheld { reason: Some(item(6)) },
            E::Withheld { reason: None },
        ],
        E::DutyMissed { .. } => [E::DutyMissed { duty: code("breach-board"), at }],
        E::AlarmRung { .. } => [
            E::AlarmRung {
                alarm: code("breach-board-12h-1769900000"),
                rung_for: code("dpo"),
                also_for: vec![code("legal")],
            },
            E::AlarmRung {
                alarm: code("breach-board-half-1769900000"),
                rung_for: code("dpo"),
                also_for: Vec::new(),
            },
        ],
        E::Closed => [E::Closed],
    })
}
