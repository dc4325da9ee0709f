//! Writes one specimen of every letter in every language into a folder, to look at:
//! `cargo run -p habeas-letters --example specimens -- FOLDER`.

#[path = "../tests/samples/mod.rs"]
mod samples;

use std::path::PathBuf;
use std::{env, fs};

use habeas_language::Locale;
use habeas_letters::{Letter, OfficeAnswers, TransmittalLetter, render};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("name a folder")?);
    fs::create_dir_all(&folder)?;

    let long = TransmittalLetter {
        answers: OfficeAnswers::OnPaper,
        own_words: Some(samples::long_words()),
        request: samples::many_rows(),
        addressee: samples::long_addressee(),
        ..samples::transmittal()
    };
    let specimens = [
        ("transmittal", Letter::Transmittal(samples::transmittal())),
        ("transmittal-long", Letter::Transmittal(long)),
        ("answer", Letter::Answer(samples::answer())),
        ("identity", Letter::Identity(samples::identity_question())),
        ("notice", Letter::Notice(samples::notice())),
        (
            "acknowledgement",
            Letter::Acknowledgement(samples::acknowledgement()),
        ),
    ];
    for (name, letter) in &specimens {
        for locale in Locale::ALL {
            fs::write(
                folder.join(format!("{name}-{locale}.pdf")),
                render(letter, *locale)?,
            )?;
        }
    }
    Ok(())
}
