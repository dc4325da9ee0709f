//! Letters read back from their PDF.
#![allow(clippy::unwrap_used)]

mod samples;

use habeas_language::Locale;
use habeas_letters::{
    AnswerLetter, IdentityQuestion, Letter, OfficeAnswers, RenderError, TransmittalLetter, render,
};
use lopdf::Document;
use samples::{answer, identity_question, notice, row, transmittal};

fn letter(letter: TransmittalLetter) -> Document {
    read(&Letter::Transmittal(letter), Locale::Nl)
}

fn read(letter: &Letter, locale: Locale) -> Document {
    let bytes = render(letter, locale)
        .unwrap_or_else(|error| panic!("{error}: {}", error.detail().unwrap_or_default()));
    Document::load_mem(&bytes).unwrap()
}

/// The text of a page, every run of white space as one space.
fn page(document: &Document, number: u32) -> String {
    let text = document.extract_text(&[number]).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pages(document: &Document) -> usize {
    document.get_pages().len()
}

/// The text of a page with no white space at all: where lines break does not matter.
fn solid(document: &Document, number: u32) -> String {
    page(document, number).replace([' ', '\u{200b}'], "")
}

#[test]
fn the_transmittal_reads_back() {
    let document = letter(transmittal());
    assert_eq!(pages(&document), 2);

    let first = page(&document, 1);
    for expected in [
        "Aangetekende brief",
        "De hoofdgeneesheer",
        "dr. An Voorbeeld",
        "Kempische Steenweg 309 bus 3.01",
        "3500 Hasselt",
        "Voorbeeld vzw, postkamer",
        "1 april 2026",
        "7K2M-9QX4-T",
        "30 april 2026",
        "Namens Voorbeeld Arbeidsgezondheid vzw",
        "kopie van de identiteitskaart",
        "Pagina 1 van 2",
    ] {
        assert!(first.contains(expected), "{expected} is not in {first}");
    }
    assert!(!first.contains("Lovelace"), "the letter names the person");

    let annex = page(&document, 2);
    for expected in [
        "Ontvangen op 31 maart 2026 om 23.58 uur via het portaal",
        "Ada Lovelace",
        "Analytical Engines nv",
        "Graag mijn volledige medisch dossier. Dank u.",
        "Pagina 2 van 2",
    ] {
        assert!(annex.contains(expected), "{expected} is not in {annex}");
    }
}

#[test]
fn an_office_on_paper_gets_a_reply_slip() {
    let document = letter(TransmittalLetter {
        answers: OfficeAnswers::OnPaper,
        ..transmittal()
    });
    assert_eq!(pages(&document), 3);
    let slip = page(&document, 3);
    assert!(slip.contains("Antwoordstrook"));
    assert!(slip.contains("7K2M-9QX4-T"));
    assert!(slip.contains("Voorbeeld vzw, postkamer, Voorbeeldlaan 1"));
    assert!(!slip.contains("Lovelace"), "the slip names the person");
}

#[test]
fn every_letter_reads_in_every_language() {
    let letters = [
        Letter::Transmittal(TransmittalLetter {
            answers: OfficeAnswers::OnPaper,
            ..transmittal()
        }),
        Letter::Answer(answer()),
        Letter::Identity(identity_question()),
        Letter::Notice(notice()),
        Letter::Acknowledgement(samples::acknowledgement()),
    ];
    for letter in &letters {
        for locale in Locale::ALL {
            let document = read(letter, *locale);
            for number in document.get_pages().keys() {
                let text = page(&document, *number);
                assert!(text.contains("7K2M-9QX4-T"), "{locale} {number}: {text}");
                assert!(!text.contains('⟦'), "a missing text in {locale}: {text}");
                assert!(
                    !text.contains("{$"),
                    "a missing argument in {locale}: {text}"
                );
            }
            let language = document.catalog().unwrap().get(b"Lang").unwrap();
            assert_eq!(language.as_str().unwrap(), locale.tag().as_bytes());
        }
    }
}

#[test]
fn the_answer_carries_decision_and_remedies() {
    let text = page(&read(&Letter::Answer(answer()), Locale::Fr), 1);
    for expected in [
        "Lettre recommandée",
        "Ada Lovelace",
        "1000 Bruxelles",
        "Notre réponse à votre demande 7K2M-9QX4-T",
        "Accordée en partie",
        "Si vous n’êtes pas d’accord",
        "Vous pouvez introduire une plainte.",
        "dossier, 12 pages",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    let unregistered = AnswerLetter {
        registered: false,
        ..answer()
    };
    let text = page(&read(&Letter::Answer(unregistered), Locale::Fr), 1);
    assert!(!text.contains("recommandée"));
}

#[test]
fn the_identity_question_says_what_to_send_until_when_and_how() {
    let text = page(&read(&Letter::Identity(identity_question()), Locale::En), 1);
    assert!(text.contains("a copy of the front of your identity card"));
    assert!(text.contains("16 April 2026"));
    assert!(text.contains("https://privacy.example.org/status"));
    let by_post = IdentityQuestion {
        link: None,
        ..identity_question()
    };
    let text = page(&read(&Letter::Identity(by_post), Locale::En), 1);
    assert!(!text.contains("access code"));
}

#[test]
fn what_came_by_letter_is_not_said_to_be_unread_nor_given_an_hour_that_nobody_knows() {
    let filed = samples::transmittal();
    let text = page(&read(&Letter::Transmittal(filed.clone()), Locale::En), 1);
    assert!(text.contains("We transmit it to you unread"), "{text}");
    let noted = TransmittalLetter {
        channel: habeas_letters::Channel::Post,
        received_at: "2026-03-02T00:00:00+01:00".parse().unwrap(),
        ..filed
    };
    let text = page(&read(&Letter::Transmittal(noted), Locale::En), 1);
    assert!(text.contains("On 2 March 2026 we received"), "{text}");
    assert!(text.contains("Our intake wrote it down."), "{text}");
    assert!(!text.contains("unread"), "{text}");
}

#[test]
fn the_acknowledgement_says_until_when_and_why_and_decides_nothing() {
    let letter = samples::acknowledgement();
    let document = read(&Letter::Acknowledgement(letter.clone()), Locale::En);
    assert_eq!(pages(&document), 1);
    let text = page(&document, 1);
    for expected in [
        "We have received your request 7K2M-9QX4-T",
        "On 31 March 2026 we received your request.",
        "You get an answer by Thursday 30 April 2026 at the latest.",
        "Why this date?",
        "That month has no such day, so its last day holds: 30 April 2026.",
        "The rules behind it: Reg. 1182/71 art. 3(1); GDPR art. 12(3).",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    assert!(!text.contains("our answer to"), "{text}");
    assert!(!text.contains("access code"), "who filed online has it");
    let by_letter = habeas_letters::Acknowledgement {
        access_code: Some("7Q4M-0X9T-B2KD-WH5E".into()),
        ..letter.clone()
    };
    let document = read(&Letter::Acknowledgement(by_letter), Locale::En);
    let text = page(&document, 1);
    assert!(
        text.contains("Your access code is 7Q4M-0X9T-B2KD-WH5E."),
        "{text}"
    );
    let untold = habeas_letters::Acknowledgement {
        told: None,
        ..letter
    };
    let text = page(&read(&Letter::Acknowledgement(untold), Locale::En), 1);
    assert!(!text.contains("Why this date?"), "{text}");
}

#[test]
fn it_is_marked_as_pdf_a_2a_and_pdf_ua_1_and_tagged() {
    let document = letter(transmittal());
    let catalog = document.catalog().unwrap();
    let metadata = catalog.get(b"Metadata").unwrap().as_reference().unwrap();
    let stream = document.get_object(metadata).unwrap().as_stream().unwrap();
    let xmp = String::from_utf8(stream.get_plain_content().unwrap()).unwrap();
    assert!(xmp.contains("<pdfaid:part>2</pdfaid:part>"), "{xmp}");
    assert!(xmp.contains("<pdfaid:conformance>A</pdfaid:conformance>"));
    assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>"));

    assert!(catalog.has(b"StructTreeRoot"));
    let roles: Vec<&[u8]> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"S").ok()?.as_name().ok())
        .collect();
    for role in ["H1", "P", "Table", "THead", "TH", "TD", "Figure"] {
        assert!(roles.contains(&role.as_bytes()), "no {role}");
    }
}

#[test]
fn the_same_letter_is_the_same_bytes() {
    let letter = Letter::Transmittal(transmittal());
    let first = render(&letter, Locale::Nl).unwrap();
    let other = render(&Letter::Answer(answer()), Locale::Fr).unwrap();
    let again = render(&letter, Locale::Nl).unwrap();
    assert!(first == again, "two renderings differ");
    assert!(first != other);
}

#[test]
fn markup_in_data_is_printed_as_it_stands() {
    let hostile =
        "#panic(1) $x^2$ *bold* _it_ `raw` <label> @ref \\ // \"q\" = [ ] #include \"/etc/passwd\"";
    let mut typed = transmittal();
    typed.request = vec![row("#let x = 1", hostile)];
    typed.own_words = Some(hostile.into());
    typed.addressee.office = "#strong[dr.] $a$".into();
    let document = letter(typed);
    let annex = solid(&document, 2);
    assert!(annex.contains("#letx=1"), "{annex}");
    let printed = hostile.replace(' ', "");
    assert_eq!(annex.matches(&printed).count(), 2, "{annex}");
    assert!(page(&document, 1).contains("#strong[dr.] $a$"));
}

#[test]
fn over_long_fields_are_printed_whole() {
    let endless = "Wolfeschlegelsteinhausenbergerdorff".repeat(12);
    let long_name = &endless[..400];
    let mut typed = transmittal();
    typed.request = vec![row("Naam", long_name), row(long_name, "x")];
    typed.own_words = Some(long_name.into());
    typed.right = long_name.into();
    typed.addressee.office = long_name.into();
    typed.addressee.holder = Some("Jan de Vries ".repeat(30));
    typed.sender.name = long_name.into();
    typed.sender.return_address[0] = long_name.into();
    typed.enclosures = vec![long_name.into()];
    let document = letter(typed);
    let all: String = document
        .get_pages()
        .keys()
        .map(|n| solid(&document, *n))
        .collect();
    let whole = all.replace(['-', '\u{2010}'], "");
    assert!(
        whole.matches(long_name).count() >= 3,
        "the name is not whole"
    );
}

#[test]
fn a_character_no_face_has_is_marked_and_said_so() {
    let mut typed = transmittal();
    typed.request = vec![
        row("Naam", "山田 太郎 😀 Łukasz Ōé Ωμέγα Жуков"),
        row("Privé", "a\u{e000}b\u{202e}c\u{7}d\u{feff}e\u{fffe}f\tg"),
    ];
    let text = page(&letter(typed), 2);
    assert!(text.contains("□□ □□ □ Łukasz Ōé Ωμέγα Жуков"), "{text}");
    assert!(text.contains("a□bcde□f g"), "{text}");
    assert!(
        text.contains("Sommige tekens konden niet worden gezet"),
        "{text}"
    );
    assert!(!page(&letter(transmittal()), 2).contains("Sommige tekens"));
}

#[test]
fn any_character_can_be_typed() {
    let mut typed = transmittal();
    let all: Vec<String> = (0..=0xffff_u32)
        .filter_map(char::from_u32)
        .filter(|letter| !('\u{3000}'..'\u{f8f0}').contains(letter))
        .collect::<Vec<char>>()
        .chunks(24)
        .map(|chunk| chunk.iter().collect())
        .collect();
    typed.own_words = Some(all.join(" "));
    let document = letter(typed);
    assert!(pages(&document) > 2);
}

#[test]
fn a_long_request_runs_over_pages_and_keeps_its_header() {
    let mut typed = transmittal();
    typed.request = (1..=90)
        .map(|n| row(&format!("Veld {n}"), "waarde"))
        .collect();
    let document = letter(typed);
    let last = pages(&document) as u32;
    assert!(last >= 3);
    assert!(page(&document, 3).contains("Zoals ingediend"));
    assert!(page(&document, last).contains(&format!("Pagina {last} van {last}")));
}

#[test]
fn a_reference_too_long_for_a_code_is_refused_without_quoting_it() {
    let mut typed = transmittal();
    typed.reference = "X".repeat(5000);
    let error = render(&Letter::Transmittal(typed), Locale::En).unwrap_err();
    assert!(matches!(error, RenderError::Reference));
    assert_eq!(error.to_string(), "letter-reference-too-long");
    assert_eq!(
        format!("{error:?}"),
        "RenderError(letter-reference-too-long)"
    );
}
