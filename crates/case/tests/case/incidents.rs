//! Incidents and their duties: an authority's request, a breach. Instants are literals.

use chrono::{DateTime, NaiveDate, Utc};
use habeas_case::{
    Decision, IncidentOpened, Meta, ObligationEvent, Refusal,
    obligation::{
        Command, DutyState, Incident, RunsFrom, alarms, apply, decide, home, raisable, triggers,
    },
};
use habeas_envelope::{Code, EventId, IncidentId};
use habeas_regime::Pack;
use proptest::prelude::*;
use uuid::Uuid;

use crate::house::{at, code, context, day, item, pack, pinned, staff};

/// One incident with its log, under a pack, at a time.
struct House {
    pack: &'static Pack,
    now: DateTime<Utc>,
    state: Incident,
    log: Vec<(Meta, ObligationEvent)>,
}

fn opening(pack: &Pack, trigger: &str, learned: &str) -> IncidentOpened {
    let (desk, office) = home(pack);
    let learned_at = at(learned);
    IncidentOpened {
        pack: pinned("pack", "1"),
        calendar: None,
        trigger: code(trigger),
        cause: (trigger == "authority-request").then(|| code("public-body")),
        desk,
        office,
        learned_at,
        learned_on: learned_at.with_timezone(&pack.zone()).date_naive(),
        what: item(1),
    }
}

impl House {
    /// An incident recorded at the instant it was learned of.
    fn open(controller: &str, trigger: &str, learned: &str) -> Self {
        let mut house = Self {
            pack: pack(controller),
            now: at(learned),
            state: Incident::default(),
            log: Vec::new(),
        };
        let opened = opening(house.pack, trigger, learned);
        house.must(Command::Open(Box::new(opened)));
        house
    }

    fn command(&mut self, command: Command) -> Result<Vec<ObligationEvent>, Refusal> {
        let actor = staff(1);
        let ctx = context(self.pack, self.now, &actor);
        let events = match decide(&self.state, command, &ctx) {
            Decision::Refused(refusal) => return Err(refusal),
            Decision::Moot(_) => Vec::new(),
            Decision::Events(events) => events,
        };
        for event in &events {
            let seq = self.state.version + 1;
            let meta = Meta {
                id: EventId(Uuid::from_u128(seq.into())),
                seq,
                legal_day: event.legal_day().unwrap_or_else(|| ctx.today()),
                recorded_at: self.now,
                actor: actor.clone(),
            };
            apply(&mut self.state, &meta, event);
            self.log.push((meta, event.clone()));
        }
        Ok(events)
    }

    fn must(&mut self, command: Command) -> Vec<ObligationEvent> {
        let events = self.command(command).unwrap();
        assert!(!events.is_empty());
        events
    }

    fn tell(&mut self, duty: &str, when: &str) {
        self.now = self.now.max(at(when));
        self.must(Command::Tell {
            duty: code(duty),
            at: at(when),
            evidence: Some(item(2)),
        });
    }

    fn disclose(&mut self, when: &str, compelled: bool) -> Result<Vec<ObligationEvent>, Refusal> {
        self.now = self.now.max(at(when));
        self.command(Command::Disclose {
            at: at(when),
            compelled: compelled.then(|| item(5)),
        })
    }

    fn not_required(&mut self, duty: &str, ground: &str) -> Result<Vec<ObligationEvent>, Refusal> {
        self.command(Command::NotRequired {
            duty: code(duty),
            ground: code(ground),
            reason: item(3),
        })
    }

    fn duties(&self) -> Vec<String> {
        let actor = staff(1);
        let duties = self.state.duties(&context(self.pack, self.now, &actor));
        duties.iter().map(|duty| duty.id().to_string()).collect()
    }

    fn of<T>(&self, duty: &str, look: impl Fn(&habeas_case::obligation::Duty<'_>) -> T) -> T {
        let actor = staff(1);
        let ctx = context(self.pack, self.now, &actor);
        look(&self.state.duty(&code(duty), &ctx).unwrap())
    }

    fn stands(&self, duty: &str) -> DutyState {
        self.of(duty, |duty| duty.state)
    }

    fn end(&self, duty: &str) -> Option<DateTime<Utc>> {
        self.of(duty, |duty| duty.clock.as_ref().unwrap().end)
    }

    fn last_day(&self, duty: &str) -> Option<NaiveDate> {
        self.of(duty, |duty| duty.clock.as_ref().unwrap().last_day)
    }

    /// The alarms, as word and instant.
    fn alarms(&self) -> Vec<(String, DateTime<Utc>)> {
        let actor = staff(1);
        let mut all: Vec<_> = alarms(&self.state, &context(self.pack, self.now, &actor))
            .into_iter()
            .map(|alarm| (alarm.code.to_string(), alarm.at))
            .collect();
        all.sort_by_key(|(_, at)| *at);
        all
    }

    fn ring(&mut self, alarm: &str) -> Vec<ObligationEvent> {
        self.command(Command::RingAlarm { alarm: code(alarm) })
            .unwrap()
    }
}

#[test]
fn mensura_18_the_client_is_told_within_three_business_days() {
    // Friday evening; 1 November is a Sunday.
    let friday = House::open("mensura", "authority-request", "2026-10-30T19:30:00+01:00");
    assert_eq!(friday.last_day("client-notice"), Some(day("2026-11-04")));
    assert_eq!(
        friday.end("client-notice"),
        Some(at("2026-11-05T00:00:00+01:00"))
    );
    // Law.md 5, row 17: some Belgian law counts Saturdays, so a day earlier is aimed at.
    let aim = friday.of("client-notice", |duty| duty.clock.as_ref().unwrap().aim);
    assert_eq!(aim, Some(day("2026-11-03")));
    // Armistice day, a Wednesday, is none of the three.
    let armistice = House::open("mensura", "authority-request", "2026-11-09T10:00:00+01:00");
    assert_eq!(armistice.last_day("client-notice"), Some(day("2026-11-13")));
    // All Saints on a Monday; and half past eleven at night in London is the next day in Brussels.
    let saints = House::open("mensura", "authority-request", "2027-10-27T22:30:00Z");
    assert_eq!(saints.last_day("client-notice"), Some(day("2027-11-03")));
}

#[test]
fn mensura_18_nothing_is_disclosed_before_the_client_had_seventy_two_hours() {
    // Told on the Friday evening before summer time ends: the hours are elapsed ones.
    let mut house = House::open("mensura", "authority-request", "2026-10-23T09:00:00+02:00");
    assert_eq!(house.duties(), ["client-notice"]);
    assert_eq!(
        house.disclose("2026-10-23T10:00:00+02:00", true),
        Err(Refusal::ClientNotTold)
    );
    house.tell("client-notice", "2026-10-23T18:00:00+02:00");
    assert_eq!(house.stands("client-notice"), DutyState::Done);
    assert_eq!(
        house.end("client-objection"),
        Some(at("2026-10-26T17:00:00+01:00"))
    );
    assert_eq!(house.stands("client-objection"), DutyState::Waiting);
    for compelled in [false, true] {
        assert_eq!(
            house.disclose("2026-10-26T16:59:59+01:00", compelled),
            Err(Refusal::WaitNotOver)
        );
    }
    assert_eq!(house.command(Command::Close), Err(Refusal::DutyOpen));
    house.now = at("2026-10-26T17:00:00+01:00");
    assert_eq!(house.stands("client-objection"), DutyState::WaitOver);
    assert_eq!(house.command(Command::Close), Err(Refusal::DisclosureOpen));
    house.disclose("2026-10-26T17:00:00+01:00", false).unwrap();
    assert_eq!(house.stands("client-objection"), DutyState::Settled);
    house.must(Command::Close);
    assert!(house.state.closed);
}

#[test]
fn certimed_19_the_seventy_two_hours_run_through_the_beginning_of_summer_time() {
    let mut house = House::open("certimed", "authority-request", "2026-03-27T09:00:00+01:00");
    assert_eq!(house.last_day("client-notice"), Some(day("2026-04-01")));
    house.tell("client-notice", "2026-03-27T18:00:00+01:00");
    assert_eq!(
        house.end("client-objection"),
        Some(at("2026-03-30T19:00:00+02:00"))
    );
}

#[test]
fn certimed_19_an_objection_stops_and_only_law_lifts_it() {
    let mut house = House::open("certimed", "authority-request", "2026-06-01T09:00:00+02:00");
    house.tell("client-notice", "2026-06-01T10:00:00+02:00");
    house.now = at("2026-06-02T08:00:00+02:00");
    house.must(Command::Object {
        at: at("2026-06-02T07:30:00+02:00"),
        words: Some(item(4)),
    });
    assert_eq!(house.stands("client-objection"), DutyState::Objected);
    // It is escalated at once, to the officer.
    let rung = house.ring("client-objected");
    assert_eq!(
        rung,
        [ObligationEvent::AlarmRung {
            alarm: code("client-objected"),
            rung_for: house.pack.provisions().working.dpo.code().clone(),
            also_for: vec![code("privacy-officer")],
        }]
    );
    assert_eq!(
        house.disclose("2026-06-05T09:00:00+02:00", false),
        Err(Refusal::ClientObjects)
    );
    assert_eq!(house.command(Command::Close), Err(Refusal::DutyOpen));
    let mut withheld = House::open("certimed", "authority-request", "2026-06-01T09:00:00+02:00");
    withheld.tell("client-notice", "2026-06-01T10:00:00+02:00");
    withheld.must(Command::Withhold { reason: None });
    withheld.must(Command::Close);
    // Law that compels lifts the objection, not the time.
    house.disclose("2026-06-05T09:00:00+02:00", true).unwrap();
    house.must(Command::Close);
}

#[test]
fn mensura_18_a_the_client_is_not_told_where_the_law_forbids_it() {
    let mut house = House::open("mensura", "authority-request", "2026-06-01T09:00:00+02:00");
    house
        .not_required("client-notice", "not-authorised")
        .unwrap();
    assert_eq!(house.stands("client-notice"), DutyState::NotRequired);
    // Whoever may not be told has no time to object.
    house.disclose("2026-06-01T10:00:00+02:00", false).unwrap();
    house.must(Command::Close);
    // It is said of a public body's request, not of the house's own intention.
    let pack = pack("mensura");
    let mut own = House::open("mensura", "authority-request", "2026-06-01T09:00:00+02:00");
    own.state = Incident::default();
    let mut opened = opening(pack, "authority-request", "2026-06-01T09:00:00+02:00");
    opened.cause = Some(code("intention"));
    own.must(Command::Open(Box::new(opened)));
    assert_eq!(
        own.not_required("client-notice", "not-authorised"),
        Err(Refusal::GroundNotAllowed)
    );
    assert_eq!(
        own.not_required("client-notice", "no-risk"),
        Err(Refusal::GroundNotAllowed)
    );
}

#[test]
fn mensura_19_the_authority_within_seventy_two_hours_the_client_within_forty_eight() {
    let mut house = House::open("mensura", "breach", "2026-12-24T20:00:00+01:00");
    assert_eq!(
        house.duties(),
        ["breach-authority", "breach-client", "breach-contact"]
    );
    // Neither Christmas nor a Sunday moves an hour.
    assert_eq!(
        house.end("breach-authority"),
        Some(at("2026-12-27T20:00:00+01:00"))
    );
    assert_eq!(
        house.end("breach-contact"),
        Some(at("2026-12-26T20:00:00+01:00"))
    );
    assert_eq!(house.end("breach-client"), None, "without delay");
    // What the client is told of a breach begins no time to object.
    house.tell("breach-client", "2026-12-24T21:00:00+01:00");
    assert!(!house.duties().contains(&"client-objection".to_owned()));
    assert_eq!(
        house.disclose("2026-12-28T09:00:00+01:00", false),
        Err(Refusal::NothingToDisclose)
    );
}

#[test]
fn formula_air_10_1_the_authority_within_seventy_two_hours() {
    let mut house = House::open("formula-air", "breach", "2026-03-28T12:00:00+01:00");
    assert_eq!(house.duties(), ["breach-authority"]);
    assert_eq!(
        house.end("breach-authority"),
        Some(at("2026-03-31T13:00:00+02:00"))
    );
    house.now = at("2026-03-31T13:00:00+02:00");
    assert_eq!(house.stands("breach-authority"), DutyState::Open);
    house.now = at("2026-03-31T13:00:01+02:00");
    assert_eq!(house.stands("breach-authority"), DutyState::Overdue);
    // Told in time and written down late is in time.
    house.tell("breach-authority", "2026-03-31T12:59:00+02:00");
    assert_eq!(house.stands("breach-authority"), DutyState::Done);
}

#[test]
fn formula_air_10_2_the_persons_within_seventy_two_hours_of_learning_when_the_risk_is_high() {
    let mut house = House::open("formula-air", "breach", "2026-06-05T17:00:00+02:00");
    house.now = at("2026-06-06T09:00:00+02:00");
    house.must(Command::Raise {
        trigger: code("breach-high-risk"),
        at: at("2026-06-06T09:00:00+02:00"),
    });
    assert_eq!(
        house.end("breach-subjects"),
        Some(at("2026-06-08T17:00:00+02:00"))
    );
    // A disproportionate effort: the public is told instead, and that is a duty.
    house
        .not_required("breach-subjects", "disproportionate")
        .unwrap();
    assert_eq!(house.stands("breach-public"), DutyState::Open);
    house.tell("breach-authority", "2026-06-06T10:00:00+02:00");
    assert_eq!(house.command(Command::Close), Err(Refusal::DutyOpen));
    house.tell("breach-public", "2026-06-06T11:00:00+02:00");
    house.must(Command::Close);
}

#[test]
fn eurocontrol_14_1_the_officer_within_twenty_four_hours() {
    let mut house = House::open("eurocontrol", "breach", "2026-10-24T22:00:00Z");
    assert_eq!(house.end("breach-dpo"), Some(at("2026-10-25T22:00:00Z")));
    house.not_required("breach-dpo", "no-risk").unwrap();
    house.must(Command::Close);
}

#[test]
fn eurocontrol_14_4a_the_board_within_forty_eight_hours_of_the_notification() {
    let mut house = House::open("eurocontrol", "breach", "2026-10-24T22:00:00Z");
    house.now = at("2026-10-25T08:00:00Z");
    house.must(Command::Raise {
        trigger: code("breach-high-risk"),
        at: at("2026-10-25T07:00:00Z"),
    });
    // Until the officer was notified, from the earliest instant that could have been.
    assert_eq!(house.end("breach-board"), Some(at("2026-10-26T22:00:00Z")));
    house.tell("breach-dpo", "2026-10-25T10:00:00Z");
    assert_eq!(house.end("breach-board"), Some(at("2026-10-27T10:00:00Z")));
    let runs_from = house.of("breach-board", |duty| {
        duty.clock.as_ref().unwrap().runs_from
    });
    assert_eq!(runs_from, RunsFrom::OfficerTold);
    // 14.4(b): without undue delay, no hours.
    assert_eq!(house.end("breach-subjects"), None);
}

#[test]
fn a_wrong_instant_is_set_right_and_every_time_follows() {
    let mut house = House::open("mensura", "breach", "2026-06-02T12:00:00+02:00");
    house.must(Command::CorrectLearned {
        at: at("2026-06-02T08:00:00+02:00"),
    });
    assert_eq!(
        house.end("breach-authority"),
        Some(at("2026-06-05T08:00:00+02:00"))
    );
    let mut told = House::open("mensura", "authority-request", "2026-06-01T09:00:00+02:00");
    told.tell("client-notice", "2026-06-01T10:00:00+02:00");
    told.now = at("2026-06-02T09:00:00+02:00");
    told.tell("client-notice", "2026-06-01T16:00:00+02:00");
    assert_eq!(
        told.end("client-objection"),
        Some(at("2026-06-04T16:00:00+02:00"))
    );
    let early = Command::Tell {
        duty: code("client-notice"),
        at: at("2026-06-01T08:59:00+02:00"),
        evidence: None,
    };
    assert_eq!(told.command(early), Err(Refusal::BeforeLearned));
}

#[test]
fn alarms_ring_at_half_time_in_the_last_hours_and_at_the_end() {
    let mut house = House::open("formula-air", "breach", "2026-06-01T00:00:00Z");
    let end = at("2026-06-04T00:00:00Z").timestamp();
    let expected = [
        (
            format!("breach-authority-half-{end}"),
            "2026-06-02T12:00:00Z",
        ),
        (
            format!("breach-authority-24h-{end}"),
            "2026-06-03T00:00:00Z",
        ),
        (
            format!("breach-authority-12h-{end}"),
            "2026-06-03T12:00:00Z",
        ),
        (format!("breach-authority-3h-{end}"), "2026-06-03T21:00:00Z"),
        (
            format!("breach-authority-missed-{end}"),
            "2026-06-04T00:00:00Z",
        ),
    ]
    .map(|(word, instant)| (word, at(instant)));
    assert_eq!(house.alarms(), expected);
    // Before its time an alarm does not ring; after an outage all that fell due do, and the limit
    // missed is recorded once.
    assert!(house.ring(&expected[0].0).is_empty());
    house.now = at("2026-06-05T08:00:00Z");
    let mut missed = 0;
    for (word, _) in &expected {
        let events = house.ring(word);
        assert!(!events.is_empty(), "{word}");
        missed += events
            .iter()
            .filter(|event| matches!(event, ObligationEvent::DutyMissed { .. }))
            .count();
        assert!(house.ring(word).is_empty(), "{word} rang already");
    }
    assert_eq!(missed, 1);
    assert!(house.alarms().is_empty());
    assert_eq!(house.stands("breach-authority"), DutyState::Overdue);
}

#[test]
fn a_duty_without_a_limit_rings_at_once_and_each_day_until_it_is_done() {
    let mut house = House::open("certimed", "breach", "2026-06-01T08:00:00Z");
    let at_once = |house: &House| {
        let all = house.alarms().into_iter();
        all.filter(|(word, _)| word.starts_with("breach-client-at-once"))
            .collect::<Vec<_>>()
    };
    let first = at_once(&house);
    assert_eq!(first[0].1, at("2026-06-01T08:00:00Z"));
    house.ring(&first[0].0);
    let second = at_once(&house);
    assert_eq!(second.len(), 1);
    house.now = at("2026-06-02T08:00:00Z");
    let second = at_once(&house);
    assert_eq!(second[0].1, at("2026-06-02T08:00:00Z"));
    // Ten days unheard are one alarm.
    house.ring(&second[0].0);
    house.now = at("2026-06-12T09:00:00Z");
    assert_eq!(at_once(&house)[0].1, at("2026-06-12T08:00:00Z"));
    house.tell("breach-client", "2026-06-12T09:00:00Z");
    assert!(at_once(&house).is_empty());
}

#[test]
fn the_row_shows_the_nearest_day_and_its_desk() {
    let mut house = House::open("mensura", "breach", "2026-12-24T20:00:00+01:00");
    house.tell("breach-client", "2026-12-24T21:00:00+01:00");
    let actor = staff(1);
    let id = IncidentId(Uuid::from_u128(9));
    let row = house
        .state
        .row(id, &context(house.pack, house.now, &actor))
        .unwrap();
    assert_eq!(row.due, Some(day("2026-12-26")));
    assert_eq!(row.desk, Some(home(house.pack).0));
    assert!(!row.closed);
    assert!(row.reference.is_none() && row.right.is_none() && row.kind.is_none());
}

#[test]
fn an_incident_never_stands_at_a_closed_desk_and_begins_only_as_its_pack_says() {
    let mut house = House::open("mensura", "breach", "2026-06-01T09:00:00+02:00");
    house.state = Incident::default();
    let mut closed = opening(house.pack, "breach", "2026-06-01T09:00:00+02:00");
    closed.desk = code("medical");
    assert_eq!(
        house.command(Command::Open(Box::new(closed))),
        Err(Refusal::NotOffered)
    );
    assert_eq!(triggers(pack("formula-air")), ["breach"]);
    assert_eq!(triggers(pack("mensura")), ["authority-request", "breach"]);
    assert!(triggers(pack("occar")).is_empty());
    let high: [Code; 1] = [code("breach-high-risk")];
    for controller in ["mensura", "certimed", "formula-air", "eurocontrol"] {
        assert_eq!(raisable(pack(controller), "breach"), high, "{controller}");
    }
    assert!(raisable(pack("mensura"), "authority-request").is_empty());
}

fn commands() -> impl Strategy<Value = Vec<(u8, i64)>> {
    proptest::collection::vec((0_u8..12, 0_i64..200), 0..30)
}

proptest! {
    /// Whatever is commanded in whatever order: nothing panics, the log gives the same state, and
    /// nothing goes out before the client was told and had their time.
    #[test]
    fn whatever_is_commanded_the_log_tells_the_same(steps in commands(), breach: bool) {
        let trigger = if breach { "breach" } else { "authority-request" };
        let mut house = House::open("mensura", trigger, "2026-06-01T09:00:00Z");
        let begin = house.now;
        for (what, hours) in steps {
            let when = begin + chrono::Duration::hours(hours);
            house.now = house.now.max(when);
            let duty = |id: &str| Command::Tell { duty: code(id), at: when, evidence: None };
            let command = match what {
                0 => duty("client-notice"),
                1 => duty("breach-authority"),
                2 => duty("breach-client"),
                3 => duty("breach-contact"),
                4 => Command::Raise { trigger: code("breach-high-risk"), at: when },
                5 => Command::NotRequired {
                    duty: code("client-notice"),
                    ground: code("not-authorised"),
                    reason: item(1),
                },
                6 => Command::Object { at: when, words: None },
                7 => Command::Disclose { at: when, compelled: None },
                8 => Command::Disclose { at: when, compelled: Some(item(1)) },
                9 => Command::Withhold { reason: None },
                10 => Command::Close,
                _ => Command::CorrectLearned { at: when },
            };
            let told = house.state.told.get(&code("client-notice")).map(|told| told.at);
            let waived = house.state.not_required.contains_key(&code("client-notice"));
            let events = house.command(command).unwrap_or_default();
            for event in events {
                if let ObligationEvent::Disclosed { at, .. } = event {
                    let waited = told.is_some_and(|told| at - told >= chrono::Duration::hours(72));
                    prop_assert!(waived || waited);
                }
            }
        }
        let again = Incident::replay(house.log.iter().map(|(meta, event)| (meta, event)));
        prop_assert_eq!(&again, &house.state);
    }
}

/// The chain of the pack, as for a case: who handles it, who stands in, the officer; the nearer the
/// end, the further.
#[test]
fn the_nearer_its_end_the_further_along_the_chain_an_incident_rings() {
    let mut house = House::open("mensura", "breach", "2026-03-02T10:00:00+01:00");
    let mut whom = |alarm: &str, now: &str| {
        house.now = at(now);
        let [
            ObligationEvent::AlarmRung {
                rung_for, also_for, ..
            },
            ..,
        ] = &house.ring(alarm)[..]
        else {
            panic!("{alarm} does not ring")
        };
        [rung_for]
            .into_iter()
            .chain(also_for)
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    // Seventy-two hours end on 5 March at ten in Brussels.
    let end = at("2026-03-05T10:00:00+01:00").timestamp();
    let half = whom(
        &format!("breach-authority-half-{end}"),
        "2026-03-03T22:00:00+01:00",
    );
    assert_eq!(half, ["dpo"]);
    let half_a_day = whom(
        &format!("breach-authority-12h-{end}"),
        "2026-03-04T22:00:00+01:00",
    );
    assert_eq!(half_a_day, ["dpo", "privacy-officer"]);
    let missed = whom(
        &format!("breach-authority-missed-{end}"),
        "2026-03-05T10:00:01+01:00",
    );
    assert_eq!(missed, ["dpo", "privacy-officer"]);
}
