use habeas_web::{EmailAddress, Line, Lines};
use proptest::prelude::*;

fn line(raw: &str) -> Result<String, String> {
    Line::<10>::parse(raw)
        .map(Line::into_string)
        .map_err(|error| error.key().to_owned())
}

fn lines(raw: &str) -> Result<String, String> {
    Lines::<40>::parse(raw)
        .map(Lines::into_string)
        .map_err(|error| error.key().to_owned())
}

#[test]
fn a_line_is_tidied() {
    assert_eq!(line("  Ada \t King\u{A0}").unwrap(), "Ada King");
    assert_eq!(line("Zoe\u{308}").unwrap(), "Zo\u{EB}", "NFC");
    assert_eq!(
        line("a\u{200B}b\u{FEFF}c\u{200E}").unwrap(),
        "abc",
        "invisible marks are left out"
    );
    assert_eq!(
        line("\u{646}\u{200C}\u{627}").unwrap(),
        "\u{646}\u{200C}\u{627}",
        "joiners are part of names"
    );
    assert_eq!(line("1234567890").unwrap(), "1234567890");
    assert_eq!(
        line("\u{1F469}\u{200D}\u{1F4BB}").unwrap().chars().count(),
        3
    );
}

#[test]
fn a_line_refuses_what_it_cannot_keep() {
    assert_eq!(line("").unwrap_err(), "web-error-required");
    assert_eq!(line(" \u{200B} \t").unwrap_err(), "web-error-required");
    assert_eq!(line("12345678901").unwrap_err(), "web-error-too-long");
    assert_eq!(
        line(&"x".repeat(1_000_000)).unwrap_err(),
        "web-error-too-long"
    );
    for hostile in ["a\rb", "a\nb", "a\u{2028}b", "a\u{85}b", "a\u{B}b"] {
        assert_eq!(
            line(hostile).unwrap_err(),
            "web-error-line-break",
            "{hostile:?}"
        );
    }
    for hostile in [
        "a\0b",
        "a\u{1B}[31m",
        "a\u{7F}",
        "\u{202E}gnp",
        "\u{2066}a",
        "a\u{2069}",
        "\u{FFFD}",
        "\u{E0041}",
        "\u{FFFE}",
        "\u{FDD0}",
    ] {
        assert_eq!(
            line(hostile).unwrap_err(),
            "web-error-characters",
            "{hostile:?}"
        );
    }
}

#[test]
fn lines_keep_their_breaks_and_nothing_else() {
    assert_eq!(lines("a\r\nb\rc\nd").unwrap(), "a\nb\nc\nd");
    assert_eq!(lines("\n\n a  \n\n\n\n\tb \n").unwrap(), "a\n\n b");
    assert_eq!(lines("a\u{202E}b").unwrap_err(), "web-error-characters");
    assert_eq!(lines("a\0b").unwrap_err(), "web-error-characters");
    assert_eq!(lines(" \n ").unwrap_err(), "web-error-required");
    assert_eq!(
        lines(&"ab\n".repeat(14)).unwrap_err(),
        "web-error-too-long",
        "41 characters"
    );
}

#[test]
fn an_address_can_stand_in_a_header() {
    for good in [
        "ada@example.org",
        "a.b+c@sub.example.be",
        "o'hara@example.org",
        " ada@example.org ",
        "zo\u{EB}@ex\u{E4}mple.be",
    ] {
        assert_eq!(
            EmailAddress::parse(good).unwrap().as_str(),
            good.trim(),
            "{good}"
        );
    }
    let long = format!(
        "{}@{}.example.org",
        "a".repeat(64),
        "b".repeat(63).as_str().to_owned()
            + &format!(".{}", "c".repeat(63))
            + &format!(".{}", "d".repeat(63))
    );
    for bad in [
        "ada@example.org\r\nBcc: eve@example.org",
        "ada@example.org\n",
        "\r\nada@example.org",
        "ada\0@example.org",
        "ada@example.org,eve@example.org",
        "Ada <ada@example.org>",
        "\"ada lovelace\"@example.org",
        "ada@[127.0.0.1]",
        "ada@localhost",
        "ada@@example.org",
        "@example.org",
        "ada@",
        "ada",
        "ad\u{202E}a@example.org",
        "ad\u{200B}a@example.org",
        "ada example@example.org",
        long.as_str(),
    ] {
        assert!(EmailAddress::parse(bad).is_err(), "{bad:?}");
    }
    assert_eq!(
        EmailAddress::parse("  ").unwrap_err().key(),
        "web-error-required"
    );
    assert_eq!(
        format!("{:?}", EmailAddress::parse("ada@example.org")),
        "Ok(EmailAddress(..))"
    );
}

proptest! {
    #[test]
    fn a_line_kept_is_clean_and_reads_back_the_same(raw in any::<String>()) {
        if let Ok(kept) = Line::<40>::parse(&raw) {
            let text = kept.as_str();
            prop_assert!(!text.is_empty() && text.chars().count() <= 40);
            let hostile = |c: char| {
                c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
            };
            prop_assert!(!text.contains(hostile));
            prop_assert_eq!(text.trim(), text);
            prop_assert_eq!(Line::<40>::parse(text).unwrap(), kept.clone());
        }
    }

    #[test]
    fn lines_kept_read_back_the_same(raw in any::<String>()) {
        if let Ok(kept) = Lines::<200>::parse(&raw) {
            let text = kept.as_str();
            prop_assert!(!text.chars().any(|c| c != '\n' && c.is_control()));
            prop_assert!(!text.contains("\n\n\n") && !text.contains(" \n"));
            prop_assert_eq!(Lines::<200>::parse(text).unwrap(), kept.clone());
        }
    }

    #[test]
    fn no_address_kept_can_break_a_header(raw in any::<String>(), local in "[a-z]{1,8}", tail in any::<String>()) {
        for text in [raw, format!("{local}@example.org{tail}"), format!("{tail}{local}@example.org")] {
            if let Ok(kept) = EmailAddress::parse(&text) {
                prop_assert!(!kept.as_str().contains(|c: char| c.is_control() || c.is_whitespace() || ",;<>\"".contains(c)));
                prop_assert_eq!(kept.as_str().matches('@').count(), 1);
            }
        }
    }
}
