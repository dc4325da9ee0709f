//! Each rule by dates worked out by hand, and the reasons it gives.
#![allow(clippy::unwrap_used)]

mod common;

use chrono::NaiveDate;
use chrono_tz::Europe::Brussels;
use common::{date, due, limit, received, request, suspended};
use habeas_timelimit::{
    Calendars, CautionCode, ClosedDay, Closure, Computed, DateKind, FactError, Holiday, LimitError,
    Period, Rule, TimeLimit, TimeLimitData, compute, compute_hours, easter_sunday,
    latest_defensible, parse_instant,
};

fn from_toml(text: &str) -> TimeLimit {
    toml::from_str(text).unwrap()
}

fn computed(limit: &TimeLimit, day: &str) -> Computed {
    compute(limit, &received(day), &Calendars::bundled()).unwrap()
}

fn closed(day: &str, closure: Closure) -> ClosedDay {
    ClosedDay {
        date: date(day),
        closure,
    }
}

#[test]
fn easter_falls_where_the_almanacs_say() {
    for (year, sunday) in [
        (1961, "1961-04-02"),
        (2000, "2000-04-23"),
        (2008, "2008-03-23"),
        (2024, "2024-03-31"),
        (2025, "2025-04-20"),
        (2026, "2026-04-05"),
        (2035, "2035-03-25"),
        (2038, "2038-04-25"),
        (2100, "2100-03-28"),
    ] {
        assert_eq!(easter_sunday(year), Some(date(sunday)));
    }
}

#[test]
fn the_algemene_termijnenwet_moves_to_the_next_open_day_and_tells_the_unmoved_one() {
    let objection = limit("nl-awb", "objection_6w");
    let computed = computed(&objection, "2026-04-03");
    assert_eq!(due(&computed), "2026-05-18");
    assert_eq!(computed.safe, Some(date("2026-05-15")));
    let roll = computed
        .reasons
        .iter()
        .find(|step| step.rule == Rule::RolledOver)
        .unwrap();
    assert_eq!(roll.citation, "Algemene termijnenwet art. 1(1)");
    assert_eq!(
        roll.closed,
        [
            closed(
                "2026-05-15",
                Closure::Listed("Stcrt. 2025, 24713".to_owned())
            ),
            closed("2026-05-16", Closure::Saturday),
            closed("2026-05-17", Closure::Sunday),
        ]
    );
}

#[test]
fn the_algemene_termijnenwet_leaves_long_terms_alone() {
    let term = |period| {
        from_toml(&format!(
            "period = {{ {period} }}\nrule = 'algemene_termijnenwet'\ncalendar = 'NL-ATW'\ncitation = 'x'"
        ))
    };
    // Thirteen weeks and ninety-one days end on Saturday 5 July 2025, twelve weeks on 28 June.
    assert_eq!(
        due(&computed(&term("weeks = 13"), "2025-04-05")),
        "2025-07-05"
    );
    assert_eq!(
        due(&computed(&term("days = 91"), "2025-04-05")),
        "2025-07-05"
    );
    assert_eq!(
        due(&computed(&term("weeks = 12"), "2025-04-05")),
        "2025-06-30"
    );
    assert_eq!(
        due(&computed(&term("months = 3"), "2025-04-05")),
        "2025-07-07"
    );
    assert_eq!(
        due(&computed(&term("months = 4"), "2025-04-05")),
        "2025-08-05"
    );
    assert_eq!(
        due(&computed(&term("years = 1"), "2025-04-05")),
        "2026-04-05"
    );
}

#[test]
fn short_periods_hold_two_working_days() {
    let union = |days| {
        from_toml(&format!(
            "period = {{ days = {days} }}\nrule = 'regulation_1182_71'\ncalendar = 'BE'\ncitation = 'x'"
        ))
    };
    // From Friday 18 April 2025: Saturday, Sunday, Easter Monday, then two working days.
    let two = computed(&union(2), "2025-04-18");
    assert_eq!(due(&two), "2025-04-23");
    assert!(
        two.reasons
            .iter()
            .any(|step| step.rule == Rule::TwoWorkingDays)
    );
    assert_eq!(due(&computed(&union(1), "2025-04-18")), "2025-04-22");
    assert_eq!(due(&computed(&union(7), "2025-04-18")), "2025-04-25");
    let dutch = from_toml(
        "period = { days = 3 }\nrule = 'algemene_termijnenwet'\ncalendar = 'NL-ATW'\ncitation = 'x'",
    );
    assert_eq!(due(&computed(&dutch, "2025-04-17")), "2025-04-23");
}

#[test]
fn business_days_pass_over_weekends_and_holidays() {
    let notice = limit("mensura", "client_notice_3bd");
    let computed = computed(&notice, "2025-04-18");
    assert_eq!(due(&computed), "2025-04-24");
    let counted = &computed.reasons[1];
    assert_eq!(counted.rule, Rule::BusinessDaysCounted { days: 3 });
    assert_eq!(
        counted.closed,
        [
            closed("2025-04-19", Closure::Saturday),
            closed("2025-04-20", Closure::Sunday),
            closed("2025-04-21", Closure::Holiday(Holiday::EasterMonday)),
        ]
    );
}

#[test]
fn hours_are_elapsed_hours() {
    let authority = limit("gdpr-be", "breach_authority_72h");
    let autumn = parse_instant("2025-10-24T18:00:00+02:00")
        .unwrap()
        .with_timezone(&Brussels);
    let end = compute_hours(&authority, autumn).unwrap();
    assert_eq!(end.to_rfc3339(), "2025-10-27T17:00:00+01:00");
    let refused = compute(&authority, &received("2025-10-24"), &Calendars::bundled());
    assert_eq!(refused, Err(FactError::NeedsInstants));
    assert_eq!(
        compute_hours(&limit("gdpr-be", "request"), autumn),
        Err(FactError::NeedsDays)
    );
}

#[test]
fn a_period_may_run_from_the_end_of_the_year() {
    let training = limit("mensura", "retention_training_10y");
    assert_eq!(due(&computed(&training, "2025-03-15")), "2035-12-31");
    assert_eq!(due(&computed(&training, "2025-12-31")), "2035-12-31");
    assert_eq!(due(&computed(&training, "2026-01-01")), "2036-12-31");
    let leap = from_toml("period = { years = 1 }\nrule = 'self_imposed'\ncitation = 'x'");
    assert_eq!(due(&computed(&leap, "2024-02-29")), "2025-02-28");
}

#[test]
fn an_extension_in_one_go_has_an_earlier_reading_that_is_safe() {
    for (regime, day, notice, last, safe) in [
        (
            "gdpr-be",
            "2025-01-31",
            "2025-02-28",
            "2025-04-30",
            "2025-04-28",
        ),
        (
            "gdpr-be",
            "2025-10-31",
            "2025-11-12",
            "2026-02-02",
            "2026-01-30",
        ),
        (
            "gdpr-nl",
            "2024-12-31",
            "2025-01-20",
            "2025-03-31",
            "2025-03-31",
        ),
        (
            "eurocontrol",
            "2024-11-30",
            "2025-02-28",
            "2025-05-30",
            "2025-05-28",
        ),
        (
            "formula-air",
            "2025-01-31",
            "2025-02-28",
            "2025-04-28",
            "2025-04-28",
        ),
    ] {
        let computed = request(regime, &received(day).extended_on(date(notice)));
        assert_eq!(due(&computed), last, "{regime} {day}");
        assert_eq!(computed.safe, Some(date(safe)), "{regime} {day}");
        let told = computed
            .reasons
            .iter()
            .any(|step| step.rule == Rule::SequentialReading);
        assert_eq!(told, last != safe, "{regime} {day}");
    }
}

#[test]
fn the_first_due_date_follows_the_first_period_alone() {
    // Extended on 31 January; a pause before the first month ends moves both ends, one after it
    // only the extended one.
    let extended = received("2025-01-10").extended_on(date("2025-01-31"));
    let within = request(
        "gdpr-be",
        &suspended(extended.clone(), "2025-02-05", Some("2025-02-08")),
    );
    assert_eq!(within.first_due, Some(date("2025-02-13")));
    assert_eq!(due(&within), "2025-04-14");
    let after = request(
        "gdpr-be",
        &suspended(extended.clone(), "2025-03-03", Some("2025-03-06")),
    );
    assert_eq!(after.first_due, Some(date("2025-02-10")));
    assert_eq!(due(&after), "2025-04-14");
    let open = request("gdpr-be", &suspended(extended, "2025-03-03", None));
    assert_eq!((open.first_due, open.due), (Some(date("2025-02-10")), None));
}

#[test]
fn a_pause_on_a_moved_last_day_runs_on_from_there() {
    let facts = suspended(received("2025-02-08"), "2025-03-10", Some("2025-03-12"));
    let computed = request("gdpr-be", &facts);
    assert_eq!(due(&computed), "2025-03-12");
    assert!(
        computed
            .reasons
            .iter()
            .any(|step| step.rule == Rule::RunsOnFromMovedEnd)
    );
    // The day after, it is too late.
    let facts = suspended(received("2025-02-08"), "2025-03-11", Some("2025-03-12"));
    assert_eq!(due(&request("gdpr-be", &facts)), "2025-03-10");
}

#[test]
fn a_refusal_is_due_in_the_first_period_even_when_the_answer_is_extended() {
    let refusal = limit("gdpr-be", "request").without_extension();
    let facts = received("2025-01-10").extended_on(date("2025-01-31"));
    let computed = compute(&refusal, &facts, &Calendars::bundled()).unwrap();
    assert_eq!(due(&computed), "2025-02-10");
    assert_eq!(
        Some(date("2025-02-10")),
        request("gdpr-be", &facts).first_due
    );
}

#[test]
fn every_step_of_an_extended_and_suspended_request_is_told() {
    let facts = suspended(received("2025-01-31"), "2025-02-03", Some("2025-02-05"))
        .extended_on(date("2025-03-03"));
    let computed = request("gdpr-be", &facts);
    let told: Vec<(DateKind, Rule, &str, NaiveDate, NaiveDate)> = computed
        .reasons
        .iter()
        .map(|step| {
            (
                step.of,
                step.rule,
                step.citation.as_ref(),
                step.from,
                step.to,
            )
        })
        .collect();
    let (first, last) = (DateKind::FirstDue, DateKind::Due);
    let pause = Rule::Suspended {
        opened: date("2025-02-03"),
        closed: date("2025-02-05"),
        days: 2,
    };
    let notified = date("2025-03-03");
    let gdpr = "GDPR art. 12(3)";
    let day = |text| date(text);
    assert_eq!(
        told,
        [
            (
                first,
                Rule::DayOfEventNotCounted,
                "Reg. 1182/71 art. 3(1)",
                day("2025-01-31"),
                day("2025-01-31")
            ),
            (
                first,
                Rule::PeriodAdded {
                    period: Period::Months(1)
                },
                gdpr,
                day("2025-01-31"),
                day("2025-02-28")
            ),
            (
                first,
                Rule::ClampedToMonthEnd,
                "Reg. 1182/71 art. 3(2)(c)",
                day("2025-01-31"),
                day("2025-02-28")
            ),
            (
                first,
                pause,
                "EDPB GL 01/2022 s.159",
                day("2025-02-28"),
                day("2025-03-02")
            ),
            (
                last,
                Rule::ExtensionInTime {
                    notified,
                    while_suspended: false
                },
                gdpr,
                day("2025-03-03"),
                day("2025-03-03")
            ),
            (
                first,
                Rule::RolledOver,
                "Reg. 1182/71 art. 3(4)",
                day("2025-03-02"),
                day("2025-03-03")
            ),
            (
                last,
                Rule::ExtendedPeriodAdded {
                    period: Period::Months(3)
                },
                gdpr,
                day("2025-01-31"),
                day("2025-04-30")
            ),
            (
                last,
                Rule::ClampedToMonthEnd,
                "Reg. 1182/71 art. 3(2)(c)",
                day("2025-01-31"),
                day("2025-04-30")
            ),
            (
                last,
                pause,
                "EDPB GL 01/2022 s.159",
                day("2025-04-30"),
                day("2025-05-02")
            ),
            (
                DateKind::Safe,
                Rule::SequentialReading,
                gdpr,
                day("2025-05-02"),
                day("2025-04-30")
            ),
        ]
    );
}

#[test]
fn the_reading_without_suspension_and_the_restart_are_cautions() {
    let facts = suspended(received("2025-01-15"), "2025-01-15", Some("2025-02-15"));
    let computed = request("gdpr-be", &facts);
    assert_eq!(due(&computed), "2025-03-18");
    let cautions: Vec<_> = computed.cautions.iter().map(|c| (c.code, c.date)).collect();
    assert_eq!(
        cautions,
        [
            (CautionCode::Unsuspended, date("2025-02-17")),
            (CautionCode::RestartAfterSuspension, date("2025-03-15")),
        ]
    );
    assert!(
        request("gdpr-be", &received("2025-01-15"))
            .cautions
            .is_empty()
    );
}

#[test]
fn others_are_judged_by_the_latest_reading() {
    let calendars = Calendars::bundled();
    let latest = |regime, clock, day| {
        latest_defensible(&limit(regime, clock), &received(day), &calendars).unwrap()
    };
    assert_eq!(
        latest("eurocontrol", "dpsb_60d", "2025-05-02"),
        Some(date("2025-07-02"))
    );
    assert_eq!(
        latest("nl-awb", "objection_6w", "2026-04-03"),
        Some(date("2026-05-18"))
    );
    // One month from 1 October 2026 ends on Sunday 1 November; Monday the 2nd is contested.
    assert_eq!(
        due(&request("gdpr-be", &received("2026-10-01"))),
        "2026-11-02"
    );
    assert_eq!(
        latest("gdpr-be", "request", "2026-10-01"),
        Some(date("2026-11-03"))
    );
    assert_eq!(latest("occar", "request", "2026-10-01"), None);
}

#[test]
fn contradictory_limits_are_refused() {
    let one_month = TimeLimitData::from(limit("gdpr-be", "request"));
    let hours = TimeLimitData::from(limit("gdpr-be", "breach_authority_72h"));
    let no_limit = TimeLimitData::from(limit("occar", "request"));
    let with = |data: &TimeLimitData, change: fn(&mut TimeLimitData)| {
        let mut data = data.clone();
        change(&mut data);
        TimeLimit::try_from(data).unwrap_err()
    };
    let cases = [
        (
            with(&one_month, |d| d.period = Some(Period::Months(0))),
            LimitError::ZeroPeriod,
        ),
        (
            with(&one_month, |d| d.calendar = None),
            LimitError::CalendarMissing,
        ),
        (
            with(&hours, |d| {
                d.calendar = Some(habeas_timelimit::CalendarId::new("BE"))
            }),
            LimitError::CalendarUnused,
        ),
        (
            with(&one_month, |d| d.period = Some(Period::Hours(72))),
            LimitError::PeriodForOtherRule,
        ),
        (
            with(&hours, |d| {
                d.suspension = habeas_timelimit::SuspensionRule::HalfOpen
            }),
            LimitError::NotSuspendable,
        ),
        (
            with(&one_month, |d| d.period = Some(Period::Weeks(4))),
            LimitError::ExtensionInOtherUnit,
        ),
        (
            with(&one_month, |d| d.target = Some(Period::Months(1))),
            LimitError::TargetBesidePeriod,
        ),
        (
            with(&no_limit, |d| {
                d.suspension = habeas_timelimit::SuspensionRule::Awb
            }),
            LimitError::NothingToCompute,
        ),
        (
            with(&one_month, |d| d.citation = " ".to_owned()),
            LimitError::CitationEmpty,
        ),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
    let unknown = "period = { months = 1 }\nrule = 'self_imposed'\ncitation = 'x'\nrollover = true";
    assert!(toml::from_str::<TimeLimit>(unknown).is_err());
}

#[test]
fn limits_calendars_and_results_survive_being_written_down() {
    let calendars = Calendars::bundled();
    for (_, _, limit) in habeas_timelimit::vectors::Regimes::bundled().iter() {
        let text = toml::to_string(limit).unwrap();
        assert_eq!(&from_toml(&text), limit);
    }
    for calendar in calendars.iter() {
        let text = toml::to_string(calendar).unwrap();
        assert_eq!(
            &toml::from_str::<habeas_timelimit::Calendar>(&text).unwrap(),
            calendar
        );
    }
    let facts = suspended(received("2025-01-31"), "2025-02-03", Some("2025-02-05"));
    let computed = request("gdpr-be", &facts);
    let text = toml::to_string(&computed).unwrap();
    assert_eq!(toml::from_str::<Computed>(&text).unwrap(), computed);
}

#[test]
fn facts_without_effect_are_told_all_the_same() {
    let facts =
        suspended(received("2025-04-18"), "2025-04-19", None).extended_on(date("2025-04-20"));
    let ignored = Rule::SuspensionIgnored {
        opened: date("2025-04-19"),
    };
    let unavailable = Rule::ExtensionNotAvailable {
        notified: date("2025-04-20"),
    };
    for (regime, clock) in [
        ("occar", "request"),
        ("mensura", "client_notice_3bd"),
        ("eurocontrol", "dpsb_60d"),
        ("nl-awb", "objection_6w"),
    ] {
        let limit = limit(regime, clock);
        let computed = compute(&limit, &facts, &Calendars::bundled()).unwrap();
        for rule in [ignored, unavailable] {
            let step = computed
                .reasons
                .iter()
                .find(|step| step.rule == rule)
                .unwrap();
            assert_eq!(step.of, DateKind::FirstDue, "{regime}/{clock}");
        }
    }
    let late = request(
        "gdpr-be",
        &received("2025-01-10").extended_on(date("2025-02-11")),
    );
    let last_day = date("2025-02-10");
    let rule = Rule::ExtensionTooLate {
        notified: date("2025-02-11"),
        last_day,
    };
    assert!(
        late.reasons
            .iter()
            .any(|step| step.rule == rule && step.of == DateKind::FirstDue)
    );
}

#[test]
fn on_one_day_a_suspension_comes_before_a_notice() {
    let facts =
        suspended(received("2025-02-03"), "2025-02-20", None).extended_on(date("2025-02-20"));
    let computed = request("gdpr-be", &facts);
    let in_time = Rule::ExtensionInTime {
        notified: date("2025-02-20"),
        while_suspended: true,
    };
    assert!(computed.reasons.iter().any(|step| step.rule == in_time));
}
