//! Letters to try the machinery on, for the tests and the specimens.
#![allow(dead_code, clippy::unwrap_used)]

use chrono::{FixedOffset, NaiveDate, TimeZone};
use habeas_letters::{
    Acknowledgement, Addressee, AnswerLetter, Channel, DecidedPart, IdentityQuestion, NoticeLetter,
    OfficeAnswers, Person, RequestRow, Sender, ToldDate, TransmittalLetter,
};

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn sender() -> Sender {
    Sender {
        name: "Voorbeeld Arbeidsgezondheid vzw".into(),
        address: vec!["Voorbeeldlaan 1 bus 3.01".into(), "3500 Hasselt".into()],
        return_address: vec![
            "Voorbeeld vzw, postkamer".into(),
            "Voorbeeldlaan 1 bus 3.01".into(),
            "3500 Hasselt".into(),
        ],
        signatory: vec!["De functionaris voor gegevensbescherming".into()],
    }
}

pub fn row(label: &str, value: &str) -> RequestRow {
    RequestRow {
        label: label.into(),
        value: value.into(),
    }
}

pub fn transmittal() -> TransmittalLetter {
    TransmittalLetter {
        sender: sender(),
        addressee: Addressee {
            office: "De hoofdgeneesheer".into(),
            holder: Some("dr. An Voorbeeld".into()),
            address: vec![
                "Voorbeeld Arbeidsgezondheid vzw".into(),
                "Kempische Steenweg 309 bus 3.01".into(),
                "3500 Hasselt".into(),
            ],
        },
        date: day(2026, 4, 1),
        reference: "7K2M-9QX4-T".into(),
        right: "inzage".into(),
        file: "medisch dossier".into(),
        provision: "punt 16.2 van het privacybeleid".into(),
        received_at: FixedOffset::east_opt(7200)
            .unwrap()
            .with_ymd_and_hms(2026, 3, 31, 23, 58, 0)
            .unwrap(),
        channel: Channel::Portal,
        due: day(2026, 4, 30),
        request: vec![
            row("Naam", "Ada Lovelace"),
            row("Geboortedatum", "10 december 1985"),
            row("Werkgever", "Analytical Engines nv"),
        ],
        own_words: Some("Graag mijn volledige medisch dossier.\nDank u.".into()),
        enclosures: vec!["kopie van de identiteitskaart".into()],
        answers: OfficeAnswers::OnScreen,
    }
}

pub fn answer() -> AnswerLetter {
    AnswerLetter {
        sender: sender(),
        addressee: Person {
            name: "Ada Lovelace".into(),
            address: vec!["Rue de l’Exemple 12".into(), "1000 Bruxelles".into()],
        },
        date: day(2026, 4, 28),
        reference: "7K2M-9QX4-T".into(),
        received_on: day(2026, 3, 31),
        parts: vec![DecidedPart {
            what: "Copie du dossier".into(),
            outcome: "Accordée en partie".into(),
        }],
        paragraphs: vec!["Les pages 4 et 5 concernent un tiers.".into()],
        remedies: vec!["Vous pouvez introduire une plainte.".into()],
        enclosures: vec!["dossier, 12 pages".into()],
        registered: true,
    }
}

pub fn identity_question() -> IdentityQuestion {
    IdentityQuestion {
        sender: sender(),
        addressee: answer().addressee,
        date: day(2026, 4, 2),
        reference: "7K2M-9QX4-T".into(),
        received_on: day(2026, 3, 31),
        asked: vec!["a copy of the front of your identity card".into()],
        answer_by: day(2026, 4, 16),
        link: Some("https://privacy.example.org/status".into()),
    }
}

pub fn notice() -> NoticeLetter {
    NoticeLetter {
        sender: sender(),
        addressee: answer().addressee,
        date: day(2026, 4, 20),
        reference: "7K2M-9QX4-T".into(),
        subject: "Nous avons besoin de plus de temps".into(),
        paragraphs: vec!["Votre dossier se trouve à trois endroits.".into()],
        registered: false,
    }
}

pub fn acknowledgement() -> Acknowledgement {
    Acknowledgement {
        sender: sender(),
        addressee: answer().addressee,
        date: day(2026, 4, 1),
        reference: "7K2M-9QX4-T".into(),
        received_on: day(2026, 3, 31),
        told: Some(ToldDate {
            until: "You get an answer by Thursday 30 April 2026 at the latest.".into(),
            steps: vec![
                "The day of receipt, 31 March 2026, is not counted.".into(),
                "1 month from there ends on 30 April 2026.".into(),
                "That month has no such day, so its last day holds: 30 April 2026.".into(),
            ],
            citations: vec!["Reg. 1182/71 art. 3(1)".into(), "GDPR art. 12(3)".into()],
        }),
        access_code: None,
    }
}

pub fn long_words() -> String {
    let paragraph = "Ik werkte van 2009 tot 2024 in de magazijnen te Hasselt en kreeg er elk jaar een \
        onderzoek. Van de onderzoeken van 2015 en 2016 heb ik nooit een resultaat gezien; ik wil ze \
        graag aan mijn huisarts tonen, met de audiogrammen en de brieven van de arbeidsarts.";
    format!(
        "{paragraph}\n\n{paragraph} Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz \
         0123456789012345678901234567890123456789012345678901234567890123456789.\n\n{paragraph}"
    )
}

pub fn many_rows() -> Vec<RequestRow> {
    let mut rows = vec![
        row("Naam", "Li"),
        row("Geboortedatum", "1 januari 1990"),
        row(
            "Arbeidsgeneeskundigetoezichtsverantwoordelijke",
            "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesellschaft mbH, Niederlassung \
             Eupen-Kettenis",
        ),
    ];
    rows.extend((1..=34).map(|n| row(&format!("Onderzoek {n}"), "audiogram, spirometrie")));
    rows
}

pub fn long_addressee() -> Addressee {
    Addressee {
        office: "De preventieadviseur psychosociale aspecten van het werk, regio Limburg".into(),
        holder: Some("prof. dr. Maria-Magdalena van den Broeck-Vandenbossche".into()),
        address: vec![
            "Externe dienst voor preventie en bescherming op het werk Voorbeeld vzw".into(),
            "Gouverneur Roppesingel 125 bus 0001".into(),
            "3500 Hasselt".into(),
            "BELGIË".into(),
        ],
    }
}
