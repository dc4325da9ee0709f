//! What a person reads.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeZone};
use chrono_tz::Europe::Brussels;
use habeas_language::Locale;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn a_tag_chooses_the_language() {
    assert_eq!(Locale::from_tag("nl-BE"), Some(Locale::Nl));
    assert_eq!(Locale::from_tag("FR_be"), Some(Locale::Fr));
    assert_eq!(Locale::from_tag("xx"), None);
    assert_eq!(Locale::from_tag(""), None);
    assert_eq!("en".parse(), Ok(Locale::En));
    assert!("tlh".parse::<Locale>().is_err());
    for locale in Locale::ALL {
        assert_eq!(Locale::from_tag(locale.tag()), Some(*locale));
        assert_eq!(locale.to_string(), locale.tag());
    }
}

#[test]
fn a_browser_gets_the_language_it_likes_best() {
    let cases = [
        ("fr-BE,fr;q=0.9,en;q=0.8", Some(Locale::Fr)),
        ("xx;q=1.0, en;q=0.3, nl;q=0.7", Some(Locale::Nl)),
        ("ja, *;q=0.5", None),
        ("nl;q=0, fr;q=0.1", Some(Locale::Fr)),
        ("en;q=oops, nl;q=0.2", Some(Locale::Nl)),
        ("", None),
        (",;;q=,", None),
    ];
    for (header, expected) in cases {
        assert_eq!(Locale::from_accept_language(header), expected, "{header}");
    }
}

#[test]
fn plurals_follow_the_language() {
    let days = |locale: Locale, n: i64| locale.t("days").arg("count", n).to_string();
    assert_eq!(days(Locale::En, 0), "0 days");
    assert_eq!(days(Locale::En, 1), "1 day");
    assert_eq!(days(Locale::Nl, 2), "2 dagen");
    // French counts nothing as one.
    assert_eq!(days(Locale::Fr, 0), "0 jour");
    assert_eq!(days(Locale::Fr, 2), "2 jours");
}

#[test]
fn arguments_come_as_templates_pass_them() {
    let name = String::from("<Ada>");
    let (by_ref, deeper) = (&name.as_str(), &&7_i64);
    let text = Locale::En
        .t("list-last")
        .arg("before", by_ref)
        .arg("last", deeper)
        .to_string();
    assert_eq!(text, "<Ada> and 7");
    assert!(!text.contains('\u{2068}'), "an isolating mark");
}

#[test]
fn what_is_missing_is_seen() {
    assert_eq!(Locale::Nl.t("no-such-key").to_string(), "⟦no-such-key⟧");
    assert!(!Locale::Nl.has("no-such-key"));
    assert!(Locale::Nl.has("days"));
    let text = Locale::En.t("list-last").arg("last", "x").to_string();
    assert_eq!(text, "{$before} and x");
}

#[test]
fn debug_shows_no_argument() {
    let text = Locale::Fr.t("list-last").arg("last", "Ada Lovelace");
    assert_eq!(format!("{text:?}"), "Text(fr, list-last)");
}

#[test]
fn days_are_written_out() {
    let sunday = day(2026, 4, 5);
    assert_eq!(Locale::En.date(sunday), "5 April 2026");
    assert_eq!(Locale::Nl.date(sunday), "5 april 2026");
    assert_eq!(Locale::Fr.date(sunday), "5 avril 2026");
    assert_eq!(Locale::Fr.date(day(2026, 4, 1)), "1er avril 2026");
    assert_eq!(Locale::Fr.date(day(2026, 4, 21)), "21 avril 2026");
    assert_eq!(Locale::En.date_with_weekday(sunday), "Sunday 5 April 2026");
    assert_eq!(
        Locale::Fr.date_with_weekday(day(2026, 8, 1)),
        "samedi 1er août 2026"
    );
    assert_eq!(Locale::Nl.weekday(day(2028, 2, 29)), "dinsdag");
    assert_eq!(Locale::Nl.date_short(day(2026, 3, 9)), "9 mrt. 2026");
    assert_eq!(Locale::En.date(day(812, 12, 31)), "31 December 812");
}

#[test]
fn instants_are_told_in_the_zone_they_carry() {
    let instant = chrono::Utc
        .with_ymd_and_hms(2026, 4, 4, 22, 5, 59)
        .unwrap()
        .with_timezone(&Brussels);
    assert_eq!(Locale::En.instant(&instant), "5 April 2026 at 00:05");
    assert_eq!(Locale::Nl.instant(&instant), "5 april 2026 om 00.05 uur");
    assert_eq!(Locale::Fr.instant(&instant), "5 avril 2026 à 00 h 05");
    // Of a day whose hour nobody knows, the day alone.
    assert_eq!(Locale::En.moment(&instant), "5 April 2026 at 00:05");
    let day = instant - chrono::TimeDelta::seconds(5 * 60 + 59);
    assert_eq!(Locale::En.moment(&day), "5 April 2026");
}

#[test]
fn lists_end_in_and() {
    assert_eq!(Locale::En.list::<&str>(&[]), "");
    assert_eq!(Locale::En.list(&["a"]), "a");
    assert_eq!(Locale::Nl.list(&["a", "b"]), "a en b");
    assert_eq!(Locale::Fr.list(&["a", "b", "c"]), "a, b et c");
}

#[test]
fn a_pack_text_is_picked_by_language_then_english_then_any() {
    let table = |entries: &[(&str, &str)]| -> BTreeMap<String, String> {
        let owned = entries.iter().map(|(k, v)| ((*k).into(), (*v).into()));
        owned.collect()
    };
    let both = table(&[("en", "hello"), ("nl", "dag")]);
    assert_eq!(Locale::Nl.pick(&both).unwrap(), "dag");
    assert_eq!(Locale::Fr.pick(&both).unwrap(), "hello");
    assert_eq!(Locale::Fr.pick(&table(&[("nl", "dag")])).unwrap(), "dag");
    assert_eq!(Locale::En.pick(&table(&[])), None);
}

#[test]
fn a_date_is_explained_step_by_step() {
    use habeas_timelimit::{ClosedDay, Closure, DateKind, Holiday, Period, Rule, Step};
    let step = |rule, from, to, closed| Step {
        of: DateKind::FirstDue,
        rule,
        citation: "art. 3(4)".into(),
        from,
        to,
        closed,
    };
    let added = step(
        Rule::PeriodAdded {
            period: Period::Months(1),
        },
        day(2026, 3, 6),
        day(2026, 4, 6),
        vec![],
    );
    assert_eq!(
        Locale::En.reason(&added),
        "1 month from there ends on 6 April 2026. (art. 3(4))"
    );
    let rolled = step(
        Rule::RolledOver,
        day(2026, 4, 6),
        day(2026, 4, 7),
        vec![ClosedDay {
            date: day(2026, 4, 6),
            closure: Closure::Holiday(Holiday::EasterMonday),
        }],
    );
    assert_eq!(
        Locale::Nl.reason(&rolled),
        "De laatste dag, maandag 6 april 2026, is geen werkdag; de termijn eindigt op de eerstvolgende, \
         dinsdag 7 april 2026. (art. 3(4)) Dagen die niet meetellen: maandag 6 april 2026 \
         (paasmaandag)."
    );
    let suspended = step(
        Rule::Suspended {
            opened: day(2026, 4, 1),
            closed: day(2026, 4, 2),
            days: 1,
        },
        day(2026, 4, 30),
        day(2026, 5, 1),
        vec![],
    );
    assert_eq!(
        Locale::Fr.reason(&suspended),
        "Du 1er avril 2026 au 2 avril 2026, le délai était suspendu, ce qui ajoute 1 jour : \
         1er mai 2026. (art. 3(4))"
    );
}
