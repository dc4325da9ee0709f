//! Machine-readable zones against the specimens of ICAO Doc 9303.

use chrono::NaiveDate;
use habeas_identifiers::{InvalidZone, MachineReadableZone, ZoneField};

const PASSPORT: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
    L898902C36UTO7408122F1204159ZE184226B<<<<<10";
const CARD: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n\
    7408122F1204159UTO<<<<<<<<<<<6\n\
    ERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const LARGE_CARD: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n\
    D231458907UTO7408122F1204159<<<<<<<6";
const LONG_NUMBER: &str = "IDUTO123456789<07<<<<<<<<<<<<<\n\
    8601012M3001019UTO<<<<<<<<<<<6\n\
    SPECIMEN<<JANE<<<<<<<<<<<<<<<<";

fn read(text: &str) -> MachineReadableZone {
    MachineReadableZone::parse(text, 2026).expect("a specimen")
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

#[test]
fn the_specimens_are_read() {
    for (text, code, number) in [
        (PASSPORT, "P", "L898902C3"),
        (CARD, "I", "D23145890"),
        (LARGE_CARD, "I", "D23145890"),
    ] {
        let zone = read(text);
        assert_eq!(zone.document_code(), code);
        assert_eq!(zone.document_number(), number);
        assert_eq!(
            (zone.surname(), zone.given_names()),
            ("ERIKSSON", "ANNA MARIA")
        );
        assert_eq!((zone.issuer(), zone.nationality()), ("UTO", "UTO"));
        assert_eq!(
            zone.birth().and_then(|birth| birth.full()),
            day(1974, 8, 12)
        );
        assert_eq!(zone.expiry(), day(2012, 4, 15));
    }
}

#[test]
fn a_number_longer_than_its_field_is_put_together() {
    let zone = read(LONG_NUMBER);
    assert_eq!(zone.document_number(), "1234567890");
    assert_eq!(zone.insz(), None);
    assert_eq!(zone.eid_card_number(), None);
}

#[test]
fn a_belgian_card_tells_its_number_and_its_holders() {
    // Made for this test after Doc 9303-5, 4.2.4: the card number 591191706458 runs on into the
    // optional field; line 2 ends in the national number 85073003328.
    let zone = read(
        "IDBEL591191706<4584<<<<<<<<<<<\n\
         8507309M3001019BEL850730033283\n\
         SPECIMEN<<JAN<<<<<<<<<<<<<<<<<",
    );
    assert_eq!(
        zone.insz().map(|number| number.printed()).as_deref(),
        Some("85.07.30-033.28")
    );
    let card = zone.eid_card_number().map(|number| number.printed());
    assert_eq!(card.as_deref(), Some("591-1917064-58"));
}

#[test]
fn spaces_small_letters_and_empty_lines_do_not_matter() {
    let typed = "\n  p<utoeriksson<<anna<maria<<<<<<<<<<<<<<<<<<<\r\n\n \
        L898902C36 UTO 7408122 F1204159ZE184226B<<<<<10\n";
    assert!(read(typed) == read(PASSPORT));
}

#[test]
fn the_century_of_a_birth_depends_on_the_year_of_reading() {
    let birth = |year| {
        let zone = MachineReadableZone::parse(PASSPORT, year).expect("a specimen");
        zone.birth().map(|birth| birth.year)
    };
    assert_eq!(birth(2026), Some(1974));
    assert_eq!(birth(2075), Some(2074));
}

#[test]
fn a_misread_digit_is_found_where_it_is() {
    let wrong = PASSPORT.replace("7408122F", "7508122F");
    let refusal = MachineReadableZone::parse(&wrong, 2026).err();
    let fields = vec![ZoneField::Birth, ZoneField::Whole];
    assert_eq!(refusal, Some(InvalidZone::CheckDigits { fields }));
    assert_eq!(
        refusal.map(|reason| reason.code()),
        Some("zone-check-digits")
    );
}

#[test]
fn other_texts_are_no_zones() {
    for text in [
        "",
        "hello",
        &PASSPORT[..80],
        &PASSPORT.replace('O', "Ö"),
        &CARD.repeat(9),
    ] {
        let refusal = MachineReadableZone::parse(text, 2026).err();
        assert_eq!(refusal, Some(InvalidZone::Shape), "{text}");
    }
    let strange = CARD.replace("ANNA", "A*NA");
    let refusal = MachineReadableZone::parse(&strange, 2026).err();
    assert_eq!(refusal, Some(InvalidZone::Content));
}

#[test]
fn nothing_of_the_holder_is_printed() {
    assert_eq!(format!("{:?}", read(PASSPORT)), "MachineReadableZone(..)");
    let wrong = PASSPORT.replace("7408122F", "7508122F");
    let refusal = MachineReadableZone::parse(&wrong, 2026).expect_err("a wrong digit");
    assert!(!format!("{refusal:?} {refusal}").contains("75"));
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_makes_it_panic(
            lines in prop::collection::vec("[A-Z0-9<]{30}|[A-Z0-9<]{36}|[A-Z0-9<]{44}", 1..4),
            year in any::<i32>(),
        ) {
            let _ = MachineReadableZone::parse(&lines.join("\n"), year);
        }

        #[test]
        fn nor_does_any_one_character_in_a_specimen(at in 0_usize..89, wrong in any::<char>()) {
            let mut text: Vec<char> = PASSPORT.chars().collect();
            text[at] = wrong;
            let _ = MachineReadableZone::parse(&text.into_iter().collect::<String>(), 2026);
        }
    }
}
