//! What may stand in a mail, and what may not.
#![allow(clippy::unwrap_used)]

use chrono::{TimeZone, Utc};
use habeas_dispatch::{MailAddress, MailRefused, MailText, OutgoingMail, Sender};
use habeas_language::Locale;
use habeas_language::testing::{check_templates, declared};
use proptest::prelude::*;
use uuid::Uuid;

const REFERENCE: &str = "7K2M-9QX4-T";
const LINK: &str = "https://example.org/status";
const CODE: &str = "ABCD-EFGH-JKMN-PQRS";

#[test]
fn every_text_exists() {
    check_templates(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap();
}

#[test]
fn mails_carry_reference_and_link_or_the_code_alone() {
    for locale in Locale::ALL {
        for text in [
            MailText::acknowledgement(*locale, REFERENCE, LINK),
            MailText::news(*locale, REFERENCE, LINK),
            MailText::answer_ready(*locale, REFERENCE, LINK),
        ] {
            assert!(text.subject().contains(REFERENCE));
            assert!(text.body().contains(REFERENCE));
            assert!(text.body().contains(LINK));
            assert!(!text.body().contains("⟦"));
        }
        let code = MailText::answer_code(*locale, CODE);
        assert!(code.body().contains(CODE));
        assert!(
            !code.subject().contains(CODE),
            "the code shows in a list of mails"
        );
        assert_eq!(format!("{code:?}"), "MailText");
    }
}

#[test]
fn mail_texts_take_nothing_but_reference_link_and_code() {
    for locale in Locale::ALL {
        for (key, arguments) in declared(*locale) {
            if key.starts_with("mail-code-") {
                assert!(arguments.iter().all(|name| name == "code"), "{key}");
            } else if key.starts_with("mail-digest-") || key.starts_with("mail-danger-") {
                // To an office: references, days and pages, made into lines.
                let known = ["reference", "cases", "lines", "line"];
                assert!(
                    arguments.iter().all(|name| known.contains(&name.as_str())),
                    "{key}"
                );
            } else if key.starts_with("mail-date-moved-") {
                // Which day of a calendar moved it says nothing of the person or the request.
                let known = ["reference", "link", "date", "why"];
                assert!(
                    arguments.iter().all(|name| known.contains(&name.as_str())),
                    "{key}"
                );
            } else if key.starts_with("mail-") {
                let known = |name: &String| name == "reference" || name == "link";
                assert!(arguments.iter().all(known), "{key}");
            }
        }
    }
}

#[test]
fn mail_texts_name_no_right_and_no_kind_of_file() {
    let telling = [
        "medical",
        "medisch",
        "médical",
        "psychosoc",
        "access to",
        "inzage",
        "erasure",
        "effacement",
        "doctor",
        "arts",
        "médecin",
        "gdpr",
        "avg",
        "rgpd",
        "privacy",
    ];
    for locale in Locale::ALL {
        for key in declared(*locale)
            .keys()
            .filter(|key| key.starts_with("mail-"))
        {
            let text = locale.t(key).to_string().to_lowercase();
            for word in telling {
                // A short word only whole ("arts" is in "parts"), a long one anywhere.
                let told = if word.len() > 6 {
                    text.contains(word)
                } else {
                    text.split(|c: char| !c.is_alphabetic()).any(|w| w == word)
                };
                assert!(!told, "{word} in {key}");
            }
        }
    }
}

#[test]
fn addresses_are_parsed_at_the_door() {
    for good in [
        "ada@example.org",
        "a.b+c@sub.example.org",
        " ada@example.org ",
    ] {
        assert!(good.parse::<MailAddress>().is_ok(), "{good:?}");
    }
    let cases = [
        (
            "ada@example.org\r\nBcc: eve@example.org",
            MailRefused::ControlCharacter,
        ),
        ("ada@example.org\n", MailRefused::ControlCharacter),
        ("ada\0@example.org", MailRefused::ControlCharacter),
        ("ada@example.org\u{2028}x", MailRefused::ControlCharacter),
        ("Ada <ada@example.org>", MailRefused::Address),
        ("ada@example.org, eve@example.org", MailRefused::Address),
        ("ada", MailRefused::Address),
        ("", MailRefused::Length),
    ];
    for (typed, refused) in cases {
        assert_eq!(typed.parse::<MailAddress>(), Err(refused), "{typed:?}");
    }
    let long = format!("{}@example.org", "a".repeat(300));
    assert_eq!(long.parse::<MailAddress>(), Err(MailRefused::Length));
}

#[test]
fn headers_take_no_second_line() {
    let address: MailAddress = "privacy@example.org".parse().unwrap();
    for name in ["Voorbeeld\r\nBcc: eve@example.org", "Voorbeeld\n", ""] {
        assert!(Sender::new(name, address.clone()).is_err(), "{name:?}");
    }
    let sender = Sender::new("Voorbeeld", address.clone()).unwrap();
    let text = MailText::news(Locale::En, "X\r\nBcc: eve@example.org", LINK);
    let refused = OutgoingMail::new(
        Uuid::from_u128(1),
        Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap(),
        sender,
        address,
        text,
        REFERENCE,
    );
    assert_eq!(refused.err(), Some(MailRefused::ControlCharacter));
}

proptest! {
    #[test]
    fn what_is_taken_as_an_address_holds_one_mailbox_and_no_control(typed in ".{0,40}@.{0,20}") {
        if let Ok(address) = typed.parse::<MailAddress>() {
            prop_assert!(!address.expose().chars().any(char::is_control));
            prop_assert_eq!(address.expose(), typed.trim_matches(' '));
            prop_assert_eq!(format!("{address:?}"), "MailAddress");
        }
    }
}
