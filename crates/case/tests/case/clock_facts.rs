//! The clock is what its facts say: neither the order they were written down in nor what was
//! taken back leaves a trace.

use chrono::{Days, NaiveDate};
use habeas_case::{CaseEvent, case::alarms};
use proptest::prelude::*;

use crate::house::{House, code, day, item, staff};

/// A fact of a clock; days count from receipt.
#[derive(Clone, Copy, Debug)]
enum Fact {
    Pause { from: u8, days: Option<u8> },
    Extension { on: u8 },
}

fn pause() -> impl Strategy<Value = Fact> {
    (0_u8..60, proptest::option::weighted(0.9, 0_u8..20))
        .prop_map(|(from, days)| Fact::Pause { from, days })
}

fn facts() -> impl Strategy<Value = Vec<Fact>> {
    // The second of two notices can only be one recorded beside the first by mistake.
    let extension = (0_u8..50).prop_map(|on| Fact::Extension { on });
    let extension = proptest::collection::vec(extension, 0..3);
    (proptest::collection::vec(pause(), 0..5), extension).prop_map(|(mut facts, extension)| {
        facts.extend(extension);
        facts
    })
}

fn after(days: u8) -> NaiveDate {
    day("2026-01-31") + Days::new(u64::from(days))
}

fn house(controller: &str) -> House {
    House::open(controller, "access", "general", "2026-01-31")
}

impl House {
    /// Writes a fact down; the number of its first event.
    fn note(&mut self, fact: Fact) -> u64 {
        let first = self.state.version + 1;
        match fact {
            Fact::Pause { from, days } => {
                self.note_pause(from);
                if let Some(days) = days {
                    self.note_end(first, from + days);
                }
            }
            Fact::Extension { on } => self.note_extension(on),
        }
        first
    }

    fn note_pause(&mut self, from: u8) {
        let paused = CaseEvent::ClockPaused {
            cause: code("identity-question"),
            day: after(from),
            evidence: None,
        };
        self.record(&staff(1), after(from), paused);
    }

    fn note_end(&mut self, paused_by: u64, on: u8) {
        let day = after(on);
        self.record(&staff(1), day, CaseEvent::ClockResumed { paused_by, day });
    }

    fn note_extension(&mut self, on: u8) {
        let extended = CaseEvent::ClockExtended {
            ground: code("complexity"),
            reason: item(1),
            day: after(on),
            evidence: None,
        };
        self.record(&staff(1), after(on), extended);
    }

    /// Everything the clock shows: dates with reasons, row and alarms.
    fn shows(&self) -> String {
        self.with(|ctx| {
            let row = self.state.row(ctx).unwrap();
            let dates = (row.received, row.first_due, row.due, row.safe, row.clock);
            let (explained, rings) = (self.state.explained(ctx), alarms(&self.state, ctx));
            format!("{dates:?} {explained:?} {rings:?}")
        })
    }
}

/// One thing to write down: a fact's beginning, or the end of a pause.
#[derive(Clone, Copy, Debug)]
enum Note {
    Begin(usize),
    End(usize),
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_order_of_writing_down_does_not_matter(
        controller in proptest::sample::select(&["mensura", "certimed"][..]),
        facts in facts(),
        keys in proptest::collection::vec(any::<u32>(), 12),
    ) {
        let mut plain = house(controller);
        for fact in &facts {
            plain.note(*fact);
        }
        let mut notes: Vec<(u32, Note)> = Vec::new();
        for (n, fact) in facts.iter().enumerate() {
            notes.push((keys[n], Note::Begin(n)));
            if let Fact::Pause { days: Some(_), .. } = fact {
                // An end names its beginning, and so comes after it.
                notes.push((keys[n].max(keys[n + 6]), Note::End(n)));
            }
        }
        notes.sort_by_key(|(key, _)| *key);
        let mut shuffled = house(controller);
        let mut begun = vec![0; facts.len()];
        for (_, note) in notes {
            match (note, facts[match note { Note::Begin(n) | Note::End(n) => n }]) {
                (Note::Begin(n), Fact::Pause { from, .. }) => {
                    begun[n] = shuffled.state.version + 1;
                    shuffled.note_pause(from);
                }
                (Note::End(n), Fact::Pause { from, days: Some(days) }) => {
                    shuffled.note_end(begun[n], from + days);
                }
                (_, Fact::Extension { on }) => shuffled.note_extension(on),
                (Note::End(_), Fact::Pause { days: None, .. }) => {}
            }
        }
        prop_assert_eq!(plain.shows(), shuffled.shows());
    }

    #[test]
    fn a_fact_taken_back_equals_one_never_had(
        controller in proptest::sample::select(&["mensura", "certimed"][..]),
        facts in facts(),
        extra in prop_oneof![pause(), (0_u8..50).prop_map(|on| Fact::Extension { on })],
        place in any::<prop::sample::Index>(),
        at_once in any::<bool>(),
    ) {
        let mut without = house(controller);
        for fact in &facts {
            without.note(*fact);
        }
        let place = place.index(facts.len() + 1);
        let mut with = house(controller);
        let mut wrong = 0;
        for n in 0..=facts.len() {
            if n == place {
                wrong = with.note(extra);
                if at_once {
                    with.record(&staff(2), day("2026-04-01"), CaseEvent::FactRetracted { seq: wrong });
                }
            }
            if let Some(fact) = facts.get(n) {
                with.note(*fact);
            }
        }
        if !at_once {
            with.record(&staff(2), day("2026-04-01"), CaseEvent::FactRetracted { seq: wrong });
        }
        prop_assert_eq!(with.shows(), without.shows());
    }

    #[test]
    fn a_corrected_receipt_taken_back_equals_one_never_had(
        facts in facts(),
        earlier in 0_u64..40,
    ) {
        let mut without = house("mensura");
        let mut with = house("mensura");
        let corrected = CaseEvent::ReceiptCorrected {
            day: day("2026-01-31") - Days::new(earlier),
            reason: code("post-mark"),
        };
        with.record(&staff(1), day("2026-02-02"), corrected);
        let seq = with.state.version;
        for fact in &facts {
            with.note(*fact);
            without.note(*fact);
        }
        with.record(&staff(1), day("2026-04-01"), CaseEvent::FactRetracted { seq });
        prop_assert_eq!(with.shows(), without.shows());
    }
}
