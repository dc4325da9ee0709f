use chrono::NaiveDate;
use habeas_dossier::{Party, PostalAddress};

use super::dice::Dice;

/// Somebody who does not exist.
#[derive(Clone)]
pub(crate) struct Invented {
    /// Who they say they are.
    pub(crate) party: Party,
    /// Where they live.
    pub(crate) address: PostalAddress,
    /// An address that reaches nobody (RFC 2606, section 3).
    pub(crate) email: String,
}

/// Names and places that go together.
struct Stock {
    /// The language they write in, as a tag.
    language: &'static str,
    first: &'static [&'static str],
    last: &'static [&'static str],
    streets: &'static [&'static str],
    towns: &'static [(&'static str, &'static str)],
    country: &'static str,
}

const STOCKS: [Stock; 5] = [
    Stock {
        language: "nl",
        first: &[
            "Lotte", "Wout", "Femke", "Jens", "Marijke", "Stijn", "Griet", "Bram", "Annelies",
            "Pieter", "Sofie", "Kobe", "Hilde", "Rik", "Nele", "Tuur", "Leen", "Yannick",
        ],
        last: &[
            "Peeters",
            "Janssens",
            "Maes",
            "Claes",
            "Wouters",
            "De Smet",
            "Goossens",
            "Verhaegen",
            "Van den Broeck",
            "Aerts",
            "Hermans",
            "De Clercq",
            "Lemmens",
            "Pauwels",
            "Martens",
            "Segers",
            "Vermeulen",
            "Bogaerts",
        ],
        streets: &[
            "Kerkstraat",
            "Molenweg",
            "Lindelaan",
            "Stationsstraat",
            "Veldstraat",
            "Beukendreef",
            "Schoolstraat",
            "Nieuwstraat",
        ],
        towns: &[
            ("9000", "Gent"),
            ("2800", "Mechelen"),
            ("3000", "Leuven"),
            ("8500", "Kortrijk"),
            ("3500", "Hasselt"),
            ("9300", "Aalst"),
            ("2300", "Turnhout"),
        ],
        country: "BE",
    },
    Stock {
        language: "nl",
        first: &[
            "Sanne", "Thijs", "Maaike", "Daan", "Roos", "Jeroen", "Iris", "Bas", "Fenna", "Sjoerd",
            "Marloes", "Ruben", "Anouk", "Teun",
        ],
        last: &[
            "de Vries",
            "van Dijk",
            "Bakker",
            "Visser",
            "Smit",
            "Meijer",
            "Mulder",
            "de Groot",
            "Bos",
            "Vos",
            "Hendriks",
            "Dekker",
            "van Leeuwen",
            "Kok",
        ],
        streets: &[
            "Dorpsstraat",
            "Julianalaan",
            "Prinsengracht",
            "Kastanjelaan",
            "Havenweg",
            "Marktplein",
        ],
        towns: &[
            ("3511 BX", "Utrecht"),
            ("9712 HN", "Groningen"),
            ("4811 XC", "Breda"),
            ("6811 EB", "Arnhem"),
            ("2311 EZ", "Leiden"),
        ],
        country: "NL",
    },
    Stock {
        language: "fr",
        first: &[
            "Camille", "Julien", "Élodie", "Mathieu", "Chloé", "Benoît", "Aurélie", "Quentin",
            "Manon", "Thibault", "Hélène", "Loïc", "Margaux", "Olivier",
        ],
        last: &[
            "Dubois", "Lambert", "Dupont", "Simon", "Leclercq", "Renard", "Lejeune", "Fontaine",
            "Delvaux", "Gérard", "Collard", "Marchal", "Noël", "Henrard",
        ],
        streets: &[
            "rue de la Station",
            "avenue des Tilleuls",
            "rue du Moulin",
            "chaussée de Louvain",
            "rue de l'Église",
            "place du Marché",
        ],
        towns: &[
            ("4000", "Liège"),
            ("5000", "Namur"),
            ("7000", "Mons"),
            ("6000", "Charleroi"),
            ("1300", "Wavre"),
        ],
        country: "BE",
    },
    Stock {
        language: "en",
        first: &[
            "Jürgen",
            "Katrin",
            "Matthias",
            "Anke",
            "Sebastian",
            "Heike",
            "Florian",
            "Birgit",
            "Tobias",
            "Ulrike",
        ],
        last: &[
            "Schäfer", "Krüger", "Hoffmann", "Becker", "Vogel", "Böhm", "Lindner", "Weiß",
            "Brandt", "Hartmann",
        ],
        streets: &[
            "Gartenstraße",
            "Bahnhofstraße",
            "Lindenallee",
            "Am Mühlbach",
            "Rosenweg",
        ],
        towns: &[
            ("53113", "Bonn"),
            ("50667", "Köln"),
            ("52062", "Aachen"),
            ("56068", "Koblenz"),
        ],
        country: "DE",
    },
    Stock {
        language: "en",
        first: &[
            "Emily", "Thomas", "Sarah", "Owen", "Grace", "Daniel", "Fiona", "Callum", "Harriet",
            "Edward",
        ],
        last: &[
            "Whitfield",
            "Hughes",
            "Marsh",
            "Bradley",
            "Fletcher",
            "Morgan",
            "Ashworth",
            "Reid",
            "Barlow",
            "Kendall",
        ],
        streets: &[
            "Church Lane",
            "Mill Road",
            "Station Road",
            "High Street",
            "Orchard Close",
        ],
        towns: &[
            ("1050", "Brussels"),
            ("3080", "Tervuren"),
            ("1150", "Woluwe-Saint-Pierre"),
            ("1560", "Hoeilaart"),
        ],
        country: "BE",
    },
];

/// Invents somebody who writes in this language and lives, where there is a choice, in this
/// country.
pub(crate) fn invent(
    dice: &mut Dice<'_>,
    language: &str,
    country: &str,
    born: (i32, i32),
) -> Invented {
    let stock = stock(dice, language, country);
    let first = *dice.pick(stock.first);
    let last = *dice.pick(stock.last);
    let (postcode, town) = *dice.pick(stock.towns);
    let street = format!("{} {}", dice.pick(stock.streets), dice.between(1, 148));
    let address = PostalAddress {
        street,
        postcode: postcode.to_owned(),
        town: town.to_owned(),
        country: stock.country.to_owned(),
    };
    let number = dice.between(1, 99);
    Invented {
        party: Party {
            name: format!("{first} {last}"),
            born: Some(birthday(dice, born)),
            address: None,
            phone: None,
            known_as: None,
        },
        address,
        email: format!("{}.{}{number}@example.org", plain(first), plain(last)),
    }
}

/// A name for somebody of staff.
pub(crate) fn staff_name(dice: &mut Dice<'_>, language: &str, country: &str) -> String {
    let stock = stock(dice, language, country);
    format!("{} {}", dice.pick(stock.first), dice.pick(stock.last))
}

fn stock(dice: &mut Dice<'_>, language: &str, country: &str) -> &'static Stock {
    let speaks: Vec<&Stock> = STOCKS.iter().filter(|s| s.language == language).collect();
    let lives: Vec<&Stock> = speaks
        .iter()
        .copied()
        .filter(|s| s.country == country)
        .collect();
    // People who write in English live on either side of a border.
    let choice = if lives.is_empty() || language == "en" {
        speaks
    } else {
        lives
    };
    if choice.is_empty() {
        return &STOCKS[dice.below(STOCKS.len())];
    }
    choice[dice.below(choice.len())]
}

fn birthday(dice: &mut Dice<'_>, (first, last): (i32, i32)) -> NaiveDate {
    let years = usize::try_from(last - first).unwrap_or(0);
    let year = first + i32::try_from(dice.between(0, years)).unwrap_or(0);
    let month = u32::try_from(dice.between(1, 12)).unwrap_or(1);
    let day = u32::try_from(dice.between(1, 28)).unwrap_or(1);
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// A name as it stands before the @.
fn plain(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter_map(|c| match c {
            'é' | 'è' | 'ë' | 'ê' => Some('e'),
            'ï' | 'î' => Some('i'),
            'ä' | 'â' => Some('a'),
            'ö' | 'ô' => Some('o'),
            'ü' => Some('u'),
            'ß' => Some('s'),
            c if c.is_ascii_alphanumeric() => Some(c),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use habeas_testkit::SeededEntropy;

    use super::*;

    #[test]
    fn people_write_to_addresses_that_reach_nobody() {
        let entropy = SeededEntropy::new(4);
        let mut dice = Dice(&entropy);
        for language in ["nl", "fr", "en", "xx"] {
            for _ in 0..50 {
                let someone = invent(&mut dice, language, "BE", (1950, 2006));
                let (local, domain) = someone.email.split_once('@').unwrap();
                assert_eq!(domain, "example.org");
                assert!(
                    local
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.')
                );
                assert!(someone.party.name.contains(' '));
            }
        }
    }
}
