//! Numbers against published examples, and against those examples with one digit wrong.

use chrono::NaiveDate;
use habeas_identifiers::{
    AgbCode, BelgianBarcode, BigNumber, Bsn, EidCardNumber, EnterpriseNumber, Insz, InszKind,
    InvalidNumber, PostalItemNumber, RizivCheck, RizivNumber, S10,
};

/// Every text that differs from this one in a single digit.
fn one_digit_wrong(text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for (at, right) in text
        .char_indices()
        .filter(|(_, character)| character.is_ascii_digit())
    {
        for digit in ('0'..='9').filter(|digit| *digit != right) {
            wrong.push(format!("{}{digit}{}", &text[..at], &text[at + 1..]));
        }
    }
    assert!(wrong.len() >= 9 * 8, "there are digits to get wrong");
    wrong
}

/// Those of the texts that are still accepted.
fn accepted<N>(
    texts: Vec<String>,
    parse: impl Fn(&str) -> Result<N, InvalidNumber>,
) -> Vec<String> {
    texts
        .into_iter()
        .filter(|text| parse(text).is_ok())
        .collect()
}

const NONE: [&str; 0] = [];

#[test]
fn national_register_numbers() {
    for (printed, year, month, day) in [
        ("85.07.30-033.28", 1985, Some(7), Some(30)),
        ("93.05.18-223.61", 1993, Some(5), Some(18)),
        ("17.07.30-033.84", 2017, Some(7), Some(30)),
        ("00.01.25-567.77", 2000, Some(1), Some(25)),
        ("40.00.01-001.33", 1940, None, None),
    ] {
        let number = Insz::parse(printed).expect(printed);
        assert_eq!(number.kind(), InszKind::NationalRegister, "{printed}");
        assert_eq!(number.printed(), printed);
        let birth = number.birth().expect(printed);
        assert_eq!(
            (birth.year, birth.month, birth.day),
            (year, month, day),
            "{printed}"
        );
    }
    assert_eq!(
        Insz::parse("85 07 30 033 28")
            .map(|number| number.as_str().to_owned())
            .as_deref(),
        Ok("85073003328")
    );
}

#[test]
fn bis_numbers() {
    for (printed, year, month, day) in [
        ("98.47.28-997.65", 1998, Some(7), Some(28)),
        ("01.49.07-001.85", 2001, Some(9), Some(7)),
    ] {
        let number = Insz::parse(printed).expect(printed);
        assert_eq!(number.kind(), InszKind::Bis, "{printed}");
        let birth = number.birth().expect(printed);
        assert_eq!(
            (birth.year, birth.month, birth.day),
            (year, month, day),
            "{printed}"
        );
    }
}

#[test]
fn a_wrong_insz_says_what_is_wrong() {
    for (text, reason) in [
        ("", InvalidNumber::Empty),
        (" .-", InvalidNumber::Empty),
        (
            "85.07.30-033.2",
            InvalidNumber::Length {
                expected: 11,
                found: 10,
            },
        ),
        (
            "85.07.30-033.288",
            InvalidNumber::Length {
                expected: 11,
                found: 12,
            },
        ),
        ("85.07.3O-033.28", InvalidNumber::Character),
        ("85.07.30-033.2８", InvalidNumber::Character),
        ("85.07.30-033.29", InvalidNumber::CheckDigits),
        ("58.07.30-033.28", InvalidNumber::CheckDigits),
        // The check digits agree, the month is 64.
        ("66.64.10-666.92", InvalidNumber::Date),
        ("00.00.00-000.97", InvalidNumber::Form),
    ] {
        assert_eq!(Insz::parse(text).err(), Some(reason), "{text}");
    }
}

#[test]
fn a_wrong_digit_in_an_insz_is_seen() {
    for number in ["85073003328", "93051822361"] {
        assert_eq!(
            accepted(one_digit_wrong(number), Insz::parse),
            NONE,
            "{number}"
        );
    }
    // But where the wrong digit makes it agree for the other century: born in 1906, 1907 and 2092.
    for (number, other) in [
        ("00012556777", "06012556777"),
        ("01490700185", "07490700185"),
        ("98472899765", "92472899765"),
    ] {
        assert_eq!(
            accepted(one_digit_wrong(number), Insz::parse),
            [other],
            "{number}"
        );
    }
    let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    assert!(
        !Insz::parse("92472899765")
            .expect("agrees")
            .is_born_by(today)
    );
    assert!(
        Insz::parse("98472899765")
            .expect("agrees")
            .is_born_by(today)
    );
}

#[test]
fn who_is_born_today_is_born_and_what_is_unknown_is_not_held_against_anyone() {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    let number = Insz::parse("17.07.30-033.84").expect("valid");
    assert!(number.is_born_by(day(2017, 7, 30)));
    assert!(!number.is_born_by(day(2017, 7, 29)));
    let year_alone = Insz::parse("40.00.01-001.33").expect("valid");
    assert!(year_alone.is_born_by(day(1940, 1, 1)));
    assert!(!year_alone.is_born_by(day(1939, 12, 31)));
}

#[test]
fn a_date_that_is_not_known_is_not_told() {
    // 820231001 is 68 more than a multiple of 97: a February with 31 days.
    let number = Insz::parse("82.02.31-001.29").expect("the check digits agree");
    let birth = number.birth().expect("known in part");
    assert_eq!((birth.year, birth.month, birth.day), (1982, Some(2), None));
    assert_eq!(birth.full(), None);
    // 1001 is 31 more than a multiple of 97: nothing was known, which the register writes thus.
    let number = Insz::parse("00.00.01-001.66").expect("the check digits agree");
    assert_eq!(number.birth(), None);
    assert!(number.is_born_by(NaiveDate::MIN));
}

#[test]
fn identity_card_numbers() {
    for printed in ["000-0011032-71", "591-1917064-58", "591-2010999-97"] {
        let number = EidCardNumber::parse(printed).expect(printed);
        assert_eq!(number.printed(), printed);
        assert_eq!(
            accepted(one_digit_wrong(printed), EidCardNumber::parse),
            NONE,
            "{printed}"
        );
    }
    assert_eq!(
        EidCardNumber::parse("591-2010999-00").err(),
        Some(InvalidNumber::CheckDigits)
    );
}

#[test]
fn riziv_numbers() {
    for printed in [
        "1-68682-01-140",
        "2-10357-36-001",
        "3-84105-15-001",
        "4-11417-57-401",
        "5-30483-10-521",
        "6-71594-34-700",
    ] {
        let number = RizivNumber::parse(printed).expect(printed);
        assert_eq!(number.check(), RizivCheck::Modulus97, "{printed}");
        assert_eq!(number.printed(), printed);
        for wrong in one_digit_wrong(number.person()) {
            let check = RizivNumber::parse(&wrong).map(|number| number.check());
            assert_ne!(check, Ok(RizivCheck::Modulus97), "{wrong}");
        }
    }
    for number in ["18749704477", "11530231003"] {
        let number = RizivNumber::parse(number).expect(number);
        assert_eq!(number.check(), RizivCheck::Modulus97);
    }
}

#[test]
fn a_riziv_number_of_the_other_modulus_is_a_warning_and_none_is_refused_for_it() {
    // 168682 is 27 more than a multiple of 89, and 62 is what is missing to the next.
    let number = RizivNumber::parse("1-68682-62-140").expect("its form is right");
    assert_eq!(number.check(), RizivCheck::Modulus89);
    let number = RizivNumber::parse("1-68682-63-140").expect("its form is right");
    assert_eq!(number.check(), RizivCheck::Neither);
}

#[test]
fn a_riziv_number_stands_for_a_person_by_eight_digits() {
    let number = RizivNumber::parse("1-68682-01-140").expect("valid");
    assert_eq!(
        (number.person(), number.qualification()),
        ("16868201", Some("140"))
    );
    let short = RizivNumber::parse("1-68682-01").expect("valid");
    assert_eq!((short.person(), short.qualification()), ("16868201", None));
    assert_eq!(short.printed(), "1-68682-01");
    for (text, reason) in [
        (
            "1-68682",
            InvalidNumber::Length {
                expected: 11,
                found: 6,
            },
        ),
        (
            "1-68682-01-1",
            InvalidNumber::Length {
                expected: 11,
                found: 9,
            },
        ),
        ("0-68682-01-140", InvalidNumber::Form),
        ("1-68682-01-14A", InvalidNumber::Character),
        ("A-68682-01-140", InvalidNumber::Character),
    ] {
        assert_eq!(RizivNumber::parse(text).err(), Some(reason), "{text}");
    }
}

#[test]
fn enterprise_numbers() {
    for printed in [
        "0410.664.742",
        "0403.019.261",
        "0566.988.259",
        "0419.618.535",
        "0403.170.701",
    ] {
        let number = EnterpriseNumber::parse(printed).expect(printed);
        assert_eq!(number.to_string(), printed);
        assert_eq!(
            accepted(one_digit_wrong(printed), EnterpriseNumber::parse),
            NONE,
            "{printed}"
        );
    }
    for text in [
        "BE 0410.664.742",
        "be0410664742",
        "410.664.742",
        "BE410664742",
    ] {
        let number = EnterpriseNumber::parse(text);
        assert_eq!(
            number.as_ref().map(EnterpriseNumber::as_str),
            Ok("0410664742"),
            "{text}"
        );
    }
    for (text, reason) in [
        (
            "BE",
            InvalidNumber::Length {
                expected: 10,
                found: 0,
            },
        ),
        ("NL0410664742", InvalidNumber::Character),
        ("2410.664.742", InvalidNumber::Form),
    ] {
        assert_eq!(EnterpriseNumber::parse(text).err(), Some(reason), "{text}");
    }
}

#[test]
fn citizen_service_numbers() {
    for number in ["111222333", "123456782", "319072356", "999999990"] {
        assert_eq!(
            Bsn::parse(number)
                .map(|number| number.as_str().to_owned())
                .as_deref(),
            Ok(number)
        );
        assert_eq!(
            accepted(one_digit_wrong(number), Bsn::parse),
            NONE,
            "{number}"
        );
    }
    let padded = Bsn::parse("1112.223.33").expect("nine digits with dots");
    assert_eq!(padded.as_str(), "111222333");
    // 0*9 + 1*8 + 2*7 + 3*6 + 4*5 + 5*4 + 6*3 + 7*2 = 112 = 10*11 + 2.
    assert_eq!(
        Bsn::parse("12345672")
            .map(|number| number.as_str().to_owned())
            .as_deref(),
        Ok("012345672")
    );
    assert_eq!(Bsn::parse("000000000").err(), Some(InvalidNumber::Form));
    assert_eq!(
        Bsn::parse("123456789").err(),
        Some(InvalidNumber::CheckDigits)
    );
}

#[test]
fn dutch_care_registers_have_a_form_alone() {
    let code = AgbCode::parse("06020101").expect("eight digits");
    assert_eq!((code.as_str(), code.provider_kind()), ("06020101", "06"));
    let length = InvalidNumber::Length {
        expected: 8,
        found: 7,
    };
    assert_eq!(AgbCode::parse("6020101").err(), Some(length));
    assert_eq!(
        BigNumber::parse("12345678903")
            .expect("eleven digits")
            .as_str(),
        "12345678903"
    );
    let length = InvalidNumber::Length {
        expected: 11,
        found: 12,
    };
    assert_eq!(BigNumber::parse("123456789034").err(), Some(length));
}

#[test]
fn item_numbers_of_the_postal_union() {
    for text in [
        "RR473124829GB",
        "RR287043775IN",
        "EE471108151FR",
        "RB167995284IT",
        "EB000717618HK",
    ] {
        let number = S10::parse(text).expect(text);
        assert_eq!(number.as_str(), text);
    }
    for text in [
        "RR473124829GB",
        "EE471108151FR",
        "RB167995284IT",
        "EB000717618HK",
    ] {
        assert_eq!(accepted(one_digit_wrong(text), S10::parse), NONE, "{text}");
    }
    // Two remainders share the check digit 5, so the standard does not see every error there:
    // 28704377 weighs 231, which leaves 0, and 08704377 weighs 215, which leaves 6.
    assert!(S10::parse("RR087043775IN").is_ok());
    let number = S10::parse(" rr 473 124 829 gb ").expect("as printed");
    assert_eq!(number.printed(), "RR 473 124 829 GB");
    assert_eq!(number.country(), "GB");
    assert!(number.is_registered());
    assert!(!S10::parse("EE471108151FR").expect("valid").is_registered());
    for (text, reason) in [
        (
            "RR473124829",
            InvalidNumber::Length {
                expected: 13,
                found: 11,
            },
        ),
        (
            "R",
            InvalidNumber::Length {
                expected: 13,
                found: 1,
            },
        ),
        (
            "RR473124829GBX",
            InvalidNumber::Length {
                expected: 13,
                found: 14,
            },
        ),
        ("R1473124829GB", InvalidNumber::Character),
        ("RR47312482OGB", InvalidNumber::Character),
        ("RR473124829G8", InvalidNumber::Character),
        ("RRé73124829GB", InvalidNumber::Character),
    ] {
        assert_eq!(S10::parse(text).err(), Some(reason), "{text}");
    }
}

#[test]
fn barcodes_of_belgian_registered_letters() {
    let text = "010541288500452621221234567890";
    let number = BelgianBarcode::parse(text).expect("published by the post");
    assert_eq!(number.as_str(), text);
    assert_eq!(number.printed(), "(01)05412885004526(21)221234567890");
    assert_eq!(
        BelgianBarcode::parse(&number.printed()).as_ref(),
        Ok(&number)
    );
    // The serial number, the last twelve digits, is checked by nothing.
    let wrong: Vec<String> = one_digit_wrong(text)
        .into_iter()
        .filter(|wrong| wrong[18..] == text[18..])
        .collect();
    assert_eq!(wrong.len(), 18 * 9);
    assert_eq!(accepted(wrong, BelgianBarcode::parse), NONE);
    let length = InvalidNumber::Length {
        expected: 30,
        found: 29,
    };
    assert_eq!(BelgianBarcode::parse(&text[1..]).err(), Some(length));
}

#[test]
fn a_postal_item_number_is_either() {
    let international = PostalItemNumber::parse("RR 473 124 829 GB").expect("S10");
    assert!(matches!(international, PostalItemNumber::S10(_)));
    assert_eq!(international.as_str(), "RR473124829GB");
    let national = PostalItemNumber::parse("0105 4128 8500 4526 2122 1234 5678 90");
    assert!(matches!(national, Ok(PostalItemNumber::Belgian(_))));
    assert_eq!(
        PostalItemNumber::parse("  ").err(),
        Some(InvalidNumber::Empty)
    );
    let length = InvalidNumber::Length {
        expected: 30,
        found: 5,
    };
    assert_eq!(PostalItemNumber::parse("12345").err(), Some(length));
}

#[test]
fn numbers_of_persons_do_not_print_themselves() {
    let printed = [
        format!("{:?}", Insz::parse("85.07.30-033.28").expect("valid")),
        format!(
            "{:?}",
            Insz::parse("85.07.30-033.28").expect("valid").birth()
        ),
        format!(
            "{:?}",
            EidCardNumber::parse("591-1917064-58").expect("valid")
        ),
        format!("{:?}", RizivNumber::parse("1-68682-01-140").expect("valid")),
        format!("{:?}", Bsn::parse("111222333").expect("valid")),
        format!("{:?}", AgbCode::parse("06020101").expect("valid")),
        format!("{:?}", BigNumber::parse("12345678903").expect("valid")),
        format!(
            "{:?}",
            PostalItemNumber::parse("RR473124829GB").expect("valid")
        ),
        format!("{:?}", Insz::parse("85.07.30-033.29")),
        InvalidNumber::CheckDigits.to_string(),
    ];
    for text in printed {
        assert!(
            !text.contains(|character: char| character.is_ascii_digit()),
            "{text}"
        );
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_makes_a_number_panic(text in "\\PC{0,40}") {
            let _ = (Insz::parse(&text), EidCardNumber::parse(&text), RizivNumber::parse(&text));
            let _ = (EnterpriseNumber::parse(&text), Bsn::parse(&text), AgbCode::parse(&text));
            let _ = (BigNumber::parse(&text), PostalItemNumber::parse(&text), S10::parse(&text));
        }

        #[test]
        fn nor_does_one_that_is_nearly_a_number(text in "[A-Z(]{0,2}[0-9é ]{5,30}[A-Z]{0,2}") {
            let _ = (RizivNumber::parse(&text), EnterpriseNumber::parse(&text));
            let _ = (PostalItemNumber::parse(&text), S10::parse(&text));
        }

        #[test]
        fn what_is_printed_reads_back(digits in "[0-9]{9}", service in "[A-Z]{2}") {
            for check in 0..97 {
                if let Ok(number) = Insz::parse(&format!("{digits}{check:02}")) {
                    prop_assert_eq!(Insz::parse(&number.printed()), Ok(number));
                }
            }
            if let Ok(number) = S10::parse(&format!("{service}{digits}BE")) {
                prop_assert_eq!(S10::parse(&number.printed()), Ok(number));
            }
        }
    }
}
